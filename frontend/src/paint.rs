//! Executes a scene's draw commands on a canvas.

use std::f64::consts::TAU;

use gridcast_core::scene::{Align, Draw, Font, Scene, Stroke, Words};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// The face of every text on a canvas.
const FACE: &str = "Archivo, \"Archivo Fallback\", sans-serif";

/// A canvas that knows its size.
#[derive(Debug)]
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// CSS pixels.
    size: [f64; 2],
    ratio: f64,
    // What the context has been told last, so that it is not told again.
    fill: Option<u32>,
    stroke: Option<Stroke>,
    font: Option<Font>,
    align: Option<Align>,
}

impl Painter {
    /// For a canvas in the document; `None` when it has no 2D context.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let mut painter = Self {
            canvas,
            context,
            size: [0.0; 2],
            ratio: 0.0,
            fill: None,
            stroke: None,
            font: None,
            align: None,
        };
        painter.fit();
        Some(painter)
    }

    /// Its size, CSS pixels; zero while it is not shown.
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// Whether it has another size in the document than the one that it paints in.
    pub fn is_resized(&self) -> bool {
        let (size, ratio) = self.in_document();
        let differs = |a: f64, b: f64| 1e-6 < (a - b).abs();
        differs(size[0], self.size[0]) || differs(size[1], self.size[1]) || differs(ratio, self.ratio)
    }

    /// Takes over the size it has in the document.
    pub fn fit(&mut self) {
        if !self.is_resized() {
            return;
        }
        let (size, ratio) = self.in_document();
        self.size = size;
        self.ratio = ratio;
        self.canvas.set_width((size[0] * ratio).round() as u32);
        self.canvas.set_height((size[1] * ratio).round() as u32);
    }

    /// Size in CSS pixels, and device pixels for each of them.
    fn in_document(&self) -> ([f64; 2], f64) {
        let size = [f64::from(self.canvas.client_width()), f64::from(self.canvas.client_height())];
        let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
        (size, ratio.clamp(1.0, 4.0))
    }

    /// Paints a scene in place of what was there.
    pub fn paint(&mut self, scene: &Scene) {
        self.begin();
        for draw in &scene.draws {
            match *draw {
                Draw::Line { from, to, closed, stroke } => {
                    let points = &scene.points[from as usize..to as usize];
                    self.line(points, closed, stroke);
                }
                Draw::Disc { at, radius, colour } => {
                    self.circle(at, radius);
                    self.fill(colour);
                    self.context.fill();
                }
                Draw::Ring { at, radius, stroke } => {
                    self.circle(at, radius);
                    self.stroke(stroke);
                }
                Draw::Square { at, half, colour } => {
                    self.fill(colour);
                    let [x, y] = at.map(f64::from);
                    let half = f64::from(half);
                    self.context.fill_rect(x - half, y - half, half * 2.0, half * 2.0);
                }
                Draw::Text { at, words, font, colour, align } => {
                    self.set(font, align);
                    self.write(at, words, font, colour);
                }
                Draw::Haloed { at, words, font, colour, halo } => {
                    self.set(font, Align::Middle);
                    self.stroke_style(Stroke::solid(3.0, halo));
                    let [x, y] = foot(at, font);
                    self.context.stroke_text(&written(words), x, y).ok();
                    self.write(at, words, font, colour);
                }
            }
        }
    }

    fn begin(&mut self) {
        let ratio = self.ratio;
        self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok();
        self.context.clear_rect(0.0, 0.0, self.size[0], self.size[1]);
        // A resized canvas has forgotten all of it.
        self.context.set_line_cap("round");
        self.context.set_line_join("round");
        self.context.set_text_baseline("middle");
        (self.fill, self.stroke, self.font, self.align) = (None, None, None, None);
    }

    fn line(&mut self, points: &[[f32; 2]], closed: bool, stroke: Stroke) {
        let Some((first, rest)) = points.split_first() else { return };
        self.context.begin_path();
        self.context.move_to(first[0].into(), first[1].into());
        for point in rest {
            self.context.line_to(point[0].into(), point[1].into());
        }
        if closed {
            self.context.close_path();
        }
        self.stroke(stroke);
    }

    fn circle(&self, at: [f32; 2], radius: f32) {
        self.context.begin_path();
        // The radius is positive, the only thing that could be refused.
        self.context.arc(at[0].into(), at[1].into(), radius.max(0.1).into(), 0.0, TAU).ok();
    }

    fn stroke(&mut self, stroke: Stroke) {
        self.stroke_style(stroke);
        self.context.stroke();
    }

    fn stroke_style(&mut self, stroke: Stroke) {
        let last = self.stroke.replace(stroke);
        if last.is_none_or(|last| last.colour != stroke.colour) {
            self.context.set_stroke_style_str(&css(stroke.colour));
        }
        if last.is_none_or(|last| last.width.to_bits() != stroke.width.to_bits()) {
            self.context.set_line_width(stroke.width.into());
        }
        if last.is_none_or(|last| last.dash.to_bits() != stroke.dash.to_bits()) {
            let dash = Array::new();
            if 0.0 < stroke.dash {
                dash.push(&JsValue::from_f64(stroke.dash.into()));
            }
            self.context.set_line_dash(&dash).ok();
            self.context.set_line_cap(if 0.0 < stroke.dash { "butt" } else { "round" });
        }
    }

    fn fill(&mut self, colour: u32) {
        if self.fill.replace(colour) != Some(colour) {
            self.context.set_fill_style_str(&css(colour));
        }
    }

    fn set(&mut self, font: Font, align: Align) {
        if self.font.replace(font) != Some(font) {
            self.context.set_font(&format!("{} {}px {FACE}", font.weight, font.size));
        }
        if self.align.replace(align) != Some(align) {
            self.context.set_text_align(match align {
                Align::Middle => "center",
                Align::Start => "left",
                Align::End => "right",
            });
        }
    }

    fn write(&mut self, at: [f32; 2], words: Words, font: Font, colour: u32) {
        self.fill(colour);
        let [x, y] = foot(at, font);
        self.context.fill_text(&written(words), x, y).ok();
    }
}

/// A text's letters.
fn written(words: Words) -> String {
    match words {
        Words::Code(code) => code.as_str().to_owned(),
        Words::Word(word) => word.to_owned(),
        Words::Number(figure) => figure.to_string(),
        Words::Kilometres(km) => format!("{km} km"),
        Words::Tenths(tenths) => format!("{}.{}", tenths / 10, tenths % 10),
        Words::Corner(number) | Words::Lap(number) => number.to_string(),
        Words::Sector(number) => format!("S{number}"),
        Words::Seconds(0) => "0 s".to_owned(),
        Words::Seconds(seconds) => format!("+{seconds}"),
    }
}

/// Where a text is drawn: the face's middle lies a little under the middle of its capitals.
fn foot(at: [f32; 2], font: Font) -> [f64; 2] {
    let [x, y] = at.map(f64::from);
    [x, y + f64::from(font.size) * 0.06]
}

fn css(colour: u32) -> String {
    format!("#{colour:06x}")
}
