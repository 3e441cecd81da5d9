//! Season data from the Jolpica API (the successor of Ergast) into staging, by upsert on natural keys.
//!
//! What was loaded is what the API says now: rows that changed are replaced, rows that a complete answer no longer
//! has are removed, and `loaded_at` moves only with the content. An empty answer removes nothing.

mod client;
mod rows;
mod upsert;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use clap::Args;
use duckdb::Connection;

pub use client::{Client, ClientOptions, DEFAULT_BASE_URL, JolpicaError};
pub use rows::{Key, Resource, Row};
pub use upsert::{Changes, upsert};

use crate::stop::Stop;

/// What to load.
#[derive(Clone, Debug, Args)]
pub struct JolpicaOptions {
    /// Year; the present one without it
    #[arg(long)]
    pub season: Option<u16>,
    /// A number; of those that have been driven: all, the latest, or the new ones, not loaded yet, and the latest
    #[arg(long, default_value = "latest", value_name = "N|all|latest|new")]
    pub round: Rounds,
    /// How the API is reached.
    #[command(flatten)]
    pub client: ClientOptions,
}

/// Which rounds of a season.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounds {
    /// One, driven or not.
    One(u8),
    /// Those that have been driven.
    All,
    /// The last of those.
    #[default]
    Latest,
    /// Those of which nothing is loaded yet, and the last, whose result may still change.
    New,
}

impl std::str::FromStr for Rounds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "all" => Ok(Self::All),
            "latest" => Ok(Self::Latest),
            "new" => Ok(Self::New),
            number => match number.parse() {
                Ok(round) if 0 < round => Ok(Self::One(round)),
                _ => Err(format!("must be a round's number, all, latest or new, got {text:?}")),
            },
        }
    }
}

/// What a load did, resource by resource.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// Year.
    pub season: u16,
    /// Rounds that were looked at.
    pub rounds: Vec<u16>,
    /// By resource.
    pub changes: Vec<(Resource, Changes)>,
}

impl Loaded {
    /// Of all resources together.
    pub fn total(&self) -> Changes {
        let mut total = Changes::default();
        for (_, changes) in &self.changes {
            total.add(*changes);
        }
        total
    }

    fn add(&mut self, resource: Resource, changes: Changes) {
        match self.changes.iter_mut().find(|(of, _)| *of == resource) {
            Some((_, sum)) => sum.add(changes),
            None => self.changes.push((resource, changes)),
        }
    }
}

/// Loads a season and some of its rounds.
///
/// # Errors
/// When the API cannot be reached or understood, or the database fails. Resources loaded before are kept.
pub fn load(connection: &Connection, options: &JolpicaOptions, stop: &Stop) -> anyhow::Result<Loaded> {
    let now = Utc::now();
    let season = options.season.unwrap_or_else(|| now.year().clamp(1950, 9999) as u16);
    let client = Client::new(&options.client, stop.clone())?;
    let mut loaded = Loaded { season, ..Loaded::default() };
    let of_season = [Resource::Events, Resource::Circuits, Resource::Drivers, Resource::Constructors];
    let mut events = Vec::new();
    for resource in of_season {
        let rows = fetch(&client, resource, season, None)?;
        loaded.add(resource, upsert(connection, resource, season, None, &rows)?);
        if resource == Resource::Events {
            events = rows;
        }
    }
    loaded.rounds = rounds_of(options.round, &events, &loaded_rounds(connection, season)?, now);
    for &round in &loaded.rounds.clone() {
        for resource in Resource::OF_ROUND {
            if stop.is_raised() {
                return Ok(loaded);
            }
            if resource == Resource::SprintResults && !has_sprint(&events, round) {
                continue;
            }
            let rows = fetch(&client, resource, season, Some(round))?;
            loaded.add(resource, upsert(connection, resource, season, Some(round), &rows)?);
        }
        tracing::info!(season, round, "season data loaded");
    }
    Ok(loaded)
}

/// All pages of a resource. A page may begin in the middle of a lap, and a row may come twice when the data
/// changes between two pages: the later one counts.
fn fetch(client: &Client, resource: Resource, season: u16, round: Option<u16>) -> anyhow::Result<Vec<Row>> {
    let path = match round {
        Some(round) => format!("{season}/{round}/{}", resource.path()),
        None => format!("{season}/{}", resource.path()),
    };
    let mut rows = Vec::new();
    let mut offset = 0;
    loop {
        let page = client.page(&path, offset)?;
        rows.extend(
            rows::rows_of(resource, &page.data)
                .map_err(|reason| JolpicaError::WrongForm { url: page.url.clone(), reason })?,
        );
        let next = page.offset + page.limit.max(1);
        if page.total <= next || next <= offset {
            return Ok(rows);
        }
        offset = next;
    }
}

/// Rounds of a season that have the last of what is loaded of a round.
fn loaded_rounds(connection: &Connection, season: u16) -> duckdb::Result<BTreeSet<u16>> {
    let sql = "SELECT DISTINCT round FROM stg_jolpica_constructor_standings WHERE season = ?";
    let mut statement = connection.prepare(sql)?;
    let rounds = statement.query_map([i32::from(season)], |row| row.get(0))?;
    rounds.collect()
}

fn rounds_of(rounds: Rounds, events: &[Row], loaded: &BTreeSet<u16>, now: DateTime<Utc>) -> Vec<u16> {
    let driven = || {
        let mut driven: Vec<u16> = events
            .iter()
            .filter(|event| event.race_day().is_some_and(|day| day <= now.date_naive()))
            .filter_map(Row::round)
            .collect();
        driven.sort_unstable();
        driven
    };
    match rounds {
        Rounds::One(round) => vec![u16::from(round)],
        Rounds::All => driven(),
        Rounds::Latest => driven().pop().into_iter().collect(),
        Rounds::New => {
            let driven = driven();
            let last = driven.last().copied();
            driven.into_iter().filter(|round| Some(*round) == last || !loaded.contains(round)).collect()
        }
    }
}

fn has_sprint(events: &[Row], round: u16) -> bool {
    // An event that is not in the schedule is asked about.
    events
        .iter()
        .find(|event| event.round() == Some(round))
        .is_none_or(|event| event.value["Sprint"].is_object())
}

/// Whether a day is one of a race weekend, from Friday's practice to the day after the race.
///
/// # Errors
/// When the database fails.
pub fn is_race_weekend(connection: &Connection, day: NaiveDate) -> duckdb::Result<bool> {
    connection.query_row(
        "SELECT count(*) > 0 FROM stg_jolpica_events
         WHERE CAST(? AS DATE) BETWEEN CAST(record_content->>'$.date' AS DATE) - 2
                                   AND CAST(record_content->>'$.date' AS DATE) + 1",
        [day.to_string()],
        |row| row.get(0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(round: u16, date: &str, sprint: bool) -> Row {
        let mut value = serde_json::json!({"season": "2025", "round": round.to_string(), "date": date});
        if sprint {
            value["Sprint"] = serde_json::json!({"date": date});
        }
        Row { keys: vec![Key::Number(2025), Key::Number(i32::from(round))], value }
    }

    #[test]
    fn rounds_are_those_whose_day_has_come() {
        let events =
            [event(2, "2025-03-23", true), event(1, "2025-03-16", false), event(3, "2025-04-06", false)];
        let now = DateTime::parse_from_rfc3339("2025-03-23T20:00:00Z").unwrap().to_utc();
        let check = |rounds, loaded: &[u16], expected: &[u16]| {
            let loaded = loaded.iter().copied().collect();
            assert_eq!(rounds_of(rounds, &events, &loaded, now), expected, "{rounds:?}");
        };
        check(Rounds::All, &[1, 2], &[1, 2]);
        check(Rounds::Latest, &[], &[2]);
        check(Rounds::One(3), &[], &[3]);
        check(Rounds::New, &[], &[1, 2]);
        check(Rounds::New, &[1, 2], &[2]);
        assert!(rounds_of(Rounds::Latest, &[], &BTreeSet::new(), now).is_empty());
        assert!(has_sprint(&events, 2) && !has_sprint(&events, 1) && has_sprint(&events, 9));
    }

    #[test]
    fn rounds_are_read_from_words() {
        assert_eq!("all".parse(), Ok(Rounds::All));
        assert_eq!("7".parse(), Ok(Rounds::One(7)));
        assert!("0".parse::<Rounds>().is_err() && "last".parse::<Rounds>().is_err());
    }
}
