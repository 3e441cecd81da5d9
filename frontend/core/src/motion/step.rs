//! A frame of a drawn car: on by its speed, and a little towards where the positions say it is.

use super::ease::Ease;
use super::odometer::{Odometer, SPEED_LATE_S};
use super::run_on::RunOn;
use crate::maths;

/// Time in which an error along the path would be gone, seconds.
const SETTLE_S: f64 = 0.7;

/// Time in which the correction follows what is wanted, twice over, seconds.
const SMOOTH_S: f64 = 0.15;

/// Time in which a speed that had been guessed gives way to the measured one, seconds, while the guess was near it.
const CARRY_S: f64 = 0.25;

/// Most that it changes by for that, m/s2.
const PULL_AWAY: f64 = 30.0;

/// Changes of its speed that a car is capable of, m/s2, and more than it ever does.
const CAPABLE: (f64, f64) = (-80.0, 40.0);

/// A car that was guessed for longer than this may be anywhere, seconds: it returns to where it belongs.
const GUESS_S: f64 = 0.4;

/// An error beyond this is no noise, metres.
const NOISE_M: f64 = 6.0;

/// A car that is drawn farther than this from where its positions are is not drawn as measured, metres.
const DISPLACED_M: f64 = 8.0;

/// Most of its speed, and m/s beside, by which a car is faster or slower while it comes back to where it belongs.
const RETURN: (f64, f64) = (0.15, 4.0);

/// What is on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    pub time: f64,
    /// Arc length.
    pub s: f64,
    /// Arc length without what fades of it.
    base: f64,
    /// What fades: how far the car is ahead because it had been guessed where it is, metres along the path.
    along: Ease,
    /// What the drawn speed differs from Speed because Speed had been guessed, m/s.
    carried: f64,
    /// Its speed but for the correction and what fades, m/s.
    pace: f64,
    /// Its last changes, m/s and m/s2.
    motion: (f64, f64),
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
    /// For how long its speed or its place have been guessed, seconds: none had come for the moment drawn.
    guessed_s: f64,
    /// Whether its speed was that of a lap before.
    by_lap: bool,
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
    /// Its speed as it was there a lap before, m/s, while its own is not known.
    pub guess: Option<f64>,
    /// Whether both its speed and its place at the moment drawn have come.
    pub known: bool,
}

impl Drawn {
    /// A car that is set down.
    pub(super) fn seated(time: f64, s: f64, speed: f64, stretch: u32, heading: f64) -> Self {
        Self {
            time,
            s,
            base: s,
            along: Ease::default(),
            carried: 0.0,
            pace: speed,
            motion: (speed, 0.0),
            correction: [0.0; 2],
            ease: Ease::default(),
            heading,
            stretch,
            error: 0.0,
            stood: false,
            guessed_s: 0.0,
            by_lap: false,
        }
    }

    /// Whether it has been guessed for so long that it may be anywhere.
    pub(super) fn is_lost(&self) -> bool {
        GUESS_S < self.guessed_s
    }

    /// Whether it is drawn elsewhere than its positions are; `shift` is how far from its path.
    pub(super) fn is_displaced(&self, shift: f64) -> bool {
        DISPLACED_M < (self.error + self.s - self.base).abs().max(shift)
    }

    /// The car at a later time.
    pub(super) fn stepped(self, time: f64, odometer: &Odometer, pull: &Pull) -> Self {
        let dt = time - self.time;
        if dt <= 0.0 {
            return self;
        }
        let due = time + SPEED_LATE_S;
        let speed = pull.guess.unwrap_or_else(|| odometer.speed(due));
        let driven = match pull.guess {
            Some(guess) => guess * dt,
            None => (odometer.distance(due) - odometer.distance(due - dt)).max(0.0),
        };
        let left = RunOn::left(time - pull.end_time, self.s - pull.end_s, pull.reach);
        let guessed_s = if pull.known { 0.0 } else { self.guessed_s + dt };
        let mut next = Self { time, guessed_s, by_lap: pull.guess.is_some(), ..self };
        if (pull.known && 0.0 < self.guessed_s) || self.by_lap != next.by_lap {
            next.carried = self.pace - speed * left;
        }
        match pull.target {
            Some(target)
                if pull.known && self.is_lost() && NOISE_M < (self.s + self.pace * dt - target).abs() =>
            {
                next.return_to(target, dt, left, odometer);
            }
            target => {
                let pace = driven / dt * left + next.carried;
                let pace =
                    maths::within(pace, self.pace + CAPABLE.0 * dt, self.pace + CAPABLE.1 * dt).max(0.0);
                let expected = self.base + pace * dt;
                // For the frame being drawn: measured against the frame before, every car would be 17 ms ahead.
                let target = target.filter(|_| !next.is_lost());
                next.error = target.map_or(0.0, |target| target - expected);
                let beyond = maths::within(0.5 * (next.error.abs() - NOISE_M), 0.0, 0.25 * speed + 6.0);
                let most = 0.03 * speed + 0.3 + beyond;
                let wanted = maths::within(next.error / SETTLE_S, -most, most) * left;
                let keep = maths::exp(-dt / SMOOTH_S);
                let once = wanted + (self.correction[0] - wanted) * keep;
                let twice = once + (self.correction[1] - once) * keep;
                next.correction = [once, twice];
                next.base = (expected + twice * dt * left).max(self.base);
                next.pace = pace;
                let given = next.carried * (1.0 - maths::exp(-dt / CARRY_S));
                next.carried -= maths::within(given, -PULL_AWAY * dt, PULL_AWAY * dt);
            }
        }
        if next.base < self.s && next.base + next.along.at(time)[0] < self.s {
            // It is too far ahead to come back by driving slower: it waits, and is off again as smoothly.
            next.along = returning(time, [self.s - next.base, -next.pace, 0.0], next.pace);
        }
        next.s = (next.base + next.along.at(time)[0]).min(pull.end_s + pull.reach).max(self.s);
        let pace = (next.s - self.s) / dt;
        next.motion = (pace, (pace - self.motion.0) / dt);
        next
    }

    /// Something has come again: the car belongs at a target, and what it is away from there fades, its speed and
    /// acceleration too.
    fn return_to(&mut self, target: f64, dt: f64, left: f64, odometer: &Odometer) {
        let due = self.time + SPEED_LATE_S;
        let speed = odometer.speed(due) * left;
        let acceleration = (odometer.speed(due) - odometer.speed(due - dt)) / dt * left;
        let (pace, change) = self.motion;
        let change = change.clamp(-60.0, 60.0);
        let away = self.s + pace * dt - target;
        let from = [away, pace + change * dt - speed, change - acceleration];
        self.along = returning(self.time, from, speed);
        self.base = target;
        self.pace = speed;
        self.carried = 0.0;
        self.correction = [0.0; 2];
        self.error = 0.0;
    }
}

/// How a car that is ahead of where it belongs by so much (metres, m/s, m/s2) comes back, at a speed.
fn returning(time: f64, from: [f64; 3], speed: f64) -> Ease {
    let least_s = 1.9 * from[0].abs() / (RETURN.0 * speed.max(0.0) + RETURN.1);
    Ease::begin(time, from.map(|along| [along, 0.0]), least_s)
}
