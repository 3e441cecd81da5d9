//! Two fingers on a chart whose axis can be zoomed: they move it together, and apart or together they zoom it.
//!
//! What is shown follows from how the fingers took hold and where they are now, not from their last small move, so that
//! whole laps and metres lose nothing on the way.

use crate::charts::axis::scale::Scale;
use crate::charts::axis::span::Span;

/// Fingers nearer than this beside each other, px, only move: their distance says nothing of a width.
const BESIDE: f64 = 24.0;

/// How two fingers took hold of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pinch {
    /// How much of the axis was shown.
    width: f64,
    /// The place in the middle between the fingers.
    place: f64,
    /// From finger to finger, px; `None` when they only move.
    apart: Option<f64>,
}

impl Pinch {
    /// Fingers at two x, px, on a plot that shows `range` of its axis between its edges `plot`, px.
    pub fn new(fingers: [f64; 2], plot: [f64; 2], range: (u16, u16)) -> Self {
        let [low, high] = [range.0, range.1].map(f64::from);
        let apart = (fingers[1] - fingers[0]).abs();
        Self {
            width: high - low,
            place: Scale::new([low, high], plot).data(f64::midpoint(fingers[0], fingers[1])),
            apart: (BESIDE <= apart).then_some(apart),
        }
    }

    /// The range of the axis with which the place that was between the fingers is there again.
    pub fn range(&self, fingers: [f64; 2], plot: [f64; 2], span: Span) -> (u16, u16) {
        let end = f64::from(span.end());
        let apart = (fingers[1] - fingers[0]).abs().max(1.0);
        let width = self.apart.map_or(self.width, |was| self.width * was / apart);
        // Rounded before the ends are: otherwise a chart that is only moved would breathe by a lap.
        let width = width.round().clamp(f64::from(span.fewest()), end);
        let share = Scale::new([0.0, 1.0], plot).data(f64::midpoint(fingers[0], fingers[1]));
        let low = (self.place - share * width).round().clamp(0.0, end - width);
        (low as u16, (low + width) as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Ten px a lap when 40 laps are shown.
    const PLOT: [f64; 2] = [50.0, 450.0];

    fn check(range: (u16, u16), from: [f64; 2], to: [f64; 2], shown: (u16, u16)) {
        assert_eq!(
            Pinch::new(from, PLOT, range).range(to, PLOT, Span::Laps(60)),
            shown,
            "{from:?} to {to:?}"
        );
    }

    #[test]
    fn fingers_that_move_together_move_the_chart() {
        check((10, 50), [200.0, 300.0], [200.0, 300.0], (10, 50));
        check((10, 50), [200.0, 300.0], [170.0, 270.0], (13, 53));
        check((10, 50), [200.0, 300.0], [250.0, 350.0], (5, 45));
        // No farther than the race goes.
        check((10, 50), [200.0, 300.0], [20.0, 120.0], (20, 60));
        check((10, 50), [200.0, 300.0], [390.0, 490.0], (0, 40));
    }

    #[test]
    fn fingers_that_part_zoom_about_their_middle() {
        check((10, 50), [200.0, 300.0], [150.0, 350.0], (20, 40));
        check((20, 40), [150.0, 350.0], [200.0, 300.0], (10, 50));
        // Both at once: lap 30 goes 100 px to the left, to a quarter of 20 laps.
        check((10, 50), [200.0, 300.0], [50.0, 250.0], (25, 45));
        check((10, 50), [200.0, 300.0], [249.0, 251.0], (0, 60));
        check((10, 50), [240.0, 270.0], [0.0, 500.0], (29, 32));
    }

    #[test]
    fn metres_are_held_like_laps() {
        let pinch = Pinch::new([200.0, 300.0], PLOT, (0, 5000));
        assert_eq!(pinch.range([150.0, 350.0], PLOT, Span::Metres(5000)), (1250, 3750));
        // No nearer than can be read.
        let pinch = Pinch::new([240.0, 270.0], PLOT, (2000, 2200));
        assert_eq!(pinch.range([0.0, 500.0], PLOT, Span::Metres(5000)), (2053, 2153));
    }

    #[test]
    fn fingers_above_each_other_only_move() {
        check((10, 50), [250.0, 252.0], [150.0, 170.0], (19, 59));
    }

    proptest! {
        #[test]
        fn a_move_is_not_lost_in_whole_laps(steps in 1..200i32, by in -1.0..1.0) {
            // However small the moves, in the end the chart is where one great move would have put it.
            let pinch = Pinch::new([200.0, 300.0], PLOT, (10, 50));
            let at = |step: i32| [200.0, 300.0].map(|x| x + by * f64::from(step));
            for step in 0..steps {
                let (low, high) = pinch.range(at(step), PLOT, Span::Laps(60));
                prop_assert_eq!(high - low, 40);
            }
            let wanted: f64 = 10.0 - by * f64::from(steps) / 10.0;
            let (low, _) = pinch.range(at(steps), PLOT, Span::Laps(60));
            prop_assert!((f64::from(low) - wanted.clamp(0.0, 20.0)).abs() <= 0.5 + 1e-9);
        }

        #[test]
        fn any_fingers_show_laps_of_the_race(
            a in -1e4..1e4, b in -1e4..1e4, c in -1e4..1e4, d in -1e4..1e4,
            left in -100.0..100.0, room in 0.0..2000.0, laps in 0u16..2000, low in 0u16..2000,
        ) {
            let plot = [left, left + room];
            let all = laps.max(1);
            let low = low.min(all - 1);
            let (low, high) = Pinch::new([a, b], plot, (low, all)).range([c, d], plot, Span::Laps(laps));
            prop_assert!(low < high && high <= all, "{low} {high}");
        }
    }
}
