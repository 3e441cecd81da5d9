//! The timeline: made-up laps that are corrected, and the whole Australian Grand Prix against its records.
#![expect(clippy::float_cmp, reason = "stints are whole")]

use std::collections::BTreeMap;

use gridcast_shared::race::{Compound, EventKind, TrackStatus};
use gridcast_shared::recording::{LapEntry, Timeline};
use gridcast_shared::topics::{LapRecord, RaceControlRecord, TimingRecord, Update};

use super::recording::{RECORDING, new_race, take};
use super::scene::*;
use crate::race::Race;

fn of(timeline: &Timeline, driver: &str, lap: u8) -> LapEntry {
    let car = timeline.cars.iter().find(|car| car.driver == code(driver)).expect("the car has laps");
    car.laps.iter().find(|entry| entry.lap == lap).expect("the lap is there").clone()
}

fn two_laps() -> Race {
    let mut race = race();
    for (driver, lap_no, end_ms, place) in
        [("AAA", 1, 40_000, 1), ("BBB", 1, 41_500, 2), ("AAA", 2, 80_000, 1), ("BBB", 2, 82_000, 2)]
    {
        assert!(race.lap(&lap(driver, lap_no, end_ms, place)));
    }
    race
}

#[test]
fn a_lap_has_its_place_and_gaps_at_its_end() {
    let timeline = two_laps().timeline();
    let entry = of(&timeline, "BBB", 2);
    assert_eq!((entry.end_ms, entry.place), (START + 82_000, Some(2)));
    assert_eq!((entry.gap_ms, entry.interval_ms), (Some(2_000), Some(2_000)));
    let leader = of(&timeline, "AAA", 2);
    assert_eq!((leader.gap_ms, leader.interval_ms), (Some(0), None));
    assert_eq!(
        timeline.laps.last(),
        Some(&(2, START + 40_000)),
        "lap 2 began where the first car ended lap 1"
    );
    assert_eq!(timeline.until_ms, START + 82_000);
}

#[test]
fn a_corrected_lap_changes_the_timeline_and_its_version() {
    let mut race = two_laps();
    let before = race.timeline_version();
    assert!(race.lap(&LapRecord { compound: Some("HARD".into()), ..lap("BBB", 2, 81_000, 2) }));
    assert_ne!(race.timeline_version(), before);
    let entry = of(&race.timeline(), "BBB", 2);
    assert_eq!((entry.end_ms, entry.gap_ms), (START + 81_000, Some(1_000)));
    assert_eq!(entry.compound, Some(Compound::Hard));
}

#[test]
fn a_deleted_lap_says_so_until_it_is_reinstated() {
    let mut race = two_laps();
    let timed = LapRecord { lap_time: Some(40_500), deleted: Some(true), ..lap("BBB", 2, 82_000, 2) };
    assert!(race.lap(&timed));
    assert!(of(&race.timeline(), "BBB", 2).deleted);
    assert!(race.lap(&LapRecord { deleted: Some(false), ..timed }));
    assert!(!of(&race.timeline(), "BBB", 2).deleted);
    // Race control says so later, and the lap says when.
    let said = |words: &str, ms: i64| RaceControlRecord {
        message: Some(words.into()),
        driver: Some(code("BBB")),
        ..RaceControlRecord::new(id(), START + ms)
    };
    race.race_control(&said("CAR 44 (BBB) TIME 0:40.500 DELETED - TRACK LIMITS AT TURN 11", 95_000));
    let entry = of(&race.timeline(), "BBB", 2);
    assert_eq!((entry.deleted, entry.deleted_ms), (true, Some(START + 95_000)));
    race.race_control(&said("CAR 44 (BBB) TIME 0:40.500 REINSTATED", 99_000));
    let entry = of(&race.timeline(), "BBB", 2);
    assert_eq!((entry.deleted, entry.deleted_ms), (false, None));
}

#[test]
fn another_set_of_tyres_begins_a_stint_and_driving_through_does_not() {
    let mut race = race();
    let on = |number: u8, age: f64, out: Option<i64>| LapRecord {
        compound: Some("MEDIUM".into()),
        tyre_life: Some(age),
        pit_out_time: out,
        ..lap("AAA", number, i64::from(number) * 40_000, 1)
    };
    let zero = 10_000_000;
    for record in [
        on(1, 1.0, None),
        on(2, 2.0, None),
        on(3, 3.0, Some(zero + 85_000)),
        on(4, 1.0, Some(zero + 125_000)),
    ] {
        assert!(race.lap(&record));
    }
    let timeline = race.timeline();
    let stints: Vec<u8> = timeline.cars[0].laps.iter().map(|lap| lap.stint).collect();
    assert_eq!(stints, [1, 1, 1, 2]);
    assert!(of(&timeline, "AAA", 3).out_pit);
}

#[test]
fn without_records_the_timing_counts_the_laps() {
    let mut race = race();
    let mut record = TimingRecord::new(code("AAA"), START + 40_000);
    record.number_of_laps = Update::Set(1);
    race.timing(&record);
    let mut record = TimingRecord::new(code("AAA"), START + 40_300);
    record.last_lap_time = Update::Set(39_900);
    race.timing(&record);
    let entry = of(&race.timeline(), "AAA", 1);
    assert_eq!((entry.end_ms, entry.time_ms), (START + 40_000, Some(39_900)));
    // A record of the same lap knows better.
    assert!(race.lap(&lap("AAA", 1, 39_950, 1)));
    assert_eq!(of(&race.timeline(), "AAA", 1).end_ms, START + 39_950);
}

#[test]
fn all_events_and_messages_are_there_though_the_state_holds_the_newest() {
    let mut race = race();
    for i in 0..20 {
        let flag = if i % 2 == 0 { "RED" } else { "CHEQUERED" };
        race.race_control(&RaceControlRecord {
            flag: Some(flag.into()),
            message: Some(format!("message {i}")),
            ..RaceControlRecord::new(id(), START + i * 1000)
        });
    }
    let timeline = race.timeline();
    assert_eq!(timeline.messages.len(), 20);
    assert_eq!(timeline.messages[0].text, "message 0");
    let red = timeline.events.iter().filter(|event| event.kind == EventKind::Track(TrackStatus::Red)).count();
    assert_eq!(red, 10);
}

#[test]
fn the_timeline_of_a_whole_race_is_that_of_its_records() {
    let Some(recording) = &*RECORDING else { return };
    let mut race = new_race();
    for (_, step) in &recording.steps {
        take(&mut race, step);
    }
    let timeline = race.timeline();
    let mut ends: BTreeMap<u8, Vec<i64>> = BTreeMap::new();
    for record in &recording.laps {
        if let Some(end_ms) = record.end_date_ms() {
            ends.entry(record.lap_number as u8).or_default().push(end_ms);
        }
    }
    let (mut n, mut before) = (0, BTreeMap::new());
    for record in &recording.laps {
        let (Some(position), Some(end_ms)) = (record.position, record.end_date_ms()) else { continue };
        let entry = of(&timeline, record.driver.as_str(), record.lap_number as u8);
        let first = ends[&entry.lap].iter().min().copied();
        assert_eq!((entry.end_ms, entry.place), (end_ms, Some(position as u8)), "{entry:?}");
        assert_eq!(entry.gap_ms, first.map(|first| (end_ms - first) as u32), "{entry:?}");
        assert_eq!(entry.age, record.tyre_life.map(|age| age as u8), "{entry:?}");
        // On laps 3 to 5 the field drove through the lane behind the safety car, which the records count as stints.
        let stints = (record.stint.unwrap_or_default(), entry.stint);
        if let Some((recorded, made)) = before.insert(record.driver, stints).filter(|_| 5 < entry.lap) {
            assert_eq!(stints.0 != recorded, stints.1 != made, "{} {entry:?}", record.driver);
        }
        n += 1;
    }
    let text = serde_json::to_vec(&timeline).unwrap();
    assert!(900 < n && timeline.laps.len() == 57, "{n} laps, {} of the leader", timeline.laps.len());
    assert!(text.len() < 256 * 1024, "{} bytes", text.len());
}
