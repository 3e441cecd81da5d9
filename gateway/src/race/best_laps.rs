//! Each car's best lap, and the fastest of the race.

use gridcast_shared::ids::DriverCode;
use gridcast_shared::units::MAX_CARS;

/// A lap; of equal times the one set first is the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct BestLap {
    pub(super) time_ms: u32,
    /// When it ended.
    pub(super) end_ms: i64,
    /// Who drove it: decides between laps that are equal in all else.
    pub(super) code: DriverCode,
}

/// The best laps of all cars.
#[derive(Clone, Debug, Default)]
pub(super) struct BestLaps([Option<BestLap>; MAX_CARS]);

impl BestLaps {
    /// Time of a car's best lap, ms; 0 when there is none.
    pub(super) fn time_ms(&self, car: usize) -> u32 {
        self.0.get(car).copied().flatten().map_or(0, |best| best.time_ms)
    }

    /// Who holds the fastest lap of all.
    pub(super) fn fastest(&self) -> Option<usize> {
        let timed = (0..self.0.len()).filter_map(|car| Some((self.0[car]?, car)));
        timed.min().map(|(_, car)| car)
    }

    /// A lap was driven; true when it is the car's best.
    pub(super) fn drove(&mut self, car: usize, lap: BestLap) -> bool {
        let is_better = self.time_ms(car) == 0 || lap.time_ms < self.time_ms(car);
        if is_better {
            self.set(car, lap);
        }
        is_better
    }

    /// The car has no best lap any more.
    pub(super) fn take_away(&mut self, car: usize) {
        if let Some(best) = self.0.get_mut(car) {
            *best = None;
        }
    }

    /// The car's best lap is this, whatever it was.
    pub(super) fn set(&mut self, car: usize, lap: BestLap) {
        if let Some(best) = self.0.get_mut(car) {
            *best = Some(lap);
        }
    }
}
