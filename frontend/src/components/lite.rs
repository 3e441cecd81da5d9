//! The lite mode as it is seen: an offer when the device runs low, and a key in the header while it is on.

use gridcast_core::lite::Reason;
use gridcast_viewer::erased::{Show, act, text};
use gridcast_words::live;
use leptos::prelude::*;

use crate::shown::Shown;
use crate::viewer::wish;

/// The offer; declined, it does not come back before the page does.
#[component]
pub fn LiteOffer() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let declined = RwSignal::new(false);
    let reason = Memo::new(move |_| {
        let is_lite = shown.wishes.with(|wishes| wishes.lite);
        shown.means.get().reason().filter(|_| !is_lite && !declined.get())
    });
    let words = move || match reason.get() {
        Some(Reason::Battery(pct)) => live::lite_offer_battery(pct),
        Some(Reason::Slow) => live::lite_offer_slow().to_owned(),
        None => String::new(),
    };
    view! {
        <Show when=move || reason.with(Option::is_some)>
            <div class="offer" role="status">
                <p>{text(words)}</p>
                <button class="key" on:click=act(move |_| wish(shown, |wishes| wishes.lite = true))>{live::lite_take()}</button>
                <button class="key" on:click=act(move |_| declined.set(true))>{live::lite_decline()}</button>
            </div>
        </Show>
    }
}

/// In the header: that the mode is on, and the way out of it.
#[component]
pub fn LiteKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Show when=move || shown.wishes.with(|wishes| wishes.lite)>
            <button class="key lite" title=live::lite_end() on:click=act(move |_| wish(shown, |wishes| wishes.lite = false))>
                <svg viewBox="0 0 12 12" aria-hidden="true"><path d="M2 11V8M6 11V5M10 11V2"/></svg>
                {live::lite_short()}
            </button>
        </Show>
    }
}

/// In the map's place.
#[component]
pub fn LiteRest() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Show when=move || shown.wishes.with(|wishes| wishes.lite)>
            <div class="rests">
                <p>{live::lite_rests()}</p>
                <button class="key" on:click=act(move |_| wish(shown, |wishes| wishes.lite = false))>{live::lite_end()}</button>
            </div>
        </Show>
    }
}
