//! What there is of recorded sessions, as the JSON documents that the gateway writes and a page reads: the list of all
//! ([`Index`]), what one is made of ([`Manifest`]) and what is marked in it ([`Timeline`]).
//!
//! Their names and those of the chunks are the same on a gateway and in a folder of files; docs/operations.md has them.
//! The list and the manifest tell nothing of how a session went.

use serde::{Deserialize, Serialize};

use crate::ids::{DriverCode, SessionId};
use crate::mart::SessionKey;
use crate::pit_loss::Under;
use crate::race::{Compound, EventKind, MessageKind, Weather};
use crate::session::SessionKind;

/// All recordings: `api/sessions/index.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// The last to begin first.
    pub sessions: Vec<SessionEntry>,
}

/// Which session a recording is of, as far as that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionEntry {
    /// The recording's name for ever: a second run of the same session has another.
    pub id: SessionId,
    /// Season's year.
    #[serde(default)]
    pub season: Option<u16>,
    /// Round within the season.
    #[serde(default)]
    pub round: Option<u8>,
    /// What kind of session.
    pub kind: SessionKind,
    /// "Australian Grand Prix".
    #[serde(default)]
    pub name: Option<String>,
    /// "Melbourne".
    #[serde(default)]
    pub circuit: Option<String>,
    /// What the clock at the track is ahead of UTC, minutes.
    #[serde(default)]
    pub utc_offset_minutes: Option<i16>,
    /// Whether the simulator made it up.
    #[serde(default)]
    pub simulated: bool,
    /// Source time at which its first chunk begins, UTC ms.
    pub start_ms: i64,
    /// Source time of its newest sample, UTC ms; none while it grows.
    #[serde(default)]
    pub end_ms: Option<i64>,
    /// Whether it grows.
    pub live: bool,
}

impl SessionEntry {
    /// A session of which only the id is known.
    pub fn unknown(id: SessionId) -> Self {
        Self {
            id,
            season: None,
            round: None,
            kind: SessionKind::default(),
            name: None,
            circuit: None,
            utc_offset_minutes: None,
            simulated: false,
            start_ms: 0,
            end_ms: None,
            live: false,
        }
    }

    /// Whether it is of this session. A weekend's practices are of one kind, so of theirs the recording has to hold the
    /// moment at which the session began, UTC ms.
    pub fn is_of(&self, key: SessionKey, began_ms: Option<i64>) -> bool {
        let kind = key.session.kind();
        let holds = |ms: i64| self.start_ms <= ms && self.end_ms.is_none_or(|end_ms| ms < end_ms);
        (self.season, self.round, self.kind) == (Some(key.season), Some(key.round), kind)
            && (kind != SessionKind::Practice || began_ms.is_some_and(holds))
    }
}

/// What a recording is made of: `api/sessions/{id}/manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Which session.
    pub session: SessionEntry,
    /// The closed chunks in order, each with the hash of its content: together the name of its file. A chunk's number
    /// times ten seconds is its source time.
    pub chunks: Vec<(u32, String)>,
    /// The chunk that grows, if one does.
    #[serde(default)]
    pub open: Option<u32>,
}

/// Name of a closed chunk's file; its content never changes.
pub fn chunk_file(number: u32, hash: &str) -> String {
    format!("{number}-{hash}.bin")
}

/// What is marked in a session, and what one chunk alone cannot tell: `api/sessions/{id}/timeline.json`.
///
/// Everything has a date, so who shows a moment shows what is dated up to it. A lap's record may come after its end and
/// may be corrected later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// Newest date of laps, events and messages, UTC ms; 0 when there is nothing.
    pub until_ms: i64,
    /// The leader's laps, each with the date at which it began; empty where laps are ranked instead of places.
    pub laps: Vec<(u8, i64)>,
    /// What happened, oldest first.
    pub events: Vec<EventEntry>,
    /// What was said, oldest first.
    pub messages: Vec<MessageEntry>,
    /// The laps of each car that has ended one, by driver.
    pub cars: Vec<CarLaps>,
    /// What stops have cost, oldest first.
    #[serde(default)]
    pub stops: Vec<StopEntry>,
    /// The weather, of each minute the first.
    #[serde(default)]
    pub weather: Vec<WeatherEntry>,
}

/// What a stop has cost: how much the car fell back against those who stayed out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StopEntry {
    /// Source time of the frame by which that was known.
    pub date_ms: i64,
    /// Who stopped.
    pub driver: DriverCode,
    /// In which lap it came in.
    pub lap: u8,
    /// Under which flag.
    pub under: Under,
    /// What it cost, ms.
    pub cost_ms: u32,
}

/// The weather of a minute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WeatherEntry {
    /// Source time of the frame that showed it.
    pub date_ms: i64,
    /// Its fields beside the date.
    #[serde(flatten)]
    pub weather: Weather,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventEntry {
    /// When, source time.
    pub date_ms: i64,
    /// The leader's lap then.
    #[serde(default)]
    pub lap: Option<u8>,
    /// What.
    pub kind: EventKind,
    /// Whom it is about.
    #[serde(default)]
    pub driver: Option<DriverCode>,
    /// The other of a pass.
    #[serde(default)]
    pub other: Option<DriverCode>,
    /// As [`RaceEvent::value`](crate::race::RaceEvent::value).
    #[serde(default)]
    pub value: Option<u32>,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageEntry {
    /// When, source time.
    pub date_ms: i64,
    /// The leader's lap then.
    #[serde(default)]
    pub lap: Option<u8>,
    /// Who.
    pub kind: MessageKind,
    /// Whom it is about.
    #[serde(default)]
    pub driver: Option<DriverCode>,
    /// Race control's words, or the address of a radio's sound.
    pub text: String,
}

/// The laps of a car.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarLaps {
    /// Who drove it.
    pub driver: DriverCode,
    /// In order.
    pub laps: Vec<LapEntry>,
}

/// A lap that has ended. What is not known, and what is not so, is left out of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LapEntry {
    /// Its number, from 1.
    pub lap: u8,
    /// When it ended, source time.
    pub end_ms: i64,
    /// Its time, ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_ms: Option<u32>,
    /// Place at its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<u8>,
    /// How long after the first car to end this lap, ms: for a lapped car more than a lap. In races only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_ms: Option<u32>,
    /// How long after the car that ended this lap before it, ms. In races only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval_ms: Option<u32>,
    /// Who was ahead on the board in the first frame in which the car was in its next lap. These three are what
    /// [`LapIntervals`](crate::intervals::LapIntervals) saw then, so they are there for running cars only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<DriverCode>,
    /// The interval to that car in that frame, ms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead_ms: Option<u32>,
    /// The date of that frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_ms: Option<i64>,
    /// The tyre.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compound: Option<Compound>,
    /// Laps that the tyre has done at the lap's end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u8>,
    /// Which stint, from 1: a set of tyres each.
    pub stint: u8,
    /// It ended in the pit lane.
    #[serde(skip_serializing_if = "is_false")]
    pub in_pit: bool,
    /// It began in the pit lane.
    #[serde(skip_serializing_if = "is_false")]
    pub out_pit: bool,
    /// Its time counts for nothing.
    #[serde(skip_serializing_if = "is_false")]
    pub deleted: bool,
    /// When race control said so; none where it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_ms: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mart::WeekendSession;
    use crate::race::TrackStatus;

    #[test]
    fn a_lap_says_only_what_is_known() {
        let lap = LapEntry { lap: 3, end_ms: 90_000, stint: 1, ..LapEntry::default() };
        let text = serde_json::to_string(&lap).unwrap();
        assert_eq!(text, r#"{"lap":3,"endMs":90000,"stint":1}"#);
        assert_eq!(serde_json::from_str::<LapEntry>(&text).unwrap(), lap);
    }

    #[test]
    fn a_recording_is_of_one_session_of_a_weekend() {
        let id = SessionId::parse("2025-01-fp2").unwrap();
        let entry = SessionEntry {
            season: Some(2025),
            round: Some(1),
            kind: SessionKind::Practice,
            start_ms: 1_000,
            end_ms: Some(5_000),
            ..SessionEntry::unknown(id)
        };
        let key = |round, session| SessionKey { season: 2025, round, session };
        assert!(entry.is_of(key(1, WeekendSession::Fp2), Some(2_000)));
        assert!(!entry.is_of(key(1, WeekendSession::Fp3), Some(9_000)), "another practice");
        assert!(!entry.is_of(key(1, WeekendSession::Fp3), None), "any of three");
        assert!(!entry.is_of(key(2, WeekendSession::Fp2), Some(2_000)));
        let race = SessionEntry { kind: SessionKind::Race, ..entry };
        assert!(race.is_of(key(1, WeekendSession::Race), None), "there is one of a weekend");
        assert!(!race.is_of(key(1, WeekendSession::Sprint), None));
    }

    #[test]
    fn an_event_is_named_in_one_word() {
        for (kind, word) in
            [(EventKind::Track(TrackStatus::SafetyCar), "safetyCar"), (EventKind::PitIn, "pitIn")]
        {
            let event = EventEntry { date_ms: 1, lap: None, kind, driver: None, other: None, value: None };
            let text = serde_json::to_string(&event).unwrap();
            assert!(text.contains(&format!(r#""kind":"{word}""#)), "{text}");
            assert_eq!(serde_json::from_str::<EventEntry>(&text).unwrap(), event);
        }
    }
}
