//! Where a label may stand about its dot: 24 directions at six distances, and what each costs by itself.

use std::f64::consts::TAU;
use std::sync::LazyLock;

use super::rect::Rect;
use crate::maths;

/// Directions about a dot.
const DIRECTIONS: usize = 24;

/// Each direction as a unit vector: they are asked for some hundred times a frame.
static UNITS: LazyLock<[[f64; 2]; DIRECTIONS]> = LazyLock::new(|| {
    std::array::from_fn(|direction| {
        let (y, x) = maths::sin_cos(TAU * direction as f64 / DIRECTIONS as f64);
        [x, y]
    })
});

/// Gaps between the dot's edge and the label, CSS pixels.
const DISTANCES: [f64; 6] = [3.0, 8.0, 14.0, 21.0, 30.0, 42.0];

/// Gap beyond which a line leads from the dot to its label.
const LEADER_FROM: f64 = 20.0;

/// A label's height, CSS pixels.
pub(super) const HEIGHT: f64 = 15.0;

/// A dot that wants a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Which car: the label keeps its place for it.
    pub car: usize,
    /// Where it is, CSS pixels.
    pub at: [f64; 2],
    /// Radius with what is around it, CSS pixels.
    pub radius: f64,
    /// Width of the label, CSS pixels; 0 for none.
    pub width: f64,
}

/// A place about a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Below [`DIRECTIONS`].
    direction: usize,
    /// Index into [`DISTANCES`].
    distance: usize,
}

impl Candidate {
    /// All places, the nearest first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..DISTANCES.len())
            .flat_map(|distance| (0..DIRECTIONS).map(move |direction| Self { direction, distance }))
    }

    /// The least that any place at this one's distance costs.
    pub(super) fn least_cost(self) -> f64 {
        1.0 + DISTANCES[self.distance] * 0.9
    }

    /// What it costs by itself: near is cheap, and level places read best, right first, then left.
    pub(super) fn cost(self) -> f64 {
        let [x, _] = UNITS[self.direction];
        self.least_cost() + 1.5 * (1.0 - x.abs()) + if x < 0.0 { 0.8 } else { 0.0 }
    }

    /// Whether it is so far that a line leads to it.
    pub(super) fn has_leader(self) -> bool {
        LEADER_FROM < DISTANCES[self.distance]
    }

    /// The label's centre, from the dot's.
    pub(super) fn offset(self, dot: &Dot) -> [f64; 2] {
        let [ux, uy] = UNITS[self.direction];
        let reach = dot.radius + DISTANCES[self.distance] + support(ux, uy, dot.width);
        [ux * reach, uy * reach]
    }

    /// What the label takes up there.
    pub(super) fn rect(self, dot: &Dot) -> Rect {
        let [dx, dy] = self.offset(dot);
        Rect::around([dot.at[0] + dx, dot.at[1] + dy], dot.width, HEIGHT)
    }
}

/// Half a label's extent in a direction.
pub(super) fn support(ux: f64, uy: f64, width: f64) -> f64 {
    ux.abs() * width / 2.0 + uy.abs() * HEIGHT / 2.0
}
