//! One run being fed: its race, and the frames made of it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use gridcast_shared::clean::{Cleaner, Keep, Rule};
use gridcast_shared::ids::SessionId;
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{RaceState, TrackStatus};
use gridcast_shared::recording::SessionEntry;
use gridcast_shared::session::{Session, SessionStatus};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{Record, SessionRecord, TeleRecord, Topic};
use gridcast_shared::units::{CHUNK_MS, MAX_CARS, chunk_of};
use gridcast_shared::wire::{Encoded, Encoder};

use super::gather::{Gather, Group};
use super::later::{self, Later};
use super::outputs::Outputs;
use super::rate::Rate;
use super::reread::Reread;
use super::views::Views;
use crate::race::{Log, Race};
use crate::recorder::{Recorder, Stamps};
use crate::reject::Reject;
use crate::runs::{Arrived, RunKey, origin_of};
use crate::telemetry::Metrics;

/// A frame of what is told faster than it can be watched spans this much source time, ms.
const BACKLOG_FRAME_MS: i64 = 1000;
/// What is told of later moments waits for samples while they come; after this nothing waits for them any more.
const SILENCE: Duration = Duration::from_secs(3);
/// Without samples what is told of later moments moves the time on by no more than this at once, ms: a date may be wrong.
const ALONE_MS: i64 = 600_000;

/// A frame that was made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// Its place in its chunk: 0 begins one.
    pub(super) index: u8,
    pub(super) bytes: Bytes,
}

/// A run being fed.
#[derive(Debug)]
pub(super) struct LiveRun {
    pub(super) key: RunKey,
    /// What it is called, once it has a frame.
    id: Option<SessionId>,
    race: Race,
    views: Views,
    cleaner: Cleaner,
    encoder: Encoder,
    rate: Rate,
    gather: Gather,
    later: Later,
    /// When the last sample was taken, and the date of the newest; the first record's before there is any.
    heard: Option<(Instant, i64)>,
    samples: Vec<Sample>,
    frames: Vec<Encoded>,
    made: Vec<Made>,
    tally: Tally,
    /// Source time of the newest record and of the last frame, 0 before the first.
    newest_ms: i64,
    framed_ms: i64,
    has_frames: bool,
    state: Option<Arc<RaceState>>,
    /// What its recording was told last: of its session, and of the timeline.
    described: Option<SessionEntry>,
    marked: (u32, usize),
    /// When what was published that its recording has not been told yet.
    stamps: Stamps,
    /// Its recording, if that was there before, and the chunk that was begun last beside it; 0 before the first.
    reread: Option<Reread>,
    begun: u32,
    /// Whether spectators may be sent what is made.
    is_watched: bool,
    /// The facts whose circuit was looked up last.
    circuit_of: Option<Arc<Session>>,
}

/// By car: samples kept, rules applied; since the beginning, and what of it the counters have.
#[derive(Debug)]
struct Tally {
    taken: [(u64, [u64; Rule::ALL.len()]); MAX_CARS],
    told: [(u64, [u64; Rule::ALL.len()]); MAX_CARS],
}

impl LiveRun {
    /// A run that has nothing yet; its pace, where the source says it.
    pub(super) fn new(key: RunKey, pace_pct: Option<u16>) -> Self {
        let mut rate = Rate::default();
        if let Some(pct) = pace_pct {
            rate.told(pct);
        }
        let mut race = Race::new(SessionId::from_start(0));
        race.set_rate(rate.pct());
        Self {
            key,
            id: None,
            race,
            views: Views::default(),
            cleaner: Cleaner::new(Keep::Measured),
            encoder: Encoder::new(),
            rate,
            gather: Gather::default(),
            later: Later::default(),
            heard: None,
            samples: Vec::new(),
            frames: Vec::new(),
            made: Vec::new(),
            tally: Tally::new(),
            newest_ms: 0,
            framed_ms: 0,
            has_frames: false,
            state: None,
            described: None,
            marked: (0, 0),
            stamps: Stamps::default(),
            reread: None,
            begun: 0,
            is_watched: false,
            circuit_of: None,
        }
    }

    /// Whether spectators could be shown something.
    pub(super) fn has_frames(&self) -> bool {
        self.has_frames
    }

    pub(super) fn id(&self) -> Option<&SessionId> {
        self.id.as_ref()
    }

    /// Its pace as known so far, percent of real time.
    pub(super) fn rate_pct(&self) -> u16 {
        self.rate.pct()
    }

    /// Source time of the newest record, UTC ms.
    pub(super) fn newest_ms(&self) -> i64 {
        self.newest_ms
    }

    pub(super) fn intervals(&self) -> &LapIntervals {
        self.views.intervals()
    }

    /// All that was said.
    pub(super) fn log(&self) -> &Log {
        self.race.log()
    }

    /// Whether the flag has fallen, or the session is said to be over: silence is to be expected.
    pub(super) fn is_over(&self) -> bool {
        use SessionStatus::{Ends, Finalised, Finished};
        let status = &self.race.state().status;
        status.track == TrackStatus::Finished || matches!(status.phase, Some(Finished | Finalised | Ends))
    }

    /// Tells what the session is. The run's own name stays.
    pub(super) fn tell(&mut self, facts: &SessionRecord, metrics: &Metrics) {
        let mut facts = facts.clone();
        if let Some(id) = &self.id {
            facts.session = id.clone();
        }
        if let Err(error) = self.race.session(&facts) {
            metrics.record_rejected(error.into(), Topic::Session, &error);
        }
        if let Some(speed) = facts.speed.filter(|speed| speed.is_finite() && 0.0 < *speed) {
            self.rate.told((speed * 100.0).round().clamp(1.0, 60_000.0) as u16);
        }
        self.race.set_rate(self.rate.pct());
    }

    /// From now on spectators may be sent what is made.
    pub(super) fn watch(&mut self) {
        self.is_watched = true;
    }

    /// Names it for good, before it is told anything else. `kept` is the last chunk of a recording that goes on.
    pub(super) fn name(&mut self, id: SessionId, kept: Option<u32>) {
        self.reread = kept.map(|last| Reread::new(id.clone(), last));
        // A record with nothing in it has nothing to be refused.
        self.race.session(&SessionRecord::new(id.clone())).ok();
        self.id = Some(id);
    }

    /// Takes a record of its own.
    pub(super) fn take(&mut self, arrived: Arrived, now: Instant, out: &Outputs) {
        let metrics = &out.metrics;
        if let Some(origin) = origin_of(&arrived) {
            self.stamps.saw(origin);
        }
        match arrived.record {
            Record::Tele(record) => {
                let Some(car) = self.race.car(record.driver) else {
                    metrics.record_rejected(Reject::TooManyCars, Topic::Tele, &record.driver);
                    return;
                };
                if let Some(rate_pct) = self.rate.saw(arrived.at_ms, record.date) {
                    self.race.set_rate(rate_pct);
                    metrics.rate_measured(rate_pct);
                }
                self.newest_ms = self.newest_ms.max(record.date);
                let newest_ms = self.heard.map_or(record.date, |(_, newest_ms)| newest_ms.max(record.date));
                self.heard = Some((now, newest_ms));
                self.gather.add(car, record, now);
            }
            Record::Session(record) => self.tell(&record, metrics),
            record => self.take_beside(record, now, out),
        }
    }

    /// Takes what is told beside the samples, or keeps it until the race has come there.
    fn take_beside(&mut self, record: Record, now: Instant, out: &Outputs) {
        let date_ms = later::date_of(&record).unwrap_or(self.newest_ms);
        if let Record::Timing(record) = &record {
            self.newest_ms = self.newest_ms.max(record.date);
        }
        let (_, newest_ms) = *self.heard.get_or_insert((now, date_ms));
        let now_ms = match (self.gather.oldest_ms(), self.race.now_ms()) {
            (Some(oldest_ms), _) => oldest_ms,
            // What is told moves the race's time; the samples that it is told beside may be on their way.
            (None, _) if !self.is_silent(now) => newest_ms,
            // Nothing has a time yet.
            (None, 0) => i64::MAX,
            (None, now_ms) => now_ms,
        };
        if self.later.has_no_room(date_ms, now_ms) {
            out.metrics.record_rejected(
                Reject::FromTheFuture,
                record.topic(),
                &"too much waits for its time",
            );
            return;
        }
        if let Some(record) = self.later.keep(date_ms, record, now_ms) {
            self.tell_until(date_ms, CHUNK_MS, out);
            if self.gather.oldest_ms().is_none() {
                self.close_chunk(date_ms, out);
            }
            self.apply(&record, &out.metrics);
        }
    }

    /// Whether no samples are coming.
    fn is_silent(&self, now: Instant) -> bool {
        self.heard.is_none_or(|(at, _)| SILENCE <= now.duration_since(at))
    }

    fn apply(&mut self, record: &Record, metrics: &Metrics) {
        match record {
            Record::Timing(record) => self.race.timing(record),
            Record::Lap(record) => {
                if !self.race.lap(record) {
                    metrics.record_rejected(Reject::OfAnotherSession, Topic::Laps, &record.driver);
                }
            }
            Record::RaceControl(record) => self.race.race_control(record),
            Record::Weather(record) => self.race.weather(record),
            // These have ways of their own.
            Record::Tele(_) | Record::Session(_) => {}
        }
    }

    /// Tells the race what waited for its time to come to `until_ms`.
    fn tell_until(&mut self, until_ms: i64, step_ms: i64, out: &Outputs) {
        while let Some((date_ms, records)) = self.later.pop(until_ms) {
            self.close_chunk(date_ms, out);
            for record in &records {
                self.apply(record, &out.metrics);
            }
            self.step(step_ms, out);
        }
    }

    /// Whether a record goes beyond all that came before: in a backlog, which is in order, that ends all before it.
    pub(super) fn is_newer(&self, record: &Record) -> bool {
        match record {
            Record::Tele(TeleRecord { date, .. }) => self.newest_ms < *date,
            Record::Timing(record) => self.newest_ms < record.date,
            Record::Lap(_) | Record::Session(_) | Record::RaceControl(_) | Record::Weather(_) => false,
        }
    }

    /// Cleans the oldest date if it is complete; whether it was.
    pub(super) fn clean_due(&mut self, now: Instant, out: &Outputs) -> bool {
        let is_burst = self.gather.is_burst() || CHUNK_MS < self.later.span_ms(self.alone_until_ms());
        let step_ms = if is_burst { BACKLOG_FRAME_MS } else { CHUNK_MS };
        let group = self.gather.pop_due(now);
        self.clean_and_step(group, step_ms, self.is_silent(now), out)
    }

    /// Cleans the oldest date, which nothing more will complete; whether there was one.
    pub(super) fn clean_next(&mut self, out: &Outputs) -> bool {
        let group = self.gather.pop();
        self.clean_and_step(group, BACKLOG_FRAME_MS, true, out)
    }

    /// Cleans a date; once that was the last and samples are silent, what is told beside them waits no longer.
    fn clean_and_step(&mut self, group: Option<Group>, step_ms: i64, is_silent: bool, out: &Outputs) -> bool {
        let found = group.is_some();
        if let Some(group) = group {
            let date_ms = group.first().map_or(0, |(_, record)| record.date);
            self.tell_until(date_ms, step_ms, out);
            self.close_chunk(date_ms, out);
            self.clean(group);
        }
        self.step(step_ms, out);
        if is_silent && self.gather.oldest_ms().is_none() {
            self.tell_until(self.alone_until_ms(), step_ms, out);
        }
        found
    }

    /// How far what is told without samples may move the time, UTC ms.
    fn alone_until_ms(&self) -> i64 {
        match self.race.now_ms().max(self.newest_ms) {
            // Nothing has a time yet.
            0 => i64::MAX,
            now_ms => now_ms.saturating_add(ALONE_MS),
        }
    }

    fn clean(&mut self, group: Group) {
        let from = self.samples.len();
        let tally = &mut self.tally;
        self.cleaner.clean(&group, &mut self.samples, |car, rule| {
            if let (Some((_, rules)), Some(i)) =
                (tally.taken.get_mut(car.index()), Rule::ALL.iter().position(|r| *r == rule))
            {
                rules[i] += 1;
            }
        });
        for sample in &self.samples[from..] {
            tally.taken[sample.car.index()].0 += 1;
        }
        self.race.samples(&self.samples[from..]);
        self.gather.reuse(group);
    }

    /// What is next is dated then: a chunk that it does not belong to ends with the race as it was in it.
    fn close_chunk(&mut self, date_ms: i64, out: &Outputs) {
        let now_ms = self.race.now_ms();
        if self.framed_ms != 0 && self.framed_ms < now_ms && chunk_of(now_ms) < chunk_of(date_ms) {
            self.frame(out);
        }
    }

    /// A frame for every so much source time, so that each carries the race as it was then.
    fn step(&mut self, step_ms: i64, out: &Outputs) {
        let now_ms = self.race.now_ms();
        if self.framed_ms == 0 {
            self.framed_ms = now_ms;
        }
        if step_ms <= now_ms - self.framed_ms {
            self.frame(out);
        }
    }

    /// Encodes what has come since the last frame and records it; see [`Self::take_made`].
    pub(super) fn frame(&mut self, out: &Outputs) {
        self.know_circuit(out);
        let Some(id) = &self.id else { return };
        // The newest date may still be gathering: until a first one is complete the race has no time.
        if self.race.now_ms() <= 0 {
            return;
        }
        self.framed_ms = self.race.now_ms();
        self.views.observe(self.race.state(), self.framed_ms);
        out.recorder.stamp(id, &mut self.stamps);
        let state = self.race.state();
        let number = chunk_of(self.framed_ms);
        if let Some(reread) = &mut self.reread {
            let drivers = &state.session.drivers;
            let is_closed = reread.come_to(number, &mut self.samples, drivers, &out.recorder);
            if is_closed && !self.is_watched {
                self.samples.clear();
                return;
            }
            if self.begun != number {
                // With nothing in it this only begins the chunk, so that older samples go into no other.
                self.encoder.encode(self.framed_ms, &mut Vec::new(), state, &mut self.frames);
                self.begun = number;
            }
            if reread.is_over(number) {
                self.reread = None;
            }
        }
        self.encoder.encode(self.framed_ms, &mut self.samples, state, &mut self.frames);
        self.has_frames = true;
        for frame in self.frames.drain(..) {
            out.recorder.push(id, &frame);
            out.metrics.frame_made(&frame);
            self.made.push(Made { index: frame.index, bytes: Bytes::from(frame.bytes) });
        }
    }

    /// Tells its recording what has changed of its session, and what is marked in it.
    pub(super) fn describe(&mut self, is_live: bool, recorder: &Recorder) {
        let Some(id) = &self.id else { return };
        let session = &self.race.state().session;
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let described = SessionEntry {
            id: id.clone(),
            season: Some(session.season).filter(|&season| season != 0),
            round: Some(session.round).filter(|&round| round != 0),
            kind: session.kind,
            name: text(&session.event),
            circuit: text(&session.circuit.name),
            utc_offset_minutes: session.utc_offset_min,
            simulated: session.simulated,
            start_ms: 0,
            end_ms: (!is_live).then_some(self.newest_ms),
            live: is_live,
        };
        if self.described.as_ref() != Some(&described) {
            recorder.describe(described.clone());
            self.described = Some(described);
        }
        let version = (self.race.timeline_version(), self.views.len());
        if self.marked != version {
            self.marked = version;
            let mut timeline = self.race.timeline();
            self.views.write(&mut timeline, &self.race.state().session.drivers);
            recorder.mark(id, timeline);
        }
    }

    /// The circuit's outline is shown from the first frame where it is known by name, and kept once it was driven.
    fn know_circuit(&mut self, out: &Outputs) {
        let session = &self.race.state().session;
        if self.circuit_of.as_ref().is_some_and(|known| Arc::ptr_eq(known, session)) {
            return;
        }
        // A made-up race has a plane of its own.
        if session.simulated {
            return;
        }
        if let Some(circuit) = self.race.measured_circuit() {
            out.circuits.keep(circuit);
        } else if let Some(circuit) = out.circuits.of(&session.circuit.name) {
            self.race.show_known_circuit(circuit);
        }
        self.circuit_of = Some(Arc::clone(&self.race.state().session));
    }

    /// The frames that were made since the last call.
    pub(super) fn take_made(&mut self) -> Vec<Made> {
        std::mem::take(&mut self.made)
    }

    /// The frames of the chunk that grows.
    pub(super) fn open_chunk(&self, recorder: &Recorder) -> Vec<Made> {
        let frames = self.id.as_ref().map_or_else(Vec::new, |id| recorder.open_chunk(id));
        frames.into_iter().map(|bytes| Made { index: bytes.get(1).copied().unwrap_or(0), bytes }).collect()
    }

    /// Tells the counters what they do not have yet.
    pub(super) fn count(&mut self, metrics: &Metrics) {
        let drivers = &self.race.state().session.drivers;
        let both = self.tally.taken.iter().zip(&mut self.tally.told);
        for (((kept, rules), told), driver) in both.zip(drivers) {
            if told.0 < *kept {
                metrics.samples_taken(driver.code, *kept - told.0);
            }
            for ((n, had), rule) in rules.iter().zip(told.1).zip(Rule::ALL).filter(|((n, had), _)| had < *n) {
                metrics.rule_applied(driver.code, rule, n - had);
            }
            *told = (*kept, *rules);
        }
    }

    /// Counters have begun anew: they have nothing yet.
    pub(super) fn count_anew(&mut self, metrics: &Metrics) {
        self.tally.told = Tally::new().told;
        self.count(metrics);
    }

    /// The race state for others: the same one as long as nothing has changed.
    pub(super) fn shared_state(&mut self) -> Arc<RaceState> {
        match &self.state {
            Some(state) if **state == *self.race.state() => Arc::clone(state),
            _ => Arc::clone(self.state.insert(Arc::new(self.race.state().clone()))),
        }
    }
}

impl Tally {
    fn new() -> Self {
        let nothing = [(0, [0; Rule::ALL.len()]); MAX_CARS];
        Self { taken: nothing, told: nothing }
    }
}
