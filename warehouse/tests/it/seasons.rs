//! Seasons from 1958 to 2026: what is recorded of them, and what is made up in the API's form where nothing is. All
//! that can be shown is published whatever the order of loading, and what is held back says why.

use std::collections::BTreeMap;
use std::path::Path;

use gridcast_shared::mart::{
    Index, Laps, Outcome, PitStops, Qualifying, Race, Schedule, SessionKey, Standings, WeekendSession,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::api::{Api, paged_race, reply, season_2023, serve, small};
use crate::{Place, recording};

/// Replies by the API's path.
type Replies = BTreeMap<String, Value>;

fn read<T: DeserializeOwned>(marts: &Path, name: &str) -> T {
    let text = std::fs::read(marts.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A weekend of a calendar; before 2005 only its day is known.
fn event(season: u16, round: u8, name: &str, date: &str) -> Value {
    json!({"season": season.to_string(), "round": round.to_string(), "url": "u", "raceName": name, "date": date,
        "Circuit": {"circuitId": "ring", "url": "u", "circuitName": "The Ring",
            "Location": {"lat": "1", "long": "1", "locality": "Town", "country": "Country"}}})
}

/// A driver's family name is the id, in small letters; codes are only of those who drove in our days.
fn driver(name: &str, code: Option<&str>) -> Value {
    let mut driver = json!({"driverId": name.to_lowercase(), "url": "u", "givenName": "A", "familyName": name,
        "dateOfBirth": "1950-01-01", "nationality": "British"});
    if let Some(code) = code {
        driver["code"] = code.into();
    }
    driver
}

/// A row of a result: number, who, place in text, points, laps and status.
fn drive(number: u8, driver: &Value, place: u8, text: &str, points: &str, laps: u8, status: &str) -> Value {
    json!({"number": number.to_string(), "position": place.to_string(), "positionText": text, "points": points,
        "Driver": driver, "grid": place.to_string(), "laps": laps.to_string(), "status": status,
        "Constructor": {"constructorId": "nova", "url": "u", "name": "Nova", "nationality": "British"}})
}

/// A reply with one race that has a list in it.
fn of_race(event: &Value, name: &str, rows: Value) -> Value {
    let mut race = event.clone();
    race[name] = rows;
    json!({"RaceTable": {"season": event["season"], "round": event["round"], "Races": [race]}})
}

fn standing(place: u8, driver: &Value, points: &str) -> Value {
    json!({"position": place.to_string(), "positionText": place.to_string(), "points": points, "wins": "0",
        "Driver": driver,
        "Constructors": [{"constructorId": "nova", "url": "u", "name": "Nova", "nationality": "British"}]})
}

/// A season of these weekends and drivers; its rounds' own replies come beside.
fn season(year: u16, events: &[Value], drivers: &[&Value]) -> Replies {
    let nova = json!({"constructorId": "nova", "url": "u", "name": "Nova", "nationality": "British"});
    let tables = [
        ("races", json!({"RaceTable": {"season": year.to_string(), "Races": events}})),
        (
            "circuits",
            json!({"CircuitTable": {"season": year.to_string(), "Circuits": [events[0]["Circuit"]]}}),
        ),
        ("drivers", json!({"DriverTable": {"season": year.to_string(), "Drivers": drivers}})),
        ("constructors", json!({"ConstructorTable": {"season": year.to_string(), "Constructors": [nova]}})),
    ];
    tables.map(|(name, table)| (format!("{year}/{name}"), table)).into()
}

/// 1980: no codes, only days are known, cars that did not qualify; the second round contradicts itself.
fn season_1980() -> Replies {
    let events =
        [event(1980, 1, "First Grand Prix", "1980-01-13"), event(1980, 2, "Second Grand Prix", "1980-01-27")];
    let [a, b, c, d] = ["Aspen", "Beech", "Cedar", "Dogwood"].map(|name| driver(name, None));
    let mut replies = season(1980, &events, &[&a, &b, &c, &d]);
    let first = json!([
        drive(27, &a, 1, "1", "9", 53, "Finished"),
        drive(28, &b, 2, "2", "6", 52, "+1 Lap"),
        drive(2, &c, 3, "R", "0", 20, "Engine"),
        drive(50, &d, 4, "F", "0", 0, "Did not qualify"),
    ]);
    let second = json!([
        drive(27, &a, 1, "1", "9", 40, "Finished"),
        drive(28, &b, 2, "2", "6", 40, "Finished"),
        drive(2, &c, 2, "2", "6", 40, "Finished"),
    ]);
    replies.insert("1980/1/results".to_owned(), of_race(&events[0], "Results", first));
    replies.insert("1980/2/results".to_owned(), of_race(&events[1], "Results", second));
    let list = json!([{"season": "1980", "round": "1",
        "DriverStandings": [standing(1, &a, "9"), standing(2, &b, "4.5")]}]);
    replies.insert("1980/1/driverstandings".to_owned(), json!({"StandingsTable": {"StandingsLists": list}}));
    replies
}

/// 2004: two whose codes would be the same, one lap in qualifying, laps without stops, a car taken out afterwards.
fn season_2004() -> Replies {
    let events =
        [event(2004, 1, "First Grand Prix", "2004-03-07"), event(2004, 2, "Second Grand Prix", "2004-03-21")];
    let (a, b) = (driver("Panama", None), driver("Pandora", None));
    let c = driver("Quince", Some("QUI"));
    let mut replies = season(2004, &events, &[&a, &b, &c]);
    let first = json!([
        drive(1, &c, 1, "1", "10", 3, "Finished"),
        drive(10, &a, 2, "2", "8", 3, "Finished"),
        drive(15, &b, 3, "D", "0", 3, "Disqualified"),
    ]);
    replies.insert("2004/1/results".to_owned(), of_race(&events[0], "Results", first));
    let qualified = |place: u8, driver: &Value, time: &str| {
        json!({"number": "1", "position": place.to_string(), "Driver": driver, "Q1": time,
            "Constructor": {"constructorId": "nova", "url": "u", "name": "Nova", "nationality": "British"}})
    };
    let grid =
        json!([qualified(1, &c, "1:24.408"), qualified(2, &b, "1:24.998"), qualified(3, &a, "1:25.286")]);
    replies.insert("2004/1/qualifying".to_owned(), of_race(&events[0], "QualifyingResults", grid));
    let laps: Vec<Value> = (1..=3)
        .map(|lap| {
            let at = |driver: &str, place: u8, time: &str| {
                json!({"driverId": driver, "position": place.to_string(), "time": time})
            };
            json!({"number": lap.to_string(),
                "Timings": [at("quince", 1, "1:30.000"), at("pandora", 2, "1:30.500"), at("panama", 3, "1:31.000")]})
        })
        .collect();
    replies.insert("2004/1/laps".to_owned(), of_race(&events[0], "Laps", laps.into()));
    replies
}

/// 2021: a weekend with a sprint that the API gives no qualifying of, and a race of one lap with half the points.
fn season_2021() -> Replies {
    let mut sprint = event(2021, 1, "Sprint Grand Prix", "2021-07-18");
    sprint["time"] = "14:00:00Z".into();
    sprint["Sprint"] = json!({"date": "2021-07-17", "time": "15:30:00Z"});
    sprint["Qualifying"] = json!({"date": "2021-07-16", "time": "17:00:00Z"});
    let mut wet = event(2021, 2, "Wet Grand Prix", "2021-08-29");
    wet["time"] = "13:00:00Z".into();
    let (a, b) = (driver("Alder", Some("ALD")), driver("Birch", Some("BIR")));
    let mut replies = season(2021, &[sprint.clone(), wet.clone()], &[&a, &b]);
    let pair = |points: [&str; 2], laps| {
        json!([
            drive(33, &a, 1, "1", points[0], laps, "Finished"),
            drive(44, &b, 2, "2", points[1], laps, "Finished")
        ])
    };
    replies.insert("2021/1/sprint".to_owned(), of_race(&sprint, "SprintResults", pair(["3", "2"], 17)));
    replies.insert("2021/1/results".to_owned(), of_race(&sprint, "Results", pair(["25", "18"], 52)));
    let qualified = json!([
        {"number": "44", "position": "1", "Driver": b, "Constructor": {"constructorId": "nova", "name": "Nova"},
            "Q1": "1:26.786", "Q2": "1:26.023", "Q3": "1:26.134"},
        {"number": "33", "position": "2", "Driver": a, "Constructor": {"constructorId": "nova", "name": "Nova"},
            "Q1": "1:26.751", "Q2": "1:26.315", "Q3": "1:26.209"},
    ]);
    replies.insert("2021/1/qualifying".to_owned(), of_race(&sprint, "QualifyingResults", qualified));
    let stops =
        json!([{"driverId": "alder", "lap": "1", "stop": "1", "time": "15:10:00", "duration": "28.900"}]);
    replies.insert("2021/1/pitstops".to_owned(), of_race(&sprint, "PitStops", stops));
    let lap = |number: u8, times: [&str; 2]| {
        json!({"number": number.to_string(), "Timings": [
            {"driverId": "birch", "position": "1", "time": times[1]},
            {"driverId": "alder", "position": "2", "time": times[0]}]})
    };
    let laps = json!([lap(1, ["1:52.000", "1:40.000"]), lap(2, ["1:40.000", "1:41.000"])]);
    replies.insert("2021/1/laps".to_owned(), of_race(&sprint, "Laps", laps));
    replies.insert("2021/2/results".to_owned(), of_race(&wet, "Results", pair(["12.5", "9"], 1)));
    replies
}

/// Rounds of which results were recorded and no calendar: it is made of what the results say of their race.
fn recorded_rounds(data: &Path) -> Replies {
    let files = [
        ("2018/4/results", "sessions/2018_4_results.json"),
        ("2018/4/laps", "sessions/2018_4_laps_1.json"),
        ("2020/8/results", "sessions/2020_8_results.json"),
        ("2020/8/laps", "sessions/2020_8_laps_1.json"),
        ("2024/10/qualifying", "sessions/2024_10_qualifying.json"),
        ("2025/1/results", "2025/2025_1_results.json"),
        ("2025/4/results", "2025/2025_4_results.json"),
        ("2025/6/sprint", "2025/2025_6_sprint.json"),
        ("2025/12/results", "2025/2025_12_results.json"),
        ("2025/16/results", "2025/2025_16_results.json"),
        ("2026/2/results", "sessions/2026_2_results.json"),
        ("2026/2/laps", "sessions/2026_2_laps_1.json"),
    ];
    let mut replies = Replies::new();
    let mut calendars = BTreeMap::<String, BTreeMap<String, Value>>::new();
    for (path, file) in files {
        let text = std::fs::read(data.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let answer: Value = serde_json::from_slice(&text).unwrap();
        let mut race = answer["MRData"]["RaceTable"]["Races"][0].clone();
        race.as_object_mut().unwrap().retain(|_, value| !value.is_array());
        let (year, rest) = path.split_once('/').unwrap();
        let (round, of) = rest.split_once('/').unwrap();
        if of == "sprint" {
            // The calendar says that there is one; its results do not.
            race["Sprint"] = json!({"date": "2025-05-03", "time": "16:00:00Z"});
        }
        calendars.entry(year.to_owned()).or_default().insert(round.to_owned(), race);
        replies.insert(path.to_owned(), json!({"RaceTable": answer["MRData"]["RaceTable"]}));
    }
    for (year, events) in calendars {
        let events: Vec<Value> = events.into_values().collect();
        replies.insert(format!("{year}/races"), json!({"RaceTable": {"season": year, "Races": events}}));
    }
    replies
}

/// Every reply that there is, as files.
fn all(place: &Place) -> Option<Vec<(String, std::path::PathBuf)>> {
    let data = recording("jolpica")?;
    let mut files: Vec<_> =
        season_2023(&data).into_iter().map(|(path, file)| (path.to_owned(), file)).collect();
    files.extend(paged_race(&data));
    files.push(("2023/9/results".to_owned(), data.join("results/2023_9_results.json")));
    files.push(("2023/13/qualifying".to_owned(), data.join("qualifying/2023_13_qualifying.json")));
    files.extend(small(place, "season-without-codes")?);
    let shared = small(place, "shared-car")?;
    files.extend(shared.into_iter().filter(|(path, _)| path.starts_with("1958")));
    for replies in [season_1980(), season_2004(), season_2021(), recorded_rounds(&data)] {
        files.extend(written(place, "made", replies));
    }
    Some(files)
}

fn written(place: &Place, what: &str, replies: Replies) -> Vec<(String, std::path::PathBuf)> {
    let write = |(path, table): (String, Value)| {
        let file = place.path(&format!("{what}-{}.json", path.replace('/', "-")));
        std::fs::write(&file, reply(&table)).unwrap();
        (path, file)
    };
    replies.into_iter().map(write).collect()
}

/// What is loaded, in order of time.
const LOADS: [(&str, &str); 18] = [
    ("1958", "10"),
    ("1980", "1"),
    ("1980", "2"),
    ("1991", "16"),
    ("2004", "1"),
    ("2004", "2"),
    ("2018", "4"),
    ("2020", "8"),
    ("2021", "1"),
    ("2021", "2"),
    ("2023", "all"),
    ("2024", "10"),
    ("2025", "1"),
    ("2025", "4"),
    ("2025", "6"),
    ("2025", "12"),
    ("2025", "16"),
    ("2026", "2"),
];

fn load(place: &Place, api: &Api, (season, round): (&str, &str)) {
    let url = api.url();
    let args = ["jolpica", "--season", season, "--round", round, "--base-url", &url];
    place.run(&[args.as_slice(), &["--requests-per-second", "1000"]].concat());
}

/// Builds, whatever its tests find, and publishes; what is held back, and the documents' folder.
fn published(place: &Place) -> (Vec<String>, std::path::PathBuf) {
    // A round that is held back is a failed build's.
    let output = place.warehouse().arg("build").output().unwrap();
    assert!(crate::text_of(&output).contains("models, 0 failed"), "{}", crate::text_of(&output));
    let marts = place.path("marts");
    let output = place.warehouse().args(["publish", "--to", marts.to_str().unwrap()]).output().unwrap();
    let said = crate::text_of(&output);
    assert!(output.status.success(), "{said}");
    let held = said.lines().filter(|line| line.contains("held back")).map(String::from).collect();
    (held, marts)
}

#[test]
fn seasons_from_1958_to_2026_are_published_whatever_the_order_of_loading() {
    let place = Place::new();
    let (Some(data), Some(replies)) = (recording("jolpica"), all(&place)) else { return };
    let api = serve(&replies);
    for of in LOADS {
        load(&place, &api, of);
    }
    let (held, marts) = published(&place);
    assert_eq!(held.len(), 1, "{held:?}");
    assert!(held[0].ends_with("1980/2/race is held back: place 2 stands twice"), "{held:?}");
    let index: Index = read(&marts, "index.json");
    let years: Vec<u16> = index.seasons.iter().map(|season| season.season).collect();
    assert_eq!(years, [2026, 2025, 2024, 2023, 2021, 2020, 2018, 2004, 1991, 1980, 1958]);
    check_1980(&marts, &index);
    check_2004(&marts);
    check_2021(&marts);
    check_recorded(&data, &marts, &index);

    // The other way round and twice; and with the rounds of 2004 under other numbers for a while.
    let again = Place::new();
    let mut loads = LOADS.to_vec();
    loads.reverse();
    for of in loads.into_iter().chain(LOADS) {
        load(&again, &api, of);
    }
    let (_, marts) = published(&again);
    let other: Index = read(&marts, "index.json");
    assert_eq!(other, index, "the other way round");

    let renumbered = Place::new();
    let turned = |path: &str| match path.strip_prefix("2004/") {
        Some(rest) if rest.starts_with("1/") => rest.replacen("1/", "2/", 1),
        Some(rest) if rest.starts_with("2/") => rest.replacen("2/", "1/", 1),
        _ => path.to_owned(),
    };
    let mut with_turned = replies.clone();
    with_turned.retain(|(path, _)| !path.starts_with("2004/"));
    let text = |table: Value| {
        let text = table.to_string();
        let (one, two) = ("\"round\":\"1\"", "\"round\":\"2\"");
        text.replace(one, "\"round\":\"x\"").replace(two, one).replace("\"round\":\"x\"", two)
    };
    let of_2004 = season_2004().into_iter().map(|(path, table)| {
        let path = if 1 < path.matches('/').count() { format!("2004/{}", turned(&path)) } else { path };
        (path, serde_json::from_str(&text(table)).unwrap())
    });
    with_turned.extend(written(&renumbered, "turned", of_2004.collect()));
    let api_turned = serve(&with_turned);
    for of in LOADS.into_iter().filter(|(season, _)| *season < "2018") {
        load(&renumbered, &api_turned, of);
    }
    let (_, marts) = published(&renumbered);
    let race: Race = read(&marts, "2004/2/race/result.json");
    assert_eq!((race.event.as_str(), race.results.len()), ("First Grand Prix", 3));
    for of in LOADS.into_iter().rev() {
        load(&renumbered, &api, of);
    }
    let (_, marts) = published(&renumbered);
    let other: Index = read(&marts, "index.json");
    assert_eq!(other, index, "renumbered");
    assert!(!marts.join("2004/2/race/laps.json").exists(), "what lay under the other number is gone");
}

fn check_1980(marts: &Path, index: &Index) {
    let first: Race = read(marts, "1980/1/race/result.json");
    let codes: Vec<&str> = first.drivers.iter().map(|driver| driver.code.as_str()).collect();
    assert_eq!(codes, ["ASP", "BEE", "CED", "DOG"]);
    let outcomes: Vec<Outcome> = first.results.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::Finished, Outcome::Finished, Outcome::Retired, Outcome::NotStarted]);
    let schedule: Schedule = read(marts, "1980/schedule.json");
    assert_eq!(schedule.events[0].race_ms, None, "only its day is known");
    let standings: Standings = read(marts, "1980/standings.json");
    assert_eq!(standings.drivers[1].points, [Some(4.5)]);
    let second = index.session(SessionKey::race(1980, 2)).unwrap();
    assert_eq!(second.held_back.as_deref(), Some("place 2 stands twice"));
    assert!(second.documents.is_empty() && !marts.join("1980/2").exists());
}

fn check_2004(marts: &Path) {
    let race: Race = read(marts, "2004/1/race/result.json");
    let rows: Vec<(&str, Option<u8>, Outcome)> = race
        .results
        .iter()
        .map(|row| (race.drivers[usize::from(row.driver)].code.as_str(), row.official_position, row.outcome))
        .collect();
    let (finished, out) = (Outcome::Finished, Outcome::Disqualified);
    assert_eq!(rows, [("QUI", Some(1), finished), ("PAN", Some(2), finished), ("PAN2", None, out)]);
    let laps: Laps = read(marts, "2004/1/race/laps.json");
    assert_eq!(laps.driver.len(), 9);
    assert!(laps.counts.iter().all(|counts| counts & 2 == 0), "nobody knows that a lap was green");
    let qualifying: Race = read(marts, "2004/1/qualifying/result.json");
    assert_eq!(qualifying.results[0].best_lap_time, Some(84_408));
}

fn check_2021(marts: &Path) {
    let sprint: Race = read(marts, "2021/1/sprint/result.json");
    assert_eq!(sprint.results.iter().map(|row| row.points).collect::<Vec<_>>(), [Some(3.0), Some(2.0)]);
    let wet: Race = read(marts, "2021/2/race/result.json");
    assert_eq!((wet.laps, wet.results[0].points), (1, Some(12.5)));
    let parts: Qualifying = read(marts, "2021/1/qualifying/qualifying.json");
    assert_eq!(parts.parts.len(), 3);
    let pole: Race = read(marts, "2021/1/qualifying/result.json");
    assert_eq!(pole.drivers[0].code, "BIR");
    let stops: PitStops = read(marts, "2021/1/race/pit_stops.json");
    assert_eq!(
        stops.stops.iter().map(|stop| (stop.lap, stop.official)).collect::<Vec<_>>(),
        [(1, Some(28_900))]
    );
}

/// Every result that was recorded is there: who, which place and how many points as the officials' answers have it.
fn check_recorded(data: &Path, marts: &Path, index: &Index) {
    use WeekendSession::{Qualifying, Race as Grand, Sprint};
    for (season, round, session, rows, file) in [
        (2018, 4, Grand, 20, Some("sessions/2018_4_results.json")),
        (2020, 8, Grand, 20, Some("sessions/2020_8_results.json")),
        (2023, 9, Grand, 20, None),
        (2023, 13, Qualifying, 20, None),
        (2024, 10, Qualifying, 20, Some("sessions/2024_10_qualifying.json")),
        (2025, 1, Grand, 20, Some("2025/2025_1_results.json")),
        (2025, 4, Grand, 20, Some("2025/2025_4_results.json")),
        (2025, 6, Sprint, 20, Some("2025/2025_6_sprint.json")),
        (2025, 12, Grand, 20, Some("2025/2025_12_results.json")),
        (2025, 16, Grand, 20, Some("2025/2025_16_results.json")),
        (2026, 2, Grand, 22, Some("sessions/2026_2_results.json")),
    ] {
        let key = SessionKey { season, round, session };
        assert!(index.session(key).is_some_and(|entry| entry.has("result")), "{key}");
        let race: Race = read(marts, &format!("{key}/result.json"));
        assert_eq!(race.results.len(), rows, "{key}");
        if let Some(file) = file {
            assert_eq!(places_of(&race), places_told(&data.join(file)), "{key}");
        }
    }
    let schedule: Schedule = read(marts, "2023/schedule.json");
    assert_eq!(schedule.events.len(), 22);
    let standings: Standings = read(marts, "2023/standings.json");
    assert_eq!(standings.rounds, [4, 5, 22]);
    let laps: Laps = read(marts, "2023/18/race/laps.json");
    assert_eq!(laps.driver.len(), 1014);
    let stops: PitStops = read(marts, "2023/18/race/pit_stops.json");
    assert_eq!(stops.stops.len(), 36);
}

/// Code, place and points of everybody in a result, by code; of a qualifying there are no points.
fn places_of(race: &Race) -> BTreeMap<String, (Option<u8>, Option<f64>)> {
    let code = |driver: u8| race.drivers[usize::from(driver)].code.clone();
    race.results.iter().map(|row| (code(row.driver), (row.official_position, row.points))).collect()
}

/// The same by the officials' answer.
fn places_told(file: &Path) -> BTreeMap<String, (Option<u8>, Option<f64>)> {
    let answer: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let race = &answer["MRData"]["RaceTable"]["Races"][0];
    let rows = ["Results", "SprintResults", "QualifyingResults"].map(|name| race[name].as_array());
    let row = |row: &Value| {
        let text = |name: &str| row[name].as_str();
        // Who was not classified has a letter there.
        let place = text("positionText").or(text("position")).and_then(|place| place.parse().ok());
        let points = text("points").map(|points| points.parse().unwrap());
        (row["Driver"]["code"].as_str().unwrap().to_owned(), (place, points))
    };
    rows.into_iter().flatten().flatten().map(row).collect()
}
