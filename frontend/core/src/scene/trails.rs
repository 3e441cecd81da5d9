//! The map while nobody knows the circuit: where the cars have driven so far.

use gridcast_shared::session::Point;

use crate::labels::{Obstacles, Rect};
use crate::projection::Projection;
use crate::scene::{Scene, Stroke};
use crate::theme::Theme;

/// Two points of a trail farther apart than this are not joined, track units.
const GAP: f64 = 2_000.0;

/// The map shows at least this much to every side of its middle, track units.
const LEAST_HALF: f64 = 3_000.0;

/// The extent grows by this factor at a time, so that the map seldom moves.
const GROWTH: f64 = 1.25;

/// How trails are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Panel's size, CSS pixels.
    pub size: [f64; 2],
    /// Width of a trail, CSS pixels.
    pub width: f64,
    /// What the page has written over the map, CSS pixels.
    pub written: Rect,
}

/// Corners of what has been driven through, for [`Projection::fit`]; `before` is the answer of the last time, which
/// stays while it is large enough. Empty without a point.
pub fn extent(points: impl IntoIterator<Item = [f64; 2]>, before: &[Point]) -> Vec<Point> {
    let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in points {
        for axis in 0..2 {
            low[axis] = low[axis].min(point[axis]);
            high[axis] = high[axis].max(point[axis]);
        }
    }
    if high[0] < low[0] {
        return Vec::new();
    }
    let inside = |corner: &[Point]| {
        let (xs, ys) = (corner.iter().map(|p| f64::from(p.x)), corner.iter().map(|p| f64::from(p.y)));
        let wide =
            xs.clone().fold(f64::INFINITY, f64::min) <= low[0] && high[0] <= xs.fold(f64::MIN, f64::max);
        let tall =
            ys.clone().fold(f64::INFINITY, f64::min) <= low[1] && high[1] <= ys.fold(f64::MIN, f64::max);
        wide && tall
    };
    if !before.is_empty() && inside(before) {
        return before.to_vec();
    }
    let corner = |x: f64, y: f64| Point { x: x.round() as i32, y: y.round() as i32 };
    let [x, y] = [0, 1].map(|axis| {
        let (middle, half) = (f64::midpoint(low[axis], high[axis]), (high[axis] - low[axis]) / 2.0);
        let half = (half * GROWTH).max(LEAST_HALF);
        [middle - half, middle + half]
    });
    vec![corner(x[0], y[0]), corner(x[1], y[0]), corner(x[1], y[1]), corner(x[0], y[1])]
}

/// Builds the layer, and tells the labels to keep off.
pub fn build<T: IntoIterator<Item = [f64; 2]>>(
    trails: impl IntoIterator<Item = T>,
    projection: &Projection,
    style: &Style,
    scene: &mut Scene,
    obstacles: &mut Obstacles,
) {
    scene.clear();
    obstacles.begin(style.size);
    obstacles.add_box(style.written);
    let stroke = Stroke::solid(style.width as f32, style.theme.palette().track);
    for trail in trails {
        let mut line: Vec<[f64; 2]> = Vec::new();
        let mut last: Option<[f64; 2]> = None;
        for point in trail {
            if last.is_some_and(|last| GAP < (last[0] - point[0]).hypot(last[1] - point[1])) {
                draw(&mut line, stroke, scene, obstacles);
            }
            line.push(projection.screen_from_track(point[0], point[1]));
            last = Some(point);
        }
        draw(&mut line, stroke, scene, obstacles);
    }
}

fn draw(line: &mut Vec<[f64; 2]>, stroke: Stroke, scene: &mut Scene, obstacles: &mut Obstacles) {
    if 1 < line.len() {
        obstacles.add_line(line);
        scene.line(line.iter().copied(), false, stroke);
    }
    line.clear();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::scene::Draw;

    fn arc(from: u32, to: u32) -> Vec<[f64; 2]> {
        (from..to).map(|i| f64::from(i) * 0.02).map(|t| [9_000.0 * t.cos(), 5_000.0 * t.sin()]).collect()
    }

    #[test]
    fn without_an_outline_the_map_has_the_cars_trails_and_they_fit() {
        let trails = [arc(0, 60), arc(20, 90), [arc(0, 10), arc(40, 60)].concat(), vec![[0.0; 2]]];
        let corners = extent(trails.iter().flatten().copied(), &[]);
        let panel =
            Panel { width: 700.0, height: 400.0, margin_x: 40.0, margin_top: 40.0, margin_bottom: 40.0 };
        let projection = Projection::fit(&corners, &panel).unwrap();
        let style = Style { theme: Theme::Dark, size: [700.0, 400.0], width: 4.0, written: Rect::default() };
        let (mut scene, mut obstacles) = (Scene::default(), Obstacles::default());
        build(trails, &projection, &style, &mut scene, &mut obstacles);
        assert_eq!(scene.draws.len(), 4, "one of the trails has a gap, one car has not moved");
        assert!(scene.draws.iter().all(|draw| matches!(draw, Draw::Line { closed: false, .. })));
        assert!(scene.points.iter().all(|[x, y]| (0.0..700.0).contains(x) && (0.0..400.0).contains(y)));
    }

    #[test]
    fn the_map_moves_only_when_the_cars_leave_it() {
        assert_eq!(extent([], &[]), []);
        let grid = extent([[0.0, 0.0], [0.0, 2_000.0]], &[]);
        let near = extent([[0.0, 0.0], [0.0, 3_000.0]], &grid);
        assert_eq!(grid, near);
        let far = extent([[0.0, 0.0], [9_000.0, 9_000.0]], &grid);
        assert_ne!(grid, far);
        assert_eq!(far, extent(arc(0, 20).into_iter().map(|[x, y]| [x - 1_000.0, y]), &far));
    }
}
