//! The lines that any car can follow where its own positions are missing: what the cars have driven, and the circuit's
//! outline. In the first lap already whoever is not in front has somebody to follow.

use std::sync::Arc;

use super::line::{Ahead, Line};
use super::trail::Trail;
use super::vector::Vec2;

/// Trails are worth another look after this long, seconds.
pub const WAYS_EVERY_S: f64 = 5.0;

/// A way that is no farther aside than this is as good as any, metres: who drives in the pit lane follows one of there.
const NEAR_M: f64 = 6.0;

/// What is known of how cars go on.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    driven: Vec<Line>,
    outline: Option<Arc<Line>>,
}

impl Ways {
    /// The trails of all cars as they are now, and the circuit's outline.
    pub fn of<'a>(trails: impl Iterator<Item = &'a Trail>, outline: Option<Arc<Line>>) -> Self {
        Self { driven: trails.map(Trail::whole).filter(|line| !line.is_empty()).collect(), outline }
    }

    /// The way of a car from a place in a direction, of `least` to `most` metres: along its own lap before, else along
    /// what another drove nearby, else along the outline.
    pub(super) fn ahead(
        &self,
        own: &Line,
        from: Vec2,
        direction: Vec2,
        (least, most): (f64, f64),
    ) -> Option<Vec<Ahead>> {
        let leads = |line: &Line| {
            let (way, across) = line.ahead(from, direction, most)?;
            way.last().is_some_and(|last| least < last.distance).then_some((way, across))
        };
        let mut nearest: Option<(Vec<Ahead>, f64)> = None;
        for (way, across) in std::iter::once(own).chain(&self.driven).filter_map(leads) {
            if nearest.as_ref().is_none_or(|(_, least)| across < *least) {
                nearest = Some((way, across));
            }
            if across < NEAR_M {
                break;
            }
        }
        let way = nearest.or_else(|| leads(self.outline.as_ref()?));
        way.map(|(way, _)| way)
    }

    /// The way of a car from one place to another that is about so many metres on, likewise, without both.
    pub(super) fn between(
        &self,
        own: &Line,
        from: Vec2,
        direction: Vec2,
        to: Vec2,
        metres: f64,
    ) -> Option<Vec<Vec2>> {
        let mut lines = std::iter::once(own).chain(&self.driven).chain(self.outline.as_deref());
        lines.find_map(|line| line.between(from, direction, to, metres))
    }
}
