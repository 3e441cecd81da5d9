//! Which page an address names, and the way from one to another without loading the app again.

use gridcast_core::address;
use gridcast_core::charts::kind::ChartPage;
use gridcast_shared::mart::{SessionKey, WeekendSession};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

use crate::schedule;

/// What the address names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// `/race`: the newest race.
    Newest,
    /// `/race/{season}/{round}` for the race, `/race/{season}/{round}/{session}` for another of its weekend.
    Session(SessionKey),
    /// `/season`: the newest season.
    NewestSeason,
    /// `/season/{season}`.
    Season {
        /// Year.
        season: u16,
    },
    /// Nothing of ours.
    Unknown,
}

impl Route {
    /// Of an address's path.
    pub fn parse(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        let kind = parts.next().unwrap_or_default();
        let parts: Vec<&str> = parts.collect();
        match (kind, parts.as_slice()) {
            ("race" | "race.html", []) => Self::Newest,
            ("race", [season, round]) => Self::session(season, round, WeekendSession::Race.id()),
            ("race", [season, round, session]) => Self::session(season, round, session),
            ("season", []) => Self::NewestSeason,
            ("season", [season]) => season.parse().map_or(Self::Unknown, |season| Self::Season { season }),
            _ => Self::Unknown,
        }
    }

    fn session(season: &str, round: &str, session: &str) -> Self {
        match (season.parse(), round.parse(), WeekendSession::by_id(session)) {
            (Ok(season), Ok(round), Some(session)) => Self::Session(SessionKey { season, round, session }),
            _ => Self::Unknown,
        }
    }

    /// Whether it is only the way to another, the newest.
    pub fn stands_for_another(self) -> bool {
        matches!(self, Self::Newest | Self::NewestSeason)
    }

    /// Which page of charts it is.
    pub fn page(self) -> ChartPage {
        match self {
            Self::Season { .. } | Self::NewestSeason => ChartPage::Season,
            Self::Session(key) => ChartPage::of(key.session.kind()),
            Self::Newest | Self::Unknown => ChartPage::Race,
        }
    }

    /// Its path below the base.
    pub fn path(self) -> String {
        match self {
            Self::Newest | Self::Unknown => address::NEWEST_RACE.to_owned(),
            Self::Session(SessionKey { season, round, session: WeekendSession::Race }) => {
                format!("race/{season}/{round}")
            }
            Self::Session(key) => format!("race/{key}"),
            Self::NewestSeason => address::NEWEST_SEASON.to_owned(),
            Self::Season { season } => format!("season/{season}"),
        }
    }
}

/// The route of the address as it is now.
pub fn current() -> Route {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Route::parse(address::below_base(&base, &window().location().pathname().unwrap_or_default()))
}

/// Follows the address: back and forward, and clicks on links to pages of this app.
pub fn follow() -> RwSignal<Route> {
    let route = RwSignal::new(current());
    let popped = window_event_listener(ev::popstate, move |_| {
        if route.get_untracked() != current() {
            route.set(current());
        }
    });
    let clicked = window_event_listener(ev::click, move |event| {
        match link_within(&event) {
            Some(Within::Page(to)) => {
                event.prevent_default();
                go(route, to);
            }
            Some(Within::Part(id)) => {
                event.prevent_default();
                // Without an address to change there is no part to go to.
                window().location().set_hash(&id).ok();
            }
            None => {}
        }
    });
    on_cleanup(move || {
        popped.remove();
        clicked.remove();
    });
    route
}

/// Goes to a page of this app.
fn go(route: RwSignal<Route>, to: Route) {
    if let Ok(history) = window().history()
        && to != route.get_untracked()
    {
        // Without a history the page still changes; only its address stays.
        history.push_state_with_url(&JsValue::NULL, "", Some(&to.path())).ok();
    }
    window().scroll_to_with_x_and_y(0.0, 0.0);
    route.set(to);
}

/// Puts a page of this app in the place of the one that the address names, for an address that stands for another.
pub fn redirect(route: RwSignal<Route>, to: Route) {
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&to.path())).ok();
    }
    route.set(to);
}

/// Goes once to the part of the page that the address names, as soon as that is there with its height.
pub fn go_to_anchor(is_ready: impl Fn() -> bool + Send + Sync + 'static) {
    let gone = StoredValue::new(false);
    Effect::new(move || {
        if !is_ready() || gone.get_value() {
            return;
        }
        gone.set_value(true);
        schedule::later(|| {
            let hash = window().location().hash().unwrap_or_default();
            let place = hash.strip_prefix('#').and_then(|id| document().get_element_by_id(id));
            if let Some(place) = place {
                place.scroll_into_view();
            }
        });
    });
}

/// Where a link leads within this app.
enum Within {
    Page(Route),
    /// A part of the page, by its id: with a base the browser would look for it on another page.
    Part(String),
}

/// Where a plain click on a link leads within this app.
fn link_within(event: &MouseEvent) -> Option<Within> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let href = target.closest("a[href]").ok()??.get_attribute("href")?;
    if let Some(id) = href.strip_prefix('#') {
        return Some(Within::Part(id.to_owned()));
    }
    if href.contains(['#', '?', ':']) {
        return None;
    }
    Some(Route::parse(&href)).filter(|route| *route != Route::Unknown).map(Within::Page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_pages_and_back() {
        for (path, route) in [
            ("race", Route::Newest),
            ("race/2025/1", Route::Session(SessionKey::race(2025, 1))),
            ("race/2025/0", Route::Session(SessionKey::race(2025, 0))),
            (
                "race/2025/6/sprint-qualifying",
                Route::Session(SessionKey {
                    season: 2025,
                    round: 6,
                    session: WeekendSession::SprintQualifying,
                }),
            ),
            ("season", Route::NewestSeason),
            ("season/2025", Route::Season { season: 2025 }),
        ] {
            assert_eq!(Route::parse(path), route, "{path}");
            assert_eq!(route.path(), path);
        }
        for path in ["race/2025/1/", "race/2025/1/race", "race/2025/1"] {
            assert_eq!(Route::parse(path), Route::Session(SessionKey::race(2025, 1)));
        }
    }

    #[test]
    fn what_is_no_page_is_said_to_be_none() {
        for path in ["", "live", "race/2025", "race/2025/x", "race/2025/256", "race/2025/1/2", "season/x"] {
            assert_eq!(Route::parse(path), Route::Unknown, "{path}");
        }
    }
}
