//! The header: where one is, and which race.

use gridcast_core::charts::inks::Scheme;
use gridcast_core::theme::Theme;
use gridcast_shared::mart::Index;
use leptos::prelude::*;

use crate::components::signs::WordMark;
use crate::documents::Shown as ShownDocument;
use crate::route::{Route, go};
use crate::shown::Shown;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let route = expect_context::<RwSignal<Route>>();
    let is_season = move || matches!(route.get(), Route::Season { .. } | Route::NewestSeason);
    let race = move || match route.get() {
        Route::Season { .. } | Route::NewestSeason => Route::Newest.path(),
        here => here.path(),
    };
    let season = move || match route.get() {
        Route::Race { season, .. } | Route::Season { season } => Route::Season { season }.path(),
        _ => Route::NewestSeason.path(),
    };
    let current = |is: bool| if is { Some("page") } else { None };
    view! {
        <header>
            <WordMark/>
            <nav aria-label="Main">
                <a href="/" rel="external">"Live"</a>
                <a href=race aria-current=move || current(!is_season())>"Race"</a>
                <a href=season aria-current=move || current(is_season())>"Season"</a>
            </nav>
            <div class="right">
                <PaletteKey/>
                <ThemeKey/>
                <Picker/>
            </div>
        </header>
    }
}

/// A race by its round; 0 is one outside a championship, such as a simulated one.
fn named(season: u16, round: u8) -> String {
    if round == 0 { format!("{season}, extra race") } else { format!("{season}, round {round}") }
}

/// Chooses the race; the rounds that there is nothing of cannot be chosen.
#[component]
fn Picker() -> impl IntoView {
    let route = expect_context::<RwSignal<Route>>();
    let index = expect_context::<ShownDocument<Index>>();
    let options = move || {
        let index = index.get();
        let seasons = index.here().map(|index| index.seasons.clone()).unwrap_or_default();
        let here = route.get();
        let mut known = false;
        let groups: Vec<AnyView> = seasons
            .into_iter()
            .map(|season| {
                let rounds = season.rounds.into_iter().map(|round| {
                    let to = Route::Race { season: season.season, round: round.round };
                    known |= to == here;
                    let has = round.documents.iter().any(|name| name == "race" || name == "laps");
                    let note = if round.simulated { " (simulated)" } else { "" };
                    let name = format!("{}: {}{note}", named(season.season, round.round), round.event);
                    view! {
                        <option value=to.path() selected=to == here disabled=!has>{name}</option>
                    }
                });
                let rounds = rounds.collect_view();
                view! { <optgroup label=season.season.to_string()>{rounds}</optgroup> }.into_any()
            })
            .collect();
        let other = (!known).then(|| {
            let name = match here {
                Route::Race { season, round } => named(season, round),
                Route::Season { season } => format!("Season {season}"),
                _ => "Choose a race".to_owned(),
            };
            view! { <option value="" selected=true>{name}</option> }
        });
        view! { {other} {groups} }
    };
    let label = move || match route.get() {
        Route::Race { season, round } => named(season, round),
        Route::Season { season } => format!("Season {season}"),
        _ => "Choose a race".to_owned(),
    };
    let changed = move |event| {
        let to = Route::parse(&event_target_value(&event));
        if matches!(to, Route::Race { .. }) {
            go(route, to);
        }
    };
    view! {
        <div class="picker key">
            <span aria-hidden="true">{label}</span>
            <svg viewBox="0 0 10 6" aria-hidden="true"><path d="M1 1L5 5L9 1"/></svg>
            <select aria-label="Race" on:change=changed>{options}</select>
        </div>
    }
}

#[component]
fn ThemeKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let label = move || match shown.theme.get() {
        Theme::Dark => "Light theme (t)",
        Theme::Light => "Dark theme (t)",
    };
    view! {
        <button class="sign-key" aria-label=label title=label on:click=move |_| shown.turn_theme()>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="6"/>
                <path class="full" d="M8 2A6 6 0 0 1 8 14Z"/>
            </svg>
        </button>
    }
}

#[component]
fn PaletteKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let pressed = move || shown.inks.get().scheme == Scheme::ColourBlind;
    view! {
        <button
            class="sign-key"
            aria-pressed=move || pressed().to_string()
            aria-label="Colours for colour-blind eyes (p)"
            title="Colours for colour-blind eyes (p)"
            on:click=move |_| shown.turn_palette()
        >
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M1 8C3.5 4 12.5 4 15 8C12.5 12 3.5 12 1 8Z"/>
                <circle class="full" cx="8" cy="8" r="2.2"/>
            </svg>
        </button>
    }
}
