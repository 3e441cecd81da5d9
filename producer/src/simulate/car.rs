//! One car: where it is, how fast it wants to go, and what its race is meant to be.

use super::circuit::{Circuit, PIT_ENTRY, PIT_EXIT, PIT_LIMIT_INSET, braking, power};
use super::entry::Entry;
use super::random::Random;

/// Speed limit of the pit lane, m/s (80 km/h).
const PIT_LIMIT: f64 = 22.2;

/// Metres from one pit box to the next; the first is this far before the line.
const BOX_GAP: f64 = 11.0;
const FIRST_BOX: f64 = -90.0;

/// A tyre's compound, as the simulator knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tyre {
    Soft,
    Medium,
    Hard,
}

impl Tyre {
    /// As records spell it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Soft => "SOFT",
            Self::Medium => "MEDIUM",
            Self::Hard => "HARD",
        }
    }

    /// Share of speed gained when new, and lost a lap.
    fn pace(self) -> (f64, f64) {
        match self {
            Self::Soft => (0.0065, 0.00085),
            Self::Medium => (0.0035, 0.00048),
            Self::Hard => (0.0, 0.00026),
        }
    }
}

/// A set of tyres on a car.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TyreSet {
    pub(super) tyre: Tyre,
    pub(super) fresh: bool,
    /// Laps that it has done at the start of this lap.
    pub(super) laps: u8,
    /// Its number in the race, from 1.
    pub(super) stint: u8,
}

/// What the car is doing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Doing {
    /// Standing on the grid.
    Grid,
    /// Racing.
    Racing,
    /// In the pit lane: until when it stands, once it does; `true` when it has stood.
    Pit(Option<i64>, bool),
    /// Coming to rest beside the track, and since when it rests.
    Stopping(Option<i64>),
    /// Over the line after the flag.
    Finished,
}

/// A car in the race.
#[derive(Clone, Debug)]
pub(super) struct Car {
    pub(super) entry: &'static Entry,
    /// Place in the entry list.
    pub(super) index: usize,
    /// Metres since the start line at the start of lap 1.
    pub(super) along: f64,
    /// m/s.
    pub(super) speed: f64,
    /// Metres to the left of the centre line.
    pub(super) left: f64,
    /// Where it is heading for sideways.
    aim_left: f64,
    pub(super) throttle: f64,
    pub(super) brake: bool,
    pub(super) doing: Doing,
    pub(super) set: TyreSet,
    /// Laps at whose end it comes in, the tyre it takes then.
    pub(super) plan: Vec<(u8, Tyre)>,
    /// Whether it comes in at the end of this lap.
    pub(super) boxing: bool,
    /// Whom it is driving past.
    pub(super) passing: Option<usize>,
    /// This lap's form.
    form: f64,
    /// Reaction to the lights, ms.
    reaction: i64,
    /// Lap and share of the lap at which it breaks down.
    pub(super) breakdown: Option<f64>,
}

impl Car {
    /// A car on its grid slot, from 0.
    pub(super) fn on_grid(
        entry: &'static Entry,
        index: usize,
        slot: usize,
        laps: u8,
        chance: &mut Random,
    ) -> Self {
        let two_stops = chance.chance(0.3);
        let first = if chance.chance(0.25) { Tyre::Soft } else { Tyre::Medium };
        let span = f64::from(laps);
        let lap_at = |share: f64, chance: &mut Random| {
            ((share + 0.07 * chance.normal()) * span).round().clamp(2.0, (span - 2.0).max(2.0)) as u8
        };
        let plan = if two_stops {
            vec![(lap_at(0.28, chance), Tyre::Hard), (lap_at(0.68, chance), Tyre::Medium)]
        } else {
            vec![(lap_at(if first == Tyre::Soft { 0.32 } else { 0.45 }, chance), Tyre::Hard)]
        };
        Self {
            entry,
            index,
            along: -12.0 - 8.0 * slot as f64,
            speed: 0.0,
            left: if slot.is_multiple_of(2) { 3.0 } else { -3.0 },
            aim_left: if slot.is_multiple_of(2) { 3.0 } else { -3.0 },
            throttle: 0.0,
            brake: true,
            doing: Doing::Grid,
            set: TyreSet { tyre: first, fresh: chance.chance(0.8), laps: 0, stint: 1 },
            plan,
            boxing: false,
            passing: None,
            form: 0.0,
            reaction: chance.between(180.0, 420.0) as i64,
            breakdown: None,
        }
    }

    /// Share of the fastest speed that the car has in it now.
    pub(super) fn pace(&self, laps_left: f64) -> f64 {
        let (gain, wear) = self.set.tyre.pace();
        let fuel = 0.00022 * laps_left;
        0.985 + gain - wear * f64::from(self.set.laps) - self.entry.deficit - fuel + self.form
    }

    /// A new lap begins.
    pub(super) fn new_lap(&mut self, chance: &mut Random) {
        // Most boxes lie before the line: a set put on there has not done the lap that ends.
        if !matches!(self.doing, Doing::Pit(_, true)) {
            self.set.laps = self.set.laps.saturating_add(1);
        }
        self.form = 0.0013 * chance.normal();
    }

    /// Whether it takes part in the traffic on the track.
    pub(super) fn is_on_track(&self) -> bool {
        matches!(self.doing, Doing::Grid | Doing::Racing | Doing::Finished)
    }

    /// Moves on by `dt` seconds towards `wanted` m/s, as fast as the car can.
    fn drive(&mut self, wanted: f64, dt: f64) {
        let up = power(self.speed) * dt;
        let down = braking(self.speed) * dt;
        let step = (wanted - self.speed).clamp(-down, up.max(0.0));
        // Holding speed against drag takes throttle, too.
        self.throttle = if step < -0.02 {
            0.0
        } else {
            (step / up.max(1e-3) * 60.0 + self.speed * 0.44).clamp(0.0, 100.0)
        };
        self.brake = step < -0.35 * down;
        self.speed = (self.speed + step).max(0.0);
        self.along += self.speed * dt;
        self.left += (self.aim_left - self.left) * (dt / 0.6).min(1.0);
    }

    /// On the grid: waits for the lights and its own reaction.
    pub(super) fn wait_on_grid(&mut self, now: i64, lights_out: i64) {
        if lights_out + self.reaction <= now {
            self.doing = Doing::Racing;
        }
    }

    /// On the track: `wanted` m/s, sideways `aside` metres.
    pub(super) fn race(&mut self, wanted: f64, aside: f64, dt: f64) {
        self.aim_left = aside;
        self.drive(wanted, dt);
    }

    /// In the pit lane: down to the limit, to the box, and out. Returns whether it has left the lane.
    pub(super) fn pit(&mut self, circuit: &Circuit, now: i64, dt: f64, chance: &mut Random) -> bool {
        let Doing::Pit(stands_until, stood) = self.doing else { return false };
        let lap = ((self.along + PIT_ENTRY) / circuit.length()).floor() * circuit.length();
        let from_line = self.along - lap;
        let offset = -Circuit::pit_offset(from_line);
        let limited = -PIT_ENTRY + PIT_LIMIT_INSET < from_line && from_line < PIT_EXIT - PIT_LIMIT_INSET;
        let to_limit = (-PIT_ENTRY + PIT_LIMIT_INSET - from_line).max(0.0);
        let mut wanted = if limited { PIT_LIMIT } else { (PIT_LIMIT.powi(2) + 2.0 * 15.0 * to_limit).sqrt() };
        if PIT_EXIT - PIT_LIMIT_INSET <= from_line {
            wanted = circuit.speed(self.along);
        }
        let to_box = FIRST_BOX + BOX_GAP * (self.index / 2) as f64 - from_line;
        if !stood && to_box < 40.0 {
            wanted = wanted.min((2.0 * 9.0 * to_box.max(0.0)).sqrt());
            if to_box < 0.4 && stands_until.is_none() {
                self.doing = Doing::Pit(Some(now + chance.between(2_000.0, 3_600.0) as i64), false);
            }
        }
        if let Doing::Pit(Some(until), false) = self.doing {
            wanted = 0.0;
            if until <= now {
                self.doing = Doing::Pit(None, true);
                self.change_tyres();
            }
        }
        self.drive(wanted, dt);
        self.left = offset;
        self.aim_left = offset;
        PIT_EXIT <= self.along - lap && PIT_EXIT <= from_line
    }

    fn change_tyres(&mut self) {
        if !self.plan.is_empty() {
            let tyre = self.plan.remove(0).1;
            self.set = TyreSet { tyre, fresh: true, laps: 0, stint: self.set.stint + 1 };
        }
    }

    /// Breaking down: rolls to the right-hand side and rests.
    pub(super) fn stop(&mut self, now: i64, dt: f64) {
        self.aim_left = -9.0;
        let rolling = 0.3 < self.speed;
        let wanted = if rolling { (self.speed - 7.0 * dt).max(0.0) } else { 0.0 };
        if rolling {
            self.drive(wanted, dt);
        } else {
            self.speed = 0.0;
            if let Doing::Stopping(since @ None) = &mut self.doing {
                *since = Some(now);
            }
        }
        self.throttle = 0.0;
        self.brake = rolling;
    }

    /// Gear and engine speed for the record.
    pub(super) fn gear_and_rpm(&self) -> (i64, f64) {
        const TOPS: [f64; 8] = [27.0, 37.0, 47.0, 57.0, 66.0, 75.0, 84.0, 96.0];
        if self.speed < 0.5 {
            let idle = if self.doing == Doing::Grid { 6_400.0 } else { 0.0 };
            return (i64::from(self.doing == Doing::Grid), idle);
        }
        let gear = TOPS.iter().position(|top| self.speed < *top).unwrap_or(7);
        let rpm = 12_000.0 * self.speed / TOPS[gear];
        (gear as i64 + 1, rpm.clamp(4_200.0, 12_200.0).round())
    }
}
