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
mod clock;
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
mod pit_stops;
mod pit_visits;
mod plane;
mod progress;
mod row;
mod session;
mod stands;
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
    DriverRecord, LapRecord, RaceControlRecord, SessionRecord, TimingRecord, Update, WeatherRecord,
};
use gridcast_shared::units::MAX_CARS;

use best_laps::{BestLap, BestLaps};
use board::Board;
use car::Car;
use circuit::Circuit;
pub use circuit::LineError;
use clock::Clock;
use event::Event;
use finish::Finish;
use flags::Flags;
use lap_record::{LAST_DATE_MS, Lap, is_date, session_zero_ms};
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
    /// How long a visit to the pits usually takes, ms, once enough of them were told.
    usual_stop_ms: Option<i64>,
    /// UTC at session time 0, once a lap's record has told it.
    zero_ms: Option<i64>,
    clock: Clock,
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
            usual_stop_ms: None,
            zero_ms: None,
            clock: Clock::default(),
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
                self.clock.saw_sample(sample.date_ms);
                self.take_sample(sample);
            }
        }
    }

    /// Takes the record of a lap that has ended; false when by its dates it is of another race.
    pub fn lap(&mut self, record: &LapRecord) -> bool {
        let Some(lap) = Lap::read(record, self.zero_ms) else { return true };
        if lap.end_ms.or(lap.start_ms).is_some_and(|date| !self.clock.is_of_this_race(date)) {
            return false;
        }
        if let Some(car) = self.car(record.driver) {
            self.has_records = true;
            self.zero_ms = self.zero_ms.or(session_zero_ms(record));
            if let Some(end_ms) = lap.end_ms.filter(|&end| 0 < end && self.clock.saw_lap(end)) {
                self.reach(end_ms);
            }
            self.take_team(car.index(), record);
            self.take_lap(car.index(), &lap);
            self.settle();
        }
        true
    }

    /// Takes what the session is.
    ///
    /// # Errors
    /// When a line of it cannot be used; all else is taken.
    pub fn session(&mut self, record: &SessionRecord) -> Result<(), LineError> {
        self.board.edit_session(|session| session::take_facts(session, record));
        // Once the flag is out, names are settled: another series' may come under the same numbers.
        if !self.finish.has_fallen() {
            for driver in &record.drivers {
                if let Some(car) = self.car(driver.driver) {
                    self.take_driver(car.index(), driver);
                }
            }
        }
        let lane = self.circuit.take_lane(record);
        let outline = self.circuit.take_outline(record, &self.board.state().session.circuit.outline);
        let error = lane.as_ref().err().or(outline.as_ref().err()).copied();
        for news in [lane, outline].into_iter().flatten() {
            self.show_circuit(news);
        }
        self.settle();
        error.map_or(Ok(()), Err)
    }

    /// Takes a change of the timing.
    pub fn timing(&mut self, record: &TimingRecord) {
        if let Some(car) = self.car(record.driver) {
            if is_date(record.date) {
                self.reach(record.date);
                self.clock.saw_timing(record.date);
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

    /// Newest source time, UTC ms; 0 before the first record. It is that of the samples; where there are none, that of
    /// the timing, of race control and of the laps' ends.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms
    }

    /// Source time goes on; what is due before is settled.
    fn reach(&mut self, date_ms: i64) {
        if date_ms <= self.clock.now_ms {
            return;
        }
        if SETTLE_MS <= date_ms - self.clock.settled_ms {
            if self.clock.settled_ms != 0 {
                self.settle();
                let news = self.circuit.learn(&self.cars, self.clock.now_ms);
                self.show_circuit(news);
            }
            let elapsed = if self.clock.settled_ms == 0 { 0 } else { date_ms - self.clock.settled_ms };
            self.clock.settled_ms = date_ms;
            self.watch_field(elapsed.min(MAX_IDLE_STEP_MS));
        }
        self.clock.now_ms = date_ms;
    }

    /// Works out order, gaps and statuses from all that is known. Each step needs those before it.
    fn settle(&mut self) {
        self.settle_timing();
        self.settle_grid();
        self.settle_finish();
        self.flags.settle();
        self.show_track();
        self.settle_rows();
        self.settle_places();
        self.settle_gaps();
        self.tell_finishes();
    }

    /// Whether the field races, and for how long each car has stood meanwhile.
    fn watch_field(&mut self, elapsed_ms: i64) {
        let field = self.board.field(&self.cars, self.clock.now_ms);
        let still_in = field.still_in();
        let is_racing = start::is_racing(&field, &still_in);
        if is_racing {
            self.start.field_races(self.clock.now_ms);
        }
        self.flags.field(is_racing, self.clock.now_ms);
        self.show_start();
        for i in still_in {
            let raced_ms = if is_racing && self.board.has_begun() { elapsed_ms } else { 0 };
            let car = &mut self.cars[i];
            car.telemetry.watch_idle(self.clock.now_ms, raced_ms, car.driven_ms);
        }
    }

    /// What the timing said of the moment no longer holds once it alone has fallen silent. Under a red flag and after
    /// the chequered one it has nothing to say.
    fn settle_timing(&mut self) {
        let has_nothing_to_say = self.finish.has_fallen() || self.board.track() == TrackStatus::Red;
        if !has_nothing_to_say && self.clock.timing_fell_silent() {
            for car in &mut self.cars {
                if let Some(n_stops) = car.told.expire() {
                    car.pits.at_least(n_stops);
                }
            }
        }
    }

    fn settle_grid(&mut self) {
        if let Some(grid) = self.start.grid(&self.board.field(&self.cars, self.clock.now_ms)) {
            self.board.set_grid(&grid);
        }
    }

    fn settle_finish(&mut self) {
        let field = self.board.field(&self.cars, self.clock.now_ms);
        let leader = self.order.leader(&field);
        let taken = self.finish.settle(&field, leader, self.flags.chequered_ms(), self.has_records);
        if taken.is_withdrawn {
            self.cars.iter_mut().for_each(|car| car.finish = None);
        }
        for (car, mark) in taken.by {
            self.cars[car].finish_at(mark);
        }
    }

    fn settle_rows(&mut self) {
        let moment = Moment {
            is_race: self.is_race(),
            has_begun: self.board.has_begun(),
            has_laps: self.circuit.track().is_some() || self.has_records,
            scheduled_laps: self.board.state().session.scheduled_laps,
            usual_stop_ms: self.usual_stop_ms,
        };
        for i in 0..self.cars.len() {
            let (car, row) = (&self.cars[i], self.board.row(i));
            let (before, now) = (row.status, status::status(car, moment));
            row::write(row, car, now, moment);
            self.tell_all(status::event(before, now).map(|kind| Event::of(kind, i)));
        }
    }

    fn settle_places(&mut self) {
        let status = self.board.state().status;
        let field = self.board.field(&self.cars, self.clock.now_ms);
        let places = self.order.settle(&field, status.track, status.lap);
        self.board.set_places(&places);
        let passes = self.order.settled_passes(&self.board.field(&self.cars, self.clock.now_ms));
        self.tell_all(passes);
    }

    fn settle_gaps(&mut self) {
        let places = self.board.placed();
        let gaps = gaps::gaps(&self.board.field(&self.cars, self.clock.now_ms), &places);
        self.board.set_gaps(&places, &gaps);
    }

    fn tell_finishes(&mut self) {
        let due = self.finish.due(&self.board.field(&self.cars, self.clock.now_ms));
        self.tell_all(due);
    }

    fn show_start(&mut self) {
        self.board.set_started(self.start.started_ms(self.is_race()));
    }

    /// Shows the track's status; a change is an event.
    fn show_track(&mut self) {
        let has_finished = self.cars.iter().any(|car| car.finish.is_some());
        let status = self.flags.shown(has_finished);
        self.board.set_track(status, self.flags.yellow_sectors(), self.clock.now_ms);
    }

    fn take_sample(&mut self, sample: &Sample) {
        let car = &mut self.cars[sample.car.index()];
        car.telemetry.saw(sample.date_ms);
        if let Some(data) = sample.car_data {
            car.telemetry.take_car_data(data, sample.date_ms);
            car.pits.stands.saw(sample.date_ms, data.speed_kmh);
            // Under a red flag all stand.
            if car.telemetry.is_standing() && self.board.track() != TrackStatus::Red {
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
        let motion = car.progress.motion.filter(|motion| motion.date_ms == fix.date_ms);
        if let Some(motion) = motion.filter(|_| car.telemetry.has_moved) {
            let speed_kmh = car.telemetry.speed_kmh;
            let came_in = car.pits.saw(self.circuit.lane(), fix, motion.off_m, speed_kmh);
            if let Some(in_ms) = came_in.filter(|&in_ms| car.pits.enters(in_ms, car.next_mark())) {
                self.tell_of_pits(sample.car.index(), in_ms);
            }
        }
    }

    /// Before the race and after a car's finish, coming into the pits is no news.
    fn tell_of_pits(&mut self, i: usize, in_ms: i64) {
        if self.board.has_begun() && self.cars[i].finish.is_none() {
            self.board.tell(Event::of(EventKind::PitIn, i), in_ms);
        }
    }

    fn take_lap(&mut self, i: usize, lap: &Lap) {
        self.start.take_lap(lap);
        self.show_start();
        let taken = self.cars[i].take_lap(lap, self.circuit.length_m(), self.usual_stop_ms);
        if lap.out_ms.is_some() {
            self.usual_stop_ms = pit_stops::usual_ms(self.cars.iter().map(|car| &car.pits.stops));
        }
        if lap.is_out {
            return;
        }
        self.circuit.learner.take_lap(i, self.board.code(i), &self.cars[i], lap);
        if taken.is_newest {
            row::write_lap(self.board.row(i), lap, taken.before_ms);
        }
        self.take_best(i, lap);
        if let Some(in_ms) = taken.came_in_ms {
            self.tell_of_pits(i, in_ms);
        }
        if taken.is_newest && !self.finish.has_fallen() {
            self.flags.take_lap(lap);
            self.show_track();
        }
    }

    /// Only timed laps count. That of lap 1 is no news.
    fn take_best(&mut self, i: usize, lap: &Lap) {
        let Some(time_ms) = lap.time_ms.filter(|&ms| 0 < ms) else { return };
        let code = self.board.code(i);
        let best = BestLap { time_ms, end_ms: lap.end_ms.unwrap_or(self.clock.now_ms), code };
        let was = self.best_laps.fastest().map(|car| (car, self.best_laps.time_ms(car)));
        if self.best_laps.drove(i, best) {
            self.show_best_laps(i);
            let is_news = was.is_none_or(|(car, before)| car == i || before != time_ms);
            if 1 < lap.number && self.best_laps.fastest() == Some(i) && is_news {
                self.board.tell(Event::of(EventKind::FastestLap, i).with(time_ms), best.end_ms);
            }
        }
    }

    fn show_best_laps(&mut self, i: usize) {
        self.board.set_best(i, self.best_laps.time_ms(i), self.best_laps.fastest());
    }

    fn take_timing(&mut self, i: usize, record: &TimingRecord) {
        self.start.take_timing(record);
        self.show_start();
        let length_m = self.circuit.length_m();
        let (car, row) = (&mut self.cars[i], self.board.row(i));
        let change = car.take_timing(record, length_m);
        row.grid = record.grid_position.after(Some(row.grid)).unwrap_or(0);
        row::write_timing(row, record, change.ended_lap);
        if change.came_in && car.pits.enters(record.date, car.next_mark()) {
            self.tell_of_pits(i, record.date);
        }
        self.take_timed_best(i, record);
    }

    /// The timing's best lap; where it tells none and laps are not recorded, the best of its last laps.
    fn take_timed_best(&mut self, i: usize, record: &TimingRecord) {
        let before_ms = self.best_laps.time_ms(i);
        let by_last = !self.has_records && !self.cars[i].told.has_best;
        let last = record.last_lap_time.value();
        let last = last.filter(|&time| by_last && (before_ms == 0 || time < before_ms));
        let time_ms = match record.best_lap_time {
            Update::Set(time) => Some(time),
            Update::Keep => last,
            Update::Gone => {
                self.best_laps.take_away(i);
                self.show_best_laps(i);
                return;
            }
        };
        let Some(time_ms) = time_ms.filter(|&time| 0 < time && time != before_ms) else { return };
        let had_fastest = self.best_laps.fastest().is_some();
        let code = self.board.code(i);
        self.best_laps.set(i, BestLap { time_ms, end_ms: record.date, code });
        self.show_best_laps(i);
        if had_fastest && self.best_laps.fastest() == Some(i) {
            self.tell(Event::of(EventKind::FastestLap, i).with(time_ms));
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

    fn is_race(&self) -> bool {
        self.board.field(&self.cars, self.clock.now_ms).is_race()
    }

    fn tell(&mut self, event: Event) {
        self.board.tell(event, self.clock.now_ms);
    }

    fn tell_all(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.tell(event);
        }
    }
}
