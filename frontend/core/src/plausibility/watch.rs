//! One car's positions against its own Speed.

use std::collections::VecDeque;

use super::doubt::Doubt;
use crate::motion::Vec2;

/// Positions remembered, six seconds of the feed's four a second.
const REMEMBERED: usize = 24;

/// A car that has driven so far cannot be where it was, metres.
const AWAY_M: f64 = 15.0;

/// Over this way by Speed its positions must have moved by a share, metres.
const WAY_M: f64 = 60.0;
const LEAST_SHARE: f64 = 0.4;

/// A step that is longer than the way by Speed by this much is a leap: a share of it, and metres.
const LEAP_SHARE: f64 = 1.5;
const LEAP_M: f64 = 25.0;

/// So many leaps within so many steps, two seconds, are no single jump, which may go there and back.
const LEAPS: usize = 4;
const AMONG: usize = 8;

/// So many in a row are no accident; so many good ones in a row end the doubt.
const IN_A_ROW: u8 = 3;

/// Speed is not trusted to go on for longer than this, seconds.
const SPEED_S: f64 = 2.0;

/// After a hole of more than this nobody can say where a car should be: it is watched anew, seconds.
const HOLE_S: f64 = 4.0;

/// What is known of a car.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch {
    speed: Option<(f64, f64)>,
    /// Metres by Speed up to its newest sample.
    driven: f64,
    recent: VecDeque<Seen>,
    n_repeated: u8,
    n_standing: u8,
    doubt: Option<Doubt>,
    /// Good positions in a row while in doubt.
    n_good: u8,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    time: f64,
    point: Vec2,
    driven: f64,
    /// Way from position to position.
    moved: f64,
    /// Whether the step to it was a leap.
    is_leap: bool,
}

/// A car's step from one position to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) time: f64,
    pub(super) dt: f64,
    pub(super) from: Vec2,
    pub(super) to: Vec2,
    /// Where it should be by its direction and Speed.
    pub(super) expected: Vec2,
    /// Metres by Speed.
    pub(super) driven: f64,
}

impl Watch {
    pub(super) fn speed(&mut self, time: f64, speed: f64) {
        if let Some((last, before)) = self.speed {
            if time <= last {
                return;
            }
            self.driven += f64::midpoint(before, speed) * (time - last).min(SPEED_S);
        }
        self.speed = Some((time, speed));
    }

    /// Speed as known now, m/s.
    pub(super) fn speed_now(&self) -> f64 {
        self.speed.map_or(0.0, |(_, speed)| speed)
    }

    /// Takes a position that is newer than the newest; the step to it.
    pub(super) fn position(&mut self, time: f64, point: Vec2) -> Option<Step> {
        let driven = self.driven_at(time);
        if self.recent.back().is_some_and(|last| HOLE_S < time - last.time) {
            self.recent.clear();
        }
        let Some(&last) = self.recent.back() else {
            self.recent.push_back(Seen { time, point, driven, moved: 0.0, is_leap: false });
            return None;
        };
        if time <= last.time {
            return None;
        }
        let length = distance(point, last.point);
        let way = (driven - last.driven).max(0.0);
        let knows_speed = self.speed.is_some_and(|(at, _)| time - at <= SPEED_S);
        let is_leap = knows_speed && LEAP_SHARE * way + LEAP_M < length;
        let new = Seen { time, point, driven, moved: last.moved + length, is_leap };
        self.judge(new);
        let direction = self.direction(&last);
        let expected = [0, 1].map(|i| last.point[i] + direction[i] * way);
        let step = Step { time, dt: time - last.time, from: last.point, to: point, expected, driven: way };
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back(new);
        Some(step)
    }

    pub(super) fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    /// Whether its newest position is a measurement.
    pub(super) fn is_believed(&self) -> bool {
        self.doubt.is_none() && self.n_repeated == 0
    }

    fn judge(&mut self, new: Seen) {
        let away = |seen: &&Seen| AWAY_M < new.driven - seen.driven;
        let repeated = self.recent.iter().filter(away).any(|seen| distance(seen.point, new.point) < 1e-3);
        let far = self.recent.iter().rev().find(|seen| WAY_M < new.driven - seen.driven);
        let standing = far.is_some_and(|far| new.moved - far.moved < LEAST_SHARE * (new.driven - far.driven));
        let before = self.recent.iter().rev().take(AMONG - 1);
        let n_leaps = before.filter(|seen| seen.is_leap).count() + usize::from(new.is_leap);
        let leaping = LEAPS <= n_leaps;
        let count = |n: u8, holds: bool| if holds { n.saturating_add(1) } else { 0 };
        self.n_repeated = count(self.n_repeated, repeated);
        self.n_standing = count(self.n_standing, standing);
        self.n_good = count(self.n_good, !repeated && !standing && !leaping);
        if IN_A_ROW <= self.n_repeated {
            self.doubt = Some(Doubt::Repeated);
        } else if leaping {
            self.doubt = Some(Doubt::Leaping);
        } else if self.doubt.is_none() && IN_A_ROW <= self.n_standing {
            self.doubt = Some(Doubt::Standing);
        } else if IN_A_ROW <= self.n_good {
            self.doubt = None;
        }
    }

    /// Direction of the newest step of more than a metre; none where it has not moved.
    fn direction(&self, last: &Seen) -> Vec2 {
        let before = self.recent.iter().rev().find(|seen| 1.0 < distance(seen.point, last.point));
        let Some(before) = before else { return [0.0; 2] };
        let length = distance(before.point, last.point);
        [0, 1].map(|i| (last.point[i] - before.point[i]) / length)
    }

    fn driven_at(&self, time: f64) -> f64 {
        self.speed.map_or(0.0, |(at, speed)| self.driven + speed * (time - at).clamp(-SPEED_S, SPEED_S))
    }
}

pub(super) fn distance(a: Vec2, b: Vec2) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
