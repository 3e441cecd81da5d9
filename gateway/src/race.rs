//! The state of a race, from records: order, gaps, laps, tyres, retirements, flags, events and the circuit.
//!
//! Pure: records go in, [`RaceState`] comes out. No I/O, no clock, no threads; time is the newest source time.
//! Two topics are enough, samples and lap records; the others, where they come, win over what is worked out here.
//! Everything is a function of the records of each car in their order: how cars interleave does not matter.

mod car;
mod control;
mod laps;
mod learn;
mod motion;
mod order;
mod passages;
mod session;
mod status;
#[cfg(test)]
mod tests;
mod timing;
mod track;

use std::collections::VecDeque;
use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{EventKind, RaceEvent, RaceState};
use gridcast_shared::session::{Driver, Session};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{LapRecord, RaceControlRecord, SessionRecord, TimingRecord, WeatherRecord};
use gridcast_shared::units::MAX_CARS;

use car::{Car, Fix};
use control::Flags;
use learn::Learner;
use order::PendingPass;
use track::{Track, metres};

/// Order, gaps and statuses are worked out anew each time source time has gone on by this, ms.
const SETTLE_MS: i64 = 200;

/// Dates are looked at within `0..LAST_DATE_MS` (the year 2109): sums of them cannot overflow.
const LAST_DATE_MS: i64 = 1 << 42;

/// A race being watched.
#[derive(Debug)]
pub struct Race {
    state: RaceState,
    cars: Vec<Car>,
    /// Cars of which a place is known, front first.
    order: Vec<usize>,
    track: Option<Track>,
    lane: Vec<track::Place>,
    learner: Learner,
    flags: Flags,
    passes: VecDeque<PendingPass>,
    now_ms: i64,
    settled_ms: i64,
    started_seen_ms: i64,
    is_grid_settled: bool,
    has_records: bool,
}

impl Race {
    /// A race of which nothing is known.
    pub fn new(id: SessionId) -> Self {
        Self {
            state: RaceState::new(Arc::new(Session::unknown(id))),
            cars: Vec::new(),
            order: Vec::new(),
            track: None,
            lane: Vec::new(),
            learner: Learner::default(),
            flags: Flags::default(),
            passes: VecDeque::new(),
            now_ms: 0,
            settled_ms: 0,
            started_seen_ms: 0,
            is_grid_settled: false,
            has_records: false,
        }
    }

    /// Index of a driver; an unknown one is added. `None` beyond [`MAX_CARS`] and for safety cars (codes 241 to
    /// 243), which are no competitors.
    pub fn car(&mut self, driver: DriverCode) -> Option<CarIndex> {
        let known = self.state.session.drivers.iter().position(|known| known.code == driver);
        if let Some(index) = known {
            return Some(CarIndex(index as u8));
        }
        if self.cars.len() == MAX_CARS || matches!(driver.as_str(), "241" | "242" | "243") {
            return None;
        }
        self.edit_session(|session| {
            let (name, team) = (String::new(), String::new());
            session.drivers.push(Driver { number: 0, code: driver, name, team, colour: None });
        });
        self.cars.push(Car::default());
        self.state.cars.push(gridcast_shared::race::CarTiming::default());
        Some(CarIndex((self.cars.len() - 1) as u8))
    }

    /// Takes samples, dates rising but for stragglers, of which only the newest of a car count.
    pub fn samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            if sample.car.index() < self.cars.len() && (1..LAST_DATE_MS).contains(&sample.date_ms) {
                if self.now_ms < sample.date_ms {
                    self.reach(sample.date_ms);
                }
                self.sample(sample);
            }
        }
    }

    fn sample(&mut self, sample: &Sample) {
        let car = &mut self.cars[sample.car.index()];
        car.seen_ms = car.seen_ms.max(sample.date_ms);
        if let Some(data) = sample.car_data {
            car.speed_kmh = data.speed_kmh;
            car.has_moved |= 20 < data.speed_kmh;
            let lap = i32::from(data.lap);
            if car.tele_lap_since.0 != lap {
                car.tele_lap_since = (lap, sample.date_ms);
            }
            // The number steps up to a second beside the line: believed once it has stayed.
            if 2_000 <= sample.date_ms - car.tele_lap_since.1 || car.tele_lap == 0 {
                car.tele_lap = lap;
            }
            if data.speed_kmh <= 3
                && let Some(visit) = car.visit.as_mut().filter(|visit| visit.out_ms.is_none())
            {
                visit.stood_ms = sample.date_ms - visit.in_ms.max(sample.date_ms - visit.stood_ms - 400);
            }
        }
        let Some(position) = sample.position else { return };
        let fix = Fix { date_ms: sample.date_ms, x: position.x, y: position.y };
        if car.last_fix.is_some_and(|last| fix.date_ms <= last.date_ms) {
            return;
        }
        car.has_position = true;
        car.last_fix = Some(fix);
        if car.speed_kmh <= 3 && !car.has_moved {
            car.stand = Some(fix);
        }
        if self.learner.wants_fixes {
            car.remember(fix);
        }
        if car.finish.is_none()
            && let Some(track) = &self.track
        {
            let laps = car.ends.back().map(|end| end.lap).or((0 < car.tele_lap).then_some(car.tele_lap - 1));
            motion::advance(
                &mut car.motion,
                &mut car.passages,
                track,
                metres(fix.x, fix.y),
                fix.date_ms,
                laps,
            );
        }
        self.watch_lane(sample.car.index(), fix);
    }

    /// Takes the record of a lap that has ended.
    pub fn lap(&mut self, lap: &LapRecord) {
        if let Some(car) = self.car(lap.driver) {
            self.has_records = true;
            self.take_lap(car.index(), lap);
            self.settle();
        }
    }

    /// Takes what the session is.
    pub fn session(&mut self, session: &SessionRecord) {
        self.take_session(session);
        self.settle();
    }

    /// Takes a change of the timing.
    pub fn timing(&mut self, timing: &TimingRecord) {
        if let Some(car) = self.car(timing.driver) {
            self.take_timing(car.index(), timing);
            self.settle();
        }
    }

    /// Takes a message of race control.
    pub fn race_control(&mut self, message: &RaceControlRecord) {
        self.take_race_control(message);
        self.settle();
    }

    /// Takes the weather.
    pub fn weather(&mut self, weather: &WeatherRecord) {
        self.state.status.weather = Some(control::weather(weather));
    }

    /// Sets the pace of the session's clock, percent of real time.
    pub fn set_rate(&mut self, rate_pct: u16) {
        self.edit_session(|session| session.rate_pct = rate_pct);
    }

    /// The race as it is now.
    pub fn state(&self) -> &RaceState {
        &self.state
    }

    /// Newest source time, UTC ms; 0 before the first record.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Source time goes on; what is due before is settled.
    fn reach(&mut self, date_ms: i64) {
        if SETTLE_MS <= date_ms - self.settled_ms {
            if self.settled_ms != 0 {
                self.settle();
                self.learn();
            }
            let elapsed = if self.settled_ms == 0 { 0 } else { (date_ms - self.settled_ms).min(2_000) };
            self.settled_ms = date_ms;
            self.watch_idle(elapsed);
        }
        self.now_ms = date_ms;
    }

    /// Works out order, gaps and statuses from all that is known.
    fn settle(&mut self) {
        self.settle_grid();
        self.settle_flag();
        self.settle_track();
        self.settle_statuses();
        self.settle_order();
        self.settle_gaps();
    }

    fn push_event(
        &mut self,
        kind: EventKind,
        car: Option<usize>,
        other: Option<usize>,
        value: u32,
        text: String,
    ) {
        let index = |car: usize| CarIndex(car as u8);
        let (car, other) = (car.map(index), other.map(index));
        let (date_ms, lap) = (self.now_ms, self.state.status.lap);
        self.state.push_event(RaceEvent { date_ms, lap, kind, car, other, value, text });
    }

    /// Changes the session; its `Arc` is replaced only if something is different.
    fn edit_session(&mut self, edit: impl FnOnce(&mut Session)) {
        let mut session = Session::clone(&self.state.session);
        edit(&mut session);
        if session != *self.state.session {
            self.state.session = Arc::new(session);
        }
    }
}
