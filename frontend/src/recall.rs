//! What happened before the page came: asked for once a session, so that trends are there at once; and what was said
//! before the messages that it has, once a hole.

use std::sync::Arc;

use gloo_net::http::Request;
use gridcast_core::address;
use gridcast_core::championship::{Before, Season};
use gridcast_core::format;
use gridcast_core::history::Lap;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{CarTiming, Compound, Gap, Message, MessageKind, RaceState};
use js_sys::{Array, JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::page::{Page, PageHandle};

/// Asks the gateway for the intervals at the ends of the last laps. Without an answer the page sees them itself.
pub async fn run(page: PageHandle, session: SessionId) {
    let Some(live) = ask(address::LIVE).await else { return };
    if get(&get(&live, "session"), "id").as_string().as_deref() == Some(session.as_str()) {
        page.try_update_value(|page| take(page, &Array::from(&get(&live, "cars"))));
    }
}

/// Asks the gateway for all that was said.
pub async fn messages(page: PageHandle, session: SessionId) {
    let Some(said) = ask(address::LIVE_MESSAGES).await else { return };
    if get(&said, "session").as_string().as_deref() == Some(session.as_str()) {
        let newest = get(&said, "nMessages").as_f64().unwrap_or(0.0) as u32;
        page.try_update_value(|page| {
            let Some(state) = page.live.state().map(Arc::clone) else { return };
            let list = Array::from(&get(&said, "messages"));
            page.recall_messages(list.iter().map(|said| message(&state, &said)).collect(), newest);
        });
    }
}

/// Asks for the laps of all cars that ended before the page came. Without them the page tells those that it sees.
pub async fn laps(page: PageHandle, session: SessionId) {
    let Some(told) = ask(&address::timeline(session.as_str())).await else { return };
    page.try_update_value(|page| {
        let Some(state) = page.live.state().filter(|state| state.session.id == session).map(Arc::clone)
        else {
            return;
        };
        for car in Array::from(&get(&told, "cars")).iter() {
            let code = get(&car, "driver").as_string();
            let place =
                state.session.drivers.iter().position(|driver| Some(driver.code.as_str()) == code.as_deref());
            if let Some(place) = place {
                let laps = Array::from(&get(&car, "laps"));
                page.recall_laps(CarIndex(place as u8), laps.iter().map(|told| lap(&told)).collect());
            }
        }
    });
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
    }
}

/// A tyre by its name in documents, which is the one that is read out.
fn tyre(word: &str) -> Compound {
    let known = [Compound::Soft, Compound::Medium, Compound::Hard, Compound::Intermediate, Compound::Wet];
    known.into_iter().find(|compound| format::tyre_word(*compound) == word).unwrap_or_default()
}

/// Asks for the season's standings, of which those before this race's round count. Without them nothing is said.
pub async fn season(page: PageHandle, session: SessionId) {
    let of_race = |page: &Page| page.live.state().map(|state| (state.session.season, state.session.round));
    let Some(Some((season, round))) = page.try_with_value(of_race) else { return };
    if season == 0 || round == 0 {
        return;
    }
    let Some(told) = ask(&address::mart(&format!("{season}/standings"))).await else { return };
    let rounds: Vec<f64> =
        Array::from(&get(&told, "rounds")).iter().filter_map(|round| round.as_f64()).collect();
    // The first race of a season begins at nothing.
    let column = rounds.iter().rposition(|&of| of < f64::from(round));
    let list = |name: &str| standings(&Array::from(&get(&told, name)), column.map(|column| column as u32));
    let season = Season { drivers: list("drivers"), constructors: list("constructors") };
    page.try_update_value(|page| {
        if page.live.state().is_some_and(|state| state.session.id == session) {
            page.recall_season(season);
        }
    });
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
            points: column
                .and_then(|column| Array::from(&get(&entrant, "points")).get(column).as_f64())
                .unwrap_or(0.0),
        })
        .collect();
    before.sort_by(|a, b| b.points.total_cmp(&a.points));
    before
}

async fn ask(path: &str) -> Option<JsValue> {
    let answer = Request::get(path).send().await.ok()?;
    JSON::parse(&answer.text().await.ok()?).ok()
}

fn message(state: &RaceState, said: &JsValue) -> Message {
    let code = get(said, "driver").as_string();
    let car = state.session.drivers.iter().position(|driver| Some(driver.code.as_str()) == code.as_deref());
    let is_radio = get(said, "kind").as_string().as_deref() == Some("teamRadio");
    Message {
        date_ms: get(said, "dateMs").as_f64().unwrap_or(0.0) as i64,
        lap: get(said, "lap").as_f64().unwrap_or(0.0) as u8,
        kind: if is_radio { MessageKind::TeamRadio } else { MessageKind::RaceControl },
        car: car.map(|car| CarIndex(car as u8)),
        text: get(said, "text").as_string().unwrap_or_default(),
    }
}

/// Takes over the intervals of the cars, which are in order of position.
fn take(page: &mut Page, cars: &Array) {
    let Some(state) = page.live.state().map(Arc::clone) else { return };
    page.recall(|intervals| recall(&state, cars, intervals));
}

fn recall(state: &RaceState, cars: &Array, intervals: &mut LapIntervals) {
    intervals.observe(state);
    let mut ahead = None;
    for car in cars.iter() {
        let code = get(&car, "driver").as_string();
        let place =
            state.session.drivers.iter().position(|driver| Some(driver.code.as_str()) == code.as_deref());
        let Some(index) = place.map(|place| CarIndex(place as u8)) else { continue };
        let laps_ms: Vec<u32> = Array::from(&get(&car, "lapIntervalsMs"))
            .iter()
            .filter_map(|ms| ms.as_f64())
            .map(|ms| ms as u32)
            .collect();
        intervals.recall(index, ahead, &laps_ms);
        ahead = Some(index);
    }
}

/// A field of an object; undefined where it is none.
fn get(value: &JsValue, field: &str) -> JsValue {
    Reflect::get(value, &field.into()).unwrap_or(JsValue::UNDEFINED)
}
