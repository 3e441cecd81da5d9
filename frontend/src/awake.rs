//! Keeps the device's screen on while `gridcast_core::awake` says so, by the browser's wake lock. The browser takes it
//! back when the page is hidden; it is asked for again when the page is seen.

use gridcast_core::awake::Watched;
use gridcast_viewer::erased::effect;
use js_sys::{Function, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::shown::Shown;

/// The lock that is held.
type Held = StoredValue<Option<JsValue>, LocalStorage>;

/// Follows what the screen is to stay on for, as long as the page lives.
pub fn follow(shown: &Shown) {
    let shown = *shown;
    let held: Held = StoredValue::new_local(None);
    let wanted = Memo::new(move |_| {
        let may_sleep = shown.wishes.with(|wishes| wishes.may_sleep);
        Watched { runs: shown.runs.get(), seen: shown.seen.get(), may_sleep }.keeps_awake()
    });
    effect(move || {
        if wanted.get() {
            spawn_local(take(held, wanted));
        } else if let Some(lock) = held.try_update_value(Option::take).flatten() {
            let_go(&lock);
        }
    });
}

/// Asks for the lock. A browser that has none, or refuses it, leaves the screen to itself.
async fn take(held: Held, wanted: Memo<bool>) {
    let asked = Reflect::get(&window().navigator(), &"wakeLock".into())
        .ok()
        .and_then(|locks| call(&locks, "request", &"screen".into()));
    let Some(asked) = asked else { return };
    let Ok(lock) = JsFuture::from(asked).await else { return };
    let is_wanted = wanted.try_get_untracked() == Some(true);
    let before =
        if is_wanted { held.try_update_value(|held| held.replace(lock)).flatten() } else { Some(lock) };
    if let Some(lock) = before {
        let_go(&lock);
    }
}

/// Lets go; of one that the browser has taken back nothing comes.
fn let_go(lock: &JsValue) {
    if let Some(done) = call(lock, "release", &JsValue::UNDEFINED) {
        spawn_local(async move { drop(JsFuture::from(done).await) });
    }
}

fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<Promise> {
    let function: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    function.call1(of, with).ok()?.dyn_into().ok()
}
