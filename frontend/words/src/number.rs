//! Numbers in the language that is spoken.

use crate::digits::{mark, written};
use crate::spoken::language;

/// What stands before the decimals.
pub fn decimal_mark() -> char {
    mark(language())
}

/// A number with this many decimals; empty where it is none.
pub fn number(value: f64, decimals: usize) -> String {
    written(language(), value, decimals, true)
}

/// The same without groups of thousands, as it stands in columns and on axes.
pub fn plain(value: f64, decimals: usize) -> String {
    written(language(), value, decimals, false)
}
