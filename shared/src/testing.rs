//! A small race for the tests of this crate.

use std::sync::Arc;

use crate::ids::{DriverCode, SessionId};
use crate::race::{Gap, RaceState, TrackStatus};
use crate::session::{Driver, Session};

/// `n` cars AAA, BBB, … in that order, five seconds apart, on lap 3.
pub(crate) fn race(n: u8) -> RaceState {
    let mut session = Session::unknown(SessionId::parse("test").unwrap());
    session.drivers = (0..n)
        .map(|i| {
            let code = DriverCode::parse(&char::from(b'A' + i).to_string().repeat(3)).unwrap();
            Driver { number: i + 1, code, name: String::new(), team: String::new(), colour: None }
        })
        .collect();
    let mut state = RaceState::new(Arc::new(session));
    (state.status.lap, state.status.track) = (3, TrackStatus::Clear);
    for (i, car) in (0..).zip(&mut state.cars) {
        (car.position, car.lap) = (i + 1, 3);
        if 0 < i {
            (car.gap, car.interval) = (Gap::Millis(5_000 * u32::from(i)), Gap::Millis(5_000));
        }
    }
    state
}
