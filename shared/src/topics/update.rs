//! What a record of changes says of a field: nothing, that its value is gone, or a new value.
//!
//! In JSON an absent field keeps its value, `null` takes it away and anything else sets it. A field of this type
//! needs `#[serde(default, skip_serializing_if = "Update::is_keep")]`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a record says of a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Update<T> {
    /// Nothing: it stays as it was. Absent in JSON.
    #[default]
    Keep,
    /// It has no value any more. `null` in JSON.
    Gone,
    /// It is this now.
    Set(T),
}

impl<T> Update<T> {
    /// A new value, or nothing said.
    pub fn set_or_keep(value: Option<T>) -> Self {
        value.map_or(Self::Keep, Self::Set)
    }

    /// A new value, or gone.
    pub fn set_or_gone(value: Option<T>) -> Self {
        value.map_or(Self::Gone, Self::Set)
    }

    /// Whether nothing is said.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The new value, if there is one.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Gone => None,
        }
    }

    /// The same by reference.
    pub fn as_ref(&self) -> Update<&T> {
        match self {
            Self::Keep => Update::Keep,
            Self::Gone => Update::Gone,
            Self::Set(value) => Update::Set(value),
        }
    }

    /// The same of another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Update<U> {
        match self {
            Self::Keep => Update::Keep,
            Self::Gone => Update::Gone,
            Self::Set(value) => Update::Set(f(value)),
        }
    }

    /// What holds after it, where this held before.
    #[must_use]
    pub fn after(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Gone => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T: Serialize> Serialize for Update<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Update<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::set_or_gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Row {
        #[serde(default, skip_serializing_if = "Update::is_keep")]
        lap: Update<u8>,
    }

    #[test]
    fn absent_keeps_null_takes_away_and_a_value_sets() {
        for (json, lap) in
            [("{}", Update::Keep), (r#"{"lap":null}"#, Update::Gone), (r#"{"lap":0}"#, Update::Set(0))]
        {
            assert_eq!(serde_json::from_str::<Row>(json).unwrap(), Row { lap });
            assert_eq!(serde_json::to_string(&Row { lap }).unwrap(), json);
        }
        assert!(serde_json::from_str::<Row>(r#"{"lap":"one"}"#).is_err());
    }

    #[test]
    fn what_holds_after_an_update() {
        let after = |update: Update<u8>| [update.after(None), update.after(Some(1))];
        assert_eq!(after(Update::Keep), [None, Some(1)]);
        assert_eq!(after(Update::Gone), [None, None]);
        assert_eq!(after(Update::Set(2)), [Some(2), Some(2)]);
    }
}
