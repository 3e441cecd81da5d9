//! What is wrong with the tables, and what that keeps from being published; kept beside them, so that whoever
//! publishes later knows it too.

use std::collections::BTreeMap;

use duckdb::{Connection, params};

use super::changes::{Change, Columns, Keys, Scope};

/// Views that are documents of a season: what is wrong in one holds back that document of the season, and no round.
const OF_SEASON: [&str; 2] = ["pub_standings", "pub_schedule"];

/// Something that should not be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What is not published for it.
    pub holds: Holds,
    /// The test that failed, or the model that could not be made.
    pub found_by: String,
    /// In words: "place 2 stands twice".
    pub reason: String,
    /// Where the row that is wrong says that it belongs, also where that holds nothing back.
    pub(super) scope: RowScope,
}

/// What is not published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Anything.
    Everything,
    /// The documents of a session of a round, or of all of them.
    Round {
        /// Year.
        season: i32,
        /// Its number.
        round: i32,
        /// Such as `race`; none when the row does not say it.
        session: Option<String>,
    },
    /// The documents of a season itself.
    Season(i32),
    /// Nothing: no document has it.
    Nothing,
}

/// How what a model failed with is told from what tests found.
const OF_MODEL: &str = "model ";

/// Who has found that a model fails.
pub(super) fn found_by_model(name: &str) -> String {
    format!("{OF_MODEL}{name}")
}

impl Fault {
    /// A model that cannot be made for a round or a session of it, alone.
    pub(super) fn of_model(name: &str, feeds: bool, scope: &Scope, reason: &str) -> Self {
        let scope = match scope {
            Scope::Session(season, round, session) => {
                RowScope { season: Some(*season), round: Some(*round), session: Some(session.clone()) }
            }
            Scope::Round(season, round) => {
                RowScope { season: Some(*season), round: Some(*round), session: None }
            }
            Scope::Season(season) => RowScope { season: Some(*season), ..RowScope::default() },
            Scope::SessionKey(_) | Scope::SessionId(_) | Scope::Zero(_) | Scope::Date(_) => {
                RowScope::default()
            }
        };
        let holds = Holds::of_test(name, feeds, Some(&scope));
        // DuckDB shows below where in the model it was.
        let reason = reason.lines().next().unwrap_or_default().to_owned();
        Self { holds, found_by: found_by_model(name), reason, scope }
    }

    /// What is held back and why, for people; none where nothing is.
    pub fn held_back(&self) -> Option<String> {
        let reason = &self.reason;
        match &self.holds {
            Holds::Round { season, round, session: None } => {
                Some(format!("{season}/{round} is held back: {reason}"))
            }
            Holds::Round { season, round, session: Some(session) } => {
                Some(format!("{season}/{round}/{session} is held back: {reason}"))
            }
            Holds::Season(season) => Some(format!("{season} is held back: {reason}")),
            Holds::Everything => Some(format!("everything is held back: {reason}")),
            Holds::Nothing => None,
        }
    }
}

impl Holds {
    /// Of a failed test: by where its row belongs. `feeds` is whether documents are made of what it is about.
    pub(super) fn of_test(of: &str, feeds: bool, scope: Option<&RowScope>) -> Self {
        match scope.cloned() {
            _ if !feeds => Self::Nothing,
            None => Self::Everything,
            // A row without a season is in no document.
            Some(RowScope { season: None, .. }) => Self::Nothing,
            Some(RowScope { season: Some(season), .. }) if OF_SEASON.contains(&of) => Self::Season(season),
            Some(RowScope { season: Some(season), round: Some(round), session }) => {
                Self::Round { season, round, session }
            }
            Some(RowScope { season: Some(season), .. }) => Self::Season(season),
        }
    }

    /// Whether the documents of a session of a round are held back by it alone.
    pub fn is_of(&self, of: (i32, i32), of_session: &str) -> bool {
        match self {
            Self::Round { season, round, session } => {
                (*season, *round) == of && session.as_ref().is_none_or(|session| session == of_session)
            }
            Self::Everything | Self::Season(_) | Self::Nothing => false,
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Round { .. } => "round",
            Self::Season(_) => "season",
            Self::Nothing => "nothing",
        }
    }
}

/// Where a row says that it belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RowScope {
    pub season: Option<i32>,
    pub round: Option<i32>,
    pub session: Option<String>,
}

/// Name of the table.
const TABLE: &str = "meta_faults";

/// Makes their table, where there is none.
pub(super) fn open(connection: &Connection) -> duckdb::Result<()> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS meta_faults (
             found_by VARCHAR NOT NULL, holds VARCHAR NOT NULL, reason VARCHAR NOT NULL,
             season INTEGER, round INTEGER, session VARCHAR
         )",
    )
}

/// Puts what a test or model has found in place of what it had found before; with keys, of the rounds that it has
/// looked at.
pub(super) fn replace(
    connection: &Connection,
    found_by: &str,
    keys: Option<&Keys>,
    faults: &[Fault],
) -> duckdb::Result<()> {
    let rounds = match keys {
        Some(keys) => keys.condition(&Columns::read(connection)?, TABLE, false),
        None => None,
    };
    let rounds = rounds.map_or_else(String::new, |rounds| format!(" AND {rounds}"));
    connection.execute(&format!("DELETE FROM {TABLE} WHERE found_by = ?{rounds}"), [found_by])?;
    for fault in faults {
        let RowScope { season, round, session } = &fault.scope;
        connection.execute(
            "INSERT INTO meta_faults (found_by, holds, reason, season, round, session) VALUES (?, ?, ?, ?, ?, ?)",
            params![found_by, fault.holds.word(), fault.reason, season, round, session],
        )?;
    }
    Ok(())
}

/// Rounds that models could not be made for, by model.
pub(super) fn failed_rounds(connection: &Connection) -> duckdb::Result<BTreeMap<String, Change>> {
    let mut failed = BTreeMap::<String, Change>::new();
    for Fault { found_by, scope, .. } in faults(connection)? {
        let Some(name) = found_by.strip_prefix(OF_MODEL) else { continue };
        let (Some(season), Some(round)) = (scope.season, scope.round) else { continue };
        let scope = match scope.session {
            Some(session) => Scope::Session(season, round, session),
            None => Scope::Round(season, round),
        };
        let of = failed.entry(name.to_owned()).or_default();
        *of = std::mem::take(of).and(&Change::Rows([scope].into()));
    }
    Ok(failed)
}

/// Forgets all of them.
pub(super) fn clear(connection: &Connection) -> duckdb::Result<()> {
    connection.execute_batch("DELETE FROM meta_faults")
}

/// Those that the last build left; none in a database that only dbt has built.
///
/// # Errors
/// When DuckDB fails.
pub fn faults(connection: &Connection) -> duckdb::Result<Vec<Fault>> {
    open(connection)?;
    let sql = "SELECT DISTINCT holds, season, round, session, found_by, reason FROM meta_faults ORDER BY ALL";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let scope = RowScope { season: row.get(1)?, round: row.get(2)?, session: row.get(3)? };
        let holds = match (row.get::<_, String>(0)?.as_str(), scope.season, scope.round) {
            ("round", Some(season), Some(round)) => {
                Holds::Round { season, round, session: scope.session.clone() }
            }
            ("season", Some(season), _) => Holds::Season(season),
            ("nothing", ..) => Holds::Nothing,
            _ => Holds::Everything,
        };
        Ok(Fault { holds, found_by: row.get(4)?, reason: row.get(5)?, scope })
    })?;
    rows.collect()
}
