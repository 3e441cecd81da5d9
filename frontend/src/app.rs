//! The page: its state, what wakes it, and how its panels are laid out.

use gridcast_core::lite;
use gridcast_core::moment_link::Destination;
use gridcast_core::outlook::{Outlook, Sheet};
use gridcast_core::panels::Panel;
use gridcast_core::pill::Recorded;
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

use crate::common_delay;
use crate::components::board::BoardPanel;
use crate::components::driver::DriverPanel;
use crate::components::duel::Duel;
use crate::components::events::EventsPanel;
use crate::components::header::Header;
use crate::components::keys::Keys;
use crate::components::lite::LiteOffer;
use crate::components::map::MapPanel;
use crate::components::recordings::Recordings;
use crate::components::sheet::SheetPanel;
use crate::components::strip::StripPanel;
use crate::components::tabs::Tabs;
use crate::components::time_bar::TimeBarPanel;
use crate::components::time_panel::TimePanel;
use crate::frame_loop::FrameLoop;
use crate::page::{Page, PageHandle};
use crate::shown::{Shown, Tab};
use crate::viewer::{dress, first_delay, first_shown, is_media, turn_theme, wish};
use crate::{
    awake, battery, by_files, fetch, inspect, map_input, replay, socket, swipe, time_input, timer, viewer,
};

/// The page that the address names.
#[component]
pub fn App() -> impl IntoView {
    match viewer::destination() {
        Destination::Recordings => {
            let shown = first_shown(Tab::Board);
            effect(move || dress(shown));
            let speech = Speech::new(spoken::Page::Live);
            part(move || {
                speech.track();
                view! { <Recordings/> }
            })
            .into_any()
        }
        Destination::Live => view! { <SessionPage recorded=None/> }.into_any(),
        Destination::Replay(session) => view! { <SessionPage recorded=Some(session)/> }.into_any(),
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
    let shown = first_shown(named.unwrap_or_else(first).into());
    let page: PageHandle =
        StoredValue::new_local(Page::new(shown, is_media("(prefers-reduced-motion: reduce)")));
    let speech = Speech::new(spoken::Page::Live);
    if let Some(view) = asked.get("view") {
        shown.look(Outlook::parse(&view));
    }
    provide_context(speech);
    provide_context(shown);
    provide_context(page);
    page.update_value(|page| {
        page.recorded = if recorded.is_some() { Recorded::Yes } else { Recorded::No };
        page.wanted_drivers = asked.drivers();
        if recorded.is_none() {
            page.live.set_delay(first_delay(), timer::now_ms());
        }
    });

    shown.seen.set(!document().hidden());
    let is_live = recorded.is_none();
    run(page, &shown, recorded);
    if is_live {
        common_delay::begin(page);
    }
    listen(page, &shown);
    awake::follow(&shown);
    battery::follow(shown.means);
    effect(move || {
        dress(shown);
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
        shown.wishes.track();
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
    let swiping = StoredValue::new(None);
    let place = move |panel| shown.wishes.with(|wishes| wishes.panels.place(panel)).to_string();
    view! {
        <a class="skip" href="#board" on:click=act(|event| stay_on_page(&event, "board"))>{live::skip_to_board()}</a>
        <div
            class="page"
            class:alone=is_alone
            data-tab=text(move || shown.tab.get().name())
            data-turn=text(move || swipe::name(shown.turn.get()))
            data-flag=text(move || shown.flag.with(|flag| flag.look.name()))
            data-kind=text(move || shown.board.with(|board| board.kind.name()))
            data-view=text(move || shown.wishes.with(|wishes| wishes.view.name()))
            data-hidden=text(move || if is_alone { String::new() } else { shown.wishes.with(|wishes| wishes.panels.hidden()) })
            data-lite=move || shown.wishes.with(|wishes| wishes.lite).then_some("")
            class:still=flag(move || shown.wishes.with(|wishes| wishes.still_rows))
            class:mirrored=flag(move || shown.wishes.with(|wishes| wishes.panels.is_turned()))
            class:simulated=flag(move || shown.heading.with(|heading| heading.simulated))
            style:--board=text(move || place(Panel::Board))
            style:--map=text(move || place(Panel::Map))
            style:--strip=text(move || place(Panel::Strip))
            style:--events=text(move || place(Panel::Events))
            style:--driver=text(move || place(Panel::Driver))
        >
            <Header/>
            <p class="alert" role="status" aria-live="polite">{text(move || shown.alert.get())}</p>
            <main
                on:pointerdown=act(move |event| swipe::down(&event, swiping, &shown))
                on:pointerup=act(move |event| swipe::up(&event, swiping, &shown))
                on:pointercancel=act(move |_| swiping.set_value(None))
            >
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
                <TimePanel/>
            </main>
            <TimeBarPanel/>
            <SheetPanel/>
            <Tabs/>
            <LiteOffer/>
            <p class="digest" role="status" aria-live="polite">{text(move || shown.digest.get())}</p>
            <Keys/>
        </div>
    }
}

/// Starts the frame loop and the stream; both end with the page.
fn run(page: PageHandle, shown: &Shown, recorded: Option<SessionId>) {
    let shown = *shown;
    let frames = StoredValue::new_local(None);
    effect(move || {
        frames.set_value(Some(FrameLoop::start(move |now_ms| {
            if outside::is_resting() {
                return 0.0;
            }
            page.try_update_value(|page| page.frame(now_ms));
            fetch::tend(page);
            if shown.wishes.with_untracked(|wishes| wishes.lite) { lite::FRAME_MS } else { 0.0 }
        })));
    });
    on_cleanup(move || frames.set_value(None));
    inspect::expose(page, shown.chosen_theme);
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
        let is_seen = !document().hidden();
        shown.seen.set(is_seen);
        if is_seen {
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
    // Brackets are written with Option on many a Mac.
    let with_alt = event.alt_key() && !matches!(event.key().as_str(), "[" | "]");
    if event.ctrl_key() || event.meta_key() || with_alt || event.default_prevented() {
        return;
    }
    // Over the page lies what tells its keys; Escape is the browser's there.
    if shown.keys.get_untracked() && event.key() != "?" {
        return;
    }
    // What is chosen from or moved has keys of its own.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_on = |what: &str| target.as_ref().is_some_and(|target| target.matches(what).unwrap_or_default());
    if is_on("input, select, textarea") && event.key() != "Escape" {
        return;
    }
    // In a frame they scroll the page around, but where the focus is on what is chosen or sought by them.
    if outside::is_framed() && scrolls(event) && !is_on("[role=row], [role=slider]") {
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
        "?" => shown.keys.update(|is| *is = !*is),
        "s" => page.update_value(|page| page.say(timer::now_ms())),
        "b" => wish(*shown, |wishes| wishes.lite = !wishes.lite),
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

/// Whether a page scrolls by a key.
fn scrolls(event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        " " => true,
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => !event.shift_key(),
        _ => false,
    }
}

/// Goes to a part of the page: with a base, the browser would take the link for one to another page.
fn stay_on_page(event: &web_sys::MouseEvent, id: &str) {
    event.prevent_default();
    // Without an address to change there is no part to go to.
    window().location().set_hash(id).ok();
}
