//! What happened before the page came: asked for once a session, so that trends are there at once.

use std::sync::Arc;

use gloo_net::http::Request;
use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::RaceState;
use js_sys::{Array, JSON, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::page::{Page, PageHandle};

/// Asks the gateway for the intervals at the ends of the last laps. Without an answer the page sees them itself.
pub async fn run(page: PageHandle, session: SessionId) {
    let Ok(answer) = Request::get("api/live").send().await else { return };
    let Ok(text) = answer.text().await else { return };
    let Ok(live) = JSON::parse(&text) else { return };
    if get(&get(&live, "session"), "id").as_string().as_deref() == Some(session.as_str()) {
        page.try_update_value(|page| take(page, &Array::from(&get(&live, "cars"))));
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
