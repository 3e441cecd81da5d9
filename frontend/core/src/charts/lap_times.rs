//! Lap times by lap, the stints of the first chosen behind them, and what a set of tyres loses a lap.
//!
//! The loss is the slope of a straight line through the stint's laps that count, with its standard error. Fuel makes
//! cars faster by the lap and is not taken out of it.

use gridcast_shared::mart::LapFilter;

use super::cast::Cast;
use super::figures::{axis_time, counted, lap_time, number};
use super::geometry::Rect;
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Colour, Command, Dash, Shape, Stroke};
use super::sheet::{EndLabel, Names, Sheet, Side, Told, race_laps};
use super::stats::{BoxStats, Fit};
use super::table::Table;
use super::view::View;
use super::{Canvas, ChartKind, Documents, pace, ticks, tyres};

const KIND: ChartKind = ChartKind::LapTimes;

/// Most drivers whose fits are labelled.
const MOST_FITS: usize = 3;

/// A slope known no better than this says nothing, ms a lap.
const WORST_ERROR_MS: f64 = 300.0;

/// A stint's fit.
#[derive(Clone, Debug, PartialEq)]
pub struct StintFit {
    /// Index of the driver.
    pub driver: usize,
    /// From 1.
    pub stint: u8,
    /// First and last lap that count.
    pub laps: (u16, u16),
    /// As in the laps.
    pub compound: Option<String>,
    /// Time in ms by lap number.
    pub fit: Fit,
}

/// Fits of a driver's stints through the laps that count; stints with too few, or too scattered, have none.
pub fn fits(rows: &Rows, driver: usize, filter: LapFilter) -> Vec<StintFit> {
    let own = rows.of(driver);
    own.chunk_by(|a, b| a.stint == b.stint)
        .filter_map(|stint| {
            let counted = stint.iter().filter(|row| row.counts_for(filter));
            let points: Vec<(f64, f64)> =
                counted.filter_map(|row| Some((f64::from(row.lap), f64::from(row.time?)))).collect();
            let (first, last) = (points.first()?.0 as u16, points.last()?.0 as u16);
            let fit = Fit::of(&points).filter(|fit| fit.slope_error <= WORST_ERROR_MS)?;
            Some(StintFit {
                driver,
                stint: stint.first()?.stint,
                laps: (first, last),
                compound: stint.iter().find_map(|row| row.compound).map(str::to_owned),
                fit,
            })
        })
        .collect()
}

/// `+0.061 ± 0.012 s a lap`.
pub fn slope_words(fit: &Fit) -> String {
    let sign = if fit.slope < 0.0 { "" } else { "+" };
    format!("{sign}{} \u{b1} {} s a lap", number(fit.slope / 1000.0, 3), number(fit.slope_error / 1000.0, 3))
}

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let Some(laps) = documents.laps else { return sheet.empty(KIND, "There are no laps of this race.") };
    let rows = Rows::new(race, laps);
    let cast = Cast::new(race, view, &sheet.inks);
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let Some(range) = range(&rows, view.laps, (first, last)) else {
        return sheet.empty(KIND, "There are no lap times here.");
    };
    let codes = sheet.widest(cast.members.iter().map(|member| member.code), 700);
    let plot = sheet.plot([sheet.width_of("1:30.5", 500) + 12.0, 24.0, codes + 22.0, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new(range, [plot.bottom, plot.top]);

    let stints = documents.stints.map_or_else(|| tyres::stints_of(&rows), |stints| stints.stints.clone());
    let order = cast.drawing_order(view);
    let chosen: Vec<usize> = order.iter().rev().copied().filter(|&i| cast.members[i].chosen).collect();
    if let Some(&first_chosen) = chosen.first() {
        shade(&mut sheet, &stints, first_chosen, &x, &plot);
    }
    sheet.bands(&race.periods, &x, &plot, Names::Foot);
    let ticks = ticks::times(range[0], range[1], (plot.height() / 45.0) as usize);
    let decimals = ticks::decimals(&ticks.iter().map(|tick| tick / 1000.0).collect::<Vec<_>>());
    for &tick in &ticks {
        sheet.rule([plot.left, y.px(tick)], [plot.right, y.px(tick)]);
        let ink = sheet.inks.palette.ink3;
        sheet.text([plot.left - 8.0, y.px(tick)], axis_time(tick, decimals), 500, ink, Anchor::End);
    }
    sheet.lap_axis(&x, &plot, "Lap");
    sheet.series = cast.series();
    let points = |driver: usize| -> Vec<(u16, [f64; 2])> {
        let own = rows.of(driver).iter();
        own.filter_map(|row| Some((row.lap, [x.px(f64::from(row.lap)), y.px(f64::from(row.time?))])))
            .collect()
    };
    for &driver in &order {
        let member = &cast.members[driver];
        let points = points(driver);
        for part in points.chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(|point| point.1).collect();
            if member.chosen {
                sheet.line(&line, Stroke::solid(member.colour, 1.0).dashed(member.dash), &plot);
            } else {
                let quiet = Stroke {
                    colour: Colour::faint(sheet.inks.palette.edge, 0.45),
                    width: 1.0,
                    dash: Dash::Solid,
                };
                sheet.line(&line, quiet, &plot);
            }
        }
        for (_, at) in points.iter().filter(|point| member.chosen && plot.contains(point.1)) {
            let fill = if member.second { sheet.inks.palette.ground } else { member.colour };
            sheet.mark(*at, Shape::Circle, 2.5, Some(fill), Some(Stroke::solid(member.colour, 1.25)));
        }
    }
    let fitted: Vec<StintFit> =
        chosen.iter().take(MOST_FITS).flat_map(|&driver| fits(&rows, driver, view.laps)).collect();
    for fit in &fitted {
        draw_fit(&mut sheet, fit, cast.members[fit.driver].colour, (&x, &y), &plot);
    }
    let named = if sheet.is_narrow() { chosen.first().copied() } else { None };
    let shown = fitted.iter().filter(|fit| named.is_none_or(|driver| fit.driver == driver));
    label_fits(&mut sheet, shown, &cast, (&x, &y), &plot);
    let labels = chosen.iter().filter_map(|&driver| {
        let points = points(driver);
        let end = points.iter().rfind(|point| plot.contains(point.1))?;
        Some(EndLabel { y: end.1[1], text: cast.code(driver).to_owned(), chosen: true })
    });
    let labels: Vec<EndLabel> = labels.collect();
    sheet.end_labels(labels, &plot, Side::Right);
    for row in rows.iter() {
        let Some(time) = row.time.map(f64::from).filter(|&time| y.holds(time)) else { continue };
        let tyre = sheet.inks.tyre(row.compound);
        let life = row
            .tyre_life
            .map_or_else(String::new, |life| format!(", {} old", counted(usize::from(life), "lap", "laps")));
        let words = format!(
            "{}, lap {}: {}, {} tyres{life}",
            cast.code(row.driver),
            row.lap,
            lap_time(time),
            tyre.word
        );
        let at = [x.px(f64::from(row.lap)), y.px(time)];
        sheet.target(&plot, row.driver, f64::from(row.lap), at, lap_time(time), words);
    }
    let below = sheet.is_for_file().then(|| fit_table(&cast, &rows, view.laps, (first, last)));
    let told = Told {
        sentence: format!(
            "Lap times; slower laps leave above. Shaded: stints of the first chosen. Straight lines: what a set loses, \
             fitted to {}, with its standard error; fuel is not taken out.",
            pace::filter_words(view.laps).to_lowercase()
        ),
        table: Table { below: below.map(Box::new), ..table(&cast, &rows) },
        summary: summary(&cast, &rows, &fitted),
        missing: chosen
            .is_empty()
            .then(|| "Choose a driver to see stints and what the tyres lose.".to_owned()),
    };
    sheet.finish(KIND, plot, AxisOf::Lap, x, told)
}

/// Times shown, ms: those of the laps that count; of all where none does.
fn range(rows: &Rows, filter: LapFilter, laps: (u16, u16)) -> Option<[f64; 2]> {
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

fn shade(sheet: &mut Sheet, stints: &[gridcast_shared::mart::Stint], driver: usize, x: &Scale, plot: &Rect) {
    let own = stints.iter().filter(|stint| usize::from(stint.driver) == driver && 0 < stint.first_lap);
    for (i, stint) in own.enumerate() {
        let (left, right) = (x.px(f64::from(stint.first_lap - 1)), x.px(f64::from(stint.last_lap)));
        let Some(rect) = Rect::new(left, plot.top, right, plot.bottom).shared(plot) else { continue };
        let palette = sheet.inks.palette;
        if i.is_multiple_of(2) {
            sheet.rect(rect, Colour::faint(palette.track, 0.45));
        }
        let tyre = sheet.inks.tyre(stint.compound.as_deref());
        sheet.rect(
            Rect::new(rect.left + 1.0, rect.top - 3.0, rect.right - 1.0, rect.top),
            Colour::solid(tyre.colour),
        );
        let middle = rect.centre()[0];
        if sheet.width_of(&tyre.letter, 700) < rect.width() {
            sheet.text([middle, rect.top - 12.0], tyre.letter, 700, palette.ink, Anchor::Middle);
        }
    }
}

/// The line over its stint, and one standard error to both sides of it.
fn draw_fit(sheet: &mut Sheet, fit: &StintFit, colour: u32, (x, y): (&Scale, &Scale), plot: &Rect) {
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
    sheet.commands.push(Command::Area { points, fill: Colour::faint(colour, 0.16) });
    let line = [from, to].map(|lap| [x.px(lap), y.px(fit.fit.at(lap))]);
    sheet.line(&line, Stroke::solid(sheet.inks.palette.ground, 4.0), plot);
    sheet.line(&line, Stroke::solid(colour, 2.0), plot);
}

/// Slopes beside their lines: above, below, or further off, where they lie on no other.
fn label_fits<'f>(
    sheet: &mut Sheet,
    fits: impl Iterator<Item = &'f StintFit>,
    cast: &Cast,
    (x, y): (&Scale, &Scale),
    plot: &Rect,
) {
    let mut taken: Vec<Rect> = Vec::new();
    for fit in fits {
        let words = format!("{} {}", cast.code(fit.driver), slope_words(&fit.fit));
        let (from, to) = (f64::from(fit.laps.0).max(x.data[0]), f64::from(fit.laps.1).min(x.data[1]));
        let half = sheet.width_of(&words, 600) / 2.0;
        if x.px(to) - x.px(from) + 30.0 < 2.0 * half {
            continue;
        }
        let lap = f64::midpoint(from, to);
        let middle = x.px(lap).max(plot.left + half).min(plot.right - half);
        let line = y.px(fit.fit.at(lap));
        let place = [-16.0, 18.0, -34.0, 36.0, -52.0, 54.0].into_iter().find_map(|offset| {
            let at = line + offset;
            let rect = Rect::new(middle - half, at - 8.0, middle + half, at + 8.0);
            let free = plot.contains([middle, at - 8.0]) && plot.contains([middle, at + 8.0]);
            (free && taken.iter().all(|other| other.shared(&rect).is_none())).then_some((at, rect))
        });
        if let Some((at, rect)) = place {
            taken.push(rect);
            let ink = sheet.inks.palette.ink;
            sheet.haloed([middle, at], words, 600, ink, Anchor::Middle);
        }
    }
}

/// What every set of tyres lost that was driven in a range of laps.
fn fit_table(cast: &Cast, rows: &Rows, filter: LapFilter, seen: (u16, u16)) -> Table {
    let mut table = Table::new([
        "Driver",
        "Stint",
        "Compound",
        "First lap",
        "Last lap",
        "Laps that count",
        "Loss, s a lap",
        "Standard error, s a lap",
    ]);
    let all = (0..cast.members.len()).flat_map(|driver| fits(rows, driver, filter));
    for fit in all.filter(|fit| fit.laps.0 <= seen.1 && seen.0 <= fit.laps.1) {
        table.push(vec![
            cast.code(fit.driver).to_owned(),
            fit.stint.to_string(),
            fit.compound.unwrap_or_default(),
            fit.laps.0.to_string(),
            fit.laps.1.to_string(),
            fit.fit.n.to_string(),
            number(fit.fit.slope / 1000.0, 4),
            number(fit.fit.slope_error / 1000.0, 4),
        ]);
    }
    table
}

fn table(cast: &Cast, rows: &Rows) -> Table {
    Table::by_lap(cast, rows.last_lap(), |driver, lap| {
        Some(lap_time(f64::from(rows.lap(driver, lap)?.time?)))
    })
}

fn summary(cast: &Cast, rows: &Rows, fitted: &[StintFit]) -> String {
    let best = rows.iter().filter_map(|row| Some((row.time?, row))).min_by_key(|best| (best.0, best.1.lap));
    let mut words = best.map_or_else(String::new, |(time, row)| {
        format!("Fastest lap: {}, {}, lap {}.", cast.code(row.driver), lap_time(f64::from(time)), row.lap)
    });
    for fit in fitted {
        words = format!(
            "{words} {}, stint {}: {} over {}.",
            cast.code(fit.driver),
            fit.stint,
            slope_words(&fit.fit),
            counted(fit.fit.n, "lap", "laps")
        );
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};

    #[test]
    fn a_file_has_the_laps_that_are_seen_and_below_them_what_the_tyres_lost() {
        let (race, laps) = sample();
        let view = View { zoom: Some((10, 14)), ..View::default() };
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
    fn tyres_lose_what_the_sample_says() {
        let (race, laps) = sample();
        let rows = Rows::new(&race, &laps);
        let fits = fits(&rows, 0, LapFilter::Green);
        assert_eq!(fits.iter().map(|fit| (fit.stint, fit.fit.n)).collect::<Vec<_>>(), [(1, 6), (2, 8)]);
        assert!(fits.iter().all(|fit| (fit.fit.slope - 60.0).abs() < 1e-6 && fit.fit.slope_error < 1e-3));
        assert_eq!(slope_words(&fits[0].fit), "+0.060 ± 0.000 s a lap");
    }

    #[test]
    fn slow_laps_leave_the_plot_but_not_the_table() {
        let (race, laps) = sample();
        let view = View { drivers: vec!["NOR".to_owned()], ..View::default() };
        let chart = chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0));
        assert!(chart.targets.iter().all(|target| !target.words.contains("lap 14:")));
        assert_eq!(chart.table.rows[13][1], "1:58.360");
        assert!(chart.summary.starts_with("Fastest lap: NOR, 1:28.120, lap 2."), "{}", chart.summary);
    }
}
