//! The raw laps: sorted by any column, filtered by any word, and only those rows in the document that are seen.

use std::cmp::Ordering;
use std::sync::Arc;

use gridcast_core::charts::build::table::Table;
use gridcast_core::format::{self, enumerated, lap_time};
use gridcast_core::race_control;
use gridcast_core::units::Units;
use gridcast_shared::mart::{Laps, PeriodKind, Race, WeekendSession};
use gridcast_words::number::plain;
use gridcast_words::{common, race as said};
use leptos::ev;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::save;
use crate::viewer::Viewer;

/// Height of a row, CSS px; laps.css says the same.
const ROW: f64 = 28.0;

/// Rows above and below those that are seen.
const SPARE: usize = 8;

/// A column: its head, what it is, and how wide.
struct Column {
    head: fn() -> &'static str,
    title: fn() -> String,
    cell: fn(&Race, &Laps, usize) -> String,
    /// What it is sorted by; unknown last.
    key: fn(&Laps, usize) -> Option<f64>,
}

/// The column whose cells lead to the lap's beginning in the replay.
const LAP_COLUMN: usize = 1;

/// Where a lap of the race begins in its recording; the page there finds out which recording that is.
fn replay(race: &Race, laps: &Laps, row: usize) -> Option<String> {
    let (driver, lap) = (code(race, laps, row), laps.lap.get(row)?);
    let (season, round) = (race.season, race.round);
    let address = || format!("replay?season={season}&round={round}&lap={lap}&driver={driver}");
    (race.session == WeekendSession::Race).then(address)
}

fn number<T: Copy + Into<f64>>(column: &[Option<T>], row: usize) -> Option<f64> {
    column.get(row).copied().flatten().map(Into::into)
}

fn text<T: ToString>(column: &[Option<T>], row: usize) -> String {
    column.get(row).and_then(Option::as_ref).map(T::to_string).unwrap_or_default()
}

fn time(column: &[Option<u32>], row: usize) -> String {
    column.get(row).copied().flatten().map(lap_time).unwrap_or_default()
}

fn speed(column: &[Option<u16>], row: usize) -> String {
    number(column, row).map(format::speed).unwrap_or_default()
}

fn decimals(column: &[Option<u32>], row: usize) -> String {
    number(column, row).map(|ms| plain(ms / 1000.0, 3)).unwrap_or_default()
}

const COLUMNS: [Column; 16] = [
    Column {
        head: said::head_driver,
        title: || said::head_driver().to_owned(),
        cell: |race, laps, row| code(race, laps, row).to_owned(),
        key: |laps, row| laps.driver.get(row).copied().map(Into::into),
    },
    Column {
        head: said::column_lap,
        title: || said::column_lap().to_owned(),
        cell: |_, laps, row| laps.lap.get(row).map(u16::to_string).unwrap_or_default(),
        key: |laps, row| laps.lap.get(row).copied().map(Into::into),
    },
    Column {
        head: said::head_position,
        title: || said::title_position().to_owned(),
        cell: |_, laps, row| text(&laps.position, row),
        key: |laps, row| number(&laps.position, row),
    },
    Column {
        head: said::column_time,
        title: || said::title_time().to_owned(),
        cell: |_, laps, row| time(&laps.time, row),
        key: |laps, row| number(&laps.time, row),
    },
    Column {
        head: said::column_gap,
        title: || said::title_gap().to_owned(),
        cell: |_, laps, row| decimals(&laps.gap, row),
        key: |laps, row| number(&laps.gap, row),
    },
    Column {
        head: said::column_interval,
        title: || said::title_interval().to_owned(),
        cell: |_, laps, row| decimals(&laps.interval, row),
        key: |laps, row| number(&laps.interval, row),
    },
    Column {
        head: || "S1",
        title: || said::title_sector("1"),
        cell: |_, laps, row| decimals(&laps.sector1, row),
        key: |laps, row| number(&laps.sector1, row),
    },
    Column {
        head: || "S2",
        title: || said::title_sector("2"),
        cell: |_, laps, row| decimals(&laps.sector2, row),
        key: |laps, row| number(&laps.sector2, row),
    },
    Column {
        head: || "S3",
        title: || said::title_sector("3"),
        cell: |_, laps, row| decimals(&laps.sector3, row),
        key: |laps, row| number(&laps.sector3, row),
    },
    Column {
        head: said::column_tyre,
        title: || said::title_compound().to_owned(),
        cell: |_, laps, row| text(&laps.compound, row),
        key: |laps, row| laps.compound.get(row)?.as_deref()?.bytes().next().map(Into::into),
    },
    Column {
        head: said::column_age,
        title: || said::title_age().to_owned(),
        cell: |_, laps, row| text(&laps.tyre_life, row),
        key: |laps, row| number(&laps.tyre_life, row),
    },
    Column {
        head: said::column_stint,
        title: || said::column_stint().to_owned(),
        cell: |_, laps, row| laps.stint.get(row).map(u8::to_string).unwrap_or_default(),
        key: |laps, row| laps.stint.get(row).copied().map(Into::into),
    },
    Column {
        head: said::column_pit,
        title: || said::title_pit().to_owned(),
        cell: |_, laps, row| pit(laps, row).map_or("", PitVisit::words).to_owned(),
        key: |laps, row| pit(laps, row).map(|visit| f64::from(visit as u8)),
    },
    Column {
        head: said::column_status,
        title: || said::title_status().to_owned(),
        cell: |_, laps, row| status(laps, row),
        key: |laps, row| periods(laps, row).next().map(gravity),
    },
    Column {
        head: said::column_trap,
        title: || said::title_trap(Units::chosen().speed.sign()),
        cell: |_, laps, row| speed(&laps.speed_st, row),
        key: |laps, row| number(&laps.speed_st, row),
    },
    Column {
        head: said::column_line,
        title: || said::title_line(Units::chosen().speed.sign()),
        cell: |_, laps, row| speed(&laps.speed_fl, row),
        key: |laps, row| number(&laps.speed_fl, row),
    },
];

fn code<'a>(race: &'a Race, laps: &Laps, row: usize) -> &'a str {
    let driver = laps.driver.get(row).and_then(|&driver| race.drivers.get(usize::from(driver)));
    driver.map_or("?", |driver| &driver.code)
}

/// A visit to the pits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PitVisit {
    /// The lap ended there.
    In,
    /// It began there.
    Out,
    /// Both.
    InAndOut,
}

impl PitVisit {
    fn words(self) -> &'static str {
        match self {
            Self::In => said::pit_in(),
            Self::Out => said::pit_out(),
            Self::InAndOut => said::pit_in_out(),
        }
    }
}

fn pit(laps: &Laps, row: usize) -> Option<PitVisit> {
    let is = |column: &[bool]| column.get(row).copied().unwrap_or_default();
    match (is(&laps.pit_in), is(&laps.pit_out)) {
        (true, true) => Some(PitVisit::InAndOut),
        (true, false) => Some(PitVisit::In),
        (false, true) => Some(PitVisit::Out),
        (false, false) => None,
    }
}

/// What was not green in a lap, the gravest first.
fn periods(laps: &Laps, row: usize) -> impl Iterator<Item = PeriodKind> {
    let digits = laps.track_status.get(row).and_then(Option::as_deref).unwrap_or_default();
    let kinds = [
        ('5', PeriodKind::RedFlag),
        ('4', PeriodKind::SafetyCar),
        ('6', PeriodKind::VirtualSafetyCar),
        ('2', PeriodKind::Yellow),
    ];
    kinds.into_iter().filter(|(digit, _)| digits.contains(*digit)).map(|kind| kind.1)
}

/// The same in words.
fn status(laps: &Laps, row: usize) -> String {
    let word = |kind| match kind {
        PeriodKind::RedFlag => said::status_red(),
        PeriodKind::SafetyCar => said::status_safety_car(),
        PeriodKind::VirtualSafetyCar => said::status_virtual(),
        PeriodKind::Yellow => said::status_yellow(),
    };
    let deleted = laps.deleted.get(row).is_some_and(|&deleted| deleted).then(|| {
        let reason = laps.deleted_reason.get(row).and_then(Option::as_deref);
        let why = |of| common::with_detail(said::status_deleted(), &race_control::lower_case(of));
        reason.map_or_else(|| said::status_deleted().to_owned(), why)
    });
    let periods = periods(laps, row).map(|kind| word(kind).to_owned());
    enumerated(&deleted.into_iter().chain(periods).collect::<Vec<_>>())
}

/// How grave a lap's gravest period was, for the order of rows.
fn gravity(kind: PeriodKind) -> f64 {
    match kind {
        PeriodKind::Yellow => 1.0,
        PeriodKind::VirtualSafetyCar => 2.0,
        PeriodKind::SafetyCar => 3.0,
        PeriodKind::RedFlag => 4.0,
    }
}

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
                match replay(&race, &laps, row).filter(|_| i == LAP_COLUMN) {
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
