//! What the last build left, so that the next one need do only what is new: of which project the tables are, and
//! how much of each source they hold. There is none while a build goes on, and after one that did not end well.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::{Connection, OptionalExt, params};

use super::jinja::relation;

/// How much a source holds, as a text that is another whenever its rows are.
pub(super) type Sources = BTreeMap<String, String>;

/// Reads what the last build of this project left; none when there is none, or it was of another project.
pub(super) fn take(connection: &Connection, project: &str) -> duckdb::Result<Option<Sources>> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS meta_build (project VARCHAR NOT NULL, sources VARCHAR NOT NULL)",
    )?;
    let sql = "SELECT sources FROM meta_build WHERE project = ?";
    let text: Option<String> = connection.query_row(sql, [project], |row| row.get(0)).optional()?;
    connection.execute_batch("DELETE FROM meta_build")?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Notes that the tables are those of this project and hold all of these sources.
pub(super) fn put(connection: &Connection, project: &str, sources: &Sources) -> duckdb::Result<()> {
    let text = serde_json::Value::from_iter(sources.clone()).to_string();
    connection.execute("INSERT INTO meta_build VALUES (?, ?)", params![project, text])?;
    Ok(())
}

/// How much the sources hold now. Records are only added; season data says when each row was loaded.
pub(super) fn sources(connection: &Connection, names: &BTreeSet<String>) -> duckdb::Result<Sources> {
    let mut sources = Sources::new();
    for name in names {
        let dated = "SELECT count(*) > 0 FROM duckdb_columns()
                     WHERE schema_name = 'main' AND table_name = ? AND column_name = 'loaded_at'";
        let is_dated: bool = connection.query_row(dated, [name], |row| row.get(0))?;
        // A sum, not the newest: a clock that was set back would hide a row that was replaced.
        let newest = if is_dated { "sum(epoch_us(loaded_at))" } else { "max(rowid)" };
        let sql = format!("SELECT concat_ws(' ', count(*), {newest}) FROM {}", relation(name));
        // A source that is not there fails the models that read it.
        let held = connection.query_row(&sql, [], |row| row.get(0)).unwrap_or_default();
        sources.insert(name.clone(), held);
    }
    Ok(sources)
}
