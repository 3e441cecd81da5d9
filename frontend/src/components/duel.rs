//! The phone's one big figure: the chosen driver's interval, or the closest battle.

use gridcast_core::board::{Board, BoardKind, Closeness, Row};
use gridcast_core::format::{self, tyre_word};
use gridcast_core::outlook::Sheet;
use gridcast_core::trend::SPARK;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::Gap;
use gridcast_viewer::erased::{act, flag, memo, part, text};
use gridcast_words::fixed::fixed;
use gridcast_words::{common, live};
use leptos::prelude::*;

use crate::shown::Shown;

#[derive(Clone, Debug, PartialEq)]
struct Fight {
    car: CarIndex,
    code: String,
    ahead: String,
    figure: String,
    unit: &'static str,
    words: String,
    path: String,
    end: [f64; 2],
    neighbours: Vec<Neighbour>,
}

/// A car on the small axis.
#[derive(Clone, Debug, PartialEq)]
struct Neighbour {
    car: CarIndex,
    code: String,
    /// From the left, percent.
    at: f64,
    /// Where its code stands: beside the chosen car's, never on it.
    label_at: f64,
    own: bool,
    /// Whether it is farther away than the axis reaches.
    far: bool,
}

/// Percent of the axis for a second.
const SECOND: f64 = 14.0;

/// Percent between two codes.
const LABEL: f64 = 11.0;

/// Where the chosen car stands, percent.
const OWN: f64 = 42.0;

/// The duel.
#[component]
pub fn Duel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let fight = memo(move || shown.board.with(|board| fight(board, shown.chosen.get())));
    let get =
        move |cell: fn(&Fight) -> String| fight.with(|fight| fight.as_ref().map(cell).unwrap_or_default());
    let colour = move || {
        let car = fight.with(|fight| fight.as_ref().map(|fight| fight.car.index()));
        car.and_then(|car| shown.colours.with(|colours| colours.get(car).cloned())).unwrap_or_default()
    };
    let open = move |_| {
        shown.chosen.set(fight.with_untracked(|fight| fight.as_ref().map(|fight| fight.car)));
        shown.sheet.set(Some(Sheet::Driver));
    };
    view! {
        <section
            class="panel duel"
            aria-label=live::duel()
            class:empty=flag(move || fight.with(Option::is_none))
            class:bare=flag(move || fight.with(|fight| fight.as_ref().is_some_and(|fight| fight.path.is_empty())))
        >
            <div>
                <button class="pair" title=live::details() on:click=act(open)>
                    <i style:background=text(colour)></i>
                    <b>{text(move || get(|f| f.code.clone()))}</b>
                    " "
                    <span>{text(move || get(|f| f.ahead.clone()))}</span>
                    <svg class="more" viewBox="0 0 8 12" aria-hidden="true"><path d="M1.500 1.500L6 6L1.500 10.500"/></svg>
                </button>
                <p class="figure">
                    <b>{text(move || get(|f| f.figure.clone()))}</b>
                    <span>{text(move || get(|f| f.unit.to_owned()))}</span>
                </p>
                <p class="words">{text(move || get(|f| f.words.clone()))}</p>
            </div>
            <svg viewBox=format!("0 0 {} {}", fixed(SPARK.0, 0), fixed(SPARK.1, 0)) aria-hidden="true">
                <path d=text(move || get(|f| f.path.clone()))/>
                {part(move || fight.get().filter(|f| !f.path.is_empty()).map(|f| view! {
                    <circle cx=fixed(f.end[0], 1) cy=fixed(f.end[1], 1) r="1.6"/>
                }))}
            </svg>
            <div class="neighbours" aria-hidden="true">
                {part(move || fight.get().map(|f| f.neighbours).unwrap_or_default().into_iter().map(|n| {
                    let colour = shown.colours.with(|colours| colours.get(n.car.index()).cloned()).unwrap_or_default();
                    view! {
                        <span class:self=n.own class:far=n.far style:transform=format!("translateX({}cqw)", fixed(n.label_at, 1))>{n.code}</span>
                            <i class:self=n.own class:far=n.far style:transform=format!("translateX({}cqw)", fixed(n.at, 1)) style:background=colour></i>
                    }
                }).collect_view())}
            </div>
        </section>
    }
}

fn fight(board: &Board, chosen: Option<CarIndex>) -> Option<Fight> {
    if board.kind != BoardKind::Race {
        return None;
    }
    let behind = |row: &Row| 1 < row.position && !row.interval.is_empty();
    let picked = match chosen {
        // The leader's fight is with the one behind.
        Some(car) if board.rows.first().is_some_and(|row| row.car == car) => board.rows.get(1),
        Some(car) => board.row(car),
        None => board
            .rows
            .iter()
            .find(|row| row.battle)
            .or_else(|| board.rows.iter().find(|row| behind(row) && row.closeness != Closeness::Open))
            .or_else(|| board.rows.get(1)),
    };
    let row = picked.filter(|row| behind(row))?;
    let ahead = board.rows.iter().take_while(|other| other.car != row.car).last()?;
    let in_laps = matches!(row.behind, Gap::Laps(_));
    let words = match row.trend.rate_s {
        Some(rate) if rate < -0.05 => live::duel_closing(format::rate(-rate).trim_start_matches('+')),
        Some(rate) if 0.05 < rate => live::duel_losing(format::rate(rate).trim_start_matches('+')),
        Some(_) => live::duel_holding().to_owned(),
        None => on_tyres(row, ahead),
    };
    Some(Fight {
        car: row.car,
        code: row.code.to_string(),
        ahead: live::duel_behind(ahead.code.as_str()),
        figure: row.interval.trim_start_matches('+').to_owned(),
        unit: if in_laps { "" } else { "s" },
        words,
        path: row.trend.path.clone(),
        end: row.trend.end,
        neighbours: neighbours(board, row, ahead),
    })
}

/// What both drive on, while there is no trend.
fn on_tyres(row: &Row, ahead: &Row) -> String {
    let laps =
        |row: &Row| row.tyre_laps.map_or_else(|| live::duel_age_unknown().to_owned(), common::laps_count);
    let tyre = |row: &Row| match tyre_word(row.compound) {
        "" => None,
        word => Some((word, laps(row))),
    };
    match tyre(row).zip(tyre(ahead)) {
        Some(((own, own_laps), (other, other_laps))) => {
            live::duel_tyres(own, &own_laps, ahead.code.as_str(), other, &other_laps)
        }
        None => String::new(),
    }
}

/// The car, the one ahead and the one behind, at their distances in seconds.
fn neighbours(board: &Board, row: &Row, ahead: &Row) -> Vec<Neighbour> {
    let seconds = |row: &Row| match row.behind {
        Gap::Millis(ms) => Some(f64::from(ms) / 1000.0),
        Gap::Laps(_) | Gap::None => None,
    };
    let place = |other: &Row, from_own_s: f64| {
        let own = other.car == row.car;
        let from_own = from_own_s * SECOND;
        let label = if own { 0.0 } else { from_own.abs().max(LABEL).copysign(from_own) };
        Neighbour {
            car: other.car,
            code: other.code.to_string(),
            at: (OWN + from_own).clamp(5.0, 95.0),
            label_at: (OWN + label).clamp(5.0, 95.0),
            own,
            far: !(5.0..=95.0).contains(&(OWN + from_own)),
        }
    };
    let mut found = Vec::new();
    found.extend(seconds(row).map(|seconds| place(ahead, -seconds)));
    let behind = board.rows.iter().skip_while(|other| other.car != row.car).nth(1);
    found.extend(behind.and_then(|behind| Some(place(behind, seconds(behind)?))));
    found.push(place(row, 0.0));
    found
}
