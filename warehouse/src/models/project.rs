//! The dbt project: what its files say, before anything is rendered.
//!
//! Understood is what the models use of dbt: models and seeds that become tables, macros, sources, vars, the tests in
//! [`Rule`] and SQL tests. Any other key of a properties file is an error that names file and line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::error::ModelsError;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/models");

const SETTINGS: &str = "dbt_project.yml";

/// A project.
#[derive(Debug, Default)]
pub(super) struct Project {
    /// `vars:`.
    pub vars: Map<String, Value>,
    /// Models by name.
    pub models: BTreeMap<String, Sql>,
    /// Seeds by name.
    pub seeds: BTreeMap<String, Seed>,
    /// Files of macros: text by path.
    pub macros: BTreeMap<String, String>,
    /// Tables that others fill: source and name.
    pub sources: BTreeSet<(String, String)>,
    /// Tests of models and seeds, and of their columns.
    pub checks: Vec<Check>,
    /// Tests that are SQL of their own, by name.
    pub sql_checks: BTreeMap<String, Sql>,
    /// Another one whenever a file is another.
    pub hash: String,
    /// Which models can be made by parts.
    pub parts: Parts,
}

/// Which models can be made by parts: the var `made_by` of `dbt_project.yml`, which says what each list promises.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Parts {
    /// Made round by round.
    pub round: BTreeSet<String>,
    /// Made session by session.
    pub session: BTreeSet<String>,
    /// Their rows say a round, and concern all rounds of its season.
    pub season_wide: BTreeSet<String>,
}

/// SQL with Jinja.
#[derive(Clone, Debug)]
pub(super) struct Sql {
    /// Path within the project.
    pub path: String,
    /// The text.
    pub text: String,
}

/// A table in CSV.
#[derive(Clone, Debug, Default)]
pub(super) struct Seed {
    /// The text, its header first.
    pub csv: String,
    /// Types of columns; DuckDB finds the others'.
    pub column_types: BTreeMap<String, String>,
}

/// How a model becomes a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Materialized {
    /// Made anew each time.
    Table,
    /// What is new is added.
    Incremental,
}

/// A test of a model or seed.
#[derive(Clone, Debug)]
pub(super) struct Check {
    /// File that asks for it.
    pub path: String,
    /// Model or seed.
    pub of: String,
    /// Of one column.
    pub column: Option<String>,
    /// What must hold.
    pub rule: Rule,
}

/// What a test demands, as properties files write it.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Rule {
    /// No value twice in the column.
    Unique,
    /// No null in the column.
    NotNull,
    /// Only these values in the column.
    AcceptedValues {
        /// Them.
        arguments: Accepted,
    },
    /// Every value of the column is one of another model's.
    Relationships {
        /// Which.
        arguments: Reference,
    },
    /// No two rows alike in these columns: the project's own test, `macros/unique_together.sql`.
    UniqueTogether {
        /// For the macro.
        arguments: Together,
    },
}

/// Arguments of `accepted_values`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    pub values: Vec<Value>,
    /// Whether the values are texts.
    #[serde(default = "yes")]
    pub quote: bool,
}

/// Arguments of `relationships`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reference {
    /// `ref('model')`.
    pub to: String,
    pub field: String,
}

/// Arguments of `unique_together`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Together {
    pub columns: Vec<String>,
}

fn yes() -> bool {
    true
}

/// `dbt_project.yml`; what only dbt needs of it is passed over.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    name: String,
    model_paths: Vec<String>,
    #[serde(default)]
    seed_paths: Vec<String>,
    #[serde(default)]
    macro_paths: Vec<String>,
    #[serde(default)]
    test_paths: Vec<String>,
    #[serde(default)]
    vars: Map<String, Value>,
    models: BTreeMap<String, Defaults>,
}

/// What holds of every model that does not say otherwise. dbt would make views of them: there are none here.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Defaults {
    #[serde(rename = "+materialized")]
    materialized: Materialized,
}

/// A properties file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Properties {
    #[serde(rename = "version")]
    _version: IgnoredAny,
    models: Vec<Described>,
    seeds: Vec<Described>,
    sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    name: String,
    #[serde(rename = "description", default)]
    _description: IgnoredAny,
    #[serde(default)]
    config: Config,
    #[serde(default)]
    data_tests: Vec<Rule>,
    #[serde(default)]
    columns: Vec<Column>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Config {
    column_types: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    #[serde(rename = "description", default)]
    _description: IgnoredAny,
    /// For dbt; here every column is quoted.
    #[serde(rename = "quote", default)]
    _quote: IgnoredAny,
    #[serde(default)]
    data_tests: Vec<Rule>,
}

#[derive(Deserialize)]
struct Source {
    name: String,
    tables: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// Reads the project in a folder, or the one that is built into the program.
pub(super) fn read(folder: Option<&Path>) -> Result<Project, ModelsError> {
    let mut files = BTreeMap::new();
    match folder {
        Some(folder) => read_folder(folder, "", &mut files)?,
        None => read_embedded(&EMBEDDED, &mut files),
    }
    let settings: Settings = yaml(SETTINGS, files.get(SETTINGS).map_or("", String::as_str))?;
    let wrong = |path: &str, reason: String| ModelsError::Project { path: path.to_owned(), reason };
    if settings.models.get(&settings.name).map(|models| models.materialized) != Some(Materialized::Table) {
        let reason = format!("models.{}.+materialized must be table", settings.name);
        return Err(wrong(SETTINGS, reason));
    }
    let parts = settings.vars.get("made_by").cloned().map_or(Ok(Parts::default()), serde_json::from_value);
    let parts = parts.map_err(|error| wrong(SETTINGS, format!("vars.made_by: {error}")))?;
    let mut hash = Sha256::new();
    for text in files.iter().flat_map(|(path, text)| [path, text]) {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    let hash = format!("{:x}", hash.finalize());
    let mut project = Project { vars: settings.vars, hash, parts, ..Project::default() };
    let mut properties: Vec<(&String, Properties)> = Vec::new();
    for (path, text) in &files {
        let is_in = |folders: &[String]| folders.iter().any(|folder| is_within(path, folder));
        let name = stem(path).to_owned();
        let sql = || Sql { path: path.clone(), text: text.clone() };
        let ending = path.rsplit('.').next().unwrap_or_default();
        match ending {
            "sql" if is_in(&settings.macro_paths) => {
                project.macros.insert(path.clone(), text.clone());
            }
            "sql" if is_in(&settings.test_paths) => {
                project.sql_checks.insert(name, sql());
            }
            "sql" if is_in(&settings.model_paths) => {
                if let Some(other) = project.models.insert(name, sql()) {
                    return Err(wrong(path, format!("has the name of {}", other.path)));
                }
            }
            "csv" if is_in(&settings.seed_paths) => {
                project.seeds.insert(name, Seed { csv: text.clone(), ..Seed::default() });
            }
            "yml" if is_in(&settings.model_paths) || is_in(&settings.seed_paths) => {
                properties.push((path, yaml(path, text)?));
            }
            _ => {}
        }
    }
    let parts = &project.parts;
    for name in parts.round.iter().chain(&parts.session).chain(&parts.season_wide) {
        if !project.models.contains_key(name) {
            return Err(wrong(SETTINGS, format!("vars.made_by: there is no model {name}")));
        }
    }
    for (path, properties) in properties {
        project.describe(path, properties).map_err(|reason| wrong(path, reason))?;
    }
    Ok(project)
}

impl Project {
    fn describe(&mut self, path: &str, properties: Properties) -> Result<(), String> {
        for of in properties.models {
            if !self.models.contains_key(&of.name) {
                return Err(format!("there is no model {}", of.name));
            }
            self.add_checks(path, of);
        }
        for mut of in properties.seeds {
            let seed = self.seeds.get_mut(&of.name).ok_or_else(|| format!("there is no seed {}", of.name))?;
            seed.column_types = std::mem::take(&mut of.config.column_types);
            self.add_checks(path, of);
        }
        for source in properties.sources {
            let names = source.tables.into_iter().map(|table| (source.name.clone(), table.name));
            self.sources.extend(names);
        }
        Ok(())
    }

    fn add_checks(&mut self, path: &str, of: Described) {
        let check = |column: Option<&str>, rule| Check {
            path: path.to_owned(),
            of: of.name.clone(),
            column: column.map(String::from),
            rule,
        };
        self.checks.extend(of.data_tests.into_iter().map(|rule| check(None, rule)));
        for column in of.columns {
            self.checks.extend(column.data_tests.into_iter().map(|rule| check(Some(&column.name), rule)));
        }
    }
}

fn read_embedded(folder: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in folder.files() {
        if let Some(text) = file.contents_utf8() {
            files.insert(file.path().to_string_lossy().into_owned(), text.to_owned());
        }
    }
    for folder in folder.dirs() {
        read_embedded(folder, files);
    }
}

/// Reads what dbt would: no hidden files, and not the folders in which dbt keeps what it makes.
fn read_folder(folder: &Path, within: &str, files: &mut BTreeMap<String, String>) -> Result<(), ModelsError> {
    let failed = |path: &Path, source| ModelsError::File { path: path.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(|source| failed(folder, source))? {
        let path = entry.map_err(|source| failed(folder, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || ["target", "logs"].contains(&&*name) {
            continue;
        }
        if path.is_dir() {
            read_folder(&path, &format!("{within}{name}/"), files)?;
        } else {
            let text = std::fs::read_to_string(&path).map_err(|source| failed(&path, source))?;
            files.insert(format!("{within}{name}"), text);
        }
    }
    Ok(())
}

fn yaml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, ModelsError> {
    // A column may be called `y`: only `true` and `false` are booleans, as in YAML 1.2.
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| ModelsError::Project { path: path.to_owned(), reason: error.to_string() })
}

fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
