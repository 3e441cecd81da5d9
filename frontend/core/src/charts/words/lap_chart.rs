//! What the lap chart says.

use gridcast_shared::mart::Penalty;

use crate::charts::data::entrants::{Entrant, Entrants, reason_out};
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::places::{Cause, PlaceChange, PlaceHistory};
use crate::charts::words::figures::{counted, listed};
use crate::charts::words::{GRID, LAP, penalties};
use crate::format::ordinal;

/// What is counted and what the marks mean.
pub const SENTENCE: &str = "Position at the line. Rings are stops, crosses cars out, triangles places won on the track; a diamond is a \
                            penalty, or places lost after the flag. Dashes are a team's second car.";

/// Columns of the table: a driver each, between the lap and why places changed.
pub fn heads<'e>(entrants: &'e Entrants) -> impl Iterator<Item = &'e str> {
    [LAP].into_iter().chain(entrants.all.iter().map(|entrant| entrant.code)).chain(["Why"])
}

/// A row's lap; 0 is the grid.
pub fn lap(lap: u16) -> String {
    if lap == 0 { GRID.to_owned() } else { lap.to_string() }
}

/// A place beside a line: "P3".
pub fn value(place: u16) -> String {
    format!("P{place}")
}

/// What happened to a driver in a lap, of whose race it may be the end: "VER, lap 5: 3rd, passed by PIA".
pub fn place(
    (rows, entrants): (&LapRows, &Entrants),
    (penalties, history): (&[Penalty], &PlaceHistory),
    changes: &[PlaceChange],
    driver: usize,
    (lap, place): (u16, u16),
) -> String {
    let entrant = &entrants.all[driver];
    let is_end = entrant.is_out() && history.points.last().is_some_and(|end| end.0 == lap);
    let out = if is_end { format!(", then out{}", reason(entrant)) } else { String::new() };
    let mut words = format!(
        "{}, lap {lap}: {}{}{out}",
        entrant.code,
        ordinal(u32::from(place)),
        cause(rows, entrants, changes, driver, lap)
    );
    for given in of_lap(penalties, history, driver, lap) {
        words = format!("{words}, {given}");
    }
    words
}

/// Why the place may have changed: ", in the pits", ", passed ALO", ", passed by LEC", ", VER stopped".
fn cause(rows: &LapRows, entrants: &Entrants, changes: &[PlaceChange], driver: usize, lap: u16) -> String {
    let mut words = String::new();
    if rows.lap(driver, lap).is_some_and(|row| row.pit_in.is_some()) {
        words.push_str(", in the pits");
    }
    let won = |cause: Cause| {
        codes(entrants, changes.iter().filter(|c| c.winner == driver && c.cause == cause).map(|c| c.loser))
    };
    let lost = changes.iter().filter(|c| c.loser == driver && c.cause == Cause::Overtake).map(|c| c.winner);
    for (before, who, after) in [
        ("passed ", won(Cause::Overtake), ""),
        ("passed by ", codes(entrants, lost), ""),
        ("", won(Cause::PitStop), " stopped"),
        ("", won(Cause::Retirement), " out"),
    ] {
        if let Some(who) = who {
            words = format!("{words}, {before}{who}{after}");
        }
    }
    words
}

fn codes(entrants: &Entrants, drivers: impl Iterator<Item = usize>) -> Option<String> {
    let codes: Vec<String> = drivers.map(|driver| entrants.code(driver).to_owned()).collect();
    (!codes.is_empty()).then(|| listed(&codes))
}

/// Why places changed in a lap, each cause once: "NOR and VER stopped; ALO out, collision; LEC passed PIA".
pub fn why(
    rows: &LapRows,
    entrants: &Entrants,
    changes: &[PlaceChange],
    (penalties, histories): (&[Penalty], &[PlaceHistory]),
    lap: u16,
) -> String {
    let all = || 0..entrants.all.len();
    let mut words = Vec::new();
    words.extend(
        codes(entrants, all().filter(|&driver| rows.lap(driver, lap).is_some_and(LapRow::is_stop)))
            .map(|who| format!("{who} stopped")),
    );
    for driver in all().filter(|&driver| rows.of(driver).last().is_some_and(|row| row.lap + 1 == lap)) {
        let entrant = &entrants.all[driver];
        if entrant.is_out() {
            words.push(format!("{} out{}", entrant.code, reason(entrant)));
        }
    }
    for driver in all() {
        let passed =
            changes.iter().filter(|c| c.winner == driver && c.cause == Cause::Overtake).map(|c| c.loser);
        words.extend(codes(entrants, passed).map(|whom| format!("{} passed {whom}", entrants.code(driver))));
    }
    // Before the first lap nothing has been given.
    let given = |driver: usize| of_lap(penalties, &histories[driver], driver, lap).filter(|_| 0 < lap);
    for driver in all().filter(|&driver| driver < histories.len()) {
        let own: Vec<String> = given(driver).collect();
        if !own.is_empty() {
            words.push(format!("{} {}", entrants.code(driver), own.join(", ")));
        }
    }
    words.join("; ")
}

/// ", collision".
fn reason(entrant: &Entrant) -> String {
    entrant.result.and_then(reason_out).map_or_else(String::new, |reason| format!(", {reason}"))
}

/// What the stewards gave a driver in a lap, and what was served: "5 s penalty, speeding in the pit lane".
fn of_lap(
    penalties: &[Penalty],
    history: &PlaceHistory,
    driver: usize,
    lap: u16,
) -> impl Iterator<Item = String> {
    let own = penalties.iter().filter(move |penalty| usize::from(penalty.driver) == driver);
    own.flat_map(move |penalty| {
        let given = history.own_lap(penalty.lap) == Some(lap);
        let served = penalty.served.and_then(|served| history.own_lap(served)) == Some(lap);
        [
            given.then(|| penalties::words(penalty)),
            served.then(|| format!("{} served", penalties::name(penalty))),
        ]
    })
    .flatten()
}

/// How the winner fared, and who won most places.
pub fn summary(entrants: &Entrants, histories: &[PlaceHistory]) -> String {
    let mut words = Vec::new();
    if let (Some(entrant), Some(history)) = (entrants.all.first(), histories.first())
        && let (Some(start), Some(end)) = (history.points.first(), history.points.last())
    {
        let began = if start.0 == 0 { "started".to_owned() } else { format!("was, after lap {},", start.0) };
        words.push(format!(
            "{} {began} {} and was {} after lap {}.",
            entrant.code,
            ordinal(u32::from(start.1)),
            ordinal(u32::from(end.1)),
            end.0
        ));
    }
    let won = |history: &PlaceHistory| {
        history.points.first().filter(|point| point.0 == 0)?;
        let finish = history.points.last().filter(|point| 0 < point.0)?;
        Some(i32::from(history.points.first()?.1) - i32::from(finish.1))
    };
    let finished = (0..histories.len()).filter(|&i| entrants.all[i].position().is_some());
    if let Some((best, i)) = finished.filter_map(|i| Some((won(&histories[i])?, i))).max_by_key(|won| won.0)
        && 0 < best
    {
        words.push(format!("{} won most: {}.", entrants.code(i), counted(best as usize, "place", "places")));
    }
    words.join(" ")
}
