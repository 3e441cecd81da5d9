//! How wide a text is on a canvas; asked once for each.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::paint::set_face;

/// Texts that are remembered at most; then all are forgotten.
const MOST: usize = 4000;

/// Sizes in tenths of a px and weights are the key beside the text.
type Key = (String, u16, u16);

thread_local! {
    static CONTEXT: Option<CanvasRenderingContext2d> = context();
    static WIDTHS: RefCell<HashMap<Key, f32>> = RefCell::default();
    static FORGOTTEN: Cell<bool> = const { Cell::new(false) };
}

fn context() -> Option<CanvasRenderingContext2d> {
    let canvas = document().create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Width of a text, CSS px.
pub fn width(text: &str, size: f32, weight: u16) -> f32 {
    let key = (text.to_owned(), (size * 10.0) as u16, weight);
    if let Some(width) = WIDTHS.with_borrow(|widths| widths.get(&key).copied()) {
        return width;
    }
    let measured = CONTEXT.with(|context| {
        let context = context.as_ref()?;
        set_face(context, size.into(), weight);
        Some(context.measure_text(text).ok()?.width() as f32)
    });
    // Without a canvas the mean width of the face.
    let width = measured.unwrap_or(text.chars().count() as f32 * size * 0.52);
    WIDTHS.with_borrow_mut(|widths| {
        if MOST <= widths.len() {
            widths.clear();
        }
        widths.insert(key, width);
    });
    width
}

/// Forgets all widths when the face has come; whether any had been measured with another before.
pub fn forget() -> bool {
    // The first panel forgets for all of them; the others only need to draw again.
    if !FORGOTTEN.replace(true) {
        WIDTHS.with_borrow_mut(HashMap::clear);
    }
    true
}
