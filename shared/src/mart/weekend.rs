//! The sessions of a weekend: their names in paths, keys and addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::session::SessionKind;

/// A session of a weekend. In documents, paths and addresses it is called as here: `race`, `sprint-qualifying`, `fp1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum WeekendSession {
    /// First practice.
    Fp1,
    /// Second practice.
    Fp2,
    /// Third practice.
    Fp3,
    /// Qualifying for the sprint.
    SprintQualifying,
    /// The sprint.
    Sprint,
    /// Qualifying for the race.
    Qualifying,
    /// The Grand Prix.
    #[default]
    Race,
}

impl WeekendSession {
    /// All of them, as they follow one another on most weekends.
    pub const ALL: [Self; 7] =
        [Self::Fp1, Self::Fp2, Self::Fp3, Self::SprintQualifying, Self::Sprint, Self::Qualifying, Self::Race];

    /// Its name in paths, keys and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Fp1 => "fp1",
            Self::Fp2 => "fp2",
            Self::Fp3 => "fp3",
            Self::SprintQualifying => "sprint-qualifying",
            Self::Sprint => "sprint",
            Self::Qualifying => "qualifying",
            Self::Race => "race",
        }
    }

    /// By its name in paths.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|session| session.id() == id)
    }

    /// What kind of session it is.
    pub fn kind(self) -> SessionKind {
        match self {
            Self::Fp1 | Self::Fp2 | Self::Fp3 => SessionKind::Practice,
            Self::SprintQualifying => SessionKind::SprintQualifying,
            Self::Sprint => SessionKind::Sprint,
            Self::Qualifying => SessionKind::Qualifying,
            Self::Race => SessionKind::Race,
        }
    }
}

/// Which session of which round of which season. As text it is the folder of its documents: `2025/1/qualifying`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionKey {
    /// Year.
    pub season: u16,
    /// See [`RoundEntry::round`](super::RoundEntry::round).
    pub round: u8,
    /// Which of the weekend.
    pub session: WeekendSession,
}

impl SessionKey {
    /// The race of a round.
    pub fn race(season: u16, round: u8) -> Self {
        Self { season, round, session: WeekendSession::Race }
    }
}

impl fmt::Display for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.season, self.round, self.session)
    }
}

impl fmt::Display for WeekendSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back_and_are_those_of_documents() {
        for session in WeekendSession::ALL {
            assert_eq!(WeekendSession::by_id(session.id()), Some(session));
            assert_eq!(serde_json::to_string(&session).unwrap(), format!("\"{session}\""));
        }
        assert_eq!(WeekendSession::by_id("Race"), None);
        assert_eq!(SessionKey::race(2025, 1).to_string(), "2025/1/race");
    }
}
