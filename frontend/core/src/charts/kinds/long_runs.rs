//! Long runs of a practice: how fast they were on average, and what a lap more cost.

use gridcast_shared::mart::LongRun;

use crate::charts::build::builder::{ChartBuilder, Description};
use crate::charts::build::canvas::Canvas;
use crate::charts::build::chart::{AxisKind, Chart};
use crate::charts::build::table::Table;
use crate::charts::data::entrants::Entrants;
use crate::charts::data::series::Series;
use crate::charts::documents::Documents;
use crate::charts::kind::ChartKind;
use crate::charts::kinds::dot_table::{Best, Column, draw};
use crate::charts::missing::Missing;
use crate::charts::view_state::ViewState;
use crate::charts::words;
use crate::charts::words::figures::{lap_time, number, signed};

/// Most runs that are drawn: what the canvas has rows for.
const MOST: usize = 2000;

/// Rows by average.
pub fn chart(documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    let kind = ChartKind::LongRuns;
    let mut builder = ChartBuilder::new(canvas, view);
    let (Some(race), Some(document)) = (documents.race, documents.long_runs) else {
        let loaded = documents.race.is_some();
        return builder.empty(kind, if loaded { Missing::LongRuns } else { Missing::Race });
    };
    let mut runs: Vec<&LongRun> = document
        .runs
        .iter()
        .filter(|run| usize::from(run.driver) < race.drivers.len() && 0 < run.average)
        .take(MOST)
        .collect();
    if runs.is_empty() {
        return builder.empty(kind, Missing::LongRuns);
    }
    runs.sort_by_key(|run| (run.average, run.driver, run.first_lap));
    let entrants = Entrants::new(race, view, &builder.palette);
    let all = entrants.series();
    let series: Vec<Series> = runs
        .iter()
        .filter_map(|run| {
            let series = all.get(usize::from(run.driver))?;
            let name = words::long_runs::name(&series.name, run.compound.as_deref());
            Some(Series { name, ..series.clone() })
        })
        .collect();
    let heads = words::long_runs::columns();
    let column = |head: &str, best, figure, of: &dyn Fn(&LongRun) -> Option<f64>| Column {
        head: head.to_owned(),
        values: runs.iter().map(|run| of(run)).collect(),
        best,
        limit: None,
        figure,
        words: runs
            .iter()
            .map(|run| words::long_runs::run(entrants.code(usize::from(run.driver)), run))
            .collect(),
    };
    let columns = [
        column(heads[0], Best::Least, lap_time, &|run| Some(f64::from(run.average))),
        column(heads[1], Best::Least, |ms| signed(ms, 3), &change),
        column(heads[2], Best::Greatest, |laps| number(laps, 0), &|run| Some(f64::from(run.laps))),
    ];
    let (plot, x) = draw(&mut builder, &series, &columns);
    let mut table = Table::new(words::long_runs::heads());
    for run in &runs {
        table.push(vec![
            entrants.code(usize::from(run.driver)).to_owned(),
            words::tyre(run.compound.as_deref()),
            run.age_at_start.map_or_else(String::new, |age| age.to_string()),
            run.first_lap.to_string(),
            run.last_lap.to_string(),
            run.laps.to_string(),
            lap_time(f64::from(run.average)),
            lap_time(f64::from(run.best)),
            change(run).map_or_else(String::new, |ms| signed(ms, 3)),
        ]);
    }
    let summary = runs.first().map_or_else(String::new, |run| {
        words::long_runs::summary(entrants.code(usize::from(run.driver)), run)
    });
    let description =
        Description { sentence: words::long_runs::sentence().to_owned(), table, summary, missing: None };
    builder.series = series;
    builder.finish(kind, plot, AxisKind::Nothing, x, description)
}

/// What a lap more cost, ms; none where it is beyond all sense: documents come from the network.
fn change(run: &LongRun) -> Option<f64> {
    run.change.filter(|ms| ms.abs() < 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::{canvas, documents, sample, texts};
    use gridcast_shared::mart::LongRuns;

    #[test]
    fn runs_by_average_with_tyre_and_slope() {
        let (race, laps) = sample();
        let run = |driver, average, compound: &str| LongRun {
            driver,
            stint: 3,
            compound: Some(compound.to_owned()),
            first_lap: 10,
            last_lap: 18,
            laps: 8,
            age_at_start: Some(2),
            average,
            best: average - 300,
            change: Some(45.4),
        };
        let runs =
            LongRuns { version: 1, runs: vec![run(1, 80_500, "M"), run(0, 80_100, "H"), run(99, 1000, "S")] };
        let documents = Documents { long_runs: Some(&runs), ..documents(&race, &laps) };
        let chart = chart(&documents, &ViewState::default(), &canvas(700.0, 200.0));
        assert_eq!(
            chart.table.rows[0].cells,
            ["NOR", "hard", "2", "10", "18", "8", "1:20.100", "1:19.800", "+0.045"]
        );
        assert_eq!(chart.table.rows.len(), 2);
        assert!(texts(&chart).contains(&"NOR H") && texts(&chart).contains(&"VER M"));
        assert_eq!(chart.summary, "Quickest long run: NOR, 8 laps, hard, 1:20.100 on average.");
    }
}
