//! What a build did, as a table for people.

use std::collections::BTreeMap;
use std::time::Duration;

use super::changes::Change;
use super::faults::{Fault, Holds};
use crate::table::{self, Align};

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct BuildReport {
    /// Those that had something new, in the order in which they ran.
    pub models: Vec<ModelOutcome>,
    /// Tests that were asked.
    pub checks: Vec<CheckOutcome>,
    /// What is wrong with the tables, also what was found by builds before this one.
    pub faults: Vec<Fault>,
    /// What is another than before, by table.
    pub changes: BTreeMap<String, Change>,
    /// From the first file read to the last test.
    pub took: Duration,
}

/// What became of a model.
#[derive(Clone, Debug)]
pub struct ModelOutcome {
    /// Name.
    pub name: String,
    /// table, incremental, seed.
    pub kind: &'static str,
    /// Rows that it has now, or why it failed or was not run.
    pub rows: Result<u64, String>,
    /// How long it took.
    pub took: Duration,
}

/// What a test found.
#[derive(Clone, Debug)]
pub struct CheckOutcome {
    /// Name.
    pub name: String,
    /// Models that it is about.
    pub of: String,
    /// Rows that should not be, or why it could not be run.
    pub failures: Result<u64, String>,
    /// How long it took.
    pub took: Duration,
}

impl CheckOutcome {
    /// Whether it fails the build.
    pub fn is_failure(&self) -> bool {
        self.failures != Ok(0)
    }

    /// Its name and what it found.
    pub fn fault(&self) -> String {
        match &self.failures {
            Ok(rows) => format!("test {}: {rows} rows", self.name),
            Err(error) => format!("test {}: {error}", self.name),
        }
    }
}

impl BuildReport {
    /// What is wrong: models that failed or were not run, then tests, then rounds that stay held back.
    pub fn wrongs(&self) -> impl Iterator<Item = String> {
        let models = self.models.iter().filter_map(|model| {
            let error = model.rows.as_ref().err()?;
            Some(format!("model {}: {error}", model.name))
        });
        let checks = self.checks.iter().filter(|check| check.is_failure()).map(CheckOutcome::fault);
        models.chain(checks).chain(self.faults.iter().filter_map(Fault::held_back))
    }

    /// Whether all models were made and no test failed, neither now nor before of what has not changed.
    pub fn is_good(&self) -> bool {
        self.wrongs().next().is_none() && self.faults.is_empty()
    }

    /// Why nothing at all can be published, if so.
    pub fn stopper(&self) -> Option<&Fault> {
        self.faults.iter().find(|fault| fault.holds == Holds::Everything)
    }

    /// Models, rows, time, and tests by model; whatever failed in full.
    pub fn to_table(&self) -> String {
        let columns =
            [("model", Align::Left), ("kind", Align::Left), ("rows", Align::Right), ("ms", Align::Right)];
        let rows = self.models.iter().map(|model| {
            let of = || self.checks.iter().filter(|check| check.of == model.name);
            let failed = of().filter(|check| check.is_failure()).count();
            let tests = match (&model.rows, of().count(), failed) {
                (Err(_), ..) => "FAILED".to_owned(),
                (Ok(_), 0, _) => String::new(),
                (Ok(_), n, 0) => format!("{n} passed"),
                (Ok(_), n, failed) => format!("{} passed, {failed} FAILED", n - failed),
            };
            let n = model.rows.as_ref().map_or_else(|_| String::new(), ToString::to_string);
            [model.name.clone(), model.kind.to_owned(), n, model.took.as_millis().to_string(), tests]
        });
        let mut text = table::of(columns.into_iter().chain([("tests", Align::Left)]), rows);
        for fault in self.wrongs() {
            text += "\nFAILED ";
            text += &fault;
        }
        let models_failed = self.models.iter().filter(|model| model.rows.is_err()).count();
        let checks_failed = self.checks.iter().filter(|check| check.is_failure()).count();
        let (models, checks, seconds) = (self.models.len(), self.checks.len(), self.took.as_secs_f64());
        text + &format!(
            "\n{models} models, {models_failed} failed; {checks} tests, {checks_failed} failed; {seconds:.1} s"
        )
    }
}
