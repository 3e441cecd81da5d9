//! A made-up race: 22 cars of 2026 on a circuit of our own, told the way a live feed tells one.
//!
//! Cars follow the speed that the circuit allows, less what driver, fuel and tyre take; they are held up by the
//! car ahead until they are enough faster on a straight; they stop for tyres, one breaks down and brings out the
//! safety car, and each ends its lap after the leader's flag. The feed is a live one's: car data and positions in
//! records of their own (`Source` `car` and `pos`), about four of each a second on their grids of 40 and 20 ms,
//! one stamp for all cars, a position's stamp wrong for all alike (docs/topics.md has the figures), a hole now and
//! then, and delivery in batches of about 0.3 s. The same seed makes the same race.

mod car;
mod circuit;
mod control;
mod entry;
mod feed;
mod random;
mod timing;
mod traffic;

use std::collections::VecDeque;

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::session::SessionKind;
use gridcast_shared::topics::{DriverRecord, Record, SessionRecord, TimingRecord, Update};

use self::car::{Car, Doing};
use self::circuit::Circuit;
use self::control::Control;
use self::entry::ENTRIES;
use self::feed::Feed;
use self::random::Random;
use self::timing::{LapClock, POINTS, Timing, timing_record};
use self::traffic::STEP_MS;
use crate::Timed;

/// From the first record to the lights.
const LIGHTS_OUT_MS: i64 = 15_000;

/// What race to make up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulateOptions {
    /// The same seed makes the same race, byte for byte.
    pub seed: u64,
    /// Laps of the race, 2 to 100.
    pub laps: u8,
    /// UTC milliseconds at which the stream begins.
    pub start_ms: i64,
}

impl Default for SimulateOptions {
    fn default() -> Self {
        Self { seed: 1, laps: 25, start_ms: 1_790_000_000_000 }
    }
}

/// A simulated race being told; ends when every car has, or a while after the flag.
#[derive(Debug)]
pub struct Simulation {
    options: SimulateOptions,
    chance: Random,
    circuit: Circuit,
    codes: Vec<DriverCode>,
    cars: Vec<Car>,
    clocks: Vec<LapClock>,
    /// Timing points passed by each car.
    passed: Vec<i64>,
    timing: Timing,
    control: Control,
    feed: Feed,
    /// Best lap of all so far.
    best_ms: Option<i64>,
    now_ms: i64,
    out: VecDeque<Timed>,
    over: bool,
}

impl Simulation {
    /// Sets up a race.
    pub fn new(options: &SimulateOptions) -> Self {
        let mut chance = Random::new(options.seed);
        let circuit = Circuit::new();
        let laps = options.laps.clamp(2, 100);
        let grid = grid(&mut chance);
        let mut cars: Vec<Car> = ENTRIES
            .iter()
            .enumerate()
            .map(|(i, entry)| Car::on_grid(entry, i, grid[i], laps, &mut chance))
            .collect();
        let broken = 8 + (chance.share() * 14.0) as usize;
        cars[broken].breakdown =
            Some(f64::from(laps) * chance.between(0.3, 0.45) + chance.between(0.15, 0.8));
        let codes: Vec<DriverCode> =
            ENTRIES.iter().filter_map(|entry| DriverCode::parse(entry.code).ok()).collect();
        let lights_out = options.start_ms + LIGHTS_OUT_MS;
        let clocks = vec![LapClock::starting_at(lights_out); cars.len()];
        let session = session(options, laps, &circuit, &grid, &codes);
        let control = Control::new(session.session.clone(), lights_out, laps);
        let mut simulation = Self {
            feed: Feed::new(options.start_ms, &mut chance),
            passed: vec![0; cars.len()],
            timing: Timing::default(),
            best_ms: None,
            now_ms: options.start_ms,
            out: VecDeque::new(),
            over: false,
            options: SimulateOptions { laps, ..options.clone() },
            chance,
            circuit,
            codes,
            cars,
            clocks,
            control,
        };
        simulation
            .out
            .push_back(Timed { at_ms: simulation.now_ms, record: Record::Session(Box::new(session)) });
        for (car, code) in simulation.cars.iter().zip(&simulation.codes) {
            let mut record = TimingRecord::new(*code, simulation.now_ms);
            let slot = grid[car.index] as u8 + 1;
            (record.position, record.grid_position) = (Update::Set(slot), Update::Set(slot));
            record.compound = Update::Set(car.set.tyre.name().to_owned());
            record.tyre_life = Update::Set(car.set.laps);
            let record = Record::Timing(Box::new(record));
            simulation.out.push_back(Timed { at_ms: simulation.now_ms, record });
        }
        simulation
    }

    fn step(&mut self) {
        self.now_ms += STEP_MS;
        let now = self.now_ms;
        let before: Vec<f64> = self.cars.iter().map(|car| car.along).collect();
        let pace = self.control.pace(now);
        let chance = &mut self.chance;
        traffic::step(&mut self.cars, &self.circuit, &pace, now, self.options.laps, chance);
        for (i, from) in before.into_iter().enumerate() {
            self.pass_points(i, from);
            self.watch_status(i);
        }
        for record in self.control.drain() {
            self.feed.tell(record);
        }
        self.feed.sample(
            now,
            &self.cars,
            &self.codes,
            &self.circuit,
            self.options.start_ms,
            &mut self.chance,
        );
        self.feed.deliver(now, &mut self.out, &mut self.chance);
        if self.control.is_over(now, &self.cars) {
            self.feed.flush(now, &mut self.out);
            self.over = true;
        }
    }

    /// The timing points that a car has passed in this step, the line among them.
    fn pass_points(&mut self, i: usize, from: f64) {
        let gap = self.circuit.length() / POINTS as f64;
        loop {
            let car = &self.cars[i];
            let next = self.passed[i] as f64 * gap;
            if car.along < next || car.doing == Doing::Grid {
                return;
            }
            let share =
                if from < car.along { ((next - from) / (car.along - from)).clamp(0.0, 1.0) } else { 1.0 };
            let at_ms = self.now_ms - STEP_MS + (share * STEP_MS as f64).round() as i64;
            let point = self.passed[i];
            self.passed[i] += 1;
            // Point 0 is the line at the start: nothing has ended there.
            if 0 < point && !matches!(car.doing, Doing::Finished) {
                self.pass_point(i, point, at_ms);
            }
        }
    }

    fn pass_point(&mut self, i: usize, point: i64, at_ms: i64) {
        let code = self.codes[i];
        let passage = self.timing.pass(point, at_ms);
        let clock = &mut self.clocks[i];
        clock.status(self.control.status_digit());
        clock.trap(point, self.cars[i].speed * 3.6);
        let mut record = timing_record(code, at_ms, passage);
        let within = point.rem_euclid(POINTS);
        let sector = match within {
            8 => Some(0),
            16 => Some(1),
            0 => Some(2),
            _ => None,
        };
        if let Some(sector) = sector {
            clock.sector(sector, at_ms);
            let time = clock.sector_ms(sector).and_then(|ms| u32::try_from(ms).ok());
            *[&mut record.sector1_time, &mut record.sector2_time, &mut record.sector3_time][sector] =
                Update::set_or_keep(time);
        }
        if within == 0 {
            let lap = (point / POINTS) as u8;
            let ended = self.clocks[i].end(
                &self.cars[i],
                code,
                lap,
                Some(passage.position),
                at_ms,
                self.options.start_ms,
            );
            let time = ended.lap_time.unwrap_or_default();
            record.number_of_laps = Update::Set(lap);
            record.last_lap_time = Update::set_or_keep(u32::try_from(time).ok());
            let best_ms = self.clocks[i].best_ms.and_then(|ms| u32::try_from(ms).ok());
            record.best_lap_time = Update::set_or_keep(best_ms);
            self.best_ms = Some(self.best_ms.map_or(time, |best| best.min(time)));
            self.feed.tell(Record::Lap(Box::new(ended)));
            self.cars[i].new_lap(&mut self.chance);
            self.control.line(passage.position, lap, at_ms, &mut self.cars[i]);
        }
        self.feed.tell(Record::Timing(Box::new(record)));
    }

    /// Pits and breakdowns, told by timing as they begin and end.
    fn watch_status(&mut self, i: usize) {
        let (now, zero) = (self.now_ms, self.options.start_ms);
        let Some(change) = self.control.watch(i, &self.cars[i], now) else { return };
        let clock = &mut self.clocks[i];
        match change {
            control::Change::PitIn => clock.pit_in = Some((now, self.cars[i].set)),
            control::Change::PitOut => clock.pit_out_ms = Some(now),
            control::Change::Retired => {
                let lap = (self.passed[i] - 1).div_euclid(POINTS) + 1;
                let record = clock.record(&self.cars[i], self.codes[i], lap.clamp(1, 255) as u8, zero);
                self.feed.tell(Record::Lap(Box::new(record)));
            }
            control::Change::Stopped => {}
        }
        self.feed.tell(Record::Timing(Box::new(change.record(self.codes[i], now, &self.cars[i]))));
    }
}

impl Iterator for Simulation {
    type Item = Timed;

    fn next(&mut self) -> Option<Timed> {
        while self.out.is_empty() && !self.over {
            self.step();
        }
        self.out.pop_front()
    }
}

/// Slots on the grid by entry: about by pace, with the luck of qualifying.
fn grid(chance: &mut Random) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> =
        ENTRIES.iter().enumerate().map(|(i, entry)| (entry.deficit + 0.0011 * chance.normal(), i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut slots = vec![0; ENTRIES.len()];
    for (slot, (_, i)) in order.into_iter().enumerate() {
        slots[i] = slot;
    }
    slots
}

fn session(
    options: &SimulateOptions,
    laps: u8,
    circuit: &Circuit,
    grid: &[usize],
    codes: &[DriverCode],
) -> SessionRecord {
    let id = format!("simulated-{}-{}", options.seed, options.start_ms);
    let id = SessionId::parse(&id).unwrap_or_else(|_| SessionId::from_start(options.start_ms));
    let mut record = SessionRecord::new(id);
    record.start_date = Some(options.start_ms);
    record.kind = Some(SessionKind::Race);
    record.event = Some("Simulated Grand Prix".to_owned());
    record.circuit = Some("Gridcast Ring".to_owned());
    record.circuit_length = Some(circuit.length().round() as u16);
    record.scheduled_laps = Some(laps);
    record.utc_offset_minutes = Some(0);
    record.simulated = true;
    record.outline = circuit.outline();
    record.pit_lane = circuit.pit_lane();
    record.corners = circuit.corners();
    record.drivers = ENTRIES
        .iter()
        .zip(codes)
        .zip(grid)
        .map(|((entry, code), slot)| {
            let mut driver = DriverRecord::new(*code);
            driver.number = Some(entry.number);
            driver.name = Some(entry.name.to_owned());
            driver.team = Some(entry.team.to_owned());
            driver.colour = Some(entry.colour.to_owned());
            driver.grid_position = Some(*slot as u8 + 1);
            driver
        })
        .collect();
    record
}

#[cfg(test)]
mod tests;
