//! A car's way through the plane on the wire: as fast as its speed says, turning as it turned.
//!
//! Velocities are in 2^-16 units a millisecond on each axis.

use super::number::{IntOdds, SIZES, size_of};
use super::range_coder::Coder;
use super::scalar::{span, span_class};
use crate::units::MAX_XY;

/// Odds of a residual by how large it was lately, by the time that it spans, by whether the car stands.
#[derive(Clone, Debug)]
pub(super) struct AxisOdds([[[IntOdds; 2]; 4]; SIZES]);

impl AxisOdds {
    /// Odds that know what residuals are like.
    pub(super) fn expecting() -> Self {
        Self(std::array::from_fn(|size| [[IntOdds::of_size(size); 2]; 4]))
    }
}

/// Odds of both axes: the one along which the car moves faster, and the other.
#[derive(Clone, Debug)]
pub(super) struct PlaneOdds {
    major: AxisOdds,
    minor: AxisOdds,
}

impl PlaneOdds {
    /// Odds that know what residuals are like.
    pub(super) fn expecting() -> Self {
        Self { major: AxisOdds::expecting(), minor: AxisOdds::expecting() }
    }
}

/// How the cars of a tick go slower or faster than expected, all by the same factor: the clock of the feed's
/// positions wanders.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stretch {
    along: i64,
    expected: i64,
}

impl Stretch {
    /// In 2^-12.
    fn factor(self) -> i64 {
        if self.expected == 0 {
            return 4096;
        }
        4096 + (self.along << 12).div_euclid(self.expected).clamp(-2048, 2048)
    }

    /// Learns from a car: `step` seen, `expected` before any stretch, both in 2^-16 units.
    fn learn(&mut self, step: [i64; 2], expected: [i64; 2]) {
        for axis in 0..2 {
            let u = expected[axis] >> 12;
            self.along += ((step[axis] >> 12) - u) * u;
            self.expected += u * u;
        }
    }
}

/// Where a car was and how it moved.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plane {
    at: [i64; 2],
    date: i64,
    /// ms that the last step took.
    last_dt: i64,
    /// km/h when the car was there, if its car data is known.
    speed: Option<i64>,
    velocity: [i64; 2],
    /// Sine of the turn in 256 ms, in 2^-12; from x to y is positive.
    turn: i64,
    /// Mean size of the residuals on the major and the minor axis.
    error: [i64; 2],
}

impl Plane {
    /// A car of which a first position was seen.
    pub(super) fn seen(at: [i64; 2], date: i64, speed: Option<i64>) -> Self {
        Self { at, date, speed, ..Self::default() }
    }

    /// Codes the next position.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        odds: &mut PlaneOdds,
        stretch: &mut Stretch,
        date: i64,
        speed: Option<i64>,
        given: [i64; 2],
    ) -> [i64; 2] {
        let dt = span(date, self.date);
        let straight = self.straight_on(dt, speed);
        let velocity = turned(straight, (self.turn * (dt + self.last_dt)) >> 10);
        let expected = velocity.map(|v| v * dt);
        let factor = stretch.factor();
        let step = expected.map(|u| (((u * factor) >> 12) + (1 << 15)) >> 16);

        let major = usize::from(velocity[0].abs() < velocity[1].abs());
        let minor = 1 - major;
        let (class, standing) = (span_class(dt), usize::from(speed == Some(0)));
        let max = i64::from(MAX_XY);
        let mut near = |odds: &mut AxisOdds, error: &mut i64, guess: i64, given: i64| {
            let guess = guess.clamp(-max, max);
            let coded = odds.0[size_of(*error)][class][standing].near(coder, given, guess, -max..=max);
            *error = (*error + (coded - guess).abs() + 1) >> 1;
            (coded, coded - guess)
        };
        let mut coded = [0; 2];
        let residual;
        (coded[major], residual) =
            near(&mut odds.major, &mut self.error[0], self.at[major] + step[major], given[major]);
        let along = match velocity[major] {
            0 => 0,
            v => (residual * 14 * velocity[minor] * v.signum()).div_euclid(16 * v.abs()),
        };
        (coded[minor], _) =
            near(&mut odds.minor, &mut self.error[1], self.at[minor] + step[minor] + along, given[minor]);

        if dt > 0 {
            let seen = [(coded[0] - self.at[0]) << 16, (coded[1] - self.at[1]) << 16];
            stretch.learn(seen, expected);
            let factor = stretch.factor();
            for axis in 0..2 {
                let off = seen[axis] - ((expected[axis] * factor) >> 12);
                let v = velocity[axis] + (off * dt).div_euclid(dt * dt + 80);
                self.velocity[axis] = v.clamp(-MAX_RATE, MAX_RATE);
            }
            self.learn_turn(straight, seen.map(|step| step.div_euclid(dt)), dt);
        }
        self.at = coded;
        self.date = date;
        self.speed = speed;
        coded
    }

    /// The velocity by now: turned nowhere, but as fast as the car's own speed says.
    fn straight_on(&self, dt: i64, speed: Option<i64>) -> [i64; 2] {
        let [vx, vy] = self.velocity;
        let length = (vx * vx + vy * vy).isqrt();
        if length == 0 {
            return [0; 2];
        }
        let mut wanted = length;
        if let Some(speed) = speed {
            if let Some(before) = self.speed
                && before > 0
            {
                wanted = (length * (before + speed)).div_euclid(2 * before);
            }
            let by_speed = (speed * 8192).div_euclid(45);
            wanted += ((by_speed - wanted) * (2 * dt).min(400)) >> 10;
            wanted = wanted.min(MAX_RATE);
        }
        [(vx * wanted).div_euclid(length), (vy * wanted).div_euclid(length)]
    }

    /// Learns how the way turned from the middle of the step before to the middle of this one.
    fn learn_turn(&mut self, straight: [i64; 2], seen: [i64; 2], dt: i64) {
        let [ax, ay] = straight.map(|v| v >> 6);
        let [bx, by] = seen.map(|v| v >> 6);
        let square = ax * ax + ay * ay;
        if square > SLOW {
            let sine = ((ax * by - ay * bx) << 12).div_euclid(square).clamp(-2048, 2048);
            let now = (sine * 512).div_euclid(dt + self.last_dt);
            self.turn = ((self.turn + now) >> 1).clamp(-4096, 4096);
        } else {
            self.turn = 0;
        }
        self.last_dt = dt;
    }
}

/// A velocity turned by a small angle, in 2^-12.
fn turned([x, y]: [i64; 2], by: i64) -> [i64; 2] {
    [x - ((y * by) >> 12), y + ((x * by) >> 12)]
}

/// Fastest that anything is taken to move along an axis: 16 units/ms.
const MAX_RATE: i64 = 1 << 20;
/// Square of a velocity, in 2^-10 units a millisecond, below which a direction means nothing: about 22 km/h.
const SLOW: i64 = 4000;
