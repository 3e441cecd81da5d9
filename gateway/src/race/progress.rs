//! How far a car has come: progress along the circuit, unwrapped over the laps, and when it passed the timing points.
//!
//! Lap 1 begins behind the line, below zero. Progress follows the projection of positions alone, so neither an
//! integrated distance nor a lap number that steps early or late can move it; a lap's record only decides which
//! lap a passage of the line belonged to.

use super::passages::{MARKS, Passages};
use super::plane::PointM;
use super::track::Track;

/// Beyond this distance from the line a point is no part of the circuit.
const LOST_M: f64 = 120.0;

/// From here on a car is looked for elsewhere on the line, too: it may have been matched to the wrong leg.
const DOUBTFUL_M: f64 = 40.0;

/// Fastest that a car goes, m/s, with something to spare for wrong time stamps.
const MAX_SPEED: f64 = 120.0;

/// After a hole as long as this, progress begins anew from the lap number: the car may be anywhere.
const HOLE_MS: i64 = 20_000;

/// A car's way so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// By its newest position; none before the first on a known circuit.
    pub(super) motion: Option<Motion>,
    /// The timing points that it passed.
    pub(super) passages: Passages,
}

/// Where a car is along the circuit, by its newest position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Motion {
    /// Source time of the position.
    pub(super) date_ms: i64,
    /// Metres along the circuit, within a lap.
    pub(super) along_m: f64,
    /// Metres since the start line at the start of lap 1; below zero on the grid.
    pub(super) progress_m: f64,
    /// Metres beside the line.
    pub(super) off_m: f64,
}

impl Progress {
    /// Takes a position into account: the new motion, and the timing points passed since the last. `laps_done` is
    /// asked where progress begins.
    pub(super) fn advance(&mut self, track: &Track, at: PointM, date_ms: i64, laps_done: Option<i32>) {
        let length = track.length_m();
        let Some(last) = self.motion.filter(|last| date_ms - last.date_ms < HOLE_MS) else {
            self.begin(track, at, date_ms, laps_done);
            return;
        };
        let elapsed = (date_ms - last.date_ms) as f64 / 1000.0;
        if elapsed <= 0.0 {
            return;
        }
        let reach = 30.0 + MAX_SPEED * elapsed;
        let mut foot = track.near(at, last.along_m, reach);
        if DOUBTFUL_M < foot.off_m {
            let anywhere = track.nearest(at);
            if anywhere.off_m * 2.0 < foot.off_m {
                foot = anywhere;
            }
            if LOST_M < foot.off_m {
                return;
            }
        }
        let step = track.wrap(foot.along_m - last.along_m);
        let progress_m = last.progress_m + step;
        let mark_m = length / f64::from(MARKS);
        // A car that was matched wrongly for a while may have left timing points out; a lap of them is a new start.
        if f64::from(MARKS) < progress_m / mark_m - f64::from(self.passages.next()) {
            self.passages = Passages::starting_at((progress_m / mark_m).ceil() as i32);
        }
        loop {
            let mark = f64::from(self.passages.next()) * mark_m;
            if progress_m < mark {
                break;
            }
            let share = if step <= 0.0 { 0.0 } else { ((mark - last.progress_m) / step).clamp(0.0, 1.0) };
            self.passages.push(last.date_ms + (share * elapsed * 1000.0).round() as i64);
        }
        self.motion = Some(Motion { date_ms, along_m: foot.along_m, progress_m, off_m: foot.off_m });
    }

    /// The first position, or the first after a hole.
    fn begin(&mut self, track: &Track, at: PointM, date_ms: i64, laps_done: Option<i32>) {
        let foot = track.nearest(at);
        if LOST_M < foot.off_m {
            return;
        }
        let length = track.length_m();
        let laps = laps_done.unwrap_or(0).max(self.passages.laps());
        let mut progress_m = f64::from(laps) * length + foot.along_m;
        let is_grid = laps == 0 && self.passages.newest().is_none() && length / 2.0 < foot.along_m;
        if is_grid {
            progress_m -= length;
        }
        let mark = (progress_m / length * f64::from(MARKS)).ceil() as i32;
        if self.passages.newest().is_none() || MARKS < mark - self.passages.next() {
            self.passages = Passages::starting_at(mark.max(0));
        }
        self.motion = Some(Motion { date_ms, along_m: foot.along_m, progress_m, off_m: foot.off_m });
    }

    /// The lap record's word on when a lap ended, on a circuit of this length (0 while it is unknown).
    pub(super) fn end_lap(&mut self, lap: i32, end_ms: i64, length_m: f64) {
        let moved = self.passages.line(lap, end_ms);
        if let Some(motion) = self.motion.as_mut() {
            motion.progress_m += f64::from(moved) / f64::from(MARKS) * length_m;
        }
    }
}
