//! A season's weekends in the visitor's time, and how long it is until the next session.

use gridcast_core::address;
use gridcast_core::format::enumerated;
use gridcast_core::words::with_detail;
use gridcast_shared::mart::{Event, Index, Schedule, SessionKey, WeekendSession};
use gridcast_words::{common, race as said};
use leptos::prelude::*;

use crate::documents::{Document, DocumentSignal};
use crate::route::Route;
use crate::visitor;
use crate::words::{self, DocumentName};

/// A race that began less than this ago may still be going on, ms.
const RACE_MS: f64 = 2.5 * 3_600_000.0;

/// The same of the sessions before it.
const SESSION_MS: f64 = 3_600_000.0;

/// How long it is until the next session, and until the race after it.
#[component]
pub fn Next(
    /// The season's weekends.
    schedule: DocumentSignal<Schedule>,
    /// The time, UTC ms.
    now: RwSignal<f64>,
) -> impl IntoView {
    let one = move |words: String, start: f64, is_race: bool| {
        let until = start - now.get();
        let figure = if 0.0 < until {
            countdown(until).into_any()
        } else if is_race {
            // What is on is watched on the live page, which is another app.
            view! { <a href=address::HOME rel="external">{said::live_now()}</a> }.into_any()
        } else {
            said::now().into_any()
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
        let session = session.map(|(name, start)| one(with_detail(name, &next.event), start, false));
        let of_race = if session.is_some() { common::session_race().to_owned() } else { next.event.clone() };
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
        (said::first_practice(), event.first_practice_ms),
        (said::second_practice(), event.second_practice_ms),
        (said::third_practice(), event.third_practice_ms),
        (common::session_sprint_qualifying(), event.sprint_qualifying_ms),
        (common::session_sprint(), event.sprint_ms),
        (common::session_qualifying(), event.qualifying_ms),
    ];
    let coming = sessions.into_iter().filter_map(|(name, start)| Some((name, start? as f64)));
    coming.filter(|(_, start)| now < start + SESSION_MS).min_by(|a, b| a.1.total_cmp(&b.1))
}

/// `12 d 04:31:09`.
fn countdown(ms: f64) -> String {
    let seconds = (ms / 1000.0).max(0.0) as u64;
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let clock = format!("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if 0 < days { said::countdown_days(days, &clock) } else { clock }
}

/// The schedule in the visitor's time.
#[component]
pub fn ScheduleSection(
    /// Year.
    season: u16,
    /// Its weekends.
    schedule: DocumentSignal<Schedule>,
    /// The time, UTC ms.
    now: RwSignal<f64>,
) -> impl IntoView {
    let index = expect_context::<DocumentSignal<Index>>();
    // Which race is next changes a few times a year, the time each second.
    let next = Memo::new(move |_| {
        let schedule = schedule.get();
        schedule.here().and_then(|schedule| next_event(&schedule.events, now.get()).map(|event| event.round))
    });
    let body = move || {
        schedule.with(|document| match document {
            Document::Here(schedule) if schedule.events.is_empty() => {
                view! { <p class="missing" role="status">{said::no_race_scheduled()}</p> }.into_any()
            }
            Document::Here(schedule) => {
                let rows = schedule.events.iter().map(|event| weekend(season, event, index, next));
                view! {
                    <table class="schedule" aria-label=said::schedule()>
                        <thead>
                            <tr>
                                <th scope="col" class="round">{said::head_round()}</th>
                                <th scope="col">{said::head_race()}</th>
                                <th scope="col" class="when">{said::head_qualifying()}</th>
                                <th scope="col" class="when">{said::head_start()}</th>
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
    let note = said::times_are_yours(&visitor::time_zone());
    view! {
        <section id="schedule" aria-labelledby="schedule-title">
            <div class="head">
                <div class="words">
                    <h2 id="schedule-title">{said::schedule()}</h2>
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
            Some(entry.session(WeekendSession::Race)?.has("result"))
        }) == Some(true)
    };
    let link = {
        let name = name.clone();
        move || {
            if has_race() {
                view! { <a href=Route::Session(SessionKey::race(season, round)).path()>{name.clone()}</a> }
                    .into_any()
            } else {
                view! { {name.clone()} }.into_any()
            }
        }
    };
    let start =
        event.race_ms.map_or_else(|| visitor::day_of(&event.race_date), |ms| visitor::moment(ms as f64));
    let qualifying = event.qualifying_ms.map(|ms| visitor::moment(ms as f64)).unwrap_or_default();
    let sprint = event.sprint_ms.map(|ms| said::sprint_at(&visitor::moment(ms as f64)));
    let place: Vec<String> =
        [event.locality.clone(), event.country.clone(), sprint].into_iter().flatten().collect();
    view! {
        <tr class:next=move || next.get() == Some(round)>
            <td class="round">{round}</td>
            <th scope="row">
                {link}
                <small>{enumerated(&place)}</small>
                {(!qualifying.is_empty()).then(|| view! {
                    <small class="phone">{said::qualifying_at(&qualifying)}</small>
                })}
            </th>
            <td class="when">{qualifying.clone()}</td>
            <td class="when start">{start}</td>
        </tr>
    }
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
}
