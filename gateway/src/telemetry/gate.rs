//! A limit on how often one kind of line goes to the log.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Pause between two lines of a kind.
const PAUSE: Duration = Duration::from_secs(5);

/// Lets one line through, then none for a while, and tells how many it held back.
#[derive(Debug)]
pub(super) struct Gate {
    /// When the last line went through, and how many were held back since.
    state: Mutex<(Option<Instant>, u64)>,
}

impl Gate {
    pub(super) fn new() -> Self {
        Self { state: Mutex::new((None, 0)) }
    }

    /// `Some(held back since the last)` when a line may go through.
    pub(super) fn pass(&self) -> Option<u64> {
        self.pass_at(Instant::now())
    }

    fn pass_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if state.0.is_some_and(|last| now.duration_since(last) < PAUSE) {
            state.1 += 1;
            return None;
        }
        let held_back = state.1;
        *state = (Some(now), 0);
        Some(held_back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_passes_and_the_next_tells_how_many_did_not() {
        let (gate, start) = (Gate::new(), Instant::now());
        assert_eq!(gate.pass_at(start), Some(0));
        assert_eq!(gate.pass_at(start), None);
        assert_eq!(gate.pass_at(start + PAUSE / 2), None);
        assert_eq!(gate.pass_at(start + PAUSE), Some(2));
    }
}
