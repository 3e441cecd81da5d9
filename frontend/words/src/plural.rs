//! Which plural form a number takes: the rules of these eight languages (Unicode CLDR 46).

use crate::language::Language;

/// A plural category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "one".
    One,
    /// "two".
    Two,
    /// "few".
    Few,
    /// "many".
    Many,
    /// "other".
    Other,
}

impl Form {
    /// Its name in Fluent.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// The form of so many, written without decimals. The form of whole millions is left to `other`.
pub fn count(language: Language, number: f64) -> Form {
    let whole = number.abs();
    let is_one = match language {
        Language::Japanese => false,
        // Nothing and anything below two.
        Language::French | Language::Portuguese => whole < 2.0,
        Language::English | Language::Spanish | Language::German | Language::Italian | Language::Dutch => {
            (whole - 1.0).abs() < f64::EPSILON
        }
    };
    if is_one { Form::One } else { Form::Other }
}

/// The form of the how-manieth.
pub fn order(language: Language, number: f64) -> Form {
    let whole = number.abs() as u64;
    match language {
        Language::English => match (whole % 10, whole % 100) {
            (1, rest) if rest != 11 => Form::One,
            (2, rest) if rest != 12 => Form::Two,
            (3, rest) if rest != 13 => Form::Few,
            _ => Form::Other,
        },
        Language::French if whole == 1 => Form::One,
        Language::Italian if [8, 11, 80, 800].contains(&whole) => Form::Many,
        Language::Spanish
        | Language::German
        | Language::Italian
        | Language::Portuguese
        | Language::French
        | Language::Dutch
        | Language::Japanese => Form::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_by_language() {
        use Form::{One, Other};
        // Of 0, 1, 1.5, 2 and 21.
        for (language, forms) in [
            (Language::English, [Other, One, Other, Other, Other]),
            (Language::Spanish, [Other, One, Other, Other, Other]),
            (Language::German, [Other, One, Other, Other, Other]),
            (Language::Italian, [Other, One, Other, Other, Other]),
            (Language::Portuguese, [One, One, One, Other, Other]),
            (Language::French, [One, One, One, Other, Other]),
            (Language::Dutch, [Other, One, Other, Other, Other]),
            (Language::Japanese, [Other; 5]),
        ] {
            assert_eq!([0.0, 1.0, 1.5, 2.0, 21.0].map(|n| count(language, n)), forms, "{language:?}");
        }
    }

    #[test]
    fn orders_by_language() {
        use Form::{Few, Many, One, Other, Two};
        // Of 1, 2, 3, 8, 11, 12, 21 and 22.
        for (language, forms) in [
            (Language::English, [One, Two, Few, Other, Other, Other, One, Two]),
            (Language::French, [One, Other, Other, Other, Other, Other, Other, Other]),
            (Language::Italian, [Other, Other, Other, Many, Many, Other, Other, Other]),
            (Language::German, [Other; 8]),
            (Language::Spanish, [Other; 8]),
            (Language::Portuguese, [Other; 8]),
            (Language::Dutch, [Other; 8]),
            (Language::Japanese, [Other; 8]),
        ] {
            let found = [1.0, 2.0, 3.0, 8.0, 11.0, 12.0, 21.0, 22.0].map(|n| order(language, n));
            assert_eq!(found, forms, "{language:?}");
        }
    }
}
