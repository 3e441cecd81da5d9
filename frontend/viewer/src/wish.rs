//! The viewer's language and units as the address, the device's store and the browser tell them, in that order.

use gridcast_core::units::Units;
use gridcast_words::language::Language;
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

/// Parameters of addresses.
const LANGUAGE: &str = "lang";
const UNITS: &str = "units";

/// Where the choices are kept.
const LANGUAGE_KEY: &str = "gridcast-language";
const UNITS_KEY: &str = "gridcast-units";

/// The language that is wanted.
pub fn language() -> Language {
    let told = asked(LANGUAGE).or_else(|| kept(LANGUAGE_KEY)).and_then(|tag| Language::of_tag(&tag));
    told.unwrap_or_else(|| {
        let tags: Vec<String> =
            window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        Language::first_of(tags.iter().map(String::as_str))
    })
}

/// The units that are wanted.
pub fn units() -> Units {
    asked(UNITS).or_else(|| kept(UNITS_KEY)).map_or_else(Units::default, |text| Units::parse(&text))
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

/// What the address says of both, as a query without its question mark, for a page that writes its address anew.
pub fn of_address() -> String {
    let told = |name: &str| asked(name).map(|value| format!("{name}={value}"));
    // Whatever the address says otherwise is not repeated.
    let language =
        told(LANGUAGE).filter(|_| asked(LANGUAGE).and_then(|tag| Language::of_tag(&tag)).is_some());
    let units = asked(UNITS).map(|text| format!("{UNITS}={}", Units::parse(&text).print()));
    [language, units].into_iter().flatten().collect::<Vec<_>>().join("&")
}

/// A parameter of the page's address.
fn asked(name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(&window().location().search().ok()?).ok()?.get(name)
}

/// Writes a parameter anew where the address has it, so that address and page agree.
fn readdress(name: &str, value: &str) {
    let location = window().location();
    let Some(query) = location.search().ok().and_then(|text| UrlSearchParams::new_with_str(&text).ok())
    else {
        return;
    };
    if query.get(name).is_none() {
        return;
    }
    query.set(name, value);
    let text = String::from(query.to_string()).replace("%2C", ",");
    let address =
        format!("{}?{text}{}", location.pathname().unwrap_or_default(), location.hash().unwrap_or_default());
    if let Ok(history) = window().history() {
        // Too many changes are refused; the page is as the viewer wants it all the same.
        history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok();
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
