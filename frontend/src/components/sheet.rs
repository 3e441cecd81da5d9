//! The sheet beside the board: a driver's laps, telemetry, weather, championship, and how the board is shown.
//!
//! It covers no more than it needs and takes nothing away from the keyboard: Escape shuts it, and the focus goes back to
//! what had it when it was opened.

use gridcast_core::detail::Table;
use gridcast_core::outlook::Sheet;
use gridcast_core::scene::telemetry::MAX_DRIVERS;
use gridcast_shared::ids::CarIndex;
use gridcast_viewer::erased::{Show, act, effect, flag, memo, part, text};
use gridcast_words::live;
use leptos::html::{Canvas, Section};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::components::view::ViewKeys;
use crate::page::PageHandle;
use crate::paint::Painter;
use crate::shown::Shown;
use crate::viewer::wish;

/// The sheet.
#[component]
pub fn SheetPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let is_open = memo(move || shown.sheet.with(Option::is_some));
    view! {
        <Show when=move || is_open.get()>
            <Opened/>
        </Show>
    }
}

#[component]
fn Opened() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let sheet = NodeRef::<Section>::new();
    give_focus_back();
    effect(move || {
        // It has just come into the document, so it can be focused.
        if let Some(sheet) = sheet.get() {
            sheet.focus().ok();
        }
    });
    let is = move |tab: Sheet| shown.sheet.get() == Some(tab);
    // Each is made anew only when it is another one, so that who reads a table is not thrown out of it by a sentence.
    let title = memo(move || shown.detail.with(|detail| detail.title.clone()));
    let lines = memo(move || shown.detail.with(|detail| detail.lines.clone()));
    let tables = memo(move || shown.detail.with(|detail| detail.tables.clone()));
    view! {
        <section class="panel sheet" node_ref=sheet tabindex="-1" aria-label=live::details()>
            <div class="sheet-head">
                <div class="sheet-tabs" role="group" aria-label=live::details_tabs()>
                    {Sheet::ALL.map(|tab| view! {
                        <button
                            aria-pressed=text(move || if is(tab) { "true" } else { "false" })
                            on:click=act(move |_| shown.sheet.set(Some(tab)))
                        >
                            {tab.word()}
                        </button>
                    }).collect_view()}
                </div>
                <button class="key" aria-label=live::details_shut_title() on:click=act(move |_| shown.sheet.set(None))>{live::details_shut()}</button>
            </div>
            <div class="sheet-body" tabindex="0" role="region" aria-label=title>
                <Show when=move || is(Sheet::View)><ViewKeys/></Show>
                <Show when=move || is(Sheet::Driver)><DriverKeys/></Show>
                <Show when=move || is(Sheet::Telemetry)><Traces/></Show>
                <h2>{title}</h2>
                {part(move || lines.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view())}
                {part(move || tables.with(|tables| tables.iter().map(table).collect_view()))}
            </div>
        </section>
    }
}

/// Keeps what has the focus now, and focuses it when the owner ends, unless the viewer has gone elsewhere by then.
fn give_focus_back() {
    let opener = StoredValue::new_local(focused());
    on_cleanup(move || {
        let elsewhere = "body *:not(.sheet, .sheet *)";
        let is_elsewhere = focused().is_some_and(|element| element.matches(elsewhere).unwrap_or_default());
        if let Some(Some(opener)) = opener.try_get_value()
            && !is_elsewhere
        {
            // What is gone by now cannot have it.
            opener.focus().ok();
        }
    });
}

fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn table(table: &Table) -> AnyView {
    let cell = |(i, cell): (usize, &String)| match i {
        0 => view! { <th scope="row">{cell.clone()}</th> }.into_any(),
        _ => view! { <td>{cell.clone()}</td> }.into_any(),
    };
    view! {
        <table>
            <caption>{table.caption.clone()}</caption>
            <thead><tr>{table.heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view()}</tr></thead>
            <tbody>
                {table.rows.iter().map(|row| view! {
                    <tr>{row.iter().enumerate().map(cell).collect_view()}</tr>
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

/// Whether the chosen driver is a favourite.
#[component]
fn DriverKeys() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let code = move || {
        let chosen = shown.chosen.get();
        shown.board.with(|board| {
            let row = chosen.and_then(|car| board.row(car)).or(board.rows.first());
            row.map(|row| row.code)
        })
    };
    let is_favourite =
        move || code().is_some_and(|code| shown.wishes.with(|wishes| wishes.favourites.contains(&code)));
    view! {
        <label>
            <input
                type="checkbox"
                prop:checked=flag(is_favourite)
                on:change=act(move |_| {
                    if let Some(code) = code() {
                        wish(shown, |wishes| wishes.turn_favourite(code));
                    }
                })
            />
            {live::favourite()}
        </label>
    }
}

/// Laps against distance of up to four drivers.
#[component]
fn Traces() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let canvas = NodeRef::<Canvas>::new();
    effect(move || {
        let painter = canvas.get().and_then(Painter::new);
        page.update_value(|page| page.set_telemetry(painter));
    });
    on_cleanup(move || {
        page.try_update_value(|page| page.set_telemetry(None));
    });
    let others = move || {
        let first = shown.chosen.get();
        shown.board.with(|board| {
            let first = first.or_else(|| board.rows.first().map(|row| row.car));
            let rows = board.rows.iter().filter(|row| Some(row.car) != first);
            rows.map(|row| (row.car, row.code.to_string())).collect::<Vec<_>>()
        })
    };
    let turn = move |car: CarIndex| {
        shown.compared.update(|compared| match compared.iter().position(|&known| known == car) {
            Some(at) => drop(compared.remove(at)),
            None if compared.len() + 1 < MAX_DRIVERS => compared.push(car),
            None => {}
        });
    };
    view! {
        <canvas node_ref=canvas class="laps" role="img" aria-label=live::traces_described()></canvas>
        <fieldset class="compared">
            <legend>{live::traces_beside()}</legend>
            <For each=others key=|other| other.0.0 let:other>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=flag(move || shown.compared.with(|compared| compared.contains(&other.0)))
                        on:change=act(move |_| turn(other.0))
                    />
                    {other.1.clone()}
                </label>
            </For>
        </fieldset>
        <label>
            <input
                type="checkbox"
                prop:checked=flag(move || shown.against_best.get())
                on:change=act(move |_| shown.against_best.update(|is| *is = !*is))
            />
            {live::traces_best()}
        </label>
    }
}
