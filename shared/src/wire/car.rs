//! A car's samples on the wire: its car data and its positions, each guessed from those before.
//!
//! Of a chunk's first sample nothing is known but the car coded before it: cars are on one lap, on one circuit.

use super::number::IntOdds;
use super::plane::{Plane, PlaneOdds, Stretch};
use super::range_coder::{Coder, Odds};
use super::scalar::{Scalar, ScalarOdds, Scene};
use crate::telemetry::{CarData, Position};
use crate::units::{MAX_GEAR, MAX_RPM_STEPS, MAX_SPEED_KMH, MAX_THROTTLE_PCT, MAX_XY, MAX_Z};

/// How likely what is of any car's samples, and what all cars have in common.
#[derive(Clone, Debug)]
pub(super) struct CarOdds {
    first_car_data: [IntOdds; 7],
    first_position: [IntOdds; 3],
    /// The last car of which a first sample came.
    before: (CarData, Position),
    any_flag: [Odds; 2],
    brake: Odds,
    drs: Odds,
    gear: IntOdds,
    lap: IntOdds,
    speed: ScalarOdds,
    throttle: ScalarOdds,
    rpm: ScalarOdds,
    z: ScalarOdds,
    plane: PlaneOdds,
    /// Of the last car that was in each gear.
    gearing: Gearing,
}

impl CarOdds {
    /// Nothing has been seen.
    pub(super) fn new() -> Self {
        Self {
            first_car_data: [IntOdds::EVEN; 7],
            first_position: [IntOdds::EVEN; 3],
            before: <(CarData, Position)>::default(),
            any_flag: [Odds::EVEN; 2],
            brake: Odds::EVEN,
            drs: Odds::EVEN,
            gear: IntOdds::EVEN,
            lap: IntOdds::EVEN,
            speed: ScalarOdds::expecting(),
            throttle: ScalarOdds::expecting(),
            rpm: ScalarOdds::expecting(),
            // A height changes too little for what residuals are like elsewhere.
            z: ScalarOdds::even(),
            plane: PlaneOdds::expecting(),
            gearing: Gearing::default(),
        }
    }
}

/// Steps of RPM a km/h in 2^-10, by gear; 0 where nothing was seen.
#[derive(Clone, Copy, Debug, Default)]
struct Gearing([i64; MAX_GEAR as usize + 1]);

/// Below this, km/h, the clutch slips.
const SLIPS_BELOW_KMH: i64 = 30;

/// What both sides know of a car.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Car {
    has_car_data: bool,
    has_position: bool,
    data: CarData,
    speed: Scalar,
    throttle: Scalar,
    rpm: Scalar,
    z: Scalar,
    plane: Plane,
    gearing: Gearing,
}

impl Car {
    /// Codes car data of a date.
    pub(super) fn car_data<C: Coder>(
        &mut self,
        coder: &mut C,
        odds: &mut CarOdds,
        date: i64,
        measured: bool,
        given: CarData,
    ) -> CarData {
        if !self.has_car_data {
            self.has_car_data = true;
            self.data = first_car_data(coder, odds, given);
            self.speed = Scalar::seen(self.data.speed_kmh.into(), date);
            self.throttle = Scalar::seen(self.data.throttle_pct.into(), date);
            self.rpm = Scalar::seen(self.data.rpm_steps.into(), date);
            return self.data;
        }
        let data = &mut self.data;
        let wanted = (given.brake, given.drs_open, given.gear.min(MAX_GEAR), given.lap);
        let changed = wanted != (data.brake, data.drs_open, data.gear, data.lap);
        if coder.bit(&mut odds.any_flag[usize::from(measured)], changed) {
            data.brake ^= coder.bit(&mut odds.brake, given.brake != data.brake);
            data.drs_open ^= coder.bit(&mut odds.drs, given.drs_open != data.drs_open);
            data.gear = odds.gear.near(coder, given.gear.into(), data.gear.into(), 0..=MAX_GEAR.into()) as u8;
            data.lap = odds.lap.near(coder, given.lap.into(), data.lap.into(), 0..=255) as u8;
        }
        let standing = usize::from(self.speed.last == 0);
        let scene =
            |max: i64, damping, topic, told| Scene { date, measured, topic, told, damping, range: 0..=max };
        let by_speed = scene(MAX_SPEED_KMH.into(), 14, standing, None);
        data.speed_kmh = self.speed.code(coder, &mut odds.speed, by_speed, given.speed_kmh.into()) as u16;

        // A foot rests at either end, and moves between them.
        let pedal = match data.throttle_pct {
            0 => 1,
            1..=98 => 0,
            _ => 2,
        };
        let by_pedal = scene(MAX_THROTTLE_PCT.into(), 8, pedal, None);
        data.throttle_pct =
            self.throttle.code(coder, &mut odds.throttle, by_pedal, given.throttle_pct.into()) as u8;

        let (gear, speed) = (usize::from(data.gear), i64::from(data.speed_kmh));
        let turns = match self.gearing.0[gear] {
            0 => odds.gearing.0[gear],
            own => own,
        };
        let grips = SLIPS_BELOW_KMH <= speed;
        let told = (grips && turns != 0).then(|| (turns * speed + (1 << 9)) >> 10);
        let by_gear = scene(MAX_RPM_STEPS.into(), 8, standing, told);
        data.rpm_steps = self.rpm.code(coder, &mut odds.rpm, by_gear, given.rpm_steps.into()) as u16;
        if grips && measured {
            let turns = (i64::from(data.rpm_steps) << 10) / speed;
            (self.gearing.0[gear], odds.gearing.0[gear]) = (turns, turns);
        }
        *data
    }

    /// Codes a position of a date.
    pub(super) fn position<C: Coder>(
        &mut self,
        coder: &mut C,
        odds: &mut CarOdds,
        stretch: &mut Stretch,
        date: i64,
        measured: bool,
        given: Position,
    ) -> Position {
        let speed = self.has_car_data.then_some(self.speed.last);
        if !self.has_position {
            self.has_position = true;
            let at = first_position(coder, odds, given);
            self.plane = Plane::seen([at.x.into(), at.y.into()], date, speed);
            self.z = Scalar::seen(at.z.into(), date);
            return at;
        }
        let xy = [i64::from(given.x), i64::from(given.y)];
        let [x, y] = self.plane.code(coder, &mut odds.plane, stretch, date, speed, xy);
        let max = i64::from(MAX_Z);
        let topic = usize::from(speed == Some(0));
        let scene = Scene { date, measured, topic, told: None, damping: 12, range: -max..=max };
        let z = self.z.code(coder, &mut odds.z, scene, given.z.into());
        Position { x: x as i32, y: y as i32, z: z as i32 }
    }
}

fn first_car_data<C: Coder>(coder: &mut C, odds: &mut CarOdds, given: CarData) -> CarData {
    let [speed, throttle, rpm, gear, lap, brake, drs] = &mut odds.first_car_data;
    let before = &mut odds.before.0;
    let mut near = |odds: &mut IntOdds, value: u16, guess: u16, max: u16| {
        odds.near(coder, value.into(), guess.into(), 0..=max.into()) as u16
    };
    *before = CarData {
        speed_kmh: near(speed, given.speed_kmh, before.speed_kmh, MAX_SPEED_KMH),
        throttle_pct: near(
            throttle,
            given.throttle_pct.into(),
            before.throttle_pct.into(),
            MAX_THROTTLE_PCT.into(),
        ) as u8,
        rpm_steps: near(rpm, given.rpm_steps, before.rpm_steps, MAX_RPM_STEPS),
        gear: near(gear, given.gear.into(), before.gear.into(), MAX_GEAR.into()) as u8,
        lap: near(lap, given.lap.into(), before.lap.into(), 255) as u8,
        brake: near(brake, given.brake.into(), 0, 1) != 0,
        drs_open: near(drs, given.drs_open.into(), 0, 1) != 0,
    };
    *before
}

fn first_position<C: Coder>(coder: &mut C, odds: &mut CarOdds, given: Position) -> Position {
    let [x, y, z] = &mut odds.first_position;
    let before = &mut odds.before.1;
    let mut near = |odds: &mut IntOdds, value: i32, guess: i32, max: i32| {
        odds.near(coder, value.into(), guess.into(), (-max).into()..=max.into()) as i32
    };
    *before = Position {
        x: near(x, given.x, before.x, MAX_XY),
        y: near(y, given.y, before.y, MAX_XY),
        z: near(z, given.z, before.z, MAX_Z),
    };
    *before
}
