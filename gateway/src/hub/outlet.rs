//! What spectators are sent of the frames that were made: all of them, or, when there are more than can be watched, the
//! current chunk instead.
//!
//! After an outage minutes come within a second. Who is shown a race wants to see how it is now; what happened
//! meanwhile is on the recording.

use std::time::{Duration, Instant};

use crate::fanout::Fanout;

use super::live_run::Made;

/// More chunks than this begun by one tick are a flood; at twice the pace twice as many, as they are watched in the
/// same time.
const FLOOD_CHUNKS: f64 = 3.0;
/// Pause between two looks at how far a flood has come.
const PAUSE: Duration = Duration::from_secs(2);

/// Between the hub and the log of frames.
#[derive(Debug, Default)]
pub(super) struct Outlet {
    /// Spectators have not been given all: the current chunk is next.
    is_owing: bool,
    jumped: Option<Instant>,
}

impl Outlet {
    /// What comes next is another run.
    pub(super) fn turn(&mut self) {
        self.is_owing = true;
        self.jumped = None;
    }

    /// Sends what was made by this tick of a run told at `rate_pct` percent of real time; `current` is the current
    /// chunk so far. Whether anything was sent.
    pub(super) fn say(
        &mut self,
        made: Vec<Made>,
        rate_pct: u16,
        current: impl FnOnce() -> Vec<Made>,
        fanout: &Fanout,
        now: Instant,
    ) -> bool {
        let chunks = made.iter().filter(|frame| frame.index == 0).count();
        // Nobody is to be found behind for what came within one tick either.
        let is_flood = FLOOD_CHUNKS * f64::from(rate_pct.max(100)) / 100.0 < chunks as f64
            || fanout.queue_frames() < made.len();
        let pairs = |frames: Vec<Made>| frames.into_iter().map(|frame| (frame.index, frame.bytes));
        if !self.is_owing && !is_flood {
            let some = !made.is_empty();
            fanout.push(pairs(made));
            return some;
        }
        // A run that has just begun is sent from its first frame on.
        if !is_flood && made.first().is_some_and(|frame| frame.index == 0) {
            fanout.jump(pairs(made));
            self.is_owing = false;
            return true;
        }
        self.is_owing = true;
        if is_flood && self.jumped.is_some_and(|jumped| now.duration_since(jumped) < PAUSE) {
            return false;
        }
        let current = current();
        if current.is_empty() {
            return false;
        }
        fanout.jump(pairs(current));
        self.is_owing = false;
        self.jumped = Some(now);
        true
    }
}
