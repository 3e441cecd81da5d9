//! What a page and whatever is around it tell each other: the address, the fact of being framed, and what the script
//! of framed pages (`public/embed/frame.js`) hands on in both directions.
//!
//! Attributes of the root element are what both sides read. `data-framed` is set before the first paint, in a page that
//! stands in another one. `data-resting` is there while nobody can see a framed page. `data-ready` is there once the page
//! can be spoken to, by `gridcast.take(query)`. `data-drivers` has the codes of the chosen drivers, once there are drivers.

use js_sys::{Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// The event of the window that says that a framed page can be seen again.
pub const WOKEN: &str = "gridcast-woken";

/// The address's query.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Whether the page stands in another one.
pub fn is_framed() -> bool {
    is_told("data-framed")
}

/// Whether it is framed, and nobody can see it.
pub fn is_resting() -> bool {
    is_told("data-resting")
}

/// Tells who is chosen, codes with commas between them.
pub fn tell_drivers(codes: &str) {
    tell("data-drivers", codes);
}

/// Puts `window.gridcast` into the page; `take` hears queries as an address has them. What else is in it, the page adds.
pub fn expose(take: impl Fn(String) + 'static) -> Object {
    let object = Object::new();
    let take = Closure::<dyn Fn(String)>::new(take);
    // Setting a property of a plain object cannot fail.
    Reflect::set(&object, &JsValue::from_str("take"), &take.into_js_value()).ok();
    Reflect::set(&window(), &JsValue::from_str("gridcast"), &object).ok();
    tell("data-ready", "");
    object
}

fn tell(attribute: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // The names are fit for attributes.
        root.set_attribute(attribute, value).ok();
    }
}

fn is_told(attribute: &str) -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(attribute))
}
