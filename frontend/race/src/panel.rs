//! A chart on the page: it is laid out and painted when it is near the window and something has changed, and behaves
//! as every other: cursor, zoom, keys, full screen, PNG, CSV, words and a table for those who do not see it.
#![allow(
    clippy::large_types_passed_by_value,
    reason = "a panel is handles of signals, on WASM half as large as on the host that lints it too"
)]

mod draw;
mod full_screen;
mod keys;
mod overlay;
mod pointer;
pub mod source;
mod state;
mod surface;
mod table;
mod tools;

use gridcast_core::charts::words::title;
use gridcast_words::race as said;
use leptos::html;
use leptos::prelude::*;

use crate::cursor::Cursor;
use crate::observe;
use crate::schedule;
use crate::viewer::Viewer;
use draw::{follow, run};
use source::{Readiness, Source};
use state::{Panel, Pointing, reading, show_all};
use surface::Surface;
use table::TableOf;
use tools::Tools;

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
    let Source { kind, ready, layout, height, woken } = source;
    let (id, title) = (kind.id(), title(kind));
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
        viewer: expect_context::<Viewer>(),
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
            chart
                .as_ref()
                .map_or_else(|| title.to_owned(), |chart| said::chart_and_summary(title, &chart.summary))
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
    let title_id = StoredValue::new(format!("{id}-title"));
    view! {
        <section id=id class="chart" aria-labelledby=title_id.get_value() data-state=state node_ref=panel.section
            on:fullscreenchange=move |_| panel.is_full.set(document().fullscreen_element().is_some())>
            <div class="head">
                <div class="words">
                    <h2 id=title_id.get_value()>{title}</h2>
                    {match legend {
                        Some(legend) => legend,
                        None => view! { <p class="note">{sentence}</p> }.into_any(),
                    }}
                </div>
                <div class="tools">
                    {keys.run()}
                    <Tools panel=panel kind=kind/>
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
                    aria-roledescription=said::chart_role()
                    aria-label=summary
                    on:pointerdown=move |event| pointer::down(panel, &event)
                    on:pointermove=move |event| pointer::moved(panel, &event)
                    on:pointerup=move |event| pointer::up(panel, &event)
                    on:pointercancel=move |event| pointer::left(panel, &event)
                    on:pointerleave=move |event| pointer::left(panel, &event)
                    on:dblclick=move |_| show_all(panel)
                    on:wheel=move |event| pointer::wheel(panel, &event)
                    on:keydown=move |event| keys::key(panel, &event)
                    on:blur=move |_| panel.pointing.series.set(None)
                ></canvas>
                {move || (state() == "awaited").then(|| view! {
                    <div class="skeleton" aria-hidden="true"></div>
                })}
                {move || missing().map(|missing| view! { <p class="missing" role="status">{missing}</p> })}
            </div>
            <p class="reading" role="status">{move || reading(panel)}</p>
            <TableOf chart=chart title=title/>
        </section>
    }
}
