//! The laps of all cars that were timed, each car's best that counts, and the fastest of all.
//!
//! What the timing tells of a best lap goes before what the laps say, but for a deleted one and for laps driven since.

use std::collections::BTreeMap;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::lap_verdict::LapName;
use gridcast_shared::topics::{TimingRecord, Update};
use gridcast_shared::units::MAX_CARS;

use super::lap_record::Lap;

/// Parts of qualifying.
const PARTS: usize = 3;

/// A lap; of equal times the one set first is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BestLap {
    pub(super) time_ms: u32,
    /// When it ended.
    pub(super) end_ms: i64,
    /// Who drove it: decides between laps that are equal in all else.
    pub(super) code: DriverCode,
}

/// A lap that was timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TimedLap {
    best: BestLap,
    /// Part of qualifying, from 1; 0 elsewhere.
    part: u8,
    is_deleted: bool,
}

/// What the timing told of a car's best lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ToldBest {
    /// None: there is none any more.
    lap: Option<BestLap>,
    number: Option<i32>,
    date_ms: i64,
}

/// The laps of one car.
#[derive(Clone, Debug, Default)]
struct CarLaps {
    laps: BTreeMap<i32, TimedLap>,
    told: Option<ToldBest>,
    /// What the timing tells of the parts of qualifying.
    told_parts: [Update<BestLap>; PARTS],
    /// What was said of laps, by race control; the last word on a lap holds.
    verdicts: Vec<Verdict>,
}

/// Race control's word on a lap.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    lap: LapName,
    is_deleted: bool,
    /// When it was said.
    date_ms: i64,
}

/// Most words on laps that are kept of a car; no car has had a fifth of that.
const MAX_VERDICTS: usize = 256;

impl CarLaps {
    fn verdict(&self, number: i32, time_ms: u32) -> Option<&Verdict> {
        self.verdicts.iter().rev().find(|verdict| verdict.lap.is(number, time_ms))
    }

    fn is_said_deleted(&self, number: i32, time_ms: u32) -> bool {
        self.verdict(number, time_ms).is_some_and(|verdict| verdict.is_deleted)
    }

    fn counting(&self) -> impl Iterator<Item = &TimedLap> {
        self.laps.values().filter(|lap| !lap.is_deleted)
    }

    fn best(&self) -> Option<BestLap> {
        let told =
            self.told.filter(|told| !told.lap.is_some_and(|lap| self.is_deleted(told.number, lap.time_ms)));
        let since = told.map_or(i64::MIN, |told| told.date_ms);
        let driven = self.counting().map(|lap| lap.best).filter(|lap| since < lap.end_ms);
        // With each part of qualifying the feed takes the best lap away, and tells it among those of the parts.
        let of_parts = self.told_parts.iter().filter_map(|told| told.value());
        let of_parts = of_parts.filter(|lap| !self.is_deleted(None, lap.time_ms));
        driven.chain(told.and_then(|told| told.lap)).chain(of_parts).min()
    }

    fn is_deleted(&self, number: Option<i32>, time_ms: u32) -> bool {
        let is_it = |(found, lap): (&i32, &TimedLap)| {
            lap.is_deleted && lap.best.time_ms == time_ms && number.is_none_or(|number| number == *found)
        };
        let by_lap = self.laps.iter().any(is_it);
        by_lap || self.is_said_deleted(number.unwrap_or(0), time_ms)
    }

    fn best_of_part(&self, part: usize) -> Option<u32> {
        let driven = self.counting().filter(|lap| usize::from(lap.part) == part + 1);
        match self.told_parts[part] {
            Update::Set(told) if !self.is_deleted(None, told.time_ms) => Some(told.time_ms),
            Update::Gone => None,
            Update::Keep | Update::Set(_) => driven.map(|lap| lap.best.time_ms).min(),
        }
    }
}

/// The laps of all cars; a car is below [`MAX_CARS`].
#[derive(Clone, Debug)]
pub(super) struct BestLaps(Vec<CarLaps>);

impl Default for BestLaps {
    fn default() -> Self {
        Self(vec![CarLaps::default(); MAX_CARS])
    }
}

impl BestLaps {
    /// Time of a car's best lap, ms; 0 when there is none.
    pub(super) fn time_ms(&self, car: usize) -> u32 {
        self.0[car].best().map_or(0, |best| best.time_ms)
    }

    /// Best of each part of qualifying, ms; 0 when there is none.
    pub(super) fn by_part_ms(&self, car: usize) -> [u32; PARTS] {
        std::array::from_fn(|part| self.0[car].best_of_part(part).unwrap_or(0))
    }

    /// Who holds the fastest lap of all.
    pub(super) fn fastest(&self) -> Option<usize> {
        let timed = self.0.iter().enumerate().filter_map(|(i, car)| Some((car.best()?, i)));
        timed.min().map(|(_, car)| car)
    }

    /// A lap was driven, or its record is corrected; without a time there is none. `ended` has its end and its
    /// driver, `part` is that of qualifying. Returns the time of a new fastest lap of all; that of lap 1 is no news.
    pub(super) fn take_lap(&mut self, car: usize, lap: &Lap, ended: BestLap, part: u8) -> Option<u32> {
        let before = self.fastest_ms();
        let timed = lap.time_ms.filter(|&ms| 0 < ms).map(|time_ms| BestLap { time_ms, ..ended });
        self.drove(car, lap.number, timed, lap.is_deleted, part);
        self.is_faster(car, before).filter(|_| 1 < lap.number)
    }

    /// Takes what the timing tells of best laps. `laps` is how many are done, where the last lap is to be one of
    /// those that the best is found among. Returns the time of a new fastest lap of all.
    pub(super) fn take_timing(
        &mut self,
        car: usize,
        record: &TimingRecord,
        laps: Option<i32>,
        code: DriverCode,
        part: u8,
    ) -> Option<u32> {
        let before = self.fastest_ms();
        let end_ms = record.date;
        let lap = |time_ms: u32| Some(BestLap { time_ms, end_ms, code }).filter(|_| 0 < time_ms);
        match (record.best_lap_time, laps, record.last_lap_time) {
            (Update::Keep, Some(number), Update::Set(last)) => self.drove(car, number, lap(last), None, part),
            (Update::Keep, ..) => {}
            (best, ..) => {
                let number = record.best_lap_number.value().map(i32::from);
                let told = ToldBest { lap: best.value().and_then(lap), number, date_ms: end_ms };
                self.0[car].told = Some(told);
            }
        }
        match &record.best_laps {
            Update::Keep => {}
            Update::Gone => self.0[car].told_parts = [Update::Keep; PARTS],
            Update::Set(parts) => {
                for (known, told) in self.0[car].told_parts.iter_mut().zip(parts) {
                    *known = Update::set_or_gone(told.and_then(lap));
                }
            }
        }
        before.and(self.is_faster(car, before))
    }

    fn fastest_ms(&self) -> Option<u32> {
        self.fastest().map(|car| self.time_ms(car))
    }

    /// The car's best lap, where it is the fastest of all and faster than what was.
    fn is_faster(&self, car: usize, before_ms: Option<u32>) -> Option<u32> {
        let time_ms = self.time_ms(car);
        let is_faster = before_ms.is_none_or(|before| time_ms < before);
        (self.fastest() == Some(car) && is_faster).then_some(time_ms)
    }

    fn drove(&mut self, car: usize, number: i32, lap: Option<BestLap>, is_deleted: Option<bool>, part: u8) {
        let car = &mut self.0[car];
        let Some(best) = lap else {
            car.laps.remove(&number);
            return;
        };
        let said = car.is_said_deleted(number, best.time_ms);
        let (part, is_deleted) = match car.laps.get(&number) {
            // A correction that does not say whether the lap counts leaves that as it was.
            Some(known) => (known.part, is_deleted.unwrap_or(known.is_deleted || said)),
            // Race control may have been quicker than the lap's first record.
            None => (part, is_deleted.unwrap_or(false) || said),
        };
        car.laps.insert(number, TimedLap { best, part, is_deleted });
    }

    /// Race control's word on a lap, which may yet have to be told of.
    pub(super) fn judge(&mut self, car: usize, name: LapName, is_deleted: bool, date_ms: i64) {
        let car = &mut self.0[car];
        if car.verdicts.len() == MAX_VERDICTS {
            car.verdicts.remove(0);
        }
        car.verdicts.push(Verdict { lap: name, is_deleted, date_ms });
        for (number, lap) in &mut car.laps {
            if name.is(*number, lap.best.time_ms) {
                lap.is_deleted = is_deleted;
            }
        }
    }

    /// Whether the time of a lap is deleted.
    pub(super) fn is_deleted(&self, car: usize, number: i32) -> bool {
        self.0[car].laps.get(&number).is_some_and(|lap| lap.is_deleted)
    }

    /// When race control said that the time of a lap is deleted; none where it did not, or not yet.
    pub(super) fn deleted_ms(&self, car: usize, number: i32) -> Option<i64> {
        let car = &self.0[car];
        let verdict = car.verdict(number, car.laps.get(&number)?.best.time_ms)?;
        verdict.is_deleted.then_some(verdict.date_ms)
    }
}
