//! The dbt project: what its files say, before anything is rendered.
//!
//! Read is what the models of this project use of dbt: models, seeds, macros, sources, generic and singular
//! tests, vars, and configuration by folder, in YAML and in the model.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::ModelsError;
use super::files::Files;

/// A project.
#[derive(Clone, Debug, Default)]
pub(super) struct Project {
    /// Its name in dbt.
    pub name: String,
    /// `vars:`.
    pub vars: Map<String, Value>,
    /// Models and seeds by name.
    pub nodes: BTreeMap<String, Node>,
    /// Macros' files by path: Jinja that minijinja can read.
    pub macros: BTreeMap<String, String>,
    /// Tables by source and name.
    pub sources: BTreeMap<(String, String), Relation>,
    /// Tests of columns and models.
    pub checks: Vec<Check>,
    /// SQL tests by name.
    pub sql_checks: BTreeMap<String, SqlCheck>,
}

/// A model or a seed.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Path within the project.
    pub path: String,
    /// SQL with Jinja, or CSV.
    pub text: String,
    /// Which of them.
    pub is_seed: bool,
    /// From `dbt_project.yml` and YAML; what the model says of itself comes when it is rendered.
    pub config: Map<String, Value>,
}

/// A table or view in the database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Relation {
    /// Schema.
    pub schema: String,
    /// Name.
    pub name: String,
}

impl std::fmt::Display for Relation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\".\"{}\"", self.schema, self.name)
    }
}

/// A generic test of a model's, seed's or source's column or of the whole of it.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// As dbt would name it, more or less.
    pub name: String,
    /// unique, `not_null`, …, or a generic test of the project.
    pub kind: String,
    /// Jinja of what is tested: `ref('x')` or `source('a', 'b')`.
    pub of: String,
    /// Name of the model, seed or source table.
    pub of_name: String,
    /// Of a column.
    pub column: Option<String>,
    /// What else the test is told.
    pub arguments: Map<String, Value>,
    /// where, severity, limit.
    pub config: Map<String, Value>,
}

/// A singular test: SQL that must yield no rows.
#[derive(Clone, Debug)]
pub(super) struct SqlCheck {
    /// Path within the project.
    pub path: String,
    /// SQL with Jinja.
    pub text: String,
}

/// Reads a project.
pub(super) fn read(files: &Files) -> Result<Project, ModelsError> {
    let settings = yaml("dbt_project.yml", files.get("dbt_project.yml").map_or("", String::as_str))?;
    let name = settings["name"].as_str().unwrap_or_default().to_owned();
    let paths = |key: &str, default: &str| -> Vec<String> {
        let named = settings[key].as_array().map(|list| list.iter().filter_map(Value::as_str));
        named.map_or_else(|| vec![default.to_owned()], |names| names.map(String::from).collect())
    };
    let (models, seeds) = (paths("model-paths", "models"), paths("seed-paths", "seeds"));
    let (macros, tests) = (paths("macro-paths", "macros"), paths("test-paths", "tests"));
    let mut project = Project { name, vars: object(&settings["vars"]), ..Project::default() };
    // Variables may stand under the project's name.
    let own = object(&settings["vars"][&project.name]);
    project.vars.extend(own);
    let mut documents = Vec::new();
    for (path, text) in files {
        let ending = path.rsplit('.').next().unwrap_or_default();
        let is_in = |folders: &[String]| folders.iter().any(|folder| is_within(path, folder));
        match ending {
            "sql" if is_in(&macros) => {
                project.macros.insert(path.clone(), tests_as_macros(text));
            }
            "sql" if is_in(&tests) && path.contains("/generic/") => {
                project.macros.insert(path.clone(), tests_as_macros(text));
            }
            "sql" if is_in(&tests) => {
                let check = SqlCheck { path: path.clone(), text: text.clone() };
                project.sql_checks.insert(stem(path).to_owned(), check);
            }
            "sql" if is_in(&models) => {
                let config = folder_config(&settings["models"][&project.name], path, &models);
                project.add_node(path, text, false, config)?;
            }
            "csv" if is_in(&seeds) => {
                let config = folder_config(&settings["seeds"][&project.name], path, &seeds);
                project.add_node(path, text, true, config)?;
            }
            "yml" | "yaml" if is_in(&models) || is_in(&seeds) => documents.push((path, yaml(path, text)?)),
            _ => {}
        }
    }
    for (path, document) in documents {
        project
            .add_document(&document)
            .map_err(|reason| ModelsError::Project(format!("{path}: {reason}")))?;
    }
    Ok(project)
}

impl Project {
    fn add_node(
        &mut self,
        path: &str,
        text: &str,
        is_seed: bool,
        config: Map<String, Value>,
    ) -> Result<(), ModelsError> {
        let node = Node { path: path.to_owned(), text: text.to_owned(), is_seed, config };
        match self.nodes.insert(stem(path).to_owned(), node) {
            Some(other) => Err(ModelsError::Project(format!("{path} and {} have one name", other.path))),
            None => Ok(()),
        }
    }

    fn add_document(&mut self, document: &Value) -> Result<(), String> {
        for kind in ["models", "seeds"] {
            for of in list(&document[kind]) {
                let name = name_of(of)?;
                let Some(node) = self.nodes.get_mut(&name) else {
                    return Err(format!("there is no {name} among the {kind}"));
                };
                node.config.extend(object(&of["config"]));
                self.add_checks(of, &format!("ref('{name}')"), &name)?;
            }
        }
        for source in list(&document["sources"]) {
            let source_name = name_of(source)?;
            let schema = source["schema"].as_str().filter(|schema| !schema.contains("{{"));
            for table in list(&source["tables"]) {
                let name = name_of(table)?;
                let relation = Relation {
                    schema: schema.unwrap_or("main").to_owned(),
                    name: table["identifier"].as_str().unwrap_or(&name).to_owned(),
                };
                self.sources.insert((source_name.clone(), name.clone()), relation);
                self.add_checks(table, &format!("source('{source_name}', '{name}')"), &name)?;
            }
        }
        Ok(())
    }

    fn add_checks(&mut self, of: &Value, jinja: &str, name: &str) -> Result<(), String> {
        for key in ["tests", "data_tests"] {
            for test in list(&of[key]) {
                self.checks.push(check(test, jinja, name, None)?);
            }
            for column in list(&of["columns"]) {
                let column_name = name_of(column)?;
                for test in list(&column[key]) {
                    self.checks.push(check(test, jinja, name, Some(&column_name))?);
                }
            }
        }
        Ok(())
    }
}

/// A test as YAML has it: a name, or a name with arguments, those under `arguments:` or beside `config:`.
fn check(test: &Value, of: &str, of_name: &str, column: Option<&str>) -> Result<Check, String> {
    let (kind, mut arguments) = match test {
        Value::String(kind) => (kind.clone(), Map::new()),
        Value::Object(fields) => {
            let kind = fields.keys().find(|key| !["name", "config", "description"].contains(&key.as_str()));
            let kind = kind.ok_or_else(|| format!("a test of {of_name} has no name"))?;
            let mut arguments = object(&fields[kind]);
            for beside in ["name", "config"] {
                if let Some(value) = fields.get(beside) {
                    arguments.insert(beside.to_owned(), value.clone());
                }
            }
            (kind.clone(), arguments)
        }
        other => return Err(format!("a test of {of_name} is {other}")),
    };
    let nested = arguments.remove("arguments");
    arguments.extend(object(&nested.unwrap_or_default()));
    let mut config = object(&arguments.remove("config").unwrap_or_default());
    for key in ["where", "severity", "limit"] {
        if let Some(value) = arguments.remove(key) {
            config.insert(key.to_owned(), value);
        }
    }
    arguments.remove("description");
    let given = arguments.remove("name").and_then(|name| name.as_str().map(String::from));
    let name = given.unwrap_or_else(|| {
        [Some(kind.as_str()), Some(of_name), column].into_iter().flatten().collect::<Vec<_>>().join("_")
    });
    Ok(Check {
        name,
        kind,
        of: of.to_owned(),
        of_name: of_name.to_owned(),
        column: column.map(String::from),
        arguments,
        config,
    })
}

/// Configuration from `dbt_project.yml`: of the project, then of each folder down to the file, `+` before keys.
fn folder_config(settings: &Value, path: &str, roots: &[String]) -> Map<String, Value> {
    let root = roots.iter().find(|root| is_within(path, root)).map_or("", String::as_str);
    let rest = path.strip_prefix(root).unwrap_or(path).trim_start_matches('/');
    let mut config = Map::new();
    let mut level = settings;
    let mut parts = rest.trim_end_matches(".sql").trim_end_matches(".csv").split('/');
    loop {
        for (key, value) in level.as_object().into_iter().flatten() {
            if let Some(key) = key.strip_prefix('+') {
                config.insert(key.to_owned(), value.clone());
            } else if !value.is_object() {
                config.insert(key.clone(), value.clone());
            }
        }
        match parts.next() {
            Some(part) if level[part].is_object() => level = &level[part],
            _ => return config,
        }
    }
}

/// `{% test x(…) %}` is no Jinja of minijinja: a macro `test_x`, as dbt itself has it.
fn tests_as_macros(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(begin) = rest.find("{%") {
        let (before, tag) = rest.split_at(begin);
        let end = tag.find("%}").map_or(tag.len(), |end| end + 2);
        let (tag, after) = tag.split_at(end);
        out.push_str(before);
        let inner = tag.trim_start_matches("{%").trim_start_matches('-').trim_start();
        if inner.starts_with("test ") {
            out.push_str(&tag.replacen("test ", "macro test_", 1).replace("test_ ", "test_"));
        } else if inner.starts_with("endtest") {
            out.push_str(&tag.replacen("endtest", "endmacro", 1));
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out + rest
}

/// Names of the macros that a text defines.
pub(super) fn macro_names(text: &str) -> Vec<&str> {
    text.split("{%")
        .skip(1)
        .filter_map(|tag| {
            let inner = tag.trim_start_matches('-').trim_start().strip_prefix("macro ")?;
            Some(inner.split('(').next()?.trim())
        })
        .collect()
}

fn yaml(path: &str, text: &str) -> Result<Value, ModelsError> {
    // A column may be called `y`: only `true` and `false` are booleans, as in YAML 1.2.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| ModelsError::Project(format!("{path}: {error}")))
}

fn is_within(path: &str, folder: &str) -> bool {
    folder == "." || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap_or_default()
}

fn name_of(of: &Value) -> Result<String, String> {
    of["name"].as_str().map(String::from).ok_or_else(|| format!("{of} has no name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    const SETTINGS: &str = "
name: gridcast
model-paths: ['staging', 'marts']
vars: {a: 1}
models:
  gridcast:
    +materialized: table
    deep:
      +materialized: view
";

    #[test]
    fn settings_go_down_the_folders() {
        let project = read(&files(&[
            ("dbt_project.yml", SETTINGS),
            ("marts/x.sql", "select 1"),
            ("marts/deep/y.sql", "select 2"),
            ("marts/schema.yml", "models: [{name: x, config: {unique_key: a}}]"),
        ]))
        .unwrap();
        assert_eq!(project.nodes["x"].config["materialized"], "table");
        assert_eq!(project.nodes["x"].config["unique_key"], "a");
        assert_eq!(project.nodes["y"].config["materialized"], "view");
        assert_eq!(project.vars["a"], 1);
    }

    #[test]
    fn tests_are_read_in_both_forms() {
        let text = "
models:
  - name: x
    data_tests:
      - pair: {arguments: {columns: [a, b]}}
    columns:
      - name: a
        tests:
          - unique
          - accepted_values: {values: [1, 2], config: {where: 'a > 0', severity: warn}}
sources:
  - name: raw
    schema: main
    tables: [{name: laps, identifier: stg_laps, columns: [{name: k, data_tests: [not_null]}]}]
";
        let project =
            read(&files(&[("dbt_project.yml", SETTINGS), ("marts/x.sql", ""), ("marts/s.yml", text)]))
                .unwrap();
        let names: Vec<&str> = project.checks.iter().map(|check| check.name.as_str()).collect();
        assert_eq!(names, ["unique_x_a", "accepted_values_x_a", "pair_x", "not_null_laps_k"]);
        assert_eq!(project.checks[1].config["where"], "a > 0");
        assert_eq!(project.checks[2].arguments["columns"][1], "b");
        assert_eq!(
            project.sources[&("raw".to_owned(), "laps".to_owned())].to_string(),
            "\"main\".\"stg_laps\""
        );
    }

    #[test]
    fn a_generic_test_becomes_a_macro() {
        let text = tests_as_macros("{% test positive(model, column_name) -%} select 1 {%- endtest %}");
        assert_eq!(text, "{% macro test_positive(model, column_name) -%} select 1 {%- endmacro %}");
        assert_eq!(macro_names(&text), ["test_positive"]);
        assert_eq!(macro_names("{%- macro a() %}{% endmacro %}{% macro b(x) -%}"), ["a", "b"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = |extra: (&str, &str)| {
            read(&files(&[("dbt_project.yml", SETTINGS), ("marts/x.sql", ""), extra]))
                .unwrap_err()
                .to_string()
        };
        assert!(error(("marts/deep/x.sql", "")).contains("have one name"));
        assert!(error(("marts/s.yml", "models: [{name: z}]")).contains("there is no z"));
        assert!(error(("marts/s.yml", "models: [")).contains("marts/s.yml"));
    }
}
