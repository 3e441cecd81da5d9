//! The records of the Kafka topics, as JSON: docs/topics.md with types.
//!
//! `f1_tele` and `f1_laps` are field for field what the original project publishes (FastF1's own names and
//! units). Every field may be null or absent except `Driver` and `Date` or `LapNumber`; unknown fields are
//! ignored. Times are milliseconds; dates are UTC milliseconds since 1970.

pub mod bounds;
mod cars;
mod race;
mod session;
mod timing;
mod topic;
mod update;

use serde::Deserialize;

pub use cars::{LapRecord, TeleRecord};
pub use race::{RaceControlRecord, WeatherRecord};
pub use session::{ClockRecord, DriverRecord, SessionRecord};
pub use timing::{Segments, TimingRecord};
pub use topic::{Topic, TopicSet};
pub use update::Update;

/// Longest record that is looked at, bytes. The longest real one is `f1_session` with an outline, under 40 KB.
pub const MAX_RECORD_BYTES: usize = 256 * 1024;

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
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a way out")]
fn has_version_field(value: &[u8]) -> bool {
    // Most records have nowhere its first two bytes, and without a way out many are looked at at a time.
    let may_have = value
        .iter()
        .zip(value.iter().skip(1))
        .fold(false, |found, (first, second)| found | ((*first == b'"') & (*second == b'V')));
    may_have && value.windows(9).any(|window| window == b"\"Version\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::DriverCode;

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
    fn the_examples_in_the_document_are_records() {
        let document = include_str!("../../docs/topics.md");
        for topic in Topic::ALL {
            let section = document.split(&format!("\n## {topic}\n")).nth(1).expect("a section a topic");
            let example = section.split("```json\n").nth(1).and_then(|rest| rest.split("\n```").next());
            let example = example.expect("an example");
            let record = Record::parse(topic, example.as_bytes()).unwrap();
            let written: serde_json::Value = {
                let mut out = Vec::new();
                record.write_json(&mut out);
                serde_json::from_slice(&out).unwrap()
            };
            let example: serde_json::Value = serde_json::from_str(example).unwrap();
            for (field, value) in example.as_object().unwrap() {
                assert!(
                    written.get(field).is_some_and(|kept| kept.is_null() == value.is_null()),
                    "{topic}: {field}"
                );
            }
        }
    }

    /// Reads a record and writes it again.
    fn rewritten(topic: Topic, value: &str) -> String {
        let mut out = Vec::new();
        Record::parse(topic, value.as_bytes()).unwrap().write_json(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_the_feed_tells_comes_out_as_it_went_in() {
        for (topic, value) in [
            (Topic::Timing, r#"{"Driver":"VER","Date":1}"#),
            (
                Topic::Timing,
                r#"{"Driver":"VER","Date":1,"BestLapTime":null,"BestLapNumber":null,"Sector3Time":null,"InPit":null}"#,
            ),
            (
                Topic::Timing,
                r#"{"Driver":"VER","Date":1,"BestLapNumber":4,"BestLaps":[78000,null],"Segments":[[2048,2049],[2051],[]],"KnockedOut":true}"#,
            ),
            (
                Topic::Session,
                r#"{"Session":"q","Kind":"Qualifying","Status":"Aborted","Clock":{"Date":5,"Remaining":720000,"Running":false},"Part":2,"CutOff":[15,10]}"#,
            ),
            (
                Topic::RaceControl,
                r#"{"Session":"q","Date":1,"Category":"TeamRadio","Driver":"VER","Clip":"https://example.org/radio.mp3"}"#,
            ),
            (Topic::RaceControl, r#"{"Session":"q","Date":1,"Message":"RÄIKKÖNEN – 車"}"#),
        ] {
            let written: serde_json::Value = serde_json::from_str(&rewritten(topic, value)).unwrap();
            let told: serde_json::Value = serde_json::from_str(value).unwrap();
            for (field, value) in told.as_object().unwrap() {
                assert_eq!(written.get(field), Some(value), "{topic}: {field}");
            }
            let n_fields = written.as_object().unwrap().len();
            assert!(topic == Topic::Session || n_fields == told.as_object().unwrap().len(), "{written}");
        }
        let deleted = LAP.replace(
            "\"Position\":3.0",
            "\"Position\":3.0,\"Deleted\":true,\"DeletedReason\":\"TRACK LIMITS\"",
        );
        assert_eq!(rewritten(Topic::Laps, &deleted), deleted);
        assert_eq!(reason(Topic::Session, r#"{"Session":"q","Status":"Sleeping"}"#), "wrong_fields");
        assert_eq!(reason(Topic::Timing, r#"{"Driver":"VER","Date":1,"Segments":[[1]]}"#), "wrong_fields");
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
