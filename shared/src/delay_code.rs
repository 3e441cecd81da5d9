//! How long a TV delay may be, and a code by which a viewer's devices have the same: six letters that are read off one screen and typed, or
//! photographed, on another.

use std::fmt;

/// What codes are made of: nothing that is mistaken for something else, as 0 and O, 1 and I and L, U and V are.
const LETTERS: [u8; 30] = *b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Longest delay, tenths of a second.
pub const LONGEST_DELAY_TENTHS: u16 = 3_000;

/// How many letters a code has: 30^6 are 729 million codes.
const LENGTH: usize = 6;

/// A code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DelayCode([u8; LENGTH]);

impl DelayCode {
    /// The code that these numbers draw, each from 0 to below 1.
    pub fn drawn(mut number: impl FnMut() -> f64) -> Self {
        let n = LETTERS.len();
        Self(std::array::from_fn(|_| LETTERS[((number() * n as f64) as usize).min(n - 1)]))
    }

    /// The code that a text is, in whatever case, with spaces or hyphens where somebody likes them; `None` for what is
    /// none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-'));
        let mut code = [0; LENGTH];
        for letter in &mut code {
            *letter = letters.next()?.to_ascii_uppercase();
        }
        (letters.next().is_none() && code.iter().all(|letter| LETTERS.contains(letter))).then_some(Self(code))
    }
}

impl fmt::Display for DelayCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = DelayCode::parse("K7X2QM");
        assert!(code.is_some());
        for text in ["k7x2qm", "K7X 2QM", "k7x-2qm", " K7X2QM "] {
            assert_eq!(DelayCode::parse(text), code, "{text}");
        }
        for text in ["", "K7X2Q", "K7X2QMM", "K7X2Q0", "K7X2QÄ", "../../x", "K7X2QI"] {
            assert_eq!(DelayCode::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_drawn_is_a_code_that_reads_as_itself(numbers in prop::array::uniform6(0.0..1.0_f64)) {
            let mut numbers = numbers.into_iter();
            let code = DelayCode::drawn(|| numbers.next().unwrap_or(1.0));
            prop_assert_eq!(DelayCode::parse(&code.to_string()), Some(code));
        }
    }
}
