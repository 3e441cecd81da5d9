//! What a chart draws again and again: a driver's line, a team's box.

use crate::charts::draw::style::Dash;

/// What a series is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A driver, by code.
    Driver(String),
    /// A team, by name.
    Team(String),
    /// A lap of a driver's, by code and number.
    Lap(String, u16),
}

/// A thing that is drawn again and again: a driver's line, a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What it is of.
    pub subject: Subject,
    /// "NOR", "Ferrari", "NOR 43".
    pub name: String,
    /// Its colour here.
    pub colour: u32,
    /// Its dash here.
    pub dash: Dash,
    /// The second of its team: its dots are hollow.
    pub second: bool,
    /// Whether it is among the chosen.
    pub chosen: bool,
}
