//! Every lap of every car up to the moment shown, and what follows from them: sets of tyres, the ideal lap, time lost.
//!
//! Laps are seen as they end, in whichever order moments are shown; those that were not shown are recalled. Each bears
//! when it ended, so that of what is later than the moment shown nothing is told.

use gridcast_shared::few;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::{CarStatus, CarTiming, Compound, Gap, RaceState};

/// Most laps of a car that are kept.
const MAX_LAPS: usize = 130;

/// A lap that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lap {
    /// From 1.
    pub number: u8,
    /// When it ended, UTC ms.
    pub end_ms: i64,
    /// ms; 0 when unknown.
    pub time_ms: u32,
    /// Place at its end; 0 when unknown.
    pub place: u8,
    /// Behind the leader at its end.
    pub gap: Gap,
    /// Tyre.
    pub compound: Compound,
    /// Laps it has done.
    pub age: u8,
    /// Stops by the end of the lap.
    pub stops: u8,
    /// Whether the car was in the pit lane in this lap.
    pub in_pit: bool,
    /// Whether its time was deleted.
    pub is_deleted: bool,
    /// When that was said, UTC ms, where others told it: it is told from then on.
    pub deleted_ms: Option<i64>,
}

/// A set of tyres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stint {
    /// Compound.
    pub compound: Compound,
    /// First and last lap on it.
    pub laps: [u8; 2],
}

/// All laps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    session: Option<SessionId>,
    now_ms: i64,
    cars: Vec<Car>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Car {
    /// By number.
    laps: Vec<Known>,
    /// The lap it is in; none before it was seen, and after a leap.
    lap: Option<u8>,
    /// The first lap that was seen from its beginning since then.
    whole_from: Option<u8>,
    was_in_pit: bool,
    /// Of the lap that ended last, as of the moment shown: its number, its time and whether that is deleted.
    newest: (u8, u32, bool),
    sectors: [Bests; 3],
}

/// A lap, and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Known {
    lap: Lap,
    how: How,
    /// Date of the state that its time is from.
    told_ms: i64,
}

/// How well a lap is known, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum How {
    /// Its end was seen.
    End,
    /// All of it was seen.
    Whole,
    /// And nothing of it changes any more, or it was told by who has seen all of it.
    Settled,
}

/// The best times of a sector, ms, each with its date: every one better than those before it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Bests(Vec<(i64, u32)>);

impl History {
    /// Takes note of the laps that have ended, by the state of the moment shown. Behind a leap (`leapt`) it is not known
    /// what was just before. Whether the last lap of a car is unknown because of one.
    pub fn observe(&mut self, state: &RaceState, now_ms: i64, leapt: bool) -> bool {
        if self.session.as_ref() != Some(&state.session.id) {
            *self = Self { session: Some(state.session.id.clone()), ..Self::default() };
        }
        self.now_ms = now_ms;
        self.cars.resize_with(state.cars.len(), Car::default);
        let mut is_unknown = false;
        for (car, timing) in self.cars.iter_mut().zip(&state.cars) {
            if leapt {
                (car.lap, car.whole_from, car.was_in_pit) = (None, None, false);
            }
            car.observe(timing, now_ms);
            is_unknown |= leapt && 1 < timing.lap && car.find(timing.lap - 1).is_err();
        }
        is_unknown
    }

    /// Takes laps that were told by others, also later ones: each is told once its end is at or before the moment shown.
    pub fn recall(&mut self, car: CarIndex, laps: impl IntoIterator<Item = Lap>) {
        let Some(car) = self.cars.get_mut(car.index()) else { return };
        for lap in laps {
            car.put(Known { lap, how: How::Settled, told_ms: i64::MAX });
        }
    }

    /// A car's laps up to the moment shown, oldest first.
    pub fn laps(&self, car: CarIndex) -> Vec<Lap> {
        let Some(car) = self.cars.get(car.index()) else { return Vec::new() };
        let ended = car.laps.iter().map(|known| known.lap).filter(|lap| lap.end_ms <= self.now_ms);
        let (newest, time_ms, is_deleted) = car.newest;
        let as_of_now = |lap: Lap| {
            if lap.number == newest {
                return Lap { time_ms, is_deleted, ..lap };
            }
            let is_said = lap.deleted_ms.is_none_or(|said_ms| said_ms <= self.now_ms);
            Lap { is_deleted: lap.is_deleted && is_said, ..lap }
        };
        ended.map(as_of_now).collect()
    }

    /// A car's sets of tyres, oldest first.
    pub fn stints(&self, car: CarIndex) -> Vec<Stint> {
        let mut stints: Vec<(u8, Stint)> = Vec::new();
        for lap in self.laps(car) {
            match stints.last_mut() {
                Some((stops, stint)) if *stops == lap.stops && same(stint.compound, lap.compound) => {
                    stint.laps[1] = lap.number;
                    if stint.compound == Compound::Unknown {
                        stint.compound = lap.compound;
                    }
                }
                _ => stints.push((lap.stops, Stint { compound: lap.compound, laps: [lap.number; 2] })),
            }
        }
        stints.into_iter().map(|(_, stint)| stint).collect()
    }

    /// A car's stops: the lap in which it came in, and what that lap and the next took longer than those of the cars
    /// that stayed out in both, ms; none where their times are not known.
    pub fn stops(&self, car: CarIndex) -> Vec<(u8, Option<u32>)> {
        let laps = self.laps(car);
        let mut stops = Vec::new();
        for (i, lap) in laps.iter().enumerate().filter(|(_, lap)| lap.in_pit) {
            let before = i.checked_sub(1).map(|before| &laps[before]);
            let after = laps.get(i + 1).filter(|after| after.number == lap.number + 1);
            let (Some(before), Some(after)) = (before.filter(|before| !before.in_pit), after) else {
                continue;
            };
            if before.stops < after.stops {
                stops.push((lap.number, self.lost(lap, after)));
            }
        }
        stops
    }

    fn lost(&self, lap: &Lap, after: &Lap) -> Option<u32> {
        let both = |a: &Lap, b: &Lap| (a.time_ms != 0 && b.time_ms != 0).then(|| a.time_ms + b.time_ms);
        let cars = (0..self.cars.len()).map(|car| self.laps(CarIndex(car as u8)));
        let stayed = cars.filter_map(|laps| {
            let of = |number: u8| laps.iter().find(|lap| lap.number == number && !lap.in_pit);
            both(of(lap.number)?, of(after.number)?)
        });
        let mut stayed: Vec<u32> = stayed.collect();
        few::sort_by_key(&mut stayed, |ms| *ms);
        both(lap, after)?.checked_sub(*stayed.get(stayed.len() / 2)?)
    }

    /// The sum of a car's best sectors, ms; none before all three were driven.
    pub fn ideal_lap_ms(&self, car: CarIndex) -> Option<u32> {
        let sectors = &self.cars.get(car.index())?.sectors;
        sectors.iter().map(|bests| bests.at(self.now_ms)).sum()
    }
}

fn same(a: Compound, b: Compound) -> bool {
    a == b || a == Compound::Unknown || b == Compound::Unknown
}

impl Car {
    fn observe(&mut self, timing: &CarTiming, now_ms: i64) {
        let is_in_pit = timing.status == CarStatus::InPit;
        self.was_in_pit |= is_in_pit;
        for (bests, ms) in self.sectors.iter_mut().zip(timing.sectors_ms).take(timing.sectors_current.into())
        {
            bests.note(now_ms, ms);
        }
        self.newest = (timing.lap.saturating_sub(1), timing.last_lap_ms, timing.last_lap_deleted);
        match self.lap.replace(timing.lap) {
            Some(before) if before < timing.lap => {
                let is_next = before + 1 == timing.lap;
                // What was passed over is not made up.
                if 0 < before && is_next {
                    self.end(timing, now_ms);
                }
                self.whole_from = self.whole_from.filter(|_| is_next).or(Some(timing.lap));
                self.was_in_pit = is_in_pit;
            }
            Some(_) | None => self.correct(timing, now_ms),
        }
    }

    /// The lap before the one that a car is in has just ended.
    fn end(&mut self, timing: &CarTiming, now_ms: i64) {
        let number = timing.lap - 1;
        let is_whole = |number: u8| self.whole_from.is_some_and(|from| from <= number);
        let how = if is_whole(number) { How::Whole } else { How::End };
        if is_whole(number.saturating_sub(1))
            && let Ok(at) = self.find(number.saturating_sub(1))
        {
            self.laps[at].how = How::Settled;
        }
        let lap = Lap {
            number,
            end_ms: now_ms,
            time_ms: timing.last_lap_ms,
            place: timing.position,
            gap: timing.gap,
            compound: timing.compound,
            age: timing.tyre_age,
            stops: timing.pit_stops,
            in_pit: self.was_in_pit,
            is_deleted: timing.last_lap_deleted,
            deleted_ms: None,
        };
        self.put(Known { lap, how, told_ms: now_ms });
    }

    /// A lap's record comes a little after the line; what an earlier state had of it is no news.
    fn correct(&mut self, timing: &CarTiming, now_ms: i64) {
        let Ok(at) = self.find(timing.lap.saturating_sub(1)) else { return };
        let known = &mut self.laps[at];
        if known.how == How::Settled || now_ms < known.told_ms {
            return;
        }
        known.told_ms = now_ms;
        known.lap.time_ms = timing.last_lap_ms;
        known.lap.is_deleted = timing.last_lap_deleted;
        if known.lap.place == 0 {
            known.lap.place = timing.position;
        }
    }

    /// Takes a lap, unless it is known as well already; its time stays that of the latest state.
    fn put(&mut self, new: Known) {
        match self.find(new.lap.number) {
            Ok(at) if new.how <= self.laps[at].how => {}
            Ok(at) => {
                let Known { lap, told_ms, .. } = std::mem::replace(&mut self.laps[at], new);
                if new.told_ms < told_ms {
                    let kept = &mut self.laps[at];
                    (kept.lap.time_ms, kept.lap.is_deleted, kept.told_ms) =
                        (lap.time_ms, lap.is_deleted, told_ms);
                }
            }
            Err(at) if self.laps.len() < MAX_LAPS => self.laps.insert(at, new),
            Err(_) => {}
        }
    }

    fn find(&self, number: u8) -> Result<usize, usize> {
        self.laps.binary_search_by_key(&number, |known| known.lap.number)
    }
}

impl Bests {
    fn note(&mut self, at_ms: i64, ms: u32) {
        if ms == 0 || self.at(at_ms).is_some_and(|best| best <= ms) {
            return;
        }
        self.0.retain(|&(at, known)| at < at_ms || known < ms);
        let place = self.0.partition_point(|(at, _)| *at < at_ms);
        self.0.insert(place, (at_ms, ms));
    }

    fn at(&self, now_ms: i64) -> Option<u32> {
        self.0.iter().rev().find(|(at, _)| *at <= now_ms).map(|(_, ms)| *ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const CAR: CarIndex = CarIndex(0);

    #[test]
    fn laps_are_seen_as_they_end() {
        let (mut state, _) = testing::race(2);
        let mut history = History::default();
        history.observe(&state, 0, true);
        for (lap, stops, compound) in [
            (4, 0, Compound::Medium),
            (5, 0, Compound::Medium),
            (6, 1, Compound::Unknown),
            (7, 1, Compound::Hard),
        ] {
            let car = &mut state.cars[0];
            (car.lap, car.pit_stops, car.compound) = (lap, stops, compound);
            history.observe(&state, i64::from(lap) * 1_000, false);
            state.cars[0].last_lap_ms = 80_000 + u32::from(lap);
            history.observe(&state, i64::from(lap) * 1_000 + 200, false);
        }
        let times: Vec<(u8, u32)> = history.laps(CAR).iter().map(|lap| (lap.number, lap.time_ms)).collect();
        assert_eq!(times, [(3, 80_004), (4, 80_005), (5, 80_006), (6, 80_007)]);
        let stint = |compound, laps| Stint { compound, laps };
        assert_eq!(history.stints(CAR), [stint(Compound::Medium, [3, 4]), stint(Compound::Hard, [5, 6])]);
        assert_eq!(history.laps(CarIndex(1)), []);
        history.observe(&state, 5_500, true);
        assert_eq!(history.laps(CAR).len(), 2, "what is later than the moment shown is not told");
        let told = (1..9).map(|number| Lap {
            number,
            time_ms: 1,
            end_ms: i64::from(number) * 1_000,
            ..Lap::default()
        });
        history.recall(CAR, told);
        let numbers: Vec<(u8, u32)> = history.laps(CAR).iter().map(|lap| (lap.number, lap.time_ms)).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 1), (4, 80_005)], "of lap 3 only the end was seen");
        history.observe(&state, 8_500, true);
        let numbers: Vec<u8> = history.laps(CAR).iter().map(|lap| lap.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_lap_is_deleted_from_when_that_was_said() {
        let (mut state, _) = testing::race(1);
        state.cars[0].lap = 4;
        let mut history = History::default();
        history.observe(&state, 0, true);
        let lap = |number: u8, deleted_ms| Lap {
            number,
            end_ms: i64::from(number) * 1_000,
            is_deleted: true,
            deleted_ms,
            ..Lap::default()
        };
        history.recall(CAR, [lap(1, Some(2_500)), lap(2, None)]);
        let mut deleted = |now_ms| {
            history.observe(&state, now_ms, true);
            history.laps(CAR).iter().map(|lap| lap.is_deleted).collect::<Vec<_>>()
        };
        assert_eq!(deleted(2_400), [false, true]);
        assert_eq!(deleted(2_500), [true, true]);
    }

    #[test]
    fn a_stop_cost_what_its_laps_took_longer_than_those_of_who_stayed_out() {
        let (state, _) = testing::race(3);
        let mut history = History::default();
        history.observe(&state, 1_000_000, true);
        for (car, times, stops_in) in
            [(0, [80_000, 81_000, 99_000, 83_000], Some(3)), (1, [80_000; 4], None), (2, [82_000; 4], None)]
        {
            let laps = (1..).zip(times).map(|(number, time_ms)| Lap {
                number,
                end_ms: i64::from(number) * 90_000,
                time_ms,
                in_pit: stops_in.is_some_and(|lap| (lap..lap + 2).contains(&number)),
                stops: u8::from(stops_in.is_some_and(|lap| lap < number)),
                ..Lap::default()
            });
            history.recall(CarIndex(car), laps);
        }
        assert_eq!(history.stops(CAR), [(3, Some(99_000 + 83_000 - 164_000))]);
        assert_eq!(history.stops(CarIndex(1)), []);
    }

    #[test]
    fn the_ideal_lap_is_of_the_best_sectors() {
        let (mut state, _) = testing::race(1);
        let mut history = History::default();
        for (sectors, current) in [([30_000, 31_000, 0], 2), ([29_500, 31_500, 28_000], 3), ([1, 1, 1], 0)] {
            (state.cars[0].sectors_ms, state.cars[0].sectors_current) = (sectors, current);
            history.observe(&state, 0, false);
        }
        assert_eq!(history.ideal_lap_ms(CAR), Some(29_500 + 31_000 + 28_000));
    }

    /// Three laps of one car: into the pits in the second, its time deleted in the third.
    fn laps() -> Vec<(i64, RaceState)> {
        let (mut state, _) = testing::race(1);
        let mut states = Vec::new();
        for tenth in 0..40_i64 {
            let (lap, of_lap) = ((tenth / 10) as u8 + 1, tenth % 10);
            let car = &mut state.cars[0];
            car.lap = lap;
            car.status = if tenth == 13 { CarStatus::InPit } else { CarStatus::Running };
            // The record of a lap comes a while after its end.
            if 2 <= of_lap {
                car.last_lap_ms = 80_000 + u32::from(lap) - 1;
            }
            car.last_lap_deleted = lap == 3 && 5 <= of_lap;
            states.push((tenth * 1_000, state.clone()));
        }
        states
    }

    #[test]
    fn what_is_known_at_a_moment_is_the_same_by_whichever_leaps_one_came() {
        let states = laps();
        let (mut history, mut played) = (History::default(), Vec::new());
        for (i, (date_ms, state)) in states.iter().enumerate() {
            history.observe(state, *date_ms, i == 0);
            played.push(history.laps(CAR));
        }
        let at = |tenth: usize| played[tenth].iter().map(|lap| (lap.in_pit, lap.time_ms)).collect::<Vec<_>>();
        assert_eq!(at(39), [(false, 80_001), (true, 80_002), (false, 80_003)]);
        // Each moment is leapt to, and watched on from there for a while.
        for from in (0..40).rev().chain((0..40).map(|i| i * 17 % 40)) {
            for tenth in from..40.min(from + 4) {
                let (date_ms, state) = &states[tenth];
                history.observe(state, *date_ms, tenth == from);
                assert_eq!(history.laps(CAR), played[tenth], "{tenth} from {from}");
            }
        }
    }

    #[test]
    fn a_leap_over_the_line_makes_no_lap_and_says_that_one_is_unknown() {
        let states = laps();
        let mut history = History::default();
        let mut watch = |tenths: std::ops::Range<usize>| {
            let mut unknown = Vec::new();
            for (i, (date_ms, state)) in states[tenths].iter().enumerate() {
                unknown.push(history.observe(state, *date_ms, i == 0));
            }
            assert!(!unknown[1..].contains(&true));
            (unknown[0], history.laps(CAR).iter().map(|lap| (lap.number, lap.in_pit)).collect::<Vec<_>>())
        };
        assert_eq!(watch(2..6), (false, vec![]));
        // The end of the second lap is seen, but not that it led through the pits.
        assert_eq!(watch(16..25), (true, vec![(2, false)]));
        assert_eq!(watch(26..28), (false, vec![(2, false)]));
        history.recall(CAR, [Lap { number: 2, end_ms: 20_000, in_pit: true, ..Lap::default() }]);
        assert!(history.laps(CAR)[0].in_pit, "who has seen all of it knows better");
    }
}
