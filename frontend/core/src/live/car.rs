//! One car: what came of it, and how it is drawn at the moment shown.

use std::collections::VecDeque;
use std::sync::Arc;

use gridcast_shared::telemetry::CarData;
use gridcast_shared::units::UNITS_PER_METRE;

use crate::motion::{CarMotion, Quality, SPEED_LATE_S, Trail, Vec2, Ways};
use crate::plausibility::Doubt;

/// Most car data held for a clock that stands; the oldest go first.
const MAX_CAR_DATA: usize = 2048;

/// A speed that is so much older than the moment shown is not known any more, seconds.
const SPEED_KNOWN_S: f64 = 3.0;

/// A car at the moment shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DrawnCar {
    /// East-west, track units (0.1 m).
    pub x: f64,
    /// North-south, track units (0.1 m).
    pub y: f64,
    /// Direction of travel, radians from +x towards +y; the last known while standing.
    pub heading: f64,
    /// km/h at the moment shown.
    pub speed_kmh: f64,
    /// Percent.
    pub throttle_pct: u8,
    /// 0 to 8.
    pub gear: u8,
    /// Pressed.
    pub brake: bool,
    /// Open.
    pub drs_open: bool,
    /// How its place was made.
    pub quality: Quality,
    /// Why its positions are not believed, if they are not.
    pub doubt: Option<Doubt>,
    /// Whether its own sensors say how fast it is now.
    pub has_speed: bool,
}

impl DrawnCar {
    /// Its speed as far as that is known now, km/h: also of a car whose positions have stopped.
    pub fn seen_kmh(&self) -> Option<f64> {
        let drives = self.quality != Quality::Absent || 0.0 < self.speed_kmh;
        (self.has_speed && drives).then_some(self.speed_kmh)
    }
}

/// A car between what came and what is drawn.
#[derive(Debug, Default)]
pub(super) struct Car {
    motion: CarMotion,
    /// Car data by time, seconds; the first is the one shown once its time has come.
    car_data: VecDeque<(f64, CarData)>,
}

impl Car {
    /// Takes measured car data; times are seconds since any fixed origin.
    pub(super) fn take_car_data(&mut self, time: f64, data: CarData) {
        self.motion.speed(time, f64::from(data.speed_kmh) / 3.6);
        if self.car_data.back().is_none_or(|(newest, _)| *newest < time) {
            self.car_data.push_back((time, data));
        }
        if MAX_CAR_DATA < self.car_data.len() {
            self.car_data.pop_front();
        }
    }

    /// Takes a measured position that is believed, metres.
    pub(super) fn take_position(&mut self, time: f64, point: Vec2) {
        self.motion.position(time, point);
    }

    /// Takes the lines that are followed where its own last lap is not known.
    pub(super) fn set_ways(&mut self, ways: Arc<Ways>) {
        self.motion.set_ways(ways);
    }

    /// Where it has driven.
    pub(super) fn trail(&self) -> &Trail {
        self.motion.trail()
    }

    /// The car at a time; `seat` sets it down anew, for a clock that jumped. One in doubt is not drawn as measured.
    pub(super) fn advance(&mut self, time: f64, seat: bool, doubt: Option<Doubt>) -> DrawnCar {
        let due = time + SPEED_LATE_S;
        while self.car_data.get(1).is_some_and(|(next, _)| *next <= due) {
            self.car_data.pop_front();
        }
        let data = self.car_data.front().filter(|(from, _)| *from <= due).map(|(_, data)| *data);
        let data = data.unwrap_or_default();
        let moment = self.motion.advance(time, seat);
        DrawnCar {
            x: moment.point[0] * UNITS_PER_METRE,
            y: moment.point[1] * UNITS_PER_METRE,
            heading: moment.heading,
            speed_kmh: self.motion.speed_at(time) * 3.6,
            throttle_pct: data.throttle_pct,
            gear: data.gear,
            brake: data.brake,
            drs_open: data.drs_open,
            quality: match (moment.quality, doubt) {
                (Quality::Measured, Some(_)) => Quality::Estimated,
                (quality, _) => quality,
            },
            doubt,
            has_speed: self.motion.newest_speed().is_some_and(|newest| due <= newest + SPEED_KNOWN_S),
        }
    }
}
