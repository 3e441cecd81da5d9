//! How a car goes on when nothing comes: along its last lap or the outline, for a short and stated way.

use super::line::{Ahead, Line};
use super::path::{BLIND_M, Path, PathPoint};
use super::vector::Vec2;
use super::ways::Ways;
use crate::maths;

/// Farthest that a car runs on along a line beyond its newest position, metres; without a line [`BLIND_M`].
pub const RUN_ON_M: f64 = 250.0;

/// Longest that a car runs on after its newest position, seconds.
pub const RUN_ON_S: f64 = 3.5;

/// The last of them, in which the car comes to rest, seconds and metres.
const STOPPING_S: f64 = 1.2;
const STOPPING_M: f64 = 60.0;

/// A line that ends sooner than this is of no use, metres.
const LEAST_M: f64 = 100.0;

/// Below this speed a lap before says nothing of this one's: a stop in the pits, a spin, m/s.
const DRIVING: f64 = 8.0;

/// A speed against that of a lap before, of a car that is driven alike.
const ALIKE: (f64, f64) = (0.75, 1.33);

/// The way beyond a path's end.
#[derive(Clone, Debug)]
pub(super) struct RunOn {
    /// The path's newest part and the way; `None` when no line leads on.
    path: Option<Path>,
    /// Arc length on it at which the way begins.
    start: f64,
    /// Metres from the end, and the speed that was driven there, m/s.
    speeds: Vec<(f64, f64)>,
}

impl RunOn {
    /// How a path goes on: along the car's own trail, else along the ways that there are.
    pub(super) fn of(path: &Path, trail: &Line, ways: &Ways) -> Self {
        let (from, direction) = (path.end_point(), path.end_direction());
        let Some(way) = ways.ahead(trail, from, direction, (LEAST_M, RUN_ON_M)) else {
            return Self { path: None, start: 0.0, speeds: Vec::new() };
        };
        let end = path.end();
        let (path, moved) = path.continued(way.iter().skip(1).map(|ahead| -> Vec2 { ahead.at }));
        Self { path: Some(path), start: end + moved, speeds: speeds(&way) }
    }

    /// The place so many metres beyond the end; `None` without a line.
    pub(super) fn at(&self, beyond: f64) -> Option<PathPoint> {
        self.path.as_ref().map(|path| path.at(self.start + beyond))
    }

    /// How far it leads, metres.
    pub(super) fn reach(&self) -> f64 {
        self.path.as_ref().map_or(BLIND_M, |path| (path.end() - self.start).min(RUN_ON_M))
    }

    /// The speed so many metres beyond the end of a car that had a speed at another place: as it changed there when
    /// somebody last drove by, m/s. `None` when nobody has, or drove at quite another speed.
    pub(super) fn speed(&self, beyond: f64, (known_at, known): (f64, f64)) -> Option<f64> {
        let then = self.driven(known_at).filter(|then| DRIVING < *then)?;
        let share = known / then;
        (ALIKE.0..ALIKE.1).contains(&share).then_some(self.driven(beyond)? * share)
    }

    /// The speed that was driven so many metres beyond the end.
    fn driven(&self, beyond: f64) -> Option<f64> {
        let after = self.speeds.partition_point(|(at, _)| *at <= beyond);
        let known = |i: usize| self.speeds.get(i).copied();
        match (after.checked_sub(1).and_then(known), known(after)) {
            (Some((a, from)), Some((b, to))) => Some(from + (to - from) * (beyond - a) / (b - a)),
            (Some((_, speed)), None) | (None, Some((_, speed))) => Some(speed),
            (None, None) => None,
        }
    }

    /// How much of its speed a car keeps so long after and so far beyond the end: all of it at first, none at the
    /// limits, and it comes to rest as evenly as it has room to.
    pub(super) fn left(silence_s: f64, beyond: f64, reach: f64) -> f64 {
        let time = ((RUN_ON_S - silence_s) / STOPPING_S).clamp(0.0, 1.0);
        let room = ((reach - beyond) / STOPPING_M.min(0.6 * reach) - 0.01).clamp(0.0, 1.0);
        (time * time * (3.0 - 2.0 * time)).min(maths::cbrt(room * room))
    }
}

fn speeds(way: &[Ahead]) -> Vec<(f64, f64)> {
    way.iter().filter_map(|ahead| Some((ahead.distance, ahead.speed?))).collect()
}
