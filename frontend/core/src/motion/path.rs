//! A car's own positions joined to a smooth curve, measured along.
//!
//! Chordal Catmull-Rom: the tangent at a knot is that of the parabola through its neighbours. The last segment
//! is provisional, its end's tangent the reflection of its beginning's; it is made again, once, when the next
//! knot comes. At a jump of the feed the path goes on for what the car has driven, on the circle it was on, and leaps
//! to the knot: its arc length is given, not measured, so the odometer is not poisoned, and who draws it fades the
//! leap. At a cut nothing is known between two knots: the path before it runs out and goes on elsewhere.

use std::collections::VecDeque;

use super::vector::{Vec2, add, length, scale, sub, unit};
use crate::maths;

/// Farthest that a path goes on by itself, on the circle of its last three knots, metres.
pub const BLIND_M: f64 = 60.0;

/// Steps of the table of arc lengths in a segment.
const STEPS: usize = 8;

/// Most segments held, nine minutes of the feed's four a second.
const MAX_SEGMENTS: usize = 2048;

/// Tightest circle on which a car runs on beyond its last knot, 1/m.
const MAX_CURVATURE: f64 = 1.0 / 10.0;

/// How a knot follows the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Join {
    /// By the curve.
    Curve,
    /// By a jump of the feed, after this many metres.
    Jump(f64),
    /// Not at all.
    Cut,
}

/// A point of the path, and which way it goes there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PathPoint {
    /// Where.
    pub point: Vec2,
    /// Direction of travel, a unit vector.
    pub tangent: Vec2,
}

/// The curve.
#[derive(Clone, Debug, Default)]
pub struct Path {
    segments: VecDeque<Segment>,
    /// The newest knot.
    end: Vec2,
    n_knots: u64,
    /// Signed curvature beyond the end, 1/m.
    curvature: f64,
}

#[derive(Clone, Debug)]
struct Segment {
    from: Vec2,
    to: Vec2,
    /// Derivatives by chord length.
    from_tangent: Vec2,
    to_tangent: Vec2,
    chord: f64,
    /// Arc length of the path where it begins.
    start: f64,
    /// Arc length that it counts for; given, not measured, of a jump and a cut.
    length: f64,
    /// Arc lengths from `from` at equal steps of the parameter.
    table: [f64; STEPS + 1],
    join: Join,
    /// Whether nothing smooth comes before it.
    opens: bool,
    /// Of a jump and a cut: the circle on which the path before it runs out, 1/m.
    curvature: f64,
}

impl Path {
    /// Adds a knot. Returns by how much the arc length of the knot before changed.
    pub fn push(&mut self, point: Vec2, join: Join) -> f64 {
        let direction_before = self.end_direction();
        self.n_knots += 1;
        let from = std::mem::replace(&mut self.end, point);
        if self.n_knots == 1 {
            return 0.0;
        }
        let step = sub(point, from);
        let chord = length(step).max(1e-6);
        let direction = scale(step, 1.0 / chord);
        let (mut from_tangent, mut opens, mut moved) = (direction, true, 0.0);
        let curvature_before = std::mem::take(&mut self.curvature);
        if join == Join::Curve
            && let Some(last) = self.segments.back_mut().filter(|last| last.join == Join::Curve)
        {
            let before = scale(sub(last.to, last.from), 1.0 / last.chord);
            let sum = last.chord + chord;
            from_tangent = add(scale(before, chord / sum), scale(direction, last.chord / sum));
            opens = false;
            let twice_area = before[0] * direction[1] - before[1] * direction[0];
            let across = length(sub(point, last.from)).max(1e-6);
            self.curvature = (2.0 * twice_area / across).clamp(-MAX_CURVATURE, MAX_CURVATURE);
            moved = last.end_with(from_tangent);
        }
        if self.segments.len() == MAX_SEGMENTS {
            self.segments.pop_front();
        }
        let to_tangent = sub(scale(direction, 2.0), from_tangent);
        let mut segment = Segment {
            from,
            to: point,
            from_tangent,
            to_tangent,
            chord,
            start: self.segments.back().map_or(0.0, Segment::end),
            length: 0.0,
            table: [0.0; STEPS + 1],
            join,
            opens,
            curvature: curvature_before,
        };
        segment.measure();
        match join {
            Join::Curve => {}
            Join::Jump(length) => {
                segment.from_tangent = direction_before;
                segment.length = length.max(1e-3);
            }
            Join::Cut => {
                segment.from_tangent = direction_before;
                segment.length = BLIND_M + 1.0;
            }
        }
        self.segments.push_back(segment);
        moved
    }

    /// How many knots there have been.
    pub fn n_knots(&self) -> u64 {
        self.n_knots
    }

    /// Arc length of the newest knot, metres from the first; 0 while there are fewer than two.
    pub fn end(&self) -> f64 {
        self.segments.back().map_or(0.0, Segment::end)
    }

    /// Arc length at which the provisional segment begins.
    pub fn last_start(&self) -> f64 {
        self.segments.back().map_or(0.0, |last| last.start)
    }

    /// The newest knot.
    pub fn end_point(&self) -> Vec2 {
        self.end
    }

    /// Direction at the newest knot, a unit vector; zero while there are fewer than two.
    pub fn end_direction(&self) -> Vec2 {
        // Across a cut nothing is known of it.
        match self.segments.iter().rev().find(|segment| !matches!(segment.join, Join::Jump(_))) {
            Some(segment) if segment.join == Join::Curve => unit(segment.to_tangent),
            _ => [0.0; 2],
        }
    }

    /// The place at an arc length: the first known before the path's beginning, on a circle beyond its end.
    pub fn at(&self, s: f64) -> PathPoint {
        let Some(last) = self.segments.back() else {
            return PathPoint { point: self.end, tangent: [1.0, 0.0] };
        };
        if last.end() < s {
            return on_circle(self.end, self.end_direction(), self.curvature, s - last.end());
        }
        let after = self.segments.partition_point(|segment| segment.start <= s);
        self.segments[after.saturating_sub(1)].at(s)
    }

    /// How far what is drawn leaps over the jumps of the feed that end between two arc lengths, from after to before.
    pub fn leap(&self, from: f64, to: f64) -> Vec2 {
        let passed = |segment: &&Segment| from < segment.end() && segment.end() <= to;
        self.segments
            .iter()
            .rev()
            .take_while(|segment| from < segment.end())
            .filter(|segment| matches!(segment.join, Join::Jump(_)))
            .filter(passed)
            .fold([0.0; 2], |sum, jump| add(sum, sub(jump.at(jump.end()).point, jump.to)))
    }

    /// The newest part of this path, going on through `points`, and by how much the newest knot moved along it.
    pub fn continued(&self, points: impl IntoIterator<Item = Vec2>) -> (Self, f64) {
        let keep = self.segments.len().saturating_sub(2);
        let mut path = Self { segments: self.segments.iter().skip(keep).cloned().collect(), ..*self };
        let mut moved = None;
        for point in points {
            let by = path.push(point, Join::Curve);
            moved.get_or_insert(by);
        }
        (path, moved.unwrap_or(0.0))
    }

    /// Drops segments that end before an arc length; the last two stay.
    pub fn forget_before(&mut self, s: f64) {
        while 2 < self.segments.len() && self.segments.front().is_some_and(|first| first.end() < s) {
            self.segments.pop_front();
        }
    }
}

impl Segment {
    fn end(&self) -> f64 {
        self.start + self.length
    }

    /// Makes the segment final with the tangent at its end; returns by how much longer it became.
    fn end_with(&mut self, tangent: Vec2) -> f64 {
        let before = self.length;
        self.to_tangent = tangent;
        if self.opens {
            let chord = scale(sub(self.to, self.from), 1.0 / self.chord);
            self.from_tangent = sub(scale(chord, 2.0), tangent);
        }
        self.measure();
        self.length - before
    }

    fn measure(&mut self) {
        let mut last = self.from;
        for i in 1..=STEPS {
            let point = self.point(i as f64 / STEPS as f64);
            self.table[i] = self.table[i - 1] + length(sub(point, last));
            last = point;
        }
        self.length = self.table[STEPS];
    }

    /// Cubic Hermite, `u` from 0 to 1.
    fn point(&self, u: f64) -> Vec2 {
        let (u2, u3) = (u * u, u * u * u);
        let to = 3.0 * u2 - 2.0 * u3;
        let from_tangent = (u3 - 2.0 * u2 + u) * self.chord;
        let to_tangent = (u3 - u2) * self.chord;
        [0, 1].map(|i| {
            self.from[i]
                + (self.to[i] - self.from[i]) * to
                + self.from_tangent[i] * from_tangent
                + self.to_tangent[i] * to_tangent
        })
    }

    fn derivative(&self, u: f64) -> Vec2 {
        let to = 6.0 * (u - u * u);
        let from_tangent = (3.0 * u * u - 4.0 * u + 1.0) * self.chord;
        let to_tangent = (3.0 * u * u - 2.0 * u) * self.chord;
        [0, 1].map(|i| {
            (self.to[i] - self.from[i]) * to
                + self.from_tangent[i] * from_tangent
                + self.to_tangent[i] * to_tangent
        })
    }

    fn at(&self, s: f64) -> PathPoint {
        if self.join != Join::Curve {
            return on_circle(self.from, self.from_tangent, self.curvature, s - self.start);
        }
        let whole = self.table[STEPS];
        let wanted = maths::within((s - self.start) / self.length * whole, 0.0, whole);
        let step = self.table[1..STEPS].partition_point(|&length| length < wanted);
        let (low, high) = (self.table[step], self.table[step + 1]);
        let within = if low < high { (wanted - low) / (high - low) } else { 0.0 };
        let u = (step as f64 + within) / STEPS as f64;
        PathPoint { point: self.point(u), tangent: unit(self.derivative(u)) }
    }
}

/// The place a distance (at most [`BLIND_M`]) along a circle that leaves `from` in a direction.
fn on_circle(from: Vec2, direction: Vec2, curvature: f64, distance: f64) -> PathPoint {
    let distance = distance.min(BLIND_M);
    let angle = distance * curvature;
    let (sin, cos) = maths::sin_cos(angle);
    // Chord of an arc: sin(a)/a along, (1 - cos a)/a across, by their series where a is small.
    let (along, across) =
        if angle.abs() < 1e-4 { (1.0, angle / 2.0) } else { (sin / angle, (1.0 - cos) / angle) };
    let normal = [-direction[1], direction[0]];
    let offset = add(scale(direction, along * distance), scale(normal, across * distance));
    let tangent = add(scale(direction, cos), scale(normal, sin));
    PathPoint { point: add(from, offset), tangent }
}
