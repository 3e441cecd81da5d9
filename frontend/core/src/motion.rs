//! One car's motion: measured positions and speeds in, a smooth and truthful place at any playback time out.
//!
//! A fixed-lag estimator. How far the car is along its own path comes from Speed ([`Odometer`]); positions give
//! the path ([`Path`]) and slowly correct the distance ([`Offsets`]), because the feed's stamps of positions
//! are wrong by tens of milliseconds while its speeds are right. What is drawn never goes backwards along the
//! path and never leaps when data comes; it leaps only where nothing is known between two places.
//!
//! Metres and seconds throughout; times are source time since any fixed origin. Memory is bounded: what lies
//! behind the drawn car is dropped.

mod odometer;
mod offsets;
mod path;
mod vector;

pub use odometer::{Odometer, SPEED_LATE_S};
pub use offsets::{Fix, Offsets};
pub use path::{Join, Path, Place, RUN_ON_M};
pub use vector::Vec2;

/// Longest that a car runs on by speed after its newest position, seconds.
pub const RUN_ON_S: f64 = 3.0;

/// A car without a position for this long is no longer shown at all, seconds.
pub const ABSENT_AFTER_S: f64 = 30.0;

/// Positions farther apart than this in time and [`CUT_M`] in space are not joined.
const CUT_S: f64 = 4.0;
const CUT_M: f64 = 20.0;

/// A position nearer to the last knot is a measurement but no knot: at rest the path would turn in circles.
const KNOT_M: f64 = 1.0;

/// Error of a stamp that is no jump, seconds.
const STAMP_S: f64 = 0.15;

/// A step in source time longer than this is not integrated: the car is set down anew.
const SEAT_ANEW_S: f64 = 1.5;

/// How a car's place on the map was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// There is no position to show.
    #[default]
    Absent,
    /// Between measured positions.
    Measured,
    /// Run on by speed beyond the newest position.
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
    /// Newest accepted position.
    last: Option<(f64, Vec2)>,
    /// Stamp of the newest position of any kind.
    last_seen: Option<f64>,
    /// Positions in a row that went backwards.
    n_reversed: u8,
    /// Counts the stretches of positions that are joined.
    stretch: u32,
    drawn: Option<Drawn>,
}

/// What is on the screen.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    time: f64,
    /// Arc length.
    s: f64,
    /// Smoothed correction, m/s.
    correction: f64,
    /// What the drawn speed differs from Speed because Speed had been extrapolated, m/s.
    carried: f64,
    /// Drawn place less place on the path, because the path had changed.
    shift: Vec2,
    heading: f64,
    stretch: u32,
}

impl CarMotion {
    /// A car of which nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a measured speed, m/s. One that is not newer than the newest, or not finite, is skipped.
    pub fn speed(&mut self, time: f64, speed: f64) {
        if !time.is_finite() || !speed.is_finite() {
            return;
        }
        let due = self.drawn.map(|drawn| drawn.time + SPEED_LATE_S);
        let extrapolated = due.filter(|&due| self.odometer.newest().is_some_and(|newest| newest < due));
        let before = extrapolated.map(|due| self.odometer.speed(due));
        if !self.odometer.push(time, speed.max(0.0)) {
            return;
        }
        if let (Some(drawn), Some(due), Some(before)) = (&mut self.drawn, extrapolated, before) {
            drawn.carried += before - self.odometer.speed(due);
        }
        self.offsets.settle(&self.odometer);
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
        if CUT_S < dt && CUT_M < length {
            self.stretch += 1;
            self.add_knot(point, Join::Cut);
            self.accept(time, point, self.path.end());
            return;
        }
        let backwards = 5.0 < speed && vector::dot(step, self.path.end_direction()) < -0.5 * length;
        if backwards && self.n_reversed < 2 {
            self.n_reversed += 1;
            return;
        }
        let jumped = backwards || 1.5 * speed * (dt + STAMP_S) + 6.0 < length;
        let from_end = vector::sub(point, self.path.end_point());
        if jumped {
            self.add_knot(point, Join::Jump(speed.max(2.0) * (dt + STAMP_S)));
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
        let target = self.odometer.distance(time + SPEED_LATE_S) + self.offsets.mean(time, stretch);
        let drawn = match self.drawn {
            Some(drawn) if !seat && drawn.stretch == stretch && time - drawn.time <= SEAT_ANEW_S => {
                step(&self.odometer, drawn, time, target, speed, end)
            }
            before => {
                let (heading, least) = before.map_or((0.0, f64::NEG_INFINITY), |d| (d.heading, d.s));
                let s = target.min(end.s + RUN_ON_M).max(least);
                Drawn { time, s, correction: 0.0, carried: 0.0, shift: [0.0; 2], heading, stretch }
            }
        };
        let place = self.path.at(drawn.s);
        let heading = if place.jump { drawn.heading } else { place.tangent[1].atan2(place.tangent[0]) };
        self.drawn = Some(Drawn { heading, ..drawn });
        self.forget();
        let quality = if silence <= 0.0 {
            Quality::Measured
        } else if end.run_on_left(time, drawn.s) <= 0.0 {
            Quality::Stale
        } else {
            Quality::Estimated
        };
        Moment { point: vector::add(place.point, drawn.shift), heading, speed, quality }
    }

    /// Speed at a time, m/s, from the car's own sensors; 0 when nothing is known.
    pub fn speed_at(&self, time: f64) -> f64 {
        self.odometer.speed(time + SPEED_LATE_S)
    }

    /// How far the drawn car has come along its path, metres from where it was first seen.
    pub fn distance_drawn(&self) -> Option<f64> {
        self.drawn.map(|drawn| drawn.s)
    }

    /// Without car data for two seconds the speed is the one between positions.
    fn stand_in_for_speed(&mut self, time: f64, speed: f64) {
        if self.odometer.newest().is_none_or(|newest| newest + 2.0 < time) {
            self.speed(time, speed.min(150.0));
        }
    }

    /// Adds a knot to the path; a drawn car that the change concerns keeps its place.
    fn add_knot(&mut self, point: Vec2, join: Join) {
        let s = self.drawn.map(|drawn| drawn.s).filter(|&s| self.path.last_start() <= s);
        let before = s.map(|s| self.path.at(s).point);
        let moved = self.path.push(point, join);
        self.offsets.shift_newest(moved);
        if let (Some(drawn), Some(s), Some(before)) = (&mut self.drawn, s, before) {
            let after = self.path.at(s).point;
            drawn.shift = vector::add(drawn.shift, vector::sub(before, after));
        }
    }

    /// Where the positions of a stretch end. One that was skipped is a sign of life all the same.
    fn end_of(&self, stretch: u32) -> End {
        let (time, s) = self.offsets.last_of(stretch);
        if stretch < self.stretch {
            return End { time, s };
        }
        End { time: self.last_seen.map_or(time, |seen| seen.max(time)), s: self.path.end() }
    }

    fn accept(&mut self, time: f64, point: Vec2, s: f64) {
        self.n_reversed = 0;
        self.last = Some((time, point));
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
}

impl End {
    /// How much of its speed a car keeps: all of it at first, none at the limits of running on.
    fn run_on_left(self, time: f64, s: f64) -> f64 {
        let by_time = (RUN_ON_S - (time - self.time)) / 0.5;
        let by_distance = (RUN_ON_M - (s - self.s)) / 30.0 - 0.01;
        by_time.min(by_distance).clamp(0.0, 1.0)
    }
}

/// A frame of motion: on by the odometer, and a little towards `target`.
fn step(odometer: &Odometer, drawn: Drawn, time: f64, target: f64, speed: f64, end: End) -> Drawn {
    let dt = time - drawn.time;
    if dt <= 0.0 {
        return drawn;
    }
    let share = end.run_on_left(time, drawn.s);
    let driven = odometer.distance(time + SPEED_LATE_S) - odometer.distance(drawn.time + SPEED_LATE_S)
        + drawn.carried * dt;
    let expected = drawn.s + driven.max(0.0) * share;
    // For the frame being drawn: measured against the frame before, every car would be 17 ms ahead.
    let error = target - expected;
    let most = 0.03 * speed + 0.3 + (error.abs() - 6.0).max(0.0);
    let wanted = (error / 0.7).clamp(-most, most) * share;
    let mut correction = drawn.correction + (wanted - drawn.correction) * (1.0 - (-dt / 0.25).exp());
    if error.abs() < (correction * dt).abs() {
        correction = error / dt;
    }
    let s = (expected + correction * dt * share).min(end.s + RUN_ON_M).max(drawn.s);
    let fade = (-dt / 0.3).exp();
    Drawn {
        time,
        s,
        correction,
        carried: drawn.carried * (-dt / 0.2).exp(),
        shift: drawn.shift.map(|c| c * fade),
        ..drawn
    }
}

#[cfg(test)]
mod tests;
