//! A season: points or places round by round, and what everybody could still reach.

use gridcast_shared::mart::{Standing, Standings};

use super::figures::{counted, listed, points as points_figure};
use super::geometry::Rect;
use super::inks::parse_hex;
use super::reach::{Reach, Title, assumptions, points_now, reach};
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Dash, Pattern, Series, Stroke, Target};
use super::sheet::{EndLabel, Sheet, Side, Told};
use super::table::Table;
use super::view::{Progress, View};
use super::{Canvas, ChartKind, Documents, ticks};
use crate::format::ordinal;

/// Height of the canvas of [`what_is_left`] for this many entrants with rows of `row`, CSS px.
pub fn height(entrants: usize, row: f64) -> f64 {
    6.0 + entrants.max(1) as f64 * row + 26.0
}

fn entrants(standings: &Standings, title: Title) -> &[Standing] {
    match title {
        Title::Drivers => &standings.drivers,
        Title::Constructors => &standings.constructors,
    }
}

/// Drivers are called by code, constructors by name.
fn name(standing: &Standing, title: Title) -> &str {
    match title {
        Title::Drivers => &standing.id,
        Title::Constructors => &standing.name,
    }
}

/// The second of a team in the standings is dashed; a constructor is chosen with its drivers.
fn series(standings: &Standings, title: Title, view: &View, sheet: &Sheet) -> Vec<Series> {
    let all = entrants(standings, title);
    let team = |standing: &Standing| standing.team.clone().unwrap_or_else(|| standing.name.clone());
    let teams: Vec<String> = all.iter().map(team).collect();
    let own: Vec<(&str, Option<u32>)> = teams
        .iter()
        .zip(all)
        .map(|(team, standing)| (team.as_str(), standing.colour.as_deref().and_then(parse_hex)))
        .collect();
    let colours = sheet.inks.entrants(&own);
    all.iter()
        .enumerate()
        .map(|(i, standing)| {
            let chosen = match title {
                Title::Drivers => view.chose(&standing.id),
                Title::Constructors => {
                    let drivers = standings.drivers.iter().filter(|driver| view.chose(&driver.id));
                    drivers.filter_map(|driver| driver.team.as_ref()).any(|team| *team == standing.name)
                }
            };
            let again = teams[..i].contains(&teams[i]);
            let dash = if again { Dash::Dashed } else { Dash::Solid };
            Series { name: name(standing, title).to_owned(), colour: colours[i], dash, chosen }
        })
        .collect()
}

/// Points or places round by round.
pub fn progress(documents: &Documents, title: Title, view: &View, canvas: &Canvas) -> Chart {
    let kind = match title {
        Title::Drivers => ChartKind::DriverStandings,
        Title::Constructors => ChartKind::ConstructorStandings,
    };
    let mut sheet = Sheet::new(canvas, view);
    let Some(standings) = documents.standings else {
        return sheet.empty(kind, "The standings have not been loaded.");
    };
    let all = entrants(standings, title);
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
        return sheet.empty(kind, "There are no standings yet.");
    };
    let last = standings.rounds.iter().copied().max().unwrap_or(first);
    let series = series(standings, title, view, &sheet);
    let most = values().fold(1.0, f64::max);
    let right = sheet.widest(series.iter().map(|series| series.name.as_str()), 700).min(sheet.width / 3.0)
        + sheet.width_of("\u{2002}000.5", 500)
        + 22.0;
    let plot = sheet.plot([sheet.width_of("400", 500) + 10.0, 10.0, right, 28.0]);
    // Points begin at nought before the first round.
    let begin = f64::from(first) - if view.progress == Progress::Points { 1.0 } else { 0.0 };
    let x = Scale::new([begin, f64::from(last)], [plot.left, plot.right]);
    let y = match view.progress {
        Progress::Points => Scale::new([0.0, most * 1.02], [plot.bottom, plot.top]),
        Progress::Position => Scale::new([1.0, most.max(2.0)], [plot.top + 8.0, plot.bottom - 8.0]),
    };
    axes(&mut sheet, view.progress, (&x, &y), &plot, (first, last), most);

    let px = |point: &(u8, f64)| [x.px(f64::from(point.0)), y.px(point.1)];
    let mut order: Vec<usize> = (0..ways.len()).rev().collect();
    order.sort_by_key(|&i| series[i].chosen);
    for &i in &order {
        let start = (view.progress == Progress::Points).then(|| [x.px(begin), y.px(0.0)]);
        let line: Vec<[f64; 2]> = start.into_iter().chain(ways[i].iter().map(px)).collect();
        let chosen = series[i].chosen.then_some((series[i].colour, series[i].dash));
        sheet.entrant_line(&line, chosen, &plot);
    }
    let mut labels = Vec::new();
    for (i, way) in ways.iter().enumerate() {
        if let Some(end) = way.last().filter(|point| point.0 == last) {
            let text = match view.progress {
                Progress::Points => format!("{}\u{2002}{}", series[i].name, points_figure(end.1)),
                Progress::Position => format!("{:.0} {}", end.1, series[i].name),
            };
            labels.push(EndLabel { y: px(end)[1], text, chosen: series[i].chosen });
        }
        for point in way {
            let (value, words) = match view.progress {
                Progress::Points => {
                    let figure = points_figure(point.1);
                    (figure.clone(), format!("{} after round {}: {figure} points", series[i].name, point.0))
                }
                Progress::Position => {
                    let place = ordinal(point.1.clamp(0.0, 255.0) as u32);
                    (
                        format!("P{:.0}", point.1),
                        format!("{} after round {}: {place}", series[i].name, point.0),
                    )
                }
            };
            sheet.target(&plot, i, f64::from(point.0), px(point), value, words);
        }
    }
    sheet.end_labels(labels, &plot, Side::Right);
    let told = Told {
        sentence: match view.progress {
            Progress::Points => "Points after each round. Dashes: the lower placed of a team.".to_owned(),
            Progress::Position => "Places after each round. Dashes: the lower placed of a team.".to_owned(),
        },
        table: progress_table(standings, title),
        summary: leaders(standings, title),
        missing: None,
    };
    sheet.series = series;
    sheet.finish(kind, plot, AxisOf::Round, x, told)
}

fn axes(
    sheet: &mut Sheet,
    progress: Progress,
    scales: (&Scale, &Scale),
    plot: &Rect,
    rounds: (u8, u8),
    most: f64,
) {
    let (x, y) = scales;
    let ink = sheet.inks.palette.ink3;
    let ticks: Vec<f64> = match progress {
        Progress::Points => ticks::numbers(0.0, most, (plot.height() / 50.0) as usize),
        Progress::Position => {
            let places = ticks::whole(1, most.clamp(1.0, 255.0) as u16, y.unit(), 24.0);
            std::iter::once(1.0).chain(places.into_iter().filter(|&place| 1 < place).map(f64::from)).collect()
        }
    };
    for tick in ticks {
        if progress == Progress::Points {
            sheet.rule([plot.left, y.px(tick)], [plot.right, y.px(tick)]);
        }
        sheet.text([plot.left - 8.0, y.px(tick)], points_figure(tick), 500, ink, Anchor::End);
    }
    sheet.text([plot.left, plot.bottom + 14.0], "Round", 500, ink, Anchor::Start);
    let end = plot.left + sheet.width_of("Round", 500) + 12.0;
    for round in ticks::whole(u16::from(rounds.0), u16::from(rounds.1), x.unit(), 22.0) {
        let px = x.px(f64::from(round));
        if end < px {
            sheet.text([px, plot.bottom + 14.0], round.to_string(), 500, ink, Anchor::Middle);
        }
    }
}

fn progress_table(standings: &Standings, title: Title) -> Table {
    let rounds: Vec<String> = standings.rounds.iter().map(|round| format!("Round {round}")).collect();
    let who = if title == Title::Drivers { "Driver" } else { "Constructor" };
    let mut table = Table::new([who, "Team"].into_iter().chain(rounds.iter().map(String::as_str)));
    for standing in entrants(standings, title) {
        let mut cells = vec![name(standing, title).to_owned(), standing.team.clone().unwrap_or_default()];
        for i in 0..standings.rounds.len() {
            let points = standing.points.get(i).copied().flatten().map(points_figure).unwrap_or_default();
            let place = standing.position.get(i).copied().flatten();
            cells.push(place.map_or(points.clone(), |place| format!("{points} (P{place})")));
        }
        table.push(cells);
    }
    table
}

fn leaders(standings: &Standings, title: Title) -> String {
    let words: Vec<String> = entrants(standings, title)
        .iter()
        .take(3)
        .map(|standing| format!("{} {}", standing.name, points_figure(points_now(standing))))
        .collect();
    let rounds = counted(standings.rounds.len(), "round", "rounds");
    format!("After {rounds}: {}.", listed(&words))
}

/// What everybody could still reach: points now as a bar, what is left as its dashed end.
pub fn what_is_left(documents: &Documents, title: Title, view: &View, canvas: &Canvas) -> Chart {
    let kind = match title {
        Title::Drivers => ChartKind::DriverReach,
        Title::Constructors => ChartKind::ConstructorReach,
    };
    let mut sheet = Sheet::new(canvas, view);
    let Some(standings) = documents.standings else {
        return sheet.empty(kind, "The standings have not been loaded.");
    };
    let reach: Vec<Reach> = reach(standings, title);
    if reach.is_empty() {
        return sheet.empty(kind, "There are no standings yet.");
    }
    let series = series(standings, title, view, &sheet);
    let most = reach.iter().map(|reach| reach.most).fold(1.0, f64::max).min(1e6);
    let leader = reach.iter().map(|reach| reach.points).fold(0.0, f64::max);
    let names =
        sheet.widest(series.iter().map(|series| series.name.as_str()), 700).min(sheet.width / 3.0) + 14.0;
    let plot = sheet.plot([names, 6.0, sheet.width_of("1st to 20th", 600) + 14.0, 26.0]);
    let x = Scale::new([0.0, most], [plot.left, plot.right]);
    let palette = sheet.inks.palette;
    for tick in ticks::numbers(0.0, most, (plot.width() / 60.0) as usize) {
        sheet.rule([x.px(tick), plot.top], [x.px(tick), plot.bottom]);
        sheet.text([x.px(tick), plot.bottom + 13.0], points_figure(tick), 500, palette.ink3, Anchor::Middle);
    }
    let row_height = plot.height() / reach.len() as f64;
    for (i, (reach, series)) in reach.iter().zip(&series).enumerate() {
        let y = plot.top + (i as f64 + 0.5) * row_height;
        let half = (row_height * 0.3).min(8.0);
        let rgb = if reach.can_win() { palette.ink } else { palette.ink3 };
        sheet.text(
            [plot.left - 8.0, y],
            series.name.clone(),
            if series.chosen { 700 } else { 500 },
            rgb,
            Anchor::End,
        );
        let (now, end) = (x.px(reach.points.clamp(0.0, most)), x.px(reach.most.clamp(0.0, most)));
        for (from, to, alpha, dash) in [(plot.left, now, 0.8, Dash::Solid), (now, end, 0.0, Dash::Dashed)] {
            sheet.commands.push(Command::Rect {
                rect: Rect::new(from, y - half, to, y + half),
                radius: 1.0,
                fill: (0.0 < alpha).then(|| Colour::faint(series.colour, alpha)),
                pattern: Some((Pattern::None, Colour::faint(series.colour, 0.0))),
                stroke: Some(Stroke::solid(series.colour, 1.0).dashed(dash)),
            });
        }
        let text = if reach.best == reach.worst {
            ordinal(reach.best as u32)
        } else {
            format!("{} to {}", ordinal(reach.best as u32), ordinal(reach.worst as u32))
        };
        sheet.text([sheet.width - 2.0, y], text.clone(), 600, rgb, Anchor::End);
        sheet.targets.push(Target {
            series: i,
            x: reach.points,
            at: [f64::midpoint(plot.left, end), y],
            half: [(end - plot.left) / 2.0, row_height / 2.0],
            value: points_figure(reach.points),
            words: format!(
                "{}: {} points, {} at most, {text}",
                series.name,
                points_figure(reach.points),
                points_figure(reach.most)
            ),
        });
    }
    // Whoever does not get here cannot win any more.
    let px = x.px(leader.min(most));
    sheet.commands.push(Command::Line {
        points: vec![[px, plot.top], [px, plot.bottom]],
        stroke: Stroke::solid(palette.ink, 1.0),
    });
    let able: Vec<String> =
        reach.iter().zip(&series).filter(|(reach, _)| reach.can_win()).map(|(_, s)| s.name.clone()).collect();
    let mut table = Table::new(["Name", "Points", "At most", "Best place", "Worst place"]);
    for (reach, series) in reach.iter().zip(&series) {
        let mut cells = vec![series.name.clone(), points_figure(reach.points), points_figure(reach.most)];
        cells.extend([reach.best.to_string(), reach.worst.to_string()]);
        table.push(cells);
    }
    let told = Told {
        sentence: format!(
            "Points now, and dashed what is left; whoever's bar does not reach the line cannot win the title. {}",
            assumptions(standings, title)
        ),
        table,
        summary: format!("The title is still open to {}.", listed(&able)),
        missing: None,
    };
    sheet.series = series;
    sheet.finish(kind, plot, AxisOf::Nothing, x, told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::canvas;

    fn standings() -> Standings {
        let standing = |id: &str, team: &str, points: &[f64]| Standing {
            id: id.to_owned(),
            name: id.to_owned(),
            team: Some(team.to_owned()),
            colour: None,
            position: points.iter().map(|_| Some(1)).collect(),
            points: points.iter().map(|&points| Some(points)).collect(),
            wins: Vec::new(),
        };
        Standings {
            version: 1,
            season: 2025,
            rounds: vec![1, 2, 3],
            races_left: 1,
            sprints_left: 1,
            drivers: vec![
                standing("NOR", "McLaren", &[25.0, 43.0, 60.0]),
                standing("PIA", "McLaren", &[2.0, 27.0, 45.5]),
                standing("HAD", "Racing Bulls", &[0.0, 0.0]),
            ],
            constructors: vec![standing("McLaren", "McLaren", &[27.0, 70.0, 105.5])],
        }
    }

    #[test]
    fn points_by_round_with_short_columns() {
        let standings = standings();
        let documents = Documents { standings: Some(&standings), ..Documents::default() };
        let view = View { drivers: vec!["PIA".to_owned()], ..View::default() };
        let chart = progress(&documents, Title::Drivers, &view, &canvas(800.0, 400.0));
        assert_eq!(chart.table.rows[1][4], "45.5 (P1)");
        assert_eq!((chart.series[0].dash, chart.series[1].dash), (Dash::Solid, Dash::Dashed));
        assert_eq!(chart.targets.iter().filter(|target| target.series == 2).count(), 2);
        let teams = progress(&documents, Title::Constructors, &view, &canvas(800.0, 400.0));
        assert!(teams.series[0].chosen);
    }

    #[test]
    fn what_can_still_be_won() {
        let standings = standings();
        let documents = Documents { standings: Some(&standings), ..Documents::default() };
        let chart = what_is_left(&documents, Title::Drivers, &View::default(), &canvas(800.0, 200.0));
        assert_eq!(chart.summary, "The title is still open to NOR and PIA.");
        assert_eq!(chart.table.rows[1], ["PIA", "45.5", "78.5", "1", "2"].map(str::to_owned));
    }
}
