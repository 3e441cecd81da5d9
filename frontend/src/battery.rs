//! What the browser tells of the device's battery; many tell nothing.

use gridcast_core::lite::Means;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

/// Follows the battery, as long as the page lives.
pub fn follow(means: RwSignal<Means>) {
    spawn_local(async move {
        let navigator = window().navigator();
        let asked = Reflect::get(&navigator, &"getBattery".into()).ok();
        let asked = asked.and_then(|ask| ask.dyn_into::<Function>().ok()?.call0(&navigator).ok());
        let Some(asked) = asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) else { return };
        let Ok(battery) = JsFuture::from(asked).await else { return };
        read(&battery, means);
        let Ok(events) = battery.clone().dyn_into::<EventTarget>() else { return };
        let changed = Closure::<dyn Fn()>::new(move || read(&battery, means)).into_js_value();
        for event in ["levelchange", "chargingchange"] {
            // A browser that has no such event tells no more than at first.
            events.add_event_listener_with_callback(event, changed.unchecked_ref()).ok();
        }
    });
}

fn read(battery: &JsValue, means: RwSignal<Means>) {
    let get = |name: &str| Reflect::get(battery, &name.into()).unwrap_or(JsValue::UNDEFINED);
    let (level, charges) = (get("level").as_f64(), get("charging").is_truthy());
    means.try_update(|means| {
        means.battery_pct = level.map(|level| (level * 100.0).round() as u8);
        means.charges = charges;
    });
}
