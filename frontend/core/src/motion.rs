//! One car's motion: measured positions and speeds in, a smooth and truthful place at any playback time out.
//!
//! A fixed-lag estimator. How far the car is along its own path comes from Speed ([`Odometer`]); positions give
//! the path ([`Path`]) and slowly correct the distance ([`Offsets`]), because the feed's stamps of positions
//! are wrong by tens of milliseconds while its speeds are right. What is drawn never goes backwards along the
//! path and never leaps when data comes. Where positions are missing the car follows the line that it drove a lap
//! before, that another drove, or the circuit's outline ([`Ways`]); it leaps only where nothing is known between two places, and then it
//! is not drawn for a moment.
//!
//! Metres and seconds throughout; times are source time since any fixed origin. Memory is bounded: what lies
//! behind the drawn car is dropped, but for a lap's trail.

mod ease;
mod line;
mod odometer;
mod offsets;
mod path;
mod run_on;
mod step;
mod trail;
mod vector;
mod ways;

use std::sync::Arc;

pub use line::Line;
pub use odometer::{Odometer, SPEED_LATE_S};
pub use offsets::{Fix, Offsets};
pub use path::{BLIND_M, Join, Path, PathPoint};
pub use run_on::{RUN_ON_M, RUN_ON_S};
pub use trail::{Trail, TrailPoint};
pub use vector::Vec2;
pub use ways::{WAYS_EVERY_S, Ways};

use run_on::RunOn;
use step::{Drawn, Pull};

use crate::maths;

/// A car without a position for this long is no longer shown at all, seconds.
pub const ABSENT_AFTER_S: f64 = 30.0;

/// Positions farther apart than this in time and [`CUT_M`] in space are not joined, unless a line joins them.
const CUT_S: f64 = 4.0;
const CUT_M: f64 = 20.0;

/// Positions farther apart than this in time are joined by a line, where there is one, up to [`LINE_S`].
const HOLE_S: f64 = 0.9;
const LINE_S: f64 = 10.0;

/// A position nearer to the last knot is a measurement but no knot: at rest the path would turn in circles.
const KNOT_M: f64 = 1.0;

/// Error of a stamp that is no jump, seconds.
const STAMP_S: f64 = 0.15;

/// Speed that is held for no longer than this is as good as measured, seconds: the end of every batch is.
const BLIND_S: f64 = 0.4;

/// A step in source time longer than this is not integrated: the car is set down anew.
const SEAT_ANEW_S: f64 = 1.5;

/// A car that stood, and is this far from where it belongs when positions come again, is set down there, metres.
const SEAT_ANEW_M: f64 = 80.0;

/// A car that is set down elsewhere is not drawn for this long before, seconds.
const HIDDEN_S: f64 = 0.25;

/// How a car's place on the map was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// There is no position to show.
    #[default]
    Absent,
    /// Between measured positions.
    Measured,
    /// Run on by speed beyond the newest position, or on the way back from a jump of the feed.
    Estimated,
    /// Standing at the last known place because nothing newer is known.
    Stale,
}

/// A car at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Where, metres.
    pub point: Vec2,
    /// Direction of travel, radians from +x towards +y.
    pub heading: f64,
    /// The car's own speed there, m/s.
    pub speed: f64,
    /// How the place was made.
    pub quality: Quality,
}

/// The estimator of one car.
#[derive(Clone, Debug, Default)]
pub struct CarMotion {
    path: Path,
    odometer: Odometer,
    offsets: Offsets,
    trail: Trail,
    ways: Arc<Ways>,
    /// How the path goes on beyond its end; `None` until that is asked for.
    run_on: Option<RunOn>,
    /// Newest accepted position.
    last: Option<(f64, Vec2)>,
    /// Stamp of the newest position of any kind.
    last_seen: Option<f64>,
    /// Positions in a row that went backwards.
    n_reversed: u8,
    /// Counts the stretches of positions that are joined.
    stretch: u32,
    drawn: Option<Drawn>,
    /// Not drawn before this time.
    hidden_until: f64,
}

impl CarMotion {
    /// A car of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the lines that are followed where the car's own last lap is not known.
    pub fn set_ways(&mut self, ways: Arc<Ways>) {
        self.ways = ways;
    }

    /// Takes a measured speed, m/s. One that is not newer than the newest, or not finite, is skipped.
    pub fn speed(&mut self, time: f64, speed: f64) {
        if !time.is_finite() || !speed.is_finite() {
            return;
        }
        if self.odometer.push(time, speed.max(0.0)) {
            self.offsets.settle(&self.odometer);
        }
    }

    /// Takes a measured position. One that is not newer than the newest, or not finite, is skipped.
    pub fn position(&mut self, time: f64, point: Vec2) {
        let finite = time.is_finite() && point.iter().all(|c| c.is_finite());
        if !finite || self.last_seen.is_some_and(|seen| time <= seen) {
            return;
        }
        self.last_seen = Some(time);
        let Some((last_time, last_point)) = self.last else {
            self.path.push(point, Join::Curve);
            self.accept(time, point, self.path.end());
            return;
        };
        let (dt, step) = (time - last_time, vector::sub(point, last_point));
        let length = vector::length(step);
        self.stand_in_for_speed(time, length / dt);
        let speed = self.odometer.speed(time + SPEED_LATE_S);
        if HOLE_S < dt && CUT_M < length {
            let line = (dt < LINE_S).then(|| self.line_to(last_time, time, point)).flatten();
            if line.is_none() && CUT_S < dt {
                self.stretch += 1;
                self.trail.clear();
                self.add_knot(point, Join::Cut);
                self.accept(time, point, self.path.end());
                return;
            }
            if let Some(line) = line {
                self.add_knots(line.into_iter().chain([point]), Join::Curve);
                self.accept(time, point, self.path.end());
                return;
            }
        }
        let backwards = 5.0 < speed && vector::dot(step, self.path.end_direction()) < -0.5 * length;
        if backwards && self.n_reversed < 2 {
            self.n_reversed += 1;
            return;
        }
        let jumped = backwards || 1.5 * speed * (dt + STAMP_S) + 6.0 < length;
        let from_end = vector::sub(point, self.path.end_point());
        if jumped {
            let driven = self.driven(last_time, time);
            self.add_knot(point, Join::Jump(driven));
        } else if KNOT_M <= vector::length(from_end) {
            self.add_knot(point, Join::Curve);
        } else {
            let along = vector::dot(from_end, self.path.end_direction());
            self.accept(time, point, self.path.end() + along);
            return;
        }
        self.accept(time, point, self.path.end());
    }

    /// Moves the drawn car on to `time` and says where it is; `seat` sets it down anew, for a clock that jumped.
    /// Time that goes backwards without `seat` changes nothing.
    pub fn advance(&mut self, time: f64, seat: bool) -> Moment {
        let Some(stretch) = self.offsets.stretch_at(time) else { return Moment::default() };
        let end = self.end_of(stretch);
        let speed = self.odometer.speed(time + SPEED_LATE_S);
        let silence = time - end.time;
        if ABSENT_AFTER_S < silence {
            self.drawn = None;
            return Moment { speed, ..Moment::default() };
        }
        self.bridge();
        let target = self.odometer.distance(time + SPEED_LATE_S) + self.offsets.mean(time, stretch);
        let pull = self.pull(time, target, end);
        let drawn = match self.drawn {
            Some(drawn) if !seat && drawn.stretch == stretch && time - drawn.time <= SEAT_ANEW_S => {
                let away = (target - drawn.s).abs();
                if drawn.is_lost() && pull.known && SEAT_ANEW_M < away {
                    self.hidden_until = time + HIDDEN_S;
                    Drawn::seated(time, target.max(drawn.s), speed, stretch, drawn.heading)
                } else {
                    drawn.stepped(time, &self.odometer, &pull)
                }
            }
            before => {
                let (heading, least) = before.map_or((0.0, f64::NEG_INFINITY), |d| (d.heading, d.s));
                if before.is_some_and(|before| !seat && before.stretch != stretch) {
                    self.hidden_until = time + HIDDEN_S;
                }
                let s = target.min(pull.end_s + pull.reach).max(least);
                Drawn::seated(time, s, speed, stretch, heading)
            }
        };
        self.place(drawn, time, end, silence)
    }

    /// Speed at a time, m/s, from the car's own sensors; 0 when nothing is known.
    pub fn speed_at(&self, time: f64) -> f64 {
        self.odometer.speed(time + SPEED_LATE_S)
    }

    /// Time of the newest speed.
    pub fn newest_speed(&self) -> Option<f64> {
        self.odometer.newest()
    }

    /// How far the drawn car has come along its path, metres from where it was first seen.
    pub fn distance_drawn(&self) -> Option<f64> {
        self.drawn.map(|drawn| drawn.s)
    }

    /// Where the car has driven.
    pub fn trail(&self) -> &Trail {
        &self.trail
    }

    /// What moves a drawn car on, beside its speed.
    fn pull(&mut self, time: f64, target: f64, end: End) -> Pull {
        let beyond = self.drawn.map_or(0.0, |drawn| drawn.s - end.s);
        // Only a car near the end asks how it goes on.
        let near = end.newest && (-5.0 < beyond || end.time <= time);
        // Of Speed itself nothing is known any more: the car drives as it did there a lap before.
        let blind_s = self.odometer.newest().map_or(0.0, |newest| time + SPEED_LATE_S - newest);
        let known = time - blind_s;
        let speed_known = self.odometer.speed(known + SPEED_LATE_S);
        // Where it was when its speed was last known, beyond the end.
        let beyond_known = target - self.driven(known, time) - end.s;
        let run_on = if near { Some(self.run_on()) } else { None };
        let reach = run_on.map_or(BLIND_M, RunOn::reach);
        let guess = run_on
            .filter(|_| 0.0 < blind_s && 0.0 < beyond)
            .and_then(|run_on| run_on.speed(beyond, (beyond_known, speed_known)));
        let target = (blind_s <= BLIND_S).then_some(target);
        let known = blind_s <= 0.0 && time <= end.time;
        Pull { target, end_s: end.s, end_time: end.time, reach, guess, known }
    }

    /// Lets the odometer come over a hole as far as the positions on both sides say.
    fn bridge(&mut self) {
        let Some((from, to)) = self.odometer.hole() else { return };
        let Some(step) = self.offsets.step_over(from - SPEED_LATE_S, to - SPEED_LATE_S) else { return };
        self.odometer.bridge(step);
        self.offsets.measure_since(to - SPEED_LATE_S - 0.5, &self.odometer);
    }

    /// What is to be seen of a drawn car that has moved.
    fn place(&mut self, mut drawn: Drawn, time: f64, end: End, silence: f64) -> Moment {
        if let Some(before) =
            self.drawn.filter(|before| before.stretch == drawn.stretch && before.s < drawn.s)
            && self.hidden_until <= time
        {
            drawn.ease.add(time, self.path.leap(before.s, drawn.s));
        }
        let place = self.at(drawn.s, end);
        drawn.heading = maths::atan2(place.tangent[1], place.tangent[0]);
        let reach = self.run_on.as_ref().map_or(BLIND_M, RunOn::reach);
        let left = RunOn::left(silence, drawn.s - end.s, reach);
        drawn.stood = 0.0 < silence && left <= 0.0;
        let shift = drawn.ease.at(time);
        self.drawn = Some(drawn);
        self.forget();
        let quality = if time < self.hidden_until {
            Quality::Absent
        } else if drawn.stood {
            Quality::Stale
        } else if 0.0 < silence || drawn.is_displaced(vector::length(shift)) {
            Quality::Estimated
        } else {
            Quality::Measured
        };
        let speed = self.odometer.speed(time + SPEED_LATE_S);
        Moment { point: vector::add(place.point, shift), heading: drawn.heading, speed, quality }
    }

    /// The place at an arc length, also beyond the end.
    fn at(&self, s: f64, end: End) -> PathPoint {
        match &self.run_on {
            Some(run_on) if end.newest && end.s < s => {
                run_on.at(s - end.s).unwrap_or_else(|| self.path.at(s))
            }
            _ => self.path.at(s),
        }
    }

    /// How the path goes on.
    fn run_on(&mut self) -> &RunOn {
        let (path, trail, ways) = (&self.path, &self.trail, &self.ways);
        self.run_on.get_or_insert_with(|| RunOn::of(path, &trail.line(), ways))
    }

    /// The way over a hole, when a line leads from the newest position to the next.
    fn line_to(&self, last_time: f64, time: f64, point: Vec2) -> Option<Vec<Vec2>> {
        let (from, direction) = (self.path.end_point(), self.path.end_direction());
        let driven = self.driven(last_time, time);
        self.ways.between(&self.trail.line(), from, direction, point, driven)
    }

    fn driven(&self, from: f64, to: f64) -> f64 {
        self.odometer.distance(to + SPEED_LATE_S) - self.odometer.distance(from + SPEED_LATE_S)
    }

    /// Without car data for two seconds the speed is the one between positions.
    fn stand_in_for_speed(&mut self, time: f64, speed: f64) {
        if self.odometer.newest().is_none_or(|newest| newest + 2.0 < time) {
            self.speed(time, speed.min(150.0));
        }
    }

    fn add_knot(&mut self, point: Vec2, join: Join) {
        self.add_knots([point], join);
    }

    /// Adds knots to the path; a drawn car that the change concerns keeps its place.
    fn add_knots(&mut self, points: impl IntoIterator<Item = Vec2>, join: Join) {
        let s = self.drawn.map(|drawn| drawn.s).filter(|&s| self.path.last_start() <= s);
        let before = s.map(|s| self.at(s, self.end_of(self.stretch)).point);
        for point in points {
            let knot = self.path.n_knots();
            let moved = self.path.push(point, join);
            self.offsets.shift_newest(knot, moved);
        }
        self.run_on = None;
        let Some((s, before)) = s.zip(before) else { return };
        let end = self.end_of(self.stretch);
        if end.s < s {
            self.run_on();
        }
        let after = self.at(s, end).point;
        if let Some(drawn) = &mut self.drawn {
            drawn.ease.add(drawn.time, vector::sub(before, after));
        }
    }

    /// Where the positions of a stretch end. One that was skipped is a sign of life all the same.
    fn end_of(&self, stretch: u32) -> End {
        let (time, s) = self.offsets.last_of(stretch);
        if stretch < self.stretch {
            return End { time, s, newest: false };
        }
        End { time: self.last_seen.map_or(time, |seen| seen.max(time)), s: self.path.end(), newest: true }
    }

    fn accept(&mut self, time: f64, point: Vec2, s: f64) {
        self.n_reversed = 0;
        self.last = Some((time, point));
        self.trail.push(time, point, self.odometer.speed(time + SPEED_LATE_S));
        self.offsets.push(time, s, self.path.n_knots(), self.stretch, &self.odometer);
    }

    fn forget(&mut self) {
        if let Some(drawn) = self.drawn {
            self.path.forget_before(drawn.s - 20.0);
            self.offsets.forget_before(drawn.time);
            self.odometer.forget_before(drawn.time - 2.0);
        }
    }
}

/// Where the positions end that a car is drawn by.
#[derive(Clone, Copy, Debug)]
struct End {
    time: f64,
    s: f64,
    /// Whether nothing comes after it.
    newest: bool,
}

#[cfg(test)]
mod tests;
