//! The pit lane and the grid: one visit is one entry and one way out, and a stop is a stop.

use gridcast_shared::clean::{Cleaner, Keep};
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{CarStatus, CarTiming, Compound, EventKind};
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::topics::{LapRecord, Record, SessionRecord, TimingRecord, Topic, Update};

use super::scene::*;
use super::small;
use crate::race::Race;

/// The pit lane: from 200 m before the line to 200 m behind it.
const LANE_M: std::ops::Range<f64> = -200.0..200.0;

/// A position beside the circle, to its inside, metres.
fn beside(progress_m: f64, off_m: f64) -> Position {
    let at = circle(progress_m);
    let radius_m = LAP_M / std::f64::consts::TAU;
    let towards = |v: i32, centre: f64| (centre + (f64::from(v) - centre) * (1.0 - off_m / radius_m)) as i32;
    Position { x: towards(at.x, 9_000.0), y: towards(at.y, 5_000.0), z: 0 }
}

fn circuit_with_lane(off_m: f64) -> SessionRecord {
    let mut record = circuit();
    let points = (0..=40).map(|i| LANE_M.start + f64::from(i) * 10.0);
    record.pit_lane = points.map(|along| beside(along, off_m)).map(|p| [p.x, p.y]).collect();
    record
}

/// A car's way: at speed to the lane, at 80 km/h through it with a stand at the line, and on; metres and km/h.
struct Visitor {
    progress_m: f64,
    stand_ms: i64,
    off_m: f64,
}

impl Visitor {
    /// Drives 200 ms on in lap `pit_lap`'s visit; returns position, speed and whether it is in the lane.
    fn step(&mut self, entry_m: f64) -> (Position, u16, bool) {
        let in_lane = (entry_m..entry_m + 400.0).contains(&self.progress_m);
        let stands = in_lane && entry_m + 200.0 <= self.progress_m && 0 < self.stand_ms;
        let speed = if stands {
            0.0
        } else if in_lane {
            80.0 / 3.6
        } else {
            50.0
        };
        self.stand_ms -= if stands { 200 } else { 0 };
        self.progress_m += speed * 0.2;
        // The feed's positions wander by half a metre or so.
        let wander = ((self.progress_m * 0.37).sin() + (self.progress_m * 0.11).cos()) * 0.5;
        let off_m = if in_lane { self.off_m + wander } else { wander };
        (beside(self.progress_m, off_m), (speed * 3.6) as u16, in_lane)
    }
}

/// The events and the status of a car that visits the pits at the end of lap 2, and of others who do not.
/// `told` may give the race records as time goes on.
fn visit(race: &mut Race, off_m: f64, mut told: impl FnMut(&mut Race, i64)) -> (usize, usize) {
    let mut visitor = Visitor { progress_m: -10.0, stand_ms: 2_600, off_m };
    let (mut was_in, mut n_entries) = (false, 0);
    stand(race, &[("AAA", 10.0), ("BBB", 20.0), ("CCC", 30.0)], -3_000, 0);
    for ms in (0..190_000).step_by(200) {
        told(race, ms);
        let (position, speed_kmh, _) = visitor.step(2.0 * LAP_M - 200.0);
        let car = race.car(code("AAA")).unwrap();
        let car_data = Some(CarData { speed_kmh, ..CarData::default() });
        let date_ms = START + ms;
        race.samples(&[Sample { date_ms, car, measured: Halves::BOTH, car_data, position: Some(position) }]);
        drive(race, &[("BBB", 20.0), ("CCC", 30.0)], ms, ms + 1);
        let is_in = row(race, "AAA").status == CarStatus::InPit;
        n_entries += usize::from(is_in && !was_in);
        was_in = is_in;
    }
    assert!(!was_in, "it has left");
    (n_events(race, EventKind::PitIn), n_entries)
}

#[test]
fn a_visit_is_one_entry_and_one_way_out_however_near_the_lane_is() {
    for off_m in [7.0, 9.0, 12.0, 22.0] {
        let mut race = Race::new(id());
        race.session(&circuit_with_lane(off_m)).unwrap();
        assert_eq!(visit(&mut race, off_m, |_, _| ()), (1, 1), "{off_m} m");
        assert_eq!(row(&race, "AAA").pit_stops, 1, "it stood");
    }
}

#[test]
fn who_races_past_a_lane_that_is_near_is_not_in_it() {
    let mut race = Race::new(id());
    race.session(&circuit_with_lane(7.0)).unwrap();
    stand(&mut race, &[("AAA", 10.0), ("BBB", 20.0)], -3_000, 0);
    for ms in (0..100_000).step_by(200) {
        drive(&mut race, &[("BBB", 20.0)], ms, ms + 1);
        let car = race.car(code("AAA")).unwrap();
        let car_data = Some(CarData { speed_kmh: 180, ..CarData::default() });
        let position = Some(beside(ms as f64 / 20.0 - 10.0, 5.0));
        let date_ms = START + ms;
        race.samples(&[Sample { date_ms, car, measured: Halves::BOTH, car_data, position }]);
        assert_ne!(row(&race, "AAA").status, CarStatus::InPit, "at {ms} ms");
    }
}

/// The record of the lap in, whose end and entry are these.
fn lap_in(driver: &str, number: u8, end_ms: i64, in_ms: i64) -> LapRecord {
    LapRecord { pit_in_time: Some(10_000_000 + in_ms), ..lap(driver, number, end_ms, 1) }
}

#[test]
fn a_record_that_overtakes_the_samples_tells_of_the_same_visit() {
    // At 20 or 30 times the pace a lap's record comes seconds of source time before its samples.
    for ahead_ms in [-4_000, 4_000, 20_000] {
        let mut race = Race::new(id());
        race.session(&circuit_with_lane(15.0)).unwrap();
        let (in_ms, end_ms) = (76_200, 85_200);
        let told = |race: &mut Race, ms| {
            if ms == end_ms - ahead_ms {
                race.lap(&lap_in("AAA", 2, end_ms, in_ms));
            }
        };
        assert_eq!(visit(&mut race, 15.0, told), (1, 1), "{ahead_ms} ms ahead");
    }
}

#[test]
fn the_timing_and_the_samples_tell_of_the_same_visit() {
    let mut race = Race::new(id());
    race.session(&circuit_with_lane(15.0)).unwrap();
    let told = |race: &mut Race, ms| {
        let in_pit = match ms {
            1_000 | 97_000 => false,
            75_000 => true,
            _ => return,
        };
        race.timing(&TimingRecord {
            in_pit: Update::Set(in_pit),
            ..TimingRecord::new(code("AAA"), START + ms)
        });
    };
    assert_eq!(visit(&mut race, 15.0, told), (1, 1));
}

#[test]
fn a_visit_is_told_once_while_the_lane_is_being_learned() {
    // Nobody knows the lane before CCC's record of a visit, which comes while AAA is in it.
    let mut race = race();
    let told = |race: &mut Race, ms| {
        if ms == 82_000 {
            race.lap(&lap_in("AAA", 2, 85_200, 76_200));
        }
        if ms == 84_000 {
            race.session(&circuit_with_lane(15.0)).unwrap();
        }
    };
    assert_eq!(visit(&mut race, 15.0, told), (1, 1));
}

/// Stops, compound and age after each lap of a file of laps.
fn stops(file: &str) -> Option<Vec<(u8, Compound, u8)>> {
    let mut race = Race::new(id());
    let mut after = Vec::new();
    for record in small::records(file, Topic::Laps)? {
        small::give(&mut race, &record);
        let row = row(&race, "AAA");
        after.push((row.pit_stops, row.compound, row.tyre_age));
    }
    Some(after)
}

#[test]
fn standing_under_a_red_flag_is_no_stop() {
    let Some(after) = stops("stand-under-red-flag.laps.jsonl") else { return };
    assert_eq!(after.last(), Some(&(0, Compound::Medium, 12)));
}

#[test]
fn standing_in_the_lane_under_a_red_flag_is_no_stop_though_it_is_over_when_the_car_leaves() {
    let mut race = Race::new(id());
    race.session(&circuit_with_lane(15.0)).unwrap();
    let told = |race: &mut Race, ms| match ms {
        70_000 => race.race_control(&flag("RED", ms)),
        95_000 => race.race_control(&flag("CLEAR", ms)),
        _ => {}
    };
    assert_eq!(visit(&mut race, 15.0, told), (1, 1));
    assert_eq!(row(&race, "AAA").pit_stops, 0);
}

#[test]
fn an_age_that_is_never_told_is_unknown_and_is_not_counted_from_when_data_comes_back() {
    let Some(after) = stops("tyre-life-never-told.laps.jsonl") else { return };
    assert_eq!(after.last(), Some(&(0, Compound::Medium, CarTiming::UNKNOWN_AGE)));
    let Some(after) = stops("tyre-life-first-missing.laps.jsonl") else { return };
    assert_eq!(after.iter().map(|lap| lap.2).collect::<Vec<_>>(), [255, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn the_timing_counts_visits_and_the_records_say_which_were_stops() {
    let mut race = race();
    let tell = |race: &mut Race, ms: i64, visits: u8| {
        race.timing(&TimingRecord {
            pit_stops: Update::Set(visits),
            ..TimingRecord::new(code("AAA"), START + ms)
        });
    };
    let record = |number: u8, life: f64| LapRecord {
        compound: Some("MEDIUM".into()),
        tyre_life: Some(life),
        track_status: Some("4".into()),
        ..lap("AAA", number, i64::from(number) * 40_000, 1)
    };
    race.lap(&record(1, 1.0));
    tell(&mut race, 79_000, 1);
    assert_eq!(row(&race, "AAA").pit_stops, 1, "nothing else is known of the visit");
    race.lap(&LapRecord { pit_in_time: Some(10_078_000), ..record(2, 2.0) });
    race.lap(&LapRecord { pit_out_time: Some(10_085_000), ..record(3, 3.0) });
    assert_eq!(row(&race, "AAA").pit_stops, 0, "it drove through behind the safety car");
    tell(&mut race, 160_000, 2);
    assert_eq!(row(&race, "AAA").pit_stops, 1);
}

#[test]
fn a_set_told_twice_behind_the_safety_car_is_one() {
    let Some(after) = stops("new-set-told-twice.laps.jsonl") else { return };
    assert_eq!(after[5], (0, Compound::Intermediate, 6));
    assert_eq!((after[6].0, after[7].0), (1, 1));
    // It has been on since lap 7.
    assert_eq!(after[11], (1, Compound::Hard, 6));
}

#[test]
fn driving_through_behind_the_safety_car_is_no_stop() {
    for (status, stops) in [("4", 0), ("1", 1)] {
        let mut race = race();
        let record = |number: u8| LapRecord {
            compound: Some("MEDIUM".into()),
            tyre_life: Some(f64::from(number)),
            track_status: Some(status.into()),
            ..lap("AAA", number, i64::from(number) * 40_000, 1)
        };
        race.lap(&record(1));
        race.lap(&LapRecord { pit_in_time: Some(10_078_000), ..record(2) });
        race.lap(&LapRecord { pit_out_time: Some(10_085_000), ..record(3) });
        assert_eq!(row(&race, "AAA").pit_stops, stops, "the same set, under {status}");
    }
}

#[test]
fn another_compound_is_another_set_whether_or_not_an_age_is_told() {
    let mut race = race();
    for number in 1..=3 {
        let record = LapRecord {
            compound: Some("MEDIUM".into()),
            tyre_life: Some(f64::from(number)),
            ..lap("AAA", number, i64::from(number) * 40_000, 1)
        };
        race.lap(&record);
    }
    race.lap(&LapRecord { compound: Some("HARD".into()), ..lap("AAA", 4, 160_000, 1) });
    let unknown = CarTiming::UNKNOWN_AGE;
    assert_eq!((row(&race, "AAA").compound, row(&race, "AAA").tyre_age), (Compound::Hard, unknown));
    let mut told = TimingRecord::new(code("AAA"), START + 161_000);
    told.compound = Update::Set("SOFT".into());
    race.timing(&told);
    assert_eq!((row(&race, "AAA").compound, row(&race, "AAA").tyre_age), (Compound::Soft, unknown));
}

#[test]
fn who_starts_from_the_pit_lane_is_last_on_the_grid() {
    let Some(records) = small::records("pit-lane-start.tele.jsonl", Topic::Tele) else { return };
    let mut race = Race::new(id());
    let mut cleaner = Cleaner::new(Keep::Measured);
    let mut batch: Vec<(CarIndex, _)> = Vec::new();
    let mut samples = Vec::new();
    for record in records {
        let Record::Tele(record) = record else { unreachable!() };
        if batch
            .first()
            .is_some_and(|(_, first): &(_, gridcast_shared::topics::TeleRecord)| first.date != record.date)
        {
            cleaner.clean(&batch, &mut samples, |_, _| {});
            race.samples(&samples);
            batch.clear();
            samples.clear();
        }
        batch.push((race.car(record.driver).unwrap(), record));
    }
    assert_eq!(order(&race), "AAA BBB CCC DDD EEE");
    assert_eq!((row(&race, "AAA").grid, row(&race, "EEE").grid), (1, 5));
}

#[test]
fn an_unknown_speed_is_not_standing_on_the_grid() {
    let mut race = race();
    let grid = [("AAA", 10.0), ("BBB", 18.0), ("CCC", 26.0)];
    // DDD, in the lane ahead of all, sends positions first: that it drives is known only later.
    let car = race.car(code("DDD")).unwrap();
    let at = |metres: f64| Some(beside(metres, 15.0));
    for ms in (-3_000..0).step_by(200) {
        let (date_ms, position) = (START + ms, at(60.0 + (ms + 3_000) as f64 / 100.0));
        let measured = Halves { car_data: false, position: true };
        race.samples(&[Sample { date_ms, car, measured, car_data: None, position }]);
        stand(&mut race, &grid, ms, ms + 1);
    }
    for ms in (0..10_000).step_by(200) {
        drive(&mut race, &grid, ms, ms + 1);
        let car_data = Some(CarData { speed_kmh: 36, ..CarData::default() });
        let position = at(90.0 + ms as f64 / 100.0);
        let date_ms = START + ms;
        race.samples(&[Sample { date_ms, car, measured: Halves::BOTH, car_data, position }]);
    }
    let grid = ["AAA", "BBB", "CCC", "DDD"].map(|driver| row(&race, driver).grid);
    assert_eq!(grid, [1, 2, 3, 4]);
}
