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

    /// Tells the clips that are new. Their path is within the session's folder of the archive.
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
                clip: Some(
                    folder.map_or_else(|| path.to_owned(), |folder| format!("{ARCHIVE}{folder}{path}")),
                ),
                ..RaceControlRecord::new(session.clone(), date)
            };
            out.push(Record::RaceControl(Box::new(record)));
        }
    }
}

/// Where the official archive is; a session's path is within it.
const ARCHIVE: &str = "https://livetiming.formula1.com/static/";

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
        let (_, rest) = words.split_once("CAR ")?;
        car_number(rest.split(|char: char| !char.is_ascii_digit()).next()?)
    })
}
