//! A model or seed in the database: as a table made anew, or as one that what is new is added to.

use std::io::Write;

use duckdb::Connection;

use super::jinja::{Jinja, relation};
use super::plan::{By, Step};
use super::project::{Materialized, Project, Seed};

/// Makes a table; how many rows it has then.
pub(super) fn make(
    connection: &Connection,
    project: &Project,
    jinja: &Jinja<'_>,
    step: &Step<'_>,
    full_refresh: bool,
) -> Result<u64, String> {
    let table = relation(step.name);
    match step.by {
        By::Seed => put_seed(connection, &table, &project.seeds[step.name])
            .map_err(|error| format!("{}.csv: {error:#}", step.name))?,
        By::Model(materialized) => {
            let model = &project.models[step.name];
            let sql = |is_incremental| {
                let rendered = jinja.model(step.name, &model.path, &model.text, is_incremental);
                rendered.map(|rendered| rendered.sql).map_err(|error| error.to_string())
            };
            let failed = |error: duckdb::Error| format!("{}: {error}", model.path);
            let goes_on = materialized == Materialized::Incremental
                && !full_refresh
                && exists(connection, step.name).map_err(failed)?;
            let statement = if goes_on && fits(connection, &table, &sql(true)?).map_err(failed)? {
                format!("INSERT INTO {table} BY NAME (\n{}\n)", sql(true)?)
            } else {
                format!("CREATE OR REPLACE TABLE {table} AS (\n{}\n)", sql(false)?)
            };
            connection.execute_batch(&statement).map_err(failed)?;
        }
    }
    let count = format!("SELECT count(*) FROM {table}");
    connection.query_row(&count, [], |row| row.get(0)).map_err(|error| format!("{table}: {error}"))
}

fn exists(connection: &Connection, name: &str) -> duckdb::Result<bool> {
    let sql = "SELECT count(*) > 0 FROM duckdb_tables() WHERE schema_name = 'main' AND table_name = ?";
    connection.query_row(sql, [name], |row| row.get(0))
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
