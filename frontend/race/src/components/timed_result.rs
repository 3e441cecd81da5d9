//! The result of a session in which the time of a lap counts: places, best laps and what they are behind.

use std::sync::Arc;

use gridcast_core::charts::data::entrants::final_position;
use gridcast_core::format::lap_time;
use gridcast_shared::mart::{Race, ResultRow};
use leptos::prelude::*;

use crate::components::result::DriverCell;
use crate::viewer::Viewer;
use crate::words::seconds;

/// The table.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn TimedTable(
    /// Of which session.
    race: Arc<Race>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let best = race.results.iter().filter_map(|row| row.best_lap_time).min();
    let rows = race.results.iter().map(|row| timed_row(&race, row, best, viewer)).collect_view();
    view! {
        <table class="result timed" aria-label="Result">
            <thead>
                <tr>
                    <th scope="col" class="pos">"Pos"</th>
                    <th scope="col" class="who">"Driver"</th>
                    <th scope="col" class="team">"Team"</th>
                    <th scope="col" class="laps">"Laps"</th>
                    <th scope="col" class="best">"Best lap"</th>
                    <th scope="col" class="time">"Gap"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn timed_row(race: &Race, row: &ResultRow, best: Option<u32>, viewer: Viewer) -> impl IntoView + use<> {
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
        Some(format!("{} laps", row.laps)),
        row.best_lap.map(|lap| format!("best on lap {lap}")),
    ];
    let phone = phone.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let name = driver.map(|driver| driver.name.clone()).unwrap_or_default();
    let place = final_position(row);
    let gap = row.gap.filter(|&gap| 0 < gap).map(|gap| format!("+{}", seconds(gap)));
    view! {
        <tr class:chosen=chosen data-code=code>
            <td class="pos">{place.map_or_else(|| "–".to_owned(), |place| place.to_string())}</td>
            <DriverCell code=code.clone() name=name phone=phone/>
            <td class="team">{team}</td>
            <td class="laps">{row.laps}</td>
            <td class="best" class:of-all={best.is_some() && row.best_lap_time == best}
                title=row.best_lap.map(|lap| format!("lap {lap}"))>
                {row.best_lap_time.map_or_else(|| "no time".to_owned(), lap_time)}
            </td>
            <td class="time">{gap}</td>
        </tr>
    }
}
