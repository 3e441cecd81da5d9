//! The list of recordings: which sessions there are, and nothing of how they went.

use gridcast_core::moment_link::length;
use gridcast_core::words::kind_word;
use gridcast_viewer::erased::{Show, part, text};
use gridcast_words::live;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::signs::WordMark;
use crate::recording::{self, Entry};

/// The list, newest first.
#[component]
pub fn Recordings() -> impl IntoView {
    let entries = RwSignal::new(None::<Vec<Entry>>);
    spawn_local(async move {
        entries.set(Some(recording::all().await));
    });
    document().set_title(live::recordings_title());
    view! {
        <main class="recordings" aria-busy=text(move || entries.with(Option::is_none).to_string())>
            <a class="home" href="./" rel="external" aria-label=live::recordings_home()><WordMark/></a>
            <h1>{live::recordings()}</h1>
            <p class="label">{live::recordings_spoil_nothing()}</p>
            <ul>
                {part(move || entries.get().unwrap_or_default().into_iter().map(entry).collect_view())}
            </ul>
            <Show when=move || entries.with(|entries| entries.as_ref().is_some_and(Vec::is_empty))>
                <p>{live::recordings_none()}</p>
            </Show>
        </main>
    }
}

fn entry(entry: Entry) -> impl IntoView {
    let kind = kind_word(entry.kind);
    let name = if entry.name.is_empty() { kind.to_owned() } else { format!("{}, {kind}", entry.name) };
    let length = length(entry.start_ms, entry.end_ms);
    let charts = Some(entry.charts).filter(|charts| !charts.is_empty());
    view! {
        <li>
            <a href=format!("replay/{}", entry.id) rel="external">
                <b>{name}</b>
                <span>{entry.circuit}</span>
                <span>{entry.day}</span>
                <span>{if entry.is_live { live::recordings_going_on().to_owned() } else { length }}</span>
            </a>
            {charts.map(|charts| view! { <a class="charts" href=charts rel="external">{live::recordings_charts()}</a> })}
        </li>
    }
}
