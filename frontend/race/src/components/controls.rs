//! What is chosen once for all charts: drivers, the cursor's lap, which laps count.

use gridcast_core::charts::ChartKind;
use gridcast_core::charts::link::filter_name;
use gridcast_core::charts::pace::filter_words;
use gridcast_shared::mart::LapFilter;
use leptos::prelude::*;

use crate::components::opener::Opener;
use crate::components::race_page::in_order;
use crate::cursor::Cursor;
use crate::shown::{DriverInk, Shown};

/// The row of controls; it stays at the window's top.
#[component]
pub fn Controls() -> impl IntoView {
    view! {
        <div class="bar">
            <Charts/>
            <Chips/>
            <div class="right">
                <CursorKeys/>
                <Filter/>
            </div>
        </div>
    }
}

/// Ways to all parts of the page, and what its keys do.
#[component]
fn Charts() -> impl IntoView {
    let open = RwSignal::new(false);
    let parts = move || {
        let link = |id: &'static str, title: &'static str| {
            view! { <li><a href=format!("#{id}") on:click=move |_| open.set(false)>{title}</a></li> }
        };
        let charts = in_order().into_iter().map(|kind| link(kind.id(), kind.title()));
        view! {
            {link("result", "Result")}
            {link(ChartKind::Tyres.id(), ChartKind::Tyres.title())}
            {charts.collect_view()}
            {link("laps", "Every lap")}
        }
    };
    view! {
        <Opener id="parts" label="Parts of this page" words=|| "Charts" open=open>
            <ul class="parts">{parts}</ul>
            <p class="keys-told">
                "Keys on a chart: " <kbd>"←"</kbd> <kbd>"→"</kbd> " lap, " <kbd>"↑"</kbd> <kbd>"↓"</kbd> " driver, "
                <kbd>"+"</kbd> <kbd>"−"</kbd> <kbd>"0"</kbd> " zoom, " <kbd>"f"</kbd> " full screen. Everywhere: "
                <kbd>"t"</kbd> " theme, " <kbd>"p"</kbd> " palette."
            </p>
        </Opener>
    }
}

/// The highlighted drivers, each with a key to take it away, and a sheet of all to choose from.
#[component]
pub fn Chips() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let chips = move || {
        let drivers = shown.drivers.get();
        let chosen = shown.chosen.get();
        let chips = chosen.iter().map(|code| {
            let ink = drivers.iter().find(|driver| driver.code == *code);
            chip(shown, code.clone(), ink)
        });
        chips.collect_view()
    };
    let keys = move || {
        let drivers = shown.drivers.get();
        drivers.into_iter().map(|ink| driver_key(shown, ink)).collect_view()
    };
    view! {
        <div class="chips" role="group" aria-label="Highlighted drivers">
            <span class="label" aria-hidden="true">"Highlighted"</span>
            <Opener id="drivers-to-highlight" label="Drivers to highlight" words=|| "Choose drivers">
                <div class="choices driver-choices">{keys}</div>
            </Opener>
            {chips}
        </div>
    }
}

/// Chooses a driver, or no longer.
fn driver_key(shown: Shown, ink: DriverInk) -> impl IntoView {
    let code = ink.code.clone();
    let pressed = {
        let code = code.clone();
        Memo::new(move |_| shown.chosen.with(|chosen| chosen.contains(&code)))
    };
    let swatch = swatch(Some(&ink));
    view! {
        <button
            class="chip"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| shown.toggle(&code)
        >
            {swatch}
            <b>{ink.code}</b>
        </button>
    }
}

fn swatch(ink: Option<&DriverInk>) -> impl IntoView + use<> {
    let colour = ink.map(|ink| format!("stroke:#{:06x}", ink.colour));
    let dash = ink.filter(|ink| ink.second).map(|_| "5 2.5");
    view! {
        <svg class="swatch" viewBox="0 0 18 4" aria-hidden="true">
            <path d="M0 2H18" style=colour stroke-dasharray=dash/>
        </svg>
    }
}

fn chip(shown: Shown, code: String, ink: Option<&DriverInk>) -> impl IntoView + use<> {
    let swatch = swatch(ink);
    let label = format!("{code}: highlighted; press to remove");
    let removed = code.clone();
    view! {
        <button class="chip" aria-label=label on:click=move |_| shown.toggle(&removed)>
            {swatch}
            <b>{code}</b>
            <svg class="remove" viewBox="0 0 8 8" aria-hidden="true"><path d="M1 1L7 7M7 1L1 7"/></svg>
        </button>
    }
}

#[component]
fn CursorKeys() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let cursor = expect_context::<Cursor>();
    let step = move |by| {
        let laps = shown.n_laps.get_untracked();
        shown.view.update(|view| view.step_cursor(by, laps));
    };
    let word = move || cursor.lap.get().map_or_else(|| "No lap".to_owned(), |lap| format!("Lap {lap}"));
    view! {
        <div class="stepper" role="group" aria-label="Cursor">
            <span class="label" aria-hidden="true">"Cursor"</span>
            <button class="key step" aria-label="Cursor a lap back" on:click=move |_| step(-1)>
                <svg viewBox="0 0 8 8" aria-hidden="true"><path d="M5.5 1L2.5 4L5.5 7"/></svg>
            </button>
            <button
                class="key lap"
                title="Take the cursor away"
                disabled=move || cursor.lap.get().is_none()
                on:click=move |_| shown.view.update(|view| view.cursor = None)
            >
                {word}
            </button>
            <button class="key step" aria-label="Cursor a lap on" on:click=move |_| step(1)>
                <svg viewBox="0 0 8 8" aria-hidden="true"><path d="M2.5 1L5.5 4L2.5 7"/></svg>
            </button>
        </div>
    }
}

#[component]
fn Filter() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let filter = Memo::new(move |_| shown.view.with(|view| view.laps));
    let options = LapFilter::ALL.map(|one| {
        view! {
            <option value=filter_name(one) selected=move || filter.get() == one>{filter_words(one)}</option>
        }
    });
    let changed = move |event| {
        let name = event_target_value(&event);
        if let Some(filter) = LapFilter::ALL.into_iter().find(|&filter| filter_name(filter) == name) {
            shown.view.update(|view| view.laps = filter);
        }
    };
    view! {
        <div class="picker key">
            <span aria-hidden="true">{move || filter_words(filter.get())}</span>
            <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
            <select aria-label="Which laps count for pace" on:change=changed>{options.into_iter().collect_view()}</select>
        </div>
    }
}
