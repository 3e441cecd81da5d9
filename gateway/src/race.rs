//! The state of a race, from records: order, gaps, laps, tyres, retirements, flags, events and the circuit.
//!
//! Pure: records go in, [`RaceState`] comes out. No I/O, no clock, no threads; time is the newest source time.
//! Two topics are enough, samples and lap records; the others, where they come, win over what is worked out here.
//! Everything is a function of the records of each car in their order: how cars interleave does not matter.
//!
//! The parts below own what they know and name neither the race nor each other's state; the race hands each what
//! it needs, in the order in which [`Race::settle`] shows.

mod best_laps;
mod board;
mod car;
mod circuit;
mod driven_line;
mod event;
mod field;
mod finish;
mod flags;
mod gaps;
mod lap_ends;
mod lap_record;
mod learn;
mod order;
mod passages;
mod pit_visits;
mod plane;
mod progress;
mod row;
mod session;
mod start;
mod status;
mod telemetry;
#[cfg(test)]
mod tests;
mod told;
mod track;
mod tyres;
mod weather;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{EventKind, RaceState, TrackStatus};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{
    DriverRecord, LapRecord, RaceControlRecord, SessionRecord, TimingRecord, WeatherRecord,
};
use gridcast_shared::units::MAX_CARS;

use best_laps::{BestLap, BestLaps};
use board::Board;
use car::Car;
use circuit::Circuit;
use event::Event;
use field::Field;
use finish::Finish;
use flags::Flags;
use lap_ends::LapEnd;
use lap_record::{LAST_DATE_MS, Lap, compound, is_date};
use order::Order;
use start::Start;
use status::Moment;

/// Order, gaps and statuses are worked out anew each time source time has gone on by this, ms.
const SETTLE_MS: i64 = 200;

/// A step of source time counts as idleness up to this, ms.
const MAX_IDLE_STEP_MS: i64 = 2_000;

/// A race being watched.
#[derive(Debug)]
pub struct Race {
    board: Board,
    cars: Vec<Car>,
    order: Order,
    best_laps: BestLaps,
    circuit: Circuit,
    flags: Flags,
    start: Start,
    finish: Finish,
    /// Whether laps are recorded at all.
    has_records: bool,
    now_ms: i64,
    settled_ms: i64,
}

impl Race {
    /// A race of which nothing is known.
    pub fn new(id: SessionId) -> Self {
        Self {
            board: Board::new(id),
            cars: Vec::new(),
            order: Order::default(),
            best_laps: BestLaps::default(),
            circuit: Circuit::default(),
            flags: Flags::default(),
            start: Start::default(),
            finish: Finish::default(),
            has_records: false,
            now_ms: 0,
            settled_ms: 0,
        }
    }

    /// Index of a driver; an unknown one is added. `None` beyond [`MAX_CARS`] and for safety cars (codes 241 to
    /// 243), which are no competitors.
    pub fn car(&mut self, driver: DriverCode) -> Option<CarIndex> {
        if let Some(index) = self.board.index_of(driver) {
            return Some(CarIndex(index as u8));
        }
        if self.cars.len() == MAX_CARS || matches!(driver.as_str(), "241" | "242" | "243") {
            return None;
        }
        self.board.add_driver(driver);
        self.cars.push(Car::default());
        Some(CarIndex((self.cars.len() - 1) as u8))
    }

    /// Takes samples, dates rising but for stragglers, of which only the newest of a car count.
    pub fn samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            if sample.car.index() < self.cars.len() && (1..LAST_DATE_MS).contains(&sample.date_ms) {
                self.reach(sample.date_ms);
                self.take_sample(sample);
            }
        }
    }

    /// Takes the record of a lap that has ended.
    pub fn lap(&mut self, record: &LapRecord) {
        if let Some(car) = self.car(record.driver) {
            self.has_records = true;
            if let Some(lap) = Lap::read(record) {
                self.take_team(car.index(), record);
                self.take_lap(car.index(), &lap);
            }
            self.settle();
        }
    }

    /// Takes what the session is.
    pub fn session(&mut self, record: &SessionRecord) {
        self.board.edit_session(|session| session::take_facts(session, record));
        // Once the flag is out, names are settled: another series' may come under the same numbers.
        if !self.finish.has_fallen() {
            for driver in &record.drivers {
                if let Some(car) = self.car(driver.driver) {
                    self.take_driver(car.index(), driver);
                }
            }
        }
        let news = self.circuit.take(record, &self.board.state().session.circuit.outline);
        self.show_circuit(news);
        self.settle();
    }

    /// Takes a change of the timing.
    pub fn timing(&mut self, record: &TimingRecord) {
        if let Some(car) = self.car(record.driver) {
            if is_date(record.date) {
                self.reach(record.date);
                self.take_timing(car.index(), record);
            }
            self.settle();
        }
    }

    /// Takes a message of race control.
    pub fn race_control(&mut self, record: &RaceControlRecord) {
        if is_date(record.date) {
            self.reach(record.date);
            if let Some(words) = record.message.as_deref().filter(|words| !words.is_empty()) {
                let car = record.driver.and_then(|driver| self.board.index_of(driver));
                self.tell(Event::message(words, car));
            }
            if let Some(flag) = record.flag.as_deref() {
                self.flags.take(flag, record.sector, record.date);
                self.show_track();
            }
        }
        self.settle();
    }

    /// Takes the weather.
    pub fn weather(&mut self, record: &WeatherRecord) {
        self.board.set_weather(weather::weather(record));
    }

    /// Sets the pace of the session's clock, percent of real time.
    pub fn set_rate(&mut self, rate_pct: u16) {
        self.board.edit_session(|session| session.rate_pct = rate_pct);
    }

    /// The race as it is now.
    pub fn state(&self) -> &RaceState {
        self.board.state()
    }

    /// Newest source time, UTC ms; 0 before the first record.
    pub fn now_ms(&self) -> i64 {
        self.now_ms
    }

    /// Source time goes on; what is due before is settled.
    fn reach(&mut self, date_ms: i64) {
        if date_ms <= self.now_ms {
            return;
        }
        if SETTLE_MS <= date_ms - self.settled_ms {
            if self.settled_ms != 0 {
                self.settle();
                let news = self.circuit.learn(&self.cars, self.now_ms);
                self.show_circuit(news);
            }
            let elapsed = if self.settled_ms == 0 { 0 } else { date_ms - self.settled_ms };
            self.settled_ms = date_ms;
            self.watch_field(elapsed.min(MAX_IDLE_STEP_MS));
        }
        self.now_ms = date_ms;
    }

    /// Works out order, gaps and statuses from all that is known. Each step needs those before it.
    fn settle(&mut self) {
        self.settle_grid();
        self.settle_finish();
        self.flags.settle();
        self.show_track();
        self.settle_rows();
        self.settle_places();
        self.settle_gaps();
    }

    /// Whether the field races, and for how long each car has stood meanwhile.
    fn watch_field(&mut self, elapsed_ms: i64) {
        let field = self.field();
        let (is_race, still_in) = (field.is_race(), field.still_in());
        let is_racing = start::is_racing(&field, &still_in);
        if is_racing {
            self.start.field_races(self.now_ms);
        }
        self.flags.field(is_racing, self.now_ms);
        self.board.set_started(self.start.started_ms(is_race));
        for i in still_in {
            let raced_ms = if is_racing && self.board.has_begun() { elapsed_ms } else { 0 };
            self.cars[i].telemetry.watch_idle(self.now_ms, raced_ms);
        }
    }

    fn settle_grid(&mut self) {
        let mut start = std::mem::take(&mut self.start);
        let field = self.field();
        let grid = start.grid(&field);
        self.start = start;
        if let Some(grid) = grid {
            self.board.set_grid(&grid);
        }
    }

    fn settle_finish(&mut self) {
        let mut finish = std::mem::take(&mut self.finish);
        let field = self.field();
        let leader = self.order.leader(&field);
        let taken = finish.settle(&field, leader, self.flags.chequered_ms(), self.has_records);
        self.finish = finish;
        if taken.is_withdrawn {
            self.cars.iter_mut().for_each(|car| car.finish = None);
        }
        for (car, mark) in taken.by {
            self.cars[car].finish_at(mark);
        }
    }

    fn settle_rows(&mut self) {
        let moment = Moment {
            is_race: self.field().is_race(),
            has_begun: self.board.has_begun(),
            has_laps: self.circuit.track().is_some() || self.has_records,
            is_red: self.board.track() == TrackStatus::Red,
        };
        for i in 0..self.cars.len() {
            let (car, row) = (&self.cars[i], self.board.row(i));
            let (before, now) = (row.status, status::status(car, moment));
            row::write(row, car, now, moment);
            let event = status::event(before, now, car, moment).map(|kind| match kind {
                EventKind::Finish => Event::of(kind, i).with(row.position.into()),
                _ => Event::of(kind, i),
            });
            self.tell_all(event);
        }
    }

    fn settle_places(&mut self) {
        let mut order = std::mem::take(&mut self.order);
        let status = self.board.state().status;
        let places = order.settle(&self.field(), status.track, status.lap);
        self.board.set_places(&places);
        let passes = order.settled_passes(&self.field());
        self.order = order;
        self.tell_all(passes);
    }

    fn settle_gaps(&mut self) {
        let places = self.board.placed();
        let gaps = gaps::gaps(&self.field(), &places);
        self.board.set_gaps(&places, &gaps);
    }

    /// Shows the track's status; a change is an event.
    fn show_track(&mut self) {
        let has_finished = self.cars.iter().any(|car| car.finish.is_some());
        let status = self.flags.shown(has_finished);
        self.board.set_track(status, self.flags.yellow_sectors(), self.now_ms);
    }

    fn take_sample(&mut self, sample: &Sample) {
        let car = &mut self.cars[sample.car.index()];
        car.telemetry.saw(sample.date_ms);
        if let Some(data) = sample.car_data {
            car.telemetry.take_car_data(data, sample.date_ms);
            if car.telemetry.is_standing() {
                car.pits.stands(sample.date_ms);
            }
        }
        let fix = sample.position.and_then(|position| car.telemetry.take_position(position, sample.date_ms));
        let Some(fix) = fix else { return };
        if self.circuit.learner.wants_fixes() {
            car.fixes.push(fix);
        }
        if car.finish.is_none()
            && let Some(track) = self.circuit.track()
        {
            let laps = car.laps_before();
            car.progress.advance(track, fix.point(), fix.date_ms, laps);
        }
        if let Some(motion) = car.progress.motion.filter(|motion| motion.date_ms == fix.date_ms) {
            let has_moved = car.telemetry.has_moved;
            car.pits.saw(self.circuit.lane(), fix.point(), motion.off_m, fix.date_ms, has_moved);
        }
    }

    fn take_lap(&mut self, i: usize, lap: &Lap) {
        self.start.take_lap(lap);
        self.board.set_started(self.start.started_ms(self.field().is_race()));
        let length_m = self.circuit.length_m();
        let is_red = self.board.track() == TrackStatus::Red;
        let (car, row) = (&mut self.cars[i], self.board.row(i));
        let is_newest = car.newest_lap() < lap.number;
        if lap.is_out {
            if is_newest {
                car.out_lap = Some(lap.number);
                car.tyre.take_lap(lap.number, lap.compound, lap.tyre_age);
            }
            return;
        }
        // A lap whose record does not tell its end ended where the next began.
        if let (Some(start_ms), Some(before)) = (lap.start_ms, car.ends.of(lap.number - 1))
            && before.end_ms.is_none()
        {
            car.ends.add(LapEnd { end_ms: Some(start_ms), ..before });
            car.end_lap(before.lap, start_ms, length_m);
        }
        let before_ms = car.ends.of(lap.number - 1).and_then(|end| end.end_ms);
        car.ends.add(LapEnd { lap: lap.number, end_ms: lap.end_ms, position: lap.position });
        if let Some(end_ms) = lap.end_ms {
            car.end_lap(lap.number, end_ms, length_m);
        }
        car.out_lap = car.out_lap.filter(|&out| lap.number < out);
        if is_newest {
            row::write_lap(row, lap, before_ms);
        }
        let comes_in = car.pits.take_in(lap);
        car.pits.take_out(lap, &car.tyre, is_red);
        if is_newest {
            car.tyre.take_lap(lap.number, lap.compound, lap.tyre_age);
        }
        let code = self.board.code(i);
        self.circuit.learner.take_lap(i, code, &self.cars[i], lap);
        self.take_best(i, lap);
        self.tell_all(comes_in.then(|| Event::of(EventKind::PitIn, i)));
        if is_newest && !self.finish.has_fallen() {
            self.flags.take_lap(lap);
            self.show_track();
        }
    }

    /// Only timed laps count. That of lap 1 is no news.
    fn take_best(&mut self, i: usize, lap: &Lap) {
        let Some(time_ms) = lap.time_ms.filter(|&ms| 0 < ms) else { return };
        let code = self.board.code(i);
        let best = BestLap { time_ms, end_ms: lap.end_ms.unwrap_or(self.now_ms), code };
        let was = self.best_laps.fastest().map(|car| (car, self.best_laps.time_ms(car)));
        if self.best_laps.drove(i, best) {
            self.show_best_laps(i);
            let is_news = was.is_none_or(|(car, before)| car == i || before != time_ms);
            if 1 < lap.number && self.best_laps.fastest() == Some(i) && is_news {
                self.tell(Event::of(EventKind::FastestLap, i).with(time_ms));
            }
        }
    }

    fn show_best_laps(&mut self, i: usize) {
        self.board.set_best(i, self.best_laps.time_ms(i), self.best_laps.fastest());
    }

    fn take_timing(&mut self, i: usize, record: &TimingRecord) {
        let (car, row) = (&mut self.cars[i], self.board.row(i));
        let change = car.told.take(record);
        if let Some(grid) = record.grid_position {
            row.grid = grid;
            car.is_grid_told = true;
        }
        row::write_timing(row, record, change.ended_lap);
        let laps = car.told.laps.map_or(car.laps_done(), i32::from);
        let named = record.compound.as_deref().map(|name| compound(Some(name)));
        car.tyre.take_timing(laps, named, record.tyre_life);
        if change.came_in && self.board.has_begun() {
            self.tell(Event::of(EventKind::PitIn, i));
        }
        let had_fastest = self.best_laps.fastest().is_some();
        if let Some(time_ms) =
            record.best_lap_time.filter(|&time| 0 < time && time != self.best_laps.time_ms(i))
        {
            let code = self.board.code(i);
            self.best_laps.set(i, BestLap { time_ms, end_ms: record.date, code });
            self.show_best_laps(i);
            if had_fastest && self.best_laps.fastest() == Some(i) {
                self.tell(Event::of(EventKind::FastestLap, i).with(time_ms));
            }
        }
    }

    fn take_team(&mut self, i: usize, record: &LapRecord) {
        if let Some(team) = record.team.as_deref()
            && self.board.state().session.drivers[i].team.is_empty()
        {
            self.board.edit_session(|session| team.clone_into(&mut session.drivers[i].team));
        }
    }

    fn take_driver(&mut self, i: usize, record: &DriverRecord) {
        if let Some(grid) = record.grid_position.filter(|&grid| grid != 0) {
            self.board.row(i).grid = grid;
            self.cars[i].is_grid_told = true;
        }
        self.board.edit_session(|session| session::take_driver(&mut session.drivers[i], record));
    }

    /// Publishes what became known of the circuit; along another line all cars are measured anew.
    fn show_circuit(&mut self, news: circuit::News) {
        if news.outline.is_some()
            && let Some(track) = self.circuit.track()
        {
            self.cars.iter_mut().for_each(|car| car.measure_along(track));
        }
        self.board.set_circuit(news);
    }

    fn field(&self) -> Field<'_> {
        let state = self.board.state();
        Field { session: &state.session, cars: &self.cars, rows: &state.cars, now_ms: self.now_ms }
    }

    fn tell(&mut self, event: Event) {
        self.board.tell(event, self.now_ms);
    }

    fn tell_all(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.tell(event);
        }
    }
}
