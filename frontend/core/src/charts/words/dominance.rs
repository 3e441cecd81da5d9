//! What track dominance says.

use gridcast_words::charts as said;

use crate::charts::words::figures::{listed, number};

/// What is counted and what the marks mean.
pub fn sentence(pieces: usize) -> String {
    said::dominance(pieces)
}

/// Beside a lap's colour: how many pieces are its own.
pub fn legend(name: &str, won: usize, pieces: usize) -> String {
    said::dominance_legend(name, won, pieces)
}

/// By how much a piece is won, ms.
pub fn margin(margin: f64) -> String {
    format!("{} s", number(margin / 1000.0, 3))
}

/// Whose a piece is, counted from 0, and by how much, ms.
pub fn piece(piece: usize, name: &str, by: f64) -> String {
    said::dominance_piece(piece + 1, name, &margin(by))
}

/// Columns of the table.
pub fn heads<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let own = names.map(|name| said::with_unit(name, "s"));
    [said::dominance_head_piece(), said::dominance_head_fastest(), said::dominance_head_by()]
        .into_iter()
        .map(str::to_owned)
        .chain(own)
        .collect()
}

/// How many pieces each lap wins.
pub fn summary<'n>(won: impl Iterator<Item = (&'n str, usize)>) -> String {
    let words: Vec<String> = won.map(|(name, won)| said::dominance_won(name, won)).collect();
    said::dominance_summary(&listed(&words))
}
