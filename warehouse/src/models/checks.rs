//! Tests of the data: queries that must yield no rows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Instant;

use duckdb::Connection;
use serde_json::{Map, Value};

use super::graph::Order;
use super::project::{Check, Project, Relation};
use super::render::{Rendered, Scene, render};
use super::report::{BuildReport, CheckOutcome, Severity};
use super::{ModelsError, millis};
use crate::stop::Stop;

/// Runs the tests of what was selected; of everything, those of sources and of nothing in particular too. Those
/// of models that failed are left out: they would speak of old rows.
pub(super) fn run(
    connection: &Connection,
    project: &Project,
    relations: &Arc<BTreeMap<String, String>>,
    order: &Order,
    failed: &BTreeSet<&str>,
    stop: &Stop,
    report: &mut BuildReport,
) -> Result<(), ModelsError> {
    let jinja = Jinja { project, relations };
    let selected: BTreeSet<&str> = order.selected.iter().map(String::as_str).collect();
    let is_wanted = |refs: &BTreeSet<String>| {
        let is_selected =
            order.is_all || (!refs.is_empty() && refs.iter().all(|name| selected.contains(name.as_str())));
        is_selected && !refs.iter().any(|name| failed.contains(name.as_str()))
    };
    for check in &project.checks {
        let query = jinja.generic(check)?;
        if !stop.is_raised() && is_wanted(&query.refs) {
            let severity = Severity::of(&check.config);
            report.checks.push(outcome(connection, &check.name, &check.of_name, severity, &query.sql));
        }
    }
    for (name, check) in &project.sql_checks {
        let query = jinja.render(&check.path, &check.text, minijinja::Value::from(()))?;
        let of = query.refs.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        if !stop.is_raised() && is_wanted(&query.refs) {
            let severity = Severity::of(&query.config);
            report.checks.push(outcome(connection, name, &of, severity, &query.sql));
        }
    }
    Ok(())
}

fn outcome(connection: &Connection, name: &str, of: &str, severity: Severity, sql: &str) -> CheckOutcome {
    let began = Instant::now();
    let sql = sql.trim().trim_end_matches(';');
    let counted =
        connection.query_row(&format!("SELECT count(*) FROM (\n{sql}\n) failures"), [], |row| row.get(0));
    let (failures, error) = match counted {
        Ok(failures) => (failures, None),
        Err(error) => (0, Some(error.to_string())),
    };
    CheckOutcome {
        name: name.to_owned(),
        of: of.to_owned(),
        severity,
        failures,
        error,
        ms: millis(began.elapsed()),
    }
}

struct Jinja<'a> {
    project: &'a Project,
    relations: &'a Arc<BTreeMap<String, String>>,
}

impl Jinja<'_> {
    fn render(&self, path: &str, text: &str, context: minijinja::Value) -> Result<Rendered, ModelsError> {
        let this = Relation { schema: "main".to_owned(), name: "test".to_owned() };
        let scene = Scene { this, is_incremental: false, relations: Arc::clone(self.relations) };
        render(self.project, path, text, &scene, context)
    }

    /// The query of a generic test: dbt's own four, or a macro `test_…` of the project.
    fn generic(&self, check: &Check) -> Result<Rendered, ModelsError> {
        let place = format!("test {}", check.name);
        let of = self.render(&place, &format!("{{{{ {} }}}}", check.of), minijinja::Value::from(()))?;
        let mut refs = of.refs;
        let model = match check.config.get("where").and_then(Value::as_str) {
            Some(condition) => format!("(SELECT * FROM {} WHERE {condition}) dbt_subquery", of.sql),
            None => of.sql,
        };
        let column =
            check.column.clone().or_else(|| text_of(&check.arguments, "column_name")).unwrap_or_default();
        // Quoted, as a column may be called `end`; an expression is left as it is.
        let is_name = column.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let column = if is_name { format!("\"{column}\"") } else { column };
        let sql = match check.kind.as_str() {
            "unique" => format!(
                "SELECT {column}, count(*) FROM {model} WHERE {column} IS NOT NULL
                 GROUP BY {column} HAVING 1 < count(*)"
            ),
            "not_null" => format!("SELECT {column} FROM {model} WHERE {column} IS NULL"),
            "accepted_values" => format!(
                "SELECT {column}, count(*) FROM {model} WHERE {column} NOT IN ({}) GROUP BY {column}",
                values_of(&check.arguments)
            ),
            "relationships" => {
                let to = text_of(&check.arguments, "to").unwrap_or_default();
                let to = self.render(&place, &format!("{{{{ {to} }}}}"), minijinja::Value::from(()))?;
                refs.extend(to.refs);
                let field = text_of(&check.arguments, "field").unwrap_or_default();
                format!(
                    "SELECT child.{column} FROM (SELECT {column} FROM {model} WHERE {column} IS NOT NULL) child
                     WHERE NOT EXISTS (SELECT 1 FROM {} parent WHERE parent.{field} = child.{column})",
                    to.sql
                )
            }
            own => {
                let name = format!("test_{}", own.rsplit('.').next().unwrap_or(own));
                let mut names = vec!["model=model".to_owned()];
                let mut context = Map::from_iter([("model".to_owned(), Value::from(model))]);
                if let Some(column) = &check.column {
                    context.insert("column_name".to_owned(), column.clone().into());
                    names.push("column_name=column_name".to_owned());
                }
                for (argument, value) in &check.arguments {
                    context.insert(argument.clone(), value.clone());
                    names.push(format!("{argument}={argument}"));
                }
                let call = format!("{{{{ {name}({}) }}}}", names.join(", "));
                let rendered =
                    self.render(&place, &call, minijinja::Value::from(minijinja::value::Serde(&context)))?;
                refs.extend(rendered.refs);
                rendered.sql
            }
        };
        Ok(Rendered { sql, refs, config: Map::new() })
    }
}

fn text_of(arguments: &Map<String, Value>, name: &str) -> Option<String> {
    arguments.get(name).and_then(Value::as_str).map(String::from)
}

/// The values of `accepted_values`, quoted unless `quote: false` says otherwise.
fn values_of(arguments: &Map<String, Value>) -> String {
    let is_quoted = arguments.get("quote").and_then(Value::as_bool).unwrap_or(true);
    let values = arguments.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let text = |value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), String::from);
        if is_quoted { format!("'{}'", text.replace('\'', "''")) } else { text }
    };
    values.iter().map(text).collect::<Vec<_>>().join(", ")
}
