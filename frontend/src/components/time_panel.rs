//! A phone's fourth panel: the delay as one big figure with what sets it, and what concerns the device.

use gridcast_core::outlook::Sheet;
use gridcast_core::theme::Theme;
use gridcast_core::words::time as words;
use gridcast_viewer::erased::{Show, act, memo, text};
use gridcast_words::{common, live};
use leptos::prelude::*;

use crate::components::delay::DelayKeys;
use crate::components::time_bar::linked;
use crate::components::view::device_ticks;
use crate::shown::{Shown, Tab};
use crate::viewer::turn_theme;

/// The panel; in the document only while it is open.
#[component]
pub fn TimePanel() -> impl IntoView {
    let shown = expect_context::<Shown>();
    view! {
        <Show when=move || shown.tab.get() == Tab::Time><Opened/></Show>
    }
}

#[component]
fn Opened() -> impl IntoView {
    let shown = expect_context::<Shown>();
    let delay = Memo::new(move |_| shown.time.with(|time| time.delay));
    let is_recorded = Memo::new(move |_| shown.time.with(|time| time.is_recorded));
    let moment = move || shown.time.with(|time| time.words.clone());
    // A phone's bar has no room for them.
    let link = linked(memo(move || shown.time.with(|time| time.link.clone())), live::bar_link(), "");
    let charts = memo(move || shown.time.with(|time| time.charts.clone()));
    let charts = linked(charts, live::bar_charts(), live::bar_charts_tell());
    let theme = move || match shown.theme.get() {
        Theme::Dark => common::theme_light(),
        Theme::Light => common::theme_dark(),
    };
    view! {
        <section class="panel time-panel" aria-label=live::device()>
            <Show when=move || !is_recorded.get()>
                <div class="delay-panel">
                    <h2>{live::delay_tv()}</h2>
                    <p class="figure"><b>{text(move || words::delay(delay.get()))}</b></p>
                    <DelayKeys delay/>
                </div>
            </Show>
            <p class="moment">{text(moment)}</p>
            <div class="device-keys">
                <h2 class="label">{live::device()}</h2>
                <button class="key" on:click=act(move |_| shown.sheet.set(Some(Sheet::Driver)))>{live::details()}</button>
                <button class="key" on:click=act(move |_| shown.sheet.set(Some(Sheet::View)))>{live::sheet_view()}</button>
                <button class="key turns-theme" on:click=act(move |_| turn_theme(shown))>{text(theme)}</button>
                <a class="key" href="replay" rel="external">{live::recordings()}</a>
                {link}
                {charts}
                {device_ticks(shown)}
            </div>
        </section>
    }
}
