//! Looking around on the map: wheel, one finger or the mouse, two fingers, keys. In a frame a bare wheel and one finger
//! are for the page around it.

use gridcast_core::maths;
use gridcast_core::projection::Viewport;
use gridcast_viewer::outside;
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent, WheelEvent};

use crate::page::PageHandle;
use crate::shown::Shown;

/// A key's step of zoom.
pub const KEY_ZOOM: f64 = 1.4;

/// A key's step across, CSS pixels.
const KEY_PAN: f64 = 60.0;

/// A pointer that moved less than this between down and up has pointed at something, CSS pixels.
const CLICK_PX: f64 = 6.0;

/// The pointers that are down on the map.
#[derive(Clone, Debug, Default)]
pub struct Pointers {
    down: Vec<(i32, [f64; 2])>,
    moved: f64,
}

/// The pointers' place beside the other state of the page.
pub type PointersHandle = StoredValue<Pointers, LocalStorage>;

/// Zooms by the wheel. Alone it moves the page only where the page can scroll, which it cannot beside the map, unless
/// that page stands in another one: there Ctrl zooms, as a pinch on a touch pad comes.
pub fn wheel(event: &WheelEvent, page: PageHandle) {
    if outside::is_framed() && !event.ctrl_key() && !event.meta_key() {
        return;
    }
    event.prevent_default();
    let lines = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
    let factor = maths::exp(-event.delta_y() * lines * 0.0016);
    let at = [f64::from(event.offset_x()), f64::from(event.offset_y())];
    page.update_value(|page| page.look(|view, panel| view.zoom_at(panel, at, factor)));
}

/// A pointer went down.
pub fn down(event: &PointerEvent, pointers: PointersHandle, map: NodeRef<Div>) {
    let at = place(event);
    pointers.update_value(|pointers| {
        if pointers.down.is_empty() {
            pointers.moved = 0.0;
        }
        pointers.down.retain(|pointer| pointer.0 != event.pointer_id());
        pointers.down.push((event.pointer_id(), at));
    });
    if let Some(map) = map.get_untracked() {
        // A pointer that is already gone cannot be captured, and need not be.
        map.set_pointer_capture(event.pointer_id()).ok();
    }
}

/// A pointer moved: one pans, two pinch.
pub fn moved(event: &PointerEvent, pointers: PointersHandle, page: PageHandle, shown: &Shown) {
    let at = place(event);
    pointers.update_value(|pointers| {
        let Some(i) = pointers.down.iter().position(|pointer| pointer.0 == event.pointer_id()) else {
            return;
        };
        let before = pointers.down[i].1;
        pointers.down[i].1 = at;
        let (dx, dy) = (at[0] - before[0], at[1] - before[1]);
        pointers.moved += dx.hypot(dy);
        if pointers.moved < CLICK_PX {
            return;
        }
        match pointers.down.as_slice() {
            // There is nothing to move to in a whole track, so a finger turns a phone's panels there.
            [_] if event.pointer_type() == "touch" && !shown.zoomed.get_untracked() => {}
            [_] => page.update_value(|page| page.look(|view, panel| view.pan(panel, dx, dy))),
            [a, b] => {
                let other = if i == 0 { b.1 } else { a.1 };
                let (was, is) = (apart(before, other), apart(at, other));
                let middle = [f64::midpoint(at[0], other[0]), f64::midpoint(at[1], other[1])];
                page.update_value(|page| {
                    page.look(|view, panel| {
                        view.zoom_at(panel, middle, is / was.max(1.0));
                        view.pan(panel, dx / 2.0, dy / 2.0);
                    });
                });
            }
            _ => {}
        }
    });
}

/// A pointer went up, or away; a short press chooses the car under it.
pub fn up(event: &PointerEvent, pointers: PointersHandle, page: PageHandle, shown: Shown) {
    let mut pressed = false;
    pointers.update_value(|pointers| {
        let known = pointers.down.iter().any(|pointer| pointer.0 == event.pointer_id());
        pressed = known && pointers.down.len() == 1 && pointers.moved < CLICK_PX;
        pointers.down.retain(|pointer| pointer.0 != event.pointer_id());
    });
    if pressed && event.type_() == "pointerup" {
        let car = page.with_value(|page| page.car_at(place(event)));
        if car.is_some() {
            let same = car == shown.chosen.get_untracked();
            shown.chosen.set(if same { None } else { car });
        }
    }
}

/// A key: `+`, `-` and `0` zoom, with Shift the arrows move. Whether it was one of them.
pub fn key(event: &KeyboardEvent, page: PageHandle) -> bool {
    let pan = |dx: f64, dy: f64| page.update_value(|page| page.look(|view, panel| view.pan(panel, dx, dy)));
    match (event.key().as_str(), event.shift_key()) {
        ("+" | "=", _) => zoom(page, KEY_ZOOM),
        ("-" | "_", _) => zoom(page, 1.0 / KEY_ZOOM),
        ("0", _) => whole(page),
        ("ArrowLeft", true) => pan(KEY_PAN, 0.0),
        ("ArrowRight", true) => pan(-KEY_PAN, 0.0),
        ("ArrowUp", true) => pan(0.0, KEY_PAN),
        ("ArrowDown", true) => pan(0.0, -KEY_PAN),
        _ => return false,
    }
    true
}

/// Shows the whole track again.
pub fn whole(page: PageHandle) {
    page.update_value(|page| page.look(|view, _| *view = Viewport::default()));
}

/// Zooms around the middle of the map.
pub fn zoom(page: PageHandle, factor: f64) {
    page.update_value(|page| page.look(|view, panel| view.zoom_at(panel, panel.centre(), factor)));
}

fn place(event: &PointerEvent) -> [f64; 2] {
    [f64::from(event.offset_x()), f64::from(event.offset_y())]
}

fn apart(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
