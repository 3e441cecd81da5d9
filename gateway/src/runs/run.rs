//! One run: which dates are its own.

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::topics::{LapRecord, Record, SessionRecord};

use super::arrived::Arrived;
use crate::recorder::Origin;

/// A date within this of others needs no others that agree, ms.
pub(super) const NEAR_MS: i64 = 60_000;
/// A date that jumps ahead by more than this begins a new run, ms.
pub(super) const JUMP_MS: i64 = 3_600_000;
/// A date is ahead of the run's by no more than this, and by what the publisher's clock has gone on by since at three
/// times the run's pace; what is farther ahead needs others that agree, ms.
const AHEAD_MS: i64 = 5_000;
/// No run is told faster than this times real time, or it is a backlog.
const MOST_PACE: f64 = 200.0;
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
    told_start_ms: Option<i64>,
    /// Whether its dates may be ahead of the clock: it is simulated, or told at a pace of its own.
    pub(super) may_lead: bool,
    pub(super) first_ms: i64,
    pub(super) newest_ms: i64,
    /// When its last record was published.
    pub(super) at_ms: i64,
    /// When its first and its last sample or timing were heard.
    pub(super) began_ms: i64,
    pub(super) heard_ms: i64,
    /// When anything of it but the weather was, messages and laps too.
    pub(super) told_ms: i64,
    /// The newest date by car and topic.
    streams: Vec<(DriverCode, DatedTopic, i64)>,
    /// The newest lap by car.
    laps: Vec<(DriverCode, f64)>,
    /// UTC at session time 0, once a lap has told it.
    zero_ms: Option<i64>,
}

impl Run {
    pub(super) fn new(key: RunKey, origin: Origin, first_ms: i64, heard_ms: i64) -> Self {
        Self {
            key,
            origin,
            session: None,
            told_start_ms: None,
            may_lead: false,
            first_ms,
            newest_ms: first_ms,
            at_ms: heard_ms,
            began_ms: heard_ms,
            heard_ms,
            told_ms: heard_ms,
            streams: Vec::new(),
            laps: Vec::new(),
            zero_ms: None,
        }
    }

    /// Whether a record, published at `at_ms`, is its own. A car's dates rise within a topic, so one that goes on from
    /// its own newest date is late, however late, and one that falls behind that is of another run. One that is alone
    /// far ahead of all others is a stray: it would take the run's time with it.
    pub(super) fn fits(&self, evidence: &Evidence, at_ms: i64) -> bool {
        let from_ms = self.newest_of(evidence).unwrap_or(self.first_ms) - NEAR_MS;
        (from_ms..=self.newest_ms + self.ahead_ms(at_ms)).contains(&evidence.date_ms)
    }

    /// How far ahead of its newest a date may be that was published then, ms.
    fn ahead_ms(&self, at_ms: i64) -> i64 {
        let elapsed_ms = |since_ms: i64| at_ms.saturating_sub(since_ms).max(0) as f64;
        let told_ms = (self.newest_ms - self.first_ms) as f64;
        let pace = (told_ms / elapsed_ms(self.origin.at_ms).max(1.0)).clamp(1.0, MOST_PACE);
        ((3.0 * pace * elapsed_ms(self.at_ms)) as i64).saturating_add(AHEAD_MS).min(NEAR_MS)
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

    /// Takes note of records that are its own.
    pub(super) fn took_all<'a>(&mut self, records: impl IntoIterator<Item = &'a Arrived>, heard_ms: i64) {
        for arrived in records {
            if let Some(evidence) = Evidence::of(&arrived.record) {
                self.took(&evidence, arrived.at_ms, heard_ms);
            } else if let Record::Lap(lap) = &arrived.record {
                self.took_lap(lap);
            }
        }
    }

    /// Takes note of a lap that is its own.
    pub(super) fn took_lap(&mut self, lap: &LapRecord) {
        self.zero_ms = self.zero_ms.or(lap.session_zero_ms());
        match self.laps.iter_mut().find(|(driver, _)| *driver == lap.driver) {
            Some((_, newest)) => *newest = newest.max(lap.lap_number),
            None => self.laps.push((lap.driver, lap.lap_number)),
        }
    }

    /// Whether a lap is the one that its driver, who is in this run, drives next.
    pub(super) fn awaits(&self, lap: &LapRecord) -> bool {
        let newest = self.laps.iter().find(|(driver, _)| *driver == lap.driver).map(|(_, newest)| *newest);
        let is_in = || self.streams.iter().any(|(driver, ..)| *driver == lap.driver);
        match newest {
            Some(newest) => (lap.lap_number - newest - 1.0).abs() < 0.5,
            None => is_in() && lap.lap_number < 1.5,
        }
    }

    /// How far from its time a lap began by its session time, ms; as far as can be where that says nothing.
    pub(super) fn away_ms(&self, lap: &LapRecord) -> i64 {
        let began_ms = self.zero_ms.zip(lap.lap_start_time).map(|(zero, time)| zero.saturating_add(time));
        began_ms.map_or(i64::MAX, |began_ms| began_ms.saturating_sub(self.newest_ms).saturating_abs())
    }

    /// Where its dates begin, UTC ms.
    pub(super) fn start_ms(&self) -> i64 {
        self.told_start_ms.map_or(self.first_ms, |told| told.min(self.first_ms))
    }

    /// Whether some of its dates are another's too.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.start_ms() <= other.newest_ms && other.start_ms() <= self.newest_ms
    }

    /// Its record has come.
    pub(super) fn named(&mut self, facts: &SessionRecord) {
        self.session = Some(facts.session.clone());
        self.told_start_ms = facts.start_date.or(self.told_start_ms);
        self.may_lead |= may_lead(facts);
    }

    /// Whether a record is about it.
    pub(super) fn is_of(&self, facts: &SessionRecord) -> bool {
        let starts = self.told_start_ms.zip(facts.start_date);
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
