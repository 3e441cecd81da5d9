//! Two cars that change places between two samples: each leaps to where the other should be.

use super::watch::{Step, distance};

/// A step ends no farther than this from where it should, metres and seconds of the car's own speed.
const OFF_M: f64 = 20.0;
const OFF_S: f64 = 0.15;

/// Each is to be found so near to the other's place, as a share of its leap, and metres.
const NEAR_SHARE: f64 = 0.4;
const NEAR_M: f64 = 8.0;

/// Over this way it is asked whose Speed fits whose steps, metres.
const WAY_M: f64 = 1_500.0;

/// Own speeds that fit so much better than the other's say that nothing is swapped any more.
const BETTER: f64 = 0.85;

/// Without a word from the feed nothing stays swapped for longer, seconds.
const LONGEST_S: f64 = 180.0;

/// The pairs that have changed places, and who has leapt just now.
#[derive(Clone, Debug, Default)]
pub(super) struct Swaps {
    pairs: Vec<Pair>,
    leaps: Vec<(usize, Step)>,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    cars: [usize; 2],
    since: f64,
    way: f64,
    /// How much the steps differ from the cars' own speeds, and from each other's, metres.
    own: f64,
    others: f64,
}

impl Swaps {
    /// Takes a car's step; `speed_of` says any car's speed now.
    pub(super) fn take(&mut self, car: usize, step: &Step, speed_of: impl Fn(usize) -> f64) {
        for pair in self.pairs.iter_mut().filter(|pair| pair.cars.contains(&car)) {
            let other = if pair.cars[0] == car { pair.cars[1] } else { pair.cars[0] };
            let length = distance(step.from, step.to);
            pair.own += (length - step.driven).abs();
            pair.others += (length - speed_of(other) * step.dt).abs();
            pair.way += step.driven;
        }
        self.pairs.retain(|pair| {
            let refuted = WAY_M < pair.way && pair.own < BETTER * pair.others;
            !refuted && step.time - pair.since < LONGEST_S
        });
        for pair in self.pairs.iter_mut().filter(|pair| WAY_M < pair.way) {
            (pair.way, pair.own, pair.others) = (0.0, 0.0, 0.0);
        }
        self.leaps.retain(|(_, leap)| (leap.time - step.time).abs() < 1e-6);
        let off = distance(step.to, step.expected);
        if off < OFF_M + OFF_S * step.driven / step.dt {
            return;
        }
        let partner = self.leaps.iter().position(|(_, leap)| swapped(leap, step) && swapped(step, leap));
        match partner {
            Some(i) => {
                let (other, _) = self.leaps.swap_remove(i);
                self.change(car, other, step.time);
            }
            None => self.leaps.push((car, *step)),
        }
    }

    pub(super) fn is_swapped(&self, car: usize) -> bool {
        self.pairs.iter().any(|pair| pair.cars.contains(&car))
    }

    /// Two cars have changed places: they are swapped, or no longer.
    fn change(&mut self, a: usize, b: usize, time: f64) {
        let n = self.pairs.len();
        self.pairs.retain(|pair| !(pair.cars.contains(&a) && pair.cars.contains(&b)));
        if self.pairs.len() == n {
            self.pairs.push(Pair { cars: [a, b], since: time, way: 0.0, own: 0.0, others: 0.0 });
        }
    }
}

/// Whether a step ends where another should have.
fn swapped(one: &Step, other: &Step) -> bool {
    let leap = distance(one.to, one.expected);
    distance(one.to, other.expected) < NEAR_SHARE * leap + NEAR_M
}
