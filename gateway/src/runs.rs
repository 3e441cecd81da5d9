//! Which run of a session a record belongs to, when topics hold many and the same replay more than once.
//!
//! A run begins where an `f1_session` record with another id or another start says so, and without one where the
//! date falls by more than a minute or jumps by more than an hour. One record with a wrong date must not begin
//! one, so such records are held until five of them agree; each record that fits the present run outweighs
//! one that is held. The newest run is the present one; what still comes of the one before is refused.

use std::collections::VecDeque;

use gridcast_shared::ids::SessionId;
use gridcast_shared::topics::{Record, SessionRecord};

/// A date within this of the newest fits without question, ms.
const NEAR_MS: i64 = 60_000;
/// A date that jumps ahead by more than this begins a new run, ms.
const JUMP_MS: i64 = 3_600_000;
/// The run before is remembered until it has been silent for this long, ms.
const FORGET_MS: i64 = 60_000;
/// A date this much ahead of the clock is refused, ms.
const FUTURE_MS: i64 = 86_400_000;
/// A session's records lie within this of its start, ms.
const LONGEST_MS: i64 = 12 * 3_600_000;
/// So many held records that agree are believed.
const AGREE: usize = 5;
/// Most session records that are remembered.
const KNOWN: usize = 64;

/// A record, and when it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// UTC ms of the publisher's clock.
    pub at_ms: i64,
    /// The record.
    pub record: Record,
}

/// What is to be done with a record.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a record passes through once; a box each would be an allocation each"
)]
pub enum Fate {
    /// It belongs to the present run.
    Take(Arrived),
    /// It tells more of the present run, which may have had no name before.
    Facts(Box<SessionRecord>),
    /// It waits for others that agree.
    Held,
    /// It is refused, for this reason.
    Refused(&'static str),
    /// Records that were held belong to the present run: there was a gap in it.
    Release(VecDeque<Arrived>),
    /// A new run begins with these records.
    Begin {
        /// Its id.
        id: SessionId,
        /// What is known of it.
        facts: Option<Box<SessionRecord>>,
        /// Its first records.
        records: VecDeque<Arrived>,
    },
}

/// Tells runs apart.
#[derive(Debug, Default)]
pub struct Runs {
    present: Option<Run>,
    before: Option<Run>,
    held: VecDeque<Arrived>,
    known: VecDeque<SessionRecord>,
    refused: u64,
}

#[derive(Clone, Debug)]
struct Run {
    id: SessionId,
    named: bool,
    /// Where its dates begin, if its record says.
    start_ms: Option<i64>,
    /// Its newest believed date.
    newest_ms: Option<i64>,
    /// When its last record was published.
    at_ms: i64,
}

impl Run {
    fn is_near(&self, date_ms: i64) -> bool {
        match (self.newest_ms, self.start_ms) {
            (Some(newest), _) => (date_ms - newest).abs() <= NEAR_MS,
            (None, Some(start)) => (-JUMP_MS..=LONGEST_MS).contains(&(date_ms - start)),
            (None, None) => true,
        }
    }

    fn took(&mut self, date_ms: i64, at_ms: i64) {
        self.newest_ms = Some(self.newest_ms.map_or(date_ms, |newest| newest.max(date_ms)));
        self.at_ms = at_ms;
    }
}

impl Runs {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many held records were refused after all since the last call.
    pub fn drain_refused(&mut self) -> u64 {
        std::mem::take(&mut self.refused)
    }

    /// Judges the next record. `now_ms` is the machine's clock, UTC.
    pub fn judge(&mut self, arrived: Arrived, now_ms: i64) -> Fate {
        let (date_ms, is_evidence) = match &arrived.record {
            Record::Session(_) => {
                let Record::Session(facts) = arrived.record else { return Fate::Held };
                return self.judge_facts(facts, arrived.at_ms);
            }
            Record::Tele(r) => (r.date, true),
            Record::Timing(r) => (r.date, true),
            Record::Lap(r) => (r.end_date_ms().unwrap_or(0), false),
            Record::RaceControl(r) => return self.judge_named(&r.session.clone(), arrived),
            Record::Weather(r) => return self.judge_named(&r.session.clone(), arrived),
        };
        if now_ms.max(arrived.at_ms) + FUTURE_MS < date_ms {
            return Fate::Refused("from_the_future");
        }
        if !is_evidence {
            // A lap's own dates may be missing or long past (laps driven before a replay began): its place in
            // the stream tells which run it is of, unless a new one is about to begin.
            return match &self.present {
                Some(_) if self.held.is_empty() => Fate::Take(arrived),
                _ => self.hold_lap(arrived),
            };
        }
        let Some(present) = &mut self.present else { return self.begin(date_ms, VecDeque::from([arrived])) };
        if present.is_near(date_ms) && !Self::is_of_before(self.before.as_ref(), present, date_ms) {
            present.took(date_ms, arrived.at_ms);
            if self.held.pop_front().is_some() {
                self.refused += 1;
            }
            return Fate::Take(arrived);
        }
        if let Some(before) = &mut self.before
            && arrived.at_ms - before.at_ms < FORGET_MS
            && before.is_near(date_ms)
        {
            before.took(date_ms, arrived.at_ms);
            return Fate::Refused("of_the_session_before");
        }
        self.hold(date_ms, arrived)
    }

    /// While the present run has no date of its own yet, a date next to the former run's newest is that one's.
    fn is_of_before(before: Option<&Run>, present: &Run, date_ms: i64) -> bool {
        let starts_here = present.start_ms.is_some_and(|start| (date_ms - start).abs() <= NEAR_MS);
        present.newest_ms.is_none()
            && !starts_here
            && before.is_some_and(|run| run.newest_ms.is_some() && run.is_near(date_ms))
    }

    fn judge_named(&mut self, session: &SessionId, arrived: Arrived) -> Fate {
        match &self.present {
            Some(run) if !run.named || run.id == *session => Fate::Take(arrived),
            Some(_) => Fate::Refused("of_another_session"),
            None => Fate::Refused("before_any_session"),
        }
    }

    fn judge_facts(&mut self, facts: Box<SessionRecord>, at_ms: i64) -> Fate {
        self.known.retain(|known| known.session != facts.session);
        if self.known.len() == KNOWN {
            self.known.pop_front();
        }
        self.known.push_back((*facts).clone());
        if let Some(run) = &mut self.present {
            let same_start = run.start_ms.is_none()
                || facts.start_date.is_none()
                || run.start_ms.zip(facts.start_date).is_some_and(|(a, b)| (a - b).abs() <= JUMP_MS);
            if run.id == facts.session && same_start {
                return Fate::Facts(facts);
            }
            let began_here = run.newest_ms.zip(facts.start_date).is_some_and(|(newest, start)| {
                (-JUMP_MS..=LONGEST_MS).contains(&(newest - start)) && at_ms - run.at_ms < FORGET_MS
            });
            if !run.named && began_here {
                run.id = facts.session.clone();
                run.named = true;
                run.start_ms = facts.start_date;
                return Fate::Facts(facts);
            }
        }
        self.before = self.present.take().filter(|run| run.newest_ms.is_some());
        self.refused += self.held.len() as u64;
        self.held.clear();
        let id = facts.session.clone();
        let start_ms = facts.start_date;
        self.present = Some(Run { id: id.clone(), named: true, start_ms, newest_ms: None, at_ms });
        Fate::Begin { id, facts: Some(facts), records: VecDeque::new() }
    }

    fn hold_lap(&mut self, arrived: Arrived) -> Fate {
        if self.present.is_none() {
            return Fate::Refused("before_any_session");
        }
        if 4 * AGREE <= self.held.len() {
            return Fate::Take(arrived);
        }
        self.held.push_back(arrived);
        Fate::Held
    }

    fn hold(&mut self, date_ms: i64, arrived: Arrived) -> Fate {
        let agrees = |held: &Arrived| evidence(held).is_none_or(|date| (date - date_ms).abs() <= NEAR_MS);
        if !self.held.iter().all(agrees) {
            self.refused += self.held.len() as u64;
            self.held.clear();
        }
        self.held.push_back(arrived);
        if self.held.iter().filter(|held| evidence(held).is_some()).count() < AGREE {
            return Fate::Held;
        }
        let records = std::mem::take(&mut self.held);
        let ahead = self.present.as_ref().and_then(|run| run.newest_ms).map(|newest| date_ms - newest);
        if let Some(run) = &mut self.present
            && ahead.is_some_and(|ahead| (0..=JUMP_MS).contains(&ahead))
        {
            run.newest_ms = Some(date_ms);
            return Fate::Release(records);
        }
        self.begin(date_ms, records)
    }

    fn begin(&mut self, date_ms: i64, records: VecDeque<Arrived>) -> Fate {
        let at_ms = records.back().map_or(0, |last| last.at_ms);
        let first_ms = records.iter().filter_map(evidence).min().unwrap_or(date_ms);
        let facts = self.known.iter().rev().find(|known| {
            known.start_date.is_some_and(|start| (-JUMP_MS..=LONGEST_MS).contains(&(first_ms - start)))
        });
        let facts = facts.cloned().map(Box::new);
        let id =
            facts.as_ref().map_or_else(|| SessionId::from_start(first_ms), |facts| facts.session.clone());
        let run = Run {
            id: id.clone(),
            named: facts.is_some(),
            start_ms: facts.as_ref().and_then(|facts| facts.start_date),
            newest_ms: Some(records.iter().filter_map(evidence).max().unwrap_or(date_ms)),
            at_ms,
        };
        self.before = self.present.replace(run).filter(|run| run.newest_ms.is_some());
        Fate::Begin { id, facts, records }
    }
}

/// The date of a record that can tell runs apart.
fn evidence(arrived: &Arrived) -> Option<i64> {
    match &arrived.record {
        Record::Tele(r) => Some(r.date),
        Record::Timing(r) => Some(r.date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use gridcast_shared::ids::DriverCode;
    use gridcast_shared::topics::{LapRecord, TeleRecord};

    use super::*;

    const START: i64 = 1_742_097_600_000;
    const NOW: i64 = START + 400 * 86_400_000;

    fn tele(date: i64) -> Arrived {
        Arrived { at_ms: 0, record: Record::Tele(TeleRecord::new(date, DriverCode::parse("VER").unwrap())) }
    }

    fn facts(id: &str, start: i64) -> Arrived {
        let mut record = SessionRecord::new(SessionId::parse(id).unwrap());
        record.start_date = Some(start);
        Arrived { at_ms: 0, record: Record::Session(Box::new(record)) }
    }

    /// A letter a record: Take, Held, Refused, reLease, Begin (with the id's text), Facts.
    fn fates(runs: &mut Runs, arrived: impl IntoIterator<Item = Arrived>) -> String {
        let mut text = String::new();
        for arrived in arrived {
            match runs.judge(arrived, NOW) {
                Fate::Take(_) => text.push('T'),
                Fate::Facts(_) => text.push('F'),
                Fate::Held => text.push('H'),
                Fate::Refused(_) => text.push('R'),
                Fate::Release(records) => write!(text, "L{}", records.len()).unwrap(),
                Fate::Begin { id, records, .. } => write!(text, "B({id},{})", records.len()).unwrap(),
            }
        }
        text
    }

    #[test]
    fn the_first_record_begins_a_run_named_by_its_date() {
        let mut runs = Runs::new();
        assert_eq!(fates(&mut runs, [tele(START), tele(START + 130)]), format!("B(t{START},1)T"));
    }

    #[test]
    fn the_same_replay_again_is_a_new_run() {
        let mut runs = Runs::new();
        fates(&mut runs, (0..100).map(|i| tele(START + i * 1000)));
        let again = fates(&mut runs, (0..7).map(|i| tele(START + i * 100)));
        assert_eq!(again, format!("HHHHB(t{START},5)TT"));
    }

    #[test]
    fn a_jump_of_more_than_an_hour_is_a_new_run_and_a_shorter_one_a_gap() {
        let mut runs = Runs::new();
        fates(&mut runs, [tele(START)]);
        assert_eq!(fates(&mut runs, (0..6).map(|i| tele(START + 600_000 + i))), "HHHHL5T");
        let next = START + 600_000 + JUMP_MS + 10_000;
        assert_eq!(fates(&mut runs, (0..6).map(|i| tele(next + i))), format!("HHHHB(t{next},5)T"));
    }

    #[test]
    fn single_wrong_dates_begin_nothing() {
        let mut runs = Runs::new();
        fates(&mut runs, [tele(START)]);
        for i in 1..50 {
            assert_eq!(fates(&mut runs, [tele(1000), tele(START + i * 100)]), "HT");
        }
        assert_eq!(runs.drain_refused(), 49);
        assert_eq!(fates(&mut runs, [tele(NOW + 2 * FUTURE_MS)]), "R");
        assert_eq!(fates(&mut runs, [tele(START + 5000)]), "T");
    }

    #[test]
    fn a_session_record_begins_a_run_and_the_old_one_may_go_on_in_vain() {
        let mut runs = Runs::new();
        assert_eq!(fates(&mut runs, [facts("a", START), tele(START)]), "B(a,0)T");
        fates(&mut runs, (0..1000).map(|i| tele(START + i * 1000)));
        assert_eq!(fates(&mut runs, [facts("b", START)]), "B(b,0)");
        let both: Vec<Arrived> =
            (0..20).flat_map(|i| [tele(START + 1_000_000 + i * 100), tele(START + i * 100)]).collect();
        assert_eq!(fates(&mut runs, both), "RT".repeat(20));
    }

    #[test]
    fn a_record_that_comes_after_its_first_samples_names_the_run() {
        let mut runs = Runs::new();
        fates(&mut runs, [tele(START + 100), tele(START + 200)]);
        assert_eq!(fates(&mut runs, [facts("a", START), tele(START + 300)]), "FT");
    }

    #[test]
    fn a_loop_with_its_own_start_is_a_new_run_of_the_same_name() {
        let mut runs = Runs::new();
        fates(&mut runs, [facts("a", START), tele(START), tele(START + 30_000)]);
        let later = START + 2 * JUMP_MS;
        assert_eq!(fates(&mut runs, [facts("a", later), tele(later), tele(later + 1)]), "B(a,0)TT");
    }

    #[test]
    fn without_its_own_record_a_run_takes_the_name_that_fits() {
        let mut runs = Runs::new();
        fates(&mut runs, [facts("old", START - 90 * 86_400_000), facts("a", START)]);
        fates(&mut runs, (0..100).map(|i| tele(START + i * 1000)));
        assert!(fates(&mut runs, (0..5).map(|i| tele(START + i))).ends_with("B(a,5)"));
    }

    #[test]
    fn laps_go_with_the_stream() {
        let lap = || Arrived {
            at_ms: 0,
            record: Record::Lap(Box::new(LapRecord::new(DriverCode::parse("VER").unwrap(), 3.0))),
        };
        let mut runs = Runs::new();
        assert_eq!(fates(&mut runs, [lap(), tele(START), lap()]), format!("RB(t{START},1)T"));
        fates(&mut runs, (0..100).map(|i| tele(START + i * 1000)));
        let again =
            fates(&mut runs, [tele(START), lap(), tele(START), tele(START), tele(START), tele(START)]);
        assert_eq!(again, format!("HHHHHB(t{START},6)"));
    }
}
