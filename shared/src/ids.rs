//! Who is who: driver codes, car indices and session ids.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A driver's code as shown on every board: one to three of `A-Z` and `0-9` ("VER", "241" for a safety car).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DriverCode([u8; 3]);

/// Why a text is no driver code.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("driver code must be one to three of A-Z and 0-9, got {0:?}")]
pub struct BadDriverCode(pub String);

impl DriverCode {
    /// No code comes before this one.
    pub const FIRST: Self = Self(*b"0\0\0");

    /// Parses a code.
    ///
    /// # Errors
    /// When the text is empty, longer than three, or has anything but capitals and digits.
    pub fn parse(text: &str) -> Result<Self, BadDriverCode> {
        let bytes = text.as_bytes();
        let fits = (1..=3).contains(&bytes.len())
            && bytes.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        if !fits {
            return Err(BadDriverCode(text.chars().take(16).collect()));
        }
        let mut code = [0; 3];
        code[..bytes.len()].copy_from_slice(bytes);
        Ok(Self(code))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        let len = self.0.iter().position(|&b| b == 0).unwrap_or(3);
        std::str::from_utf8(&self.0[..len]).unwrap_or("")
    }
}

impl fmt::Display for DriverCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for DriverCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for DriverCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for DriverCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// A car's place in the session's table of drivers, `0..MAX_CARS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CarIndex(pub u8);

impl CarIndex {
    /// As an index into tables.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A session's id: one to 40 of `a-z`, `0-9` and `-` ("2025-01-race"); safe in a path and an address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct SessionId(Arc<str>);

/// Why a text is no session id.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("session id must be one to 40 of a-z, 0-9 and '-', got {0:?}")]
pub struct BadSessionId(pub String);

impl SessionId {
    /// Parses an id.
    ///
    /// # Errors
    /// When the text is empty, longer than 40, or has other characters.
    pub fn parse(text: &str) -> Result<Self, BadSessionId> {
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if fits { Ok(Self(text.into())) } else { Err(BadSessionId(text.chars().take(48).collect())) }
    }

    /// The id of a session that nobody named: its first source time.
    pub fn from_start(date_ms: i64) -> Self {
        Self(format!("t{}", date_ms.max(0)).into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_one_to_three_capitals_or_digits() {
        for good in ["VER", "241", "X", "A1"] {
            assert_eq!(DriverCode::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "ver", "VERS", "V R", "Ä", "\0"] {
            assert!(DriverCode::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn session_ids_are_safe_in_paths() {
        assert_eq!(SessionId::parse("2025-01-race").unwrap().as_str(), "2025-01-race");
        for bad in ["", "../x", "A", "a b", &"x".repeat(41)] {
            assert!(SessionId::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(SessionId::from_start(5), SessionId::parse("t5").unwrap());
    }
}
