//! Laps go to the run that they are of, whichever had the sample before.

use super::*;

/// A lap of VER of which nothing is known but its number.
fn undated(number: u8) -> LapRecord {
    LapRecord::new(code("VER"), f64::from(number))
}

fn published(lap: LapRecord) -> Arrived {
    Arrived { at_ms: START, record: Record::Lap(Box::new(lap)) }
}

/// The record of a lap of VER that ended then.
fn ended(number: u8, end_ms: i64) -> Arrived {
    published(LapRecord { lap_start_date: Some(end_ms - 80_000), lap_time: Some(80_000), ..undated(number) })
}

/// One run that is being told, and another, a day before.
fn live_and_replay() -> Rig {
    let mut rig = Rig::following();
    rig.fates(drive(START + DAY, 1000));
    rig.fates(drive(START, 20));
    rig
}

#[test]
fn without_a_run_there_is_none_and_one_alone_has_them_all() {
    let mut rig = Rig::following();
    assert_eq!(rig.fates([lap(None)]), "R(before_any_session)");
    rig.fates(drive(START, 1000));
    assert_eq!(rig.fates([lap(None), published(undated(30))]), "T0");
    // Laps driven before a replay began.
    assert_eq!(rig.fates([lap(Some(START - 3 * DAY))]), "T0");
}

#[test]
fn of_two_runs_each_has_those_of_its_dates() {
    let mut rig = live_and_replay();
    assert_eq!(rig.fates([lap(Some(START + DAY + 999_000)), lap(Some(START + 19_000))]), "T0 T1");
    // One that was begun and never ended.
    let stopped = |start_ms| published(LapRecord { lap_start_date: Some(start_ms), ..undated(3) });
    rig.fates([tele(START + DAY + 1_000_000)]);
    assert_eq!(rig.fates([stopped(START + 15_000)]), "T1", "though the other had the sample before");
    rig.fates([tele(START + 20_000)]);
    assert_eq!(rig.fates([stopped(START + DAY + 990_000)]), "T0");
    assert_eq!(rig.fates([lap(Some(START - 3 * DAY))]), "R(of_another_session)");
}

#[test]
fn without_a_date_it_is_of_the_run_in_which_its_driver_comes_to_it() {
    let mut rig = live_and_replay();
    rig.fates([ended(31, START + DAY + 990_000), ended(4, START + 19_000)]);
    for newest in [START + DAY + 1_000_000, START + 20_000] {
        rig.fates([tele(newest)]);
        assert_eq!(rig.fates([published(undated(99))]), "R(of_another_session)");
    }
    rig.fates([tele(START + 20_200)]);
    assert_eq!(rig.fates([published(undated(32))]), "T0", "though the other had the sample before");
    rig.fates([tele(START + DAY + 1_000_200)]);
    assert_eq!(rig.fates([published(undated(5))]), "T1");
}

#[test]
fn of_two_runs_that_await_it_the_one_whose_time_it_is_has_it() {
    let mut rig = live_and_replay();
    let known = |start_ms, time_ms| {
        let lap = LapRecord { lap_start_date: Some(start_ms), lap_start_time: Some(time_ms), ..undated(4) };
        published(LapRecord { lap_time: Some(80_000), ..lap })
    };
    rig.fates([known(START + DAY + 910_000, 910_000), known(START - 61_000, 3_600_000)]);
    let next = |time_ms| published(LapRecord { lap_start_time: Some(time_ms), ..undated(5) });
    let mut other = rig.runs.all.clone();
    assert_eq!(rig.fates([next(990_000)]), "T0");
    std::mem::swap(&mut rig.runs.all, &mut other);
    assert_eq!(rig.fates([next(3_680_000)]), "T1");
}

#[test]
fn a_correction_finds_its_run_when_that_has_long_been_silent() {
    let next = START + 4 * 3_600_000;
    let mut rig = Rig::following();
    rig.fates([facts("sprint", START), facts("qualifying", next)]);
    rig.fates(drive(START, 1000));
    rig.now_ms += 61_000;
    rig.fates(drive(next, 20));
    assert_eq!(rig.fates([lap(Some(START + 500_000)), lap(Some(next + 19_000))]), "T0 T1");
    // The same session told once more has them, also those from before it began.
    rig.fates(drive(START + 900_000, 20));
    assert_eq!(rig.fates([lap(Some(START + 910_000)), lap(Some(START + 500_000))]), "T2");
}
