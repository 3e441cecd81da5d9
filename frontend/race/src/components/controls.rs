//! What is chosen once for all charts: drivers, the cursor's lap, which laps count.

use gridcast_core::charts::link::filter_name;
use gridcast_core::charts::words::{filter_name as filter_title, title};
use gridcast_shared::mart::LapFilter;
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::popover::Popover;
use crate::cursor::Cursor;
use crate::route::Route;
use crate::viewer::{DriverStyle, Viewer};

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
    let route = expect_context::<RwSignal<Route>>();
    let parts = move || {
        let link = |id: &'static str, title: &'static str| {
            view! { <li><a href=format!("#{id}") on:click=move |_| open.set(false)>{title}</a></li> }
        };
        let charts = route.get().page().charts().iter().map(|&kind| link(kind.id(), title(kind)));
        view! {
            {link("result", said::result())}
            {charts.collect_view()}
            {link("laps", said::every_lap())}
        }
    };
    view! {
        <Popover id="parts" label=said::parts_of_page() words=said::charts_key open=open>
            <ul class="parts">{parts}</ul>
            <p class="keys-told">{keys_told()}</p>
        </Popover>
    }
}

/// What the keys do: each key stands in quotes in its sentence, and as a key on the page.
fn keys_told() -> impl IntoView {
    let parts = said::keys_told().split('"').enumerate();
    parts
        .map(|(i, part)| if i % 2 == 1 { view! { <kbd>{part}</kbd> }.into_any() } else { part.into_any() })
        .collect_view()
}

/// The highlighted drivers, each with a key to take it away, and a sheet of all to choose from.
#[component]
pub fn Chips() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let chips = move || {
        let drivers = viewer.drivers.get();
        let chosen = viewer.chosen.get();
        let chips = chosen.iter().map(|code| {
            let style = drivers.iter().find(|driver| driver.code == *code);
            chip(viewer, code.clone(), style)
        });
        chips.collect_view()
    };
    let keys = move || {
        let drivers = viewer.drivers.get();
        drivers.into_iter().map(|style| driver_key(viewer, style)).collect_view()
    };
    view! {
        <div class="chips" role="group" aria-label=said::highlighted_drivers()>
            <span class="label" aria-hidden="true">{said::highlighted()}</span>
            <Popover id="drivers-to-highlight" label=said::drivers_to_highlight() words=said::choose_drivers>
                <div class="choices driver-choices">{keys}</div>
            </Popover>
            {chips}
        </div>
    }
}

/// Chooses a driver, or no longer.
fn driver_key(viewer: Viewer, style: DriverStyle) -> impl IntoView {
    let code = style.code.clone();
    let pressed = {
        let code = code.clone();
        Memo::new(move |_| viewer.chosen.with(|chosen| chosen.contains(&code)))
    };
    let swatch = swatch(Some(&style));
    view! {
        <button
            class="chip"
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| viewer.toggle(&code)
        >
            {swatch}
            <b>{style.code}</b>
        </button>
    }
}

fn swatch(style: Option<&DriverStyle>) -> impl IntoView + use<> {
    let colour = style.map(|style| format!("stroke:#{:06x}", style.colour));
    let dash = style.filter(|style| style.second).map(|_| "5 2.5");
    view! {
        <svg class="swatch" viewBox="0 0 18 4" aria-hidden="true">
            <path d="M0 2H18" style=colour stroke-dasharray=dash/>
        </svg>
    }
}

fn chip(viewer: Viewer, code: String, style: Option<&DriverStyle>) -> impl IntoView + use<> {
    let swatch = swatch(style);
    let label = said::remove_driver(&code);
    let removed = code.clone();
    view! {
        <button class="chip" aria-label=label on:click=move |_| viewer.toggle(&removed)>
            {swatch}
            <b>{code}</b>
            <svg class="remove" viewBox="0 0 8 8" aria-hidden="true"><path d="M1 1L7 7M7 1L1 7"/></svg>
        </button>
    }
}

#[component]
fn CursorKeys() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let cursor = expect_context::<Cursor>();
    let step = move |by| {
        let laps = viewer.n_laps.get_untracked();
        viewer.view.update(|view| view.step_cursor(by, laps));
    };
    let word = move || cursor.lap.get().map_or_else(|| said::cursor_none().to_owned(), said::cursor_lap);
    view! {
        <div class="stepper" role="group" aria-label=said::cursor()>
            <span class="label" aria-hidden="true">{said::cursor()}</span>
            <button class="key step" aria-label=said::cursor_back() on:click=move |_| step(-1)>
                <svg viewBox="0 0 8 8" aria-hidden="true"><path d="M5.5 1L2.5 4L5.5 7"/></svg>
            </button>
            <button
                class="key lap"
                title=said::cursor_away()
                disabled=move || cursor.lap.get().is_none()
                on:click=move |_| viewer.view.update(|view| view.cursor = None)
            >
                {word}
            </button>
            <button class="key step" aria-label=said::cursor_on() on:click=move |_| step(1)>
                <svg viewBox="0 0 8 8" aria-hidden="true"><path d="M2.5 1L5.5 4L2.5 7"/></svg>
            </button>
        </div>
    }
}

#[component]
fn Filter() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let filter = Memo::new(move |_| viewer.view.with(|view| view.laps));
    let options = LapFilter::ALL.map(|one| {
        view! {
            <option value=filter_name(one) selected=move || filter.get() == one>{filter_title(one)}</option>
        }
    });
    let changed = move |event| {
        let name = event_target_value(&event);
        if let Some(filter) = LapFilter::ALL.into_iter().find(|&filter| filter_name(filter) == name) {
            viewer.view.update(|view| view.laps = filter);
        }
    };
    view! {
        <div class="picker key">
            <span aria-hidden="true">{move || filter_title(filter.get())}</span>
            <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
            <select aria-label=said::filter_for_pace() on:change=changed>{options.into_iter().collect_view()}</select>
        </div>
    }
}
