//! Telemetry against distance: speed, throttle and brake of one to four drivers, a lap to compare with behind each.

use gridcast_shared::ids::DriverCode;
use gridcast_words::live;

use crate::lap_traces::{LapTrace, Step};
use crate::scene::{Align, Draw, Font, Scene, Stroke, Words, mix, single};
use crate::theme::Theme;
use crate::units::Units;

/// Speed at the top of its chart, km/h.
const TOP_KMH: f64 = 350.0;

/// Widths of the lines and lengths of their dashes: drivers are told apart by more than colour.
const DASHES: [f32; 4] = [0.0, 7.0, 3.0, 12.0];

/// Most drivers.
pub const MAX_DRIVERS: usize = DASHES.len();

/// A driver's laps.
#[derive(Clone, Copy, Debug)]
pub struct Driver<'a> {
    /// Code.
    pub code: DriverCode,
    /// Team's colour.
    pub colour: u32,
    /// The lap being driven.
    pub current: &'a LapTrace,
    /// What it is compared with.
    pub reference: &'a LapTrace,
}

/// A chart's name, its upper and its lower end, and where a step stands between the two.
type Chart = (&'static str, f64, f64, fn(&Step) -> f64);

/// Builds the picture.
pub fn build(drivers: &[Driver<'_>], lap_m: f64, size: [f64; 2], theme: Theme, scene: &mut Scene) {
    scene.clear();
    let palette = theme.palette();
    let (left, right, top) = (44.0, size[0] - 12.0, 18.0);
    let height = size[1] - top - 20.0;
    if right - left < 40.0 || height < 60.0 {
        return;
    }
    let x_of = |metres: f64| left + (right - left) * (metres / lap_m).clamp(0.0, 1.0);
    // Speed has three fifths of the height, throttle and brake the rest.
    let charts: [Chart; 3] = [
        (Units::chosen().speed.sign(), top, top + height * 0.58, |step| f64::from(step.speed_kmh) / TOP_KMH),
        (live::driver_throttle(), top + height * 0.66, top + height * 0.84, |step| {
            f64::from(step.throttle_pct) / 100.0
        }),
        (live::driver_brake(), top + height * 0.92, top + height, |step| f64::from(u8::from(step.brake))),
    ];
    let font = Font { size: 11, weight: 500 };
    for (name, high, low, _) in charts {
        for y in [high, low] {
            scene.line([[left, y], [right, y]], false, Stroke::solid(1.0, palette.line));
        }
        let at = single([left, high - 8.0]);
        scene.draws.push(Draw::Text {
            at,
            words: Words::Word(name),
            font,
            colour: palette.ink3,
            align: Align::Start,
        });
    }
    // Round figures of the viewer's unit.
    let top_speed = Units::chosen().speed.of_kmh(TOP_KMH);
    for speed in [100_u16, 200, 300].into_iter().filter(|&speed| f64::from(speed) < top_speed) {
        let y = charts[0].2 + (charts[0].1 - charts[0].2) * f64::from(speed) / top_speed;
        scene.line([[left, y], [right, y]], false, Stroke::solid(1.0, palette.line));
        let at = single([left - 6.0, y]);
        scene.draws.push(Draw::Text {
            at,
            words: Words::Number(speed),
            font,
            colour: palette.ink3,
            align: Align::End,
        });
    }
    for km in 1..=(lap_m / 1000.0) as u16 {
        let x = x_of(f64::from(km) * 1000.0);
        scene.line([[x, top], [x, top + height]], false, Stroke::solid(1.0, palette.line));
        let at = single([x, top + height + 11.0]);
        scene.draws.push(Draw::Text {
            at,
            words: Words::Kilometres(km),
            font,
            colour: palette.ink3,
            align: Align::Middle,
        });
    }
    let faint = |colour: u32| mix(colour, palette.ground, 0.55);
    for (name, high, low, value) in charts {
        let is_speed = name == charts[0].0;
        let line = |trace: &LapTrace, stroke: Stroke, scene: &mut Scene| {
            let points = trace
                .seen()
                .map(|(metres, step)| [x_of(metres), low + (high - low) * value(step).clamp(0.0, 1.0)]);
            let points: Vec<[f64; 2]> = points.collect();
            if 2 <= points.len() {
                scene.line(points, false, stroke);
            }
        };
        if is_speed || drivers.len() == 1 {
            for driver in drivers {
                line(driver.reference, Stroke::solid(1.0, faint(driver.colour)), scene);
            }
        }
        for (driver, dash) in drivers.iter().zip(DASHES) {
            line(driver.current, Stroke { width: 2.0, colour: driver.colour, dash }, scene);
        }
    }
    for driver in drivers {
        let Some((metres, step)) = driver.current.newest() else { continue };
        let (high, low) = (charts[0].1, charts[0].2);
        let at = single([x_of(metres), low + (high - low) * charts[0].3(step).clamp(0.0, 1.0)]);
        scene.draws.push(Draw::Disc { at, radius: 3.5, colour: driver.colour });
        scene.draws.push(Draw::Haloed {
            at: [at[0], at[1] - 11.0],
            words: Words::Code(driver.code),
            font: Font { size: 11, weight: 700 },
            colour: palette.ink,
            halo: palette.ground,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_driver_has_lines_of_its_own_and_a_lap_behind() {
        let step = |i: usize| Some(Step { time_s: i as f32, speed_kmh: 200, ..Step::default() });
        let current = LapTrace { lap: 4, steps: (0..50).map(step).collect(), ..LapTrace::default() };
        let reference = LapTrace { lap: 3, steps: (0..100).map(step).collect(), ..LapTrace::default() };
        let driver = |code: &str| Driver {
            code: DriverCode::parse(code).unwrap(),
            colour: 0xff_0000,
            current: &current,
            reference: &reference,
        };
        let drawn = |drivers: &[Driver<'_>]| {
            let mut scene = Scene::default();
            build(drivers, 5_000.0, [600.0, 300.0], Theme::Dark, &mut scene);
            let dashes = scene
                .draws
                .iter()
                .filter(|draw| matches!(draw, Draw::Line { stroke, .. } if 0.0 < stroke.dash));
            (scene.draws.len(), dashes.count())
        };
        let nobody = drawn(&[]);
        let one = drawn(&[driver("AAA")]);
        // Three lines, three behind them, a dot and a code.
        assert_eq!((one.0 - nobody.0, one.1), (8, 0));
        let two = drawn(&[driver("AAA"), driver("BBB")]);
        assert_eq!(two.1, 3, "the second is dashed");
        assert_eq!(two.0 - nobody.0, 2 * (3 + 1 + 2));
    }
}
