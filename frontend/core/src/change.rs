//! Why a car is in another place than just before: by the newest event that moved it, which its row says for a while.
//!
//! Events tell of passes, stops and cars that are out; places that the stewards change have none.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{EventKind, RaceEvent, RaceState};
use gridcast_words::live;

/// So long after it a change is explained, ms of source time.
const SAID_MS: i64 = 10_000;

/// Why a car changed places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It passed this one.
    Passed(CarIndex),
    /// This one passed it.
    PassedBy(CarIndex),
    /// It stopped.
    OwnStop,
    /// This one stopped and came out behind it.
    Stop(CarIndex),
    /// This one is out.
    Out(CarIndex),
}

/// A sign and what it means for a car that has just changed places at a moment, UTC ms; both empty for one that has not.
pub fn said(state: &RaceState, now_ms: i64, car: CarIndex) -> [String; 2] {
    cause(state, now_ms, car).map(|cause| cause.said(state)).unwrap_or_default()
}

/// Why a car changed places within the last ten seconds before a moment, UTC ms.
pub fn cause(state: &RaceState, now_ms: i64, car: CarIndex) -> Option<Cause> {
    let place = u32::from(state.cars.get(car.index())?.position);
    let lately = state.events.iter().rev().filter(|event| (0..SAID_MS).contains(&(now_ms - event.date_ms)));
    lately.filter(|_| place != 0).find_map(|event| of_event(event, car, place))
}

fn of_event(event: &RaceEvent, car: CarIndex, place: u32) -> Option<Cause> {
    let who = event.car?;
    match event.kind {
        EventKind::Pass if who == car => event.other.map(Cause::Passed),
        EventKind::Pass => (event.other == Some(car)).then_some(Cause::PassedBy(who)),
        EventKind::PitOut => {
            let (from, to) = (event.value >> 8, event.value & 0xff);
            if who == car {
                (from != to).then_some(Cause::OwnStop)
            } else {
                (from..to).contains(&place).then_some(Cause::Stop(who))
            }
        }
        EventKind::Out => (who != car && (1..=place).contains(&event.value)).then_some(Cause::Out(who)),
        EventKind::Track(_) | EventKind::FastestLap | EventKind::PitIn | EventKind::Finish => None,
    }
}

impl Cause {
    /// A sign, and what it means.
    pub fn said(self, state: &RaceState) -> [String; 2] {
        let driver = |car: CarIndex| {
            let driver = state.session.drivers.get(car.index());
            driver.map_or_else(String::new, |driver| driver.code.to_string())
        };
        let (sign, words) = match self {
            Self::Passed(other) => ("\u{2191}", live::change_passed(&driver(other))),
            Self::PassedBy(other) => ("\u{2193}", live::change_passed_by(&driver(other))),
            Self::OwnStop => ("P", live::change_own_stop().to_owned()),
            Self::Stop(other) => ("P", live::change_stop(&driver(other))),
            Self::Out(other) => ("\u{d7}", live::event_out(&driver(other))),
        };
        [sign.to_owned(), words]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const NOW_MS: i64 = 100_000;

    /// Who has a cause by one event, so long ago.
    fn causes(ago_ms: i64, event: RaceEvent) -> Vec<Option<Cause>> {
        let (mut state, _) = testing::race(5);
        state.push_event(RaceEvent { date_ms: NOW_MS - ago_ms, ..event });
        (0..5).map(|car| cause(&state, NOW_MS, CarIndex(car))).collect()
    }

    fn event(kind: EventKind, car: u8, value: u32) -> RaceEvent {
        RaceEvent { value, ..testing::event(kind, Some(CarIndex(car))) }
    }

    #[test]
    fn whoever_an_event_moved_has_it_as_the_cause_and_nobody_else() {
        let pass = RaceEvent { other: Some(CarIndex(2)), ..event(EventKind::Pass, 1, 2) };
        let [passed, by] = [Cause::Passed(CarIndex(2)), Cause::PassedBy(CarIndex(1))];
        assert_eq!(causes(0, pass), [None, Some(passed), Some(by), None, None]);
        // The fourth came in as the second: the second and the third of now have won by that.
        let stop = Some(Cause::Stop(CarIndex(3)));
        let out_of_pits = event(EventKind::PitOut, 3, 2 << 8 | 4);
        assert_eq!(causes(0, out_of_pits), [None, stop, stop, Some(Cause::OwnStop), None]);
        let gone = Some(Cause::Out(CarIndex(4)));
        assert_eq!(causes(0, event(EventKind::Out, 4, 3)), [None, None, gone, gone, None]);
        assert_eq!(causes(0, event(EventKind::Out, 4, 0)), [None; 5]);
        assert_eq!(causes(0, event(EventKind::PitIn, 3, 0)), [None; 5]);
    }

    #[test]
    fn a_cause_is_said_for_a_while_and_the_newest_counts() {
        let gone = event(EventKind::Out, 0, 1);
        let n_said = |ago_ms| causes(ago_ms, gone).iter().flatten().count();
        assert_eq!([-1, 0, 9_999, 10_000].map(n_said), [0, 4, 4, 0]);
        let (mut state, _) = testing::race(3);
        state.push_event(RaceEvent { date_ms: NOW_MS - 5_000, ..gone });
        let pass = RaceEvent { other: Some(CarIndex(2)), ..event(EventKind::Pass, 1, 1) };
        state.push_event(RaceEvent { date_ms: NOW_MS - 2_000, ..pass });
        let now = cause(&state, NOW_MS, CarIndex(1)).unwrap();
        assert_eq!(now.said(&state), ["\u{2191}".to_owned(), "passed CCC".to_owned()]);
    }
}
