//! A car's visits to the pit lane, from positions and from lap records, and how many of them were stops.

use super::lap_record::Lap;
use super::plane::{PointM, distance_to};
use super::tyres::Tyre;

/// Standing this long in the pit lane is a stop, ms.
const STOP_MS: i64 = 1_500;

/// How far beside the circuit the pit lane is looked for, metres.
const BESIDE_M: f64 = 8.0;

/// How near the pit lane's line a car in it is, metres.
const IN_LANE_M: f64 = 6.0;

/// A visit seen and a visit told of this close to each other are one, ms.
const SAME_VISIT_MS: i64 = 30_000;

/// Longest step between two samples that both stand for which the car is taken to have stood, ms.
const STANDING_STEP_MS: i64 = 400;

/// A visit to the pit lane as seen from positions.
#[expect(clippy::struct_field_names, reason = "the unit is no common postfix to drop")]
#[derive(Clone, Copy, Debug, PartialEq)]
struct Visit {
    in_ms: i64,
    out_ms: Option<i64>,
    stood_ms: i64,
}

/// A car's visits.
#[derive(Clone, Debug, Default)]
pub(super) struct PitVisits {
    seen: Option<Visit>,
    /// Lap and date of the newest entry that a record tells of.
    told_in: Option<(i32, i64)>,
    /// Newest lap whose record told of leaving the pits: each visit is judged once.
    out_lap: i32,
    n_stops: u8,
}

impl PitVisits {
    /// Whether the car is seen in the pit lane.
    pub(super) fn is_in_lane(&self) -> bool {
        self.seen.is_some_and(|visit| visit.out_ms.is_none())
    }

    /// Stops that are judged, by records.
    pub(super) fn n_stops(&self) -> u8 {
        self.n_stops
    }

    /// Whether the car came out of a visit in which it stood, of which no record has told yet.
    pub(super) fn has_untold_stop(&self) -> bool {
        self.seen.is_some_and(|visit| visit.out_ms.is_some() && STOP_MS <= visit.stood_ms)
    }

    /// Date of entering the pits in the lap before `lap`, as its record told.
    pub(super) fn told_in_before(&self, lap: i32) -> Option<i64> {
        self.told_in.filter(|&(of, _)| of == lap - 1).map(|(_, in_ms)| in_ms)
    }

    /// The car stands at this date.
    pub(super) fn stands(&mut self, date_ms: i64) {
        if let Some(visit) = self.seen.as_mut().filter(|visit| visit.out_ms.is_none()) {
            visit.stood_ms = date_ms - visit.in_ms.max(date_ms - visit.stood_ms - STANDING_STEP_MS);
        }
    }

    /// The car is `off_m` beside the circuit: it is in the lane when it is nearer to the lane's line.
    pub(super) fn saw(&mut self, lane: &[PointM], at: PointM, off_m: f64, date_ms: i64, has_moved: bool) {
        let is_in = BESIDE_M < off_m && {
            let off_lane_m = distance_to(lane, at);
            off_lane_m < IN_LANE_M && off_lane_m < off_m
        };
        match self.seen.as_mut() {
            Some(visit) if visit.out_ms.is_none() => visit.out_ms = (!is_in).then_some(date_ms),
            _ if is_in && has_moved => {
                self.seen = Some(Visit { in_ms: date_ms, out_ms: None, stood_ms: 0 });
            }
            _ => {}
        }
    }

    /// A record may tell of entering the pits; true when nothing had told of that visit.
    pub(super) fn take_in(&mut self, lap: &Lap) -> bool {
        let Some(in_ms) = lap.in_ms else { return false };
        let is_known = self.told_in.is_some_and(|(of, _)| of == lap.number);
        self.told_in = Some((lap.number, in_ms));
        let is_seen = self.seen.is_some_and(|visit| (visit.in_ms - in_ms).abs() < SAME_VISIT_MS);
        !is_known && !is_seen
    }

    /// A stop is a visit in which the car stood or got other tyres; driving through behind a safety car is none.
    /// The record of the lap out decides, since it has the tyres; `tyre` is the set before.
    pub(super) fn take_out(&mut self, lap: &Lap, tyre: &Tyre, is_red: bool) {
        let Some(out_ms) = lap.out_ms else { return };
        if lap.number <= self.out_lap || (self.told_in_before(lap.number).is_none() && lap.number <= 1) {
            return;
        }
        self.out_lap = lap.number;
        let has_others = tyre.is_other(lap.number, lap.compound, lap.tyre_age);
        let is_this = |visit: &Visit| visit.out_ms.is_some_and(|out| (out - out_ms).abs() < SAME_VISIT_MS);
        let visit = self.seen.take_if(|visit| is_this(visit));
        let has_stood = visit.is_some_and(|visit| STOP_MS <= visit.stood_ms);
        if has_others || (has_stood && !is_red) {
            self.n_stops = self.n_stops.saturating_add(1);
        }
    }
}
