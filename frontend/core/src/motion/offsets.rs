//! What the odometer is off by: every position measures it, their weighted mean is believed.

use std::collections::VecDeque;

use super::odometer::{Odometer, SPEED_LATE_S};
use crate::maths;

/// Most positions held, nine minutes of the feed's four a second.
const MAX_FIXES: usize = 2048;

/// Weight of a position falls by e over this many seconds from the moment drawn, to either side.
const MEMORY_S: f64 = 1.2;

/// Positions farther than this from the moment drawn have no weight that matters (below 1 %).
const REACH_S: f64 = 6.0;

/// From the first position to the last.
const EVER: (f64, f64) = (f64::MIN, f64::MAX);

/// Residuals beyond this many standard deviations lose weight.
const HUBER: f64 = 1.5;

/// A position as a measurement of the odometer's offset.
#[derive(Clone, Copy, Debug)]
pub struct Fix {
    /// Its stamp.
    pub time: f64,
    /// Arc length of its place on the path.
    pub s: f64,
    /// `s` less the odometer's distance at that time.
    pub residual: f64,
    /// Variance of the residual: noise is in the stamps, so it grows with speed.
    variance: f64,
    /// The knot it stands on or follows.
    knot: u64,
    /// The stretch of joined positions that it belongs to.
    stretch: u32,
    /// Whether the odometer has reached it; before that the residual is provisional.
    settled: bool,
}

/// The recent positions as measurements.
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    fixes: VecDeque<Fix>,
    /// The last mean, about which the next one weighs.
    mean: Option<(u32, f64)>,
}

impl Offsets {
    /// Takes a position's time and arc length; `knot` is the path's count of knots then.
    pub fn push(&mut self, time: f64, s: f64, knot: u64, stretch: u32, odometer: &Odometer) {
        if self.fixes.len() == MAX_FIXES {
            self.fixes.pop_front();
        }
        let mut fix = Fix { time, s, residual: 0.0, variance: 1.0, knot, stretch, settled: false };
        fix.measure(odometer);
        self.fixes.push_back(fix);
    }

    /// Measures again those positions that the odometer had not reached.
    pub fn settle(&mut self, odometer: &Odometer) {
        for fix in self.fixes.iter_mut().rev().take_while(|fix| !fix.settled) {
            fix.measure(odometer);
        }
    }

    /// What the odometer is off by more after a hole of Speed from one time to another than before it, metres; `None`
    /// while positions on both sides have not told, or where positions within tell it better.
    pub fn step_over(&self, from: f64, to: f64) -> Option<f64> {
        let within = |fix: &&Fix| from + 0.5 < fix.time && fix.time < to - 0.5;
        if self.fixes.iter().rev().take_while(|fix| from < fix.time).any(|fix| within(&fix)) {
            return None;
        }
        let after = self.fixes.iter().rev().take_while(|fix| to - 0.5 <= fix.time).last()?;
        let before = self.fixes.iter().rev().find(|fix| fix.time <= from + 0.5)?;
        let known = after.settled && after.stretch == before.stretch;
        let mean = |time, within| self.weighted(time, before.stretch, f64::NAN, within);
        known.then(|| mean(to, (after.time, f64::MAX)) - mean(from, (f64::MIN, before.time)))
    }

    /// Measures anew the positions of after a time: what the odometer says of them has changed.
    pub fn measure_since(&mut self, time: f64, odometer: &Odometer) {
        for fix in self.fixes.iter_mut().rev().take_while(|fix| time <= fix.time) {
            fix.measure(odometer);
        }
    }

    /// The path's last knot, its `knot`th, moved by `by` along the path when its provisional segment became final: so
    /// do the positions that stand on it.
    pub fn shift_newest(&mut self, knot: u64, by: f64) {
        for fix in self.fixes.iter_mut().rev().take_while(|fix| fix.knot == knot) {
            fix.s += by;
            fix.residual += by;
        }
    }

    /// The stretch that a time lies in; `None` before the first position.
    pub fn stretch_at(&self, time: f64) -> Option<u32> {
        self.fixes.iter().rev().find(|fix| fix.time <= time).map(|fix| fix.stretch)
    }

    /// Time and arc length of a stretch's newest position.
    pub fn last_of(&self, stretch: u32) -> (f64, f64) {
        let last = self.fixes.iter().rev().find(|fix| fix.stretch == stretch);
        last.map_or((f64::NEG_INFINITY, 0.0), |fix| (fix.time, fix.s))
    }

    /// The mean residual about a time, over past and future positions of one stretch.
    pub fn mean(&mut self, time: f64, stretch: u32) -> f64 {
        let mean = match self.mean {
            Some((of, mean)) if of == stretch => self.weighted(time, stretch, mean, EVER),
            _ => {
                let first = self.weighted(time, stretch, f64::NAN, EVER);
                self.weighted(time, stretch, first, EVER)
            }
        };
        self.mean = Some((stretch, mean));
        mean
    }

    /// Drops what is too old to have weight at `time`, but always keeps the newest at or before it.
    pub fn forget_before(&mut self, time: f64) {
        let oldest = time - REACH_S;
        while self.fixes.get(1).is_some_and(|second| second.time < oldest) {
            self.fixes.pop_front();
        }
    }

    /// Weighted mean about `centre` of the positions within two times; NaN weighs all residuals alike. Without any
    /// position in reach: the nearest of the stretch, else zero.
    fn weighted(&self, time: f64, stretch: u32, centre: f64, (from, to): (f64, f64)) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        let mut nearest: Option<&Fix> = None;
        let counts = |fix: &&Fix| fix.stretch == stretch && from <= fix.time && fix.time <= to;
        for fix in self.fixes.iter().rev().filter(counts) {
            let age = (time - fix.time).abs();
            if nearest.is_none_or(|other| age < (time - other.time).abs()) {
                nearest = Some(fix);
            }
            if REACH_S < age {
                if fix.time < time {
                    break;
                }
                continue;
            }
            let mut weight = maths::exp(-age / MEMORY_S) / fix.variance;
            let z_squared = (fix.residual - centre) * (fix.residual - centre) / fix.variance;
            if HUBER * HUBER < z_squared {
                weight *= HUBER / z_squared.sqrt();
            }
            sum += weight * fix.residual;
            weights += weight;
        }
        if 0.0 < weights { sum / weights } else { nearest.map_or(0.0, |fix| fix.residual) }
    }
}

impl Fix {
    fn measure(&mut self, odometer: &Odometer) {
        let due = self.time + SPEED_LATE_S;
        let deviation = 0.03 * odometer.speed(due);
        self.residual = self.s - odometer.distance(due);
        self.variance = deviation * deviation + 0.3 * 0.3;
        self.settled = odometer.newest().is_some_and(|newest| due <= newest);
    }
}
