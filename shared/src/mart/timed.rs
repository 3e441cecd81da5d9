//! The documents of sessions in which the time of a lap counts: the parts of a qualifying, the long runs of a practice.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::{Laps, VERSION};

/// `{season}/{round}/{session}/qualifying.json`: what was driven in each part, and what was needed to go on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Qualifying {
    /// [`VERSION`].
    pub version: u32,
    /// In their order.
    pub parts: Vec<QualifyingPart>,
    /// By driver and part. Who set no time in a part has none.
    pub times: Vec<PartTime>,
}

/// A part of a qualifying.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualifyingPart {
    /// From 1.
    pub part: u8,
    /// How many cars went on; null for the last part, and when nobody tells.
    pub places: Option<u8>,
    /// The slowest time that was enough to go on, ms.
    pub cut_off: Option<u32>,
}

/// A driver's best time in a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PartTime {
    /// Who.
    pub driver: u8,
    /// Which part, from 1.
    pub part: u8,
    /// ms.
    pub time: u32,
    /// In which lap; null when laps are not known.
    pub lap: Option<u16>,
    /// Behind the best of the part, ms.
    pub gap: u32,
    /// After the time that was needed to go on, ms: up to 0 it was enough. Null where none was.
    pub to_cut_off: Option<i32>,
}

/// `{season}/{round}/{session}/long_runs.json`: laps in a row of a practice at one pace on one set of tyres.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LongRuns {
    /// [`VERSION`].
    pub version: u32,
    /// By average.
    pub runs: Vec<LongRun>,
}

/// A long run: at least five laps in a row of a stint that are within seven percent of its median.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LongRun {
    /// Who.
    pub driver: u8,
    /// As in [`Laps::stint`].
    pub stint: u8,
    /// As in [`Laps::compound`].
    pub compound: Option<String>,
    /// First lap that counts.
    pub first_lap: u16,
    /// Last lap that counts.
    pub last_lap: u16,
    /// How many laps count.
    pub laps: u16,
    /// Laps on the set at the end of the first; null when nobody tells.
    pub age_at_start: Option<u16>,
    /// Average of the laps, ms.
    pub average: u32,
    /// Best of them, ms.
    pub best: u32,
    /// What a lap took longer than the one before, by a straight line through them, ms.
    pub change: Option<f64>,
}
