//! The whole field as the parts that look at more than one car see it.

use gridcast_shared::race::CarTiming;
use gridcast_shared::session::Session;

use super::car::Car;

/// All cars at one moment, and their rows of the board; an index is a car's place in the table of drivers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub(super) session: &'a Session,
    pub(super) cars: &'a [Car],
    pub(super) rows: &'a [CarTiming],
    /// Newest source time, UTC ms.
    pub(super) now_ms: i64,
}

impl Field<'_> {
    /// Whether the first over the line wins, as in a Grand Prix or a sprint.
    pub(super) fn is_race(&self) -> bool {
        self.session.kind.is_race()
    }

    /// Cars that are neither out nor finished.
    pub(super) fn still_in(&self) -> Vec<usize> {
        (0..self.cars.len())
            .filter(|&i| !self.rows[i].status.is_out() && self.cars[i].finish.is_none())
            .collect()
    }
}
