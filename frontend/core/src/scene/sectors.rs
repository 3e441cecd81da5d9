//! Flags of marshal sectors, drawn on the stretch of the track that they are for, with their letter.

use gridcast_shared::race::{RaceStatus, TrackStatus};

use crate::circuits::sector_stretch;
use crate::lap_line::LapLine;
use crate::projection::Projection;
use crate::scene::{Draw, Font, Scene, Stroke, Words, single};
use crate::theme::Theme;

/// Draws the flags that are out, on the outline that the projection is of.
pub fn build(
    circuit: &str,
    line: &LapLine,
    status: &RaceStatus,
    track: f64,
    projection: &Projection,
    theme: Theme,
    scene: &mut Scene,
) {
    // With a flag for all, the whole track says it.
    if !matches!(status.track, TrackStatus::Yellow | TrackStatus::DoubleYellow) {
        return;
    }
    let palette = theme.palette();
    for sector in (0..32).filter(|bit| status.yellow_sectors & (1 << bit) != 0) {
        let Some([from, to]) = sector_stretch(circuit, sector) else { continue };
        let stretch = line.stretch(from, to);
        let points: Vec<[f64; 2]> =
            stretch.iter().map(|at| projection.screen_from_track(at[0], at[1])).collect();
        let width = track as f32;
        scene.line(points.iter().copied(), false, Stroke::solid(width + 4.0, palette.yellow));
        scene.again(Stroke { width: width - 2.0, colour: palette.on_yellow, dash: 4.0 });
        let at = single(points[points.len() / 2]);
        scene.draws.push(Draw::Disc { at, radius: 9.0, colour: palette.yellow });
        scene.draws.push(Draw::Haloed {
            at,
            words: Words::Corner(sector as u8 + 1),
            font: Font { size: 11, weight: 800 },
            colour: palette.on_yellow,
            halo: palette.yellow,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::testing;

    fn drawn(circuit: &str, status: TrackStatus, yellow_sectors: u32) -> usize {
        let (state, _) = testing::race(1);
        let outline = &state.session.circuit.outline;
        let panel = Panel { width: 400.0, height: 300.0, ..Panel::default() };
        let (projection, line) = (Projection::fit(outline, &panel).unwrap(), LapLine::of(outline).unwrap());
        let status = RaceStatus { track: status, yellow_sectors, ..RaceStatus::default() };
        let mut scene = Scene::default();
        build(circuit, &line, &status, 9.0, &projection, Theme::Dark, &mut scene);
        scene.draws.len()
    }

    #[test]
    fn a_sector_under_yellow_is_drawn_where_it_is_known() {
        let one = drawn("Melbourne", TrackStatus::Yellow, 1 << 9);
        assert!(0 < one);
        assert_eq!(drawn("Melbourne", TrackStatus::DoubleYellow, 1 << 9 | 1 << 19), 2 * one);
        assert_eq!(drawn("Melbourne", TrackStatus::SafetyCar, 1 << 9), 0);
        assert_eq!(drawn("nowhere", TrackStatus::Yellow, 1 << 9), 0);
    }
}
