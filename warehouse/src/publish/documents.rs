//! Each document's query.

use duckdb::Connection;

use super::PublishError;
use super::output::Output;

/// Writes all documents.
pub(super) fn write_all(connection: &Connection, output: &mut Output) -> Result<(), PublishError> {
    let _: i64 = connection.query_row("SELECT 1", [], |row| row.get(0))?;
    output.put("index.json", &gridcast_shared::mart::Index::default())
}
