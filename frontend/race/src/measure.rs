//! How wide a text is on a canvas; asked once for each.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use crate::paint::set_face;
use crate::schedule;

/// Texts that are remembered at most; then all are forgotten.
const MOST: usize = 4000;

/// Sizes in tenths of a px and weights are the key beside the text.
type Key = (String, u16, u16);

thread_local! {
    static CONTEXT: Option<CanvasRenderingContext2d> = context();
    static WIDTHS: RefCell<HashMap<Key, f32>> = RefCell::default();
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

/// Rings once when the page's face has come: texts are measured and painted with it.
#[derive(Clone, Copy, Debug)]
pub struct Fonts(pub Trigger);

impl Fonts {
    /// Waits for the face. Asking makes the browser lay the page out, so it is asked once for all charts.
    #[expect(clippy::new_without_default, reason = "it begins to wait, which is no default")]
    pub fn new() -> Self {
        let here = Trigger::new();
        schedule::later(move || {
            let Ok(ready) = document().fonts().ready() else { return };
            spawn_local(async move {
                if JsFuture::from(ready).await.is_ok() {
                    WIDTHS.with_borrow_mut(HashMap::clear);
                    // The first text of a weight takes a browser some ms, for which a chart would wait.
                    for weight in [500, 600, 700] {
                        width("0", 12.0, weight);
                    }
                    here.notify();
                }
            });
        });
        Self(here)
    }
}
