//! What a chart is made of: draw commands in CSS px, places that can be pointed at, a table and words.

use crate::charts::axis::scale::Scale;
use crate::charts::axis::span::Span;
use crate::charts::build::table::Table;
use crate::charts::data::series::Series;
use crate::charts::draw::command::Command;
use crate::charts::draw::geometry::{Bounds, along};
use crate::charts::kind::ChartKind;

/// What the x axis of a chart measures: charts over laps share the linked cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AxisKind {
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
    /// Which it is.
    pub kind: ChartKind,
    /// What is counted and what the marks mean.
    pub sentence: String,
    /// Width and height it was laid out for, CSS px.
    pub size: [f64; 2],
    /// Where the data stand.
    pub plot: Bounds,
    /// What [`Self::x`] measures.
    pub axis: AxisKind,
    /// Data to px; on a track metres to parts of [`Self::outline`].
    pub x: Scale,
    /// Metres of the longest lap where x is a distance, else 0.
    pub metres: u16,
    /// The track from the line to the line in steps of equal length, CSS px; empty on other charts.
    pub outline: Vec<[f64; 2]>,
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
            AxisKind::Lap => Some(Span::Laps(laps)),
            AxisKind::Distance => Some(Span::Metres(self.metres)),
            _ => None,
        }
    }

    /// The numbers of what is seen.
    pub fn seen(&self) -> Table {
        let mut table = self.table.clone();
        table.keep(self.x.data);
        table
    }

    /// The lap under a place of the plot; `None` outside of it or when x is not laps.
    pub fn lap_at(&self, px: f64) -> Option<u16> {
        if self.axis != AxisKind::Lap || px < self.plot.left - 4.0 || self.plot.right + 4.0 < px {
            return None;
        }
        let lap = self.x.data(px).round().clamp(1.0, f64::from(u16::MAX));
        Some(lap as u16)
    }

    /// Where a lap's end stands, CSS px; `None` when it is not to be seen or x is not laps.
    pub fn px_of_lap(&self, lap: u16) -> Option<f64> {
        if self.axis != AxisKind::Lap {
            return None;
        }
        self.px_of(f64::from(lap))
    }

    /// Where a distance from the line stands on the track; `None` on other charts.
    pub fn on_track(&self, metres: f64) -> Option<[f64; 2]> {
        (self.axis == AxisKind::Track && 2 <= self.outline.len())
            .then(|| along(&self.outline, self.x.px(metres)))
    }

    /// Whether x is metres from the line.
    pub fn is_of_distance(&self) -> bool {
        matches!(self.axis, AxisKind::Distance | AxisKind::Track)
    }

    /// Where a value of the x axis stands, CSS px; `None` when it is not to be seen.
    pub fn px_of(&self, x: f64) -> Option<f64> {
        let px = self.x.px(x);
        (self.plot.left - 0.5 <= px && px <= self.plot.right + 0.5).then_some(px)
    }
}
