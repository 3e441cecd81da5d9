//! A finger that wipes across a phone's panel leads to the next one; what counts as that is `gridcast_core::swipe`'s.

use gridcast_core::swipe::{Swipe, Turn, beside};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

use crate::shown::{Shown, Tab};
use crate::viewer::{HAS_TABS, is_media};

/// The finger that is down, if it may turn panels.
pub type Swiping = StoredValue<Option<Swipe>>;

/// A way as the style sheet names it.
pub fn name(turn: Option<Turn>) -> &'static str {
    match turn {
        None => "none",
        Some(Turn::Next) => "next",
        Some(Turn::Before) => "before",
    }
}

/// A pointer went down: one finger, where it does not move the map.
pub fn down(event: &PointerEvent, swiping: Swiping, shown: &Shown) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on =
        |what: &str| target.as_ref().is_some_and(|target| target.closest(what).is_ok_and(|on| on.is_some()));
    let moves_map = shown.zoomed.get_untracked() && is_on(".canvases");
    // A panel that stands alone has no neighbours.
    let may = !is_on(".alone")
        && event.is_primary()
        && event.pointer_type() == "touch"
        && !moves_map
        && is_media(HAS_TABS);
    swiping.set_value(may.then(|| Swipe::begin(place(event), event.time_stamp())));
}

/// It was lifted.
pub fn up(event: &PointerEvent, swiping: Swiping, shown: &Shown) {
    let swipe = swiping.try_update_value(Option::take).flatten();
    let Some(turn) = swipe.and_then(|swipe| swipe.end(place(event), event.time_stamp())) else { return };
    if let Some(tab) = beside(&Tab::ALL, shown.tab.get_untracked(), turn) {
        shown.turn.set(Some(turn));
        shown.tab.set(tab);
    }
}

fn place(event: &PointerEvent) -> [f64; 2] {
    [f64::from(event.client_x()), f64::from(event.client_y())]
}
