//! The driver panel: what the chosen car is doing now; without a choice the leader's.

use gridcast_core::format;
use gridcast_core::speed_trace::{TRACE, y_of};
use gridcast_core::units::Units;
use gridcast_viewer::erased::{flag, text};
use gridcast_words::fixed::fixed;
use gridcast_words::live;
use leptos::prelude::*;

use crate::shown::{DriverFacts, Shown};

/// The panel.
#[component]
pub fn DriverPanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let get = move |cell: fn(&DriverFacts) -> String| {
        shown.driver.with(|driver| driver.as_ref().map(cell).unwrap_or_default())
    };
    let is =
        move |what: fn(&DriverFacts) -> bool| shown.driver.with(|driver| driver.as_ref().is_some_and(what));
    let colour = move || {
        let car = shown.driver.with(|driver| driver.as_ref().map(|driver| driver.car.index()));
        car.and_then(|car| shown.colours.with(|colours| colours.get(car).cloned())).unwrap_or_default()
    };
    let speed = move || {
        let car = shown.driver.with(|driver| driver.as_ref().map(|driver| driver.car));
        let words = car.map(|car| shown.speed(car)).unwrap_or_default();
        if words.is_empty() { "\u{2013}".to_owned() } else { words }
    };
    let throttle = move || {
        let pct = shown.driver.with(|driver| driver.as_ref().map_or(0, |driver| driver.throttle_pct));
        format!("{pct}%")
    };
    view! {
        <section class="panel driver" aria-label=live::driver() class:empty=flag(move || shown.driver.with(Option::is_none))>
            <h2>
                <i style:background=text(colour)></i>
                <span>{text(move || get(|d| d.name.clone()))}</span>
                <small>{text(move || get(|d| d.number.clone()))}</small>
            </h2>
            <p class="figures">
                <b>{text(speed)}</b>
                <span>{Units::chosen().speed.sign()}</span>
                <b class="gear">{text(move || get(|d| d.gear.clone()))}</b>
                <span>{live::driver_gear()}</span>
            </p>
            <p class="pedals">
                <span>{live::driver_throttle()}</span>
                <i class="bar"><i style:width=text(throttle)></i></i>
                <span>{live::driver_brake()}</span>
                <i class="bar brake" class:on=flag(move || is(|d| d.brake))></i>
                <span class="drs" class:on=flag(move || is(|d| d.drs_open))>
                    {text(move || if is(|d| d.drs_open) { live::driver_drs_open() } else { live::driver_drs_shut() })}
                </span>
            </p>
            <svg class="trace" viewBox=format!("0 0 {} {}", fixed(TRACE.0 + 26.0, 0), fixed(TRACE.1, 0)) aria-hidden="true">
                {[100.0, 200.0, 300.0].map(|speed| view! {
                    <path class="grid" d=format!("M0 {}H{}", fixed(y_of(speed), 1), fixed(TRACE.0, 0))/>
                    <text x=fixed(TRACE.0 + 26.0, 0) y=fixed(y_of(speed) + 4.0, 1)>{format::speed(speed)}</text>
                }).collect_view()}
                <path class="line" d=text(move || shown.trace.get())/>
            </svg>
            <p class="caption">{live::driver_trace()}</p>
            <p class="rejoin-words">{text(move || shown.rejoin.with(|[_, cost]| cost.clone()))}</p>
        </section>
    }
}
