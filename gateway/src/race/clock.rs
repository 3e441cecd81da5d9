//! Source time: the newest date of the records, and which kinds of record have fallen silent.

/// Without samples for this long the laps' own dates move the time on, ms: samples may lag behind them a little.
pub(super) const SILENT_MS: i64 = 10_000;

/// Order, gaps and statuses are worked out anew each time source time has gone on by this, ms.
const SETTLE_MS: i64 = 200;

/// A step of source time counts as idleness up to this, ms.
pub(super) const MAX_IDLE_STEP_MS: i64 = 2_000;

/// Where only laps move the time on, one is believed when another ends within this of it, ms: one alone may have a wrong
/// date, and would take the race away for as long as that lies ahead.
const AGREE_MS: i64 = 180_000;

/// A lap that ends this far ahead of the time is of another race, ms.
const AHEAD_MS: i64 = 3_600_000;

/// A lap that ended this long before is of another race, ms: no session is as long.
const BEFORE_MS: i64 = 12 * 3_600_000;

/// What the timing says holds until it has been silent for this long while samples or laps went on, ms.
const TIMING_SILENT_MS: i64 = 60_000;

/// The time; every field is 0 before the first record of its kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    pub(super) now_ms: i64,
    /// When all was last worked out.
    pub(super) settled_ms: i64,
    sampled_ms: i64,
    lapped_ms: i64,
    timed_ms: i64,
    /// The last lap that ended long after the samples, and whose it is.
    ahead: Option<(i64, usize)>,
}

impl Clock {
    /// How long before a date all was last worked out, ms, once it is due again; 0 when it never was.
    pub(super) fn settle_due(&self, date_ms: i64) -> Option<i64> {
        match self.settled_ms {
            0 => Some(0),
            settled_ms => Some(date_ms - settled_ms).filter(|&elapsed_ms| SETTLE_MS <= elapsed_ms),
        }
    }

    pub(super) fn saw_sample(&mut self, date_ms: i64) {
        self.sampled_ms = self.sampled_ms.max(date_ms);
    }

    pub(super) fn saw_timing(&mut self, date_ms: i64) {
        self.timed_ms = self.timed_ms.max(date_ms);
    }

    /// Whether a lap that ended then can be of this race.
    pub(super) fn is_of_this_race(&self, end_ms: i64) -> bool {
        self.now_ms == 0 || (-BEFORE_MS..=AHEAD_MS).contains(&(end_ms - self.now_ms))
    }

    /// A lap of a car ended; true when that is what the time is, since no samples come, and when other laps say so too.
    pub(super) fn saw_lap(&mut self, end_ms: i64, car: usize) -> bool {
        let is_ahead = SILENT_MS <= end_ms - self.sampled_ms;
        if is_ahead {
            // A car whose laps have wrong dates may have them twice; where there never was a sample, laps are all there is.
            let is_another =
                |before: &(i64, usize)| *before != (end_ms, car) && (before.1 != car || self.sampled_ms == 0);
            let before = self.ahead.filter(is_another);
            self.ahead = Some((end_ms, car));
            let is_borne_out = before.is_some_and(|(other_ms, _)| (end_ms - other_ms).abs() <= AGREE_MS);
            if !is_borne_out && self.now_ms != 0 {
                return false;
            }
        }
        self.lapped_ms = self.lapped_ms.max(end_ms);
        is_ahead
    }

    /// Whether the timing alone has fallen silent. It is asked once: what it says afterwards counts again.
    pub(super) fn timing_fell_silent(&mut self) -> bool {
        let others_ms = self.sampled_ms.max(self.lapped_ms);
        let fell_silent = self.timed_ms != 0 && TIMING_SILENT_MS < others_ms - self.timed_ms;
        if fell_silent {
            self.timed_ms = 0;
        }
        fell_silent
    }
}
