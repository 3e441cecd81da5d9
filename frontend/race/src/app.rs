//! The app: which page the address names, and what all pages share.

use gridcast_core::address;
use gridcast_shared::mart::{Index, SessionKey, WeekendSession};
use gridcast_viewer::speech::Speech;
use gridcast_words::{race as said, spoken};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use crate::components::header::Header;
use crate::components::season_page::SeasonPage;
use crate::components::session_page::SessionPage;
use crate::cursor::Cursor;
use crate::documents::{Document, DocumentSignal, follow_index};
use crate::measure::Fonts;
use crate::route::{self, Route, redirect};
use crate::schedule;
use crate::stage::{Stage, stages};
use crate::viewer::Viewer;

/// The app.
#[component]
pub fn App() -> impl IntoView {
    let speech = Speech::new(spoken::Page::Race);
    provide_context(speech);
    let viewer = Viewer::from_address();
    provide_context(viewer);
    provide_context(Cursor::new(viewer));
    let route = route::follow();
    provide_context(route);
    let index = RwSignal::new(Document::<Index>::Awaited);
    provide_context(index);
    provide_context(Fonts::new());
    let owner = Owner::current();
    schedule::later(move || {
        if let Some(owner) = owner {
            owner.with(|| follow(viewer, route, index));
        }
    });
    let stage = stages(2);
    // A frame in another page has room for the chart alone.
    let panel = viewer.view.with_untracked(|view| view.panel);
    let is_framed = panel.is_some_and(|kind| route.get_untracked().page().has(kind));
    if !is_framed {
        viewer.view.update(|view| view.panel = None);
    }
    // A page that is gone to from itself stays as it is.
    let page = Memo::new(move |_| route.get());

    // Everything is built again in another language, of documents that are here.
    move || {
        speech.track();
        whole(is_framed, page, stage, index)
    }
}

/// All that is on the page, in the language that is spoken.
fn whole(
    is_framed: bool,
    page: Memo<Route>,
    stage: RwSignal<usize>,
    index: DocumentSignal<Index>,
) -> impl IntoView {
    view! {
        {(!is_framed).then(|| view! { <a class="skip" href="#main">{said::skip()}</a> })}
        <div class="page">
            <Stage stage=stage at=1>{(!is_framed).then(|| view! { <Header/> })}</Stage>
            <Stage stage=stage at=2>{move || match page.get() {
                Route::Session(key) => view! { <SessionPage key=key/> }.into_any(),
                Route::Season { season } => view! { <SeasonPage season=season/> }.into_any(),
                asked @ (Route::Newest | Route::NewestSeason) => {
                    view! { <Awaiting asked=asked index=index/> }.into_any()
                }
                Route::Unknown => view! {
                    <main id="main" tabindex="-1" aria-busy="false" class="nothing">
                        <h1>{said::no_page()}</h1>
                        <p>{said::no_page_words()}</p>
                    </main>
                }
                .into_any(),
            }}</Stage>
            {(!is_framed).then(|| view! {
                <footer>
                    <nav aria-label=said::pages()>
                        <a href=address::HOME rel="external">{said::go_live()}</a>
                        <a href=address::NEWEST_RACE>{said::newest_race()}</a>
                        <a href=address::NEWEST_SEASON>{said::go_season()}</a>
                    </nav>
                    <p>{said::unofficial()}</p>
                </footer>
            })}
        </div>
    }
}

/// Keeps index, address, keys, paper and page together for as long as the owner lives.
fn follow(viewer: Viewer, route: RwSignal<Route>, index: DocumentSignal<Index>) {
    follow_index(index);
    viewer.keep_address(route);
    viewer.speak();
    let cursor = expect_context::<Cursor>();
    Effect::new(move |before: Option<Route>| {
        let now = route.get();
        // An address that stands for another is the same page.
        if let Some(before) = before.filter(|before| !before.stands_for_another()) {
            if before != now {
                viewer.turn_page();
                cursor.distance.set(None);
            }
            schedule::later(focus_page);
        }
        now
    });
    let keys = window_event_listener(ev::keydown, move |event| key(&event, viewer));
    // Before the page is laid out for paper.
    let printing = window_event_listener_untyped("beforeprint", |_| schedule::at_once(true));
    let printed = window_event_listener_untyped("afterprint", |_| schedule::at_once(false));
    on_cleanup(move || {
        for listener in [keys, printing, printed] {
            listener.remove();
        }
    });
    // An address without a race is that of the newest, as soon as the index tells which.
    Effect::new(move || {
        let asked = route.get();
        if let Some(to) = index.with(|index| stands_for(asked, index.here()?)) {
            redirect(route, to);
        }
    });
}

/// Where the keyboard goes on after a change of the page; what had the focus may be gone.
fn focus_page() {
    let main = document().get_element_by_id("main").and_then(|main| main.dyn_into::<HtmlElement>().ok());
    if let Some(main) = main {
        main.focus().ok();
    }
}

/// While the index is on its way, and when there is nothing in it.
#[component]
fn Awaiting(
    /// What is asked for.
    asked: Route,
    /// The index.
    index: DocumentSignal<Index>,
) -> impl IntoView {
    // Once the index tells of one, its page takes this one's place.
    let is_coming = Memo::new(move |_| {
        index.with(|index| match index {
            Document::Awaited => true,
            Document::Here(index) => stands_for(asked, index).is_some(),
            _ => false,
        })
    });
    let words = move || {
        index.with(|index| match index {
            _ if is_coming.get() => None,
            Document::Awaited | Document::Here(_) | Document::Missing => Some(said::no_race_yet()),
            Document::Broken => Some(said::list_broken()),
            Document::Unreachable => Some(said::list_unreachable()),
        })
    };
    view! {
        <main id="main" tabindex="-1" aria-busy=move || is_coming.get().to_string() class="nothing">
            <h1>{said::after_the_race()}</h1>
            <p role="status">{words}</p>
        </main>
    }
}

/// The page that an address without a race or season stands for.
fn stands_for(asked: Route, index: &Index) -> Option<Route> {
    match asked {
        Route::Newest => newest(index),
        Route::NewestSeason => Some(Route::Season { season: index.seasons.first()?.season }),
        Route::Session(_) | Route::Season { .. } | Route::Unknown => None,
    }
}

/// The newest race that there is something of.
fn newest(index: &Index) -> Option<Route> {
    index.seasons.iter().find_map(|season| {
        let driven = season.rounds.iter().filter_map(|round| {
            let race = round.session(WeekendSession::Race).filter(|race| race.has("result"))?;
            Some((race.start_ms, round.round))
        });
        driven.max().map(|(_, round)| Route::Session(SessionKey::race(season.season, round)))
    })
}

/// Keys that work everywhere on the page.
fn key(event: &KeyboardEvent, viewer: Viewer) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    let within = event.target().map(JsCast::unchecked_into::<web_sys::Element>);
    // Letters typed into a field are its own.
    if within.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")) {
        return;
    }
    match event.key().as_str() {
        "t" => viewer.turn_theme(),
        "p" => viewer.turn_palette(),
        _ => return,
    }
    event.prevent_default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::{RoundEntry, SeasonEntry, SessionEntry, SessionState};

    #[test]
    fn the_newest_race_is_the_last_with_a_result() {
        let round = |round, start_ms, documents: &[&str]| RoundEntry {
            round,
            event: String::new(),
            circuit: String::new(),
            sessions: vec![SessionEntry {
                session: WeekendSession::Race,
                start_ms,
                state: SessionState::Complete,
                simulated: false,
                documents: documents.iter().map(|&name| name.to_owned()).collect(),
                held_back: None,
            }],
        };
        let rounds = vec![
            round(1, Some(10), &["result"]),
            round(2, Some(20), &["result", "laps"]),
            round(3, Some(30), &[]),
        ];
        let season = |season, rounds| SeasonEntry { season, documents: vec![], held_back: None, rounds };
        let index = Index {
            version: 1,
            revision: String::new(),
            seasons: vec![season(2026, vec![]), season(2025, rounds)],
        };
        assert_eq!(newest(&index), Some(Route::Session(SessionKey::race(2025, 2))));
        assert_eq!(newest(&Index::default()), None);
    }
}
