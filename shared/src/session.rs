//! What stays the same through a session: which race, where, who drives.

use crate::ids::{DriverCode, SessionId};

/// Most points of a line of [`Circuit`]: what its place on the wire holds.
pub const MAX_LINE_POINTS: usize = 255;

/// A session's unchanging facts, as far as they are known; the table of drivers can grow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What kind of session.
    pub kind: SessionKind,
    /// Season's year; 0 when unknown.
    pub season: u16,
    /// Round within the season; 0 when unknown.
    pub round: u8,
    /// "Australian Grand Prix"; empty when unknown.
    pub event: String,
    /// Laps that are scheduled; 0 when unknown.
    pub scheduled_laps: u8,
    /// What the clock at the track is ahead of UTC, minutes; `None` when unknown.
    pub utc_offset_min: Option<i16>,
    /// Whether the race is made up by the simulator: shown wherever it is shown.
    pub simulated: bool,
    /// Pace of the session's clock, percent of real time: 100 live, 2000 for a replay at 20x.
    pub rate_pct: u16,
    /// The drivers; a car's index is its place here.
    pub drivers: Vec<Driver>,
    /// The circuit.
    pub circuit: Circuit,
}

impl Session {
    /// A session of which only the id is known.
    pub fn unknown(id: SessionId) -> Self {
        Self {
            id,
            kind: SessionKind::Race,
            season: 0,
            round: 0,
            event: String::new(),
            scheduled_laps: 0,
            utc_offset_min: None,
            simulated: false,
            rate_pct: 100,
            drivers: Vec::new(),
            circuit: Circuit::default(),
        }
    }
}

/// What kind of session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum SessionKind {
    /// A Grand Prix.
    #[default]
    Race,
    /// A sprint race.
    Sprint,
    /// Qualifying for the race.
    Qualifying,
    /// Qualifying for the sprint.
    SprintQualifying,
    /// A free practice.
    Practice,
}

impl SessionKind {
    /// Whether who is ahead on the road is ahead; elsewhere the quickest lap is.
    pub fn is_race(self) -> bool {
        matches!(self, Self::Race | Self::Sprint)
    }

    /// Whether it has parts from which some go on.
    pub fn has_parts(self) -> bool {
        matches!(self, Self::Qualifying | Self::SprintQualifying)
    }
}

/// How far a session has come, in the feed's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SessionStatus {
    /// Not begun, or between two parts of qualifying.
    #[default]
    Inactive,
    /// Under way.
    Started,
    /// Stopped by a red flag.
    Aborted,
    /// Over, or its part is; cars may still be on the track.
    Finished,
    /// Its result stands.
    Finalised,
    /// The feed ends.
    Ends,
}

/// What keeps a source from the feed's car data and positions: they are for subscribers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum TokenFault {
    /// It has no subscriber's token.
    Absent,
    /// Its token is refused.
    Refused,
    /// Its token has run out.
    Ended,
}

/// Who drives a car.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// Racing number; 0 when unknown.
    pub number: u8,
    /// Code on the board.
    pub code: DriverCode,
    /// Full name; empty when unknown.
    pub name: String,
    /// Team; empty when unknown.
    pub team: String,
    /// The session's own colour for the team, `0xRRGGBB`.
    pub colour: Option<u32>,
}

/// Where the race is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circuit {
    /// "Albert Park"; empty when unknown.
    pub name: String,
    /// Length of a lap, metres; 0 when unknown.
    pub length_m: u16,
    /// Centre of the track, at most [`MAX_LINE_POINTS`], as a closed line in driving direction, its first point on the start line; empty
    /// until it is known.
    pub outline: Vec<Point>,
    /// The pit lane, at most [`MAX_LINE_POINTS`], as an open line in driving direction; empty when unknown.
    pub pit_lane: Vec<Point>,
    /// Corners in driving order; a corner's number is its place, from 1. At most
    /// [`MAX_LINE_POINTS`]; empty when unknown.
    pub corners: Vec<Point>,
    /// Where the first two sectors end, ten-thousandths of a lap from the start line, 0 to 9,999 each; `None` until it
    /// is known.
    pub sector_ends: Option<[u16; 2]>,
}

/// A point of the plane in track units (0.1 m), within ±(2^19 - 1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Point {
    /// As [`crate::telemetry::Position::x`].
    pub x: i32,
    /// As [`crate::telemetry::Position::y`].
    pub y: i32,
}
