//! What everybody could still reach in a championship.

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart, Target};
use crate::charts::build::table::Table;
use crate::charts::data::championship::series;
use crate::charts::data::contention::{Championship, contention};
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Pattern};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::points as points_figure;

/// Height of the canvas of [`chart`] for this many rows with rows of `row`, CSS px.
pub fn height(rows: usize, row: f64) -> f64 {
    6.0 + rows.max(1) as f64 * row + 26.0
}

/// What everybody could still contender: points now as a bar, what is left as its dashed end.
pub fn chart(documents: &Documents, title: Championship, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = match title {
        Championship::Drivers => ChartKind::DriverContention,
        Championship::Constructors => ChartKind::ConstructorContention,
    };
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(standings) = documents.standings else {
        return builder.empty(kind, Missing::Standings);
    };
    let contenders = contention(standings, title);
    if contenders.is_empty() {
        return builder.empty(kind, Missing::AnyStanding);
    }
    let series = series(standings, title, view, &builder.palette);
    let most = contenders.iter().map(|contender| contender.most).fold(1.0, f64::max).min(1e6);
    let leader = contenders.iter().map(|contender| contender.points).fold(0.0, f64::max);
    let names =
        builder.widest(series.iter().map(|series| series.name.as_str()), 700).min(builder.width / 3.0) + 14.0;
    let plot =
        builder.plot([names, 6.0, builder.width_of(&words::contention::widest_places(), 600) + 14.0, 26.0]);
    let x = Scale::new([0.0, most], [plot.left, plot.right]);
    let colours = builder.palette.colours;
    for tick in ticks::numbers(0.0, most, (plot.width() / 60.0) as usize) {
        builder.rule([x.px(tick), plot.top], [x.px(tick), plot.bottom]);
        builder.text(
            [x.px(tick), plot.bottom + 13.0],
            points_figure(tick),
            500,
            colours.ink3,
            Anchor::Middle,
        );
    }
    let row_height = plot.height() / contenders.len() as f64;
    for (i, (contender, series)) in contenders.iter().zip(&series).enumerate() {
        let y = plot.top + (i as f64 + 0.5) * row_height;
        let half = (row_height * 0.3).min(8.0);
        let rgb = if contender.can_win() { colours.ink } else { colours.ink3 };
        builder.text(
            [plot.left - 8.0, y],
            series.name.clone(),
            if series.chosen { 700 } else { 500 },
            rgb,
            Anchor::End,
        );
        let (now, end) = (x.px(contender.points.clamp(0.0, most)), x.px(contender.most.clamp(0.0, most)));
        for (from, to, alpha, dash) in [(plot.left, now, 0.8, Dash::Solid), (now, end, 0.0, Dash::Dashed)] {
            builder.commands.push(Command::Rect {
                rect: Bounds::new(from, y - half, to, y + half),
                radius: 1.0,
                fill: (0.0 < alpha).then(|| Colour::faint(series.colour, alpha)),
                pattern: Some((Pattern::None, Colour::faint(series.colour, 0.0))),
                stroke: Some(LineStyle::solid(series.colour, 1.0).dashed(dash)),
            });
        }
        let text = words::contention::places(contender);
        builder.text([builder.width - 2.0, y], text, 600, rgb, Anchor::End);
        builder.targets.push(Target {
            series: i,
            x: contender.points,
            at: [f64::midpoint(plot.left, end), y],
            half: [(end - plot.left) / 2.0, row_height / 2.0],
            value: points_figure(contender.points),
            words: words::contention::row(&series.name, contender),
        });
    }
    // Whoever does not get here cannot win any more.
    let px = x.px(leader.min(most));
    builder.commands.push(Command::Line {
        points: vec![[px, plot.top], [px, plot.bottom]],
        stroke: LineStyle::solid(colours.ink, 1.0),
    });
    let able: Vec<String> = contenders
        .iter()
        .zip(&series)
        .filter(|(contender, _)| contender.can_win())
        .map(|(_, s)| s.name.clone())
        .collect();
    let mut table = Table::new(words::contention::heads());
    for (contender, series) in contenders.iter().zip(&series) {
        let mut cells =
            vec![series.name.clone(), points_figure(contender.points), points_figure(contender.most)];
        cells.extend([contender.best.to_string(), contender.worst.to_string()]);
        table.push(cells);
    }
    let description = Description {
        sentence: words::contention::sentence(standings, title),
        table,
        summary: words::contention::summary(&able),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, standings};

    #[test]
    fn what_can_still_be_won() {
        let standings = standings();
        let documents = Documents { standings: Some(&standings), ..Documents::default() };
        let chart = chart(&documents, Championship::Drivers, &ViewState::default(), &canvas(800.0, 200.0));
        assert_eq!(chart.summary, "The title is still open to NOR and PIA.");
        assert_eq!(chart.table.rows[1].cells, ["PIA", "45.5", "78.5", "1", "2"].map(str::to_owned));
    }
}
