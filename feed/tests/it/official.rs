//! Laps and parts of qualifying against the official results, lap by lap, and against the feed's own sums.

use std::collections::BTreeMap;

use gridcast_feed::forms::Form;
use gridcast_feed::{Feed, Settings};
use gridcast_shared::session::{SessionKind, SessionStatus};
use gridcast_shared::topics::{LapRecord, Record, TimingRecord, Update};
use serde_json::Value;

use crate::support::{laps, read, recording, records as records_of, reply, session};

type Laps = BTreeMap<(String, u32), LapRecord>;

/// Milliseconds of an official "1:43:44.291" or "1:45.412".
fn ms(text: &str) -> i64 {
    let parts = text.split(':').map(|part| part.parse::<f64>().unwrap());
    (parts.fold(0.0, |sum, part| sum * 60.0 + part) * 1000.0).round() as i64
}

/// A car's laps, in order.
fn of<'a>(laps: &'a Laps, code: &str) -> Vec<&'a LapRecord> {
    laps.iter().filter(|((driver, _), _)| driver == code).map(|(_, lap)| lap).collect()
}

/// A line of an official result.
struct Line {
    code: String,
    place: u32,
    laps: usize,
    finished: bool,
    total_ms: Option<i64>,
    fastest: Option<(u32, i64)>,
}

fn lines(results: &Value) -> Vec<Line> {
    let whole = |value: &Value| value.as_str().unwrap().parse::<u32>().unwrap();
    let line = |line: &Value| Line {
        code: line["Driver"]["code"].as_str().unwrap().to_owned(),
        place: whole(&line["position"]),
        laps: whole(&line["laps"]) as usize,
        finished: line["positionText"].as_str().unwrap().parse::<u32>().is_ok(),
        total_ms: line["Time"]["millis"].as_str().map(|millis| millis.parse().unwrap()),
        fastest: line["FastestLap"]["Time"]["time"]
            .as_str()
            .map(|time| (whole(&line["FastestLap"]["lap"]), ms(time))),
    };
    results.as_array().unwrap().iter().map(line).collect()
}

/// What differs between the laps and an official result: a line each.
fn differences(laps: &Laps, results: &Value, first_laps: Option<&Value>) -> Vec<String> {
    let mut differ = Vec::new();
    for line in lines(results) {
        let own = of(laps, &line.code);
        if own.len() != line.laps {
            differ.push(format!("{} has {} laps, officially {}", line.code, own.len(), line.laps));
        }
        let numbers: Vec<usize> = own.iter().map(|lap| lap.lap_number as usize).collect();
        if numbers != (1..=own.len()).collect::<Vec<_>>() {
            differ.push(format!("{} lacks a lap", line.code));
        }
        if line.finished && own.last().and_then(|lap| lap.position) != Some(f64::from(line.place)) {
            differ.push(format!(
                "{} ends as {:?}, officially {}",
                line.code,
                own.last().map(|l| l.position),
                line.place
            ));
        }
        if let Some((number, time)) = line.fastest {
            let told = own.iter().find(|lap| lap.lap_number as u32 == number).and_then(|lap| lap.lap_time);
            if told != Some(time) {
                differ.push(format!("{} lap {number} is {told:?}, officially {time}", line.code));
            }
            let counts = own.iter().filter(|lap| lap.deleted != Some(true));
            let best = counts.filter_map(|lap| lap.lap_time).min();
            if best != Some(time) {
                differ.push(format!("{} best is {best:?}, officially {time}", line.code));
            }
        }
        let timings = first_laps.map(|laps| laps["Laps"][0]["Timings"].as_array().unwrap());
        let driver = |code: &str| {
            let results = results.as_array().unwrap().iter();
            results
                .filter(|line| line["Driver"]["code"] == code)
                .map(|line| &line["Driver"]["driverId"])
                .next()
        };
        let first = timings.and_then(|timings| {
            timings.iter().find(|timing| Some(&timing["driverId"]) == driver(&line.code))
        });
        if let Some(first) = first {
            let place: f64 = first["position"].as_str().unwrap().parse().unwrap();
            if own.first().and_then(|lap| lap.position) != Some(place) {
                differ.push(format!(
                    "{} is {:?} after lap 1, officially {place}",
                    line.code,
                    own.first().map(|l| l.position)
                ));
            }
            // The feed never says how long lap 1 was; all the others must fill the rest of the race to the ms.
            let others: Option<i64> = own.iter().skip(1).map(|lap| lap.lap_time).sum();
            if let (Some(total), Some(others)) = (line.total_ms, others)
                && line.finished
                && total != others + ms(first["time"].as_str().unwrap())
            {
                differ.push(format!("{}'s laps make {others}, officially {total} with lap 1", line.code));
            }
        }
    }
    differ
}

/// How many laps there are, how many have all three sectors and a time, and of those how many where the sectors do
/// not make the time.
fn sums(laps: &Laps) -> (usize, usize, usize) {
    let whole = |lap: &LapRecord| {
        let sum = lap.sector1_time? + lap.sector2_time? + lap.sector3_time?;
        Some((sum, lap.lap_time?))
    };
    let sums: Vec<_> = laps.values().filter_map(whole).collect();
    (laps.len(), sums.len(), sums.iter().filter(|(sum, time)| sum != time).count())
}

#[test]
fn azerbaijan_2018_is_the_official_race_lap_by_lap() {
    let Some((_, records)) = session("2018_azerbaijan_race") else { return };
    let (Some(results), Some(first)) =
        (reply("jolpica/sessions/2018_4_results.json"), reply("jolpica/sessions/2018_4_laps_1.json"))
    else {
        return;
    };
    let laps = laps(&records);
    // Places after lap 1 and in the end, laps driven, fastest laps with their numbers, and the sum of all laps of
    // each finisher: one differs, by the ten seconds that Magnussen's result has on top as a penalty.
    let differ = differences(&laps, &results["Results"], Some(&first));
    assert_eq!(differ, ["MAG's laps make 6043807, officially 6264954 with lap 1"]);
    assert_eq!(6_264_954 - 6_043_807 - ms("3:31.147"), 10_000);
    // All but lap 1 and in-laps that ended in the garage have all sectors, and they make the lap to the ms.
    assert_eq!(sums(&laps), (841, 820, 0));
}

#[test]
fn the_sprint_in_miami_2025_is_the_official_one_but_for_penalties() {
    let Some((_, records)) = session("2025_miami_sprint") else { return };
    let Some(results) = reply("jolpica/2025/2025_6_sprint.json") else { return };
    let laps = laps(&records);
    let differ = differences(&laps, &results["SprintResults"], None);
    assert!(differ.iter().all(|difference| difference.contains(" ends as ")), "{differ:#?}");
    // Four cars lost their places by penalties that were added to their time; the others are in the order in
    // which they took the flag.
    let penalised = ["VER", "ALB", "LAW", "BEA"];
    let finishers = lines(&results["SprintResults"]).into_iter().filter(|line| line.finished);
    let official: Vec<String> =
        finishers.map(|line| line.code).filter(|code| !penalised.contains(&code.as_str())).collect();
    let mut own = official.clone();
    own.sort_by_key(|code| of(&laps, code).last().and_then(|lap| lap.position).map(|place| place as u32));
    assert_eq!(own, official);
    assert_eq!(sums(&laps), (331, 312, 0));
    let mut places: Vec<_> =
        laps.values().filter(|lap| lap.lap_number as u32 == 18).map(|lap| lap.position).collect();
    places.sort_by(|a, b| a.partial_cmp(b).unwrap());
    assert_eq!(places, (1..=17).map(|place| Some(f64::from(place))).collect::<Vec<_>>());
    // Two times were deleted and a later one of another car; the quickest laps above are without them.
    let deleted: Vec<_> =
        laps.iter().filter(|(_, lap)| lap.deleted == Some(true)).map(|(key, _)| key).collect();
    assert_eq!(deleted.len(), count_deleted(&records), "{deleted:?}");
}

/// Laps that race control's words delete, each once.
fn count_deleted(records: &[Record]) -> usize {
    let words = records.iter().filter_map(|record| match record {
        Record::RaceControl(message) => message.message.as_deref().filter(|words| words.contains(" DELETED")),
        _ => None,
    });
    words.collect::<std::collections::BTreeSet<_>>().len()
}

/// What the timing says in the end of each car: its last word on each of some fields.
fn board(records: &[Record]) -> BTreeMap<String, TimingRecord> {
    let mut board: BTreeMap<String, TimingRecord> = BTreeMap::new();
    for record in records {
        let Record::Timing(new) = record else { continue };
        let car =
            board.entry(new.driver.to_string()).or_insert_with(|| TimingRecord::new(new.driver, new.date));
        if !new.position.is_keep() {
            car.position = new.position;
        }
        if !new.best_laps.is_keep() {
            car.best_laps.clone_from(&new.best_laps);
        }
        if !new.knocked_out.is_keep() {
            car.knocked_out = new.knocked_out;
        }
        if !new.best_lap_time.is_keep() {
            car.best_lap_time = new.best_lap_time;
        }
    }
    board
}

#[test]
fn the_parts_of_qualifying_in_spain_2024_are_the_official_ones() {
    let Some((_, records)) = session("2024_spain_qualifying") else { return };
    let Some(official) = reply("jolpica/sessions/2024_10_qualifying.json") else { return };
    let (board, laps) = (board(&records), laps(&records));
    let lines = official["QualifyingResults"].as_array().unwrap();
    assert_eq!(lines.len(), board.len());
    for line in lines {
        let code = line["Driver"]["code"].as_str().unwrap();
        let parts =
            ["Q1", "Q2", "Q3"].map(|part| line[part].as_str().filter(|time| !time.is_empty()).map(ms));
        let car = &board[code];
        let told = car.best_laps.clone().value().unwrap();
        assert_eq!(told.iter().map(|time| time.map(i64::from)).collect::<Vec<_>>(), parts, "{code}");
        let place: u8 = line["position"].as_str().unwrap().parse().unwrap();
        assert_eq!(car.position, Update::Set(place), "{code}");
        assert_eq!(car.knocked_out, Update::Set(10 < place), "{code}");
        // Each of these times is that of a lap of his.
        for time in parts.iter().flatten() {
            assert!(of(&laps, code).iter().any(|lap| lap.lap_time == Some(*time)), "{code} {time}");
        }
    }
    assert_eq!(sums(&laps), (248, 163, 0));
    let last = records.iter().rev().find_map(|record| match record {
        Record::Session(session) => Some(session.clone()),
        _ => None,
    });
    let session = last.unwrap();
    assert_eq!(
        (session.kind, session.part, session.cut_off),
        (Some(SessionKind::Qualifying), Some(3), vec![15, 10])
    );
    assert_eq!(session.status, Some(SessionStatus::Ends));
}

#[test]
fn best_laps_in_practice_are_those_that_the_feed_names() {
    let Some((_, records)) = session("2024_britain_fp1") else { return };
    let (board, laps) = (board(&records), laps(&records));
    assert_eq!(board.len(), 20);
    for (code, car) in board {
        let counts = of(&laps, &code).into_iter().filter(|lap| lap.deleted != Some(true));
        let best = counts.filter_map(|lap| lap.lap_time).min();
        assert_eq!(best, car.best_lap_time.value().map(i64::from), "{code}");
    }
    assert_eq!(sums(&laps), (457, 370, 0));
}

#[test]
fn both_forms_of_the_practice_in_monaco_give_the_same_laps() {
    let Some((_, relaid)) = session("2023_monaco_fp2_relaid") else { return };
    let Some(wire) = recording("live/2023_monaco_fp2_signalr_wire.txt.zst") else { return };
    let mut feed = Feed::new(Settings::default());
    let mut messages = Vec::new();
    crate::support::lines(&mut feed, Form::SignalR, &read(&wire), &mut messages);
    let wire = records_of(&mut feed, &messages);
    let timeless = |laps: Laps| -> Vec<_> {
        let laps = laps.into_iter();
        laps.map(|(key, lap)| (key, lap.lap_time, [lap.sector1_time, lap.sector2_time, lap.sector3_time]))
            .collect()
    };
    let (relaid, wire) = (laps(&relaid), laps(&wire));
    assert_eq!(sums(&relaid), (56, 55, 0));
    assert_eq!(timeless(relaid), timeless(wire));
}
