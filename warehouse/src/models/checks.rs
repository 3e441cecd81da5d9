//! Tests of the data: queries that must yield no rows. The rows that they do yield say which round is not published.

use std::collections::BTreeSet;
use std::time::Instant;

use duckdb::Connection;
use minijinja::context;
use serde_json::Value;

use super::changes::{Columns, NEAR_MS};
use super::error::ModelsError;
use super::faults::{Fault, Holds, RowScope};
use super::jinja::{Jinja, Rendered, relation};
use super::project::{Check, Project, Rule, Sql};
use super::report::CheckOutcome;

/// Most rows that break a test whose words are kept.
const MOST_FAULTS: usize = 200;

/// A test that can be asked.
#[derive(Clone, Debug)]
pub(super) struct Query<'p> {
    pub name: String,
    /// Models that it reads.
    pub refs: BTreeSet<String>,
    of: String,
    by: By<'p>,
}

#[derive(Clone, Copy, Debug)]
enum By<'p> {
    Rule(&'p Check),
    Sql(&'p Sql),
}

/// All tests of a project.
pub(super) fn queries<'p>(project: &'p Project, jinja: &Jinja<'_>) -> Result<Vec<Query<'p>>, ModelsError> {
    let mut queries = Vec::new();
    for check in &project.checks {
        let mut refs = sql_of(check, jinja)?.refs;
        refs.insert(check.of.clone());
        let columns = match &check.rule {
            Rule::UniqueTogether { arguments } => arguments.columns.join("__"),
            _ => check.column.clone().unwrap_or_default(),
        };
        let name = format!("{}_{}_{columns}", word(&check.rule), check.of);
        queries.push(Query { name, of: check.of.clone(), refs, by: By::Rule(check) });
    }
    for (name, check) in &project.sql_checks {
        let refs = jinja.render(&check.path, &check.text, context! {})?.refs;
        let of = refs.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        queries.push(Query { name: name.clone(), of, refs, by: By::Sql(check) });
    }
    Ok(queries)
}

impl Query<'_> {
    /// Asks it, of those parts of tables that are read at the moment. `feeds` is whether documents are made of what
    /// it is about.
    pub(super) fn run(
        &self,
        connection: &Connection,
        jinja: &Jinja<'_>,
        feeds: bool,
    ) -> (CheckOutcome, Vec<Fault>) {
        let began = Instant::now();
        let found = self.sql(jinja).and_then(|sql| {
            let count = format!("SELECT count(*) FROM (\n{sql}\n) failures");
            let n: u64 =
                connection.query_row(&count, [], |row| row.get(0)).map_err(|error| error.to_string())?;
            let faults = if n == 0 {
                Ok(Vec::new())
            } else {
                self.faults(connection, jinja, &sql, feeds).map_err(|error| error.to_string())
            };
            Ok((n, faults?))
        });
        let (failures, faults) = match found {
            Ok((n, faults)) => (Ok(n), faults),
            Err(error) => {
                let holds = if feeds { Holds::Everything } else { Holds::Nothing };
                let (found_by, reason) = (self.name.clone(), error.clone());
                let fault = Fault { holds, found_by, reason, scope: RowScope::default() };
                (Err(error), vec![fault])
            }
        };
        (
            CheckOutcome { name: self.name.clone(), of: self.of.clone(), failures, took: began.elapsed() },
            faults,
        )
    }

    fn sql(&self, jinja: &Jinja<'_>) -> Result<String, String> {
        let rendered = match self.by {
            By::Rule(check) => sql_of(check, jinja),
            By::Sql(check) => jinja.render(&check.path, &check.text, context! {}),
        };
        rendered.map(|rendered| rendered.sql).map_err(|error| error.to_string())
    }

    /// What is wrong with each row that breaks the test, and where it belongs.
    fn faults(
        &self,
        connection: &Connection,
        jinja: &Jinja<'_>,
        sql: &str,
        feeds: bool,
    ) -> duckdb::Result<Vec<Fault>> {
        let tables = Columns::read(connection)?;
        let (rows, reason) = match self.by {
            By::Sql(_) => (format!("({sql})"), None),
            By::Rule(check) => {
                let (rows, reason) = rows_of(check, jinja, sql);
                (rows, Some(reason))
            }
        };
        let mut columns = BTreeSet::new();
        let mut statement = connection.prepare(&format!("DESCRIBE SELECT * FROM {rows}"))?;
        let mut described = statement.query([])?;
        while let Some(row) = described.next()? {
            columns.insert(row.get::<_, String>(0)?);
        }
        let rows = match by_session(&columns).filter(|_| tables.has_table(SESSIONS)) {
            Some(is_of) => {
                columns.extend(["season", "round", "session"].map(str::to_owned));
                format!(
                    "(SELECT placed.season, placed.round, placed.session, told.*
                      FROM {rows} told LEFT JOIN {} placed ON {is_of})",
                    relation(SESSIONS)
                )
            }
            None => rows,
        };
        let has = |name: &str| columns.contains(name);
        let column = |name: &str, of: &str| {
            if has(name) { format!("CAST({name} AS {of})") } else { format!("CAST(NULL AS {of})") }
        };
        let reason = match reason {
            Some(reason) => reason,
            None if has("reason") => "CAST(reason AS VARCHAR)".to_owned(),
            None => format!("'{}'", self.name.replace('_', " ")),
        };
        let sql = format!(
            "SELECT DISTINCT {}, {}, {}, coalesce({reason}, '') FROM {rows} ORDER BY ALL LIMIT {MOST_FAULTS}",
            column("season", "INTEGER"),
            column("round", "INTEGER"),
            column("session", "VARCHAR")
        );
        let mut statement = connection.prepare(&sql)?;
        let faults = statement.query_map([], |row| {
            let scope = RowScope { season: row.get(0)?, round: row.get(1)?, session: row.get(2)? };
            let holds = Holds::of_test(&self.of, feeds, has("season").then_some(&scope));
            Ok(Fault { holds, found_by: self.name.clone(), reason: row.get(3)?, scope })
        })?;
        faults.collect()
    }
}

/// The sessions that are known, and which round each is of.
const SESSIONS: &str = "int_sessions";

/// What a row that says no season has in common with its session: a record of a topic says the session's id, its zero,
/// or a date. None where it says a season, or none of these.
fn by_session(columns: &BTreeSet<String>) -> Option<String> {
    let has = |name: &str| columns.contains(name);
    let zeros = relation("int_session_zeros");
    let by = [
        ("session_id", "placed.session_id = told.session_id".to_owned()),
        ("session_key", "placed.session_key = told.session_key".to_owned()),
        (
            "zero_ms",
            format!(
                "placed.session_key IN (SELECT z.session_key FROM {zeros} z WHERE z.zero_ms = told.zero_ms)"
            ),
        ),
        ("date_ms", format!("told.date_ms BETWEEN placed.session_key AND placed.last_date_ms + {NEAR_MS}")),
    ];
    if ["season", "round", "session"].into_iter().any(has) {
        return None;
    }
    by.into_iter().find(|(name, _)| has(name)).map(|(_, is_of)| is_of)
}

fn word(rule: &Rule) -> &'static str {
    match rule {
        Rule::Unique => "unique",
        Rule::NotNull => "not_null",
        Rule::AcceptedValues { .. } => "accepted_values",
        Rule::Relationships { .. } => "relationships",
        Rule::UniqueTogether { .. } => "unique_together",
    }
}

/// The query for what breaks a test.
fn sql_of(check: &Check, jinja: &Jinja<'_>) -> Result<Rendered, ModelsError> {
    let model = jinja.relation(&check.of);
    let column = quoted(check);
    let plain = |sql: String| Rendered { sql, ..Rendered::default() };
    Ok(match &check.rule {
        Rule::Unique => {
            let having = format!("{column} IS NOT NULL GROUP BY {column} HAVING 1 < count(*)");
            plain(format!("SELECT {column} FROM {model} WHERE {having}"))
        }
        Rule::NotNull => plain(format!("SELECT * FROM {model} WHERE {column} IS NULL")),
        Rule::AcceptedValues { arguments } => {
            let text = |value: &Value| match value.as_str().unwrap_or(&value.to_string()) {
                text if arguments.quote => format!("'{}'", text.replace('\'', "''")),
                text => text.to_owned(),
            };
            let values = arguments.values.iter().map(text).collect::<Vec<_>>().join(", ");
            plain(format!("SELECT * FROM {model} WHERE {column} NOT IN ({values})"))
        }
        Rule::Relationships { arguments } => {
            let field = format!("\"{}\"", arguments.field);
            let to = jinja.render(&check.path, &format!("{{{{ {} }}}}", arguments.to), context! {})?;
            let found = format!("SELECT 1 FROM {} parent WHERE parent.{field} = child.{column}", to.sql);
            let sql = format!(
                "SELECT * FROM {model} child WHERE child.{column} IS NOT NULL AND NOT EXISTS ({found})"
            );
            Rendered { sql, ..to }
        }
        Rule::UniqueTogether { arguments } => {
            let call = "{{ test_unique_together(model, columns) }}";
            let columns = &arguments.columns;
            jinja.render(&check.path, call, context! { model, columns })?
        }
    })
}

/// The model's rows that break a test, and an expression that says in words how each does.
fn rows_of(check: &Check, jinja: &Jinja<'_>, sql: &str) -> (String, String) {
    let (of, model, column) = (&check.of, jinja.relation(&check.of), quoted(check));
    let name = check.column.as_deref().unwrap_or_default();
    let plain = format!("({sql})");
    match &check.rule {
        Rule::NotNull => (plain, format!("'{of} has a row without {name}'")),
        Rule::AcceptedValues { .. } => (plain, format!("'{name} of {of} is ' || CAST({column} AS VARCHAR)")),
        Rule::Relationships { arguments } => {
            let to = arguments.to.replace('\'', "");
            (plain, format!("'{name} ' || CAST({column} AS VARCHAR) || ' of {of} is not in {to}'"))
        }
        Rule::Unique => (
            format!("(SELECT * FROM {model} WHERE {column} IN ({sql}))"),
            format!("'{name} ' || CAST({column} AS VARCHAR) || ' stands twice in {of}'"),
        ),
        Rule::UniqueTogether { arguments } => {
            let list = arguments.columns.join(", ");
            // What a round's rows have in common says nothing.
            let told = arguments
                .columns
                .iter()
                .filter(|name| !["season", "round", "session"].contains(&name.as_str()));
            let told: Vec<String> =
                told.map(|name| format!("'{name} ' || coalesce(CAST({name} AS VARCHAR), 'none')")).collect();
            let told = if told.is_empty() { "'a row'".to_owned() } else { told.join(" || ', ' || ") };
            (
                format!("(SELECT * FROM {model} QUALIFY 1 < count(*) OVER (PARTITION BY {list}))"),
                format!("{told} || ' stands twice in {of}'"),
            )
        }
    }
}

/// Quoted, as a column may be called `end`.
fn quoted(check: &Check) -> String {
    format!("\"{}\"", check.column.as_deref().unwrap_or_default())
}
