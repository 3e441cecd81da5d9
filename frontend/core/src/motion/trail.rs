//! Where a car has driven: its last lap and a little more, to follow when nothing comes, and to draw.

use std::collections::VecDeque;

use super::line::Line;
use super::vector::{Vec2, length, sub};

/// Least distance between two points, metres.
const SPACING_M: f64 = 8.0;

/// Most points: at 20 m from one to the next, more than the longest lap of 7 km.
const MAX_POINTS: usize = 480;

/// The newest metres are not followed: a car would follow itself.
const OWN_M: f64 = 300.0;

/// The trail of a car.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    points: VecDeque<TrailPoint>,
}

/// A point of a trail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrailPoint {
    /// Where, metres.
    pub at: [f32; 2],
    /// Speed there, m/s.
    pub speed: f32,
    /// When, seconds.
    pub time: f32,
}

impl Trail {
    /// Takes a place and the speed there, m/s.
    pub fn push(&mut self, time: f64, at: Vec2, speed: f64) {
        let near = |last: &TrailPoint| length(sub(last.at.map(f64::from), at)) < SPACING_M;
        if self.points.back().is_some_and(near) {
            return;
        }
        if self.points.len() == MAX_POINTS {
            self.points.pop_front();
        }
        let (at, speed, time) = (at.map(|c| c as f32), speed as f32, time as f32);
        self.points.push_back(TrailPoint { at, speed, time });
    }

    /// Begins anew: the car is elsewhere.
    pub fn clear(&mut self) {
        self.points.clear();
    }

    /// The points, oldest first.
    pub fn points(&self) -> impl ExactSizeIterator<Item = &TrailPoint> {
        self.points.iter()
    }

    /// Where the car was at a time, metres; none before the first point and after the last.
    pub fn at(&self, time: f64) -> Option<Vec2> {
        let after = self.points.partition_point(|point| f64::from(point.time) <= time);
        let (from, to) = (self.points.get(after.checked_sub(1)?)?, self.points.get(after)?);
        let share = (time - f64::from(from.time)) / f64::from(to.time - from.time).max(1e-6);
        Some([0, 1].map(|axis| {
            let (a, b) = (f64::from(from.at[axis]), f64::from(to.at[axis]));
            a + (b - a) * share
        }))
    }

    /// All of it, for others to follow.
    pub fn whole(&self) -> Line {
        self.first(self.points.len())
    }

    /// The part that the car itself can follow.
    pub fn line(&self) -> Line {
        let mut own = 0.0;
        let mut n = self.points.len();
        while 1 < n && own < OWN_M {
            let [a, b] = [n - 1, n - 2].map(|i| self.points[i].at.map(f64::from));
            own += length(sub(a, b));
            n -= 1;
        }
        self.first(n)
    }

    fn first(&self, n: usize) -> Line {
        let followed = || self.points.iter().take(n);
        Line::driven(
            followed().map(|point| point.at.map(f64::from)).collect(),
            followed().map(|point| point.speed.into()).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_it_was_lies_between_two_points() {
        let mut trail = Trail::default();
        for i in 0..5 {
            trail.push(f64::from(i), [f64::from(i) * 20.0, 0.0], 20.0);
        }
        assert_eq!(trail.at(2.5), Some([50.0, 0.0]));
        assert_eq!((trail.at(-0.1), trail.at(4.0)), (None, None));
    }
}
