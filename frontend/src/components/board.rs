//! The leaderboard: a row a car, which slides to its new place when the order changes.

use std::sync::Arc;

use gridcast_core::board::{Closeness, End, LapMark, Out, Row};
use gridcast_core::format;
use gridcast_core::trend::{SPARK, Trend};
use gridcast_core::units::Units;
use gridcast_core::wishes::BoardView;
use gridcast_core::words::detail as words;
use gridcast_shared::few;
use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{Compound, MiniSector, MiniSectors};
use gridcast_viewer::erased::{Show, act, effect, flag, memo, part, text};
use gridcast_words::fixed::fixed;
use gridcast_words::live;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::{spawn_local, tick};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, KeyboardEvent};

use crate::components::signs::{LapSign, Tyre};
use crate::components::state::NoRaceState;
use crate::shown::{Shown, show, show_copy};

/// Rows of the skeleton.
const SKELETON_ROWS: usize = 20;

/// The leaderboard.
#[component]
pub fn BoardPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let order = order_of(&shown);
    let count = move || order.with(Vec::len).max(1);
    view! {
        <section class="panel board" id="board" tabindex="-1" style:--n=text(move || count().to_string())>
            <div role="table" aria-label=live::board()>
                <div role="row" class="row head">
                    <span role="columnheader" class="pos">{live::head_position()}</span>
                    <span role="columnheader" class="won"><span class="hidden">{live::head_won()}</span></span>
                    <span role="columnheader" class="who">{live::head_driver()}</span>
                    <span role="columnheader" class="interval">{live::head_interval()}</span>
                    <span role="columnheader" class="trend"><span class="long">{live::head_trend()}</span><span class="short">{live::head_trend_short()}</span></span>
                    <span role="columnheader" class="gap">{text(move || gap_head(&shown))}</span>
                    <span role="columnheader" class="last"><span class="long">{live::head_last()}</span><span class="short">{live::head_last_short()}</span></span>
                    <span role="columnheader" class="best">{live::head_best()}</span>
                    {(1..=3).map(|part| view! {
                        <span role="columnheader" class="part">{text(move || shown.heading.with(|h| format!("{}{part}", h.part_letter)))}</span>
                    }).collect_view()}
                    <span role="columnheader" class="sectors">{live::head_sectors()}</span>
                    <span role="columnheader" class="laps">{live::head_laps()}</span>
                    <span role="columnheader" class="speed">{Units::chosen().speed.sign()}</span>
                    <span role="columnheader" class="tyre-cell">{live::head_tyre()}</span>
                    <span role="columnheader" class="pits">{live::head_pits()}</span>
                </div>
                <Show when=move || shown.race.get() fallback=Skeleton>
                    <For each=move || order.get() key=|car| car.0 let:car>
                        <BoardRow car order/>
                    </For>
                </Show>
            </div>
            <OutRow/>
            <Show when=move || !shown.race.get()>
                <NoRaceState/>
            </Show>
        </section>
    }
}

/// Whom the gaps are to.
fn gap_head(shown: &Shown) -> String {
    shown.board.with(|board| board.gaps_to.map_or_else(|| live::head_gap().to_owned(), words::gaps_to))
}

/// The cars in race order, the favourites first where the viewer wants that. Who has the focus keeps it when their row
/// moves.
fn order_of(shown: &Shown) -> RwSignal<Vec<CarIndex>> {
    let shown = *shown;
    let order = RwSignal::new(Vec::new());
    effect(move || {
        let mut rows: Vec<_> =
            shown.board.with(|board| board.rows.iter().map(|row| (row.car, row.code)).collect());
        shown.wishes.with(|wishes| {
            if wishes.view == BoardView::Favourites {
                few::sort_by_key(&mut rows, |(_, code)| !wishes.favourites.contains(code));
            }
        });
        let now: Vec<CarIndex> = rows.into_iter().map(|(car, _)| car).collect();
        if order.with_untracked(|order| *order == now) {
            return;
        }
        let focused = focused_row();
        order.set(now);
        // A browser takes the focus from an element that is moved in the document.
        if let Some(row) = focused {
            spawn_local(async move {
                tick().await;
                let is_lost = document().active_element().is_none_or(|active| active.tag_name() == "BODY");
                if is_lost {
                    // Who has scrolled away from it stays there.
                    let options = FocusOptions::new();
                    options.set_prevent_scroll(true);
                    // A row that cannot be focused has left the board.
                    row.focus_with_options(&options).ok();
                }
            });
        }
    });
    order
}

/// The row of the board that has the focus.
fn focused_row() -> Option<HtmlElement> {
    let focused = document().active_element()?;
    let is_row = focused.matches("#board .row").unwrap_or_default();
    is_row.then(|| focused.dyn_into().ok()).flatten()
}

/// A row's cells, a signal each: a change wakes its own cell and no other. What changes a few times a lap is one, since
/// each type of signal is code of its own.
#[derive(Clone, Copy, Debug, Default)]
struct Cells {
    marks: RwSignal<Marks>,
    code: RwSignal<String>,
    name: RwSignal<String>,
    interval: RwSignal<String>,
    word: RwSignal<&'static str>,
    trend: RwSignal<Trend>,
    gap: RwSignal<String>,
    last: RwSignal<String>,
    best: RwSignal<String>,
    parts: [RwSignal<String>; 3],
    laps: RwSignal<String>,
    minis: [RwSignal<MiniSectors>; 3],
    sectors: [RwSignal<String>; 3],
    tyre_age: RwSignal<String>,
    stewards: RwSignal<[String; 2]>,
    change: RwSignal<[String; 2]>,
    rejoin: RwSignal<String>,
}

/// What of a row changes a few times a lap at most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Marks {
    position: u8,
    won: i8,
    battle: bool,
    closeness: Closeness,
    last: LapMark,
    last_deleted: bool,
    best: LapMark,
    sectors_current: u8,
    compound: Compound,
    pit_stops: u8,
    end: End,
}

impl Cells {
    fn take(&self, row: &Row) {
        if self.code.with_untracked(|code| code != row.code.as_str()) {
            self.code.set(row.code.to_string());
        }
        show_copy(self.name, &row.name);
        let marks = Marks {
            position: row.position,
            won: row.won,
            battle: row.battle,
            closeness: row.closeness,
            last: row.last_mark,
            last_deleted: row.last_deleted,
            best: row.best_mark,
            sectors_current: row.sectors_current,
            compound: row.compound,
            pit_stops: row.pit_stops,
            end: row.end,
        };
        show(self.marks, marks);
        show_copy(self.interval, &row.interval);
        show(self.word, row.word);
        show_copy(self.trend, &row.trend);
        show_copy(self.gap, &row.gap);
        show_copy(self.last, &row.last);
        show_copy(self.best, &row.best);
        for (cell, part) in self.parts.iter().zip(&row.parts) {
            show_copy(*cell, part);
        }
        show_copy(self.laps, &row.laps);
        for (cell, minis) in self.minis.iter().zip(row.minis) {
            show(*cell, minis);
        }
        for (cell, sector) in self.sectors.iter().zip(&row.sectors) {
            show_copy(*cell, sector);
        }
        show_copy(self.tyre_age, &row.tyre_age);
        show_copy(self.stewards, &row.stewards);
        show_copy(self.change, &row.change);
        show_copy(self.rejoin, &row.rejoin);
    }
}

/// A car's row.
#[component]
fn BoardRow(
    /// Which car.
    car: CarIndex,
    /// The cars in race order.
    order: RwSignal<Vec<CarIndex>>,
) -> impl IntoView {
    let shown = expect_context::<Shown>();
    let cells = Cells::default();
    effect(move || {
        // A car that has left the board keeps its last row until it is taken away.
        let half = shown.halves[car.index() % 2];
        half.with(|board| board.row(car).into_iter().for_each(|row| cells.take(row)));
    });
    let cut = memo(move || shown.board.with(|board| board.cut == Some(car)));
    let chosen = memo(move || shown.chosen.get() == Some(car));
    let place = NodeRef::<Div>::new();
    effect(move || {
        // Whoever steps through the rows by keys takes the focus along.
        if chosen.get()
            && focused_row().is_some()
            && let Some(place) = place.get_untracked()
        {
            // A row that cannot be focused is gone in a moment.
            place.focus().ok();
        }
    });
    let moved = slide(car, order);
    let colour = move || shown.colours.with(|colours| colours.get(car.index()).cloned()).unwrap_or_default();
    let first = memo(move || order.with(|order| order.first() == Some(&car)));
    let reached = move || {
        if chosen.get() || (first.get() && shown.chosen.get().is_none()) { "0" } else { "-1" }
    };
    let choose = move || shown.chosen.set(if chosen.get_untracked() { None } else { Some(car) });
    let marks = cells.marks;
    let is = move |what: fn(&Marks) -> bool| flag(move || marks.with(what));
    let position = move || match marks.get().position {
        0 => String::new(),
        position => position.to_string(),
    };
    let interval = move || match cells.word.get() {
        "" => cells.interval.get(),
        word => word.to_owned(),
    };
    // Where there is no column of gaps to say so.
    let leads = move || marks.get().position == 1 && cells.word.get().is_empty();
    view! {
        <div
            node_ref=place
            role="row"
            class="row"
            class:chosen=chosen
            class:gains=flag(move || 0 < moved.get())
            class:loses=flag(move || moved.get() < 0)
            class:battle=is(|marks| marks.battle)
            class:cut=cut
            class:rejoin=flag(move || cells.rejoin.with(|mark| !mark.is_empty()))
            class:knocked-out=is(|marks| marks.end == End::KnockedOut)
            class:pitting=flag(move || !cells.word.get().is_empty())
            style:--by=text(move || moved.get().to_string())
            tabindex=text(reached)
            aria-current=move || chosen.get().then_some("true")
            on:click=act(move |_| choose())
            on:keydown=act(move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    choose();
                }
            })
            on:animationend=act(move |_| moved.set(0))
        >
            <span role="cell" class="pos">{text(position)}</span>
            <span role="cell" class="won">{part(move || won(marks.get().won))}</span>
            <span role="rowheader" class="who" title=cells.name>
                <i style:background=text(colour)></i>
                <b>{cells.code}</b>
                <Show when=move || marks.get().end == End::Finished>
                    <span class="flagsign hatch finish" role="img" aria-label=live::row_finished()></span>
                </Show>
                <Show when=move || cut.get()>
                    <span class="cut-off">{live::row_cut_off()}</span>
                </Show>
                {chip(cells.change)}
                {chip(cells.stewards)}
                <Show when=move || cells.rejoin.with(|mark| !mark.is_empty())>
                    <span class="rejoin-mark">
                        <span class="hidden">{live::ghost_mark_is()}" "</span>
                        {text(move || cells.rejoin.get())}
                    </span>
                </Show>
            </span>
            <span
                role="cell"
                class="interval"
                class:close=is(|marks| marks.closeness == Closeness::Close)
                class:fight=is(|marks| marks.closeness == Closeness::Battle)
            >
                {text(interval)}
                <Show when=leads>
                    <span class="short leader">{live::row_leader()}</span>
                </Show>
            </span>
            <span role="cell" class="trend"><TrendCell trend=cells.trend/></span>
            <span role="cell" class="gap">{cells.gap}</span>
            <span
                role="cell"
                class="last"
                class:own=is(|marks| marks.last == LapMark::Own)
                class:all=is(|marks| marks.last == LapMark::BestOfAll)
                class:deleted=is(|marks| marks.last_deleted)
            >
                {part(move || view! { <LapSign mark=marks.get().last/> })}
                <Show when=move || marks.get().last_deleted>
                    <small>{live::row_deleted()}</small>
                </Show>
                <span>{cells.last}</span>
            </span>
            <span
                role="cell"
                class="best"
                class:all=is(|marks| marks.best == LapMark::BestOfAll)
                class:same=is(|marks| marks.last != LapMark::None)
            >
                {cells.best}
            </span>
            {cells.parts.map(|part| view! { <span role="cell" class="part">{part}</span> }).collect_view()}
            <span role="cell" class="sectors">
                {[0, 1, 2].map(|i| view! {
                    <span class:current=flag(move || i < usize::from(marks.get().sectors_current))>
                        <Minis minis=cells.minis[i]/>
                        {cells.sectors[i]}
                    </span>
                }).collect_view()}
            </span>
            <span role="cell" class="laps">{cells.laps}</span>
            <span role="cell" class="speed">{text(move || shown.speed(car))}</span>
            <span role="cell" class="tyre-cell">
                {part(move || view! { <Tyre compound=marks.get().compound/> })}
                <span>{cells.tyre_age}</span>
            </span>
            <span role="cell" class="pits">{text(move || marks.get().pit_stops.to_string())}</span>
        </div>
    }
}

/// The mini-sectors of a sector: the higher a bar, the better it was driven.
#[component]
fn Minis(
    /// Their states.
    minis: RwSignal<MiniSectors>,
) -> impl IntoView {
    let class = |mini: &MiniSector| match mini {
        MiniSector::Ahead => "",
        MiniSector::Driven => "driven",
        MiniSector::Own => "own",
        MiniSector::BestOfAll => "all",
        MiniSector::Pit => "pit",
    };
    part(move || {
        minis.with(|minis| {
            let states = minis.states();
            (!states.is_empty()).then(|| {
                view! {
                    <span class="minis" aria-hidden="true">
                        {states.iter().map(|mini| view! { <i class=class(mini)></i> }).collect_view()}
                    </span>
                }
            })
        })
    })
}

/// How many rows the row has just come from below (positive: it gained), for the slide to its new place.
fn slide(car: CarIndex, order: RwSignal<Vec<CarIndex>>) -> RwSignal<i32> {
    let moved = RwSignal::new(0);
    let place = memo(move || order.with(|order| order.iter().position(|&other| other == car)));
    let mut last = None;
    effect(move || {
        let now: Option<usize> = place.get();
        if let Some((last, now)) = last.zip(now)
            && last != now
        {
            moved.set(last as i32 - now as i32);
        }
        last = now;
    });
    moved
}

/// A mark at the code: as short as it fits, and whole; none while there is nothing.
fn chip(words: RwSignal<[String; 2]>) -> impl IntoView {
    part(move || {
        let [short, whole] = words.get();
        (!short.is_empty()).then(|| {
            view! { <span class="steward" role="img" title=whole.clone() aria-label=whole>{short}</span> }
        })
    })
}

/// Places won (negative: lost) since the grid.
fn won(won: i8) -> impl IntoView {
    let (path, name) =
        if 0 < won { ("M4 1.5L7.5 7.5H.5Z", live::row_won()) } else { ("M4 7L7.5 1H.5Z", live::row_lost()) };
    (won != 0).then(|| {
        view! {
            <svg viewBox="0 0 8 9" role="img" aria-label=name><path d=path/></svg>
            {won.unsigned_abs()}
        }
    })
}

/// The small line and the rate.
#[component]
fn TrendCell(
    /// How the interval develops.
    trend: RwSignal<Trend>,
) -> impl IntoView {
    let closing = move || trend.with(|trend| trend.rate_s.is_some_and(|rate| rate < -0.05));
    view! {
        <svg class="spark" class:closing=flag(closing) viewBox=format!("0 0 {} {}", fixed(SPARK.0, 0), fixed(SPARK.1, 0)) aria-hidden="true">
            <path d=text(move || trend.with(|trend| trend.path.clone()))/>
            {part(move || trend.with(|trend| (!trend.path.is_empty()).then(|| view! {
                <circle cx=fixed(trend.end[0], 1) cy=fixed(trend.end[1], 1) r="2"/>
            })))}
        </svg>
        <span class:closing=flag(closing)>{text(move || trend.with(|trend| trend.rate_s.map(format::rate).unwrap_or_default()))}</span>
    }
}

/// Everybody who is out, in one row at the foot.
#[component]
fn OutRow() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let out: Memo<Vec<Out>> = memo(move || shown.board.with(|board| board.out.clone()));
    let colour = move |car: CarIndex| {
        shown.colours.with(|colours: &Arc<Vec<String>>| colours.get(car.index()).cloned()).unwrap_or_default()
    };
    view! {
        <div class="out" class:empty=flag(move || out.with(Vec::is_empty))>
            <span class="label" id="out-label">{live::head_out()}</span>
            <ul aria-labelledby="out-label">
                <For each=move || out.get() key=|out| (out.car.0, out.words.clone()) let:out>
                    <li>
                        <i style:background=text(move || colour(out.car))></i>
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
