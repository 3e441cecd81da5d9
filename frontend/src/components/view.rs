//! How the viewer likes the page: the board, which panels there are, colours, what may be heard, this device.

use gridcast_core::charts::palette::Scheme;
use gridcast_core::panels::Panel;
use gridcast_core::theme::Contrast;
use gridcast_core::wishes::{BoardView, Wishes};
use gridcast_viewer::erased::{act, flag};
use gridcast_words::live;
use leptos::html::Button;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick as tick_of_page};

use crate::shown::Shown;
use crate::viewer::{turn_contrast, turn_scheme, wish};

/// A box that is ticked while `is` holds; `turn` turns that.
pub fn tick(
    words: &'static str,
    is: impl Fn() -> bool + Send + Sync + 'static,
    turn: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label>
            <input type="checkbox" prop:checked=is on:change=act(move |_| turn())/>
            {words}
        </label>
    }
    .into_any()
}

/// A box for one of the viewer's wishes.
pub fn wish_tick(
    shown: Shown,
    words: &'static str,
    is: fn(&Wishes) -> bool,
    turn: fn(&mut Wishes),
) -> AnyView {
    tick(words, move || shown.wishes.with(is), move || wish(shown, turn))
}

/// What concerns the device: the screen, and the lite mode.
pub fn device_ticks(shown: Shown) -> [AnyView; 2] {
    [
        wish_tick(shown, live::awake(), |wishes| !wishes.may_sleep, |wishes| wishes.may_sleep ^= true),
        wish_tick(shown, live::lite(), |wishes| wishes.lite, |wishes| wishes.lite ^= true),
    ]
}

/// All of it.
#[component]
pub fn ViewKeys() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let order = Memo::new(move |_| shown.wishes.with(|wishes| wishes.panels).all());
    let words = |view: BoardView| match view {
        BoardView::Full => live::view_full(),
        BoardView::Compact => live::view_compact(),
        BoardView::Favourites => live::view_favourites(),
    };
    view! {
        <fieldset>
            <legend>{live::view_board()}</legend>
            {BoardView::ALL.map(|board| view! {
                <label>
                    <input
                        type="radio"
                        name="board-view"
                        prop:checked=flag(move || shown.wishes.with(|wishes| wishes.view == board))
                        on:change=act(move |_| wish(shown, |wishes| wishes.view = board))
                    />
                    {words(board)}
                </label>
            }).collect_view()}
            {wish_tick(shown, live::view_gaps(), |wishes| wishes.gaps_to_chosen, |wishes| wishes.gaps_to_chosen ^= true)}
            {wish_tick(shown, live::view_still(), |wishes| wishes.still_rows, |wishes| wishes.still_rows ^= true)}
        </fieldset>
        <fieldset class="panels">
            <legend>{live::panels()}</legend>
            // A panel that is moved takes its keys along, so the focus stays where it is.
            <For each=move || order.get().map(|(panel, _)| panel) key=|panel| panel.name() let:panel>
                {panel_keys(&shown, panel)}
            </For>
        </fieldset>
        <fieldset>
            <legend>{live::view_colours()}</legend>
            {tick(live::view_palette(), move || shown.scheme.get() == Scheme::ColourBlind, move || turn_scheme(shown))}
            {tick(live::view_contrast(), move || shown.contrast.get() == Contrast::More, move || turn_contrast(shown))}
        </fieldset>
        <fieldset>
            <legend>{live::view_alerts()}</legend>
            {wish_tick(shown, live::view_sound(), |wishes| wishes.sound, |wishes| wishes.sound ^= true)}
            {wish_tick(shown, live::view_aloud(), |wishes| wishes.reads_out, |wishes| wishes.reads_out ^= true)}
        </fieldset>
        <fieldset>
            <legend>{live::device()}</legend>
            {device_ticks(shown)}
            <button class="key" on:click=act(move |_| shown.keys.set(true))>{live::keys()}" (?)"</button>
        </fieldset>
    }
}

/// A panel in the list: whether it is shown, and a key that moves it up.
fn panel_keys(shown: &Shown, panel: Panel) -> AnyView {
    let shown = *shown;
    let name = match panel {
        Panel::Board => live::tab_board(),
        Panel::Map => live::tab_map(),
        Panel::Strip => live::panel_strip(),
        Panel::Events => live::tab_events(),
        Panel::Driver => live::driver(),
    };
    let key = NodeRef::<Button>::new();
    // A browser takes the focus from an element that is moved in the document.
    let advance = move |_| {
        wish(shown, |wishes| wishes.panels.advance(panel));
        spawn_local(async move {
            tick_of_page().await;
            if let Some(key) = key.try_get_untracked().flatten() {
                // A key that is gone has no focus to keep.
                key.focus().ok();
            }
        });
    };
    view! {
        <div class="panel-keys">
            {tick(name, move || shown.wishes.with(|wishes| wishes.panels.is_shown(panel)), move || wish(shown, |wishes| wishes.panels.turn(panel)))}
            <button class="sign-key" node_ref=key aria-label=live::panel_advance(name) title=live::panel_advance(name) on:click=advance>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 13V3M3.500 7.500L8 3L12.500 7.500"/></svg>
            </button>
        </div>
    }
    .into_any()
}
