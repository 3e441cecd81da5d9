//! The circuit, learned from the cars: the first good lap is its outline, the first visit its pit lane.
//!
//! A good lap has a time and no pits. The start line is where laps end by their records; one car's stamp may be
//! tens of ms off, so half a minute later the line moves, once, to where the middle one of all cars' laps ended.

use gridcast_shared::ids::DriverCode;

use super::car::Car;
use super::driven_line::{MAX_GAP_M, MAX_OPEN_M, closed_lap, spaced};
use super::lap_record::Lap;
use super::plane::{PointM, distance};
use super::track::Track;

/// A lap is looked at this long after its end, ms: its samples have come, and an earlier lap's record as well.
const PATIENCE_MS: i64 = 4_000;

/// The start line is looked at anew this long after the lap that gave the outline, ms.
const REFINE_MS: i64 = 40_000;

/// Farthest that the start line moves when it is looked at anew, metres.
const MAX_MOVE_M: f64 = 100.0;

/// What is still to be learned.
#[derive(Clone, Debug, Default)]
pub(super) struct Learner {
    outline: Outline,
    has_lane: bool,
    /// A visit to the pits whose way is to be looked at.
    visit: Option<Visit>,
}

/// What is known of the outline.
#[derive(Clone, Debug)]
enum Outline {
    /// Nothing but the laps it may be learned from.
    Wanted(Vec<GoodLap>),
    /// It is learned from the lap that ended then; its start line has yet to be looked at anew.
    Learned(i64),
    /// It was told, or is as good as it will be.
    Known,
}

impl Default for Outline {
    fn default() -> Self {
        Self::Wanted(Vec::new())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct GoodLap {
    end_ms: i64,
    code: DriverCode,
    start_ms: i64,
    car: usize,
}

#[derive(Clone, Copy, Debug)]
struct Visit {
    car: usize,
    in_ms: i64,
    out_ms: i64,
}

impl Learner {
    /// Whether positions are to be remembered.
    pub(super) fn wants_fixes(&self) -> bool {
        !(self.has_lane && matches!(self.outline, Outline::Known))
    }

    /// The outline is told: there is nothing to learn of it.
    pub(super) fn outline_is_told(&mut self) {
        self.outline = Outline::Known;
    }

    /// The pit lane is told.
    pub(super) fn lane_is_told(&mut self) {
        self.has_lane = true;
    }

    /// A lap's record may tell of a lap, or of a visit to the pits, that is worth learning from.
    pub(super) fn take_lap(&mut self, index: usize, code: DriverCode, car: &Car, lap: &Lap) {
        let Some(start_ms) = lap.start_ms else { return };
        let Some(end_ms) = lap.end_ms.filter(|&end| start_ms < end) else { return };
        if let Outline::Wanted(laps) = &mut self.outline
            && lap.time_ms.is_some()
            && lap.has_no_pits
        {
            laps.push(GoodLap { end_ms, code, start_ms, car: index });
        }
        if !self.has_lane
            && self.visit.is_none()
            && let (Some(in_ms), Some(out_ms)) = (car.pits.told_in_before(lap.number), lap.out_ms)
        {
            self.visit = Some(Visit { car: index, in_ms, out_ms });
        }
    }

    /// A better line of the circuit, if one can be learned by now; `track` is the one there is.
    pub(super) fn outline(&mut self, cars: &[Car], track: Option<&Track>, now_ms: i64) -> Option<Track> {
        match &mut self.outline {
            Outline::Wanted(laps) => {
                let due = laps.iter().filter(|lap| PATIENCE_MS <= now_ms - lap.end_ms);
                let lap = due.min().copied()?;
                laps.retain(|other| *other != lap);
                let track = Track::closed(&closed_lap(&cars[lap.car].fixes, lap.start_ms, lap.end_ms)?)?;
                self.outline = Outline::Learned(lap.end_ms);
                Some(track)
            }
            Outline::Learned(end_ms) if REFINE_MS <= now_ms - *end_ms => {
                self.outline = Outline::Known;
                with_middle_line(cars, track?)
            }
            Outline::Learned(_) | Outline::Known => None,
        }
    }

    /// The pit lane's line, if it can be learned by now: the way of a visit, as driven.
    pub(super) fn lane(&mut self, cars: &[Car]) -> Option<Vec<PointM>> {
        let visit = self.visit.take()?;
        let fixes = &cars[visit.car].fixes;
        let is_whole = fixes.first_ms().is_some_and(|first| first < visit.in_ms);
        let way = spaced(fixes, visit.in_ms, visit.out_ms, 2.0);
        let length: f64 = way.windows(2).map(|leg| distance(leg[0], leg[1])).sum();
        let has_gap = way.windows(2).any(|leg| MAX_GAP_M / 2.0 < distance(leg[0], leg[1]));
        self.has_lane = is_whole && !has_gap && (100.0..=2_000.0).contains(&length);
        self.has_lane.then_some(way)
    }
}

/// The track with its start line where the middle one of all cars' newest laps ended.
fn with_middle_line(cars: &[Car], track: &Track) -> Option<Track> {
    let ends = cars.iter().filter_map(|car| Some((car, car.ends.newest()?.end_ms?)));
    let mut offsets: Vec<f64> = ends
        .filter_map(|(car, end_ms)| Some(track.nearest(car.fixes.point_at(end_ms)?)))
        .filter(|foot| foot.off_m < MAX_OPEN_M)
        .map(|foot| track.wrap(foot.along_m))
        .collect();
    offsets.sort_by(f64::total_cmp);
    let middle = offsets.get(offsets.len() / 2).filter(|middle| middle.abs() < MAX_MOVE_M)?;
    Some(track.with_start_at(*middle))
}
