//! Reading the feed's values: numbers come as numbers or texts, flags as booleans, texts or digits.

use serde_json::Value;

/// A text that is not empty.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str().filter(|text| !text.is_empty())
}

/// Longest name that is taken, characters; the longest real one has under 40.
const MAX_NAME: usize = 80;

/// A name: a text that is not empty, cut where it is none any more.
pub(crate) fn name(value: &Value, key: &str) -> Option<String> {
    text(value, key).map(|text| text.chars().take(MAX_NAME).collect())
}

/// A whole number, as a number or a text.
pub(crate) fn whole(value: &Value, key: &str) -> Option<i64> {
    match value.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// A whole number that fits.
pub(crate) fn small<T: TryFrom<i64>>(value: &Value, key: &str) -> Option<T> {
    whole(value, key).and_then(|number| T::try_from(number).ok())
}

/// A finite number, as a number or a text.
pub(crate) fn real(value: &Value, key: &str) -> Option<f64> {
    let number = match value.get(key)? {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

/// Yes or no.
pub(crate) fn flag(value: &Value, key: &str) -> Option<bool> {
    match value.get(key)? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => match text.as_str() {
            "true" | "True" | "1" => Some(true),
            "false" | "False" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) => number.as_i64().map(|number| number != 0),
        _ => None,
    }
}

/// A car's racing number as a key of the feed; `None` for what is no car, the safety cars (241 to 243) among it.
pub(crate) fn car_number(key: &str) -> Option<u16> {
    let is_number = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    let number = key.parse().ok().filter(|number| is_number && (1..1000).contains(number));
    number.filter(|number| !(241..=243).contains(number))
}
