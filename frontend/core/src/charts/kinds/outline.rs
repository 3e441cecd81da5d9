//! The circuit's outline on a canvas, and what stands beside it.

use gridcast_shared::mart::Track;
use gridcast_shared::session::Point;

use crate::charts::build::builder::ChartBuilder;
use crate::charts::data::lap_trace::LapTrace;
use crate::charts::draw::geometry::{Bounds, along, clip_segment};
use crate::charts::draw::style::Anchor;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::projection::{Panel, Projection};

/// What to say without telemetry: what the viewer has to choose, or that there is none of the chosen laps.
pub(super) fn no_telemetry(view: &ViewState, wanted: Missing) -> Missing {
    if view.compare.is_empty() { wanted } else { Missing::Telemetry }
}

/// The outline on the screen.
pub(super) struct Outline {
    /// Closed: the last is the first; CSS px.
    pub(super) points: Vec<[f64; 2]>,
}

impl Outline {
    /// Of the circuit, else of a lap as driven; turned to fill what the margins leave.
    pub(super) fn new(
        track: Option<&Track>,
        lap: &LapTrace,
        builder: &ChartBuilder,
        top: f64,
    ) -> Option<Self> {
        let point = |x: i32, y: i32| Point { x, y };
        let drawn: Vec<Point> = match track.filter(|track| 3 <= track.outline.len()) {
            Some(track) => track.outline.iter().map(|&[x, y]| point(x, y)).collect(),
            None => (0..lap.rows).map(|row| point(lap.lap.x[row], lap.lap.y[row])).collect(),
        };
        let panel = Panel {
            width: builder.width,
            height: builder.height,
            margin_x: 36.0,
            margin_top: top + 14.0,
            margin_bottom: 22.0,
        };
        let projection = Projection::fit(&drawn, &panel)?;
        let mut points: Vec<[f64; 2]> =
            drawn.iter().map(|p| projection.screen_from_track(f64::from(p.x), f64::from(p.y))).collect();
        points.extend(points.first().copied());
        points.iter().flatten().all(|c| c.is_finite()).then_some(Self { points })
    }

    /// Where a part of the lap (0 to 1) stands.
    pub(super) fn at(&self, part: f64) -> [f64; 2] {
        along(&self.points, part)
    }

    /// The line from one part to another.
    pub(super) fn between(&self, from: f64, to: f64) -> Vec<[f64; 2]> {
        let last = (self.points.len() - 1) as f64;
        let (first, end) = ((from * last).floor() as usize + 1, (to * last).ceil() as usize);
        let mut line = vec![self.at(from)];
        line.extend(self.points.iter().take(end).skip(first));
        line.push(self.at(to));
        line
    }

    /// The start line: across the track.
    pub(super) fn start(&self) -> Vec<[f64; 2]> {
        let (a, b) = (self.points[0], self.at(4.0 / self.points.len() as f64));
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let length = dx.hypot(dy).max(1e-6);
        let (nx, ny) = (-dy / length * 9.0, dx / length * 9.0);
        vec![[a[0] - nx, a[1] - ny], [a[0] + nx, a[1] + ny]]
    }
}

/// A text (words, weight, colour) beside the track, away from its middle, else towards it; where it would lie on the
/// track or on what is `taken` already, it is left out.
pub(super) fn beside(
    builder: &mut ChartBuilder,
    outline: &Outline,
    part: f64,
    (text, weight, rgb): (String, u16, u32),
    taken: &mut Vec<Bounds>,
) {
    let count = outline.points.len() as f64;
    let middle =
        outline.points.iter().fold([0.0; 2], |sum, p| [sum[0] + p[0] / count, sum[1] + p[1] / count]);
    let at = outline.at(part);
    let (before, after) = (outline.at(part - 0.004), outline.at(part + 0.004));
    let (dx, dy) = (after[0] - before[0], after[1] - before[1]);
    let length = dx.hypot(dy).max(1e-6);
    let (nx, ny) = (-dy / length, dx / length);
    let outwards = if nx * (at[0] - middle[0]) + ny * (at[1] - middle[1]) < 0.0 { -1.0 } else { 1.0 };
    let half = builder.width_of(&text, weight) / 2.0 + 2.0;
    let sheet_edge = Bounds::new(0.0, 24.0, builder.width, builder.height);
    for side in [outwards, -outwards] {
        // As far as its box needs to clear the track.
        let far = side * (9.0 + nx.abs() * half + ny.abs() * 8.0);
        let place = [at[0] + far * nx, at[1] + far * ny];
        let rect = Bounds::new(place[0] - half, place[1] - 8.0, place[0] + half, place[1] + 8.0);
        let around = Bounds::new(rect.left - 3.0, rect.top - 1.0, rect.right + 3.0, rect.bottom + 1.0);
        let is_free = rect.shared(&sheet_edge) == Some(rect)
            && taken.iter().all(|other| other.shared(&rect).is_none())
            && outline.points.windows(2).all(|pair| clip_segment(pair[0], pair[1], &around).is_none());
        if is_free {
            taken.push(rect);
            return builder.haloed(place, text, weight, rgb, Anchor::Middle);
        }
    }
}
