//! The table of a championship, with what everybody can still reach.

use std::sync::Arc;

use gridcast_core::charts::data::contention::{Championship, contention, is_over};
use gridcast_core::charts::palette::parse_hex;
use gridcast_core::charts::words::contention::assumptions;
use gridcast_shared::mart::Standings;
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::signs::Places;
use crate::documents::{Document, DocumentSignal};
use crate::viewer::Viewer;
use crate::words::{self, DocumentName, points};

/// The table of a championship.
#[component]
pub fn StandingsSection(
    /// Both championships.
    standings: DocumentSignal<Standings>,
    /// Of constructors, and not of drivers.
    teams: bool,
) -> impl IntoView {
    let (id, title) =
        if teams { ("constructors", said::constructors()) } else { ("drivers", said::drivers()) };
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
            Some(words::sentences(&[said::after_round(*round), left]))
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
                        {(!can_win).then(|| view! { <span class="hidden">{said::cannot_win()}</span> })}
                    </td>
                })}
            </tr>
        }
    });
    view! {
        <table class="standings" aria-label=title>
            <thead>
                <tr>
                    <th scope="col" class="pos">{said::head_position()}</th>
                    <th scope="col" class="change"><span class="hidden">{said::against_round()}</span></th>
                    <th scope="col" class="who">{if teams { said::head_team() } else { said::head_driver() }}</th>
                    <th scope="col" class="wins">{said::head_wins()}</th>
                    <th scope="col" class="pts">{said::head_points()}</th>
                    <th scope="col" class="behind">{said::head_behind()}</th>
                    {(!over).then(|| view! {
                        <th scope="col" class="reach" title=said::head_possible_title()>{said::head_possible()}</th>
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
