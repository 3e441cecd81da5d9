//! Telemetry on the wire: ticks of one date, and the cars in each.
//!
//! All arithmetic is on integers; divisions and shifts round down, so Rust, WASM and any other implementation
//! agree. docs/wire-format.md has the formulas.

use super::car::{Car, CarOdds};
use super::number::{IntOdds, MAX_INT};
use super::plane::Stretch;
use super::range_coder::{Coder, Odds};
use crate::telemetry::{CarData, Halves, Position};
use crate::units::MAX_CARS;

/// Samples of one date, of which the same halves are present and measured.
#[derive(Clone, Debug)]
pub(super) struct Tick {
    pub(super) date_ms: i64,
    pub(super) sent: Halves,
    pub(super) measured: Halves,
    /// A bit a car.
    pub(super) cars: u32,
    pub(super) car_data: [CarData; MAX_CARS],
    pub(super) position: [Position; MAX_CARS],
}

impl Tick {
    pub(super) const EMPTY: Self = Self {
        date_ms: 0,
        sent: Halves { car_data: false, position: false },
        measured: Halves { car_data: false, position: false },
        cars: 0,
        car_data: [CarData {
            speed_kmh: 0,
            throttle_pct: 0,
            rpm_steps: 0,
            gear: 0,
            brake: false,
            drs_open: false,
            lap: 0,
        }; MAX_CARS],
        position: [Position { x: 0, y: 0, z: 0 }; MAX_CARS],
    };
}

/// What both sides know of the cars, and how likely what is.
#[derive(Clone, Debug)]
pub(super) struct Telemetry {
    date_ms: i64,
    kind: usize,
    /// The cars of the last tick of each kind that had several: cars are silent by halves, not as a whole.
    masks: [u32; KINDS],
    cars: [Car; MAX_CARS],
    odds: Box<TickOdds>,
}

#[derive(Clone, Debug)]
struct TickOdds {
    step: [IntOdds; KINDS],
    kind: [[Odds; KINDS]; KINDS],
    same_cars: [Odds; KINDS],
    one_car: [Odds; KINDS],
    car: CarOdds,
}

/// Kinds of tick: which halves are measured, which are sent.
const KINDS: usize = 16;

impl TickOdds {
    fn new() -> Self {
        Self {
            step: [IntOdds::EVEN; KINDS],
            kind: [[Odds::EVEN; KINDS]; KINDS],
            same_cars: [Odds::EVEN; KINDS],
            one_car: [Odds::EVEN; KINDS],
            car: CarOdds::new(),
        }
    }
}

impl Telemetry {
    pub(super) fn new() -> Self {
        Self {
            date_ms: 0,
            kind: 0,
            masks: [0; KINDS],
            cars: [Car::default(); MAX_CARS],
            odds: Box::new(TickOdds::new()),
        }
    }

    /// Forgets everything: a key frame begins at `date_ms`.
    pub(super) fn reset(&mut self, date_ms: i64) {
        self.date_ms = date_ms;
        self.kind = 0;
        self.masks = [0; KINDS];
        self.cars = [Car::default(); MAX_CARS];
        *self.odds = TickOdds::new();
    }

    /// Date of the last tick, or of the chunk's start.
    pub(super) fn date_ms(&self) -> i64 {
        self.date_ms
    }

    /// Codes a tick. Values out of range are clamped; what was coded stands in `tick` afterwards.
    pub(super) fn tick<C: Coder>(&mut self, coder: &mut C, tick: &mut Tick) {
        let before = self.kind;
        let odds = &mut *self.odds;
        let step = tick.date_ms.saturating_sub(self.date_ms).clamp(-MAX_INT, MAX_INT);
        self.date_ms += odds.step[before].code(coder, step);
        tick.date_ms = self.date_ms;

        let mut node = 1;
        let mut halves =
            [tick.measured.car_data, tick.measured.position, tick.sent.car_data, tick.sent.position];
        for half in &mut halves {
            *half = coder.bit(&mut odds.kind[before][node], *half);
            node = (node << 1) | usize::from(*half);
        }
        let kind = node - KINDS;
        tick.measured = Halves { car_data: halves[0], position: halves[1] };
        tick.sent = Halves { car_data: halves[2], position: halves[3] };
        self.kind = kind;

        let known = &mut self.masks[kind];
        if coder.bit(&mut odds.same_cars[kind], tick.cars == *known) {
            tick.cars = *known;
        } else if coder.bit(&mut odds.one_car[kind], tick.cars.is_power_of_two()) {
            tick.cars = 1 << coder.raw(5, tick.cars.trailing_zeros());
        } else {
            *known = coder.raw(32, tick.cars);
            tick.cars = *known;
        }

        let mut stretch = Stretch::default();
        let mut left = tick.cars;
        while left != 0 {
            let i = left.trailing_zeros() as usize;
            left &= left - 1;
            let (car, odds, date, measured) = (&mut self.cars[i], &mut odds.car, self.date_ms, tick.measured);
            if tick.sent.car_data {
                tick.car_data[i] = car.car_data(coder, odds, date, measured.car_data, tick.car_data[i]);
            }
            if tick.sent.position {
                let given = tick.position[i];
                tick.position[i] = car.position(coder, odds, &mut stretch, date, measured.position, given);
            }
        }
    }
}
