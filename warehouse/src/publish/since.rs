//! What may be another since documents were last published.

use std::collections::BTreeMap;

use gridcast_shared::mart::SessionKey;

use crate::models::Change;

/// What may be another since documents were last published.
#[derive(Clone, Debug, Default)]
pub enum Since {
    /// Nobody knows.
    #[default]
    Everything,
    /// Rows of these tables.
    Changes(BTreeMap<String, Change>),
}

impl Since {
    /// With what a later build changed.
    pub fn add(&mut self, later: &BTreeMap<String, Change>) {
        if let Self::Changes(changes) = self {
            for (table, change) in later {
                let both = changes.remove(table).unwrap_or_default().and(change);
                changes.insert(table.clone(), both);
            }
        }
    }

    /// Whether a document of a session may be another. Telemetry is most of the work, and has a view of its own.
    pub(super) fn concerns(&self, key: SessionKey, document: &str) -> bool {
        let SessionKey { season, round, session } = key;
        self.any(|table, change| {
            (table == "pub_telemetry") == (document == "telemetry")
                && change.concerns(i32::from(season), i32::from(round), session.id())
        })
    }

    /// Whether a document of a season itself may be another.
    pub(super) fn concerns_season(&self, season: u16) -> bool {
        self.any(|_, change| change.concerns_season(i32::from(season)))
    }

    fn any(&self, is_concerned: impl Fn(&str, &Change) -> bool) -> bool {
        match self {
            Self::Everything => true,
            Self::Changes(changes) => {
                changes.iter().any(|(table, change)| table.starts_with("pub_") && is_concerned(table, change))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::mart::WeekendSession;

    use super::*;
    use crate::models::Scope;

    #[test]
    fn what_changed_says_which_documents_are_to_be_looked_at() {
        let session = Scope::Session(2025, 3, "race".to_owned());
        let mut since = Since::Changes(BTreeMap::new());
        let race = SessionKey::race(2025, 3);
        assert!(!since.concerns(race, "laps") && !since.concerns_season(2025));
        since.add(&[("pub_laps".to_owned(), Change::Rows([session.clone()].into()))].into());
        assert!(since.concerns(race, "laps") && !since.concerns(race, "telemetry"));
        assert!(!since.concerns(SessionKey { session: WeekendSession::Sprint, ..race }, "laps"));
        assert!(since.concerns_season(2025) && !since.concerns_season(2024));
        since.add(&[("pub_telemetry".to_owned(), Change::Rows([session].into()))].into());
        assert!(since.concerns(race, "telemetry"));
        since.add(&[("int_laps".to_owned(), Change::Everything)].into());
        assert!(!since.concerns(SessionKey::race(2025, 4), "laps"), "no document is read from it");
        since.add(&[("pub_laps".to_owned(), Change::Everything)].into());
        assert!(since.concerns(SessionKey::race(1950, 1), "laps"));
        assert!(Since::Everything.concerns(race, "telemetry"));
    }
}
