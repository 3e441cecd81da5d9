//! The sessions of the page's weekend, as links from one to another.

use gridcast_shared::mart::{Index, RoundEntry, SessionKey};
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::documents::DocumentSignal;
use crate::route::Route;
use crate::words::session;

/// The row of sessions; none where the index knows of no other.
#[component]
pub fn WeekendSessions(
    /// The session of the page.
    here: SessionKey,
) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    // What is published anew changes nothing here as long as the same sessions are there.
    let round = Memo::new(move |_| index.with(|index| entry(index.here()?, here).cloned()));
    move || {
        let entry = round.get().filter(|entry| 1 < entry.sessions.len())?;
        let sessions = entry.sessions.iter().map(|entry| {
            let key = SessionKey { session: entry.session, ..here };
            let name = session::name(entry.session);
            let inner = if entry.documents.is_empty() {
                view! { <span class="none">{name}<span class="hidden">{said::nothing_yet()}</span></span> }
                    .into_any()
            } else {
                let current = (key == here).then_some("page");
                view! { <a href=Route::Session(key).path() aria-current=current>{name}</a> }.into_any()
            };
            view! { <li>{inner}</li> }
        });
        Some(view! {
            <nav class="weekend" aria-label=said::sessions_of_weekend()><ul>{sessions.collect_view()}</ul></nav>
        })
    }
}

fn entry(index: &Index, here: SessionKey) -> Option<&RoundEntry> {
    let season = index.seasons.iter().find(|season| season.season == here.season)?;
    season.rounds.iter().find(|round| round.round == here.round)
}
