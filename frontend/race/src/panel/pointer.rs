//! Mouse and fingers on a chart: cursor, choice, zoom.

use gridcast_core::charts::interact::hit;
use gridcast_core::charts::interact::pinch::Pinch;
use gridcast_core::maths;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

use super::state::{Held, Panel, Pointing, choose, of_chart, pin, span, zoom};

/// A target counts as pointed at within this, px.
const REACH: f64 = 18.0;

/// A pointer that has not gone farther than this has clicked, px.
const CLICK: f64 = 5.0;

fn place(event: &PointerEvent) -> [f64; 2] {
    [f64::from(event.offset_x()), f64::from(event.offset_y())]
}

pub(super) fn down(panel: Panel, event: &PointerEvent) {
    if event.button() != 0 {
        return;
    }
    if let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // Without the capture a drag ends at the chart's edge.
        element.set_pointer_capture(event.pointer_id()).ok();
    }
    let at = place(event);
    panel.pointing.held.update_value(|held| {
        held.retain(|one| one.id != event.pointer_id());
        held.push(Held { id: event.pointer_id(), from: at, at });
    });
    take_hold(panel);
    if panel.pointing.pinch.get_value().is_some() {
        panel.pointing.drag.set(None);
        panel.pointing.hovered.set(None);
        panel.cursor.hover(None);
    } else if event.pointer_type() == "touch" {
        point(panel, at);
    }
}

/// Where two pointers are that are down, px, and the edges of the plot, px.
fn two(panel: Panel) -> Option<([f64; 2], [f64; 2])> {
    let fingers = panel.pointing.held.with_value(|held| match held.as_slice() {
        [a, b] => Some([a.at[0], b.at[0]]),
        _ => None,
    })?;
    Some((fingers, of_chart(panel, |chart| [chart.plot.left, chart.plot.right])?))
}

/// Two pointers that are down hold the chart from now on.
fn take_hold(panel: Panel) {
    let Some((fingers, plot)) = two(panel) else { return };
    // Where nothing can be zoomed they hold nothing, but neither do they point.
    let range = span(panel).map_or((0, 1), |span| panel.viewer.view.with_untracked(|view| view.range(span)));
    panel.pointing.pinch.set_value(Some(Pinch::new(fingers, plot, range)));
}

/// Shows the range that the two pointers ask for which hold the chart.
fn pull(panel: Panel, pinch: Pinch) {
    let Some(((fingers, plot), span)) = two(panel).zip(span(panel)) else { return };
    let (low, high) = pinch.range(fingers, plot, span);
    panel.viewer.view.update(|view| view.set_zoom(low.into(), high.into(), span));
}

/// Whether a pointer that is gone was one of those that held the chart.
fn let_go(panel: Panel) -> bool {
    let Pointing { held, pinch, .. } = panel.pointing;
    let held_it = pinch.get_value().is_some();
    if held.with_value(Vec::is_empty) {
        pinch.set_value(None);
    }
    // Of three, two are left.
    take_hold(panel);
    held_it
}

pub(super) fn moved(panel: Panel, event: &PointerEvent) {
    let at = place(event);
    let touch = event.pointer_type() == "touch";
    let mut from = None;
    panel.pointing.held.update_value(|held| {
        if let Some(one) = held.iter_mut().find(|one| one.id == event.pointer_id()) {
            one.at = at;
            from = Some(one.from);
        }
    });
    if let Some(pinch) = panel.pointing.pinch.get_value() {
        return pull(panel, pinch);
    }
    match from {
        Some(from) if !touch && CLICK < (at[0] - from[0]).abs() && span(panel).is_some() => {
            panel.pointing.drag.set(Some([from[0], at[0]]));
            point(panel, at);
        }
        _ => point(panel, at),
    }
}

pub(super) fn up(panel: Panel, event: &PointerEvent) {
    let at = place(event);
    let mut from = None;
    panel.pointing.held.update_value(|held| {
        from = held.iter().find(|one| one.id == event.pointer_id()).map(|one| one.from);
        held.retain(|one| one.id != event.pointer_id());
    });
    if let_go(panel) {
        return;
    }
    let dragged = panel.pointing.drag.get_untracked();
    if dragged.is_some() {
        panel.pointing.drag.set(None);
    }
    let clicked =
        dragged.is_none() && from.is_some_and(|from| (at[0] - from[0]).hypot(at[1] - from[1]) <= CLICK);
    match dragged {
        Some([a, b]) => {
            let ends = of_chart(panel, |chart| [a, b].map(|px| chart.x.data(px)));
            if let Some(([a, b], span)) = ends.zip(span(panel)) {
                panel.viewer.view.update(|view| view.set_zoom(a, b, span));
            }
        }
        None if clicked => click(panel, at),
        None => {}
    }
    if event.pointer_type() == "touch" {
        // Where the finger stopped the cursor stays; a tap has put it there or taken it away.
        let lap = panel.cursor.hovered.get_untracked().filter(|_| !clicked);
        if lap.is_some() {
            pin(panel, lap);
        }
        panel.cursor.hover(None);
    }
}

pub(super) fn left(panel: Panel, event: &PointerEvent) {
    panel.pointing.held.update_value(|held| held.retain(|one| one.id != event.pointer_id()));
    let_go(panel);
    // The browser takes a finger that scrolls; what it pointed at is still read.
    if event.pointer_type() == "touch" {
        panel.cursor.hover(None);
    } else if panel.pointing.drag.get_untracked().is_none() {
        panel.pointing.hovered.set(None);
        panel.cursor.hover(None);
        if panel.cursor.distance.get_untracked().is_some() {
            panel.cursor.distance.set(None);
        }
    }
}

/// The pointer is here: the cursor follows, and the nearest mark is told.
fn point(panel: Panel, at: [f64; 2]) {
    let Some((lap, distance, nearest)) = of_chart(panel, |chart| {
        let nearest = hit::nearest(chart, at, REACH);
        let distance = chart.is_of_distance().then(|| hit::metres(chart, at[0], nearest));
        let inside = chart.plot.top - 24.0 <= at[1] && at[1] <= chart.plot.bottom + 4.0;
        (chart.lap_at(at[0]).filter(|_| inside), distance, nearest)
    }) else {
        return;
    };
    panel.cursor.hover(lap);
    if let Some(metres) = distance.filter(|metres| *metres != panel.cursor.distance.get_untracked()) {
        panel.cursor.distance.set(metres);
    }
    if panel.pointing.hovered.get_untracked() != nearest {
        panel.pointing.hovered.set(nearest);
    }
}

/// A click puts the cursor where it is, or takes it away; on a name or a line it chooses the driver.
fn click(panel: Panel, at: [f64; 2]) {
    let Some((lap, series)) = of_chart(panel, |chart| {
        let inside = chart.plot.contains(at);
        let target = hit::nearest(chart, at, REACH).and_then(|target| chart.targets.get(target));
        (chart.lap_at(at[0]).filter(|_| inside), target.map(|target| target.series))
    }) else {
        return;
    };
    match (lap, series) {
        (Some(lap), _) => {
            let same = panel.viewer.cursor.get_untracked() == Some(lap);
            pin(panel, (!same).then_some(lap));
        }
        (None, Some(series)) => choose(panel, series),
        (None, None) => {}
    }
}

pub(super) fn wheel(panel: Panel, event: &WheelEvent) {
    let Some(span) = span(panel) else { return };
    // The bare wheel scrolls the page; a pinch on a touch pad comes with the control key.
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        let at = of_chart(panel, |chart| chart.x.data(f64::from(event.offset_x()))).unwrap_or_default();
        zoom(panel, at, maths::exp((-event.delta_y() * 0.01).clamp(-0.7, 0.7)));
    } else if event.shift_key() && panel.viewer.view.with_untracked(|view| view.zoomed(span).is_some()) {
        event.prevent_default();
        let by = if 0.0 < event.delta_y() + event.delta_x() { 1 } else { -1 };
        panel.viewer.view.update(|view| view.pan(by, span));
    }
}
