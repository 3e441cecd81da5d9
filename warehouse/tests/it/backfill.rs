//! Past sessions from a server on loopback that has the archive's layout, into staging, each once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{FileFault, Script, StandIn, archive_of};

use crate::api::{serve, small};
use crate::{Place, recording, text_of};

#[test]
fn a_session_of_the_archive_is_in_staging_once_however_often_it_is_asked_for() {
    let Some(folder) = recording("static/2024_spain_qualifying") else { return };
    let files = archive_of("2024/10/Q".parse().unwrap(), &folder);
    let server = StandIn::start(files, Script::default(), Speed::Max);
    let place = Place::new();
    let sessions = place.path("sessions");
    let backfill = |wanted: &str| {
        let mut command = place.warehouse();
        command.args(["backfill", wanted, "--without-season-data", "--archive", &server.archive_url()]);
        command.arg("--sessions").arg(&sessions).output().unwrap()
    };
    // The race is listed, and nothing is there of it: that costs only itself.
    let output = backfill("2024/10");
    let said = text_of(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("2 sessions, 0 done before, 1 failed"), "{said}");
    let n_laps = place.number("SELECT count(*) FROM stg_laps");
    assert!(200 < n_laps, "{n_laps} laps");
    let session =
        place.rows("SELECT record_content->>'Season', record_content->>'Round' FROM stg_session LIMIT 1");
    assert_eq!(session, ["2024 10"]);

    server.spoil("TimingData", FileFault::Html);
    let output = backfill("2024/10/Q");
    assert!(output.status.success(), "{}", text_of(&output));
    assert!(
        text_of(&output).contains("1 sessions, 1 done before, 0 failed; 0 records"),
        "{}",
        text_of(&output)
    );
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), n_laps);

    // Season data of which one answer is short: said, and no success.
    let Some(short) = small(&place, "page-short") else { return };
    let of_round = |(path, file): (String, PathBuf)| (path.replace("2024/1/", "2024/10/"), file);
    let api = serve(&short.into_iter().map(of_round).collect::<Vec<_>>());
    let mut command = place.warehouse();
    command.args(["backfill", "2024/10/Q", "--archive", &server.archive_url(), "--base-url", &api.url()]);
    let output = command.arg("--sessions").arg(&sessions).output().unwrap();
    let said = text_of(&output);
    assert!(!output.status.success() && said.contains("2024/10/results: 2 rows came"), "{said}");

    let unknown = backfill("2024/10/S");
    assert!(text_of(&unknown).contains("has no S, it has Q, R"), "{}", text_of(&unknown));
}

#[test]
fn a_session_that_is_still_on_is_brought_in_once_it_is_over() {
    let Some(folder) = recording("static/2024_spain_qualifying") else { return };
    let over = archive_of("2024/10/Q".parse().unwrap(), &folder);
    let mut on = over.clone();
    let index = String::from_utf8(on["2024/Index.json"].clone()).unwrap();
    let today = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S").to_string();
    let index = index.replace("\"StartDate\":\"\"", &format!("\"StartDate\":\"{today}\""));
    assert!(index.contains(&today));
    on.insert("2024/Index.json".to_owned(), index.into_bytes());
    let status = on.keys().find(|path| path.ends_with("SessionStatus.jsonStream")).unwrap().clone();
    let text = String::from_utf8(on[&status].clone()).unwrap();
    let lines = text.lines().filter(|line| !line.contains("Finalised") && !line.contains("Ends"));
    on.insert(status, lines.flat_map(|line| [line, "\r\n"]).collect::<String>().into_bytes());

    let place = Place::new();
    let sessions = place.path("sessions");
    let backfill = |files| {
        let server = StandIn::start(files, Script::default(), Speed::Max);
        let mut command = place.warehouse();
        command.args(["backfill", "2024/10/Q", "--without-season-data", "--archive", &server.archive_url()]);
        command.arg("--sessions").arg(&sessions).output().unwrap()
    };
    let output = backfill(on);
    assert!(text_of(&output).contains("it is not over yet"), "{}", text_of(&output));
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 0);
    let output = backfill(over);
    assert!(output.status.success(), "{}", text_of(&output));
    assert!(200 < place.number("SELECT count(*) FROM stg_laps"));
}

#[test]
fn a_session_is_known_by_where_it_lies_and_not_by_its_rounds_number() {
    let (Some(folder), Some(next)) =
        (recording("static/2024_britain_fp1"), recording("static/2023_monaco_fp2_relaid"))
    else {
        return;
    };
    let place = Place::new();
    let sessions = place.path("sessions");
    let backfill = |wanted: &str, files| {
        let server = StandIn::start(files, Script::default(), Speed::Max);
        let mut command = place.warehouse();
        command.args(["backfill", wanted, "--without-season-data", "--archive", &server.archive_url()]);
        let output = command.arg("--sessions").arg(&sessions).output().unwrap();
        assert!(output.status.success(), "{}", text_of(&output));
        (text_of(&output), place.number("SELECT count(*) FROM stg_laps"))
    };
    let (said, n_laps) = backfill("2024/12/FP1", archive_of("2024/12/FP1".parse().unwrap(), &folder));
    assert!(said.contains("1 sessions, 0 done before") && 0 < n_laps, "{said}");

    // A race before it was cancelled: it is round 11 now, and round 12 is the next event.
    let moved = |wanted: &str, folder, from: &str, to: &str| -> BTreeMap<String, Vec<u8>> {
        let files = archive_of(wanted.parse().unwrap(), folder).into_iter();
        let renamed = |(path, file): (String, Vec<u8>)| {
            let is_list = path.ends_with("Index.json");
            let file = if is_list { String::from_utf8(file).unwrap().replace(from, to).into() } else { file };
            (path.replace(from, to), file)
        };
        files.map(renamed).collect()
    };
    let (said, n_same) =
        backfill("2024/11/FP1", moved("2024/11/FP1", &folder, "2024-Round-11", "2024-Round-12"));
    assert!(said.contains("1 sessions, 1 done before"), "{said}");
    assert_eq!(n_same, n_laps);
    let (said, n_both) = backfill("2024/12/FP1", moved("2024/12/FP1", &next, "2024-Round-12", "2024-Next"));
    assert!(said.contains("1 sessions, 0 done before") && n_laps < n_both, "{said}");
}

#[test]
fn sessions_of_every_kind_come_from_the_archive_to_their_documents() {
    let place = Place::new();
    let sessions = place.path("sessions");
    for (wanted, name) in [
        ("2018/4/R", "2018_azerbaijan_race"),
        ("2023/7/FP2", "2023_monaco_fp2_relaid"),
        ("2024/10/Q", "2024_spain_qualifying"),
        ("2024/12/FP1", "2024_britain_fp1"),
        ("2025/6/S", "2025_miami_sprint"),
    ] {
        let Some(folder) = recording(&format!("static/{name}")) else { return };
        let files = archive_of(wanted.parse().unwrap(), &folder);
        let server = StandIn::start(files, Script::default(), Speed::Max);
        let mut command = place.warehouse();
        command.args(["backfill", wanted, "--without-season-data", "--archive", &server.archive_url()]);
        let output = command.arg("--sessions").arg(&sessions).output().unwrap();
        assert!(output.status.success(), "{wanted}: {}", text_of(&output));
    }
    let marts = place.path("marts");
    place.run(&["build"]);
    place.run(&["publish", "--to", marts.to_str().unwrap()]);

    let document = |path: &str| -> serde_json::Value {
        serde_json::from_slice(
            &std::fs::read(marts.join(path)).unwrap_or_else(|error| panic!("{path}: {error}")),
        )
        .unwrap()
    };
    assert!(!document("index.json").to_string().contains("held_back"));
    let laps = |session: &str| document(&format!("{session}/laps.json"))["driver"].as_array().unwrap().len();
    assert_eq!(laps("2018/4/race"), 841);
    assert!(300 < laps("2025/6/sprint") && 400 < laps("2024/12/fp1") && 40 < laps("2023/7/fp2"));
    // As the officials have it: Norris 1:11.383, Verstappen 0.020 s behind; 15 and then 10 go on.
    let qualifying = document("2024/10/qualifying/qualifying.json");
    let places = |part: usize| qualifying["parts"][part]["places"].as_u64();
    assert_eq!([0, 1, 2].map(places), [Some(15), Some(10), None]);
    let mut last: Vec<_> =
        qualifying["times"].as_array().unwrap().iter().filter(|time| time["part"] == 3).collect();
    last.sort_by_key(|time| time["time"].as_u64());
    let [first, second, ..] = last.as_slice() else { panic!("{qualifying}") };
    assert_eq!((first["time"].as_u64(), second["gap"].as_u64()), (Some(71_383), Some(20)));
    // No lap of a session lasts for a quarter of an hour: what was spent in the garage is no part of it.
    let times = document("2024/12/fp1/laps.json")["time"].clone();
    assert!(times.as_array().unwrap().iter().all(|time| time.as_u64().is_none_or(|time| time < 400_000)));
}
