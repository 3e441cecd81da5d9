//! What the lap chart says.

use gridcast_shared::mart::Penalty;
use gridcast_words::charts as said;

use crate::charts::data::entrants::{Entrants, reason_out};
use crate::charts::data::laps::{LapRow, LapRows};
use crate::charts::data::places::{Cause, PlaceChange, PlaceHistory};
use crate::charts::words::figures::listed;
use crate::charts::words::{grid, penalties, two};
use crate::format::{enumerated, ordinal};

/// What is counted and what the marks mean.
pub fn sentence() -> &'static str {
    said::lap_chart()
}

/// Columns of the table: a driver each, between the lap and why places changed.
pub fn heads<'e>(entrants: &'e Entrants) -> impl Iterator<Item = &'e str> {
    let codes = entrants.all.iter().map(|entrant| entrant.code);
    [said::lap()].into_iter().chain(codes).chain([said::lap_chart_why()])
}

/// A row's lap; 0 is the grid.
pub fn lap(lap: u16) -> String {
    if lap == 0 { grid().to_owned() } else { lap.to_string() }
}

/// A place beside a line: "P3".
pub fn value(place: u16) -> String {
    said::place_short(place)
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
    let mut words = vec![said::lap_chart_place(entrant.code, lap, &ordinal(u32::from(place)))];
    words.extend(causes(rows, entrants, changes, driver, lap));
    if is_end {
        words.push(said::lap_chart_then_out().to_owned());
        words.extend(entrant.result.and_then(reason_out));
    }
    words.extend(of_lap(penalties, history, driver, lap));
    enumerated(&words)
}

/// Why the place may have changed: "in the pits", "passed ALO", "passed by LEC", "VER stopped".
fn causes(
    rows: &LapRows,
    entrants: &Entrants,
    changes: &[PlaceChange],
    driver: usize,
    lap: u16,
) -> Vec<String> {
    let mut words = Vec::new();
    if rows.lap(driver, lap).is_some_and(|row| row.pit_in.is_some()) {
        words.push(said::lap_chart_in_pits().to_owned());
    }
    let won = |cause: Cause| {
        codes(entrants, changes.iter().filter(|c| c.winner == driver && c.cause == cause).map(|c| c.loser))
    };
    let lost = changes.iter().filter(|c| c.loser == driver && c.cause == Cause::Overtake).map(|c| c.winner);
    words.extend(won(Cause::Overtake).map(|who| said::lap_chart_passed(&who)));
    words.extend(codes(entrants, lost).map(|who| said::lap_chart_passed_by(&who)));
    words.extend(won(Cause::PitStop).map(|who| said::lap_chart_stopped(&who)));
    words.extend(won(Cause::Retirement).map(|who| said::lap_chart_out(&who)));
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
            .map(|who| said::lap_chart_stopped(&who)),
    );
    for driver in all().filter(|&driver| rows.of(driver).last().is_some_and(|row| row.lap + 1 == lap)) {
        let entrant = &entrants.all[driver];
        if entrant.is_out() {
            let out = said::lap_chart_out(entrant.code);
            let reason = entrant.result.and_then(reason_out);
            words.push(enumerated(&std::iter::once(out).chain(reason).collect::<Vec<_>>()));
        }
    }
    for driver in all() {
        let passed =
            changes.iter().filter(|c| c.winner == driver && c.cause == Cause::Overtake).map(|c| c.loser);
        let whom = codes(entrants, passed);
        words.extend(whom.map(|whom| said::lap_chart_driver_passed(entrants.code(driver), &whom)));
    }
    // Before the first lap nothing has been given.
    let given = |driver: usize| of_lap(penalties, &histories[driver], driver, lap).filter(|_| 0 < lap);
    for driver in all().filter(|&driver| driver < histories.len()) {
        let own: Vec<String> = given(driver).collect();
        if !own.is_empty() {
            words.push(said::lap_chart_given(entrants.code(driver), &enumerated(&own)));
        }
    }
    words.join("; ")
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
            served.then(|| said::lap_chart_served(&penalties::name(penalty))),
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
        let places = [start.1, end.1].map(|place| ordinal(u32::from(place)));
        words.push(if start.0 == 0 {
            said::lap_chart_started(entrant.code, &places[0], &places[1], end.0)
        } else {
            said::lap_chart_was(entrant.code, start.0, &places[0], &places[1], end.0)
        });
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
        words.push(said::lap_chart_won_most(best, entrants.code(i)));
    }
    words.iter().fold(String::new(), |text, next| two(&text, next))
}
