//! `ci`: the tests, then everything else that must hold before a change goes in. All stages run, whatever
//! fails, and a table says how long each took.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;

use crate::cache::cargo;
use crate::process::run;
use crate::setup;
use crate::test::{Kind, run_kind};

type Stage = (&'static str, fn() -> Result<()>);

const STAGES: &[Stage] = &[
    ("tests, native", || run_kind(Kind::Native, &[]).map(drop)),
    ("tests, wasm", || run_kind(Kind::Wasm, &[]).map(drop)),
    ("tests, models", || run_kind(Kind::Models, &[]).map(drop)),
    ("tests, e2e", || run_kind(Kind::E2e, &[]).map(drop)),
    ("form", form),
    ("clippy, host", clippy_host),
    ("clippy, wasm32", clippy_wasm),
    ("rustdoc", rustdoc),
    ("e2e types", e2e_types),
    ("dependency rules", crate::dependencies::check),
    ("licences and sources", licences),
    ("npm audit", npm_audit),
    ("tidy", crate::tidy::check),
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
/// When one fails; all have run by then.
pub(crate) fn ci(arguments: &CiArguments) -> Result<()> {
    let mut outcomes = Vec::new();
    for &(name, stage) in STAGES.iter().filter(|(name, _)| name.contains(&arguments.only)) {
        println!("\n#### {name}");
        let begun = Instant::now();
        let outcome = stage();
        if let Err(error) = &outcome {
            println!("{name}: {error:#}");
        }
        outcomes.push((name, begun.elapsed(), outcome));
    }
    println!("\n{:<22} {:>7}", "stage", "minutes");
    for (name, took, outcome) in &outcomes {
        println!("{name:<22} {:>7.1}  {}", minutes(*took), if outcome.is_ok() { "ok" } else { "FAILED" });
    }
    let all: Duration = outcomes.iter().map(|(_, took, _)| *took).sum();
    println!("{:<22} {:>7.1}", "all", minutes(all));
    let failed: Vec<&str> =
        outcomes.iter().filter(|(_, _, o)| o.is_err()).map(|(name, _, _)| *name).collect();
    if failed.is_empty() { Ok(()) } else { bail!("failed: {}", failed.join(", ")) }
}

fn minutes(duration: Duration) -> f64 {
    duration.as_secs_f64() / 60.0
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
    run(Command::new("node_modules/.bin/tsc").current_dir(crate::root().join("e2e")).arg("--noEmit"))
}

/// Bans, licences and sources. Advisories are left out: their database is fetched from a host that a CI
/// machine need not reach; `cargo deny check advisories` checks them where it is.
fn licences() -> Result<()> {
    let deny = setup::cargo_deny()?.join("cargo-deny");
    let mut check = Command::new(deny);
    check.current_dir(crate::root()).args(["--locked", "check", "bans", "licenses", "sources"]);
    run(&mut check)
}

/// Known faults in npm's packages. A registry that keeps no such list is said, and is no failure.
fn npm_audit() -> Result<()> {
    for folder in ["e2e", "xtask/npm"] {
        let mut audit = Command::new("npm");
        audit.current_dir(crate::root().join(folder)).args(["audit", "--json", "--package-lock-only"]);
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
