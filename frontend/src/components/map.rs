//! The track map: two canvases, the circuit below and the cars above, and what can be done with them.

use gridcast_core::format::enumerated;
use gridcast_viewer::erased::{Show, act, effect, text};
use gridcast_words::live;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use crate::components::lite::LiteRest;
use crate::components::state::NoRaceState;
use crate::map_input::{self, Pointers, PointersHandle};
use crate::page::PageHandle;
use crate::paint::Painter;
use crate::shown::Shown;

/// The map.
#[component]
pub fn MapPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let pointers: PointersHandle = StoredValue::new_local(Pointers::default());
    let (circuit, cars) = (NodeRef::<Canvas>::new(), NodeRef::<Canvas>::new());
    let map = NodeRef::<Div>::new();
    effect(move || {
        let painters = circuit.get().and_then(Painter::new).zip(cars.get().and_then(Painter::new));
        if let Some((circuit, cars)) = painters {
            page.update_value(|page| page.set_map(circuit, cars));
        }
    });
    view! {
        <section class="panel map" aria-label=live::map()>
            <div
                class="canvases"
                node_ref=map
                tabindex="0"
                role="img"
                aria-label=text(move || described(&shown))
                on:wheel=act(move |event| map_input::wheel(&event, page))
                on:pointerdown=act(move |event| map_input::down(&event, pointers, map))
                on:pointermove=act(move |event| map_input::moved(&event, pointers, page, &shown))
                on:pointerup=act(move |event| map_input::up(&event, pointers, page, shown))
                on:pointercancel=act(move |event| map_input::up(&event, pointers, page, shown))
                on:dblclick=act(move |_| map_input::whole(page))
            >
                <canvas node_ref=circuit aria-hidden="true"></canvas>
                <canvas node_ref=cars aria-hidden="true"></canvas>
            </div>
            <LiteRest/>
            <Show when=move || !shown.race.get()>
                <NoRaceState/>
            </Show>
            <p class="facts-line">{text(move || if shown.rejoin.with(|[place, _]| place.is_empty()) { shown.facts.get() } else { String::new() })}</p>
            <p class="stopped">{text(move || shown.map_notice.get())}</p>
            <p class="ghost-line">{text(move || shown.rejoin.with(|[place, _]| place.clone()))}</p>
            <div class="map-keys">
                <Show when=move || shown.zoomed.get()>
                    <button class="key look" on:click=act(move |_| { shown.follows.set(false); map_input::whole(page); })>{live::map_whole()}</button>
                </Show>
                {[(live::zoom_out(), "−", 1.0 / map_input::KEY_ZOOM), (live::zoom_in(), "+", map_input::KEY_ZOOM)].map(|(label, sign, factor)| view! {
                    <button class="key look zoom" aria-label=label title=label on:click=act(move |_| map_input::zoom(page, factor))>{sign}</button>
                })}
                <button
                    class="key"
                    title=live::follow_title()
                    aria-pressed=text(move || if shown.follows.get() { "true" } else { "false" })
                    on:click=act(move |_| shown.follows.update(|is| *is = !*is))
                >{live::follow()}</button>
                <button
                    class="key"
                    title=live::ring_title()
                    aria-pressed=text(move || if shown.as_ring.get() { "true" } else { "false" })
                    on:click=act(move |_| shown.as_ring.update(|is| *is = !*is))
                >{live::ring()}</button>
            </div>
        </section>
    }
}

/// The map in words, told anew when the order of the first three or the lap changes.
fn described(shown: &Shown) -> String {
    let first: Vec<String> =
        shown.board.with(|board| board.rows.iter().take(3).map(|row| row.code.to_string()).collect());
    let n_cars = shown.board.with(|board| board.rows.len());
    if n_cars == 0 {
        return live::map_empty().to_owned();
    }
    let lap = shown.heading.with(|heading| heading.lap.clone());
    live::map_described(n_cars, &lap, &enumerated(&first))
}
