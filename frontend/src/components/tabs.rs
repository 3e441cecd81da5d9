//! The foot: a phone's tabs, an embed's word mark beside the pill.

use gridcast_core::events::unread;
use gridcast_core::words::time as words;
use gridcast_viewer::erased::{act, effect, part, text};
use gridcast_words::live;
use leptos::prelude::*;

use crate::components::signs::WordMark;
use crate::shown::{Shown, Tab};

/// Most that the badge counts.
const MOST_UNREAD: usize = 99;

/// The foot.
#[component]
pub fn Tabs() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let n_unread = unread_events(&shown);
    let word = move |tab: Tab| match tab {
        Tab::Board => live::tab_board().to_owned(),
        Tab::Map => live::tab_map().to_owned(),
        Tab::Events => live::tab_events().to_owned(),
        // The delay itself, so that it is never forgotten.
        Tab::Time => shown.time.with(|time| match time.delay {
            delay if delay.is_none() || time.is_recorded => live::tab_time().to_owned(),
            delay => words::seconds(delay),
        }),
    };
    view! {
        <nav class="tabs" aria-label=live::tabs()>
            {Tab::ALL.map(|tab| {
                let path = match tab {
                    Tab::Board => "M2 5H4M7 5H18M2 10H4M7 10H18M2 15H4M7 15H18",
                    Tab::Map => "M4 5C6 2 9 4 11 4S17 3 17.500 7S13 10 14 13S11 18 7 16S3 13 3.500 11S2.500 7 4 5Z",
                    Tab::Events => "M4 18V3M4 3.500C8 1 11 6 16.500 3.500V11C11 13.500 8 8.500 4 11",
                    Tab::Time => "M10 4A7 7 0 1 1 9.990 4ZM10 7V11L13 12.500M8 1.500H12",
                };
                view! {
                    <button
                        aria-pressed=text(move || if shown.tab.get() == tab { "true" } else { "false" })
                        on:click=act(move |_| {
                            shown.turn.set(None);
                            shown.tab.set(tab);
                        })
                    >
                        <svg viewBox="0 0 20 20" aria-hidden="true"><path d=path/></svg>
                        <span>{text(move || word(tab))}</span>
                        {(tab == Tab::Events).then(|| part(move || match n_unread.get() {
                            0 => ().into_any(),
                            n => view! { <b class="badge" aria-label=live::tab_events_new(n)>{n}</b> }.into_any(),
                        }))}
                    </button>
                }
            }).collect_view()}
        </nav>
        <footer class="foot">
            <WordMark/>
        </footer>
    }
}

/// How many events have come since a panel was open that lists them.
fn unread_events(shown: &Shown) -> Memo<usize> {
    let shown = *shown;
    let seen = RwSignal::new(None);
    effect(move || {
        let newest = shown.events.with(|lines| lines.first().map(|line| line.key));
        let is_read = matches!(shown.tab.get(), Tab::Events | Tab::Map);
        if is_read || seen.get_untracked().is_none() {
            seen.set(newest);
        }
    });
    Memo::new(move |_| shown.events.with(|lines| unread(lines, seen.get())).min(MOST_UNREAD))
}
