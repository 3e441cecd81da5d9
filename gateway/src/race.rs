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
mod known_circuit;
mod lap_ends;
mod lap_history;
mod lap_record;
mod learn;
mod messages;
mod mini_times;
mod order;
mod passages;
mod pit_exits;
mod pit_stops;
mod pit_visits;
mod plane;
mod progress;
mod ranking;
mod row;
mod said;
mod sector_ends;
mod session;
mod stands;
mod start;
mod status;
mod telemetry;
#[cfg(test)]
mod tests;
mod timeline;
mod told;
mod track;
mod tyres;
mod weather;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{EventKind, RaceState, TrackStatus};
use gridcast_shared::recording::Timeline;
use gridcast_shared::session::SessionStatus;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{DriverRecord, LapRecord, SessionRecord, TimingRecord, WeatherRecord};
use gridcast_shared::units::MAX_CARS;

use best_laps::{BestLap, BestLaps};
use board::Board;
use car::Car;
use circuit::Circuit;
pub use circuit::LineError;
use clock::{Clock, MAX_IDLE_STEP_MS};
use event::Event;
use finish::Finish;
use flags::Flags;
use lap_ends::LapEnd;
use lap_record::{LAST_DATE_MS, Lap, is_date, session_zero_ms};
pub use messages::Log;
use order::Order;
use pit_exits::PitExits;
use start::Start;
use status::Moment;
pub use timeline::{event_entry, message_entry};

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
    pit_exits: PitExits,
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
            pit_exits: PitExits::default(),
            finish: Finish::default(),
            has_records: false,
            usual_stop_ms: None,
            zero_ms: None,
            clock: Clock::default(),
        }
    }

    /// Index of a driver; an unknown one is added. `None` beyond [`MAX_CARS`] and for safety cars (241 to 243).
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

    /// Takes the record of a lap that has ended; false when by its dates or its number it is of another race.
    pub fn lap(&mut self, record: &LapRecord) -> bool {
        let Some(lap) = Lap::read(record, self.zero_ms) else { return true };
        if lap.end_ms.or(lap.start_ms).is_some_and(|date| !self.clock.is_of_this_race(date)) {
            return false;
        }
        let own = self.board.index_of(record.driver).and_then(|i| self.cars[i].ends.newest());
        // Elsewhere than in a race nobody begins with the others.
        let start = self.start.recorded_ms().filter(|_| self.board.state().session.kind.is_race());
        let start = start.map(|start_ms| LapEnd { lap: 0, end_ms: Some(start_ms), position: None });
        let newest = own.or(start);
        if newest.is_some_and(|newest| !newest.may_lead_to(&lap, self.clock.now_ms)) {
            return false;
        }
        if let Some(car) = self.car(record.driver) {
            self.has_records = true;
            self.zero_ms = self.zero_ms.or(session_zero_ms(record));
            if let Some(end_ms) = lap.end_ms.filter(|&end| 0 < end && self.clock.saw_lap(end, car.index())) {
                self.reach(end_ms);
            }
            self.board.name_team(car.index(), record.team.as_deref().unwrap_or_default());
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
        self.take_phase(record);
        // Once it is over, names are settled: another series' may come under the same numbers.
        if !self.finish.has_fallen() && !self.board.is_closed() {
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

    /// Takes the weather.
    pub fn weather(&mut self, record: &WeatherRecord) {
        self.board.set_weather(weather::weather(record));
    }

    /// All that was said, oldest first.
    pub fn log(&self) -> &Log {
        self.board.log()
    }

    /// What is marked in it so far.
    pub fn timeline(&self) -> Timeline {
        timeline::timeline(&self.board, &self.cars, &self.best_laps)
    }

    /// Goes up with whatever may change [`Self::timeline`].
    pub fn timeline_version(&self) -> u32 {
        timeline::version(&self.board, &self.cars)
    }

    /// Sets the pace of the session's clock, percent of real time.
    pub fn set_rate(&mut self, rate_pct: u16) {
        self.board.edit_session(|session| session.rate_pct = rate_pct);
    }

    /// The race as it is now.
    pub fn state(&self) -> &RaceState {
        self.board.state()
    }

    /// Newest source time, UTC ms, by the samples, else by whatever else has a date; 0 before the first record.
    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms
    }

    /// Source time goes on; what is due before is settled.
    fn reach(&mut self, date_ms: i64) {
        if date_ms <= self.clock.now_ms {
            return;
        }
        if let Some(elapsed_ms) = self.clock.settle_due(date_ms) {
            if elapsed_ms != 0 {
                self.settle();
                let news = self.circuit.learn(&self.cars, self.clock.now_ms);
                self.show_circuit(news);
            }
            self.clock.settled_ms = date_ms;
            self.watch_field(elapsed_ms.min(MAX_IDLE_STEP_MS));
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
        self.board.set_started(&self.start);
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
            kind: self.board.state().session.kind,
            has_begun: self.board.has_begun(),
            has_laps: self.circuit.track().is_some() || self.has_records,
            scheduled_laps: self.board.state().session.scheduled_laps,
            usual_stop_ms: self.usual_stop_ms,
            best_minis_ms: mini_times::best_of_all(self.cars.iter().map(|car| &car.mini_times)),
        };
        for i in 0..self.cars.len() {
            let (car, row) = (&self.cars[i], self.board.row(i));
            let (before, now) = (row.status, status::status(car, moment));
            row::write(row, car, now, moment);
            let place = u32::from(self.board.row(i).position);
            self.tell_all(status::event(before, now).map(|kind| Event::of(kind, i).with(place)));
        }
    }

    fn settle_places(&mut self) {
        let status = self.board.state().status;
        let field = self.board.field(&self.cars, self.clock.now_ms);
        let places = self.order.settle(&field, status.track, status.lap);
        self.board.set_places(&places);
        let passes = self.order.settled_passes(&self.board.field(&self.cars, self.clock.now_ms));
        let exits = self.pit_exits.settle(&self.board.field(&self.cars, self.clock.now_ms));
        self.tell_all(passes.into_iter().chain(exits));
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
            car.take_car_data(data, sample.date_ms, self.board.track());
        }
        let fix = sample.position.and_then(|position| car.telemetry.take_position(position, sample.date_ms));
        let Some(fix) = fix else { return };
        if self.circuit.learner.wants_fixes() {
            car.fixes.push(fix);
        }
        if car.finish.is_none()
            && let Some(track) = self.circuit.track()
        {
            let driven = car.telemetry.driven(fix.date_ms);
            car.progress.advance(track, fix.point(), fix.date_ms, driven, car.laps_before());
            car.mini_times.passed(&car.progress.passages, car.pits.is_in_lane());
        }
        let is_followed = !car.progress.is_held();
        let motion = car.progress.motion.filter(|motion| is_followed && motion.date_ms == fix.date_ms);
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
        self.board.set_started(&self.start);
        let taken = self.cars[i].take_lap(lap, self.circuit.length_m(), self.usual_stop_ms);
        if lap.out_ms.is_some() {
            self.usual_stop_ms = pit_stops::usual_ms(self.cars.iter().map(|car| &car.pits.stops));
        }
        if lap.is_out {
            return;
        }
        self.circuit.learner.take_lap(i, self.board.code(i), &self.cars[i], lap);
        self.board.set_circuit(self.circuit.take_lap(lap, i, &self.cars[i]));
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

    fn take_best(&mut self, i: usize, lap: &Lap) {
        let (code, part) = (self.board.code(i), self.board.state().status.part);
        let end_ms = lap.end_ms.unwrap_or(self.clock.now_ms);
        let news = self.best_laps.take_lap(i, lap, BestLap { time_ms: 0, end_ms, code }, part);
        self.show_best_laps(i);
        if let Some(time_ms) = news {
            self.board.tell(Event::of(EventKind::FastestLap, i).with(time_ms), end_ms);
        }
    }

    fn show_best_laps(&mut self, i: usize) {
        self.board.set_best(i, &self.best_laps, self.cars[i].newest_timed());
    }

    fn take_timing(&mut self, i: usize, record: &TimingRecord) {
        self.start.take_timing(record);
        self.board.set_started(&self.start);
        let length_m = self.circuit.length_m();
        let part = self.board.state().status.part;
        let (car, row) = (&mut self.cars[i], self.board.row(i));
        let change = car.take_timing(record, length_m, part);
        row.grid = record.grid_position.after(Some(row.grid)).unwrap_or(0);
        row::write_timing(row, record, change.ended_lap);
        if change.came_in && car.pits.enters(record.date, car.next_mark()) {
            self.tell_of_pits(i, record.date);
        }
        let told = &self.cars[i].told;
        let laps = told.laps.map(i32::from).filter(|_| !self.has_records && !told.has_best);
        let news = self.best_laps.take_timing(i, record, laps, self.board.code(i), part);
        self.show_best_laps(i);
        self.tell_all(news.map(|time_ms| Event::of(EventKind::FastestLap, i).with(time_ms)));
    }

    fn take_phase(&mut self, record: &SessionRecord) {
        let [before, now] = self.board.set_phase(record);
        if now.phase == Some(SessionStatus::Started) && before.phase != now.phase {
            self.flags.restart();
        }
        for i in ranking::knocked_out(&self.board.field(&self.cars, self.clock.now_ms), before, now) {
            self.cars[i].knocked_out = Some(before.part);
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

    fn tell_all(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.board.tell(event, self.clock.now_ms);
        }
    }
}
