//! How far a car has come: progress along the circuit, unwrapped over the laps, and when it passed the timing points.
//!
//! Lap 1 begins behind the line, below zero. Progress follows the projection of positions alone, so neither an
//! integrated distance nor a lap number that steps early or late can move it; a lap's record only decides which
//! lap a passage of the line belonged to.
//!
//! Where positions leap along the circuit as Speed says no car did, as when the feed gives two cars each other's, they
//! are not followed: progress goes on by Speed until they are where it says again.

use super::passages::{MARKS, Passages};
use super::plane::PointM;
use super::telemetry::Driven;
use super::track::{Foot, Track};

/// Beyond this distance from the line a point is no part of the circuit.
const LOST_M: f64 = 120.0;

/// From here on a car is looked for elsewhere on the line, too: it may have been matched to the wrong leg.
const DOUBTFUL_M: f64 = 40.0;

/// Fastest that a car goes, m/s, with something to spare for wrong time stamps.
const MAX_SPEED: f64 = 120.0;

/// After a hole as long as this, progress begins anew from the lap number: the car may be anywhere.
const HOLE_MS: i64 = 20_000;

/// A step along the circuit that differs from the way by Speed by more than this, metres and a share of that way, is a
/// leap; stamps are wrong by up to 140 ms.
const LEAP_M: f64 = 60.0;
const LEAP_SHARE: f64 = 0.3;

/// The same for how much farther beside the circuit it ends, metres and that share: a pit lane may be 22 m off.
const BESIDE_M: f64 = 25.0;

/// Positions are where Speed says again when they are this near to it, metres and a share of the way since, by which
/// Speed alone may have gone wrong.
const BACK_M: f64 = 30.0;
const DRIFT_SHARE: f64 = 0.01;

/// A car this near to the line was matched to the right leg: what leaps is not the match.
const ON_LINE_M: f64 = 20.0;

/// Leapt positions that have not come back by then are right, ms.
const HELD_MS: i64 = 180_000;

/// A lap's record agrees with a passage of the line by Speed alone within this, ms.
const SAME_LINE_MS: i64 = 3_000;

/// A car's way so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    /// By its newest position; none before the first on a known circuit.
    pub(super) motion: Option<Motion>,
    /// The timing points that it passed.
    pub(super) passages: Passages,
    /// The way by Speed up to that position, where it is known.
    driven: Option<Driven>,
    held: Option<Held>,
}

/// Positions that have leapt and are not followed: since when, and how far the car has driven by Speed since it was
/// last known where it is.
#[derive(Clone, Copy, Debug)]
struct Held {
    since_ms: i64,
    way_m: f64,
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
    /// Whether positions are not followed, as they have leapt.
    pub(super) fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Takes a position into account: the new motion, and the timing points passed since the last. `driven` is the way
    /// by Speed up to it, where that is known; `laps_done` is asked where progress begins.
    pub(super) fn advance(
        &mut self,
        track: &Track,
        at: PointM,
        date_ms: i64,
        driven: Option<Driven>,
        laps_done: Option<i32>,
    ) {
        let length = track.length_m();
        let Some(last) = self.motion.filter(|last| date_ms - last.date_ms < HOLE_MS) else {
            (self.held, self.driven) = (None, driven);
            self.begin(track, at, date_ms, laps_done);
            return;
        };
        let elapsed = (date_ms - last.date_ms) as f64 / 1000.0;
        if elapsed <= 0.0 {
            return;
        }
        let foot = foot(track, at, last.along_m, elapsed);
        let step = foot.map(|foot| (track.wrap(foot.along_m - last.along_m), foot.off_m));
        let driven_m = driven.zip(self.driven).and_then(|(now, before)| now.since(before));
        let Some((step, off_m)) = self.believed(step, driven_m, last, date_ms) else { return };
        self.driven = driven;
        let along_m = (last.along_m + step).rem_euclid(length);
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
        self.motion = Some(Motion { date_ms, along_m, progress_m, off_m });
    }

    /// The step that is taken, metres along and beside the circuit: the one to a position, unless it is a leap that Speed
    /// knows nothing of. None where there is neither.
    fn believed(
        &mut self,
        step: Option<(f64, f64)>,
        driven_m: Option<f64>,
        last: Motion,
        date_ms: i64,
    ) -> Option<(f64, f64)> {
        let held = self.held.take();
        let Some(driven_m) = driven_m.map(|driven_m| driven_m.max(0.0)) else { return step };
        let (held, tolerance_m) = match held {
            Some(Held { since_ms, way_m }) => {
                let way_m = way_m + driven_m;
                (Held { since_ms, way_m }, BACK_M + DRIFT_SHARE * way_m)
            }
            None if ON_LINE_M < last.off_m || step.is_none() => return step,
            None => (Held { since_ms: date_ms, way_m: driven_m }, LEAP_M + LEAP_SHARE * driven_m),
        };
        let is_there = step.is_some_and(|(along_m, off_m)| {
            let is_beside = BESIDE_M + LEAP_SHARE * driven_m < off_m - last.off_m;
            (along_m - driven_m).abs() <= tolerance_m && !is_beside
        });
        if is_there || HELD_MS < date_ms - held.since_ms {
            return step;
        }
        self.held = Some(held);
        Some((driven_m, last.off_m))
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

    /// A lap's record says when this timing point was passed: what Speed alone made of it is put right, or given up.
    fn check_held(&mut self, mark: i32, end_ms: i64, length_m: f64) {
        let (Some(held), Some(driven), Some(motion)) = (&mut self.held, self.driven, &mut self.motion) else {
            return;
        };
        match self.passages.at(mark).map(|passed_ms| passed_ms - end_ms) {
            Some(late_ms) if late_ms.abs() <= SAME_LINE_MS => {
                let behind_m = driven.speed_m_s() * late_ms as f64 / 1000.0;
                motion.progress_m += behind_m;
                motion.along_m = (motion.along_m + behind_m).rem_euclid(length_m.max(1.0));
                held.way_m = 0.0;
            }
            // The record has come before the car.
            None if self.passages.next() == mark => {}
            // What the positions say next is taken.
            Some(_) | None => (self.held, self.driven) = (None, None),
        }
    }

    /// The lap record's word on when a lap ended, on a circuit of this length (0 while it is unknown).
    pub(super) fn end_lap(&mut self, lap: i32, end_ms: i64, length_m: f64) {
        self.check_held(lap * MARKS, end_ms, length_m);
        let moved = self.passages.line(lap, end_ms);
        if let Some(motion) = self.motion.as_mut() {
            motion.progress_m += f64::from(moved) / f64::from(MARKS) * length_m;
        }
    }
}

/// Where along the circuit a position is, `elapsed` seconds after it was at `along_m`; none when it is no part of it.
fn foot(track: &Track, at: PointM, along_m: f64, elapsed: f64) -> Option<Foot> {
    let near = track.near(at, along_m, 30.0 + MAX_SPEED * elapsed);
    if near.off_m <= DOUBTFUL_M {
        return Some(near);
    }
    let anywhere = track.nearest(at);
    let foot = if anywhere.off_m * 2.0 < near.off_m { anywhere } else { near };
    (foot.off_m <= LOST_M).then_some(foot)
}
