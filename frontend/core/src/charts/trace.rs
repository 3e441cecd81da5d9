//! Race trace: how far everybody is ahead of a car that drives one pace all race. Up is ahead, a line's slope is
//! pace, and a stop is a step down.

use super::cast::Cast;
use super::figures::{lap_time, number, signed};
use super::geometry::Rect;
use super::rows::Rows;
use super::scale::Scale;
use super::scene::{Anchor, AxisOf, Chart, Stroke};
use super::sheet::{EndLabel, Names, Sheet, Side, Told, race_laps};
use super::stats::quantile;
use super::table::Table;
use super::view::{Reference, View};
use super::{Canvas, ChartKind, Documents, ticks};

const KIND: ChartKind = ChartKind::Trace;

/// When the car of reference ends each lap.
enum Pace {
    /// The same time for every lap, ms.
    Even(f64),
    /// A driver's own laps.
    Laps(usize),
}

impl Pace {
    /// ms after the start; `None` where the driver of reference did not drive.
    fn end(&self, rows: &Rows, lap: u16) -> Option<f64> {
        match self {
            Self::Even(pace) => Some(pace * f64::from(lap)),
            Self::Laps(driver) => rows.lap(*driver, lap)?.end.map(f64::from),
        }
    }
}

/// The mean lap of whoever drove farthest, and of those the first, ms.
pub fn mean_of_winner(rows: &Rows) -> Option<f64> {
    let ends = (0..rows.drivers()).filter_map(|driver| {
        let row = rows.of(driver).iter().rfind(|row| row.end.is_some())?;
        Some((row.lap, row.end?))
    });
    let (lap, end) = ends.max_by_key(|&(lap, end)| (lap, std::cmp::Reverse(end)))?;
    Some(f64::from(end) / f64::from(lap))
}

fn pace(view: &View, cast: &Cast, rows: &Rows) -> Option<(Pace, String)> {
    let winner = || {
        let mean = mean_of_winner(rows)?;
        Some((Pace::Even(mean), format!("the winner's mean lap, {}", lap_time(mean))))
    };
    match &view.reference {
        Reference::Winner => winner(),
        Reference::Pace(ms) => {
            let pace = f64::from(*ms);
            Some((Pace::Even(pace), format!("laps of {}", lap_time(pace))))
        }
        Reference::Driver(code) => match cast.by_code(code) {
            Some(driver) => Some((Pace::Laps(driver), format!("{code}, lap by lap"))),
            None => winner(),
        },
    }
}

/// The chart.
pub fn chart(documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    let mut sheet = Sheet::new(canvas, view);
    let Some(race) = documents.race else { return sheet.empty(KIND, "The race has not been loaded.") };
    let Some(laps) = documents.laps else { return sheet.empty(KIND, "There are no laps of this race.") };
    let rows = Rows::new(race, laps);
    let cast = Cast::new(race, view, &sheet.inks);
    let Some((pace, reference)) = pace(view, &cast, &rows) else {
        return sheet.empty(KIND, "There are no times at the line of this race.");
    };
    // Seconds ahead of the reference.
    let ways: Vec<Vec<(u16, f64)>> = (0..rows.drivers())
        .map(|driver| {
            let laps = rows.of(driver).iter();
            laps.filter_map(|row| Some((row.lap, (pace.end(&rows, row.lap)? - f64::from(row.end?)) / 1000.0)))
                .collect()
        })
        .collect();
    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let range = range(&ways, &cast, (first, last));

    let codes = sheet.widest(cast.members.iter().map(|member| member.code), 700);
    let right = codes + sheet.width_of("\u{2002}\u{2212}000.0", 500) + 22.0;
    let plot = sheet.plot([sheet.width_of("\u{2212}100 s", 500) + 10.0, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new(range, [plot.bottom, plot.top]);
    sheet.bands(&race.periods, &x, &plot, Names::Foot);
    seconds_axis(&mut sheet, &y, &plot);
    sheet.lap_axis(&x, &plot, "Lap");
    sheet.series = cast.series();
    let order = cast.drawing_order(view);
    let px = |point: &(u16, f64)| [x.px(f64::from(point.0)), y.px(point.1)];
    for &driver in &order {
        for part in ways[driver].chunk_by(|a, b| b.0 - a.0 == 1) {
            let line: Vec<[f64; 2]> = part.iter().map(px).collect();
            sheet.driver_line(&line, &cast.members[driver], &plot);
        }
    }
    let mut labels = Vec::new();
    for &driver in &order {
        let member = &cast.members[driver];
        for point in ways[driver].iter().filter(|point| member.chosen && plot.contains(px(point))) {
            if rows.lap(driver, point.0).is_some_and(|row| row.pit_in) {
                sheet.ring(px(point), member);
            }
        }
        let Some(end) = ways[driver].last() else { continue };
        if member.retired_after().is_some() && plot.contains(px(end)) {
            sheet.named_out(px(end), member, &plot);
        }
        if let Some(at) = member.end_of(&ways[driver], (first, last)) {
            let text = format!("{}\u{2002}{}", member.code, signed(at.1 * 1000.0, 1));
            labels.push(EndLabel { y: px(at)[1].clamp(plot.top, plot.bottom), text, chosen: member.chosen });
        }
    }
    sheet.end_labels(labels, &plot, Side::Right);
    for (driver, way) in ways.iter().enumerate() {
        for point in way {
            let side = if point.1 < 0.0 { "behind" } else { "ahead of" };
            let words = format!(
                "{}, lap {}: {} s {side} the reference",
                cast.code(driver),
                point.0,
                number(point.1.abs(), 1)
            );
            sheet.target(&plot, driver, f64::from(point.0), px(point), signed(point.1 * 1000.0, 1), words);
        }
    }
    let told = Told {
        sentence: format!("Seconds ahead of {reference}; up is ahead. Rings are stops, crosses cars out."),
        table: table(&cast, &ways, &rows),
        summary: summary(&cast, &ways, &reference),
        missing: None,
    };
    sheet.finish(KIND, plot, AxisOf::Lap, x, told)
}

/// Least and greatest seconds shown: of all but the farthest behind, and of the chosen.
fn range(ways: &[Vec<(u16, f64)>], cast: &Cast, laps: (u16, u16)) -> [f64; 2] {
    let seen = |chosen: bool| {
        let drivers = ways.iter().zip(&cast.members).filter(move |(_, member)| !chosen || member.chosen);
        drivers
            .flat_map(|(way, _)| way)
            .filter(move |point| (laps.0..=laps.1).contains(&point.0))
            .map(|point| point.1)
    };
    let mut all: Vec<f64> = seen(false).collect();
    all.sort_unstable_by(f64::total_cmp);
    let high = all.last().copied().unwrap_or(0.0).max(0.0);
    let usual = quantile(&all, 0.04).unwrap_or(0.0).min(-1.0);
    let low = seen(true).fold(usual, f64::min).max(3.0 * usual);
    let margin = 0.03 * (high - low);
    [low - margin, high + margin]
}

/// Seconds with signs, and the line of nought.
fn seconds_axis(sheet: &mut Sheet, y: &Scale, plot: &Rect) {
    let ticks = ticks::numbers(y.data[0], y.data[1], (plot.height() / 36.0) as usize);
    let decimals = ticks::decimals(&ticks);
    for &tick in &ticks {
        let py = y.px(tick);
        let palette = sheet.inks.palette;
        let rgb = if tick.abs() < 1e-9 { palette.edge } else { palette.line };
        sheet.line(&[[plot.left, py], [plot.right, py]], Stroke::solid(rgb, 1.0), plot);
        let text = if tick.abs() < 1e-9 { "0 s".to_owned() } else { signed(tick * 1000.0, decimals) };
        sheet.text([plot.left - 8.0, py], text, 500, palette.ink3, Anchor::End);
    }
}

fn table(cast: &Cast, ways: &[Vec<(u16, f64)>], rows: &Rows) -> Table {
    let mut table = Table::new(["Lap"].into_iter().chain(cast.members.iter().map(|member| member.code)));
    for lap in 1..=rows.last_lap() {
        let mut cells = vec![lap.to_string()];
        cells.extend(ways.iter().map(|way| {
            let found = way.binary_search_by_key(&lap, |point| point.0).ok();
            found.map_or_else(String::new, |i| number(way[i].1, 3))
        }));
        if cells[1..].iter().any(|cell| !cell.is_empty()) {
            table.push(cells);
        }
    }
    table
}

fn summary(cast: &Cast, ways: &[Vec<(u16, f64)>], reference: &str) -> String {
    let ends: Vec<String> = ways
        .iter()
        .enumerate()
        .filter_map(|(driver, way)| {
            let end = way.last()?;
            Some(format!("{} {} s after lap {}", cast.code(driver), signed(end.1 * 1000.0, 1), end.0))
        })
        .take(3)
        .collect();
    format!("Against {reference}: {}.", super::figures::listed(&ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, cut_laps, documents, sample, texts};

    fn drawn(reference: Reference) -> Chart {
        let (race, laps) = sample();
        let view = View { reference, ..View::default() };
        chart(&documents(&race, &laps), &view, &canvas(900.0, 340.0))
    }

    #[test]
    fn the_winner_ends_where_the_reference_does() {
        let chart = drawn(Reference::Winner);
        assert_eq!(chart.table.rows[19][..2], ["20".to_owned(), "0.000".to_owned()]);
    }

    #[test]
    fn lapped_cars_are_named_at_the_right() {
        let (race, mut laps) = sample();
        cut_laps(&mut laps, 2, 19);
        let chart = chart(&documents(&race, &laps), &View::default(), &canvas(900.0, 340.0));
        let named =
            |code: &str| texts(&chart).iter().any(|text| text.starts_with(code) && text.contains('\u{2002}'));
        assert!(named("PIA") && named("VER") && !named("ALO"));
    }

    #[test]
    fn a_driver_is_level_with_himself_and_a_pace_is_taken_as_given() {
        let chart = drawn(Reference::Driver("VER".to_owned()));
        assert!(chart.table.rows.iter().all(|row| row[2] == "0.000"));
        // NOR's first lap takes 94.060.
        let chart = drawn(Reference::Pace(95_000));
        assert_eq!(chart.table.rows[0][1], "0.940");
        assert!(chart.sentence.contains("1:35.000"));
        assert_eq!(drawn(Reference::Driver("XXX".to_owned())).table, drawn(Reference::Winner).table);
    }
}
