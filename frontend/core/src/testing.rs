//! A small race for the tests of this crate.

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, DriverCode, SessionId};
use gridcast_shared::race::{EventKind, Gap, Message, MessageKind, RaceEvent, RaceState, TrackStatus};
use gridcast_shared::session::{Driver, Point, Session};

use crate::live::DrawnCar;
use crate::motion::Quality;

/// `n` cars AAA, BBB, … in that order, five seconds apart on a round track, on lap 3.
pub(crate) fn race(n: u8) -> (RaceState, Vec<DrawnCar>) {
    let mut session = Session::unknown(SessionId::parse("test").unwrap());
    session.scheduled_laps = 57;
    let at = |turn: f64| (10_000.0 * turn.cos(), 6000.0 * turn.sin());
    session.circuit.outline = (0..100)
        .map(|i| at(f64::from(i) / 100.0 * std::f64::consts::TAU))
        .map(|(x, y)| Point { x: x as i32, y: y as i32 })
        .collect();
    let mut cars = Vec::new();
    for i in 0..n {
        let letter = char::from(b'A' + i).to_string();
        let code = DriverCode::parse(&letter.repeat(3)).unwrap();
        let team = format!("Team {}", i / 2);
        session.drivers.push(Driver { number: i + 1, code, name: String::new(), team, colour: None });
        let (x, y) = at(-f64::from(i) * 0.3);
        cars.push(DrawnCar { x, y, quality: Quality::Measured, has_speed: true, ..DrawnCar::default() });
    }
    let mut state = RaceState::new(Arc::new(session));
    state.status.lap = 3;
    state.status.track = TrackStatus::Clear;
    for (i, car) in state.cars.iter_mut().enumerate() {
        car.position = i as u8 + 1;
        car.grid = i as u8 + 1;
        car.lap = 3;
        if 0 < i {
            car.gap = Gap::Millis(5000 * i as u32);
            car.interval = Gap::Millis(5000);
        }
    }
    (state, cars)
}

/// An event at time 0 on lap 3.
pub(crate) fn event(kind: EventKind, car: Option<CarIndex>) -> RaceEvent {
    RaceEvent { date_ms: 0, lap: 3, kind, car, other: None, value: 0 }
}

/// A message of race control at time 0 on lap 3.
pub(crate) fn message(text: &str) -> Message {
    Message { date_ms: 0, lap: 3, kind: MessageKind::RaceControl, car: None, text: text.to_owned() }
}
