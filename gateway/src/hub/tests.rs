//! The hub with a hand on its clock: what spectators see, and when.

use std::sync::Arc;
use std::time::{Duration, Instant};

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::topics::{Record, SessionRecord, TeleRecord};
use gridcast_shared::wire::{Decoder, Frame, Notice};
use tokio::sync::watch;

use super::*;
use crate::fanout::Place;
use crate::websocket;

const START: i64 = 1_742_097_600_000;

struct Rig {
    hub: Hub,
    out: Outputs,
    place: Place,
    now: Instant,
    decoder: Decoder,
    n_samples: usize,
}

impl Rig {
    fn new(state: SourceState) -> Self {
        let out = Outputs {
            fanout: Arc::new(Fanout::new(64)),
            recorder: Arc::new(Recorder::default()),
            metrics: Arc::new(Metrics::new()),
            live: watch::channel(nothing_yet()).0,
        };
        let place = out.fanout.view().join();
        let mut hub = Hub::new(out.clone());
        let now = Instant::now();
        hub.take(Input::Source(state), now);
        Self { hub, out, place, now, decoder: Decoder::new(), n_samples: 0 }
    }

    fn give(&mut self, records: impl IntoIterator<Item = Record>) {
        let records = records.into_iter().map(|record| Arrived { at_ms: START, record }).collect();
        self.hub.take(Input::Records(records), self.now);
    }

    /// Lets time pass to the next frame; what a spectator got, decoded where it is a frame.
    fn tick(&mut self, millis: u64) -> Vec<Notice> {
        self.now += Duration::from_millis(millis);
        self.hub.tick(self.now);
        let view = self.out.fanout.view();
        let mut notices = Vec::new();
        while let Some(message) = self.place.take(&view) {
            let bytes = websocket::payload(&message);
            if let Some(notice) = Notice::decode(bytes) {
                notices.push(notice);
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
    let records = (0..5).flat_map(|i| {
        ["VER", "NOR"].map(|driver| {
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
    assert_eq!(rig.n_samples, 0, "the rest of these dates may still come");
    rig.tick(190);
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
    let listing = rig.out.recorder.listing(&format!("t{START}")).unwrap();
    assert_eq!(listing.closed.len(), 2);
    assert!(rig.out.live.borrow().race.is_some());
}

#[test]
fn a_new_session_resets_what_is_shown() {
    let mut rig = Rig::new(SourceState::Following);
    rig.give(second(START));
    rig.tick(200);
    let mut facts = SessionRecord::new(SessionId::parse("2025-02-race").unwrap());
    facts.start_date = Some(START + 7 * 86_400_000);
    facts.speed = Some(20.0);
    rig.give([Record::Session(Box::new(facts))]);
    rig.give(second(START + 7 * 86_400_000));
    rig.tick(200);
    assert_eq!(rig.session(), "2025-02-race");
    assert_eq!(rig.decoder.state().unwrap().session.rate_pct, 2000);
    assert_eq!(rig.out.recorder.sessions().len(), 2);
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
    assert_eq!(rig.tick(200), []);
    assert_eq!(rig.tick(1000), []);
    assert_eq!(rig.tick(1500), [Notice::Alive]);
    rig.hub.take(Input::Source(SourceState::Away), rig.now);
    assert_eq!(rig.tick(2000), [Notice::SourceAway]);
    rig.hub.take(Input::Source(SourceState::Ended), rig.now);
    assert_eq!(rig.tick(2000), [Notice::Ended]);
}
