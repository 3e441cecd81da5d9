//! Where a panel's chart comes from.

use gridcast_core::charts::build::chart::Chart;
use gridcast_core::charts::kind::ChartKind;
use gridcast_core::charts::palette::ChartPalette;
use gridcast_core::charts::view_state::ViewState;

/// Whether a chart's documents are here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// One is on its way.
    Awaited,
    /// One is not to be had; a sentence says which.
    Fault(String),
    /// All are here.
    Ready,
}

/// What a layout gets beside its documents.
#[derive(Clone, Debug)]
pub struct Frame {
    /// CSS px.
    pub size: [f64; 2],
    /// The viewer's choices.
    pub view: ViewState,
    /// Colours.
    pub palette: ChartPalette,
    /// Where it is seen.
    pub output: Output,
}

/// Where a chart is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// On the page.
    Page,
    /// With nothing else to be seen beside it: in full screen, on a picture.
    Standalone,
    /// In a file of its numbers.
    File,
}

/// Lays a chart out; `None` when it is not to be drawn yet.
pub type Layout = Box<dyn Fn(&Frame) -> Option<Chart> + Send + Sync>;

/// Height of a chart for a width, CSS px.
pub type Height = Box<dyn Fn(f64) -> f64 + Send + Sync>;

/// Where a chart comes from.
pub struct Source {
    /// Which chart.
    pub kind: ChartKind,
    /// Tells whether it can be laid out; what it reads is what the chart depends on.
    pub ready: Box<dyn Fn() -> Readiness + Send + Sync>,
    /// Lays it out.
    pub layout: Layout,
    /// Height for a width, CSS px.
    pub height: Height,
    /// Called when the chart comes near the window.
    pub woken: Box<dyn Fn() + Send + Sync>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("kind", &self.kind).finish_non_exhaustive()
    }
}
