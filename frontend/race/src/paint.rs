//! Draws a chart's commands on a canvas through plotters' canvas backend.
//!
//! The backend takes whole numbers, so the canvas is scaled to sixteenths of a CSS px. What plotters does not know is
//! set on the same context beside it: dashes, joins, patterns, round corners, text with its weight and its halo, and
//! clouds of dots as one path.

use std::cell::{Cell, RefCell};

use gridcast_core::charts::draw::command::Command;
use gridcast_core::charts::draw::geometry::{Bounds, PITCH, pattern_lines};
use gridcast_core::charts::draw::style::{Anchor, Colour, Dash, LineStyle, Pattern, Shape};
use js_sys::{Array, Reflect};
use leptos::prelude::document;
use plotters::backend::DrawingBackend;
use plotters::style::{RGBAColor, ShapeStyle};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, HtmlCanvasElement};

/// The face of every text on a canvas.
const FACE: &str = "Archivo, \"Archivo Fallback\", sans-serif";

/// Between words beside the face's own space, em: small texts on lines need more than the page's.
const WORD_SPACING: f64 = 0.1;

/// Units of plotters' coordinates to a CSS px.
const UNITS: f64 = 16.0;

/// A canvas that is painted on.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    backend: RefCell<CanvasBackend>,
    /// Device px to a CSS px.
    ratio: Cell<f64>,
    /// Size and weight that the context's face is set to.
    face: Cell<Option<(f64, u16)>>,
    /// Those that have been used since the ratio was another.
    hatches: RefCell<Vec<Hatch>>,
}

/// A pattern in its colour, ready to fill with.
struct Hatch {
    pattern: Pattern,
    colour: Colour,
    /// Repeats every [`PITCH`], device px.
    fill: CanvasPattern,
}

impl std::fmt::Debug for Painter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Painter").field("canvas", &self.canvas).finish_non_exhaustive()
    }
}

impl Painter {
    /// For a canvas; `None` when it has no 2D context.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let backend = RefCell::new(CanvasBackend::with_canvas_object(canvas.clone())?);
        let (ratio, face, hatches) = (Cell::new(1.0), Cell::new(None), RefCell::default());
        Some(Self { canvas, context, backend, ratio, face, hatches })
    }

    /// Its canvas.
    pub fn canvas(&self) -> &HtmlCanvasElement {
        &self.canvas
    }

    /// Begins a picture of a size in CSS px, at so many device px for each of them, on a ground or on none.
    pub fn begin(&self, size: [f64; 2], ratio: f64, ground: Option<u32>) {
        let [width, height] = size.map(|side| (side * ratio).round() as u32);
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        // Finite numbers: nothing that could be refused.
        self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).ok();
        self.context.clear_rect(0.0, 0.0, width.into(), height.into());
        if let Some(ground) = ground {
            self.context.set_fill_style_str(&format!("#{ground:06x}"));
            self.context.fill_rect(0.0, 0.0, width.into(), height.into());
        }
        if self.ratio.replace(ratio).to_bits() != ratio.to_bits() {
            self.hatches.borrow_mut().clear();
        }
        // A canvas of another size has forgotten it.
        self.face.set(None);
        let scale = ratio / UNITS;
        self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok();
        self.context.set_line_join("round");
        self.context.set_line_cap("round");
        self.context.set_text_baseline("middle");
        self.dash(Dash::Solid);
    }

    /// Moves what is drawn from here on, CSS px.
    pub fn shift(&self, by: [f64; 2]) {
        self.context.translate(by[0] * UNITS, by[1] * UNITS).ok();
    }

    /// Draws commands, later ones on top.
    pub fn draw(&self, commands: &[Command]) {
        for alike in commands.chunk_by(are_dots_alike) {
            let [command] = alike else {
                self.dots(alike);
                continue;
            };
            match command {
                Command::Line { points, stroke } => self.line(points, *stroke),
                Command::Area { points, fill } => self.polygon(points, *fill),
                Command::Rect { rect, radius, fill, pattern, stroke } => {
                    if let Some(fill) = fill {
                        self.filled(rect, *radius, *fill);
                    }
                    if let Some((pattern, colour)) = pattern {
                        self.hatch(rect, *pattern, *colour);
                    }
                    if let Some(stroke) = stroke {
                        self.edge(rect, *radius, *stroke);
                    }
                }
                Command::Mark { at, shape, radius, fill, stroke } => {
                    self.mark(*at, *shape, *radius, *fill, *stroke);
                }
                Command::Text { at, text, size, weight, colour, anchor, halo } => {
                    self.text(*at, text, (*size, *weight), *colour, *anchor, *halo);
                }
            }
        }
    }

    fn line(&self, points: &[[f64; 2]], stroke: LineStyle) {
        self.dashed(stroke.dash, || {
            // A canvas without its context draws nothing, which is all that can be done about it.
            self.backend.borrow_mut().draw_path(points.iter().map(unit), &stroked(stroke)).ok();
        });
    }

    /// Draws with broken lines.
    fn dashed(&self, dash: Dash, draw: impl FnOnce()) {
        if dash == Dash::Solid {
            return draw();
        }
        self.dash(dash);
        draw();
        self.dash(Dash::Solid);
    }

    /// Circles of one size and look, in one path.
    fn dots(&self, alike: &[Command]) {
        self.context.begin_path();
        for command in alike {
            let Command::Mark { at, radius, .. } = command else { continue };
            let [x, y, radius] = [at[0], at[1], *radius].map(|length| length * UNITS);
            self.context.move_to(x + radius, y);
            // Refused only for a negative radius, which is nothing to draw.
            self.context.arc(x, y, radius, 0.0, std::f64::consts::TAU).ok();
        }
        let Some(Command::Mark { fill, stroke, .. }) = alike.first() else { return };
        if let Some(fill) = fill {
            self.context.set_fill_style_str(&css(*fill));
            self.context.fill();
        }
        if let Some(stroke) = stroke {
            self.context.set_stroke_style_str(&css(stroke.colour));
            self.context.set_line_width(stroke.width * UNITS);
            self.context.stroke();
        }
    }

    /// Fills with a pattern. Its lines keep to device px, so that they are sharp.
    fn hatch(&self, rect: &Bounds, pattern: Pattern, colour: Colour) {
        if matches!(pattern, Pattern::None | Pattern::Solid) {
            return;
        }
        let ratio = self.ratio.get();
        let mut hatches = self.hatches.borrow_mut();
        if hatches.iter().all(|hatch| (hatch.pattern, hatch.colour) != (pattern, colour)) {
            hatches.extend(self.tile(pattern, colour).map(|fill| Hatch { pattern, colour, fill }));
        }
        let known = hatches.iter().find(|hatch| (hatch.pattern, hatch.colour) == (pattern, colour));
        // Without a tile the colour and the letter still tell what it is.
        let Some(hatch) = known else { return };
        self.context.save();
        self.context.scale(UNITS / ratio, UNITS / ratio).ok();
        self.context.set_fill_style_canvas_pattern(&hatch.fill);
        let [left, top, width, height] =
            [rect.left, rect.top, rect.width(), rect.height()].map(|length| length * ratio);
        self.context.fill_rect(left, top, width, height);
        self.context.restore();
    }

    /// A pattern's tile.
    fn tile(&self, pattern: Pattern, colour: Colour) -> Option<CanvasPattern> {
        let side = (PITCH * self.ratio.get()).round().max(1.0);
        let canvas = document().create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
        canvas.set_width(side as u32);
        canvas.set_height(side as u32);
        let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        context.scale(side / PITCH, side / PITCH).ok()?;
        // From a grid line to the middle of a px.
        context.translate(0.5, 0.5).ok()?;
        context.set_stroke_style_str(&css(colour));
        context.begin_path();
        // Lines that leave a tile on one side come in on the other.
        for [from, to] in pattern_lines(&Bounds::new(-PITCH, -PITCH, 2.0 * PITCH, 2.0 * PITCH), pattern) {
            context.move_to(from[0], from[1]);
            context.line_to(to[0], to[1]);
        }
        context.stroke();
        self.context.create_pattern_with_html_canvas_element(&canvas, "repeat").ok()?
    }

    fn polygon(&self, points: &[[f64; 2]], fill: Colour) {
        self.backend.borrow_mut().fill_polygon(points.iter().map(unit), &filled(fill)).ok();
    }

    fn filled(&self, rect: &Bounds, radius: f64, fill: Colour) {
        if radius <= 0.0 {
            let [from, to] = [unit(&[rect.left, rect.top]), unit(&[rect.right, rect.bottom])];
            self.backend.borrow_mut().draw_rect(from, to, &filled(fill), true).ok();
        } else {
            self.rounded(rect, radius);
            self.context.set_fill_style_str(&css(fill));
            self.context.fill();
        }
    }

    fn edge(&self, rect: &Bounds, radius: f64, stroke: LineStyle) {
        self.rounded(rect, radius);
        self.context.set_stroke_style_str(&css(stroke.colour));
        self.context.set_line_width(stroke.width * UNITS);
        self.dashed(stroke.dash, || self.context.stroke());
    }

    /// A rectangle with round corners, as the path to be filled or stroked; plotters has square ones.
    fn rounded(&self, rect: &Bounds, radius: f64) {
        let radius = radius.clamp(0.0, rect.width().min(rect.height()) / 2.0);
        let [left, top, width, height, radius] =
            [rect.left, rect.top, rect.width(), rect.height(), radius].map(|length| length * UNITS);
        self.context.begin_path();
        // Refused only for a negative radius.
        self.context.round_rect_with_f64(left, top, width, height, radius).ok();
    }

    fn mark(&self, at: [f64; 2], shape: Shape, radius: f64, fill: Option<Colour>, stroke: Option<LineStyle>) {
        let place = |dx: f64, dy: f64| [at[0] + dx * radius, at[1] + dy * radius];
        let corners: &[[f64; 2]] = match shape {
            Shape::Circle => {
                let size = (radius * UNITS).round() as u32;
                let mut backend = self.backend.borrow_mut();
                if let Some(fill) = fill {
                    backend.draw_circle(unit(&at), size, &filled(fill), true).ok();
                }
                if let Some(stroke) = stroke {
                    backend.draw_circle(unit(&at), size, &stroked(stroke), false).ok();
                }
                return;
            }
            Shape::Cross => {
                if let Some(stroke) = stroke {
                    self.line(&[place(-1.0, -1.0), place(1.0, 1.0)], stroke);
                    self.line(&[place(-1.0, 1.0), place(1.0, -1.0)], stroke);
                }
                return;
            }
            Shape::Diamond => &[[0.0, -1.0], [1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]],
            Shape::Square => &[[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]],
            Shape::Up => &[[0.0, -0.9], [1.0, 0.8], [-1.0, 0.8]],
            Shape::Down => &[[0.0, 0.9], [1.0, -0.8], [-1.0, -0.8]],
        };
        let mut points: Vec<[f64; 2]> = corners.iter().map(|&[dx, dy]| place(dx, dy)).collect();
        if let Some(fill) = fill {
            self.polygon(&points, fill);
        }
        if let Some(stroke) = stroke {
            points.push(points[0]);
            self.line(&points, stroke);
        }
    }

    fn text(
        &self,
        at: [f64; 2],
        text: &str,
        (size, weight): (f64, u16),
        colour: Colour,
        anchor: Anchor,
        halo: Option<Colour>,
    ) {
        if self.face.replace(Some((size, weight))) != Some((size, weight)) {
            set_face(&self.context, size * UNITS, weight);
        }
        self.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        // The face's middle lies a little under the middle of its capitals.
        let [x, y] = [at[0] * UNITS, (at[1] + size * 0.06) * UNITS];
        if let Some(halo) = halo {
            self.context.set_stroke_style_str(&css(halo));
            self.context.set_line_width(4.0 * UNITS);
            self.context.stroke_text(text, x, y).ok();
        }
        self.context.set_fill_style_str(&css(colour));
        self.context.fill_text(text, x, y).ok();
    }

    fn dash(&self, dash: Dash) {
        let lengths: Array = dash.lengths().iter().map(|length| JsValue::from_f64(length * UNITS)).collect();
        self.context.set_line_dash(&lengths).ok();
        self.context.set_line_cap(if dash == Dash::Solid { "round" } else { "butt" });
    }
}

/// Whether two commands are circles that differ only in their place.
fn are_dots_alike(a: &Command, b: &Command) -> bool {
    match (a, b) {
        (
            Command::Mark { shape: Shape::Circle, radius, fill, stroke, .. },
            Command::Mark { shape: Shape::Circle, radius: radius_b, fill: fill_b, stroke: stroke_b, .. },
        ) => (radius, fill, stroke) == (radius_b, fill_b, stroke_b),
        _ => false,
    }
}

/// Sets the face of a canvas's texts, with the page's own word spacing where the browser can.
pub fn set_face(context: &CanvasRenderingContext2d, size: f64, weight: u16) {
    context.set_font(&format!("{weight} {size}px {FACE}"));
    let spacing = JsValue::from_str(&format!("{}px", size * WORD_SPACING));
    // A browser that does not know it sets words a little tighter.
    Reflect::set(context, &JsValue::from_str("wordSpacing"), &spacing).ok();
}

fn css(colour: Colour) -> String {
    format!("#{:06x}{:02x}", colour.rgb, (colour.alpha.clamp(0.0, 1.0) * 255.0).round() as u8)
}

fn rgba(colour: Colour) -> RGBAColor {
    let [_, r, g, b] = colour.rgb.to_be_bytes();
    RGBAColor(r, g, b, colour.alpha)
}

fn stroked(stroke: LineStyle) -> ShapeStyle {
    let stroke_width = (stroke.width * UNITS).round() as u32;
    ShapeStyle { color: rgba(stroke.colour), filled: false, stroke_width }
}

fn filled(fill: Colour) -> ShapeStyle {
    ShapeStyle { color: rgba(fill), filled: true, stroke_width: 0 }
}

fn unit(point: &[f64; 2]) -> (i32, i32) {
    ((point[0] * UNITS).round() as i32, (point[1] * UNITS).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_css_and_as_plotters_has_them() {
        assert_eq!(css(Colour::faint(0x0f_1113, 0.5)), "#0f111380");
        let RGBAColor(r, g, b, _) = rgba(Colour::solid(0xff_8a1c));
        assert_eq!((r, g, b), (0xff, 0x8a, 0x1c));
    }
}
