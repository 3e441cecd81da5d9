//! A displacement that fades: it begins as it is and ends at nothing, its speed and acceleration too.
//!
//! Whatever moves the path under a drawn car displaces the car by as much, so that it stays where it is, and lets
//! that fade. The fade is the polynomial of fifth degree, the smoothest between two states, and takes the longer the
//! farther it goes: a correction of a metre takes half a second, a jump of the feed of 45 m two.

use super::vector::{Vec2, add, length, scale};
use crate::maths;

/// Greatest jerk of a fade from rest, m/s3.
const JERK: f64 = 200.0;

/// Shortest and longest fade, seconds.
const LENGTHS_S: (f64, f64) = (0.4, 6.0);

/// A displacement of a drawn car.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ease {
    begun: f64,
    length: f64,
    /// As it began: metres, m/s, m/s2.
    from: [Vec2; 3],
}

impl Default for Ease {
    fn default() -> Self {
        Self { begun: 0.0, length: LENGTHS_S.0, from: [[0.0; 2]; 3] }
    }
}

impl Ease {
    /// Displaces by `by` more at a time, and begins to fade anew; nothing happens by nothing.
    pub(super) fn add(&mut self, time: f64, by: Vec2) {
        if length(by) <= 0.0 {
            return;
        }
        let [at, speed, acceleration] = self.state(time);
        let from = add(at, by);
        // A quintic from rest over T has at most 60 times its way over T cubed of jerk.
        self.length = maths::cbrt(60.0 * length(from) / JERK).clamp(LENGTHS_S.0, LENGTHS_S.1);
        self.begun = time;
        self.from = [from, speed, acceleration];
    }

    /// Begins to fade at a time from a displacement, its speed and its acceleration (m, m/s, m/s2); what was before is
    /// forgotten. Takes `least_s` or longer.
    pub(super) fn begin(time: f64, from: [Vec2; 3], least_s: f64) -> Self {
        let [way, speed, acceleration] = from.map(length);
        // The jerk at the beginning of a quintic over T is 60 ways over T cubed, 36 speeds over T squared, 9
        // accelerations over T.
        let alone = [maths::cbrt(60.0 * way / JERK), (36.0 * speed / JERK).sqrt(), 9.0 * acceleration / JERK];
        let length = alone.into_iter().fold(least_s, f64::max).clamp(LENGTHS_S.0, LENGTHS_S.1);
        Self { begun: time, length, from }
    }

    /// The displacement at a time.
    pub(super) fn at(&self, time: f64) -> Vec2 {
        self.state(time)[0]
    }

    /// Displacement, its speed and its acceleration.
    fn state(&self, time: f64) -> [Vec2; 3] {
        let (t, u) = (self.length, ((time - self.begun) / self.length).clamp(0.0, 1.0));
        let (u2, u3, u4, u5) = (u * u, u.powi(3), u.powi(4), u.powi(5));
        let bases = [
            [
                1.0 - 10.0 * u3 + 15.0 * u4 - 6.0 * u5,
                t * (u - 6.0 * u3 + 8.0 * u4 - 3.0 * u5),
                t * t * 0.5 * (u2 - 3.0 * u3 + 3.0 * u4 - u5),
            ],
            [
                (-30.0 * u2 + 60.0 * u3 - 30.0 * u4) / t,
                1.0 - 18.0 * u2 + 32.0 * u3 - 15.0 * u4,
                t * 0.5 * (2.0 * u - 9.0 * u2 + 12.0 * u3 - 5.0 * u4),
            ],
            [
                (-60.0 * u + 180.0 * u2 - 120.0 * u3) / (t * t),
                (-36.0 * u + 96.0 * u2 - 60.0 * u3) / t,
                0.5 * (2.0 - 18.0 * u + 36.0 * u2 - 20.0 * u3),
            ],
        ];
        bases.map(|basis| {
            self.from.iter().zip(basis).fold([0.0; 2], |sum, (part, share)| add(sum, scale(*part, share)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::vector::sub;
    use super::*;

    #[test]
    fn it_begins_where_it_is_ends_at_nothing_and_jerks_little() {
        const DT: f64 = 1e-3;
        for by in [0.05, 1.0, 12.0, 45.0, 300.0] {
            let mut ease = Ease::default();
            ease.add(2.0, [by, 0.0]);
            assert!((ease.at(2.0)[0] - by).abs() < 1e-9);
            // A second push on the way changes neither place, speed nor acceleration but by itself.
            let before = ease.state(2.2);
            ease.add(2.2, [0.0, 1.0]);
            let after = ease.state(2.2);
            assert!(length(sub(add(before[0], [0.0, 1.0]), after[0])) < 1e-9);
            assert!(length(sub(before[1], after[1])) < 1e-9 && length(sub(before[2], after[2])) < 1e-9);
            let mut ease = Ease::default();
            ease.add(2.0, [by, 0.0]);
            let place = |i: u32| ease.at(2.0 + f64::from(i) * DT)[0];
            for i in 0..7000 {
                let jerk = (place(i + 3) - 3.0 * place(i + 2) + 3.0 * place(i + 1) - place(i)) / DT.powi(3);
                assert!(jerk.abs() < 1.02 * JERK.max(60.0 * by / LENGTHS_S.1.powi(3)), "{by}: {jerk}");
            }
            assert!(length(ease.at(8.1)) < 1e-12);
        }
    }
}
