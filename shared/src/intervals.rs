//! Who is catching whom: each car's interval to the one ahead at the end of its last laps.
//!
//! Kept while a race goes on, or made of the laps that its timeline tells.

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
                car.ended(car.ahead, ms);
                seen(SeenLap { car: index, lap: timing.lap - 1, ahead: car.ahead, interval_ms: ms });
            }
        }
    }

    /// A car's intervals at the end of its last laps, ms, oldest first; all to the car that is ahead now.
    pub fn of(&self, car: CarIndex) -> &[u32] {
        let car = self.cars.get(car.index()).filter(|car| car.ahead_at_line == car.ahead);
        car.map_or(&[], |car| &car.laps_ms)
    }

    /// The intervals as of a state, from the laps that each car has ended until then: whom it was behind at the line
    /// and by how much, ms, oldest first.
    pub fn of_laps<L>(state: &RaceState, laps: impl Fn(CarIndex) -> L) -> Self
    where
        L: IntoIterator<Item = (Option<CarIndex>, u32)>,
    {
        let mut intervals = Self::default();
        intervals.observe(state);
        for (index, car) in intervals.cars.iter_mut().enumerate() {
            for (ahead, ms) in laps(CarIndex(index as u8)) {
                car.ended(ahead, ms);
            }
        }
        intervals
    }
}

impl CarIntervals {
    /// A lap ended behind a car.
    fn ended(&mut self, ahead: Option<CarIndex>, ms: u32) {
        if self.ahead_at_line != ahead {
            self.ahead_at_line = ahead;
            self.laps_ms.clear();
        }
        if self.laps_ms.len() == LAPS {
            self.laps_ms.remove(0);
        }
        self.laps_ms.push(ms);
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
    fn who_joins_has_them_from_the_laps_that_were_told() {
        let (seen, state) = after(&[2400, 2100, 1800]);
        let leader = Some(CarIndex(0));
        let told = |car: CarIndex| match car {
            SECOND => vec![(None, 9000), (leader, 2400), (leader, 2100), (leader, 1800)],
            _ => vec![],
        };
        let joined = LapIntervals::of_laps(&state, told);
        assert_eq!(joined.of(SECOND), seen.of(SECOND));
        assert!(
            LapIntervals::of_laps(&state, |_| [(None, 7000)]).of(SECOND).is_empty(),
            "it led at the line"
        );
    }
}
