//! How things are drawn: colours, broken lines, patterns, shapes of marks, where texts are anchored.

/// A colour with its opacity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Colour {
    /// `0xRRGGBB`.
    pub rgb: u32,
    /// 0 to 1.
    pub alpha: f64,
}

impl Colour {
    /// Without transparency.
    pub fn solid(rgb: u32) -> Self {
        Self { rgb, alpha: 1.0 }
    }

    /// Seen through: `alpha` from 0 to 1.
    pub fn faint(rgb: u32, alpha: f64) -> Self {
        Self { rgb, alpha }
    }
}

/// How a line is broken, CSS px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// A team's second car: 7 on, 3 off.
    Dashed,
    /// 2 on, 3 off.
    Dotted,
    /// 12 on, 3 off, 2 on, 3 off.
    DashDotted,
}

impl Dash {
    /// Lengths on and off in turn, CSS px; empty for a whole line.
    pub fn lengths(self) -> &'static [f64] {
        match self {
            Self::Solid => &[],
            Self::Dashed => &[7.0, 3.0],
            Self::Dotted => &[2.0, 3.0],
            Self::DashDotted => &[12.0, 3.0, 2.0, 3.0],
        }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineStyle {
    /// Its colour.
    pub colour: Colour,
    /// CSS px.
    pub width: f64,
    /// Its breaks.
    pub dash: Dash,
}

impl LineStyle {
    /// A whole line.
    pub fn solid(rgb: u32, width: f64) -> Self {
        Self { colour: Colour::solid(rgb), width, dash: Dash::Solid }
    }

    /// The same with breaks.
    #[must_use]
    pub fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }
}

/// What fills a rectangle beside its colour, so that colour is never alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Nothing.
    #[default]
    None,
    /// The rectangle's own fill, without lines.
    Solid,
    /// Lines at 45 degrees.
    Slanted,
    /// Vertical lines.
    Upright,
    /// Horizontal lines.
    Level,
    /// Dots.
    Dots,
    /// Slanted both ways.
    Crossed,
}

/// A mark's shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A disc, or a ring when only stroked.
    Circle,
    /// Two strokes: a car out.
    Cross,
    /// A square on its corner: a penalty, a best of all.
    Diamond,
    /// A square.
    Square,
    /// Its point up: places won on the track.
    Up,
    /// Its point down.
    Down,
}

/// Which part of a text stands at its point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Its left end.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its right end.
    End,
}
