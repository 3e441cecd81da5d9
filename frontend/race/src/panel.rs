//! A chart on the page: it is laid out and painted when it is near the window and something has changed, and behaves
//! as every other: cursor, zoom, keys, full screen, PNG, CSV, words and a table for those who do not see it.
#![allow(
    clippy::large_types_passed_by_value,
    reason = "a panel is handles of signals, on WASM half as large as on the host that lints it too"
)]

mod overlay;
mod pointing;
mod surface;
mod table;
mod tools;

use std::sync::Arc;

use gridcast_core::charts::inks::Inks;
use gridcast_core::charts::scene::Chart;
use gridcast_core::charts::view::View;
use leptos::html;
use leptos::prelude::*;

use crate::cursor::Cursor;
use crate::measure::Fonts;
use crate::observe;
use crate::schedule;
use crate::shown::Shown;
use overlay::Look;
use pointing::Pointing;
use surface::Surface;
use table::TableOf;
use tools::Tools;

/// A task of painting ends after this, ms.
const PATIENCE_MS: f64 = 12.0;

/// A plot narrower or lower than this is only passing through such a size, px: no page is that small, and where there
/// is only a sentence to be read the chart's own height counts.
const LEAST: i32 = 48;

/// Dots of a printer to a CSS px, of which a screen has one to three.
const PAPER_RATIO: f64 = 3.0;

/// Commands that are painted before the clock is looked at.
const STRETCH: usize = 64;

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
    pub view: View,
    /// Colours.
    pub inks: Inks,
    /// Where it is seen.
    pub place: Place,
}

/// Where a chart is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On the page.
    Page,
    /// With nothing else to be seen beside it: in full screen, on a picture.
    Alone,
    /// In a file of its numbers.
    File,
}

/// Lays a chart out; `None` when it is not to be drawn yet.
pub type Layout = Box<dyn Fn(&Frame) -> Option<Chart> + Send + Sync>;

/// Height of a chart for a width, CSS px.
pub type Height = Box<dyn Fn(f64) -> f64 + Send + Sync>;

/// Where a chart comes from.
pub struct Source {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
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
        f.debug_struct("Source").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The signals of one panel.
#[derive(Clone, Copy, Debug)]
struct Panel {
    chart: RwSignal<Option<Arc<Chart>>>,
    size: RwSignal<[i32; 2]>,
    near: RwSignal<bool>,
    pointing: Pointing,
    /// The chart.
    base: Surface,
    /// Cursor and what is pointed at.
    over: Surface,
    section: NodeRef<html::Section>,
    /// Whether it fills the screen.
    is_full: RwSignal<bool>,
    layout: StoredValue<Layout, LocalStorage>,
    shown: Shown,
    cursor: Cursor,
}

/// A chart with its heading and tools.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn ChartPanel(
    /// Where it comes from.
    source: Source,
    /// Keys of this chart alone, before the common ones.
    #[prop(optional, into)]
    keys: ViewFn,
    /// A sentence in place of the chart's own, such as a legend.
    #[prop(optional)]
    legend: Option<AnyView>,
    /// A row of controls above the plot.
    #[prop(optional)]
    row: Option<AnyView>,
) -> impl IntoView {
    let Source { id, title, ready, layout, height, woken } = source;
    let plot = NodeRef::<html::Div>::new();
    let panel = Panel {
        chart: RwSignal::new(None),
        size: RwSignal::new([0; 2]),
        // What comes while the browser prints is printed.
        near: RwSignal::new(schedule::is_at_once()),
        pointing: Pointing::new(),
        base: Surface::new(),
        over: Surface::new(),
        section: NodeRef::new(),
        is_full: RwSignal::new(false),
        layout: StoredValue::new_local(layout),
        shown: expect_context::<Shown>(),
        cursor: expect_context::<Cursor>(),
    };
    let readiness = Memo::new_with_compare(move |_| ready(), |_, _| true);

    Effect::new(move || {
        let Some(plot) = plot.get() else { return };
        observe::near(&plot, panel.near);
        observe::size(&plot, panel.size);
    });
    let height = StoredValue::new(height);
    run(panel, readiness, height);
    follow(panel, plot, woken);

    let chart = panel.chart;
    let sentence = move || chart.with(|chart| chart.as_ref().map(|chart| chart.sentence.clone()));
    let missing = move || match readiness.get() {
        Readiness::Fault(fault) => Some(fault),
        Readiness::Awaited => None,
        Readiness::Ready => chart.with(|chart| chart.as_ref().and_then(|chart| chart.missing.clone())),
    };
    let state = move || match readiness.get() {
        Readiness::Fault(_) => "fault",
        Readiness::Awaited => "awaited",
        Readiness::Ready => match chart.with(|chart| chart.as_ref().map(|chart| chart.is_empty())) {
            None => "awaited",
            Some(true) => "empty",
            Some(false) => "drawn",
        },
    };
    let summary = move || {
        chart.with(|chart| {
            chart.as_ref().map_or_else(|| title.to_owned(), |chart| format!("{title}. {}", chart.summary))
        })
    };
    // A plot that has no room yet takes the window's width for its guess, so that little moves when it comes.
    let tall = move || {
        // What has come may be more rows.
        readiness.track();
        let width = panel.size.get()[0];
        let width = if width < 1 { 600.0 } else { f64::from(width) };
        format!("{}px", height.with_value(|height| height(width)))
    };
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    view! {
        <section id=id class="chart" aria-labelledby=labelled data-state=state node_ref=panel.section
            on:fullscreenchange=move |_| panel.is_full.set(document().fullscreen_element().is_some())>
            <div class="head">
                <div class="words">
                    <h2 id=title_id>{title}</h2>
                    {match legend {
                        Some(legend) => legend,
                        None => view! { <p class="note">{sentence}</p> }.into_any(),
                    }}
                </div>
                <div class="tools">
                    {keys.run()}
                    <Tools panel=panel id=id title=title/>
                </div>
            </div>
            {row}
            <div class="plot" style:height=tall node_ref=plot>
                <canvas class="base" node_ref=panel.base.canvas aria-hidden="true"></canvas>
                <canvas
                    class="over"
                    node_ref=panel.over.canvas
                    tabindex="0"
                    role="application"
                    aria-roledescription="chart"
                    aria-label=summary
                    on:pointerdown=move |event| pointing::down(panel, &event)
                    on:pointermove=move |event| pointing::moved(panel, &event)
                    on:pointerup=move |event| pointing::up(panel, &event)
                    on:pointercancel=move |event| pointing::left(panel, &event)
                    on:pointerleave=move |event| pointing::left(panel, &event)
                    on:dblclick=move |_| pointing::show_all(panel)
                    on:wheel=move |event| pointing::wheel(panel, &event)
                    on:keydown=move |event| pointing::key(panel, &event)
                    on:blur=move |_| panel.pointing.series.set(None)
                ></canvas>
                {move || (state() == "awaited").then(|| view! {
                    <div class="skeleton" aria-hidden="true"></div>
                })}
                {move || missing().map(|missing| view! { <p class="missing" role="status">{missing}</p> })}
            </div>
            <p class="reading" role="status">{move || pointing::reading(panel)}</p>
            <TableOf chart=chart title=title/>
        </section>
    }
}

/// What the panel does when it comes near the window, and when the browser prints.
fn follow(panel: Panel, plot: NodeRef<html::Div>, woken: Box<dyn Fn() + Send + Sync>) {
    // Paper shows all of the page.
    let printing = window_event_listener_untyped("beforeprint", move |_| panel.near.set(true));
    on_cleanup(move || printing.remove());
    Effect::new(move |was_on_paper: Option<bool>| {
        let on_paper = panel.shown.on_paper.get();
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
fn run(panel: Panel, readiness: Memo<Readiness>, height: StoredValue<Height>) {
    let waits = StoredValue::new(false);
    // Counts what has changed; what was drawn last is of one of these numbers.
    let revision = RwSignal::new(0u32);
    let drawn = StoredValue::new(0u32);
    let Fonts(fonts) = expect_context();
    Effect::new(move || {
        readiness.track();
        panel.size.track();
        panel.is_full.track();
        panel.shown.drawn.track();
        panel.shown.inks.track();
        panel.shown.on_paper.track();
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
            let place = if panel.is_full.get_untracked() { Place::Alone } else { Place::Page };
            let begun = schedule::now_ms();
            let Some(chart) = lay_out(panel, size, place) else { return };
            let spent_ms = schedule::now_ms() - begun;
            let chart = Arc::new(chart);
            pointing::carry(panel, &chart);
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
        panel.shown.inks.track();
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

/// The chart for a size, CSS px, and a place.
fn lay_out(panel: Panel, size: [f64; 2], place: Place) -> Option<Chart> {
    let frame = Frame {
        size,
        view: panel.shown.drawn.get_untracked(),
        inks: panel.shown.inks.get_untracked(),
        place,
    };
    panel.layout.with_value(|layout| untrack(|| layout(&frame)))
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
    let inks = panel.shown.inks.get_untracked();
    let Some(chart) = panel.chart.get_untracked() else { return };
    let commands = overlay::commands(&chart, &look, &inks);
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
    if panel.shown.on_paper.get_untracked() {
        PAPER_RATIO
    } else {
        window().device_pixel_ratio().clamp(1.0, 4.0)
    }
}
