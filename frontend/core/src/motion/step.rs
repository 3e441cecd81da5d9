//! A frame of a drawn car: on by its speed, and a little towards where the positions say it is.

use super::ease::Ease;
use super::odometer::{Odometer, SPEED_LATE_S};
use super::run_on::RunOn;

/// Time in which an error along the path would be gone, seconds.
const SETTLE_S: f64 = 0.7;

/// Time in which the correction follows what is wanted, twice over, seconds.
const SMOOTH_S: f64 = 0.15;

/// Time in which a speed that had been extrapolated gives way to the measured one, seconds.
const CARRY_S: f64 = 0.25;

/// Most that a car that was slowed down, or stood, gains a second, m/s2.
const PULL_AWAY: f64 = 30.0;

/// An error beyond this is no noise, metres.
const NOISE_M: f64 = 6.0;

/// A car that is drawn farther than this from where its positions are is not drawn as measured, metres.
const DISPLACED_M: f64 = 8.0;

/// What is on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    pub time: f64,
    /// Arc length.
    pub s: f64,
    /// Speed along the path but for the correction, m/s.
    pub pace: f64,
    /// What the drawn speed differs from Speed because Speed had been extrapolated, m/s.
    pub carried: f64,
    /// The correction, smoothed once and twice, m/s.
    correction: [f64; 2],
    /// Drawn place less place on the path.
    pub ease: Ease,
    pub heading: f64,
    pub stretch: u32,
    /// How far it is from where the positions say, along the path, metres.
    error: f64,
    /// Whether it stands because it has run on as far as it may.
    pub stood: bool,
}

/// What moves a drawn car on beside its speed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    /// Arc length at which the positions say it is; `None` while even its speed is a guess.
    pub target: Option<f64>,
    /// Where the positions end, metres and seconds.
    pub end_s: f64,
    pub end_time: f64,
    /// How far beyond it may go, metres.
    pub reach: f64,
    /// Its speed against the newest measured one.
    pub speed_share: f64,
}

impl Drawn {
    /// A car that is set down.
    pub(super) fn seated(time: f64, s: f64, speed: f64, stretch: u32, heading: f64) -> Self {
        Self {
            time,
            s,
            pace: speed,
            carried: 0.0,
            correction: [0.0; 2],
            ease: Ease::default(),
            heading,
            stretch,
            error: 0.0,
            stood: false,
        }
    }

    /// Whether it is drawn elsewhere than its positions are; `shift` is how far from its path.
    pub(super) fn is_displaced(&self, shift: f64) -> bool {
        DISPLACED_M < self.error.abs().max(shift)
    }

    /// The car at a later time.
    pub(super) fn stepped(self, time: f64, odometer: &Odometer, pull: &Pull) -> Self {
        let dt = time - self.time;
        if dt <= 0.0 {
            return self;
        }
        let speed = odometer.speed(time + SPEED_LATE_S) * pull.speed_share;
        let driven = odometer.distance(time + SPEED_LATE_S) - odometer.distance(self.time + SPEED_LATE_S);
        let driven = driven * pull.speed_share;
        let left = RunOn::left(time - pull.end_time, self.s - pull.end_s, pull.reach);
        let pace = (driven / dt + self.carried).max(0.0);
        let expected = self.s + pace * dt * left;
        // For the frame being drawn: measured against the frame before, every car would be 17 ms ahead.
        let error = pull.target.map_or(0.0, |target| target - expected);
        let beyond = (0.5 * (error.abs() - NOISE_M)).clamp(0.0, 0.25 * speed + 6.0);
        let most = 0.03 * speed + 0.3 + beyond;
        let wanted = (error / SETTLE_S).clamp(-most, most) * left;
        let keep = (-dt / SMOOTH_S).exp();
        let once = wanted + (self.correction[0] - wanted) * keep;
        let twice = once + (self.correction[1] - once) * keep;
        let s = (expected + twice * dt * left).min(pull.end_s + pull.reach).max(self.s);
        let given = self.carried * (1.0 - (-dt / CARRY_S).exp());
        let carried = self.carried - given.clamp(-PULL_AWAY * dt, PULL_AWAY * dt);
        Self { time, s, pace: pace * left, carried, correction: [once, twice], error, ..self }
    }
}
