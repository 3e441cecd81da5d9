//! Which run of a session a record belongs to, when topics hold several at once and the same replay more than once,
//! and which of them is shown.
//!
//! A run is a session being told, once. Runs are told apart by the dates of cars ([`run`]): a car's dates rise, so who
//! falls behind itself is in another run, and who is behind others is late. What fits no run is held ([`held`]) until
//! enough of it agrees: then it ends a gap in a run, or begins a new one. An `f1_session` record begins nothing; it tells
//! what a run is, or will be. Several runs are kept and fed at once; which one is shown is a choice ([`choice`]).

use std::collections::VecDeque;

use gridcast_shared::ids::SessionId;
use gridcast_shared::topics::{LapRecord, Record, SessionRecord};

use crate::recorder::Origin;
use crate::reject::Reject;

pub use arrived::Arrived;
pub use run::{RunKey, origin_of};

use held::{Group, Held};
use known::Known;
use laps::Whose;
use run::{Evidence, JUMP_MS, Run};

mod arrived;
mod choice;
mod held;
mod known;
mod laps;
mod run;
#[cfg(test)]
mod tests;

/// After a gap longer than this the next session may have begun: its record is waited for, ms.
const LONG_GAP_MS: i64 = 300_000;
/// For this long, ms.
const RECORD_WAIT_MS: i64 = 10_000;
/// A run's first frame, which carries its name for good, waits this long for its record, and while its dates go on by
/// no more than this, ms.
const NAMING_MS: i64 = 1000;
const NAMING_SPAN_MS: i64 = 30_000;
/// A run that was heard within this goes on, whatever session should have begun by now, ms.
const GOES_ON_MS: i64 = 10_000;
/// A record names a run that nobody has named when it comes within this of the run's last, ms.
const NAMES_WITHIN_MS: i64 = 60_000;
/// A date this much ahead of the clock is not believed, ms.
const FUTURE_MS: i64 = 60_000;
/// Most runs that are fed at once.
const MOST_RUNS: usize = 4;
/// Most messages and weather that wait for their session to begin.
const MOST_EARLY: usize = 128;

/// What is to be done with a record.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a record passes through once; a box each would be an allocation each"
)]
pub enum Fate {
    /// It belongs to this run.
    Take(RunKey, Arrived),
    /// It tells more of these runs.
    Facts(Vec<RunKey>, Box<SessionRecord>),
    /// It is kept until more is known.
    Kept,
    /// It is refused.
    Refused(Reject),
    /// Records that were held belong to this run: there was a gap in it.
    Release(RunKey, VecDeque<Arrived>),
    /// A new run begins.
    Begin(Begun),
}

/// A new run.
#[derive(Clone, Debug, PartialEq)]
pub struct Begun {
    /// The run.
    pub key: RunKey,
    /// What is known of it.
    pub facts: Option<Box<SessionRecord>>,
    /// Its first records.
    pub records: VecDeque<Arrived>,
    /// The run that is fed no longer, as there are too many.
    pub dropped: Option<RunKey>,
}

/// What the dates that are held come to.
enum Verdict {
    /// More must be known.
    Wait,
    /// They end a gap in the run at this place.
    Gap(usize),
    /// They begin a run.
    Begin,
}

/// Tells runs apart, and knows which is shown.
#[derive(Debug, Default)]
pub struct Runs {
    all: Vec<Run>,
    shown: Option<RunKey>,
    held: Held,
    known: Known,
    /// Race control and weather whose session has not begun.
    early: VecDeque<Arrived>,
    next_key: u32,
    /// What the last date fitted.
    last: Option<RunKey>,
    /// Whether records come as they are published: then they are heard when they come, and before that when they
    /// were published.
    is_following: bool,
    now_ms: i64,
    refused: u64,
}

impl Runs {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on records come as they are published.
    pub fn follow(&mut self) {
        self.is_following = true;
    }

    /// How many records that had been kept were refused after all since the last call.
    pub fn drain_refused(&mut self) -> u64 {
        std::mem::take(&mut self.refused) + self.held.drain_refused()
    }

    /// Judges the next record. `wall_ms` is the machine's clock, UTC; `now_ms` the clock by which it is told how long
    /// a run has been silent: the same, but that it never jumps.
    pub fn judge(&mut self, arrived: Arrived, wall_ms: i64, now_ms: i64) -> Fate {
        self.now_ms = if self.is_following { now_ms } else { self.now_ms.max(arrived.at_ms) };
        let fate = self.judge_any(arrived, wall_ms);
        // The weather comes once a minute whatever else does.
        if let Fate::Take(key, Arrived { record, .. }) = &fate
            && !matches!(record, Record::Weather(_))
            && let Some(run) = self.all.iter_mut().find(|run| run.key == *key)
        {
            run.told_ms = self.now_ms;
        }
        fate
    }

    fn judge_any(&mut self, arrived: Arrived, wall_ms: i64) -> Fate {
        if let Some(evidence) = Evidence::of(&arrived.record) {
            return self.judge_date(&evidence, arrived, wall_ms);
        }
        match arrived.record {
            Record::Session(facts) => self.judge_facts(facts, arrived.at_ms),
            Record::RaceControl(ref r) => self.judge_named(&r.session.clone(), r.date, arrived, wall_ms),
            Record::Weather(ref r) => self.judge_named(&r.session.clone(), r.date, arrived, wall_ms),
            Record::Lap(ref lap) => self.judge_lap(&lap.clone(), arrived, wall_ms),
            Record::Tele(_) | Record::Timing(_) => Fate::Kept,
        }
    }

    /// What is held and has waited long enough, or whose record has come since; to be asked until there is nothing.
    pub fn overdue(&mut self, now_ms: i64) -> Option<Fate> {
        if self.is_following {
            self.now_ms = now_ms;
        }
        (0..self.held.groups().len()).find_map(|place| self.believe(place, self.now_ms))
    }

    /// Nothing more will come: what is held goes where it belongs. To be asked until there is nothing.
    pub fn end(&mut self) -> Option<Fate> {
        (0..self.held.groups().len()).find_map(|place| self.believe(place, i64::MAX))
    }

    /// Chooses which run is shown.
    pub fn choose(&mut self, now_ms: i64) -> Option<RunKey> {
        self.shown = choice::choose(&self.all, self.shown, now_ms);
        self.shown
    }

    /// When anything of a run was last heard, and when its last sample or timing was published.
    pub fn heard(&self, key: RunKey) -> Option<(i64, i64)> {
        let run = self.all.iter().find(|run| run.key == key)?;
        Some((run.heard_ms.max(run.told_ms), run.at_ms))
    }

    /// What a run is called now: by its record, else by its first date; and the record with which it began.
    pub fn name(&self, key: RunKey) -> Option<(SessionId, Origin)> {
        let run = self.all.iter().find(|run| run.key == key)?;
        let by_date = || SessionId::from_start(run.first_ms);
        Some((run.session.clone().unwrap_or_else(by_date), run.origin))
    }

    /// Whether what a run is [called](Self::name) will not get any better: its record has come, or has been waited
    /// for long enough.
    pub fn is_named(&self, key: RunKey) -> bool {
        self.all.iter().filter(|run| run.key == key).any(|run| {
            run.session.is_some()
                || NAMING_MS <= self.now_ms - run.began_ms
                || NAMING_SPAN_MS <= run.newest_ms - run.first_ms
        })
    }

    fn judge_date(&mut self, evidence: &Evidence, arrived: Arrived, wall_ms: i64) -> Fate {
        let date_ms = evidence.date_ms;
        if self.is_ahead(date_ms, arrived.at_ms, wall_ms) {
            return Fate::Refused(Reject::FromTheFuture);
        }
        let now_ms = self.now_ms;
        let known = &self.known;
        // The next session may begin before its dates are far enough from those of the one before.
        let is_of_next =
            |run: &Run| GOES_ON_MS < arrived.at_ms - run.at_ms && known.has_begun_after(run, date_ms);
        let fitting = self.all.iter_mut().filter(|run| run.fits(evidence, arrived.at_ms) && !is_of_next(run));
        let nearest =
            fitting.min_by_key(|run| (run.newest_of(evidence).is_none(), (date_ms - run.newest_ms).abs()));
        if let Some(run) = nearest {
            run.took(evidence, arrived.at_ms, now_ms);
            self.last = Some(run.key);
            return Fate::Take(run.key, arrived);
        }
        self.last = None;
        let place = self.held.keep(evidence, arrived, now_ms);
        if self.all.is_empty() && self.held.groups().len() == 1 {
            let group = self.held.take(place);
            return self.begin(group);
        }
        self.believe(place, now_ms).unwrap_or(Fate::Kept)
    }

    /// Whether a date is too far ahead of both clocks, the machine's and the publisher's.
    fn is_ahead(&self, date_ms: i64, at_ms: i64, wall_ms: i64) -> bool {
        wall_ms.max(at_ms) + FUTURE_MS < date_ms && !self.may_lead(date_ms)
    }

    /// Whether a date ahead of the clock may be: of a session that is simulated, or told at a pace of its own.
    fn may_lead(&self, date_ms: i64) -> bool {
        self.all.iter().any(|run| run.may_lead && (run.first_ms..=run.newest_ms + JUMP_MS).contains(&date_ms))
            || self.known.of_date(date_ms).is_some_and(run::may_lead)
    }

    fn judge_facts(&mut self, facts: Box<SessionRecord>, at_ms: i64) -> Fate {
        self.known.learn(&facts);
        let known = &self.known;
        for run in self.all.iter_mut().filter(|run| run.session.is_none()) {
            let is_its_own = known.of_date(run.first_ms).is_some_and(|best| best.session == facts.session);
            // One without a start may be any session's; it is its own where it comes as the run begins.
            let is_near = facts.start_date.is_some() || self.now_ms - run.began_ms < RECORD_WAIT_MS;
            if is_its_own && is_near && at_ms - run.at_ms < NAMES_WITHIN_MS {
                run.named(&facts);
            }
        }
        let mut told = Vec::new();
        for run in self.all.iter_mut().filter(|run| run.is_of(&facts)) {
            run.named(&facts);
            told.push(run.key);
        }
        if told.is_empty() { Fate::Kept } else { Fate::Facts(told, facts) }
    }

    fn judge_named(&mut self, session: &SessionId, date_ms: i64, arrived: Arrived, wall_ms: i64) -> Fate {
        if self.is_ahead(date_ms, arrived.at_ms, wall_ms) {
            return Fate::Refused(Reject::FromTheFuture);
        }
        let is_near = |run: &Run| (run.first_ms - JUMP_MS..=run.newest_ms + JUMP_MS).contains(&date_ms);
        let of_it = self.all.iter().filter(|run| run.session.as_ref() == Some(session));
        let named = of_it.min_by_key(|run| (date_ms - run.newest_ms).abs());
        let unnamed = || self.all.iter().rev().find(|run| run.session.is_none() && is_near(run));
        if let Some(run) = named.or_else(unnamed) {
            return Fate::Take(run.key, arrived);
        }
        self.early.push_back(arrived);
        if MOST_EARLY < self.early.len() {
            self.early.pop_front();
            return Fate::Refused(Reject::OfAnotherSession);
        }
        Fate::Kept
    }

    /// A lap's own date may be missing or long past (laps driven before a replay began): where one run alone is told, its
    /// place in the stream tells as much.
    fn judge_lap(&mut self, lap: &LapRecord, arrived: Arrived, wall_ms: i64) -> Fate {
        if laps::date_of(lap).is_some_and(|date_ms| self.is_ahead(date_ms, arrived.at_ms, wall_ms)) {
            return Fate::Refused(Reject::FromTheFuture);
        }
        let last_group = || self.held.groups().len().checked_sub(1).map(Whose::Held);
        let newest = || self.all.iter().max_by_key(|run| run.heard_ms).map(|run| Whose::Run(run.key));
        let by_place = || self.last.map(Whose::Run).or_else(last_group).or_else(newest);
        let whose = match laps::whose(lap, &self.all, self.held.groups(), self.now_ms) {
            Whose::Unknown => by_place().unwrap_or(Whose::Unknown),
            known => known,
        };
        match whose {
            Whose::Run(key) => {
                if let Some(run) = self.all.iter_mut().find(|run| run.key == key) {
                    run.took_lap(lap);
                }
                Fate::Take(key, arrived)
            }
            Whose::Held(place) => {
                self.held.keep_beside(place, arrived);
                Fate::Kept
            }
            Whose::Nobodys => Fate::Refused(Reject::OfAnotherSession),
            Whose::Unknown => Fate::Refused(Reject::BeforeAnySession),
        }
    }

    /// Believes a group if it is ripe and nothing more must be known.
    fn believe(&mut self, place: usize, now_ms: i64) -> Option<Fate> {
        let group = self.held.groups().get(place).filter(|group| group.is_ripe())?;
        match self.verdict(group, now_ms) {
            Verdict::Wait => None,
            Verdict::Gap(run) => {
                let Group { records, .. } = self.held.take(place);
                let run = &mut self.all[run];
                run.took_all(&records, self.now_ms);
                self.last = Some(run.key);
                Some(Fate::Release(run.key, records))
            }
            Verdict::Begin => {
                let group = self.held.take(place);
                Some(self.begin(group))
            }
        }
    }

    fn verdict(&self, group: &Group, now_ms: i64) -> Verdict {
        let before =
            self.all.iter().enumerate().filter(|(_, run)| {
                run.newest_ms < group.first_ms && group.first_ms - run.newest_ms <= JUMP_MS
            });
        let Some((place, run)) = before.max_by_key(|(_, run)| run.newest_ms) else { return Verdict::Begin };
        let is_next = self.known.of_date(group.first_ms).is_some_and(|next| {
            Some(&next.session) != run.session.as_ref()
                && next.start_date.is_some_and(|start| run.newest_ms < start)
        });
        if is_next {
            return Verdict::Begin;
        }
        let is_long = LONG_GAP_MS < group.first_ms - run.newest_ms;
        let has_waited = RECORD_WAIT_MS <= now_ms.saturating_sub(group.since_ms) || group.is_full();
        if is_long && !has_waited { Verdict::Wait } else { Verdict::Gap(place) }
    }

    fn begin(&mut self, group: Group) -> Fate {
        let key = RunKey(self.next_key);
        self.next_key += 1;
        let origin = group.records.iter().find_map(origin_of);
        let origin = origin.unwrap_or(Origin { date_ms: group.first_ms, at_ms: self.now_ms });
        let mut run = Run::new(key, origin, group.first_ms, self.now_ms);
        run.took_all(&group.records, self.now_ms);
        // A session that ended more than an hour ago does not go on: this is one whose record has not come yet.
        let is_over = |facts: &SessionRecord| {
            self.all.iter().any(|other| other.is_of(facts) && other.newest_ms + JUMP_MS < run.first_ms)
        };
        let facts = self.known.of_date(run.first_ms).filter(|facts| !is_over(facts)).cloned().map(Box::new);
        if let Some(facts) = &facts {
            run.named(facts);
        }
        let mut records = self.take_early(&run);
        records.extend(group.records);
        let dropped = if self.all.len() == MOST_RUNS { self.drop_one() } else { None };
        self.all.push(run);
        self.last = Some(key);
        Fate::Begin(Begun { key, facts, records, dropped })
    }

    /// Race control and weather that came before the run they are of.
    fn take_early(&mut self, run: &Run) -> VecDeque<Arrived> {
        let (own, others) = std::mem::take(&mut self.early).into_iter().partition(|arrived| {
            let (session, date_ms) = match &arrived.record {
                Record::RaceControl(r) => (&r.session, r.date),
                Record::Weather(r) => (&r.session, r.date),
                _ => return false,
            };
            let is_near = (run.first_ms - date_ms).abs() <= JUMP_MS;
            is_near && run.session.as_ref().is_none_or(|own| own == session)
        });
        self.early = others;
        own
    }

    /// Forgets the run that has been silent for longest, of those not shown.
    fn drop_one(&mut self) -> Option<RunKey> {
        let hidden = self.all.iter().filter(|run| Some(run.key) != self.shown);
        let key = hidden.min_by_key(|run| run.heard_ms)?.key;
        self.all.retain(|run| run.key != key);
        Some(key)
    }
}
