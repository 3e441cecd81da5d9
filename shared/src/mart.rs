//! The mart documents: what the warehouse publishes, the gateway serves and the charts read. docs/marts.md with types.
//!
//! Tables of many rows are columnar: arrays of equal length, one entry a row. `driver` is an index into
//! [`Race::drivers`], `team` one into [`Race::teams`]. Times and gaps are ms, `*_ms` dates UTC ms since 1970.
//! A value that nobody knows is null, never 0.

mod laps;
mod season;
mod stewards;
mod telemetry;
mod timed;
mod weekend;

use serde::{Deserialize, Serialize};

pub use laps::{LapFilter, Laps};
pub use season::{Event, Schedule, Standing, Standings};
pub use stewards::{ChangedValue, Penalty, PenaltyKind, ResultChange};
pub use telemetry::{LapTelemetry, TelemetryIndex, Track};
pub use timed::{LongRun, LongRuns, PartTime, Qualifying, QualifyingPart};
pub use weekend::{SessionKey, WeekendSession};

/// The version that every document states.
pub const VERSION: u32 = 1;

/// `index.json`: which seasons, rounds and sessions there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Index {
    /// [`VERSION`].
    pub version: u32,
    /// Another one whenever any document is another: a hash of all of them.
    pub revision: String,
    /// Newest first.
    pub seasons: Vec<SeasonEntry>,
}

impl Index {
    /// A session, if it is there.
    pub fn session(&self, key: SessionKey) -> Option<&SessionEntry> {
        let season = self.seasons.iter().find(|entry| entry.season == key.season)?;
        season.rounds.iter().find(|entry| entry.round == key.round)?.session(key.session)
    }
}

/// A season of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeasonEntry {
    /// Year.
    pub season: u16,
    /// Names of the season's documents, without `.json`.
    pub documents: Vec<String>,
    /// See [`SessionEntry::held_back`]; of the season's own documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_back: Option<String>,
    /// By round.
    pub rounds: Vec<RoundEntry>,
}

/// A round of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoundEntry {
    /// From 1; 0 is a race outside a championship, such as a simulated one.
    pub round: u8,
    /// "Australian Grand Prix".
    pub event: String,
    /// "Albert Park".
    pub circuit: String,
    /// Its sessions, in the order of [`WeekendSession::ALL`]; the race is always among them.
    pub sessions: Vec<SessionEntry>,
}

impl RoundEntry {
    /// A session of it, if there is one.
    pub fn session(&self, session: WeekendSession) -> Option<&SessionEntry> {
        self.sessions.iter().find(|entry| entry.session == session)
    }
}

/// A session of the index.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionEntry {
    /// Which.
    pub session: WeekendSession,
    /// When it starts or started.
    pub start_ms: Option<i64>,
    /// What there is of it.
    pub state: SessionState,
    /// Made by the simulator.
    pub simulated: bool,
    /// Names of its documents, without `.json`, without telemetry of single laps.
    pub documents: Vec<String>,
    /// Why it is held back, in words: "place 2 stands twice". Its documents are then those that were published before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held_back: Option<String>,
}

impl SessionEntry {
    /// Whether it has a document of this name.
    pub fn has(&self, document: &str) -> bool {
        self.documents.iter().any(|name| name == document)
    }
}

/// What there is of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SessionState {
    /// Not driven yet.
    Scheduled,
    /// A result without laps, laps without telemetry, or a race still going on.
    Partial,
    /// Result, laps and telemetry.
    Complete,
}

/// `{season}/{round}/{session}/result.json`: the session, who drove, and how it ended. Most are of races, so it is called
/// one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Race {
    /// [`VERSION`].
    pub version: u32,
    /// Year.
    pub season: u16,
    /// See [`RoundEntry::round`].
    pub round: u8,
    /// Which session of the weekend. Older documents tell none and are of races.
    #[serde(default)]
    pub session: WeekendSession,
    /// "Australian Grand Prix".
    pub event: String,
    /// "Albert Park".
    pub circuit: String,
    /// "Melbourne".
    pub locality: Option<String>,
    /// "Australia".
    pub country: Option<String>,
    /// The start: when lap 1 began; of a session without a start together, the first car's.
    pub start_ms: Option<i64>,
    /// Made by the simulator.
    pub simulated: bool,
    /// Laps that the winner drove.
    pub laps: u16,
    /// Laps that were planned.
    pub scheduled_laps: Option<u16>,
    /// In order of their best placed driver.
    pub teams: Vec<Team>,
    /// In order of the result.
    pub drivers: Vec<Driver>,
    /// A row a driver, in the same order.
    pub results: Vec<ResultRow>,
    /// Safety cars and the like, by first lap.
    pub periods: Vec<Period>,
    /// What the stewards gave during the race, by lap. Older documents tell none.
    #[serde(default)]
    pub penalties: Vec<Penalty>,
    /// Where the official result and the timing disagree.
    pub differences: Vec<Difference>,
    /// What later answers changed of the official result, by date and driver. Older documents tell none.
    #[serde(default)]
    pub changes: Vec<ResultChange>,
}

/// A team of a race.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Team {
    /// "Ferrari".
    pub name: String,
    /// Six hex digits.
    pub colour: Option<String>,
}

/// A driver of a race.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Driver {
    /// "NOR".
    pub code: String,
    /// Racing number.
    pub number: Option<u8>,
    /// "Lando Norris"; the code when nobody tells.
    pub name: String,
    /// In this round; null when nobody tells.
    pub team: Option<u8>,
}

/// How a driver's race ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResultRow {
    /// Who.
    pub driver: u8,
    /// Place by the timing, from 1; null when out.
    pub position: Option<u8>,
    /// Place in the official result; null when there is none or not classified.
    pub official_position: Option<u8>,
    /// Place on the grid, from 1; 0 is the pit lane.
    pub grid: Option<u8>,
    /// Finished, or how not.
    pub outcome: Outcome,
    /// The official word: "Finished", "+1 Lap", "Retired", "Disqualified".
    pub official_status: Option<String>,
    /// Laps completed.
    pub laps: u16,
    /// Race time, ms.
    pub time: Option<u32>,
    /// Behind the winner, ms; null for the winner, for lapped cars and cars out.
    pub gap: Option<u32>,
    /// Laps behind the winner.
    pub laps_behind: Option<u16>,
    /// Stops in the pits.
    pub stops: u8,
    /// Best lap's time, ms.
    pub best_lap_time: Option<u32>,
    /// Best lap's number.
    pub best_lap: Option<u16>,
    /// May be fractional.
    pub points: Option<f64>,
}

/// Whether a car finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Took the flag.
    #[default]
    Finished,
    /// Out on the way.
    Retired,
    /// Took no part in the race.
    NotStarted,
    /// Taken out of the result afterwards.
    Disqualified,
}

/// Laps in which the race was not green.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// What.
    pub kind: PeriodKind,
    /// Leader's lap in which it began.
    pub first_lap: u16,
    /// Leader's lap in which it ended.
    pub last_lap: u16,
}

/// Why the race was not green.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// Safety car.
    SafetyCar,
    /// Virtual safety car.
    VirtualSafetyCar,
    /// Red flag.
    RedFlag,
    /// Yellow flag somewhere.
    Yellow,
}

/// A value that the timing and the official result give differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Whose.
    pub driver: u8,
    /// "position", "laps", "outcome" or "time".
    pub what: String,
    /// By the timing.
    pub timing: Option<String>,
    /// Officially.
    pub official: Option<String>,
}

/// `{season}/{round}/{session}/stints.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stints {
    /// [`VERSION`].
    pub version: u32,
    /// By driver and first lap.
    pub stints: Vec<Stint>,
}

/// Laps in a row on one set of tyres.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Stint {
    /// Who.
    pub driver: u8,
    /// From 1.
    pub stint: u8,
    /// First lap.
    pub first_lap: u16,
    /// Last lap.
    pub last_lap: u16,
    /// As in [`Laps::compound`].
    pub compound: Option<String>,
    /// Whether the set was new.
    pub fresh: Option<bool>,
    /// Laps that the set had before; null when its age was never told.
    pub age_at_start: Option<u16>,
}

/// `{season}/{round}/{session}/pit_stops.json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PitStops {
    /// [`VERSION`].
    pub version: u32,
    /// By driver and lap.
    pub stops: Vec<PitStop>,
}

/// A change of tyres, or standing at the box: not driving through the lane, nor standing under a red flag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PitStop {
    /// Who.
    pub driver: u8,
    /// From 1.
    pub stop: u8,
    /// The in-lap.
    pub lap: u16,
    /// When the lane was entered, ms after [`Race::start_ms`].
    pub entered: Option<u32>,
    /// In the lane by the timing, ms.
    pub lane: Option<u32>,
    /// The official duration, ms.
    pub official: Option<u32>,
    /// In- and out-lap together less twice the driver's green median of that stint's compound, ms.
    pub lost: Option<i32>,
    /// Tyre taken off and put on, as in [`Laps::compound`].
    pub compounds: (Option<String>, Option<String>),
    /// During which period, if any.
    pub under: Option<PeriodKind>,
}

/// `{season}/{round}/{session}/pace.json`: box plots of lap times.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pace {
    /// [`VERSION`].
    pub version: u32,
    /// By [`LapFilter`].
    pub filters: Vec<PaceOf>,
}

/// The box plots of one filter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaceOf {
    /// Which laps count.
    pub filter: LapFilter,
    /// By median.
    pub teams: Vec<PaceBox>,
    /// By median.
    pub drivers: Vec<PaceBox>,
}

/// A box: quartiles by linear interpolation between order statistics (type 7, as numpy and SQL's
/// `quantile_cont`), whiskers at the farthest laps within 1.5 times the box's width.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PaceBox {
    /// Team or driver.
    pub of: u8,
    /// Laps counted.
    pub n: u16,
    /// ms.
    pub whisker_low: f64,
    /// ms.
    pub q1: f64,
    /// ms.
    pub median: f64,
    /// ms.
    pub q3: f64,
    /// ms.
    pub whisker_high: f64,
}

/// `{season}/{round}/{session}/bests.json`: best sectors and highest speeds. A row a driver.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bests {
    /// [`VERSION`].
    pub version: u32,
    /// By ideal lap.
    pub sectors: Vec<SectorBests>,
    /// By speed trap.
    pub speeds: Vec<SpeedTraps>,
}

/// A driver's best sectors: time in ms and lap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SectorBests {
    /// Who.
    pub driver: u8,
    /// Sectors 1 to 3.
    pub sectors: [Option<(u32, u16)>; 3],
    /// Their sum; null when one is missing.
    pub ideal: Option<u32>,
    /// Best real lap.
    pub best: Option<(u32, u16)>,
}

/// A driver's highest speeds: km/h and lap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpeedTraps {
    /// Who.
    pub driver: u8,
    /// First intermediate.
    pub i1: Option<(u16, u16)>,
    /// Second intermediate.
    pub i2: Option<(u16, u16)>,
    /// Finish line.
    pub fl: Option<(u16, u16)>,
    /// Speed trap.
    pub st: Option<(u16, u16)>,
}

#[cfg(test)]
mod tests;
