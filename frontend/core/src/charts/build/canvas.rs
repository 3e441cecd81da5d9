//! What a chart is laid out for.

use crate::theme::Theme;

/// Canvases narrower than this are a phone's, CSS px.
pub const NARROW: f64 = 560.0;

/// Width of a text in CSS px, by font size in CSS px and font weight.
pub type Measure<'a> = &'a dyn Fn(&str, f32, u16) -> f32;

/// What a chart is drawn on.
#[derive(Clone, Copy)]
pub struct Canvas<'a> {
    /// CSS px.
    pub width: f64,
    /// CSS px.
    pub height: f64,
    /// Its ground.
    pub theme: Theme,
    /// A table with the same rows stands to the left: rows need no names of their own.
    pub beside_table: bool,
    /// Its numbers are for a file, which holds all that there are.
    pub for_file: bool,
    /// How wide texts are.
    pub measure: Measure<'a>,
}

impl std::fmt::Debug for Canvas<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("theme", &self.theme)
            .finish_non_exhaustive()
    }
}
