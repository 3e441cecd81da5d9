//! What long runs say.

use gridcast_shared::mart::LongRun;

use crate::charts::words::figures::{counted, lap_time};
use crate::charts::words::tyre;

/// Columns, as they are drawn.
pub const COLUMNS: [&str; 3] = ["Average", "Change a lap, s", "Laps"];

/// Columns of the table.
pub const HEADS: [&str; 9] = [
    "Driver",
    "Tyres",
    "Age at start",
    "From lap",
    "To lap",
    "Laps that count",
    "Average",
    "Best",
    "Change a lap, s",
];

/// What the marks mean.
pub const SENTENCE: &str = "Five laps and more on one set of tyres at one pace: the average, and what a lap took longer than the one before. \
                            Fuel is nobody's to know. Diamond: best of all; hollow: a team's second car.";

/// "NOR H".
pub fn name(code: &str, compound: Option<&str>) -> String {
    compound.map_or_else(|| code.to_owned(), |compound| format!("{code} {compound}"))
}

/// "NOR, laps 10 to 18, hard: 8 laps, 1:20.100 on average".
pub fn run(code: &str, run: &LongRun) -> String {
    format!(
        "{code}, laps {} to {}, {}: {}, {} on average",
        run.first_lap,
        run.last_lap,
        tyre(run.compound.as_deref()),
        counted(run.laps.into(), "lap", "laps"),
        lap_time(f64::from(run.average))
    )
}

/// Whose was the quickest.
pub fn summary(code: &str, run: &LongRun) -> String {
    format!(
        "Quickest long run: {code}, {}, {}, {} on average.",
        counted(run.laps.into(), "lap", "laps"),
        tyre(run.compound.as_deref()),
        lap_time(f64::from(run.average))
    )
}
