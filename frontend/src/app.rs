//! The page: its state, what wakes it, and how its panels are laid out.

use gridcast_core::moment_link::Place;
use gridcast_core::pill::Recorded;
use gridcast_core::theme::Theme;
use gridcast_shared::address::Query;
use gridcast_shared::ids::SessionId;
use gridcast_shared::panel::LivePanel;
use gridcast_viewer::erased::{act, effect, flag, part, text};
use gridcast_viewer::outside;
use gridcast_viewer::speech::Speech;
use gridcast_words::live;
use gridcast_words::spoken;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, KeyboardEvent};

use crate::components::board::BoardPanel;
use crate::components::driver::DriverPanel;
use crate::components::duel::Duel;
use crate::components::events::EventsPanel;
use crate::components::header::Header;
use crate::components::map::MapPanel;
use crate::components::recordings::Recordings;
use crate::components::sheet::SheetPanel;
use crate::components::strip::StripPanel;
use crate::components::tabs::Tabs;
use crate::components::time_bar::TimeBarPanel;
use crate::frame_loop::FrameLoop;
use crate::page::{Page, PageHandle};
use crate::shown::{Sheet, Shown};
use crate::viewer::{first_delay, first_theme, is_media, kept_wishes, turn_theme, wish};
use crate::{by_files, fetch, inspect, map_input, replay, socket, time_input, timer, viewer};

/// The page that the address names.
#[component]
pub fn App() -> impl IntoView {
    match viewer::place() {
        Place::Recordings => {
            let shown = Shown::new(first_theme(), LivePanel::Board, kept_wishes());
            provide_context(shown);
            view! { <Recordings/> }.into_any()
        }
        Place::Live => view! { <SessionPage recorded=None/> }.into_any(),
        Place::Replay(session) => view! { <SessionPage recorded=Some(session)/> }.into_any(),
    }
}

/// A session: the one that arrives, or a recording.
#[component]
fn SessionPage(
    /// Which recording; none for what arrives.
    recorded: Option<SessionId>,
) -> impl IntoView {
    let search = outside::query();
    let asked = Query::new(&search);
    let is_framed = outside::is_framed();
    let named = asked.live_panel();
    // A small frame has room for one panel, and none for the tabs.
    let is_small = || is_framed && is_media("(max-width: 699px) and (max-height: 520px)");
    let first = || if is_small() { LivePanel::Map } else { LivePanel::Board };
    let shown = Shown::new(first_theme(), named.unwrap_or_else(first), kept_wishes());
    let page: PageHandle =
        StoredValue::new_local(Page::new(shown, is_media("(prefers-reduced-motion: reduce)")));
    let speech = Speech::new(spoken::Page::Live);
    provide_context(speech);
    provide_context(shown);
    provide_context(page);
    page.update_value(|page| {
        page.recorded = if recorded.is_some() { Recorded::Yes } else { Recorded::No };
        page.wanted_driver = asked.drivers().into_iter().next();
        if recorded.is_none() {
            page.live.set_delay(first_delay(), timer::now_ms());
        }
    });

    run(page, shown.theme, recorded);
    listen(page, &shown);
    effect(move || {
        let theme = shown.theme.get();
        if let Some(root) = document().document_element() {
            root.set_attribute("data-theme", theme.name()).ok();
        }
        page.update_value(Page::recolour);
        page.update_value(Page::refit);
    });
    effect(move || {
        shown.chosen.track();
        shown.wishes.track();
        shown.sheet.track();
        shown.as_ring.track();
        shown.follows.track();
        page.update_value(Page::chosen_changed);
    });
    effect(move || {
        shown.tab.track();
        page.update_value(Page::refit);
    });

    let mut has_spoken = false;
    effect(move || {
        speech.track();
        if std::mem::replace(&mut has_spoken, true) {
            page.update_value(Page::say_anew);
        }
    });

    part(move || {
        speech.track();
        whole_page(&shown, is_framed && named.is_some())
    })
}

/// All that is on the page, in the language that is spoken; alone, the panel that its address names is all that is seen.
fn whole_page(shown: &Shown, is_alone: bool) -> impl IntoView + use<> {
    let shown = *shown;
    view! {
        <a class="skip" href="#board" on:click=act(|event| stay_on_page(&event, "board"))>{live::skip_to_board()}</a>
        <div
            class="page"
            class:alone=is_alone
            data-tab=text(move || shown.tab.get().id())
            data-flag=text(move || shown.flag.with(|flag| flag.look.name()))
            data-kind=text(move || shown.board.with(|board| board.kind.name()))
            data-view=text(move || shown.wishes.with(|wishes| wishes.view.name()))
            class:still=flag(move || shown.wishes.with(|wishes| wishes.still_rows))
            class:simulated=flag(move || shown.heading.with(|heading| heading.simulated))
        >
            <Header/>
            <p class="alert" role="status" aria-live="polite">{text(move || shown.alert.get())}</p>
            <main>
                <div class="left">
                    <Duel/>
                    <BoardPanel/>
                </div>
                <div class="right">
                    <MapPanel/>
                    <StripPanel/>
                    <div class="below">
                        <EventsPanel/>
                        <DriverPanel/>
                    </div>
                </div>
            </main>
            <TimeBarPanel/>
            <SheetPanel/>
            <Tabs/>
        </div>
    }
}

/// Starts the frame loop and the stream; both end with the page.
fn run(page: PageHandle, theme: RwSignal<Theme>, recorded: Option<SessionId>) {
    let frames = StoredValue::new_local(None);
    effect(move || {
        frames.set_value(Some(FrameLoop::start(move |now_ms| {
            if outside::is_resting() {
                return;
            }
            page.try_update_value(|page| page.frame(now_ms));
            fetch::tend(page);
        })));
    });
    on_cleanup(move || frames.set_value(None));
    inspect::expose(page, theme);
    if let Some(session) = recorded {
        spawn_local(replay::run(page, session));
    } else {
        spawn_local(socket::run(page));
        spawn_local(by_files::run(page));
    }
    // Corner numbers are painted once, so they wait for their face.
    spawn_local(async move {
        if let Ok(ready) = document().fonts().ready() {
            drop(JsFuture::from(ready).await);
            page.try_update_value(Page::refit);
        }
    });
}

/// What wakes the page from outside.
fn listen(page: PageHandle, shown: &Shown) {
    let shown = *shown;
    let refit = move || page.update_value(Page::refit);
    let retry = move || page.update_value(|page| page.retry = true);
    let handles = [
        window_event_listener(ev::resize, move |_| refit()),
        window_event_listener(ev::online, move |_| retry()),
        window_event_listener(ev::keydown, move |event| key(&event, page, &shown)),
    ];
    let woken = window_event_listener_untyped(outside::WOKEN, move |_| {
        retry();
        refit();
    });
    let visible = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            retry();
            refit();
        }
    });
    on_cleanup(move || {
        for handle in handles {
            handle.remove();
        }
        visible.remove();
        woken.remove();
    });
}

/// Keys that work everywhere on the page.
fn key(event: &KeyboardEvent, page: PageHandle, shown: &Shown) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
        return;
    }
    // What is chosen from or moved has keys of its own.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let has_keys = target.is_some_and(|target| target.matches("input, select, textarea").unwrap_or_default());
    if has_keys && event.key() != "Escape" {
        return;
    }
    let step = |steps| {
        let chosen = shown.chosen.get_untracked();
        shown.chosen.set(shown.board.with_untracked(|board| board.step(chosen, steps)));
    };
    if map_input::key(event, page) || time_input::key(event, page) {
        event.prevent_default();
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => step(1),
        "ArrowUp" => step(-1),
        "Escape" if shown.sheet.get_untracked().is_some() => shown.sheet.set(None),
        "Escape" => shown.chosen.set(None),
        "t" => turn_theme(*shown),
        "d" => shown.sheet.update(|sheet| *sheet = if sheet.is_some() { None } else { Some(Sheet::Driver) }),
        "v" => wish(*shown, |wishes| wishes.view = wishes.view.next()),
        "g" => wish(*shown, |wishes| wishes.gaps_to_chosen = !wishes.gaps_to_chosen),
        "o" => shown.as_ring.update(|is| *is = !*is),
        "f" => shown.follows.update(|is| *is = !*is),
        _ => return,
    }
    event.prevent_default();
}

/// Goes to a part of the page: with a base, the browser would take the link for one to another page.
fn stay_on_page(event: &web_sys::MouseEvent, id: &str) {
    event.prevent_default();
    // Without an address to change there is no part to go to.
    window().location().set_hash(id).ok();
}
