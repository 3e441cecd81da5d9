//! What a build did, as a table for people.

use std::fmt::Write;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value};

use super::millis;

/// What a build did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BuildReport {
    /// In the order in which they ran.
    pub models: Vec<ModelOutcome>,
    /// Tests.
    pub checks: Vec<CheckOutcome>,
    /// From the first file read to the last test.
    #[serde(skip)]
    pub took: Duration,
}

/// What became of a model.
#[derive(Clone, Debug, Serialize)]
pub struct ModelOutcome {
    /// Name.
    pub name: String,
    /// view, table, incremental, seed.
    pub kind: &'static str,
    /// Rows that it has now; none of a view.
    pub rows: Option<u64>,
    /// Milliseconds.
    pub ms: u64,
    /// Why it failed or was not run.
    pub error: Option<String>,
}

/// What a test found.
#[derive(Clone, Debug, Serialize)]
pub struct CheckOutcome {
    /// Name.
    pub name: String,
    /// Models that it is about.
    pub of: String,
    /// Whether failures fail the build.
    pub severity: Severity,
    /// Rows that should not be.
    pub failures: u64,
    /// Why it could not be run.
    pub error: Option<String>,
    /// Milliseconds.
    pub ms: u64,
}

/// What a failing test means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The build failed.
    Error,
    /// It is said.
    Warn,
}

impl Severity {
    pub(super) fn of(config: &Map<String, Value>) -> Self {
        match config.get("severity").and_then(Value::as_str) {
            Some(word) if word.eq_ignore_ascii_case("warn") => Self::Warn,
            _ => Self::Error,
        }
    }
}

impl ModelOutcome {
    pub(super) fn new(
        name: &str,
        kind: &'static str,
        made: Result<Option<u64>, String>,
        took: Duration,
    ) -> Self {
        let (rows, error) = match made {
            Ok(rows) => (rows, None),
            Err(error) => (None, Some(error)),
        };
        Self { name: name.to_owned(), kind, rows, ms: millis(took), error }
    }

    pub(super) fn skipped(name: &str, kind: &'static str, cause: &str) -> Self {
        let error = Some(format!("not run: {cause} failed"));
        Self { name: name.to_owned(), kind, rows: None, ms: 0, error }
    }
}

impl CheckOutcome {
    /// Whether it fails the build.
    pub fn is_failure(&self) -> bool {
        self.error.is_some() || (0 < self.failures && self.severity == Severity::Error)
    }
}

impl BuildReport {
    /// Whether all models were made and no test fails the build.
    pub fn is_good(&self) -> bool {
        self.models.iter().all(|model| model.error.is_none())
            && !self.checks.iter().any(CheckOutcome::is_failure)
    }

    /// The first thing that is wrong.
    pub fn first_fault(&self) -> Option<String> {
        let model = self.models.iter().find_map(|model| {
            let error = model.error.as_ref()?;
            Some(format!("model {}: {error}", model.name))
        });
        model.or_else(|| {
            let check = self.checks.iter().find(|check| check.is_failure())?;
            Some(match &check.error {
                Some(error) => format!("test {}: {error}", check.name),
                None => format!("test {}: {} rows", check.name, check.failures),
            })
        })
    }

    /// Models, rows, time, and tests by model; whatever failed in full.
    pub fn to_table(&self) -> String {
        let mut out = String::new();
        let width = self.models.iter().map(|model| model.name.len()).max().unwrap_or(5).max(5);
        // Writing into a string cannot fail.
        writeln!(out, "{:<width$}  {:<11} {:>9} {:>8}  tests", "model", "kind", "rows", "ms").ok();
        for model in &self.models {
            let rows = model.rows.map_or_else(String::new, |rows| rows.to_string());
            let of: Vec<&CheckOutcome> = self.checks.iter().filter(|check| check.of == model.name).collect();
            let failed = of.iter().filter(|check| check.is_failure()).count();
            let tests = match (&model.error, of.len(), failed) {
                (Some(_), ..) => "FAILED".to_owned(),
                (None, 0, _) => String::new(),
                (None, n, 0) => format!("{n} passed"),
                (None, n, failed) => format!("{} passed, {failed} FAILED", n - failed),
            };
            let line =
                format!("{:<width$}  {:<11} {rows:>9} {:>8}  {tests}", model.name, model.kind, model.ms);
            writeln!(out, "{}", line.trim_end()).ok();
        }
        for model in self.models.iter().filter(|model| model.error.is_some()) {
            writeln!(out, "FAILED model {}: {}", model.name, model.error.as_deref().unwrap_or_default()).ok();
        }
        for check in &self.checks {
            let word = match (check.is_failure(), check.failures) {
                (true, _) => "FAILED",
                (false, 0) => continue,
                (false, _) => "warning",
            };
            let found = check.error.clone().unwrap_or_else(|| format!("{} rows", check.failures));
            writeln!(out, "{word} test {} of {}: {found}", check.name, check.of).ok();
        }
        let failed = self.checks.iter().filter(|check| check.is_failure()).count();
        let models_failed = self.models.iter().filter(|model| model.error.is_some()).count();
        write!(
            out,
            "{} models, {models_failed} failed; {} tests, {failed} failed; {:.1} s",
            self.models.len(),
            self.checks.len(),
            self.took.as_secs_f64()
        )
        .ok();
        out
    }
}
