//! Telemetry on the wire: ticks of one date, and the predictor of what each car does next.
//!
//! All arithmetic is on integers; divisions and shifts round down, so Rust, WASM and any other implementation
//! agree. Rates are in 2^-16 units a millisecond. docs/wire-format.md has the formulas.

use super::number::{IntOdds, MAX_INT};
use super::range_coder::{Coder, Odds};
use crate::telemetry::{CarData, Halves, Position};
use crate::units::{MAX_CARS, MAX_GEAR, MAX_RPM_STEPS, MAX_SPEED_KMH, MAX_THROTTLE_PCT, MAX_XY, MAX_Z};

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
    mask: u32,
    cars: [Car; MAX_CARS],
    odds: Box<TickOdds>,
}

#[derive(Clone, Debug)]
struct TickOdds {
    step: [IntOdds; KINDS],
    kind: [[Odds; KINDS]; KINDS],
    same_cars: [Odds; KINDS],
    one_car: [Odds; KINDS],
    any_flag: [Odds; 2],
    brake: Odds,
    drs: Odds,
    gear: IntOdds,
    lap: IntOdds,
    speed: ScalarOdds,
    throttle: ScalarOdds,
    rpm: ScalarOdds,
    z: ScalarOdds,
    major: PlaneOdds,
    minor: PlaneOdds,
}

/// Kinds of tick: which halves are measured, which are sent.
const KINDS: usize = 16;

/// Odds of a residual by how large it was lately, by the time that it spans, by whether the car stands.
type ScalarOdds = [[[IntOdds; 2]; 8]; SIZES];
type PlaneOdds = [[[IntOdds; 2]; 4]; SIZES];

/// Classes of how large residuals were lately: bits of their mean, the last class for all above.
const SIZES: usize = 6;

#[expect(clippy::large_stack_arrays, reason = "all zero bytes, copied to the heap once")]
impl TickOdds {
    const EVEN: Self = Self {
        step: [IntOdds::EVEN; KINDS],
        kind: [[Odds::EVEN; KINDS]; KINDS],
        same_cars: [Odds::EVEN; KINDS],
        one_car: [Odds::EVEN; KINDS],
        any_flag: [Odds::EVEN; 2],
        brake: Odds::EVEN,
        drs: Odds::EVEN,
        gear: IntOdds::EVEN,
        lap: IntOdds::EVEN,
        speed: [[[IntOdds::EVEN; 2]; 8]; SIZES],
        throttle: [[[IntOdds::EVEN; 2]; 8]; SIZES],
        rpm: [[[IntOdds::EVEN; 2]; 8]; SIZES],
        z: [[[IntOdds::EVEN; 2]; 8]; SIZES],
        major: [[[IntOdds::EVEN; 2]; 4]; SIZES],
        minor: [[[IntOdds::EVEN; 2]; 4]; SIZES],
    };
}

#[derive(Clone, Copy, Debug, Default)]
struct Car {
    has_car_data: bool,
    has_position: bool,
    flags: CarData,
    speed: Scalar,
    throttle: Scalar,
    rpm: Scalar,
    z: Scalar,
    plane: Plane,
}

/// How the cars of a tick go slower or faster than expected, all by the same factor: the clock of the feed's
/// positions wanders.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    along: i64,
    expected: i64,
}

impl Stretch {
    /// In 2^-12.
    fn factor(self) -> i64 {
        if self.expected == 0 {
            return 0;
        }
        (self.along << 12).div_euclid(self.expected).clamp(-2048, 2048)
    }

    /// Learns from a car: `step` seen, `expected` before any stretch, both in 2^-16 units.
    fn learn(&mut self, step: [i64; 2], expected: [i64; 2]) {
        for axis in 0..2 {
            let u = expected[axis] >> 12;
            self.along += ((step[axis] >> 12) - u) * u;
            self.expected += u * u;
        }
    }
}

impl Telemetry {
    pub(super) fn new() -> Self {
        Self {
            date_ms: 0,
            kind: 0,
            mask: 0,
            cars: [Car::default(); MAX_CARS],
            odds: Box::new(TickOdds::EVEN),
        }
    }

    /// Forgets everything: a key frame begins at `date_ms`.
    pub(super) fn reset(&mut self, date_ms: i64) {
        self.date_ms = date_ms;
        self.kind = 0;
        self.mask = 0;
        self.cars = [Car::default(); MAX_CARS];
        *self.odds = TickOdds::EVEN;
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

        if !coder.bit(&mut odds.same_cars[kind], tick.cars == self.mask) {
            self.mask = if coder.bit(&mut odds.one_car[kind], tick.cars.is_power_of_two()) {
                1 << coder.raw(5, tick.cars.trailing_zeros())
            } else {
                coder.raw(32, tick.cars)
            };
        }
        self.kind = kind;
        tick.cars = self.mask;

        let mut stretch = Stretch::default();
        let mut left = tick.cars;
        while left != 0 {
            let i = left.trailing_zeros() as usize;
            left &= left - 1;
            let mut visit = Visit { car: &mut self.cars[i], odds, date_ms: self.date_ms };
            if tick.sent.car_data {
                tick.car_data[i] = visit.car_data(coder, tick.car_data[i], tick.measured.car_data);
            }
            if tick.sent.position {
                tick.position[i] =
                    visit.position(coder, tick.position[i], tick.measured.position, &mut stretch);
            }
        }
    }
}

/// A car in a tick.
struct Visit<'a> {
    car: &'a mut Car,
    odds: &'a mut TickOdds,
    date_ms: i64,
}

impl Visit<'_> {
    fn car_data<C: Coder>(&mut self, coder: &mut C, given: CarData, measured: bool) -> CarData {
        let (car, odds, date) = (&mut *self.car, &mut *self.odds, self.date_ms);
        let first = !car.has_car_data;
        car.has_car_data = true;
        if first {
            let mut raw = |bits, value: u32, max: u32| coder.raw(bits, value.min(max)).min(max);
            let coded = CarData {
                speed_kmh: raw(9, given.speed_kmh.into(), MAX_SPEED_KMH.into()) as u16,
                throttle_pct: raw(7, given.throttle_pct.into(), MAX_THROTTLE_PCT.into()) as u8,
                rpm_steps: raw(9, given.rpm_steps.into(), MAX_RPM_STEPS.into()) as u16,
                gear: raw(4, given.gear.into(), MAX_GEAR.into()) as u8,
                lap: raw(8, given.lap.into(), 255) as u8,
                brake: raw(1, given.brake.into(), 1) != 0,
                drs_open: raw(1, given.drs_open.into(), 1) != 0,
            };
            car.flags = coded;
            car.speed = Scalar::seen(coded.speed_kmh.into(), date);
            car.throttle = Scalar::seen(coded.throttle_pct.into(), date);
            car.rpm = Scalar::seen(coded.rpm_steps.into(), date);
            return coded;
        }
        let flags = &mut car.flags;
        let wanted = (given.brake, given.drs_open, given.gear.min(MAX_GEAR), given.lap);
        let changed = wanted != (flags.brake, flags.drs_open, flags.gear, flags.lap);
        if coder.bit(&mut odds.any_flag[usize::from(measured)], changed) {
            flags.brake ^= coder.bit(&mut odds.brake, given.brake != flags.brake);
            flags.drs_open ^= coder.bit(&mut odds.drs, given.drs_open != flags.drs_open);
            flags.gear =
                odds.gear.near(coder, given.gear.into(), flags.gear.into(), 0..=MAX_GEAR.into()) as u8;
            flags.lap = odds.lap.near(coder, given.lap.into(), flags.lap.into(), 0..=255) as u8;
        }
        let standing = usize::from(car.speed.last == 0);
        let mut code = |scalar: &mut Scalar, odds: &mut ScalarOdds, damping, value: i64, max: i64| {
            scalar.code(coder, odds, Moment { date, measured, standing }, damping, value, 0..=max)
        };
        flags.speed_kmh =
            code(&mut car.speed, &mut odds.speed, 14, given.speed_kmh.into(), MAX_SPEED_KMH.into()) as u16;
        flags.throttle_pct = code(
            &mut car.throttle,
            &mut odds.throttle,
            8,
            given.throttle_pct.into(),
            MAX_THROTTLE_PCT.into(),
        ) as u8;
        flags.rpm_steps =
            code(&mut car.rpm, &mut odds.rpm, 8, given.rpm_steps.into(), MAX_RPM_STEPS.into()) as u16;
        *flags
    }

    fn position<C: Coder>(
        &mut self,
        coder: &mut C,
        given: Position,
        measured: bool,
        stretch: &mut Stretch,
    ) -> Position {
        let (car, odds, date) = (&mut *self.car, &mut *self.odds, self.date_ms);
        let speed = car.has_car_data.then_some(car.speed.last);
        if !car.has_position {
            car.has_position = true;
            let mut raw = |bits: u32, value: i32, max: i32| {
                let value = value.clamp(-max, max);
                (coder.raw(bits, (value + max + 1) as u32) as i32 - max - 1).clamp(-max, max)
            };
            let at = Position {
                x: raw(20, given.x, MAX_XY),
                y: raw(20, given.y, MAX_XY),
                z: raw(16, given.z, MAX_Z),
            };
            car.plane = Plane { at: [at.x.into(), at.y.into()], date, speed, ..Plane::default() };
            car.z = Scalar::seen(at.z.into(), date);
            return at;
        }
        let standing = usize::from(speed == Some(0));
        let given_xy = [i64::from(given.x), i64::from(given.y)];
        let [x, y] = car.plane.code(
            coder,
            (&mut odds.major, &mut odds.minor),
            Moment { date, measured, standing },
            speed,
            stretch,
            given_xy,
        );
        let max = i64::from(MAX_Z);
        let z = car.z.code(
            coder,
            &mut odds.z,
            Moment { date, measured, standing },
            12,
            given.z.into(),
            -max..=max,
        );
        Position { x: x as i32, y: y as i32, z: z as i32 }
    }
}

#[derive(Clone, Copy)]
struct Moment {
    date: i64,
    measured: bool,
    standing: usize,
}

/// A channel that goes along a line: its last measured value, the last value of any kind, and its rate.
#[derive(Clone, Copy, Debug, Default)]
struct Scalar {
    known: i64,
    known_date: i64,
    last: i64,
    last_date: i64,
    /// Between the last two measured values, damped.
    rate: i64,
    error: i64,
}

impl Scalar {
    fn seen(value: i64, date: i64) -> Self {
        Self { known: value, known_date: date, last: value, last_date: date, rate: 0, error: 0 }
    }

    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        odds: &mut ScalarOdds,
        moment: Moment,
        damping: i64,
        value: i64,
        range: std::ops::RangeInclusive<i64>,
    ) -> i64 {
        let Moment { date, measured, standing } = moment;
        let dt = span(date, self.known_date);
        let d = span(self.last_date, self.known_date);
        let (rate, class) = if d > 0 {
            let off = ((self.last - self.known) << 16) - self.rate * d;
            (self.rate + (off * d).div_euclid(d * d + 12), 4 + line_class(dt, d))
        } else {
            (self.rate, span_class(dt))
        };
        let guess = (self.known + ((rate * dt + (1 << 15)) >> 16)).clamp(*range.start(), *range.end());
        let coded = odds[size_class(self.error)][class][standing].near(coder, value, guess, range);
        self.error = (self.error + (coded - guess).abs() + 1) >> 1;
        if measured {
            if dt > 0 {
                self.rate = ((((coded - self.known) << 16).div_euclid(dt)) * damping) >> 4;
            }
            (self.known, self.known_date) = (coded, date);
        }
        (self.last, self.last_date) = (coded, date);
        coded
    }
}

/// A car's way through the plane.
#[derive(Clone, Copy, Debug, Default)]
struct Plane {
    at: [i64; 2],
    date: i64,
    /// km/h when the car was there, if its car data is known.
    speed: Option<i64>,
    velocity: [i64; 2],
    error: [i64; 2],
}

impl Plane {
    fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        (major_odds, minor_odds): (&mut PlaneOdds, &mut PlaneOdds),
        moment: Moment,
        speed: Option<i64>,
        stretch: &mut Stretch,
        given: [i64; 2],
    ) -> [i64; 2] {
        let Moment { date, standing, .. } = moment;
        let dt = span(date, self.date);
        let velocity = self.expected_velocity(dt, speed);
        let expected = velocity.map(|v| v * dt);
        let factor = 4096 + stretch.factor();
        let step = expected.map(|u| (((u * factor) >> 12) + (1 << 15)) >> 16);

        let major = usize::from(velocity[0].abs() < velocity[1].abs());
        let minor = 1 - major;
        let class = span_class(dt);
        let max = i64::from(MAX_XY);
        let mut coded = [0; 2];
        let guess = (self.at[major] + step[major]).clamp(-max, max);
        coded[major] = major_odds[size_class(self.error[0])][class][standing].near(
            coder,
            given[major],
            guess,
            -max..=max,
        );
        let residual = coded[major] - guess;
        self.error[0] = (self.error[0] + residual.abs() + 1) >> 1;
        let along = match velocity[major] {
            0 => 0,
            v => (residual * 14 * velocity[minor] * v.signum()).div_euclid(16 * v.abs()),
        };
        let guess = (self.at[minor] + step[minor] + along).clamp(-max, max);
        coded[minor] = minor_odds[size_class(self.error[1])][class][standing].near(
            coder,
            given[minor],
            guess,
            -max..=max,
        );
        self.error[1] = (self.error[1] + (coded[minor] - guess).abs() + 1) >> 1;

        if dt > 0 {
            let seen = [(coded[0] - self.at[0]) << 16, (coded[1] - self.at[1]) << 16];
            stretch.learn(seen, expected);
            let factor = 4096 + stretch.factor();
            for axis in 0..2 {
                let off = seen[axis] - ((expected[axis] * factor) >> 12);
                let v = velocity[axis] + (off * dt).div_euclid(dt * dt + 80);
                self.velocity[axis] = v.clamp(-MAX_RATE, MAX_RATE);
            }
        }
        self.at = coded;
        self.date = date;
        self.speed = speed;
        coded
    }

    /// The velocity by now: turned nowhere, but as fast as the car's own speed says.
    fn expected_velocity(&self, dt: i64, speed: Option<i64>) -> [i64; 2] {
        let [vx, vy] = self.velocity;
        let length = (vx * vx + vy * vy).isqrt();
        if length == 0 {
            return [0; 2];
        }
        let mut wanted = length;
        if let Some(speed) = speed {
            if let Some(before) = self.speed
                && before > 0
            {
                wanted = (length * (before + speed)).div_euclid(2 * before);
            }
            let by_speed = (speed * 8192).div_euclid(45);
            wanted += ((by_speed - wanted) * (2 * dt).min(400)) >> 10;
            wanted = wanted.min(MAX_RATE);
        }
        [(vx * wanted).div_euclid(length), (vy * wanted).div_euclid(length)]
    }
}

/// Fastest that anything is taken to move along an axis: 16 units/ms.
const MAX_RATE: i64 = 1 << 20;

/// Milliseconds from `earlier` to `date`, between 0 and 1000: nothing is extrapolated further, nor back.
fn span(date: i64, earlier: i64) -> i64 {
    (date - earlier).clamp(0, 1000)
}

fn size_class(error: i64) -> usize {
    (i64::BITS - error.leading_zeros()).min(SIZES as u32 - 1) as usize
}

fn span_class(dt: i64) -> usize {
    usize::from(dt > 40) + usize::from(dt > 100) + usize::from(dt > 180)
}

fn line_class(dt: i64, d: i64) -> usize {
    usize::from(dt > 2 * d) + usize::from(dt > 4 * d) + usize::from(dt > 8 * d)
}
