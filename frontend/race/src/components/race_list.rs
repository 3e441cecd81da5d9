//! All races that there are, season by season, as links: to go to, or to open beside this one.

use gridcast_shared::mart::{Index, RoundEntry, SeasonEntry, SessionEntry, SessionKey};
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::popover::Popover;
use crate::documents::DocumentSignal;
use crate::route::Route;

/// The key with the race on the page, and the list of the others.
#[component]
pub fn RaceList() -> impl IntoView {
    let route = expect_context::<RwSignal<Route>>();
    let index = expect_context::<DocumentSignal<Index>>();
    let open = RwSignal::new(false);
    // Whoever has gone to a page has done with the list.
    Effect::new(move || {
        route.track();
        open.set(false);
    });
    let here = move || match route.get() {
        Route::Session(SessionKey { season, round: 0, .. }) => said::race_here_extra(&season.to_string()),
        Route::Session(SessionKey { season, round, .. }) => {
            said::race_here(&season.to_string(), &round.to_string())
        }
        Route::Season { season } => said::season_of(&season.to_string()),
        _ => said::choose_race().to_owned(),
    };
    view! {
        <Popover
            id="races"
            label=said::races()
            open=open
            filled=Memo::new(move |_| index.with(|index| index.here().is_some()))
            words=move || view! { <span><span class="hidden">{said::race_of_list()}" "</span>{here}</span> }
        >
            {move || {
                let seasons = index.with(|index| index.here().map(|index| index.seasons.clone()));
                let seasons = seasons.unwrap_or_default();
                if seasons.is_empty() {
                    return view! { <p class="note">{said::no_race_in_list()}</p> }.into_any();
                }
                let here = route.get_untracked();
                let open = shown_season(&seasons, here);
                seasons
                    .into_iter()
                    .map(|season| {
                        let is_shown = Some(season.season) == open;
                        season_of(season, here, is_shown)
                    })
                    .collect_view()
                    .into_any()
            }}
        </Popover>
    }
}

/// The season that is seen at first: that of the page, else the newest.
fn shown_season(seasons: &[SeasonEntry], here: Route) -> Option<u16> {
    let of_page = match here {
        Route::Session(SessionKey { season, .. }) | Route::Season { season } => Some(season),
        _ => None,
    };
    of_page
        .filter(|year| seasons.iter().any(|season| season.season == *year))
        .or_else(|| seasons.first().map(|season| season.season))
}

fn season_of(season: SeasonEntry, here: Route, is_shown: bool) -> impl IntoView {
    let year = season.season;
    let page = (!season.documents.is_empty())
        .then(|| link(Route::Season { season: year }, here, view! { {said::schedule_and_standings()} }));
    let rounds = season.rounds.into_iter().map(|round| view! { <li>{race(year, &round, here)}</li> });
    view! {
        <details name="season" open=is_shown>
            <summary>{year}</summary>
            {page}
            <ol>{rounds.collect_view()}</ol>
        </details>
    }
}

fn is_seen(session: &SessionEntry) -> bool {
    session.has("result") || session.has("laps")
}

/// A weekend by its round; 0 is one outside a championship, such as a simulated one. Of some there is nothing to go to.
fn race(season: u16, entry: &RoundEntry, here: Route) -> AnyView {
    let round = if entry.round == 0 { said::race_extra().to_owned() } else { entry.round.to_string() };
    let is_simulated = entry.sessions.iter().any(|session| session.simulated);
    let note = is_simulated.then(|| view! { <span class="note">" "{said::race_simulated()}</span> });
    let words = view! { <span class="round">{round}" "</span><span>{entry.event.clone()}{note}</span> };
    // The race, or of a weekend that has not come so far the last session that there is something of.
    match entry.sessions.iter().rfind(|session| is_seen(session)) {
        Some(&SessionEntry { session, .. }) => {
            link(Route::Session(SessionKey { season, round: entry.round, session }), here, words).into_any()
        }
        None => view! { <span class="none">{words}<span class="hidden">{said::nothing_yet()}</span></span> }
            .into_any(),
    }
}

fn link(to: Route, here: Route, words: impl IntoView) -> impl IntoView {
    view! { <a href=to.path() aria-current=(to == here).then_some("page")>{words}</a> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_season_is_seen_else_the_newest() {
        let season = |season| SeasonEntry { season, documents: vec![], held_back: None, rounds: vec![] };
        let seasons = [season(2026), season(2025)];
        assert_eq!(shown_season(&seasons, Route::Session(SessionKey::race(2025, 3))), Some(2025));
        assert_eq!(shown_season(&seasons, Route::Season { season: 2025 }), Some(2025));
        assert_eq!(shown_season(&seasons, Route::Season { season: 2031 }), Some(2026));
        assert_eq!(shown_season(&seasons, Route::Newest), Some(2026));
        assert_eq!(shown_season(&[], Route::Newest), None);
    }
}
