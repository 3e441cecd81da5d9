//! Which documents are written, which are kept as they were published, and the index that names them.
//!
//! A session that a test found wrong is held back alone: what was published of it before stays, the index says why,
//! and it heals when its tests pass; then all of its documents are looked at, whatever changed meanwhile. A document
//! that its type does not fit holds back its session in the same way.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;
use gridcast_shared::mart::{self, Index, RoundEntry, SeasonEntry, SessionEntry, SessionKey};
use serde::Deserialize;
use serde_json::Value;

use super::documents::{Marts, fit};
use super::error::PublishError;
use super::output::{Held, Output};
use super::since::Since;
use crate::models::{Fault, Holds, faults};

/// Most reasons that are told of one session.
const MOST_REASONS: usize = 3;

/// The index's name.
const INDEX: &str = "index.json";

/// Writes the documents that may be others, then the index. What is held back is named in what it returns.
pub(super) fn write_all(
    connection: &Connection,
    since: &Since,
    output: &mut Output,
) -> Result<Vec<Held>, PublishError> {
    let found = faults(connection)?;
    if let Some(fault) = found.iter().find(|fault| fault.holds == Holds::Everything) {
        return Err(PublishError::HeldBack { reason: format!("{}: {}", fault.found_by, fault.reason) });
    }
    let before = Before::read(output)?;
    let is_ours = before.is_ours(output);
    let since = if is_ours { since } else { &Since::Everything };
    let mut all = All { marts: Marts { connection }, since, found, before, held: Vec::new() };
    let mut index = Index { version: mart::VERSION, ..Index::default() };
    let sql = "SELECT * FROM pub_index_sessions WHERE season IS NOT NULL AND round IS NOT NULL
               ORDER BY season DESC, round, session_number";
    for row in all.marts.rows(sql, &[])? {
        let row: IndexRow = fit(INDEX, row)?;
        let entry = all.session(&row, output)?;
        if index.seasons.last().is_none_or(|season| season.season != row.season) {
            index.seasons.push(all.season(&row, output)?);
        }
        let Some(season) = index.seasons.last_mut() else { continue };
        match season.rounds.last_mut().filter(|round| round.round == row.round) {
            Some(round) => round.sessions.push(entry),
            None => season.rounds.push(RoundEntry {
                round: row.round,
                event: row.event,
                circuit: row.circuit,
                sessions: vec![entry],
            }),
        }
    }
    index.revision = output.revision(&all.held);
    output.put(INDEX, &index)?;
    output.remove_gone(!is_ours)?;
    Ok(all.held)
}

/// What the target's index said before.
struct Before {
    revision: String,
    sessions: BTreeMap<String, Vec<String>>,
    seasons: BTreeMap<u16, Vec<String>>,
    /// Sessions and seasons that were held back, by their folder: their documents may be older than the last change.
    held_back: BTreeSet<String>,
}

impl Before {
    /// An index of another form tells nothing.
    fn read(output: &Output) -> Result<Self, PublishError> {
        let text = output.read(INDEX)?.unwrap_or_default();
        let index: Index = serde_json::from_slice(&text).unwrap_or_default();
        let mut before = Self {
            revision: index.revision,
            sessions: BTreeMap::new(),
            seasons: BTreeMap::new(),
            held_back: BTreeSet::new(),
        };
        for season in index.seasons {
            if season.held_back.is_some() {
                before.held_back.insert(season.season.to_string());
            }
            for round in &season.rounds {
                for entry in &round.sessions {
                    let key =
                        SessionKey { season: season.season, round: round.round, session: entry.session };
                    before.sessions.insert(key.to_string(), entry.documents.clone());
                    if entry.held_back.is_some() {
                        before.held_back.insert(key.to_string());
                    }
                }
            }
            before.seasons.insert(season.season, season.documents);
        }
        Ok(before)
    }

    /// Whether it is the index that we wrote last: a target that was emptied is filled again.
    fn is_ours(&self, output: &Output) -> bool {
        output.last_revision().is_some_and(|revision| *revision == self.revision)
    }
}

struct All<'a> {
    marts: Marts<'a>,
    since: &'a Since,
    found: Vec<Fault>,
    before: Before,
    /// What is held back and why.
    held: Vec<Held>,
}

impl All<'_> {
    fn session(&mut self, row: &IndexRow, output: &mut Output) -> Result<SessionEntry, PublishError> {
        let mut entry: SessionEntry = fit(INDEX, row.entry(names(&row.documents)))?;
        let key = SessionKey { season: row.season, round: row.round, session: entry.session };
        let of = (i32::from(row.season), i32::from(row.round));
        let is_of = |fault: &&Fault| fault.holds.is_of(of, entry.session.id());
        let mut held_back = reasons(self.found.iter().filter(is_of));
        if held_back.is_none() {
            let was_held_back = self.before.held_back.contains(&key.to_string());
            for name in &entry.documents {
                let file = format!("{key}/{name}.json");
                let may_differ = was_held_back || self.since.concerns(key, name);
                if !may_differ && output.keep(&file) {
                    continue;
                }
                match self.marts.write(key, name, output) {
                    Err(PublishError::Document { name, reason }) => {
                        held_back = Some(format!("{name}: {reason}"));
                    }
                    done => done?,
                }
            }
        }
        if let Some(reason) = held_back {
            entry.documents = self.before.sessions.get(&key.to_string()).cloned().unwrap_or_default();
            for name in &entry.documents {
                output.keep(&format!("{key}/{name}.json"));
            }
            self.held.push(Held { key: key.to_string(), reason: reason.clone() });
            entry.held_back = Some(reason);
        }
        Ok(entry)
    }

    fn season(&mut self, row: &IndexRow, output: &mut Output) -> Result<SeasonEntry, PublishError> {
        let season = row.season;
        let mut entry = SeasonEntry {
            season,
            documents: names(&row.season_documents),
            held_back: reasons(
                self.found.iter().filter(|fault| fault.holds == Holds::Season(i32::from(season))),
            ),
            rounds: Vec::new(),
        };
        if entry.held_back.is_none() {
            let was_held_back = self.before.held_back.contains(&season.to_string());
            let may_differ = was_held_back || self.since.concerns_season(season);
            for name in &entry.documents {
                let file = format!("{season}/{name}.json");
                if !may_differ && output.keep(&file) {
                    continue;
                }
                match self.marts.write_of_season(season, name, output) {
                    Err(PublishError::Document { name, reason }) => {
                        entry.held_back = Some(format!("{name}: {reason}"));
                    }
                    done => done?,
                }
            }
        }
        if let Some(reason) = &entry.held_back {
            entry.documents = self.before.seasons.get(&season).cloned().unwrap_or_default();
            for name in &entry.documents {
                output.keep(&format!("{season}/{name}.json"));
            }
            self.held.push(Held { key: season.to_string(), reason: reason.clone() });
        }
        Ok(entry)
    }
}

/// What is wrong, in one line; none when nothing is.
fn reasons<'f>(faults: impl Iterator<Item = &'f Fault>) -> Option<String> {
    let mut reasons: Vec<&str> = faults.map(|fault| fault.reason.as_str()).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let more = reasons.len().saturating_sub(MOST_REASONS);
    reasons.truncate(MOST_REASONS);
    let told = reasons.join("; ");
    match (reasons.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(told),
        (false, more) => Some(format!("{told}; {more} more")),
    }
}

fn names(list: &str) -> Vec<String> {
    list.split(',').filter(|name| !name.is_empty()).map(String::from).collect()
}

#[derive(Deserialize)]
struct IndexRow {
    season: u16,
    round: u8,
    event: String,
    circuit: String,
    documents: String,
    season_documents: String,
    #[serde(flatten)]
    rest: Value,
}

impl IndexRow {
    fn entry(&self, documents: Vec<String>) -> Value {
        let mut entry = self.rest.clone();
        entry["documents"] = documents.into();
        entry
    }
}
