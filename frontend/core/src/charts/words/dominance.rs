//! What track dominance says.

use crate::charts::words::figures::{listed, number};

/// What is counted and what the marks mean.
pub fn sentence(pieces: usize) -> String {
    format!(
        "The lap in {pieces} pieces of equal length, each in the colour and the breaks of whoever takes least time for it."
    )
}

/// Beside a lap's colour: how many pieces are its own.
pub fn legend(name: &str, won: usize, pieces: usize) -> String {
    format!("{name}: {won} of {pieces}")
}

/// By how much a piece is won, ms.
pub fn margin(margin: f64) -> String {
    format!("{} s", number(margin / 1000.0, 3))
}

/// Whose a piece is, counted from 0, and by how much, ms.
pub fn piece(piece: usize, name: &str, by: f64) -> String {
    format!("Piece {}: {name} fastest by {}", piece + 1, margin(by))
}

/// Columns of the table.
pub fn heads<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let own = names.map(|name| format!("{name}, s"));
    ["Piece", "Fastest", "By, s"].into_iter().map(str::to_owned).chain(own).collect()
}

/// How many pieces each lap wins.
pub fn summary<'n>(won: impl Iterator<Item = (&'n str, usize)>) -> String {
    let words: Vec<String> = won.map(|(name, won)| format!("{name} in {won}")).collect();
    format!("Fastest: {}.", listed(&words))
}
