//! What a car's samples tell by themselves: speed, lap number, where it is, and for how long it has stood.

use std::collections::VecDeque;

use gridcast_shared::telemetry::{CarData, Position};

use super::plane::{PointM, between, metres};

/// Positions that are remembered for learning the circuit: two laps and more at four to eight a second.
const KEPT_FIXES: usize = 2_400;

/// Up to this speed a car stands on the grid or in its box, km/h.
const STANDING_KMH: u16 = 3;

/// Above this speed a car has moved, km/h.
const MOVED_KMH: u16 = 20;

/// Up to this speed a car on the track is idle, km/h.
const IDLE_KMH: u16 = 5;

/// A car not heard of for this long is taken to be still, ms.
const SILENT_MS: i64 = 2_000;

/// A car of which laps or timing told something that only a moving car does drives on for this long, ms: a lap.
const DRIVES_MS: i64 = 120_000;

/// Speed tells the way between two car data that are no farther apart, ms.
const SPEED_HOLDS_MS: i64 = 2_000;

/// A lap number is believed once it has stayed for this long, ms: it steps up to a second beside the line.
const LAP_STAYS_MS: i64 = 2_000;

/// A measured position, track units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fix {
    pub(super) date_ms: i64,
    pub(super) x: i32,
    pub(super) y: i32,
}

impl Fix {
    /// Where it is, metres.
    pub(super) fn point(self) -> PointM {
        metres(self.x, self.y)
    }
}

/// A car's newest positions, oldest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Fixes(VecDeque<Fix>);

impl Fixes {
    pub(super) fn push(&mut self, fix: Fix) {
        if self.0.len() == KEPT_FIXES {
            self.0.pop_front();
        }
        self.0.push_back(fix);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Fix> {
        self.0.iter()
    }

    /// Date of the oldest that is remembered.
    pub(super) fn first_ms(&self) -> Option<i64> {
        self.0.front().map(|fix| fix.date_ms)
    }

    /// Where the car was at a date, between two positions.
    pub(super) fn point_at(&self, date_ms: i64) -> Option<PointM> {
        let after = self.0.partition_point(|fix| fix.date_ms < date_ms);
        let (before, after) = (self.0.get(after.checked_sub(1)?)?, self.0.get(after)?);
        let share = (date_ms - before.date_ms) as f64 / (after.date_ms - before.date_ms).max(1) as f64;
        Some(between(before.point(), after.point(), share))
    }
}

/// How far a car has driven by its Speed, since car data have come without a hole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Driven {
    since_ms: i64,
    newest_ms: i64,
    speed_kmh: u16,
    way_m: f64,
}

impl Driven {
    fn first(speed_kmh: u16, date_ms: i64) -> Self {
        Self { since_ms: date_ms, newest_ms: date_ms, speed_kmh, way_m: 0.0 }
    }

    /// Takes the next car data.
    fn go_on(&mut self, speed_kmh: u16, date_ms: i64) {
        if date_ms <= self.newest_ms {
            return;
        }
        match self.at(date_ms) {
            Some(by_last) => {
                let change_kmh = f64::from(speed_kmh) - f64::from(self.speed_kmh);
                let changed_m = change_kmh / 2.0 / 3_600.0 * (date_ms - self.newest_ms) as f64;
                *self = Self { newest_ms: date_ms, speed_kmh, way_m: by_last.way_m + changed_m, ..*self };
            }
            None => *self = Self::first(speed_kmh, date_ms),
        }
    }

    /// The same at a date, if Speed still tells it.
    fn at(self, date_ms: i64) -> Option<Self> {
        let elapsed_ms = date_ms - self.newest_ms;
        let way_m = self.way_m + f64::from(self.speed_kmh) / 3_600.0 * elapsed_ms as f64;
        (elapsed_ms <= SPEED_HOLDS_MS).then_some(Self { way_m, ..self })
    }

    /// How fast it goes.
    pub(super) fn speed_m_s(self) -> f64 {
        f64::from(self.speed_kmh) / 3.6
    }

    /// Metres since an earlier moment; none when there was a hole in between.
    pub(super) fn since(self, before: Self) -> Option<f64> {
        (self.since_ms == before.since_ms).then_some(self.way_m - before.way_m)
    }
}

/// A car by its samples.
#[derive(Clone, Debug, Default)]
pub(super) struct Telemetry {
    /// None before the first: unknown is not standing.
    pub(super) speed_kmh: Option<u16>,
    /// Newest sample of any kind; 0 before the first.
    pub(super) seen_ms: i64,
    /// Time spent still while the others raced, ms.
    pub(super) idle_ms: i64,
    pub(super) has_moved: bool,
    /// Where it stood before the start.
    pub(super) stand: Option<Fix>,
    pub(super) last_fix: Option<Fix>,
    driven: Option<Driven>,
    /// Lap being driven, from 1; 0 before any is believed.
    pub(super) lap: i32,
    /// A lap number that the samples show, and since when.
    shown_lap: (i32, i64),
}

impl Telemetry {
    pub(super) fn saw(&mut self, date_ms: i64) {
        self.seen_ms = self.seen_ms.max(date_ms);
    }

    pub(super) fn take_car_data(&mut self, data: CarData, date_ms: i64) {
        self.speed_kmh = Some(data.speed_kmh);
        let first = Driven::first(data.speed_kmh, date_ms);
        self.driven.get_or_insert(first).go_on(data.speed_kmh, date_ms);
        self.has_moved |= MOVED_KMH < data.speed_kmh;
        let lap = i32::from(data.lap);
        if self.shown_lap.0 != lap {
            self.shown_lap = (lap, date_ms);
        }
        if LAP_STAYS_MS <= date_ms - self.shown_lap.1 || self.lap == 0 {
            self.lap = lap;
        }
    }

    /// The position as a fix, if it is newer than the last.
    pub(super) fn take_position(&mut self, position: Position, date_ms: i64) -> Option<Fix> {
        let fix = Fix { date_ms, x: position.x, y: position.y };
        if self.last_fix.is_some_and(|last| date_ms <= last.date_ms) {
            return None;
        }
        self.last_fix = Some(fix);
        if self.is_standing() && !self.has_moved {
            self.stand = Some(fix);
        }
        Some(fix)
    }

    /// How far it has driven by its Speed up to a date.
    pub(super) fn driven(&self, date_ms: i64) -> Option<Driven> {
        self.driven?.at(date_ms)
    }

    /// Whether the car stands by its own speed.
    pub(super) fn is_standing(&self) -> bool {
        self.speed_kmh.is_some_and(|kmh| kmh <= STANDING_KMH)
    }

    /// Whether it goes faster than `kmh` and has said so lately.
    pub(super) fn is_faster_than(&self, kmh: u16, now_ms: i64) -> bool {
        self.speed_kmh.is_some_and(|speed| kmh < speed) && now_ms - self.seen_ms < SILENT_MS
    }

    /// Adds up how long it has been still; `raced_ms` of it the others raced. Who sends no samples is still, unless
    /// laps or the timing tell that it drives on: `driven_ms` is when they last did.
    pub(super) fn watch_idle(&mut self, now_ms: i64, raced_ms: i64, driven_ms: Option<i64>) {
        let is_silent = SILENT_MS < now_ms - self.seen_ms;
        let is_told = driven_ms.is_some_and(|driven| now_ms - driven < DRIVES_MS);
        let is_slow = self.speed_kmh.is_some_and(|kmh| kmh <= IDLE_KMH);
        let is_still = if is_silent { !is_told } else { is_slow };
        self.idle_ms = if is_still { self.idle_ms + raced_ms } else { 0 };
    }
}
