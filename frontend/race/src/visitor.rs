//! Moments in the visitor's own time zone, as the browser knows it, in the language of the page.

use gridcast_core::units::{Clock, Units};
use gridcast_words::language::Language;
use gridcast_words::{race as said, spoken};
use js_sys::{Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// Days and months as the page's language writes them; of English, as it does outside America.
fn locale() -> &'static str {
    match spoken::language() {
        Language::English => "en-GB",
        Language::Portuguese => "pt-BR",
        other => other.code(),
    }
}

/// The clock that is chosen.
fn hours() -> (&'static str, &'static str) {
    match Units::chosen().clock {
        Clock::Of24 => ("hourCycle", "h23"),
        Clock::Of12 => ("hourCycle", "h12"),
    }
}

/// "Sun 16 Mar, 05:00".
pub fn moment(ms: f64) -> String {
    let options = options(&[
        ("weekday", "short"),
        ("day", "numeric"),
        ("month", "short"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        hours(),
    ]);
    Date::new(&JsValue::from_f64(ms)).to_locale_string(locale(), &options).into()
}

/// "16 Mar 2025, 05:00".
pub fn dated(ms: f64) -> String {
    let options = options(&[
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        hours(),
    ]);
    Date::new(&JsValue::from_f64(ms)).to_locale_string(locale(), &options).into()
}

/// "Sun 16 Mar" of "2025-03-16", of which only the day is known.
pub fn day_of(date: &str) -> String {
    let day = Date::new(&JsValue::from_str(&format!("{date}T12:00:00Z")));
    if day.get_time().is_nan() {
        return date.to_owned();
    }
    let options =
        options(&[("weekday", "short"), ("day", "numeric"), ("month", "short"), ("timeZone", "UTC")]);
    day.to_locale_string(locale(), &options).into()
}

/// "Europe/Berlin".
pub fn time_zone() -> String {
    let format = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    let zone =
        Reflect::get(&format.resolved_options(), &"timeZone".into()).ok().and_then(|zone| zone.as_string());
    zone.map_or_else(|| said::browsers_zone().to_owned(), |zone| zone.replace('_', " "))
}

fn options(pairs: &[(&str, &str)]) -> JsValue {
    let options = Object::new();
    for (key, value) in pairs {
        // A plain object takes any property.
        Reflect::set(&options, &(*key).into(), &(*value).into()).ok();
    }
    options.into()
}
