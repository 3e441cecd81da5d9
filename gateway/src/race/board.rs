//! The race state that is published, and the only place where it is written.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{CarTiming, EventKind, RaceState, TrackStatus};
use gridcast_shared::session::{Driver, Session};

use super::car::Car;
use super::circuit::News;
use super::event::Event;
use super::field::Field;
use super::gaps::Behind;

/// The board.
#[derive(Debug)]
pub(super) struct Board {
    state: RaceState,
}

impl Board {
    /// Nobody, of a session of which only the id is known.
    pub(super) fn new(id: SessionId) -> Self {
        Self { state: RaceState::new(Arc::new(Session::unknown(id))) }
    }

    pub(super) fn state(&self) -> &RaceState {
        &self.state
    }

    /// The field as it is now.
    pub(super) fn field<'a>(&'a self, cars: &'a [Car], now_ms: i64) -> Field<'a> {
        Field { session: &self.state.session, cars, rows: &self.state.cars, now_ms }
    }

    pub(super) fn track(&self) -> TrackStatus {
        self.state.status.track
    }

    pub(super) fn has_begun(&self) -> bool {
        self.state.status.started_ms != 0
    }

    pub(super) fn row(&mut self, car: usize) -> &mut CarTiming {
        &mut self.state.cars[car]
    }

    /// A driver's place in the table.
    pub(super) fn index_of(&self, driver: DriverCode) -> Option<usize> {
        self.state.session.drivers.iter().position(|known| known.code == driver)
    }

    pub(super) fn code(&self, car: usize) -> DriverCode {
        self.state.session.drivers[car].code
    }

    /// Adds a driver of whom only the code is known.
    pub(super) fn add_driver(&mut self, code: DriverCode) {
        self.edit_session(|session| {
            let (name, team) = (String::new(), String::new());
            session.drivers.push(Driver { number: 0, code, name, team, colour: None });
        });
        self.state.cars.push(CarTiming::default());
    }

    /// Changes the session; its `Arc` is replaced only if something is different.
    pub(super) fn edit_session(&mut self, edit: impl FnOnce(&mut Session)) {
        let mut session = Session::clone(&self.state.session);
        edit(&mut session);
        if session != *self.state.session {
            self.state.session = Arc::new(session);
        }
    }

    pub(super) fn set_started(&mut self, started_ms: i64) {
        self.state.status.started_ms = started_ms;
    }

    pub(super) fn set_weather(&mut self, weather: gridcast_shared::race::Weather) {
        self.state.status.weather = Some(weather);
    }

    /// Sets the track's status; a change is an event.
    pub(super) fn set_track(&mut self, status: TrackStatus, yellow_sectors: u32, now_ms: i64) {
        self.state.status.yellow_sectors = yellow_sectors;
        if self.state.status.track != status {
            self.state.status.track = status;
            self.tell(Event::new(EventKind::Track(status)), now_ms);
        }
    }

    /// Shows what became known of the circuit.
    pub(super) fn set_circuit(&mut self, news: News) {
        if news == News::default() {
            return;
        }
        self.edit_session(|session| {
            let shown = &mut session.circuit;
            shown.outline = news.outline.unwrap_or_else(|| std::mem::take(&mut shown.outline));
            shown.pit_lane = news.lane.unwrap_or_else(|| std::mem::take(&mut shown.pit_lane));
            shown.length_m = news.length_m.unwrap_or(shown.length_m);
        });
    }

    /// A car's best lap, and who holds the fastest of all.
    pub(super) fn set_best(&mut self, car: usize, best_lap_ms: u32, fastest: Option<usize>) {
        self.state.cars[car].best_lap_ms = best_lap_ms;
        self.state.status.fastest = fastest.map(|car| CarIndex(car as u8));
    }

    /// The grid, first to last.
    pub(super) fn set_grid(&mut self, cars: &[usize]) {
        for (place, &car) in cars.iter().enumerate() {
            self.state.cars[car].grid = place as u8 + 1;
        }
    }

    /// The cars by place, front first.
    pub(super) fn set_places(&mut self, cars: &[usize]) {
        for (place, &car) in cars.iter().enumerate() {
            self.state.cars[car].position = place as u8 + 1;
        }
    }

    /// Cars that have a place, front first.
    pub(super) fn placed(&self) -> Vec<usize> {
        let n_placed = self.state.cars.iter().filter(|row| row.position != 0).count();
        self.state.order().into_iter().take(n_placed).map(CarIndex::index).collect()
    }

    /// The gaps of cars in order of their places, and the leader's lap.
    pub(super) fn set_gaps(&mut self, places: &[usize], gaps: &[Behind]) {
        for (&car, behind) in places.iter().zip(gaps) {
            let row = &mut self.state.cars[car];
            (row.gap, row.interval) = (behind.gap, behind.interval);
        }
        self.state.status.lap = places.first().map_or(0, |&leader| self.state.cars[leader].lap);
    }

    /// Publishes an event.
    pub(super) fn tell(&mut self, event: Event, date_ms: i64) {
        let lap = self.state.status.lap;
        self.state.push_event(event.dated(date_ms, lap));
    }
}
