//! What happened before the page came: asked for once a session, so that trends are there at once; and what was said
//! before the messages that it has, once a hole.

use std::sync::Arc;

use gloo_net::http::Request;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{Message, MessageKind, RaceState};
use js_sys::{Array, JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::page::{Page, PageHandle};

/// Asks the gateway for the intervals at the ends of the last laps. Without an answer the page sees them itself.
pub async fn run(page: PageHandle, session: SessionId) {
    let Some(live) = ask("api/live").await else { return };
    if get(&get(&live, "session"), "id").as_string().as_deref() == Some(session.as_str()) {
        page.try_update_value(|page| take(page, &Array::from(&get(&live, "cars"))));
    }
}

/// Asks the gateway for all that was said.
pub async fn messages(page: PageHandle, session: SessionId) {
    let Some(said) = ask("api/live/messages").await else { return };
    if get(&said, "session").as_string().as_deref() == Some(session.as_str()) {
        let newest = get(&said, "nMessages").as_f64().unwrap_or(0.0) as u32;
        page.try_update_value(|page| {
            let Some(state) = page.live.state().map(Arc::clone) else { return };
            let list = Array::from(&get(&said, "messages"));
            page.recall_messages(list.iter().map(|said| message(&state, &said)).collect(), newest);
        });
    }
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
