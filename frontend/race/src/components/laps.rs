//! The raw laps: sorted by any column, filtered by any word, and only those rows in the document that are seen.

mod columns;

use std::cmp::Ordering;
use std::sync::Arc;

use gridcast_core::charts::build::table::Table;
use gridcast_shared::mart::{Laps, Race};
use gridcast_words::{common, race as said};
use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::save;
use crate::viewer::Viewer;
use columns::{COLUMNS, LAP_COLUMN, code, pit, status};

/// Height of a row, CSS px; laps.css says the same.
const ROW: f64 = 28.0;

/// Rows above and below those that are seen.
const SPARE: usize = 8;

/// How the table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Order {
    column: usize,
    descending: bool,
}

/// The rows to be shown, in order.
fn rows(race: &Race, laps: &Laps, order: Order, filter: &str, chosen: Option<&[String]>) -> Vec<usize> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows: Vec<usize> = (0..laps.driver.len().min(laps.lap.len()))
        .filter(|&row| chosen.is_none_or(|chosen| chosen.iter().any(|one| one == code(race, laps, row))))
        .filter(|&row| words.iter().all(|word| matches(race, laps, row, word)))
        .collect();
    if let Some(column) = COLUMNS.get(order.column) {
        let keys: Vec<(Option<f64>, usize)> =
            rows.iter().map(|&row| ((column.key)(laps, row), row)).collect();
        let mut keys = keys;
        // Stable: equal ones keep the order of driver and lap.
        keys.sort_by(|a, b| match (a.0, b.0) {
            (Some(a), Some(b)) if order.descending => b.total_cmp(&a),
            (Some(a), Some(b)) => a.total_cmp(&b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        rows = keys.into_iter().map(|key| key.1).collect();
    }
    rows
}

/// A word matches a driver's code, `lap 44`'s number, a compound, a visit to the pits or a status.
fn matches(race: &Race, laps: &Laps, row: usize, word: &str) -> bool {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return laps.lap.get(row).is_some_and(|lap| lap.to_string() == word);
    }
    if laps.compound.get(row).and_then(Option::as_deref).is_some_and(|tyre| tyre.to_lowercase() == word) {
        return true;
    }
    // A letter alone is a compound: every second name has an i.
    if word.chars().count() == 1 {
        return false;
    }
    let begins = |text: &str| text.to_lowercase().split_whitespace().any(|part| part.starts_with(word));
    let driver = laps.driver.get(row).and_then(|&driver| race.drivers.get(usize::from(driver)));
    begins(code(race, laps, row))
        || driver.is_some_and(|driver| begins(&driver.name))
        || begins(&status(laps, row))
        || (said::column_pit().to_lowercase() == word && pit(laps, row).is_some())
}

/// The heads; each sorts, and once more the other way.
fn heads(order: RwSignal<Order>) -> impl IntoView {
    let heads = COLUMNS.iter().enumerate().map(|(i, column)| {
        let sorted = move || {
            let order = order.get();
            match (order.column == i, order.descending) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            }
        };
        let turn = move |_| {
            order.update(|order| {
                *order = Order { column: i, descending: order.column == i && !order.descending };
            });
        };
        view! {
            <th scope="col" aria-sort=sorted>
                <button title=(column.title)() on:click=turn>{(column.head)()}</button>
            </th>
        }
    });
    heads.collect_view()
}

/// The rows as they are shown.
fn csv(race: &Race, laps: &Laps, rows: &[usize]) -> String {
    let heads: Vec<String> = COLUMNS.iter().map(|column| (column.title)()).collect();
    let mut table = Table::new(heads.iter().map(String::as_str));
    for &row in rows {
        table.push(COLUMNS.iter().map(|column| (column.cell)(race, laps, row)).collect());
    }
    table.csv()
}

/// The table.
#[component]
pub fn LapsTable(
    /// A race and its laps, which may be renewed.
    documents: Memo<Option<(Arc<Race>, Arc<Laps>)>>,
) -> impl IntoView {
    let viewer = expect_context::<Viewer>();
    let order = RwSignal::new(Order { column: 0, descending: false });
    let filter = RwSignal::new(String::new());
    let only_chosen = RwSignal::new(false);
    let scrolled = RwSignal::new(0.0f64);
    let height = RwSignal::new(480.0f64);
    let view = NodeRef::<leptos::html::Div>::new();

    let found = Memo::new(move |_| {
        let chosen = only_chosen.get().then(|| viewer.chosen.get());
        let Some((race, laps)) = documents.get() else { return Vec::new() };
        filter.with(|filter| rows(&race, &laps, order.get(), filter, chosen.as_deref()))
    });
    // What is sorted anew is read from its beginning.
    Effect::new(move |begun: Option<()>| {
        order.track();
        filter.track();
        only_chosen.track();
        if let Some(view) = view.get_untracked().filter(|_| begun.is_some()) {
            view.set_scroll_top(0);
        }
    });
    let on_scroll = move |event: ev::Event| {
        let view = event_target::<HtmlElement>(&event);
        scrolled.set(f64::from(view.scroll_top()));
        height.set(f64::from(view.client_height()));
    };
    let range = Memo::new(move |_| {
        let n = found.with(Vec::len);
        let first = ((scrolled.get() / ROW) as usize).saturating_sub(SPARE).min(n);
        let n_seen = (height.get() / ROW) as usize + 2 * SPARE + 1;
        // In steps, so that scrolling by a row does not build all of them anew.
        let first = first / SPARE * SPARE;
        (first, (first + n_seen + SPARE).min(n))
    });
    let body = move || {
        let (race, laps) = documents.get()?;
        let (first, last) = range.get();
        let n = found.with(Vec::len);
        let seen = found.with(|found| found.get(first..last.min(found.len())).map(<[_]>::to_vec));
        let rows = seen.unwrap_or_default().into_iter().enumerate().map(|(i, row)| {
            let cells = COLUMNS.iter().enumerate().map(|(i, column)| {
                let cell = (column.cell)(&race, &laps, row);
                let lap = laps.lap.get(row).filter(|_| i == LAP_COLUMN);
                match lap.and_then(|lap| viewer.recorded.lap(*lap, Some(code(&race, &laps, row)))) {
                    Some(moment) => view! { <td><a href=moment rel="external">{cell}</a></td> }.into_any(),
                    None => view! { <td>{cell}</td> }.into_any(),
                }
            });
            let lap = laps.lap.get(row).copied();
            view! {
                <tr
                    aria-rowindex=(first + i + 2).to_string()
                    class:chosen=move || viewer.cursor.get().is_some() && viewer.cursor.get() == lap
                >
                    {cells.collect_view()}
                </tr>
            }
        });
        Some(view! {
            <tr class="room" aria-hidden="true" style:height=format!("{}px", first as f64 * ROW)></tr>
            {rows.collect_view()}
            <tr class="room" aria-hidden="true" style:height=format!("{}px", n.saturating_sub(last) as f64 * ROW)></tr>
        })
    };
    let heads = heads(order);
    let csv = move |_| {
        let Some((race, laps)) = documents.get_untracked() else { return };
        let csv = found.with_untracked(|rows| csv(&race, &laps, rows));
        save::text(&format!("gridcast-{}-{}-laps.csv", race.season, race.round), "text/csv", &csv);
    };
    view! {
        <div class="controls">
            <label class="field">
                <span>{said::filter()}</span>
                <input
                    type="search"
                    placeholder=said::filter_example()
                    on:input=move |event| filter.set(event_target_value(&event))
                />
            </label>
            <button
                class="key"
                aria-pressed=move || only_chosen.get().to_string()
                on:click=move |_| only_chosen.update(|only| *only = !*only)
            >
                {said::highlighted_only()}
            </button>
            <span class="count" role="status">{move || found.with(|rows| common::laps_count(rows.len()))}</span>
            <button class="key" on:click=csv>"CSV"</button>
        </div>
        <div class="laps-view" node_ref=view on:scroll=on_scroll tabindex="0" role="region" aria-label=said::laps_scrollable()>
            <table class="laps" aria-label=said::every_lap() aria-rowcount=move || (found.with(Vec::len) + 1).to_string()>
                <thead><tr>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gridcast_shared::mart::Driver;

    fn laps() -> (Race, Laps) {
        let driver = |code: &str, name: &str| Driver {
            code: code.into(),
            number: None,
            name: name.into(),
            team: None,
        };
        let race = Race {
            drivers: vec![driver("NOR", "Lando Norris"), driver("VER", "Max Verstappen")],
            ..Race::default()
        };
        let laps = Laps {
            driver: vec![0, 0, 1, 1],
            lap: vec![1, 2, 1, 2],
            time: vec![Some(90_000), None, Some(88_000), Some(95_000)],
            compound: vec![Some("I".into()), Some("I".into()), None, Some("H".into())],
            pit_in: vec![false, true, false, false],
            pit_out: vec![false; 4],
            deleted: vec![false, false, true, false],
            track_status: vec![Some("14".into()), None, Some("1".into()), Some("6".into())],
            ..Laps::default()
        };
        (race, laps)
    }

    fn check(order: Order, filter: &str, chosen: Option<&[String]>, expected: &[usize]) {
        let (race, laps) = laps();
        assert_eq!(rows(&race, &laps, order, filter, chosen), expected, "{filter:?} {order:?}");
    }

    #[test]
    fn sorted_with_the_unknown_last_either_way() {
        let by_time = |descending| Order { column: 3, descending };
        check(by_time(false), "", None, &[2, 0, 3, 1]);
        check(by_time(true), "", None, &[3, 0, 2, 1]);
        check(Order { column: 99, descending: false }, "", None, &[0, 1, 2, 3]);
    }

    #[test]
    fn every_word_must_match() {
        let order = Order { column: 0, descending: false };
        check(order, "nor", None, &[0, 1]);
        check(order, "2", None, &[1, 3]);
        check(order, "2 verst", None, &[3]);
        check(order, "pit", None, &[1]);
        check(order, "safety", None, &[0]);
        check(order, "deleted", None, &[2]);
        check(order, "h", None, &[3]);
        check(order, "i", None, &[0, 1]);
        check(order, "r", None, &[]);
        check(order, "ris", None, &[]);
        check(order, "xyz", None, &[]);
        check(order, "", Some(&["VER".to_owned()]), &[2, 3]);
    }

    #[test]
    fn short_columns_are_empty_cells() {
        let (race, laps) = laps();
        for column in &COLUMNS {
            for row in 0..6 {
                let _ = (column.cell)(&race, &laps, row);
                let _ = (column.key)(&laps, row);
            }
        }
    }
}
