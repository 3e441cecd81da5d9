//! The ghost on the map: a hollow mark where a car would come out, and along the track the band of its error.

use gridcast_shared::ids::DriverCode;
use gridcast_words::live;

use crate::projection::Projection;
use crate::scene::{Draw, Font, Scene, Stroke, Words, mix, single};
use crate::theme::Theme;

/// Where the ghost stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GhostPlace {
    /// Track units.
    pub at: [f64; 2],
    /// The band of error along the track, front first, track units.
    pub band: Vec<[f64; 2]>,
}

/// Adds the ghost of a driver to the moving layer.
pub fn build(
    ghost: &GhostPlace,
    code: DriverCode,
    colour: u32,
    radius: f64,
    projection: &Projection,
    theme: Theme,
    scene: &mut Scene,
) {
    let palette = theme.palette();
    let project = |at: &[f64; 2]| projection.screen_from_track(at[0], at[1]);
    if 2 <= ghost.band.len() {
        let width = (radius * 1.1) as f32;
        scene.line(
            ghost.band.iter().map(project),
            false,
            Stroke::solid(width, mix(palette.ink, palette.ground, 0.55)),
        );
    }
    let (at, radius) = (single(project(&ghost.at)), radius as f32);
    scene.draws.push(Draw::Disc { at, radius: radius + 2.0, colour: palette.ground });
    scene.draws.push(Draw::Ring {
        at,
        radius: radius - 0.5,
        stroke: Stroke { width: 2.0, colour, dash: 3.0 },
    });
    let [x, y] = at;
    for (words, size, line) in [(Words::Word(live::ghost_here()), 10, 0.0), (Words::Code(code), 11, -11.0)] {
        scene.draws.push(Draw::Haloed {
            at: [x, y - radius - 9.0 + line],
            words,
            font: Font { size, weight: 700 },
            colour: palette.ink,
            halo: palette.ground,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::Panel;
    use crate::testing;

    #[test]
    fn it_is_hollow_and_has_its_band_and_name() {
        let (state, _) = testing::race(1);
        let panel = Panel { width: 400.0, height: 300.0, ..Panel::default() };
        let projection = Projection::fit(&state.session.circuit.outline, &panel).unwrap();
        let mut scene = Scene::default();
        let ghost = GhostPlace { at: [10_000.0, 0.0], band: vec![[9_900.0, 900.0], [9_900.0, -900.0]] };
        build(&ghost, state.session.drivers[0].code, 0xff_0000, 7.0, &projection, Theme::Dark, &mut scene);
        let has = |wanted: fn(&Draw) -> bool| scene.draws.iter().any(wanted);
        assert!(has(|draw| matches!(draw, Draw::Line { .. })));
        assert!(has(|draw| matches!(draw, Draw::Ring { stroke, .. } if 0.0 < stroke.dash)));
        assert!(has(
            |draw| matches!(draw, Draw::Haloed { words: Words::Code(code), .. } if code.as_str() == "AAA")
        ));
    }
}
