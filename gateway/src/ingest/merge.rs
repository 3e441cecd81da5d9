//! The order of records across partitions: by when they were published, then by their date.
//!
//! Each partition is in order by itself; the merge takes the earliest head. It may do so only while every
//! partition has a head or is known to be at its end, or else a record that is still on its way would come too
//! late. How long that is waited for is [`Patience`]: at most five seconds at a time and thirty in all between two
//! of a partition's ends, and not at all for one that cannot be read. Then the others go on without it, and what it
//! has comes late.

use std::time::{Duration, Instant};

/// Records published this recently are live: their order is not worth a wait, dates are gathered later anyway.
const LIVE_MS: i64 = 1000;
/// Longest wait for a silent partition while the backlog is read.
const BACKLOG: Duration = Duration::from_secs(5);
/// Longest wait for one while catching up after an outage.
const CATCHING_UP: Duration = Duration::from_millis(500);
/// Longest wait for a partition in all, until it has been read to its end.
const IN_ALL: Duration = Duration::from_secs(30);

/// Something with a next record.
pub(super) trait Headed {
    /// When its head was published, then its date; `None` without a head.
    fn key(&self) -> Option<(i64, i64)>;
}

/// Which of them has the earliest head.
pub(super) fn earliest<H: Headed>(partitions: &[H]) -> Option<usize> {
    let keys = partitions.iter().enumerate().filter_map(|(i, partition)| Some((partition.key()?, i)));
    keys.min().map(|(_, i)| i)
}

/// How long a silent partition is waited for.
#[derive(Debug, Default)]
pub(super) struct Patience {
    since: Option<Instant>,
    spent: Duration,
}

impl Patience {
    /// Whether to wait on, when the earliest head of the others was published `behind_ms` ago.
    pub(super) fn waits(&mut self, caught_up: bool, behind_ms: i64, now: Instant) -> bool {
        let longest = match (caught_up, behind_ms <= LIVE_MS) {
            (false, _) => BACKLOG,
            (true, false) => CATCHING_UP,
            (true, true) => return false,
        };
        let waited = now.duration_since(*self.since.get_or_insert(now));
        waited < longest && self.spent + waited < IN_ALL
    }

    /// The wait is over.
    pub(super) fn ended(&mut self, now: impl FnOnce() -> Instant) {
        if let Some(since) = self.since.take() {
            self.spent += now().duration_since(since);
        }
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
        patience.ended(|| now + CATCHING_UP);
        assert!(patience.waits(false, 300, now + CATCHING_UP));
        assert!(!patience.waits(false, 300, now + CATCHING_UP + BACKLOG));
    }

    #[test]
    fn one_that_trickles_holds_the_others_up_for_half_a_minute_in_all() {
        let mut now = Instant::now();
        let began = now;
        let mut patience = Patience::default();
        while patience.waits(false, 60_000, now) {
            now += Duration::from_secs(4);
            patience.ended(|| now);
            assert!(now < began + 2 * IN_ALL, "it is waited for for ever");
        }
        assert!(IN_ALL <= now - began);
    }
}
