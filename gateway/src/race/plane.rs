//! Points and lines in the plane, in metres.

use gridcast_shared::session::Point;
use gridcast_shared::units::{MAX_XY, UNITS_PER_METRE};

/// A point in the plane, metres.
pub(super) type PointM = [f64; 2];

/// The points of an open line that are needed to stay within `tolerance_m` of it (Douglas and Peucker), in track
/// units. A closed line, whose ends coincide, is split at the point farthest from them.
pub(super) fn simplified(line: &[PointM], tolerance_m: f64) -> Vec<Point> {
    let mut kept = vec![false; line.len()];
    let mut spans = Vec::new();
    if let Some(last) = line.len().checked_sub(1) {
        kept[0] = true;
        kept[last] = true;
        spans.push((0, last));
    }
    while let Some((first, last)) = spans.pop() {
        let mut farthest = (tolerance_m * tolerance_m, None);
        for i in first + 1..last {
            let (_, square) = foot(line[first], line[last], line[i]);
            if farthest.0 < square {
                farthest = (square, Some(i));
            }
        }
        if let (_, Some(i)) = farthest {
            kept[i] = true;
            spans.push((first, i));
            spans.push((i, last));
        }
    }
    line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(at, _)| units(*at)).collect()
}

/// Shortest way from a point to an open line, metres.
pub(super) fn distance_to(line: &[PointM], at: PointM) -> f64 {
    line.windows(2).map(|leg| foot(leg[0], leg[1], at).1).fold(f64::INFINITY, f64::min).sqrt()
}

/// Share of the way from `a` to `b` where `at` is nearest, and the square of its distance.
pub(super) fn foot(a: PointM, b: PointM, at: PointM) -> (f64, f64) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let square = dx * dx + dy * dy;
    let share = if square == 0.0 { 0.0 } else { (dx * (at[0] - a[0]) + dy * (at[1] - a[1])) / square };
    let share = share.clamp(0.0, 1.0);
    let (ex, ey) = (a[0] + share * dx - at[0], a[1] + share * dy - at[1]);
    (share, ex * ex + ey * ey)
}

/// Metres from one point to another.
pub(super) fn distance(a: PointM, b: PointM) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The point a share of the way from `a` to `b`.
pub(super) fn between(a: PointM, b: PointM, share: f64) -> PointM {
    [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
}

/// Track units as metres.
pub(super) fn metres(x: i32, y: i32) -> PointM {
    [f64::from(x) / UNITS_PER_METRE, f64::from(y) / UNITS_PER_METRE]
}

fn units(at: PointM) -> Point {
    let unit = |v: f64| (v * UNITS_PER_METRE).round().clamp(-f64::from(MAX_XY), f64::from(MAX_XY)) as i32;
    Point { x: unit(at[0]), y: unit(at[1]) }
}
