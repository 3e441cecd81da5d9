//! The header, a sentence: which race, which lap, what state, what time, how fresh.

use gridcast_core::address;
use gridcast_core::outlook::Sheet;
use gridcast_core::theme::Theme;
use gridcast_viewer::erased::{Show, act, flag, memo, part, text};
use gridcast_viewer::settings::Settings;
use gridcast_words::{common, live};
use leptos::prelude::*;

use crate::components::lite::LiteKey;
use crate::components::signs::{PillSign, WordMark};
use crate::shown::Shown;
use crate::viewer::{exported, turn_theme};

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let heading = shown.heading;
    let race = shown.race;
    // A folder of files may be without charts.
    let is_exported = exported().is_some();
    view! {
        <header>
            <div class="half">
                <WordMark/>
                <h1 class="event">
                    <b>{text(move || if race.get() { heading.with(|h| h.event.clone()) } else { live::live_race().to_owned() })}</b>
                    <small>{text(move || heading.with(|h| h.place.clone()))}</small>
                </h1>
                <p class="lap" class:empty=flag(move || !race.get())>
                    <b>{text(move || heading.with(|h| h.lap.clone()))}</b>
                    " "
                    <span>{text(move || heading.with(|h| h.of.clone()))}</span>
                </p>
                <FlagBlock/>
            </div>
            <div class="half">
                <dl class="facts">
                    <div class="clock" class:empty=flag(move || !race.get())>
                        <dd>{text(move || heading.with(|h| h.clock.clone()))}</dd>
                        <dt>{text(move || heading.with(|h| h.clock_place))}</dt>
                    </div>
                    {part(move || heading.with(|h| h.weather.clone()).map(|weather| view! {
                        <div>
                            <dd>{weather.air}" "<span>{weather.track}</span></dd>
                            <dt>{live::air_and_track()}</dt>
                        </div>
                        <div class="wind">
                            <dd>{weather.wind}</dd>
                            <dt>{weather.wind_from}</dt>
                        </div>
                    }))}
                </dl>
                <button
                    class="sign-key more"
                    title=live::details_title()
                    aria-label=live::details()
                    aria-expanded=text(move || if shown.sheet.with(Option::is_some) { "true" } else { "false" })
                    on:click=act(move |_| shown.sheet.update(|sheet| *sheet = if sheet.is_some() { None } else { Some(Sheet::Driver) }))
                >
                    <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 3H17V17H3ZM6 7H14M6 10H14M6 13H11"/></svg>
                </button>
                <Show when=move || !is_exported || shown.time.with(|time| !time.charts.is_empty())>
                    <a class="after" href=address::NEWEST_RACE>{live::past_races()}</a>
                </Show>
                <LiteKey/>
                <Settings/>
                <ThemeKey/>
                <ConnectionPill/>
            </div>
        </header>
    }
}

/// The flag: a block with its word. Screen readers are told when it changes.
#[component]
fn FlagBlock() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <div
            class=text(move || shown.flag.with(|flag| format!("flag {}", flag.look.name())))
            role="status"
            aria-live="polite"
            aria-atomic="true"
        >
            <i class=text(move || shown.flag.with(|flag| format!("hatch {}", flag.look.name()))) aria-hidden="true"></i>
            <span>
                <b>{text(move || shown.flag.with(|flag| flag.word.clone()))}</b>
                " "
                <span>{text(move || shown.flag.with(|flag| flag.detail.clone()))}</span>
            </span>
        </div>
    }
}

/// The connection pill; an embed's style sheet sets it into the foot.
#[component]
fn ConnectionPill() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let state = memo(move || shown.pill.with(|pill| pill.state));
    view! {
        <p class="pill" data-testid="connection" data-state=text(move || state.get().name())>
            {part(move || view! { <PillSign state=state.get()/> })}
            <b>{text(move || shown.pill.with(|pill| pill.word.clone()))}</b>
            " "
            <span>{text(move || shown.pill.with(|pill| pill.detail.clone()))}</span>
        </p>
    }
}

#[component]
fn ThemeKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let label = move || match shown.theme.get() {
        Theme::Dark => common::theme_light(),
        Theme::Light => common::theme_dark(),
    };
    view! {
        <button class="sign-key theme turns-theme" aria-label=text(label) title=text(label) on:click=act(move |_| turn_theme(shown))>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="6"/>
                <path d="M8 2A6 6 0 0 1 8 14Z"/>
            </svg>
        </button>
    }
}
