//! Both gaps of a car.

use gridcast_shared::race::Gap;

use super::car::Car;

/// How far a car is behind the leader, and behind the car in the place ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    pub(super) gap: Gap,
    pub(super) interval: Gap,
}

impl Behind {
    /// What the timing says goes before it.
    pub(super) fn unless_told(self, car: &Car) -> Self {
        Self { gap: car.told.gap.unwrap_or(self.gap), interval: car.told.interval.unwrap_or(self.interval) }
    }
}
