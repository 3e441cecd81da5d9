//! What the parts found to have happened; the race dates it and numbers its lap.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{EventKind, RaceEvent};

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Event {
    kind: EventKind,
    car: Option<usize>,
    other: Option<usize>,
    value: u32,
}

impl Event {
    /// Of nobody in particular.
    pub(super) fn new(kind: EventKind) -> Self {
        Self { kind, car: None, other: None, value: 0 }
    }

    /// Of one car.
    pub(super) fn of(kind: EventKind, car: usize) -> Self {
        Self { car: Some(car), ..Self::new(kind) }
    }

    /// One car passed another and has this place now.
    pub(super) fn pass(car: usize, other: usize, place: u8) -> Self {
        Self { other: Some(other), ..Self::of(EventKind::Pass, car) }.with(place.into())
    }

    /// With its figure: a time or a place, see [`RaceEvent::value`].
    pub(super) fn with(self, value: u32) -> Self {
        Self { value, ..self }
    }

    /// As it is published.
    pub(super) fn dated(self, date_ms: i64, lap: u8) -> RaceEvent {
        let index = |car: usize| CarIndex(car as u8);
        RaceEvent {
            date_ms,
            lap,
            kind: self.kind,
            car: self.car.map(index),
            other: self.other.map(index),
            value: self.value,
        }
    }
}
