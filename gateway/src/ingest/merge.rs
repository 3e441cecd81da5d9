//! The order of records across partitions: by when they were published, then by their date.
//!
//! Each partition is in order by itself; the merge takes the earliest head. It may do so only while every
//! partition has a head or is known to be at its end, or else a record that is still on its way would come too
//! late. How long that is waited for is [`Patience`].

use std::time::{Duration, Instant};

/// Records published this recently are live: their order is not worth a wait, dates are gathered later anyway.
const LIVE_MS: i64 = 1000;
/// Longest wait for a silent partition while the backlog is read.
const BACKLOG: Duration = Duration::from_secs(5);
/// Longest wait for one while catching up after an outage.
const CATCHING_UP: Duration = Duration::from_millis(500);

/// Something with a next record.
pub(super) trait Headed {
    /// When its head was published, then its date; `None` without a head.
    fn key(&self) -> Option<(i64, i64)>;
}

/// Which of them has the earliest head.
pub(super) fn earliest<L: Headed>(lanes: &[L]) -> Option<usize> {
    let keys = lanes.iter().enumerate().filter_map(|(i, lane)| Some((lane.key()?, i)));
    keys.min().map(|(_, i)| i)
}

/// How long a silent partition is waited for.
#[derive(Debug, Default)]
pub(super) struct Patience {
    since: Option<Instant>,
}

impl Patience {
    /// Whether to wait on, when the earliest head was published `behind_ms` ago.
    pub(super) fn waits(&mut self, caught_up: bool, behind_ms: i64, now: Instant) -> bool {
        let longest = match (caught_up, behind_ms <= LIVE_MS) {
            (false, _) => BACKLOG,
            (true, false) => CATCHING_UP,
            (true, true) => return false,
        };
        now.duration_since(*self.since.get_or_insert(now)) < longest
    }

    /// Something moved.
    pub(super) fn reset(&mut self) {
        self.since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Headed for Option<(i64, i64)> {
        fn key(&self) -> Option<(i64, i64)> {
            *self
        }
    }

    #[test]
    fn the_earliest_published_goes_first_then_the_earliest_dated() {
        assert_eq!(earliest(&[Some((5, 1)), None, Some((4, 9))]), Some(2));
        assert_eq!(earliest(&[Some((5, 2)), Some((5, 1))]), Some(1));
        assert_eq!(earliest::<Option<(i64, i64)>>(&[None, None]), None);
    }

    #[test]
    fn live_records_wait_for_nobody_and_old_ones_for_a_while() {
        let now = Instant::now();
        let mut patience = Patience::default();
        assert!(!patience.waits(true, 300, now));
        assert!(patience.waits(true, 60_000, now));
        assert!(patience.waits(true, 60_000, now + CATCHING_UP / 2));
        assert!(!patience.waits(true, 60_000, now + CATCHING_UP));
        patience.reset();
        assert!(patience.waits(false, 300, now));
        assert!(!patience.waits(false, 300, now + BACKLOG));
    }
}
