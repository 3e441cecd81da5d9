//! What lap times say.

use gridcast_shared::mart::LapFilter;
use gridcast_words::{charts as said, common};

use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::stats::Fit;
use crate::charts::data::stint_fit::StintFit;
use crate::charts::words::figures::{lap_time, number, signed};
use crate::charts::words::{filter_within, two, tyre};

/// Columns of what the sets of tyres lost.
pub fn fit_heads() -> [&'static str; 8] {
    [
        said::driver(),
        said::stint(),
        said::compound(),
        said::first_lap(),
        said::last_lap(),
        said::laps_that_count(),
        said::lap_times_loss(),
        said::lap_times_error(),
    ]
}

/// What is counted and what the marks mean.
pub fn sentence(filter: LapFilter) -> String {
    said::lap_times(filter_within(filter))
}

/// "NOR, lap 12: 1:28.240, medium tyres, 4 laps old"; `time` in ms.
pub fn lap(code: &str, row: &LapRow, time: f64) -> String {
    let age = row.tyre_life.map_or_else(|| said::age_unknown().to_owned(), said::laps_old);
    let (time, tyre) = (lap_time(time), tyre(row.compound));
    if row.deleted {
        said::lap_times_deleted_lap(code, row.lap, &time, &tyre, &age)
    } else {
        said::lap_times_lap(code, row.lap, &time, &tyre, &age)
    }
}

/// "1:28.240", or "1:28.240 deleted"; `time` in ms.
pub fn time(row: &LapRow, time: f64) -> String {
    let time = lap_time(time);
    if row.deleted { said::lap_times_deleted(&time) } else { time }
}

/// `+0.061 ± 0.012 s a lap`.
pub fn slope(fit: &Fit) -> String {
    said::lap_times_slope(&signed(fit.slope, 3), &number(fit.slope_error / 1000.0, 3))
}

/// The fastest lap, and what the fitted sets lose.
pub fn summary(entrants: &Entrants, rows: &LapRows, fitted: &[StintFit]) -> String {
    let standing = rows.iter().filter(|row| !row.deleted);
    let best = standing.filter_map(|row| Some((row.time?, row))).min_by_key(|best| (best.0, best.1.lap));
    let mut words = best.map_or_else(String::new, |(time, row)| {
        said::lap_times_fastest(entrants.code(row.driver), &lap_time(f64::from(time)), row.lap)
    });
    for fit in fitted {
        let laps = common::laps_count(fit.fit.n);
        let own = said::lap_times_fit(entrants.code(fit.driver), fit.stint, &slope(&fit.fit), &laps);
        words = two(&words, &own);
    }
    words
}
