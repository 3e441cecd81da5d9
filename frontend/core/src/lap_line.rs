//! Where along the lap a place is: the circuit's outline measured from the start line.

use gridcast_shared::session::Point;
use gridcast_shared::units::UNITS_PER_METRE;

use crate::maths;

/// A place farther than this from the outline is beside it: the pit lane, a run-off, metres.
const BESIDE_M: f64 = 60.0;

/// What a metre of the lap that is skipped counts as metres aside, where two stretches lie side by side.
const SKIPPED: f64 = 0.05;

/// A place this near to the line is on it, metres.
const ON_LINE_M: f64 = 20.0;

/// A car is looked for first among this part of the segments either way.
const AROUND: usize = 10;

/// A closed line from the start line on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LapLine {
    /// Metres.
    points: Vec<[f64; 2]>,
    /// Metres from the start line to each point, and to the line again.
    along: Vec<f64>,
}

impl LapLine {
    /// The line of an outline; none of fewer than three points, or without length.
    pub fn of(outline: &[Point]) -> Option<Self> {
        let points: Vec<[f64; 2]> =
            outline.iter().map(|p| [p.x, p.y].map(|units| f64::from(units) / UNITS_PER_METRE)).collect();
        let mut along = vec![0.0];
        for i in 0..points.len() {
            along.push(along[i] + apart(points[i], points[(i + 1) % points.len()]));
        }
        let line = Self { points, along };
        (3 <= line.points.len() && 1.0 < line.lap_m()).then_some(line)
    }

    /// Length of a lap, metres.
    pub fn lap_m(&self) -> f64 {
        self.along.last().copied().unwrap_or_default()
    }

    /// How far along the lap a place (track units) is, metres; `near` is where it was a moment ago. None beside it.
    pub fn along(&self, x: f64, y: f64, near: Option<f64>) -> Option<f64> {
        let at = [x / UNITS_PER_METRE, y / UNITS_PER_METRE];
        let n = self.points.len();
        // Most often a car is near to where it was, and all of the line need not be looked at.
        let (reach, around) = (n / AROUND, near.map_or(0, |near| self.segment(near)));
        let nearby = (n + around - reach..=n + around + reach).map(|i| i % n);
        let found = near.map(|near| self.nearest(at, Some(near), nearby)).filter(|found| found.0 < ON_LINE_M);
        found.unwrap_or_else(|| self.nearest(at, near, 0..n)).1
    }

    /// The segment that a place along the lap lies on.
    fn segment(&self, along_m: f64) -> usize {
        let along = maths::rest(along_m, self.lap_m());
        self.along.partition_point(|&start| start <= along).clamp(1, self.points.len()) - 1
    }

    /// The least distance from some segments, metres, and how far along the lap that is.
    fn nearest(
        &self,
        at: [f64; 2],
        near: Option<f64>,
        segments: impl Iterator<Item = usize>,
    ) -> (f64, Option<f64>) {
        let n = self.points.len();
        let mut best = (BESIDE_M, None);
        for i in segments {
            let (from, to) = (self.points[i], self.points[(i + 1) % n]);
            let step = [to[0] - from[0], to[1] - from[1]];
            let square = (step[0] * step[0] + step[1] * step[1]).max(1e-9);
            let share = ((at[0] - from[0]) * step[0] + (at[1] - from[1]) * step[1]) / square;
            let share = share.clamp(0.0, 1.0);
            let foot = [from[0] + step[0] * share, from[1] + step[1] * share];
            let along = self.along[i] + share * square.sqrt();
            let skipped = near.map_or(0.0, |near| (self.ahead(along, near).abs() - 200.0).max(0.0));
            let off = apart(at, foot) + skipped * SKIPPED;
            if off < best.0 {
                best = (off, Some(along));
            }
        }
        best
    }

    /// How far `a` is ahead of `b`, metres, within half a lap either way.
    pub fn ahead(&self, a: f64, b: f64) -> f64 {
        let lap = self.lap_m();
        maths::rest(a - b + lap / 2.0, lap) - lap / 2.0
    }

    /// The place so far along the lap, track units.
    pub fn at(&self, along_m: f64) -> [f64; 2] {
        let (along, i) = (maths::rest(along_m, self.lap_m()), self.segment(along_m));
        let (from, to) = (self.points[i], self.points[(i + 1) % self.points.len()]);
        let share = (along - self.along[i]) / (self.along[i + 1] - self.along[i]).max(1e-9);
        [0, 1].map(|axis| (from[axis] + (to[axis] - from[axis]) * share) * UNITS_PER_METRE)
    }

    /// The stretch between two shares of the lap, track units.
    pub fn stretch(&self, from: f64, to: f64) -> Vec<[f64; 2]> {
        let lap = self.lap_m();
        let (from, length) = (from * lap, maths::rest(to - from, 1.0) * lap);
        let n = (length / 15.0).ceil().clamp(1.0, 500.0) as usize;
        (0..=n).map(|i| self.at(from + length * i as f64 / n as f64)).collect()
    }
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A kilometre there and back, 20 m apart.
    fn hairpin() -> LapLine {
        let mut outline: Vec<Point> = (0..100).map(|i| Point { x: i * 100, y: 0 }).collect();
        outline.extend((0..100).rev().map(|i| Point { x: i * 100, y: 200 }));
        LapLine::of(&outline).unwrap()
    }

    #[test]
    fn a_place_and_its_way_along_are_one() {
        let line = hairpin();
        assert!((line.lap_m() - 2_020.0).abs() < 1e-6);
        for along in [0.0, 3.0, 777.0, 995.0, 1_500.0, 2_015.0] {
            let [x, y] = line.at(along);
            let found = line.along(x, y, Some(along)).unwrap();
            assert!(line.ahead(found, along).abs() < 0.1, "{along} {found}");
        }
        assert_eq!(line.along(50_000.0, 0.0, None), None);
        assert_eq!(LapLine::of(&[]), None);
    }

    #[test]
    fn who_was_on_one_side_of_two_stays_there() {
        let line = hairpin();
        // In the middle between both, a little nearer to the way back.
        let there = line.along(5_000.0, 105.0, Some(480.0)).unwrap();
        let back = line.along(5_000.0, 105.0, Some(1_530.0)).unwrap();
        assert!((there - 500.0).abs() < 1.0 && (1_480.0..1_530.0).contains(&back), "{there} {back}");
    }

    #[test]
    fn ahead_is_the_shorter_way() {
        let line = hairpin();
        assert!((line.ahead(10.0, 2_010.0) - 20.0).abs() < 1e-6);
        assert!((line.ahead(2_010.0, 10.0) + 20.0).abs() < 1e-6);
        let over_the_line = line.stretch(0.95, 0.05);
        assert!(10 < over_the_line.len() && over_the_line.first() == Some(&line.at(0.95 * line.lap_m())));
    }
}
