//! The page of a season: the schedule in the visitor's time, the next race, and both championships.

use std::time::Duration;

use gridcast_core::address;
use gridcast_core::charts::data::contention::is_over;
use gridcast_core::charts::kind::ChartPage;
use gridcast_shared::mart::{Index, Standing, Standings};
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::controls::Chips;
use crate::components::framed::Framed;
use crate::components::schedule::{Next, ScheduleSection};
use crate::components::season_charts::{SeasonCharts, season_panel};
use crate::components::standings::StandingsSection;
use crate::documents::{Document, DocumentSignal, SeasonDocuments};
use crate::route::go_to_anchor;
use crate::viewer::Viewer;
use crate::words::{points, sentences, session};

/// The page.
#[component]
pub fn SeasonPage(
    /// Year.
    season: u16,
) -> impl IntoView {
    let documents = SeasonDocuments::fetch(season, expect_context());
    let now = RwSignal::new(js_sys::Date::now());
    let ticking = set_interval_with_handle(move || now.set(js_sys::Date::now()), Duration::from_secs(1)).ok();
    on_cleanup(move || {
        if let Some(ticking) = ticking {
            ticking.clear();
        }
    });
    Effect::new(move || document().set_title(&said::window_title(&said::season_of(&season.to_string()))));
    let viewer = expect_context::<Viewer>();
    Effect::new(move |chose: Option<bool>| {
        let chose = chose.unwrap_or_default();
        let standings = documents.standings.with(|document| document.here().cloned());
        let Some(standings) = standings else { return chose };
        viewer.meet_season(&standings);
        if !chose {
            viewer.choose_of_season(&standings);
        }
        true
    });
    go_to_anchor(move || documents.standings.with(|standings| standings.here().is_some()));
    let framed = viewer.view.with_untracked(|view| view.panel).filter(|kind| ChartPage::Season.has(*kind));
    let is_no_season = Memo::new(move |_| {
        documents.schedule.with(|document| matches!(document, Document::Missing))
            && documents.standings.with(|document| matches!(document, Document::Missing))
    });
    view! {
        {move || if is_no_season.get() {
            view! {
                <main id="main" tabindex="-1" aria-busy="false" class="nothing">
                    <h1>{said::no_season(&season.to_string())}</h1>
                    <HeldBack season=season/>
                    <p><a href=address::NEWEST_SEASON>{said::look_at_newest()}</a></p>
                </main>
            }.into_any()
        } else if let Some(kind) = framed {
            let panel = season_panel(kind, documents.standings, viewer);
            view! { <Framed kind=kind of=said::season_of(&season.to_string())>{panel}</Framed> }.into_any()
        } else {
            view! {
                <main id="main" tabindex="-1" aria-busy="false" class="season">
                    <div class="title">
                        <div>
                            <h1>{said::season_of(&season.to_string())}</h1>
                            <p class="sentence">{move || leaders(&documents.standings.get())}</p>
                        </div>
                        <Next schedule=documents.schedule now=now/>
                    </div>
                    <HeldBack season=season/>
                    <div class="bar"><Chips/></div>
                    <div class="season-columns">
                        <ScheduleSection season=season schedule=documents.schedule now=now/>
                        <div class="standings-column">
                            <StandingsSection standings=documents.standings teams=false/>
                            <StandingsSection standings=documents.standings teams=true/>
                        </div>
                    </div>
                    <SeasonCharts standings=documents.standings/>
                </main>
            }.into_any()
        }}
    }
}

/// Why the warehouse holds back what the season has of its own, schedule and standings, where it does.
#[component]
fn HeldBack(season: u16) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    let words = Memo::new(move |_| {
        index.with(|index| {
            let entry = index.here()?.seasons.iter().find(|entry| entry.season == season)?;
            session::held_back(entry.held_back.as_deref(), &entry.documents)
        })
    });
    move || words.get().map(|words| view! { <p class="notice" role="status">{words}</p> })
}

/// "Piastri leads Norris by 31 points after round 16." and which team leads the constructors; who has won once nothing
/// is left.
fn leaders(standings: &Document<Standings>) -> Option<String> {
    let standings = standings.here()?;
    let last = standings.rounds.last()?;
    let over = is_over(standings);
    let now = |standing: &Standing| standing.points.last().copied().flatten();
    let mut words = Vec::new();
    if let [first, second, ..] = standings.drivers.as_slice() {
        let [ahead, behind] = [first, second].map(|one| crate::words::family(&one.name));
        if let Some(lead) = now(first).zip(now(second)).map(|(a, b)| a - b) {
            words.push(if over && 0.0 < lead {
                said::champion(ahead, &points(lead), behind)
            } else if 0.0 < lead {
                said::leads(ahead, behind, &points(lead), *last)
            } else {
                said::level(ahead, behind, *last)
            });
        }
    }
    if let Some(first) = standings.constructors.first() {
        let team = &first.name;
        words.push(if over { said::constructors_won(team) } else { said::constructors_lead(team) });
    }
    (!words.is_empty()).then(|| sentences(&words))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn who_leads_in_a_sentence() {
        let one = |name: &str, points| Standing {
            name: name.to_owned(),
            points: vec![Some(points)],
            ..Standing::default()
        };
        let standings = Standings {
            rounds: vec![16],
            drivers: vec![one("Oscar Piastri", 324.0), one("Lando Norris", 293.5)],
            constructors: vec![one("McLaren", 617.5)],
            races_left: 8,
            ..Standings::default()
        };
        let said = |standings: &Standings| leaders(&Document::Here(Arc::new(standings.clone()))).unwrap();
        assert_eq!(
            said(&standings),
            "Piastri leads Norris by 30.5 points after round 16. McLaren leads the constructors."
        );
        assert_eq!(
            said(&Standings { races_left: 0, ..standings }),
            "Piastri is champion, 30.5 points ahead of Norris. McLaren won the constructors' championship."
        );
        assert_eq!(leaders(&Document::Awaited), None);
    }
}
