//! Records whose dates fit no run, kept until enough of them agree.
//!
//! One record with a wrong date begins nothing, nor do many of the same date: records agree when there are five near
//! one another and their dates go on.

use std::collections::VecDeque;

use super::arrived::Arrived;
use super::run::{Evidence, NEAR_MS};

/// So many records that agree are believed.
const AGREE: usize = 5;
/// Records that do not go on are kept for this long, ms.
const KEEP_MS: i64 = 10_000;
/// Most records of a group that does not go on, and of one that does and waits.
const MOST_UNRIPE: usize = 64;
const MOST_RIPE: usize = 8192;
/// Most groups.
const MOST_GROUPS: usize = 8;

/// What is held, in groups of dates near one another.
#[derive(Debug, Default)]
pub(super) struct Held {
    groups: Vec<Group>,
    refused: u64,
}

/// Records with dates near one another.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) records: VecDeque<Arrived>,
    pub(super) first_ms: i64,
    pub(super) newest_ms: i64,
    /// When its first and its last record were heard.
    pub(super) since_ms: i64,
    heard_ms: i64,
    n_evidence: usize,
}

impl Group {
    /// Whether its records agree.
    pub(super) fn is_ripe(&self) -> bool {
        AGREE <= self.n_evidence && self.first_ms < self.newest_ms
    }

    /// Whether it can wait no longer, whatever it waits for.
    pub(super) fn is_full(&self) -> bool {
        MOST_RIPE <= self.records.len()
    }

    /// Whether something of it has come lately.
    pub(super) fn is_fresh(&self, now_ms: i64) -> bool {
        now_ms - self.heard_ms <= KEEP_MS
    }

    fn is_near(&self, date_ms: i64) -> bool {
        (self.first_ms - NEAR_MS..=self.newest_ms + NEAR_MS).contains(&date_ms)
    }
}

impl Held {
    /// Keeps a record; the place of its group.
    pub(super) fn keep(&mut self, evidence: &Evidence, arrived: Arrived, heard_ms: i64) -> usize {
        self.forget(heard_ms);
        let date_ms = evidence.date_ms;
        let place = self.groups.iter().position(|group| group.is_near(date_ms)).unwrap_or_else(|| {
            if self.groups.len() == MOST_GROUPS {
                // Strays go before what waits for its session's record.
                let stray = self.groups.iter().position(|group| !group.is_ripe()).unwrap_or(0);
                self.refused += self.groups.remove(stray).records.len() as u64;
            }
            self.groups.push(Group {
                records: VecDeque::new(),
                first_ms: date_ms,
                newest_ms: date_ms,
                since_ms: heard_ms,
                heard_ms,
                n_evidence: 0,
            });
            self.groups.len() - 1
        });
        let group = &mut self.groups[place];
        group.first_ms = group.first_ms.min(date_ms);
        group.newest_ms = group.newest_ms.max(date_ms);
        group.heard_ms = heard_ms;
        group.n_evidence += 1;
        group.records.push_back(arrived);
        if !group.is_ripe() && MOST_UNRIPE < group.records.len() {
            group.records.pop_front();
            self.refused += 1;
        }
        place
    }

    /// Keeps a lap with the group at a place, while there is room.
    pub(super) fn keep_beside(&mut self, place: usize, arrived: Arrived) {
        match self.groups.get_mut(place) {
            Some(group) if group.records.len() < MOST_RIPE => group.records.push_back(arrived),
            Some(_) | None => self.refused += 1,
        }
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Takes a group out.
    pub(super) fn take(&mut self, place: usize) -> Group {
        self.groups.remove(place)
    }

    /// How many were refused after all since the last call.
    pub(super) fn drain_refused(&mut self) -> u64 {
        std::mem::take(&mut self.refused)
    }

    /// Refuses what has waited in vain.
    fn forget(&mut self, now_ms: i64) {
        let refused = &mut self.refused;
        self.groups.retain(|group| {
            let stays = group.is_ripe() || group.is_fresh(now_ms);
            *refused += if stays { 0 } else { group.records.len() as u64 };
            stays
        });
    }
}
