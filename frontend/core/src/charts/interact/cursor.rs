//! The linked cursor: a line through the chart at one x, a tag, and the values of the chosen beside it. Drawn above
//! the chart, so that moving it redraws nothing else.

use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::Chart;
use crate::charts::draw::command::{self, Command};
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::spread::{LABEL_STEP, spread};
use crate::charts::draw::style::{Anchor, Colour, LineStyle, Shape};
use crate::charts::interact::hit;
use crate::charts::palette::ChartPalette;

/// Height of the tag, CSS px.
const TAG: f64 = 18.0;

/// The cursor at `x` of the chart's axis; nothing when that is not to be seen. `tag` ("Lap 44") stands above the plot.
pub fn commands(
    chart: &Chart,
    x: f64,
    tag: Option<&str>,
    palette: &ChartPalette,
    canvas: &Canvas,
) -> Vec<Command> {
    let Some(px) = chart.px_of(x) else { return Vec::new() };
    let colours = &palette.colours;
    let (top, bottom) = (chart.plot.top, chart.plot.bottom);
    let mut commands = vec![Command::Line {
        points: vec![[px, top], [px, bottom]],
        stroke: LineStyle::solid(colours.ink, 1.0),
    }];
    let width_of = |text: &str, weight: u16| f64::from((canvas.measure)(text, 12.0, weight));
    if let Some(tag) = tag {
        let half = width_of(tag, 600) / 2.0 + 6.0;
        let middle = px.clamp(half, (chart.size[0] - half).max(half));
        // Above the plot where there is room, else on it.
        let tag_top = (top - TAG - 2.0).max(0.0);
        commands.push(Command::Rect {
            rect: Bounds::new(middle - half, tag_top, middle + half, tag_top + TAG),
            radius: 2.0,
            fill: Some(Colour::solid(colours.ink)),
            pattern: None,
            stroke: None,
        });
        commands.push(command::text(
            [middle, tag_top + TAG / 2.0],
            tag.to_owned(),
            (12.0, 600),
            colours.ground,
            Anchor::Middle,
        ));
    }
    let chosen = |i: &usize| chart.series.get(chart.targets[*i].series).is_some_and(|series| series.chosen);
    let mut found: Vec<usize> = hit::at_x(chart, x).into_iter().filter(chosen).collect();
    found.retain(|&i| chart.targets[i].is_point());
    found.sort_by(|&a, &b| chart.targets[a].at[1].total_cmp(&chart.targets[b].at[1]));
    let wanted: Vec<f64> = found.iter().map(|&i| chart.targets[i].at[1]).collect();
    let places = spread(&wanted, LABEL_STEP, top + 6.0, bottom - 6.0);
    for (&i, place) in found.iter().zip(places) {
        let target = &chart.targets[i];
        let series = &chart.series[target.series];
        commands.push(Command::Mark {
            at: target.at,
            shape: Shape::Circle,
            radius: 4.0,
            fill: Some(Colour::solid(series.colour)),
            stroke: Some(LineStyle::solid(colours.ground, 1.5)),
        });
        let text = format!("{} {}", series.name, target.value);
        let room = px + 8.0 + width_of(&text, 700) < chart.plot.right;
        let (left, anchor) = if room { (px + 8.0, Anchor::Start) } else { (px - 8.0, Anchor::End) };
        let mut label = command::text([left, place], text, (12.0, 700), colours.ink, anchor);
        if let Command::Text { halo, .. } = &mut label {
            *halo = Some(Colour::solid(colours.ground));
        }
        commands.push(label);
    }
    commands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::kind::ChartKind;
    use crate::charts::layout::chart;
    use crate::charts::palette::Scheme;
    use crate::charts::testing::{canvas, documents, sample};
    use crate::charts::view_state::ViewState;
    use crate::theme::Theme;

    #[test]
    fn the_chosen_say_their_values_at_the_lap() {
        let (race, laps) = sample();
        let view = ViewState { drivers: vec!["NOR".to_owned(), "VER".to_owned()], ..ViewState::default() };
        let canvas = canvas(900.0, 400.0);
        let chart = chart(ChartKind::Gap, &documents(&race, &laps), &view, &canvas);
        let palette = ChartPalette::new(Theme::Light, Scheme::Team);
        let drawn = commands(&chart, 10.0, Some("Lap 10"), &palette, &canvas);
        let texts: Vec<&str> = drawn
            .iter()
            .filter_map(|command| match command {
                Command::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts.len(), 3);
        assert!(texts[1].starts_with("NOR ") && texts[2].starts_with("VER +"), "{texts:?}");
        assert!(commands(&chart, 9999.0, None, &palette, &canvas).is_empty());
    }
}
