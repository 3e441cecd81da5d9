//! The sessions of which a record has come, whether or not they are being told.

use std::collections::VecDeque;

use gridcast_shared::topics::SessionRecord;

use super::run::{JUMP_MS, NEAR_MS, Run};

/// A session's records lie within this of its start, ms.
const LONGEST_MS: i64 = 12 * 3_600_000;
/// Most sessions that are remembered.
const MOST: usize = 64;

/// The newest record of each session, in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Known {
    records: VecDeque<SessionRecord>,
}

impl Known {
    pub(super) fn learn(&mut self, facts: &SessionRecord) {
        self.records.retain(|known| known.session != facts.session);
        if self.records.len() == MOST {
            self.records.pop_front();
        }
        self.records.push_back(facts.clone());
    }

    /// Whether another session than a run's own has begun by a date, and after all that the run has had.
    pub(super) fn has_begun_after(&self, run: &Run, date_ms: i64) -> bool {
        let is_next = |known: &SessionRecord| {
            Some(&known.session) != run.session.as_ref()
                && known.start_date.is_some_and(|start| run.newest_ms < start && start <= date_ms)
        };
        self.records.iter().any(is_next)
    }

    /// The session that a date is of: the last to have started by then, else the next to start within an hour; of
    /// two with the same start the one that was told last. A record without a start is believed for want of others.
    pub(super) fn of_date(&self, date_ms: i64) -> Option<&SessionRecord> {
        let newest = self.records.back();
        let fit = |known: &SessionRecord| match known.start_date {
            Some(start) if start <= date_ms + NEAR_MS => {
                (date_ms - start <= LONGEST_MS).then_some((2, start))
            }
            Some(start) => (start <= date_ms + JUMP_MS).then_some((1, -start)),
            None => (newest == Some(known)).then_some((0, 0)),
        };
        let fits = self.records.iter().filter_map(|known| Some((fit(known)?, known)));
        fits.max_by_key(|(fit, _)| *fit).map(|(_, known)| known)
    }
}
