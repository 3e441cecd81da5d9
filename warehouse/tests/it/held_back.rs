//! One odd thing stops nothing else: a round that fails its tests is held back alone, and drivers are who their id
//! says.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use gridcast_shared::mart::{
    Index, LapTelemetry, Outcome, Race, SeasonEntry, SessionEntry, SessionKey, Standings,
};
use gridcast_warehouse::models::{BuildOptions, build};
use gridcast_warehouse::publish::{PublishOptions, Publisher, Since};
use gridcast_warehouse::stop::Stop;
use gridcast_warehouse::store::Store;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::{Api, reply, serve, small};
use crate::in_step::{HOUR, ZEROS, put, races, record};
use crate::{Place, recording};

fn read<T: DeserializeOwned>(marts: &Path, name: &str) -> T {
    let text = std::fs::read(marts.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn load(place: &Place, api: &Api, season: &str, round: &str) {
    let url = api.url();
    let args = ["jolpica", "--season", season, "--round", round, "--base-url", &url];
    place.run(&[args.as_slice(), &["--requests-per-second", "1000"]].concat());
}

fn race(marts: &Path, season: u16, round: u8) -> SessionEntry {
    let index: Index = read(marts, "index.json");
    index
        .session(SessionKey::race(season, round))
        .unwrap_or_else(|| panic!("{season}/{round}: {index:?}"))
        .clone()
}

/// Both small inputs: seasons without codes, and shared cars beside a season of our days.
fn seasons(place: &Place) -> Option<Api> {
    let mut replies = small(place, "season-without-codes")?;
    replies.extend(small(place, "shared-car")?);
    Some(serve(&replies))
}

#[test]
fn drivers_are_who_their_id_says() {
    let place = Place::new();
    let Some(api) = seasons(&place) else { return };
    let marts = place.path("marts");
    let to = marts.to_str().unwrap().to_owned();
    for (season, round) in [("1991", "16"), ("1958", "10"), ("2022", "1")] {
        load(&place, &api, season, round);
    }
    let built = place.run(&["build"]);
    assert!(built.contains("tests, 0 failed"), "{built}");
    let said = place.run(&["publish", "--to", &to]);
    assert!(!said.contains("held back"), "{said}");
    // Two whose names begin alike.
    let without: Race = read(&marts, "1991/16/race/result.json");
    let named = |race: &Race| -> Vec<(String, String)> {
        race.drivers.iter().map(|driver| (driver.code.clone(), driver.name.clone())).collect()
    };
    let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    assert_eq!(named(&without), [pair("MOR", "Gianni Morbidelli"), pair("MOR2", "Roberto Moreno")]);
    // Two cars of one driver, and one car of two: every drive is there, and who shared a car shares its place.
    let shared: Race = read(&marts, "1958/10/race/result.json");
    let rows: Vec<(String, Option<u8>, Option<u8>)> = shared
        .results
        .iter()
        .map(|row| {
            let driver = &shared.drivers[usize::from(row.driver)];
            (driver.code.clone(), driver.number, row.official_position)
        })
        .collect();
    assert_eq!(rows.len(), 8, "{rows:?}");
    let places: Vec<_> = rows.iter().filter(|row| row.1 == Some(32)).map(|row| row.2).collect();
    assert_eq!(places, [Some(4), Some(4)], "{rows:?}");
    let cedar: Vec<_> = rows.iter().filter(|row| row.0.starts_with("CED")).collect();
    assert_eq!(cedar, [&("CED".to_owned(), Some(32), Some(4)), &("CED/2".to_owned(), Some(34), None)]);
    let out = shared.results.iter().filter(|row| row.outcome != Outcome::Finished).count();
    assert_eq!(out, 2);
    let standings: Standings = read(&marts, "1958/standings.json");
    assert_eq!(standings.drivers.len(), 7);
    assert!(race(&marts, 2022, 1).has("result"));
}

#[test]
fn whatever_the_order_of_loading_the_documents_are_the_same() {
    let revision = |loads: &[(&str, &str)], renumbered: bool| -> Option<String> {
        let place = Place::new();
        let api = seasons(&place)?;
        for (season, round) in loads {
            load(&place, &api, season, round);
            place.run(&["build"]);
        }
        if renumbered {
            // For a while the season's only race is its second, of which the API knows nothing.
            let race = json!({"season": "2022", "round": "2", "raceName": "Town Grand Prix", "date": "2022-03-20",
                "Circuit": {"circuitId": "ring", "circuitName": "The Ring"}});
            let races = place.path("renumbered.json");
            std::fs::write(&races, reply(&json!({"RaceTable": {"Races": [race]}}))).unwrap();
            load(&place, &Api::start(&[("2022/races", races)], Vec::new()), "2022", "2");
            place.run(&["build"]);
            assert_eq!(place.rows("SELECT DISTINCT round FROM pub_results WHERE season = 2022"), ["2"]);
            load(&place, &api, "2022", "1");
            place.run(&["build"]);
        }
        let marts = place.path("marts");
        place.run(&["publish", "--to", marts.to_str().unwrap()]);
        let index: Index = read(&marts, "index.json");
        Some(index.revision)
    };
    let (a, b, c) = (("1958", "10"), ("1991", "16"), ("2022", "1"));
    let Some(expected) = revision(&[a, b, c], false) else { return };
    assert_eq!(revision(&[c, a, b], false).as_ref(), Some(&expected));
    assert_eq!(revision(&[b, b, a, c, a], false).as_ref(), Some(&expected));
    assert_eq!(revision(&[c, b, a], true).as_ref(), Some(&expected));
}

#[test]
fn a_round_that_fails_its_tests_is_held_back_alone_and_heals() {
    let place = Place::new();
    let (Some(replies), Some(file)) = (small(&place, "shared-car"), recording("small/shared-car.jsonl"))
    else {
        return;
    };
    let marts = place.path("marts");
    let to = marts.to_str().unwrap().to_owned();
    let api = serve(&replies);
    load(&place, &api, "2022", "1");
    place.run(&["build"]);
    place.run(&["publish", "--to", &to]);
    let before = std::fs::read(marts.join("2022/1/race/result.json")).unwrap();

    // The second's place for two cars. Another season comes in the same load.
    let text = std::fs::read_to_string(file).unwrap();
    let answer = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut answer = answer.into_iter().find(|line| line["get"] == json!("2022/1/results")).unwrap();
    let results = &mut answer["answer"]["MRData"]["RaceTable"]["Races"][0]["Results"];
    let mut third = results[1].clone();
    third["number"] = "13".into();
    third["Driver"] =
        json!({"driverId": "cypress", "code": "CYP", "givenName": "C", "familyName": "Cypress"});
    results.as_array_mut().unwrap().push(third);
    let wrong = place.path("wrong.json");
    std::fs::write(&wrong, answer["answer"].to_string()).unwrap();
    let mut with_wrong = replies.clone();
    with_wrong.retain(|(path, _)| path != "2022/1/results");
    with_wrong.push(("2022/1/results".to_owned(), wrong));
    let api_wrong = serve(&with_wrong);
    load(&place, &api_wrong, "2022", "1");
    load(&place, &api_wrong, "1958", "10");
    let output = place.warehouse().arg("build").output().unwrap();
    assert!(
        !output.status.success() && crate::text_of(&output).contains("2022/1/race is held back: place 2")
    );
    place.run(&["publish", "--to", &to]);
    let entry = race(&marts, 2022, 1);
    assert_eq!(entry.held_back.as_deref(), Some("place 2 stands twice"));
    assert!(entry.has("result"), "what was published before stays: {entry:?}");
    assert_eq!(std::fs::read(marts.join("2022/1/race/result.json")).unwrap(), before);
    let other = race(&marts, 1958, 10);
    assert!(other.held_back.is_none() && other.has("result"), "{other:?}");
    let status = place.run(&["status"]);
    assert!(status.contains("2022/1/race") && status.contains("place 2 stands twice"), "{status}");

    // Into a folder where nothing was published of it: nothing is, and the index says why.
    let empty = place.path("empty");
    place.run(&["publish", "--to", empty.to_str().unwrap()]);
    let entry = race(&empty, 2022, 1);
    assert!(entry.held_back.is_some() && entry.documents.is_empty(), "{entry:?}");
    assert!(race(&empty, 1958, 10).has("result"));

    // It heals with the next load.
    load(&place, &api, "2022", "1");
    place.run(&["build"]);
    place.run(&["publish", "--to", &to]);
    let entry = race(&marts, 2022, 1);
    assert!(entry.held_back.is_none() && entry.has("result"), "{entry:?}");
    assert!(!place.run(&["status"]).contains("stands twice"));
}

#[test]
fn a_season_whose_standings_fail_keeps_them_and_holds_back_no_round() {
    let place = Place::new();
    let Some(replies) = small(&place, "shared-car") else { return };
    let marts = place.path("marts");
    let to = marts.to_str().unwrap().to_owned();
    let api = serve(&replies);
    load(&place, &api, "1958", "10");
    place.run(&["build"]);
    place.run(&["publish", "--to", &to]);
    let season = || -> SeasonEntry {
        let index: Index = read(&marts, "index.json");
        index.seasons.into_iter().find(|entry| entry.season == 1958).unwrap()
    };
    let (entry, before) = (season(), std::fs::read(marts.join("1958/standings.json")).unwrap());
    assert!(entry.held_back.is_none() && entry.documents.contains(&"standings".to_owned()), "{entry:?}");

    // A driver without a name.
    let nameless = "UPDATE stg_jolpica_driver_standings SET loaded_at = now()::TIMESTAMP, record_content =
                    json_merge_patch(record_content, '{\"Driver\":{\"givenName\":null}}') WHERE driver_id = 'cedar'";
    let changed = duckdb::Connection::open(place.database()).unwrap().execute(nameless, []).unwrap();
    assert_eq!(changed, 1);
    let output = place.warehouse().arg("build").output().unwrap();
    let reason = "pub_standings has a row without name";
    let said = crate::text_of(&output);
    assert!(!output.status.success() && said.contains(&format!("1958 is held back: {reason}")), "{said}");
    place.run(&["publish", "--to", &to]);
    let held = season();
    assert_eq!((held.held_back.as_deref(), &held.documents), (Some(reason), &entry.documents));
    assert_eq!(std::fs::read(marts.join("1958/standings.json")).unwrap(), before);
    let round = race(&marts, 1958, 10);
    assert!(round.held_back.is_none() && round.has("result"), "{round:?}");
    assert!(place.run(&["status"]).contains(reason));

    load(&place, &api, "1958", "10");
    place.run(&["build"]);
    place.run(&["publish", "--to", &to]);
    assert_eq!(season(), entry);
}

#[test]
fn a_record_that_fails_a_test_holds_back_its_session_alone() {
    let place = Place::new();
    place.run(&["build"]);
    let start = ZEROS[0] + HOUR;
    let session = json!({"Session": "2025-01-race", "StartDate": start, "Kind": "Race", "Season": 2025, "Round": 1, "Event": "First"});
    let nobody = json!({"Session": "2025-01-race", "Date": start + 100_000,
        "Message": "5 SECOND TIME PENALTY FOR CAR 99999999999 (AAA) - SPEEDING"});
    let mut statements = races();
    statements.extend([record("stg_session", &session), record("stg_race_control", &nobody)]);
    put(&place.database(), &statements);
    let output = place.warehouse().arg("build").output().unwrap();
    let reason = "base_penalties has a row without driver_number";
    let said = crate::text_of(&output);
    assert!(
        !output.status.success() && said.contains(&format!("2025/1/race is held back: {reason}")),
        "{said}"
    );
    let marts = place.path("marts");
    place.run(&["publish", "--to", marts.to_str().unwrap()]);
    assert_eq!(race(&marts, 2025, 1).held_back.as_deref(), Some(reason));
    let other = race(&marts, 2025, 2);
    assert!(other.held_back.is_none() && other.has("laps"), "{other:?}");
}

#[test]
fn what_changed_while_a_session_was_held_back_is_published_when_it_heals() {
    let place = Place::new();
    let store = Store::open(&place.database()).unwrap();
    let database = store.connection();
    let marts = place.path("marts");
    let mut publisher = Publisher::new(&PublishOptions { to: marts.to_str().unwrap().to_owned() });
    let mut publish = |statements: &[String], since: Option<Since>| {
        for statement in statements {
            database.execute_batch(statement).unwrap();
        }
        let report = build(database, &BuildOptions::default(), &Stop::default()).unwrap();
        publisher.publish(database, &since.unwrap_or(Since::Changes(report.changes))).unwrap().held
    };
    let speeds = || read::<LapTelemetry>(&marts, "2025/1/race/telemetry/AAA-2.json").speed;
    let session = json!({"Session": "2025-01-race", "StartDate": ZEROS[0] + HOUR, "Kind": "Race", "Season": 2025,
        "Round": 1, "Event": "First"});
    let statements = [races(), vec![record("stg_session", &session)]].concat();
    assert_eq!(publish(&statements, Some(Since::Everything)), []);
    assert!(speeds().iter().all(|speed| *speed == 75));

    let faster = format!(
        "INSERT INTO stg_telemetry SELECT record_metadata, json_merge_patch(record_content, '{{\"Speed\":80.0}}')
         FROM stg_telemetry WHERE CAST(record_content->>'$.Date' AS BIGINT) < {}",
        ZEROS[1]
    );
    let nobody = json!({"Session": "2025-01-race", "Date": ZEROS[0] + HOUR,
        "Message": "5 SECOND TIME PENALTY FOR CAR 99999999999 (AAA) - SPEEDING"});
    assert_eq!(publish(&[faster, record("stg_race_control", &nobody)], None).len(), 1);
    assert!(speeds().iter().all(|speed| *speed == 75));
    // It heals without another sample.
    assert_eq!(publish(&["DELETE FROM stg_race_control".to_owned()], None), []);
    assert!(speeds().iter().all(|speed| *speed == 80), "{:?}", speeds());
}

/// Not a test of its own: in a process of its own it holds a database open, as dbt does, until its input ends.
#[test]
fn another_program_has_the_database_open() {
    let Some(database) = std::env::var_os("GRIDCAST_TEST_HOLDS") else { return };
    let _connection = duckdb::Connection::open(database).unwrap();
    writeln!(std::io::stdout(), "held").unwrap();
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
fn a_database_that_another_program_has_open_is_said_to_be_in_use() {
    let place = Place::new();
    place.run(&["build"]);
    let mut other = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "held_back::another_program_has_the_database_open", "--nocapture"])
        .env("GRIDCAST_TEST_HOLDS", place.database())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(other.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert!(said.any(|line| line.ends_with("held")));
    let pid = other.id().to_string();
    let in_use = format!("is in use by process {pid}");
    for args in [&["status"][..], &["publish", "--to", "nowhere"], &["build"]] {
        let output = place.warehouse().args(args).output().unwrap();
        let text = crate::text_of(&output);
        assert!(!output.status.success() && text.contains(&in_use), "{args:?}: {text}");
    }
    // Where a service has noted the state of the assets, that is told, and why it may be old.
    std::fs::write(place.path("w.duckdb.status.json"), "[]").unwrap();
    let output = place.warehouse().arg("status").output().unwrap();
    assert!(output.status.success() && crate::text_of(&output).contains(&in_use));
    drop(other.stdin.take());
    said.for_each(drop);
    assert!(other.wait().unwrap().success());
    place.run(&["status"]);
}
