//! What the tyres say.

use gridcast_shared::mart::{Outcome, Stint};
use gridcast_words::{charts as said, common};

use crate::charts::data::entrants::{Entrant, Entrants};
use crate::charts::data::stints::{length, used};
use crate::charts::words::figures::listed;
use crate::charts::words::{two, tyre};
use crate::format::enumerated;

/// What is counted and what the marks mean.
pub fn sentence() -> &'static str {
    said::tyres()
}

/// Columns of the table.
pub fn heads() -> [&'static str; 8] {
    [
        said::driver(),
        said::stint(),
        said::first_lap(),
        said::last_lap(),
        said::laps(),
        said::compound(),
        said::tyres_set(),
        said::age_at_start(),
    ]
}

/// Whether a set was new, where that is known.
pub fn set(stint: &Stint) -> &'static str {
    match (used(stint), stint.fresh) {
        (true, _) => said::tyres_used(),
        (false, Some(true)) => said::tyres_new(),
        (false, _) => "",
    }
}

/// Laps that the set had before, where that is known.
pub fn age(stint: &Stint) -> String {
    stint.age_at_start.map_or_else(|| said::tyre_unknown().to_owned(), |age| age.to_string())
}

/// Why there is no bar.
pub fn no_stint(entrant: &Entrant) -> &'static str {
    match entrant.result.map(|row| row.outcome) {
        Some(Outcome::NotStarted) => said::tyres_no_start(),
        Some(Outcome::Retired) => said::tyres_no_lap(),
        _ => said::tyres_unknown(),
    }
}

/// "NOR, laps 9 to 20: hard, new".
pub fn stint(entrants: &Entrants, stint: &Stint) -> String {
    let set = match (used(stint), stint.age_at_start.filter(|&age| 0 < age), stint.fresh) {
        (true, Some(age), _) => Some(said::tyres_used_old(age)),
        (true, None, _) => Some(said::tyres_used().to_owned()),
        (false, _, Some(true)) => Some(said::tyres_new().to_owned()),
        (false, ..) if stint.age_at_start.is_none() => Some(said::age_unknown().to_owned()),
        (false, ..) => None,
    };
    let code = entrants.code(usize::from(stint.driver));
    let words = said::tyres_stint(code, stint.first_lap, stint.last_lap, &tyre(stint.compound.as_deref()));
    enumerated(&std::iter::once(words).chain(set).collect::<Vec<_>>())
}

/// The winner's sets, and the longest stint of all.
pub fn summary(entrants: &Entrants, stints: &[Stint]) -> String {
    let Some(winner) = stints.first().map(|stint| stint.driver) else { return String::new() };
    let sets: Vec<String> = stints
        .iter()
        .filter(|stint| stint.driver == winner)
        .map(|stint| said::tyres_to_lap(&tyre(stint.compound.as_deref()), stint.last_lap))
        .collect();
    let longest = stints.iter().max_by_key(|stint| length(stint));
    let longest = longest.map_or_else(String::new, |stint| {
        let (code, laps) = (entrants.code(usize::from(stint.driver)), common::laps_count(length(stint)));
        said::tyres_longest(code, &laps, &tyre(stint.compound.as_deref()))
    });
    two(&said::tyres_winner(entrants.code(usize::from(winner)), &listed(&sets)), &longest)
}
