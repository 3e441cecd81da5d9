//! The draw commands that a chart is made of, in CSS px.
//!
//! A command needs nothing but a canvas to be drawn: its colours are resolved, its lines cut to the plot. Dashes and
//! patterns are told, and [`super::geometry`] turns them into plain lines for canvases that know neither.

use crate::charts::draw::geometry::Bounds;
use crate::charts::draw::style::{Anchor, Colour, LineStyle, Pattern, Shape};

/// One thing to draw. Later ones lie on top.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A line through at least two points.
    Line {
        /// CSS px.
        points: Vec<[f64; 2]>,
        /// How.
        stroke: LineStyle,
    },
    /// A filled polygon.
    Area {
        /// CSS px; closed by itself.
        points: Vec<[f64; 2]>,
        /// Its colour.
        fill: Colour,
    },
    /// A rectangle.
    Rect {
        /// Where.
        rect: Bounds,
        /// Of its corners, CSS px.
        radius: f64,
        /// Below the pattern.
        fill: Option<Colour>,
        /// Pattern and the colour of its lines.
        pattern: Option<(Pattern, Colour)>,
        /// Its outline.
        stroke: Option<LineStyle>,
    },
    /// A small sign.
    Mark {
        /// Its middle, CSS px.
        at: [f64; 2],
        /// Which.
        shape: Shape,
        /// From the middle to the edge, CSS px.
        radius: f64,
        /// Inside.
        fill: Option<Colour>,
        /// Outline; a cross has nothing else.
        stroke: Option<LineStyle>,
    },
    /// A line of text, vertically centred on its point.
    Text {
        /// CSS px.
        at: [f64; 2],
        /// What.
        text: String,
        /// Font size, CSS px.
        size: f64,
        /// Font weight, 400 to 800.
        weight: u16,
        /// Its colour.
        colour: Colour,
        /// Which end stands at the point.
        anchor: Anchor,
        /// Ground of 4 px behind the letters, where lines may pass.
        halo: Option<Colour>,
    },
}

/// A text without a halo; `font` is size in CSS px and weight.
pub fn text(at: [f64; 2], text: String, font: (f64, u16), rgb: u32, anchor: Anchor) -> Command {
    let (size, weight) = font;
    Command::Text { at, text, size, weight, colour: Colour::solid(rgb), anchor, halo: None }
}
