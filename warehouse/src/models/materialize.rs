//! A model or seed in the database: as a table made anew, as one that what is new is added to, or as one of which
//! some rows are made anew.

use std::collections::BTreeSet;
use std::io::Write;

use duckdb::Connection;

use super::changes::{Change, Columns, Keys, Reach, Scope, scopes};
use super::jinja::{Jinja, relation};
use super::plan::{By, Step};
use super::project::{Materialized, Project, Seed};

/// How a table is brought up to date.
#[derive(Debug)]
pub(super) enum How {
    /// Whatever it was.
    Anew,
    /// Whole, and compared with what it was.
    Compared,
    /// What is new is added.
    Added,
    /// These rows alone.
    Rows(Keys),
}

/// The database, and what a table is made by.
pub(super) struct Make<'a, 'p> {
    pub connection: &'a Connection,
    pub project: &'p Project,
    pub jinja: &'a Jinja<'p>,
    pub columns: &'a Columns,
    /// Make incremental models anew.
    pub full_refresh: bool,
}

impl Make<'_, '_> {
    /// Makes a table; how many rows it has then, and which are others than before.
    pub(super) fn table(&self, step: &Step<'_>, how: &How) -> Result<(u64, Change), String> {
        let table = relation(step.name);
        let change = match step.by {
            By::Seed => put_seed(self.connection, &table, &self.project.seeds[step.name])
                .map(|()| Change::Everything)
                .map_err(|error| format!("{}.csv: {error:#}", step.name))?,
            By::Model(materialized) => self.model(step.name, &table, materialized, how)?,
        };
        let rows = self.count(step.name).map_err(|error| format!("{table}: {error}"))?;
        Ok((rows, change))
    }

    /// How many rows a table has.
    pub(super) fn count(&self, name: &str) -> duckdb::Result<u64> {
        let count = format!("SELECT count(*) FROM {}", relation(name));
        self.connection.query_row(&count, [], |row| row.get(0))
    }

    /// Makes a table ready for rows that are made round by round: without those of other rounds; and without any,
    /// where it is not there or has other columns.
    pub(super) fn prepare(&self, step: &Step<'_>, rounds: &BTreeSet<Scope>) -> Result<(), String> {
        let (model, table) = (&self.project.models[step.name], relation(step.name));
        let rendered = self.jinja.model(step.name, &model.path, &model.text, false);
        let sql = rendered.map_err(|error| error.to_string())?.sql;
        let of_rounds = Keys::Rounds(rounds.clone()).condition(self.columns, step.name, false);
        let statement = match of_rounds {
            Some(of_rounds) if fits(self.connection, &table, &sql).unwrap_or(false) => {
                format!("DELETE FROM {table} WHERE ({of_rounds}) IS NOT TRUE")
            }
            _ => format!("CREATE OR REPLACE TABLE {table} AS SELECT * FROM (\n{sql}\n) LIMIT 0"),
        };
        self.connection.execute_batch(&statement).map_err(|error| error.to_string())
    }

    fn model(
        &self,
        name: &str,
        table: &str,
        materialized: Materialized,
        how: &How,
    ) -> Result<Change, String> {
        let model = &self.project.models[name];
        let rendered = |is_incremental| {
            let rendered = self.jinja.model(name, &model.path, &model.text, is_incremental);
            rendered.map_err(|error| error.to_string())
        };
        let made = match how {
            How::Compared => self.compared(name, table, &rendered(false)?.sql),
            How::Rows(keys) => self.rows(name, table, keys, &rendered(false)?.sql),
            How::Added | How::Anew => {
                let may_add = materialized == Materialized::Incremental
                    && !self.full_refresh
                    && self.columns.has_table(name);
                let added = if may_add { Some(rendered(true)?) } else { None };
                match added {
                    Some(added) if fits(self.connection, table, &added.sql).unwrap_or(false) => {
                        match added.unique_key {
                            Some(key) => self.put(name, table, &key, &added.sql),
                            None => self.added(name, table, &added.sql),
                        }
                    }
                    _ => self.anew(table, &rendered(false)?.sql),
                }
            }
        };
        let change = made.map_err(|error| format!("{}: {error}", model.path))?;
        // Who reads it knows nothing of parts when all is made anew.
        Ok(if matches!(how, How::Anew) { Change::Everything } else { change })
    }

    fn anew(&self, table: &str, sql: &str) -> duckdb::Result<Change> {
        self.connection.execute_batch(&format!("CREATE OR REPLACE TABLE {table} AS (\n{sql}\n)"))?;
        Ok(Change::Everything)
    }

    /// Rows are only added, behind those that are there; unless the table is made of the source anew.
    fn added(&self, name: &str, table: &str, sql: &str) -> duckdb::Result<Change> {
        let next = format!("SELECT coalesce(max(rowid), -1) + 1 FROM {table}");
        let next: i64 = self.connection.query_row(&next, [], |row| row.get(0))?;
        self.connection.execute_batch(&format!("INSERT INTO {table} BY NAME (\n{sql}\n)"))?;
        self.scopes(name, &format!("SELECT * FROM {table} WHERE rowid >= {next}"))
    }

    /// Rows are added, each in the place of the one with its key if there is one: by one transaction.
    fn put(&self, name: &str, table: &str, key: &str, sql: &str) -> duckdb::Result<Change> {
        self.connection.execute_batch(&format!("CREATE OR REPLACE TEMP TABLE fresh AS (\n{sql}\n)"))?;
        let keyed = format!("\"{key}\" IN (SELECT \"{key}\" FROM temp.fresh)");
        let rows = format!("SELECT * FROM temp.fresh UNION ALL BY NAME SELECT * FROM {table} WHERE {keyed}");
        let change = self.scopes(name, &rows)?;
        if change != Change::Nothing {
            let transaction = self.connection.unchecked_transaction()?;
            transaction.execute_batch(&format!(
                "DELETE FROM {table} WHERE {keyed}; INSERT INTO {table} BY NAME SELECT * FROM temp.fresh"
            ))?;
            transaction.commit()?;
        }
        Ok(change)
    }

    fn compared(&self, name: &str, table: &str, sql: &str) -> duckdb::Result<Change> {
        self.connection.execute_batch(&format!("CREATE OR REPLACE TEMP TABLE fresh AS (\n{sql}\n)"))?;
        let change = self.scopes(name, &different("temp.fresh", table))?;
        if change != Change::Nothing {
            self.connection
                .execute_batch(&format!("CREATE OR REPLACE TABLE {table} AS SELECT * FROM temp.fresh"))?;
        }
        Ok(change)
    }

    /// Replaces rows with these keys, if they are others: by one transaction, so that nobody sees none.
    fn rows(&self, name: &str, table: &str, keys: &Keys, sql: &str) -> duckdb::Result<Change> {
        let keyed = keys.condition(self.columns, name, true).unwrap_or_else(|| "true".to_owned());
        self.connection.execute_batch(&format!(
            "CREATE OR REPLACE TEMP TABLE fresh AS SELECT * FROM (\n{sql}\n) WHERE {keyed}"
        ))?;
        let old = format!("(SELECT * FROM {table} WHERE {keyed})");
        let change = self.scopes(name, &different("temp.fresh", &old))?;
        if change != Change::Nothing {
            let transaction = self.connection.unchecked_transaction()?;
            transaction.execute_batch(&format!(
                "DELETE FROM {table} WHERE {keyed}; INSERT INTO {table} BY NAME SELECT * FROM temp.fresh"
            ))?;
            transaction.commit()?;
        }
        Ok(change)
    }

    fn scopes(&self, name: &str, rows: &str) -> duckdb::Result<Change> {
        let parts = &self.project.parts;
        let reach = match name {
            name if parts.season_wide.contains(name) => Reach::Season,
            name if parts.round.contains(name) => Reach::Session,
            _ => Reach::Round,
        };
        scopes(self.connection, self.columns, name, reach, rows)
    }
}

/// Rows that one of two tables has and the other has not, as often as it has them.
fn different(one: &str, other: &str) -> String {
    format!(
        "(SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other})
         UNION ALL (SELECT * FROM {other} EXCEPT ALL SELECT * FROM {one})"
    )
}

/// Whether rows of a query have the table's columns.
fn fits(connection: &Connection, table: &str, sql: &str) -> duckdb::Result<bool> {
    let columns = |of: &str| -> duckdb::Result<Vec<(String, String)>> {
        let mut statement = connection.prepare(&format!("DESCRIBE {of}"))?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    };
    Ok(columns(table)? == columns(&format!("(\n{sql}\n)"))?)
}

/// Reads CSV by way of a file, since DuckDB has no other.
fn put_seed(connection: &Connection, table: &str, seed: &Seed) -> anyhow::Result<()> {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    file.write_all(seed.csv.as_bytes())?;
    let types = seed.column_types.iter().map(|(column, of)| format!("'{column}': '{of}'"));
    let types = match types.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => String::new(),
        types => format!(", types = {{{types}}}"),
    };
    let path = file.path().display().to_string().replace('\'', "''");
    let read = format!("read_csv('{path}', header = true, delim = ','{types})");
    connection.execute_batch(&format!("CREATE OR REPLACE TABLE {table} AS SELECT * FROM {read}"))?;
    Ok(())
}
