//! Silence of one kind of record is no news of the race: the others carry it on.

use gridcast_shared::race::{CarStatus, Compound, EventKind, Gap, TrackStatus};
use gridcast_shared::session::SessionStatus;
use gridcast_shared::topics::{DriverRecord, RaceControlRecord, SessionRecord, TimingRecord, Topic, Update};

use super::scene::*;
use super::small;
use crate::race::Race;

/// Three cars and their grid, of a race of so many laps.
fn session(laps: u8) -> SessionRecord {
    let mut record = SessionRecord::new(id());
    record.scheduled_laps = Some(laps);
    for (place, driver) in ["AAA", "BBB", "CCC"].into_iter().enumerate() {
        let mut on_grid = DriverRecord::new(code(driver));
        on_grid.grid_position = Some(place as u8 + 1);
        record.drivers.push(on_grid);
    }
    record
}

/// The timing at the end of a lap: each car 2 s behind the one before, at 40 s a lap.
fn timed_lap(race: &mut Race, order: [&str; 3], laps: u8) {
    for (i, driver) in order.into_iter().enumerate() {
        let behind = 2_000 * i as u32;
        let mut record =
            TimingRecord::new(code(driver), START + i64::from(laps) * 40_000 + i64::from(behind));
        record.position = Update::Set(i as u8 + 1);
        record.number_of_laps = Update::Set(laps);
        record.last_lap_time = Update::Set(40_000 + i as u32);
        record.gap_to_leader = Update::Set(behind);
        record.interval = Update::Set(if i == 0 { 0 } else { 2_000 });
        record.tyre_life = Update::Set(laps);
        race.timing(&record);
    }
}

#[test]
fn timing_alone_is_a_race_from_grid_to_flag() {
    let mut race = Race::new(id());
    race.session(&session(4)).unwrap();
    for (i, driver) in ["AAA", "BBB", "CCC"].into_iter().enumerate() {
        let mut record = TimingRecord::new(code(driver), START);
        (record.position, record.number_of_laps) = (Update::Set(i as u8 + 1), Update::Set(0));
        (record.compound, record.tyre_life) = (Update::Set("MEDIUM".into()), Update::Set(0));
        race.timing(&record);
    }
    assert_eq!((order(&race).as_str(), race.now_ms()), ("AAA BBB CCC", START));
    assert_eq!((row(&race, "AAA").lap, race.state().status.started_ms), (0, 0));
    timed_lap(&mut race, ["AAA", "BBB", "CCC"], 1);
    assert_eq!(race.state().status.started_ms, START, "lap 1 took 40 s");
    timed_lap(&mut race, ["AAA", "CCC", "BBB"], 2);
    assert_eq!(order(&race), "AAA CCC BBB");
    assert_eq!((row(&race, "AAA").lap, race.state().status.lap), (3, 3));
    assert_eq!((row(&race, "BBB").gap, row(&race, "BBB").interval), (Gap::Millis(4_000), Gap::Millis(2_000)));
    assert_eq!((row(&race, "CCC").compound, row(&race, "CCC").tyre_age), (Compound::Medium, 2));
    assert_eq!(row(&race, "AAA").best_lap_ms, 40_000);
    assert!(race.state().status.fastest.is_some());
    let out = TimingRecord { retired: Update::Set(true), ..TimingRecord::new(code("BBB"), START + 100_000) };
    race.timing(&out);
    timed_lap(&mut race, ["AAA", "CCC", "CCC"], 3);
    race.race_control(&flag("YELLOW", 130_000));
    assert_eq!(race.state().status.track, TrackStatus::Yellow);
    timed_lap(&mut race, ["AAA", "CCC", "CCC"], 4);
    assert_eq!(order(&race), "AAA CCC BBB");
    let status = ["AAA", "CCC", "BBB"].map(|driver| row(&race, driver).status);
    assert_eq!(status, [CarStatus::Finished, CarStatus::Finished, CarStatus::Retired]);
    assert_eq!((row(&race, "AAA").lap, race.state().status.track), (4, TrackStatus::Finished));
    assert_eq!(n_events(&race, EventKind::Finish), 2);
}

#[test]
fn timing_alone_as_it_was_told_of() {
    let Some(records) = small::records("timing-alone.jsonl", Topic::Timing) else { return };
    let mut race = Race::new(id());
    for record in &records {
        small::give(&mut race, record);
    }
    assert_eq!(order(&race), "AAA CCC BBB");
    assert_eq!((race.state().status.lap, row(&race, "BBB").gap), (5, Gap::Millis(3_600)));
    assert_eq!(race.state().status.track, TrackStatus::Yellow);
    assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Running));
}

#[test]
fn laps_alone_are_a_race_too() {
    let mut race = Race::new(id());
    race.session(&session(3)).unwrap();
    for number in 1..=3 {
        for (i, driver) in ["AAA", "BBB", "CCC"].into_iter().enumerate() {
            race.lap(&lap(driver, number, i64::from(number) * 40_000 + 1_000 * i as i64, i as u8 + 1));
        }
        assert_eq!(race.now_ms(), START + i64::from(number) * 40_000 + 2_000);
        assert_eq!((order(&race).as_str(), row(&race, "CCC").gap), ("AAA BBB CCC", Gap::Millis(2_000)));
        assert_eq!(race.state().status.lap, (number + 1).min(3));
    }
    assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Finished));
}

#[test]
fn telemetry_that_ends_while_timing_goes_on_neither_ends_the_race_nor_anybodys() {
    let cars = [("AAA", 10.0), ("BBB", 60.0), ("CCC", 110.0)];
    // Two seconds after the leader's fifth line, and in the middle of the lap.
    for end_ms in [202_400, 220_000] {
        let mut race = race();
        stand(&mut race, &cars, -3_000, 0);
        for number in 1..=5 {
            drive(
                &mut race,
                &cars,
                (i64::from(number) - 1) * 40_000 + 3_200,
                i64::from(number) * 40_000 + 3_200,
            );
            timed_lap(&mut race, ["AAA", "BBB", "CCC"], number);
            for (i, (driver, behind_m)) in cars.into_iter().enumerate() {
                let line_ms = i64::from(number) * 40_000 + (behind_m / 50.0 * 1000.0) as i64;
                race.lap(&lap(driver, number, line_ms, i as u8 + 1));
            }
        }
        drive(&mut race, &cars, 203_200, end_ms);
        for number in 6..=12 {
            timed_lap(&mut race, ["AAA", "BBB", "CCC"], number);
        }
        assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Running), "{end_ms}");
        assert_ne!(race.state().status.track, TrackStatus::Finished);
        assert_eq!((race.state().status.lap, row(&race, "CCC").gap), (13, Gap::Millis(4_000)));
        assert_eq!(n_events(&race, EventKind::Out) + n_events(&race, EventKind::Finish), 0);
    }
}

#[test]
fn a_car_whose_samples_stay_away_while_its_laps_go_on_is_not_out() {
    let cars = [("AAA", 10.0), ("BBB", 60.0), ("CCC", 110.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 50_000);
    for number in 1..=7 {
        drive(
            &mut race,
            &cars[..2],
            i64::from(number) * 40_000 + 10_000,
            i64::from(number) * 40_000 + 50_000,
        );
        race.lap(&lap("CCC", number, i64::from(number) * 40_000 + 2_200, 3));
    }
    assert_eq!(row(&race, "CCC").status, CarStatus::Running);
    assert_eq!(order(&race), "AAA BBB CCC");
}

#[test]
fn what_the_timing_said_expires_once_it_alone_is_silent() {
    let cars = [("AAA", 10.0), ("BBB", 60.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 20_000);
    let mut told = TimingRecord::new(code("BBB"), START + 20_000);
    (told.position, told.in_pit, told.pit_stops) = (Update::Set(1), Update::Set(true), Update::Set(2));
    (told.gap_to_leader, told.number_of_laps) = (Update::Set(77_000), Update::Set(0));
    told.segments = Update::Set([vec![2048; 3], vec![2049; 3], vec![2064; 3]]);
    race.timing(&told);
    let minis = row(&race, "BBB").minis;
    race.timing(&TimingRecord { position: Update::Set(2), ..TimingRecord::new(code("AAA"), START + 20_000) });
    assert_eq!((order(&race).as_str(), row(&race, "BBB").status), ("BBB AAA", CarStatus::InPit));
    drive(&mut race, &cars, 20_000, 75_000);
    assert_eq!((order(&race).as_str(), row(&race, "BBB").minis), ("BBB AAA", minis), "it may yet come");
    drive(&mut race, &cars, 75_000, 100_000);
    assert_eq!((order(&race).as_str(), row(&race, "BBB").status), ("AAA BBB", CarStatus::Running));
    assert!(matches!(row(&race, "BBB").gap, Gap::Millis(990..=1_010)));
    assert_ne!(row(&race, "BBB").minis, minis, "they are worked out again");
    assert_eq!((row(&race, "BBB").lap, row(&race, "BBB").pit_stops), (3, 2), "stops were not undone");
}

#[test]
fn what_the_timing_takes_away_is_gone_and_what_it_leaves_out_stays() {
    let mut race = Race::new(id());
    race.session(&session(4)).unwrap();
    timed_lap(&mut race, ["AAA", "BBB", "CCC"], 1);
    let mut told = TimingRecord::new(code("CCC"), START + 50_000);
    (told.sector1_time, told.best_lap_time) = (Update::Set(12_000), Update::Set(39_000));
    race.timing(&told);
    race.timing(&TimingRecord::new(code("CCC"), START + 50_500));
    let before = row(&race, "CCC");
    assert_eq!((before.sectors_ms[0], before.sectors_current, before.best_lap_ms), (12_000, 1, 39_000));
    let mut gone = TimingRecord::new(code("CCC"), START + 51_000);
    (gone.sector1_time, gone.best_lap_time, gone.last_lap_time) = (Update::Gone, Update::Gone, Update::Gone);
    race.timing(&gone);
    let after = row(&race, "CCC");
    assert_eq!((after.sectors_ms[0], after.sectors_current), (0, 0));
    assert_eq!((after.best_lap_ms, after.last_lap_ms), (0, 0));
    assert_eq!((after.gap, after.position), (before.gap, before.position));
}

/// What race control says of a flag of the whole track.
fn words(flag: &str, ms: i64) -> RaceControlRecord {
    RaceControlRecord { message: Some(format!("{flag} FLAG")), ..super::scene::flag(flag, ms) }
}

#[test]
fn who_comes_after_a_red_flag_is_told_of_it_and_sees_the_track_as_it_is() {
    let mut race = Race::new(id());
    race.session(&SessionRecord { status: Some(SessionStatus::Started), ..session(50) }).unwrap();
    // As a snapshot has it: how the session stands, then all that was ever said.
    race.race_control(&words("RED", -2_400_000));
    race.race_control(&words("CLEAR", -1_800_000));
    timed_lap(&mut race, ["AAA", "BBB", "CCC"], 20);
    assert_eq!(race.state().status.track, TrackStatus::Clear);

    let aborted = SessionRecord { status: Some(SessionStatus::Aborted), ..session(50) };
    race.race_control(&words("RED", 801_000));
    race.session(&aborted).unwrap();
    race.race_control(&words("CLEAR", 802_000));
    assert_eq!(race.state().status.track, TrackStatus::Red, "cleared minutes before the race goes on");
    race.session(&SessionRecord { status: Some(SessionStatus::Started), ..session(50) }).unwrap();
    timed_lap(&mut race, ["AAA", "BBB", "CCC"], 21);
    assert_eq!(race.state().status.track, TrackStatus::Clear);
}

#[test]
fn what_a_producer_tells_again_after_a_restart_is_neither_said_nor_heeded_twice() {
    let mut race = Race::new(id());
    race.session(&session(50)).unwrap();
    let said = [words("RED", 1_000), words("CLEAR", 2_000), words("YELLOW", 3_000)];
    let all = |race: &mut Race| said.iter().for_each(|record| race.race_control(record));
    all(&mut race);
    let before = (race.log().iter().count(), race.state().n_events);
    assert_eq!((before.0, race.state().status.track), (3, TrackStatus::Yellow));
    all(&mut race);
    assert_eq!((race.log().iter().count(), race.state().n_events), before);
    race.race_control(&words("YELLOW", 4_000));
    assert_eq!(race.log().iter().count(), 4, "the same words of another moment are another message");
}
