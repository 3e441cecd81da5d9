//! What just happened and all that was said: race control, passes and fastest laps in one order of time.

use leptos::prelude::*;

use crate::components::signs::EventMark;
use crate::shown::Shown;

/// The list, newest first.
#[component]
pub fn EventsPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <section class="panel events" aria-labelledby="events-label">
            <h2 class="label" id="events-label">"What just happened"</h2>
            <ol tabindex="0" aria-labelledby="events-label">
                <For each=move || shown.events.get() key=|event| (event.key, event.words.clone()) let:event>
                    <li>
                        <span class="when">{event.lap.clone()}</span>
                        <EventMark sign=event.sign/>
                        <span class="what">
                            {event.words.clone()}
                            {event.clip.clone().map(|clip| view! {
                                " "
                                <a href=clip target="_blank" rel="noopener noreferrer">"Listen"</a>
                            })}
                        </span>
                    </li>
                </For>
            </ol>
            <Show when=move || shown.events.with(Vec::is_empty)>
                <p class="none">{move || if shown.race.get() { "Nothing yet. Flags, passes and fastest laps come here." } else { "" }}</p>
            </Show>
        </section>
    }
}
