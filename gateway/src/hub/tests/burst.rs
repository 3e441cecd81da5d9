//! More at once than can be watched: what spectators are given of it, and what is on the recording.

use std::sync::Arc;

use gridcast_shared::race::{CarStatus, RaceState, TrackStatus};
use gridcast_shared::topics::{LapRecord, RaceControlRecord};
use gridcast_shared::units::{CHUNK_MS, chunk_of, chunk_start};

use super::*;

/// Each closed chunk of a recording: its number, the dates of its samples, and the race at its end.
fn chunks(rig: &Rig, id: &str) -> Vec<(u32, Vec<i64>, Arc<RaceState>)> {
    let (mut decoder, mut frame) = (Decoder::new(), Frame::default());
    let closed = rig.out.recorder.manifest(id).unwrap().chunks;
    let read = closed.iter().map(|(number, _)| {
        let mut dates = Vec::new();
        for bytes in split_frames(&rig.out.recorder.chunk(id, *number).unwrap().bytes) {
            decoder.decode(bytes, &mut frame).unwrap();
            dates.extend(frame.samples.iter().map(|sample| sample.date_ms));
        }
        (*number, dates, Arc::clone(decoder.state().unwrap()))
    });
    read.collect()
}

fn message(text: &str, date_ms: i64) -> Record {
    let mut message = RaceControlRecord::new(SessionId::parse("a").unwrap(), date_ms);
    message.message = Some(text.to_owned());
    Record::RaceControl(Box::new(message))
}

/// The timing says each second how many laps of 80 s a car has driven.
fn timing(driver: &str, place: u8, date_ms: i64) -> Record {
    let mut record = TimingRecord::new(DriverCode::parse(driver).unwrap(), date_ms);
    record.position = Update::Set(place);
    record.number_of_laps = Update::Set(((date_ms - START) / 80_000) as u8);
    Record::Timing(Box::new(record))
}

/// The record of a lap of 80 s that ends then.
fn lap(driver: &str, end_ms: i64) -> Record {
    let number = (end_ms - START) / 80_000;
    let mut record = LapRecord::new(DriverCode::parse(driver).unwrap(), number as f64);
    (record.lap_start_date, record.lap_time) = (Some(end_ms - 80_000), Some(80_000));
    Record::Lap(Box::new(record))
}

/// What of a race is published in these seconds: samples if wanted, timing, laps, and a message at the tenth minute.
fn seconds(range: std::ops::Range<i64>, has_samples: bool) -> Vec<Record> {
    let mut records = Vec::new();
    for i in range {
        let date_ms = START + i * 1000;
        for (place, driver) in [(1, "VER"), (2, "NOR")] {
            records.push(timing(driver, place, date_ms));
            if i % 80 == 0 && i != 0 {
                records.push(lap(driver, date_ms));
            }
        }
        if i == 600 {
            records.push(message("SAFETY CAR DEPLOYED", date_ms));
        }
        if has_samples {
            records.extend(second(date_ms));
        }
    }
    records
}

/// Whether each ten seconds of 1,230 have a chunk of their own, with the race as it was then.
fn is_as_it_was(rig: &Rig) {
    let chunks = chunks(rig, "a");
    assert_eq!(chunks.len(), 122, "each ten seconds have a chunk of their own");
    for (number, dates, state) in &chunks {
        assert_eq!(dates.len(), 100, "{number}: five dates a second of two cars");
        assert!(dates.iter().all(|date| chunk_of(*date) == *number), "{number}: {dates:?}");
        let at_s = (chunk_start(*number) - START) / 1000;
        assert_eq!(i64::from(state.status.lap), at_s / 80 + 1, "the lap {at_s} s after the start");
        assert_eq!(state.messages.len(), usize::from(600 <= at_s), "what was said {at_s} s after the start");
    }
}

#[test]
fn in_a_burst_laps_timing_and_messages_keep_step_with_their_samples() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("a", START)]);
    for i in 0..20 {
        rig.give(seconds(i..i + 1, true));
        rig.tick(1000);
    }
    // Twenty minutes at once.
    rig.give(seconds(20..1220, true));
    rig.tick(200);
    rig.give(seconds(1220..1230, true));
    rig.tick(200);
    is_as_it_was(&rig);
}

#[test]
fn what_is_told_beside_the_samples_waits_for_those_that_come_later() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("a", START)]);
    for i in 0..20 {
        rig.give(seconds(i..i + 1, true));
        rig.tick(1000);
    }
    // Twenty minutes at once, of which one partition is read later than the others.
    let (samples, beside): (Vec<_>, Vec<_>) =
        seconds(20..1220, true).into_iter().partition(|record| matches!(record, Record::Tele(_)));
    rig.give(beside);
    rig.tick(1000);
    rig.give(samples);
    rig.tick(200);
    rig.give(seconds(1220..1230, true));
    rig.tick(200);
    is_as_it_was(&rig);
    // Once samples are silent nothing waits for them any more.
    rig.give([message("SAFETY CAR IN THIS LAP", START + 1_234_000)]);
    let said = |rig: &Rig| rig.out.live.borrow().race.as_ref().unwrap().messages.len();
    rig.tick(1000);
    assert_eq!(said(&rig), 1);
    for _ in 0..3 {
        rig.tick(1000);
    }
    assert_eq!(said(&rig), 2);
}

#[test]
fn the_timeline_of_a_burst_is_that_of_the_race_as_it_happened() {
    let told = [1, 1200].map(|at_once| {
        let mut rig = Rig::new(SourceState::Following);
        rig.give([facts("a", START)]);
        for i in (0..20).chain((20..1220).step_by(at_once)).chain(1220..1230) {
            let n = if (20..1220).contains(&i) { at_once as i64 } else { 1 };
            rig.give(seconds(i..i + n, true));
            rig.tick(1000);
        }
        String::from_utf8(rig.out.recorder.timeline("a").unwrap().text.to_vec()).unwrap()
    });
    assert!(told[0].contains("SAFETY CAR DEPLOYED"), "{}", told[0]);
    assert!(told[0] == told[1], "{}\n{}", told[0], told[1]);
}

#[test]
fn samples_that_end_while_the_timing_goes_on_make_no_flag() {
    let mut rig = Rig::new(SourceState::Following);
    let mut record = SessionRecord::new(SessionId::parse("a").unwrap());
    (record.start_date, record.scheduled_laps) = (Some(START), Some(57));
    rig.give([Record::Session(Box::new(record))]);
    for i in 0..800 {
        rig.give(seconds(i..i + 1, i < 400));
        rig.tick(1000);
        let state = rig.decoder.state().unwrap();
        assert!(
            state.cars.iter().all(|car| !matches!(car.status, CarStatus::Finished | CarStatus::Retired)),
            "{i}"
        );
        assert_ne!(state.status.track, TrackStatus::Finished, "{i}");
    }
    assert_eq!(rig.decoder.state().unwrap().status.lap, 10);
}

#[test]
fn timing_alone_that_comes_in_a_burst_is_recorded_as_it_was_then() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("a", START)]);
    for i in 0..20 {
        rig.give(seconds(i..i + 1, false));
        rig.tick(1000);
    }
    rig.give(seconds(20..1220, false));
    rig.tick(200);
    let chunks = chunks(&rig, "a");
    assert_eq!(chunks.len(), 121, "the last is open");
    for (number, _, state) in &chunks {
        let at_s = (chunk_start(*number) + CHUNK_MS - START) / 1000 - 1;
        // On the grid nobody drives a lap.
        let lap = if at_s < 80 { 0 } else { at_s / 80 + 1 };
        assert_eq!(i64::from(state.status.lap), lap, "the lap {at_s} s after the start");
        assert_eq!(state.messages.len(), usize::from(600 <= at_s), "what was said {at_s} s after the start");
    }
}

#[test]
fn after_an_outage_spectators_are_given_the_current_chunk_and_the_rest_is_on_the_recording() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("a", START)]);
    for i in 0..20 {
        rig.give(second(START + i * 1000));
        rig.tick(200);
    }
    let before = rig.n_samples;
    // Twenty minutes, in a burst of half a second.
    for i in 20..1220 {
        rig.give(second(START + i * 1000));
        if i % 400 == 0 {
            rig.tick(200);
        }
    }
    for i in 1220..1230 {
        rig.tick(200);
        rig.give(second(START + i * 1000));
    }
    rig.tick(200);
    assert_eq!(rig.n_behind, 0, "nobody has lagged");
    let given = rig.n_samples - before;
    assert!((100..1000).contains(&given), "a chunk or some, not 12,000 samples: {given}");
    assert_eq!(rig.decoder.state().unwrap().digest(), rig.out.live.borrow().race.as_ref().unwrap().digest());
    let mut recorded = rig.recorded("a");
    assert_eq!(recorded.len(), 1230 * 10);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), 1230 * 10, "nothing is twice");
}
