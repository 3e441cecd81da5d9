//! A build that does what is new: the same tables as one that makes everything, and nothing done to other rounds.

use std::path::Path;

use duckdb::Connection;
use serde_json::{Value, json};

use crate::Place;

pub(crate) const HOUR: i64 = 3_600_000;
/// Zeros of two races: 2025-03-16 and 2025-03-30, 13:00.
pub(crate) const ZEROS: [i64; 2] = [1_742_130_000_000, 1_743_339_600_000];

pub(crate) fn put(database: &Path, statements: &[String]) {
    let connection = Connection::open(database).unwrap();
    for statement in statements {
        connection.execute_batch(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

pub(crate) fn record(table: &str, content: &Value) -> String {
    let content = content.to_string().replace('\'', "''");
    format!("INSERT INTO {table} VALUES ('{{\"CreateTime\":1}}', '{content}')")
}

fn lap(zero: i64, driver: &str, number: i64) -> String {
    let start = HOUR + (number - 1) * 90_000;
    record(
        "stg_laps",
        &json!({"Driver": driver, "LapNumber": number, "LapTime": 90_000, "LapStartTime": start,
            "LapStartDate": zero + start, "TrackStatus": "1", "Compound": "SOFT", "TyreLife": number,
            "FreshTyre": true, "Team": "Nova"}),
    )
}

/// A lap whose start nobody dated: which session it is of, its neighbours tell.
fn undated(driver: &str, number: i64) -> String {
    let content = json!({"Driver": driver, "LapNumber": number, "LapTime": 90_000, "LapStartDate": null,
        "LapStartTime": HOUR + (number - 1) * 90_000, "Team": "Nova"});
    record("stg_laps", &content)
}

/// What the timing says of a car.
fn timing(zero: i64, driver: &str, said: &Value) -> String {
    let mut content = json!({"Driver": driver, "Date": zero + HOUR});
    content.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
    record("stg_timing", &content)
}

/// A lap around a circle, sampled each second.
fn samples(zero: i64, driver: &str, lap: i64) -> Vec<String> {
    let sample = |second: i64| {
        let at = HOUR + (lap - 1) * 90_000 + second * 1000;
        let angle = second as f64 / 90.0 * std::f64::consts::TAU;
        let (x, y) = ((3000.0 * angle.cos()).round(), (3000.0 * angle.sin()).round());
        record(
            "stg_telemetry",
            &json!({"Driver": driver, "Date": zero + at, "SessionTime": at, "Lap": lap, "Speed": 75.0, "X": x,
                "Y": y, "Z": 1, "nGear": 5, "Throttle": 50, "Brake": false, "DRS": 0}),
        )
    };
    (0..90).map(sample).collect()
}

fn season_row(table: &str, keys: &str, content: &Value) -> String {
    let content = content.to_string().replace('\'', "''");
    format!("INSERT OR REPLACE INTO stg_jolpica_{table} VALUES ({keys}, '{content}', now()::TIMESTAMP)")
}

fn event(round: i64, date: &str, name: &str) -> String {
    let circuit = json!({"circuitId": "ring", "circuitName": "The Ring", "url": "u",
        "Location": {"locality": "Town", "country": "Country"}});
    let event = json!({"season": "2025", "round": round.to_string(), "raceName": name, "url": "u", "date": date,
        "time": "14:00:00Z", "Circuit": circuit});
    season_row("events", &format!("2025, {round}"), &event)
}

fn result(round: i64, driver: &str, place: i64) -> String {
    let id = driver.to_lowercase();
    let result = json!({"number": place.to_string(), "position": place.to_string(),
        "positionText": place.to_string(), "points": "1", "grid": "1", "laps": "3", "status": "Finished",
        "Driver": {"driverId": id, "code": driver, "givenName": "A", "familyName": driver, "url": "u"},
        "Constructor": {"constructorId": "nova", "name": "Nova", "url": "u", "nationality": "n"}});
    season_row("results", &format!("2025, {round}, '{id}', '{place}'"), &result)
}

fn standing(round: i64, driver: &str, place: i64) -> String {
    let id = driver.to_lowercase();
    let standing = json!({"position": place.to_string(), "points": "1", "wins": "0",
        "Driver": {"driverId": id, "code": driver, "givenName": "A", "familyName": driver, "url": "u"},
        "Constructors": [{"constructorId": "nova", "name": "Nova", "url": "u", "nationality": "n"}]});
    season_row("driver_standings", &format!("2025, {round}, '{id}'"), &standing)
}

/// Two races of two drivers and three laps, with telemetry of one.
pub(crate) fn races() -> Vec<String> {
    let mut statements = vec![event(1, "2025-03-16", "First"), event(2, "2025-03-30", "Second")];
    for zero in ZEROS {
        for driver in ["AAA", "BBB"] {
            statements.extend((1..=3).map(|number| lap(zero, driver, number)));
        }
        statements.extend(samples(zero, "AAA", 2));
    }
    statements
}

/// Tables in which two databases differ.
fn differences(one: &Path, other: &Path) -> Vec<String> {
    let connection = Connection::open_in_memory().unwrap();
    let attach =
        format!("ATTACH '{}' AS a (READ_ONLY); ATTACH '{}' AS b (READ_ONLY)", one.display(), other.display());
    connection.execute_batch(&attach).unwrap();
    let sql = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'a' AND schema_name = 'main'
               AND NOT starts_with(table_name, 'stg_') AND NOT starts_with(table_name, 'meta_') ORDER BY 1";
    let mut statement = connection.prepare(sql).unwrap();
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().collect::<duckdb::Result<_>>().unwrap();
    assert!(70 < tables.len(), "{tables:?}");
    let differs = |table: &String| {
        let rows = |x: &str, y: &str| {
            let sql = format!(
                "SELECT count(*) FROM (SELECT * FROM {x}.main.{table} EXCEPT ALL SELECT * FROM {y}.main.{table})"
            );
            connection.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
        };
        0 < rows("a", "b") + rows("b", "a")
    };
    tables.into_iter().filter(differs).collect()
}

#[test]
fn a_build_in_step_makes_the_tables_of_a_build_anew() {
    let place = Place::new();
    // The program makes its own tables; the rows go into them.
    place.run(&["build"]);
    let database = place.database();
    let session = json!({"Session": "2025-01-race", "StartDate": ZEROS[0] + HOUR, "Kind": "Race", "Season": 2025,
        "Round": 1, "Event": "Told", "Circuit": "Ring", "ScheduledLaps": 4,
        "Drivers": [{"Driver": "AAA", "Number": "5", "Name": "A. A.", "Team": "Vela", "Colour": "00ff00"}]});
    let control = |text: &str, flag: Option<&str>| {
        record(
            "stg_race_control",
            &json!({"Session": "2025-01-race", "Date": ZEROS[0] + HOUR + 400_000, "Flag": flag, "Message": text}),
        )
    };
    let new_team = "UPDATE stg_jolpica_results SET record_content = json_merge_patch(record_content,
                    '{\"Constructor\":{\"constructorId\":\"vela\",\"name\":\"Vela\"}}'), loaded_at = now()::TIMESTAMP
                    WHERE round = 1 AND driver_id = 'bbb'";
    let steps: Vec<(&str, Vec<String>)> = vec![
        ("two races", races()),
        ("a lap", vec![lap(ZEROS[1], "AAA", 4)]),
        ("laps without a date", vec![undated("AAA", 5), undated("DDD", 1), undated("DDD", 2)]),
        ("the next of one of them in another session", vec![lap(ZEROS[0], "AAA", 4), undated("AAA", 5)]),
        ("the first dated lap of the other", vec![lap(ZEROS[1], "DDD", 3), undated("EEE", 1)]),
        ("a grid", vec![timing(ZEROS[0], "AAA", &json!({"GridPosition": 2, "Speed": 1}))]),
        ("bests by part", vec![timing(ZEROS[0], "BBB", &json!({"BestLaps": [90_000, 89_000]}))]),
        (
            "the timing goes on",
            vec![
                timing(ZEROS[1], "BBB", &json!({"BestLaps": [90_000, null]})),
                timing(ZEROS[1], "BBB", &json!({"GridPosition": 1})),
                timing(ZEROS[1], "BBB", &json!({"Speed": 2})),
            ],
        ),
        (
            "other tyres by the timing",
            vec![timing(ZEROS[0], "AAA", &json!({"Compound": "MEDIUM", "TyreLife": 3}))],
        ),
        ("a lap that is corrected", vec![lap(ZEROS[0], "BBB", 3).replace("90000", "91000")]),
        ("telemetry", samples(ZEROS[0], "BBB", 2)),
        ("a result", vec![result(1, "BBB", 1), result(1, "AAA", 2), standing(1, "BBB", 1)]),
        ("another team", vec![new_team.to_owned()]),
        ("a result of a round without", vec![result(2, "AAA", 1), standing(2, "AAA", 1)]),
        ("what race control says", vec![control("CHEQUERED FLAG", Some("CHEQUERED"))]),
        ("a session record", vec![record("stg_session", &session)]),
        ("a penalty", vec![control("5 SECOND TIME PENALTY FOR CAR 5 (AAA) - SPEEDING", None)]),
        ("a result taken away", vec!["DELETE FROM stg_jolpica_results WHERE driver_id = 'aaa'".to_owned()]),
        (
            "a calendar renumbered",
            vec![
                "DELETE FROM stg_jolpica_events WHERE round = 2".to_owned(),
                event(3, "2025-03-30", "Second"),
            ],
        ),
        ("a session of nothing known", vec![lap(ZEROS[1] + 30 * 24 * HOUR, "CCC", 1)]),
        ("the calendar gone", vec!["DELETE FROM stg_jolpica_events".to_owned()]),
    ];
    for (what, statements) in steps {
        put(&database, &statements);
        let said = place.run(&["build"]);
        let anew = place.path("anew.duckdb");
        std::fs::copy(&database, &anew).unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_gridcast-warehouse"))
            .arg("--database")
            .arg(&anew)
            .args(["build", "--full-refresh"])
            .output()
            .unwrap();
        assert!(output.status.success(), "{what}: {}", crate::text_of(&output));
        assert_eq!(differences(&database, &anew), Vec::<String>::new(), "{what}: {said}");
        let said = place.run(&["build"]);
        assert!(said.contains("\n0 models, 0 failed"), "{what}: nothing is new any more: {said}");
    }
}

#[test]
fn one_more_lap_leaves_the_rows_of_other_races_alone() {
    let place = Place::new();
    place.run(&["build"]);
    put(&place.database(), &races());
    place.run(&["build"]);
    // A value that no model makes is gone wherever rows are made again.
    let marks = [
        ("int_ended_laps", "speed_st_kmh", "round"),
        ("race_results", "grid", "round"),
        ("lap_telemetry", "x", "round"),
        ("pub_laps", "speed_st", "round"),
        ("fact_race_laps", "speed_trap_1_kmh", "event_round_number"),
    ];
    let mut statements: Vec<String> =
        marks.iter().map(|(table, column, _)| format!("UPDATE {table} SET {column} = -7")).collect();
    statements.push(lap(ZEROS[1], "AAA", 4));
    put(&place.database(), &statements);
    let said = place.run(&["build"]);
    let marked = |round: u8| {
        marks.map(|(table, column, number)| {
            let sql = format!("SELECT count(*) FROM {table} WHERE {number} = {round} AND {column} = -7");
            (table, 0 < place.number(&sql))
        })
    };
    assert_eq!(marked(1), marks.map(|(table, ..)| (table, true)), "{said}");
    assert_eq!(marked(2), marks.map(|(table, ..)| (table, false)), "{said}");
}
