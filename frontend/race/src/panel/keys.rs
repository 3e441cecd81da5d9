//! Keys on a chart: cursor, choice, zoom, from place to place.

use gridcast_core::charts::build::chart::Chart;
use gridcast_core::charts::interact::hit::{self, Step};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::full_screen::full_screen;
use super::state::{Panel, choose, is_of_laps, of_chart, show_all, span, zoom};

pub(super) fn key(panel: Panel, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let view = panel.viewer.view;
    let laps = panel.viewer.n_laps.get_untracked();
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
            if let Some(series) = panel.pointing.series.get_untracked() {
                choose(panel, series);
            }
        }
        "f" => full_screen(panel),
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

/// What keys zoom about: the cursor, else the middle of what is seen.
fn middle(panel: Panel) -> f64 {
    let cursor = if is_of_laps(panel) {
        panel.viewer.cursor.get_untracked().map(f64::from)
    } else {
        panel.cursor.distance.get_untracked()
    };
    let seen = || of_chart(panel, |chart| f64::midpoint(chart.x.data[0], chart.x.data[1]));
    cursor.or_else(seen).unwrap_or_default()
}

/// The cursor goes on by laps, or by what the chart's own axis measures.
fn step(panel: Panel, by: i32) {
    if is_of_laps(panel) {
        let laps = panel.viewer.n_laps.get_untracked();
        panel.viewer.view.update(|view| view.step_cursor(by, laps));
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
    let lap = panel.viewer.cursor.get_untracked().map_or(0.0, f64::from);
    let target = of_chart(panel, |chart| hit::of_series_at(chart, series, lap));
    panel.pointing.series.set(Some(series));
    panel.pointing.hovered.set(target.flatten());
}
