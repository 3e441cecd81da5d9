//! Runs the dbt project in `models/` without dbt: renders, orders by `ref`, makes tables, runs the tests.
//!
//! A build does what is new (`changes`), and names what is wrong (`faults`).
//!
//! The same folder runs in dbt with dbt-duckdb, at ten times the price (docs/adr/0006-a-small-dbt-runner.md). What is
//! understood of dbt is what the models use; the rest is refused by name. Differences: an incremental model whose
//! columns have changed is made anew, and tests run after all models.

mod changes;
mod checks;
mod error;
mod faults;
mod jinja;
mod materialize;
mod plan;
mod project;
mod report;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use duckdb::Connection;

use self::changes::{Columns, Keys};
use self::checks::Query;
use self::faults::{RowScope, found_by_model};
use self::jinja::Jinja;
use self::materialize::{How, Make};
use self::plan::{By, Step};
use self::project::{Materialized, Project};
use self::state::Sources;
use crate::stop::Stop;

pub use self::changes::{Change, Scope};
pub use self::error::ModelsError;
pub use self::faults::{Fault, Holds, faults};
pub use self::report::{BuildReport, CheckOutcome, ModelOutcome};

/// Which project is run, and what it is asked for.
#[derive(Clone, Debug, Default, Args)]
pub struct ProjectOptions {
    /// Folder of a dbt project to run instead of the one in the program
    #[arg(long, value_name = "FOLDER")]
    pub models: Option<PathBuf>,
    /// Laps that have telemetry beside each driver's best: all, or NOR-44, or 2025/1/NOR-44 of one race and
    /// 2025/1/sprint/NOR-44 of another session [default: the project's own]
    #[arg(
        long, env = "GRIDCAST_TELEMETRY_LAPS", value_name = "LAPS", num_args = 1.., value_delimiter = ',',
        value_parser = asked_lap
    )]
    pub telemetry_laps: Vec<String>,
}

impl ProjectOptions {
    /// The project, with what it is asked for in the place of its own.
    fn read(&self) -> Result<Project, ModelsError> {
        let mut project = project::read(self.models.as_deref())?;
        if !self.telemetry_laps.is_empty() {
            // Tables that were made for other laps are of another project.
            project.hash = format!("{} {}", project.hash, self.telemetry_laps.join(","));
            let laps = self.telemetry_laps.iter().cloned().map(Into::into).collect();
            project.vars.insert("telemetry_laps".to_owned(), serde_json::Value::Array(laps));
        }
        Ok(project)
    }
}

/// A lap as `--telemetry-laps` has it, or `all`.
fn asked_lap(text: &str) -> Result<String, String> {
    let mut parts = text.rsplit('/');
    let is_lap = parts
        .next()
        .and_then(|lap| lap.rsplit_once('-'))
        .is_some_and(|(code, lap)| !code.is_empty() && lap.parse::<u16>().is_ok());
    let rest: Vec<&str> = parts.collect();
    let is_number = |part: &&str| part.parse::<u16>().is_ok();
    let is_of_session = match rest.as_slice() {
        [] => true,
        [round, season] | [_, round, season] => [round, season].into_iter().all(is_number),
        _ => false,
    };
    if text == "all" || (is_lap && is_of_session) {
        return Ok(text.to_owned());
    }
    Err(format!("must be all, NOR-44, 2025/1/NOR-44 or 2025/1/sprint/NOR-44, got {text:?}"))
}

/// Which models to run, and how.
#[derive(Clone, Debug, Default, Args)]
pub struct BuildOptions {
    /// Only these models: a name, or a folder; `x+` with all that read it, `+x` with all that it reads
    #[arg(long, value_name = "MODEL", num_args = 1.., value_delimiter = ',')]
    pub select: Vec<String>,
    /// Make everything anew, also what has not changed since the last build
    #[arg(long)]
    pub full_refresh: bool,
    /// Of which project.
    #[command(flatten)]
    pub project: ProjectOptions,
}

/// Runs the selected models and then their tests. A model behind one that failed is not run, and a test of one is
/// left out: it would speak of old rows. Without a selection, what has not changed since the last build is left as
/// it is: models that read nothing new, and in those that are made round by round the rounds that nothing new
/// concerns.
///
/// # Errors
/// When the project cannot be read, or what was noted of the last build. Models and tests that fail are in the report.
pub fn build(
    connection: &Connection,
    options: &BuildOptions,
    stop: &Stop,
) -> Result<BuildReport, ModelsError> {
    let began = Instant::now();
    let project = options.project.read()?;
    let jinja = Jinja::of(&project)?;
    let steps = plan::plan(&project, &jinja, &options.select)?;
    let queries = checks::queries(&project, &jinja)?;
    let is_whole = options.select.is_empty();
    let names = steps.iter().flat_map(|step| step.sources.iter().cloned()).collect();
    faults::open(connection)?;
    let last = state::take(connection, &project.hash)?.filter(|_| is_whole && !options.full_refresh);
    // Before anything is read: what comes meanwhile is new to the next build.
    let sources = state::sources(connection, &names)?;
    if last.is_none() {
        faults::clear(connection)?;
    }
    let mut build = Build {
        connection,
        project: &project,
        jinja: &jinja,
        new: last.map(|last| new_of(&last, &sources)),
        columns: Columns::read(connection)?,
        full_refresh: options.full_refresh,
        changes: BTreeMap::new(),
        failed: BTreeSet::new(),
        failed_rounds: faults::failed_rounds(connection)?,
        report: BuildReport::default(),
    };
    for step in steps.iter().filter(|step| step.is_selected) {
        if stop.is_raised() {
            break;
        }
        build.step(step)?;
    }
    let feeding: BTreeSet<&str> = steps.iter().filter(|step| step.feeds).map(|step| step.name).collect();
    for query in &queries {
        if stop.is_raised() {
            break;
        }
        build.check(query, query.refs.iter().any(|name| feeding.contains(name.as_str())))?;
    }
    let Build { mut report, failed, changes, .. } = build;
    if is_whole && failed.is_empty() && !stop.is_raised() {
        state::put(connection, &project.hash, &sources)?;
    }
    report.faults = faults::faults(connection)?;
    report.changes = changes;
    report.took = began.elapsed();
    Ok(report)
}

/// Sources that hold something else than they did.
fn new_of(last: &Sources, now: &Sources) -> BTreeSet<String> {
    now.iter().filter(|(name, held)| last.get(*name) != Some(held)).map(|(name, _)| name.clone()).collect()
}

/// A build that goes on.
struct Build<'a, 'p> {
    connection: &'a Connection,
    project: &'p Project,
    jinja: &'a Jinja<'p>,
    /// Sources with something new since the last build; none when everything is to be made.
    new: Option<BTreeSet<String>>,
    columns: Columns,
    full_refresh: bool,
    changes: BTreeMap<String, Change>,
    failed: BTreeSet<String>,
    /// Rounds that could not be made the last time, by model.
    failed_rounds: BTreeMap<String, Change>,
    report: BuildReport,
}

/// A table that was made.
struct Made {
    /// How many rows it has.
    rows: u64,
    change: Change,
    /// Rounds that it could not be made for.
    faults: Vec<Fault>,
}

impl Build<'_, '_> {
    /// Brings a table up to date, if anything that it is made of is new.
    fn step(&mut self, step: &Step<'_>) -> Result<(), ModelsError> {
        let began = Instant::now();
        let found_by = found_by_model(step.name);
        let made = if let Some(cause) = step.refs.iter().find(|name| self.failed.contains(*name)) {
            Err(format!("not run: {cause} failed"))
        } else {
            let Some(how) = self.how(step)? else {
                self.changes.insert(step.name.to_owned(), Change::Nothing);
                return Ok(());
            };
            let made = self.made(step, &how)?;
            if let Ok(made) = &made
                && (!made.faults.is_empty() || self.failed_rounds.contains_key(step.name))
            {
                let keys = if let How::Rows(keys) = &how { Some(keys) } else { None };
                faults::replace(self.connection, &found_by, keys, &made.faults)?;
            }
            made
        };
        let (rows, change) = match made {
            Ok(made) => (Ok(made.rows), made.change),
            Err(error) => (Err(error), Change::Everything),
        };
        if let Err(reason) = &rows {
            self.failed.insert(step.name.to_owned());
            let holds = if step.feeds { Holds::Everything } else { Holds::Nothing };
            let scope = RowScope::default();
            let fault = Fault { holds, found_by: found_by.clone(), reason: reason.clone(), scope };
            faults::replace(self.connection, &found_by, None, &[fault])?;
        }
        self.changes.insert(step.name.to_owned(), change);
        let (name, kind) = (step.name.to_owned(), step.by.word());
        self.report.models.push(ModelOutcome { name, kind, rows, took: began.elapsed() });
        Ok(())
    }

    /// Makes a table; where that fails and its rows are of rounds, round by round: those that fail alone are faults,
    /// and their rows stay as they were.
    fn made(&mut self, step: &Step<'_>, how: &How) -> Result<Result<Made, String>, ModelsError> {
        let error = match self.attempt(step, how)? {
            Ok((rows, change)) => return Ok(Ok(Made { rows, change, faults: Vec::new() })),
            Err(error) => error,
        };
        if !self.project.parts.round.contains(step.name) {
            return Ok(Err(error));
        }
        let rounds: BTreeSet<Scope> = match how {
            How::Rows(Keys::Sessions(_)) => return Ok(Err(error)),
            How::Rows(Keys::Rounds(scopes)) => {
                let all = self.rounds_of(step)?;
                scopes.iter().flat_map(|scope| scope.within(&all)).collect()
            }
            How::Anew | How::Compared | How::Added => {
                let all = self.rounds_of(step)?;
                if all.is_empty() || self.make().prepare(step, &all).is_err() {
                    return Ok(Err(error));
                }
                self.columns = Columns::read(self.connection)?;
                all
            }
        };
        let change = if matches!(how, How::Rows(_)) { Change::Nothing } else { Change::Everything };
        let mut made = Made { rows: 0, change, faults: Vec::new() };
        for scope in rounds {
            match self.attempt(step, &How::Rows(Keys::Rounds([scope.clone()].into())))? {
                Ok((_, change)) => made.change = made.change.and(&change),
                Err(reason) => made.faults.push(Fault::of_model(step.name, step.feeds, &scope, &reason)),
            }
        }
        made.rows = self.make().count(step.name)?;
        Ok(Ok(made))
    }

    fn attempt(&mut self, step: &Step<'_>, how: &How) -> Result<Result<(u64, Change), String>, ModelsError> {
        if let How::Rows(keys) = how {
            self.jinja.read_parts(self.parts(&step.refs, keys)?);
        }
        let made = self.make().table(step, how);
        self.jinja.read_parts(BTreeMap::new());
        if matches!(how, How::Anew) {
            self.columns = Columns::read(self.connection)?;
        }
        Ok(made)
    }

    fn make(&self) -> Make<'_, '_> {
        Make {
            connection: self.connection,
            project: self.project,
            jinja: self.jinja,
            columns: &self.columns,
            full_refresh: self.full_refresh,
        }
    }

    /// The rounds that a model's rows are of, and those of what it reads.
    fn rounds_of(&self, step: &Step<'_>) -> Result<BTreeSet<Scope>, ModelsError> {
        let mut rounds = BTreeSet::new();
        let read = step.refs.iter().filter(|name| !self.project.parts.season_wide.contains(*name));
        for name in read.map(String::as_str).chain([step.name]) {
            rounds.extend(self.columns.rounds_of(self.connection, name)?);
        }
        Ok(rounds)
    }

    /// How a table is brought up to date; not at all, where nothing that it is made of is new.
    fn how(&self, step: &Step<'_>) -> Result<Option<How>, ModelsError> {
        let Some(new) = self.new.as_ref().filter(|_| self.columns.has_table(step.name)) else {
            return Ok(Some(How::Anew));
        };
        let By::Model(materialized) = step.by else { return Ok(None) };
        let has_new_source = step.sources.iter().any(|name| new.contains(name));
        // What failed the last time is tried again.
        let failed = self.failed_rounds.get(step.name).unwrap_or(&Change::Nothing);
        let change = self.change_of(&step.refs).and(failed);
        if !has_new_source && change == Change::Nothing {
            return Ok(None);
        }
        if materialized == Materialized::Incremental {
            return Ok(Some(if change == Change::Nothing { How::Added } else { How::Anew }));
        }
        let keys = match &change {
            Change::Rows(scopes) if !has_new_source && self.project.parts.round.contains(step.name) => {
                let has_session = self.columns.has(step.name, &["session"]);
                Some(Keys::rounds(self.connection, scopes, has_session)?)
            }
            Change::Rows(scopes) if !has_new_source && self.project.parts.session.contains(step.name) => {
                Keys::sessions(self.connection, scopes)?
            }
            Change::Nothing | Change::Rows(_) | Change::Everything => None,
        };
        Ok(match keys {
            Some(keys) if keys.is_empty() => None,
            Some(keys) => Some(How::Rows(keys)),
            None => Some(How::Compared),
        })
    }

    /// What is another in any of these tables.
    fn change_of(&self, refs: &BTreeSet<String>) -> Change {
        let of = refs.iter().filter_map(|name| self.changes.get(name));
        of.fold(Change::Nothing, Change::and)
    }

    /// What of these tables is read for some rows.
    fn parts(&self, refs: &BTreeSet<String>, keys: &Keys) -> Result<BTreeMap<String, String>, ModelsError> {
        let mut parts = BTreeMap::new();
        for name in refs.iter().filter(|name| !self.project.parts.season_wide.contains(*name)) {
            let is_by_rounds = self.project.parts.round.contains(name);
            let part = keys.of_table(self.connection, &self.columns, name, is_by_rounds)?;
            parts.insert(name.clone(), part);
        }
        Ok(parts)
    }

    /// Asks a test, if what it reads was made: of the rounds that are others, where all that it reads is made round
    /// by round.
    fn check(&mut self, query: &Query<'_>, feeds: bool) -> Result<(), ModelsError> {
        let is_made = |name: &String| self.changes.contains_key(name) && !self.failed.contains(name);
        if !query.refs.iter().all(is_made) {
            return Ok(());
        }
        let change = self.change_of(&query.refs);
        let keys = match &change {
            Change::Nothing => return Ok(()),
            Change::Rows(scopes) if query.refs.iter().all(|name| self.project.parts.round.contains(name)) => {
                Some(Keys::rounds(self.connection, scopes, false)?)
            }
            Change::Rows(_) | Change::Everything => None,
        };
        if let Some(keys) = &keys {
            self.jinja.read_parts(self.parts(&query.refs, keys)?);
        }
        let (outcome, faults) = query.run(self.connection, self.jinja, feeds);
        self.jinja.read_parts(BTreeMap::new());
        faults::replace(self.connection, &query.name, keys.as_ref(), &faults)?;
        self.report.checks.push(outcome);
        Ok(())
    }
}

/// The rendered SQL of the selected models, for tests and for people: name and text.
///
/// # Errors
/// When the project cannot be read or rendered.
pub fn compile(options: &BuildOptions) -> Result<Vec<(String, String)>, ModelsError> {
    let project = options.project.read()?;
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
