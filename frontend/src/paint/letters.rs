//! Texts with a halo, drawn once each on a canvas of their own and copied from there: to stroke a halo around every
//! code anew costs more than all the rest of a frame.

use std::collections::HashMap;

use gridcast_core::scene::{Font, Words};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{css, face, written};

/// Width of the halo's stroke; half of it lies outside of the letters, CSS pixels.
const HALO: f64 = 3.0;

/// A text as it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    pub(super) words: Words,
    pub(super) font: Font,
    pub(super) colour: u32,
    pub(super) halo: u32,
}

/// The texts that have been drawn so far.
#[derive(Debug, Default)]
pub(super) struct Letters {
    drawn: HashMap<Setting, Option<HtmlCanvasElement>>,
}

impl Letters {
    /// Forgets all: the face or the screen is another.
    pub(super) fn forget(&mut self) {
        self.drawn.clear();
    }

    /// Copies a text onto a canvas with its middle at `at`, CSS pixels. It stands on whole pixels of the screen, where
    /// letters are sharp.
    pub(super) fn paint(
        &mut self,
        onto: &CanvasRenderingContext2d,
        at: [f64; 2],
        ratio: f64,
        setting: Setting,
    ) {
        let drawn = self.drawn.entry(setting).or_insert_with(|| draw(setting, ratio));
        let Some(canvas) = drawn else { return };
        let size = [f64::from(canvas.width()), f64::from(canvas.height())];
        let [x, y] = [0, 1].map(|axis| (at[axis] * ratio - size[axis] / 2.0).round() / ratio);
        let [width, height] = size.map(|side| side / ratio);
        // Only a canvas without area is refused, and a text has one.
        onto.draw_image_with_html_canvas_element_and_dw_and_dh(canvas, x, y, width, height).ok();
    }
}

/// Draws a text; `None` when the browser gives no canvas for it.
fn draw(setting: Setting, ratio: f64) -> Option<HtmlCanvasElement> {
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (text, face, size) = (written(setting.words), face(setting.font), f64::from(setting.font.size));
    context.set_font(&face);
    let width = context.measure_text(&text).ok()?.width() + HALO + 2.0;
    canvas.set_width((width * ratio).ceil() as u32);
    canvas.set_height(((size * 1.2 + HALO) * ratio).ceil() as u32);
    // A canvas of another size has forgotten its font.
    context.set_font(&face);
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    context.set_text_align("center");
    context.set_text_baseline("middle");
    context.set_line_join("round");
    context.set_line_width(HALO);
    let x = f64::from(canvas.width()) / ratio / 2.0;
    let y = f64::from(canvas.height()) / ratio / 2.0 + super::drop_of(setting.font);
    context.set_stroke_style_str(&css(setting.halo));
    context.stroke_text(&text, x, y).ok()?;
    context.set_fill_style_str(&css(setting.colour));
    context.fill_text(&text, x, y).ok()?;
    Some(canvas)
}
