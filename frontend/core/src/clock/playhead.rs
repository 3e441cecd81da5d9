//! The playhead: which moment of source time is shown. It runs towards a goal, evenly, and never
//! backwards, or at a pace of its own; only who sets it to a moment brings it back.

use crate::maths;

/// Behind by more than this much page time, it jumps, ms.
const HOPELESS_MS: f64 = 10_000.0;

/// It jumps only when that has lasted for so long, page ms: who is behind because the pace has risen is not, as soon
/// as that is known.
const LASTING_MS: f64 = 4_000.0;

/// After so much page time without a step nobody was looking: what comes then is jumped to for a while, page ms, by who
/// is behind by more than the last. Who has stood for want of data jumps at once as well, but from farther behind.
const UNSEEN_MS: f64 = 1_000.0;
const RETURN_MS: f64 = 2_000.0;
const UNSEEN_BEHIND_MS: f64 = 3_000.0;

/// What the clock did in one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Source time now shown, UTC ms.
    pub source_ms: f64,
    /// Whether it jumped here: nothing between the last step and this one is to be shown moving.
    pub jumped: bool,
}

/// Where the playhead is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// Source time wanted now, UTC ms.
    pub source_ms: f64,
    /// Pace at which the goal moves, source over page.
    pub rate: f64,
    /// Beyond this there is nothing to show, UTC ms.
    pub end_ms: f64,
    /// Whether to be there at once when it is ahead.
    pub at_once: bool,
}

/// The moment shown.
#[derive(Clone, Debug, Default)]
pub struct Playhead {
    shown: Option<Shown>,
    /// Since when it has been hopelessly behind, page ms.
    hopeless_since: Option<f64>,
    /// When somebody looked again after nobody had, page ms.
    returned_ms: Option<f64>,
    /// When it last stood at the end of what had come, page ms.
    stood_ms: Option<f64>,
}

/// A moment shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Page time, ms.
    pub page_ms: f64,
    /// Source time, UTC ms.
    pub source_ms: f64,
}

impl Playhead {
    /// Moves on to a page time, towards a goal.
    pub fn advance(&mut self, page_ms: f64, goal: &Goal) -> Tick {
        let Some(shown) = self.shown else { return self.jump_to(goal.source_ms, page_ms) };
        let dt_ms = (page_ms - shown.page_ms).max(0.0);
        let expected = shown.source_ms + dt_ms * goal.rate;
        let behind = (goal.source_ms - expected) / goal.rate;
        if UNSEEN_MS < dt_ms {
            self.returned_ms = Some(page_ms);
        }
        let lately = |at: Option<f64>| at.is_some_and(|at| page_ms < at + RETURN_MS);
        let returned = lately(self.returned_ms);
        let hopeless = if returned { UNSEEN_BEHIND_MS } else { HOPELESS_MS } < behind;
        let since = self.hopeless_since.filter(|_| hopeless).unwrap_or(page_ms);
        self.hopeless_since = hopeless.then_some(since);
        let lasting = hopeless && (LASTING_MS <= page_ms - since || returned || lately(self.stood_ms));
        if lasting || (goal.at_once && shown.source_ms < goal.source_ms && 0.0 < behind) {
            return self.jump_to(goal.source_ms, page_ms);
        }
        let source_ms = expected + slew(behind, dt_ms) * goal.rate;
        let source_ms = source_ms.min(goal.end_ms).max(shown.source_ms);
        if 0.0 < dt_ms && goal.end_ms <= shown.source_ms {
            self.stood_ms = Some(page_ms);
        }
        self.shown = Some(Shown { page_ms, source_ms });
        Tick { source_ms, jumped: false }
    }

    /// Moves on at a rate, source over page, up to `end_ms`. What nobody saw is not played: a step is
    /// [`UNSEEN_MS`] at most.
    pub fn play(&mut self, page_ms: f64, rate: f64, end_ms: f64) -> Tick {
        let Some(shown) = self.shown else { return self.place(end_ms, page_ms) };
        let dt_ms = (page_ms - shown.page_ms).clamp(0.0, UNSEEN_MS);
        let source_ms = (shown.source_ms + dt_ms * rate).min(end_ms).max(shown.source_ms);
        self.shown = Some(Shown { page_ms, source_ms });
        Tick { source_ms, jumped: false }
    }

    /// Source time shown, UTC ms, and the page time at which it was.
    pub fn shown(&self) -> Option<Shown> {
        self.shown
    }

    /// Sets it to a moment, UTC ms.
    pub fn place(&mut self, source_ms: f64, page_ms: f64) -> Tick {
        (self.hopeless_since, self.returned_ms, self.stood_ms) = (None, None, None);
        self.jump_to(source_ms, page_ms)
    }

    fn jump_to(&mut self, source_ms: f64, page_ms: f64) -> Tick {
        self.shown = Some(Shown { page_ms, source_ms });
        Tick { source_ms, jumped: true }
    }
}

/// Page ms that the playhead gains in a step of `dt_ms` when it is `behind` (page ms): 3 % at most while it is
/// within half a second, where nobody sees it; beyond that up to twice the pace forward, half of it back.
fn slew(behind: f64, dt_ms: f64) -> f64 {
    let beyond = (behind.abs() - 300.0).max(0.0) / 2_000.0;
    let most = if 0.0 <= behind { (0.03 + beyond).min(1.0) } else { (0.03 + beyond).min(0.5) };
    let wanted = behind * (1.0 - maths::exp(-dt_ms / 3_000.0));
    maths::within(wanted, -most * dt_ms, most * dt_ms)
}
