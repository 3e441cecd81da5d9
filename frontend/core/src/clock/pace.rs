//! The session's pace: how much source time goes by in a page's second.
//!
//! The session says its pace, and may be wrong: a replay was set to another one, or the word is late. What comes is
//! believed when it says so twice in a row, each over a second and a half and three arrivals at least: one burst after
//! a hole, however large, is no pace.

use std::collections::VecDeque;

use crate::maths;

/// Shortest of two stretches that must agree, page ms, and the fewest intervals in it.
const STRETCH_MS: f64 = 1_500.0;
const STRETCH_ARRIVALS: usize = 3;

/// Two paces that differ by less than this factor are one: batches come unevenly.
const ALIKE: f64 = 1.4;

/// Most arrivals remembered.
const MAX_ARRIVALS: usize = 64;

/// Paces believed.
const RANGE: (f64, f64) = (0.05, 200.0);

/// The newest source time that had come, at a page time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    /// Page time, ms.
    pub page_ms: f64,
    /// Source time, UTC ms.
    pub source_ms: f64,
}

/// The pace as told and as seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    told: Option<f64>,
    measured: Option<f64>,
    arrivals: VecDeque<Arrival>,
    confirmed: bool,
}

impl Pace {
    /// Takes the session's own word, source over page; whether the pace is another one now.
    pub(super) fn tell(&mut self, told: f64) -> bool {
        let before = self.rate();
        if self.told.replace(told) == Some(told) {
            return false;
        }
        // What has been seen already need not be seen again.
        if self.measured.is_some_and(|measured| alike(measured, told)) {
            return false;
        }
        self.measured = None;
        self.arrivals.clear();
        self.confirmed = false;
        f64::EPSILON < (before - told).abs()
    }

    /// Takes an arrival; the page time since which another pace has been seen, if one has been.
    pub(super) fn arrived(&mut self, arrival: Arrival) -> Option<f64> {
        if self.arrivals.back().is_some_and(|last| arrival.source_ms <= last.source_ms) {
            return None;
        }
        if self.arrivals.len() == MAX_ARRIVALS {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back(arrival);
        let middle = self.stretch_before(self.arrivals.len() - 1)?;
        let first = self.stretch_before(middle)?;
        let [a, b, c] = [first, middle, self.arrivals.len() - 1].map(|i| self.arrivals[i]);
        let (early, late, rate) = (slope(a, b), slope(b, c), self.rate());
        if !alike(early, late) {
            return None;
        }
        if alike(early, rate) || alike(late, rate) {
            self.confirmed = true;
            return None;
        }
        // The earlier stretch may still have begun at the pace of before.
        self.measured = Some(late.clamp(RANGE.0, RANGE.1));
        self.confirmed = true;
        Some(a.page_ms)
    }

    /// Takes a pace that was measured over a longer time, which is believed by and by.
    pub(super) fn refine(&mut self, slope: f64, share: f64) {
        let rate = self.rate();
        if alike(slope, rate) {
            self.measured = Some((rate + (slope - rate) * share).clamp(RANGE.0, RANGE.1));
        }
    }

    /// The pace as believed now, source over page.
    pub(super) fn rate(&self) -> f64 {
        match (self.told, self.measured) {
            (told, None) => told.unwrap_or(1.0),
            // A live session's pace is real time: what differs by under a percent is the network's jitter.
            (Some(told), Some(measured)) if (told - 1.0).abs() < 1e-9 && (measured - 1.0).abs() < 0.01 => {
                told
            }
            (_, Some(measured)) => measured,
        }
    }

    /// The pace to be named: as told, unless what has been seen is plainly another.
    pub(super) fn shown_rate(&self) -> f64 {
        match (self.told, self.measured) {
            (Some(told), Some(measured)) if !alike(told, measured) => two_digits(measured),
            (told, _) => told.unwrap_or(1.0),
        }
    }

    /// Whether what came has agreed with it.
    pub(super) fn is_confirmed(&self) -> bool {
        self.confirmed
    }

    /// Where the shortest stretch begins that ends at an arrival.
    fn stretch_before(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(STRETCH_ARRIVALS)?;
        let long = |i: &usize| STRETCH_MS <= self.arrivals[end].page_ms - self.arrivals[*i].page_ms;
        (0..=last).rev().find(long)
    }
}

fn slope(from: Arrival, to: Arrival) -> f64 {
    (to.source_ms - from.source_ms) / (to.page_ms - from.page_ms).max(1e-3)
}

/// A number to two significant digits.
fn two_digits(value: f64) -> f64 {
    let unit = 10f64.powi(maths::log10(value).floor() as i32 - 1);
    (value / unit).round() * unit
}

fn alike(a: f64, b: f64) -> bool {
    a < b * ALIKE && b < a * ALIKE
}
