//! The hub with a hand on its clock: what spectators see, and when.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::recording::Timeline;
use gridcast_shared::topics::{
    RaceControlRecord, Record, SessionRecord, TeleRecord, TimingRecord, Topic, Update, WeatherRecord,
};
use gridcast_shared::wire::{Decoder, Frame, Notice, split_frames};
use tokio::sync::watch;

use super::*;
use crate::fanout::{Cursor, Fanout};
use crate::recorder::store::Store;
use crate::recorder::{Limits, Recorder};
use crate::telemetry::Metrics;
use crate::websocket;

mod burst;

const START: i64 = 1_742_097_600_000;
/// When records are published: the races are replays.
const PUBLISHED: i64 = START + 90 * 86_400_000;

struct Rig {
    hub: Hub,
    out: Outputs,
    cursor: Cursor,
    now: Instant,
    decoder: Decoder,
    n_samples: usize,
    /// Passes at which the spectator lagged.
    n_behind: usize,
}

impl Rig {
    fn new(state: SourceState) -> Self {
        Self::over(Recorder::default(), state)
    }

    /// With recordings that may be there already.
    fn over(recorder: Recorder, state: SourceState) -> Self {
        let out = Outputs {
            fanout: Arc::new(Fanout::new(64)),
            recorder: Arc::new(recorder),
            circuits: Arc::default(),
            metrics: Arc::new(Metrics::new()),
            live: watch::channel(nothing_yet()).0,
        };
        let cursor = out.fanout.view().join();
        let mut hub = Hub::new(out.clone());
        let now = Instant::now();
        hub.take(Input::Source(state), now);
        Self { hub, out, cursor, now, decoder: Decoder::new(), n_samples: 0, n_behind: 0 }
    }

    fn give(&mut self, records: impl IntoIterator<Item = Record>) {
        self.give_at(PUBLISHED, records);
    }

    fn give_at(&mut self, at_ms: i64, records: impl IntoIterator<Item = Record>) {
        let records = records.into_iter().map(|record| Arrived { at_ms, record }).collect();
        self.hub.take(Input::Records(records), self.now);
    }

    /// What is recorded of a run: samples by date and car.
    fn recorded(&self, id: &str) -> Vec<(i64, u8)> {
        let manifest = self.out.recorder.manifest(id).unwrap();
        let mut samples = Vec::new();
        let (mut decoder, mut frame) = (Decoder::new(), Frame::default());
        for number in manifest.chunks.iter().map(|(number, _)| *number).chain(manifest.open) {
            for bytes in split_frames(&self.out.recorder.chunk(id, number).unwrap().bytes) {
                decoder.decode(bytes, &mut frame).unwrap();
                assert_eq!(decoder.state().unwrap().session.id.as_str(), id, "one name everywhere");
                samples.extend(frame.samples.iter().map(|sample| (sample.date_ms, sample.car.0)));
            }
        }
        samples
    }

    /// Lets time pass to the next frame; what a spectator got, decoded where it is a frame.
    fn tick(&mut self, millis: u64) -> Vec<Notice> {
        self.now += Duration::from_millis(millis);
        self.hub.tick(self.now);
        let view = self.out.fanout.view();
        self.cursor.jump(&view);
        self.n_behind += usize::from(self.cursor.is_behind(&view));
        let mut notices = Vec::new();
        while let Some(message) = self.cursor.take(&view) {
            let bytes = websocket::payload(&message);
            if let Some(notice) = Notice::decode(bytes) {
                notices.extend(Some(notice).filter(|notice| *notice != Notice::Skipped));
                continue;
            }
            let mut frame = Frame::default();
            self.decoder.decode(bytes, &mut frame).unwrap();
            self.n_samples += frame.samples.len();
        }
        notices
    }

    fn session(&self) -> String {
        self.decoder.state().map_or_else(String::new, |state| state.session.id.to_string())
    }
}

/// A second of two cars, five dates.
fn second(from_ms: i64) -> Vec<Record> {
    second_of(&["VER", "NOR"], from_ms)
}

/// A second of these cars, five dates.
fn second_of(drivers: &[&str], from_ms: i64) -> Vec<Record> {
    let records = (0..5).flat_map(|i| {
        drivers.iter().map(move |driver| {
            let mut record = TeleRecord::new(from_ms + i * 200, DriverCode::parse(driver).unwrap());
            (record.rpm, record.speed, record.n_gear) = (Some(11_000.0), Some(280.0), Some(7));
            (record.x, record.y, record.z) = (Some(i as f64), Some(5.0), Some(0.0));
            Record::Tele(record)
        })
    });
    records.collect()
}

#[test]
fn a_frame_has_what_came_since_the_last_once_its_dates_are_complete() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give(second(START));
    rig.tick(10);
    assert_eq!(rig.n_samples, 0, "the rest of these dates, and their session's record, may still come");
    rig.tick(990);
    assert_eq!(rig.n_samples, 10);
    rig.tick(200);
    assert_eq!(rig.n_samples, 10);
    assert_eq!(rig.session(), format!("t{START}"));
}

#[test]
fn the_backlog_is_recorded_but_shown_only_when_it_is_read() {
    let mut rig = Rig::new(SourceState::Backlog);
    for i in 0..25 {
        rig.give(second(START + i * 1000));
    }
    rig.tick(200);
    assert_eq!((rig.n_samples, rig.out.live.borrow().race.is_some()), (0, false));
    rig.hub.take(Input::Source(SourceState::Following), rig.now);
    rig.tick(200);
    assert_eq!(rig.n_samples, 50, "the current chunk so far");
    let manifest = rig.out.recorder.manifest(&format!("t{START}")).unwrap();
    assert_eq!(manifest.chunks.len(), 2);
    assert!(rig.out.live.borrow().race.is_some());
}

fn facts(id: &str, start_ms: i64) -> Record {
    let mut facts = SessionRecord::new(SessionId::parse(id).unwrap());
    facts.start_date = Some(start_ms);
    Record::Session(Box::new(facts))
}

#[test]
fn the_timeline_tells_the_weather_of_each_minute() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("a", START)]);
    for second in 0..150 {
        let mut weather = WeatherRecord::new(SessionId::parse("a").unwrap(), START + second * 1000);
        weather.track_temp = Some(30.0 - second as f64 / 10.0);
        rig.give(self::second(START + second * 1000));
        rig.give([Record::Weather(weather)]);
        rig.tick(1000);
    }
    let timeline = rig.out.recorder.timeline("a").unwrap();
    let timeline: Timeline = serde_json::from_slice(&timeline.text).unwrap();
    let told: Vec<(i64, i16)> = timeline
        .weather
        .iter()
        .map(|weather| ((weather.date_ms - START) / 60_000, weather.weather.track_dc))
        .collect();
    let [(0, at_first), (1, after_one), (2, after_two)] = told[..] else { panic!("{told:?}") };
    assert!(
        295 <= at_first && (235..=240).contains(&after_one) && (175..=180).contains(&after_two),
        "{told:?}"
    );
}

/// A message of race control of the session "a".
fn said(date_ms: i64) -> Record {
    let mut said = RaceControlRecord::new(SessionId::parse("a").unwrap(), date_ms);
    said.message = Some("TRACK SURFACE SLIPPERY".into());
    Record::RaceControl(Box::new(said))
}

#[test]
fn a_message_dated_an_hour_ahead_waits_for_its_time_and_takes_nothing_there() {
    for state in [SourceState::Following, SourceState::Backlog] {
        let mut rig = Rig::new(state);
        rig.give([facts("a", START)]);
        rig.give(second(START));
        rig.tick(1000);
        rig.give([said(START + 3_600_000), said(START + 800)]);
        // A hole of the feed, longer than samples are waited for.
        (0..5).for_each(|_| drop(rig.tick(1000)));
        rig.give(second(START + 6_000));
        rig.tick(1000);
        rig.hub.take(Input::Source(SourceState::Following), rig.now);
        rig.give(second(START + 7_000));
        (0..3).for_each(|_| drop(rig.tick(1000)));
        let shown = rig.out.live.borrow().race.clone().unwrap();
        assert_eq!(shown.n_messages, 1, "{state:?}");
        let manifest = rig.out.recorder.manifest("a").unwrap();
        let chunks = (manifest.chunks.len(), manifest.open);
        assert_eq!(chunks, (0, Some((START / 10_000) as u32)), "{state:?}: its time stays");
        assert_eq!(rig.recorded("a").len(), 30, "{state:?}");
    }
}

#[test]
fn messages_alone_move_the_time_on_and_are_heard() {
    let mut rig = Rig::new(SourceState::Following);
    let now_ms = wall_ms();
    rig.give([facts("a", START)]);
    rig.give_at(now_ms, second(START));
    rig.tick(1000);
    // A long red flag, in which nothing else is told.
    for n in 1..=12 {
        rig.give_at(now_ms, [said(START + n * 50_000)]);
        for _ in 0..50 {
            rig.tick(1000);
            assert!(!rig.out.live.borrow().is_silent, "{n}");
        }
    }
    assert_eq!(rig.out.live.borrow().race.as_ref().unwrap().n_messages, 12);
    (0..15).for_each(|_| drop(rig.tick(1000)));
    assert!(rig.out.live.borrow().is_silent, "not even messages come");
}

const WEEK: i64 = 7 * 86_400_000;

#[test]
fn a_session_is_shown_when_its_samples_come() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("2025-01-race", START)]);
    rig.give(second(START));
    rig.tick(200);
    let next =
        SessionRecord { speed: Some(20.0), ..SessionRecord::new(SessionId::parse("2025-02-race").unwrap()) };
    let next = SessionRecord { start_date: Some(START + WEEK), ..next };
    rig.give([Record::Session(Box::new(next)), facts("2024-24-race", START - 13 * WEEK)]);
    rig.tick(200);
    assert_eq!((rig.session().as_str(), rig.out.recorder.index().sessions.len()), ("2025-01-race", 1));
    rig.give(second(START + WEEK));
    rig.tick(200);
    assert_eq!(rig.session(), "2025-01-race", "it may only have paused");
    for i in 1..=2 {
        rig.give(second(START + WEEK + i * 1000));
        rig.tick(1000);
    }
    assert_eq!(rig.session(), "2025-02-race");
    assert_eq!(rig.decoder.state().unwrap().session.rate_pct, 2000);
    assert_eq!(rig.recorded("2025-02-race").len(), 30, "from its beginning");
    assert_eq!(rig.recorded("2025-01-race").len(), 10, "the former's is whole");
}

#[test]
fn a_replay_beside_the_race_shown_is_recorded_and_shown_when_that_ends() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give([facts("first", START), facts("other", START + WEEK)]);
    for i in 0..60 {
        rig.give(second(START + i * 1000));
        if 20 <= i {
            rig.give(second(START + WEEK + (i - 20) * 1000));
        }
        rig.tick(1000);
        assert_eq!(rig.session(), "first");
    }
    assert_eq!(rig.n_samples, 600, "and the spectator has each of its samples once");
    for i in 0..10 {
        rig.give(second(START + WEEK + (40 + i) * 1000));
        rig.tick(1000);
    }
    assert_eq!(rig.session(), "other", "within ten seconds of the silence");
    for i in 0..10 {
        rig.give(second(START + (60 + i) * 1000));
        rig.tick(1000);
    }
    assert_eq!(rig.session(), "first", "the newer is silent and the former goes on: ten seconds again");
    assert_eq!((rig.recorded("first").len(), rig.recorded("other").len()), (700, 500), "nothing is lost");
    assert_eq!(rig.n_behind, 0);
}

#[test]
fn a_broker_that_stood_still_begins_nothing_and_loses_nothing() {
    let mut rig = Rig::new(SourceState::Following);
    for i in 0..10 {
        rig.give(second(START + i * 1000));
        rig.tick(1000);
    }
    let before = rig.session();
    rig.tick(180_000);
    // What was published meanwhile comes partition by partition.
    let meanwhile: Vec<Record> = (10..190).flat_map(|i| second(START + i * 1000)).collect();
    let is_ver = |record: &Record| record.key() == "VER";
    rig.give(meanwhile.iter().filter(|record| is_ver(record)).cloned());
    rig.tick(200);
    rig.give(meanwhile.iter().filter(|record| !is_ver(record)).cloned());
    for i in 190..200 {
        rig.give(second(START + i * 1000));
        rig.tick(1000);
    }
    assert_eq!((rig.session(), rig.out.recorder.index().sessions.len()), (before.clone(), 1));
    let mut recorded = rig.recorded(&before);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!((recorded.len(), rig.recorded(&before).len()), (2000, 2000), "each once");
}

#[test]
fn facts_that_come_late_change_no_name() {
    let mut rig = Rig::new(SourceState::Following);
    for i in 0..5 {
        rig.give(second(START + i * 1000));
        rig.tick(1000);
    }
    let name = rig.session();
    rig.give([facts("2025-01-race", START)]);
    for i in 5..20 {
        rig.give(second(START + i * 1000));
        rig.tick(1000);
    }
    assert_eq!((rig.session(), name.as_str()), (name.clone(), "t1742097600000"));
    let index = rig.out.recorder.index();
    let [entry] = &index.sessions[..] else { panic!("{index:?}") };
    assert_eq!((entry.id.as_str(), entry.start_ms, entry.live), (name.as_str(), START, true));
    assert_eq!(rig.recorded(&name).len(), 200);
}

#[test]
fn facts_that_come_a_moment_late_name_it_all_the_same() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give(second(START));
    rig.tick(200);
    rig.give([facts("2025-01-race", START)]);
    rig.tick(200);
    assert_eq!(rig.session(), "2025-01-race");
}

#[test]
fn a_replay_leaves_no_pace_behind() {
    let mut rig = Rig::new(SourceState::Following);
    for i in 0..40 {
        rig.give_at(START + i * 100, second(START + i * 2000));
        rig.tick(100);
    }
    assert_eq!(rig.decoder.state().unwrap().session.rate_pct, 2000);
    for i in 0..30 {
        rig.give_at(START + WEEK + i * 100, second(START + WEEK + i * 100));
        rig.tick(100);
    }
    assert_eq!(rig.session(), format!("t{}", START + WEEK));
    assert_eq!(rig.decoder.state().unwrap().session.rate_pct, 100);
}

#[test]
fn timing_alone_is_a_race() {
    let mut rig = Rig::new(SourceState::Following);
    for i in 0..5 {
        let mut record = TimingRecord::new(DriverCode::parse("VER").unwrap(), START + i * 1000);
        record.position = Update::Set(1);
        rig.give([Record::Timing(Box::new(record))]);
        rig.tick(1000);
    }
    assert_eq!(rig.session(), format!("t{START}"));
    assert_eq!(rig.decoder.state().unwrap().session.drivers.len(), 1);
}

#[test]
fn a_minute_of_nothing_in_a_session_is_told_and_a_session_long_over_is_not() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give_at(wall_ms(), second(wall_ms() - 2000));
    rig.tick(1000);
    rig.tick(58_000);
    assert!(!rig.out.live.borrow().is_silent);
    rig.tick(2_000);
    assert!(rig.out.live.borrow().is_silent);
    rig.give_at(wall_ms(), second(wall_ms()));
    rig.tick(1000);
    assert!(!rig.out.live.borrow().is_silent);

    let mut rig = Rig::new(SourceState::Following);
    rig.give(second(START));
    rig.tick(1000);
    rig.tick(100_000);
    assert!(!rig.out.live.borrow().is_silent, "published long ago");
}

#[test]
fn what_comes_last_before_the_end_is_shown() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give(second(START));
    rig.hub.take(Input::Source(SourceState::Ended), rig.now);
    rig.tick(1);
    assert_eq!(rig.n_samples, 10);
}

#[test]
fn silence_has_its_reason() {
    let mut rig = Rig::new(SourceState::Following);
    assert_eq!(rig.tick(2500), [Notice::NoRace]);
    rig.give(second(START));
    assert_eq!(rig.tick(1000), []);
    assert_eq!(rig.tick(1000), []);
    assert_eq!(rig.tick(1500), [Notice::Alive]);
    let no_laps = [Topic::Laps].into_iter().collect();
    rig.hub.take(Input::Source(SourceState::Incomplete(no_laps)), rig.now);
    rig.give(second(START + 1000));
    assert_eq!(rig.tick(2000), [Notice::Unreadable(no_laps)], "also after a frame");
    assert_eq!(rig.n_samples, 20);
    rig.hub.take(Input::Source(SourceState::Away), rig.now);
    assert_eq!(rig.tick(2000), [Notice::SourceAway]);
    rig.hub.take(Input::Source(SourceState::Ended), rig.now);
    assert_eq!(rig.tick(2000), [Notice::Ended]);
}

#[test]
fn a_run_that_is_read_again_goes_on_with_its_recording_and_each_sample_is_there_once() {
    let folder = tempfile::tempdir().unwrap();
    let on_disk = || Recorder::open(Store::open(folder.path()).unwrap()).unwrap();
    let id = format!("t{START}");
    // One car comes four seconds at a time, so that its samples lie across the ends of chunks.
    let published = |i: i64| {
        let late = (i - 3..=i).filter(|_| i % 4 == 3).flat_map(|j| second_of(&["LAT"], START + j * 1000));
        second(START + i * 1000).into_iter().chain(late).collect::<Vec<_>>()
    };
    let mut rig = Rig::over(on_disk(), SourceState::Following);
    for i in 0..34 {
        rig.give(published(i));
        rig.tick(1000);
    }
    rig.out.recorder.close();
    rig.out.recorder.keep(Limits { max_bytes: 1_000_000, max_age: None }).unwrap();
    let kept = rig.out.recorder.manifest(&id).unwrap().chunks;
    assert_eq!(kept.len(), 3);
    drop(rig);

    // Started again it reads all from the beginning, cut elsewhere, and goes on.
    let mut rig = Rig::over(on_disk(), SourceState::Backlog);
    for i in 0..60 {
        rig.give(published(i));
    }
    rig.hub.take(Input::Source(SourceState::Following), rig.now);
    for i in 60..75 {
        rig.give(published(i));
        rig.tick(700);
    }
    rig.tick(2000);
    let chunks = rig.out.recorder.manifest(&id).unwrap().chunks;
    assert_eq!(chunks[..3], kept[..], "what was closed stays");
    let mut recorded = rig.recorded(&id);
    assert_eq!(recorded.len(), 75 * 10 + 18 * 20);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), 75 * 10 + 18 * 20, "each sample once");
}
