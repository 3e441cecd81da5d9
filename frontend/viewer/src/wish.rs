//! The viewer's language and units as the address, the device's store and the browser tell them, in that order.

use gridcast_core::units::Units;
use gridcast_shared::address::{Address, LANGUAGE, Query, UNITS, joined};
use gridcast_words::language::Language;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::outside;

/// Where the choices are kept.
const LANGUAGE_KEY: &str = "gridcast-language";
const UNITS_KEY: &str = "gridcast-units";

/// The language that is wanted.
pub fn language() -> Language {
    let told = Query::new(&outside::query())
        .language()
        .or_else(|| kept(LANGUAGE_KEY))
        .and_then(|tag| Language::of_tag(&tag));
    told.unwrap_or_else(|| {
        let tags: Vec<String> =
            window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        Language::first_of(tags.iter().map(String::as_str))
    })
}

/// The units that are wanted.
pub fn units() -> Units {
    Query::new(&outside::query())
        .units()
        .or_else(|| kept(UNITS_KEY))
        .map_or_else(Units::default, |text| Units::parse(&text))
}

/// Keeps a language on the device, and in the address where that names one.
pub fn keep_language(language: Language) {
    keep(LANGUAGE_KEY, language.code());
    readdress(LANGUAGE, language.code());
}

/// Keeps units likewise.
pub fn keep_units(units: Units) {
    keep(UNITS_KEY, &units.print());
    readdress(UNITS, &units.print());
}

/// What the address says of both and of the page around this one, as a query without its question mark, for a page that
/// writes its address anew.
pub fn of_address() -> String {
    let search = outside::query();
    let query = Query::new(&search);
    // Whatever the address says otherwise is not repeated.
    let language = query.language().filter(|tag| Language::of_tag(tag).is_some());
    let units = query.units().map(|text| Units::parse(&text).print());
    Address { language, units, parent: query.parent(), ..Address::default() }.to_string()
}

/// Writes a parameter anew where the address has it, so that address and page agree.
fn readdress(name: &str, value: &str) {
    let search = outside::query();
    if Query::new(&search).get(name).is_some() {
        write_address(&joined(&[&without(&search, name), &format!("{name}={value}")]));
    }
}

/// A query without its question mark and without a parameter.
fn without(search: &str, name: &str) -> String {
    let is_of = |pair: &&str| pair.split('=').next() == Some(name);
    let rest: Vec<&str> = search.trim_start_matches('?').split('&').filter(|pair| !is_of(pair)).collect();
    rest.join("&")
}

/// Writes another query into the address bar.
fn write_address(query: &str) {
    let location = window().location();
    let [path, hash] = [location.pathname(), location.hash()].map(Result::unwrap_or_default);
    let mark = if query.is_empty() { "" } else { "?" };
    let address = format!("{path}{mark}{query}{hash}");
    if let Ok(history) = window().history() {
        // Too many changes are refused; the page is as the viewer wants it all the same.
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
    }
}

/// Takes a parameter out of the address, where it has it.
pub fn unaddress(name: &str) {
    let search = outside::query();
    if Query::new(&search).get(name).is_some() {
        write_address(&without(&search, name));
    }
}

fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

fn keep(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden store only forgets the choice.
        storage.set_item(key, value).ok();
    }
}
