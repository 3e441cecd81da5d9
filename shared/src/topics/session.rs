//! `f1_session`: what the session is, who drives, and how far it has come.

use serde::{Deserialize, Serialize};

use super::topic::Topic;
use crate::ids::{DriverCode, SessionId};
use crate::session::{SessionKind, SessionStatus, TokenFault};

/// `f1_session` (compacted): what the session is. Also the form of the producer's `--session` file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct SessionRecord {
    /// Id, the key; see [`SessionId`].
    pub session: SessionId,
    /// UTC milliseconds from which the session's records count; a new run of the same recording has a new
    /// record with the same value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<i64>,
    /// Kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<SessionKind>,
    /// Year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub season: Option<u16>,
    /// From 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<u8>,
    /// "Australian Grand Prix".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// "Albert Park".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circuit: Option<String>,
    /// Metres a lap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circuit_length: Option<u16>,
    /// Laps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_laps: Option<u8>,
    /// Clock at the track less UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utc_offset_minutes: Option<i16>,
    /// Made by the simulator.
    #[serde(default)]
    pub simulated: bool,
    /// How far it has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<SessionStatus>,
    /// The session's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockRecord>,
    /// Part of qualifying, 1 to 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u8>,
    /// How many cars go on from each part of qualifying, from the first; empty when unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cut_off: Vec<u8>,
    /// The topics to which the source has nothing to say at present; `None` when it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<Topic>>,
    /// Why samples of cars are missing, where it is for want of a subscriber's token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenFault>,
    /// Pace at which it is published: 1 live, 20 for a replay at 20x. The gateway measures it when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed: Option<f64>,
    /// Who drives; who is missing is added when first seen.
    #[serde(default)]
    pub drivers: Vec<DriverRecord>,
    /// Closed line in driving direction from the start line; learned from the cars when empty.
    #[serde(default)]
    pub outline: Vec<[i32; 2]>,
    /// Open line in driving direction.
    #[serde(default)]
    pub pit_lane: Vec<[i32; 2]>,
    /// In driving order from turn 1.
    #[serde(default)]
    pub corners: Vec<[i32; 2]>,
}

impl SessionRecord {
    /// A record that holds nothing but what it must.
    pub fn new(session: SessionId) -> Self {
        Self {
            session,
            start_date: None,
            kind: None,
            season: None,
            round: None,
            event: None,
            circuit: None,
            circuit_length: None,
            scheduled_laps: None,
            utc_offset_minutes: None,
            simulated: false,
            status: None,
            clock: None,
            part: None,
            cut_off: Vec::new(),
            missing: None,
            token: None,
            speed: None,
            drivers: Vec::new(),
            outline: Vec::new(),
            pit_lane: Vec::new(),
            corners: Vec::new(),
        }
    }
}

/// The session's clock at one moment. It falls by real time from there on, or stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ClockRecord {
    /// UTC milliseconds of the moment.
    pub date: i64,
    /// ms that remain at that moment.
    pub remaining: u32,
    /// Whether it runs.
    pub running: bool,
}

/// A driver of `f1_session`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DriverRecord {
    /// Code.
    pub driver: DriverCode,
    /// Racing number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u8>,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Six hex digits, "FF8000".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// Place on the grid, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid_position: Option<u8>,
}

impl DriverRecord {
    /// A record that holds nothing but what it must.
    pub fn new(driver: DriverCode) -> Self {
        Self { driver, number: None, name: None, team: None, colour: None, grid_position: None }
    }
}
