//! What the details know of before the page came: the laps of all cars, and how the season stood.

use std::sync::Arc;

use gridcast_core::address;
use gridcast_core::championship::{Before, Season};
use gridcast_core::format;
use gridcast_core::history::Lap;
use gridcast_shared::few;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::{CarTiming, Compound, Gap};
use gridcast_shared::session::SessionKind;
use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::page::{Page, PageHandle};
use crate::recording::{ask_until_told, get, list};

/// Takes the laps of all cars from what is told of a session's past. Without them the page tells those that it sees.
pub fn laps(page: &mut Page, told: &JsValue) {
    let Some(state) = page.live.state().map(Arc::clone) else { return };
    for car in list(told, "cars").iter() {
        let code = get(&car, "driver").as_string();
        let place =
            state.session.drivers.iter().position(|driver| Some(driver.code.as_str()) == code.as_deref());
        if let Some(place) = place {
            let laps = list(&car, "laps");
            page.live.recall_laps(CarIndex(place as u8), laps.iter().map(|told| lap(&told)).collect());
        }
    }
}

/// A lap as the timeline tells it.
fn lap(told: &JsValue) -> Lap {
    let number = |field: &str| get(told, field).as_f64();
    let is = |field: &str| get(told, field).as_bool().unwrap_or_default();
    let compound = get(told, "compound").as_string();
    Lap {
        number: number("lap").unwrap_or(0.0) as u8,
        end_ms: number("endMs").unwrap_or(0.0) as i64,
        time_ms: number("timeMs").unwrap_or(0.0) as u32,
        place: number("place").unwrap_or(0.0) as u8,
        gap: number("gapMs").map_or(Gap::None, |ms| Gap::Millis(ms as u32)),
        compound: compound.map(|word| tyre(&word)).unwrap_or_default(),
        age: number("age").map_or(CarTiming::UNKNOWN_AGE, |age| age as u8),
        stops: number("stint").map_or(0, |stint| (stint as u8).saturating_sub(1)),
        in_pit: is("inPit") || is("outPit"),
        is_deleted: is("deleted"),
        deleted_ms: number("deletedMs").map(|ms| ms as i64),
    }
}

/// A tyre by its name in documents, which is the one that is read out.
fn tyre(word: &str) -> Compound {
    let known = [Compound::Soft, Compound::Medium, Compound::Hard, Compound::Intermediate, Compound::Wet];
    known.into_iter().find(|compound| format::tyre_word(*compound) == word).unwrap_or_default()
}

/// Asks for the season's standings, of which those before this race's round count. Without them nothing is said.
pub async fn season(page: PageHandle, session: SessionId) {
    let of_race = |page: &Page| page.live.state().map(|state| Arc::clone(&state.session));
    let Some(Some(facts)) = page.try_with_value(of_race) else { return };
    let (season, round) = (facts.season, facts.round);
    if season == 0 || round == 0 {
        return;
    }
    let Some(told) = ask_until_told(&address::mart(&format!("{season}/standings"))).await else { return };
    let rounds: Vec<f64> = list(&told, "rounds").iter().filter_map(|round| round.as_f64()).collect();
    // The first race of a season begins at nothing.
    let column = rounds.iter().rposition(|&of| of < f64::from(round));
    let before = |name: &str| standings(&list(&told, name), column.map(|column| column as u32));
    let mut standings = Season { drivers: before("drivers"), constructors: before("constructors") };
    if facts.kind == SessionKind::Race
        && let Some(sprint) = ask_until_told(&address::mart(&format!("{season}/{round}/sprint/result"))).await
    {
        earn(&mut standings, &sprint);
    }
    page.try_update_value(|page| {
        if page.live.state().is_some_and(|state| state.session.id == session) {
            page.recall_season(standings);
        }
    });
}

/// Adds the points of a session's result.
fn earn(season: &mut Season, result: &JsValue) {
    let drivers = list(result, "drivers");
    let text = |of: &JsValue, field: &str| get(of, field).as_string().unwrap_or_default();
    for row in list(result, "results").iter() {
        let Some((driver, points)) = get(&row, "driver").as_f64().zip(get(&row, "points").as_f64()) else {
            continue;
        };
        let driver = drivers.get(driver as u32);
        season.earned(&text(&driver, "code"), &text(&driver, "name"), points);
    }
}

/// Entrants with their points after the round of a column, most points first; without a column all at zero.
fn standings(entrants: &Array, column: Option<u32>) -> Vec<Before> {
    let text = |of: &JsValue, field: &str| get(of, field).as_string().unwrap_or_default();
    let mut before: Vec<Before> = entrants
        .iter()
        .map(|entrant| Before {
            code: text(&entrant, "id"),
            name: text(&entrant, "name"),
            team: text(&entrant, "team"),
            points: column.and_then(|column| list(&entrant, "points").get(column).as_f64()).unwrap_or(0.0),
        })
        .collect();
    few::sort_by(&mut before, |a, b| b.points < a.points);
    before
}
