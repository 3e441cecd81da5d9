//! The header: where one is, and which race.

use gridcast_core::address;
use gridcast_core::charts::kind::ChartPage;
use gridcast_core::charts::palette::Scheme;
use gridcast_core::theme::Theme;
use gridcast_shared::mart::SessionKey;
use gridcast_viewer::settings::Settings;
use gridcast_words::{common, race as said};
use leptos::prelude::*;

use crate::components::race_list::RaceList;
use crate::components::signs::WordMark;
use crate::route::Route;
use crate::viewer::Viewer;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let route = expect_context::<RwSignal<Route>>();
    let is_season = move || route.get().page() == ChartPage::Season;
    let race = move || if is_season() { Route::Newest.path() } else { route.get().path() };
    let season = move || match route.get() {
        Route::Session(SessionKey { season, .. }) | Route::Season { season } => {
            Route::Season { season }.path()
        }
        _ => Route::NewestSeason.path(),
    };
    let current = |is: bool| if is { Some("page") } else { None };
    view! {
        <header>
            <WordMark/>
            <nav aria-label=said::main_navigation()>
                <a href=address::HOME rel="external">{said::go_live()}</a>
                <a href=race aria-current=move || current(!is_season())>{said::go_race()}</a>
                <a href=season aria-current=move || current(is_season())>{said::go_season()}</a>
            </nav>
            <div class="right">
                <Settings/>
                <PaletteKey/>
                <ThemeKey/>
                <RaceList/>
            </div>
        </header>
    }
}

#[component]
fn ThemeKey() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let label = move || match viewer.theme.get() {
        Theme::Dark => common::theme_light(),
        Theme::Light => common::theme_dark(),
    };
    view! {
        <button class="sign-key turns-theme" aria-label=label title=label on:click=move |_| viewer.turn_theme()>
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="8" cy="8" r="6"/>
                <path class="full" d="M8 2A6 6 0 0 1 8 14Z"/>
            </svg>
        </button>
    }
}

#[component]
fn PaletteKey() -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let pressed = move || viewer.palette.get().scheme == Scheme::ColourBlind;
    view! {
        <button
            class="sign-key"
            aria-pressed=move || pressed().to_string()
            aria-label=said::palette_key()
            title=said::palette_key()
            on:click=move |_| viewer.turn_palette()
        >
            <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M1 8C3.5 4 12.5 4 15 8C12.5 12 3.5 12 1 8Z"/>
                <circle class="full" cx="8" cy="8" r="2.2"/>
            </svg>
        </button>
    }
}
