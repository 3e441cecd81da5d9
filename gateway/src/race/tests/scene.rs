//! A made-up race for tests: a circle of 2 km, a few cars at 50 m/s, and what is asked of the board.

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::race::{CarTiming, EventKind};
use gridcast_shared::telemetry::{CarData, Halves, Position, Sample};
use gridcast_shared::topics::{LapRecord, RaceControlRecord, SessionRecord};

use crate::race::Race;

/// Source time at which the cars go.
pub(super) const START: i64 = 1_700_000_000_000;

/// Metres a lap: a circle, driven at 50 m/s in 40 s.
pub(super) const LAP_M: f64 = 2_000.0;

pub(super) fn id() -> SessionId {
    SessionId::parse("trap").unwrap()
}

pub(super) fn code(text: &str) -> DriverCode {
    DriverCode::parse(text).unwrap()
}

pub(super) fn circle(progress_m: f64) -> Position {
    let turn = progress_m / LAP_M * std::f64::consts::TAU;
    let radius = LAP_M / std::f64::consts::TAU * 10.0;
    Position { x: (radius * turn.cos()) as i32 + 9_000, y: (radius * turn.sin()) as i32 + 5_000, z: 0 }
}

pub(super) fn circuit() -> SessionRecord {
    let mut record = SessionRecord::new(id());
    record.outline = (0..100).map(|i| circle(LAP_M * f64::from(i) / 100.0)).map(|p| [p.x, p.y]).collect();
    record
}

pub(super) fn race() -> Race {
    let mut race = Race::new(id());
    race.session(&circuit()).unwrap();
    race
}

/// Where a car is and what its telemetry says.
pub(super) fn put(race: &mut Race, driver: &str, ms: i64, progress_m: f64, speed_kmh: u16, lap: u8) {
    let car = race.car(code(driver)).unwrap();
    let car_data = CarData { speed_kmh, lap, ..CarData::default() };
    let sample = Sample {
        date_ms: START + ms,
        car,
        measured: Halves::BOTH,
        car_data: Some(car_data),
        position: Some(circle(progress_m)),
    };
    race.samples(&[sample]);
}

/// Cars at 50 m/s from their places on the grid, each behind by its metres, from one time to another.
pub(super) fn drive(race: &mut Race, cars: &[(&str, f64)], from_ms: i64, to_ms: i64) {
    for ms in (from_ms..to_ms).step_by(200) {
        for (driver, behind_m) in cars {
            let progress = ms as f64 / 1000.0 * 50.0 - behind_m;
            put(race, driver, ms, progress, 180, (progress.max(0.0) / LAP_M) as u8 + 1);
        }
    }
}

pub(super) fn stand(race: &mut Race, cars: &[(&str, f64)], from_ms: i64, to_ms: i64) {
    for ms in (from_ms..to_ms).step_by(200) {
        for (driver, behind_m) in cars {
            put(race, driver, ms, -behind_m, 0, 1);
        }
    }
}

pub(super) fn order(race: &Race) -> String {
    let state = race.state();
    let codes: Vec<String> =
        state.order().iter().map(|car| state.session.drivers[car.index()].code.to_string()).collect();
    codes.join(" ")
}

pub(super) fn row(race: &Race, driver: &str) -> CarTiming {
    let state = race.state();
    state.cars[state.session.drivers.iter().position(|known| known.code == code(driver)).unwrap()]
}

pub(super) fn lap(driver: &str, number: u8, end_ms: i64, position: u8) -> LapRecord {
    let mut record = LapRecord::new(code(driver), f64::from(number));
    record.lap_start_date = Some(START + end_ms - 40_000);
    record.lap_start_time = Some(10_000_000 + end_ms - 40_000);
    record.sector3_session_time = Some(10_000_000 + end_ms);
    record.lap_time = Some(40_000);
    record.position = Some(f64::from(position));
    record
}

/// A flag of the whole track by race control.
pub(super) fn flag(flag: &str, ms: i64) -> RaceControlRecord {
    RaceControlRecord { flag: Some(flag.into()), ..RaceControlRecord::new(id(), START + ms) }
}

/// How many of the events that the board still holds are of this kind.
pub(super) fn n_events(race: &Race, kind: EventKind) -> usize {
    race.state().events.iter().filter(|event| event.kind == kind).count()
}
