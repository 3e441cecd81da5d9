//! The foot of the page in which time is turned: stand and go on, steps, the bar, the rate, the delay, back to live.

use gridcast_core::clock::{Hand, PlayRate};
use gridcast_core::words::time as words;
use gridcast_viewer::erased::{Show, act, effect, flag, memo, part, text};
use gridcast_words::fixed::fixed;
use gridcast_words::live;
use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use crate::components::delay::DelayKey;
use crate::page::PageHandle;
use crate::paint::Painter;
use crate::shown::Shown;
use crate::time_input::{Step, step};
use crate::time_view::{MARGIN_PX, Tip};

/// The bar and its keys.
#[component]
pub fn TimeBarPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let hand = memo(move || shown.time.with(|time| time.hand));
    let is_recorded = memo(move || shown.time.with(|time| time.is_recorded));
    let link = memo(move || shown.time.with(|time| time.link.clone()));
    let charts = memo(move || shown.time.with(|time| time.charts.clone()));
    // In an embed the bar is shown only where time is not simply the newest.
    let is_turned = move || is_recorded.get() || hand.get() != Hand::Follow;
    let is_paused = move || hand.get() == Hand::Paused;
    let toggled = move || if is_paused() { live::bar_play() } else { live::bar_pause() };
    view! {
        <section class="time" aria-label=live::bar_time() class:unknown=flag(move || shown.time.with(|time| !time.is_known)) class:turned=flag(is_turned)>
            <button class="sign-key" aria-label=text(toggled) title=text(toggled) on:click=act(move |_| step(page, Step::Toggle))>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path class="full" d=text(move || if is_paused() { "M4 2L14 8L4 14Z" } else { "M4 2H6.5V14H4ZM9.500 2H12V14H9.500Z" })/>
                </svg>
            </button>
            <StepKey label=live::bar_lap_back() path="M12 3L6 8L12 13M4 3V13" to=Step::Lap { forward: false }/>
            <StepKey label=live::bar_lap_on() path="M4 3L10 8L4 13M12 3V13" to=Step::Lap { forward: true }/>
            <StepKey label=live::bar_event_back() path="M10 3L5 8L10 13" to=Step::Event { forward: false }/>
            <StepKey label=live::bar_event_on() path="M6 3L11 8L6 13" to=Step::Event { forward: true }/>
            <Slider/>
            <RateKey/>
            <a class="sign-key" href="replay" rel="external" aria-label=live::recordings() title=live::recordings()>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.500H14M2 8H8M2 12.500H8M10.500 7.500L14.500 10L10.500 12.500Z"/></svg>
            </a>
            <Show when=move || link.with(|link| !link.is_empty())>
                <a class="sign-key" href=link rel="external" aria-label=live::bar_link() title=live::bar_link()>
                    <svg viewBox="0 0 16 16" aria-hidden="true">
                        <path d="M7 9A3 3 0 0 0 11 9L13.500 6.500A2.800 2.800 0 0 0 9.500 2.500L8.500 3.500M9 7A3 3 0 0 0 5 7L2.500 9.500A2.800 2.800 0 0 0 6.500 13.500L7.500 12.500"/>
                    </svg>
                </a>
            </Show>
            {linked(charts, live::bar_charts(), live::bar_charts_tell())}
            <Show when=move || !is_recorded.get()>
                <DelayKey/>
                <button
                    class="key live"
                    title=live::bar_live_key()
                    aria-pressed=text(move || if hand.get() == Hand::Follow { "true" } else { "false" })
                    on:click=act(move |_| step(page, Step::Live))
                >
                    {live::bar_live()}
                </button>
            </Show>
        </section>
    }
}

/// A link to an address that changes; none while that is empty.
pub(super) fn linked(address: Memo<String>, words: &'static str, told: &'static str) -> impl IntoView {
    part(move || {
        Some(address.get()).filter(|address| !address.is_empty()).map(|address| {
            view! { <a class="key" href=address rel="external" title=told>{words}</a> }
        })
    })
}

#[component]
fn StepKey(
    /// What it does, with its key.
    label: &'static str,
    /// Its sign.
    path: &'static str,
    /// The step.
    to: Step,
) -> impl IntoView {
    let page = expect_context::<PageHandle>();
    view! {
        <button
            class="sign-key step"
            class:lap-step=matches!(to, Step::Lap { .. })
            aria-label=label
            title=label
            on:click=act(move |_| step(page, to))
        >
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d=path/></svg>
        </button>
    }
}

/// How fast it plays.
#[component]
fn RateKey() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let rate = memo(move || shown.time.with(|time| time.rate));
    let chosen = move |event| {
        let value = event_target_value(&event);
        if let Some(rate) = PlayRate::ALL.into_iter().find(|rate| words::rate(*rate) == value) {
            step(page, Step::Rate(rate));
        }
    };
    view! {
        <select class="key rate" aria-label=live::bar_rate() title=live::bar_rate_keys() on:change=act(chosen)
            prop:value=text(move || words::rate(rate.get()))
        >
            {PlayRate::ALL.map(|rate| view! { <option>{words::rate(rate)}</option> }).collect_view()}
        </select>
    }
}

/// The bar: a slider over a painted canvas.
#[component]
fn Slider() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let page = expect_context::<PageHandle>();
    let canvas = NodeRef::<Canvas>::new();
    let slider = NodeRef::<Div>::new();
    // The tip over the bar: where, and what.
    let tip = RwSignal::new(None::<(f64, Tip)>);
    let held = RwSignal::new(false);
    effect(move || {
        if let Some(canvas) = canvas.get().and_then(Painter::new) {
            page.update_value(|page| page.time.set_canvas(canvas));
        }
    });
    let share = move |event: &PointerEvent| {
        let width = slider.get_untracked().map_or(1.0, |slider| f64::from(slider.client_width()));
        let left = slider.get_untracked().map_or(0.0, |slider| slider.get_bounding_client_rect().left());
        let at = f64::from(event.client_x()) - left - MARGIN_PX;
        (at / (width - 2.0 * MARGIN_PX).max(1.0)).clamp(0.0, 1.0)
    };
    let tell = move |event: &PointerEvent| {
        let share = share(event);
        tip.set(Some((share, page.with_value(|page| page.time.tip(&page.live, share)))));
    };
    let seek = move |event: &PointerEvent| {
        let at_ms = page.with_value(|page| page.time.moment_at(share(event)));
        step(page, Step::To(at_ms));
    };
    let down = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        if let Some(slider) = slider.get_untracked() {
            // A pointer that is already gone cannot be captured, and need not be.
            slider.set_pointer_capture(event.pointer_id()).ok();
        }
        held.set(true);
        tell(&event);
        if event.pointer_type() == "mouse" {
            seek(&event);
        }
    };
    let moved = move |event: PointerEvent| {
        tell(&event);
        if held.get_untracked() && event.pointer_type() == "mouse" {
            seek(&event);
        }
    };
    // A finger previews while it is down, and goes there when it is lifted.
    let up = move |event: PointerEvent| {
        if held.get_untracked() {
            held.set(false);
            if event.pointer_type() != "mouse" && event.type_() == "pointerup" {
                seek(&event);
            }
        }
        if event.pointer_type() != "mouse" {
            tip.set(None);
        }
    };
    let key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "Home" => Step::Start,
            "End" => Step::Live,
            "PageUp" | "ArrowUp" => Step::Lap { forward: true },
            "PageDown" | "ArrowDown" => Step::Lap { forward: false },
            _ => return,
        };
        step(page, to);
        event.prevent_default();
    };
    view! {
        <div
            class="slider"
            node_ref=slider
            tabindex="0"
            role="slider"
            aria-label=live::bar_moment()
            aria-valuemin="0"
            aria-valuemax="1000"
            aria-valuenow=text(move || shown.time.with(|time| time.share.to_string()))
            aria-valuetext=text(move || shown.time.with(|time| time.spoken.clone()))
            title=""
            on:pointerdown=act(down)
            on:pointermove=act(moved)
            on:pointerup=act(up)
            on:pointercancel=act(up)
            on:pointerleave=act(move |_| tip.set(None))
            on:keydown=act(key)
        >
            <canvas node_ref=canvas aria-hidden="true"></canvas>
            {part(move || tip.get().map(|(share, tip)| view! {
                <div
                    class="tip"
                    aria-hidden="true"
                    style:left=format!("{}%", fixed(share * 100.0, 2))
                    style:transform=format!("translateX(-{}%)", fixed(share * 100.0, 2))
                >
                    <b>{tip.moment}</b>
                    <span>{tip.order}</span>
                    <span class="flagged">{tip.flag}</span>
                </div>
            }))}
        </div>
    }
}
