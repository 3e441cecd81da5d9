//! `test`: every test there is, each kind with what it needs, and one line of figures a kind at the end.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::Value;

use crate::browsers::{Browsers, Engine};
use crate::cache::{Scratch, cargo, step};
use crate::process::{run, run_with_lines};
use crate::run::{Profile, program};
use crate::setup;
use crate::system::{Need, ensure, on_path};
use crate::tally::Tally;

/// Arguments of `test`.
#[derive(Debug, Args)]
pub(crate) struct TestArguments {
    /// Only this kind of test.
    #[arg(long)]
    only: Option<Kind>,
    /// Passed on: to `cargo test` for native and wasm, to pytest for models, to Playwright for e2e.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// A kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// On this machine, those with a real Kafka included.
    Native,
    /// In WASM, in headless Chromium.
    Wasm,
    /// The warehouse's models by dbt itself, the same as by the warehouse's program, and Dagster.
    Models,
    /// Journeys in Chromium, Firefox and `WebKit`, with gateway, producer, warehouse and Kafka as programs.
    E2e,
}

impl Kind {
    /// All, in the order in which they run.
    pub(crate) const ALL: [Self; 4] = [Self::Native, Self::Wasm, Self::Models, Self::E2e];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Models => "models",
            Self::E2e => "e2e",
        }
    }
}

/// Runs the tests.
///
/// # Errors
/// When something is missing or a test fails; the other kinds have run by then.
pub(crate) fn test(arguments: &TestArguments) -> Result<()> {
    let kinds = Kind::ALL.into_iter().filter(|kind| arguments.only.is_none_or(|only| only == *kind));
    let done: Vec<_> = kinds.map(|kind| (kind, run_kind(kind, &arguments.rest))).collect();
    println!();
    let mut failed = false;
    for (kind, outcome) in done {
        failed |= outcome.is_err();
        report(kind, &outcome);
    }
    anyhow::ensure!(!failed, "not all tests passed");
    Ok(())
}

fn report(kind: Kind, outcome: &Result<Tally>) {
    match outcome {
        Ok(tally) => println!("{}: {tally}", kind.name()),
        Err(error) => println!("{}: {error:#}", kind.name()),
    }
}

/// Runs the tests of one kind.
///
/// # Errors
/// When something is missing or a test fails.
pub(crate) fn run_kind(kind: Kind, rest: &[String]) -> Result<Tally> {
    let tally = match kind {
        Kind::Native => native(rest),
        Kind::Wasm => wasm(rest),
        Kind::Models => models(rest),
        Kind::E2e => e2e(rest),
    }?;
    match tally {
        Tally { failed: 0, skipped: 1.., .. } if recordings().is_some() => {
            bail!("{tally}: the recordings are there, so nothing may be skipped")
        }
        Tally { passed: 0, failed: 0, skipped: 0, .. } if rest.is_empty() => bail!("no test ran"),
        Tally { failed: 0, .. } => Ok(tally),
        tally => bail!("{tally}{}", tally.failures()),
    }
}

/// The folder of recorded sessions, where there is one: `GRIDCAST_DATA`, else beside the clone.
fn recordings() -> Option<PathBuf> {
    let beside = || crate::repository::root().join("../shared/data");
    let folder = std::env::var_os("GRIDCAST_DATA").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

fn native(rest: &[String]) -> Result<Tally> {
    ensure(Need::TO_RUN)?;
    ensure(&[Need::Python])?;
    let broker = crate::kafka::broker()?;
    let mut test = setup::cargo_with_duckdb()?;
    test.env("GRIDCAST_KAFKA", &broker.address).env("GRIDCAST_REQUIRE_KAFKA", "1");
    if recordings().is_some() {
        test.env("GRIDCAST_REQUIRE_DATA", "1");
    }
    // Some tests start a node of their own.
    test.env("GRIDCAST_XTASK_PROGRAM", std::env::current_exe()?);
    test.args(["test", "--locked", "--no-fail-fast"]);
    if !names_a_package(rest) {
        // The frontend is a program for the browser; its tests run there.
        test.args(["--workspace", "--exclude", "gridcast-frontend"]);
    }
    step("native tests", "builds everything with tests first; about 10 minutes cold", || {
        tally_of(test.args(rest))
    })
}

/// Whether cargo's arguments, those before `--`, choose packages by themselves.
fn names_a_package(rest: &[String]) -> bool {
    let mut of_cargo = rest.iter().take_while(|argument| *argument != "--");
    of_cargo.any(|argument| argument.starts_with("-p") || argument.starts_with("--package"))
}

fn wasm(rest: &[String]) -> Result<Tally> {
    ensure(&[Need::Chromium, Need::Chromedriver])?;
    setup::wasm_target()?;
    let runner = setup::wasm_bindgen()?.join("wasm-bindgen-test-runner");
    let mut test = cargo()?;
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    test.env("CHROMEDRIVER", on_path("chromedriver").context("chromedriver is not on the path")?);
    for limit in ["WASM_BINDGEN_TEST_TIMEOUT", "WASM_BINDGEN_TEST_DRIVER_TIMEOUT"] {
        test.env(limit, "120");
    }
    test.args(["test", "--locked", "--no-fail-fast", "--package", "gridcast-frontend"]);
    test.args(["--target", "wasm32-unknown-unknown", "--tests"]);
    step("wasm tests", "the page's own glue, in Chromium; about 2 minutes cold", || tally_of(test.args(rest)))
}

/// Runs `cargo test`, shows what it prints, and adds up its lines of results.
///
/// A failing test is in the tally; an error is a failure of another kind, such as one to build.
fn tally_of(test: &mut Command) -> Result<Tally> {
    let mut tally = Tally::default();
    let done = run_with_lines(test, |line| {
        println!("{line}");
        tally.add_line(line);
    });
    match done {
        Err(error) if tally.failed == 0 => Err(error),
        _ => Ok(tally),
    }
}

fn models(rest: &[String]) -> Result<Tally> {
    ensure(&[Need::Zstd])?;
    let mut pytest = Command::new(setup::python()?);
    pytest.current_dir(crate::repository::root().join("warehouse/tests/python"));
    pytest.env("GRIDCAST_WAREHOUSE_PROGRAM", program("gridcast-warehouse", Profile::Dev)?);
    pytest.env("PYTHONDONTWRITEBYTECODE", "1").args(["-m", "pytest", "-q", "-p", "no:cacheprovider"]);
    // A module's databases are built once, by the process that has its tests.
    pytest.args(["--numprocesses", "auto", "--dist", "loadscope"]);
    let mut tally = Tally::default();
    let done = step("tests of the models", "dbt on recorded races; about 3 minutes", || {
        run_with_lines(pytest.args(rest), |line| {
            println!("{line}");
            tally.add_summary(line);
        })
    });
    match done {
        Err(error) if tally.failed == 0 => Err(error),
        _ => Ok(tally),
    }
}

fn e2e(rest: &[String]) -> Result<Tally> {
    let browsers = Browsers::prepare(Profile::Release, Engine::ALL)?;
    let warehouse = program("gridcast-warehouse", Profile::Dev)?;
    crate::kafka::jars()?;
    let results = Scratch::new("e2e")?;
    let report = results.path().join("report.json");
    let names_projects = rest.iter().any(|word| word.starts_with("--project"));
    let all: &[&str] = &["journeys", "chromium", "firefox", "webkit"];
    let mut playwright = browsers.playwright(if names_projects { &[] } else { all });
    playwright.args(rest).env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    playwright.env("GRIDCAST_WAREHOUSE_PROGRAM", warehouse);
    let done =
        step("browser tests", "real Kafka, three real browsers; about 15 minutes", || run(&mut playwright));
    let Ok(text) = std::fs::read_to_string(&report) else {
        return done.and(Err(anyhow::anyhow!("Playwright left no report")));
    };
    let report: Value = serde_json::from_str(&text).context("Playwright's report is not JSON")?;
    let tally = Tally::of_playwright(&report);
    match done {
        Err(error) if tally.failed == 0 => Err(error),
        _ => Ok(tally),
    }
}

#[cfg(test)]
mod tests {
    use super::names_a_package;

    #[test]
    fn a_package_is_named_to_cargo_and_not_to_the_tests() {
        let names =
            |rest: &[&str]| names_a_package(&rest.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert!(names(&["-p", "gridcast-shared"]) && names(&["--package=gridcast-shared"]));
        assert!(!names(&[]) && !names(&["--release", "--", "-p"]));
    }
}
