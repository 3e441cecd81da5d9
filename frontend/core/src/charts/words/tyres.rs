//! What the tyres say.

use gridcast_shared::mart::{Outcome, Stint};

use crate::charts::data::entrants::{Entrant, Entrants};
use crate::charts::data::stints::{length, used};
use crate::charts::words::figures::{counted, listed};
use crate::charts::words::tyre;

/// What is counted and what the marks mean.
pub const SENTENCE: &str = "Sets of tyres in order of the result; letter and pattern are the compound, the number is laps on \
                            the set. M+3 is a used set that was three laps old, M? one of unknown age.";

/// Columns of the table.
pub const HEADS: [&str; 8] =
    ["Driver", "Stint", "First lap", "Last lap", "Laps", "Compound", "Set", "Age at start"];

/// Whether a set was new, where that is known.
pub fn set(stint: &Stint) -> &'static str {
    match (used(stint), stint.fresh) {
        (true, _) => "used",
        (false, Some(true)) => "new",
        (false, _) => "",
    }
}

/// Laps that the set had before, where that is known.
pub fn age(stint: &Stint) -> String {
    stint.age_at_start.map_or_else(|| "unknown".to_owned(), |age| age.to_string())
}

/// Why there is no bar.
pub fn no_stint(entrant: &Entrant) -> &'static str {
    match entrant.result.map(|row| row.outcome) {
        Some(Outcome::NotStarted) => "did not start",
        Some(Outcome::Retired) => "out before a lap was complete",
        _ => "no laps known",
    }
}

/// "NOR, laps 9 to 20: hard, new".
pub fn stint(entrants: &Entrants, stint: &Stint) -> String {
    let set = match (used(stint), stint.age_at_start.filter(|&age| 0 < age), stint.fresh) {
        (true, Some(age), _) => format!(", used, {age} laps old"),
        (true, None, _) => ", used".to_owned(),
        (false, _, Some(true)) => ", new".to_owned(),
        (false, ..) if stint.age_at_start.is_none() => ", age unknown".to_owned(),
        (false, ..) => String::new(),
    };
    format!(
        "{}, laps {} to {}: {}{set}",
        entrants.code(usize::from(stint.driver)),
        stint.first_lap,
        stint.last_lap,
        tyre(stint.compound.as_deref())
    )
}

/// The winner's sets, and the longest stint of all.
pub fn summary(entrants: &Entrants, stints: &[Stint]) -> String {
    let Some(winner) = stints.first().map(|stint| stint.driver) else { return String::new() };
    let sets: Vec<String> = stints
        .iter()
        .filter(|stint| stint.driver == winner)
        .map(|stint| {
            let word = tyre(stint.compound.as_deref());
            format!("{word} to lap {}", stint.last_lap)
        })
        .collect();
    let longest = stints.iter().max_by_key(|stint| length(stint));
    let longest = longest.map_or_else(String::new, |stint| {
        format!(
            " Longest: {} with {} on {}.",
            entrants.code(usize::from(stint.driver)),
            counted(length(stint), "lap", "laps"),
            tyre(stint.compound.as_deref())
        )
    });
    format!("{}: {}.{longest}", entrants.code(usize::from(winner)), listed(&sets))
}
