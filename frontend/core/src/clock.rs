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
//! Its halves: [`LiveEdge`] knows where the newest data is, [`Playhead`] what is shown. What the second does is the
//! viewer's [`Hand`]: it follows the first, stands, or plays at a pace of its own.

mod edge;
mod hand;
mod pace;
mod playhead;

pub use edge::{LiveEdge, MIN_LAG_MS, Stream};
pub use hand::{Delay, Hand, PlayRate};
pub use playhead::{Goal, Playhead, Shown, Tick};

/// How far the clock runs on past the newest source time when nothing comes, source ms; then it stands.
pub const RUN_ON_MS: f64 = 3_000.0;

/// For this much page time after the first arrival the clock still moves freely to its place, ms: a joining
/// client is sent the chunk so far in one burst.
const SETTLING_MS: f64 = 500.0;

/// A playhead that is so much ahead of its delay waits for it, page ms; by less it runs a little slower.
const EARLY_MS: f64 = 400.0;

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

    /// Where the playhead is to be that follows the live edge by a delay, UTC ms; `None` before anything arrived.
    pub fn followed_ms(&mut self, page_ms: f64, delay: Delay) -> Option<f64> {
        let behind = self.edge.lag_ms() + delay.page_ms() * self.edge.rate();
        Some((self.edge.at(page_ms)? - behind).min(self.edge.newest_ms()))
    }

    /// Moves the playhead on as a hand wants, up to `end_ms`, beyond which nothing is there yet; `None` before it
    /// has been set anywhere. One that follows by a delay never gets ahead of that delay.
    pub fn advance_by(&mut self, page_ms: f64, hand: Hand, delay: Delay, end_ms: f64) -> Option<Tick> {
        let shown = self.playhead.shown()?;
        let followed = match hand {
            Hand::Follow => self.followed_ms(page_ms, delay),
            Hand::Paused | Hand::Play(_) => None,
        };
        Some(match (hand, followed) {
            (Hand::Paused, _) => self.playhead.play(page_ms, 0.0, shown.source_ms),
            (Hand::Play(rate), _) => self.playhead.play(page_ms, rate.rate(), end_ms),
            // Of a session that is over the rest is played.
            (Hand::Follow, None) => self.playhead.play(page_ms, 1.0, end_ms),
            (Hand::Follow, Some(source_ms)) => {
                let rate = self.edge.rate();
                let early = shown.source_ms - source_ms;
                let end_ms = if EARLY_MS * rate < early { shown.source_ms } else { end_ms };
                let source_ms = source_ms.min(end_ms);
                self.playhead.advance(page_ms, &Goal { source_ms, rate, end_ms, at_once: false })
            }
        })
    }

    /// Sets the playhead to a moment, UTC ms.
    pub fn place(&mut self, source_ms: f64, page_ms: f64) -> Tick {
        self.playhead.place(source_ms, page_ms)
    }

    /// The newest source time that has arrived, UTC ms; `None` before anything has.
    pub fn newest_ms(&self) -> Option<f64> {
        self.edge.at(0.0).map(|_| self.edge.newest_ms())
    }

    /// What comes from now on comes another way: how it came before says nothing of how far behind to play.
    pub fn forget_batches(&mut self) {
        self.edge.forget_batches();
    }

    /// Another session arrives: what is known of its edge begins anew, and the playhead stays.
    pub fn renew_edge(&mut self) {
        self.edge = LiveEdge::default();
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
