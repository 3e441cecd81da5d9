//! What a panel says while it has nothing to show: what will come, what happened, the one thing to do.

use gridcast_core::pill::PillState;
use leptos::prelude::*;

use crate::components::signs::PillSign;
use crate::page::PageHandle;
use crate::shown::Shown;

/// In place of the map while there is no race.
#[component]
pub fn NoRaceState() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let state = Memo::new(move |_| shown.pill.with(|pill| pill.state));
    let title = move || match state.get() {
        PillState::Connecting => "Loading the race so far".to_owned(),
        PillState::NoRace => "No race yet".to_owned(),
        PillState::SourceAway => "The source is away".to_owned(),
        PillState::Incomplete => "Some of the race cannot be read".to_owned(),
        PillState::Offline => "No network".to_owned(),
        PillState::Stalled => "Nothing comes".to_owned(),
        _ => shown.pill.with(|pill| format!("{} {}", pill.word, pill.detail)),
    };
    let words = move || match state.get() {
        PillState::Connecting => "The circuit and the cars appear here in a moment.",
        PillState::NoRace => "The map and the board appear here with the first cars on the track.",
        PillState::SourceAway => {
            "The gateway is here, but it cannot reach the race's records. It keeps trying."
        }
        PillState::Incomplete => {
            "The gateway is here, but it may not or cannot read all of the race's records. It keeps trying."
        }
        PillState::Offline => "This device has no network. The race goes on here as soon as it has.",
        PillState::Reconnecting => "The gateway does not answer. What you miss meanwhile will be filled in.",
        PillState::Ended => "The recording has been played to its end.",
        _ => "The gateway answers, but it sends no race.",
    };
    let try_now = move |_| page.update_value(|page| page.retry = true);
    view! {
        <div class="nothing">
            <h2>
                <Show when=move || state.get() != PillState::Connecting>
                    {move || view! { <PillSign state=state.get()/> }}
                </Show>
                <span>{title}</span>
            </h2>
            <p>{words}</p>
            <Show when=move || state.get() == PillState::Reconnecting>
                <button class="key" on:click=try_now>"Try now"</button>
            </Show>
        </div>
    }
}
