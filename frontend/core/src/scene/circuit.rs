//! The part of the map that stands still: track, pit lane, start line, where sectors begin; and where the corners'
//! numbers have room.
//!
//! Rebuilt only when the panel, the view, the theme, the circuit or the flag changes.

use gridcast_shared::race::TrackStatus;
use gridcast_shared::session::{Circuit, Point};

use crate::labels::{Numbered, Obstacles, Rect, TrackNumber};
use crate::projection::Projection;
use crate::scene::{Scene, Stroke};
use crate::theme::{Theme, edge_colour};

/// Width of the track's body, as a share of that from edge to edge.
const BODY: f64 = 2.0 / 3.0;

/// Least distance between the middle of the track and the pit lane, CSS pixels.
const PIT_OFF_PX: f64 = 11.0;

/// How far a corner's number stands from the middle of the track, CSS pixels.
const CORNER_OFF_PX: f64 = 17.0;

/// How far a sector's number stands from the middle of the track, CSS pixels.
const SECTOR_OFF_PX: f64 = 18.0;

/// How the map is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Panel's size, CSS pixels.
    pub size: [f64; 2],
    /// Width of the track from edge to edge, CSS pixels.
    pub track: f64,
    /// Whether there is room for the arrow of travel.
    pub arrow: bool,
    /// Whether there is room for the numbers of corners and sectors.
    pub numbers: bool,
    /// What the page has written over the map, CSS pixels.
    pub written: Rect,
}

/// Builds the layer, and tells the labels what they must keep off.
pub fn build(
    circuit: &Circuit,
    status: TrackStatus,
    projection: &Projection,
    style: &Style,
    scene: &mut Scene,
    obstacles: &mut Obstacles,
) {
    scene.clear();
    let palette = style.theme.palette();
    let project = |p: &Point| projection.screen_from_track(f64::from(p.x), f64::from(p.y));
    let track: Vec<[f64; 2]> = circuit.outline.iter().map(project).collect();
    obstacles.begin(style.size);
    obstacles.add_box(style.written);
    if track.len() < 3 {
        return;
    }
    obstacles.add_track(&track);

    let pit = pushed_off(&circuit.pit_lane.iter().map(project).collect::<Vec<_>>(), &track);
    if 2 <= pit.len() {
        obstacles.add_line(&pit);
        scene.line(pit.iter().copied(), false, Stroke::solid(1.5, palette.edge));
    }
    let edge = edge_colour(status, style.theme);
    scene.line(track.iter().copied(), true, Stroke::solid(style.track as f32, edge));
    scene.again(Stroke::solid((style.track * BODY) as f32, palette.track));
    start_line(&track, &pit, style, scene, obstacles);
    for (end, sector) in circuit.sector_ends.into_iter().flatten().zip(2..) {
        sector_line(at_share(&track, f64::from(end) / 10_000.0), sector, style, scene, obstacles);
    }

    if style.numbers {
        for (i, corner) in circuit.corners.iter().enumerate() {
            let number = (i + 1) as u8;
            let Some(at) = corner_place(project(corner), &track, obstacles) else { continue };
            obstacles.add_number(TrackNumber { of: Numbered::Corner, number, at });
        }
    }
}

/// The start line across the track, and an arrow of travel on the far side of the pit lane.
fn start_line(
    track: &[[f64; 2]],
    pit: &[[f64; 2]],
    style: &Style,
    scene: &mut Scene,
    obstacles: &mut Obstacles,
) {
    let at = track[0];
    let along = direction(track[track.len() - 1], track[1]);
    let mut across = [-along[1], along[0]];
    let towards_pit: f64 =
        nearest(at, pit).map_or(0.0, |(_, pit)| (pit[0] - at[0]) * across[0] + (pit[1] - at[1]) * across[1]);
    if 0.0 < towards_pit {
        across = [-across[0], -across[1]];
    }
    let point = |a: f64, c: f64| [at[0] + along[0] * a + across[0] * c, at[1] + along[1] * a + across[1] * c];
    let palette = style.theme.palette();
    let (half, arrow) = (style.track, palette.ink2);
    scene.line([point(0.0, -half), point(0.0, half)], false, Stroke::solid(3.0, palette.ink));
    if !style.arrow {
        return;
    }
    scene.line([point(-7.0, 17.0), point(9.0, 17.0)], false, Stroke::solid(1.5, arrow));
    let head = [point(4.0, 12.5), point(9.0, 17.0), point(4.0, 21.5)];
    scene.line(head, false, Stroke::solid(1.5, arrow));
    obstacles.add_box(Rect::around(point(1.0, 16.0), 18.0, 18.0));
}

/// A line across the track where a sector begins, and its number beside it where there is room.
fn sector_line(
    [at, along]: [[f64; 2]; 2],
    number: u8,
    style: &Style,
    scene: &mut Scene,
    obstacles: &mut Obstacles,
) {
    let palette = style.theme.palette();
    let point = |off: f64| [at[0] - along[1] * off, at[1] + along[0] * off];
    let half = style.track * 0.9;
    scene.line([point(-half), point(half)], false, Stroke::solid(2.0, palette.ink2));
    if !style.numbers {
        return;
    }
    let places = [SECTOR_OFF_PX, -SECTOR_OFF_PX, SECTOR_OFF_PX + 6.0, -SECTOR_OFF_PX - 6.0].map(point);
    let room = places.map(|at| (at, Rect::around(at, 18.0, 12.0)));
    if let Some((at, _)) = room.into_iter().find(|(_, rect)| obstacles.is_free(rect)) {
        obstacles.add_number(TrackNumber { of: Numbered::Sector, number, at });
    }
}

/// Where a closed line is after this share of it, and which way it goes there.
fn at_share(line: &[[f64; 2]], share: f64) -> [[f64; 2]; 2] {
    let legs = || line.iter().zip(line.iter().cycle().skip(1));
    let length = |(from, to): (&[f64; 2], &[f64; 2])| (to[0] - from[0]).hypot(to[1] - from[1]);
    let mut rest = legs().map(length).sum::<f64>() * share;
    for (from, to) in legs() {
        let leg = length((from, to));
        if rest <= leg {
            let along = direction(*from, *to);
            return [[from[0] + along[0] * rest, from[1] + along[1] * rest], along];
        }
        rest -= leg;
    }
    [line[0], direction(line[0], line[1])]
}

/// The pit lane, so far from the track that both lines can be told apart.
///
/// Each point's push is the mean over its neighbours: the outline's own corners would show in it otherwise. The
/// ends run into the track, where nothing is to be kept apart.
fn pushed_off(lane: &[[f64; 2]], track: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let pushes: Vec<[f64; 2]> = lane.iter().map(|&at| push(at, track)).collect();
    let reach = lane.len() / 6 + 1;
    lane.iter()
        .enumerate()
        .map(|(i, at)| {
            let reach = reach.min(i).min(lane.len() - 1 - i);
            let near = &pushes[i - reach..=i + reach];
            let mean = |axis: usize| near.iter().map(|push| push[axis]).sum::<f64>() / near.len() as f64;
            let share = (i.min(lane.len() - 1 - i) as f64 / 2.0).min(1.0);
            [at[0] + mean(0) * share, at[1] + mean(1) * share]
        })
        .collect()
}

/// What a point lacks of its distance from the track, square to it.
fn push(at: [f64; 2], track: &[[f64; 2]]) -> [f64; 2] {
    let Some((i, near)) = nearest(at, track) else { return [0.0; 2] };
    let along = direction(track[(i + track.len() - 1) % track.len()], track[(i + 1) % track.len()]);
    let across = [-along[1], along[0]];
    let off = (at[0] - near[0]) * across[0] + (at[1] - near[1]) * across[1];
    let missing = (PIT_OFF_PX - off.abs()).max(0.0) * if off < 0.0 { -1.0 } else { 1.0 };
    [across[0] * missing, across[1] * missing]
}

/// A free place for a corner's number: outside the bend first, then inside.
fn corner_place(at: [f64; 2], track: &[[f64; 2]], obstacles: &Obstacles) -> Option<[f64; 2]> {
    let (i, near) = nearest(at, track)?;
    let n = track.len();
    let reach = (n / 60).max(1);
    let along = direction(track[(i + n - reach) % n], track[(i + reach) % n]);
    let middle = [
        f64::midpoint(track[(i + n - reach) % n][0], track[(i + reach) % n][0]),
        f64::midpoint(track[(i + n - reach) % n][1], track[(i + reach) % n][1]),
    ];
    let mut across = [-along[1], along[0]];
    if 0.0 < (middle[0] - near[0]) * across[0] + (middle[1] - near[1]) * across[1] {
        across = [-across[0], -across[1]];
    }
    let place = |off: f64| [near[0] + across[0] * off, near[1] + across[1] * off];
    [CORNER_OFF_PX, -CORNER_OFF_PX, CORNER_OFF_PX + 6.0]
        .map(place)
        .into_iter()
        .find(|&at| obstacles.is_free(&Rect::around(at, 13.0, 12.0)))
}

fn nearest(at: [f64; 2], line: &[[f64; 2]]) -> Option<(usize, [f64; 2])> {
    let square = |p: &[f64; 2]| (p[0] - at[0]).powi(2) + (p[1] - at[1]).powi(2);
    let (i, point) = line.iter().enumerate().min_by(|a, b| square(a.1).total_cmp(&square(b.1)))?;
    Some((i, *point))
}

fn direction(from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
    let length = dx.hypot(dy).max(1e-9);
    [dx / length, dy / length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::scene::Draw;

    fn ring() -> Circuit {
        let outline = (0..240)
            .map(|i| {
                let t = f64::from(i) / 240.0 * std::f64::consts::TAU;
                Point { x: (9000.0 * t.cos()) as i32, y: (5000.0 * t.sin()) as i32 }
            })
            .collect();
        let pit_lane = (-8..8).map(|y| Point { x: 8900, y: y * 100 }).collect();
        let corners = vec![Point { x: 0, y: 5000 }, Point { x: 0, y: -5000 }];
        Circuit { outline, pit_lane, corners, ..Circuit::default() }
    }

    fn built(circuit: &Circuit, status: TrackStatus) -> (Scene, Obstacles) {
        let size = [700.0, 400.0];
        let panel =
            Panel { width: 700.0, height: 400.0, margin_x: 40.0, margin_top: 40.0, margin_bottom: 40.0 };
        let projection = Projection::fit(&ring().outline, &panel).unwrap();
        let theme = Theme::Dark;
        let style = Style { theme, size, track: 9.0, arrow: true, numbers: true, written: Rect::default() };
        let (mut scene, mut obstacles) = (Scene::default(), Obstacles::default());
        build(circuit, status, &projection, &style, &mut scene, &mut obstacles);
        (scene, obstacles)
    }

    #[test]
    fn corner_numbers_stand_off_the_track() {
        let (_, obstacles) = built(&ring(), TrackStatus::Clear);
        let numbers: Vec<u8> = obstacles.numbers().iter().map(|number| number.number).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn a_sector_begins_at_a_line_across_the_track_with_its_number() {
        let sectors = |circuit: &Circuit| -> Vec<u8> {
            let (_, obstacles) = built(circuit, TrackStatus::Clear);
            let sectors = obstacles.numbers().iter().filter(|number| number.of == Numbered::Sector);
            sectors.map(|number| number.number).collect()
        };
        assert!(sectors(&ring()).is_empty());
        let with_ends = Circuit { sector_ends: Some([3_000, 6_500]), ..ring() };
        assert_eq!(sectors(&with_ends), [2, 3]);
        let square = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]];
        assert_eq!(at_share(&square, 0.0), [[0.0, 0.0], [1.0, 0.0]]);
        assert_eq!(at_share(&square, 0.375), [[10.0, 5.0], [0.0, 1.0]]);
        assert_eq!(at_share(&square, 0.875), [[0.0, 5.0], [0.0, -1.0]]);
    }

    #[test]
    fn the_flag_colours_the_edge() {
        let edge = |status| {
            built(&ring(), status)
                .0
                .draws
                .iter()
                .find_map(|draw| match draw {
                    Draw::Line { closed: true, stroke, .. } => Some(stroke.colour),
                    _ => None,
                })
                .unwrap()
        };
        assert_ne!(edge(TrackStatus::Clear), edge(TrackStatus::SafetyCar));
        assert_ne!(edge(TrackStatus::Clear), edge(TrackStatus::Red));
    }

    #[test]
    fn the_pit_lane_is_told_apart_from_the_track() {
        let track: Vec<[f64; 2]> = (0..40).map(|i| [f64::from(i) * 10.0, 100.0]).collect();
        let lane: Vec<[f64; 2]> = (5..30).map(|i| [f64::from(i) * 10.0 + 3.0, 103.0]).collect();
        let pushed = pushed_off(&lane, &track);
        assert!((pushed[0][1] - 103.0).abs() < 1e-9, "the entry stays");
        for point in &pushed[5..20] {
            assert!((point[1] - 111.0).abs() < 1e-9, "{point:?}");
        }
    }

    #[test]
    fn without_an_outline_nothing_is_drawn() {
        assert_eq!(built(&Circuit::default(), TrackStatus::Clear).0, Scene::default());
    }
}
