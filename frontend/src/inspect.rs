//! `window.gridcast`: the picture in numbers, for tests and for pages that embed this one.
//!
//! `gridcast.inspect()` returns a JSON text; `gridcast_core::inspect` says what is in it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::page::PageHandle;

/// Puts the object into the window.
pub fn expose(page: PageHandle) {
    let Some(window) = web_sys::window() else { return };
    let inspect = Closure::<dyn Fn() -> String>::new(move || {
        page.try_with_value(super::page::Page::inspect).unwrap_or_else(|| "null".to_owned())
    });
    let object = js_sys::Object::new();
    // Setting a property of a plain object cannot fail.
    js_sys::Reflect::set(&object, &JsValue::from_str("inspect"), &inspect.into_js_value()).ok();
    js_sys::Reflect::set(&window, &JsValue::from_str("gridcast"), &object).ok();
}
