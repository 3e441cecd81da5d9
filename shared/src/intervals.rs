//! Who is catching whom: each car's interval to the one ahead at the end of its last laps.
//!
//! The gateway keeps them for whoever joins in mid-race, the page goes on from there.

use crate::ids::{CarIndex, SessionId};
use crate::race::{CarStatus, Gap, RaceState};

/// Laps that are kept.
pub const LAPS: usize = 10;

/// The intervals of all cars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LapIntervals {
    session: Option<SessionId>,
    cars: Vec<CarIntervals>,
}

/// One car's intervals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct CarIntervals {
    /// The lap it is in; none before it has been seen at all.
    lap: Option<u8>,
    /// Who is ahead at present.
    ahead: Option<CarIndex>,
    /// Whom the intervals are to. Cars side by side change places back and forth within a lap, so this is who was
    /// ahead when a lap ended.
    ahead_at_line: Option<CarIndex>,
    /// Oldest first.
    laps_ms: Vec<u32>,
}

/// A lap that was seen to have ended with an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenLap {
    /// Whose.
    pub car: CarIndex,
    /// The lap that ended.
    pub lap: u8,
    /// Who was ahead.
    pub ahead: Option<CarIndex>,
    /// The interval to that car, ms.
    pub interval_ms: u32,
}

impl LapIntervals {
    /// Takes note of the laps that have ended since it last looked.
    pub fn observe(&mut self, state: &RaceState) {
        self.observe_each(state, |_| {});
    }

    /// The same; `seen` is told each of them.
    pub fn observe_each(&mut self, state: &RaceState, mut seen: impl FnMut(SeenLap)) {
        if self.session.as_ref() != Some(&state.session.id) {
            *self = Self { session: Some(state.session.id.clone()), cars: Vec::new() };
        }
        self.cars.resize_with(state.cars.len(), CarIntervals::default);
        let order = state.order();
        for (rank, &index) in order.iter().enumerate() {
            let timing = &state.cars[index.index()];
            let car = &mut self.cars[index.index()];
            car.ahead = rank.checked_sub(1).map(|rank| order[rank]);
            let before = car.lap.replace(timing.lap);
            if before.is_some_and(|before| timing.lap < before) {
                // Back in time: another story.
                car.laps_ms.clear();
            }
            let ended = before.is_some_and(|before| before < timing.lap);
            let Gap::Millis(ms) = timing.interval else { continue };
            if ended && timing.status == CarStatus::Running && 1 < timing.lap {
                if car.ahead_at_line != car.ahead {
                    car.ahead_at_line = car.ahead;
                    car.laps_ms.clear();
                }
                if car.laps_ms.len() == LAPS {
                    car.laps_ms.remove(0);
                }
                car.laps_ms.push(ms);
                seen(SeenLap { car: index, lap: timing.lap - 1, ahead: car.ahead, interval_ms: ms });
            }
        }
    }

    /// A car's intervals at the end of its last laps, ms, oldest first; all to the car that is ahead now.
    pub fn of(&self, car: CarIndex) -> &[u32] {
        let car = self.cars.get(car.index()).filter(|car| car.ahead_at_line == car.ahead);
        car.map_or(&[], |car| &car.laps_ms)
    }

    /// Takes over what another has seen of a car before this one began to look. Ignored when this one has seen
    /// laps of its own, or the car is behind another one by now.
    pub fn recall(&mut self, car: CarIndex, ahead: Option<CarIndex>, laps_ms: &[u32]) {
        let Some(own) = self.cars.get_mut(car.index()) else { return };
        if own.laps_ms.is_empty() && own.ahead == ahead {
            own.ahead_at_line = ahead;
            own.laps_ms.extend(&laps_ms[laps_ms.len().saturating_sub(LAPS)..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ids::DriverCode;
    use crate::session::{Driver, Session};

    const SECOND: CarIndex = CarIndex(1);

    fn race() -> RaceState {
        let mut session = Session::unknown(SessionId::parse("test").unwrap());
        for code in ["NOR", "PIA"] {
            let code = DriverCode::parse(code).unwrap();
            let (name, team) = (String::new(), String::new());
            session.drivers.push(Driver { number: 0, code, name, team, colour: None });
        }
        let mut state = RaceState::new(Arc::new(session));
        for (position, car) in (1..).zip(&mut state.cars) {
            (car.position, car.lap) = (position, 3);
        }
        state
    }

    fn after(intervals_ms: &[u32]) -> (LapIntervals, RaceState) {
        let (mut state, mut intervals) = (race(), LapIntervals::default());
        intervals.observe(&state);
        for (lap, &ms) in (4..).zip(intervals_ms) {
            state.cars[1].lap = lap;
            state.cars[1].interval = Gap::Millis(ms);
            intervals.observe(&state);
            // Within the lap the interval changes, which is no end of a lap.
            state.cars[1].interval = Gap::Millis(ms + 400);
            intervals.observe(&state);
        }
        (intervals, state)
    }

    #[test]
    fn the_intervals_at_the_ends_of_laps_are_kept_ten_at_most() {
        assert_eq!(after(&[2400, 2100]).0.of(SECOND), [2400, 2100]);
        assert_eq!(after(&[1000; 30]).0.of(SECOND).len(), LAPS);
        assert!(after(&[2400]).0.of(CarIndex(0)).is_empty(), "nobody is ahead of the leader");
    }

    #[test]
    fn another_car_ahead_at_the_line_begins_anew() {
        let (mut intervals, mut state) = after(&[2400, 2100, 1800]);
        (state.cars[0].position, state.cars[1].position) = (2, 1);
        intervals.observe(&state);
        assert!(intervals.of(SECOND).is_empty(), "it leads");
        (state.cars[0].position, state.cars[1].position) = (1, 2);
        intervals.observe(&state);
        assert_eq!(intervals.of(SECOND), [2400, 2100, 1800], "side by side for a moment");
        (state.cars[0].position, state.cars[1].position) = (2, 1);
        state.cars[1].lap += 1;
        intervals.observe(&state);
        (state.cars[0].position, state.cars[1].position) = (1, 2);
        intervals.observe(&state);
        assert!(intervals.of(SECOND).is_empty(), "it led at the line");
    }

    #[test]
    fn who_joins_takes_over_what_was_seen_before_and_only_that() {
        let (mut joined, mut state) = (LapIntervals::default(), race());
        state.cars[1].interval = Gap::Millis(1900);
        joined.observe(&state);
        joined.recall(SECOND, None, &[9000]);
        assert!(joined.of(SECOND).is_empty(), "it was behind another car then");
        joined.recall(SECOND, Some(CarIndex(0)), &[2400, 2100]);
        joined.recall(SECOND, Some(CarIndex(0)), &[7000]);
        assert_eq!(joined.of(SECOND), [2400, 2100]);
        joined.recall(CarIndex(30), None, &[1]);
    }
}
