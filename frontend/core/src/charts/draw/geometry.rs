//! Rectangles, lines cut to them, dashes and patterns as plain lines. CSS px, y downwards.

use crate::charts::draw::style::Pattern;

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Least x.
    pub left: f64,
    /// Least y.
    pub top: f64,
    /// Greatest x.
    pub right: f64,
    /// Greatest y.
    pub bottom: f64,
}

impl Bounds {
    /// From its sides. Where they are the wrong way round, as on a canvas too small for its margins, it has no extent.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right: right.max(left), bottom: bottom.max(top) }
    }

    /// Not negative.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Not negative.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Its middle.
    pub fn centre(&self) -> [f64; 2] {
        [f64::midpoint(self.left, self.right), f64::midpoint(self.top, self.bottom)]
    }

    /// Whether a point lies in it, edges too.
    pub fn contains(&self, at: [f64; 2]) -> bool {
        (self.left..=self.right).contains(&at[0]) && (self.top..=self.bottom).contains(&at[1])
    }

    /// What it shares with another; `None` when nothing.
    pub fn shared(&self, other: &Self) -> Option<Self> {
        let rect = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (rect.left < rect.right && rect.top < rect.bottom).then_some(rect)
    }
}

/// The part of a straight line inside `rect` (Liang and Barsky, 1984).
pub fn clip_segment(from: [f64; 2], to: [f64; 2], rect: &Bounds) -> Option<[[f64; 2]; 2]> {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let (mut enter, mut leave) = (0.0f64, 1.0f64);
    for (p, q) in [
        (-dx, from[0] - rect.left),
        (dx, rect.right - from[0]),
        (-dy, from[1] - rect.top),
        (dy, rect.bottom - from[1]),
    ] {
        if p == 0.0 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    let at = |t: f64| {
        // `from + (to - from)` need not be `to`, and lines are joined where an end is the next beginning.
        let [x, y] = if t < 1.0 { [from[0] + t * dx, from[1] + t * dy] } else { to };
        [x.clamp(rect.left, rect.right), y.clamp(rect.top, rect.bottom)]
    };
    (enter <= leave).then(|| [at(enter), at(leave)])
}

/// The parts of a line inside `rect`, each of at least two points.
pub fn clip(points: &[[f64; 2]], rect: &Bounds) -> Vec<Vec<[f64; 2]>> {
    let mut parts: Vec<Vec<[f64; 2]>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        match clip_segment(pair[0], pair[1], rect) {
            Some([from, to]) => {
                match parts.last_mut() {
                    Some(part) if open && part.last() == Some(&from) => part.push(to),
                    _ => parts.push(vec![from, to]),
                }
                open = rect.contains(pair[1]);
            }
            None => open = false,
        }
    }
    parts
}

/// Where a part (0 to 1) of a line of equal steps stands; the line has a point at least.
pub fn along(points: &[[f64; 2]], part: f64) -> [f64; 2] {
    let last = points.len() - 1;
    let place = part.clamp(0.0, 1.0) * last as f64;
    let below = (place.floor() as usize).min(last);
    let (a, b) = (points[below], points[(below + 1).min(last)]);
    let t = place - below as f64;
    [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]
}

/// A line broken by `lengths` on and off in turn; whole when they are empty or not above 0.
pub fn dashes(points: &[[f64; 2]], lengths: &[f64]) -> Vec<Vec<[f64; 2]>> {
    // Shorter ones would be a whole line to the eye and endless work.
    if lengths.is_empty() || lengths.iter().any(|&length| !(0.25..).contains(&length)) {
        return vec![points.to_vec()];
    }
    let mut parts = Vec::new();
    let mut part: Vec<[f64; 2]> = points.first().copied().into_iter().collect();
    let (mut phase, mut left) = (0usize, lengths[0]);
    for pair in points.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        let mut gone = 0.0;
        while left < length - gone {
            gone += left;
            let t = gone / length;
            let at = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
            if phase.is_multiple_of(2) {
                part.push(at);
                parts.push(std::mem::take(&mut part));
            } else {
                part = vec![at];
            }
            phase += 1;
            left = lengths[phase % lengths.len()];
        }
        left -= length - gone;
        if phase.is_multiple_of(2) {
            part.push(to);
        }
    }
    if 2 <= part.len() {
        parts.push(part);
    }
    parts
}

/// Distance between a pattern's lines, CSS px: a square of this side is a tile of any pattern.
pub const PITCH: f64 = 4.0;

/// A pattern's lines inside `rect`, 1 px wide to be drawn; dots are lines of 1 px. Lines keep to a grid of
/// [`PITCH`], so that neighbours fit together.
pub fn pattern_lines(rect: &Bounds, pattern: Pattern) -> Vec<[[f64; 2]; 2]> {
    let steps = |from: f64, to: f64| {
        let first = (from / PITCH).ceil() as i64;
        (first..=(to / PITCH).floor() as i64).take(10_000).map(|i| i as f64 * PITCH)
    };
    let slanted = |lines: &mut Vec<_>, sign: f64| {
        // Lines x + sign y = c.
        let ends = [rect.left + sign * rect.top, rect.left + sign * rect.bottom];
        let low = ends[0].min(ends[1]);
        let high = ends[0].max(ends[1]) + rect.width();
        for c in steps(low, high) {
            let (from, to) = ([c - sign * rect.top, rect.top], [c - sign * rect.bottom, rect.bottom]);
            lines.extend(clip_segment(from, to, rect));
        }
    };
    let mut lines = Vec::new();
    match pattern {
        Pattern::None | Pattern::Solid => {}
        Pattern::Slanted => slanted(&mut lines, 1.0),
        Pattern::Crossed => {
            slanted(&mut lines, 1.0);
            slanted(&mut lines, -1.0);
        }
        Pattern::Upright => {
            lines.extend(steps(rect.left, rect.right).map(|x| [[x, rect.top], [x, rect.bottom]]));
        }
        Pattern::Level => {
            lines.extend(steps(rect.top, rect.bottom).map(|y| [[rect.left, y], [rect.right, y]]));
        }
        Pattern::Dots => {
            for y in steps(rect.top, rect.bottom) {
                lines.extend(steps(rect.left + 0.5, rect.right - 0.5).map(|x| [[x - 0.5, y], [x + 0.5, y]]));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RECT: Bounds = Bounds { left: 0.0, top: 0.0, right: 100.0, bottom: 50.0 };

    #[test]
    fn a_line_that_leaves_and_returns_has_two_parts() {
        let parts = clip(&[[10.0, 25.0], [20.0, 75.0], [30.0, 25.0], [40.0, 25.0]], &RECT);
        assert_eq!(parts, [vec![[10.0, 25.0], [15.0, 50.0]], vec![[25.0, 50.0], [30.0, 25.0], [40.0, 25.0]]]);
        assert!(clip(&[[-5.0, -5.0], [-1.0, 60.0]], &RECT).is_empty());
    }

    #[test]
    fn dashes_run_on_round_corners() {
        let parts = dashes(&[[0.0, 0.0], [5.0, 0.0], [5.0, 15.0]], &[7.0, 3.0]);
        assert_eq!(parts, [vec![[0.0, 0.0], [5.0, 0.0], [5.0, 2.0]], vec![[5.0, 5.0], [5.0, 12.0]]]);
        assert_eq!(dashes(&[[0.0, 0.0], [9.0, 0.0]], &[]).len(), 1);
    }

    #[test]
    fn slanted_lines_stay_inside() {
        for pattern in [Pattern::Slanted, Pattern::Crossed, Pattern::Upright, Pattern::Level, Pattern::Dots] {
            let lines = pattern_lines(&RECT, pattern);
            assert!(10 < lines.len());
            assert!(lines.iter().flatten().all(|&at| RECT.contains(at)), "{pattern:?}");
        }
    }

    proptest! {
        #[test]
        fn a_line_that_never_leaves_is_one_part(points in proptest::collection::vec([0.0..100.0, 0.0..50.0f64], 2..30)) {
            prop_assert_eq!(clip(&points, &RECT), [points]);
        }

        #[test]
        fn what_is_cut_lies_inside(points in proptest::collection::vec([-200.0..200.0, -200.0..200.0f64], 0..30)) {
            for part in clip(&points, &RECT) {
                prop_assert!(2 <= part.len());
                prop_assert!(part.iter().all(|&at| RECT.contains(at)));
            }
        }
    }
}
