//! The result of a session in which the time of a lap counts: places and best laps, of a qualifying the best of each
//! part with the line at which cars were out, what became another afterwards, and the laps that were deleted.

use std::sync::Arc;

use gridcast_core::charts::data::entrants::final_position;
use gridcast_core::format::enumerated;
use gridcast_core::format::lap_time;
use gridcast_shared::mart::{Laps, Qualifying, Race, ResultRow};
use gridcast_words::{common, race as said};
use leptos::prelude::*;

use crate::components::result::{DriverCell, corrections_of};
use crate::viewer::Viewer;
use crate::words::seconds;
use crate::words::session::{deleted, part};

/// The table.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn TimedTable(
    /// Of which session.
    race: Arc<Race>,
    /// Its parts, of a qualifying.
    qualifying: Option<Arc<Qualifying>>,
    /// Its laps.
    laps: Option<Arc<Laps>>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let parts: Vec<u8> = qualifying.iter().flat_map(|of| &of.parts).map(|part| part.part).collect();
    let rows = race.results.iter().enumerate().map(|(i, row)| {
        let cut =
            qualifying.iter().flat_map(|of| &of.parts).any(|part| part.places.map(usize::from) == Some(i));
        timed_row(&race, qualifying.as_deref(), &parts, row, cut, viewer)
    });
    let rows = rows.collect_view();
    let kind = race.session.kind();
    let heads =
        parts.iter().map(|&n| view! { <th scope="col" class="best">{part(kind, n)}</th> }).collect_view();
    let is_parted = !parts.is_empty();
    let corrections = corrections_of(&race);
    let deleted = laps.map(|laps| deleted(&race, &laps)).filter(|deleted| !deleted.is_empty());
    view! {
        <table class="result timed" class:parted=is_parted aria-label=said::result()>
            <thead>
                <tr>
                    <th scope="col" class="pos">{said::head_position()}</th>
                    <th scope="col" class="who">{said::head_driver()}</th>
                    <th scope="col" class="team">{said::head_team()}</th>
                    {heads}
                    {(!is_parted).then(|| view! { <th scope="col" class="best">{said::head_best()}</th> })}
                    <th scope="col" class="time">{said::head_gap()}</th>
                    <th scope="col" class="laps">{said::head_laps()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {corrections}
        {deleted.map(|deleted| view! {
            <section class="deleted" aria-label=said::deleted_laps()>
                <h3>{said::deleted_laps()}</h3>
                <ul>{deleted.into_iter().map(|lap| view! { <li>{lap}</li> }).collect_view()}</ul>
            </section>
        })}
    }
}

fn timed_row(
    race: &Race,
    qualifying: Option<&Qualifying>,
    parts: &[u8],
    row: &ResultRow,
    is_after_cut: bool,
    viewer: Viewer,
) -> impl IntoView + use<> {
    let driver = race.drivers.get(usize::from(row.driver));
    let code = driver.map(|driver| driver.code.clone()).unwrap_or_default();
    let team = driver
        .and_then(|driver| race.teams.get(usize::from(driver.team?)))
        .map(|team| team.name.clone())
        .unwrap_or_default();
    let chosen = {
        let code = code.clone();
        move || viewer.chosen.with(|chosen| chosen.contains(&code))
    };
    let phone = [
        Some(team.clone()).filter(|team| !team.is_empty()),
        (0 < row.laps).then(|| common::laps_count(row.laps)),
        row.best_lap.map(said::best_on_lap),
    ];
    let phone = enumerated(&phone.into_iter().flatten().collect::<Vec<_>>());
    let name = driver.map(|driver| driver.name.clone()).unwrap_or_default();
    let place = final_position(row);
    let gap = row.gap.filter(|&gap| 0 < gap).map(|gap| format!("+{}", seconds(gap)));
    let times = parts.iter().map(|&part| {
        let mut of = qualifying.iter().flat_map(|of| &of.times);
        let time = of.find(|time| time.driver == row.driver && time.part == part);
        let is_best = time.is_some_and(|time| time.gap == 0);
        let lap = time.and_then(|time| time.lap).map(said::lap_of);
        view! { <td class="best" class:of-all=is_best title=lap>{time.map(|time| lap_time(time.time))}</td> }
    });
    let times = times.collect_view();
    let best = parts.is_empty().then(|| {
        view! {
            <td class="best" class:of-all={place == Some(1)} title=row.best_lap.map(said::lap_of)>
                {row.best_lap_time.map_or_else(|| said::no_time().to_owned(), lap_time)}
            </td>
        }
    });
    view! {
        <tr class:chosen=chosen class:cut=is_after_cut data-code=code>
            <td class="pos">{place.map_or_else(|| "–".to_owned(), |place| place.to_string())}</td>
            <DriverCell code=code.clone() name=name phone=phone/>
            <td class="team">{team}</td>
            {times}
            {best}
            <td class="time">{gap}</td>
            <td class="laps">{(0 < row.laps).then_some(row.laps)}</td>
        </tr>
    }
}
