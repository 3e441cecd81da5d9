//! `ci`: the tests, then everything else that must hold before a change goes in. All stages run, whatever
//! fails, and a table says how long each took.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use serde_json::Value;

use crate::cache::cargo;
use crate::process::run;
use crate::setup;
use crate::test::{Kind, run_kind};

type Check = (&'static str, fn() -> Result<()>);

/// Tells how it went.
type Stage = Box<dyn Fn() -> Result<String>>;

/// What is checked after the tests.
const CHECKS: &[Check] = &[
    ("form", form),
    ("clippy, host", clippy_host),
    ("clippy, wasm32", clippy_wasm),
    ("rustdoc", rustdoc),
    ("features", crate::features::check),
    ("fuzz", crate::fuzz::check),
    ("e2e types", e2e_types),
    ("circles of files", crate::circles::check),
    ("dependency rules", crate::dependencies::check),
    ("licences and sources", licences),
    ("npm audit", npm_audit),
    ("tidy", crate::tidy::check),
    ("walks", crate::walks::check),
];

/// Arguments of `ci`.
#[derive(Debug, Args)]
pub(crate) struct CiArguments {
    /// Only the stages with this in their names, such as `clippy`.
    #[arg(long, default_value = "", hide_default_value = true)]
    only: String,
}

/// Runs all stages.
///
/// # Errors
/// When one fails, all having run by then; when none is of the name asked for.
pub(crate) fn ci(arguments: &CiArguments) -> Result<()> {
    let tests = Kind::ALL.map(|kind| {
        let run = move || run_kind(kind, &[]).map(|tally| tally.to_string());
        (format!("tests, {}", kind.name()), Box::new(run) as Stage)
    });
    let checks = CHECKS.iter().map(|&(name, check)| {
        (name.to_owned(), Box::new(move || check().map(|()| "ok".to_owned())) as Stage)
    });
    let mut stages: Vec<(String, Stage)> = tests.into_iter().chain(checks).collect();
    let names: Vec<String> = stages.iter().map(|(name, _)| name.clone()).collect();
    stages.retain(|(name, _)| name.contains(&arguments.only));
    ensure!(
        !stages.is_empty(),
        "no stage has \"{}\" in its name; there are:\n  {}",
        arguments.only,
        names.join("\n  ")
    );
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header(["stage", "minutes", ""]);
    let mut failed = Vec::new();
    let begun = Instant::now();
    for (name, stage) in stages {
        println!("\n#### {name}");
        let begun = Instant::now();
        let how = stage().unwrap_or_else(|error| {
            println!("{name}: {error:#}");
            failed.push(format!("{name}: {error:#}"));
            "FAILED".to_owned()
        });
        table.add_row([name, minutes(begun), how]);
    }
    table.add_row(["all".to_owned(), minutes(begun), String::new()]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("\n{table}");
    if failed.is_empty() { Ok(()) } else { bail!("failed:\n{}", failed.join("\n")) }
}

fn minutes(since: Instant) -> String {
    format!("{:.1}", since.elapsed().as_secs_f64() / 60.0)
}

fn form() -> Result<()> {
    run(cargo()?.args(["fmt", "--all", "--check"]))
}

fn clippy_host() -> Result<()> {
    crate::system::ensure(crate::system::Need::TO_RUN)?;
    let mut clippy = setup::cargo_with_duckdb()?;
    run(clippy.args(["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn clippy_wasm() -> Result<()> {
    setup::wasm_target()?;
    let mut clippy = cargo()?;
    clippy.args(["clippy", "--locked", "--target", "wasm32-unknown-unknown"]);
    for package in ["gridcast-frontend", "gridcast-race", "gridcast-core", "gridcast-shared"] {
        clippy.args(["--package", package]);
    }
    run(clippy.args(["--", "-D", "warnings"]))
}

fn rustdoc() -> Result<()> {
    let mut doc = setup::cargo_with_duckdb()?;
    doc.args(["doc", "--locked", "--workspace", "--no-deps", "--document-private-items"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn e2e_types() -> Result<()> {
    setup::e2e_packages()?;
    run(Command::new("node_modules/.bin/tsc")
        .current_dir(crate::repository::root().join("e2e"))
        .arg("--noEmit"))
}

/// Bans, licences and sources. Advisories are left out: their database is fetched from a host that a CI
/// machine need not reach; `cargo deny check advisories` checks them where it is.
fn licences() -> Result<()> {
    let deny = setup::cargo_deny()?.join("cargo-deny");
    let mut check = Command::new(deny);
    check.current_dir(crate::repository::root()).args(["--locked", "check", "bans", "licenses", "sources"]);
    run(&mut check)
}

/// Known faults in npm's packages. A registry that keeps no such list is said, and is no failure.
fn npm_audit() -> Result<()> {
    for folder in ["e2e", "xtask/npm"] {
        let mut audit = Command::new("npm");
        audit.current_dir(crate::repository::root().join(folder)).args([
            "audit",
            "--json",
            "--package-lock-only",
        ]);
        let output = audit.output().context("cannot start npm")?;
        let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        match report["metadata"]["vulnerabilities"]["total"].as_u64() {
            Some(0) => println!("{folder}: no known faults"),
            Some(faults) => bail!("{folder}: {faults} known faults; `npm audit` in {folder} lists them"),
            None => println!("{folder}: not checked, the registry in use answers no audit"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CiArguments, ci};

    #[test]
    fn a_stage_that_does_not_exist_is_refused_with_those_that_do() {
        let error = ci(&CiArguments { only: "nonsense".to_owned() }).unwrap_err().to_string();
        assert!(error.contains("nonsense") && error.contains("clippy, wasm32"), "{error}");
    }
}
