//! One run: which dates are its own.

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::topics::{Record, SessionRecord};

use super::arrived::Arrived;
use crate::recorder::Origin;

/// A date within this of others needs no others that agree, ms.
pub(super) const NEAR_MS: i64 = 60_000;
/// A date that jumps ahead by more than this begins a new run, ms.
pub(super) const JUMP_MS: i64 = 3_600_000;
/// Dates within this of the moment at which they were published are live, ms.
const LIVE_MS: i64 = 120_000;

/// A run, by the order in which they began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunKey(pub(super) u32);

/// What tells runs apart: a car's date in one of the topics that have a record a car and date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    pub(super) driver: DriverCode,
    pub(super) topic: DatedTopic,
    pub(super) date_ms: i64,
}

/// The topics whose records are evidence. Each is behind or ahead by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatedTopic {
    Tele,
    Timing,
}

impl Evidence {
    /// `None` for records that tell nothing of runs.
    pub(super) fn of(record: &Record) -> Option<Self> {
        match record {
            Record::Tele(r) => Some(Self { driver: r.driver, topic: DatedTopic::Tele, date_ms: r.date }),
            Record::Timing(r) => Some(Self { driver: r.driver, topic: DatedTopic::Timing, date_ms: r.date }),
            Record::Lap(_) | Record::Session(_) | Record::RaceControl(_) | Record::Weather(_) => None,
        }
    }
}

/// A session being told, once.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) key: RunKey,
    /// The record with which it began.
    pub(super) origin: Origin,
    /// What its `f1_session` record calls it.
    pub(super) session: Option<SessionId>,
    /// Where its dates begin, if its record says.
    pub(super) start_ms: Option<i64>,
    /// Whether its dates may be ahead of the clock: it is simulated, or told at a pace of its own.
    pub(super) may_lead: bool,
    pub(super) first_ms: i64,
    pub(super) newest_ms: i64,
    /// When its last record was published.
    pub(super) at_ms: i64,
    /// When its first and its last record were heard.
    pub(super) began_ms: i64,
    pub(super) heard_ms: i64,
    /// The newest date by car and topic.
    streams: Vec<(DriverCode, DatedTopic, i64)>,
}

impl Run {
    pub(super) fn new(key: RunKey, origin: Origin, first_ms: i64, heard_ms: i64) -> Self {
        Self {
            key,
            origin,
            session: None,
            start_ms: None,
            may_lead: false,
            first_ms,
            newest_ms: first_ms,
            at_ms: heard_ms,
            began_ms: heard_ms,
            heard_ms,
            streams: Vec::new(),
        }
    }

    /// Whether a record is its own. A car's dates rise within a topic, so one that goes on from its own newest
    /// date is late, however late, and one that falls behind that is of another run.
    pub(super) fn fits(&self, evidence: &Evidence) -> bool {
        let from_ms = self.newest_of(evidence).unwrap_or(self.first_ms) - NEAR_MS;
        (from_ms..=self.newest_ms + NEAR_MS).contains(&evidence.date_ms)
    }

    /// The newest date of this car in this topic.
    pub(super) fn newest_of(&self, evidence: &Evidence) -> Option<i64> {
        let is_same = |s: &&(DriverCode, DatedTopic, i64)| s.0 == evidence.driver && s.1 == evidence.topic;
        self.streams.iter().find(is_same).map(|stream| stream.2)
    }

    /// Takes note of a record that is its own.
    pub(super) fn took(&mut self, evidence: &Evidence, at_ms: i64, heard_ms: i64) {
        let date_ms = evidence.date_ms;
        self.newest_ms = self.newest_ms.max(date_ms);
        self.first_ms = self.first_ms.min(date_ms);
        self.at_ms = at_ms;
        self.heard_ms = heard_ms;
        let is_same =
            |s: &&mut (DriverCode, DatedTopic, i64)| s.0 == evidence.driver && s.1 == evidence.topic;
        match self.streams.iter_mut().find(is_same) {
            Some(stream) => stream.2 = stream.2.max(date_ms),
            None => self.streams.push((evidence.driver, evidence.topic, date_ms)),
        }
    }

    /// Its record has come.
    pub(super) fn named(&mut self, facts: &SessionRecord) {
        self.session = Some(facts.session.clone());
        self.start_ms = facts.start_date.or(self.start_ms);
        self.may_lead |= may_lead(facts);
    }

    /// Whether a record is about it.
    pub(super) fn is_of(&self, facts: &SessionRecord) -> bool {
        let starts = self.start_ms.zip(facts.start_date);
        self.session.as_ref() == Some(&facts.session) && starts.is_none_or(|(a, b)| (a - b).abs() <= JUMP_MS)
    }

    /// Whether it is told as it happens.
    pub(super) fn is_live(&self) -> bool {
        (self.at_ms - self.newest_ms).abs() <= LIVE_MS
    }
}

/// Whether a session's dates may be ahead of the clock.
pub(super) fn may_lead(facts: &SessionRecord) -> bool {
    facts.simulated || facts.speed.is_some_and(|speed| 1.0 < speed)
}

/// What a record tells by which its run may be known again; `None` for records that tell nothing of runs.
pub fn origin_of(arrived: &Arrived) -> Option<Origin> {
    let evidence = Evidence::of(&arrived.record)?;
    Some(Origin { date_ms: evidence.date_ms, at_ms: arrived.at_ms })
}
