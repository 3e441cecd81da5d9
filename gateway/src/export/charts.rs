//! The mart documents of an export: those of its session and season, and an index that lists nothing else.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use gridcast_shared::mart::{self, SessionKey};
use gridcast_shared::recording::SessionEntry;

use super::files::{Written, files_below, put};

/// The documents of a session.
pub(super) struct Charts {
    folder: PathBuf,
    key: SessionKey,
    index: mart::Index,
}

impl Charts {
    /// Looks whether there are documents of a recording's session.
    pub(super) fn find(folder: &Path, session: &SessionEntry) -> anyhow::Result<Self> {
        let path = folder.join("index.json");
        let text = fs::read(&path).with_context(|| {
            format!("--marts: cannot read {}: run gridcast-warehouse with --to", path.display())
        })?;
        let index: mart::Index = serde_json::from_slice(&text)
            .with_context(|| format!("{} is not what it should be", path.display()))?;
        let Some((season, round)) = session.season.zip(session.round) else {
            bail!(
                "the recording {} does not say which season and round it is of, so there are no charts of it; \
                 leave --marts out",
                session.id
            );
        };
        let Some(key) = key_of(&index, season, round, session) else {
            bail!(
                "{} has no documents of {season}, round {round}, {:?}; import it into the warehouse, or leave \
                 --marts out",
                folder.display(),
                session.kind
            );
        };
        Ok(Self { folder: folder.to_owned(), key, index: only(index, key) })
    }

    /// Which session they are of.
    pub(super) fn key(&self) -> SessionKey {
        self.key
    }

    /// Writes them.
    pub(super) fn write(&self, to: &Path) -> anyhow::Result<Written> {
        let to = to.join("api/marts");
        let mut written = Written::default();
        put(&to.join("index.json"), &serde_json::to_vec(&self.index)?, &mut written)?;
        let session = PathBuf::from(self.key.to_string());
        for name in files_below(&self.folder.join(&session))? {
            self.copy(&session.join(name), &to, &mut written)?;
        }
        let season = PathBuf::from(self.key.season.to_string());
        for entry in &self.index.seasons {
            for document in &entry.documents {
                self.copy(&season.join(format!("{document}.json")), &to, &mut written)?;
            }
        }
        Ok(written)
    }

    fn copy(&self, name: &Path, to: &Path, written: &mut Written) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        put(&to.join(name), &bytes, written)
    }
}

/// Of a weekend's sessions of the recording's kind the one that starts nearest to it: there are three practices.
fn key_of(index: &mart::Index, season: u16, round: u8, session: &SessionEntry) -> Option<SessionKey> {
    let entry = index.seasons.iter().find(|entry| entry.season == season)?;
    let entry = entry.rounds.iter().find(|entry| entry.round == round)?;
    let of_kind =
        entry.sessions.iter().filter(|one| one.session.kind() == session.kind && !one.documents.is_empty());
    let away = |one: &&mart::SessionEntry| {
        one.start_ms.map_or(i64::MAX, |start_ms| (start_ms - session.start_ms).abs())
    };
    let nearest = of_kind.min_by_key(away)?;
    Some(SessionKey { season, round, session: nearest.session })
}

/// An index of one session alone.
fn only(mut index: mart::Index, key: SessionKey) -> mart::Index {
    index.seasons.retain(|season| season.season == key.season);
    for season in &mut index.seasons {
        season.rounds.retain(|round| round.round == key.round);
        for round in &mut season.rounds {
            round.sessions.retain(|session| session.session == key.session);
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use gridcast_shared::session::SessionKind;

    use super::*;

    const INDEX: &str = r#"{"version":1,"revision":"x","seasons":[{"season":2025,"documents":["schedule"],"rounds":[
        {"round":1,"event":"A","circuit":"B","sessions":[
            {"session":"fp1","startMs":1000,"state":"complete","simulated":false,"documents":["result"]},
            {"session":"fp2","startMs":9000,"state":"complete","simulated":false,"documents":["result"]},
            {"session":"race","startMs":90000,"state":"complete","simulated":false,"documents":[]}]}]}]}"#;

    fn index() -> mart::Index {
        serde_json::from_str(&INDEX.replace("startMs", "start_ms")).unwrap()
    }

    fn entry(kind: SessionKind, start_ms: i64) -> SessionEntry {
        let text = r#"{"id":"a","kind":"Race","startMs":0,"live":false}"#;
        SessionEntry { kind, start_ms, ..serde_json::from_str(text).unwrap() }
    }

    #[test]
    fn a_practice_is_the_one_of_its_time_and_what_has_no_documents_is_not_there() {
        let key =
            |kind, start_ms| key_of(&index(), 2025, 1, &entry(kind, start_ms)).map(|key| key.to_string());
        assert_eq!(key(SessionKind::Practice, 8_000).as_deref(), Some("2025/1/fp2"));
        assert_eq!(key(SessionKind::Practice, 0).as_deref(), Some("2025/1/fp1"));
        assert_eq!(key(SessionKind::Race, 90_000), None);
        assert_eq!(key_of(&index(), 2025, 2, &entry(SessionKind::Practice, 0)), None);
    }

    #[test]
    fn the_index_lists_the_session_alone() {
        let key = key_of(&index(), 2025, 1, &entry(SessionKind::Practice, 0)).unwrap();
        let only = only(index(), key);
        let sessions: Vec<_> =
            only.seasons[0].rounds[0].sessions.iter().map(|session| session.session.id()).collect();
        assert_eq!(sessions, ["fp1"]);
    }
}
