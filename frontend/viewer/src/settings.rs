//! The key that opens the settings: a list of the browser's own for the language and for each unit.

use crate::erased::{act, effect, flag, part, text};
use gridcast_core::units::{Clock, Speed, Temperature, Units};
use gridcast_words::common;
use gridcast_words::language::Language;
use gridcast_words::spoken;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};

use crate::speech::Speech;

/// The key and its sheet.
#[component]
pub fn Settings() -> impl IntoView {
    let speech = expect_context::<Speech>();
    let root = NodeRef::<html::Div>::new();
    let open = speech.open;
    // Choosing builds the page again; the keyboard goes on where it was.
    effect(move || {
        if root.get().is_some()
            && let Some(id) = speech.focus.try_update_value(Option::take).flatten()
        {
            focus(id);
        }
    });
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let is_within = |to: &Node| root.get_untracked().is_some_and(|root| root.contains(Some(to)));
        if to.is_some_and(|to| !is_within(&to)) {
            open.set(false);
        }
    };
    let pressed = window_event_listener(leptos::ev::pointerdown, move |event| {
        let at = event.target().and_then(|at| at.dyn_into::<Node>().ok());
        let is_within = root.get_untracked().is_some_and(|root| root.contains(at.as_ref()));
        if open.get_untracked() && !is_within {
            open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    let key = move |event: KeyboardEvent| {
        // Open, it is what Escape shuts; all other keys are the page's, which leaves lists their own.
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            focus("settings-key");
        }
    };
    view! {
        <div class="settings" node_ref=root on:focusout=act(left) on:keydown=act(key)>
            <button
                id="settings-key"
                class="sign-key"
                aria-label=common::settings()
                title=common::settings()
                aria-expanded=text(move || open.get().to_string())
                aria-controls="settings"
                on:click=act(move |_| open.update(|open| *open = !*open))
            >
                <svg viewBox="0 0 16 16" aria-hidden="true">
                    <path d="M1 4.500H9M13 4.500H15M1 11.500H3M7 11.500H15"/>
                    <circle cx="11" cy="4.500" r="2"/>
                    <circle cx="5" cy="11.500" r="2"/>
                </svg>
            </button>
            <div id="settings" class="settings-sheet" role="group" aria-label=common::settings() hidden=flag(move || !open.get())>
                {part(move || open.get().then(|| lists(speech)))}
            </div>
        </div>
    }
}

fn lists(speech: Speech) -> impl IntoView {
    let units = Units::chosen();
    let languages = Language::ALL.map(|language| (language, language.own_name()));
    let speeds = Speed::ALL.map(|speed| (Units { speed, ..units }, speed.sign()));
    let clocks = Clock::ALL.map(|clock| {
        let name = match clock {
            Clock::Of24 => common::clock_of_24(),
            Clock::Of12 => common::clock_of_12(),
        };
        (Units { clock, ..units }, name)
    });
    let temperatures =
        Temperature::ALL.map(|temperature| (Units { temperature, ..units }, temperature.sign()));
    let choose_language = move |language| speech.choose_language(language);
    let choose_units = move |units| speech.choose_units(units);
    view! {
        {list(speech, "setting-language", common::setting_language(), languages, spoken::language(), choose_language)}
        {part(move || speech.failed.get().then(|| view! { <p role="status">{common::language_failed()}</p> }))}
        {list(speech, "setting-speed", common::setting_speed(), speeds, units, choose_units)}
        {list(speech, "setting-clock", common::setting_clock(), clocks, units, choose_units)}
        {list(speech, "setting-temperature", common::setting_temperature(), temperatures, units, choose_units)}
    }
}

/// A list with its name; `choose` hears which of the choices is taken.
fn list<T: Copy + PartialEq + 'static, const N: usize>(
    speech: Speech,
    id: &'static str,
    name: &'static str,
    choices: [(T, &'static str); N],
    now: T,
    choose: impl Fn(T) + 'static,
) -> AnyView {
    let names = choices.iter().map(|(value, name)| (*name, *value == now)).collect();
    let changed = move |at: usize| {
        if let Some((value, _)) = choices.get(at) {
            speech.focus.set_value(Some(id));
            choose(*value);
        }
    };
    named_list(id, name, names, Box::new(changed))
}

/// The same of names alone, each with whether it is the one chosen: compiled once.
fn named_list(
    id: &'static str,
    name: &'static str,
    names: Vec<(&'static str, bool)>,
    changed: Box<dyn Fn(usize)>,
) -> AnyView {
    let changed = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            changed(at);
        }
    };
    let options = names.into_iter().enumerate().map(|(at, (name, chosen))| {
        view! { <option value=at.to_string() selected=chosen>{name}</option> }
    });
    view! {
        <label for=id>{name}</label>
        <select id=id on:change=act(changed)>{options.collect_view()}</select>
    }
    .into_any()
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // What cannot have the focus is gone by now.
        element.focus().ok();
    }
}
