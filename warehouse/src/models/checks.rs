//! Tests of the data: queries that must yield no rows.

use std::collections::BTreeSet;
use std::time::Instant;

use duckdb::Connection;
use minijinja::context;
use serde_json::Value;

use super::error::ModelsError;
use super::jinja::{Jinja, Rendered, relation};
use super::project::{Check, Project, Rule};
use super::report::CheckOutcome;

/// A test that can be asked.
#[derive(Clone, Debug)]
pub(super) struct Query {
    name: String,
    of: String,
    sql: String,
    /// Models that it reads.
    pub refs: BTreeSet<String>,
}

/// All tests of a project.
pub(super) fn queries(project: &Project, jinja: &Jinja<'_>) -> Result<Vec<Query>, ModelsError> {
    let mut queries = Vec::new();
    for check in &project.checks {
        let (kind, Rendered { sql, mut refs, .. }) = sql_of(check, jinja)?;
        refs.insert(check.of.clone());
        let parts = [Some(kind), Some(&check.of), check.column.as_deref()];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join("_");
        queries.push(Query { name, of: check.of.clone(), sql, refs });
    }
    for (name, check) in &project.sql_checks {
        let Rendered { sql, refs, .. } = jinja.render(&check.path, &check.text, context! {})?;
        let of = refs.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        queries.push(Query { name: name.clone(), of, sql, refs });
    }
    Ok(queries)
}

impl Query {
    /// Asks it.
    pub(super) fn run(&self, connection: &Connection) -> CheckOutcome {
        let began = Instant::now();
        let count = format!("SELECT count(*) FROM (\n{}\n) failures", self.sql);
        let found = connection.query_row(&count, [], |row| row.get(0)).map_err(|error| error.to_string());
        CheckOutcome { name: self.name.clone(), of: self.of.clone(), failures: found, took: began.elapsed() }
    }
}

/// A test's kind, and the query for rows that break it.
fn sql_of<'c>(check: &Check, jinja: &Jinja<'_>) -> Result<(&'c str, Rendered), ModelsError> {
    let model = relation(&check.of);
    // Quoted, as a column may be called `end`.
    let column = format!("\"{}\"", check.column.as_deref().unwrap_or_default());
    let plain = |sql: String| Rendered { sql, ..Rendered::default() };
    Ok(match &check.rule {
        Rule::Unique => {
            let having = format!("{column} IS NOT NULL GROUP BY {column} HAVING 1 < count(*)");
            ("unique", plain(format!("SELECT {column} FROM {model} WHERE {having}")))
        }
        Rule::NotNull => ("not_null", plain(format!("SELECT 1 FROM {model} WHERE {column} IS NULL"))),
        Rule::AcceptedValues { arguments } => {
            let text = |value: &Value| match value.as_str().unwrap_or(&value.to_string()) {
                text if arguments.quote => format!("'{}'", text.replace('\'', "''")),
                text => text.to_owned(),
            };
            let values = arguments.values.iter().map(text).collect::<Vec<_>>().join(", ");
            let sql = format!("SELECT 1 FROM {model} WHERE {column} NOT IN ({values})");
            ("accepted_values", plain(sql))
        }
        Rule::Relationships { arguments } => {
            let field = format!("\"{}\"", arguments.field);
            let to = jinja.render(&check.path, &format!("{{{{ {} }}}}", arguments.to), context! {})?;
            let found = format!("SELECT 1 FROM {} parent WHERE parent.{field} = child.{column}", to.sql);
            let sql = format!(
                "SELECT 1 FROM {model} child WHERE child.{column} IS NOT NULL AND NOT EXISTS ({found})"
            );
            ("relationships", Rendered { sql, ..to })
        }
        Rule::UniqueTogether { arguments } => {
            let call = "{{ test_unique_together(model, columns) }}";
            let columns = &arguments.columns;
            ("unique_together", jinja.render(&check.path, call, context! { model, columns })?)
        }
    })
}
