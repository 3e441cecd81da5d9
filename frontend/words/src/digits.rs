//! Digits as each language writes them: its decimal mark, its groups of thousands, a real minus sign.

use crate::fixed::fixed;
use crate::language::Language;

/// What stands before the decimals.
pub(crate) fn mark(language: Language) -> char {
    match language {
        Language::English | Language::Japanese => '.',
        Language::Spanish
        | Language::German
        | Language::Italian
        | Language::Portuguese
        | Language::French
        | Language::Dutch => ',',
    }
}

/// What stands between thousands, and how many digits before it are a group at least.
fn groups(language: Language) -> (char, usize) {
    match language {
        Language::English | Language::Japanese => (',', 1),
        Language::Spanish => ('.', 2),
        Language::German | Language::Italian | Language::Portuguese | Language::Dutch => ('.', 1),
        // A narrow space that does not break.
        Language::French => ('\u{202f}', 1),
    }
}

/// A number with this many decimals, in groups of thousands or not; empty where it is none.
pub(crate) fn written(language: Language, value: f64, decimals: usize, with_groups: bool) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let plain = fixed(value.abs(), decimals);
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_negative = value < 0.0 && plain.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let mut out = String::with_capacity(plain.len() + 4);
    if is_negative {
        out.push('\u{2212}');
    }
    let (between, least) = groups(language);
    let grouped = with_groups && 3 + least <= whole.len();
    for (i, digit) in whole.chars().enumerate() {
        if grouped && 0 < i && (whole.len() - i).is_multiple_of(3) {
            out.push(between);
        }
        out.push(digit);
    }
    if !rest.is_empty() {
        out.push(mark(language));
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_its_way() {
        for (language, forms) in [
            (Language::English, ["1,234.5", "12,345", "−0.3", "0"]),
            (Language::Spanish, ["1234,5", "12.345", "−0,3", "0"]),
            (Language::German, ["1.234,5", "12.345", "−0,3", "0"]),
            (Language::Italian, ["1.234,5", "12.345", "−0,3", "0"]),
            (Language::Portuguese, ["1.234,5", "12.345", "−0,3", "0"]),
            (Language::French, ["1\u{202f}234,5", "12\u{202f}345", "−0,3", "0"]),
            (Language::Dutch, ["1.234,5", "12.345", "−0,3", "0"]),
            (Language::Japanese, ["1,234.5", "12,345", "−0.3", "0"]),
        ] {
            let found = [(1234.5, 1), (12_345.0, 0), (-0.3, 1), (-0.04, 0)]
                .map(|(value, decimals)| written(language, value, decimals, true));
            assert_eq!(found, forms, "{language:?}");
        }
        assert_eq!(written(Language::German, 12_345.5, 1, false), "12345,5");
        assert_eq!(written(Language::English, f64::NAN, 1, true), "");
    }
}
