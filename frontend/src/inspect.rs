//! `window.gridcast`: the picture in numbers, for tests, and the wishes of a page around this one.
//!
//! `gridcast.inspect()` returns a JSON text; `gridcast_core::inspect` says what is in it. `gridcast.take(query)` takes
//! driver and theme as an address has them.

use gridcast_core::theme::Theme;
use gridcast_shared::address::Query;
use gridcast_viewer::outside;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::page::PageHandle;

/// Puts the object into the window.
pub fn expose(page: PageHandle, chosen_theme: RwSignal<Option<Theme>>) {
    let inspect = Closure::<dyn Fn() -> String>::new(move || {
        page.try_with_value(super::page::Page::inspect).unwrap_or_else(|| "null".to_owned())
    });
    let object = outside::expose(move |query| {
        let query = Query::new(&query);
        if let Some(theme) = query.theme().and_then(Theme::by_name) {
            chosen_theme.set(Some(theme));
        }
        if query.get("drivers").is_some() {
            let code = query.drivers().into_iter().next();
            page.try_update_value(|page| page.choose(code));
        }
    });
    // Setting a property of a plain object cannot fail.
    js_sys::Reflect::set(&object, &JsValue::from_str("inspect"), &inspect.into_js_value()).ok();
}
