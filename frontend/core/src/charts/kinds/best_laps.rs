//! Best laps compared: what each lost to the quickest, sector by sector.

use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::kind::ChartKind;
use crate::charts::kinds::dot_table::{Best, Column, draw};
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{lap_time, signed};

/// A driver's best lap and what it lost to the quickest: in each sector and in all, ms.
struct Compared<'a> {
    lap: LapRow<'a>,
    time: u32,
    lost: [Option<f64>; 4],
}

/// Rows by time; a column a sector, and the whole lap.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::BestLaps;
    let mut builder = ChartBuilder::new(canvas, view);
    let (Some(race), Some(laps)) = (documents.race, documents.laps) else {
        let loaded = documents.race.is_some();
        return builder.empty(kind, if loaded { Missing::Laps } else { Missing::Race });
    };
    let rows = compared(&LapRows::new(race, laps));
    if rows.is_empty() {
        return builder.empty(kind, Missing::Laps);
    }
    let entrants = Entrants::new(race, view, &builder.palette);
    let all = entrants.series();
    let series: Vec<Series> = rows.iter().filter_map(|row| all.get(row.lap.driver).cloned()).collect();
    let heads = words::best_laps::columns();
    let columns = [0, 1, 2, 3].map(|i| Column {
        head: heads[i].clone(),
        values: rows.iter().map(|row| row.lost[i]).collect(),
        best: Best::Least,
        limit: None,
        figure: |lost| signed(lost, 3),
        words: rows
            .iter()
            .map(|row| {
                let code = entrants.code(row.lap.driver);
                row.lost[i].map_or_else(String::new, |lost| words::best_laps::lost(code, i, lost, &row.lap))
            })
            .collect(),
    });
    let (plot, x) = draw(&mut builder, &series, &columns);
    let mut table = Table::new(words::best_laps::heads().iter().map(String::as_str));
    for row in &rows {
        let mut cells = vec![entrants.code(row.lap.driver).to_owned(), lap_time(f64::from(row.time))];
        cells.extend(row.lost.iter().map(|lost| lost.map_or_else(String::new, |lost| signed(lost, 3))));
        cells.push(row.lap.lap.to_string());
        cells.push(words::tyre(row.lap.compound));
        table.push(cells);
    }
    let codes: Vec<(&str, u32)> =
        rows.iter().take(2).map(|row| (entrants.code(row.lap.driver), row.time)).collect();
    let description = Description {
        sentence: words::best_laps::sentence().to_owned(),
        table,
        summary: words::best_laps::summary(&codes),
        missing: None,
    };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

/// Best laps, the quickest first.
fn compared<'a>(laps: &LapRows<'a>) -> Vec<Compared<'a>> {
    let mut best: Vec<(u32, LapRow<'a>)> = (0..laps.drivers())
        .filter_map(|driver| {
            let timed = laps.of(driver).iter().filter(|lap| !lap.deleted);
            timed.filter_map(|lap| Some((lap.time?, *lap))).min_by_key(|(time, lap)| (*time, lap.lap))
        })
        .collect();
    best.sort_by_key(|(time, lap)| (*time, lap.driver));
    let Some(&(first_time, first)) = best.first() else { return Vec::new() };
    let lost = |mine: Option<u32>, theirs: Option<u32>| Some(f64::from(mine?) - f64::from(theirs?));
    best.into_iter()
        .map(|(time, lap)| {
            let sector = |i: usize| lost(lap.sectors[i], first.sectors[i]);
            let whole = lost(Some(time), Some(first_time));
            Compared { lap, time, lost: [sector(0), sector(1), sector(2), whole] }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample};

    #[test]
    fn best_laps_stand_against_the_quickest_and_a_deleted_one_is_none() {
        let (race, mut laps) = sample();
        let best = |laps: &gridcast_shared::mart::Laps| {
            let rows = LapRows::new(&race, laps);
            compared(&rows).iter().map(|row| (row.lap.driver, row.lap.lap, row.time)).collect::<Vec<_>>()
        };
        let before = best(&laps);
        assert!(before.is_sorted_by_key(|row| row.2) && before.len() == 4);
        let (driver, lap, _) = before[0];
        laps.deleted = (0..laps.lap.len())
            .map(|i| usize::from(laps.driver[i]) == driver && laps.lap[i] == lap)
            .collect();
        assert!(!best(&laps).iter().any(|row| (row.0, row.1) == (driver, lap)));
        let drawn = chart(&documents(&race, &laps), &ViewState::default(), &canvas(700.0, 200.0));
        assert_eq!(drawn.table.rows[0].cells[2..6], ["0.000", "0.000", "0.000", "0.000"]);
    }
}
