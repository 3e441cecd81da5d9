//! The foot: a phone's tabs, an embed's word mark beside the pill.

use gridcast_shared::panel::LivePanel;
use gridcast_viewer::erased::{act, text};
use gridcast_words::live;
use leptos::prelude::*;

use crate::components::signs::WordMark;
use crate::shown::{Sheet, Shown};

/// The foot.
#[component]
pub fn Tabs() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <nav class="tabs" aria-label=live::tabs()>
            {LivePanel::ALL.map(|tab| {
                let (word, path) = match tab {
                    LivePanel::Board => (live::tab_board(), "M2 5H4M7 5H18M2 10H4M7 10H18M2 15H4M7 15H18"),
                    LivePanel::Map => (live::tab_map(), "M4 5C6 2 9 4 11 4S17 3 17.500 7S13 10 14 13S11 18 7 16S3 13 3.500 11S2.500 7 4 5Z"),
                    LivePanel::Events => (live::tab_events(), "M4 18V3M4 3.500C8 1 11 6 16.500 3.500V11C11 13.500 8 8.500 4 11"),
                };
                view! {
                    <button
                        aria-pressed=text(move || if shown.tab.get() == tab { "true" } else { "false" })
                        on:click=act(move |_| shown.tab.set(tab))
                    >
                        <svg viewBox="0 0 20 20" aria-hidden="true"><path d=path/></svg>
                        <span>{word}</span>
                    </button>
                }
            }).collect_view()}
            <button
                aria-expanded=text(move || if shown.sheet.with(Option::is_some) { "true" } else { "false" })
                on:click=act(move |_| shown.sheet.update(|sheet| *sheet = if sheet.is_some() { None } else { Some(Sheet::Driver) }))
            >
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 3H17V17H3ZM6 7H14M6 10H14M6 13H11"/></svg>
                <span>{live::details()}</span>
            </button>
        </nav>
        <footer class="foot">
            <WordMark/>
        </footer>
    }
}
