//! Lap chart: everybody's place at the end of every lap, from the grid to the flag, and why it changed.

use crate::charts::axis::scale::Scale;
use crate::charts::build::builder::{BandLabels, ChartBuilder, Description, EndLabel, Side, race_laps};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::places::{Cause, PlaceChange, PlaceHistory, changes, has_lost, histories};
use crate::charts::documents::Documents;
use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::Shape;
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use gridcast_shared::mart::Penalty;

const KIND: ChartKind = ChartKind::LapChart;

/// The chart.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let mut builder = ChartBuilder::new(canvas, view);
    let Some(race) = documents.race else { return builder.empty(KIND, Missing::Race) };
    let Some(laps) = documents.laps else { return builder.empty(KIND, Missing::Laps) };
    let rows = LapRows::new(race, laps);
    if rows.is_empty() {
        return builder.empty(KIND, Missing::Laps);
    }
    let entrants = Entrants::new(race, view, &builder.palette);
    let histories = histories(&entrants, &rows);
    let most =
        histories.iter().flat_map(|history| &history.points).map(|point| point.1).max().unwrap_or(1).max(2);

    // By lap, from lap 0.
    let changes: Vec<Vec<PlaceChange>> =
        (0..=rows.last_lap()).map(|lap| changes(&rows, &entrants, lap)).collect();

    let (first, last) = view.lap_range(race_laps(race, rows.last_lap()));
    let codes = builder.widest(entrants.all.iter().map(|entrant| entrant.code), 700);
    let left = codes + 16.0;
    let right = codes + builder.width_of("00 ", 700) + 18.0;
    let plot = builder.plot([left, 24.0, right, 28.0]);
    let x = Scale::new([f64::from(first), f64::from(last)], [plot.left, plot.right]);
    let y = Scale::new([1.0, f64::from(most)], [plot.top + 8.0, plot.bottom - 16.0]);

    builder.bands(&race.periods, &x, &plot, BandLabels::Foot);
    let has_grid = histories.iter().any(|history| history.points.first().is_some_and(|point| point.0 == 0));
    builder.lap_axis(&x, &plot, if has_grid { words::grid() } else { "" });
    builder.series = entrants.series();
    let px = |&(lap, place): &(u16, u16)| [x.px(f64::from(lap)), y.px(f64::from(place))];
    let order = entrants.drawing_order(view);
    for &driver in &order {
        for part in histories[driver].points.chunk_by(|a, b| b.0 - a.0 == 1) {
            let points: Vec<[f64; 2]> = part.iter().map(px).collect();
            builder.driver_line(&points, &entrants.all[driver], &plot);
        }
    }
    for &driver in &order {
        marks(&mut builder, &entrants, (&rows, &changes), driver, &histories[driver], (&x, &y, &plot));
    }
    penalty_marks(&mut builder, &race.penalties, &histories, (&x, &y));
    ends(&mut builder, &entrants, &histories, (first, last), &plot, &y);
    for (driver, history) in histories.iter().enumerate() {
        for point in history.points.iter().filter(|point| 0 < point.0) {
            let changes = changes.get(usize::from(point.0)).map_or(&[][..], Vec::as_slice);
            let penalties = (race.penalties.as_slice(), history);
            let words = words::lap_chart::place((&rows, &entrants), penalties, changes, driver, *point);
            builder.target(
                &plot,
                driver,
                f64::from(point.0),
                px(point),
                words::lap_chart::value(point.1),
                words,
            );
        }
    }
    let description = Description {
        sentence: words::lap_chart::sentence().to_owned(),
        table: table(&entrants, &rows, (&race.penalties, &histories), &changes),
        summary: words::lap_chart::summary(&entrants, &histories),
        missing: None,
    };
    builder.finish(KIND, plot, AxisKind::Lap, x, description)
}

fn marks(
    builder: &mut ChartBuilder,
    entrants: &Entrants,
    (rows, changes): (&LapRows, &[Vec<PlaceChange>]),
    driver: usize,
    history: &PlaceHistory,
    (x, y, plot): (&Scale, &Scale, &Bounds),
) {
    let entrant = &entrants.all[driver];
    let px = |point: &(u16, u16)| [x.px(f64::from(point.0)), y.px(f64::from(point.1))];
    let seen = |point: &&(u16, u16)| x.holds(f64::from(point.0));
    let won = |lap: u16| {
        let changes = changes.get(usize::from(lap)).map_or(&[][..], Vec::as_slice);
        changes.iter().any(|change| change.winner == driver && change.cause == Cause::Overtake)
    };
    for point in history.points.iter().filter(seen) {
        if rows.lap(driver, point.0).is_some_and(LapRow::is_stop) {
            builder.ring(px(point), entrant);
        } else if won(point.0) {
            let (radius, rgb) =
                if entrant.chosen { (3.5, entrant.colour) } else { (2.25, builder.palette.colours.edge) };
            builder.mark(px(point), Shape::Up, radius, Some(rgb), None);
        }
    }
    let Some(end) = history.points.last().filter(seen) else { return };
    if entrant.is_out() {
        // On the grid the codes stand beside the plot.
        if 0 < end.0 {
            builder.named_out(px(end), entrant, plot);
        } else {
            builder.out(px(end), entrant);
        }
    }
    if entrant.result.is_some_and(|row| has_lost(row, entrant.position())) && !entrant.is_out() {
        let ink = builder.palette.colours.ink;
        builder.mark(px(end), Shape::Diamond, 4.5, Some(ink), None);
    }
}

fn penalty_marks(
    builder: &mut ChartBuilder,
    penalties: &[Penalty],
    histories: &[PlaceHistory],
    (x, y): (&Scale, &Scale),
) {
    let ink = builder.palette.colours.ink;
    for penalty in penalties {
        let Some(history) = histories.get(usize::from(penalty.driver)) else { continue };
        let lap = history.own_lap(penalty.lap);
        let at = history.points.iter().find(|point| Some(point.0) == lap && x.holds(f64::from(point.0)));
        if let Some(&(lap, place)) = at {
            builder.mark(
                [x.px(f64::from(lap)), y.px(f64::from(place))],
                Shape::Diamond,
                4.0,
                Some(ink),
                None,
            );
        }
    }
}

fn ends(
    builder: &mut ChartBuilder,
    entrants: &Entrants,
    histories: &[PlaceHistory],
    (first, last): (u16, u16),
    plot: &Bounds,
    y: &Scale,
) {
    // Without a grid the lines begin with the first lap.
    let begin = histories
        .iter()
        .flat_map(|history| &history.points)
        .map(|point| point.0)
        .filter(|&lap| first <= lap)
        .min();
    let begin = begin.unwrap_or_default();
    let mut left = Vec::new();
    let mut right = Vec::new();
    for (entrant, history) in entrants.all.iter().zip(histories) {
        let chosen = entrant.chosen;
        if let Some((_, place)) = history.points.iter().find(|point| point.0 == begin) {
            left.push(EndLabel { y: y.px(f64::from(*place)), text: entrant.code.to_owned(), chosen });
        }
        if let Some((_, place)) = entrant.end_of(&history.points, (first, last)) {
            let text = format!("{place} {}", entrant.code);
            right.push(EndLabel { y: y.px(f64::from(*place)), text, chosen });
        }
    }
    builder.end_labels(left, plot, Side::Left);
    builder.end_labels(right, plot, Side::Right);
}

fn table(
    entrants: &Entrants,
    rows: &LapRows,
    (penalties, histories): (&[Penalty], &[PlaceHistory]),
    changes: &[Vec<PlaceChange>],
) -> Table {
    let mut table = Table::new(words::lap_chart::heads(entrants));
    let has_grid = histories.iter().any(|history| history.points.first().is_some_and(|point| point.0 == 0));
    for (lap, changes) in (0..).zip(changes).skip(usize::from(!has_grid)) {
        let mut cells = vec![words::lap_chart::lap(lap)];
        for history in histories {
            let found = history.points.binary_search_by_key(&lap, |point| point.0).ok();
            cells.push(found.map_or_else(String::new, |i| history.points[i].1.to_string()));
        }
        cells.push(words::lap_chart::why(rows, entrants, changes, (penalties, histories), lap));
        table.push_at(f64::from(lap), cells);
    }
    table
}

#[cfg(test)]
mod tests;
