//! What a panel says while it has nothing to show: what will come, what happened, the one thing to do.

use gridcast_core::pill::{Pill, PillState};
use gridcast_viewer::erased::{Show, act, memo, part, text};
use gridcast_words::live;
use leptos::prelude::*;

use crate::components::signs::PillSign;
use crate::page::PageHandle;
use crate::shown::Shown;

/// In place of the map while there is no race; of the board and the events where the map is not seen.
#[component]
pub fn NoRaceState() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let state = memo(move || shown.pill.with(|pill| pill.state));
    let title = move || match state.get() {
        PillState::Connecting => live::nothing_connecting().to_owned(),
        PillState::NoRace => live::pill_no_race().to_owned(),
        PillState::SourceAway => live::nothing_source_away().to_owned(),
        PillState::Incomplete => live::nothing_incomplete().to_owned(),
        PillState::Offline => live::nothing_offline().to_owned(),
        PillState::Stalled => live::nothing_stalled().to_owned(),
        _ => shown.pill.with(Pill::words),
    };
    let words = move || match state.get() {
        PillState::Connecting => live::nothing_connecting_words(),
        PillState::NoRace => live::nothing_no_race_words(),
        PillState::SourceAway => live::nothing_source_away_words(),
        PillState::Incomplete => live::nothing_incomplete_words(),
        PillState::Offline => live::nothing_offline_words(),
        PillState::Reconnecting => live::nothing_reconnecting_words(),
        PillState::Ended => live::nothing_ended_words(),
        _ => live::nothing_silent_words(),
    };
    let try_now = move |_| page.update_value(|page| page.retry = true);
    view! {
        <div class="nothing">
            <h2>
                <Show when=move || state.get() != PillState::Connecting>
                    {part(move || view! { <PillSign state=state.get()/> })}
                </Show>
                <span>{text(title)}</span>
            </h2>
            <p>{text(words)}</p>
            <Show when=move || state.get() == PillState::Reconnecting>
                <button class="key" on:click=act(try_now)>{live::try_now()}</button>
            </Show>
        </div>
    }
}
