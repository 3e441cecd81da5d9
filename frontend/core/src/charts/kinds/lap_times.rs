//! Lap times by lap, the stints of the first chosen behind them, and what a set of tyres loses a lap.
//!
//! The loss is the slope of a straight line through the stint's laps that count, with its standard error. Fuel makes
//! cars faster by the lap and is not taken out of it.

use gridcast_shared::mart::LapFilter;
use gridcast_shared::session::SessionKind;

use crate::charts::axis::scale::Scale;
use crate::charts::axis::ticks;
use crate::charts::build::builder::{BandLabels, ChartBuilder, Description, EndLabel, Side, race_laps};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::LapRows;
use crate::charts::data::stats::BoxStats;
use crate::charts::data::stint_fit::{StintFit, fits};
use crate::charts::data::stints::stints_of;
use crate::charts::documents::Documents;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Shape};
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{axis_time, lap_time, number};

const KIND: ChartKind = ChartKind::LapTimes;

/// Most drivers whose fits are labelled.
const MOST_FITS: usize = 3;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let Some(laps) = documents.laps else { return builder.empty(KIND, Missing::Laps) };
    let rows = LapRows::new(race, laps);
    let entrants = Entrants::new(race, view, &builder.palette);
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let Some(range) = range(&rows, view.laps, (first, last)) else {
        return builder.empty(KIND, Missing::LapTimes);
    };
    let codes = builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700);
    let plot = builder.plot([builder.width_of("1:30.5", 500) + 12.0, 24.0, codes + 22.0, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new(range, [plot.bottom, plot.top]);

    let stints = documents.stints.map_or_else(|| stints_of(&rows), |stints| stints.stints.clone());
    let order = entrants.drawing_order(view);
    let chosen: Vec<usize> = order.iter().rev().copied().filter(|&i| entrants.all[i].chosen).collect();
    if let Some(&first_chosen) = chosen.first() {
        shade(&mut builder, &stints, first_chosen, &x, &plot);
    }
    builder.bands(&race.periods, &x, &plot, BandLabels::Foot);
    let ticks = ticks::times(range[0], range[1], (plot.height() / 45.0) as usize);
    let decimals = ticks::decimals(&ticks.iter().map(|tick| tick / 1000.0).collect::<Vec<_>>());
    for &tick in &ticks {
        builder.rule([plot.left, y.px(tick)], [plot.right, y.px(tick)]);
        let ink = builder.palette.colours.ink3;
        builder.text([plot.left - 8.0, y.px(tick)], axis_time(tick, decimals), 500, ink, Anchor::End);
    }
    builder.lap_axis(&x, &plot, words::lap());
    builder.series = entrants.series();
    let points = |driver: usize| -> Vec<(u16, [f64; 2])> {
        let own = rows.of(driver).iter();
        own.filter_map(|row| Some((row.lap, [x.px(f64::from(row.lap)), y.px(f64::from(row.time?))])))
            .collect()
    };
    // In practice and qualifying quick laps stand among slow ones, and lines out of the plot tell nothing.
    let stand_alone = match race.session.kind() {
        SessionKind::Race | SessionKind::Sprint => false,
        SessionKind::Qualifying | SessionKind::SprintQualifying | SessionKind::Practice => true,
    };
    let joins = |a: [f64; 2], b: [f64; 2]| !stand_alone || plot.contains(a) && plot.contains(b);
    let faint = Colour::faint(builder.palette.colours.edge, 0.45);
    for &driver in &order {
        let entrant = &entrants.all[driver];
        let points = points(driver);
        for part in points.chunk_by(|a, b| b.0 - a.0 == 1 && joins(a.1, b.1)) {
            let line: Vec<[f64; 2]> = part.iter().map(|point| point.1).collect();
            if entrant.chosen {
                builder.line(&line, LineStyle::solid(entrant.colour, 1.0).dashed(entrant.dash), &plot);
            } else {
                builder.line(&line, LineStyle { colour: faint, width: 1.0, dash: Dash::Solid }, &plot);
            }
        }
        let in_plot = points.iter().filter(|point| plot.contains(point.1));
        for (_, at) in in_plot.filter(|_| entrant.chosen || stand_alone) {
            if !entrant.chosen {
                builder.mark(*at, Shape::Circle, 1.5, Some(builder.palette.colours.edge), None);
                continue;
            }
            let fill = if entrant.second { builder.palette.colours.ground } else { entrant.colour };
            builder.mark(*at, Shape::Circle, 2.5, Some(fill), Some(LineStyle::solid(entrant.colour, 1.25)));
        }
    }
    deleted(&mut builder, &entrants, &rows, (&x, &y), &plot);
    let fitted: Vec<StintFit> =
        chosen.iter().take(MOST_FITS).flat_map(|&driver| fits(&rows, driver, view.laps)).collect();
    for fit in &fitted {
        draw_fit(&mut builder, fit, entrants.all[fit.driver].colour, (&x, &y), &plot);
    }
    let named = if builder.is_narrow() { chosen.first().copied() } else { None };
    let shown = fitted.iter().filter(|fit| named.is_none_or(|driver| fit.driver == driver));
    label_fits(&mut builder, shown, &entrants, (&x, &y), &plot);
    let labels = chosen.iter().filter_map(|&driver| {
        let points = points(driver);
        let end = points.iter().rfind(|point| plot.contains(point.1))?;
        Some(EndLabel { y: end.1[1], text: entrants.code(driver).to_owned(), chosen: true })
    });
    let labels: Vec<EndLabel> = labels.collect();
    builder.end_labels(labels, &plot, Side::Right);
    for row in rows.iter() {
        let Some(time) = row.time.map(f64::from).filter(|&time| y.holds(time)) else { continue };
        let words = words::lap_times::lap(entrants.code(row.driver), row, time);
        let at = [x.px(f64::from(row.lap)), y.px(time)];
        builder.target(&plot, row.driver, f64::from(row.lap), at, lap_time(time), words);
    }
    let below = builder.is_for_file().then(|| fit_table(&entrants, &rows, view.laps, (first, last)));
    let description = Description {
        sentence: words::lap_times::sentence(view.laps),
        table: Table { below: below.map(Box::new), ..table(&entrants, &rows) },
        summary: words::lap_times::summary(&entrants, &rows, &fitted),
        missing: chosen.is_empty().then_some(Missing::ChosenDriver),
    };
    builder.finish(KIND, plot, AxisKind::Lap, x, description)
}

/// Times shown, ms: those of the laps that count; of all where none does.
fn range(rows: &LapRows, filter: LapFilter, laps: (u16, u16)) -> Option<[f64; 2]> {
    let times = |filter: LapFilter| -> Vec<f64> {
        let seen = rows.iter().filter(|row| (laps.0..=laps.1).contains(&row.lap) && row.counts_for(filter));
        seen.filter_map(|row| row.time).map(f64::from).collect()
    };
    let counted = times(filter);
    let any = || rows.iter().filter_map(|row| row.time).map(f64::from).collect::<Vec<f64>>();
    let counted = if counted.is_empty() { any() } else { counted };
    let stats = BoxStats::of(&counted)?;
    let high = stats.whisker_high.max(stats.whisker_low + 1000.0);
    let low = counted.iter().copied().fold(f64::INFINITY, f64::min);
    let margin = 0.04 * (high - low);
    Some([low - margin, high + 2.0 * margin])
}

fn shade(
    builder: &mut ChartBuilder,
    stints: &[gridcast_shared::mart::Stint],
    driver: usize,
    x: &Scale,
    plot: &Bounds,
) {
    let own = stints.iter().filter(|stint| usize::from(stint.driver) == driver && 0 < stint.first_lap);
    for (i, stint) in own.enumerate() {
        let (left, right) = (x.px(f64::from(stint.first_lap - 1)), x.px(f64::from(stint.last_lap)));
        let Some(rect) = Bounds::new(left, plot.top, right, plot.bottom).shared(plot) else { continue };
        let colours = builder.palette.colours;
        if i.is_multiple_of(2) {
            builder.rect(rect, Colour::faint(colours.track, 0.45));
        }
        let tyre = builder.palette.tyre(stint.compound.as_deref());
        builder.rect(
            Bounds::new(rect.left + 1.0, rect.top - 3.0, rect.right - 1.0, rect.top),
            Colour::solid(tyre.colour),
        );
        let middle = rect.centre()[0];
        if builder.width_of(&tyre.letter, 700) < rect.width() {
            builder.text([middle, rect.top - 12.0], tyre.letter, 700, colours.ink, Anchor::Middle);
        }
    }
}

/// A square around every lap whose time was deleted.
fn deleted(
    builder: &mut ChartBuilder,
    entrants: &Entrants,
    rows: &LapRows,
    (x, y): (&Scale, &Scale),
    plot: &Bounds,
) {
    for row in rows.iter().filter(|row| row.deleted) {
        let Some(time) = row.time else { continue };
        let at = [x.px(f64::from(row.lap)), y.px(f64::from(time))];
        let entrant = &entrants.all[row.driver];
        let rgb = if entrant.chosen { entrant.colour } else { builder.palette.colours.edge };
        if plot.contains(at) {
            builder.mark(at, Shape::Square, 4.5, None, Some(LineStyle::solid(rgb, 1.25)));
        }
    }
}

/// The line over its stint, and one standard error to both sides of it.
fn draw_fit(
    builder: &mut ChartBuilder,
    fit: &StintFit,
    colour: u32,
    (x, y): (&Scale, &Scale),
    plot: &Bounds,
) {
    let (from, to) = (f64::from(fit.laps.0).max(x.data[0]), f64::from(fit.laps.1).min(x.data[1]));
    if to <= from {
        return;
    }
    let at = |lap: f64, errors: f64| {
        let py = y.px(fit.fit.at(lap) + errors * fit.fit.error_at(lap));
        [x.px(lap), py.clamp(plot.top, plot.bottom)]
    };
    let steps = (0..=8).map(|i| from + (to - from) * f64::from(i) / 8.0);
    let mut points: Vec<[f64; 2]> = steps.clone().map(|lap| at(lap, 1.0)).collect();
    points.extend(steps.rev().map(|lap| at(lap, -1.0)));
    builder.commands.push(Command::Area { points, fill: Colour::faint(colour, 0.16) });
    let line = [from, to].map(|lap| [x.px(lap), y.px(fit.fit.at(lap))]);
    builder.line(&line, LineStyle::solid(builder.palette.colours.ground, 4.0), plot);
    builder.line(&line, LineStyle::solid(colour, 2.0), plot);
}

/// Slopes beside their lines: above, below, or further off, where they lie on no other.
fn label_fits<'f>(
    builder: &mut ChartBuilder,
    fits: impl Iterator<Item = &'f StintFit>,
    entrants: &Entrants,
    (x, y): (&Scale, &Scale),
    plot: &Bounds,
) {
    let mut taken: Vec<Bounds> = Vec::new();
    for fit in fits {
        let words = format!("{} {}", entrants.code(fit.driver), words::lap_times::slope(&fit.fit));
        let (from, to) = (f64::from(fit.laps.0).max(x.data[0]), f64::from(fit.laps.1).min(x.data[1]));
        let half = builder.width_of(&words, 600) / 2.0;
        if x.px(to) - x.px(from) + 30.0 < 2.0 * half {
            continue;
        }
        let lap = f64::midpoint(from, to);
        let middle = x.px(lap).max(plot.left + half).min(plot.right - half);
        let line = y.px(fit.fit.at(lap));
        let place = [-16.0, 18.0, -34.0, 36.0, -52.0, 54.0].into_iter().find_map(|offset| {
            let at = line + offset;
            let rect = Bounds::new(middle - half, at - 8.0, middle + half, at + 8.0);
            let free = plot.contains([middle, at - 8.0]) && plot.contains([middle, at + 8.0]);
            (free && taken.iter().all(|other| other.shared(&rect).is_none())).then_some((at, rect))
        });
        if let Some((at, rect)) = place {
            taken.push(rect);
            let ink = builder.palette.colours.ink;
            builder.haloed([middle, at], words, 600, ink, Anchor::Middle);
        }
    }
}

/// What every set of tyres lost that was driven in a range of laps.
fn fit_table(entrants: &Entrants, rows: &LapRows, filter: LapFilter, seen: (u16, u16)) -> Table {
    let mut table = Table::new(words::lap_times::fit_heads());
    let all = (0..entrants.all.len()).flat_map(|driver| fits(rows, driver, filter));
    for fit in all.filter(|fit| fit.laps.0 <= seen.1 && seen.0 <= fit.laps.1) {
        let cells = vec![
            entrants.code(fit.driver).to_owned(),
            fit.stint.to_string(),
            fit.compound.unwrap_or_default(),
            fit.laps.0.to_string(),
            fit.laps.1.to_string(),
            fit.fit.n.to_string(),
            number(fit.fit.slope / 1000.0, 4),
            number(fit.fit.slope_error / 1000.0, 4),
        ];
        table.push_range([fit.laps.0, fit.laps.1].map(f64::from), cells);
    }
    table
}

fn table(entrants: &Entrants, rows: &LapRows) -> Table {
    Table::by_lap(entrants, rows.last_lap(), |driver, lap| {
        let row = rows.lap(driver, lap)?;
        Some(words::lap_times::time(row, f64::from(row.time?)))
    })
}

#[cfg(test)]
mod tests {
    use gridcast_shared::mart::{Laps, Race, WeekendSession};

    use super::*;
    use crate::charts::testing::{canvas, documents, sample};

    #[test]
    fn a_file_has_the_laps_that_are_seen_and_below_them_what_the_tyres_lost() {
        let (race, laps) = sample();
        let view = ViewState { zoom: Some((10, 14)), ..ViewState::default() };
        let for_file = Canvas { for_file: true, ..canvas(900.0, 340.0) };
        let csv = chart(&documents(&race, &laps), &view, &for_file).seen().csv();
        let lines: Vec<&str> = csv.lines().collect();
        let first: Vec<&str> = lines.iter().filter_map(|line| line.split(',').next()).collect();
        assert_eq!(first[..7], ["Lap", "10", "11", "12", "13", "14", ""]);
        assert!(lines[7].starts_with("Driver,Stint,Compound,First lap"), "{csv}");
        assert!(
            lines.iter().any(|line| line.starts_with("NOR,2,") && line.contains(",0.0600,0.0000")),
            "{csv}"
        );
        assert!(!lines.iter().any(|line| line.starts_with("NOR,1,")), "{csv}");
        let on_page = chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0));
        assert_eq!((on_page.table.rows.len(), on_page.table.below), (20, None));
    }

    #[test]
    fn quick_laps_of_qualifying_stand_alone_among_slow_ones() {
        let (mut race, mut laps) = sample();
        laps.time[1] = laps.time[1].map(|time| time + 60_000);
        let leaving = |race: &Race, laps: &Laps| {
            let chart = chart(&documents(race, laps), &ViewState::default(), &canvas(900.0, 340.0));
            let top = chart.plot.top;
            let leaves = |points: &[[f64; 2]]| points.iter().any(|at| at[1] <= top + 0.01);
            let is_leaving = |command: &&Command| matches!(command, Command::Line { points, .. } if 1 < points.len() && leaves(points));
            chart.commands.iter().filter(is_leaving).count()
        };
        let in_race = leaving(&race, &laps);
        race.session = WeekendSession::Qualifying;
        assert!(leaving(&race, &laps) < in_race);
    }

    #[test]
    fn tyres_lose_what_the_sample_says() {
        let (race, laps) = sample();
        let rows = LapRows::new(&race, &laps);
        let fits = fits(&rows, 0, LapFilter::Green);
        assert_eq!(fits.iter().map(|fit| (fit.stint, fit.fit.n)).collect::<Vec<_>>(), [(1, 6), (2, 8)]);
        assert!(fits.iter().all(|fit| (fit.fit.slope - 60.0).abs() < 1e-6 && fit.fit.slope_error < 1e-3));
        assert_eq!(words::lap_times::slope(&fits[0].fit), "+0.060 ± 0.000 s a lap");
    }

    #[test]
    fn a_deleted_lap_stays_marked_and_is_not_the_fastest() {
        let (race, mut laps) = sample();
        laps.deleted[1] = true;
        laps.counts[1] = 0;
        let chart = chart(&documents(&race, &laps), &ViewState::default(), &canvas(900.0, 340.0));
        let squares = chart
            .commands
            .iter()
            .filter(|command| matches!(command, Command::Mark { shape: Shape::Square, .. }));
        assert_eq!(squares.count(), 1);
        let target = chart.targets.iter().find(|target| target.words.starts_with("NOR, lap 2:")).unwrap();
        assert!(target.words.contains("1:28.120, deleted"), "{}", target.words);
        assert_eq!(chart.table.rows[1].cells[1], "1:28.120 deleted");
        // As fast on the next set.
        assert!(chart.summary.starts_with("Fastest lap: NOR, 1:28.120, lap 10."), "{}", chart.summary);
    }

    #[test]
    fn slow_laps_leave_the_plot_but_not_the_table() {
        let (race, laps) = sample();
        let view = ViewState { drivers: vec!["NOR".to_owned()], ..ViewState::default() };
        let chart = chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0));
        assert!(chart.targets.iter().all(|target| !target.words.contains("lap 14:")));
        assert_eq!(chart.table.rows[13].cells[1], "1:58.360");
        assert!(chart.summary.starts_with("Fastest lap: NOR, 1:28.120, lap 2."), "{}", chart.summary);
    }
}
