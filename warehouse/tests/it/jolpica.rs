//! Season data from a local API that answers with recorded replies.

use std::path::PathBuf;

use serde_json::json;

use crate::api::{Answer, Api, paged_race, reply, season_2023, serve, small};
use crate::{Place, recording, text_of};

fn load(place: &Place, api: &Api, season: &str, round: &str) -> String {
    place.run(&[
        "jolpica",
        "--season",
        season,
        "--round",
        round,
        "--base-url",
        &api.url(),
        "--requests-per-second",
        "1000",
        "--retry-first-ms",
        "1",
    ])
}

#[test]
fn a_season_has_its_standings_after_each_round_at_once() {
    let Some(data) = recording("jolpica") else { return };
    let place = Place::new();
    let api = Api::start(&season_2023(&data), Vec::new());
    for round in ["4", "5", "22"] {
        load(&place, &api, "2023", round);
    }
    let count = |table: &str| place.number(&format!("SELECT count(*) FROM stg_jolpica_{table}"));
    assert_eq!(count("events"), 22);
    assert_eq!(count("circuits"), 22);
    assert_eq!((count("drivers"), count("constructors")), (22, 10));
    let rounds =
        place.rows("SELECT round, count(*) FROM stg_jolpica_driver_standings GROUP BY round ORDER BY round");
    assert_eq!(rounds.iter().map(|row| row.split(' ').next().unwrap()).collect::<Vec<_>>(), ["4", "5", "22"]);
    let leader = "SELECT driver_id, record_content->>'$.points' FROM stg_jolpica_driver_standings
                  WHERE round = 5 AND (record_content->>'$.position') = '1'";
    assert_eq!(place.rows(leader), ["max_verstappen 119"]);
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_constructor_standings WHERE round = 22"), 10);
    // An event is the race without anything in it.
    let keys = "SELECT count(*) FROM stg_jolpica_events WHERE json_exists(record_content, '$.Results')";
    assert_eq!(place.number(keys), 0);
}

#[test]
fn pages_loaded_twice_and_in_another_order_give_the_same_rows() {
    let Some(data) = recording("jolpica") else { return };
    let replies = paged_race(&data);
    let replies: Vec<(&str, PathBuf)> =
        replies.iter().map(|(path, file)| (path.as_str(), file.clone())).collect();
    let all = "SELECT season, round, driver_id, lap, record_content FROM stg_jolpica_laps ORDER BY ALL";
    let place = Place::new();
    let api = Api::start(&replies, Vec::new());
    load(&place, &api, "2023", "18");
    let laps = place.rows(all);
    assert_eq!(laps.len(), 1014);
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_pit_stops"), 36);
    let pages = api.asked().iter().filter(|path| path.starts_with("2023/18/laps")).count();
    assert_eq!(pages, 11);
    let loaded = "SELECT count(DISTINCT loaded_at) FROM stg_jolpica_laps";
    assert!(
        load(&place, &api, "2023", "18")
            .lines()
            .any(|line| { line.split_whitespace().eq(["stg_jolpica_laps", "1014", "0", "0", "0"]) })
    );
    assert_eq!((place.rows(all), place.number(loaded)), (laps.clone(), 1));

    // The pages the other way round: the server hands out the last one first.
    let mut turned: Vec<(String, PathBuf)> = Vec::new();
    for (path, file) in &replies {
        let page = path.strip_prefix("2023/18/laps?offset=").map(|offset| offset.parse::<usize>().unwrap());
        let Some(offset) = page.filter(|offset| *offset < 1000) else {
            turned.push(((*path).to_owned(), file.clone()));
            continue;
        };
        // Each page says itself which it is; the text must say what was asked for.
        let text = std::fs::read_to_string(file).unwrap();
        let other = 900 - offset;
        let text = text.replacen(&format!("\"offset\":\"{offset}\""), &format!("\"offset\":\"{other}\""), 1);
        let page = place.path(&format!("page-{other}.json"));
        std::fs::write(&page, text).unwrap();
        turned.push((format!("2023/18/laps?offset={other}"), page));
    }
    let turned: Vec<(&str, PathBuf)> =
        turned.iter().map(|(path, file)| (path.as_str(), file.clone())).collect();
    let other = Place::new();
    load(&other, &Api::start(&turned, Vec::new()), "2023", "18");
    assert_eq!(other.rows(all), laps);
}

#[test]
fn results_of_2025_are_the_apis_own_objects() {
    let Some(data) = recording("jolpica/2025") else { return };
    let place = Place::new();
    let replies = [
        ("2025/1/results", data.join("2025_1_results.json")),
        ("2025/1/laps", data.join("2025_1_laps_1.json")),
    ];
    load(&place, &Api::start(&replies, Vec::new()), "2025", "1");
    let winner =
        "SELECT driver_id, record_content->>'$.Constructor.constructorId', record_content->>'$.points'
                  FROM stg_jolpica_results WHERE (record_content->>'$.position') = '1'";
    assert_eq!(place.rows(winner), ["norris mclaren 25"]);
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_results"), 20);
}

#[test]
fn bad_moments_are_waited_out_and_bad_answers_are_named() {
    let place = Place::new();
    let answer = |status, retry_after, body: &str| Answer { status, retry_after, body: body.to_owned() };
    let race = json!({"season": "2031", "round": "1", "raceName": "X", "date": "2031-03-01"});
    let races = reply(&json!({"RaceTable": {"Races": [race]}}));
    let first = vec![answer(429, Some("0"), ""), answer(503, None, ""), answer(200, None, &races)];
    let api = Api::start(&[], first);
    load(&place, &api, "2031", "1");
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_events"), 1);
    assert_eq!(api.asked().iter().filter(|path| path.starts_with("2031/races")).count(), 3);

    let check = |answers: Vec<Answer>, expected: &str| {
        let api = Api::start(&[], answers);
        let url = api.url();
        let args =
            ["jolpica", "--season", "2031", "--base-url", &url, "--retry-first-ms", "1", "--retries", "2"];
        let output = place.warehouse().args(args).output().unwrap();
        let text = text_of(&output);
        assert!(!output.status.success() && text.contains(expected), "{text}");
    };
    check(vec![answer(200, None, "<html><body>Gateway</body></html>")], "answers HTML, not JSON");
    check(vec![answer(200, None, "{\"MRData\":")], "no JSON");
    check(vec![answer(200, None, "{\"MRData\":{\"limit\":\"x\"}}")], "MRData.limit");
    check(vec![answer(404, None, "")], "answers 404");
    check(vec![answer(500, None, ""); 3], "answers 500");
    // What was loaded before is still there.
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_events"), 1);
}

#[test]
fn a_round_that_was_taken_out_of_the_season_goes() {
    let place = Place::new();
    let race = |round: &str, name: &str, date: &str| json!({"season": "2031", "round": round, "raceName": name, "date": date});
    let races = |races: &[serde_json::Value]| Answer {
        status: 200,
        retry_after: None,
        body: reply(&json!({"RaceTable": {"Races": races}})),
    };
    let before =
        races(&[race("1", "A", "2031-03-01"), race("2", "B", "2031-03-08"), race("3", "C", "2031-03-15")]);
    let after = races(&[race("1", "A", "2031-03-02"), race("2", "C", "2031-03-15")]);
    load(&place, &Api::start(&[], vec![before]), "2031", "all");
    load(&place, &Api::start(&[], vec![after]), "2031", "all");
    let names = "SELECT round, record_content->>'$.raceName', record_content->>'$.date'
                 FROM stg_jolpica_events ORDER BY round";
    assert_eq!(place.rows(names), ["1 A 2031-03-02", "2 C 2031-03-15"]);
}

#[test]
fn a_short_page_deletes_nothing_and_is_named() {
    let place = Place::new();
    let (Some(whole), Some(short)) = (small(&place, "page-whole"), small(&place, "page-short")) else {
        return;
    };
    let rows = "SELECT driver_id, record_content->>'$.position' FROM stg_jolpica_results ORDER BY 1";
    load(&place, &serve(&whole), "2024", "1");
    let before = place.rows(rows);
    assert_eq!(before.len(), 4);
    let api = serve(&short);
    let url = api.url();
    let output = place
        .warehouse()
        .args(["jolpica", "--season", "2024", "--round", "1", "--base-url", &url])
        .output()
        .unwrap();
    let text = text_of(&output);
    assert!(!output.status.success() && text.contains("2024/1/results: 2 rows came"), "{text}");
    assert_eq!(place.rows(rows), before);
    // It is asked for again as one that is not loaded yet.
    load(&place, &serve(&whole), "2024", "new");
    assert_eq!(place.rows(rows), before);
}

#[test]
fn results_follow_their_race_through_the_calendar() {
    let place = Place::new();
    let race = |round: &str, name: &str, date: &str| {
        json!({"season": "2021", "round": round, "raceName": name, "date": date,
            "Circuit": {"circuitId": name.to_lowercase()}})
    };
    let files = |name: &str, races: &[serde_json::Value], results: &[(&str, &str)]| {
        let put = |path: &str, body: String| {
            let file = place.path(&format!("{name}-{}.json", path.replace('/', "-")));
            std::fs::write(&file, body).unwrap();
            (path.to_owned(), file)
        };
        let mut replies = vec![put("2021/races", reply(&json!({"RaceTable": {"Races": races}})))];
        for (round, winner) in results {
            let result = json!({"number": "1", "position": "1", "Driver": {"driverId": winner}});
            let races = json!([{"season": "2021", "round": round, "Results": [result]}]);
            replies
                .push(put(&format!("2021/{round}/results"), reply(&json!({"RaceTable": {"Races": races}}))));
        }
        replies
    };
    let winners = "SELECT e.round, e.record_content->>'$.raceName', r.driver_id FROM stg_jolpica_events e
                   LEFT JOIN stg_jolpica_results r USING (season, round) ORDER BY 1";
    let (a, b, c) = (("A", "2021-03-01"), ("B", "2021-03-08"), ("C", "2021-03-15"));
    let all = [race("1", a.0, a.1), race("2", b.0, b.1), race("3", c.0, c.1)];
    let first = files("first", &all, &[("1", "ann"), ("2", "bob"), ("3", "cid")]);
    load(&place, &serve(&first), "2021", "all");
    assert_eq!(place.rows(winners), ["1 A ann", "2 B bob", "3 C cid"]);
    // Two change places: what is loaded does so too, before anything is asked for again.
    let turned = [race("1", a.0, a.1), race("2", c.0, c.1), race("3", b.0, "2021-04-01")];
    load(&place, &serve(&files("turned", &turned, &[])), "2021", "1");
    assert_eq!(place.rows(winners), ["1 A ann", "2 C cid", "3 B bob"]);
    // A short calendar with other numbers: neither it nor what it tells of its rounds is believed.
    let short = place.path("short.json");
    let body = reply(&json!({"RaceTable": {"Races": [race("1", c.0, c.1)]}}));
    std::fs::write(&short, body.replacen("\"total\":\"1\"", "\"total\":\"3\"", 1)).unwrap();
    let mut replies = files("short", &[], &[("1", "cid")]);
    replies.retain(|(path, _)| path != "2021/races");
    replies.push(("2021/races".to_owned(), short));
    let api = serve(&replies);
    let url = api.url();
    let args = ["jolpica", "--season", "2021", "--round", "1", "--base-url", &url];
    let output = place.warehouse().args(args).output().unwrap();
    assert!(!output.status.success() && text_of(&output).contains("2021/races: 1 rows came"));
    assert_eq!(place.rows(winners), ["1 A ann", "2 C cid", "3 B bob"]);
    // One is cancelled, those behind it move up, and it is put back and loaded as new.
    let without = [race("1", c.0, c.1), race("2", b.0, "2021-04-01")];
    load(&place, &serve(&files("without", &without, &[])), "2021", "1");
    assert_eq!(place.rows(winners), ["1 C cid", "2 B bob"]);
    assert_eq!(place.number("SELECT count(*) FROM stg_jolpica_results"), 2);
    let again = files("again", &all, &[("1", "ann"), ("2", "bob"), ("3", "cid")]);
    load(&place, &serve(&again), "2021", "new");
    assert_eq!(place.rows(winners), ["1 A ann", "2 B bob", "3 C cid"]);
}

#[test]
fn older_rounds_are_asked_for_again_one_at_a_time_for_ever() {
    let place = Place::new();
    let race =
        |round: &str| json!({"season": "2019", "round": round, "raceName": round, "date": "2019-03-01"});
    let races = place.path("races.json");
    let body = reply(&json!({"RaceTable": {"Races": [race("1"), race("2"), race("3")]}}));
    std::fs::write(&races, body).unwrap();
    // One round never comes whole: what is asked for its laps does not answer as the API does.
    let spoilt = place.path("spoilt.json");
    std::fs::write(&spoilt, "<html><body>Gateway</body></html>").unwrap();
    let api = Api::start(&[("2019/races", races), ("2019/1/laps", spoilt)], Vec::new());
    load(&place, &api, "2019", "2");
    let mut rounds = Vec::new();
    for _ in 0..5 {
        let before = api.asked().len();
        let url = api.url();
        let args = ["jolpica", "--round", "oldest", "--base-url", &url, "--requests-per-second", "1000"];
        let output = place.warehouse().args(args).output().unwrap();
        let asked = api.asked().split_off(before);
        let (round, _) = asked.iter().find_map(|path| path.split_once("/results")).unwrap();
        assert_eq!(output.status.success(), round != "2019/1", "{}", text_of(&output));
        rounds.push(round.to_owned());
    }
    assert_eq!(rounds, ["2019/1", "2019/3", "2019/2", "2019/1", "2019/3"]);
    // It is still one of those that are not loaded.
    let before = api.asked().len();
    let url = api.url();
    let args = ["jolpica", "--season", "2019", "--round", "new", "--base-url", &url];
    assert!(!place.warehouse().args(args).output().unwrap().status.success());
    assert!(api.asked().split_off(before).iter().any(|path| path.starts_with("2019/1/results")));
}
