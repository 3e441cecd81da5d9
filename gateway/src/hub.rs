//! The one owner of the live race: takes records in order, feeds the runs they are of, makes a frame of each batch.
//!
//! Synchronous, on a thread of its own; it never waits for a spectator, only for records. Every run is recorded;
//! spectators are sent the frames of the one that is shown, once the backlog of the topics has been read.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::topics::{Record, SessionRecord, Topic};
use gridcast_shared::wire::Notice;

use crate::race::Log;
use crate::reject::Reject;
use crate::runs::{Arrived, Begun, Fate, RunKey, Runs};
use crate::telemetry::wall_ms;

use cadence::Cadence;
use live_run::LiveRun;
use outlet::Outlet;
pub use outputs::Outputs;
pub use snapshot::{Snapshot, SourceState, nothing_yet};

mod cadence;
mod gather;
mod later;
mod live_run;
mod outlet;
mod outputs;
mod rate;
mod reread;
mod snapshot;
#[cfg(test)]
mod tests;
mod views;

/// A sign of life goes out when nothing else has for this long.
const SIGN_OF_LIFE: Duration = Duration::from_secs(2);
/// Nothing for this long in the middle of a session is a fault, ms.
const SILENT_MS: i64 = 60_000;
/// A run that was heard within this grows, ms.
const GROWS_MS: i64 = 120_000;
/// What was published longer ago is of a session that is over, ms.
const OVER_MS: i64 = 3_600_000;

/// What a source tells the hub.
#[derive(Clone, Debug)]
pub enum Input {
    /// Records, in the order in which they were published.
    Records(Vec<Arrived>),
    /// The source's state has changed.
    Source(SourceState),
    /// All that follows is told at this pace, percent of real time.
    Rate(u16),
}

/// The live race.
#[derive(Debug)]
pub struct Hub {
    out: Outputs,
    runs: Runs,
    live: Vec<LiveRun>,
    shown: Option<RunKey>,
    outlet: Outlet,
    source: SourceState,
    /// The pace of all runs, where the source tells it.
    pace_pct: Option<u16>,
    /// Whether the backlog has been read: from then on spectators see what happens.
    is_open: bool,
    is_silent: bool,
    sequence: u64,
    started: Instant,
    started_wall_ms: i64,
    spoke: Instant,
}

/// Runs a hub until its sources are gone: a frame after each batch, `interval` apart at least.
pub fn run(mut hub: Hub, inputs: &Receiver<Input>, interval: Duration) {
    let (mut cadence, mut looked) = (Cadence::new(interval), Instant::now());
    loop {
        // With nothing to tell it is still time now and then to look at what has fallen silent.
        let due = cadence.due().unwrap_or(looked + interval);
        match inputs.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(input) => {
                let now = Instant::now();
                if let Input::Records(records) = &input {
                    let has_samples = records.iter().any(|arrived| matches!(arrived.record, Record::Tele(_)));
                    if has_samples { cadence.samples_came(now) } else { cadence.other_came(now) }
                }
                hub.take(input, now);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        let now = Instant::now();
        if due <= now {
            hub.tick(now);
            cadence.was_cut(now);
            looked = now;
        }
    }
}

impl Hub {
    /// A hub that knows nothing yet.
    pub fn new(out: Outputs) -> Self {
        let now = Instant::now();
        Self {
            out,
            runs: Runs::new(),
            live: Vec::new(),
            shown: None,
            outlet: Outlet::default(),
            source: SourceState::Away,
            pace_pct: None,
            is_open: false,
            is_silent: false,
            sequence: 0,
            started: now,
            started_wall_ms: wall_ms(),
            spoke: now,
        }
    }

    /// Takes what a source tells.
    pub fn take(&mut self, input: Input, now: Instant) {
        match input {
            Input::Records(records) => {
                let (wall_ms, now_ms) = (wall_ms(), self.clock_ms(now));
                for arrived in records {
                    let topic = arrived.record.topic();
                    match self.runs.judge(arrived, wall_ms, now_ms) {
                        Fate::Refused(reject) => {
                            self.out.metrics.record_rejected(reject, topic, &"it is of no run that is told");
                        }
                        fate => self.follow(fate, now),
                    }
                }
                self.follow_overdue(now);
            }
            Input::Source(state) => self.source_is(state, now),
            Input::Rate(rate_pct) => self.pace_pct = Some(rate_pct),
        }
    }

    /// A frame is due.
    pub fn tick(&mut self, now: Instant) {
        self.follow_overdue(now);
        if !self.is_open {
            self.sign_of_life(now);
            return;
        }
        for i in 0..self.live.len() {
            self.name_if_due(i);
            while self.live[i].clean_due(now, &self.out) {
                self.name_if_due(i);
            }
            self.live[i].frame(&self.out);
        }
        self.describe_all(now);
        self.out.metrics.recorded(self.out.recorder.bytes());
        let is_other = self.choose(now);
        let said = self.say(is_other, now);
        let is_silent = self.hears_nothing(now);
        let was_silent = std::mem::replace(&mut self.is_silent, is_silent);
        if was_silent != self.is_silent && self.source == SourceState::Following {
            self.out.metrics.source_silent(self.is_silent);
        }
        match self.source {
            // Frames do not tell what is missing.
            SourceState::Incomplete(_) => self.sign_of_life(now),
            _ if said => self.spoke = now,
            _ => self.sign_of_life(now),
        }
        if said || was_silent != self.is_silent {
            self.publish();
        }
    }

    /// A clock that never jumps and agrees with the wall's at the start, ms.
    fn clock_ms(&self, now: Instant) -> i64 {
        self.started_wall_ms + now.saturating_duration_since(self.started).as_millis() as i64
    }

    fn source_is(&mut self, state: SourceState, now: Instant) {
        if self.source == state {
            return;
        }
        self.source = state;
        match state {
            SourceState::Following | SourceState::Incomplete(_) => {
                if state == SourceState::Following {
                    self.out.metrics.source_following(self.started.elapsed());
                }
                if !self.is_open {
                    self.finish_all();
                    self.is_open = true;
                    self.runs.follow();
                    self.choose(now);
                    self.say(true, now);
                }
            }
            SourceState::Ended => {
                while let Some(fate) = self.runs.end() {
                    self.follow(fate, now);
                }
                self.finish_all();
                self.describe_all(now);
                self.choose(now);
                self.say(false, now);
                self.out.metrics.source_ended();
            }
            SourceState::Away | SourceState::Backlog => {}
        }
        self.publish();
    }

    /// Nothing more completes what is gathered.
    fn finish_all(&mut self) {
        for i in 0..self.live.len() {
            if self.live[i].id().is_none() {
                self.name(i);
            }
            while self.live[i].clean_next(&self.out) {}
            self.live[i].watch();
            self.live[i].frame(&self.out);
            if !self.is_open {
                self.live[i].take_made();
            }
        }
    }

    /// Tells the recordings what is known of their sessions.
    fn describe_all(&mut self, now: Instant) {
        let now_ms = self.clock_ms(now);
        for run in &mut self.live {
            let is_heard = self.runs.heard(run.key).is_some_and(|(ms, _)| now_ms - ms < GROWS_MS);
            run.describe(is_heard && self.source != SourceState::Ended, &self.out.recorder);
        }
    }

    /// Chooses the run that is shown; whether it is another than before.
    fn choose(&mut self, now: Instant) -> bool {
        let chosen = self.runs.choose(self.clock_ms(now));
        let can_be_shown = self.live.iter().any(|run| Some(run.key) == chosen && run.has_frames());
        if chosen == self.shown || !can_be_shown {
            return false;
        }
        self.shown = chosen;
        if let Some(run) = self.live.iter_mut().find(|run| Some(run.key) == chosen) {
            self.out.metrics.session_shown(run.id());
            run.count_anew(&self.out.metrics);
        }
        true
    }

    /// Sends spectators what is new of the run that is shown; whether there was anything.
    fn say(&mut self, is_other: bool, now: Instant) -> bool {
        let mut said = false;
        for run in &mut self.live {
            let made = run.take_made();
            if Some(run.key) != self.shown {
                continue;
            }
            run.count(&self.out.metrics);
            if let Some((_, at_ms)) = self.runs.heard(run.key) {
                self.out.metrics.newest_sample(at_ms);
            }
            if is_other {
                self.outlet.turn();
            }
            let rate_pct = run.rate_pct();
            let current = || run.open_chunk(&self.out.recorder);
            said = self.outlet.say(made, rate_pct, current, &self.out.fanout, now);
        }
        said
    }

    fn sign_of_life(&mut self, now: Instant) {
        if now.duration_since(self.spoke) < SIGN_OF_LIFE {
            return;
        }
        self.spoke = now;
        self.out.fanout.notice(match self.source {
            SourceState::Away => Notice::SourceAway,
            SourceState::Ended => Notice::Ended,
            SourceState::Incomplete(topics) => Notice::Unreadable(topics),
            SourceState::Following if self.shown.is_some() => Notice::Alive,
            SourceState::Following | SourceState::Backlog => Notice::NoRace,
        });
    }

    /// Whether nothing has come for a minute in the middle of a session.
    fn hears_nothing(&self, now: Instant) -> bool {
        let Some(run) = self.live.iter().find(|run| Some(run.key) == self.shown) else { return false };
        let Some((heard_ms, at_ms)) = self.runs.heard(run.key) else { return false };
        self.source == SourceState::Following
            && SILENT_MS <= self.clock_ms(now) - heard_ms
            && wall_ms() - at_ms < OVER_MS
            && !run.is_over()
    }

    fn publish(&mut self) {
        self.sequence += 1;
        let shown = self.live.iter_mut().find(|run| Some(run.key) == self.shown);
        let mut snapshot = Snapshot {
            sequence: self.sequence,
            race: None,
            intervals: LapIntervals::default(),
            log: Log::default(),
            date_ms: 0,
            source: self.source,
            is_silent: self.is_silent,
        };
        if let Some(run) = shown {
            snapshot.race = Some(run.shared_state());
            (snapshot.intervals, snapshot.log) = (run.intervals().clone(), run.log().clone());
            snapshot.date_ms = run.newest_ms();
        }
        self.out.live.send_replace(Arc::new(snapshot));
    }

    /// What was held and is not any more.
    fn follow_overdue(&mut self, now: Instant) {
        while let Some(fate) = self.runs.overdue(self.clock_ms(now)) {
            self.follow(fate, now);
        }
        for _ in 0..self.runs.drain_refused() {
            self.out.metrics.record_rejected(Reject::StrayDate, Topic::Tele, &"dated far from all others");
        }
    }

    fn follow(&mut self, fate: Fate, now: Instant) {
        match fate {
            Fate::Take(key, arrived) => self.apply(key, arrived, now),
            Fate::Kept | Fate::Refused(_) => {}
            Fate::Facts(keys, facts) => {
                for i in 0..self.live.len() {
                    if keys.contains(&self.live[i].key) {
                        self.tell(i, &facts);
                    }
                }
            }
            Fate::Release(key, records) => self.apply_all(key, records, now),
            Fate::Begin(begun) => self.begin(begun, now),
        }
    }

    fn begin(&mut self, begun: Begun, now: Instant) {
        let Begun { key, facts, records, dropped } = begun;
        for mut run in self.live.extract_if(.., |run| Some(run.key) == dropped) {
            run.describe(false, &self.out.recorder);
            if let Some(id) = run.id() {
                self.out.recorder.end(id);
            }
        }
        let mut run = LiveRun::new(key, self.pace_pct);
        if self.is_open {
            run.watch();
        }
        self.live.push(run);
        if let Some(facts) = facts {
            self.tell(self.live.len() - 1, &facts);
        }
        self.apply_all(key, records, now);
    }

    fn apply_all(&mut self, key: RunKey, records: VecDeque<Arrived>, now: Instant) {
        for arrived in records {
            self.apply(key, arrived, now);
        }
    }

    fn apply(&mut self, key: RunKey, arrived: Arrived, now: Instant) {
        let Some(i) = self.live.iter().position(|run| run.key == key) else { return };
        if !self.is_open && self.live[i].is_newer(&arrived.record) {
            // The backlog is in order: a newer date ends all before it.
            self.name_if_due(i);
            while self.live[i].clean_next(&self.out) {}
            self.live[i].take_made();
        }
        self.live[i].take(arrived, now, &self.out);
    }

    /// Tells a run what its session is. Its name comes first, as that stays.
    fn tell(&mut self, i: usize, facts: &SessionRecord) {
        self.name_if_due(i);
        self.live[i].tell(facts, &self.out.metrics);
    }

    /// A run's first frame needs a name.
    fn name_if_due(&mut self, i: usize) {
        if self.live[i].id().is_none() && self.runs.is_named(self.live[i].key) {
            self.name(i);
        }
    }

    fn name(&mut self, i: usize) {
        let Some((name, origin)) = self.runs.name(self.live[i].key) else { return };
        // What tells its pace is played by the gateway itself: each start is another run.
        let id = self.out.recorder.begin(&name, Some(origin).filter(|_| self.pace_pct.is_none()));
        self.out.metrics.session_began(&id, self.is_open);
        let kept = self.out.recorder.newest_closed(&id);
        self.live[i].name(id, kept);
    }
}
