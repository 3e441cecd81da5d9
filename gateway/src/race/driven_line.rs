//! The line that a car drove, from its positions: a closed one over a lap, an open one through the pit lane.
//!
//! Positions come each 250 ms, 20 m apart at speed, so a lap is drawn as a smooth curve through them.

use super::plane::{PointM, between, distance, foot};
use super::telemetry::Fixes;

/// Widest gap in a lap's positions, metres.
pub(super) const MAX_GAP_M: f64 = 200.0;

/// How far the two ends of a lap may lie apart: across the track and a little, metres.
pub(super) const MAX_OPEN_M: f64 = 25.0;

/// A lap's end is bent to its start over this distance, metres.
const BEND_M: f64 = 200.0;

/// How far behind the line lap 1 may begin, metres.
const GRID_M: f64 = 600.0;

/// Positions between two dates that are `apart_m` or more from each other.
pub(super) fn spaced(fixes: &Fixes, from_ms: i64, to_ms: i64, apart_m: f64) -> Vec<PointM> {
    let mut way: Vec<PointM> = Vec::new();
    for fix in fixes.iter().filter(|fix| (from_ms..=to_ms).contains(&fix.date_ms)) {
        let at = fix.point();
        if way.last().is_none_or(|&last| apart_m <= distance(last, at)) {
            way.push(at);
        }
    }
    way
}

/// A lap as a closed line from the start line to the start line.
pub(super) fn closed_lap(fixes: &Fixes, start_ms: i64, end_ms: i64) -> Option<Vec<PointM>> {
    let end = fixes.point_at(end_ms)?;
    let mut way = spaced(fixes, start_ms - 1_500, end_ms - 1, 1.5);
    way.push(end);
    if start_ms + 1_500 < fixes.first_ms()? || way.windows(2).any(|leg| MAX_GAP_M < distance(leg[0], leg[1]))
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
fn smooth(line: &[PointM]) -> Vec<PointM> {
    let mut curve = Vec::with_capacity(line.len() * 4);
    for i in 0..line.len().saturating_sub(1) {
        let (b, c) = (line[i], line[i + 1]);
        let (a, d) = (line[i.saturating_sub(1)], line[(i + 2).min(line.len() - 1)]);
        let leg = distance(b, c);
        let slope = |from: PointM, to: PointM, way: f64| {
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
fn bend(line: &mut [PointM], start: PointM) {
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
