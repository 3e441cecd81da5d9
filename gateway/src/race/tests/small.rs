//! The made-up inputs of `small/`, records as they would be published, where the data is at hand.
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use std::path::{Path, PathBuf};

use gridcast_shared::topics::{Record, Topic};

use crate::race::Race;

/// Where recordings for tests are.
pub(super) fn data_root() -> PathBuf {
    std::env::var_os("GRIDCAST_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")),
        PathBuf::from,
    )
}

/// Says that a test skips for want of a file; where there must be data, that fails it.
pub(super) fn skipped(path: &Path) {
    eprintln!("skipped: there is no {}", path.display());
    assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "there is no {}", path.display());
}

/// The records of a file, lines of `{"topic","record"}` or of bare records of `topic`; none where there is no file.
pub(super) fn records(file: &str, topic: Topic) -> Option<Vec<Record>> {
    let path = data_root().join("small").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        skipped(&path);
        return None;
    };
    let mut records = Vec::new();
    for line in text.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        if line.get("wait_s").is_some() {
            continue;
        }
        let named = line.get("topic").map(|name| {
            let named = Topic::ALL.into_iter().find(|topic| Some(topic.default_name()) == name.as_str());
            named.expect("a topic")
        });
        let record = line.get("record").unwrap_or(&line).to_string();
        records.push(Record::parse(named.unwrap_or(topic), record.as_bytes()).unwrap());
    }
    Some(records)
}

/// Gives a record that is no sample to a race.
pub(super) fn give(race: &mut Race, record: &Record) {
    match record {
        Record::Tele(_) => unreachable!("samples are cleaned first"),
        Record::Lap(record) => assert!(race.lap(record)),
        Record::Session(record) => race.session(record).unwrap(),
        Record::Timing(record) => race.timing(record),
        Record::RaceControl(record) => race.race_control(record),
        Record::Weather(record) => race.weather(record),
    }
}
