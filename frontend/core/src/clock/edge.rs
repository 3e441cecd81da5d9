//! The live edge: where the newest data is, and how far behind it one must play.
//!
//! The earliest arrivals draw a line, newest source time against page time, at the session's pace; what comes late
//! is late against it. The lag is drawn from how old each stream's newest sample becomes before the next comes.

use std::collections::VecDeque;

use gridcast_shared::few;

use super::pace::{Arrival, Pace};
use crate::maths;

/// Least lag at rate 1, source ms: the feed's own batches come 1.0 s apart.
pub const MIN_LAG_MS: f64 = 1_200.0;

/// Page time that an arrival is remembered for the line, ms.
const LINE_WINDOW_MS: f64 = 20_000.0;

/// One arrival is kept for each this much page time, ms: the earliest.
const BIN_MS: f64 = 500.0;

/// An arrival so much earlier than the line means that a backlog has been read: the line begins anew, page ms.
const REGIME_MS: f64 = 2_000.0;

/// Ages that the lag is drawn from, for each stream.
const MAX_AGES: usize = 128;

/// Which stream of samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Positions.
    Position,
    /// Car data.
    CarData,
}

/// Where the newest data is.
#[derive(Clone, Debug, Default)]
pub struct LiveEdge {
    pace: Pace,
    /// The earliest arrivals of the line.
    arrivals: VecDeque<Arrival>,
    /// Page time of the first arrival.
    first_ms: Option<f64>,
    /// Newest source time that has arrived.
    newest_ms: f64,
    ages: [Ages; 2],
    lag_ms: Option<f64>,
}

/// How old the newest sample of a stream had become each time when the next came, source ms.
#[derive(Clone, Debug, Default)]
struct Ages {
    newest_ms: Option<f64>,
    ages_ms: VecDeque<f64>,
}

impl LiveEdge {
    /// Takes the session's own word on its pace, percent of real time.
    pub fn set_rate_pct(&mut self, rate_pct: u16) {
        if self.pace.tell(f64::from(rate_pct.max(1)) / 100.0) {
            let newest = self.arrivals.back().map_or(f64::INFINITY, |newest| newest.page_ms);
            self.begin_line(newest);
        }
    }

    /// A frame whose newest source time is `source_ms` arrived; `dry` says that the playhead has run out of data.
    pub fn arrived(&mut self, source_ms: f64, page_ms: f64, dry: bool) {
        if !source_ms.is_finite() || !page_ms.is_finite() {
            return;
        }
        self.first_ms.get_or_insert(page_ms);
        if let Some(since_ms) = self.pace.arrived(Arrival { page_ms, source_ms }) {
            self.begin_line(since_ms);
        }
        let rate = self.rate();
        if let Some(line) = self.at(page_ms) {
            let early = source_ms - line;
            // A backlog has been read; or it comes later than it should, and has already been missed.
            if REGIME_MS * rate.max(1.0) < early || (dry && early < 0.0) {
                self.arrivals.clear();
            }
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
        let line = self.at(page_ms).unwrap_or(newest_ms);
        self.ages[stream as usize].arrived(newest_ms, line);
        self.lag_ms = None;
    }

    /// The session's pace as believed now, source over page.
    pub fn rate(&self) -> f64 {
        self.pace.rate()
    }

    /// The pace to be named: as told, unless what comes plainly says otherwise.
    pub fn shown_rate(&self) -> f64 {
        self.pace.shown_rate()
    }

    /// Whether what came has agreed with that pace.
    pub fn is_confirmed(&self) -> bool {
        self.pace.is_confirmed()
    }

    /// How far behind the line to play, source ms: the 99th percentile of how old the newest sample becomes before
    /// the next comes (which is the batch interval plus what it is late), and a margin of 200 ms of source time and
    /// of 50 ms of page time beyond rate 1; at least [`MIN_LAG_MS`].
    pub fn lag_ms(&mut self) -> f64 {
        if let Some(lag) = self.lag_ms {
            return lag;
        }
        let fast = self.rate().max(1.0) - 1.0;
        // Until something is measured: frames of 200 ms at any pace.
        let age = self.ages.iter().filter_map(Ages::p99).reduce(f64::max).unwrap_or(200.0 * (1.0 + fast));
        let lag = maths::within(age + 200.0 + 50.0 * fast, MIN_LAG_MS, 4_500.0 + 500.0 * fast);
        self.lag_ms = Some(lag);
        lag
    }

    /// Source time of the line at a page time; `None` before anything arrived.
    pub fn at(&self, page_ms: f64) -> Option<f64> {
        let rate = self.rate();
        self.arrivals.iter().map(|a| a.source_ms + (page_ms - a.page_ms) * rate).reduce(f64::max)
    }

    /// Newest source time that has arrived, UTC ms.
    pub fn newest_ms(&self) -> f64 {
        self.newest_ms
    }

    /// Page time since the first arrival, ms.
    pub fn age_ms(&self, page_ms: f64) -> f64 {
        self.first_ms.map_or(0.0, |first| page_ms - first)
    }

    /// The pace from the earliest arrivals of the window's first and last third, which wipes out what is late.
    fn measure_rate(&mut self) {
        let (Some(first), Some(last)) = (self.arrivals.front(), self.arrivals.back()) else { return };
        let span = last.page_ms - first.page_ms;
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
        // A short window sees jitter.
        if 0.5 * LINE_WINDOW_MS <= span {
            self.pace.refine((b.source_ms - a.source_ms) / (b.page_ms - a.page_ms), BIN_MS / 10_000.0);
            self.lag_ms = None;
        }
    }

    /// How old samples had become is measured anew.
    pub fn forget_batches(&mut self) {
        self.ages = [Ages::default(), Ages::default()];
        self.lag_ms = None;
    }

    /// The line goes through what has come since a page time only: before it was another pace.
    fn begin_line(&mut self, since_ms: f64) {
        self.arrivals.retain(|arrival| since_ms <= arrival.page_ms);
        self.forget_batches();
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
        few::sort_hundreds_by(&mut sorted, |a, b| a < b);
        sorted.get((sorted.len() * 99).div_ceil(100).checked_sub(1)?).copied()
    }
}
