//! `f1_race_control`: race control's messages, the track's status, and the teams' radio, each told once.

use std::collections::BTreeSet;

use gridcast_shared::ids::SessionId;
use gridcast_shared::topics::{RaceControlRecord, Record};
use serde_json::Value;

use crate::entries::Entries;
use crate::merge::list;
use crate::text::utc_ms;
use crate::value::{car_number, name, small, text, whole};

/// Longest message that is taken, characters. The longest real one has some 300.
const MAX_WORDS: usize = 4_000;

/// What has been told already.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RaceControl {
    /// Date and words of each message: one that comes again, in a snapshot or by another index, is the same.
    told: BTreeSet<(i64, String)>,
    clips: BTreeSet<String>,
    status: Option<String>,
    /// Whether race control says in which sectors there is yellow.
    has_sectors: bool,
}

impl RaceControl {
    /// Tells the messages that are new; `known` is the topic as merged.
    pub(crate) fn messages(
        &mut self,
        known: &Value,
        session: &SessionId,
        entries: &Entries,
        out: &mut Vec<Record>,
    ) {
        for (_, message) in known.get("Messages").map(list).unwrap_or_default() {
            let Some(date) = text(message, "Utc").and_then(utc_ms) else { continue };
            let words: String =
                text(message, "Message").unwrap_or_default().chars().take(MAX_WORDS).collect();
            if !self.told.insert((date, words.clone())) {
                continue;
            }
            let record = RaceControlRecord {
                lap: small(message, "Lap"),
                category: name(message, "Category"),
                flag: flag(message),
                sector: small(message, "Sector"),
                driver: car(message, &words).and_then(|number| entries.named(number)),
                message: Some(words.clone()).filter(|words| !words.is_empty()),
                ..RaceControlRecord::new(session.clone(), date)
            };
            self.has_sectors |= record.sector.is_some();
            out.push(Record::RaceControl(Box::new(record)));
        }
    }

    /// Tells the track's status where it changed.
    pub(crate) fn status(&mut self, known: &Value, session: &SessionId, now_ms: i64, out: &mut Vec<Record>) {
        let Some(status) = text(known, "Status") else { return };
        if self.status.as_deref() == Some(status) {
            return;
        }
        self.status = Some(status.to_owned());
        let flag = match status {
            "1" => "CLEAR",
            // Yellow is of sectors: where race control says of which, and whether it is double, it says more.
            "2" if self.has_sectors => return,
            "2" => "YELLOW",
            "4" => "SAFETY CAR",
            "5" => "RED",
            "6" => "VSC",
            "7" => "VSC ENDING",
            _ => return,
        };
        let record = RaceControlRecord {
            flag: Some(flag.to_owned()),
            ..RaceControlRecord::new(session.clone(), now_ms)
        };
        out.push(Record::RaceControl(Box::new(record)));
    }

    /// Tells the clips that are new. Their path is within the session's folder of the archive, an address.
    pub(crate) fn radio(
        &mut self,
        known: &Value,
        folder: Option<&str>,
        session: &SessionId,
        entries: &Entries,
        out: &mut Vec<Record>,
    ) {
        for (_, clip) in known.get("Captures").map(list).unwrap_or_default() {
            let (Some(date), Some(path)) = (
                text(clip, "Utc").and_then(utc_ms),
                text(clip, "Path").filter(|path| path.len() <= MAX_WORDS),
            ) else {
                continue;
            };
            if !self.clips.insert(path.to_owned()) {
                continue;
            }
            let number = text(clip, "RacingNumber").and_then(car_number);
            let record = RaceControlRecord {
                category: Some("TeamRadio".to_owned()),
                driver: number.and_then(|number| entries.named(number)),
                clip: Some(folder.map_or_else(|| path.to_owned(), |folder| format!("{folder}{path}"))),
                ..RaceControlRecord::new(session.clone(), date)
            };
            out.push(Record::RaceControl(Box::new(record)));
        }
    }
}

/// The flag in the records' words: the feed has the safety car's phases under a category of their own. That a car
/// is to come in this lap, or that the field is led through the pit lane, changes no flag.
fn flag(message: &Value) -> Option<String> {
    let safety_car = text(message, "Category") == Some("SafetyCar");
    let mode = text(message, "Mode").unwrap_or_default();
    match text(message, "Status") {
        Some("DEPLOYED") if safety_car && mode.starts_with("VIRTUAL") => Some("VSC".to_owned()),
        Some("ENDING") if safety_car && mode.starts_with("VIRTUAL") => Some("VSC ENDING".to_owned()),
        Some("DEPLOYED") if safety_car => Some("SAFETY CAR".to_owned()),
        _ => name(message, "Flag"),
    }
}

/// The car that a message is about: the field that says so, else "CAR 4 (NOR)" in its words, where it is one car.
fn car(message: &Value, words: &str) -> Option<u16> {
    let told = whole(message, "RacingNumber").and_then(|number| car_number(&number.to_string()));
    told.or_else(|| {
        // "SAFETY CAR" is none.
        let mut rest = words.split("CAR ").skip(1);
        rest.find_map(|rest| car_number(rest.split(|char: char| !char.is_ascii_digit()).next()?))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(control: &mut RaceControl, messages: &Value) -> Vec<(Option<String>, Option<u8>)> {
        let mut out = Vec::new();
        let session = SessionId::parse("2025-01-race").unwrap();
        control.messages(&json!({ "Messages": messages }), &session, &Entries::default(), &mut out);
        control.status(&json!({"Status": "2"}), &session, 0, &mut out);
        let flag = |record| match record {
            Record::RaceControl(record) => (record.flag, record.sector),
            other => panic!("{other:?}"),
        };
        out.into_iter().map(flag).collect()
    }

    #[test]
    fn a_message_is_told_once_by_whichever_index_it_comes() {
        let mut control = RaceControl::default();
        let red =
            json!({"Utc": "2025-03-16T04:00:00", "Category": "Flag", "Flag": "RED", "Message": "RED FLAG"});
        let flag = |flag: &str| (Some(flag.to_owned()), None);
        assert_eq!(told(&mut control, &json!([red])), [flag("RED"), flag("YELLOW")]);
        assert_eq!(told(&mut control, &json!({"4": red})), []);
    }

    #[test]
    fn the_safety_cars_phases_are_flags_and_yellow_is_of_sectors() {
        let mut control = RaceControl::default();
        let safety_car = |mode: &str, status: &str, at: &str| json!({"Utc": at, "Category": "SafetyCar", "Mode": mode, "Status": status, "Message": status});
        let messages = json!([
            {"Utc": "2025-03-16T04:00:00", "Category": "Flag", "Flag": "DOUBLE YELLOW", "Sector": 3, "Message": "A"},
            safety_car("SAFETY CAR", "DEPLOYED", "2025-03-16T04:00:01"),
            safety_car("SAFETY CAR", "IN THIS LAP", "2025-03-16T04:00:02"),
            safety_car("VIRTUAL SAFETY CAR", "DEPLOYED", "2025-03-16T04:00:03"),
            safety_car("VIRTUAL SAFETY CAR", "ENDING", "2025-03-16T04:00:04"),
        ]);
        let flag = |flag: &str| (Some(flag.to_owned()), None);
        let expected = [
            (Some("DOUBLE YELLOW".to_owned()), Some(3)),
            flag("SAFETY CAR"),
            (None, None),
            flag("VSC"),
            flag("VSC ENDING"),
        ];
        assert_eq!(told(&mut control, &messages), expected);
    }

    #[test]
    fn a_car_is_found_by_its_whole_number() {
        let car = |words| super::car(&json!({}), words);
        assert_eq!(car("CAR 44 (HAM) STOPPED"), Some(44));
        assert_eq!(car("INCIDENT INVOLVING CARS 4 (NOR) AND 44 (HAM)"), None);
        assert_eq!(car("SAFETY CAR DEPLOYED"), None);
        assert_eq!(car("SAFETY CAR PROCEDURE INFRINGEMENT - CAR 4 (NOR) NOTED"), Some(4));
    }
}
