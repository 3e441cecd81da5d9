//! Every lap of every car up to the moment shown, and what follows from them: sets of tyres, the ideal lap, time lost.
//!
//! Laps are seen as they end; those from before the page came, or before a seek, are recalled. Of a state from an
//! earlier time all that is later is not told.

use gridcast_shared::few;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::{CarStatus, Compound, Gap, RaceState};

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
#[derive(Clone, Debug, Default)]
pub struct History {
    session: Option<SessionId>,
    now_ms: i64,
    cars: Vec<Car>,
}

#[derive(Clone, Debug, Default)]
struct Car {
    laps: Vec<Lap>,
    /// The lap it is in; none before it was seen.
    lap: Option<u8>,
    was_in_pit: bool,
    /// Best time of each sector, ms; 0 when there is none.
    best_sectors_ms: [u32; 3],
}

impl History {
    /// Takes note of the laps that have ended; `now_ms` is the moment shown.
    pub fn observe(&mut self, state: &RaceState, now_ms: i64) {
        if self.session.as_ref() != Some(&state.session.id) {
            *self = Self { session: Some(state.session.id.clone()), ..Self::default() };
        }
        if now_ms < self.now_ms {
            for car in &mut self.cars {
                (car.lap, car.was_in_pit, car.best_sectors_ms) = (None, false, [0; 3]);
            }
        }
        self.now_ms = now_ms;
        self.cars.resize_with(state.cars.len(), Car::default);
        for (car, timing) in self.cars.iter_mut().zip(&state.cars) {
            car.was_in_pit |= timing.status == CarStatus::InPit;
            for sector in 0..usize::from(timing.sectors_current).min(3) {
                let (best, ms) = (&mut car.best_sectors_ms[sector], timing.sectors_ms[sector]);
                if 0 < ms && (*best == 0 || ms < *best) {
                    *best = ms;
                }
            }
            let before = car.lap.replace(timing.lap);
            if let Some(before) = before.filter(|&before| 0 < before && before < timing.lap) {
                let lap = Lap {
                    number: timing.lap - 1,
                    end_ms: now_ms,
                    time_ms: if before + 1 == timing.lap { timing.last_lap_ms } else { 0 },
                    place: timing.position,
                    gap: timing.gap,
                    compound: timing.compound,
                    age: timing.tyre_age,
                    stops: timing.pit_stops,
                    in_pit: car.was_in_pit,
                    is_deleted: timing.last_lap_deleted,
                };
                car.was_in_pit = timing.status == CarStatus::InPit;
                car.put(lap);
            } else if let Some(newest) = car.laps.iter_mut().find(|lap| lap.number + 1 == timing.lap) {
                // Its record comes a little after the line.
                newest.time_ms = timing.last_lap_ms;
                newest.is_deleted = timing.last_lap_deleted;
                if newest.place == 0 {
                    newest.place = timing.position;
                }
            }
        }
    }

    /// Takes laps that were told by others, also later ones: each is told once its end is at or before the moment shown.
    pub fn recall(&mut self, car: CarIndex, laps: impl IntoIterator<Item = Lap>) {
        let Some(car) = self.cars.get_mut(car.index()) else { return };
        for lap in laps {
            if !car.laps.iter().any(|known| known.number == lap.number && known.time_ms != 0) {
                car.put(lap);
            }
        }
    }

    /// A car's laps up to the moment shown, oldest first.
    pub fn laps(&self, car: CarIndex) -> &[Lap] {
        let laps: &[Lap] = self.cars.get(car.index()).map_or(&[], |car| &car.laps);
        &laps[..laps.partition_point(|lap| lap.end_ms <= self.now_ms)]
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
        let best = self.cars.get(car.index())?.best_sectors_ms;
        best.iter().all(|&ms| 0 < ms).then(|| best.iter().sum())
    }
}

fn same(a: Compound, b: Compound) -> bool {
    a == b || a == Compound::Unknown || b == Compound::Unknown
}

impl Car {
    fn put(&mut self, lap: Lap) {
        match self.laps.binary_search_by_key(&lap.number, |known| known.number) {
            Ok(at) => self.laps[at] = lap,
            Err(at) if self.laps.len() < MAX_LAPS => self.laps.insert(at, lap),
            Err(_) => {}
        }
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
        history.observe(&state, 0);
        for (lap, stops, compound) in [
            (4, 0, Compound::Medium),
            (5, 0, Compound::Medium),
            (6, 1, Compound::Unknown),
            (7, 1, Compound::Hard),
        ] {
            let car = &mut state.cars[0];
            (car.lap, car.pit_stops, car.compound) = (lap, stops, compound);
            history.observe(&state, i64::from(lap) * 1_000);
            state.cars[0].last_lap_ms = 80_000 + u32::from(lap);
            history.observe(&state, i64::from(lap) * 1_000 + 200);
        }
        let times: Vec<(u8, u32)> = history.laps(CAR).iter().map(|lap| (lap.number, lap.time_ms)).collect();
        assert_eq!(times, [(3, 80_004), (4, 80_005), (5, 80_006), (6, 80_007)]);
        let stint = |compound, laps| Stint { compound, laps };
        assert_eq!(history.stints(CAR), [stint(Compound::Medium, [3, 4]), stint(Compound::Hard, [5, 6])]);
        assert_eq!(history.laps(CarIndex(1)), []);
        history.observe(&state, 5_500);
        assert_eq!(history.laps(CAR).len(), 2, "what is later than the moment shown is not told");
        let told = (1..9).map(|number| Lap {
            number,
            time_ms: 1,
            end_ms: i64::from(number) * 1_000,
            ..Lap::default()
        });
        history.recall(CAR, told);
        let numbers: Vec<(u8, u32)> = history.laps(CAR).iter().map(|lap| (lap.number, lap.time_ms)).collect();
        assert_eq!(numbers, [(1, 1), (2, 1), (3, 80_004), (4, 80_005)]);
        history.observe(&state, 8_500);
        let numbers: Vec<u8> = history.laps(CAR).iter().map(|lap| lap.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_stop_cost_what_its_laps_took_longer_than_those_of_who_stayed_out() {
        let (state, _) = testing::race(3);
        let mut history = History::default();
        history.observe(&state, 1_000_000);
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
            history.observe(&state, 0);
        }
        assert_eq!(history.ideal_lap_ms(CAR), Some(29_500 + 31_000 + 28_000));
    }
}
