//! The documents of a season: its weekends, and both championships.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::VERSION;

/// `{season}/schedule.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Schedule {
    /// [`VERSION`].
    pub version: u32,
    /// Year.
    pub season: u16,
    /// By round.
    pub events: Vec<Event>,
}

/// A weekend of the schedule. Dates are UTC ms, null where there is no such session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// From 1.
    pub round: u8,
    /// "Australian Grand Prix".
    pub event: String,
    /// "Albert Park".
    pub circuit: String,
    /// "Melbourne".
    pub locality: Option<String>,
    /// "Australia".
    pub country: Option<String>,
    /// First practice.
    pub first_practice_ms: Option<i64>,
    /// Second practice.
    pub second_practice_ms: Option<i64>,
    /// Third practice.
    pub third_practice_ms: Option<i64>,
    /// Sprint qualifying.
    pub sprint_qualifying_ms: Option<i64>,
    /// Sprint.
    pub sprint_ms: Option<i64>,
    /// Qualifying.
    pub qualifying_ms: Option<i64>,
    /// Race; null when only its day is known.
    pub race_ms: Option<i64>,
    /// Its day, "2025-03-16".
    pub race_date: String,
}

/// `{season}/standings.json`: both championships, round by round.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standings {
    /// [`VERSION`].
    pub version: u32,
    /// Year.
    pub season: u16,
    /// Rounds after which there are standings, ascending.
    pub rounds: Vec<u8>,
    /// Races and sprints after the last of them, for what can still be reached.
    pub races_left: u8,
    /// Sprints after it.
    pub sprints_left: u8,
    /// By present position.
    pub drivers: Vec<Standing>,
    /// By present position.
    pub constructors: Vec<Standing>,
}

/// One driver's or constructor's way through the season. Columns follow [`Standings::rounds`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standing {
    /// Code of a driver, id of a constructor.
    pub id: String,
    /// Name.
    pub name: String,
    /// The driver's present constructor; the same as `name` for one.
    pub team: Option<String>,
    /// Six hex digits.
    pub colour: Option<String>,
    /// Place.
    pub position: Vec<Option<u8>>,
    /// May be fractional.
    pub points: Vec<Option<f64>>,
    /// Wins.
    pub wins: Vec<Option<u8>>,
}
