//! Which set of tyres a car is on, and how old it is.

use gridcast_shared::race::{CarTiming, Compound};

use super::pit_stops::Tells;

/// A set of tyres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Set {
    compound: Compound,
    /// Its age less the lap at whose end it has that age; none when nobody ever told.
    age_at_0: Option<i32>,
}

/// A car's tyres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tyre {
    /// As told last; none before anything was.
    told: Option<Set>,
    at_lap: i32,
    /// The set that is on.
    on: Set,
    /// Lap of whose record on a set is told that was not put on: the car only drove through the lane before it.
    early: Option<i32>,
    /// So many laps too early the set that is on was told, and counted.
    early_laps: i32,
}

impl Tyre {
    /// Whether anything was ever told.
    pub(super) fn is_known(&self) -> bool {
        self.told.is_some()
    }

    /// The compound that is on.
    pub(super) fn compound(&self) -> Compound {
        self.on.compound
    }

    /// Laps done, for the board: `done` laps are over; the set of a car that is out ages no more.
    pub(super) fn shown_age(&self, done: i32, is_out: bool) -> u8 {
        let end = if is_out { self.at_lap } else { done.max(self.at_lap) };
        let oldest = i32::from(CarTiming::UNKNOWN_AGE) - 1;
        self.on.age_at_0.map_or(CarTiming::UNKNOWN_AGE, |age| (age + end).clamp(0, oldest) as u8)
    }

    /// What the record of a lap out of the pits says of its set beside the one before: another one has another
    /// compound, or an age that does not go on.
    pub(super) fn tells(&self, lap: i32, compound: Compound, age: Option<i32>) -> Tells {
        let Some(before) = self.told.filter(|_| self.at_lap < lap) else {
            return if age.is_some_and(|age| age <= 3 && age < lap) { Tells::Other } else { Tells::Nothing };
        };
        match (age, before.age_at_0) {
            _ if is_change(before.compound, compound) => Tells::Other,
            (Some(age), Some(before)) if age - lap != before => Tells::Other,
            (Some(_), Some(_)) => Tells::Same,
            _ => Tells::Nothing,
        }
    }

    /// A record's tyre holds at the end of its lap; an UNKNOWN does not undo what an earlier record of the same set
    /// said. `visit` is what it says of the visit before the lap, and whether that was a stop. A set told at one
    /// that was none belongs to the next stop, if none is told there.
    pub(super) fn take_lap(
        &mut self,
        lap: i32,
        compound: Compound,
        age: Option<i32>,
        visit: Option<(Tells, bool)>,
    ) {
        let before = self.told.unwrap_or_default();
        let tells = visit.map_or_else(|| self.tells(lap, compound, age), |visit| visit.0);
        let is_new =
            self.told.is_none() || tells == Tells::Other || (tells == Tells::Nothing && visit.is_some());
        let told = Set {
            compound: if compound == Compound::Unknown && !is_new { before.compound } else { compound },
            age_at_0: age.map(|age| age - lap).or(before.age_at_0.filter(|_| !is_new)),
        };
        (self.told, self.at_lap) = (Some(told), lap);
        match visit {
            Some((Tells::Other, false)) => {
                self.early.get_or_insert(lap);
            }
            Some((Tells::Same, true)) => {
                self.early_laps = self.early.take().map_or(self.early_laps, |early| lap - early);
            }
            Some((Tells::Other | Tells::Nothing, true)) => (self.early, self.early_laps) = (None, 0),
            Some((_, false)) | None => {}
        }
        if self.early.is_none() {
            self.on = Set { age_at_0: told.age_at_0.map(|age| age - self.early_laps), ..told };
        }
    }

    /// The timing tells a compound, an age or both, after so many laps. Another compound is a new set, of which no
    /// age is known before it is told.
    pub(super) fn take_timing(&mut self, laps: i32, compound: Option<Compound>, age: Option<u8>) {
        if compound.is_some() || age.is_some() {
            let before = self.told.unwrap_or_default();
            let is_new = compound.is_some_and(|compound| is_change(before.compound, compound));
            self.on = Set {
                compound: compound.unwrap_or(before.compound),
                age_at_0: age.map(|age| i32::from(age) - laps).or(before.age_at_0.filter(|_| !is_new)),
            };
            *self = Self { told: Some(self.on), at_lap: laps, on: self.on, early: None, early_laps: 0 };
        }
    }
}

/// Whether the compound is another; an UNKNOWN is none.
fn is_change(before: Compound, now: Compound) -> bool {
    now != Compound::Unknown && before != Compound::Unknown && now != before
}
