//! What a chart is made of: draw commands in CSS px, places that can be pointed at, a table and words.
//!
//! A command needs nothing but a canvas to be drawn: its colours are resolved, its lines cut to the plot. Dashes and
//! patterns are told, and [`super::geometry`] turns them into plain lines for canvases that know neither.

use super::geometry::{Rect, along};
use super::scale::Scale;
use super::table::Table;
use super::view::Span;

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
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// CSS px.
    pub width: f64,
    /// Its breaks.
    pub dash: Dash,
}

impl Stroke {
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

/// One thing to draw. Later ones lie on top.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A line through at least two points.
    Line {
        /// CSS px.
        points: Vec<[f64; 2]>,
        /// How.
        stroke: Stroke,
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
        rect: Rect,
        /// Of its corners, CSS px.
        radius: f64,
        /// Below the pattern.
        fill: Option<Colour>,
        /// Pattern and the colour of its lines.
        pattern: Option<(Pattern, Colour)>,
        /// Its outline.
        stroke: Option<Stroke>,
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
        stroke: Option<Stroke>,
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

/// What the x axis of a chart measures: charts over laps share the linked cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisOf {
    /// Laps; lap `n` ends at `n`, 0 is the grid.
    Lap,
    /// Lap time, ms.
    LapTime,
    /// Seconds.
    Seconds,
    /// Metres from the line.
    Distance,
    /// Rounds of a season.
    Round,
    /// Metres from the line along the track's outline; places in the order of a lap.
    Track,
    /// Nothing in common.
    Nothing,
}

/// A thing that is drawn again and again: a driver's line, a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// "NOR", "Ferrari".
    pub name: String,
    /// Its colour here.
    pub colour: u32,
    /// Its dash here.
    pub dash: Dash,
    /// Whether it is among the chosen.
    pub chosen: bool,
}

/// A place that can be pointed at.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Index into [`Chart::series`].
    pub series: usize,
    /// Place on the x axis in its own unit: see [`Chart::axis`].
    pub x: f64,
    /// Middle, CSS px.
    pub at: [f64; 2],
    /// Half its width and height, CSS px; 0 for a point.
    pub half: [f64; 2],
    /// The value in few words, to stand beside the place: "+12.4".
    pub value: String,
    /// The whole in words: "VER, lap 44: 12.4 s behind NOR".
    pub words: String,
}

impl Target {
    /// Whether it has no extent: a place on a line.
    pub fn is_point(&self) -> bool {
        self.half.iter().all(|&half| half < 0.5)
    }
}

/// A chart, laid out for one size, theme and view.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Its name in addresses: "lap-chart".
    pub id: &'static str,
    /// "Lap chart".
    pub title: String,
    /// What is counted and what the marks mean.
    pub sentence: String,
    /// Width and height it was laid out for, CSS px.
    pub size: [f64; 2],
    /// Where the data stand.
    pub plot: Rect,
    /// What [`Self::x`] measures.
    pub axis: AxisOf,
    /// Data to px; on a track metres to parts of [`Self::way`].
    pub x: Scale,
    /// Metres of the longest lap where x is a distance, else 0.
    pub metres: u16,
    /// The track from the line to the line in steps of equal length, CSS px; empty on other charts.
    pub way: Vec<[f64; 2]>,
    /// What to draw, in order.
    pub commands: Vec<Command>,
    /// What is drawn again and again.
    pub series: Vec<Series>,
    /// Where one can point. On lines by series and x; bars and figures row by row; on a track in the order of a lap.
    pub targets: Vec<Target>,
    /// The numbers drawn.
    pub table: Table,
    /// The chart in words, for those who do not see it.
    pub summary: String,
    /// Why there is nothing, or not all, to see.
    pub missing: Option<String>,
}

impl Chart {
    /// Whether nothing could be drawn; [`Self::missing`] says why.
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// What can be zoomed, in a race of `laps`; `None` where all there is is always to be seen.
    pub fn span(&self, laps: u16) -> Option<Span> {
        match self.axis {
            AxisOf::Lap => Some(Span::Laps(laps)),
            AxisOf::Distance => Some(Span::Metres(self.metres)),
            _ => None,
        }
    }

    /// The numbers of what is seen.
    pub fn seen(&self) -> Table {
        let mut table = self.table.clone();
        match self.axis {
            AxisOf::Lap => {
                table.keep(["Lap"; 2], self.x.data);
                table.keep(["First lap", "Last lap"], self.x.data);
            }
            AxisOf::Distance => table.keep([super::telemetry::DISTANCE; 2], self.x.data),
            _ => {}
        }
        table
    }

    /// The lap under a place of the plot; `None` outside of it or when x is not laps.
    pub fn lap_at(&self, px: f64) -> Option<u16> {
        if self.axis != AxisOf::Lap || px < self.plot.left - 4.0 || self.plot.right + 4.0 < px {
            return None;
        }
        let lap = self.x.data(px).round().clamp(1.0, f64::from(u16::MAX));
        Some(lap as u16)
    }

    /// Where a lap's end stands, CSS px; `None` when it is not to be seen or x is not laps.
    pub fn px_of_lap(&self, lap: u16) -> Option<f64> {
        if self.axis != AxisOf::Lap {
            return None;
        }
        self.px_of(f64::from(lap))
    }

    /// Where a distance from the line stands on the track; `None` on other charts.
    pub fn on_way(&self, metres: f64) -> Option<[f64; 2]> {
        (self.axis == AxisOf::Track && 2 <= self.way.len()).then(|| along(&self.way, self.x.px(metres)))
    }

    /// Whether x is metres from the line.
    pub fn is_of_distance(&self) -> bool {
        matches!(self.axis, AxisOf::Distance | AxisOf::Track)
    }

    /// Where a value of the x axis stands, CSS px; `None` when it is not to be seen.
    pub fn px_of(&self, x: f64) -> Option<f64> {
        let px = self.x.px(x);
        (self.plot.left - 0.5 <= px && px <= self.plot.right + 0.5).then_some(px)
    }
}
