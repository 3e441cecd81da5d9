//! Runs the dbt project in `models/` without dbt: renders, orders by `ref`, makes tables and views, runs the tests.
//!
//! The same folder runs in dbt with dbt-duckdb; what is understood here of dbt is what it uses. Differences: a
//! model whose columns have changed is made anew even when it is incremental, and tests run after all models.

mod checks;
mod files;
mod graph;
mod materialize;
mod project;
mod render;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Args;
use duckdb::Connection;

use self::graph::Order;
use self::project::{Project, Relation};
use self::render::Scene;
use crate::stop::Stop;

pub use self::report::{BuildReport, CheckOutcome, ModelOutcome, Severity};

/// Which models to run, and how.
#[derive(Clone, Debug, Default, Args)]
pub struct BuildOptions {
    /// Only these models: a name, or a folder; `x+` with all that read it, `+x` with all that it reads
    #[arg(long, value_name = "MODEL", num_args = 1.., value_delimiter = ',')]
    pub select: Vec<String>,
    /// Make incremental models anew
    #[arg(long)]
    pub full_refresh: bool,
    /// Folder of a dbt project to run instead of the one in the program
    #[arg(long, value_name = "FOLDER")]
    pub models: Option<PathBuf>,
}

/// Why models cannot be run at all. A model that fails is in the report instead.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// A file of the project cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The project is not as dbt would have it.
    #[error("{0}")]
    Project(String),
    /// Jinja that cannot be rendered.
    #[error("{path}: {reason}")]
    Jinja {
        /// The file.
        path: String,
        /// Where and why.
        reason: String,
    },
    /// Something that the selection names is not there.
    #[error("--select {0}: no such model or folder")]
    Selection(String),
    /// Models that read each other.
    #[error("models read each other: {0}")]
    Cycle(String),
    /// The database fails outside a model.
    #[error("DuckDB: {0}")]
    Database(#[from] duckdb::Error),
}

/// A model ready to be run.
#[derive(Clone, Debug)]
struct Planned {
    name: String,
    relation: Relation,
    materialized: Materialized,
    config: serde_json::Map<String, serde_json::Value>,
    refs: BTreeSet<String>,
}

/// What becomes of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Materialized {
    View,
    Table,
    Incremental,
    Ephemeral,
    Seed,
}

impl Materialized {
    fn of(config: &serde_json::Map<String, serde_json::Value>, path: &str) -> Result<Self, ModelsError> {
        match config.get("materialized").and_then(|value| value.as_str()) {
            None | Some("view") => Ok(Self::View),
            Some("table") => Ok(Self::Table),
            Some("incremental") => Ok(Self::Incremental),
            Some("ephemeral") => Ok(Self::Ephemeral),
            Some(other) => Err(ModelsError::Project(format!("{path}: materialized {other:?} is not known"))),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Table => "table",
            Self::Incremental => "incremental",
            Self::Ephemeral => "ephemeral",
            Self::Seed => "seed",
        }
    }
}

/// Runs the selected models and then their tests.
///
/// # Errors
/// When the project cannot be read. Models and tests that fail are in the report.
pub fn build(
    connection: &Connection,
    options: &BuildOptions,
    stop: &Stop,
) -> Result<BuildReport, ModelsError> {
    let began = Instant::now();
    let files = files::read(options.models.as_deref())?;
    let project = project::read(&files)?;
    let plan = plan(&project)?;
    let order = Order::of(&plan, &project, &options.select)?;
    let relations = Arc::new(relations_of(&project, &plan)?);
    let mut report = BuildReport::default();
    let mut failed: BTreeSet<&str> = BTreeSet::new();
    for name in &order.selected {
        let planned = &plan[name];
        if stop.is_raised() || planned.materialized == Materialized::Ephemeral {
            continue;
        }
        if let Some(cause) = planned.refs.iter().find(|name| failed.contains(name.as_str())) {
            failed.insert(name);
            report.models.push(ModelOutcome::skipped(name, planned.materialized.word(), cause));
            continue;
        }
        let began = Instant::now();
        let made = materialize::make(connection, &project, planned, &relations, options.full_refresh);
        if made.is_err() {
            failed.insert(name);
        }
        report.models.push(ModelOutcome::new(name, planned.materialized.word(), made, began.elapsed()));
    }
    checks::run(connection, &project, &relations, &order, &failed, stop, &mut report)?;
    report.took = began.elapsed();
    Ok(report)
}

/// The rendered SQL of every model, for tests and for people: name and text.
///
/// # Errors
/// When the project cannot be read or rendered.
pub fn compile(options: &BuildOptions) -> Result<Vec<(String, String)>, ModelsError> {
    let project = project::read(&files::read(options.models.as_deref())?)?;
    let plan = plan(&project)?;
    let order = Order::of(&plan, &project, &options.select)?;
    let relations = Arc::new(relations_of(&project, &plan)?);
    let mut compiled = Vec::new();
    for name in order.selected {
        let node = &project.nodes[&name];
        if !node.is_seed {
            let scene = Scene {
                this: plan[&name].relation.clone(),
                is_incremental: false,
                relations: Arc::clone(&relations),
            };
            let rendered =
                render::render(&project, &node.path, &node.text, &scene, minijinja::Value::from(()))?;
            compiled.push((name, rendered.sql));
        }
    }
    Ok(compiled)
}

/// Renders every model once, for what it says of itself and what it reads.
fn plan(project: &Project) -> Result<BTreeMap<String, Planned>, ModelsError> {
    let relation = |name: &str, config: &serde_json::Map<String, serde_json::Value>| Relation {
        schema: config.get("schema").and_then(|schema| schema.as_str()).map_or("main".to_owned(), |schema| {
            // As dbt names a schema that a model asks for.
            format!("main_{schema}")
        }),
        name: config.get("alias").and_then(|alias| alias.as_str()).unwrap_or(name).to_owned(),
    };
    let names: BTreeMap<String, String> = project
        .nodes
        .iter()
        .map(|(name, node)| (name.clone(), relation(name, &node.config).to_string()))
        .collect();
    let names = Arc::new(names);
    let mut plan = BTreeMap::new();
    for (name, node) in &project.nodes {
        let mut config = node.config.clone();
        let mut refs = BTreeSet::new();
        if !node.is_seed {
            let scene =
                Scene { this: relation(name, &config), is_incremental: false, relations: Arc::clone(&names) };
            let rendered =
                render::render(project, &node.path, &node.text, &scene, minijinja::Value::from(()))?;
            config.extend(rendered.config);
            refs = rendered.refs;
        }
        if config.get("enabled").and_then(serde_json::Value::as_bool) == Some(false) {
            continue;
        }
        let materialized =
            if node.is_seed { Materialized::Seed } else { Materialized::of(&config, &node.path)? };
        let relation = relation(name, &config);
        plan.insert(name.clone(), Planned { name: name.clone(), relation, materialized, config, refs });
    }
    Ok(plan)
}

/// What each `ref` yields: the relation, or of an ephemeral model its SQL in brackets.
fn relations_of(
    project: &Project,
    plan: &BTreeMap<String, Planned>,
) -> Result<BTreeMap<String, String>, ModelsError> {
    let mut relations: BTreeMap<String, String> =
        plan.iter().map(|(name, planned)| (name.clone(), planned.relation.to_string())).collect();
    for name in Order::of(plan, project, &[])?.selected {
        let planned = &plan[&name];
        if planned.materialized == Materialized::Ephemeral {
            let node = &project.nodes[&name];
            let scene = Scene {
                this: planned.relation.clone(),
                is_incremental: false,
                relations: Arc::new(relations.clone()),
            };
            let rendered =
                render::render(project, &node.path, &node.text, &scene, minijinja::Value::from(()))?;
            relations.insert(name, format!("({})", rendered.sql));
        }
    }
    Ok(relations)
}

/// Milliseconds, for people and figures.
fn millis(duration: Duration) -> u64 {
    duration.as_millis() as u64
}

#[cfg(test)]
mod tests;
