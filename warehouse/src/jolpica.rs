//! Season data from the Jolpica API (the successor of Ergast) into staging, by upsert on natural keys.
//!
//! What was loaded is what the API says now: rows that changed are replaced, rows that a complete answer no longer
//! has are removed, and `loaded_at` moves only with the content. An empty answer removes nothing, and neither does one
//! with fewer rows than it says that there are. Results change years later: older rounds are asked for again, the one
//! that was asked for the longest ago first, for ever.

pub mod calendar;
mod client;
mod rows;
mod upsert;

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use clap::Args;
use duckdb::{Connection, OptionalExt};

pub use client::{Client, ClientOptions, DEFAULT_BASE_URL, JolpicaError};
pub use rows::{Key, Resource, Row};
pub use upsert::{Answer, Changes, upsert};

use crate::stop::Stop;

/// What to load.
#[derive(Clone, Debug, Args)]
pub struct JolpicaOptions {
    /// Year; the present one without it
    #[arg(long)]
    pub season: Option<u16>,
    /// A number; of those that have been driven: all, the latest, or the new ones, not loaded yet, and the latest; or
    /// of all seasons that are loaded the oldest, asked for the longest ago
    #[arg(long, default_value = "latest", value_name = "N|all|latest|new|oldest")]
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
    /// The one of all seasons that was asked for the longest ago.
    Oldest,
}

impl std::str::FromStr for Rounds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "all" => Ok(Self::All),
            "latest" => Ok(Self::Latest),
            "new" => Ok(Self::New),
            "oldest" => Ok(Self::Oldest),
            number => match number.parse() {
                Ok(round) if 0 < round => Ok(Self::One(round)),
                _ => Err(format!("must be a round's number, all, latest, new or oldest, got {text:?}")),
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
    /// What could not be loaded and why; everything else was.
    pub faults: Vec<String>,
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

/// Loads a season and some of its rounds. An answer that cannot be read is named in what it returns, and stops
/// nothing else.
///
/// # Errors
/// When the API cannot be reached, a season has no readable calendar, or the database fails. What was loaded before
/// is kept.
pub fn load(connection: &Connection, options: &JolpicaOptions, stop: &Stop) -> anyhow::Result<Loaded> {
    let now = Utc::now();
    let (season, wanted) = match options.round {
        Rounds::Oldest => match oldest_round(connection, now)? {
            Some((season, round)) => (season, Rounds::One(round)),
            None => return Ok(Loaded::default()),
        },
        wanted => (options.season.unwrap_or_else(|| now.year().clamp(1950, 9999) as u16), wanted),
    };
    if let (Rounds::Oldest, Rounds::One(round)) = (options.round, wanted) {
        // Before anything can fail: whatever comes, the next time it is another's turn.
        tried(connection, season, u16::from(round))?;
    }
    let client = Client::new(&options.client, stop.clone())?;
    let mut load = Load { connection, client, loaded: Loaded { season, ..Loaded::default() } };
    let calendar = fetch(&load.client, Resource::Events, season, None)?;
    if !load.calendar(&calendar)? {
        return Ok(load.loaded);
    }
    let events = calendar.rows;
    for resource in [Resource::Circuits, Resource::Drivers, Resource::Constructors] {
        load.resource(resource, None)?;
    }
    load.loaded.rounds = rounds_of(wanted, &events, &loaded_rounds(connection, season)?, now);
    for round in load.loaded.rounds.clone() {
        let faults = load.loaded.faults.len();
        tried(connection, season, round)?;
        for resource in Resource::OF_ROUND {
            if stop.is_raised() {
                return Ok(load.loaded);
            }
            if resource != Resource::SprintResults || has_sprint(&events, round) {
                load.resource(resource, Some(round))?;
            }
        }
        if load.loaded.faults.len() == faults {
            asked(connection, season, round)?;
        }
        tracing::info!(season, round, "season data loaded");
    }
    Ok(load.loaded)
}

/// A load that goes on.
struct Load<'c> {
    connection: &'c Connection,
    client: Client,
    loaded: Loaded,
}

impl Load<'_> {
    /// Asks for a resource and puts it into its table.
    fn resource(&mut self, resource: Resource, round: Option<u16>) -> anyhow::Result<()> {
        match fetch(&self.client, resource, self.loaded.season, round) {
            Ok(answer) => self.put(resource, round, &answer),
            Err(error) => match error.downcast_ref::<JolpicaError>() {
                Some(of) if of.is_of_one_answer() => {
                    self.loaded.faults.push(format!("{error:#}"));
                    Ok(())
                }
                _ => Err(error),
            },
        }
    }

    /// Puts a season's calendar, what is loaded of its races first; false where it is short and another than the one
    /// that is there, so that no number of a round can be believed.
    fn calendar(&mut self, answer: &Answer) -> anyhow::Result<bool> {
        let season = self.loaded.season;
        self.name_missing(Resource::Events, None, answer);
        let Some((moved, changes)) = calendar::put(self.connection, season, answer)? else {
            return Ok(false);
        };
        if 0 < moved {
            tracing::info!(season, moved, "the calendar has other numbers");
        }
        self.loaded.add(Resource::Events, changes);
        Ok(true)
    }

    fn put(&mut self, resource: Resource, round: Option<u16>, answer: &Answer) -> anyhow::Result<()> {
        self.name_missing(resource, round, answer);
        let changes = upsert(self.connection, resource, self.loaded.season, round, answer)?;
        self.loaded.add(resource, changes);
        Ok(())
    }

    fn name_missing(&mut self, resource: Resource, round: Option<u16>, answer: &Answer) {
        if 0 < answer.missing() {
            let path = path_of(resource, self.loaded.season, round);
            let (came, total) = (answer.came(), answer.total);
            self.loaded.faults.push(format!("{path}: {came} rows came where the answer says {total}"));
        }
    }
}

fn path_of(resource: Resource, season: u16, round: Option<u16>) -> String {
    match round {
        Some(round) => format!("{season}/{round}/{}", resource.path()),
        None => format!("{season}/{}", resource.path()),
    }
}

/// All pages of a resource. A page may begin in the middle of a lap, and a row may come twice when the data
/// changes between two pages: the later one counts.
fn fetch(client: &Client, resource: Resource, season: u16, round: Option<u16>) -> anyhow::Result<Answer> {
    let path = path_of(resource, season, round);
    let mut answer = Answer::default();
    let mut offset = 0;
    loop {
        let page = client.page(&path, offset)?;
        answer.rows.extend(
            rows::rows_of(resource, &page.data)
                .map_err(|reason| JolpicaError::WrongForm { url: page.url.clone(), reason })?,
        );
        answer.total = page.total as usize;
        let next = page.offset + page.limit.max(1);
        if page.total <= next || next <= offset {
            return Ok(answer);
        }
        offset = next;
    }
}

/// Notes that a round is asked for, whatever comes of it.
fn tried(connection: &Connection, season: u16, round: u16) -> duckdb::Result<()> {
    let sql = "INSERT INTO meta_jolpica_rounds (season, round, tried_at) VALUES (?, ?, now()::TIMESTAMP)
               ON CONFLICT DO UPDATE SET tried_at = excluded.tried_at";
    connection.execute(sql, [i32::from(season), i32::from(round)]).map(drop)
}

/// Notes that all of a round has come.
fn asked(connection: &Connection, season: u16, round: u16) -> duckdb::Result<()> {
    let sql = "UPDATE meta_jolpica_rounds SET asked_at = now()::TIMESTAMP WHERE season = ? AND round = ?";
    connection.execute(sql, [i32::from(season), i32::from(round)]).map(drop)
}

/// Of all rounds of all seasons whose race has been driven, the one that was asked for the longest ago, whether or not
/// all of it came.
fn oldest_round(connection: &Connection, now: DateTime<Utc>) -> duckdb::Result<Option<(u16, u8)>> {
    let sql = "SELECT e.season, e.round FROM stg_jolpica_events e
               LEFT JOIN meta_jolpica_rounds a ON e.season = a.season AND e.round = a.round
               WHERE TRY_CAST(e.record_content->>'$.date' AS DATE) <= CAST(? AS DATE)
               ORDER BY a.tried_at NULLS FIRST, e.season, e.round LIMIT 1";
    connection.query_row(sql, [now.date_naive().to_string()], |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Rounds of a season of which all has come since their race.
fn loaded_rounds(connection: &Connection, season: u16) -> duckdb::Result<BTreeSet<u16>> {
    let sql = "SELECT e.round FROM stg_jolpica_events e
               JOIN meta_jolpica_rounds a ON e.season = a.season AND e.round = a.round
               WHERE e.season = ? AND TRY_CAST(e.record_content->>'$.date' AS DATE) < CAST(a.asked_at AS DATE)";
    let mut statement = connection.prepare(sql)?;
    let rounds = statement.query_map([i32::from(season)], |row| row.get(0))?;
    rounds.collect()
}

fn rounds_of(rounds: Rounds, events: &[Row], loaded: &BTreeSet<u16>, now: DateTime<Utc>) -> Vec<u16> {
    let driven = || {
        let mut driven: Vec<u16> = events
            .iter()
            .filter(|event| event.first_day().is_some_and(|day| day <= now.date_naive()))
            .filter_map(Row::round)
            .collect();
        driven.sort_unstable();
        driven
    };
    match rounds {
        Rounds::One(round) => vec![u16::from(round)],
        Rounds::All => driven(),
        // It was looked up before: it is one of any season.
        Rounds::Oldest => Vec::new(),
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
        // A sprint and a qualifying are asked for on their own day.
        let mut sprint = event(4, "2025-03-30", true);
        sprint.value["Sprint"]["date"] = "2025-03-29".into();
        let on = |day: &str| {
            let now = DateTime::parse_from_rfc3339(&format!("{day}T20:00:00Z")).unwrap().to_utc();
            rounds_of(Rounds::Latest, std::slice::from_ref(&sprint), &BTreeSet::new(), now)
        };
        assert_eq!((on("2025-03-28"), on("2025-03-29")), (vec![], vec![4]));
        assert!(rounds_of(Rounds::Latest, &[], &BTreeSet::new(), now).is_empty());
        assert!(has_sprint(&events, 2) && !has_sprint(&events, 1) && has_sprint(&events, 9));
    }

    #[test]
    fn a_race_weekend_is_from_friday_to_the_day_after_the_race() {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::store::Store::open(&folder.path().join("w.duckdb")).unwrap();
        let rows = vec![event(2, "2025-03-23", true)];
        let answer = Answer { total: rows.len(), rows };
        upsert(store.connection(), Resource::Events, 2025, None, &answer).unwrap();
        for (day, expected) in
            [("2025-03-20", false), ("2025-03-21", true), ("2025-03-24", true), ("2025-03-25", false)]
        {
            assert_eq!(is_race_weekend(store.connection(), day.parse().unwrap()).unwrap(), expected, "{day}");
        }
    }

    #[test]
    fn rounds_are_read_from_words() {
        assert_eq!("all".parse(), Ok(Rounds::All));
        assert_eq!("7".parse(), Ok(Rounds::One(7)));
        assert!("0".parse::<Rounds>().is_err() && "last".parse::<Rounds>().is_err());
    }
}
