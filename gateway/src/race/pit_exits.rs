//! What a visit to the pits did to a car's place: told once it is out and has passed a timing point again.

use gridcast_shared::race::{CarStatus, EventKind};

use super::event::Event;
use super::field::Field;

/// The visits of all cars.
#[derive(Clone, Debug, Default)]
pub(super) struct PitExits {
    cars: Vec<Visit>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Visit {
    /// It has not been seen racing.
    #[default]
    None,
    /// On the track, in this place.
    Racing(u8),
    /// In the lane, from this place.
    InLane(u8),
    /// Out again, from this place; the timing point that was its newest then.
    Out(u8, Option<i32>),
}

impl PitExits {
    /// What is to be told; called once a settled moment. Only a race has places that a stop costs.
    pub(super) fn settle(&mut self, field: &Field) -> Vec<Event> {
        self.cars.resize(field.cars.len(), Visit::None);
        let mut events = Vec::new();
        if !field.is_race() {
            return events;
        }
        for (i, visit) in self.cars.iter_mut().enumerate() {
            let (row, newest) = (&field.rows[i], field.cars[i].progress.passages.newest());
            *visit = match (*visit, row.status) {
                (Visit::Racing(place), CarStatus::InPit) => Visit::InLane(place),
                (Visit::Out(from, _), CarStatus::InPit) => Visit::InLane(from),
                (Visit::InLane(from), CarStatus::Running) => Visit::Out(from, newest),
                (Visit::Out(from, before), CarStatus::Running) if before < newest => {
                    let places = u32::from(from) << 8 | u32::from(row.position);
                    events.push(Event::of(EventKind::PitOut, i).with(places));
                    Visit::Racing(row.position)
                }
                (Visit::None | Visit::Racing(_), CarStatus::Running) if row.position != 0 && 0 < row.lap => {
                    Visit::Racing(row.position)
                }
                (visit, CarStatus::InPit | CarStatus::Running | CarStatus::Stopped) => visit,
                (
                    _,
                    CarStatus::Retired | CarStatus::NotStarted | CarStatus::Finished | CarStatus::KnockedOut,
                ) => Visit::None,
            };
        }
        events
    }
}
