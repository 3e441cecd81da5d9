//! The circuit, learned from the cars: the first good lap is its outline, the first visit its pit lane.
//!
//! A good lap has a time and no pits. Positions come each 250 ms, 20 m apart at speed, so the lap is drawn as a
//! smooth curve through them. The start line is where laps end by their records; one car's stamp may be tens of
//! ms off, so half a minute later the line moves, once, to where the middle one of all cars' laps ended.

use std::collections::VecDeque;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::LapRecord;

use super::Race;
use super::car::{Car, Fix};
use super::laps::{is_date, session_zero};
use super::motion;
use super::track::{Place, Track, between, distance, foot, metres, simplified};

/// A lap is looked at this long after its end, ms: its samples have come, and an earlier lap's record as well.
const PATIENCE_MS: i64 = 4_000;

/// The start line is looked at anew this long after the lap that gave the outline, ms.
const REFINE_MS: i64 = 40_000;

/// Widest gap in a lap's positions, metres.
const MAX_GAP_M: f64 = 200.0;

/// How far the two ends of a lap may lie apart: across the track and a little, metres.
const MAX_OPEN_M: f64 = 25.0;

/// A lap's end is bent to its start over this distance, metres.
const BEND_M: f64 = 200.0;

/// How far behind the line lap 1 may begin, metres.
const GRID_M: f64 = 600.0;

/// Most that the pit lane's published line strays from the way driven, metres.
const LANE_TOLERANCE_M: f64 = 1.0;

/// What is still to be learned.
#[expect(clippy::struct_excessive_bools, reason = "each is a thing learned or not, in any combination")]
#[derive(Clone, Debug)]
pub(super) struct Learner {
    /// Positions are to be remembered.
    pub(super) wants_fixes: bool,
    pub(super) has_track: bool,
    pub(super) has_lane: bool,
    is_refined: bool,
    laps: Vec<GoodLap>,
    /// End of the lap that gave the outline.
    learned_ms: i64,
    /// The way of a visit to the pits, to be looked at.
    visit: Option<(usize, i64, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct GoodLap {
    end_ms: i64,
    code: DriverCode,
    start_ms: i64,
    car: usize,
}

impl Default for Learner {
    fn default() -> Self {
        Self {
            wants_fixes: true,
            has_track: false,
            has_lane: false,
            is_refined: false,
            laps: Vec::new(),
            learned_ms: 0,
            visit: None,
        }
    }
}

impl Learner {
    pub(super) fn settle(&mut self) {
        let is_refined = self.is_refined || self.learned_ms == 0;
        self.wants_fixes = !(self.has_track && self.has_lane && is_refined);
    }
}

impl Race {
    /// A lap's record may tell of a lap, or of a visit to the pits, that is worth learning from.
    pub(super) fn note_good_lap(&mut self, car: usize, record: &LapRecord, number: i32, end_ms: Option<i64>) {
        let Some(start_ms) = record.lap_start_date.filter(|&date| is_date(date)) else { return };
        let Some(end_ms) = end_ms.filter(|&end| start_ms < end) else { return };
        let has_no_pits = record.pit_in_time.is_none() && record.pit_out_time.is_none();
        if !self.learner.has_track && record.lap_time.is_some() && has_no_pits {
            let code = self.state.session.drivers[car].code;
            self.learner.laps.push(GoodLap { end_ms, code, start_ms, car });
        }
        let pit_in = self.cars[car].pit_in.filter(|&(lap, _)| lap == number - 1);
        if !self.learner.has_lane
            && self.learner.visit.is_none()
            && let (Some((_, in_ms)), Some(zero)) = (pit_in, session_zero(record))
            && let Some(out_time) = record.pit_out_time.filter(|&time| is_date(time))
        {
            self.learner.visit = Some((car, in_ms, zero + out_time));
        }
    }

    /// Learns what can be learned by now.
    pub(super) fn learn(&mut self) {
        if !self.learner.wants_fixes {
            return;
        }
        if !self.learner.has_track {
            self.learn_track();
        } else if !self.learner.is_refined && REFINE_MS <= self.now_ms - self.learner.learned_ms {
            self.refine_line();
        }
        if self.track.is_some()
            && let Some((car, in_ms, out_ms)) = self.learner.visit.take()
        {
            self.learn_lane(car, in_ms, out_ms);
        }
    }

    fn learn_track(&mut self) {
        let due = self.learner.laps.iter().filter(|lap| PATIENCE_MS <= self.now_ms - lap.end_ms);
        let Some(lap) = due.min().copied() else { return };
        self.learner.laps.retain(|other| *other != lap);
        let line = closed_lap(&self.cars[lap.car].fixes, lap.start_ms, lap.end_ms);
        if let Some(track) = line.and_then(|line| Track::closed(&line)) {
            self.learner.has_track = true;
            self.learner.learned_ms = lap.end_ms;
            self.learner.laps.clear();
            self.publish(track);
        }
    }

    fn refine_line(&mut self) {
        self.learner.is_refined = true;
        let Some(track) = &self.track else { return };
        let ends = self.cars.iter().filter_map(|car| Some((car, car.ends.back()?.end_ms?)));
        let mut offsets: Vec<f64> = ends
            .filter_map(|(car, end_ms)| Some(track.nearest(place_at(&car.fixes, end_ms)?)))
            .filter(|foot| foot.off_m < MAX_OPEN_M)
            .map(|foot| track.wrap(foot.along_m))
            .collect();
        offsets.sort_by(f64::total_cmp);
        if let Some(&middle) = offsets.get(offsets.len() / 2).filter(|middle| middle.abs() < 100.0) {
            self.publish(track.with_start_at(middle));
        }
        self.learner.settle();
    }

    fn publish(&mut self, track: Track) {
        let outline = track.outline();
        self.edit_session(|session| {
            session.circuit.outline = outline;
            session.circuit.length_m = track.length_m().round() as u16;
        });
        self.adopt(track);
    }

    /// Measures along another line from now on: all that is remembered is measured anew.
    pub(super) fn adopt(&mut self, track: Track) {
        for car in &mut self.cars {
            car.motion = None;
            let recorded = std::mem::take(&mut car.passages);
            for fix in &car.fixes {
                let laps = car.ends.iter().rev().find(|end| end.end_ms.is_some_and(|end| end <= fix.date_ms));
                let (at, laps) = (metres(fix.x, fix.y), laps.map(|end| end.lap));
                motion::advance(&mut car.motion, &mut car.passages, &track, at, fix.date_ms, laps);
            }
            restore_ends(car, track.length_m());
            if car.passages.newest() < recorded.newest() {
                car.passages = recorded;
            }
            if let Some(mark) = car.finish {
                car.passages.end_at(mark);
            }
        }
        self.track = Some(track);
        self.learner.settle();
    }

    fn learn_lane(&mut self, car: usize, in_ms: i64, out_ms: i64) {
        let fixes = &self.cars[car].fixes;
        let is_whole = fixes.front().is_some_and(|first| first.date_ms < in_ms);
        let way: Vec<Place> = spaced(fixes, in_ms, out_ms, 2.0);
        let length: f64 = way.windows(2).map(|leg| distance(leg[0], leg[1])).sum();
        let has_gap = way.windows(2).any(|leg| MAX_GAP_M / 2.0 < distance(leg[0], leg[1]));
        if is_whole && !has_gap && (100.0..=2_000.0).contains(&length) {
            self.lane = way;
            let lane = simplified(&self.lane, LANE_TOLERANCE_M);
            self.lane = lane.iter().map(|p| metres(p.x, p.y)).collect();
            self.edit_session(|session| session.circuit.pit_lane = lane);
            self.learner.has_lane = true;
            self.learner.settle();
        }
    }
}

/// Lap records' word on the line, again after a car was measured anew.
fn restore_ends(car: &mut Car, length_m: f64) {
    for end in car.ends.clone() {
        if let Some(end_ms) = end.end_ms {
            let moved = car.passages.line(end.lap, end_ms);
            if let Some(motion) = car.motion.as_mut() {
                motion.progress_m += f64::from(moved) / f64::from(super::passages::MARKS) * length_m;
            }
        }
    }
}

/// Where a car was at a date, between two positions.
fn place_at(fixes: &VecDeque<Fix>, date_ms: i64) -> Option<Place> {
    let after = fixes.partition_point(|fix| fix.date_ms < date_ms);
    let (before, after) = (fixes.get(after.checked_sub(1)?)?, fixes.get(after)?);
    let share = (date_ms - before.date_ms) as f64 / (after.date_ms - before.date_ms).max(1) as f64;
    Some(between(metres(before.x, before.y), metres(after.x, after.y), share))
}

/// Positions between two dates that are `apart_m` or more from each other.
fn spaced(fixes: &VecDeque<Fix>, from_ms: i64, to_ms: i64, apart_m: f64) -> Vec<Place> {
    let mut way: Vec<Place> = Vec::new();
    for fix in fixes.iter().filter(|fix| (from_ms..=to_ms).contains(&fix.date_ms)) {
        let at = metres(fix.x, fix.y);
        if way.last().is_none_or(|&last| apart_m <= distance(last, at)) {
            way.push(at);
        }
    }
    way
}

/// A lap as a closed line from the start line to the start line.
fn closed_lap(fixes: &VecDeque<Fix>, start_ms: i64, end_ms: i64) -> Option<Vec<Place>> {
    let end = place_at(fixes, end_ms)?;
    let mut way = spaced(fixes, start_ms - 1_500, end_ms - 1, 1.5);
    way.push(end);
    if fixes.front()?.date_ms > start_ms + 1_500
        || way.windows(2).any(|leg| MAX_GAP_M < distance(leg[0], leg[1]))
    {
        return None;
    }
    // The line is where the way, near its beginning, comes closest to its end.
    let mut walked = 0.0;
    let mut line = (f64::INFINITY, 0, end);
    for (i, leg) in way.windows(2).enumerate() {
        if GRID_M < walked {
            break;
        }
        walked += distance(leg[0], leg[1]);
        let (share, square) = foot(leg[0], leg[1], end);
        if square < line.0 {
            line = (square, i, between(leg[0], leg[1], share));
        }
    }
    let (square, leg, start) = line;
    if MAX_OPEN_M < square.sqrt() {
        return None;
    }
    let mut lap = vec![start];
    lap.extend(way[leg + 1..way.len() - 1].iter().filter(|&&at| 1.0 < distance(at, start)));
    lap.push(end);
    let mut lap = smooth(&lap);
    bend(&mut lap, start);
    lap.pop();
    Some(lap)
}

/// A smooth curve through the points of an open line (Catmull and Rom), four points a leg.
fn smooth(line: &[Place]) -> Vec<Place> {
    let mut curve = Vec::with_capacity(line.len() * 4);
    for i in 0..line.len().saturating_sub(1) {
        let (b, c) = (line[i], line[i + 1]);
        let (a, d) = (line[i.saturating_sub(1)], line[(i + 2).min(line.len() - 1)]);
        let leg = distance(b, c);
        let slope = |from: Place, to: Place, way: f64| {
            let scale = if way == 0.0 { 0.0 } else { leg / way };
            [(to[0] - from[0]) * scale, (to[1] - from[1]) * scale]
        };
        let at_b = slope(a, c, distance(a, b) + leg);
        let at_c = slope(b, d, leg + distance(c, d));
        for step in 0..4 {
            let t = f64::from(step) / 4.0;
            let (t2, t3) = (t * t, t * t * t);
            let mix = |k: usize| {
                (2.0 * t3 - 3.0 * t2 + 1.0) * b[k]
                    + (t3 - 2.0 * t2 + t) * at_b[k]
                    + (3.0 * t2 - 2.0 * t3) * c[k]
                    + (t3 - t2) * at_c[k]
            };
            curve.push([mix(0), mix(1)]);
        }
    }
    curve.extend(line.last());
    curve
}

/// Bends the end of a line, bit by bit, to end at `start`.
fn bend(line: &mut [Place], start: Place) {
    let Some(&end) = line.last() else { return };
    let off = [start[0] - end[0], start[1] - end[1]];
    let mut left = BEND_M;
    let mut last = end;
    for at in line.iter_mut().rev() {
        left -= distance(*at, last);
        if left <= 0.0 {
            break;
        }
        last = *at;
        let share = left / BEND_M;
        *at = [at[0] + off[0] * share, at[1] + off[1] * share];
    }
}
