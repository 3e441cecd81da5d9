//! What the race trace says.

use gridcast_words::charts as said;

use crate::charts::data::entrants::Entrants;
use crate::charts::data::reference_pace::ReferenceKind;
use crate::charts::words::figures::{lap_time, listed, number, signed};

/// What is measured against.
pub fn reference(kind: &ReferenceKind) -> String {
    match kind {
        ReferenceKind::Winner { mean, without_red } => {
            let time = lap_time(*mean);
            if *without_red { said::trace_winner_without_red(&time) } else { said::trace_winner(&time) }
        }
        ReferenceKind::Pace(pace) => said::trace_pace(&lap_time(*pace)),
        ReferenceKind::Driver(code) => said::trace_driver(code),
    }
}

/// What is counted and what the marks mean; `stands` when the reference waits under a red flag.
pub fn sentence(kind: &ReferenceKind, stands: bool) -> String {
    let reference = reference(kind);
    if stands { said::trace_stands(&reference) } else { said::trace(&reference) }
}

/// Where a driver is at the end of a lap, seconds ahead.
pub fn lap(code: &str, lap: u16, ahead: f64) -> String {
    let seconds = number(ahead.abs(), 1);
    if ahead < 0.0 {
        said::trace_lap_behind(code, lap, &seconds)
    } else {
        said::trace_lap_ahead(code, lap, &seconds)
    }
}

/// Where the first three were at their ends.
pub fn summary(entrants: &Entrants, ways: &[Vec<(u16, f64)>], kind: &ReferenceKind) -> String {
    let ends: Vec<String> = ways
        .iter()
        .enumerate()
        .filter_map(|(driver, way)| {
            let end = way.last()?;
            Some(said::trace_end(entrants.code(driver), &signed(end.1 * 1000.0, 1), end.0))
        })
        .take(3)
        .collect();
    said::trace_summary(&reference(kind), &listed(&ends))
}
