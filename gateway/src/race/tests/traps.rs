//! Faults that others fell into, each with a small input: a made-up circuit, a few cars, a few laps.

use gridcast_shared::race::{CarStatus, Compound, Gap, MAX_MESSAGES, TrackStatus};
use gridcast_shared::session::SessionKind;
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::topics::{
    DriverRecord, LapRecord, RaceControlRecord, SessionRecord, TimingRecord, Update,
};
use gridcast_shared::units::MAX_CARS;

use super::scene::*;
use crate::race::Race;

#[test]
fn the_first_lap_does_not_turn_the_board_upside_down() {
    let mut race = race();
    let grid = [("AAA", 10.0), ("BBB", 18.0), ("CCC", 26.0), ("DDD", 34.0)];
    stand(&mut race, &grid, -3_000, 0);
    for second in 0..60 {
        drive(&mut race, &grid, second * 1_000, second * 1_000 + 1_000);
        if 5 <= second {
            assert_eq!(order(&race), "AAA BBB CCC DDD", "after {second} s");
        }
    }
    assert_eq!([row(&race, "AAA").grid, row(&race, "DDD").grid], [1, 4]);
    assert!(matches!(row(&race, "BBB").gap, Gap::Millis(158..=162)), "8 m at 50 m/s");
    assert_eq!(row(&race, "AAA").lap, 2);
}

#[test]
fn a_lap_number_that_steps_beside_the_line_moves_nothing() {
    for early_m in [50.0, -50.0] {
        let mut race = race();
        let grid = [("AAA", 10.0), ("BBB", 60.0)];
        stand(&mut race, &grid, -3_000, 0);
        for ms in (0..150_000).step_by(200) {
            for (driver, behind_m) in grid {
                let progress = ms as f64 / 20.0 - behind_m;
                put(&mut race, driver, ms, progress, 180, ((progress + early_m).max(0.0) / LAP_M) as u8 + 1);
            }
            if 6_000 < ms {
                assert_eq!(order(&race), "AAA BBB", "at {ms} ms");
                let Gap::Millis(gap) = row(&race, "BBB").gap else { panic!("not lapped at {ms} ms") };
                assert!((900..1_100).contains(&gap), "{gap} ms at {ms} ms");
            }
        }
    }
}

#[test]
fn a_lapped_car_has_its_laps_and_an_interval_in_time() {
    let mut race = race();
    let cars = [("AAA", 10.0), ("BBB", 30.0), ("CCC", 50.0)];
    stand(&mut race, &cars, -3_000, 0);
    for ms in (0..240_000).step_by(200) {
        for (driver, behind_m) in cars {
            let pace = if driver == "CCC" { 35.0 } else { 50.0 };
            put(&mut race, driver, ms, ms as f64 / 1000.0 * pace - behind_m, 150, 1);
        }
    }
    assert_eq!(order(&race), "AAA BBB CCC");
    assert_eq!(row(&race, "CCC").gap, Gap::Laps(1));
    assert!(
        matches!(row(&race, "CCC").interval, Gap::Millis(70_000..75_000)),
        "{:?}",
        row(&race, "CCC").interval
    );
}

#[test]
fn who_took_the_flag_keeps_the_place_and_drives_no_further_lap() {
    let mut race = race();
    let mut record = circuit();
    record.scheduled_laps = Some(2);
    race.session(&record).unwrap();
    let cars = [("AAA", 10.0), ("BBB", 60.0)];
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 90_000);
    // The winner slows down, the other goes by on the way to the pits.
    for ms in (90_000..150_000).step_by(200) {
        put(&mut race, "AAA", ms, 4_490.0, 30, 3);
        put(&mut race, "BBB", ms, ms as f64 / 20.0 - 60.0, 180, 3);
    }
    assert_eq!(order(&race), "AAA BBB");
    assert_eq!([row(&race, "AAA").lap, row(&race, "BBB").lap], [2, 2]);
    assert_eq!(row(&race, "AAA").status, CarStatus::Finished);
    assert_eq!(race.state().status.track, TrackStatus::Finished);
}

#[test]
fn a_place_never_sent_is_still_a_place() {
    let mut race = race();
    let mut record = circuit();
    for (place, driver) in ["AAA", "BBB", "CCC"].into_iter().enumerate() {
        let mut on_grid = DriverRecord::new(code(driver));
        on_grid.grid_position = Some(place as u8 + 1);
        record.drivers.push(on_grid);
    }
    race.session(&record).unwrap();
    assert_eq!(order(&race), "AAA BBB CCC");
    let told = |driver, position| TimingRecord {
        position: Update::Set(position),
        ..TimingRecord::new(code(driver), START)
    };
    race.timing(&told("CCC", 1));
    assert_eq!(order(&race), "CCC AAA BBB");
    race.timing(&TimingRecord { date: START + 1, ..told("BBB", 1) });
    let mut places: Vec<u8> = race.state().cars.iter().map(|row| row.position).collect();
    places.sort_unstable();
    assert_eq!((order(&race).starts_with("BBB"), places), (true, vec![1, 2, 3]), "each place once");
}

#[test]
fn who_never_started_is_last_and_who_stands_while_others_race_is_out() {
    let mut race = race();
    let grid = [("AAA", 10.0), ("BBB", 18.0), ("CCC", 26.0)];
    let hollow = race.car(code("HAD")).unwrap();
    stand(&mut race, &grid, -3_000, 0);
    for ms in (0..120_000).step_by(200) {
        drive(&mut race, &grid[..2], ms, ms + 1);
        put(&mut race, "CCC", ms, (ms as f64 / 20.0 - 26.0).min(500.0), if ms < 10_600 { 180 } else { 0 }, 1);
        race.samples(&[Sample {
            date_ms: START + ms,
            car: hollow,
            measured: Halves { car_data: true, position: false },
            car_data: Some(CarData::default()),
            position: None,
        }]);
    }
    assert_eq!(order(&race), "AAA BBB CCC HAD");
    assert_eq!(row(&race, "CCC").status, CarStatus::Retired);
    assert_eq!(row(&race, "HAD").status, CarStatus::NotStarted);
}

#[test]
fn a_red_flag_stops_everybody_and_retires_nobody_and_clear_is_not_believed_before_the_restart() {
    let mut race = race();
    let cars = [("AAA", 10.0), ("BBB", 40.0), ("CCC", 70.0)];
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 30_000);
    race.race_control(&flag("RED", 30_000));
    for ms in (30_000..900_000).step_by(1_000) {
        for (driver, behind_m) in cars {
            put(&mut race, driver, ms, 1_500.0 - behind_m, 0, 1);
        }
        if ms == 500_000 {
            race.race_control(&flag("CLEAR", ms));
        }
    }
    assert_eq!(race.state().status.track, TrackStatus::Red);
    assert!(race.state().cars.iter().all(|row| !row.status.is_out()));
    for ms in (900_000..920_000).step_by(200) {
        for (driver, behind_m) in cars {
            put(&mut race, driver, ms, 1_500.0 - behind_m + (ms - 900_000) as f64 / 20.0, 180, 1);
        }
    }
    assert_eq!(race.state().status.track, TrackStatus::Clear);
}

#[test]
fn tyres_come_unknown_and_are_corrected_and_a_drive_through_is_no_stop() {
    let mut race = race();
    let record = |number: u8, compound: &str, life: f64| LapRecord {
        compound: Some(compound.into()),
        tyre_life: Some(life),
        ..lap("AAA", number, i64::from(number) * 40_000, 1)
    };
    race.lap(&record(1, "MEDIUM", 1.0));
    race.lap(&record(2, "UNKNOWN", 2.0));
    assert_eq!((row(&race, "AAA").compound, row(&race, "AAA").tyre_age), (Compound::Medium, 2));
    let mut through = record(3, "MEDIUM", 3.0);
    through.pit_in_time = Some(10_118_000);
    race.lap(&through);
    let mut out = record(4, "MEDIUM", 4.0);
    out.pit_out_time = Some(10_130_000);
    out.pit_in_time = Some(10_158_000);
    race.lap(&out);
    assert_eq!(row(&race, "AAA").pit_stops, 0, "the same tyres");
    let mut fresh = record(5, "UNKNOWN", 1.0);
    fresh.pit_out_time = Some(10_180_000);
    race.lap(&fresh);
    race.lap(&fresh);
    assert_eq!(
        (row(&race, "AAA").pit_stops, row(&race, "AAA").compound),
        (1, Compound::Unknown),
        "one for a visit"
    );
    race.lap(&record(6, "HARD", 2.0));
    assert_eq!((row(&race, "AAA").compound, row(&race, "AAA").tyre_age), (Compound::Hard, 2));
}

#[test]
fn laps_of_another_race_are_refused() {
    let mut race = race();
    drive(&mut race, &[("AAA", 10.0), ("BBB", 60.0)], 0, 60_000);
    let day_ms = 86_400_000;
    for away_ms in [-7 * day_ms, day_ms] {
        assert!(!race.lap(&lap("AAA", 57, away_ms, 1)));
    }
    assert_eq!((row(&race, "AAA").lap, row(&race, "AAA").last_lap_ms), (2, 0));
    assert!(race.lap(&lap("AAA", 1, 40_200, 1)), "its own");
}

#[test]
fn a_lap_that_nobody_can_have_come_to_is_refused() {
    let mut race = race();
    drive(&mut race, &[("AAA", 10.0), ("BBB", 60.0)], 0, 60_000);
    assert!(race.lap(&lap("AAA", 1, 40_000, 1)));
    race.session(&SessionRecord { kind: Some(SessionKind::Practice), ..circuit() }).unwrap();
    assert!(race.lap(&lap("CCC", 14, 50_000, 1)), "in a practice nobody begins with the others");
    race.session(&SessionRecord { kind: Some(SessionKind::Race), ..circuit() }).unwrap();
    // Of another race, dated now or not at all; of a car that has had a lap, and of one that has not.
    for driver in ["AAA", "BBB"] {
        assert!(!race.lap(&lap(driver, 57, 60_000, 1)));
        assert!(!race.lap(&LapRecord::new(code(driver), 57.0)));
    }
    assert_eq!((row(&race, "AAA").lap, row(&race, "AAA").status), (2, CarStatus::Running));
    assert!(race.lap(&lap("AAA", 3, 80_000, 1)), "some may be missing");
    assert!(race.lap(&lap("AAA", 20, 1_200_000, 1)), "after a silence");
}

#[test]
fn names_settle_before_the_next_series_has_its_own() {
    let mut race = race();
    let named = |name: &str| {
        let mut record = circuit();
        record.scheduled_laps = Some(1);
        record.drivers.push(DriverRecord { name: Some(name.into()), ..DriverRecord::new(code("AAA")) });
        record
    };
    race.session(&named("Ann")).unwrap();
    race.lap(&lap("AAA", 1, 40_000, 1));
    race.session(&named("Bob")).unwrap();
    assert_eq!(race.state().session.drivers[0].name, "Ann");
}

#[test]
fn a_field_has_any_size_and_safety_cars_are_no_competitors() {
    let mut race = race();
    for i in 0..MAX_CARS {
        assert!(race.car(code(&format!("C{i:02}"))).is_some());
    }
    assert_eq!(race.car(code("ONE")), None);
    assert_eq!(Race::new(id()).car(code("242")), None);
}

#[test]
fn qualifying_is_in_order_of_best_laps() {
    let mut race = Race::new(id());
    race.session(&SessionRecord { kind: Some(SessionKind::Qualifying), ..SessionRecord::new(id()) }).unwrap();
    race.lap(&LapRecord { lap_time: Some(91_000), position: None, ..lap("AAA", 1, 91_000, 1) });
    race.lap(&LapRecord { lap_time: Some(90_000), position: None, ..lap("BBB", 1, 95_000, 1) });
    assert_eq!(order(&race), "BBB AAA");
}

#[test]
fn nonsense_is_survived() {
    let mut race = race();
    drive(&mut race, &[("AAA", 10.0)], 0, 5_000);
    let car = race.car(code("AAA")).unwrap();
    for date_ms in [i64::MIN, -1, 0, 5, START - 10, START + 1_000, i64::MAX] {
        for at in [i32::MIN, 0, i32::MAX] {
            let position = Some(Position { x: at, y: at, z: at });
            race.samples(&[Sample { date_ms, car, measured: Halves::BOTH, car_data: None, position }]);
        }
    }
    for value in [i64::MIN, -1, 0, i64::MAX] {
        let mut record = lap("AAA", 1, 40_000, 1);
        (record.lap_start_date, record.lap_start_time) = (Some(value), Some(-value.max(-i64::MAX)));
        (record.sector3_session_time, record.lap_time) = (Some(value), Some(value));
        (record.pit_in_time, record.pit_out_time) = (Some(value), Some(value));
        (record.position, record.tyre_life) = (Some(f64::NAN), Some(f64::INFINITY));
        race.lap(&record);
        race.lap(&LapRecord { lap_number: f64::NAN, ..record });
        race.timing(&TimingRecord::new(code("AAA"), value));
        let mut message = RaceControlRecord::new(id(), value);
        (message.flag, message.sector) = (Some("YELLOW".into()), Some(0));
        race.race_control(&message);
    }
    assert_eq!(order(&race), "AAA");
}

#[test]
fn what_race_control_says_is_kept_whole_in_any_letters() {
    let mut race = race();
    let mut message = RaceControlRecord::new(id(), START);
    let long = format!("São Paulo {}", "x".repeat(400));
    message.message = Some(long.clone());
    for _ in 0..20 {
        message.date += 1_000;
        race.race_control(&message);
    }
    let state = race.state();
    assert_eq!((state.messages.len(), state.n_messages), (MAX_MESSAGES, 20));
    assert!(state.messages.iter().all(|message| message.text == long));
    assert_eq!(race.log().iter().count(), 20);
    assert!(state.events.is_empty());
}

#[test]
fn a_lap_with_a_date_far_ahead_takes_neither_time_nor_timing_with_it() {
    let cars = [("AAA", 10.0), ("BBB", 60.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 50_000);
    let told = TimingRecord { position: Update::Set(1), ..TimingRecord::new(code("BBB"), START + 49_900) };
    race.timing(&told);
    let before_ms = race.now_ms();
    let stray = lap("AAA", 1, 50 * 60_000, 1);
    // Published again, it is as wrong as before.
    for _ in 0..2 {
        race.lap(&stray);
        assert_eq!(race.now_ms(), before_ms);
    }
    drive(&mut race, &cars, 50_000, 55_000);
    assert_eq!((race.now_ms(), order(&race).as_str()), (START + 54_800, "BBB AAA"), "the timing still holds");
}

#[test]
fn laps_that_agree_move_the_time_on_when_no_samples_come() {
    let cars = [("AAA", 10.0), ("BBB", 60.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 50_000);
    race.lap(&lap("AAA", 2, 80_200, 1));
    assert_eq!(race.now_ms(), START + 49_800, "one alone says nothing");
    race.lap(&lap("BBB", 2, 81_200, 2));
    assert_eq!(race.now_ms(), START + 81_200);
    race.lap(&lap("AAA", 3, 120_200, 1));
    assert_eq!(race.now_ms(), START + 120_200);
}

#[test]
fn laps_of_one_car_that_agree_with_each_other_alone_move_no_time() {
    let cars = [("AAA", 10.0), ("BBB", 60.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 50_000);
    for number in 2..=3_u8 {
        race.lap(&lap("AAA", number, 40 * 60_000 + 40_000 * i64::from(number), 1));
        assert_eq!(race.now_ms(), START + 49_800);
    }
}
