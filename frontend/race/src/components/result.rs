//! The result: places against the grid, time or reason, and what the officials say otherwise. Its rows are those of
//! the tyres beside it.

use std::sync::Arc;

use gridcast_core::charts::data::entrants::final_position;
use gridcast_core::charts::words::penalties;
use gridcast_core::format::enumerated;
use gridcast_core::format::lap_time;
use gridcast_shared::mart::{Outcome, Race, ResultRow};
use gridcast_words::race as said;
use leptos::prelude::*;

use crate::components::signs::Places;
use crate::stage::Stage;
use crate::viewer::Viewer;
use crate::visitor::dated;
use crate::words::{corrections, disagreement, ending, points};

/// Rows come in so many parts: in one, a browser lays out hundreds of cells between two frames.
pub const PARTS: usize = 3;

/// The table.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn ResultTable(
    /// Of which race.
    race: Arc<Race>,
    /// How many of [`PARTS`] are there.
    parts: RwSignal<usize>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let best = race.results.iter().filter_map(|row| row.best_lap_time).min();
    let part = |part: usize| {
        let race = Arc::clone(&race);
        let rows = move || {
            let n_rows = race.results.len().div_ceil(PARTS).max(1);
            let rows = race.results.chunks(n_rows).nth(part).unwrap_or_default();
            rows.iter().map(|row| result_row(&race, row, best, viewer)).collect_view()
        };
        view! { <Stage stage=parts at={part + 1}>{rows()}</Stage> }
    };
    let rows = (0..PARTS).map(part).collect_view();
    let differences = race.differences.iter().filter_map(|difference| {
        let driver = race.drivers.get(usize::from(difference.driver))?;
        Some(view! { <li>{said::of_driver(&driver.code, &disagreement(difference))}</li> })
    });
    let differences = differences.collect_view();
    let corrections = corrections_of(&race);
    view! {
        <table class="result" aria-label=said::result()>
            <thead>
                <tr>
                    <th scope="col" class="pos">{said::head_position()}</th>
                    <th scope="col" class="change"><span class="hidden">{said::head_against_grid()}</span></th>
                    <th scope="col" class="who">{said::head_driver()}</th>
                    <th scope="col" class="team">{said::head_team()}</th>
                    <th scope="col" class="grid">{said::head_grid()}</th>
                    <th scope="col" class="laps">{said::head_laps()}</th>
                    <th scope="col" class="stops">{said::head_stops()}</th>
                    <th scope="col" class="time">{said::head_time()}</th>
                    <th scope="col" class="best">{said::head_best()}</th>
                    <th scope="col" class="pts">{said::head_points()}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {corrections}
        {(!differences.is_empty()).then(|| view! { <ul class="differences" aria-label=said::timing_and_official()>{differences}</ul> })}
    }
}

/// What later answers changed of the official result, and when; nothing where none did.
pub fn corrections_of(race: &Race) -> impl IntoView + use<> {
    let corrections = corrections(race).into_iter().map(|(at_ms, words)| {
        view! { <li>{said::result_changed(&dated(at_ms as f64), &words)}</li> }
    });
    let corrections = corrections.collect_view();
    (!corrections.is_empty()).then(|| {
        view! { <ul class="differences" aria-label=said::changes_of_result()>{corrections}</ul> }
    })
}

fn result_row(race: &Race, row: &ResultRow, best: Option<u32>, viewer: Viewer) -> impl IntoView + use<> {
    let driver = race.drivers.get(usize::from(row.driver));
    let code = driver.map(|driver| driver.code.clone()).unwrap_or_default();
    let name = driver.map(|driver| driver.name.clone()).unwrap_or_default();
    let team = driver
        .and_then(|driver| race.teams.get(usize::from(driver.team?)))
        .map(|team| team.name.clone())
        .unwrap_or_default();
    let place = final_position(row);
    let gained = match (place, row.grid) {
        (Some(place), Some(grid)) if 0 < grid => Some(i16::from(grid) - i16::from(place)),
        _ => None,
    };
    let grid = match row.grid {
        Some(0) => said::grid_pit_lane().to_owned(),
        Some(grid) => grid.to_string(),
        None => String::new(),
    };
    let out = row.outcome != Outcome::Finished;
    let is_best = best.is_some() && row.best_lap_time == best;
    let points = row.points.filter(|&p| 0.0 < p).map(points).unwrap_or_default();
    let chosen = {
        let code = code.clone();
        move || viewer.chosen.with(|chosen| chosen.contains(&code))
    };
    let timing = row.position.filter(|_| row.position != place);
    let otherwise = timing.map(|timing| said::by_timing(&timing.to_string()));
    let own = race.penalties.iter().filter(|penalty| penalty.driver == row.driver);
    let punished: Vec<String> = own.map(penalties::words).collect();
    let punished = (!punished.is_empty()).then(|| punished.join("; "));
    let phone = on_phone(&team, &grid, row, punished.as_deref());
    view! {
        <tr class:chosen=chosen class:out=out data-code=code title=punished>
            <td class="pos" title=otherwise>{place.map_or_else(|| "–".to_owned(), |place| place.to_string())}</td>
            <td class="change">{gained.map(|gained| view! { <Places gained/> })}</td>
            <DriverCell code=code.clone() name=name phone=phone/>
            <td class="team">{team}</td>
            <td class="grid">{grid}</td>
            <td class="laps">{row.laps}</td>
            <td class="stops">{row.stops}</td>
            <td class="time" title=out.then(|| ending(row))>{ending(row)}</td>
            <td class="best" class:of-all=is_best title=row.best_lap.map(said::lap_of)>
                {row.best_lap_time.map(lap_time)}
            </td>
            <td class="pts">{points}</td>
        </tr>
    }
}

/// The driver of a row: a key that highlights them, and on a phone a line of what has no column there.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns what it is given")]
pub fn DriverCell(
    /// "NOR".
    code: String,
    /// "Lando Norris".
    name: String,
    /// The line.
    phone: String,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let family = crate::words::family(&name).to_owned();
    let given = name.strip_suffix(family.as_str()).unwrap_or_default().trim_end().to_owned();
    let code = StoredValue::new(code);
    let pressed = move || code.with_value(|code| viewer.chosen.with(|chosen| chosen.contains(code)));
    let colour = move || {
        code.with_value(|code| viewer.colour_of(code)).map(|colour| format!("background:#{colour:06x}"))
    };
    view! {
        <th scope="row" class="who">
            <i class="bar" style=colour aria-hidden="true"></i>
            <button
                aria-pressed=move || pressed().to_string()
                on:click=move |_| code.with_value(|code| viewer.toggle(code))
            >
                <span class="given">{given}" "</span>{family}
            </button>
            <small class="phone">{phone}</small>
        </th>
    }
}

/// What has no column of its own on a phone: "McLaren, grid 1, 2 stops, best on lap 43", and penalties.
fn on_phone(team: &str, grid: &str, row: &ResultRow, punished: Option<&str>) -> String {
    let stops = (0 < row.stops).then(|| said::stops_count(row.stops));
    let parts = [
        Some(team.to_owned()).filter(|team| !team.is_empty()),
        (!grid.is_empty()).then(|| said::grid_place(grid)),
        stops,
        row.best_lap.map(said::best_on_lap),
        punished.map(str::to_owned),
    ];
    enumerated(&parts.into_iter().flatten().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_has_the_rest_in_a_line() {
        let row = ResultRow { stops: 2, best_lap: Some(43), ..ResultRow::default() };
        assert_eq!(on_phone("McLaren", "1", &row, None), "McLaren, grid 1, 2 stops, best on lap 43");
        let row = ResultRow { stops: 1, ..ResultRow::default() };
        assert_eq!(on_phone("", "", &row, Some("5 s penalty")), "1 stop, 5 s penalty");
    }
}
