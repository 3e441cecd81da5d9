//! The keys that every chart has: reset of the zoom, link, PNG, CSV, full screen.
#![expect(unreachable_pub, reason = "what the component macro makes beside the function is public")]

use gridcast_core::charts::build::caption::{Caption, caption};
use gridcast_core::charts::build::chart::{AxisKind, Chart};
use gridcast_core::charts::draw::command::Command;
use gridcast_core::charts::draw::style::{Anchor, Colour};
use gridcast_core::charts::kind::ChartKind;
use gridcast_core::charts::words;
use gridcast_core::words::with_detail;
use gridcast_words::race as said;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use super::full_screen::full_screen;
use super::overlay::{Look, commands};
use super::source::Output;
use super::state::{Panel, lay_out, show_all};
use crate::components::popover::Popover;
use crate::components::share::Share;
use crate::measure;
use crate::paint::Painter;
use crate::save;

/// Left and right of a picture's chart, px.
const MARGIN: f64 = 16.0;

/// Below a picture's chart, for the page's name, px.
const FOOT: f64 = 28.0;

/// The keys.
#[component]
pub(super) fn Tools(
    /// Of which panel.
    panel: Panel,
    /// Which chart.
    kind: ChartKind,
) -> impl IntoView {
    let (id, title) = (kind.id(), words::title(kind));
    let zoomed = Memo::new(move |_| {
        let laps = panel.viewer.n_laps.get();
        let span = panel.chart.with(|chart| chart.as_ref().and_then(|chart| chart.span(laps)))?;
        panel.viewer.drawn.with(|view| view.zoomed(span)).map(|_| words::show_all(span))
    });
    // What is framed has been shared, and a replay has no room in a frame.
    let is_shared = panel.viewer.view.with_untracked(|view| view.panel.is_some());
    let watch = Memo::new(move |_| {
        panel
            .chart
            .with(|chart| chart.as_ref().is_some_and(|chart| chart.axis == AxisKind::Lap))
            .then_some(())?;
        let lap = panel.viewer.cursor.get()?;
        // Who is chosen alone is followed.
        let alone = panel.viewer.chosen.with(|chosen| chosen.first().cloned().filter(|_| chosen.len() == 1));
        panel.viewer.recorded.lap(lap, alone.as_deref()).map(|to| (lap, to))
    });
    let target = is_shared.then_some("_blank");
    let png = move |_| picture(panel);
    let csv = move |_| {
        if let Some(chart) = anew(panel, Output::File) {
            save::text(&file(chart.kind.id(), "csv"), "text/csv", &chart.seen().csv());
        }
    };
    view! {
        {move || zoomed.get().map(|all| view! {
            <button class="tool word" on:click=move |_| show_all(panel)>{all}</button>
        })}
        {move || watch.get().map(|(lap, to)| view! {
            <a class="tool word" href=to rel="external" target=target aria-label=said::tool_watch_lap(title, lap)>
                {said::watch_lap(lap)}
            </a>
        })}
        {(!is_shared).then(|| view! {
            <Popover id=format!("{id}-link") label=said::link_to_chart() name=said::tool_link(title) words=link_sign>
                <Share kind=kind viewer=panel.viewer/>
            </Popover>
        })}
        <button class="tool" title=said::picture() aria-label=said::tool_picture(title) on:click=png>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M2 3H14V13H2ZM2 11L6 7.5L9 10L11 8.5L14 11"/><circle cx="10.5" cy="6" r="1"/>
            </svg>
        </button>
        <button class="tool" title=said::numbers() aria-label=said::tool_numbers(title) on:click=csv>
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2V10M4.5 7L8 10.5L11.5 7M2.5 13.5H13.5"/></svg>
        </button>
        <button
            class="tool"
            title=said::full_screen()
            aria-label=said::tool_full_screen(title)
            on:click=move |_| full_screen(panel)
        >
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 6V2.5H6M10 2.5H13.5V6M13.5 10V13.5H10M6 13.5H2.5V10"/></svg>
        </button>
    }
}

fn link_sign() -> impl IntoView {
    view! {
        <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M6.5 9.5L9.5 6.5M7.5 4.5L9 3A2.8 2.8 0 0 1 13 7L11.5 8.5M8.5 11.5L7 13A2.8 2.8 0 0 1 3 9L4.5 7.5"/>
        </svg>
    }
}

/// The chart in the size in which it is seen, for another place.
fn anew(panel: Panel, output: Output) -> Option<Chart> {
    let size = panel.chart.with_untracked(|chart| chart.as_ref().map(|chart| chart.size))?;
    lay_out(panel, size, output)
}

fn file(id: &str, ending: &str) -> String {
    let path = window().location().pathname().unwrap_or_default();
    let place: Vec<&str> =
        path.split('/').filter(|part| part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty()).collect();
    let place = place.join("-");
    format!("gridcast-{place}-{id}.{ending}")
}

/// Offers what is seen as a picture of two device px to each px, laid out to stand alone.
fn picture(panel: Panel) {
    let canvas = document()
        .create_element("canvas")
        .ok()
        .and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok());
    let Some(painter) = canvas.and_then(Painter::new) else { return };
    let Some(chart) = anew(panel, Output::Standalone) else { return };
    let palette = panel.viewer.palette.get_untracked();
    let title = document().title();
    let heading =
        with_detail(words::title(chart.kind), title.strip_suffix(" \u{b7} Gridcast").unwrap_or(&title));
    let [width, height] = chart.size;
    let Caption { commands: words, height: head } =
        caption(&heading, &chart.sentence, (MARGIN, width), &palette, &measure::width);
    let size = [width + 2.0 * MARGIN, head + height + FOOT];
    painter.begin(size, 2.0, Some(palette.colours.ground));
    painter.draw(&words);
    painter.draw(&[Command::Text {
        at: [MARGIN + width, size[1] - 14.0],
        text: "Gridcast".to_owned(),
        size: 12.0,
        weight: 600,
        colour: Colour::solid(palette.colours.ink3),
        anchor: Anchor::End,
        halo: None,
    }]);
    painter.shift([MARGIN, head]);
    painter.draw(&chart.commands);
    let look = Look {
        lap: panel.cursor.lap.get_untracked(),
        distance: panel.cursor.distance.get_untracked(),
        ..Look::default()
    };
    painter.draw(&commands(&chart, &look, &palette));
    save::png(file(chart.kind.id(), "png"), painter.canvas());
}
