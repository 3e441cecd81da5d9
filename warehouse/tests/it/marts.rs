//! From records to documents, with the models that are built in.

use std::path::{Path, PathBuf};

use gridcast_shared::mart::{
    Index, LapTelemetry, Laps, Outcome, Pace, PitStops, Race, Schedule, SessionState, Standings, Stints,
    TelemetryIndex, Track, WeekendSession,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::{Api, paged_race, reply, season_2023};
use crate::{Place, recording, text_of};

fn read<T: DeserializeOwned>(marts: &Path, name: &str) -> T {
    let file = marts.join(name);
    let text = std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn publish(place: &Place) -> (PathBuf, String) {
    let marts = place.path("marts");
    let said = place.run(&["publish", "--to", marts.to_str().unwrap()]);
    (marts, said)
}

fn load(place: &Place, api: &Api, season: &str, round: &str) {
    let url = api.url();
    let args = ["jolpica", "--season", season, "--round", round, "--base-url", &url];
    place.run(&[args.as_slice(), &["--requests-per-second", "1000"]].concat());
}

#[test]
fn a_simulated_race_becomes_documents_that_stay_as_they_are() {
    let place = Place::new();
    place.run(&["import", "--simulated", "--simulated-laps", "4"]);
    let built = place.run(&["build"]);
    assert!(built.contains(" 0 failed; ") && built.contains("tests, 0 failed"), "{built}");
    let (marts, _) = publish(&place);
    let index: Index = read(&marts, "index.json");
    let round = &index.seasons[0].rounds[0];
    let session = round.session(WeekendSession::Race).unwrap();
    assert!(session.simulated && round.round == 0 && round.sessions.len() == 1, "{round:?}");
    let folder = format!("{}/0/race", index.seasons[0].season);
    let race: Race = read(&marts, &format!("{folder}/result.json"));
    assert_eq!((race.drivers.len(), race.results.len(), race.teams.len(), race.laps), (22, 22, 11, 4));
    assert!(race.simulated && race.event == "Simulated Grand Prix");
    let laps: Laps = read(&marts, &format!("{folder}/laps.json"));
    let n = laps.driver.len();
    assert!(60 < n && [laps.lap.len(), laps.time.len(), laps.end.len(), laps.speed_st.len()] == [n; 4]);
    let track: Track = read(&marts, &format!("{folder}/track.json"));
    assert!(100 < track.outline.len() && 1000.0 < track.length_m);
    for name in &session.documents {
        for ending in ["json", "json.br", "json.gz"] {
            assert!(marts.join(format!("{folder}/{name}.{ending}")).is_file(), "{name}.{ending}");
        }
    }
    // Imported, built and published again: nothing is another.
    place.run(&["import", "--simulated", "--simulated-laps", "4"]);
    place.run(&["build"]);
    let (_, said) = publish(&place);
    assert!(said.starts_with("0 of "), "{said}");
    // Made anew from the beginning: the same.
    place.run(&["build", "--full-refresh"]);
    let (_, said) = publish(&place);
    assert!(said.starts_with("0 of "), "{said}");
    let status = place.run(&["status", "--json"]);
    let assets: serde_json::Value = serde_json::from_str(&status).unwrap();
    let names: Vec<&str> = assets.as_array().unwrap().iter().map(|a| a["asset"].as_str().unwrap()).collect();
    assert!(names.contains(&"marts") && names.contains(&"race_results"), "{names:?}");
}

#[test]
fn every_laps_telemetry_is_published_when_it_is_asked_for_and_goes_when_it_is_not() {
    let place = Place::new();
    place.run(&["import", "--simulated", "--simulated-laps", "4"]);
    let laps = |marts: &Path| {
        let index: Index = read(marts, "index.json");
        let folder = marts.join(format!("{}/0/race/telemetry", index.seasons[0].season));
        let named: TelemetryIndex = read(folder.parent().unwrap(), "telemetry.json");
        let files = std::fs::read_dir(folder).unwrap().flatten();
        let files = files.filter(|file| file.path().extension().is_some_and(|ending| ending == "json"));
        assert_eq!(named.lap.len(), files.count(), "what is named is there, and nothing else");
        named.lap.len()
    };
    place.run(&["build", "--telemetry-laps", "all"]);
    let (marts, _) = publish(&place);
    let all = laps(&marts);
    assert!(60 < all, "{all}");
    place.run(&["build"]);
    let (_, said) = publish(&place);
    assert_eq!(laps(&marts), 22, "each driver's best");
    assert!(said.contains(&format!("{} removed", all - 22)), "{said}");
}

#[test]
fn the_australian_race_ends_as_the_stewards_say() {
    let (Some(tele), Some(laps), Some(results)) = (
        recording("tele/2025_australia_race.jsonl.zst"),
        recording("laps/2025_australia_race.jsonl"),
        recording("jolpica/2025/2025_1_results.json"),
    ) else {
        return;
    };
    let place = Place::new();
    let said = place.run(&["import", "--tele", tele.to_str().unwrap(), "--laps", laps.to_str().unwrap()]);
    assert_eq!(said.trim(), "752799 records in staging, 0 rejected");
    // The season's schedule is not among the recordings: the race itself is in its results.
    let answer: Value = serde_json::from_slice(&std::fs::read(&results).unwrap()).unwrap();
    let mut event = answer["MRData"]["RaceTable"]["Races"][0].clone();
    event.as_object_mut().unwrap().remove("Results");
    let races = place.path("races.json");
    std::fs::write(&races, reply(&json!({"RaceTable": {"season": "2025", "Races": [event]}}))).unwrap();
    let replies = [("2025/races", races), ("2025/1/results", results)];
    load(&place, &Api::start(&replies, Vec::new()), "2025", "1");
    let built = place.run(&["build"]);
    assert!(built.contains("tests, 0 failed"), "{built}");
    let (marts, _) = publish(&place);
    let index: Index = read(&marts, "index.json");
    assert_eq!(
        index.seasons[0].rounds[0].session(WeekendSession::Race).map(|race| race.state),
        Some(SessionState::Complete)
    );
    let race: Race = read(&marts, "2025/1/race/result.json");
    assert_eq!((race.drivers.len(), race.laps), (20, 57));
    let code = |driver: u8| race.drivers[usize::from(driver)].code.as_str();
    assert_eq!(race.results[0].official_position, Some(1));
    assert_eq!(code(race.results[0].driver), "NOR");
    // The order of finishers by laps alone is the official one; where it is not, the difference is listed.
    let mut finishers: Vec<_> = race.results.iter().filter(|row| row.position.is_some()).collect();
    finishers.sort_by_key(|row| row.position);
    let by_timing: Vec<&str> = finishers.iter().map(|row| code(row.driver)).collect();
    finishers.sort_by_key(|row| row.official_position);
    let official: Vec<&str> = finishers.iter().map(|row| code(row.driver)).collect();
    let listed = race.differences.iter().any(|difference| difference.what == "position");
    assert!(by_timing == official || listed, "{by_timing:?} {official:?} {:?}", race.differences);
    let out: Vec<&str> = race
        .results
        .iter()
        .filter(|row| row.outcome != Outcome::Finished)
        .map(|row| code(row.driver))
        .collect();
    assert_eq!(out.len(), 6, "{out:?}");
    let all: Laps = read(&marts, "2025/1/race/laps.json");
    assert!(all.lap.iter().all(|lap| *lap <= 57));
    let stints: Stints = read(&marts, "2025/1/race/stints.json");
    let stops: PitStops = read(&marts, "2025/1/race/pit_stops.json");
    let pace: Pace = read(&marts, "2025/1/race/pace.json");
    assert!(40 < stints.stints.len() && 20 < stops.stops.len() && !pace.filters.is_empty());
    let index: TelemetryIndex = read(&marts, "2025/1/race/telemetry.json");
    let name = format!("{}-{}.json", code(index.driver[0]), index.lap[0]);
    let lap: LapTelemetry = read(&marts, &format!("2025/1/race/telemetry/{name}"));
    assert!(lap.speed.len() == lap.x.len() && 400 < lap.speed.len());
    // All documents of the race's page without telemetry, as they go over the wire.
    let bytes: u64 = ["result", "laps", "stints", "pit_stops", "pace", "bests", "track"]
        .iter()
        .map(|name| std::fs::metadata(marts.join(format!("2025/1/race/{name}.json.br"))).unwrap().len())
        .sum();
    assert!(bytes <= 150 * 1024, "{bytes} bytes");
}

#[test]
fn a_season_of_results_has_its_standings_and_its_disqualified() {
    let Some(data) = recording("jolpica") else { return };
    let place = Place::new();
    let mut replies: Vec<(String, PathBuf)> =
        season_2023(&data).into_iter().map(|(path, file)| (path.to_owned(), file)).collect();
    replies.extend(paged_race(&data));
    let replies: Vec<(&str, PathBuf)> =
        replies.iter().map(|(path, file)| (path.as_str(), file.clone())).collect();
    let api = Api::start(&replies, Vec::new());
    for round in ["4", "5", "22", "18"] {
        load(&place, &api, "2023", round);
    }
    let built = place.run(&["build"]);
    assert!(built.contains("tests, 0 failed"), "{built}");
    let (marts, _) = publish(&place);
    let schedule: Schedule = read(&marts, "2023/schedule.json");
    assert_eq!(schedule.events.len(), 22);
    let standings: Standings = read(&marts, "2023/standings.json");
    assert_eq!(standings.rounds, [4, 5, 22]);
    let first = &standings.drivers[0];
    assert_eq!((first.id.as_str(), first.points[1]), ("VER", Some(119.0)));
    assert_eq!((standings.races_left, standings.constructors.len()), (0, 10));
    let laps: Laps = read(&marts, "2023/18/race/laps.json");
    assert_eq!(laps.lap.len(), 1014);
    let stops: PitStops = read(&marts, "2023/18/race/pit_stops.json");
    assert_eq!(stops.stops.len(), 36);
}

#[test]
fn a_fault_in_the_data_fails_its_test_and_the_exit_code() {
    let place = Place::new();
    place.run(&["import", "--simulated", "--simulated-laps", "2"]);
    place.run(&["build"]);
    let connection = duckdb::Connection::open(place.database()).unwrap();
    connection.execute_batch("UPDATE race_results SET outcome = 'lost' WHERE driver_code = 'NOR'").unwrap();
    drop(connection);
    // A selection that leaves the table with the fault as it is, and tests what reads it.
    let output = place.warehouse().args(["build", "--select", "pub_results"]).output().unwrap();
    let text = text_of(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("accepted_values_pub_results_outcome"), "{text}");
}
