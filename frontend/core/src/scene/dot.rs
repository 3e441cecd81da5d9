//! One car's mark: the same on the map and on the strip.

use crate::motion::Quality;
use crate::scene::{Align, Draw, Font, Scene, Stroke, Words, mix, single};
use crate::theme::Palette;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// Centre, CSS pixels.
    pub at: [f64; 2],
    /// Radius of the dot.
    pub radius: f64,
    /// Team's colour.
    pub colour: u32,
    /// Whether it is its team's second car: a hole.
    pub second: bool,
    /// How its place was made.
    pub quality: Quality,
    /// The dot's shape.
    pub shape: Shape,
    /// Whether it leads: a ring.
    pub leader: bool,
    /// Whether the viewer chose it: a dashed ring.
    pub chosen: bool,
}

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// On the track.
    Dot,
    /// In the pits: a square with P.
    Pit,
    /// Out: a cross where it stands.
    Cross,
}

/// Adds a mark to the scene.
pub fn draw(scene: &mut Scene, mark: &Mark, palette: &Palette) {
    let (at, r) = (single(mark.at), mark.radius as f32);
    match mark.shape {
        Shape::Cross => cross(scene, mark, palette),
        Shape::Pit => {
            scene.draws.push(Draw::Square { at, half: r + 2.0, colour: palette.ground });
            scene.draws.push(Draw::Square { at, half: r, colour: mark.colour });
            let font = Font { size: (r * 1.5) as u8, weight: 800 };
            let colour = palette.ground;
            let words = Words::Word("P");
            scene.draws.push(Draw::Text { at, words, font, colour, align: Align::Middle });
        }
        Shape::Dot => dot(scene, mark, palette),
    }
    // The two rings can be about one car, so they have their own radii.
    if mark.leader {
        let (radius, stroke) = (r + 2.75, Stroke::solid(1.75, palette.ink));
        scene.draws.push(Draw::Ring { at, radius, stroke });
    }
    if mark.chosen {
        let radius = r + if mark.leader { 5.75 } else { 2.75 };
        let stroke = Stroke { width: 1.75, colour: palette.ink, dash: 3.2 };
        scene.draws.push(Draw::Ring { at, radius, stroke });
    }
}

fn dot(scene: &mut Scene, mark: &Mark, palette: &Palette) {
    let (at, r) = (single(mark.at), mark.radius as f32);
    scene.draws.push(Draw::Disc { at, radius: r + 2.0, colour: palette.ground });
    match mark.quality {
        Quality::Absent => {}
        Quality::Measured => scene.draws.push(Draw::Disc { at, radius: r, colour: mark.colour }),
        Quality::Estimated => {
            scene.draws.push(Draw::Disc { at, radius: r, colour: mix(mark.colour, palette.ground, 0.55) });
            scene.draws.push(Draw::Disc { at, radius: r - 2.0, colour: mark.colour });
        }
        Quality::Stale => {
            scene.draws.push(Draw::Ring { at, radius: r - 1.0, stroke: Stroke::solid(2.0, mark.colour) });
        }
    }
    if mark.second && mark.quality != Quality::Stale {
        scene.draws.push(Draw::Disc { at, radius: r * 0.36, colour: palette.ground });
    }
}

fn cross(scene: &mut Scene, mark: &Mark, palette: &Palette) {
    let [x, y] = mark.at;
    let arm = mark.radius * 0.72;
    for (width, colour) in [(6.5, palette.ground), (2.5, mark.colour)] {
        for turn in [1.0, -1.0] {
            let ends = [[x - arm, y - arm * turn], [x + arm, y + arm * turn]];
            scene.line(ends, false, Stroke::solid(width, colour));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::Theme;

    fn drawn(mark: Mark) -> Vec<Draw> {
        let mut scene = Scene::default();
        draw(&mut scene, &mark, Theme::Dark.palette());
        scene.draws
    }

    #[test]
    fn each_quality_and_shape_looks_different() {
        let mark = Mark {
            at: [10.0, 10.0],
            radius: 7.0,
            colour: 0xff_8a1c,
            second: false,
            quality: Quality::Measured,
            shape: Shape::Dot,
            leader: false,
            chosen: false,
        };
        let looks = [
            mark,
            Mark { quality: Quality::Estimated, ..mark },
            Mark { quality: Quality::Stale, ..mark },
            Mark { second: true, ..mark },
            Mark { shape: Shape::Pit, ..mark },
            Mark { shape: Shape::Cross, ..mark },
            Mark { leader: true, ..mark },
            Mark { chosen: true, ..mark },
            Mark { leader: true, chosen: true, ..mark },
        ]
        .map(drawn);
        for (i, look) in looks.iter().enumerate() {
            assert!(!looks[..i].contains(look), "{i}: {look:?}");
        }
    }
}
