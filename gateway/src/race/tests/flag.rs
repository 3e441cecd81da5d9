//! The chequered flag, and places at the line: who was first is first, in whatever order cars are told of.

use gridcast_shared::race::{CarStatus, EventKind, Gap, TrackStatus};
use gridcast_shared::session::SessionKind;
use gridcast_shared::topics::{LapRecord, SessionRecord, TimingRecord, Topic, Update};

use super::scene::*;
use super::small;
use crate::race::Race;

const CARS: [(&str, f64); 2] = [("AAA", 10.0), ("BBB", 60.0)];

fn scheduled(laps: u8) -> SessionRecord {
    SessionRecord { scheduled_laps: Some(laps), ..circuit() }
}

#[test]
fn a_winner_told_of_four_seconds_late_has_won_and_nobody_drives_lap_4_of_3() {
    let mut race = race();
    race.session(&scheduled(3)).unwrap();
    stand(&mut race, &CARS, -3_000, 0);
    let late_ms = 4_000;
    for ms in (0..140_000).step_by(200) {
        put(&mut race, "BBB", ms, ms as f64 / 20.0 - 60.0, 180, 1);
        if late_ms <= ms {
            put(&mut race, "AAA", ms - late_ms, (ms - late_ms) as f64 / 20.0 - 10.0, 180, 1);
        }
        for number in 1..=3 {
            let line_ms = i64::from(number) * 40_000;
            if ms == line_ms + 1_200 {
                race.lap(&lap("BBB", number, line_ms + 1_200, 2));
            }
            if ms == line_ms + 200 + late_ms {
                race.lap(&lap("AAA", number, line_ms + 200, 1));
            }
        }
        assert!(race.state().status.lap <= 3, "lap {} at {ms} ms", race.state().status.lap);
    }
    assert_eq!(order(&race), "AAA BBB");
    for driver in ["AAA", "BBB"] {
        assert_eq!((row(&race, driver).status, row(&race, driver).lap), (CarStatus::Finished, 3), "{driver}");
    }
    let finishes: Vec<(u32, usize)> = race
        .state()
        .events
        .iter()
        .filter(|event| event.kind == EventKind::Finish)
        .map(|event| (event.value, event.car.unwrap().index()))
        .collect();
    let aaa = race.state().session.drivers.iter().position(|driver| driver.code == code("AAA")).unwrap();
    assert_eq!(finishes, [(1, aaa), (2, 1 - aaa)], "the first told is the first");
}

#[test]
fn a_race_whose_last_laps_are_not_recorded_ends_with_the_flag() {
    let mut race = race();
    stand(&mut race, &CARS, -3_000, 0);
    drive(&mut race, &CARS, 0, 60_000);
    race.lap(&lap("AAA", 1, 40_200, 1));
    race.lap(&lap("BBB", 1, 41_200, 2));
    drive(&mut race, &CARS, 60_000, 120_600);
    race.race_control(&flag("CHEQUERED", 120_600));
    drive(&mut race, &CARS, 120_600, 150_000);
    let status = ["AAA", "BBB"].map(|driver| (row(&race, driver).status, row(&race, driver).lap));
    assert_eq!(status, [(CarStatus::Finished, 3); 2]);
    assert_eq!(race.state().status.track, TrackStatus::Finished);
}

#[test]
fn a_leader_silent_at_the_line_has_not_finished_if_it_goes_on() {
    // The last is 15 s behind: it sends for longer than a hole of the feed lasts.
    let cars = [("AAA", 10.0), ("BBB", 60.0), ("CCC", 760.0)];
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    drive(&mut race, &cars, 0, 42_000);
    race.lap(&lap("AAA", 1, 40_200, 1));
    race.lap(&lap("BBB", 1, 41_200, 2));
    drive(&mut race, &cars[2..], 42_000, 55_000);
    race.lap(&lap("CCC", 1, 55_200, 3));
    assert_eq!(row(&race, "AAA").status, CarStatus::Finished, "all that is known says so");
    race.lap(&lap("AAA", 2, 80_200, 1));
    drive(&mut race, &cars[2..], 80_000, 90_000);
    assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Running));
}

#[test]
fn a_leader_silent_at_the_line_has_not_finished_while_the_timing_goes_on() {
    let cars = [("AAA", 10.0), ("BBB", 60.0), ("CCC", 760.0)];
    let timed =
        |ms: i64, sector| TimingRecord { sector1_time: sector, ..TimingRecord::new(code("AAA"), START + ms) };
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    race.timing(&TimingRecord { number_of_laps: Update::Set(0), ..timed(0, Update::Keep) });
    drive(&mut race, &cars, 0, 42_000);
    race.timing(&TimingRecord { number_of_laps: Update::Set(1), ..timed(40_200, Update::Keep) });
    race.lap(&lap("AAA", 1, 40_200, 1));
    race.lap(&lap("BBB", 1, 41_200, 2));
    // Its partition stands from the line on; the timing tells of its next sector after half a minute.
    drive(&mut race, &cars[2..], 42_000, 68_000);
    race.lap(&lap("CCC", 1, 55_200, 3));
    assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Running));
    race.timing(&timed(68_000, Update::Set(28_000)));
    drive(&mut race, &cars[2..], 68_000, 90_000);
    assert!(race.state().cars.iter().all(|row| row.status == CarStatus::Running));
    assert_eq!(n_events(&race, EventKind::Finish), 0);
}

#[test]
fn a_qualifying_has_no_passes() {
    let passes = |kind| {
        let mut race = race();
        race.session(&SessionRecord { kind: Some(kind), ..circuit() }).unwrap();
        stand(&mut race, &CARS, -3_000, 0);
        drive(&mut race, &CARS, 0, 60_000);
        let gained = |ms: i64| ms as f64 / 20.0 + (ms - 60_000) as f64 / 100.0;
        for ms in (60_000..90_000).step_by(200) {
            put(&mut race, "AAA", ms, ms as f64 / 20.0 - 10.0, 180, 2);
            put(&mut race, "BBB", ms, gained(ms) - 60.0, 216, 2);
        }
        n_events(&race, EventKind::Pass)
    };
    assert_eq!(passes(SessionKind::Race), 1);
    assert_eq!(passes(SessionKind::Qualifying), 0);
    assert_eq!(passes(SessionKind::Practice), 0);
}

#[test]
fn places_told_after_lap_1_begin_at_1_whoever_was_out_in_it() {
    let mut race = race();
    let told = |driver, position, ms| TimingRecord {
        position: Update::Set(position),
        number_of_laps: Update::Set(1),
        ..TimingRecord::new(code(driver), START + ms)
    };
    for driver in ["DDD", "EEE"] {
        race.lap(&LapRecord { lap_start_date: Some(START), ..LapRecord::new(code(driver), 1.0) });
    }
    for (driver, place) in [("AAA", 3), ("BBB", 4), ("CCC", 5)] {
        race.timing(&told(driver, place, 40_000 + i64::from(place)));
    }
    assert_eq!(order(&race), "AAA BBB CCC DDD EEE");
    assert_eq!([row(&race, "AAA").position, row(&race, "CCC").position], [1, 3]);
}

#[test]
fn places_told_after_lap_1_as_they_were_recorded() {
    let Some(records) = small::records("lap-1-places.jsonl", Topic::Laps) else { return };
    let mut race = Race::new(id());
    for record in &records {
        small::give(&mut race, record);
    }
    assert!(order(&race).starts_with("AAA BBB CCC "), "{}", order(&race));
    assert_eq!(row(&race, "CCC").gap, Gap::Millis(4_200));
    assert!(race.state().cars[..3].iter().all(|row| row.status == CarStatus::Finished));
    assert!(race.state().cars[3..].iter().all(|row| row.status.is_out()));
}

#[test]
fn a_place_told_against_the_order_at_the_line_is_not_believed() {
    let mut race = race();
    race.lap(&lap("AAA", 1, 40_000, 2));
    race.lap(&lap("BBB", 1, 41_000, 1));
    assert_eq!(order(&race), "AAA BBB");
    let mut race = self::race();
    race.lap(&lap("AAA", 1, 40_000, 2));
    race.lap(&lap("BBB", 1, 40_010, 1));
    assert_eq!(order(&race), "BBB AAA", "the dates do not tell");
}

#[test]
fn events_of_laps_that_were_before_have_their_dates() {
    let mut race = Race::new(id());
    for number in 1..=5 {
        let time_ms = 40_000 - i64::from(number);
        race.lap(&LapRecord { lap_time: Some(time_ms), ..lap("AAA", number, i64::from(number) * 40_000, 1) });
    }
    let dates: Vec<i64> = race.state().events.iter().map(|event| event.date_ms - START).collect();
    assert_eq!(dates, [80_000, 120_000, 160_000, 200_000]);
}
