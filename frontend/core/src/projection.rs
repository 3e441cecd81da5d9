//! From the track's plane to the panel and back: rotated to fill it, then zoomed and moved by the viewer.
//!
//! Track units are 0.1 m with y to the north; screen units are CSS pixels with y downwards.

use gridcast_shared::few;
use gridcast_shared::session::Point;

use crate::maths;

/// Least and greatest zoom.
pub const ZOOM_RANGE: (f64, f64) = (1.0, 24.0);

/// How far from north-up the map turns as long as that is cheap, radians.
const PREFERRED_TURN: f64 = std::f64::consts::FRAC_PI_3;

/// What staying within [`PREFERRED_TURN`] may cost of the best scale.
const TURN_COST: f64 = 0.06;

/// Steps in which turns are tried, over half a turn.
const TURN_STEPS: i32 = 90;

/// A panel and what must stay free along its sides, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Panel {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Left and right margins for labels.
    pub margin_x: f64,
    /// Top margin.
    pub margin_top: f64,
    /// Bottom margin.
    pub margin_bottom: f64,
}

/// How the viewer looks at the map: the whole track at zoom 1, or a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Times the fitted scale, within [`ZOOM_RANGE`].
    pub zoom: f64,
    /// Shift of the picture, CSS pixels at the present zoom.
    pub shift: [f64; 2],
}

impl Default for Viewport {
    fn default() -> Self {
        Self { zoom: 1.0, shift: [0.0, 0.0] }
    }
}

impl Viewport {
    /// Brings a point that stands at `at` in the fitted picture to the middle of the panel.
    pub fn centre_on(&mut self, panel: &Panel, at: [f64; 2]) {
        let centre = panel.centre();
        self.shift = [0, 1].map(|axis| (centre[axis] - at[axis]) * self.zoom);
        self.keep_in(panel);
    }

    /// Zooms by `factor` with the screen point `at` staying where it is.
    pub fn zoom_at(&mut self, panel: &Panel, at: [f64; 2], factor: f64) {
        let zoom = (self.zoom * factor).clamp(ZOOM_RANGE.0, ZOOM_RANGE.1);
        let ratio = zoom / self.zoom;
        let centre = panel.centre();
        for axis in 0..2 {
            let from_centre = at[axis] - centre[axis];
            self.shift[axis] = from_centre - (from_centre - self.shift[axis]) * ratio;
        }
        self.zoom = zoom;
        self.keep_in(panel);
    }

    /// Moves the picture by CSS pixels.
    pub fn pan(&mut self, panel: &Panel, dx: f64, dy: f64) {
        self.shift = [self.shift[0] + dx, self.shift[1] + dy];
        self.keep_in(panel);
    }

    /// The track never leaves the panel altogether; at zoom 1 it stands where it was fitted.
    fn keep_in(&mut self, panel: &Panel) {
        let reach = self.zoom - 1.0;
        let [across, down] = [panel.width, panel.height].map(|length| length / 2.0 * reach);
        self.shift =
            [maths::within(self.shift[0], -across, across), maths::within(self.shift[1], -down, down)];
    }
}

impl Panel {
    /// Centre of what the margins leave, CSS pixels.
    pub fn centre(&self) -> [f64; 2] {
        [self.width / 2.0, self.margin_top + (self.height - self.margin_top - self.margin_bottom) / 2.0]
    }

    fn inner(&self) -> [f64; 2] {
        [
            (self.width - 2.0 * self.margin_x).max(1.0),
            (self.height - self.margin_top - self.margin_bottom).max(1.0),
        ]
    }
}

/// The way from the track's plane to the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// CSS pixels a track unit.
    pub scale: f64,
    /// Turn of the picture, radians, counter-clockwise.
    pub rotation: f64,
    sin: f64,
    cos: f64,
    world: [f64; 2],
    screen: [f64; 2],
}

impl Projection {
    /// Fits `outline` into `panel`, turned so that it fills it best; within a sixth of a turn of north-up when
    /// that costs little. `None` for an outline without extent or a panel without room.
    pub fn fit(outline: &[Point], panel: &Panel) -> Option<Self> {
        if outline.len() < 3 || panel.width < 2.0 || panel.height < 2.0 {
            return None;
        }
        let hull = hull(outline);
        let inner = panel.inner();
        let mut best: Option<Fitted> = None;
        let mut best_near: Option<Fitted> = None;
        for step in -TURN_STEPS / 2..TURN_STEPS / 2 {
            let rotation = std::f64::consts::PI * f64::from(step) / f64::from(TURN_STEPS);
            let fitted = Fitted::at(&hull, rotation, inner);
            let slot = if rotation.abs() <= PREFERRED_TURN { &mut best_near } else { &mut best };
            if slot.is_none_or(|best| best.scale < fitted.scale) {
                *slot = Some(fitted);
            }
        }
        let (far, near) = (best?, best_near?);
        let chosen = if far.scale * (1.0 - TURN_COST) <= near.scale { near } else { far };
        Self::of(chosen, panel)
    }

    /// Fits `outline` into `panel` as it is, not turned.
    pub fn fit_upright(outline: &[Point], panel: &Panel) -> Option<Self> {
        if outline.len() < 3 || panel.width < 2.0 || panel.height < 2.0 {
            return None;
        }
        Self::of(Fitted::at(&hull(outline), 0.0, panel.inner()), panel)
    }

    fn of(fitted: Fitted, panel: &Panel) -> Option<Self> {
        let (sin, cos) = maths::sin_cos(fitted.rotation);
        let [mx, my] = fitted.middle;
        fitted.scale.is_finite().then(|| Self {
            scale: fitted.scale,
            rotation: fitted.rotation,
            sin,
            cos,
            world: [mx * cos + my * sin, my * cos - mx * sin],
            screen: panel.centre(),
        })
    }

    /// The same as the viewer has zoomed and moved it.
    #[must_use]
    pub fn viewed(mut self, view: &Viewport) -> Self {
        self.scale *= view.zoom;
        self.screen = [self.screen[0] + view.shift[0], self.screen[1] + view.shift[1]];
        self
    }

    /// Where a point of the plane stands on the screen.
    pub fn screen_from_track(&self, x: f64, y: f64) -> [f64; 2] {
        let (dx, dy) = (x - self.world[0], y - self.world[1]);
        [
            self.screen[0] + self.scale * (dx * self.cos - dy * self.sin),
            self.screen[1] - self.scale * (dx * self.sin + dy * self.cos),
        ]
    }

    /// Which point of the plane a point of the screen shows.
    pub fn track_from_screen(&self, at: [f64; 2]) -> [f64; 2] {
        let (u, v) = ((at[0] - self.screen[0]) / self.scale, (self.screen[1] - at[1]) / self.scale);
        [self.world[0] + u * self.cos + v * self.sin, self.world[1] + v * self.cos - u * self.sin]
    }
}

#[derive(Clone, Copy)]
struct Fitted {
    scale: f64,
    rotation: f64,
    /// Middle of the bounds in the turned plane.
    middle: [f64; 2],
}

impl Fitted {
    fn at(hull: &[[f64; 2]], rotation: f64, inner: [f64; 2]) -> Self {
        let (sin, cos) = maths::sin_cos(rotation);
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for &[x, y] in hull {
            let turned = [x * cos - y * sin, x * sin + y * cos];
            for axis in 0..2 {
                low[axis] = low[axis].min(turned[axis]);
                high[axis] = high[axis].max(turned[axis]);
            }
        }
        let scale = (inner[0] / (high[0] - low[0])).min(inner[1] / (high[1] - low[1]));
        Self { scale, rotation, middle: [f64::midpoint(low[0], high[0]), f64::midpoint(low[1], high[1])] }
    }
}

/// Convex hull (Andrew's monotone chain): all that turning has to look at.
fn hull(outline: &[Point]) -> Vec<[f64; 2]> {
    let mut points: Vec<[f64; 2]> = outline.iter().map(|p| [f64::from(p.x), f64::from(p.y)]).collect();
    few::sort_hundreds_by(&mut points, |a, b| a < b);
    let mut hull: Vec<[f64; 2]> = Vec::new();
    let mut floor = 1;
    let back: Vec<[f64; 2]> = points.iter().rev().skip(1).copied().collect();
    for (i, &point) in points.iter().chain(&back).enumerate() {
        if i == points.len() {
            floor = hull.len();
        }
        while floor < hull.len() {
            let (a, b) = (hull[hull.len() - 2], hull[hull.len() - 1]);
            if 0.0 < (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) {
                break;
            }
            hull.pop();
        }
        hull.push(point);
    }
    hull
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PANEL: Panel =
        Panel { width: 700.0, height: 400.0, margin_x: 40.0, margin_top: 30.0, margin_bottom: 50.0 };

    /// An ellipse of the given half axes, its long axis turned by `turn`.
    fn ellipse(a: f64, b: f64, turn: f64) -> Vec<Point> {
        (0..200)
            .map(|i| {
                let t = f64::from(i) / 200.0 * std::f64::consts::TAU;
                let (x, y) = (a * t.cos(), b * t.sin());
                let (sin, cos) = turn.sin_cos();
                Point { x: (x * cos - y * sin) as i32 + 3000, y: (x * sin + y * cos) as i32 - 7000 }
            })
            .collect()
    }

    #[test]
    fn the_track_fills_the_panel_within_its_margins() {
        for turn in [0.0, 0.7, 1.5, 2.4] {
            let outline = ellipse(10_000.0, 3000.0, turn);
            let projection = Projection::fit(&outline, &PANEL).unwrap();
            let screen: Vec<[f64; 2]> = outline
                .iter()
                .map(|p| projection.screen_from_track(f64::from(p.x), f64::from(p.y)))
                .collect();
            let low = screen.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
            let high = screen.iter().map(|p| p[0]).fold(0.0, f64::max);
            assert!((39.0..60.0).contains(&low) && (640.0..661.0).contains(&high), "{turn}: {low} {high}");
            assert!(screen.iter().all(|p| 29.0 < p[1] && p[1] < 351.0));
        }
    }

    #[test]
    fn a_round_track_stays_north_up_within_a_sixth_of_a_turn() {
        let projection = Projection::fit(&ellipse(5000.0, 4950.0, 1.5), &PANEL).unwrap();
        assert!(projection.rotation.abs() <= PREFERRED_TURN);
    }

    #[test]
    fn nothing_to_fit() {
        assert_eq!(Projection::fit(&[], &PANEL), None);
        assert_eq!(Projection::fit(&[Point::default(); 9], &PANEL), None);
        assert_eq!(Projection::fit(&ellipse(900.0, 500.0, 0.0), &Panel::default()), None);
    }

    #[test]
    fn at_zoom_one_the_view_stays_fitted() {
        let mut view = Viewport::default();
        view.pan(&PANEL, 500.0, -300.0);
        view.zoom_at(&PANEL, [10.0, 10.0], 0.2);
        assert_eq!(view, Viewport::default());
    }

    proptest! {
        #[test]
        fn screen_and_track_are_inverse(
            x in -50_000.0..50_000.0, y in -50_000.0..50_000.0, turn in 0.0..3.0,
            zoom in 1.0..20.0, dx in -100.0..100.0, dy in -100.0..100.0,
        ) {
            let mut view = Viewport::default();
            view.zoom_at(&PANEL, [200.0, 100.0], zoom);
            view.pan(&PANEL, dx, dy);
            let projection = Projection::fit(&ellipse(9000.0, 4000.0, turn), &PANEL).unwrap().viewed(&view);
            let [screen_x, screen_y] = projection.screen_from_track(x, y);
            let [back_x, back_y] = projection.track_from_screen([screen_x, screen_y]);
            prop_assert!((back_x - x).abs() < 1e-6 && (back_y - y).abs() < 1e-6);
        }

        #[test]
        fn zooming_keeps_the_point_under_the_pointer(
            px in 200.0..500.0, py in 100.0..300.0, factor in 1.1..4.0,
        ) {
            let fitted = Projection::fit(&ellipse(9000.0, 4000.0, 0.3), &PANEL).unwrap();
            let mut view = Viewport::default();
            let before = fitted.viewed(&view).track_from_screen([px, py]);
            view.zoom_at(&PANEL, [px, py], factor);
            let after = fitted.viewed(&view).track_from_screen([px, py]);
            prop_assert!((before[0] - after[0]).abs() < 1e-6 && (before[1] - after[1]).abs() < 1e-6);
        }
    }
}
