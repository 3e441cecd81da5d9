//! The session clock: which moment of source time is shown now. One clock for every panel.
//!
//! It stands a lag behind the line that the earliest arrivals draw: newest source time against page time, at the
//! session's rate. Between arrivals it runs freely, and it never jumps to follow a batch. When the line or the
//! lag change it runs a little faster or slower; when it is far behind it catches up visibly; only when that
//! would take too long does it jump. It never goes backwards.
//!
//! Times are milliseconds: source time is UTC, page time any steady clock. In the formulas "page" amounts are
//! multiplied by the rate to become source amounts: at 20x a frame each 200 ms carries 4 s of source time.
//!
//! Its halves: [`LiveEdge`] knows where the newest data is, [`Playhead`] what is shown. Here the goal is made that
//! the second follows; who wants to delay, pause or seek changes the goal.

mod edge;
mod pace;
mod playhead;

pub use edge::{LiveEdge, MIN_LAG_MS, Stream};
pub use playhead::{Goal, Playhead, Shown, Tick};

/// How far the clock runs on past the newest source time when nothing comes, source ms; then it stands.
pub const RUN_ON_MS: f64 = 3_000.0;

/// For this much page time after the first arrival the clock still moves freely to its place, ms: a joining
/// client is sent the chunk so far in one burst.
const SETTLING_MS: f64 = 500.0;

/// The clock.
#[derive(Clone, Debug, Default)]
pub struct SessionClock {
    edge: LiveEdge,
    playhead: Playhead,
}

impl SessionClock {
    /// A clock that does not run yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the session's own word on its pace, percent of real time.
    pub fn set_rate_pct(&mut self, rate_pct: u16) {
        self.edge.set_rate_pct(rate_pct);
    }

    /// A frame whose newest source time is `source_ms` arrived.
    pub fn arrived(&mut self, source_ms: f64, page_ms: f64) {
        let dry = self.source_ms().is_some_and(|shown| self.edge.newest_ms() + RUN_ON_MS <= shown + 1.0);
        self.edge.arrived(source_ms, page_ms, dry);
    }

    /// A stream's newest sample is now of `newest_ms`; call it after [`Self::arrived`] for the same frame.
    pub fn stream_arrived(&mut self, stream: Stream, newest_ms: f64, page_ms: f64) {
        self.edge.stream_arrived(stream, newest_ms, page_ms);
    }

    /// Moves the clock on; `None` before anything arrived.
    pub fn advance(&mut self, page_ms: f64) -> Option<Tick> {
        let newest_ms = self.edge.newest_ms();
        // Until what comes agrees with the pace, there may be nothing at all beyond the newest.
        let run_on_ms = if self.edge.is_confirmed() { RUN_ON_MS } else { 0.0 };
        let goal = Goal {
            source_ms: (self.edge.at(page_ms)? - self.edge.lag_ms()).min(newest_ms),
            rate: self.edge.rate(),
            end_ms: newest_ms + run_on_ms,
            at_once: self.edge.age_ms(page_ms) < SETTLING_MS,
        };
        Some(self.playhead.advance(page_ms, &goal))
    }

    /// Source time shown, UTC ms.
    pub fn source_ms(&self) -> Option<f64> {
        self.playhead.shown().map(|shown| shown.source_ms)
    }

    /// How far the moment shown is behind the line, source ms.
    pub fn behind_ms(&self) -> f64 {
        let behind = |shown: Shown| Some(self.edge.at(shown.page_ms)? - shown.source_ms);
        self.playhead.shown().and_then(behind).unwrap_or(0.0)
    }

    /// The session's pace as believed now, source over page.
    pub fn rate(&self) -> f64 {
        self.edge.rate()
    }

    /// The pace to be named: as told, unless what comes plainly says otherwise.
    pub fn shown_rate(&self) -> f64 {
        self.edge.shown_rate()
    }

    /// How far behind the live edge the clock stands when it has settled, source ms.
    pub fn lag_ms(&mut self) -> f64 {
        self.edge.lag_ms()
    }
}

#[cfg(test)]
mod tests;
