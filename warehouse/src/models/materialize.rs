//! A model in the database: as a view, as a table made anew, or as a table that what is new is added to.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use duckdb::Connection;
use serde_json::Value;

use super::project::{Project, Relation};
use super::render::{Scene, render};
use super::{Materialized, Planned};

/// Makes a model; rows of its table, none of a view.
pub(super) fn make(
    connection: &Connection,
    project: &Project,
    planned: &Planned,
    relations: &Arc<BTreeMap<String, String>>,
    full_refresh: bool,
) -> Result<Option<u64>, String> {
    let node = &project.nodes[&planned.name];
    let target = &planned.relation;
    let kind = kind_of(connection, target).map_err(|error| error.to_string())?;
    let goes_on =
        planned.materialized == Materialized::Incremental && kind == Some(Kind::Table) && !full_refresh;
    let sql = |is_incremental| {
        let scene = Scene { this: target.clone(), is_incremental, relations: Arc::clone(relations) };
        render(project, &node.path, &node.text, &scene, minijinja::Value::from(()))
            .map(|rendered| rendered.sql.trim().trim_end_matches(';').to_owned())
            .map_err(|error| error.to_string())
    };
    let database = |error: duckdb::Error| format!("{}: {error}", node.path);
    if target.schema != "main" {
        let sql = format!("CREATE SCHEMA IF NOT EXISTS \"{}\"", target.schema);
        connection.execute_batch(&sql).map_err(database)?;
    }
    match planned.materialized {
        Materialized::Ephemeral => Ok(None),
        Materialized::View => {
            let sql = sql(false)?;
            replace(connection, target, kind, Kind::View, &sql).map_err(database)?;
            Ok(None)
        }
        Materialized::Seed => {
            let seed = seed_sql(&node.text, &planned.config)?;
            replace(connection, target, kind, Kind::Table, &seed.sql).map_err(database)?;
            count(connection, target).map_err(database).map(Some)
        }
        Materialized::Incremental if goes_on => {
            add(connection, planned, &sql(true)?, &|| sql(false))
                .map_err(|error| format!("{}: {error}", node.path))?;
            count(connection, target).map_err(database).map(Some)
        }
        Materialized::Table | Materialized::Incremental => {
            replace(connection, target, kind, Kind::Table, &sql(false)?).map_err(database)?;
            count(connection, target).map_err(database).map(Some)
        }
    }
}

/// What there is in the database under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Table,
    View,
}

fn kind_of(connection: &Connection, relation: &Relation) -> duckdb::Result<Option<Kind>> {
    let mut statement = connection.prepare(
        "SELECT table_type FROM information_schema.tables
         WHERE table_catalog = current_database() AND table_schema = ? AND table_name = ?",
    )?;
    let mut rows = statement.query([&relation.schema, &relation.name])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let kind: String = row.get(0)?;
    Ok(Some(if kind == "VIEW" { Kind::View } else { Kind::Table }))
}

/// Makes a table or view anew, whatever stood there.
fn replace(
    connection: &Connection,
    target: &Relation,
    there: Option<Kind>,
    kind: Kind,
    sql: &str,
) -> duckdb::Result<()> {
    let transaction = connection.unchecked_transaction()?;
    match there {
        Some(Kind::View) if kind == Kind::Table => {
            transaction.execute_batch(&format!("DROP VIEW {target}"))?;
        }
        Some(Kind::Table) if kind == Kind::View => {
            transaction.execute_batch(&format!("DROP TABLE {target}"))?;
        }
        _ => {}
    }
    let word = if kind == Kind::View { "VIEW" } else { "TABLE" };
    transaction.execute_batch(&format!("CREATE OR REPLACE {word} {target} AS (\n{sql}\n)"))?;
    transaction.commit()
}

/// Adds what is new: rows of the same key are replaced. A table of other columns is made anew.
fn add(
    connection: &Connection,
    planned: &Planned,
    sql: &str,
    whole: &dyn Fn() -> Result<String, String>,
) -> Result<(), String> {
    let target = &planned.relation;
    let text = |error: duckdb::Error| error.to_string();
    let new = format!("\"{}__new\"", target.name);
    let transaction = connection.unchecked_transaction().map_err(text)?;
    transaction.execute_batch(&format!("CREATE OR REPLACE TEMP TABLE {new} AS (\n{sql}\n)")).map_err(text)?;
    let columns = columns_of(connection, &format!("temp.{new}")).map_err(text)?;
    if columns == columns_of(connection, &target.to_string()).map_err(text)? {
        let keys = keys_of(&planned.config);
        if !keys.is_empty() {
            let same: Vec<String> =
                keys.iter().map(|key| format!("n.\"{key}\" IS NOT DISTINCT FROM t.\"{key}\"")).collect();
            let delete = format!("DELETE FROM {target} t USING temp.{new} n WHERE {}", same.join(" AND "));
            transaction.execute_batch(&delete).map_err(text)?;
        }
        let insert = format!("INSERT INTO {target} BY NAME SELECT * FROM temp.{new}");
        transaction.execute_batch(&insert).map_err(text)?;
    } else {
        let whole = format!("CREATE OR REPLACE TABLE {target} AS (\n{}\n)", whole()?);
        transaction.execute_batch(&whole).map_err(text)?;
    }
    transaction.execute_batch(&format!("DROP TABLE temp.{new}")).map_err(text)?;
    transaction.commit().map_err(text)
}

/// Names and types of a table's columns.
fn columns_of(connection: &Connection, relation: &str) -> duckdb::Result<Vec<(String, String)>> {
    let mut statement = connection.prepare(&format!("DESCRIBE {relation}"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

fn keys_of(config: &serde_json::Map<String, Value>) -> Vec<String> {
    match config.get("unique_key") {
        Some(Value::String(key)) => vec![key.clone()],
        Some(Value::Array(keys)) => keys.iter().filter_map(Value::as_str).map(String::from).collect(),
        _ => Vec::new(),
    }
}

fn count(connection: &Connection, target: &Relation) -> duckdb::Result<u64> {
    connection.query_row(&format!("SELECT count(*) FROM {target}"), [], |row| row.get(0))
}

/// SQL that reads a seed; the file lives as long as this.
struct Seed {
    sql: String,
    _file: tempfile::NamedTempFile,
}

fn seed_sql(text: &str, config: &serde_json::Map<String, Value>) -> Result<Seed, String> {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile().map_err(|error| error.to_string())?;
    file.write_all(text.as_bytes()).and_then(|()| file.flush()).map_err(|error| error.to_string())?;
    let types = config.get("column_types").and_then(Value::as_object);
    let types: Vec<String> = types
        .into_iter()
        .flatten()
        .filter_map(|(column, of)| Some(format!("'{column}': '{}'", of.as_str()?)))
        .collect();
    let types = if types.is_empty() { String::new() } else { format!(", types = {{{}}}", types.join(", ")) };
    let path = file.path().display().to_string().replace('\'', "''");
    Ok(Seed {
        sql: format!("SELECT * FROM read_csv('{path}', header = true, delim = ','{types})"),
        _file: file,
    })
}
