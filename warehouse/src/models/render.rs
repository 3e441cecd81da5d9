//! Jinja of models, macros and tests into SQL, as dbt would render it for `DuckDB`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Kwargs, Object, Rest, Serde, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use serde_json::Map;

use super::ModelsError;
use super::project::{Project, Relation, macro_names};

/// What a model is when it is rendered.
#[derive(Clone, Debug)]
pub(super) struct Scene {
    /// Itself.
    pub this: Relation,
    /// Whether only what is new is to be selected.
    pub is_incremental: bool,
    /// What `ref` yields, by name.
    pub relations: Arc<BTreeMap<String, String>>,
}

/// A rendered text.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    /// SQL.
    pub sql: String,
    /// Models and seeds that it reads.
    pub refs: BTreeSet<String>,
    /// What it says in `config(…)`.
    pub config: Map<String, serde_json::Value>,
}

/// What a rendering leaves behind.
#[derive(Debug, Default)]
struct Heard {
    refs: BTreeSet<String>,
    config: Map<String, serde_json::Value>,
}

type Shared = Arc<Mutex<Heard>>;

/// Renders a text of the project.
pub(super) fn render(
    project: &Project,
    path: &str,
    text: &str,
    scene: &Scene,
    context: Value,
) -> Result<Rendered, ModelsError> {
    let failed = |error: Error| ModelsError::Jinja { path: path.to_owned(), reason: reason_of(&error) };
    let heard = Shared::default();
    let environment = environment(project, scene, &heard).map_err(failed)?;
    let sql = environment.render_named_str(path, text, context).map_err(failed)?;
    drop(environment);
    let heard = std::mem::take(&mut *heard.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Rendered { sql, refs: heard.refs, config: heard.config })
}

fn environment<'a>(project: &'a Project, scene: &Scene, heard: &Shared) -> Result<Environment<'a>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    for (path, text) in &project.macros {
        environment.add_template(path, text)?;
        for name in macro_names(text) {
            environment.add_function(name, macro_of(path, name));
            let qualified = format!("{}__{name}", project.name);
            environment.add_function(qualified, macro_of(path, name));
        }
    }
    let relations = Arc::clone(&scene.relations);
    let to = Arc::clone(heard);
    environment.add_function("ref", move |args: Rest<ValueOrKwargs>| {
        // The last word is the model's name; one before it is the project's.
        let args = args.into_values();
        let name = args.iter().rfind(|arg| !arg.is_kwargs()).and_then(Value::as_str).map(String::from);
        let name = name.ok_or_else(|| invalid("ref needs a name"))?;
        let relation = relations.get(&name).ok_or_else(|| invalid(format!("there is no model {name}")))?;
        to.lock().unwrap_or_else(PoisonError::into_inner).refs.insert(name);
        Ok::<_, Error>(Value::from(relation.as_str()))
    });
    let sources = project.sources.clone();
    environment.add_function("source", move |source: String, table: String| {
        match sources.get(&(source.clone(), table.clone())) {
            Some(relation) => Ok(Value::from(relation.to_string())),
            None => Err(invalid(format!("there is no source {source}.{table}"))),
        }
    });
    let to = Arc::clone(heard);
    environment.add_function("config", move |args: Kwargs| {
        let mut heard = to.lock().unwrap_or_else(PoisonError::into_inner);
        for name in args.args() {
            let value: Value = args.peek(name)?;
            let value = serde_json::to_value(value).map_err(|error| invalid(error.to_string()))?;
            heard.config.insert(name.to_owned(), value);
        }
        Ok::<_, Error>("")
    });
    let vars = project.vars.clone();
    environment.add_function("var", move |name: String, default: Option<Value>| {
        match (vars.get(&name), default) {
            (Some(value), _) => Ok(Value::from(Serde(value))),
            (None, Some(default)) => Ok(default),
            (None, None) => Err(invalid(format!("there is no var {name}"))),
        }
    });
    environment.add_function("env_var", |name: String, default: Option<String>| {
        std::env::var(&name).ok().or(default).ok_or_else(|| invalid(format!("{name} is not set")))
    });
    let is_incremental = scene.is_incremental;
    environment.add_function("is_incremental", move || is_incremental);
    environment.add_function("return", |value: Value| value);
    environment.add_function("log", |_: Rest<ValueOrKwargs>| "");
    environment.add_global("execute", true);
    environment.add_global("none", Value::from(()));
    environment.add_global("this", Value::from_object(This(scene.this.clone())));
    environment.add_global("model", Value::from_pairs([("name", scene.this.name.clone())]));
    environment.add_global(
        "target",
        Value::from_pairs([
            ("name", "duckdb"),
            ("type", "duckdb"),
            ("schema", "main"),
            ("database", "warehouse"),
        ]),
    );
    environment.add_global("adapter", Value::from_object(Adapter));
    environment.add_global("exceptions", Value::from_object(Exceptions));
    Ok(environment)
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

/// `this`: renders as the relation, and knows its parts.
#[derive(Debug)]
struct This(Relation);

impl Object for This {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        match key.as_str()? {
            "schema" => Some(Value::from(self.0.schema.as_str())),
            "identifier" | "name" | "table" => Some(Value::from(self.0.name.as_str())),
            _ => None,
        }
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// `adapter`: `dispatch` picks the macro for `DuckDB`, or the default one.
#[derive(Debug)]
struct Adapter;

impl Object for Adapter {
    fn call_method(
        self: &Arc<Self>,
        state: &mut State<'_, '_>,
        method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        let name = args.first().and_then(Value::as_str).filter(|_| method == "dispatch");
        let name = name.ok_or_else(|| Error::new(ErrorKind::UnknownMethod, format!("adapter.{method}")))?;
        ["duckdb", "default"]
            .iter()
            .find_map(|kind| state.lookup(&format!("{kind}__{name}")))
            .ok_or_else(|| invalid(format!("there is no macro duckdb__{name} or default__{name}")))
    }
}

/// `exceptions`: raises them.
#[derive(Debug)]
struct Exceptions;

impl Object for Exceptions {
    fn call_method(
        self: &Arc<Self>,
        _state: &mut State<'_, '_>,
        _method: &str,
        args: &[Value],
    ) -> Result<Value, Error> {
        Err(invalid(args.first().map_or_else(String::new, ToString::to_string)))
    }
}

fn invalid(reason: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason.into())
}

/// The error with its line, and those that led to it.
fn reason_of(error: &Error) -> String {
    let mut reason = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        reason.push_str(": ");
        reason.push_str(&next.to_string());
        cause = next.source();
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(macros: &[&str], text: &str, is_incremental: bool) -> Result<Rendered, ModelsError> {
        let mut project = Project { name: "gridcast".to_owned(), ..Project::default() };
        for (i, text) in macros.iter().enumerate() {
            project.macros.insert(format!("macros/{i}.sql"), (*text).to_owned());
        }
        project.vars.insert("step".to_owned(), 10.into());
        let relation = |name: &str| Relation { schema: "main".to_owned(), name: name.to_owned() };
        project.sources.insert(("raw".to_owned(), "laps".to_owned()), relation("stg_laps"));
        let relations = [("a".to_owned(), relation("a").to_string())].into();
        let scene = Scene { this: relation("x"), is_incremental, relations: Arc::new(relations) };
        render(&project, "x.sql", text, &scene, Value::from(()))
    }

    #[test]
    fn models_say_what_they_read_and_are() {
        let text = "{{ config(materialized='incremental', unique_key=['a', 'b']) }}
            select * from {{ ref('a') }} join {{ source('raw', 'laps') }}
            {% if is_incremental() %} where t > (select max(t) from {{ this }}) {% endif %} limit {{ var('step') }}";
        let rendered = check(&[], text, true).unwrap();
        assert!(rendered.sql.contains(r#"from "main"."a" join "main"."stg_laps""#), "{}", rendered.sql);
        assert!(rendered.sql.contains(r#"from "main"."x")"#) && rendered.sql.contains("limit 10"));
        assert_eq!(rendered.config["unique_key"], serde_json::json!(["a", "b"]));
        assert_eq!(rendered.refs.into_iter().collect::<Vec<_>>(), ["a"]);
        assert!(!check(&[], text, false).unwrap().sql.contains("max(t)"));
    }

    #[test]
    fn macros_call_macros_of_other_files_whichever_comes_first() {
        let macros = [
            "{% macro seconds(column, digits=1) %}round({{ ms(column) }} / 1000.0, {{ digits }}){% endmacro %}",
            "{% macro ms(c) %}{{ return(adapter.dispatch('ms')(c)) }}{% endmacro %}\
             {% macro default__ms(c) %}cast({{ c }} as bigint){% endmacro %}",
        ];
        let rendered = check(&macros, "{{ seconds('t', digits=3) }}", false).unwrap();
        assert_eq!(rendered.sql, "round(cast(t as bigint) / 1000.0, 3)");
        let asked = check(&["{% macro kind() %}{{ target.type }}{% endmacro %}"], "{{ kind() }}", false);
        assert_eq!(asked.unwrap().sql, "duckdb");
    }

    #[test]
    fn what_is_not_there_is_named_with_its_line() {
        let error = |text: &str| check(&[], text, false).unwrap_err().to_string();
        assert!(
            error("\n\n{{ ref('z') }}").contains("there is no model z (in x.sql:3)"),
            "{}",
            error("{{ ref('z') }}")
        );
        assert!(error("{{ source('raw', 'z') }}").contains("no source raw.z"));
        assert!(error("{{ var('z') }}").contains("no var z"));
        assert!(error("{{ nothing }}").contains("x.sql"));
        assert!(error("{{ exceptions.raise_compiler_error('no') }}").contains("no"));
    }
}
