//! A season: points or places round by round.

use gridcast_shared::mart::{Standing, Standings};

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{ChartBuilder, Description, EndLabel, Side};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::championship::{name, series, standings_of};
use crate::charts::data::contention::Championship;
use crate::charts::documents::Documents;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Shape};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::{Progress, ViewState};
use crate::charts::words;
use crate::charts::words::figures::points as points_figure;

/// Points or places round by round.
pub fn progress(documents: &Documents, title: Championship, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = match title {
        Championship::Drivers => ChartKind::DriverStandings,
        Championship::Constructors => ChartKind::ConstructorStandings,
    };
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(standings) = documents.standings else {
        return builder.empty(kind, Missing::Standings);
    };
    let all = standings_of(standings, title);
    let value = |standing: &Standing, i: usize| match view.progress {
        Progress::Points => {
            standing.points.get(i).copied().flatten().filter(|points| (0.0..1e6).contains(points))
        }
        Progress::Position => standing.position.get(i).copied().flatten().map(f64::from),
    };
    let ways: Vec<Vec<(u8, f64)>> = all
        .iter()
        .map(|standing| {
            let rounds = standings.rounds.iter().enumerate();
            rounds.filter_map(|(i, &round)| Some((round, value(standing, i)?))).collect()
        })
        .collect();
    let values = || ways.iter().flatten().map(|point| point.1);
    let Some(first) = standings.rounds.iter().copied().min().filter(|_| values().next().is_some()) else {
        return builder.empty(kind, Missing::AnyStanding);
    };
    let last = standings.rounds.iter().copied().max().unwrap_or(first);
    let series = series(standings, title, view, &builder.palette);
    let most = values().fold(1.0, f64::max);
    let right =
        builder.widest(series.iter().map(|series| series.name.as_str()), 700).min(builder.width / 3.0)
            + builder.width_of("\u{2002}000.5", 500)
            + 22.0;
    let plot = builder.plot([builder.width_of("400", 500) + 10.0, 10.0, right, 28.0]);
    // Points begin at nought before the season's first round, and at what is known of a later one.
    let has_start = view.progress == Progress::Points && first == 1;
    let begin = f64::from(first) - if has_start { 1.0 } else { 0.0 };
    let x = Scale::new([begin, f64::from(last)], [plot.left, plot.right]);
    let y = match view.progress {
        Progress::Points => Scale::new([0.0, most * 1.02], [plot.bottom, plot.top]),
        Progress::Position => Scale::new([1.0, most.max(2.0)], [plot.top + 8.0, plot.bottom - 8.0]),
    };
    axes(&mut builder, view.progress, (&x, &y), &plot, (first, last), most);

    let px = |point: &(u8, f64)| [x.px(f64::from(point.0)), y.px(point.1)];
    let edge = builder.palette.colours.edge;
    let mut order: Vec<usize> = (0..ways.len()).rev().collect();
    order.sort_by_key(|&i| series[i].chosen);
    for &i in &order {
        let chosen = series[i].chosen.then_some((series[i].colour, series[i].dash));
        for part in ways[i].chunk_by(|a, b| a.0.checked_add(1) == Some(b.0)) {
            let start =
                part.first().filter(|point| has_start && point.0 == 1).map(|_| [x.px(begin), y.px(0.0)]);
            let line: Vec<[f64; 2]> = start.into_iter().chain(part.iter().map(px)).collect();
            match line[..] {
                // A round between two that nobody tells of is no line.
                [at] => builder.mark(at, Shape::Circle, 2.5, Some(chosen.map_or(edge, |(rgb, _)| rgb)), None),
                _ => builder.series_line(&line, chosen, &plot),
            }
        }
    }
    let mut labels = Vec::new();
    for (i, way) in ways.iter().enumerate() {
        if let Some(end) = way.last().filter(|point| point.0 == last) {
            let text = words::standings::end(&series[i].name, view.progress, end.1);
            labels.push(EndLabel { y: px(end)[1], text, chosen: series[i].chosen });
        }
        for point in way {
            let [value, words] = words::standings::round(&series[i].name, view.progress, *point);
            builder.target(&plot, i, f64::from(point.0), px(point), value, words);
        }
    }
    builder.end_labels(labels, &plot, Side::Right);
    let description = Description {
        sentence: words::standings::sentence(view.progress).to_owned(),
        table: table(standings, title),
        summary: words::standings::summary(standings, title),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Round, x, description)
}

fn axes(
    builder: &mut ChartBuilder,
    progress: Progress,
    scales: (&Scale, &Scale),
    plot: &Bounds,
    rounds: (u8, u8),
    most: f64,
) {
    let (x, y) = scales;
    let ink = builder.palette.colours.ink3;
    let ticks: Vec<f64> = match progress {
        Progress::Points => ticks::numbers(0.0, most, (plot.height() / 50.0) as usize),
        Progress::Position => {
            let places = ticks::whole(1, most.clamp(1.0, 255.0) as u16, y.unit(), 24.0);
            std::iter::once(1.0).chain(places.into_iter().filter(|&place| 1 < place).map(f64::from)).collect()
        }
    };
    for tick in ticks {
        if progress == Progress::Points {
            builder.rule([plot.left, y.px(tick)], [plot.right, y.px(tick)]);
        }
        builder.text([plot.left - 8.0, y.px(tick)], points_figure(tick), 500, ink, Anchor::End);
    }
    builder.text([plot.left, plot.bottom + 14.0], words::standings::round_axis(), 500, ink, Anchor::Start);
    let end = plot.left + builder.width_of(words::standings::round_axis(), 500) + 12.0;
    for round in ticks::whole(u16::from(rounds.0), u16::from(rounds.1), x.unit(), 22.0) {
        let px = x.px(f64::from(round));
        if end < px {
            builder.text([px, plot.bottom + 14.0], round.to_string(), 500, ink, Anchor::Middle);
        }
    }
}

fn table(standings: &Standings, title: Championship) -> Table {
    let heads = words::standings::heads(standings, title);
    let mut table = Table::new(heads.iter().map(String::as_str));
    for standing in standings_of(standings, title) {
        let mut cells = vec![name(standing, title).to_owned(), standing.team.clone().unwrap_or_default()];
        for i in 0..standings.rounds.len() {
            let points = standing.points.get(i).copied().flatten().map(points_figure).unwrap_or_default();
            let place = standing.position.get(i).copied().flatten();
            cells.push(words::standings::cell(&points, place));
        }
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::draw::command::Command;
    use crate::charts::draw::style::Dash;
    use crate::charts::testing::{canvas, standings};

    #[test]
    fn points_by_round_with_short_columns() {
        let standings = standings();
        let documents = Documents { standings: Some(&standings), ..Documents::default() };
        let view = ViewState { drivers: vec!["PIA".to_owned()], ..ViewState::default() };
        let chart = progress(&documents, Championship::Drivers, &view, &canvas(800.0, 400.0));
        assert_eq!(chart.table.rows[1].cells[4], "45.5 (P1)");
        assert_eq!((chart.series[0].dash, chart.series[1].dash), (Dash::Solid, Dash::Dashed));
        assert_eq!(chart.targets.iter().filter(|target| target.series == 2).count(), 2);
        let teams = progress(&documents, Championship::Constructors, &view, &canvas(800.0, 400.0));
        assert!(teams.series[0].chosen);
    }

    /// The ends of a chart's lines, in rounds.
    fn lines(standings: &Standings) -> Vec<(f64, f64)> {
        let documents = Documents { standings: Some(standings), ..Documents::default() };
        let view = ViewState { drivers: vec!["NOR".to_owned()], ..ViewState::default() };
        let chart = progress(&documents, Championship::Drivers, &view, &canvas(800.0, 400.0));
        let round = |px: f64| chart.x.data(px).round();
        let lines = chart.commands.iter().filter_map(|command| match command {
            Command::Line { points, stroke } if (2.4..2.6).contains(&stroke.width) => {
                Some((round(points.first()?[0]), round(points.last()?[0])))
            }
            _ => None,
        });
        lines.collect()
    }

    #[test]
    fn lines_begin_where_the_data_does_and_bridge_no_missing_round() {
        let mut standings = standings();
        assert_eq!(lines(&standings), [(0.0, 3.0)]);
        // Round 3 is missing, and of the first two nothing is known for one who came later.
        standings.rounds = vec![4, 5, 22];
        assert_eq!(lines(&standings), [(4.0, 5.0)]);
        standings.rounds = vec![1, 2, 3];
        standings.drivers[0].points[0] = None;
        assert_eq!(lines(&standings), [(2.0, 3.0)]);
    }
}
