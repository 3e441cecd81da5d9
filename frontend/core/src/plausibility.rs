//! Whether cars can have been where the feed says: positions against Speed, car by car and for all of them.
//!
//! What a car cannot do is not drawn as measured, and the page says what is wrong: places that come again under new
//! dates, a car that stands while its Speed goes on, one that is now here and now there, two cars that have changed
//! places, positions that stop. A single jump is none of these; the feed has hundreds in a race.
//!
//! Times are seconds of source time since any fixed origin, places metres, speeds m/s.

mod doubt;
mod swap;
mod watch;

pub use doubt::Doubt;

use swap::Swaps;
use watch::Watch;

use crate::motion::Vec2;

/// Positions that are so much older than car data have stopped, seconds: in batches of a second they are up to 1.4 s
/// apart.
const STOPPED_S: f64 = 2.0;

/// The same against whatever else comes: timing alone.
const STOPPED_BESIDE_TIMING_S: f64 = 5.0;

/// Nothing is said of positions that have never come before data has come for so long, seconds.
const NEVER_S: f64 = 3.0;

/// What is to be said of the positions as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Positions {
    /// Nothing: they come and can be believed, or it is too early to say.
    #[default]
    Plausible,
    /// None has ever come.
    Never {
        /// Whether car data comes all the same: then the source has positions too, and they are missed.
        with_car_data: bool,
    },
    /// They have stopped while other data goes on.
    Stopped {
        /// For how long, seconds of source time.
        for_s: f64,
    },
    /// Those of some cars cannot be right.
    Doubtful {
        /// Why; when it is not the same for all of them, what is worst.
        doubt: Doubt,
        /// The cars, a bit each.
        cars: u32,
    },
}

/// The watch over all cars.
#[derive(Clone, Debug, Default)]
pub struct Plausibility {
    cars: Vec<Watch>,
    swaps: Swaps,
    first_data: Option<f64>,
    newest_data: f64,
    newest_car_data: Option<f64>,
    newest_position: Option<f64>,
}

impl Plausibility {
    /// Something came of this time, of whatever kind.
    pub fn heard(&mut self, time: f64) {
        self.newest_data = if self.first_data.is_some() { self.newest_data.max(time) } else { time };
        self.first_data.get_or_insert(time);
    }

    /// Takes a car's speed.
    pub fn speed(&mut self, car: usize, time: f64, speed: f64) {
        let newest = self.newest_car_data.map_or(time, |newest| newest.max(time));
        self.newest_car_data = Some(newest);
        self.watch(car).speed(time, speed);
    }

    /// Takes a car's position; whether it is to be believed.
    pub fn position(&mut self, car: usize, time: f64, point: Vec2) -> bool {
        let newest = self.newest_position.map_or(time, |newest| newest.max(time));
        self.newest_position = Some(newest);
        let Some(step) = self.watch(car).position(time, point) else { return false };
        let speed_of = |other: usize| self.cars.get(other).map_or(0.0, Watch::speed_now);
        self.swaps.take(car, &step, speed_of);
        self.watch(car).is_believed()
    }

    /// Why a car's positions are not believed.
    pub fn doubt(&self, car: usize) -> Option<Doubt> {
        let own = self.cars.get(car).and_then(Watch::doubt);
        own.or_else(|| self.swaps.is_swapped(car).then_some(Doubt::Swapped))
    }

    /// What is to be said of the positions.
    pub fn positions(&self) -> Positions {
        let Some(first) = self.first_data else { return Positions::Plausible };
        let Some(newest) = self.newest_position else {
            let early = self.newest_data - first < NEVER_S;
            let with_car_data = self.newest_car_data.is_some();
            return if early { Positions::Plausible } else { Positions::Never { with_car_data } };
        };
        let beside_car_data = self.newest_car_data.map_or(0.0, |car_data| car_data - newest);
        if STOPPED_S < beside_car_data || STOPPED_BESIDE_TIMING_S < self.newest_data - newest {
            return Positions::Stopped { for_s: beside_car_data.max(self.newest_data - newest) };
        }
        let mut all = (0..self.cars.len()).filter_map(|car| Some((car, self.doubt(car)?)));
        let Some(first) = all.next() else { return Positions::Plausible };
        let begin = (first.1, 1u32 << first.0.min(31));
        let (doubt, cars) =
            all.fold(begin, |(worst, cars), (car, doubt)| (worst.min(doubt), cars | 1 << car.min(31)));
        Positions::Doubtful { doubt, cars }
    }

    fn watch(&mut self, car: usize) -> &mut Watch {
        if self.cars.len() <= car {
            self.cars.resize_with(car + 1, Watch::default);
        }
        &mut self.cars[car]
    }
}

#[cfg(test)]
mod tests;
