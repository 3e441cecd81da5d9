//! What the stewards gave during a race, and what became another in its official result afterwards.

use serde::{Deserialize, Serialize};

/// A penalty that the stewards gave during the race.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Penalty {
    /// Whose.
    pub driver: u8,
    /// Leader's lap in which it was given.
    pub lap: u16,
    /// What.
    pub kind: PenaltyKind,
    /// Added to the time, or to be stood; null for a drive-through and where nobody tells.
    pub seconds: Option<u16>,
    /// In the stewards' own words: "SPEEDING IN THE PIT LANE".
    pub reason: Option<String>,
    /// Leader's lap in which it was told to be served; null when nobody tells, as of a time penalty that is added
    /// after the flag.
    pub served: Option<u16>,
}

/// What a penalty is. Reprimands, and places on the next grid, change nothing in a race and are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PenaltyKind {
    /// Seconds, stood at the next stop or added after the flag.
    Time,
    /// To drive through the pit lane.
    DriveThrough,
    /// To stand in the pits without work on the car.
    StopAndGo,
}

/// A value of the official result that a later answer gave differently: a penalty or a disqualification afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResultChange {
    /// When the later answer was read.
    pub at_ms: i64,
    /// Whose.
    pub driver: u8,
    /// What.
    pub what: ChangedValue,
    /// Before: a place, an [`Outcome`](crate::mart::Outcome), points or ms; null when there was none.
    pub was: Option<String>,
    /// Since then.
    pub becomes: Option<String>,
}

/// What was changed of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangedValue {
    /// The official place.
    Position,
    /// How the race ended.
    Outcome,
    /// Points.
    Points,
    /// Race time.
    Time,
}
