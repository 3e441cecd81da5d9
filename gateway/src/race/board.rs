//! The race state that is published, and the only place where it is written.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{
    CarTiming, EventKind, Message, Missing, RaceEvent, RaceState, RaceStatus, SessionClock, TrackStatus,
};
use gridcast_shared::session::{Driver, Session, SessionStatus};
use gridcast_shared::topics::SessionRecord;

use super::best_laps::BestLaps;
use super::car::{Behind, Car};
use super::circuit::News;
use super::event::Event;
use super::field::Field;
use super::lap_record::is_date;
use super::messages::Log;
use super::start::Start;

/// Most events that are kept, ten times what the liveliest race has; the oldest go first.
const MAX_KEPT_EVENTS: usize = 8_192;

/// The board.
#[derive(Debug)]
pub(super) struct Board {
    state: RaceState,
    log: Log,
    /// All events, of which the state has the newest.
    events: Vec<RaceEvent>,
}

impl Board {
    /// Nobody, of a session of which only the id is known.
    pub(super) fn new(id: SessionId) -> Self {
        let state = RaceState::new(Arc::new(Session::unknown(id)));
        Self { state, log: Log::default(), events: Vec::new() }
    }

    pub(super) fn state(&self) -> &RaceState {
        &self.state
    }

    /// All that was said.
    pub(super) fn log(&self) -> &Log {
        &self.log
    }

    /// All that happened, oldest first.
    pub(super) fn events(&self) -> &[RaceEvent] {
        &self.events
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

    /// The place in the table of who has a racing number.
    pub(super) fn index_of_number(&self, number: u8) -> Option<usize> {
        self.state.session.drivers.iter().position(|known| known.number == number)
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

    /// A car's team, where nobody has named it yet.
    pub(super) fn name_team(&mut self, car: usize, team: &str) {
        if !team.is_empty() && self.state.session.drivers[car].team.is_empty() {
            self.edit_session(|session| team.clone_into(&mut session.drivers[car].team));
        }
    }

    /// Whether the session says that it is over.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self.state.status.phase, Some(SessionStatus::Finalised | SessionStatus::Ends))
    }

    /// Changes the session; its `Arc` is replaced only if something is different.
    pub(super) fn edit_session(&mut self, edit: impl FnOnce(&mut Session)) {
        let mut session = Session::clone(&self.state.session);
        edit(&mut session);
        if session != *self.state.session {
            self.state.session = Arc::new(session);
        }
    }

    pub(super) fn set_started(&mut self, start: &Start) {
        self.state.status.started_ms = start.started_ms(self.state.session.kind.is_race());
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
            shown.sector_ends = news.sector_ends.or(shown.sector_ends);
        });
    }

    /// A car's best lap, and whether its newest was deleted.
    pub(super) fn set_best(&mut self, car: usize, laps: &BestLaps, newest: i32) {
        let row = &mut self.state.cars[car];
        row.best_lap_ms = laps.time_ms(car);
        row.best_by_part_ms = laps.by_part_ms(car);
        row.last_lap_deleted = laps.is_deleted(car, newest);
        self.state.status.fastest = laps.fastest().map(|car| CarIndex(car as u8));
    }

    /// How far the session is; what a record does not tell stays. Returns what was, and what is.
    pub(super) fn set_phase(&mut self, record: &SessionRecord) -> [RaceStatus; 2] {
        let before = self.state.status;
        let status = &mut self.state.status;
        status.phase = record.status.or(status.phase);
        let clock = record.clock.map(|clock| SessionClock {
            date_ms: clock.date,
            remaining_ms: clock.remaining,
            is_running: clock.running,
        });
        status.clock = clock.filter(|clock| is_date(clock.date_ms)).or(status.clock);
        status.part = record.part.filter(|part| (1..=3).contains(part)).unwrap_or(status.part);
        for (known, told) in status.cut_off.iter_mut().zip(&record.cut_off) {
            *known = *told;
        }
        if let Some(topics) = &record.missing {
            let topics = topics.iter().copied().collect();
            status.missing = Missing { topics, token: record.token };
        }
        [before, *status]
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

    /// Whether a message was published before.
    pub(super) fn has_said(&self, message: &Message) -> bool {
        self.log.has(message)
    }

    /// Publishes a message.
    pub(super) fn say(&mut self, message: Message) {
        self.log.push(message.clone());
        self.state.push_message(message);
    }

    /// Publishes an event.
    pub(super) fn tell(&mut self, event: Event, date_ms: i64) {
        let event = event.dated(date_ms, self.state.status.lap);
        if self.events.len() == MAX_KEPT_EVENTS {
            self.events.remove(0);
        }
        self.events.push(event);
        self.state.push_event(event);
    }
}
