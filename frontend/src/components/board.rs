//! The leaderboard: a row a car, which slides to its new place when the order changes.

use std::sync::Arc;

use gridcast_core::board::{Closeness, LapMark, Out, Row};
use gridcast_core::format;
use gridcast_core::trend::SPARK;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::Compound;
use leptos::prelude::*;

use crate::components::signs::{LapSign, Tyre};
use crate::shown::Shown;

/// Rows of the skeleton.
const SKELETON_ROWS: usize = 20;

/// The leaderboard.
#[component]
pub fn BoardPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let order = Memo::new(move |_| {
        shown.board.with(|board| board.rows.iter().map(|row| row.car).collect::<Vec<_>>())
    });
    let count = move || order.with(Vec::len).max(1);
    view! {
        <section class="panel board" id="board" tabindex="-1" style:--n=move || count().to_string()>
            <div role="table" aria-label="Leaderboard">
                <div role="row" class="row head">
                    <span role="columnheader" class="pos">"Pos"</span>
                    <span role="columnheader" class="won"><span class="hidden">"Places won"</span></span>
                    <span role="columnheader" class="who">"Driver"</span>
                    <span role="columnheader" class="interval">"Interval"</span>
                    <span role="columnheader" class="trend"><span class="long">"Trend, s a lap"</span><span class="short">"Trend"</span></span>
                    <span role="columnheader" class="gap">"Gap"</span>
                    <span role="columnheader" class="last"><span class="long">"Last lap"</span><span class="short">"Last"</span></span>
                    <span role="columnheader" class="best">"Best"</span>
                    <span role="columnheader" class="sectors">"Sectors"</span>
                    <span role="columnheader" class="speed">"km/h"</span>
                    <span role="columnheader" class="tyre-cell">"Tyre"</span>
                    <span role="columnheader" class="pits">"Pit"</span>
                </div>
                <Show when=move || shown.race.get() fallback=Skeleton>
                    <For each=move || order.get() key=|car| car.0 let:car>
                        <BoardRow car order/>
                    </For>
                </Show>
            </div>
            <OutRow/>
        </section>
    }
}

/// A car's row.
#[component]
fn BoardRow(
    /// Which car.
    car: CarIndex,
    /// The cars in race order.
    order: Memo<Vec<CarIndex>>,
) -> impl IntoView {
    let shown = expect_context::<Shown>();
    let row = Memo::new(move |last: Option<&Option<Row>>| {
        // A car that has left the board keeps its last row until it is taken away.
        shown.board.with(|board| board.row(car).cloned()).or_else(|| last.cloned().flatten())
    });
    let get = move |cell: fn(&Row) -> String| row.with(|row| row.as_ref().map(cell).unwrap_or_default());
    let is = move |what: fn(&Row) -> bool| row.with(|row| row.as_ref().is_some_and(what));
    let chosen = Memo::new(move |_| shown.chosen.get() == Some(car));
    let compound =
        Memo::new(move |_| row.with(|row| row.as_ref().map_or(Compound::Unknown, |row| row.compound)));
    let mark = Memo::new(move |_| row.with(|row| row.as_ref().map_or(LapMark::None, |row| row.last_mark)));
    let moved = slide(car, order);
    let colour = move || shown.colours.with(|colours| colours.get(car.index()).cloned()).unwrap_or_default();
    let reached = move || {
        let first = order.with(|order| order.first() == Some(&car));
        if chosen.get() || (first && shown.chosen.get().is_none()) { "0" } else { "-1" }
    };
    let choose = move || shown.chosen.set(if chosen.get_untracked() { None } else { Some(car) });
    view! {
        <div
            role="row"
            class="row"
            class:chosen=chosen
            class:gains=move || 0 < moved.get()
            class:loses=move || moved.get() < 0
            class:battle=move || is(|row| row.battle)
            class:pitting=move || is(|row| !row.word.is_empty())
            style:--by=move || moved.get().to_string()
            tabindex=reached
            aria-current=move || chosen.get().then_some("true")
            on:click=move |_| choose()
            on:keydown=move |event| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    choose();
                }
            }
            on:animationend=move |_| moved.set(0)
        >
            <span role="cell" class="pos">{move || get(|row| if row.position == 0 { String::new() } else { row.position.to_string() })}</span>
            <span role="cell" class="won"><Won row/></span>
            <span role="rowheader" class="who" title=move || get(|row| row.name.clone())>
                <i style:background=colour></i>
                <b>{move || get(|row| row.code.to_string())}</b>
                <Show when=move || is(|row| row.finished)>
                    <span class="flagsign hatch finish" role="img" aria-label="finished"></span>
                </Show>
            </span>
            <span role="cell" class="interval" class:close=move || is(|row| row.closeness == Closeness::Close) class:fight=move || is(|row| row.closeness == Closeness::Battle)>
                {move || get(|row| if row.word.is_empty() { row.interval.clone() } else { row.word.to_owned() })}
            </span>
            <span role="cell" class="trend"><TrendCell row/></span>
            <span role="cell" class="gap">{move || get(|row| row.gap.clone())}</span>
            <span role="cell" class="last" class:own=move || mark.get() == LapMark::Own class:all=move || mark.get() == LapMark::BestOfAll>
                {move || view! { <LapSign mark=mark.get()/> }}
                {move || get(|row| row.last.clone())}
            </span>
            <span role="cell" class="best" class:all=move || is(|row| row.best_mark == LapMark::BestOfAll) class:same=move || is(|row| row.last_mark != LapMark::None)>
                {move || get(|row| row.best.clone())}
            </span>
            <span role="cell" class="sectors">
                {[0, 1, 2].map(|i| view! {
                    <span class:current=move || row.with(|row| row.as_ref().is_some_and(|row| i < usize::from(row.sectors_current)))>
                        {move || row.with(|row| row.as_ref().map(|row| row.sectors[i].clone()))}
                    </span>
                }).collect_view()}
            </span>
            <span role="cell" class="speed">{move || get(|row| row.speed.clone())}</span>
            <span role="cell" class="tyre-cell">
                {move || view! { <Tyre compound=compound.get()/> }}
                <span>{move || get(|row| row.tyre_age.clone())}</span>
            </span>
            <span role="cell" class="pits">{move || get(|row| row.pit_stops.to_string())}</span>
        </div>
    }
}

/// How many rows the row has just come from below (positive: it gained), for the slide to its new place.
fn slide(car: CarIndex, order: Memo<Vec<CarIndex>>) -> RwSignal<i32> {
    let moved = RwSignal::new(0);
    let place = Memo::new(move |_| order.with(|order| order.iter().position(|&other| other == car)));
    Effect::new(move |last: Option<Option<usize>>| {
        let now = place.get();
        if let Some((last, now)) = last.flatten().zip(now)
            && last != now
        {
            moved.set(last as i32 - now as i32);
        }
        now
    });
    moved
}

/// Places won or lost since the grid.
#[component]
fn Won(
    /// The row.
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let won = Memo::new(move |_| row.with(|row| row.as_ref().map_or(0, |row| row.won)));
    move || {
        let won = won.get();
        let (path, name) = if 0 < won { ("M4 1.5L7.5 7.5H.5Z", "up ") } else { ("M4 7L7.5 1H.5Z", "down ") };
        (won != 0).then(|| {
            view! {
                <svg viewBox="0 0 8 9" role="img" aria-label=name><path d=path/></svg>
                {won.unsigned_abs()}
            }
        })
    }
}

/// The small line and the rate.
#[component]
fn TrendCell(
    /// The row.
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let trend =
        Memo::new(move |_| row.with(|row| row.as_ref().map(|row| row.trend.clone()).unwrap_or_default()));
    let closing = move || trend.with(|trend| trend.rate_s.is_some_and(|rate| rate < -0.05));
    view! {
        <svg class="spark" class:closing=closing viewBox=format!("0 0 {} {}", SPARK.0, SPARK.1) aria-hidden="true">
            <path d=move || trend.with(|trend| trend.path.clone())/>
            {move || trend.with(|trend| (!trend.path.is_empty()).then(|| view! {
                <circle cx=format!("{:.1}", trend.end[0]) cy=format!("{:.1}", trend.end[1]) r="2"/>
            }))}
        </svg>
        <span class:closing=closing>{move || trend.with(|trend| trend.rate_s.map(format::rate).unwrap_or_default())}</span>
    }
}

/// Everybody who is out, in one row at the foot.
#[component]
fn OutRow() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let out: Memo<Vec<Out>> = Memo::new(move |_| shown.board.with(|board| board.out.clone()));
    let colour = move |car: CarIndex| {
        shown.colours.with(|colours: &Arc<Vec<String>>| colours.get(car.index()).cloned()).unwrap_or_default()
    };
    view! {
        <div class="out" class:empty=move || out.with(Vec::is_empty)>
            <span class="label" id="out-label">"Out"</span>
            <ul aria-labelledby="out-label">
                <For each=move || out.get() key=|out| (out.car.0, out.words.clone()) let:out>
                    <li>
                        <i style:background=move || colour(out.car)></i>
                        <b>{out.code.to_string()}</b>
                        " "
                        <span>{out.words.clone()}</span>
                    </li>
                </For>
            </ul>
        </div>
    }
}

/// The still shape of the rows to come.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..SKELETON_ROWS).map(|_| view! {
                <div class="row"><i></i><i></i><i></i><i></i><i></i></div>
            }).collect_view()}
        </div>
    }
}
