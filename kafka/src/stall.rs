//! A partition that has records of which none comes, as when its disk is gone: librdkafka says nothing of it.

use std::time::{Duration, Instant};

/// What stands for so long has a fault. Looks are some three seconds apart then, so that it is named within ten.
const AFTER: Duration = Duration::from_secs(3);

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
}
