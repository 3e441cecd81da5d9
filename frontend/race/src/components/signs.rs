//! Signs, drawn and not typed.

use gridcast_core::address;
use gridcast_words::race as said;
use leptos::prelude::*;

/// The word mark.
#[component]
pub fn WordMark() -> impl IntoView {
    view! {
        <a class="wordmark" href=address::HOME rel="external">
            <svg viewBox="0 0 20 14" aria-hidden="true"><path d="M1 2H8V5.5M12 8.5V5H19M1 12H8V8.5"/></svg>
            <b>"Gridcast"</b>
        </a>
    }
}

/// Places won or lost from the grid: an arrow and a number.
#[component]
pub fn Places(
    /// Won when positive.
    gained: i16,
) -> impl IntoView {
    let (path, word) = match gained {
        0 => return ().into_any(),
        1.. => ("M4 1L7.5 7H.5Z", said::place_gained()),
        _ => ("M4 7L.5 1H7.5Z", said::place_lost()),
    };
    let n = gained.unsigned_abs();
    view! {
        <span class="places">
            <svg viewBox="0 0 8 8" role="img" aria-label=word><path d=path/></svg>
            {n}
        </span>
    }
    .into_any()
}
