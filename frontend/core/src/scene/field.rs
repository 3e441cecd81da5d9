//! The strip "seconds behind the leader": everybody on one axis of time.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{CarStatus, RaceState};

use crate::motion::Quality;
use crate::scene::dot::{Mark, Shape, draw};
use crate::scene::{Align, Draw, Font, Scene, Stroke, Words, single};
use crate::theme::Theme;
use gridcast_shared::behind::behind_leader;

/// Beyond this the axis does not reach; who is farther back stands at its end, seconds.
const FARTHEST_S: f64 = 160.0;

/// Storeys of labels.
const STOREYS: usize = 4;

/// Height of a storey, CSS pixels.
const STOREY_PX: f64 = 14.0;

/// How the strip is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Size, CSS pixels.
    pub size: [f64; 2],
    /// Free space at both ends, CSS pixels.
    pub margin: f64,
    /// Width and height of what the page has written in the top left corner, CSS pixels.
    pub heading: [f64; 2],
}

/// Seconds behind the leader by car, in race order; lapped cars by their intervals. Cars of which nothing is
/// known, and those out, are not in it.
pub fn seconds_behind(state: &RaceState) -> Vec<(CarIndex, f64)> {
    let behind = behind_leader(state);
    let order = state.order().into_iter();
    let drives = order.filter(|car| state.cars[car.index()].status != CarStatus::Stopped);
    drives.filter_map(|car| Some((car, behind[car.index()]? as f64 / 1000.0))).collect()
}

/// Builds the strip.
pub fn build(
    state: &RaceState,
    colours: &[u32],
    second: &[bool],
    chosen: Option<CarIndex>,
    style: &Style,
    scene: &mut Scene,
) {
    scene.clear();
    let palette = style.theme.palette();
    let behind = seconds_behind(state);
    let last = behind.iter().map(|car| car.1).fold(0.0, f64::max).min(FARTHEST_S);
    let reach = (last / 10.0).floor() * 10.0 + 10.0;
    let axis_y = style.size[1] - 30.0;
    let (left, right) = (style.margin, style.size[0] - style.margin);
    let x_of = |seconds: f64| left + (right - left) * seconds.min(reach) / reach;

    scene.line([[left, axis_y], [right, axis_y]], false, Stroke::solid(1.0, palette.edge));
    let step = step_of(reach, right - left);
    for tick in 0..=(reach / step) as u16 {
        let seconds = f64::from(tick) * step;
        let x = x_of(seconds);
        scene.line([[x, axis_y - 4.0], [x, axis_y + 4.0]], false, Stroke::solid(1.0, palette.edge));
        scene.draws.push(Draw::Text {
            at: single([x, axis_y + 16.0]),
            words: Words::Seconds(seconds as u16),
            font: Font { size: 12, weight: 500 },
            colour: palette.ink3,
            align: Align::Middle,
        });
    }

    let mut storeys = [f64::NEG_INFINITY; STOREYS];
    let mut marks = Vec::with_capacity(behind.len());
    for &(car, seconds) in &behind {
        let x = x_of(seconds);
        let timing = &state.cars[car.index()];
        let mark = Mark {
            at: [x, axis_y],
            radius: 6.0,
            colour: colours.get(car.index()).copied().unwrap_or_default(),
            second: second.get(car.index()).copied().unwrap_or_default(),
            quality: Quality::Measured,
            shape: if timing.status == CarStatus::InPit { Shape::Pit } else { Shape::Dot },
            leader: timing.position == 1,
            chosen: chosen == Some(car),
        };
        marks.push(mark);
        let Some(driver) = state.session.drivers.get(car.index()) else { continue };
        let half = driver.code.as_str().len() as f64 * 4.4 + 2.0;
        let Some(storey) = storeys.iter().position(|&taken| taken <= x - half) else { continue };
        storeys[storey] = x + half;
        let y = axis_y - 18.0 - STOREY_PX * storey as f64;
        let on_heading = x - half < style.heading[0] && y - 7.0 < style.heading[1];
        if y < 7.0 || on_heading {
            continue;
        }
        if 0 < storey {
            scene.line([[x, y + 7.0], [x, axis_y - 9.0]], false, Stroke::solid(1.0, palette.line));
        }
        scene.draws.push(Draw::Haloed {
            at: single([x, y]),
            words: Words::Code(driver.code),
            font: Font { size: 13, weight: if mark.chosen { 800 } else { 600 } },
            colour: if mark.chosen { palette.ink } else { palette.ink2 },
            halo: palette.ground,
        });
    }
    for mark in marks.iter().rev() {
        draw(scene, mark, palette);
    }
}

/// Seconds between ticks: at least 44 px apart.
fn step_of(reach: f64, width: f64) -> f64 {
    [2.0, 5.0, 10.0, 20.0, 50.0].into_iter().find(|step| 44.0 <= width * step / reach).unwrap_or(100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use gridcast_shared::race::Gap;

    #[test]
    fn lapped_cars_keep_seconds() {
        let (mut state, _) = testing::race(4);
        state.cars[1].gap = Gap::Millis(80_000);
        state.cars[2].gap = Gap::Laps(1);
        state.cars[2].interval = Gap::Millis(5_500);
        state.cars[3].status = CarStatus::Retired;
        let behind = seconds_behind(&state);
        assert_eq!(behind, [(CarIndex(0), 0.0), (CarIndex(1), 80.0), (CarIndex(2), 85.5)]);
    }

    #[test]
    fn labels_of_a_queue_stand_in_storeys() {
        let (mut state, _) = testing::race(5);
        for (i, car) in state.cars.iter_mut().enumerate().skip(1) {
            car.gap = Gap::Millis(50 * i as u32);
        }
        let mut scene = Scene::default();
        let style = Style { theme: Theme::Light, size: [600.0, 118.0], margin: 20.0, heading: [0.0; 2] };
        build(&state, &[0; 5], &[false; 5], None, &style, &mut scene);
        let mut places: Vec<[f32; 2]> = scene
            .draws
            .iter()
            .filter_map(|draw| match draw {
                Draw::Haloed { at, words: Words::Code(_), .. } => Some(*at),
                _ => None,
            })
            .collect();
        assert_eq!(places.len(), 4, "four storeys hold four, {places:?}");
        places.dedup_by_key(|at| at[1].to_bits());
        assert_eq!(places.len(), 4);
    }
}
