//! The session clock: which moment of source time is shown now. One clock for every panel.
//!
//! It stands a lag behind the line that the earliest arrivals draw: newest source time against page time, at the
//! session's rate. Between arrivals it runs freely, and it never jumps to follow a batch. When the line or the
//! lag change it runs a little faster or slower; when it is far behind it catches up visibly; only when that
//! would take too long does it jump. It never goes backwards.
//!
//! Times are milliseconds: source time is UTC, page time any steady clock. In the formulas "page" amounts are
//! multiplied by the rate to become source amounts: at 20x a frame each 200 ms carries 4 s of source time.

use std::collections::VecDeque;

/// Least lag at rate 1, source ms: the feed's own batches come 1.0 s apart.
pub const MIN_LAG_MS: f64 = 1_200.0;

/// How far the clock runs on past the newest source time when nothing comes, source ms; then it stands.
pub const RUN_ON_MS: f64 = 3_000.0;

/// Behind by more than this much page time, it jumps, ms.
const HOPELESS_MS: f64 = 10_000.0;

/// Page time that an arrival is remembered for the line, ms.
const LINE_WINDOW_MS: f64 = 20_000.0;

/// One arrival is kept for each this much page time, ms: the earliest.
const BIN_MS: f64 = 500.0;

/// For this much page time after the first arrival the clock still moves freely to its place, ms: a joining
/// client is sent the chunk so far in one burst.
const SETTLING_MS: f64 = 500.0;

/// An arrival so much earlier than the line means that a backlog has been read: the line begins anew, page ms.
const REGIME_MS: f64 = 2_000.0;

/// Ages that the lag is drawn from, for each stream.
const MAX_AGES: usize = 128;

/// What the clock did in one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Source time now shown, UTC ms.
    pub source_ms: f64,
    /// Whether it jumped here: nothing between the last step and this one is to be shown moving.
    pub jumped: bool,
}

/// Which stream of samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Positions.
    Position,
    /// Car data.
    CarData,
}

/// The clock.
#[derive(Clone, Debug, Default)]
pub struct SessionClock {
    /// Rate as the session says, source over page.
    told_rate: Option<f64>,
    /// Rate as measured, smoothed.
    measured_rate: Option<f64>,
    arrivals: VecDeque<Arrival>,
    /// Whether the last arrival was so early that the line began anew.
    was_early: bool,
    /// Page time of the first arrival.
    first_ms: Option<f64>,
    /// Newest source time that has arrived.
    newest_ms: f64,
    ages: [Ages; 2],
    lag_ms: Option<f64>,
    shown: Option<Shown>,
}

#[derive(Clone, Copy, Debug)]
struct Arrival {
    page_ms: f64,
    source_ms: f64,
}

#[derive(Clone, Copy, Debug)]
struct Shown {
    page_ms: f64,
    source_ms: f64,
}

/// How old the newest sample of a stream had become each time when the next came, source ms.
#[derive(Clone, Debug, Default)]
struct Ages {
    newest_ms: Option<f64>,
    ages_ms: VecDeque<f64>,
}

impl SessionClock {
    /// A clock that does not run yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the session's own word on its pace, percent of real time.
    pub fn set_rate_pct(&mut self, rate_pct: u16) {
        let told = f64::from(rate_pct.max(1)) / 100.0;
        if self.told_rate != Some(told) {
            self.told_rate = Some(told);
            self.measured_rate = None;
        }
    }

    /// A frame whose newest source time is `source_ms` arrived.
    pub fn arrived(&mut self, source_ms: f64, page_ms: f64) {
        if !source_ms.is_finite() || !page_ms.is_finite() {
            return;
        }
        self.first_ms.get_or_insert(page_ms);
        let rate = self.rate();
        if let Some(line) = self.line_ms(page_ms) {
            let early = source_ms - line;
            // The other way about: it comes later than it should, and the clock has already run dry.
            let dry = self.shown.is_some_and(|shown| self.newest_ms + RUN_ON_MS <= shown.source_ms + 1.0);
            let begins_anew = REGIME_MS * rate.max(1.0) < early;
            // Early again and again is no backlog but another pace.
            if (begins_anew && !self.was_early) || (dry && early < 0.0) {
                self.arrivals.clear();
                self.measured_rate = None;
            }
            self.was_early = begins_anew;
        }
        self.newest_ms = if self.arrivals.is_empty() { source_ms } else { self.newest_ms.max(source_ms) };
        let arrival = Arrival { page_ms, source_ms };
        match self.arrivals.back_mut() {
            Some(last) if (last.page_ms / BIN_MS).floor() >= (page_ms / BIN_MS).floor() => {
                if last.source_ms - last.page_ms * rate < source_ms - page_ms * rate {
                    *last = arrival;
                }
            }
            _ => {
                self.arrivals.push_back(arrival);
                self.measure_rate();
            }
        }
        while self.arrivals.front().is_some_and(|first| first.page_ms < page_ms - LINE_WINDOW_MS) {
            self.arrivals.pop_front();
        }
    }

    /// A stream's newest sample is now of `newest_ms`; call it after [`Self::arrived`] for the same frame.
    pub fn stream_arrived(&mut self, stream: Stream, newest_ms: f64, page_ms: f64) {
        let line = self.line_ms(page_ms).unwrap_or(newest_ms);
        self.ages[stream as usize].arrived(newest_ms, line);
        self.lag_ms = None;
    }

    /// Moves the clock on; `None` before anything arrived.
    pub fn advance(&mut self, page_ms: f64) -> Option<Tick> {
        let rate = self.rate();
        let goal = self.line_ms(page_ms)? - self.lag_ms();
        let Some(shown) = self.shown else { return Some(self.jump_to(goal, page_ms)) };
        let dt_ms = (page_ms - shown.page_ms).max(0.0);
        let expected = shown.source_ms + dt_ms * rate;
        let behind = (goal - expected) / rate;
        let settling = self.first_ms.is_some_and(|first| page_ms < first + SETTLING_MS);
        if HOPELESS_MS < behind || (settling && shown.source_ms < goal && 0.0 < behind) {
            return Some(self.jump_to(goal, page_ms));
        }
        let source_ms = expected + slew(behind, dt_ms) * rate;
        let source_ms = source_ms.min(self.newest_ms + RUN_ON_MS).max(shown.source_ms);
        self.shown = Some(Shown { page_ms, source_ms });
        Some(Tick { source_ms, jumped: false })
    }

    /// Source time shown, UTC ms.
    pub fn source_ms(&self) -> Option<f64> {
        self.shown.map(|shown| shown.source_ms)
    }

    /// How far the moment shown is behind the line, source ms.
    pub fn behind_ms(&self) -> f64 {
        self.shown.and_then(|shown| Some(self.line_ms(shown.page_ms)? - shown.source_ms)).unwrap_or(0.0)
    }

    /// The session's pace as believed now, source over page.
    pub fn rate(&self) -> f64 {
        match (self.told_rate, self.measured_rate) {
            (told, None) => told.unwrap_or(1.0),
            // A live session's pace is real time: what differs by under a percent is the network's jitter.
            (Some(told), Some(measured)) if (told - 1.0).abs() < 1e-9 && (measured - 1.0).abs() < 0.01 => {
                told
            }
            (_, Some(measured)) => measured,
        }
    }

    /// How far the clock stands behind the line when it has settled, source ms: the 99th percentile of how old
    /// the newest sample becomes before the next comes (which is the batch interval plus what it is late), and a
    /// margin of 200 ms of source time and of 50 ms of page time beyond rate 1; at least [`MIN_LAG_MS`].
    pub fn lag_ms(&mut self) -> f64 {
        if let Some(lag) = self.lag_ms {
            return lag;
        }
        let fast = self.rate().max(1.0) - 1.0;
        // Until something is measured: frames of 200 ms at any pace.
        let age = self.ages.iter().filter_map(Ages::p99).reduce(f64::max).unwrap_or(200.0 * (1.0 + fast));
        let lag = (age + 200.0 + 50.0 * fast).clamp(MIN_LAG_MS, 3_000.0 + 500.0 * fast);
        self.lag_ms = Some(lag);
        lag
    }

    /// The line that the earliest arrivals draw, at a page time.
    fn line_ms(&self, page_ms: f64) -> Option<f64> {
        let rate = self.rate();
        self.arrivals.iter().map(|a| a.source_ms + (page_ms - a.page_ms) * rate).reduce(f64::max)
    }

    fn jump_to(&mut self, source_ms: f64, page_ms: f64) -> Tick {
        self.shown = Some(Shown { page_ms, source_ms });
        Tick { source_ms, jumped: true }
    }

    /// The pace from the earliest arrivals of the window's first and last third, which wipes out what is late.
    fn measure_rate(&mut self) {
        let (Some(first), Some(last)) = (self.arrivals.front(), self.arrivals.back()) else { return };
        let span = last.page_ms - first.page_ms;
        if span < 2_000.0 {
            return;
        }
        let rate = self.rate();
        let early = |from: f64, to: f64| {
            self.arrivals
                .iter()
                .filter(|a| (from..=to).contains(&((a.page_ms - first.page_ms) / span)))
                .max_by(|a, b| (a.source_ms - a.page_ms * rate).total_cmp(&(b.source_ms - b.page_ms * rate)))
        };
        let (Some(a), Some(b)) = (early(0.0, 0.33), early(0.67, 1.0)) else { return };
        if b.page_ms <= a.page_ms || b.source_ms <= a.source_ms {
            return;
        }
        let slope = ((b.source_ms - a.source_ms) / (b.page_ms - a.page_ms)).clamp(0.05, 200.0);
        let off = (slope / rate - 1.0).abs();
        // A short window sees jitter, unless the session's word is plainly wrong.
        if span < 0.5 * LINE_WINDOW_MS && off < 0.25 {
            return;
        }
        let share = if off < 0.25 { BIN_MS / 10_000.0 } else { 1.0 };
        self.measured_rate = Some(rate + (slope - rate) * share);
        self.lag_ms = None;
    }
}

impl Ages {
    fn arrived(&mut self, newest_ms: f64, line_ms: f64) {
        if let Some(before) = self.newest_ms {
            if newest_ms <= before {
                return;
            }
            if self.ages_ms.len() == MAX_AGES {
                self.ages_ms.pop_front();
            }
            self.ages_ms.push_back(line_ms - before);
        }
        self.newest_ms = Some(newest_ms);
    }

    fn p99(&self) -> Option<f64> {
        let mut sorted: Vec<f64> = self.ages_ms.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get((sorted.len() * 99).div_ceil(100).checked_sub(1)?).copied()
    }
}

/// Page ms that the clock gains in a step of `dt_ms` when it is `behind` (page ms): 3 % at most while it is
/// within half a second, where nobody sees it; beyond that up to twice the pace forward, half of it back.
fn slew(behind: f64, dt_ms: f64) -> f64 {
    let beyond = (behind.abs() - 300.0).max(0.0) / 2_000.0;
    let most = if 0.0 <= behind { (0.03 + beyond).min(1.0) } else { (0.03 + beyond).min(0.5) };
    let wanted = behind * (1.0 - (-dt_ms / 3_000.0).exp());
    wanted.clamp(-most * dt_ms, most * dt_ms)
}

#[cfg(test)]
mod tests;
