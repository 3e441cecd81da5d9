//! The one owner of the live race: takes records in order, keeps the race state, makes a frame at a steady pace.
//!
//! Synchronous, on a thread of its own; it never waits for a spectator, only for records. While the backlog of a
//! topic is read, frames are recorded but sent to nobody.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use gridcast_shared::clean::{Cleaner, Keep, Rule};
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::RaceState;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{Record, SessionRecord, TeleRecord};
use gridcast_shared::units::MAX_CARS;
use gridcast_shared::wire::{Encoded, Encoder, Notice};
use tokio::sync::watch;

use crate::fanout::Fanout;
use crate::race::Race;
use crate::recorder::Recorder;
use crate::runs::{Arrived, Fate, Runs};
use crate::telemetry::{Metrics, wall_ms};

use rate::Rate;

mod rate;
#[cfg(test)]
mod tests;

/// A date's records are waited for this long before they are cleaned together.
const GATHER: Duration = Duration::from_millis(50);
/// While the backlog is read a frame spans this much source time.
const BACKLOG_FRAME_MS: i64 = 1000;
/// A sign of life goes out when nothing else has for this long.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);

/// What a source tells the hub.
#[derive(Clone, Debug)]
pub enum Input {
    /// Records, in the order in which they were published.
    Records(Vec<Arrived>),
    /// The source's state has changed.
    Source(SourceState),
    /// The pace of what follows is known, percent of real time.
    Rate(u16),
}

/// What is known of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It has not been reached, or no longer can be.
    Away,
    /// What was published before the gateway started is being read.
    Backlog,
    /// All is read; what is published comes at once.
    Following,
    /// There is nothing more to come.
    Ended,
}

/// What others may know of the race, made once a frame.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Goes up whenever anything else here changes.
    pub sequence: u64,
    /// The race, once there is one.
    pub race: Option<Arc<RaceState>>,
    /// Who is catching whom in it.
    pub intervals: LapIntervals,
    /// Source time of the newest record, UTC ms.
    pub date_ms: i64,
    /// The source.
    pub source: SourceState,
}

/// What the hub writes to.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// The frames for spectators.
    pub fanout: Arc<Fanout>,
    /// The recordings.
    pub recorder: Arc<Recorder>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The present state.
    pub live: watch::Sender<Arc<Snapshot>>,
}

/// The live race.
#[derive(Debug)]
pub struct Hub {
    out: Outputs,
    runs: Runs,
    show: Option<Show>,
    source: SourceState,
    /// Whether spectators see it: from the moment when the source is followed.
    shown: bool,
    sequence: u64,
    started: Instant,
    spoke: Instant,
}

/// The session that is shown.
#[derive(Debug)]
struct Show {
    race: Race,
    intervals: LapIntervals,
    cleaner: Cleaner,
    encoder: Encoder,
    rate: Rate,
    gathering: BTreeMap<i64, Gathered>,
    spare: Vec<Vec<(CarIndex, TeleRecord)>>,
    samples: Vec<Sample>,
    frames: Vec<Encoded>,
    /// Since the last frame, by car: samples kept, rules applied.
    taken: [(u64, [u64; Rule::ALL.len()]); MAX_CARS],
    /// Source time of the newest sample, 0 before the first.
    newest_ms: i64,
    framed_ms: i64,
    state: Option<Arc<RaceState>>,
}

#[derive(Debug)]
struct Gathered {
    since: Instant,
    records: Vec<(CarIndex, TeleRecord)>,
}

/// Runs a hub until its sources are gone, a frame each `interval`.
pub fn run(mut hub: Hub, inputs: &Receiver<Input>, interval: Duration) {
    let mut due = Instant::now() + interval;
    loop {
        match inputs.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(input) => hub.take(input, Instant::now()),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let now = Instant::now();
        if due <= now {
            hub.tick(now);
            due += interval;
            if due < now {
                due = now + interval;
            }
        }
    }
}

/// What others see before the first frame.
pub fn nothing_yet() -> Arc<Snapshot> {
    Arc::new(Snapshot {
        sequence: 0,
        race: None,
        intervals: LapIntervals::default(),
        date_ms: 0,
        source: SourceState::Away,
    })
}

impl Hub {
    /// A hub that knows nothing yet.
    pub fn new(out: Outputs) -> Self {
        let now = Instant::now();
        Self {
            out,
            runs: Runs::new(),
            show: None,
            source: SourceState::Away,
            shown: false,
            sequence: 0,
            started: now,
            spoke: now,
        }
    }

    /// Takes what a source tells.
    pub fn take(&mut self, input: Input, now: Instant) {
        match input {
            Input::Records(records) => {
                let wall = wall_ms();
                for arrived in records {
                    let fate = self.runs.judge(arrived, wall);
                    self.follow(fate, now);
                }
                let refused = self.runs.drain_refused();
                for _ in 0..refused {
                    self.out.metrics.record_rejected("stray_date", "", &"a single date far from all others");
                }
            }
            Input::Source(state) => self.source_is(state),
            Input::Rate(rate_pct) => {
                if let Some(show) = &mut self.show {
                    show.rate.told(rate_pct);
                    show.race.set_rate(rate_pct);
                }
            }
        }
    }

    /// A frame is due.
    pub fn tick(&mut self, now: Instant) {
        if !self.shown {
            self.sign_of_life(now);
            return;
        }
        let mut frames = Vec::new();
        if let Some(show) = &mut self.show {
            show.clean(|group| now.duration_since(group.since) >= GATHER);
            if let Some(rate_pct) = show.rate.measured() {
                show.race.set_rate(rate_pct);
                self.out.metrics.rate_measured(rate_pct);
            }
            frames = show.frame(&self.out);
        }
        if frames.is_empty() {
            self.sign_of_life(now);
        } else {
            self.spoke = now;
            self.out.fanout.push(frames);
            self.publish();
        }
    }

    fn source_is(&mut self, state: SourceState) {
        if self.source == state {
            return;
        }
        self.source = state;
        match state {
            SourceState::Following => {
                self.out.metrics.source_following(self.started.elapsed());
                if !std::mem::replace(&mut self.shown, true) {
                    self.show_backlog();
                }
            }
            SourceState::Ended => {
                // Nothing more will complete what is being gathered.
                if let Some(show) = &mut self.show {
                    show.clean(|_| true);
                    let frames = show.frame(&self.out);
                    self.out.fanout.push(frames);
                }
                self.out.metrics.source_ended();
            }
            SourceState::Away | SourceState::Backlog => {}
        }
        self.publish();
    }

    /// The backlog is read: from here on spectators see what happens.
    fn show_backlog(&mut self) {
        if let Some(show) = &mut self.show {
            show.clean(|_| true);
            show.frame(&self.out);
        }
        let chunk = self.out.recorder.open_chunk();
        self.out.fanout.push(chunk.into_iter().enumerate().map(|(i, bytes)| (i.min(255) as u8, bytes)));
    }

    fn sign_of_life(&mut self, now: Instant) {
        if now.duration_since(self.spoke) < SIGN_OF_LIFE {
            return;
        }
        self.spoke = now;
        let has_race = self.show.as_ref().is_some_and(|show| show.newest_ms != 0);
        self.out.fanout.notice(match self.source {
            SourceState::Away => Notice::SourceAway,
            SourceState::Ended => Notice::Ended,
            SourceState::Following if has_race => Notice::Alive,
            SourceState::Following | SourceState::Backlog => Notice::NoRace,
        });
    }

    fn publish(&mut self) {
        self.sequence += 1;
        let shown = self.show.as_mut().filter(|_| self.shown);
        let (race, intervals, date_ms) = shown.map_or((None, LapIntervals::default(), 0), |show| {
            (Some(show.shared_state()), show.intervals.clone(), show.newest_ms)
        });
        let snapshot = Snapshot { sequence: self.sequence, race, intervals, date_ms, source: self.source };
        self.out.live.send_replace(Arc::new(snapshot));
    }

    fn follow(&mut self, fate: Fate, now: Instant) {
        match fate {
            Fate::Take(arrived) => self.apply(arrived, now),
            Fate::Held => {}
            Fate::Refused(reason) => {
                self.out.metrics.record_rejected(reason, "", &"it is not of the session shown");
            }
            Fate::Facts(facts) => {
                if let Some(show) = &mut self.show {
                    show.tell(&facts);
                }
            }
            Fate::Release(records) => self.apply_all(records, now),
            Fate::Begin { id, facts, records } => {
                self.begin(id, facts.as_deref());
                self.apply_all(records, now);
            }
        }
    }

    fn apply_all(&mut self, records: VecDeque<Arrived>, now: Instant) {
        for arrived in records {
            self.apply(arrived, now);
        }
    }

    fn begin(&mut self, id: SessionId, facts: Option<&SessionRecord>) {
        self.out.metrics.session_began(&id, self.shown);
        self.out.recorder.begin(id.clone());
        let mut show =
            Show::new(id, self.show.as_ref().map_or_else(Rate::default, |show| show.rate.next_run()));
        show.race.set_rate(show.rate.pct());
        if let Some(facts) = facts {
            show.tell(facts);
        }
        self.show = Some(show);
    }

    fn apply(&mut self, arrived: Arrived, now: Instant) {
        let backlog = !self.shown;
        let Some(show) = &mut self.show else { return };
        match arrived.record {
            Record::Tele(record) => {
                let Some(car) = show.race.car(record.driver) else {
                    let driver = record.driver;
                    self.out.metrics.record_rejected("too_many_cars", "f1_tele", &driver);
                    return;
                };
                show.rate.saw(arrived.at_ms, record.date);
                if show.newest_ms < record.date {
                    show.newest_ms = record.date;
                    self.out.metrics.newest_sample(arrived.at_ms);
                    if backlog {
                        // In the backlog records come in order: a newer date ends all before it.
                        show.clean(|_| true);
                        if BACKLOG_FRAME_MS <= record.date - show.framed_ms {
                            show.frame(&self.out);
                        }
                    }
                }
                show.gather(car, record, now);
            }
            Record::Lap(record) => show.race.lap(&record),
            Record::Session(record) => show.tell(&record),
            Record::Timing(record) => show.race.timing(&record),
            Record::RaceControl(record) => show.race.race_control(&record),
            Record::Weather(record) => show.race.weather(&record),
        }
    }
}

impl Show {
    fn new(id: SessionId, rate: Rate) -> Self {
        Self {
            race: Race::new(id),
            intervals: LapIntervals::default(),
            cleaner: Cleaner::new(Keep::Measured),
            encoder: Encoder::new(),
            rate,
            gathering: BTreeMap::new(),
            spare: Vec::new(),
            samples: Vec::new(),
            frames: Vec::new(),
            taken: [(0, [0; Rule::ALL.len()]); MAX_CARS],
            newest_ms: 0,
            framed_ms: 0,
            state: None,
        }
    }

    fn tell(&mut self, facts: &SessionRecord) {
        self.race.session(facts);
        if let Some(speed) = facts.speed.filter(|speed| speed.is_finite() && 0.0 < *speed) {
            self.rate.told((speed * 100.0).round().clamp(1.0, 60_000.0) as u16);
        }
        self.race.set_rate(self.rate.pct());
    }

    fn gather(&mut self, car: CarIndex, record: TeleRecord, now: Instant) {
        let spare = &mut self.spare;
        let group = self.gathering.entry(record.date);
        let group =
            group.or_insert_with(|| Gathered { since: now, records: spare.pop().unwrap_or_default() });
        group.records.push((car, record));
    }

    /// Cleans the dates that are due, oldest first, into samples and the race.
    fn clean(&mut self, is_due: impl Fn(&Gathered) -> bool) {
        while let Some(group) = self.gathering.first_entry() {
            if !is_due(group.get()) {
                break;
            }
            let mut records = group.remove().records;
            let from = self.samples.len();
            let taken = &mut self.taken;
            self.cleaner.clean(&records, &mut self.samples, |car, rule| {
                if let (Some((_, rules)), Some(i)) =
                    (taken.get_mut(car.index()), Rule::ALL.iter().position(|r| *r == rule))
                {
                    rules[i] += 1;
                }
            });
            for sample in &self.samples[from..] {
                self.taken[sample.car.index()].0 += 1;
            }
            self.race.samples(&self.samples[from..]);
            records.clear();
            self.spare.push(records);
        }
    }

    /// Encodes what has come since the last frame, records it, and returns it for the log.
    fn frame(&mut self, out: &Outputs) -> Vec<(u8, Bytes)> {
        // The newest date may still be gathering: until a first one is complete the race has no time.
        if self.newest_ms == 0 || self.race.now_ms() <= 0 {
            return Vec::new();
        }
        self.framed_ms = self.newest_ms;
        self.intervals.observe(self.race.state());
        self.encoder.encode(self.race.now_ms(), &mut self.samples, self.race.state(), &mut self.frames);
        self.samples.clear();
        self.count(&out.metrics);
        let mut pushed = Vec::with_capacity(self.frames.len());
        for frame in self.frames.drain(..) {
            out.recorder.push(&frame);
            out.metrics.frame_made(frame.bytes.len());
            pushed.push((frame.index, Bytes::from(frame.bytes)));
        }
        out.metrics.recorded(out.recorder.bytes());
        pushed
    }

    fn count(&mut self, metrics: &Metrics) {
        let drivers = &self.race.state().session.drivers;
        for ((kept, rules), driver) in self.taken.iter_mut().zip(drivers) {
            if 0 < *kept {
                metrics.samples_taken(driver.code, std::mem::take(kept));
            }
            for (n, rule) in rules.iter_mut().zip(Rule::ALL).filter(|(n, _)| 0 < **n) {
                metrics.rule_applied(driver.code, rule, std::mem::take(n));
            }
        }
    }

    /// The race state for others: the same one as long as nothing has changed.
    fn shared_state(&mut self) -> Arc<RaceState> {
        match &self.state {
            Some(state) if **state == *self.race.state() => Arc::clone(state),
            _ => Arc::clone(self.state.insert(Arc::new(self.race.state().clone()))),
        }
    }
}
