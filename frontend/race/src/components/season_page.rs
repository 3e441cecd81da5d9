//! The page of a season: the schedule in the visitor's time, the next race, and both championships.

use std::sync::Arc;
use std::time::Duration;

use gridcast_core::charts::data::contention::{Championship, contention, is_over};
use gridcast_core::charts::palette::parse_hex;
use gridcast_core::charts::words::contention::assumptions;
use gridcast_shared::mart::{Event, Index, Schedule, Standing, Standings};
use leptos::prelude::*;

use crate::components::controls::Chips;
use crate::components::framed::Framed;
use crate::components::season_charts::{SeasonCharts, season_panel};
use crate::components::signs::Places;
use crate::documents::{Document, DocumentSignal, SeasonDocuments};
use crate::route::go_to_anchor;
use crate::viewer::Viewer;
use crate::visitor;
use crate::words::{self, DocumentName, points};
use gridcast_core::charts::kind::ChartPage;

/// A race that began less than this ago may still be going on, ms.
const RACE_MS: f64 = 2.5 * 3_600_000.0;

/// The same of the sessions before it.
const SESSION_MS: f64 = 3_600_000.0;

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
    Effect::new(move || document().set_title(&format!("Season {season} · Gridcast")));
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
    let framed =
        viewer.view.with_untracked(|view| view.panel).filter(|kind| kind.page() == ChartPage::Season);
    let is_no_season = Memo::new(move |_| {
        documents.schedule.with(|document| matches!(document, Document::Missing))
            && documents.standings.with(|document| matches!(document, Document::Missing))
    });
    view! {
        {move || if is_no_season.get() {
            view! {
                <main id="main" tabindex="-1" class="nothing">
                    <h1>{format!("No season {season}.")}</h1>
                    <p>"Look at "<a href="/season">"the newest season"</a>"."</p>
                </main>
            }.into_any()
        } else if let Some(kind) = framed {
            let panel = season_panel(kind, documents.standings, viewer);
            view! { <Framed kind=kind of=format!("Season {season}")>{panel}</Framed> }.into_any()
        } else {
            view! {
                <main id="main" tabindex="-1" class="season">
                    <div class="title">
                        <div>
                            <h1>{format!("Season {season}")}</h1>
                            <p class="sentence">{move || leaders(&documents.standings.get())}</p>
                        </div>
                        <Next schedule=documents.schedule now=now/>
                    </div>
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

/// "Piastri leads Norris by 31 points after round 16." and which team leads the constructors; who has won once nothing
/// is left.
fn leaders(standings: &Document<Standings>) -> Option<String> {
    let standings = standings.here()?;
    let last = standings.rounds.last()?;
    let over = is_over(standings);
    let now = |standing: &Standing| standing.points.last().copied().flatten();
    let mut said = Vec::new();
    if let [first, second, ..] = standings.drivers.as_slice() {
        let [ahead, behind] = [first, second].map(|one| crate::words::family(&one.name));
        if let Some(lead) = now(first).zip(now(second)).map(|(a, b)| a - b) {
            said.push(if over && 0.0 < lead {
                format!("{ahead} is champion, {} points ahead of {behind}.", points(lead))
            } else if 0.0 < lead {
                format!("{ahead} leads {behind} by {} points after round {last}.", points(lead))
            } else {
                format!("{ahead} and {behind} are equal on points after round {last}.")
            });
        }
    }
    if let Some(first) = standings.constructors.first() {
        let verb = if over { "won the constructors' championship" } else { "leads the constructors" };
        said.push(format!("{} {verb}.", first.name));
    }
    (!said.is_empty()).then(|| said.join(" "))
}

/// How long it is until the next session, and until the race after it.
#[component]
fn Next(schedule: DocumentSignal<Schedule>, now: RwSignal<f64>) -> impl IntoView {
    let one = move |words: String, start: f64, is_race: bool| {
        let until = start - now.get();
        let figure = if 0.0 < until {
            countdown(until).into_any()
        } else if is_race {
            // What is on is watched on the live page, which is another app.
            view! { <a href="/" rel="external">"live now"</a> }.into_any()
        } else {
            "now".into_any()
        };
        view! {
            <div>
                <dt>{words}</dt>
                <dd>{figure}</dd>
            </div>
        }
    };
    move || {
        let schedule = schedule.get();
        let next = next_event(&schedule.here()?.events, now.get()).cloned()?;
        let race = next.race_ms? as f64;
        let session = next_session(&next, now.get());
        let session = session.map(|(name, start)| one(format!("{name}, {}", next.event), start, false));
        let of_race = if session.is_some() { "Race".to_owned() } else { next.event.clone() };
        Some(view! { <dl class="facts next">{session}{one(of_race, race, true)}</dl> })
    }
}

/// The first race that is not over.
fn next_event(events: &[Event], now: f64) -> Option<&Event> {
    let coming =
        events.iter().filter(|event| event.race_ms.is_some_and(|start| now < start as f64 + RACE_MS));
    coming.min_by_key(|event| event.race_ms)
}

/// The first session of a weekend before its race that is not over: its name and when it starts, UTC ms.
fn next_session(event: &Event, now: f64) -> Option<(&'static str, f64)> {
    let sessions = [
        ("First practice", event.first_practice_ms),
        ("Second practice", event.second_practice_ms),
        ("Third practice", event.third_practice_ms),
        ("Sprint qualifying", event.sprint_qualifying_ms),
        ("Sprint", event.sprint_ms),
        ("Qualifying", event.qualifying_ms),
    ];
    let coming = sessions.into_iter().filter_map(|(name, start)| Some((name, start? as f64)));
    coming.filter(|(_, start)| now < start + SESSION_MS).min_by(|a, b| a.1.total_cmp(&b.1))
}

/// `12 d 04:31:09`.
fn countdown(ms: f64) -> String {
    let seconds = (ms / 1000.0).max(0.0) as u64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if 0 < days { format!("{days} d {clock}") } else { clock }
}

#[component]
fn ScheduleSection(season: u16, schedule: DocumentSignal<Schedule>, now: RwSignal<f64>) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    // Which race is next changes a few times a year, the time each second.
    let next = Memo::new(move |_| {
        let schedule = schedule.get();
        schedule.here().and_then(|schedule| next_event(&schedule.events, now.get()).map(|event| event.round))
    });
    let body = move || {
        schedule.with(|document| match document {
            Document::Here(schedule) if schedule.events.is_empty() => {
                view! { <p class="missing" role="status">"No race is scheduled yet."</p> }.into_any()
            }
            Document::Here(schedule) => {
                let rows = schedule.events.iter().map(|event| weekend(season, event, index, next));
                view! {
                    <table class="schedule" aria-label="Schedule">
                        <thead>
                            <tr>
                                <th scope="col" class="round">"Round"</th>
                                <th scope="col">"Race"</th>
                                <th scope="col" class="when">"Qualifying"</th>
                                <th scope="col" class="when">"Start"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                }
                .into_any()
            }
            Document::Awaited => view! { <div class="skeleton rows" aria-hidden="true"></div> }.into_any(),
            other => {
                let fault = other.fault().map(|fault| words::fault(DocumentName::Schedule, fault));
                view! { <p class="missing" role="status">{fault}</p> }.into_any()
            }
        })
    };
    let note = format!("Times are yours: {}.", visitor::time_zone());
    view! {
        <section id="schedule" aria-labelledby="schedule-title">
            <div class="head">
                <div class="words">
                    <h2 id="schedule-title">"Schedule"</h2>
                    <p class="note">{note}</p>
                </div>
            </div>
            {body}
        </section>
    }
}

fn weekend(
    season: u16,
    event: &Event,
    index: DocumentSignal<Index>,
    next: Memo<Option<u8>>,
) -> impl IntoView + use<> {
    let round = event.round;
    let name = event.event.clone();
    let has_race = move || {
        index.with(|index| {
            let season = index.here()?.seasons.iter().find(|one| one.season == season)?;
            let entry = season.rounds.iter().find(|entry| entry.round == round)?;
            Some(entry.documents.iter().any(|document| document == "race"))
        }) == Some(true)
    };
    let link = {
        let name = name.clone();
        move || {
            if has_race() {
                view! { <a href=format!("/race/{season}/{round}")>{name.clone()}</a> }.into_any()
            } else {
                view! { {name.clone()} }.into_any()
            }
        }
    };
    let place =
        [event.locality.clone(), event.country.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let start =
        event.race_ms.map_or_else(|| visitor::day_of(&event.race_date), |ms| visitor::moment(ms as f64));
    let qualifying = event.qualifying_ms.map(|ms| visitor::moment(ms as f64)).unwrap_or_default();
    let sprint = event.sprint_ms.map(|ms| format!("sprint {}", visitor::moment(ms as f64)));
    view! {
        <tr class:next=move || next.get() == Some(round)>
            <td class="round">{round}</td>
            <th scope="row">
                {link}
                <small>{place}{sprint.map(|sprint| format!(", {sprint}"))}</small>
                {(!qualifying.is_empty()).then(|| view! {
                    <small class="phone">{format!("qualifying {qualifying}")}</small>
                })}
            </th>
            <td class="when">{qualifying.clone()}</td>
            <td class="when start">{start}</td>
        </tr>
    }
}

#[component]
fn StandingsSection(standings: DocumentSignal<Standings>, teams: bool) -> impl IntoView {
    let (id, title) = if teams { ("constructors", "Constructors") } else { ("drivers", "Drivers") };
    let title_id = format!("{id}-title");
    let labelled = title_id.clone();
    let body = move || {
        standings.with(|document| match document {
            Document::Here(standings) => standings_table(standings, teams, title).into_any(),
            Document::Awaited => view! { <div class="skeleton rows" aria-hidden="true"></div> }.into_any(),
            other => {
                let fault = other.fault().map(|fault| words::fault(DocumentName::Standings, fault));
                view! { <p class="missing" role="status">{fault}</p> }.into_any()
            }
        })
    };
    let note = move || {
        standings.with(|document| {
            let standings = document.here()?;
            let round = standings.rounds.last()?;
            let title = if teams { Championship::Constructors } else { Championship::Drivers };
            let left = if is_over(standings) { String::new() } else { assumptions(standings, title) };
            Some(format!("After round {round}. {left}"))
        })
    };
    view! {
        <section id=id aria-labelledby=labelled>
            <div class="head">
                <div class="words">
                    <h2 id=title_id>{title}</h2>
                    <p class="note">{note}</p>
                </div>
            </div>
            {body}
        </section>
    }
}

fn standings_table(standings: &Arc<Standings>, teams: bool, title: &'static str) -> impl IntoView + use<> {
    let viewer = expect_context::<Viewer>();
    let list = if teams { &standings.constructors } else { &standings.drivers };
    let contenders =
        contention(standings, if teams { Championship::Constructors } else { Championship::Drivers });
    let over = is_over(standings);
    let leader = contenders.iter().map(|one| one.points).fold(0.0, f64::max);
    let teams_of: Vec<(String, Option<u32>)> = list
        .iter()
        .map(|one| (one.team.clone().unwrap_or_default(), one.colour.as_deref().and_then(parse_hex)))
        .collect();
    let colours = Memo::new(move |_| {
        let teams: Vec<(&str, Option<u32>)> =
            teams_of.iter().map(|(name, colour)| (name.as_str(), *colour)).collect();
        viewer.palette.get().season_teams(&teams)
    });
    let rows = list.iter().zip(contenders).map(|(standing, contender)| {
        let i = contender.of;
        let had = contender.points;
        let place = standing.position.last().copied().flatten();
        let before = standing.position.iter().rev().nth(1).copied().flatten();
        let gained = place.zip(before).map(|(place, before)| i16::from(before) - i16::from(place));
        let can_win = contender.can_win();
        let family = if teams { standing.name.as_str() } else { crate::words::family(&standing.name) };
        let given = standing.name.strip_suffix(family).unwrap_or_default().to_owned();
        let family = family.to_owned();
        let team = standing.team.clone().filter(|_| !teams);
        let wins = standing.wins.last().copied().flatten().filter(|&wins| 0 < wins);
        let colour =
            move || colours.with(|colours| colours.get(i).map(|colour| format!("background:#{colour:06x}")));
        view! {
            <tr>
                <td class="pos">{place.map_or_else(|| "–".to_owned(), |place| place.to_string())}</td>
                <td class="change">{gained.map(|gained| view! { <Places gained/> })}</td>
                <th scope="row" class="who">
                    <i class="bar" style=colour aria-hidden="true"></i>
                    <span class="given">{given}</span>
                    {family}
                    {team.map(|team| view! { <small class="of-team">{team}</small> })}
                </th>
                <td class="wins">{wins}</td>
                <td class="pts">{points(had)}</td>
                <td class="behind">{(had < leader).then(|| format!("\u{2212}{}", points(leader - had)))}</td>
                {(!over).then(|| view! {
                    <td class="reach" class:lost=!can_win>
                        {points(contender.most)}
                        <small>{places(contender.best, contender.worst)}</small>
                        {(!can_win).then(|| view! { <span class="hidden">", cannot win any more"</span> })}
                    </td>
                })}
            </tr>
        }
    });
    view! {
        <table class="standings" aria-label=title>
            <thead>
                <tr>
                    <th scope="col" class="pos">"Pos"</th>
                    <th scope="col" class="change"><span class="hidden">"Against the round before"</span></th>
                    <th scope="col" class="who">{if teams { "Team" } else { "Driver" }}</th>
                    <th scope="col" class="wins">"Wins"</th>
                    <th scope="col" class="pts">"Pts"</th>
                    <th scope="col" class="behind">"Behind"</th>
                    {(!over).then(|| view! {
                        <th scope="col" class="reach" title="Points when every race and sprint left is won">"Possible"</th>
                    })}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// The places that are still possible: `1–4`, `3`.
fn places(best: usize, worst: usize) -> String {
    if best == worst { format!("P{best}") } else { format!("P{best}\u{2013}{worst}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_race_is_the_first_that_is_not_over() {
        let event = |round, race_ms| Event { round, race_ms, ..Event::default() };
        let events =
            [event(1, Some(0)), event(2, None), event(3, Some(100_000_000)), event(4, Some(50_000_000))];
        assert_eq!(next_event(&events, 1000.0).unwrap().round, 1, "it may be going on");
        assert_eq!(next_event(&events, RACE_MS + 1.0).unwrap().round, 4);
        assert!(next_event(&events, 1e12).is_none());
    }

    #[test]
    fn the_next_session_is_the_first_of_the_weekend_that_is_not_over() {
        let hour = SESSION_MS as i64;
        let event = Event {
            first_practice_ms: Some(0),
            sprint_qualifying_ms: Some(4 * hour),
            sprint_ms: Some(24 * hour),
            qualifying_ms: Some(28 * hour),
            race_ms: Some(50 * hour),
            ..Event::default()
        };
        let next = |hours: f64| next_session(&event, hours * SESSION_MS).map(|(name, _)| name);
        assert_eq!(next(-1.0), Some("First practice"));
        assert_eq!(next(0.5), Some("First practice"), "it may be going on");
        assert_eq!(next(1.0), Some("Sprint qualifying"));
        assert_eq!(next(25.0), Some("Qualifying"));
        assert_eq!(next(29.0), None, "then comes the race");
        assert_eq!(next_session(&Event::default(), 0.0), None);
    }

    #[test]
    fn time_until_in_days_and_a_clock() {
        assert_eq!(countdown(1_061_000.0), "00:17:41");
        assert_eq!(countdown(86_400_000.0 * 12.0 + 3_600_000.0), "12 d 01:00:00");
        assert_eq!(countdown(-5.0), "00:00:00");
    }

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
