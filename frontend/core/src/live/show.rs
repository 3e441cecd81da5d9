//! Below the decoder: samples move cars, race states wait for their moment, one clock shows both.

use std::collections::VecDeque;
use std::sync::Arc;

use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::units::MAX_CARS;
use gridcast_shared::wire::Frame;

use super::car::{Car, DrawnCar};
use crate::clock::{SessionClock, Stream};

/// Most race states held for a clock that stands; the oldest go first.
const MAX_WAITING: usize = 2048;

/// A hidden page draws nothing: messages move the clock instead, this often, ms.
const IDLE_MS: f64 = 1_000.0;

/// What is shown and what waits to be.
#[derive(Debug, Default)]
pub(super) struct Show {
    pub(super) clock: SessionClock,
    /// The newest session facts.
    pub(super) session: Option<Arc<Session>>,
    /// Page time of the last frame with samples.
    pub(super) last_samples_ms: Option<f64>,
    /// Source time that the cars' seconds count from.
    origin_ms: Option<i64>,
    /// Newest date of a frame.
    newest_ms: Option<i64>,
    cars: Vec<Car>,
    drawn: Vec<DrawnCar>,
    states: VecDeque<(i64, Arc<RaceState>)>,
    state: Option<(i64, Arc<RaceState>)>,
    advanced_ms: Option<f64>,
}

impl Show {
    /// Takes a frame with the race state after it; `counted` says whether some of its samples had not been taken
    /// before. Samples that are not newer than their car's move nothing. False when nothing in it was new.
    pub(super) fn take(&mut self, frame: &Frame, counted: bool, state: &Arc<RaceState>, now_ms: f64) -> bool {
        let origin_ms = *self.origin_ms.get_or_insert(frame.date_ms);
        let newer = self.newest_ms.is_none_or(|newest| newest < frame.date_ms);
        if newer {
            self.newest_ms = Some(frame.date_ms);
            self.clock.set_rate_pct(state.session.rate_pct);
            self.session = Some(Arc::clone(&state.session));
        }
        self.grow(state.session.drivers.len());
        let (mut position_ms, mut car_data_ms) = (None, None);
        for sample in &frame.samples {
            self.grow(sample.car.index() + 1);
            let measured = sample.only_measured();
            let Some(car) = self.cars.get_mut(sample.car.index()) else { continue };
            let time = (sample.date_ms - origin_ms) as f64 / 1000.0;
            if let Some(data) = measured.car_data {
                car_data_ms = car_data_ms.max(Some(sample.date_ms));
                car.take_car_data(time, data);
            }
            if let Some(position) = measured.position {
                position_ms = position_ms.max(Some(sample.date_ms));
                car.take_position(time, position);
            }
        }
        let newest_ms = position_ms.max(car_data_ms).max(Some(frame.date_ms)).unwrap_or(frame.date_ms);
        if newer || counted {
            self.clock.arrived(newest_ms as f64, now_ms);
            self.queue(frame.date_ms, state);
        }
        for (stream, date_ms) in [(Stream::Position, position_ms), (Stream::CarData, car_data_ms)] {
            if let Some(date_ms) = date_ms {
                self.clock.stream_arrived(stream, date_ms as f64, now_ms);
            }
        }
        if counted || (newer && !frame.samples.is_empty()) {
            self.last_samples_ms = Some(now_ms);
        }
        if self.advanced_ms.is_some_and(|advanced| advanced + IDLE_MS < now_ms) {
            self.advance(now_ms);
        }
        newer || counted
    }

    /// Moves the clock, the cars and the race state on.
    pub(super) fn advance(&mut self, now_ms: f64) {
        self.advanced_ms = Some(now_ms);
        let (Some(tick), Some(origin_ms)) = (self.clock.advance(now_ms), self.origin_ms) else { return };
        let time = (tick.source_ms - origin_ms as f64) / 1000.0;
        for (car, drawn) in self.cars.iter_mut().zip(&mut self.drawn) {
            *drawn = car.advance(time, tick.jumped);
        }
        while self.states.front().is_some_and(|(date, _)| *date as f64 <= tick.source_ms) {
            self.state = self.states.pop_front();
        }
    }

    /// The race state at the time shown; before the first one's time has come, that one.
    pub(super) fn state(&self) -> Option<&Arc<RaceState>> {
        self.state.as_ref().or(self.states.front()).map(|(_, state)| state)
    }

    /// The cars at the time shown.
    pub(super) fn cars(&self) -> &[DrawnCar] {
        &self.drawn
    }

    fn grow(&mut self, n_cars: usize) {
        if self.cars.len() < n_cars {
            self.cars.resize_with(n_cars.min(MAX_CARS), Car::default);
            self.drawn.resize_with(n_cars.min(MAX_CARS), DrawnCar::default);
        }
    }

    /// Lets a race state wait for its moment; one from before the moment shown is history.
    fn queue(&mut self, date_ms: i64, state: &Arc<RaceState>) {
        if self.state.as_ref().is_some_and(|(shown, _)| date_ms < *shown) {
            return;
        }
        let at = self.states.partition_point(|(date, _)| *date <= date_ms);
        let before = at.checked_sub(1).and_then(|i| self.states.get(i)).or(self.state.as_ref());
        if before.is_some_and(|(_, before)| Arc::ptr_eq(before, state)) {
            return;
        }
        self.states.insert(at, (date_ms, Arc::clone(state)));
        if MAX_WAITING < self.states.len() {
            self.state = self.states.pop_front();
        }
    }
}
