//! How far a car has come by its own speed: the integral of Speed, linear between samples.

use std::collections::VecDeque;

/// Speed belongs to the position of this many seconds before: measured, 45 ms in one feed, 65 ms in another.
pub const SPEED_LATE_S: f64 = 0.055;

/// Most samples held, nine minutes of the feed's four a second: a bound for a page whose clock stands.
const MAX_SAMPLES: usize = 2048;

/// Speed and its integral over time.
#[derive(Clone, Debug, Default)]
pub struct Odometer {
    samples: VecDeque<Sample>,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    time: f64,
    speed: f64,
    distance: f64,
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
        self.samples.push_back(Sample { time, speed, distance });
        true
    }

    /// Time of the newest sample.
    pub fn newest(&self) -> Option<f64> {
        self.samples.back().map(|sample| sample.time)
    }

    /// Speed at a time, m/s; held beyond either end, 0 when nothing is known.
    pub fn speed(&self, time: f64) -> f64 {
        match self.around(time) {
            (Some(a), Some(b)) => a.speed + (b.speed - a.speed) * (time - a.time) / (b.time - a.time),
            (Some(end), None) | (None, Some(end)) => end.speed,
            (None, None) => 0.0,
        }
    }

    /// Distance at a time, metres since the first sample; at constant speed beyond either end.
    pub fn distance(&self, time: f64) -> f64 {
        match self.around(time) {
            (Some(a), Some(b)) => {
                let (passed, slope) = (time - a.time, (b.speed - a.speed) / (b.time - a.time));
                a.distance + (a.speed + slope * passed / 2.0) * passed
            }
            (Some(end), None) | (None, Some(end)) => end.distance + end.speed * (time - end.time),
            (None, None) => 0.0,
        }
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
