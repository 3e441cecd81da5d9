//! The simulator's promises.

use std::collections::{BTreeMap, BTreeSet};

use gridcast_shared::topics::{LapRecord, Record};

use super::*;

fn race(seed: u64, laps: u8) -> Vec<Timed> {
    Simulation::new(&SimulateOptions { seed, laps, ..SimulateOptions::default() }).collect()
}

#[test]
fn the_same_seed_makes_the_same_race_and_another_makes_another() {
    let first = race(3, 3);
    assert_eq!(first, race(3, 3));
    assert_ne!(first, race(4, 3));
}

#[test]
fn a_race_is_told_in_order_by_22_cars_of_11_teams() {
    let told = race(1, 3);
    let Record::Session(session) = &told[0].record else { panic!("the session comes first") };
    assert!(session.simulated);
    assert_eq!(session.drivers.len(), 22);
    assert_eq!(session.drivers.iter().map(|d| d.team.clone()).collect::<BTreeSet<_>>().len(), 11);
    assert_eq!(session.drivers.iter().map(|d| d.grid_position).collect::<BTreeSet<_>>().len(), 22);
    assert!(told.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
    let seen: BTreeSet<_> = told
        .iter()
        .filter_map(|timed| match &timed.record {
            Record::Tele(tele) => Some(tele.driver),
            _ => None,
        })
        .collect();
    assert_eq!(seen.len(), 22);
}

#[test]
fn laps_are_those_of_a_race() {
    let told = race(1, 12);
    let mut laps: BTreeMap<u8, Vec<(u8, i64)>> = BTreeMap::new();
    let mut retired = 0;
    let mut stints = BTreeSet::new();
    for timed in &told {
        let Record::Lap(lap) = &timed.record else { continue };
        let (Some(position), Some(end)) = (lap.position, lap.end_date_ms()) else {
            retired += 1;
            continue;
        };
        laps.entry(lap.lap_number as u8).or_default().push((position as u8, end));
        stints.insert((lap.driver, lap.stint.map(|stint| stint as u8)));
        let time = lap.lap_time.expect("a lap that ended has a time");
        assert!((70_000..220_000).contains(&time), "{} lap {}: {time} ms", lap.driver, lap.lap_number);
        assert!(end <= timed.at_ms, "a lap is told when it has ended");
        if lap.pit_out_time.is_none() && lap.lap_number > 1.0 {
            let sectors = [lap.sector1_time, lap.sector2_time, lap.sector3_time];
            assert_eq!(sectors.iter().flatten().sum::<i64>(), time);
        }
    }
    assert_eq!(retired, 1, "one car breaks down");
    assert!(22 < stints.len(), "somebody stops");
    assert_eq!(laps.keys().max(), Some(&12));
    for (lap, ends) in &laps {
        let mut by_end = ends.clone();
        by_end.sort_by_key(|(position, end)| (*end, *position));
        let places: Vec<u8> = by_end.iter().map(|(position, _)| *position).collect();
        assert_eq!(places, (1..=places.len() as u8).collect::<Vec<_>>(), "order at the end of lap {lap}");
    }
    let last = &laps[&12];
    let spread =
        last.iter().map(|(_, end)| end).max().unwrap() - last.iter().map(|(_, end)| end).min().unwrap();
    assert!((5_000..180_000).contains(&spread), "the field is {spread} ms long at the flag");
}

#[test]
fn a_lap_is_told_of_the_set_that_it_was_driven_on() {
    let mut laps: BTreeMap<_, Vec<LapRecord>> = BTreeMap::new();
    for timed in race(1, 12) {
        if let Record::Lap(lap) = timed.record {
            laps.entry(lap.driver).or_default().push(*lap);
        }
    }
    let mut stops = 0;
    for pair in laps.values().flat_map(|laps| laps.windows(2)) {
        let [lap, next] = pair else { continue };
        let set = |lap: &LapRecord| (lap.stint, lap.compound.clone(), lap.fresh_tyre);
        if lap.pit_in_time.is_some() {
            stops += 1;
            assert_eq!(next.stint, lap.stint.map(|stint| stint + 1.0), "{} {}", lap.driver, next.lap_number);
            assert_eq!(next.tyre_life, Some(1.0), "{} {}", lap.driver, next.lap_number);
        } else {
            assert_eq!(set(next), set(lap), "{} {}", lap.driver, next.lap_number);
            assert_eq!(next.tyre_life, lap.tyre_life.map(|life| life + 1.0));
        }
    }
    assert!(20 < stops, "boxes lie before and behind the line: {stops} stops");
}

#[test]
fn cars_stay_near_the_circuit_and_move_as_cars_do() {
    let circuit = Circuit::new();
    let outline: Vec<[f64; 3]> =
        (0..(circuit.length() as usize)).step_by(2).map(|along| circuit.place(along as f64, 0.0)).collect();
    let mut last: BTreeMap<_, (i64, f64)> = BTreeMap::new();
    for (n, timed) in race(2, 3).iter().enumerate() {
        let Record::Tele(tele) = &timed.record else { continue };
        if let (Some(x), Some(y)) = (tele.x, tele.y)
            && n % 50 == 0
        {
            let off = outline.iter().map(|p| (p[0] - x).hypot(p[1] - y)).fold(f64::INFINITY, f64::min);
            assert!(off < 260.0, "{} is {} m off", tele.driver, off / 10.0);
        }
        if let Some(speed) = tele.speed
            && let Some((then, before)) = last.insert(tele.driver, (tele.date, speed))
        {
            let took = tele.date - then;
            let change = (speed - before).abs() / 3.6 / (took.max(40) as f64 / 1000.0);
            assert!(change < 52.0, "{}: {before} to {speed} km/h in {took} ms", tele.driver);
        }
    }
}

#[test]
fn the_safety_car_and_the_flag_are_told() {
    let flags: Vec<String> = race(1, 14)
        .iter()
        .filter_map(|timed| match &timed.record {
            Record::RaceControl(message) => message.flag.clone(),
            _ => None,
        })
        .collect();
    assert_eq!(flags, ["CLEAR", "YELLOW", "SAFETY CAR", "CLEAR", "CHEQUERED"]);
}

#[test]
fn there_are_passes_on_the_track() {
    let mut places: BTreeMap<_, u8> = BTreeMap::new();
    let mut gains = 0;
    for timed in race(1, 10) {
        let Record::Timing(timing) = timed.record else { continue };
        if let Some(position) = timing.position.value()
            && let Some(before) = places.insert(timing.driver, position)
        {
            gains += u32::from(position < before);
        }
    }
    assert!((10..600).contains(&gains), "{gains} places gained");
}
