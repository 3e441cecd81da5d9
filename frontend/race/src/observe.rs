//! Watches an element's size and whether it is near the window. What watches ends with its owner.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
};

/// Keeps a signal at whether the element is within 300 px of the window.
pub fn near(element: &Element, into: RwSignal<bool>) {
    let seen = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let last = entries.iter().last().and_then(|entry| entry.dyn_into::<IntersectionObserverEntry>().ok());
        if let Some(entry) = last {
            let is_near = entry.is_intersecting();
            if into.try_get_untracked().is_some_and(|was| was != is_near) {
                into.try_set(is_near);
            }
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin("300px 0px");
    let observer = IntersectionObserver::new_with_options(seen.as_ref().unchecked_ref(), &options);
    // A browser without observers draws everything at once.
    let Ok(observer) = observer else { return into.set(true) };
    observer.observe(element);
    let kept = StoredValue::new_local(Some((observer, seen)));
    on_cleanup(move || {
        if let Some(Some((observer, _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}

/// An element's inner size, CSS px.
pub fn size_of(element: &Element) -> [i32; 2] {
    [element.client_width(), element.client_height()]
}

/// Keeps a signal at the element's inner size, CSS px.
pub fn size(element: &Element, into: RwSignal<[i32; 2]>) {
    let watched = element.clone();
    let measure = move || {
        let size = size_of(&watched);
        if into.try_get_untracked().is_some_and(|was| was != size) {
            into.try_set(size);
        }
    };
    let resized = Closure::<dyn FnMut()>::new(measure);
    let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let kept = StoredValue::new_local(Some((observer, resized)));
    on_cleanup(move || {
        if let Some(Some((observer, _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}
