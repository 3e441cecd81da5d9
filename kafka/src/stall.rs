//! A partition that has records of which none comes, as when its disk is gone: librdkafka says nothing of it.

use std::time::{Duration, Instant};

/// What stands for so long has a fault. Looks are some three seconds apart then, so that it is named within ten.
const AFTER: Duration = Duration::from_secs(3);
/// What stands for so long though its leader answers is asked of another client.
const RENEW_AFTER: Duration = Duration::from_secs(8);
/// Between two clients at least: what is truly gone comes by none.
const RENEW_EVERY: Duration = Duration::from_secs(30);

/// How long a partition has had records of which none came.
#[derive(Clone, Copy, Debug)]
pub struct Stall {
    /// The next offset, and when a look first found a record there.
    found: Option<(i64, Instant)>,
    after: Duration,
}

impl Default for Stall {
    fn default() -> Self {
        Self::after(AFTER)
    }
}

impl Stall {
    /// A fault after so long without a record: longer where a fault ends the reading and is not taken back.
    #[must_use]
    pub const fn after(after: Duration) -> Self {
        Self { found: None, after }
    }

    /// Takes in a look at a partition whose next offset to be read is `next`; `is_waiting` when there is a record
    /// there and the reader has had time for it. Why it cannot be read, if so.
    pub fn looked(&mut self, next: i64, is_waiting: bool, now: Instant) -> Option<&'static str> {
        let found = self.found.filter(|(at, _)| *at == next);
        self.found = is_waiting.then(|| found.unwrap_or((next, now)));
        let is_long = self.stood_for(now).is_some_and(|stood| self.after <= stood);
        is_long.then_some("its records do not come")
    }

    /// How long it has stood, if it does by the last look.
    #[must_use]
    pub fn stood_for(&self, now: Instant) -> Option<Duration> {
        self.found.map(|(_, since)| now.saturating_duration_since(since))
    }
}

/// When a client is replaced because records do not come to it though their leaders answer: librdkafka may not find
/// its way back to a broker that had gone by another address meanwhile.
#[derive(Clone, Copy, Debug, Default)]
pub struct Renewal {
    last: Option<Instant>,
}

impl Renewal {
    /// Whether a client that knows of nothing before is to take over, by how long partitions have stood of which
    /// nothing else is wrong. It is taken for done then.
    pub fn is_due(&mut self, stood: impl IntoIterator<Item = Duration>, now: Instant) -> bool {
        let may = self.last.is_none_or(|last| RENEW_EVERY <= now.saturating_duration_since(last));
        let is_due = may && stood.into_iter().any(|stood| RENEW_AFTER <= stood);
        if is_due {
            self.last = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_that_stands_has_a_fault_until_it_goes_on() {
        let began = Instant::now();
        let at = |seconds| began + Duration::from_secs(seconds);
        let mut stall = Stall::default();
        assert!(stall.looked(0, true, at(0)).is_none() && stall.looked(0, true, at(2)).is_none());
        assert!(stall.looked(0, true, at(3)).is_some() && stall.looked(0, true, at(60)).is_some());
        assert_eq!(stall.stood_for(at(60)), Some(Duration::from_mins(1)));
        assert!(stall.looked(8, true, at(61)).is_none(), "a record has come");
        assert!(stall.looked(8, false, at(70)).is_none(), "nothing is there to come");
        assert!(stall.looked(8, true, at(71)).is_none() && stall.looked(8, true, at(75)).is_some());
        let mut patient = Stall::after(Duration::from_secs(24));
        assert!(patient.looked(0, true, at(0)).is_none() && patient.looked(0, true, at(23)).is_none());
        assert!(patient.looked(0, true, at(24)).is_some());
    }

    #[test]
    fn a_client_is_replaced_when_something_stands_and_not_too_often() {
        let (began, mut renewal) = (Instant::now(), Renewal::default());
        let mut is_due = |stood: &[u64], second| {
            let stood = stood.iter().map(|seconds| Duration::from_secs(*seconds));
            renewal.is_due(stood, began + Duration::from_secs(second))
        };
        assert!(!is_due(&[], 0) && !is_due(&[1, 7], 0));
        assert!(is_due(&[1, 8], 0));
        assert!(!is_due(&[30], 29) && is_due(&[30], 30) && !is_due(&[8], 31));
    }
}
