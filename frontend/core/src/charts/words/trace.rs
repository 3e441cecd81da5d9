//! What the race trace says.

use crate::charts::data::entrants::Entrants;
use crate::charts::data::reference_pace::ReferenceKind;
use crate::charts::words::figures::{lap_time, listed, number, signed};

/// What is measured against.
pub fn reference(kind: &ReferenceKind) -> String {
    match kind {
        ReferenceKind::Winner { mean, without_red } => {
            let words = if *without_red { " without red flags" } else { "" };
            format!("the winner's mean lap{words}, {}", lap_time(*mean))
        }
        ReferenceKind::Pace(pace) => format!("laps of {}", lap_time(*pace)),
        ReferenceKind::Driver(code) => format!("{code}, lap by lap"),
    }
}

/// What is counted and what the marks mean; `stands` when the reference waits under a red flag.
pub fn sentence(kind: &ReferenceKind, stands: bool) -> String {
    let stands = if stands { "Under a red flag the reference takes as long as the leader. " } else { "" };
    format!("Seconds ahead of {}; up is ahead. {stands}Rings are stops, crosses cars out.", reference(kind))
}

/// Where a driver is at the end of a lap, seconds ahead.
pub fn lap(code: &str, lap: u16, ahead: f64) -> String {
    let side = if ahead < 0.0 { "behind" } else { "ahead of" };
    format!("{code}, lap {lap}: {} s {side} the reference", number(ahead.abs(), 1))
}

/// Where the first three were at their ends.
pub fn summary(entrants: &Entrants, ways: &[Vec<(u16, f64)>], kind: &ReferenceKind) -> String {
    let ends: Vec<String> = ways
        .iter()
        .enumerate()
        .filter_map(|(driver, way)| {
            let end = way.last()?;
            Some(format!("{} {} s after lap {}", entrants.code(driver), signed(end.1 * 1000.0, 1), end.0))
        })
        .take(3)
        .collect();
    format!("Against {}: {}.", reference(kind), listed(&ends))
}
