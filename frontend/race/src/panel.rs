//! A chart on the page: it is laid out and painted when it is near the window and something has changed, and behaves
//! as every other: cursor, zoom, keys, full screen, PNG, CSV, words and a table for those who do not see it.

mod overlay;
mod pointing;
mod table;
mod tools;

use std::sync::Arc;

use gridcast_core::charts::inks::Inks;
use gridcast_core::charts::scene::Chart;
use gridcast_core::charts::view::View;
use leptos::html;
use leptos::prelude::*;

use crate::cursor::Cursor;
use crate::observe;
use crate::paint::Painter;
use crate::schedule;
use crate::shown::Shown;
use overlay::Look;
use pointing::Pointing;
use table::TableOf;
use tools::Tools;

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
}

/// Lays a chart out; `None` when it is not to be drawn yet.
pub type Layout = Box<dyn Fn(&Frame) -> Option<Chart> + Send + Sync>;

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
    pub height: Box<dyn Fn(f64) -> f64 + Send + Sync>,
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
    painters: StoredValue<Option<Painters>, LocalStorage>,
    section: NodeRef<html::Section>,
    shown: Shown,
    cursor: Cursor,
}

/// The canvas of the chart, and the one over it.
#[derive(Debug)]
struct Painters {
    base: Painter,
    over: Painter,
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
    let [base, over] = [NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new()];
    let panel = Panel {
        chart: RwSignal::new(None),
        size: RwSignal::new([0; 2]),
        near: RwSignal::new(false),
        pointing: Pointing::new(),
        painters: StoredValue::new_local(None),
        section: NodeRef::new(),
        shown: expect_context::<Shown>(),
        cursor: expect_context::<Cursor>(),
    };
    let readiness = Memo::new_with_compare(move |_| ready(), |_, _| true);

    Effect::new(move || {
        let (Some(plot), Some(base), Some(over)) = (plot.get(), base.get(), over.get()) else { return };
        let painters = Painter::new(base).zip(Painter::new(over));
        panel.painters.set_value(painters.map(|(base, over)| Painters { base, over }));
        observe::near(&plot, panel.near);
        observe::size(&plot, panel.size);
    });
    run(panel, readiness, layout);
    Effect::new(move || {
        if panel.near.get() {
            woken();
        }
    });

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
        format!("{}px", height(width))
    };
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    view! {
        <section id=id class="chart" aria-labelledby=labelled data-state=state node_ref=panel.section>
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
                    <Tools panel=panel title=title/>
                </div>
            </div>
            {row}
            <div class="plot" style:height=tall node_ref=plot>
                <canvas class="base" node_ref=base aria-hidden="true"></canvas>
                <canvas
                    class="over"
                    node_ref=over
                    tabindex="0"
                    role="application"
                    aria-roledescription="chart"
                    aria-label=summary
                    on:pointerdown=move |event| pointing::down(panel, &event)
                    on:pointermove=move |event| pointing::moved(panel, &event)
                    on:pointerup=move |event| pointing::up(panel, &event)
                    on:pointercancel=move |event| pointing::left(panel, &event)
                    on:pointerleave=move |event| pointing::left(panel, &event)
                    on:dblclick=move |_| panel.shown.view.update(|view| view.zoom = None)
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

/// Lays out and paints when it is time to.
fn run(panel: Panel, readiness: Memo<Readiness>, layout: Layout) {
    let layout = StoredValue::new_local(layout);
    let waits = StoredValue::new(false);
    // Counts what has changed; what was drawn last is of one of these numbers.
    let revision = RwSignal::new(0u32);
    let drawn = StoredValue::new(0u32);
    let again = fonts_here();
    Effect::new(move || {
        readiness.track();
        panel.size.track();
        panel.shown.drawn.track();
        panel.shown.inks.track();
        again.track();
        revision.update(|revision| *revision += 1);
    });
    Effect::new(move || {
        let is_due = panel.near.get() && drawn.get_value() != revision.get() && !waits.get_value();
        let [width, height] = panel.size.get_untracked();
        if !is_due || width < 2 || height < 2 || readiness.get_untracked() != Readiness::Ready {
            return;
        }
        waits.set_value(true);
        schedule::later(move || {
            // The page may be gone by now.
            if waits.try_set_value(false).is_some() {
                return;
            }
            drawn.set_value(revision.get_untracked());
            let frame = Frame {
                size: panel.size.get_untracked().map(f64::from),
                view: panel.shown.drawn.get_untracked(),
                inks: panel.shown.inks.get_untracked(),
            };
            let Some(chart) = layout.with_value(|layout| untrack(|| layout(&frame))) else { return };
            panel.chart.set(Some(Arc::new(chart)));
            schedule::later(move || paint(panel));
        });
    });
    Effect::new(move || {
        let look = Look {
            lap: panel.cursor.lap.get(),
            distance: panel.cursor.distance.get(),
            hovered: panel.pointing.hovered.get(),
            drag: panel.pointing.drag.get(),
        };
        let inks = panel.shown.inks.get();
        panel.chart.with(|chart| {
            let Some(chart) = chart.as_ref().filter(|_| panel.near.get()) else { return };
            panel.painters.with_value(|painters| {
                if let Some(Painters { over, .. }) = painters {
                    over.begin(chart.size, ratio(), None);
                    over.draw(&overlay::commands(chart, &look, &inks));
                }
            });
        });
    });
}

fn paint(panel: Panel) {
    // Nothing when the panel is gone with its page.
    let _painted = panel.chart.try_with_untracked(|chart| {
        let Some(chart) = chart else { return };
        panel.painters.with_value(|painters| {
            if let Some(Painters { base, .. }) = painters {
                base.begin(chart.size, ratio(), None);
                base.draw(&chart.commands);
            }
        });
    });
}

/// Device px to a CSS px.
fn ratio() -> f64 {
    window().device_pixel_ratio().clamp(1.0, 4.0)
}

/// Rings once when the page's face has come: texts are measured and painted with it.
fn fonts_here() -> Trigger {
    let here = Trigger::new();
    if let Ok(ready) = document().fonts().ready() {
        leptos::task::spawn_local(async move {
            if wasm_bindgen_futures::JsFuture::from(ready).await.is_ok() && crate::measure::forget() {
                here.notify();
            }
        });
    }
    here
}
