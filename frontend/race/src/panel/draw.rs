//! When a panel's chart is laid out and painted: near the window, once something has changed, in short tasks.

use std::sync::Arc;

use gridcast_core::charts::build::chart::Chart;
use leptos::html;
use leptos::prelude::*;

use super::overlay::{self, Look};
use super::source::{Height, Output, Readiness};
use super::state::{Panel, carry, lay_out};
use crate::measure::Fonts;
use crate::observe;
use crate::schedule;

/// A task of painting ends after this, ms.
const PATIENCE_MS: f64 = 12.0;

/// A plot narrower or lower than this is only passing through such a size, px: no page is that small, and where there
/// is only a sentence to be read the chart's own height counts.
const LEAST: i32 = 48;

/// Dots of a printer to a CSS px, of which a screen has one to three.
const PAPER_RATIO: f64 = 3.0;

/// Commands that are painted before the clock is looked at.
const STRETCH: usize = 64;

/// What the panel does when it comes near the window, and when the browser prints.
pub(super) fn follow(panel: Panel, plot: NodeRef<html::Div>, woken: Box<dyn Fn() + Send + Sync>) {
    // Paper shows all of the page.
    let printing = window_event_listener_untyped("beforeprint", move |_| panel.near.set(true));
    on_cleanup(move || printing.remove());
    Effect::new(move |was_on_paper: Option<bool>| {
        let on_paper = panel.viewer.on_paper.get();
        // Observers do not tell of the size that things have on paper.
        if was_on_paper.unwrap_or_default() != on_paper
            && let Some(plot) = plot.get_untracked()
        {
            panel.size.set(observe::size_of(&plot));
        }
        on_paper
    });
    Effect::new(move || {
        if panel.near.get() {
            woken();
        }
    });
}

/// Lays out and paints when it is time to.
pub(super) fn run(panel: Panel, readiness: Memo<Readiness>, height: StoredValue<Height>) {
    let waits = StoredValue::new(false);
    // Counts what has changed; what was drawn last is of one of these numbers.
    let revision = RwSignal::new(0u32);
    let drawn = StoredValue::new(0u32);
    let Fonts(fonts) = expect_context();
    Effect::new(move || {
        readiness.track();
        panel.size.track();
        panel.is_full.track();
        panel.viewer.drawn.track();
        panel.viewer.palette.track();
        panel.viewer.on_paper.track();
        fonts.track();
        revision.update(|revision| *revision += 1);
    });
    Effect::new(move || {
        let is_due = panel.near.get() && drawn.get_value() != revision.get() && !waits.get_value();
        let [width, low] = panel.size.get_untracked();
        let is_low = low < LEAST && !is_empty(panel);
        if !is_due || width < LEAST || is_low || readiness.get_untracked() != Readiness::Ready {
            return;
        }
        waits.set_value(true);
        schedule::later(move || {
            // The page may be gone by now.
            if waits.try_set_value(false).is_some() {
                return;
            }
            drawn.set_value(revision.get_untracked());
            let mut size = panel.size.get_untracked().map(f64::from);
            if is_empty(panel) {
                size[1] = height.with_value(|height| height(size[0]));
            }
            let output = if panel.is_full.get_untracked() { Output::Standalone } else { Output::Page };
            let begun = schedule::now_ms();
            let Some(chart) = lay_out(panel, size, output) else { return };
            let spent_ms = schedule::now_ms() - begun;
            let chart = Arc::new(chart);
            carry(panel, &chart);
            panel.chart.set(Some(Arc::clone(&chart)));
            schedule::later(move || paint(panel, chart, 0, spent_ms));
        });
    });
    let overlay_waits = StoredValue::new(false);
    Effect::new(move || {
        panel.cursor.lap.track();
        panel.cursor.distance.track();
        panel.pointing.hovered.track();
        panel.pointing.drag.track();
        panel.viewer.palette.track();
        panel.chart.track();
        if !panel.near.get() || overlay_waits.get_value() {
            return;
        }
        // However many moves of a pointer come before it is its turn, it is drawn once.
        overlay_waits.set_value(true);
        schedule::later(move || {
            if overlay_waits.try_set_value(false).is_none() {
                paint_overlay(panel);
            }
        });
    });
}

/// Whether what was laid out last has nothing to draw.
fn is_empty(panel: Panel) -> bool {
    panel.chart.with_untracked(|chart| chart.as_ref().is_some_and(|chart| chart.is_empty()))
}

fn paint_overlay(panel: Panel) {
    let look = Look {
        lap: panel.cursor.lap.get_untracked(),
        distance: panel.cursor.distance.get_untracked(),
        hovered: panel.pointing.hovered.get_untracked(),
        drag: panel.pointing.drag.get_untracked(),
    };
    let palette = panel.viewer.palette.get_untracked();
    let Some(chart) = panel.chart.get_untracked() else { return };
    let commands = overlay::commands(&chart, &look, &palette);
    if commands.is_empty() && !panel.over.is_painted() {
        return;
    }
    panel.over.paint(|over| {
        over.begin(chart.size, ratio(panel), None);
        over.draw(&commands);
    });
}

/// Paints the chart from its command `from` on; what is not done in time is left to a task of its own. The whole time,
/// layout included, is then in the section's `data-drawn-ms`, for `bench charts`.
fn paint(panel: Panel, chart: Arc<Chart>, from: usize, spent_ms: f64) {
    // The panel may be gone, or another chart may have come.
    let is_current =
        panel.chart.try_with_untracked(|now| now.as_ref().is_some_and(|now| Arc::ptr_eq(now, &chart)));
    if is_current != Some(true) {
        return;
    }
    let begun = schedule::now_ms();
    let next = panel.base.paint(|base| {
        if from == 0 {
            base.begin(chart.size, ratio(panel), None);
        }
        let mut next = from;
        for commands in chart.commands.get(from..).unwrap_or_default().chunks(STRETCH) {
            base.draw(commands);
            next += commands.len();
            if PATIENCE_MS < schedule::now_ms() - begun {
                break;
            }
        }
        (next < chart.commands.len()).then_some(next)
    });
    let spent_ms = spent_ms + schedule::now_ms() - begun;
    if let Some(next) = next.flatten() {
        schedule::later(move || paint(panel, chart, next, spent_ms));
    } else if let Some(section) = panel.section.get_untracked() {
        // An attribute that cannot be set is a figure that is not told.
        section.set_attribute("data-drawn-ms", &format!("{spent_ms:.1}")).ok();
    }
}

/// Dots to a CSS px.
fn ratio(panel: Panel) -> f64 {
    if panel.viewer.on_paper.get_untracked() {
        PAPER_RATIO
    } else {
        window().device_pixel_ratio().clamp(1.0, 4.0)
    }
}
