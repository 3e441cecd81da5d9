//! The speed or gear of a lap on the outline.

use crate::charts::axis::scale::Scale;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::corners::corners;
use crate::charts::data::lap_trace::{LapTrace, traces};
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle};
use crate::charts::kind::ChartKind;
use crate::charts::kinds::outline::{Outline, beside, no_telemetry};
use crate::charts::missing::Missing;
use crate::charts::view_state::{MapMeasure, ViewState};
use crate::charts::words;
use crate::charts::words::figures::number;
use crate::format::speed;
use crate::oklch::Oklch;
use crate::theme::Theme;

/// Pieces in which speed is drawn.
const PIECES: usize = 240;

/// Speed or gear of the first lap of the comparison.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::TrackMap;
    let mut builder = ChartBuilder::new(canvas, view);
    let traces = traces(documents.telemetry);
    let Some(trace) = traces.first() else {
        return builder.empty(kind, no_telemetry(view, Missing::LapToShow));
    };
    let Some(outline) = Outline::new(documents.track, trace, &builder, 28.0) else {
        return builder.empty(kind, Missing::Outline);
    };
    let value = |row: usize| match view.map {
        MapMeasure::Speed => f64::from(trace.lap.speed[row]),
        MapMeasure::Gear => f64::from(trace.lap.gear[row].min(9)),
    };
    let low = (0..trace.rows).map(value).fold(f64::INFINITY, f64::min);
    let high = (0..trace.rows).map(value).fold(f64::NEG_INFINITY, f64::max);
    let part_of = |value: f64| if low < high { (value - low) / (high - low) } else { 0.5 };
    let theme = builder.palette.theme;
    for i in 0..PIECES {
        let (from, to) = (i as f64 / PIECES as f64, (i + 1) as f64 / PIECES as f64);
        let row = trace.row_at(f64::midpoint(from, to) * trace.length());
        let t = part_of(value(row));
        // Said twice: the faster, the wider.
        let stroke = LineStyle::solid(ramp(t, theme), 3.0 + 7.0 * t);
        // A little over the end, so that no ground shows between the pieces.
        let over = (to + 0.3 / PIECES as f64).min(1.0);
        builder.commands.push(Command::Line { points: outline.between(from, over), stroke });
    }
    let colours = builder.palette.colours;
    builder
        .commands
        .push(Command::Line { points: outline.start(), stroke: LineStyle::solid(colours.ink, 3.0) });
    let extremes = match view.map {
        MapMeasure::Speed => extremes(&trace.lap.speed[..trace.rows]),
        MapMeasure::Gear => gears(&trace.lap.gear[..trace.rows]),
    };
    let mut taken = Vec::new();
    for &row in &extremes {
        let figure = words::track_map::figure(view.map, trace, row);
        let part = trace.metres(row) / trace.length();
        beside(&mut builder, &outline, part, (figure, 600, colours.ink), &mut taken);
    }
    let turns = documents.track.map(|track| (corners(track), track.length_m)).unwrap_or_default();
    for (i, metres) in turns.0.iter().enumerate() {
        let number = ((i + 1).to_string(), 500, colours.ink3);
        beside(&mut builder, &outline, metres / turns.1, number, &mut taken);
    }
    scale_of_colours(&mut builder, trace, (low, high), view.map);
    for i in 0..PIECES / 2 {
        let part = (i as f64 + 0.5) / (PIECES / 2) as f64;
        let metres = part * trace.length();
        let row = trace.row_at(metres);
        builder.targets.push(Target {
            series: 0,
            x: metres,
            at: outline.at(part),
            half: [5.0, 5.0],
            value: words::track_map::value(view.map, trace, row),
            words: words::track_map::sample(trace, metres, row),
        });
    }
    let description = Description {
        sentence: words::track_map::sentence(trace, view.map, !turns.0.is_empty(), theme),
        table: table(trace),
        summary: words::track_map::summary(trace, extremes.len()),
        missing: None,
    };
    builder.series = vec![Series {
        subject: trace.subject(),
        name: trace.name(),
        colour: colours.ink,
        dash: Dash::Solid,
        second: false,
        chosen: true,
    }];
    let plot = builder.plot([0.0, 28.0, 0.0, 0.0]);
    let x = Scale::new([0.0, trace.length()], [0.0, 1.0]);
    Chart { outline: outline.points, ..builder.finish(kind, plot, AxisKind::Track, x, description) }
}

/// One hue turning with lightness, which eyes of every kind order: from near the ground's edge colour to ink.
fn ramp(t: f64, theme: Theme) -> u32 {
    let t = t.clamp(0.0, 1.0);
    let (from, to) = match theme {
        Theme::Dark => (0.46, 0.92),
        Theme::Light => (0.66, 0.28),
    };
    // Blue-violet to yellow-green would be two hues to some eyes; 4.9 to 3.6 rad stays between violet and green-blue.
    Oklch { l: from + (to - from) * t, c: 0.09 + 0.04 * (1.0 - t), h: 4.9 - 1.3 * t }.to_rgb()
}

/// Rows of the slowest in corners and the fastest on straights: each at least 40 km/h from the one before.
fn extremes(speeds: &[u16]) -> Vec<usize> {
    const RISE: u16 = 40;
    let mut found = Vec::new();
    let Some(&first) = speeds.first() else { return found };
    let (mut low, mut high) = ((first, 0), (first, 0));
    let mut rising: Option<bool> = None;
    for (row, &speed) in speeds.iter().enumerate() {
        if high.0 < speed {
            high = (speed, row);
        }
        if speed < low.0 {
            low = (speed, row);
        }
        if rising != Some(false) && speed.saturating_add(RISE) <= high.0 {
            found.push(high.1);
            rising = Some(false);
            low = (speed, row);
        } else if rising != Some(true) && low.0.saturating_add(RISE) <= speed {
            found.push(low.1);
            rising = Some(true);
            high = (speed, row);
        }
    }
    found
}

/// Rows in the middle of stretches in one gear.
fn gears(gears: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for stretch in gears.chunk_by(|a, b| a == b) {
        // Shifts through the gears have no room for figures.
        if gears.len() / 80 < stretch.len() {
            found.push(start + stretch.len() / 2);
        }
        start += stretch.len();
    }
    found
}

fn scale_of_colours(builder: &mut ChartBuilder, trace: &LapTrace, (low, high): (f64, f64), map: MapMeasure) {
    let colours = builder.palette.colours;
    builder.text([2.0, 12.0], trace.name(), 700, colours.ink, Anchor::Start);
    let mut left = builder.width_of(&trace.name(), 700) + 18.0;
    let text = words::track_map::lowest(map, low);
    builder.text([left, 12.0], text.clone(), 500, colours.ink2, Anchor::Start);
    left += builder.width_of(&text, 500) + 6.0;
    for i in 0..8 {
        let t = f64::from(i) / 7.0;
        let (from, half) = (left + f64::from(i) * 8.0, 1.5 + 3.5 * t);
        builder.rect(
            Bounds::new(from, 12.0 - half, from + 8.0, 12.0 + half),
            Colour::solid(ramp(t, builder.palette.theme)),
        );
    }
    builder.text([left + 70.0, 12.0], words::track_map::highest(map, high), 500, colours.ink2, Anchor::Start);
}

fn table(trace: &LapTrace) -> Table {
    let mut table = Table::new(words::track_map::heads().iter().map(String::as_str));
    for i in 0..=((trace.length() / 100.0) as usize).min(1000) {
        let metres = i as f64 * 100.0;
        let row = trace.row_at(metres);
        let cells =
            vec![number(metres, 0), speed(trace.lap.speed[row].into()), trace.lap.gear[row].to_string()];
        table.push_at(metres, cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, telemetry};
    use gridcast_shared::mart::Track;

    #[test]
    fn extremes_are_corners_and_straights() {
        let speeds = [300, 310, 320, 200, 90, 80, 90, 100, 250, 315, 312, 300, 120, 130];
        assert_eq!(extremes(&speeds), [2, 5, 9]);
        assert_eq!(extremes(&[]), [0usize; 0]);
    }

    #[test]
    fn turns_are_numbered_where_nothing_else_stands() {
        let lap = telemetry("NOR", 43, 1000);
        let outline: Vec<[i32; 2]> = lap.x.iter().zip(&lap.y).map(|(&x, &y)| [x, y]).collect();
        // The third lies where the second does, and a gear's figure on the other side.
        let corners = vec![outline[60], outline[200], outline[200]];
        let track = Track { version: 1, outline, length_m: 5000.0, corners };
        let documents = Documents { telemetry: &[&lap], track: Some(&track), ..Documents::default() };
        let chart = chart(
            &documents,
            &ViewState { map: MapMeasure::Gear, ..ViewState::default() },
            &canvas(600.0, 400.0),
        );
        let ink = Theme::Light.palette().ink3;
        let pale = |command: &Command| match command {
            Command::Text { text, colour, .. } if colour.rgb == ink => Some(text.clone()),
            _ => None,
        };
        let numbers: Vec<String> = chart.commands.iter().filter_map(pale).collect();
        assert_eq!(numbers, ["1", "2"]);
    }
}
