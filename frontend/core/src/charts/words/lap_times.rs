//! What lap times say.

use gridcast_shared::mart::LapFilter;

use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::stats::Fit;
use crate::charts::data::stint_fit::StintFit;
use crate::charts::words::figures::{counted, lap_time, number};
use crate::charts::words::{filter_name, tyre};

/// Columns of what the sets of tyres lost.
pub const FIT_HEADS: [&str; 8] = [
    "Driver",
    "Stint",
    "Compound",
    "First lap",
    "Last lap",
    "Laps that count",
    "Loss, s a lap",
    "Standard error, s a lap",
];

/// What is counted and what the marks mean.
pub fn sentence(filter: LapFilter) -> String {
    format!(
        "Lap times; slower laps leave above. Squares are deleted laps. Shaded: stints of the first chosen. Straight lines: what a set loses, \
         fitted to {}, with its standard error; fuel is not taken out.",
        filter_name(filter).to_lowercase()
    )
}

/// "NOR, lap 12: 1:28.240, medium tyres, 4 laps old"; `time` in ms.
pub fn lap(code: &str, row: &LapRow, time: f64) -> String {
    let age = row
        .tyre_life
        .map_or_else(|| ", age unknown".to_owned(), |life| format!(", {} old", laps(usize::from(life))));
    let deleted = if row.deleted { ", deleted" } else { "" };
    format!("{code}, lap {}: {}{deleted}, {} tyres{age}", row.lap, lap_time(time), tyre(row.compound))
}

/// "1:28.240", or "1:28.240 deleted"; `time` in ms.
pub fn time(row: &LapRow, time: f64) -> String {
    let deleted = if row.deleted { " deleted" } else { "" };
    format!("{}{deleted}", lap_time(time))
}

fn laps(count: usize) -> String {
    counted(count, "lap", "laps")
}

/// `+0.061 ± 0.012 s a lap`.
pub fn slope(fit: &Fit) -> String {
    let sign = if fit.slope < 0.0 { "" } else { "+" };
    format!("{sign}{} \u{b1} {} s a lap", number(fit.slope / 1000.0, 3), number(fit.slope_error / 1000.0, 3))
}

/// The fastest lap, and what the fitted sets lose.
pub fn summary(entrants: &Entrants, rows: &LapRows, fitted: &[StintFit]) -> String {
    let standing = rows.iter().filter(|row| !row.deleted);
    let best = standing.filter_map(|row| Some((row.time?, row))).min_by_key(|best| (best.0, best.1.lap));
    let mut words = best.map_or_else(String::new, |(time, row)| {
        format!("Fastest lap: {}, {}, lap {}.", entrants.code(row.driver), lap_time(f64::from(time)), row.lap)
    });
    for fit in fitted {
        words = format!(
            "{words} {}, stint {}: {} over {}.",
            entrants.code(fit.driver),
            fit.stint,
            slope(&fit.fit),
            laps(fit.fit.n)
        );
    }
    words
}
