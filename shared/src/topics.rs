//! The records of the Kafka topics, as JSON: docs/topics.md with types.
//!
//! `f1_tele` and `f1_laps` are field for field what the original project publishes (FastF1's own names and
//! units). Every field may be null or absent except `Driver` and `Date` or `LapNumber`; unknown fields are
//! ignored. Times are milliseconds; dates are UTC milliseconds since 1970.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::{DriverCode, SessionId};
use crate::session::SessionKind;

/// Longest record that is looked at, bytes. The longest real one is `f1_session` with an outline, under 40 KB.
pub const MAX_RECORD_BYTES: usize = 256 * 1024;

/// The topics, by what they carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// `f1_tele`: samples.
    Tele,
    /// `f1_laps`: laps as they end.
    Laps,
    /// `f1_session`: what the session is.
    Session,
    /// `f1_timing`: what changes within a lap.
    Timing,
    /// `f1_race_control`: messages and flags.
    RaceControl,
    /// `f1_weather`: weather.
    Weather,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 6] =
        [Self::Tele, Self::Laps, Self::Session, Self::Timing, Self::RaceControl, Self::Weather];

    /// The default name in Kafka.
    pub fn default_name(self) -> &'static str {
        match self {
            Self::Tele => "f1_tele",
            Self::Laps => "f1_laps",
            Self::Session => "f1_session",
            Self::Timing => "f1_timing",
            Self::RaceControl => "f1_race_control",
            Self::Weather => "f1_weather",
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.default_name())
    }
}

/// A record of any topic.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// Of `f1_tele`.
    Tele(TeleRecord),
    /// Of `f1_laps`.
    Lap(Box<LapRecord>),
    /// Of `f1_session`.
    Session(Box<SessionRecord>),
    /// Of `f1_timing`.
    Timing(Box<TimingRecord>),
    /// Of `f1_race_control`.
    RaceControl(Box<RaceControlRecord>),
    /// Of `f1_weather`.
    Weather(WeatherRecord),
}

/// Why bytes are no record. The variants are the `reason` label of the rejects counter.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Longer than [`MAX_RECORD_BYTES`].
    #[error("record of {0} bytes is longer than {MAX_RECORD_BYTES}")]
    TooLong(usize),
    /// Not JSON.
    #[error("not JSON: {0}")]
    NotJson(serde_json::Error),
    /// JSON, but with a literal `NaN` or `Infinity`, which JSON does not have.
    #[error("holds NaN or Infinity: {0}")]
    NotANumber(serde_json::Error),
    /// JSON of other fields or types.
    #[error("wrong fields: {0}")]
    WrongFields(serde_json::Error),
    /// A version of the topic that this build does not know.
    #[error("topic version {0} is unknown, this build reads version 1")]
    UnknownVersion(u32),
}

impl RecordError {
    /// A short stable word for counters.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "too_long",
            Self::NotJson(_) => "not_json",
            Self::NotANumber(_) => "not_a_number",
            Self::WrongFields(_) => "wrong_fields",
            Self::UnknownVersion(_) => "unknown_version",
        }
    }
}

impl Record {
    /// Reads one record's value.
    ///
    /// # Errors
    /// When the bytes are too long, no JSON, of wrong types, or of a version above 1 (an optional field
    /// `Version` of any record; without it, 1).
    pub fn parse(topic: Topic, value: &[u8]) -> Result<Self, RecordError> {
        if MAX_RECORD_BYTES < value.len() {
            return Err(RecordError::TooLong(value.len()));
        }
        Ok(match topic {
            Topic::Tele => Self::Tele(read(value)?),
            Topic::Laps => Self::Lap(Box::new(read(value)?)),
            Topic::Session => Self::Session(Box::new(read(value)?)),
            Topic::Timing => Self::Timing(Box::new(read(value)?)),
            Topic::RaceControl => Self::RaceControl(Box::new(read(value)?)),
            Topic::Weather => Self::Weather(read(value)?),
        })
    }

    /// The topic that carries it.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Tele(_) => Topic::Tele,
            Self::Lap(_) => Topic::Laps,
            Self::Session(_) => Topic::Session,
            Self::Timing(_) => Topic::Timing,
            Self::RaceControl(_) => Topic::RaceControl,
            Self::Weather(_) => Topic::Weather,
        }
    }

    /// The key under which it is published.
    pub fn key(&self) -> &str {
        match self {
            Self::Tele(r) => r.driver.as_str(),
            Self::Lap(r) => r.driver.as_str(),
            Self::Session(r) => r.session.as_str(),
            Self::Timing(r) => r.driver.as_str(),
            Self::RaceControl(r) => r.session.as_str(),
            Self::Weather(r) => r.session.as_str(),
        }
    }

    /// Writes the value, JSON without spaces, to the end of `out`.
    pub fn write_json(&self, out: &mut Vec<u8>) {
        let written = match self {
            Self::Tele(r) => serde_json::to_writer(out, r),
            Self::Lap(r) => serde_json::to_writer(out, r),
            Self::Session(r) => serde_json::to_writer(out, r),
            Self::Timing(r) => serde_json::to_writer(out, r),
            Self::RaceControl(r) => serde_json::to_writer(out, r),
            Self::Weather(r) => serde_json::to_writer(out, r),
        };
        debug_assert!(written.is_ok(), "plain data always serialises into memory");
    }
}

#[derive(Deserialize)]
struct VersionOnly {
    #[serde(rename = "Version")]
    version: Option<u32>,
}

fn read<'de, T: Deserialize<'de>>(value: &'de [u8]) -> Result<T, RecordError> {
    let error = match serde_json::from_slice(value) {
        Ok(record) if !has_version_field(value) => return Ok(record),
        Ok(record) => match serde_json::from_slice::<VersionOnly>(value) {
            Ok(VersionOnly { version: None | Some(1) }) => return Ok(record),
            Ok(VersionOnly { version: Some(version) }) => return Err(RecordError::UnknownVersion(version)),
            Err(error) => error,
        },
        Err(error) => error,
    };
    if let Ok(VersionOnly { version: Some(version) }) = serde_json::from_slice(value)
        && version != 1
    {
        return Err(RecordError::UnknownVersion(version));
    }
    if error.is_data() {
        return Err(RecordError::WrongFields(error));
    }
    let text = String::from_utf8_lossy(value);
    if text.contains("NaN") || text.contains("Infinity") {
        Err(RecordError::NotANumber(error))
    } else {
        Err(RecordError::NotJson(error))
    }
}

/// A cheap test before the second parse that a `Version` field would need.
fn has_version_field(value: &[u8]) -> bool {
    value.windows(9).any(|window| window == b"\"Version\"")
}

/// A sample of `f1_tele`: one car at one date, two feeds merged by interpolation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct TeleRecord {
    /// UTC milliseconds.
    pub date: i64,
    /// Milliseconds since the recording began.
    pub session_time: Option<i64>,
    /// Racing number of the car ahead.
    pub driver_ahead: Option<String>,
    /// Metres to it.
    pub distance_to_driver_ahead: Option<f64>,
    /// Revolutions a minute.
    #[serde(rename = "RPM")]
    pub rpm: Option<f64>,
    /// km/h.
    pub speed: Option<f64>,
    /// 0 to 8; 128 is dirt.
    #[serde(rename = "nGear")]
    pub n_gear: Option<i64>,
    /// Percent; 104 is real.
    pub throttle: Option<f64>,
    /// Pressed or not.
    pub brake: Option<bool>,
    /// 0 shut, 1 open (the original's form); the feed's own 10, 12 and 14 are open too.
    #[serde(rename = "DRS")]
    pub drs: Option<i64>,
    /// Metres within the lap, integrated from speed: never used for order.
    pub distance: Option<f64>,
    /// The same as a share of the lap; slightly outside 0 to 1 at times.
    pub relative_distance: Option<f64>,
    /// "`OnTrack`" or "`OffTrack`".
    pub status: Option<String>,
    /// 0.1 m.
    pub x: Option<f64>,
    /// 0.1 m.
    pub y: Option<f64>,
    /// 0.1 m.
    pub z: Option<f64>,
    /// Lap being driven, from 1.
    pub lap: Option<f64>,
    /// Driver code.
    pub driver: DriverCode,
    /// The original's own field, always 0.
    #[serde(rename = "date_delta")]
    pub date_delta: Option<i64>,
    /// FastF1's word for which half was measured: `car`, `pos` or `interpolation`; absent in the recordings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl TeleRecord {
    /// A record that holds nothing but what it must.
    pub fn new(date: i64, driver: DriverCode) -> Self {
        Self {
            date,
            session_time: None,
            driver_ahead: None,
            distance_to_driver_ahead: None,
            rpm: None,
            speed: None,
            n_gear: None,
            throttle: None,
            brake: None,
            drs: None,
            distance: None,
            relative_distance: None,
            status: None,
            x: None,
            y: None,
            z: None,
            lap: None,
            driver,
            date_delta: None,
            source: None,
        }
    }
}

/// A lap of `f1_laps`, published when it has ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct LapRecord {
    /// Driver code.
    pub driver: DriverCode,
    /// ms.
    pub lap_time: Option<i64>,
    /// From 1.
    pub lap_number: f64,
    /// From 1; FastF1's count, which also counts a drive through the pit lane.
    pub stint: Option<f64>,
    /// Session time of leaving the pits in this lap, ms.
    pub pit_out_time: Option<i64>,
    /// Session time of entering the pits in this lap, ms.
    pub pit_in_time: Option<i64>,
    /// ms.
    pub sector1_time: Option<i64>,
    /// ms.
    pub sector2_time: Option<i64>,
    /// ms.
    pub sector3_time: Option<i64>,
    /// Session time at the end of sector 1, ms.
    pub sector1_session_time: Option<i64>,
    /// Session time at the end of sector 2, ms.
    pub sector2_session_time: Option<i64>,
    /// Session time at the end of sector 3, ms.
    pub sector3_session_time: Option<i64>,
    /// km/h.
    pub speed_i1: Option<f64>,
    /// km/h.
    pub speed_i2: Option<f64>,
    /// km/h.
    #[serde(rename = "SpeedFL")]
    pub speed_fl: Option<f64>,
    /// km/h.
    #[serde(rename = "SpeedST")]
    pub speed_st: Option<f64>,
    /// SOFT, MEDIUM, HARD, INTERMEDIATE, WET, UNKNOWN; years before 2019 have more.
    pub compound: Option<String>,
    /// Laps at the end of this lap.
    pub tyre_life: Option<f64>,
    /// Whether the set was new.
    pub fresh_tyre: Option<bool>,
    /// Team's name.
    pub team: Option<String>,
    /// Session time of the lap's start, ms.
    pub lap_start_time: Option<i64>,
    /// UTC milliseconds of the lap's start.
    pub lap_start_date: Option<i64>,
    /// Every status that there was in the lap, a digit each: 1 clear, 2 yellow, 4 safety car, 5 red, 6 virtual
    /// safety car, 7 virtual safety car ending.
    pub track_status: Option<String>,
    /// Place at the end of the lap.
    pub position: Option<f64>,
}

impl LapRecord {
    /// A record that holds nothing but what it must.
    pub fn new(driver: DriverCode, lap_number: f64) -> Self {
        Self {
            driver,
            lap_time: None,
            lap_number,
            stint: None,
            pit_out_time: None,
            pit_in_time: None,
            sector1_time: None,
            sector2_time: None,
            sector3_time: None,
            sector1_session_time: None,
            sector2_session_time: None,
            sector3_session_time: None,
            speed_i1: None,
            speed_i2: None,
            speed_fl: None,
            speed_st: None,
            compound: None,
            tyre_life: None,
            fresh_tyre: None,
            team: None,
            lap_start_time: None,
            lap_start_date: None,
            track_status: None,
            position: None,
        }
    }
}

impl LapRecord {
    /// UTC milliseconds at session time 0, if the record tells.
    pub fn session_zero_ms(&self) -> Option<i64> {
        Some(self.lap_start_date? - self.lap_start_time?)
    }

    /// UTC milliseconds at which the lap ended, where the record itself tells: the end of sector 3, else start
    /// and lap time.
    pub fn end_date_ms(&self) -> Option<i64> {
        let by_sector = || Some(self.session_zero_ms()? + self.sector3_session_time?);
        by_sector().or_else(|| Some(self.lap_start_date? + self.lap_time?))
    }
}

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
    /// As in [`LapRecord::compound`].
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

#[cfg(test)]
mod tests {
    use super::*;

    const TELE: &str = r#"{"Date":1742099338869,"SessionTime":4896250,"DriverAhead":"27","DistanceToDriverAhead":48.685,"RPM":8414.0,"Speed":74.0,"nGear":1,"Throttle":32.0,"Brake":false,"DRS":1,"Distance":68.1011111111,"RelativeDistance":0.0129132137,"Status":"OnTrack","X":-1449.1830563296,"Y":-886.9041600145,"Z":82.0,"Lap":5,"Driver":"ANT","date_delta":0}"#;
    const LAP: &str = r#"{"Driver":"PIA","LapTime":143155,"LapNumber":5.0,"Stint":4.0,"PitOutTime":4871064,"PitInTime":null,"Sector1Time":53433,"Sector2Time":32176,"Sector3Time":57546,"Sector1SessionTime":4922486,"Sector2SessionTime":4954662,"Sector3SessionTime":5012208,"SpeedI1":87.0,"SpeedI2":199.0,"SpeedFL":252.0,"SpeedST":189.0,"Compound":"INTERMEDIATE","TyreLife":5.0,"FreshTyre":false,"Team":"McLaren","LapStartTime":4868974,"LapStartDate":1742099311593,"TrackStatus":"4","Position":3.0}"#;

    fn reason(topic: Topic, value: &str) -> &'static str {
        Record::parse(topic, value.as_bytes()).unwrap_err().reason()
    }

    #[test]
    fn a_tele_record_is_the_originals_field_for_field() {
        let record = Record::parse(Topic::Tele, TELE.as_bytes()).unwrap();
        let mut out = Vec::new();
        record.write_json(&mut out);
        let written: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let mut expected: serde_json::Value = serde_json::from_str(TELE).unwrap();
        expected["Lap"] = 5.0.into();
        assert_eq!(written, expected);
    }

    #[test]
    fn a_lap_record_is_the_originals_field_for_field() {
        let record = Record::parse(Topic::Laps, LAP.as_bytes()).unwrap();
        let mut out = Vec::new();
        record.write_json(&mut out);
        assert_eq!(String::from_utf8(out).unwrap(), LAP);
        let Record::Lap(lap) = record else { panic!("a lap") };
        assert_eq!(lap.end_date_ms(), Some(1_742_099_311_593 - 4_868_974 + 5_012_208));
    }

    #[test]
    fn all_but_driver_and_date_may_be_missing_or_null_and_unknown_fields_are_ignored() {
        let bare = r#"{"Driver":"VER","Date":1,"X":null,"Mood":"good"}"#;
        let Record::Tele(record) = Record::parse(Topic::Tele, bare.as_bytes()).unwrap() else { panic!() };
        assert_eq!(record, TeleRecord::new(1, DriverCode::parse("VER").unwrap()));
    }

    #[test]
    fn bad_records_say_why() {
        assert_eq!(reason(Topic::Tele, "not json"), "not_json");
        assert_eq!(reason(Topic::Tele, ""), "not_json");
        assert_eq!(reason(Topic::Tele, r#"{"Driver":"VER"}"#), "wrong_fields");
        assert_eq!(reason(Topic::Tele, r#"{"Date":1}"#), "wrong_fields");
        assert_eq!(reason(Topic::Tele, r#"{"Date":1,"Driver":"ver"}"#), "wrong_fields");
        assert_eq!(reason(Topic::Tele, r#"{"Date":1,"Driver":"VER","X":"far"}"#), "wrong_fields");
        assert_eq!(reason(Topic::Tele, r#"{"Date":1,"Driver":"VER","X":NaN}"#), "not_a_number");
        assert_eq!(reason(Topic::Tele, r#"{"Date":1,"Driver":"VER","Version":2}"#), "unknown_version");
        assert_eq!(reason(Topic::Tele, r#"{"Version":2,"When":"now"}"#), "unknown_version");
        assert_eq!(reason(Topic::Tele, &" ".repeat(2_000_000)), "too_long");
        assert!(Record::parse(Topic::Tele, br#"{"Date":1,"Driver":"VER","Version":1}"#).is_ok());
    }
}
