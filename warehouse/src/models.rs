//! Runs the dbt project in `models/` without dbt: renders, orders by `ref`, makes tables, runs the tests.
//!
//! The same folder runs in dbt with dbt-duckdb, at ten times the price (docs/adr/0006-a-small-dbt-runner.md). What is
//! understood of dbt is what the models use; the rest is refused by name. Differences: an incremental model whose
//! columns have changed is made anew, and tests run after all models.

mod checks;
mod error;
mod jinja;
mod materialize;
mod plan;
mod project;
mod report;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use duckdb::Connection;

use self::jinja::Jinja;
use crate::stop::Stop;

pub use self::error::ModelsError;
pub use self::report::{BuildReport, CheckOutcome, ModelOutcome};

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

/// Runs the selected models and then their tests. A model behind one that failed is not run, and a test of one is
/// left out: it would speak of old rows.
///
/// # Errors
/// When the project cannot be read. Models and tests that fail are in the report.
pub fn build(
    connection: &Connection,
    options: &BuildOptions,
    stop: &Stop,
) -> Result<BuildReport, ModelsError> {
    let began = Instant::now();
    let project = project::read(options.models.as_deref())?;
    let jinja = Jinja::of(&project)?;
    let steps = plan::plan(&project, &jinja, &options.select)?;
    let queries = checks::queries(&project, &jinja)?;
    let mut report = BuildReport::default();
    let mut failed: BTreeSet<&str> = BTreeSet::new();
    for step in steps.iter().filter(|step| step.is_selected) {
        if stop.is_raised() {
            break;
        }
        let began = Instant::now();
        let rows = match step.refs.iter().find(|name| failed.contains(name.as_str())) {
            Some(cause) => Err(format!("not run: {cause} failed")),
            None => materialize::make(connection, &project, &jinja, step, options.full_refresh),
        };
        if rows.is_err() {
            failed.insert(step.name);
        }
        let (name, kind) = (step.name.to_owned(), step.by.word());
        report.models.push(ModelOutcome { name, kind, rows, took: began.elapsed() });
    }
    let is_made = |name: &String| report.models.iter().any(|model| model.name == *name && model.rows.is_ok());
    for query in queries.iter().filter(|query| query.refs.iter().all(is_made)) {
        if stop.is_raised() {
            break;
        }
        report.checks.push(query.run(connection));
    }
    report.took = began.elapsed();
    Ok(report)
}

/// The rendered SQL of the selected models, for tests and for people: name and text.
///
/// # Errors
/// When the project cannot be read or rendered.
pub fn compile(options: &BuildOptions) -> Result<Vec<(String, String)>, ModelsError> {
    let project = project::read(options.models.as_deref())?;
    let jinja = Jinja::of(&project)?;
    let mut compiled = Vec::new();
    for step in plan::plan(&project, &jinja, &options.select)?.iter().filter(|step| step.is_selected) {
        if let Some(model) = project.models.get(step.name) {
            let rendered = jinja.model(step.name, &model.path, &model.text, false)?;
            compiled.push((step.name.to_owned(), rendered.sql));
        }
    }
    Ok(compiled)
}

#[cfg(test)]
mod tests;
