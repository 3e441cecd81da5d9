//! How far a car has come by its own speed: the integral of Speed, linear between samples.
//!
//! Beyond the newest sample the speed goes on changing as it did, less and less ([`TREND_S`]). Over a hole, where the
//! integral is a guess, it bends so as to come to the distance that positions on both sides tell ([`Odometer::bridge`]).

use std::collections::VecDeque;

use crate::maths;

/// Speed belongs to the position of this many seconds before: measured, 45 ms in one feed, 65 ms in another.
pub const SPEED_LATE_S: f64 = 0.055;

/// Time in which a change of speed wears off beyond the newest sample, seconds: over half a second that is a third
/// nearer to what came than the speed held, in both recordings that it was compared on (0.4 to 0.9 s are as good).
const TREND_S: f64 = 0.6;

/// Changes of speed that a car is capable of, m/s2.
const TREND: (f64, f64) = (-60.0, 20.0);

/// Samples farther apart than this say nothing of how the speed changes, seconds: the feed's own are 0.5 s at most, as
/// a rule.
const RECENT_S: f64 = 0.9;

/// Samples farther apart than this have a hole between them, seconds. Over less, the stamps of positions are too wrong to
/// say how fast the car was; the feed's own are 1.4 s at most.
const HOLE_S: f64 = 2.0;

/// No car is faster, m/s.
const FASTEST: f64 = 110.0;

/// Most samples held, nine minutes of the feed's four a second: a bound for a page whose clock stands.
const MAX_SAMPLES: usize = 2048;

/// Speed and its integral over time.
#[derive(Clone, Debug, Default)]
pub struct Odometer {
    samples: VecDeque<Sample>,
    /// Times of the newest hole's ends, until it is bridged.
    hole: Option<(f64, f64)>,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    time: f64,
    speed: f64,
    distance: f64,
    /// Metres since the sample before that straight lines between speeds do not tell.
    bent: f64,
}

impl Odometer {
    /// Takes a speed, m/s. Returns false, and takes nothing, when it is not newer than the newest.
    pub fn push(&mut self, time: f64, speed: f64) -> bool {
        let distance = match self.samples.back() {
            Some(last) if time <= last.time => return false,
            Some(last) => last.distance + f64::midpoint(last.speed, speed) * (time - last.time),
            None => 0.0,
        };
        if self.samples.len() == MAX_SAMPLES {
            self.samples.pop_front();
        }
        if let Some(last) = self.samples.back().filter(|last| HOLE_S < time - last.time) {
            self.hole = Some((last.time, time));
        }
        self.samples.push_back(Sample { time, speed, distance, bent: 0.0 });
        true
    }

    /// Times of the last sample before the newest hole and the first after it, until [`Self::bridge`] is told more.
    pub fn hole(&self) -> Option<(f64, f64)> {
        self.hole
    }

    /// Lets the speed over the newest hole bend so that the car comes `metres` farther there, or less far, as far as a
    /// car can.
    pub fn bridge(&mut self, metres: f64) {
        let Some((from, to)) = self.hole.take() else { return };
        let Some(after) = self.samples.iter().rposition(|sample| sample.time <= to).filter(|i| 0 < *i) else {
            return;
        };
        let middle = f64::midpoint(self.samples[after - 1].speed, self.samples[after].speed);
        let length = to - from;
        let most = (FASTEST - middle).max(0.0) / 1.5 * length;
        let metres = maths::within(metres, -0.6 * middle * length, most);
        self.samples[after].bent = metres;
        for sample in self.samples.iter_mut().skip(after) {
            sample.distance += metres;
        }
    }

    /// Time of the newest sample.
    pub fn newest(&self) -> Option<f64> {
        self.samples.back().map(|sample| sample.time)
    }

    /// Speed at a time, m/s; held before the first sample, by its trend beyond the last, 0 when nothing is known.
    pub fn speed(&self, time: f64) -> f64 {
        match self.around(time) {
            (Some(a), Some(b)) => {
                let (whole, u) = (b.time - a.time, (time - a.time) / (b.time - a.time));
                (a.speed + (b.speed - a.speed) * u + 6.0 * b.bent / whole * u * (1.0 - u)).max(0.0)
            }
            (Some(end), None) => {
                let worn = 1.0 - maths::exp(-(time - end.time) / TREND_S);
                end.speed + self.trend(end) * TREND_S * worn
            }
            (None, Some(end)) => end.speed,
            (None, None) => 0.0,
        }
    }

    /// Distance at a time, metres since the first sample, likewise.
    pub fn distance(&self, time: f64) -> f64 {
        match self.around(time) {
            (Some(a), Some(b)) => {
                let (passed, slope) = (time - a.time, (b.speed - a.speed) / (b.time - a.time));
                let u = passed / (b.time - a.time);
                let bent = b.bent * u * u * (3.0 - 2.0 * u);
                a.distance + (a.speed + slope * passed / 2.0) * passed + bent
            }
            (Some(end), None) => {
                let passed = time - end.time;
                let worn = 1.0 - maths::exp(-passed / TREND_S);
                end.distance + end.speed * passed + self.trend(end) * TREND_S * (passed - TREND_S * worn)
            }
            (None, Some(end)) => end.distance + end.speed * (time - end.time),
            (None, None) => 0.0,
        }
    }

    /// How the speed changes at the end, m/s2, so that it never falls below zero as that wears off.
    fn trend(&self, end: &Sample) -> f64 {
        let before = self.samples.len().checked_sub(2).and_then(|i| self.samples.get(i));
        let recent = before.filter(|before| end.time - before.time <= RECENT_S);
        recent.map_or(0.0, |before| {
            let slope = (end.speed - before.speed) / (end.time - before.time);
            slope.clamp(TREND.0, TREND.1).max(-end.speed / TREND_S)
        })
    }

    /// Drops what only times before `time` need.
    pub fn forget_before(&mut self, time: f64) {
        while self.samples.get(1).is_some_and(|second| second.time < time) {
            self.samples.pop_front();
        }
    }

    /// The samples before and after a time. Asked for recent times, so it looks from the newest.
    fn around(&self, time: f64) -> (Option<&Sample>, Option<&Sample>) {
        let mut after = None;
        for sample in self.samples.iter().rev() {
            if sample.time <= time {
                return (Some(sample), after);
            }
            after = Some(sample);
        }
        (None, after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_the_integral_of_speed_and_goes_on_beyond_the_ends() {
        let mut odometer = Odometer::default();
        assert_eq!((odometer.speed(1.0), odometer.distance(1.0)), (0.0, 0.0));
        assert!(odometer.push(10.0, 20.0));
        assert!(odometer.push(12.0, 30.0));
        for (time, speed, distance) in [
            (9.0, 20.0, -20.0),
            (10.0, 20.0, 0.0),
            (11.0, 25.0, 22.5),
            (12.0, 30.0, 50.0),
            (14.0, 30.0, 110.0),
        ] {
            assert!((odometer.speed(time) - speed).abs() < 1e-9, "speed at {time}");
            assert!((odometer.distance(time) - distance).abs() < 1e-9, "distance at {time}");
        }
    }

    #[test]
    fn equal_and_falling_dates_are_skipped() {
        let mut odometer = Odometer::default();
        assert!(odometer.push(10.0, 20.0));
        assert!(!odometer.push(10.0, 90.0));
        assert!(!odometer.push(9.0, 90.0));
        assert!((odometer.speed(10.0) - 20.0).abs() < 1e-9);
    }

    #[test]
    fn what_it_forgets_does_not_change_what_it_says_afterwards() {
        let mut all = Odometer::default();
        let mut forgetful = Odometer::default();
        for i in 0..100 {
            let (time, speed) = (f64::from(i) * 0.25, f64::from(i % 7) * 10.0);
            all.push(time, speed);
            forgetful.push(time, speed);
        }
        forgetful.forget_before(20.0);
        assert!(forgetful.samples.len() < 25);
        for i in 0..60 {
            let time = 20.0 + f64::from(i) * 0.1;
            assert!((all.distance(time) - forgetful.distance(time)).abs() < 1e-9);
        }
    }
}
