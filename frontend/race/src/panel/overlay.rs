//! What lies over a chart: the linked cursor with its values, what is pointed at, the range that is being dragged.

use gridcast_core::charts::build::canvas::Canvas;
use gridcast_core::charts::build::chart::{AxisKind, Chart, Target};
use gridcast_core::charts::draw::command::Command;
use gridcast_core::charts::draw::geometry::Bounds;
use gridcast_core::charts::draw::style::{Anchor, Colour, LineStyle, Shape};
use gridcast_core::charts::interact::cursor;
use gridcast_core::charts::palette::ChartPalette;
use gridcast_words::race as said;

use crate::measure;

/// What is to be shown over a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Look {
    /// The linked lap.
    pub(super) lap: Option<u16>,
    /// The linked distance, metres.
    pub(super) distance: Option<f64>,
    /// Index into the chart's targets.
    pub(super) hovered: Option<usize>,
    /// From where to where the pointer is being dragged, px.
    pub(super) drag: Option<[f64; 2]>,
}

/// The commands to draw it with.
pub(super) fn commands(chart: &Chart, look: &Look, palette: &ChartPalette) -> Vec<Command> {
    let mut commands = Vec::new();
    if let Some([from, to]) = look.drag {
        let rect = Bounds::new(
            from.min(to).max(chart.plot.left),
            chart.plot.top,
            from.max(to).min(chart.plot.right),
            chart.plot.bottom,
        );
        let fill = Some(Colour::faint(palette.colours.ink, 0.1));
        commands.push(Command::Rect { rect, radius: 0.0, fill, pattern: None, stroke: None });
    }
    match (chart.axis, look.lap, look.distance) {
        (AxisKind::Lap, Some(lap), _) => {
            let tag = said::cursor_lap(lap);
            commands.extend(cursor::commands(
                chart,
                lap.into(),
                Some(&tag),
                palette,
                &canvas(chart, palette),
            ));
        }
        (AxisKind::Distance, _, Some(metres)) => at_distance(&mut commands, chart, metres, palette),
        (AxisKind::Track, _, Some(metres)) => {
            commands.extend(chart.on_track(metres).map(|at| Command::Mark {
                at,
                shape: Shape::Circle,
                radius: 6.0,
                fill: Some(Colour::solid(palette.colours.ink)),
                stroke: Some(LineStyle::solid(palette.colours.ground, 2.0)),
            }));
        }
        _ => {}
    }
    if let Some(target) = look.hovered.and_then(|i| chart.targets.get(i)) {
        hovered(&mut commands, chart, target, palette);
    }
    commands
}

fn at_distance(commands: &mut Vec<Command>, chart: &Chart, metres: f64, palette: &ChartPalette) {
    let nearest = chart
        .targets
        .iter()
        .filter(|target| (target.x - metres).abs() < 60.0)
        .min_by(|a, b| (a.x - metres).abs().total_cmp(&(b.x - metres).abs()));
    let Some(nearest) = nearest else { return };
    let tag = gridcast_core::charts::words::telemetry::metres(metres);
    commands.extend(cursor::commands(chart, nearest.x, Some(&tag), palette, &canvas(chart, palette)));
}

fn canvas<'a>(chart: &Chart, palette: &ChartPalette) -> Canvas<'a> {
    Canvas {
        width: chart.size[0],
        height: chart.size[1],
        theme: palette.theme,
        beside_table: false,
        for_file: false,
        measure: &measure::width,
    }
}

fn hovered(commands: &mut Vec<Command>, chart: &Chart, target: &Target, palette: &ChartPalette) {
    let [half_width, half_height] = target.half;
    if 0.0 < half_width && 0.0 < half_height {
        let [x, y] = target.at;
        commands.push(Command::Rect {
            rect: Bounds::new(x - half_width, y - half_height, x + half_width, y + half_height),
            radius: 2.0,
            fill: None,
            pattern: None,
            stroke: Some(LineStyle::solid(palette.colours.ink, 2.0)),
        });
        return;
    }
    commands.push(Command::Mark {
        at: target.at,
        shape: Shape::Circle,
        radius: 6.0,
        fill: None,
        stroke: Some(LineStyle::solid(palette.colours.ink, 1.5)),
    });
    let series = chart.series.get(target.series);
    // The chosen have their values beside the cursor's line already.
    let beside_line = matches!(chart.axis, AxisKind::Lap | AxisKind::Distance);
    if series.is_none_or(|series| series.chosen && beside_line) {
        return;
    }
    let text = format!("{} {}", series.map_or("", |series| series.name.as_str()), target.value);
    let width = f64::from(measure::width(&text, 12.0, 700));
    // Left of it, as the chosen stand right of the line.
    let left = width + 14.0 < target.at[0];
    let (x, anchor) =
        if left { (target.at[0] - 11.0, Anchor::End) } else { (target.at[0] + 11.0, Anchor::Start) };
    commands.push(Command::Text {
        at: [x, target.at[1]],
        text,
        size: 12.0,
        weight: 700,
        colour: Colour::solid(palette.colours.ink),
        anchor,
        halo: Some(Colour::solid(palette.colours.ground)),
    });
}
