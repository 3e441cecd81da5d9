//! A line that a car can follow where its own positions are missing: the circuit's outline, or its lap before.

use super::vector::{Vec2, add, dot, length, scale, sub, unit};
use crate::maths;

/// A car farther than this from a line does not follow it, metres.
const REACH_M: f64 = 30.0;

/// Points of a way that was driven that are farther apart have a hole between them, metres.
const GAP_M: f64 = 60.0;

/// A way that fills a hole leaves so much at both ends for the curve to join it smoothly, metres.
const CLEAR_M: f64 = 8.0;

/// In this way a car that is aside of a line comes nearer to it by a factor of e, metres.
const ASIDE_M: f64 = 120.0;

/// A line's points, in the direction of travel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    points: Vec<Vec2>,
    /// Speeds at the points, m/s; empty when nobody has driven it.
    speeds: Vec<f64>,
    /// Whether its end leads to its beginning.
    closed: bool,
}

/// A point on the way along a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// Where, metres.
    pub at: Vec2,
    /// How far from the beginning, metres along the line.
    pub distance: f64,
    /// Speed that was driven there, m/s.
    pub speed: Option<f64>,
}

/// The place on a line that is nearest to a car.
#[derive(Clone, Copy, Debug)]
struct Foot {
    segment: usize,
    /// From the segment's first point, 0 to 1.
    share: f64,
    /// Metres to the left of the line.
    across: f64,
}

impl Line {
    /// A closed line: a circuit's outline. One of fewer than three points leads nowhere.
    pub fn closed(points: Vec<Vec2>) -> Self {
        Self { points, speeds: Vec::new(), closed: true }
    }

    /// A line that was driven, with the speed at each point, m/s.
    pub fn driven(points: Vec<Vec2>, speeds: Vec<f64>) -> Self {
        Self { points, speeds, closed: false }
    }

    /// Whether it leads nowhere.
    pub fn is_empty(&self) -> bool {
        self.n_segments() == 0
    }

    /// The way of a car at `from` that drives in a direction, for at most `metres`, at first as far
    /// aside of the line as it is, and how far that is; the first point is the car's own. `None` where the line does not lead on.
    pub fn ahead(&self, from: Vec2, direction: Vec2, metres: f64) -> Option<(Vec<Ahead>, f64)> {
        let foot = self.foot(from, direction, 0, self.n_segments())?;
        let way = self.way(foot, from, metres, |distance| foot.across * maths::exp(-distance / ASIDE_M));
        (2 < way.len()).then_some((way, foot.across.abs()))
    }

    /// The way of a car from one place to another, without both, when it is within a share of `metres`; it shifts
    /// evenly from as far aside as the car was to as far as it is.
    pub fn between(&self, from: Vec2, direction: Vec2, to: Vec2, metres: f64) -> Option<Vec<Vec2>> {
        let start = self.foot(from, direction, 0, self.n_segments())?;
        let way = self.way(start, from, 1.6 * metres + 60.0, |_| 0.0);
        let near = |i: &usize| length(sub(way[*i].at, to));
        let toward = (1..way.len()).min_by(|a, b| near(a).total_cmp(&near(b)))?;
        let nearest = way[toward];
        let tangent = unit(sub(way.get(toward + 1).unwrap_or(&nearest).at, way[toward - 1].at));
        let end = self.foot(to, tangent, start.segment + toward.saturating_sub(2), 4)?;
        let whole = nearest.distance + dot(sub(to, nearest.at), tangent);
        if whole < 0.6 * metres || 1.6 * metres + 30.0 < whole {
            return None;
        }
        let across = |distance: f64| start.across + (end.across - start.across) * (distance / whole).min(1.0);
        let way = self.way(start, from, whole - CLEAR_M, across);
        Some(way.into_iter().skip(1).filter(|ahead| CLEAR_M < ahead.distance).map(|ahead| ahead.at).collect())
    }

    fn n_segments(&self) -> usize {
        match self.points.len() {
            0..3 => 0,
            n if self.closed => n,
            n => n - 1,
        }
    }

    fn has_gap(&self, step: f64) -> bool {
        !self.closed && GAP_M < step
    }

    fn point(&self, i: usize) -> Vec2 {
        self.points[i % self.points.len()]
    }

    /// The nearest place among `n` segments from `first` on that lead in about the car's direction.
    fn foot(&self, at: Vec2, direction: Vec2, first: usize, n: usize) -> Option<Foot> {
        let mut best: Option<(f64, Foot)> = None;
        for i in first..first + n {
            if !self.closed && self.n_segments() <= i {
                break;
            }
            let segment = i % self.n_segments().max(1);
            let (from, step) = (self.point(segment), sub(self.point(segment + 1), self.point(segment)));
            let along = unit(step);
            if dot(along, direction) < 0.5 || self.has_gap(length(step)) {
                continue;
            }
            let to = sub(at, from);
            let share = (dot(to, step) / dot(step, step).max(1e-9)).clamp(0.0, 1.0);
            let away = length(sub(to, scale(step, share)));
            if away < best.map_or(REACH_M, |(least, _)| least) {
                let across = along[0] * to[1] - along[1] * to[0];
                best = Some((away, Foot { segment, share, across }));
            }
        }
        best.map(|(_, foot)| foot)
    }

    /// Points from a foot on: `from`, then the line's own, `across(distance)` metres to their left.
    fn way(&self, foot: Foot, from: Vec2, metres: f64, across: impl Fn(f64) -> f64) -> Vec<Ahead> {
        let speed = |i: usize| self.speeds.get(i).copied();
        let first = foot.segment;
        let speed_here = speed(first).zip(speed(first + 1)).map(|(a, b)| a + (b - a) * foot.share);
        let mut way = vec![Ahead { at: from, distance: 0.0, speed: speed_here }];
        let here = add(self.point(first), scale(sub(self.point(first + 1), self.point(first)), foot.share));
        let (mut distance, mut before) = (0.0, here);
        let last = if self.closed { first + self.points.len() } else { self.points.len() - 1 };
        for i in first + 1..=last {
            let at = self.point(i);
            let step = length(sub(at, self.point(i - 1)));
            distance += length(sub(at, before));
            before = at;
            if metres < distance || self.has_gap(step) {
                break;
            }
            // Points that all but touch have no direction of their own.
            if distance < 5.0 {
                continue;
            }
            let next = if self.closed || i < last { self.point(i + 1) } else { at };
            let along = unit(sub(next, self.point(i + self.points.len() - 1)));
            let aside = scale([-along[1], along[0]], across(distance));
            way.push(Ahead { at: add(at, aside), distance, speed: speed(i % self.points.len()) });
        }
        way
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::TAU;

    use super::*;

    /// A lap of 1,257 m, counter-clockwise.
    fn ring() -> Line {
        Line::closed((0..120).map(|i| at(f64::from(i) / 120.0, 200.0)).collect())
    }

    fn at(turn: f64, radius: f64) -> Vec2 {
        [radius * (TAU * turn).cos(), radius * (TAU * turn).sin()]
    }

    #[test]
    fn a_car_goes_on_aside_and_nearer_to_it_by_and_by_over_the_line_too() {
        let from = at(0.9, 195.0);
        let (way, across) = ring().ahead(from, unit(sub(at(0.91, 195.0), from)), 250.0).unwrap();
        assert!((across - 5.0).abs() < 0.3);
        assert!(length(sub(way[0].at, from)) < 1e-9);
        let due = |distance: f64| 200.0 - 5.0 * (-distance / ASIDE_M).exp();
        assert!(way.iter().all(|ahead| (length(ahead.at) - due(ahead.distance)).abs() < 0.3));
        let last = way[way.len() - 1];
        assert!((239.0..=250.0).contains(&last.distance), "{last:?}");
        assert!(length(sub(last.at, at(0.9 + last.distance / 1257.0, due(last.distance)))) < 3.0);
        assert_eq!(last.speed, None);
    }

    #[test]
    fn a_line_far_away_or_the_other_way_is_not_followed() {
        let from = at(0.25, 200.0);
        assert!(ring().ahead(from, [1.0, 0.0], 250.0).is_none(), "against it");
        assert!(ring().ahead(at(0.25, 240.0), [-1.0, 0.0], 250.0).is_none(), "40 m away");
        assert!(Line::closed(vec![[0.0; 2]; 2]).ahead([0.0; 2], [1.0, 0.0], 250.0).is_none());
        assert!(Line::default().ahead([0.0; 2], [1.0, 0.0], 250.0).is_none());
    }

    #[test]
    fn between_two_places_it_shifts_evenly() {
        let (from, to) = (at(0.5, 195.0), at(0.7, 205.0));
        let way = ring().between(from, [0.0, -1.0], to, 251.0).unwrap();
        assert!((15..26).contains(&way.len()), "{}", way.len());
        for (i, point) in way.iter().enumerate() {
            let due = 195.0 + 10.0 * (i + 1) as f64 / (way.len() + 1) as f64;
            assert!((length(*point) - due).abs() < 1.0, "{i}: {}", length(*point));
        }
        assert!(ring().between(from, [0.0, -1.0], to, 900.0).is_none(), "not as far as it drove");
    }

    #[test]
    fn a_lap_that_was_driven_knows_its_speeds_and_ends() {
        let points: Vec<Vec2> = (0..50).map(|i| [f64::from(i) * 10.0, 0.0]).collect();
        let line = Line::driven(points, (0..50).map(f64::from).collect());
        let (way, _) = line.ahead([405.0, 1.0], [1.0, 0.0], 250.0).unwrap();
        assert_eq!(way[0].speed, Some(40.5));
        assert_eq!(way[way.len() - 1].speed, Some(49.0));
        assert!((way[way.len() - 1].distance - 85.0).abs() < 1e-9);
    }
}
