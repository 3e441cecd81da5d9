//! A recording's clock: what goes out when, out of dates that may be wrong.

/// A date this much ahead of the record before is not waited for unless the next record confirms it: one record
/// "from the future" must not stall a replay.
const BELIEVABLE_STEP_MS: i64 = 3_600_000;

/// Makes a time that never falls out of dates that may, and that one wrong date cannot run away with.
#[derive(Debug, Default)]
pub(super) struct Clock {
    now: Option<i64>,
    /// A date that was too far ahead to be believed, until another confirms it.
    doubted: Option<i64>,
    /// When the last item went out.
    last_told: Option<i64>,
}

impl Clock {
    /// The time at which a record of this date goes out.
    pub(super) fn at(&mut self, date_ms: i64) -> i64 {
        let Some(now) = self.now else {
            self.now = Some(date_ms);
            return date_ms;
        };
        let believed = date_ms - now <= BELIEVABLE_STEP_MS
            || self.doubted.is_some_and(|doubted| (date_ms - doubted).abs() <= BELIEVABLE_STEP_MS);
        if !believed {
            self.doubted = Some(date_ms);
            return now;
        }
        self.doubted = None;
        let now = now.max(date_ms);
        self.now = Some(now);
        now
    }

    /// The latest date that is believed; 0 before there is one.
    pub(super) fn now_ms(&self) -> i64 {
        self.now.unwrap_or(0)
    }

    /// When the last item went out.
    pub(super) fn last_told(&self) -> Option<i64> {
        self.last_told
    }

    /// Notes that an item goes out, never before the one ahead of it.
    pub(super) fn told(&mut self, at_ms: i64) -> i64 {
        let at_ms = self.last_told.map_or(at_ms, |last| last.max(at_ms));
        self.last_told = Some(at_ms);
        at_ms
    }
}
