//! Below the decoder: samples move cars, race states wait for their moment. Which moment that is it is told.

use std::collections::VecDeque;
use std::sync::Arc;

use gridcast_shared::race::RaceState;
use gridcast_shared::session::{Point, Session};
use gridcast_shared::units::{MAX_CARS, UNITS_PER_METRE};
use gridcast_shared::wire::Frame;

use super::car::{Car, DrawnCar};
use super::stamp::Stamp;
use crate::clock::Tick;
use crate::motion::{Line, TrailPoint, WAYS_EVERY_S, Ways};
use crate::plausibility::{Plausibility, Positions};
use crate::timeline::Timeline;

/// Most race states held for a clock that stands; the oldest go first.
const MAX_WAITING: usize = 2048;

/// What is shown and what waits to be.
#[derive(Debug, Default)]
pub(super) struct Show {
    /// The moment shown, source time.
    shown_ms: Option<f64>,
    /// The newest session facts.
    session: Option<Arc<Session>>,
    /// Source time that the cars' seconds count from.
    origin_ms: Option<i64>,
    /// The newest frame.
    newest: Option<Stamp>,
    cars: Vec<Car>,
    outline: Option<Arc<Line>>,
    /// Since when the cars have known the present ways, seconds.
    ways_since: Option<f64>,
    plausibility: Plausibility,
    drawn: Vec<DrawnCar>,
    states: VecDeque<(i64, Arc<RaceState>)>,
    state: Option<(i64, Arc<RaceState>)>,
}

impl Show {
    /// Takes a frame with the race state after it; `counted` says whether some of its samples had not been taken
    /// before. Samples that are not newer than their car's move nothing.
    pub(super) fn take(&mut self, frame: &Frame, counted: bool, state: &Arc<RaceState>) {
        let origin_ms = *self.origin_ms.get_or_insert(frame.date_ms);
        let newer = self.newest < Some(Stamp::of(frame));
        if newer {
            self.newest = Some(Stamp::of(frame));
            self.know(&state.session);
            self.plausibility.heard((frame.date_ms - origin_ms) as f64 / 1000.0);
        }
        self.grow(state.session.drivers.len());
        for sample in &frame.samples {
            self.grow(sample.car.index() + 1);
            let measured = sample.only_measured();
            let index = sample.car.index();
            let Some(car) = self.cars.get_mut(index) else { continue };
            let time = (sample.date_ms - origin_ms) as f64 / 1000.0;
            if let Some(data) = measured.car_data {
                self.plausibility.speed(index, time, f64::from(data.speed_kmh) / 3.6);
                car.take_car_data(time, data);
            }
            if let Some(position) = measured.position {
                let point = [position.x, position.y].map(|units| f64::from(units) / UNITS_PER_METRE);
                if self.plausibility.position(index, time, point) {
                    car.take_position(time, point);
                }
            }
        }
        if newer || counted {
            self.queue(frame.date_ms, state);
        }
    }

    /// The chunk of the newest frame was cut anew.
    pub(super) fn cut_anew(&mut self) {
        self.newest = self.newest.map(Stamp::cut_anew);
    }

    /// Moves the cars and the race state on to a moment; what is new in the states is written down.
    pub(super) fn advance(&mut self, tick: Tick, timeline: &mut Timeline) {
        let Some(origin_ms) = self.origin_ms else { return };
        self.shown_ms = Some(tick.source_ms);
        let time = (tick.source_ms - origin_ms as f64) / 1000.0;
        self.find_ways(time);
        for (i, (car, drawn)) in self.cars.iter_mut().zip(&mut self.drawn).enumerate() {
            *drawn = car.advance(time, tick.jumped, self.plausibility.doubt(i));
        }
        // Whoever comes to another moment has this made anew.
        let mut leapt = self.state.is_none();
        while self.states.front().is_some_and(|(date, _)| *date as f64 <= tick.source_ms) {
            self.state = self.states.pop_front();
            if let Some((date_ms, state)) = &self.state {
                timeline.observe(*date_ms, state, leapt);
                leapt = false;
            }
        }
    }

    /// The race state at the time shown; before the first one's time has come, that one.
    pub(super) fn state(&self) -> Option<&Arc<RaceState>> {
        self.state.as_ref().or(self.states.front()).map(|(_, state)| state)
    }

    /// Date of the first frame, source time.
    pub(super) fn first_ms(&self) -> Option<i64> {
        self.origin_ms
    }

    /// The cars at the time shown.
    pub(super) fn cars(&self) -> &[DrawnCar] {
        &self.drawn
    }

    /// What is to be said of the positions.
    pub(super) fn positions(&self) -> Positions {
        self.plausibility.positions()
    }

    /// Where each car has driven up to the moment shown, track units, oldest first.
    pub(super) fn trails(&self) -> impl Iterator<Item = impl Iterator<Item = [f64; 2]>> {
        let now = self.shown_ms.zip(self.origin_ms).map(|(now, origin)| (now - origin as f64) / 1000.0);
        let passed = move |point: &&TrailPoint| now.is_some_and(|now| f64::from(point.time) <= now);
        let units = |point: &TrailPoint| point.at.map(|metres| f64::from(metres) * UNITS_PER_METRE);
        self.cars.iter().map(move |car| car.trail().points().take_while(passed).map(units))
    }

    /// Where a car was so long before the moment shown, track units.
    pub(super) fn where_was(&self, car: usize, ago_s: f64) -> Option<[f64; 2]> {
        let now_s = (self.shown_ms? - self.origin_ms? as f64) / 1000.0;
        let at = self.cars.get(car)?.trail().at(now_s - ago_s)?;
        Some(at.map(|metres| metres * UNITS_PER_METRE))
    }

    /// Takes over a session's facts.
    fn know(&mut self, session: &Arc<Session>) {
        let known = self.session.replace(Arc::clone(session));
        if known.is_some_and(|known| known.circuit.outline == session.circuit.outline) {
            return;
        }
        let metres = |point: &Point| [point.x, point.y].map(|units| f64::from(units) / UNITS_PER_METRE);
        let points: Vec<_> = session.circuit.outline.iter().map(metres).collect();
        self.outline = (3 <= points.len()).then(|| Arc::new(Line::closed(points)));
        self.ways_since = None;
    }

    /// Tells the cars from time to time what others have driven.
    fn find_ways(&mut self, time: f64) {
        if self.ways_since.is_some_and(|since| (since..since + WAYS_EVERY_S).contains(&time)) {
            return;
        }
        self.ways_since = Some(time);
        let ways = Arc::new(Ways::of(self.cars.iter().map(Car::trail), self.outline.clone()));
        for car in &mut self.cars {
            car.set_ways(Arc::clone(&ways));
        }
    }

    fn grow(&mut self, n_cars: usize) {
        if self.cars.len() < n_cars {
            self.cars.resize_with(n_cars.min(MAX_CARS), Car::default);
            self.ways_since = None;
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
