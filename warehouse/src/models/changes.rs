//! What a build changed, by the rounds that it concerns: models are made anew for these alone.
//!
//! A table's change is told by its rows, old beside new. Where a row belongs it says by its own columns: season and
//! round, the season alone, or a session by key, id, zero or date. What says none of it may concern anything.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;

use super::jinja::relation;

/// More scopes than this are everything.
const MOST_SCOPES: usize = 5000;

/// Longest time between a session's laps and what is said of it, ms: as the models have it.
pub(super) const NEAR_MS: i64 = 43_200_000;

/// What became of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change {
    /// It is as it was.
    #[default]
    Nothing,
    /// Rows of these scopes are others.
    Rows(BTreeSet<Scope>),
    /// Anything may be another.
    Everything,
}

/// Where a row belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A session of a round, such as its race.
    Session(i32, i32, String),
    /// Any session of a round.
    Round(i32, i32),
    /// Any round of a season.
    Season(i32),
    /// A session by its key, UTC ms.
    SessionKey(i64),
    /// A session by its id.
    SessionId(String),
    /// A session by its zero, UTC ms.
    Zero(i64),
    /// The sessions about a date, UTC ms.
    Date(i64),
}

impl Scope {
    /// It, or where it is a season's any round, those of these rounds that are the season's.
    pub(super) fn within(&self, rounds: &BTreeSet<Self>) -> Vec<Self> {
        let Self::Season(season) = self else { return vec![self.clone()] };
        let is_of = |scope: &&Self| matches!(scope, Self::Round(of, _) if of == season);
        rounds.iter().filter(is_of).cloned().collect()
    }
}

impl Change {
    /// Whether rows of a session of a round may be others.
    pub fn concerns(&self, season: i32, round: i32, session: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Rows(scopes) => {
                scopes.contains(&Scope::Round(season, round))
                    || scopes.contains(&Scope::Season(season))
                    || scopes.contains(&Scope::Session(season, round, session.to_owned()))
            }
        }
    }

    /// Whether rows of any round of a season may be others.
    pub fn concerns_season(&self, season: i32) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Rows(scopes) => scopes.iter().any(|scope| match scope {
                Scope::Session(of, ..) | Scope::Round(of, _) | Scope::Season(of) => *of == season,
                Scope::SessionKey(_) | Scope::SessionId(_) | Scope::Zero(_) | Scope::Date(_) => false,
            }),
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Everything, _) | (_, Self::Everything) => Self::Everything,
            (Self::Nothing, other) => other.clone(),
            (this, Self::Nothing) => this,
            (Self::Rows(mut scopes), Self::Rows(more)) => {
                scopes.extend(more.iter().cloned());
                Self::Rows(scopes)
            }
        }
    }
}

/// Columns of every table, by its name.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns(BTreeMap<String, BTreeSet<String>>);

impl Columns {
    /// Those that there are now.
    pub(super) fn read(connection: &Connection) -> duckdb::Result<Self> {
        let sql = "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'main'";
        let mut statement = connection.prepare(sql)?;
        let mut all = BTreeMap::<String, BTreeSet<String>>::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            all.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(Self(all))
    }

    /// Whether a table has these.
    pub(super) fn has(&self, table: &str, columns: &[&str]) -> bool {
        self.0.get(table).is_some_and(|has| columns.iter().all(|column| has.contains(*column)))
    }

    /// What season and round are called in a table, if its rows say both.
    fn round(&self, table: &str) -> Option<[&'static str; 2]> {
        [["season", "round"], ["event_season_year", "event_round_number"]]
            .into_iter()
            .find(|names| self.has(table, names))
    }

    /// The rounds that a table's rows are of; none where they do not say.
    pub(super) fn rounds_of(&self, connection: &Connection, table: &str) -> duckdb::Result<Vec<Scope>> {
        let Some([season, round]) = self.round(table) else { return Ok(Vec::new()) };
        let rows = relation(table);
        let is_known = format!("{season} IS NOT NULL AND {round} IS NOT NULL");
        let sql = format!("SELECT DISTINCT {season}, {round} FROM {rows} WHERE {is_known}");
        let mut statement = connection.prepare(&sql)?;
        let rounds = statement.query_map([], |row| Ok(Scope::Round(row.get(0)?, row.get(1)?)))?;
        rounds.collect()
    }

    /// Whether there is such a table.
    pub(super) fn has_table(&self, table: &str) -> bool {
        self.0.contains_key(table)
    }
}

/// What a model's rows concern, whichever model reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// The session of a round that they say: it is made by rounds itself.
    Session,
    /// The round that they say, or the session by its key, id, zero or date.
    Round,
    /// All rounds of the season that they say.
    Season,
}

/// The scopes of a query's rows, which have the columns of a table.
pub(super) fn scopes(
    connection: &Connection,
    columns: &Columns,
    table: &str,
    reach: Reach,
    rows: &str,
) -> duckdb::Result<Change> {
    // A record that says its session needs no date, of which there are millions.
    let is_of_session = columns.has(table, &["session_key"]) || columns.has(table, &["zero_ms"]);
    let of_sessions = ["session_key", "zero_ms", "session_id", "date_ms"]
        .into_iter()
        .filter(|column| columns.has(table, &[column]) && !(is_of_session && *column == "date_ms"));
    let mut keys: Vec<&str> = match columns.round(table) {
        Some(names) => names.to_vec(),
        None if columns.has(table, &["season"]) => vec!["season"],
        None => of_sessions.collect(),
    };
    if reach == Reach::Session && columns.has(table, &["season", "round", "session"]) {
        keys.push("session");
    }
    if keys.is_empty() {
        let any =
            connection.query_row(&format!("SELECT count(*) > 0 FROM ({rows})"), [], |row| row.get(0))?;
        return Ok(if any { Change::Everything } else { Change::Nothing });
    }
    let sql = format!("SELECT DISTINCT {} FROM ({rows}) LIMIT {}", keys.join(", "), MOST_SCOPES + 1);
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query([])?;
    let (mut scopes, mut n) = (BTreeSet::new(), 0);
    while let Some(row) = found.next()? {
        n += 1;
        let Some(names) = columns.round(table).filter(|_| 1 < keys.len()) else {
            for (i, key) in keys.iter().enumerate() {
                scopes.extend(match *key {
                    "season" => row.get::<_, Option<i32>>(i)?.map(Scope::Season),
                    "session_id" => row.get::<_, Option<String>>(i)?.map(Scope::SessionId),
                    "session_key" => row.get::<_, Option<i64>>(i)?.map(Scope::SessionKey),
                    "zero_ms" => row.get::<_, Option<i64>>(i)?.map(Scope::Zero),
                    _ => row.get::<_, Option<i64>>(i)?.map(Scope::Date),
                });
            }
            continue;
        };
        // A row without a season is in no document.
        let Some(season) = row.get::<_, Option<i32>>(0)? else { continue };
        let session = if names.len() < keys.len() { row.get::<_, Option<String>>(2)? } else { None };
        scopes.insert(match (row.get::<_, Option<i32>>(1)?, session) {
            (Some(round), Some(session)) => Scope::Session(season, round, session),
            (Some(round), None) if reach != Reach::Season => Scope::Round(season, round),
            _ => Scope::Season(season),
        });
    }
    Ok(match n {
        0 => Change::Nothing,
        n if MOST_SCOPES < n => Change::Everything,
        _ => Change::Rows(scopes),
    })
}

/// Which rows of a model are to be made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Of sessions of rounds, of rounds, and of all rounds of seasons: none but these three kinds of scopes.
    Rounds(BTreeSet<Scope>),
    /// Of sessions by their keys.
    Sessions(BTreeSet<i64>),
}

impl Keys {
    /// Rounds that rows of these scopes concern; sessions of rounds only for a model whose rows say them.
    pub(super) fn rounds(
        connection: &Connection,
        scopes: &BTreeSet<Scope>,
        has_session: bool,
    ) -> duckdb::Result<Self> {
        let mut rounds = BTreeSet::new();
        let mut sessions = Vec::new();
        for scope in scopes {
            match scope {
                Scope::Session(season, round, _) if !has_session => {
                    rounds.insert(Scope::Round(*season, *round));
                }
                Scope::Session(..) | Scope::Round(..) | Scope::Season(_) => {
                    rounds.insert(scope.clone());
                }
                Scope::SessionKey(key) => sessions.push(format!("session_key = {key}")),
                Scope::SessionId(id) => sessions.push(format!("session_id = '{}'", id.replace('\'', "''"))),
                Scope::Zero(zero) => sessions.push(format!(
                    "session_key IN (SELECT session_key FROM int_session_zeros WHERE zero_ms = {zero})"
                )),
                Scope::Date(at) => sessions
                    .push(format!("{at} BETWEEN session_key - {NEAR_MS} AND last_date_ms + {NEAR_MS}")),
            }
        }
        // Not too many in one statement.
        for some in sessions.chunks(100) {
            let sql = format!("SELECT DISTINCT season, round FROM int_sessions WHERE {}", some.join(" OR "));
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                rounds.insert(Scope::Round(row.get(0)?, row.get(1)?));
            }
        }
        Ok(Self::Rounds(rounds))
    }

    /// Sessions of these scopes; none when a scope does not say its session.
    pub(super) fn sessions(
        connection: &Connection,
        scopes: &BTreeSet<Scope>,
    ) -> duckdb::Result<Option<Self>> {
        let mut keys = BTreeSet::new();
        for scope in scopes {
            match scope {
                Scope::SessionKey(key) => {
                    keys.insert(*key);
                }
                Scope::Zero(zero) => {
                    let sql = "SELECT session_key FROM int_session_zeros WHERE zero_ms = ?";
                    let mut statement = connection.prepare(sql)?;
                    let mut rows = statement.query([zero])?;
                    while let Some(row) = rows.next()? {
                        keys.insert(row.get(0)?);
                    }
                }
                Scope::Session(..)
                | Scope::Round(..)
                | Scope::Season(_)
                | Scope::SessionId(_)
                | Scope::Date(_) => return Ok(None),
            }
        }
        Ok(Some(Self::Sessions(keys)))
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Rounds(scopes) => scopes.is_empty(),
            Self::Sessions(keys) => keys.is_empty(),
        }
    }

    /// The condition on a row of a table: of its sessions, or where `with_session` is false or it has none, of their
    /// rounds. None where the table's rows do not say.
    pub(super) fn condition(&self, columns: &Columns, table: &str, with_session: bool) -> Option<String> {
        let any = |parts: BTreeSet<String>| match parts.into_iter().reduce(|all, part| all + " OR " + &part) {
            Some(parts) => format!("({parts})"),
            None => "false".to_owned(),
        };
        match self {
            Self::Rounds(scopes) => {
                let [season, round] = columns.round(table)?;
                let has_session = with_session && columns.has(table, &["session"]);
                let parts = scopes.iter().filter_map(|scope| match scope {
                    Scope::Session(of, n, session) if has_session => {
                        let session = session.replace('\'', "''");
                        Some(format!("({season} = {of} AND {round} = {n} AND session = '{session}')"))
                    }
                    Scope::Session(of, n, _) | Scope::Round(of, n) => {
                        Some(format!("({season} = {of} AND {round} = {n})"))
                    }
                    Scope::Season(of) => Some(format!("{season} = {of}")),
                    Scope::SessionKey(_) | Scope::SessionId(_) | Scope::Zero(_) | Scope::Date(_) => None,
                });
                Some(any(parts.collect()))
            }
            Self::Sessions(keys) => {
                let parts = keys.iter().map(|key| format!("session_key = {key}"));
                columns.has(table, &["session_key"]).then(|| any(parts.collect()))
            }
        }
    }

    /// What of a table its readers need for these rows; the table itself when they need all of it. `is_by_rounds` is
    /// whether the table is made round by round itself.
    pub(super) fn of_table(
        &self,
        connection: &Connection,
        columns: &Columns,
        table: &str,
        is_by_rounds: bool,
    ) -> duckdb::Result<String> {
        let whole = relation(table);
        if let Some(condition) = self.condition(columns, table, is_by_rounds) {
            return Ok(format!("(SELECT * FROM {whole} WHERE {condition})"));
        }
        if !columns.has(table, &["zero_ms"]) || columns.has(table, &["session_key"]) {
            return Ok(whole);
        }
        let sessions = match self {
            Self::Rounds(_) => {
                let condition = self.condition(columns, "int_sessions", true).unwrap_or_default();
                format!("session_key IN (SELECT session_key FROM int_sessions WHERE {condition})")
            }
            Self::Sessions(_) => self.condition(columns, "int_session_zeros", true).unwrap_or_default(),
        };
        let mut statement = connection
            .prepare(&format!("SELECT DISTINCT zero_ms FROM int_session_zeros WHERE {sessions}"))?;
        let zeros: Vec<i64> =
            statement.query_map([], |row| row.get(0))?.collect::<duckdb::Result<Vec<_>>>()?;
        // A range first: by it whole row groups are passed over.
        let (Some(first), Some(last)) = (zeros.iter().min(), zeros.iter().max()) else {
            return Ok(format!("(SELECT * FROM {whole} WHERE false)"));
        };
        let list = zeros.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Ok(format!(
            "(SELECT * FROM {whole} WHERE zero_ms BETWEEN {first} AND {last} AND zero_ms IN ({list}))"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_concerns_its_session_its_round_or_its_season() {
        let sprint = Scope::Session(2025, 5, "sprint".to_owned());
        let rows = Change::Rows([Scope::Round(2025, 3), Scope::Season(2024), sprint].into());
        assert!(rows.concerns(2025, 3, "race") && rows.concerns(2024, 9, "fp1"));
        assert!(rows.concerns(2025, 5, "sprint") && !rows.concerns(2025, 5, "race"));
        assert!(!rows.concerns(2025, 4, "race"));
        assert!(rows.concerns_season(2025) && !rows.concerns_season(2023));
        assert!(Change::Everything.concerns(1950, 1, "race") && !Change::Nothing.concerns_season(1950));
        let both = rows.and(&Change::Rows([Scope::Round(2025, 4)].into()));
        assert!(both.concerns(2025, 3, "race") && both.concerns(2025, 4, "race"));
        assert_eq!(both.and(&Change::Everything), Change::Everything);
    }

    #[test]
    fn places_become_the_rounds_that_their_sessions_belong_to() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE int_sessions AS SELECT * FROM (VALUES
                     (100::BIGINT, 'a''b', 2025, 1, 200::BIGINT), (900000000::BIGINT, NULL, 2025, 2, 900000100::BIGINT)
                 ) t(session_key, session_id, season, round, last_date_ms);
                 CREATE TABLE int_session_zeros AS SELECT * FROM (VALUES (101::BIGINT, 100::BIGINT)) t(zero_ms, session_key);
                 CREATE TABLE laps (season INTEGER, round INTEGER, session VARCHAR)",
            )
            .unwrap();
        let check = |scope: Scope, expected: &[(i32, i32)]| {
            let expected = expected.iter().map(|(season, round)| Scope::Round(*season, *round)).collect();
            assert_eq!(Keys::rounds(&connection, &[scope].into(), false).unwrap(), Keys::Rounds(expected));
        };
        check(Scope::Session(2025, 7, "fp1".to_owned()), &[(2025, 7)]);
        check(Scope::Zero(101), &[(2025, 1)]);
        check(Scope::Zero(102), &[]);
        check(Scope::SessionId("a'b".to_owned()), &[(2025, 1)]);
        check(Scope::SessionKey(900_000_000), &[(2025, 2)]);
        check(Scope::Date(150), &[(2025, 1)]);
        let columns = Columns::read(&connection).unwrap();
        let condition = |scopes: &[Scope], with_session| {
            let keys = Keys::rounds(&connection, &scopes.iter().cloned().collect(), true).unwrap();
            keys.condition(&columns, "laps", with_session).unwrap()
        };
        assert_eq!(condition(&[], true), "false");
        let sprint = [Scope::Session(2025, 5, "sprint".to_owned())];
        assert_eq!(condition(&sprint, true), "((season = 2025 AND round = 5 AND session = 'sprint'))");
        assert_eq!(condition(&sprint, false), "((season = 2025 AND round = 5))");
        assert_eq!(Keys::sessions(&connection, &[Scope::Season(2025)].into()).unwrap(), None);
    }
}
