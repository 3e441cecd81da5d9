//! Which set of tyres a car is on, and how old it is.

use gridcast_shared::race::Compound;

/// A set of tyres as the newest record says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tyre {
    pub(super) compound: Compound,
    /// Laps done by the end of `at_lap`.
    age: i32,
    at_lap: i32,
    pub(super) is_known: bool,
}

impl Tyre {
    /// Laps done by the end of a lap, if the set stays on.
    pub(super) fn age_after(&self, lap: i32) -> i32 {
        self.age + lap - self.at_lap
    }

    /// Laps done, for the board: `done` laps are over; the set of a car that is out ages no more.
    pub(super) fn shown_age(&self, done: i32, is_out: bool) -> u8 {
        let end = if is_out { self.at_lap } else { done };
        (self.age + (end - self.at_lap).max(0)).clamp(0, 255) as u8
    }

    /// Whether a lap out of the pits was driven on another set than the one before: the compound is another, or
    /// the age does not go on.
    pub(super) fn is_other(&self, lap: i32, compound: Compound, age: Option<i32>) -> bool {
        if self.is_known && self.at_lap < lap {
            self.is_changed_by(compound) || age.is_none_or(|age| age != self.age_after(lap))
        } else {
            age.is_some_and(|age| age <= 3 && age < lap)
        }
    }

    fn is_changed_by(&self, compound: Compound) -> bool {
        compound != Compound::Unknown && self.compound != Compound::Unknown && compound != self.compound
    }

    /// A record's tyre holds at the end of its lap; an UNKNOWN does not undo what an earlier record of the same
    /// set said. Without an age a new set, or one of another compound, has done this lap.
    pub(super) fn take_lap(&mut self, lap: i32, told: Compound, age: Option<i32>, is_new: bool) {
        let is_new = is_new || self.is_changed_by(told);
        let goes_on = if is_new { 1 } else { self.age_after(lap) };
        let is_same_set = self.is_known && !is_new && age.is_none_or(|age| age == goes_on);
        let compound = if told == Compound::Unknown && is_same_set { self.compound } else { told };
        *self = Self { compound, age: age.unwrap_or(goes_on), at_lap: lap, is_known: true };
    }

    /// The timing tells a compound, an age or both, after so many laps. Another compound is a new set.
    pub(super) fn take_timing(&mut self, laps: i32, compound: Option<Compound>, age: Option<u8>) {
        if compound.is_some() || age.is_some() {
            let is_new = compound.is_some_and(|compound| self.is_changed_by(compound));
            let goes_on = if is_new { 0 } else { self.age_after(laps) };
            *self = Self {
                compound: compound.unwrap_or(self.compound),
                age: age.map_or(goes_on, i32::from),
                at_lap: laps,
                is_known: true,
            };
        }
    }
}
