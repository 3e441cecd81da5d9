//! Merging what changed into what is known.
//!
//! The feed sends a list once whole and then changes it by an object whose keys are indices. What is known
//! therefore holds every list as such an object, and merging is of objects alone. A list that comes whole
//! replaces what was there; `_deleted` removes keys; `_kf`, which marks what is whole, is no value.

use serde_json::{Map, Value};

/// Most keys of one object: race control has a few hundred messages in a long race.
const MAX_KEYS: usize = 4096;

/// A change that makes an object larger than any is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

/// Merges a change into what is known.
///
/// # Errors
/// When an object would have more keys than any has; what came before that key is merged.
pub(crate) fn merge(known: &mut Value, change: &Value) -> Result<(), TooMany> {
    match change {
        Value::Object(change) => {
            if !known.is_object() {
                *known = Value::Object(Map::new());
            }
            let Value::Object(known) = known else { return Ok(()) };
            merge_object(known, change)
        }
        Value::Array(list) => {
            *known = Value::Object(Map::new());
            let Value::Object(known) = known else { return Ok(()) };
            for (index, value) in list.iter().enumerate() {
                set(known, &index.to_string(), value)?;
            }
            Ok(())
        }
        leaf => {
            *known = leaf.clone();
            Ok(())
        }
    }
}

fn merge_object(known: &mut Map<String, Value>, change: &Map<String, Value>) -> Result<(), TooMany> {
    for (key, value) in change {
        match key.as_str() {
            "_deleted" => delete(known, value),
            "_kf" => {}
            key => set(known, key, value)?,
        }
    }
    Ok(())
}

fn set(known: &mut Map<String, Value>, key: &str, value: &Value) -> Result<(), TooMany> {
    if let Some(old) = known.get_mut(key) {
        return merge(old, value);
    }
    if known.len() == MAX_KEYS {
        return Err(TooMany);
    }
    merge(known.entry(key).or_insert(Value::Null), value)
}

/// Keys come as a list of texts, or of numbers where a list's indices are meant.
fn delete(known: &mut Map<String, Value>, keys: &Value) {
    for key in keys.as_array().into_iter().flatten() {
        match key {
            Value::String(key) => known.remove(key),
            Value::Number(key) => known.remove(&key.to_string()),
            _ => None,
        };
    }
}

/// The elements of a list that is held as an object, in the order of their indices.
pub(crate) fn list(value: &Value) -> Vec<(usize, &Value)> {
    let mut list: Vec<_> = match value {
        Value::Object(object) => {
            object.iter().filter_map(|(key, value)| Some((key.parse().ok()?, value))).collect()
        }
        Value::Array(list) => list.iter().enumerate().collect(),
        _ => Vec::new(),
    };
    list.sort_by_key(|(index, _)| *index);
    list
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn merged(known: &Value, changes: &[Value]) -> Value {
        let mut value = Value::Null;
        for change in std::iter::once(known).chain(changes) {
            merge(&mut value, change).unwrap();
        }
        value
    }

    #[test]
    fn objects_merge_and_values_are_replaced() {
        let known =
            merged(&json!({"a": {"b": 1, "c": 2}}), &[json!({"a": {"b": 3}, "d": null, "_kf": true})]);
        assert_eq!(known, json!({"a": {"b": 3, "c": 2}, "d": null}));
    }

    #[test]
    fn a_list_is_changed_by_index_and_replaced_by_a_list() {
        let known = json!({"Stints": [{"New": "true"}, {"New": "false"}]});
        let changed = merged(&known, &[json!({"Stints": {"1": {"Laps": 4}, "2": {"Laps": 0}}})]);
        let expected =
            json!({"Stints": {"0": {"New": "true"}, "1": {"New": "false", "Laps": 4}, "2": {"Laps": 0}}});
        assert_eq!(changed, expected);
        assert_eq!(merged(&known, &[json!({"Stints": []})]), json!({"Stints": {}}));
    }

    #[test]
    fn what_is_deleted_is_gone() {
        let known = json!({"Lap": 1, "Stints": [1, 2, 3]});
        let change = json!({"_deleted": ["Lap", "Nothing"], "Stints": {"_deleted": [0, "2"]}});
        assert_eq!(merged(&known, &[change]), json!({"Stints": {"1": 2}}));
    }

    #[test]
    fn a_list_is_read_in_the_order_of_its_indices() {
        let value = merged(&json!((0..12).collect::<Vec<_>>()), &[]);
        assert_eq!(
            list(&value).iter().map(|(index, _)| *index).collect::<Vec<_>>(),
            (0..12).collect::<Vec<_>>()
        );
    }

    #[test]
    fn an_object_has_a_bound() {
        let mut value = Value::Null;
        merge(&mut value, &json!(vec![0; MAX_KEYS])).unwrap();
        assert_eq!(merge(&mut value, &json!({"one more": 0})), Err(TooMany));
        merge(&mut value, &json!({"0": 1})).unwrap();
    }
}
