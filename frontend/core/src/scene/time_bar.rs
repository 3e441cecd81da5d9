//! The time bar: what has been shown of a session, its flags, laps, passes, stops and cars out, and the moment shown.

use gridcast_shared::race::{EventKind, TrackStatus};

use crate::scene::{Align, Draw, Font, Scene, Stroke, Words, single};
use crate::theme::{Palette, Theme};
use crate::time_bar::TimeBar;
use crate::timeline::Timeline;

/// Height of the bar's line above the foot of its box, CSS pixels: labels of laps stand below it.
const FOOT_PX: f64 = 17.0;

/// A lower bar is a line to be read at a glance: flags and the moment shown, nothing else.
const THIN_PX: f64 = 24.0;

/// Most passes of a lap that make its small bar higher.
const MOST_PASSES: usize = 8;

/// How the bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The theme.
    pub theme: Theme,
    /// Size, CSS pixels.
    pub size: [f64; 2],
    /// Free space at both ends, CSS pixels.
    pub margin: f64,
}

/// Builds the bar. Of the timeline only what has been shown is marked.
pub fn build(bar: &TimeBar, timeline: &Timeline, style: &Style, scene: &mut Scene) {
    scene.clear();
    let palette = style.theme.palette();
    let (left, right) = (style.margin, style.size[0] - style.margin);
    let y = (style.size[1] - FOOT_PX).max(style.size[1] / 2.0);
    let x_of = |ms: f64| left + (right - left) * bar.share_of(ms);
    let (shown, seen) = (x_of(bar.shown_ms), x_of(bar.seen_ms));

    let rest = Stroke { width: 2.0, colour: palette.edge, dash: 3.0 };
    scene.line([[seen, y], [right, y]], false, rest);
    scene.line([[shown, y], [seen, y]], false, Stroke::solid(3.0, palette.line));
    scene.again(Stroke::solid(2.0, palette.edge));
    scene.line([[left, y], [shown, y]], false, Stroke::solid(4.0, palette.edge));
    for span in timeline.flags(bar.seen_ms) {
        flag(scene, [x_of(span.from_ms), x_of(span.to_ms)], y, span.track, palette);
    }
    if style.size[1] < THIN_PX {
        scene.draws.push(Draw::Disc { at: single([shown, y]), radius: 6.0, colour: palette.ground });
        scene.draws.push(Draw::Disc { at: single([shown, y]), radius: 4.0, colour: palette.ink });
        return;
    }
    laps(bar, timeline, &x_of, y, palette, scene);
    for event in timeline.events(bar.seen_ms) {
        let x = x_of(event.date_ms as f64);
        match event.kind {
            EventKind::Out => {
                for sign in [-1.0, 1.0] {
                    let (dx, dy) = (3.5, 3.5 * sign);
                    let ends = [[x - dx, y - 11.0 - dy], [x + dx, y - 11.0 + dy]];
                    scene.line(ends, false, Stroke::solid(1.5, palette.ink));
                }
            }
            EventKind::PitIn => {
                scene.draws.push(Draw::Square { at: single([x, y + 4.5]), half: 1.5, colour: palette.ink3 });
            }
            EventKind::FastestLap => {
                let diamond = [[x, y - 9.0], [x + 3.0, y - 6.0], [x, y - 3.0], [x - 3.0, y - 6.0]];
                scene.line(diamond, true, Stroke::solid(1.5, palette.best));
            }
            EventKind::Finish if event.value == 1 => {
                for dx in [-1.5, 1.5] {
                    let ends = [[x + dx, y - 7.0], [x + dx, y + 7.0]];
                    scene.line(ends, false, Stroke::solid(1.5, palette.ink));
                }
            }
            EventKind::Track(_) | EventKind::Pass | EventKind::PitOut | EventKind::Finish => {}
        }
    }
    scene.line([[shown, 3.0], [shown, y + 7.0]], false, Stroke::solid(5.0, palette.ground));
    scene.again(Stroke::solid(2.0, palette.ink));
    scene.draws.push(Draw::Disc { at: single([shown, y]), radius: 8.0, colour: palette.ground });
    scene.draws.push(Draw::Disc { at: single([shown, y]), radius: 6.0, colour: palette.ink });
}

/// A tick each lap where there is room, a number each five, and a small bar as high as there were passes.
fn laps(
    bar: &TimeBar,
    timeline: &Timeline,
    x_of: &impl Fn(f64) -> f64,
    y: f64,
    palette: &Palette,
    scene: &mut Scene,
) {
    let passes: Vec<f64> = timeline
        .events(bar.seen_ms)
        .filter(|event| event.kind == EventKind::Pass)
        .map(|event| event.date_ms as f64)
        .collect();
    let laps: Vec<(u8, f64)> = timeline.laps(bar.seen_ms).map(|(lap, start)| (lap, start as f64)).collect();
    let mut labelled = f64::NEG_INFINITY;
    for (i, &(lap, start_ms)) in laps.iter().enumerate() {
        let x = x_of(start_ms);
        let end_ms = laps.get(i + 1).map_or(bar.seen_ms, |(_, next)| *next);
        let n = passes.iter().filter(|at| (start_ms..end_ms).contains(*at)).count().min(MOST_PASSES);
        if 0 < n {
            let (middle, foot) = (x_of(start_ms.midpoint(end_ms)), y - 5.0);
            let height = 2.0 + n as f64 * 1.5;
            scene.line([[middle, foot], [middle, foot - height]], false, Stroke::solid(2.0, palette.ink3));
        }
        let is_fifth = lap % 5 == 0 || lap == 1;
        if is_fifth && labelled + 24.0 < x {
            labelled = x;
            scene.line([[x, y + 3.0], [x, y + 6.0]], false, Stroke::solid(1.0, palette.edge));
            scene.draws.push(Draw::Text {
                at: single([x, y + 12.0]),
                words: Words::Lap(lap),
                font: Font { size: 11, weight: 500 },
                colour: palette.ink3,
                align: Align::Middle,
            });
        }
    }
}

/// A stretch under a flag: its colour, hatched; red is solid.
fn flag(scene: &mut Scene, [from, to]: [f64; 2], y: f64, track: TrackStatus, palette: &Palette) {
    let (colour, step) = match track {
        TrackStatus::Unknown | TrackStatus::Clear | TrackStatus::Finished => return,
        TrackStatus::Yellow => (palette.yellow, 6.0),
        TrackStatus::DoubleYellow => (palette.yellow, 4.0),
        TrackStatus::SafetyCar => (palette.amber_edge, 8.0),
        TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => (palette.amber_edge, 4.0),
        TrackStatus::Red => (palette.red_edge, f64::INFINITY),
    };
    let to = to.max(from + 2.0);
    scene.line([[from, y], [to, y]], false, Stroke::solid(7.0, colour));
    let mut x = from + step / 2.0;
    while x < to {
        scene.line([[x - 1.5, y + 3.0], [x + 1.5, y - 3.0]], false, Stroke::solid(1.0, palette.ground));
        x += step;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use crate::timeline::Told;
    use gridcast_shared::ids::{CarIndex, SessionId};
    use gridcast_shared::race::RaceEvent;

    #[test]
    fn nothing_is_marked_that_has_not_been_shown() {
        let event = |date_ms, kind| RaceEvent { date_ms, ..testing::event(kind, Some(CarIndex(0))) };
        let mut timeline = Timeline::default();
        timeline.take(
            &SessionId::from_start(0),
            Told {
                until_ms: 100_000,
                laps: vec![(1, 10_000), (2, 40_000), (3, 70_000), (5, 90_000)],
                events: vec![
                    event(20_000, EventKind::Track(TrackStatus::Red)),
                    event(30_000, EventKind::Track(TrackStatus::Clear)),
                    event(50_000, EventKind::Out),
                    event(80_000, EventKind::Pass),
                ],
                ..Told::default()
            },
        );
        let style = Style { theme: Theme::Dark, size: [600.0, 40.0], margin: 10.0 };
        let mut counts = Vec::new();
        let mut scene = Scene::default();
        for seen_ms in [0.0, 15_000.0, 25_000.0, 55_000.0, 100_000.0] {
            let bar = TimeBar { start_ms: 0.0, end_ms: 100_000.0, shown_ms: 0.0, seen_ms };
            build(&bar, &timeline, &style, &mut scene);
            let reach = scene.points.iter().skip(2).map(|point| point[0]).fold(0.0, f32::max);
            assert!(f64::from(reach) <= 14.0 + 580.0 * bar.share_of(seen_ms), "{reach} for {seen_ms}");
            counts.push(scene.draws.len());
        }
        assert!(counts.is_sorted_by(|a, b| a < b), "{counts:?}");
    }
}
