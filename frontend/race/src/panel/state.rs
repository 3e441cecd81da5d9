//! A panel's signals, and what is read and changed of them alike by pointer, keys and tools.

use std::sync::Arc;

use gridcast_core::charts::axis::span::Span;
use gridcast_core::charts::build::chart::{AxisKind, Chart};
use gridcast_core::charts::data::series::Subject;
use gridcast_core::charts::interact::pinch::Pinch;
use leptos::html;
use leptos::prelude::*;

use super::source::{Frame, Layout, Output};
use super::surface::Surface;
use crate::cursor::Cursor;
use crate::viewer::Viewer;

/// The signals of one panel.
#[derive(Clone, Copy, Debug)]
pub(super) struct Panel {
    pub(super) chart: RwSignal<Option<Arc<Chart>>>,
    pub(super) size: RwSignal<[i32; 2]>,
    pub(super) near: RwSignal<bool>,
    pub(super) pointing: Pointing,
    /// The chart.
    pub(super) base: Surface,
    /// Cursor and what is pointed at.
    pub(super) over: Surface,
    pub(super) section: NodeRef<html::Section>,
    /// Whether it fills the screen.
    pub(super) is_full: RwSignal<bool>,
    pub(super) layout: StoredValue<Layout, LocalStorage>,
    pub(super) viewer: Viewer,
    pub(super) cursor: Cursor,
}

/// What the viewer points at on one chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pointing {
    /// Index into the chart's targets.
    pub(super) hovered: RwSignal<Option<usize>>,
    /// Series that the keys go along.
    pub(super) series: RwSignal<Option<usize>>,
    /// A range being dragged, px.
    pub(super) drag: RwSignal<Option<[f64; 2]>>,
    /// Pointers that are down: id, where they went down and where they are, px.
    pub(super) held: StoredValue<Vec<Held>>,
    /// How two fingers took hold; kept until the last is gone, which neither points nor clicks any more.
    pub(super) pinch: StoredValue<Option<Pinch>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) id: i32,
    pub(super) from: [f64; 2],
    pub(super) at: [f64; 2],
}

impl Pointing {
    pub(super) fn new() -> Self {
        Self {
            hovered: RwSignal::new(None),
            series: RwSignal::new(None),
            drag: RwSignal::new(None),
            held: StoredValue::new(Vec::new()),
            pinch: StoredValue::new(None),
        }
    }
}

/// Reads something of the chart.
pub(super) fn of_chart<T>(panel: Panel, read: impl FnOnce(&Chart) -> T) -> Option<T> {
    panel.chart.with_untracked(|chart| chart.as_ref().map(|chart| read(chart)))
}

/// What of the chart can be zoomed.
pub(super) fn span(panel: Panel) -> Option<Span> {
    of_chart(panel, |chart| chart.span(panel.viewer.n_laps.get_untracked())).flatten()
}

pub(super) fn is_of_laps(panel: Panel) -> bool {
    of_chart(panel, |chart| chart.axis == AxisKind::Lap).unwrap_or_default()
}

/// Zooms about a place of the axis.
pub(super) fn zoom(panel: Panel, at: f64, factor: f64) {
    if let Some(span) = span(panel) {
        panel.viewer.view.update(|view| view.zoom_at(at, factor, span));
    }
}

/// Shows the chart's whole axis again.
pub(super) fn show_all(panel: Panel) {
    if let Some(span) = span(panel) {
        panel.viewer.view.update(|view| view.show_all(span));
    }
}

/// Chooses the driver that a series is of, or no longer; a team or a lap cannot be chosen.
pub(super) fn choose(panel: Panel, series: usize) {
    let subject = of_chart(panel, |chart| chart.series.get(series).map(|series| series.subject.clone()));
    match subject.flatten() {
        Some(Subject::Driver(code)) => {
            if panel.viewer.drivers.with_untracked(|drivers| drivers.iter().any(|driver| driver.code == code))
            {
                panel.viewer.toggle(&code);
            }
        }
        Some(Subject::Team(_) | Subject::Lap(..)) | None => {}
    }
}

pub(super) fn pin(panel: Panel, lap: Option<u16>) {
    panel.viewer.view.update(|view| view.cursor = lap);
}

/// What is pointed at is the same driver and place on the next chart, or nothing.
pub(super) fn carry(panel: Panel, next: &Chart) {
    let Pointing { hovered, series, .. } = panel.pointing;
    if hovered.get_untracked().is_none() && series.get_untracked().is_none() {
        return;
    }
    let same = |subject: &Subject| next.series.iter().position(|series| series.subject == *subject);
    let (target, own) = of_chart(panel, |now| {
        let subject = |series: usize| now.series.get(series).map(|series| &series.subject);
        let target = hovered.get_untracked().and_then(|i| now.targets.get(i)).and_then(|old| {
            let series = same(subject(old.series)?)?;
            next.targets.iter().position(|new| new.series == series && (new.x - old.x).abs() < 1e-9)
        });
        (target, series.get_untracked().and_then(|series| same(subject(series)?)))
    })
    .unwrap_or_default();
    hovered.set(target);
    series.set(own);
}

/// What is pointed at, in words.
pub(super) fn reading(panel: Panel) -> String {
    let hovered = panel.pointing.hovered.get();
    panel
        .chart
        .with(|chart| {
            let chart = chart.as_ref();
            chart.zip(hovered).and_then(|(chart, i)| chart.targets.get(i)).map(|target| target.words.clone())
        })
        .unwrap_or_default()
}

/// The chart for a size, CSS px, and where it is seen.
pub(super) fn lay_out(panel: Panel, size: [f64; 2], output: Output) -> Option<Chart> {
    let frame = Frame {
        size,
        view: panel.viewer.drawn.get_untracked(),
        palette: panel.viewer.palette.get_untracked(),
        output,
    };
    panel.layout.with_value(|layout| untrack(|| layout(&frame)))
}
