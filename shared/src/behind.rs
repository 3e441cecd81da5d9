//! Who is how far behind whom, in time, whatever the board's columns say in laps.

use crate::ids::CarIndex;
use crate::race::{Gap, RaceState};

/// How far each car is behind the leader, ms, lapped ones too: their gap, else the intervals added up down to them.
pub fn behind_leader(state: &RaceState) -> Vec<Option<i64>> {
    let mut behind = vec![None; state.cars.len()];
    let mut ahead_ms = None;
    for car in state.order() {
        let timing = &state.cars[car.index()];
        if timing.position == 0 || timing.status.is_out() {
            continue;
        }
        let interval_ms = match timing.interval {
            Gap::Millis(ms) => Some(i64::from(ms)),
            Gap::None | Gap::Laps(_) => None,
        };
        ahead_ms = match timing.gap {
            _ if timing.position == 1 => Some(0),
            Gap::Millis(ms) => Some(i64::from(ms)),
            Gap::None | Gap::Laps(_) => ahead_ms.zip(interval_ms).map(|(ahead, interval)| ahead + interval),
        };
        behind[car.index()] = ahead_ms;
    }
    behind
}

/// How far `car` is behind `other`, ms; negative when it is ahead.
pub fn between(behind: &[Option<i64>], car: CarIndex, other: CarIndex) -> Option<i64> {
    Some((*behind.get(car.index())?)? - (*behind.get(other.index())?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::race;

    #[test]
    fn lapped_cars_are_behind_by_their_intervals() {
        let mut state = race(4);
        state.cars[2].gap = Gap::Laps(1);
        state.cars[2].interval = Gap::Millis(90_000);
        state.cars[3].gap = Gap::Laps(1);
        let behind = behind_leader(&state);
        assert_eq!(behind, [Some(0), Some(5_000), Some(95_000), Some(100_000)]);
        assert_eq!(between(&behind, CarIndex(1), CarIndex(3)), Some(-95_000));
        state.cars[2].interval = Gap::Laps(1);
        assert_eq!(behind_leader(&state), [Some(0), Some(5_000), None, None]);
    }
}
