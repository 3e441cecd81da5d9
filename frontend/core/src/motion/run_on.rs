//! How a car goes on when nothing comes: along its last lap or the outline, for a short and stated way.

use super::line::{Ahead, Line};
use super::path::{BLIND_M, Path, Place};
use super::vector::Vec2;

/// Farthest that a car runs on along a line beyond its newest position, metres; without a line [`BLIND_M`].
pub const RUN_ON_M: f64 = 250.0;

/// Longest that a car runs on after its newest position, seconds.
pub const RUN_ON_S: f64 = 3.5;

/// A line that ends sooner than this is of no use, metres.
const LEAST_M: f64 = 100.0;

/// Below this speed a lap before says nothing of this one's: a stop in the pits, a spin, m/s.
const DRIVING: f64 = 8.0;

/// The way beyond a path's end.
#[derive(Clone, Debug)]
pub(super) struct RunOn {
    /// The path's newest part and the way; `None` when no line leads on.
    path: Option<Path>,
    /// Arc length on it at which the way begins.
    start: f64,
    /// Metres from the end, and the speed there against that at the end, of a lap that was driven.
    shares: Vec<(f64, f64)>,
}

impl RunOn {
    /// How a path goes on: along the car's own trail, else along the outline.
    pub(super) fn of(path: &Path, trail: &Line, outline: Option<&Line>) -> Self {
        let (from, direction) = (path.end_point(), path.end_direction());
        let ahead = |line: &Line| {
            line.ahead(from, direction, RUN_ON_M)
                .filter(|way| way.last().is_some_and(|last| LEAST_M < last.distance))
        };
        let Some(way) = ahead(trail).or_else(|| outline.and_then(ahead)) else {
            return Self { path: None, start: 0.0, shares: Vec::new() };
        };
        let end = path.end();
        let (path, moved) = path.continued(way.iter().skip(1).map(|ahead| -> Vec2 { ahead.at }));
        Self { path: Some(path), start: end + moved, shares: shares(&way) }
    }

    /// The place so many metres beyond the end; `None` without a line.
    pub(super) fn at(&self, beyond: f64) -> Option<Place> {
        self.path.as_ref().map(|path| path.at(self.start + beyond))
    }

    /// How far it leads, metres.
    pub(super) fn reach(&self) -> f64 {
        self.path.as_ref().map_or(BLIND_M, |path| (path.end() - self.start).min(RUN_ON_M))
    }

    /// How the speed so many metres beyond the end compares with that at the end, as it was a lap before; 1 when nobody
    /// knows.
    pub(super) fn speed_share(&self, beyond: f64) -> f64 {
        let after = self.shares.partition_point(|(at, _)| *at <= beyond);
        let known = |i: usize| self.shares.get(i).copied();
        match (after.checked_sub(1).and_then(known), known(after)) {
            (Some((a, from)), Some((b, to))) => from + (to - from) * (beyond - a) / (b - a),
            (Some((_, share)), None) | (None, Some((_, share))) => share,
            (None, None) => 1.0,
        }
    }

    /// How much of its speed a car keeps so long after and so far beyond the end: all of it at first, none at the
    /// limits.
    pub(super) fn left(silence_s: f64, beyond: f64, reach: f64) -> f64 {
        let by_time = (RUN_ON_S - silence_s) / 0.5;
        let by_distance = (reach - beyond) / 30.0 - 0.01;
        by_time.min(by_distance).clamp(0.0, 1.0)
    }
}

fn shares(way: &[Ahead]) -> Vec<(f64, f64)> {
    let Some(here) = way.first().and_then(|first| first.speed).filter(|speed| DRIVING < *speed) else {
        return Vec::new();
    };
    way.iter().filter_map(|ahead| Some((ahead.distance, (ahead.speed? / here).clamp(0.2, 4.0)))).collect()
}
