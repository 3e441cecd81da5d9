//! The page of one session: a race or a sprint, a qualifying, a practice; which charts it has its kind says.

use std::sync::Arc;

use gridcast_core::charts::kind::{ChartKind, ChartPage};
use gridcast_core::format::enumerated;
use gridcast_shared::mart::{Index, Laps, Race, SessionKey};
use gridcast_shared::session::SessionKind;
use gridcast_viewer::media;
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::chart_keys::{ComparedLaps, chart_keys};
use crate::components::controls::Controls;
use crate::components::framed::Framed;
use crate::components::laps::LapsTable;
use crate::components::result::{PARTS, ResultTable};
use crate::components::timed_result::TimedTable;
use crate::components::tyre_legend::TyreLegend;
use crate::components::weekend::WeekendSessions;
use crate::documents::{Document, DocumentSignal, Listed, RaceDocuments};
use crate::observe;
use crate::panel::ChartPanel;
use crate::route::{Route, go_to_anchor};
use crate::sources::RaceSources;
use crate::stage::{Stage, stages, step};
use crate::telemetry::Telemetry;
use crate::viewer::Viewer;
use crate::words::{self, DocumentName, Fact, facts, sentence, session};

/// The page.
#[component]
pub fn SessionPage(
    /// Which session.
    key: SessionKey,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let documents = RaceDocuments::fetch(key, expect_context());
    let page = ChartPage::of(key.session.kind());
    let framed = viewer.view.with_untracked(|view| view.panel).filter(|kind| page.has(*kind));
    let sources = RaceSources {
        documents,
        telemetry: Telemetry::new(key, documents, viewer),
        beside_table: match framed {
            Some(_) => RwSignal::new(false),
            None => media::follow("(min-width: 1200px)"),
        },
    };
    let race = documents.race;

    Effect::new(move |chose: Option<bool>| {
        let chose = chose.unwrap_or_default();
        let Some(race) = race.with(|race| race.here().cloned()) else { return chose };
        viewer.meet(&race);
        // Once: who has taken all away has done so.
        if !chose {
            viewer.recorded.find(&race);
            viewer.choose_of_race(&race);
        }
        true
    });
    let name = Signal::derive(move || {
        let name = race.with(|race| race.here().map(|race| race.event.clone()));
        let event = format!(
            "{} {}",
            name.unwrap_or_else(|| said::round_of_season(&key.round.to_string())),
            key.season
        );
        session::of_event(&event, key.session)
    });
    Effect::new(move || {
        document().set_title(&said::window_title(&name.get()));
    });
    // Without a result and without laps there is no race.
    let is_no_race = Memo::new(move |_| {
        race.with(|race| matches!(race, Document::Missing))
            && documents.laps.with(|laps| !matches!(laps, Document::Awaited | Document::Here(_)))
    });
    view! {
        {move || if is_no_race.get() {
            view! { <NoSession key=key is_framed=framed.is_some()/> }.into_any()
        } else if let Some(kind) = framed {
            view! { <Framed kind=kind of=name>{panel(sources, viewer, kind)}</Framed> }.into_any()
        } else {
            view! { <Whole key=key sources=sources/> }.into_any()
        }}
    }
}

#[component]
fn NoSession(key: SessionKey, is_framed: bool) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    let held = Memo::new(move |_| index.with(|index| session::of_held(index.here()?, key)));
    let words = move || held.get().unwrap_or_else(|| session::none(key));
    Effect::new(move || document().set_title(&said::window_title(words().trim_end_matches(['.', '。']))));
    view! {
        <main id="main" tabindex="-1" aria-busy="false" class="nothing">
            <h1>{words}</h1>
            <HeldBack key=key/>
            {(!is_framed).then(|| view! { <WeekendSessions here=key/> })}
            {(!is_framed).then(|| view! {
                <p>
                    <a href=Route::Season { season: key.season }.path()>
                        {said::choose_another(&said::season_of(&key.season.to_string()))}
                    </a>
                </p>
            })}
        </main>
    }
}

/// Why the warehouse holds the session back, where it does.
#[component]
fn HeldBack(key: SessionKey) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    let words = Memo::new(move |_| {
        index.with(|index| {
            let entry = index.here()?.session(key)?;
            session::held_back(entry.held_back.as_deref(), &entry.documents)
        })
    });
    move || words.get().map(|words| view! { <p class="notice" role="status">{words}</p> })
}

#[component]
fn Whole(key: SessionKey, sources: RaceSources) -> impl IntoView {
    let documents = sources.documents;
    let race = documents.race;
    let title = move || {
        let event = race.with(|race| race.here().map(|race| race.event.clone()));
        session::of_event(
            &event.unwrap_or_else(|| said::race_here(&key.season.to_string(), &key.round.to_string())),
            key.session,
        )
    };
    let words = move || race.with(|race| race.here().map(|race| sentence_of(race, key)));
    let facts = move || {
        let laps = documents.laps.with(|laps| laps.here().cloned());
        race.with(|race| race.here().map(|race| facts_of(race, laps.as_deref(), key)))
            .unwrap_or_default()
            .into_iter()
            .map(|fact| {
                view! {
                    <div>
                        <dt>{fact.label}</dt>
                        <dd class:of-all=fact.best>{fact.figure}</dd>
                    </div>
                }
            })
            .collect_view()
    };
    let place = move || {
        race.with(|race| {
            race.here().map(|race| {
                let parts = [Some(race.circuit.clone()), race.locality.clone(), race.country.clone()];
                let parts: Vec<String> =
                    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
                enumerated(&parts)
            })
        })
    };
    let simulated = move || race.with(|race| race.here().is_some_and(|race| race.simulated));
    let index = expect_context::<DocumentSignal<Index>>();
    let again = move |_| {
        documents.again(&index.with_untracked(|index| Listed::of(key, index)));
        sources.telemetry.again();
    };
    let unreachable = move || documents.is_any_unreachable() || sources.telemetry.is_any_unreachable();
    let viewer = expect_context::<Viewer>();
    let page = ChartPage::of(key.session.kind());
    let is_race = page == ChartPage::Race;
    // Of a race the tyres stand beside the result.
    let kinds: Vec<ChartKind> =
        page.charts().iter().copied().filter(|kind| !(is_race && *kind == ChartKind::Tyres)).collect();
    let last = kinds.len() + 4;
    let stage = stages(last);
    go_to_anchor(move || last <= stage.get() && race.with(|race| race.here().is_some()));
    let chart = move |(i, kind): (usize, ChartKind)| {
        view! { <Stage stage=stage at={i + 4}>{panel(sources, viewer, kind)}</Stage> }
    };
    view! {
        <main
            id="main"
            tabindex="-1"
            aria-busy=move || (stage.get() < last).to_string()
            class="race"
            class:simulated=simulated
        >
            <WeekendSessions here=key/>
            <div class="title">
                <div>
                    <h1>{title}</h1>
                    <p class="sentence">{words}</p>
                    <p class="place">{place}</p>
                </div>
                <dl class="facts">{facts}</dl>
            </div>
            <HeldBack key=key/>
            {move || simulated().then(|| view! { <p class="notice">{said::simulated_notice()}</p> })}
            {move || unreachable().then(|| view! {
                <p class="notice" role="alert">
                    {said::some_unreachable()}" "
                    <button class="key" on:click=again>{said::try_again()}</button>
                </p>
            })}
            <div class="bar-place"><Stage stage=stage at=1><Controls/></Stage></div>
            <div class="shared-rows" class:alone=!is_race>
                <Stage stage=stage at=2><ResultSection key=key sources=sources/></Stage>
                <Stage stage=stage at=3>{is_race.then(|| panel(sources, viewer, ChartKind::Tyres))}</Stage>
            </div>
            <div class="charts">{kinds.into_iter().enumerate().map(chart).collect_view()}</div>
            <Stage stage=stage at=last><LapsSection sources=sources/></Stage>
        </main>
    }
}

fn sentence_of(race: &Race, key: SessionKey) -> String {
    match key.session.kind() {
        SessionKind::Race | SessionKind::Sprint => sentence(race),
        SessionKind::Qualifying | SessionKind::SprintQualifying | SessionKind::Practice => {
            session::fastest(race)
        }
    }
}

fn facts_of(race: &Race, laps: Option<&Laps>, key: SessionKey) -> Vec<Fact> {
    match key.session.kind() {
        SessionKind::Race | SessionKind::Sprint => facts(race, laps),
        SessionKind::Qualifying | SessionKind::SprintQualifying | SessionKind::Practice => {
            session::facts(race)
        }
    }
}

/// A chart with its own keys.
fn panel(sources: RaceSources, viewer: Viewer, kind: ChartKind) -> AnyView {
    let keys = move || chart_keys(kind, viewer);
    let source = sources.source(kind);
    match kind {
        ChartKind::Telemetry => {
            let row = view! { <ComparedLaps sources=sources/> }.into_any();
            view! { <ChartPanel source=source keys=keys row=row/> }.into_any()
        }
        ChartKind::Tyres => {
            let legend = view! { <TyreLegend/> }.into_any();
            view! { <ChartPanel source=source keys=keys legend=legend/> }.into_any()
        }
        _ => view! { <ChartPanel source=source keys=keys/> }.into_any(),
    }
}

#[component]
fn ResultSection(key: SessionKey, sources: RaceSources) -> impl IntoView {
    let documents = sources.documents;
    let race = documents.race;
    // The first document comes in parts; what is published later takes its place at once.
    let parts = RwSignal::new(0);
    Effect::new(move |begun: Option<bool>| {
        let is_here = race.with(|race| race.here().is_some());
        if is_here && begun != Some(true) {
            step(parts, PARTS);
        }
        is_here || begun == Some(true)
    });
    let body = move || {
        race.with(|document| match document {
            Document::Here(race) => match key.session.kind() {
                SessionKind::Race | SessionKind::Sprint => {
                    view! { <ResultTable race=Arc::clone(race) parts=parts/> }.into_any()
                }
                SessionKind::Qualifying | SessionKind::SprintQualifying | SessionKind::Practice => {
                    let qualifying = documents.qualifying.with(|document| document.here().cloned());
                    let laps = documents.laps.with(|document| document.here().cloned());
                    view! { <TimedTable race=Arc::clone(race) qualifying=qualifying laps=laps/> }.into_any()
                }
            },
            Document::Awaited => view! { <div class="skeleton rows" aria-hidden="true"></div> }.into_any(),
            other => view! { <p class="missing" role="status">{other.fault().map(|fault| words::fault(DocumentName::Result, fault))}</p> }.into_any(),
        })
    };
    view! {
        <section id="result" class="result-section" aria-labelledby="result-title">
            <div class="head">
                <div class="words">
                    <h2 id="result-title">{said::result()}</h2>
                    <p class="note">{match key.session.kind() {
                        SessionKind::Race | SessionKind::Sprint => said::result_note_race(),
                        SessionKind::Qualifying | SessionKind::SprintQualifying => said::result_note_qualifying(),
                        SessionKind::Practice => said::result_note_practice(),
                    }}</p>
                </div>
            </div>
            {body}
        </section>
    }
}

#[component]
fn LapsSection(sources: RaceSources) -> impl IntoView {
    let documents = sources.documents;
    let both = Memo::new(move |_| {
        let race = documents.race.with(|race| race.here().cloned());
        let laps = documents.laps.with(|laps| laps.here().cloned());
        race.zip(laps)
    });
    let section = NodeRef::<leptos::html::Section>::new();
    let near = RwSignal::new(false);
    Effect::new(move || {
        if let Some(section) = section.get() {
            observe::near(&section, near);
        }
    });
    // Once there it stays, with its filter, also when the documents are renewed.
    let is_there =
        Memo::new(move |was: Option<&bool>| was == Some(&true) || (near.get() && both.with(Option::is_some)));
    let fault = Memo::new(move |_| {
        documents.laps.with(|laps| laps.fault().map(|fault| words::fault(DocumentName::Laps, fault))).or_else(
            || {
                let fault = documents.race.with(Document::fault)?;
                Some(words::fault(DocumentName::Drivers, fault))
            },
        )
    });
    let body = move || match fault.get() {
        Some(fault) => view! { <p class="missing" role="status">{fault}</p> }.into_any(),
        None if is_there.get() => view! { <LapsTable documents=both/> }.into_any(),
        None => view! { <div class="skeleton rows" aria-hidden="true"></div> }.into_any(),
    };
    view! {
        <section id="laps" class="laps-section" node_ref=section aria-labelledby="laps-title">
            <div class="head">
                <div class="words">
                    <h2 id="laps-title">{said::every_lap()}</h2>
                    <p class="note">{said::every_lap_note()}</p>
                </div>
            </div>
            {body}
        </section>
    }
}
