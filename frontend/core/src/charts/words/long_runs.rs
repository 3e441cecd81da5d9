//! What long runs say.

use gridcast_shared::mart::LongRun;
use gridcast_words::{charts as said, common};

use crate::charts::words::figures::lap_time;
use crate::charts::words::tyre;

/// Columns, as they are drawn.
pub fn columns() -> [&'static str; 3] {
    [said::long_runs_average(), said::long_runs_change(), said::laps()]
}

/// Columns of the table.
pub fn heads() -> [&'static str; 9] {
    [
        said::driver(),
        said::long_runs_tyres(),
        said::age_at_start(),
        said::long_runs_from(),
        said::long_runs_to(),
        said::laps_that_count(),
        said::long_runs_average(),
        said::long_runs_best(),
        said::long_runs_change(),
    ]
}

/// What the marks mean.
pub fn sentence() -> &'static str {
    said::long_runs()
}

/// "NOR H".
pub fn name(code: &str, compound: Option<&str>) -> String {
    compound.map_or_else(|| code.to_owned(), |compound| format!("{code} {compound}"))
}

/// "NOR, laps 10 to 18, hard: 8 laps, 1:20.100 on average".
pub fn run(code: &str, run: &LongRun) -> String {
    said::long_runs_run(
        code,
        run.first_lap,
        run.last_lap,
        &tyre(run.compound.as_deref()),
        &common::laps_count(run.laps),
        &lap_time(f64::from(run.average)),
    )
}

/// Whose was the quickest.
pub fn summary(code: &str, run: &LongRun) -> String {
    let (laps, tyre) = (common::laps_count(run.laps), tyre(run.compound.as_deref()));
    said::long_runs_quickest(code, &laps, &tyre, &lap_time(f64::from(run.average)))
}
