//! The line along which cars are measured: learned from the first whole lap that a car's positions tell.

/// A point, metres.
pub(crate) type Point = [f64; 2];

/// Shortest and longest lap that is a circuit's, metres.
const CIRCUIT_M: std::ops::Range<f64> = 1_500.0..20_000.0;
/// Most between two places of a lap from which is learned, ms and metres.
const MAX_STEP_MS: i64 = 1_300;
const MAX_STEP_M: f64 = 120.0;
/// Most between a lap's first place and its last, metres.
const MAX_OPENING_M: f64 = 150.0;
/// A place farther from the line than this is not on it: the pits, a run-off area. Metres.
const MAX_ASIDE_M: f64 = 40.0;
/// How many points on from the last a car is looked for first.
const NEAR: usize = 12;

/// A closed line in driving direction, its first point where laps end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outline {
    points: Vec<Point>,
    /// Metres from the first point to each, and around.
    at_m: Vec<f64>,
    length_m: f64,
}

impl Outline {
    /// Learns the line from a lap's places, each with its date in ms, the first and last near the line's ends.
    pub(crate) fn learn(lap: &[(i64, Point)]) -> Option<Self> {
        let is_dense = lap.windows(2).all(|pair| {
            let [(from_ms, from), (to_ms, to)] = pair else { return false };
            to_ms - from_ms <= MAX_STEP_MS && distance(*from, *to) <= MAX_STEP_M
        });
        let (first, last) = (lap.first()?.1, lap.last()?.1);
        if !is_dense || MAX_OPENING_M < distance(first, last) {
            return None;
        }
        let mut points: Vec<Point> = Vec::with_capacity(lap.len());
        for (_, place) in lap {
            if points.last().is_none_or(|last| 1.0 < distance(*last, *place)) {
                points.push(*place);
            }
        }
        let mut at_m = Vec::with_capacity(points.len());
        let mut length_m = 0.0;
        for (index, point) in points.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).and_then(|before| points.get(before)) {
                length_m += distance(*before, *point);
            }
            at_m.push(length_m);
        }
        length_m += distance(*points.last()?, first);
        CIRCUIT_M.contains(&length_m).then_some(Self { points, at_m, length_m })
    }

    /// Metres a lap.
    pub(crate) fn length_m(&self) -> f64 {
        self.length_m
    }

    /// Metres from the line to a place, and the point after which that is. It is looked for near `hint`, the
    /// point after which it was last, and if it is not there everywhere. `None` where it is not on the line.
    pub(crate) fn along(&self, place: Point, hint: Option<usize>) -> Option<(f64, usize)> {
        let n = self.points.len();
        let near = hint.and_then(|hint| self.nearest(place, (0..NEAR).map(|step| (hint + step) % n)));
        let found =
            near.filter(|(aside, ..)| *aside < MAX_ASIDE_M / 2.0).or_else(|| self.nearest(place, 0..n));
        found.filter(|(aside, ..)| *aside <= MAX_ASIDE_M).map(|(_, at, index)| (at, index))
    }

    /// Of some pieces of the line the one that is nearest: how far aside, metres from the line, and its point.
    fn nearest(&self, place: Point, pieces: impl Iterator<Item = usize>) -> Option<(f64, f64, usize)> {
        let pieces = pieces.filter_map(|index| {
            let from = *self.points.get(index)?;
            let to = *self.points.get((index + 1) % self.points.len())?;
            let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
            let length = dx.hypot(dy).max(1e-9);
            let share = ((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / (length * length);
            let share = share.clamp(0.0, 1.0);
            let foot = [from[0] + share * dx, from[1] + share * dy];
            Some((distance(place, foot), self.at_m.get(index)? + share * length, index))
        });
        pieces.min_by(|a, b| a.0.total_cmp(&b.0))
    }
}

fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A circle of 2 km around, in steps of 10 m and 200 ms.
    fn lap() -> Vec<(i64, Point)> {
        let radius = 2000.0 / std::f64::consts::TAU;
        let place = |step: i64| {
            let angle = step as f64 * 10.0 / radius;
            [radius * angle.cos(), radius * angle.sin()]
        };
        (0..200).map(|step| (step * 200, place(step))).collect()
    }

    #[test]
    fn a_lap_is_measured_along_itself() {
        let outline = Outline::learn(&lap()).unwrap();
        assert!((outline.length_m() - 2000.0).abs() < 1.0);
        let mut hint = None;
        for (step, (_, place)) in lap().into_iter().enumerate() {
            let (at, index) = outline.along(place, hint).unwrap();
            assert!((at - step as f64 * 10.0).abs() < 0.1, "{at} at step {step}");
            hint = Some(index);
        }
        assert_eq!(outline.along([0.0, 0.0], hint), None);
    }

    #[test]
    fn nothing_is_learned_from_a_lap_with_a_hole_or_an_open_end() {
        let whole = lap();
        let hole: Vec<_> = whole.iter().filter(|(ms, _)| !(8_000..12_000).contains(ms)).copied().collect();
        assert_eq!(Outline::learn(&hole), None);
        assert_eq!(Outline::learn(&whole[..150]), None);
        assert_eq!(Outline::learn(&[]), None);
    }
}
