//! Wrong input and bad moments: one clear line and a non-zero exit, and nothing half done.

use std::process::Command;

use crate::{Place, text_of};

fn check(place: &Place, args: &[&str], expected: &str) {
    let output = place.warehouse().args(args).output().unwrap();
    let text = text_of(&output);
    assert!(!output.status.success(), "{args:?}: {text}");
    assert!(text.contains(expected), "{args:?}: {text}");
}

#[test]
fn what_is_wrong_is_named() {
    let place = Place::new();
    check(&place, &["import"], "nothing to import");
    check(&place, &["import", "--laps", "nowhere.jsonl"], "cannot open nowhere.jsonl");
    check(&place, &["jolpica", "--round", "first"], "must be a round's number, all, latest, new or oldest");
    check(&place, &["jolpica", "--base-url", "nowhere"], "--base-url");
    check(&place, &["sink", "--until-end", "--property", "novalue"], "--property must be KEY=VALUE");
    check(&place, &["sink", "--until-end", "--brokers", "127.0.0.1:1"], "cannot reach Kafka at 127.0.0.1:1");
}

#[test]
fn a_database_of_a_newer_build_is_refused() {
    let place = Place::new();
    place.run(&["import", "--simulated", "--simulated-laps", "2"]);
    let connection = duckdb::Connection::open(place.database()).unwrap();
    connection.execute("UPDATE meta_schema SET version = 1000", []).unwrap();
    drop(connection);
    check(&place, &["import", "--simulated"], "schema version 1000");
}

#[test]
fn fields_that_are_unknown_or_missing_are_no_fault_and_wrong_ones_are_kept_aside() {
    let place = Place::new();
    let laps = place.path("laps.jsonl");
    let lines = [
        r#"{"Driver":"PIA","LapNumber":1,"NewField":{"deep":[1,2]}}"#,
        r#"{"Driver":"PIA","LapNumber":2}"#,
        r#"{"Driver":"PIA","LapNumber":"three"}"#,
        r#"{"Driver":"PIA","LapNumber":NaN}"#,
        r#"{"LapNumber":4}"#,
        "",
        "not json at all",
    ];
    std::fs::write(&laps, lines.join("\n") + "\n").unwrap();
    let said = place.run(&["import", "--laps", laps.to_str().unwrap()]);
    assert_eq!(said.trim(), "2 records in staging, 4 rejected");
    let rejected = "SELECT \"offset\", reason, decode(raw) FROM stg_rejected ORDER BY 1";
    assert_eq!(
        place.rows(rejected),
        [
            r#"2 wrong_fields {"Driver":"PIA","LapNumber":"three"}"#,
            r#"3 not_a_number {"Driver":"PIA","LapNumber":NaN}"#,
            r#"4 wrong_fields {"LapNumber":4}"#,
            "6 not_json not json at all",
        ]
    );
}

/// A folder on a file system of its own, which is small.
struct Tmpfs(std::path::PathBuf);

impl Tmpfs {
    fn mount(folder: std::path::PathBuf, megabytes: u32) -> Option<Self> {
        std::fs::create_dir_all(&folder).unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(&folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("skipped: this user may not mount a tmpfs");
        None
    }
}

impl Drop for Tmpfs {
    fn drop(&mut self) {
        Command::new("umount").arg(&self.0).status().unwrap();
    }
}

#[test]
fn a_full_disk_is_said_and_the_next_start_goes_on() {
    let place = Place::new();
    let Some(small) = Tmpfs::mount(place.path("small"), 20) else { return };
    let database = small.0.join("w.duckdb");
    let run = |database: &std::path::Path, laps: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gridcast-warehouse"));
        command.arg("--database").arg(database).args(["import", "--simulated", "--simulated-laps", laps]);
        command.output().unwrap()
    };
    let output = run(&database, "12");
    let text = text_of(&output);
    assert!(!output.status.success() && text.contains("the disk is full"), "{text}");
    // With room again, what is missing comes and nothing comes twice.
    let roomy = place.database();
    for file in ["w.duckdb", "w.duckdb.wal"] {
        let from = small.0.join(file);
        if from.exists() {
            std::fs::copy(from, place.path(file)).unwrap();
        }
    }
    let output = run(&roomy, "12");
    assert!(output.status.success(), "{}", text_of(&output));
    let twice =
        "SELECT count(*) FROM (SELECT record_metadata FROM stg_telemetry GROUP BY ALL HAVING 1 < count(*))";
    assert_eq!(place.number(twice), 0);
    let gaps = "SELECT count(*) - (SELECT next_offset FROM stg_offsets WHERE topic LIKE 'f1_tele/%') FROM stg_telemetry";
    assert_eq!(place.number(gaps), 0);
}
