//! From records to samples, on small inputs and on the recorded race.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use gridcast_shared::clean::{Cleaner, Keep, Rule, measured_halves};
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::telemetry::{Halves, Position, Sample};
use gridcast_shared::topics::{Record, TeleRecord, Topic};

const CAR_DATA: Halves = Halves { car_data: true, position: false };
const POSITION: Halves = Halves { car_data: false, position: true };

/// A record whose halves are whole numbers, and so measured, or not.
fn record(measured: Halves) -> TeleRecord {
    let part = |whole: bool| if whole { 0.0 } else { 0.25 };
    let mut record = TeleRecord::new(1_000, DriverCode::parse("VER").unwrap());
    record.speed = Some(200.0 + part(measured.car_data));
    record.rpm = Some(11_000.0 + part(measured.car_data));
    record.throttle = Some(100.0);
    record.n_gear = Some(7);
    record.x = Some(-1_234.0 - part(measured.position));
    record.y = Some(5_678.0 + part(measured.position));
    record.z = Some(12.0);
    record
}

fn clean(keep: Keep, records: &[TeleRecord]) -> (Vec<Sample>, Vec<Rule>) {
    let records: Vec<_> = records.iter().cloned().enumerate().map(|(i, r)| (CarIndex(i as u8), r)).collect();
    let (mut samples, mut rules) = (Vec::new(), Vec::new());
    Cleaner::new(keep).clean(&records, &mut samples, |_, rule| rules.push(rule));
    (samples, rules)
}

#[test]
fn three_quarters_of_whole_numbers_make_a_half_measured() {
    let vote = |whole: usize, all: usize| {
        let records: Vec<_> = (0..all)
            .map(|i| (CarIndex(i as u8), record(if i < whole { CAR_DATA } else { Halves::default() })))
            .collect();
        measured_halves(&records).car_data
    };
    assert!(vote(4, 4) && vote(3, 4) && vote(15, 20) && vote(1, 1));
    assert!(!vote(2, 4) && !vote(14, 20) && !vote(0, 4) && !vote(0, 0));
}

#[test]
fn cars_without_a_position_have_no_vote_on_it() {
    let mut away = record(POSITION);
    (away.x, away.y, away.z) = (Some(0.0), Some(0.0), Some(0.0));
    let records = [(CarIndex(0), away), (CarIndex(1), record(CAR_DATA))];
    assert!(!measured_halves(&records).position);
}

#[test]
fn only_measured_halves_are_kept_unless_both_are_wanted() {
    let (samples, rules) = clean(Keep::Measured, &[record(POSITION)]);
    assert_eq!((samples[0].measured, samples[0].present(), rules), (POSITION, POSITION, vec![]));
    assert_eq!(samples[0].position, Some(Position { x: -1_234, y: 5_678, z: 12 }));
    let (samples, _) = clean(Keep::Both, &[record(POSITION)]);
    assert_eq!((samples[0].measured, samples[0].present()), (POSITION, Halves::BOTH));
    let (samples, rules) = clean(Keep::Measured, &[record(Halves::default())]);
    assert_eq!((samples, rules), (vec![], vec![Rule::Unmeasured]));
}

#[test]
fn a_record_that_says_its_source_is_believed() {
    let mut says = record(POSITION);
    says.source = Some("car".to_owned());
    assert_eq!(clean(Keep::Measured, &[says]).0[0].present(), CAR_DATA);
}

#[test]
fn no_position_is_no_position_and_the_car_data_stays() {
    let away = |measured| {
        let mut away = record(measured);
        (away.x, away.y, away.z) = (Some(0.0), Some(0.0), Some(0.0));
        away
    };
    let others = [record(POSITION), record(POSITION), record(POSITION)];
    let (samples, rules) = clean(Keep::Measured, &[&others[..], &[away(POSITION)]].concat());
    assert_eq!((samples.len(), rules), (3, vec![Rule::NoPosition]));
    let both = record(Halves::BOTH);
    let (samples, rules) = clean(Keep::Measured, &[both.clone(), both, away(Halves::BOTH)]);
    assert_eq!((samples[2].present(), rules), (CAR_DATA, vec![Rule::PositionHeld]));
}

#[test]
fn holes_and_bad_gears_hold_the_last_value() {
    let mut cleaner = Cleaner::new(Keep::Measured);
    let mut samples = Vec::new();
    let mut rules = Vec::new();
    let mut holes = record(CAR_DATA);
    (holes.throttle, holes.n_gear) = (None, Some(128));
    for record in [record(CAR_DATA), holes] {
        cleaner.clean(&[(CarIndex(0), record)], &mut samples, |_, rule| rules.push(rule));
    }
    let held = samples[1].car_data.unwrap();
    assert_eq!((held.throttle_pct, held.gear, rules), (100, 7, vec![Rule::GearHeld]));
}

#[test]
fn wild_values_are_clamped_and_a_car_beyond_the_table_is_ignored() {
    let mut wild = record(Halves::BOTH);
    (wild.speed, wild.rpm, wild.x) = (Some(-3.0), Some(1e9), Some(-1e12));
    let (samples, _) = clean(Keep::Both, std::slice::from_ref(&wild));
    let car_data = samples[0].car_data.unwrap();
    assert_eq!((car_data.speed_kmh, car_data.rpm_steps), (0, 511));
    assert_eq!(samples[0].position.unwrap().x, -524_287);
    let mut none = Vec::new();
    Cleaner::new(Keep::Both).clean(&[(CarIndex(32), wild)], &mut none, |_, _| {});
    assert_eq!(none, []);
}

#[test]
fn the_recorded_race_comes_out_as_counted_apart() {
    let data = std::env::var_os("GRIDCAST_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data")),
        PathBuf::from,
    );
    let Ok(file) = std::fs::File::open(data.join("tele/2025_australia_race.jsonl.zst")) else {
        assert!(std::env::var_os("GRIDCAST_REQUIRE_DATA").is_none(), "there is no recording");
        eprintln!("skipped: no recording");
        return;
    };
    let mut decoder = zstd::Decoder::new(file).unwrap();
    decoder.window_log_max(27).unwrap();
    let mut cleaner = Cleaner::new(Keep::Measured);
    let mut codes: Vec<DriverCode> = Vec::new();
    let (mut samples, mut rules) = (Vec::new(), BTreeMap::new());
    let mut records: Vec<(CarIndex, TeleRecord)> = Vec::new();
    let mut flush = |records: &mut Vec<(CarIndex, TeleRecord)>| {
        cleaner.clean(records, &mut samples, |_, rule| *rules.entry(rule.name()).or_insert(0) += 1);
        records.clear();
    };
    let mut n_records = 0;
    // The first fifth: parsing all of it takes an unoptimised build half a minute.
    for line in BufReader::new(decoder).lines().take(150_000) {
        let Record::Tele(record) = Record::parse(Topic::Tele, line.unwrap().as_bytes()).unwrap() else {
            panic!("a sample");
        };
        n_records += 1;
        let car = codes.iter().position(|code| *code == record.driver).unwrap_or_else(|| {
            codes.push(record.driver);
            codes.len() - 1
        });
        if records.first().is_some_and(|first| first.1.date != record.date) {
            flush(&mut records);
        }
        records.push((CarIndex(car as u8), record));
    }
    flush(&mut records);
    let dropped: usize =
        [Rule::Unmeasured, Rule::NoPosition].iter().filter_map(|rule| rules.get(rule.name())).sum();
    assert_eq!(samples.len() + dropped, n_records);
    let halves = |f: fn(&Sample) -> bool| samples.iter().filter(|sample| f(sample)).count();
    let counts = (rules, halves(|s| s.position.is_some()), halves(|s| s.car_data.is_some()));
    // Counted apart from this code, by the same rules, in a few lines of Python.
    let dropped = BTreeMap::from([("no_position", 418), ("unmeasured", 291)]);
    assert_eq!(counts, (dropped, 75_205, 74_290));
}
