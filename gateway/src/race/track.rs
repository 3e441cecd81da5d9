//! The circuit as a measure: a closed line, where along it a car is, and how far beside it, in metres.
//!
//! The line is kept as nodes of equal spacing, so that the search for a car's foot
//! needs a handful of neighbours of where the car was expected, and nothing is allocated for a sample.

use gridcast_shared::session::Point;

use super::plane::{PointM, between, distance, foot, metres, simplified};

/// Spacing of the nodes, metres: below the radius of any corner.
const STEP_M: f64 = 5.0;

/// Shortest line that is taken for a circuit, metres.
const MIN_LENGTH_M: f64 = 300.0;

/// Longest line that is taken for a circuit, metres: what `Circuit::length_m` can say.
const MAX_LENGTH_M: f64 = 65_000.0;

/// Most that the published outline strays from the line, metres.
const OUTLINE_TOLERANCE_M: f64 = 1.0;

/// A closed line in driving direction; its first node is on the start line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Track {
    nodes: Vec<PointM>,
    step_m: f64,
}

/// Where on a [`Track`] a point is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Foot {
    /// Metres along the line from the start line, `0..length`.
    pub(super) along_m: f64,
    /// Metres beside the line.
    pub(super) off_m: f64,
}

impl Track {
    /// The track along a closed polyline; the first point need not be repeated at the end. `None` when it is no
    /// plausible circuit.
    pub(super) fn closed(line: &[PointM]) -> Option<Self> {
        if line.len() < 3 || line.iter().flatten().any(|v| !v.is_finite()) {
            return None;
        }
        let length = (0..line.len()).map(|i| distance(line[i], line[(i + 1) % line.len()])).sum::<f64>();
        if !(MIN_LENGTH_M..=MAX_LENGTH_M).contains(&length) {
            return None;
        }
        let n = (length / STEP_M).round().max(8.0);
        let step_m = length / n;
        let mut nodes = Vec::with_capacity(n as usize);
        let mut walked = 0.0;
        for i in 0..line.len() {
            let (a, b) = (line[i], line[(i + 1) % line.len()]);
            let leg = distance(a, b);
            while nodes.len() < n as usize && nodes.len() as f64 * step_m < walked + leg {
                nodes.push(between(a, b, (nodes.len() as f64 * step_m - walked) / leg));
            }
            walked += leg;
        }
        Some(Self { nodes, step_m })
    }

    /// The track along a published outline.
    pub(super) fn from_outline(outline: &[Point]) -> Option<Self> {
        Self::closed(&outline.iter().map(|p| metres(p.x, p.y)).collect::<Vec<_>>())
    }

    /// Length of a lap, metres.
    pub(super) fn length_m(&self) -> f64 {
        self.step_m * self.nodes.len() as f64
    }

    /// The foot of a point anywhere on the line.
    pub(super) fn nearest(&self, at: PointM) -> Foot {
        self.search(at, 0, self.nodes.len())
    }

    /// The foot of a point within `reach_m` of an expected distance along the line.
    pub(super) fn near(&self, at: PointM, along_m: f64, reach_m: f64) -> Foot {
        let n = self.nodes.len();
        let reach = (reach_m / self.step_m).ceil().clamp(1.0, n as f64 / 2.0) as usize;
        let middle = (along_m / self.step_m).floor().rem_euclid(n as f64) as usize;
        self.search(at, (middle + n - reach) % n, (2 * reach + 1).min(n))
    }

    fn search(&self, at: PointM, first: usize, count: usize) -> Foot {
        let n = self.nodes.len();
        let mut best = (f64::INFINITY, 0.0);
        let mut i = first % n;
        for _ in 0..count {
            let next = if i + 1 == n { 0 } else { i + 1 };
            let (share, square) = foot(self.nodes[i], self.nodes[next], at);
            if square < best.0 {
                best = (square, (i as f64 + share) * self.step_m);
            }
            i = next;
        }
        let length = self.length_m();
        Foot { along_m: if length <= best.1 { best.1 - length } else { best.1 }, off_m: best.0.sqrt() }
    }

    /// A distance along the line brought within half a lap of zero.
    pub(super) fn wrap(&self, along_m: f64) -> f64 {
        let length = self.length_m();
        (along_m + length / 2.0).rem_euclid(length) - length / 2.0
    }

    /// The point at a distance along the line.
    pub(super) fn point(&self, along_m: f64) -> PointM {
        let n = self.nodes.len();
        let at = along_m.rem_euclid(self.length_m()) / self.step_m;
        let i = (at as usize).min(n - 1);
        between(self.nodes[i], self.nodes[(i + 1) % n], at - i as f64)
    }

    /// The same line with its start line moved on by `along_m`.
    pub(super) fn with_start_at(&self, along_m: f64) -> Self {
        let nodes = (0..self.nodes.len()).map(|i| self.point(along_m + i as f64 * self.step_m)).collect();
        Self { nodes, step_m: self.step_m }
    }

    /// The line as it is published: as few points as stay within a metre of it, the first on the start line.
    pub(super) fn outline(&self) -> Vec<Point> {
        let mut closed = self.nodes.clone();
        closed.push(self.nodes[0]);
        let mut outline = simplified(&closed, OUTLINE_TOLERANCE_M);
        outline.pop();
        outline
    }
}
