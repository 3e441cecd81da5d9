//! Mouse, finger and keys on a chart: cursor, choice, zoom.

use gridcast_core::charts::grip::Grip;
use gridcast_core::charts::hit::{self, Step};
use gridcast_core::charts::scene::{AxisOf, Chart};
use gridcast_core::charts::view::Span;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, PointerEvent, WheelEvent};

use super::{Panel, tools};

/// A target counts as pointed at within this, px.
const REACH: f64 = 18.0;

/// A pointer that has not gone farther than this has clicked, px.
const CLICK: f64 = 5.0;

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
    held: StoredValue<Vec<Held>>,
    /// How two fingers took hold; kept until the last is gone, which neither points nor clicks any more.
    grip: StoredValue<Option<Grip>>,
}

#[derive(Clone, Copy, Debug)]
struct Held {
    id: i32,
    from: [f64; 2],
    at: [f64; 2],
}

impl Pointing {
    pub(super) fn new() -> Self {
        Self {
            hovered: RwSignal::new(None),
            series: RwSignal::new(None),
            drag: RwSignal::new(None),
            held: StoredValue::new(Vec::new()),
            grip: StoredValue::new(None),
        }
    }
}

fn place(event: &PointerEvent) -> [f64; 2] {
    [f64::from(event.offset_x()), f64::from(event.offset_y())]
}

/// Reads something of the chart.
fn of_chart<T>(panel: Panel, read: impl FnOnce(&Chart) -> T) -> Option<T> {
    panel.chart.with_untracked(|chart| chart.as_ref().map(|chart| read(chart)))
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
    if panel.pointing.grip.get_value().is_some() {
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
    let range = span(panel).map_or((0, 1), |span| panel.shown.view.with_untracked(|view| view.range(span)));
    panel.pointing.grip.set_value(Some(Grip::new(fingers, plot, range)));
}

/// Shows the range that the two pointers ask for which hold the chart.
fn pull(panel: Panel, grip: Grip) {
    let Some(((fingers, plot), span)) = two(panel).zip(span(panel)) else { return };
    let (low, high) = grip.range(fingers, plot, span);
    panel.shown.view.update(|view| view.set_zoom(low.into(), high.into(), span));
}

/// Whether a pointer that is gone was one of those that held the chart.
fn let_go(panel: Panel) -> bool {
    let Pointing { held, grip, .. } = panel.pointing;
    let held_it = grip.get_value().is_some();
    if held.with_value(Vec::is_empty) {
        grip.set_value(None);
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
    if let Some(grip) = panel.pointing.grip.get_value() {
        return pull(panel, grip);
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
                panel.shown.view.update(|view| view.set_zoom(a, b, span));
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

/// What is pointed at is the same driver and place on the next chart, or nothing.
pub(super) fn carry(panel: Panel, next: &Chart) {
    let Pointing { hovered, series, .. } = panel.pointing;
    if hovered.get_untracked().is_none() && series.get_untracked().is_none() {
        return;
    }
    let by_name = |name: &str| next.series.iter().position(|series| series.name == name);
    let (target, own) = of_chart(panel, |now| {
        let name = |series: usize| now.series.get(series).map(|series| series.name.as_str());
        let target = hovered.get_untracked().and_then(|i| now.targets.get(i)).and_then(|old| {
            let series = by_name(name(old.series)?)?;
            next.targets.iter().position(|new| new.series == series && (new.x - old.x).abs() < 1e-9)
        });
        (target, series.get_untracked().and_then(|series| by_name(name(series)?)))
    })
    .unwrap_or_default();
    hovered.set(target);
    series.set(own);
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
    let Some((lap, name)) = of_chart(panel, |chart| {
        let inside = chart.plot.contains(at);
        let target = hit::nearest(chart, at, REACH).and_then(|target| chart.targets.get(target));
        let name =
            target.and_then(|target| chart.series.get(target.series)).map(|series| series.name.clone());
        (chart.lap_at(at[0]).filter(|_| inside), name)
    }) else {
        return;
    };
    match (lap, name) {
        (Some(lap), _) => {
            let same = panel.shown.cursor.get_untracked() == Some(lap);
            pin(panel, (!same).then_some(lap));
        }
        (None, Some(name)) => choose(panel, &name),
        (None, None) => {}
    }
}

/// Chooses the driver of a series, or no longer; a series may be a team or a lap, which cannot be chosen.
fn choose(panel: Panel, name: &str) {
    if panel.shown.drivers.with_untracked(|drivers| drivers.iter().any(|driver| driver.code == name)) {
        panel.shown.toggle(name);
    }
}

fn pin(panel: Panel, lap: Option<u16>) {
    panel.shown.view.update(|view| view.cursor = lap);
}

pub(super) fn wheel(panel: Panel, event: &WheelEvent) {
    let Some(span) = span(panel) else { return };
    // The bare wheel scrolls the page; a pinch on a touch pad comes with the control key.
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        let at = of_chart(panel, |chart| chart.x.data(f64::from(event.offset_x()))).unwrap_or_default();
        zoom(panel, at, (-event.delta_y() * 0.01).clamp(-0.7, 0.7).exp());
    } else if event.shift_key() && panel.shown.view.with_untracked(|view| view.zoomed(span).is_some()) {
        event.prevent_default();
        let by = if 0.0 < event.delta_y() + event.delta_x() { 1 } else { -1 };
        panel.shown.view.update(|view| view.pan(by, span));
    }
}

/// What of the chart can be zoomed.
fn span(panel: Panel) -> Option<Span> {
    of_chart(panel, |chart| chart.span(panel.shown.n_laps.get_untracked())).flatten()
}

fn is_of_laps(panel: Panel) -> bool {
    of_chart(panel, |chart| chart.axis == AxisOf::Lap).unwrap_or_default()
}

/// Zooms about a place of the axis.
fn zoom(panel: Panel, at: f64, factor: f64) {
    if let Some(span) = span(panel) {
        panel.shown.view.update(|view| view.zoom_at(at, factor, span));
    }
}

/// What keys zoom about: the cursor, else the middle of what is seen.
fn middle(panel: Panel) -> f64 {
    let cursor = if is_of_laps(panel) {
        panel.shown.cursor.get_untracked().map(f64::from)
    } else {
        panel.cursor.distance.get_untracked()
    };
    let seen = || of_chart(panel, |chart| f64::midpoint(chart.x.data[0], chart.x.data[1]));
    cursor.or_else(seen).unwrap_or_default()
}

/// Shows the chart's whole axis again.
pub(super) fn show_all(panel: Panel) {
    if let Some(span) = span(panel) {
        panel.shown.view.update(|view| view.show_all(span));
    }
}

pub(super) fn key(panel: Panel, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let view = panel.shown.view;
    let laps = panel.shown.n_laps.get_untracked();
    let big = if event.shift_key() { 5 } else { 1 };
    // What a chart has no axis for would be done to charts that are not looked at.
    let (is_of_laps, can_zoom) = (is_of_laps(panel), span(panel).is_some());
    match event.key().as_str() {
        "ArrowRight" => step(panel, big),
        "ArrowLeft" => step(panel, -big),
        "ArrowDown" => go(panel, Step::Down),
        "ArrowUp" => go(panel, Step::Up),
        "Home" if is_of_laps => view.update(|view| view.cursor = Some(1)),
        "End" if is_of_laps => view.update(|view| view.cursor = Some(laps.max(1))),
        "+" | "=" if can_zoom => zoom(panel, middle(panel), 1.5),
        "-" if can_zoom => zoom(panel, middle(panel), 1.0 / 1.5),
        "0" if can_zoom => show_all(panel),
        "Enter" | " " => {
            let name = panel.pointing.series.get_untracked().and_then(|series| {
                of_chart(panel, |chart| chart.series.get(series).map(|series| series.name.clone())).flatten()
            });
            if let Some(name) = name {
                choose(panel, &name);
            }
        }
        "f" => tools::full_screen(panel),
        "Escape" => {
            panel.pointing.series.set(None);
            panel.pointing.hovered.set(None);
            panel.cursor.distance.set(None);
            if is_of_laps {
                view.update(|view| view.cursor = None);
            }
        }
        _ => return,
    }
    event.prevent_default();
}

/// The cursor goes on by laps, or by what the chart's own axis measures.
fn step(panel: Panel, by: i32) {
    if is_of_laps(panel) {
        let laps = panel.shown.n_laps.get_untracked();
        panel.shown.view.update(|view| view.step_cursor(by, laps));
        follow(panel);
        return;
    }
    let direction = if by < 0 { Step::Back } else { Step::Forth };
    for _ in 0..by.unsigned_abs() {
        go(panel, direction);
    }
}

/// The keys go to another place.
fn go(panel: Panel, direction: Step) {
    let now = panel.pointing.hovered.get_untracked();
    let next = of_chart(panel, |chart| {
        hit::step(chart, now, direction).map(|i| (i, chart.targets[i].x, chart.targets[i].series))
    });
    if let Some((target, x, series)) = next.flatten() {
        panel.pointing.hovered.set(Some(target));
        panel.pointing.series.set(Some(series));
        if of_chart(panel, Chart::is_of_distance) == Some(true) {
            panel.cursor.distance.set(Some(x));
        }
    }
}

/// Points at the series' place at the cursor; keys that have no series yet begin with the first chosen.
fn follow(panel: Panel) {
    let known = panel.pointing.series.get_untracked();
    let Some(series) = known.or_else(|| of_chart(panel, hit::first_series).flatten()) else { return };
    let lap = panel.shown.cursor.get_untracked().map_or(0.0, f64::from);
    let target = of_chart(panel, |chart| hit::of_series_at(chart, series, lap));
    panel.pointing.series.set(Some(series));
    panel.pointing.hovered.set(target.flatten());
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
