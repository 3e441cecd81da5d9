//! Laps that are deleted, corrected, reinstated; and sessions in which laps are ranked.

use gridcast_shared::race::{CarStatus, EventKind, Gap, MessageKind, MiniSector, TrackStatus};
use gridcast_shared::session::{SessionKind, SessionStatus};
use gridcast_shared::topics::{
    ClockRecord, DriverRecord, LapRecord, RaceControlRecord, SessionRecord, TimingRecord, Topic, Update,
};

use super::scene::*;
use super::small;
use crate::race::Race;

/// A lap that took so long and ended then, ms.
fn timed(driver: &str, number: u8, end_ms: i64, time_ms: i64) -> LapRecord {
    LapRecord {
        lap_time: Some(time_ms),
        lap_start_date: Some(START + end_ms - time_ms),
        lap_start_time: Some(10_000_000 + end_ms - time_ms),
        position: None,
        ..lap(driver, number, end_ms, 1)
    }
}

fn said(words: &str, ms: i64) -> RaceControlRecord {
    RaceControlRecord { message: Some(words.into()), ..RaceControlRecord::new(id(), START + ms) }
}

fn best(race: &Race, driver: &str) -> u32 {
    row(race, driver).best_lap_ms
}

/// A session of this kind with three cars, numbers 4, 44 and 5.
fn session(kind: SessionKind) -> SessionRecord {
    let mut record = SessionRecord::new(id());
    record.kind = Some(kind);
    for (driver, number) in [("AAA", 4), ("BBB", 44), ("CCC", 5)] {
        record.drivers.push(DriverRecord { number: Some(number), ..DriverRecord::new(code(driver)) });
    }
    record
}

fn fastest(race: &Race) -> Option<&str> {
    let state = race.state();
    state.status.fastest.map(|car| state.session.drivers[car.index()].code.as_str())
}

#[test]
fn a_deleted_lap_is_no_best_by_either_form_of_the_message() {
    let Some(records) = small::records("deleted-lap.jsonl", Topic::Laps) else { return };
    let mut race = Race::new(id());
    for record in &records {
        small::give(&mut race, record);
    }
    assert_eq!(["AAA", "BBB", "CCC"].map(|driver| best(&race, driver)), [88_000, 88_900, 89_900]);
    assert_eq!(fastest(&race), Some("AAA"));
}

#[test]
fn a_message_of_a_time_may_come_before_the_lap_and_finds_the_car_by_its_number() {
    let mut race = Race::new(id());
    race.session(&session(SessionKind::Race)).unwrap();
    race.lap(&timed("AAA", 2, 80_000, 39_000));
    race.race_control(&said("CAR 4 (AAA) TIME 0:38.500 DELETED - TRACK LIMITS AT TURN 11", 120_000));
    race.lap(&timed("BBB", 2, 80_500, 38_500));
    race.lap(&timed("AAA", 3, 118_500, 38_500));
    assert_eq!((best(&race, "AAA"), best(&race, "BBB")), (39_000, 38_500), "44 is not 4");
    assert!(row(&race, "AAA").last_lap_deleted && !row(&race, "BBB").last_lap_deleted);
    assert_eq!((fastest(&race), row(&race, "AAA").last_lap_ms), (Some("BBB"), 38_500));
    race.race_control(&said("CAR 4 (AAA) TIME 0:38.500 REINSTATED", 130_000));
    assert_eq!(best(&race, "AAA"), 38_500);
    assert!(!row(&race, "AAA").last_lap_deleted);
}

#[test]
fn a_record_of_the_same_lap_again_corrects_it() {
    let mut race = Race::new(id());
    race.lap(&timed("AAA", 1, 40_000, 40_000));
    race.lap(&timed("AAA", 2, 79_000, 39_000));
    let deleted = LapRecord { deleted: Some(true), ..timed("AAA", 2, 79_000, 39_000) };
    race.lap(&deleted);
    assert_eq!((best(&race, "AAA"), row(&race, "AAA").last_lap_deleted), (40_000, true));
    race.lap(&LapRecord { deleted: None, ..deleted.clone() });
    assert_eq!(best(&race, "AAA"), 40_000, "a correction of something else leaves it deleted");
    race.lap(&LapRecord { deleted: Some(false), ..deleted });
    assert_eq!((best(&race, "AAA"), row(&race, "AAA").last_lap_deleted), (39_000, false));
    race.lap(&timed("AAA", 2, 79_000, 39_500));
    assert_eq!((best(&race, "AAA"), row(&race, "AAA").last_lap_ms), (39_500, 39_500));
    race.lap(&LapRecord { lap_time: None, ..timed("AAA", 2, 79_000, 39_500) });
    assert_eq!(best(&race, "AAA"), 40_000, "no time is no best");
}

#[test]
fn the_timings_best_holds_until_its_lap_is_deleted_or_a_better_one_is_driven() {
    let mut race = Race::new(id());
    race.session(&session(SessionKind::Practice)).unwrap();
    race.lap(&timed("AAA", 2, 80_000, 39_000));
    race.lap(&timed("AAA", 3, 118_000, 38_000));
    let mut told = TimingRecord::new(code("AAA"), START + 119_000);
    (told.best_lap_time, told.best_lap_number) = (Update::Set(39_000), Update::Set(2));
    race.timing(&told);
    assert_eq!(best(&race, "AAA"), 39_000, "the timing does not count lap 3");
    race.race_control(&said(
        "CAR 4 (AAA) TIME 0:39.000 DELETED - TRACK LIMITS AT TURN 4 LAP 2 16:04:51",
        125_000,
    ));
    assert_eq!(best(&race, "AAA"), 38_000);
    race.lap(&timed("AAA", 4, 155_500, 37_500));
    assert_eq!(best(&race, "AAA"), 37_500);
    let mut gone = TimingRecord::new(code("AAA"), START + 160_000);
    gone.best_lap_time = Update::Gone;
    race.timing(&gone);
    assert_eq!((best(&race, "AAA"), fastest(&race)), (0, None));
}

#[test]
fn practice_is_ranked_by_best_lap_and_has_no_gaps_on_the_road() {
    let mut race = Race::new(id());
    race.session(&session(SessionKind::Practice)).unwrap();
    race.lap(&timed("AAA", 2, 80_000, 39_000));
    race.lap(&timed("BBB", 2, 81_000, 38_000));
    race.lap(&timed("BBB", 3, 160_000, 79_000));
    race.lap(&timed("CCC", 2, 90_000, 39_400));
    assert_eq!(order(&race), "BBB AAA CCC");
    let gaps = ["BBB", "AAA", "CCC"].map(|driver| (row(&race, driver).gap, row(&race, driver).interval));
    let ms = Gap::Millis;
    assert_eq!(gaps, [(Gap::None, Gap::None), (ms(1_000), ms(1_000)), (ms(1_400), ms(400))]);
    race.race_control(&flag("CHEQUERED", 170_000));
    race.lap(&timed("AAA", 3, 200_000, 37_000));
    assert_eq!(order(&race), "AAA BBB CCC", "laps begun before the flag count");
    assert_eq!(row(&race, "AAA").status, CarStatus::Running);
    assert_eq!(n_events(&race, EventKind::Finish) + n_events(&race, EventKind::Out), 0);
}

#[test]
fn qualifying_is_ranked_by_part_and_who_is_knocked_out_stays_there() {
    let mut race = Race::new(id());
    let part = |part| SessionRecord {
        status: Some(SessionStatus::Started),
        part: Some(part),
        cut_off: vec![2, 1],
        ..session(SessionKind::Qualifying)
    };
    race.session(&part(1)).unwrap();
    race.lap(&timed("AAA", 2, 80_000, 39_000));
    race.lap(&timed("BBB", 2, 81_000, 38_000));
    race.lap(&timed("CCC", 2, 90_000, 39_400));
    assert_eq!(order(&race), "BBB AAA CCC");
    race.session(&part(2)).unwrap();
    race.race_control(&said("Q2 WILL START AT 16:25", 100_000));
    assert_eq!((order(&race).as_str(), row(&race, "CCC").status), ("BBB AAA CCC", CarStatus::KnockedOut));
    race.lap(&timed("AAA", 4, 200_000, 39_200));
    assert_eq!(order(&race), "AAA BBB CCC", "who has no time in this part comes after who has");
    assert_eq!((row(&race, "AAA").gap, row(&race, "BBB").gap), (Gap::None, Gap::None));
    race.lap(&timed("BBB", 4, 210_000, 38_900));
    assert_eq!((order(&race).as_str(), row(&race, "AAA").gap), ("BBB AAA CCC", Gap::Millis(300)));
    assert_eq!(row(&race, "BBB").best_by_part_ms, [38_000, 38_900, 0]);
    assert_eq!(row(&race, "CCC").gap, Gap::Millis(1_400), "to the fastest of its part, who went on");
    race.race_control(&said("CAR 44 (BBB) TIME 0:38.900 DELETED - TRACK LIMITS AT TURN 1", 215_000));
    assert_eq!(order(&race), "AAA BBB CCC");
    let mut told = TimingRecord::new(code("AAA"), START + 220_000);
    told.knocked_out = Update::Set(true);
    race.timing(&told);
    assert_eq!((order(&race).as_str(), row(&race, "AAA").status), ("BBB AAA CCC", CarStatus::KnockedOut));
}

#[test]
fn a_best_lap_taken_away_with_a_new_part_is_still_among_those_of_the_parts() {
    let mut race = Race::new(id());
    race.session(&session(SessionKind::Qualifying)).unwrap();
    let told = |driver: &str, ms: i64, parts: Vec<Option<u32>>| TimingRecord {
        best_lap_time: Update::set_or_gone(parts.last().copied().flatten()),
        best_laps: Update::Set(parts),
        ..TimingRecord::new(code(driver), START + ms)
    };
    race.timing(&told("AAA", 1_000, vec![Some(72_000)]));
    race.timing(&told("BBB", 2_000, vec![Some(73_000)]));
    race.timing(&told("AAA", 3_000, vec![Some(72_000), None]));
    assert_eq!((best(&race, "AAA"), best(&race, "BBB"), fastest(&race)), (72_000, 73_000, Some("AAA")));
}

#[test]
fn the_sessions_clock_status_and_part_are_shown_and_its_restart_is_believed() {
    let mut race = Race::new(id());
    let mut record = session(SessionKind::Qualifying);
    record.status = Some(SessionStatus::Aborted);
    record.clock = Some(ClockRecord { date: START, remaining: 600_000, running: false });
    (record.part, record.cut_off) = (Some(2), vec![15, 10]);
    race.session(&record).unwrap();
    race.race_control(&flag("RED", 1_000));
    race.race_control(&flag("CLEAR", 2_000));
    let status = race.state().status;
    assert_eq!((status.phase, status.part, status.cut_off), (Some(SessionStatus::Aborted), 2, [15, 10]));
    assert_eq!(status.clock.map(|clock| clock.remaining_at(START + 90_000)), Some(600_000));
    assert_eq!(status.track, TrackStatus::Red);
    let restart = SessionRecord { status: Some(SessionStatus::Started), ..SessionRecord::new(id()) };
    race.session(&restart).unwrap();
    assert_eq!((race.state().status.track, race.state().status.part), (TrackStatus::Clear, 2));
}

#[test]
fn mini_sectors_and_radio_are_carried() {
    let mut race = Race::new(id());
    race.session(&session(SessionKind::Practice)).unwrap();
    let mut told = TimingRecord::new(code("AAA"), START);
    told.segments = Update::Set([vec![2048, 2049, 2051], vec![2064, 0], vec![]]);
    race.timing(&told);
    race.timing(&TimingRecord::new(code("AAA"), START + 1_000));
    let minis = row(&race, "AAA").minis;
    assert_eq!(minis[0].states(), [MiniSector::Driven, MiniSector::Own, MiniSector::BestOfAll]);
    assert_eq!(minis[1].states(), [MiniSector::Pit, MiniSector::Ahead]);
    told.segments = Update::Gone;
    race.timing(&told);
    assert!(row(&race, "AAA").minis[0].states().is_empty());
    let mut radio = RaceControlRecord::new(id(), START + 2_000);
    (radio.category, radio.driver) = (Some("TeamRadio".into()), Some(code("BBB")));
    radio.clip = Some("https://example.org/bbb.mp3".into());
    race.race_control(&radio);
    let state = race.state();
    let heard = &state.messages[0];
    assert_eq!((heard.kind, heard.text.as_str()), (MessageKind::TeamRadio, "https://example.org/bbb.mp3"));
    assert_eq!(heard.car.map(|car| state.session.drivers[car.index()].code), Some(code("BBB")));
}
