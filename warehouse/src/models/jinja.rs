//! Jinja of models, macros and tests into SQL, as dbt would render it for `DuckDB`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Rest, Serde, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value, context};
use serde::Deserialize;

use super::error::ModelsError;
use super::project::{Materialized, Project};

/// A rendered text.
#[derive(Clone, Debug, Default)]
pub(super) struct Rendered {
    /// SQL.
    pub sql: String,
    /// Models and seeds that it reads.
    pub refs: BTreeSet<String>,
    /// Tables that others fill and it reads.
    pub sources: BTreeSet<String>,
    /// What it says of itself in `config(materialized=…)`.
    pub materialized: Option<Materialized>,
    /// In `config(unique_key=…)`: the column by which a row that is made takes the place of one that is there.
    pub unique_key: Option<String>,
}

/// The project's macros, and what dbt gives to models.
#[derive(Debug)]
pub(super) struct Jinja<'p> {
    environment: Environment<'p>,
    said: Said,
    parts: Parts,
}

/// What stands in the place of a table where only a part of it is to be read.
type Parts = Arc<Mutex<BTreeMap<String, String>>>;

/// What the text that is rendered has said, beside its SQL.
type Said = Arc<Mutex<Rendered>>;

impl<'p> Jinja<'p> {
    /// Reads the macros.
    pub(super) fn of(project: &'p Project) -> Result<Self, ModelsError> {
        let (said, parts) = (Said::default(), Parts::default());
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (path, text) in &project.macros {
            environment.add_template(path, text).map_err(|error| wrong(path, &error))?;
            for name in macro_names(text) {
                environment.add_function(name, macro_of(path, name));
            }
        }
        let names: BTreeSet<String> = project.models.keys().chain(project.seeds.keys()).cloned().collect();
        let (to, part_of) = (Arc::clone(&said), Arc::clone(&parts));
        environment.add_function("ref", move |name: String| {
            if !names.contains(&name) {
                return Err(invalid(format!("there is no model {name}")));
            }
            let part = heard(&part_of).get(&name).cloned();
            let relation = part.unwrap_or_else(|| relation(&name));
            heard(&to).refs.insert(name);
            Ok(relation)
        });
        let sources = project.sources.clone();
        let to = Arc::clone(&said);
        environment.add_function("source", move |source: String, table: String| {
            if !sources.contains(&(source.clone(), table.clone())) {
                return Err(invalid(format!("there is no source {source}.{table}")));
            }
            let relation = relation(&table);
            heard(&to).sources.insert(table);
            Ok(relation)
        });
        let to = Arc::clone(&said);
        environment.add_function("config", move |arguments: Kwargs| {
            let value: Value = arguments.get("materialized")?;
            let unique_key: Option<String> = arguments.get("unique_key")?;
            arguments.assert_all_used()?;
            let mut said = heard(&to);
            said.materialized = Some(Materialized::deserialize(value)?);
            said.unique_key = unique_key;
            Ok::<_, Error>("")
        });
        let vars = project.vars.clone();
        environment.add_function("var", move |name: String, default: Option<Value>| {
            let value = vars.get(&name).map(|value| Value::from(Serde(value))).or(default);
            value.ok_or_else(|| invalid(format!("there is no var {name}")))
        });
        environment.add_global("target", context! { type => "duckdb" });
        Ok(Self { environment, said, parts })
    }

    /// Reads these parts of tables, until it is told of others; of tables that are not among them all.
    pub(super) fn read_parts(&self, parts: BTreeMap<String, String>) {
        *heard(&self.parts) = parts;
    }

    /// A table, or the part of it that is read.
    pub(super) fn relation(&self, name: &str) -> String {
        heard(&self.parts).get(name).cloned().unwrap_or_else(|| relation(name))
    }

    /// Renders a model; `is_incremental` asks only for what is new.
    pub(super) fn model(
        &self,
        name: &str,
        path: &str,
        text: &str,
        is_incremental: bool,
    ) -> Result<Rendered, ModelsError> {
        let is_incremental = Value::from_function(move || is_incremental);
        self.render(path, text, context! { this => relation(name), is_incremental })
    }

    /// Renders any text of the project.
    pub(super) fn render(&self, path: &str, text: &str, context: Value) -> Result<Rendered, ModelsError> {
        *heard(&self.said) = Rendered::default();
        let sql =
            self.environment.render_named_str(path, text, context).map_err(|error| wrong(path, &error))?;
        let said = std::mem::take(&mut *heard(&self.said));
        Ok(Rendered { sql: sql.trim().trim_end_matches(';').to_owned(), ..said })
    }
}

/// A table's name in SQL. All lie in one schema.
pub(super) fn relation(name: &str) -> String {
    format!("\"main\".\"{name}\"")
}

fn heard<T>(said: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    said.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Names of the macros that a text defines.
fn macro_names(text: &str) -> impl Iterator<Item = &str> {
    text.split("{%").skip(1).filter_map(|tag| {
        let inner = tag.trim_start_matches('-').trim_start().strip_prefix("macro ")?;
        Some(inner.split('(').next()?.trim())
    })
}

/// A function that calls a macro, from a model or from another macro, whichever file it is in.
fn macro_of(
    path: &str,
    name: &str,
) -> impl Fn(&mut State<'_, '_>, Rest<ValueOrKwargs>) -> Result<Value, Error> + Send + Sync + 'static {
    let (path, name) = (path.to_owned(), name.to_owned());
    move |state, args| {
        let args = args.into_values();
        let mut template = state.get_template(&path)?.render_captured(())?;
        template.with_state_mut(|inner| inner.call_macro(&name, &args)).map(Value::from)
    }
}

fn invalid(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}

/// The error with its line, and those that led to it.
fn wrong(path: &str, error: &Error) -> ModelsError {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    let reason = causes.fold(error.to_string(), |reason, cause| format!("{reason}: {cause}"));
    ModelsError::Project { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::super::project::Sql;
    use super::*;

    fn check(macros: &[&str], text: &str, is_incremental: bool) -> Result<Rendered, ModelsError> {
        let mut project = Project::default();
        for (i, text) in macros.iter().enumerate() {
            project.macros.insert(format!("macros/{i}.sql"), (*text).to_owned());
        }
        project.vars.insert("step".to_owned(), 10.into());
        project.sources.insert(("raw".to_owned(), "stg_laps".to_owned()));
        project.models.insert("a".to_owned(), Sql { path: "a.sql".to_owned(), text: String::new() });
        Jinja::of(&project)?.model("x", "x.sql", text, is_incremental)
    }

    #[test]
    fn models_say_what_they_read_and_are() {
        let text = "{{ config(materialized='incremental', unique_key='t') }}
            select * from {{ ref('a') }} join {{ source('raw', 'stg_laps') }}
            {% if is_incremental() %} where t > (select max(t) from {{ this }}) {% endif %} limit {{ var('step', 7) }} {{ var('z', 7) }};";
        let rendered = check(&[], text, true).unwrap();
        assert!(rendered.sql.contains(r#"from "main"."a" join "main"."stg_laps""#), "{}", rendered.sql);
        assert!(rendered.sql.contains(r#"from "main"."x")"#) && rendered.sql.ends_with("limit 10 7"));
        assert_eq!(rendered.materialized, Some(Materialized::Incremental));
        assert_eq!(rendered.unique_key.as_deref(), Some("t"));
        assert_eq!(rendered.refs.into_iter().collect::<Vec<_>>(), ["a"]);
        assert!(!check(&[], text, false).unwrap().sql.contains("max(t)"));
    }

    #[test]
    fn macros_call_macros_of_other_files_whichever_comes_first() {
        let macros = [
            "{% macro seconds(column, digits=1) %}round({{ ms(column) }} / 1000.0, {{ digits }}){% endmacro %}",
            "{% macro ms(c) -%}{% if target.type == 'duckdb' %}epoch_ms({{ c }}){% endif %}{%- endmacro %}
             {%- macro rows_of(model) %}select * from {{ ref(model) }}{% endmacro %}",
        ];
        let rendered = check(&macros, "{{ seconds('t', digits=3) }}", false).unwrap();
        assert_eq!(rendered.sql, "round(epoch_ms(t) / 1000.0, 3)");
        assert!(check(&macros, "{{ rows_of('a') }}", false).unwrap().refs.contains("a"));
    }

    #[test]
    fn what_is_not_there_is_named_with_its_line() {
        let error = |text: &str| check(&[], text, false).unwrap_err().to_string();
        let no_model = error("\n\n{{ ref('z') }}");
        assert!(no_model.contains("there is no model z (in x.sql:3)"), "{no_model}");
        assert!(error("{{ source('raw', 'z') }}").contains("no source raw.z"));
        assert!(error("{{ var('z') }}").contains("no var z"));
        assert!(error("\n{{ nothing }}").contains("x.sql:2"), "{}", error("\n{{ nothing }}"));
        let view = error("{{ config(materialized='view') }}");
        assert!(view.contains("unknown variant `view`, expected `table` or `incremental`"), "{view}");
        assert!(error("{{ config(materialized='table', tags=1) }}").contains("tags"));
    }
}
