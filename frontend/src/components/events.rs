//! What just happened and all that was said: race control, passes and fastest laps in one order of time.

use gridcast_core::events::{EventLine, EventTopic};
use gridcast_viewer::erased::{Show, act};
use gridcast_words::live;
use leptos::prelude::*;

use crate::components::signs::EventMark;
use crate::components::state::NoRaceState;
use crate::shown::Shown;

/// The list, newest first.
#[component]
pub fn EventsPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let wanted = RwSignal::new(None::<EventTopic>);
    let lines = move || {
        shown.events.with(|events| {
            let is_wanted = |line: &&EventLine| wanted.get().is_none_or(|topic| line.topic == topic);
            events.iter().filter(is_wanted).cloned().collect::<Vec<_>>()
        })
    };
    let choose = move |event: leptos::ev::Event| {
        // An option's value is its topic's place in the list; the first option has none.
        let chosen = event_target_value(&event).parse::<usize>().ok();
        wanted.set(chosen.and_then(|at| EventTopic::ALL.get(at).copied()));
    };
    view! {
        <section class="panel events" aria-labelledby="events-label">
            <div class="events-head">
                <h2 class="label" id="events-label">{live::events()}</h2>
                <select aria-label=live::topic() on:change=act(choose)>
                    <option value="">{live::topic_all()}</option>
                    {EventTopic::ALL.into_iter().enumerate().map(|(at, topic)| view! {
                        <option value=at.to_string()>{topic.word()}</option>
                    }).collect_view()}
                </select>
            </div>
            <ol tabindex="0" aria-labelledby="events-label">
                <For each=lines key=|event| (event.key, event.words.clone()) let:event>
                    <li>
                        <span class="when">{event.when.clone()}</span>
                        <EventMark sign=event.sign/>
                        <span class="what">
                            {event.words.clone()}
                            {event.clip.clone().map(|clip| view! {
                                " "
                                <a href=clip target="_blank" rel="noopener noreferrer">{live::event_listen()}</a>
                            })}
                        </span>
                    </li>
                </For>
            </ol>
            <Show when=move || shown.race.get() && shown.events.with(Vec::is_empty)>
                <p class="none">{live::events_none()}</p>
            </Show>
            <Show when=move || !shown.race.get()>
                <NoRaceState/>
            </Show>
        </section>
    }
}
