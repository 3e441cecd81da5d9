//! The records that Gridcast adds: the session, timing within a lap, race control, weather.

use serde::{Deserialize, Serialize};

use crate::ids::{DriverCode, SessionId};
use crate::session::SessionKind;

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
            speed: None,
            drivers: Vec::new(),
            outline: Vec::new(),
            pit_lane: Vec::new(),
            corners: Vec::new(),
        }
    }
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

/// `f1_timing`: what changed, the rest absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TimingRecord {
    /// Code.
    pub driver: DriverCode,
    /// UTC milliseconds.
    pub date: i64,
    /// Place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<u8>,
    /// Place on the grid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grid_position: Option<u8>,
    /// Laps completed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_of_laps: Option<u8>,
    /// ms behind the leader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_to_leader: Option<u32>,
    /// Laps behind the leader, instead of the former.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laps_to_leader: Option<u8>,
    /// ms behind the car ahead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<u32>,
    /// Laps behind the car ahead, instead of the former.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub laps_to_ahead: Option<u8>,
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_lap_time: Option<u32>,
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_lap_time: Option<u32>,
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector1_time: Option<u32>,
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector2_time: Option<u32>,
    /// ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector3_time: Option<u32>,
    /// In the pit lane.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_pit: Option<bool>,
    /// Stopped on the track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<bool>,
    /// Out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retired: Option<bool>,
    /// Visits to the pits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pit_stops: Option<u8>,
    /// As in [`super::LapRecord::compound`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compound: Option<String>,
    /// Laps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tyre_life: Option<u8>,
}

impl TimingRecord {
    /// A record that holds nothing but what it must.
    pub fn new(driver: DriverCode, date: i64) -> Self {
        Self {
            driver,
            date,
            position: None,
            grid_position: None,
            number_of_laps: None,
            gap_to_leader: None,
            laps_to_leader: None,
            interval: None,
            laps_to_ahead: None,
            last_lap_time: None,
            best_lap_time: None,
            sector1_time: None,
            sector2_time: None,
            sector3_time: None,
            in_pit: None,
            stopped: None,
            retired: None,
            pit_stops: None,
            compound: None,
            tyre_life: None,
        }
    }
}

/// `f1_race_control`: a message, or a change of the track's status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RaceControlRecord {
    /// The session's id.
    pub session: SessionId,
    /// UTC milliseconds.
    pub date: i64,
    /// The leader's lap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lap: Option<u8>,
    /// "Flag", "`SafetyCar`", "Drs", "`CarEvent`", "Other", as in the feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Of the whole track: `CLEAR`, `YELLOW`, `DOUBLE YELLOW`, `SAFETY CAR`, `VSC`, `VSC ENDING`, `RED`,
    /// `CHEQUERED`; of a sector: the same with `Sector`; of a car: `BLUE`, `BLACK AND WHITE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// Marshal sector, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<u8>,
    /// Code of the driver it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<DriverCode>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl RaceControlRecord {
    /// A record that holds nothing but what it must.
    pub fn new(session: SessionId, date: i64) -> Self {
        Self {
            session,
            date,
            lap: None,
            category: None,
            flag: None,
            sector: None,
            driver: None,
            message: None,
        }
    }
}

/// `f1_weather`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct WeatherRecord {
    /// The session's id.
    pub session: SessionId,
    /// UTC milliseconds.
    pub date: i64,
    /// Degrees Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub air_temp: Option<f64>,
    /// Degrees Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_temp: Option<f64>,
    /// Percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub humidity: Option<f64>,
    /// Raining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rainfall: Option<bool>,
    /// m/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind_speed: Option<f64>,
    /// Degrees from north, where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind_direction: Option<f64>,
}

impl WeatherRecord {
    /// A record that holds nothing but what it must.
    pub fn new(session: SessionId, date: i64) -> Self {
        Self {
            session,
            date,
            air_temp: None,
            track_temp: None,
            humidity: None,
            rainfall: None,
            wind_speed: None,
            wind_direction: None,
        }
    }
}
