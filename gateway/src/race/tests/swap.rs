//! The feed gives two cars each other's positions for a while: board and events stay those of the race.

use gridcast_shared::race::{EventKind, Gap};

use super::scene::*;
use crate::race::Race;

/// Two cars 300 m apart.
const CARS: [(&str, f64); 2] = [("AAA", 10.0), ("BBB", 310.0)];

/// The same 100 m apart, which is hardly farther than a car may come between two positions.
const NEAR: [(&str, f64); 2] = [("AAA", 10.0), ("BBB", 110.0)];

/// How far a car has come, m, at 50 m/s from its place on the grid.
fn progress_m(ms: i64, behind_m: f64) -> f64 {
    ms as f64 / 20.0 - behind_m
}

fn lap_of(progress_m: f64) -> u8 {
    (progress_m.max(0.0) / LAP_M) as u8 + 1
}

/// Puts a car where the feed has it, and lets its own lap number and the records of its laps be right.
fn place(race: &mut Race, cars: &[(&str, f64)], i: usize, ms: i64, placed_m: f64) {
    let (driver, behind_m) = cars[i];
    let own_m = progress_m(ms, behind_m);
    put(race, driver, ms, placed_m, 180, lap_of(own_m));
    let number = lap_of(own_m) - 1;
    if number != 0 && number != lap_of(progress_m(ms - 200, behind_m)) - 1 {
        let end_ms = ((f64::from(number) * LAP_M + behind_m) * 20.0) as i64;
        race.lap(&lap(driver, number, end_ms, i as u8 + 1));
    }
}

/// Four minutes in which the positions of both are each other's from one second to another.
fn swapped(cars: [(&str, f64); 2], from_s: i64, to_s: i64) -> Race {
    let mut race = race();
    stand(&mut race, &cars, -3_000, 0);
    let gap_ms = ((cars[1].1 - cars[0].1) * 20.0) as u32;
    for ms in (0..240_000).step_by(200) {
        let is_swapped = (from_s * 1000..to_s * 1000).contains(&ms);
        for i in 0..cars.len() {
            let whose = if is_swapped { 1 - i } else { i };
            place(&mut race, &cars, i, ms, progress_m(ms, cars[whose].1));
        }
        if 30_000 < ms {
            assert_eq!(order(&race), "AAA BBB", "at {ms} ms");
            let Gap::Millis(gap) = row(&race, "BBB").gap else { panic!("not lapped at {ms} ms") };
            assert!(gap.abs_diff(gap_ms) <= 500, "{gap} ms at {ms} ms instead of {gap_ms}");
        }
    }
    race
}

#[test]
fn two_cars_that_are_swapped_for_a_minute_pass_nobody() {
    for (from_s, to_s) in [(60, 120), (100, 160), (41, 101), (60, 60)] {
        for cars in [CARS, NEAR] {
            let race = swapped(cars, from_s, to_s);
            assert_eq!(n_events(&race, EventKind::Pass), 0, "{from_s} to {to_s}");
        }
    }
}

#[test]
fn a_car_whose_speed_is_wrong_is_where_its_positions_say_from_the_next_line_on() {
    // It is set back by 300 m though its Speed says otherwise, and stays there.
    let mut race = race();
    stand(&mut race, &CARS, -3_000, 0);
    for ms in (0..240_000).step_by(200) {
        let behind_m = if ms < 90_000 { 10.0 } else { 410.0 };
        put(&mut race, "AAA", ms, progress_m(ms, behind_m), 180, lap_of(progress_m(ms, behind_m)));
        place(&mut race, &CARS, 1, ms, progress_m(ms, CARS[1].1));
        if ms == 129_200 {
            race.lap(&lap("AAA", 3, 128_200, 2));
        }
    }
    assert_eq!(order(&race), "BBB AAA");
    let Gap::Millis(gap) = row(&race, "AAA").gap else { panic!("not lapped") };
    assert!((1_800..2_200).contains(&gap), "{gap} ms, 100 m at 50 m/s");
}

#[test]
fn after_a_hole_a_car_is_where_it_comes_back() {
    let mut race = race();
    stand(&mut race, &CARS, -3_000, 0);
    drive(&mut race, &CARS, 0, 60_000);
    drive(&mut race, &CARS[1..], 60_000, 75_000);
    // Neither its positions nor its speed came; it has lost 400 m.
    for ms in (75_000..120_000).step_by(200) {
        for (driver, behind_m) in [("AAA", 410.0), CARS[1]] {
            let progress_m = progress_m(ms, behind_m);
            put(&mut race, driver, ms, progress_m, 180, lap_of(progress_m));
        }
    }
    assert_eq!(order(&race), "BBB AAA");
}
