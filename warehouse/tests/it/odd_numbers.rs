//! A number that cannot be, in one record of any topic, keeps nothing from being published: the sink refuses the
//! record, and where it is in staging already the models take the number for untold.

use std::fmt::Write;
use std::path::PathBuf;

use duckdb::Connection;
use gridcast_shared::mart::{Index, SessionKey};
use serde_json::{Value, json};

use crate::Place;

const HOUR: i64 = 3_600_000;
/// 2025-03-16, 13:00, at session time 0.
const ZERO: i64 = 1_742_130_000_000;

fn lap(driver: &str, number: i64) -> Value {
    let start = HOUR + (number - 1) * 90_000;
    json!({"Driver": driver, "LapNumber": number, "LapTime": 90_000, "LapStartTime": start,
        "LapStartDate": ZERO + start, "TrackStatus": "1", "Compound": "SOFT", "TyreLife": number, "Position": 1})
}

fn sample(second: i64) -> Value {
    let at = HOUR + second * 1000;
    json!({"Driver": "AAA", "Date": ZERO + at, "SessionTime": at, "Lap": 1, "Speed": 75.0, "X": 100.0 + second as f64,
        "Y": 1.0, "Z": 1, "nGear": 5, "Throttle": 50, "Brake": false, "DRS": 0})
}

/// Records that each have one number that cannot be, with the topic's name as `import` and staging have it.
fn odd() -> Vec<(&'static str, &'static str, Value)> {
    let session = json!({"Session": "2025-01-race", "StartDate": ZERO, "Kind": "Race"});
    let timing = json!({"Driver": "AAA", "Date": ZERO, "GridPosition": 1, "BestLaps": [90_000]});
    let said = json!({"Session": "2025-01-race", "Date": ZERO, "Flag": "RED", "Message": "RED FLAG"});
    let weather = json!({"Session": "2025-01-race", "Date": ZERO});
    let nanoseconds = json!(ZERO * 1_000_000);
    let fields: [(&str, &str, Value, &str, Value); 18] = [
        ("laps", "stg_laps", lap("AAA", 3), "LapNumber", json!(1e10)),
        ("laps", "stg_laps", lap("AAA", 3), "Stint", json!(1e10)),
        ("laps", "stg_laps", lap("AAA", 3), "TyreLife", json!(1e10)),
        ("laps", "stg_laps", lap("AAA", 3), "Position", json!(1e10)),
        ("laps", "stg_laps", lap("AAA", 3), "SpeedI1", json!(1e12)),
        ("laps", "stg_laps", lap("AAA", 3), "LapTime", json!(i64::MAX)),
        ("laps", "stg_laps", lap("AAA", 3), "Sector3SessionTime", json!(i64::MIN)),
        ("laps", "stg_laps", lap("AAA", 3), "LapStartDate", nanoseconds.clone()),
        ("laps", "stg_laps", lap("AAA", 3), "LapStartTime", json!(i64::MIN)),
        ("tele", "stg_telemetry", sample(30), "Lap", json!(1e10)),
        ("tele", "stg_telemetry", sample(30), "Speed", json!(1e12)),
        ("tele", "stg_telemetry", sample(30), "X", json!(1e300)),
        ("tele", "stg_telemetry", sample(30), "SessionTime", json!(i64::MIN)),
        ("tele", "stg_telemetry", sample(30), "Date", nanoseconds.clone()),
        ("session", "stg_session", session, "StartDate", nanoseconds.clone()),
        ("timing", "stg_timing", timing, "Date", nanoseconds.clone()),
        ("race-control", "stg_race_control", said, "Date", nanoseconds.clone()),
        ("weather", "stg_weather", weather, "Date", nanoseconds),
    ];
    let with = |(topic, table, mut record, field, value): (_, _, Value, &str, Value)| {
        record[field] = value;
        (topic, table, record)
    };
    fields.into_iter().map(with).collect()
}

fn file(place: &Place, name: &str, records: impl IntoIterator<Item = Value>) -> PathBuf {
    let mut lines = String::new();
    for record in records {
        writeln!(lines, "{record}").unwrap();
    }
    let path = place.path(name);
    std::fs::write(&path, lines).unwrap();
    path
}

/// A race of two drivers and three laps, with samples of one.
fn race() -> Place {
    let place = Place::new();
    let laps = ["AAA", "BBB"].into_iter().flat_map(|driver| (1..=3).map(move |number| lap(driver, number)));
    let laps = file(&place, "laps.jsonl", laps);
    let tele = file(&place, "tele.jsonl", (0..90).map(sample));
    place.run(&["import", "--laps", laps.to_str().unwrap(), "--tele", tele.to_str().unwrap()]);
    place
}

/// Builds and publishes: the race is there, and nothing is held back.
fn published(place: &Place) {
    let built = place.run(&["build"]);
    assert!(built.contains(", 0 failed;"), "{built}");
    let marts = place.path("marts");
    let said = place.run(&["publish", "--to", marts.to_str().unwrap()]);
    assert!(!said.contains("held back"), "{said}");
    let index: Index = serde_json::from_slice(&std::fs::read(marts.join("index.json")).unwrap()).unwrap();
    let entry = index.session(SessionKey::race(2025, 0)).unwrap_or_else(|| panic!("{index:?}"));
    assert!(entry.held_back.is_none() && entry.has("result") && entry.has("laps"), "{entry:?}");
    assert_eq!(place.number("SELECT count(*) FROM pub_laps WHERE season = 2025"), 6);
}

#[test]
fn the_sink_refuses_numbers_that_cannot_be_and_counts_them() {
    let place = race();
    let odd = odd();
    for topic in ["laps", "tele", "session", "timing", "race-control", "weather"] {
        let of = odd.iter().filter(|(of, ..)| *of == topic).map(|(.., record)| record.clone());
        let records: Vec<Value> = of.collect();
        let n = records.len();
        let file = file(&place, &format!("odd-{topic}.jsonl"), records);
        let said = place.run(&["import", &format!("--{topic}"), file.to_str().unwrap()]);
        assert_eq!(said.trim(), format!("0 records in staging, {n} rejected"), "{topic}");
    }
    assert_eq!(place.rows("SELECT DISTINCT reason FROM stg_rejected"), ["out_of_range"]);
    assert_eq!(place.number("SELECT count(*) FROM stg_rejected"), odd.len() as i64);
    published(&place);
}

#[test]
fn what_an_older_build_has_staged_of_them_stops_no_model() {
    let place = race();
    published(&place);
    let connection = Connection::open(place.database()).unwrap();
    let metadata =
        json!({"topic": "old", "partition": 0, "offset": 0, "key": null, "CreateTime": ZERO * 1_000_000});
    for (_, table, record) in odd() {
        let sql = format!("INSERT INTO {table} VALUES (?, ?)");
        connection.execute(&sql, [metadata.to_string(), record.to_string()]).unwrap();
    }
    drop(connection);
    // In step, and from nothing.
    published(&place);
    place.run(&["build", "--full-refresh"]);
    published(&place);
}

#[test]
fn a_document_that_cannot_hold_a_number_holds_back_its_session_alone() {
    let place = race();
    // A second session, a year later; and in it a speed that is no 16 bits.
    let later = |mut lap: Value| {
        lap["LapStartDate"] = json!(lap["LapStartDate"].as_i64().unwrap() + 365 * 24 * HOUR);
        lap["SpeedST"] = json!(70_000);
        lap
    };
    let laps = file(&place, "fast.jsonl", (1..=3).map(|number| later(lap("CCC", number))));
    place.run(&["import", "--laps", laps.to_str().unwrap()]);
    place.run(&["build"]);
    let marts = place.path("marts");
    place.run(&["publish", "--to", marts.to_str().unwrap()]);
    let index: Index = serde_json::from_slice(&std::fs::read(marts.join("index.json")).unwrap()).unwrap();
    let entry = |season| index.session(SessionKey::race(season, 0)).unwrap_or_else(|| panic!("{index:?}"));
    let held = entry(2026).held_back.as_deref().unwrap_or_default();
    assert!(held.starts_with("2026/0/race/") && held.contains("70000"), "{held}");
    assert!(entry(2025).held_back.is_none() && entry(2025).has("laps"), "{:?}", entry(2025));
}
