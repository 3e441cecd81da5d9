//! `fuzz`: libFuzzer on every target of shared/fuzz, for a bounded time.
//!
//! What libFuzzer is led by, counters in the code, is made by a pass that the stable compiler has, so neither nightly
//! nor cargo-fuzz is needed. Without the address sanitizer: the crate that is fuzzed forbids unsafe code.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;

use crate::cache::{cargo, step, target};
use crate::process::{output, run};
use crate::repository::root;

/// Counters of edges and of compared values, in every crate that is built; assertions stay in optimised code.
const INSTRUMENTED: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Ccodegen-units=1";

/// How long each target runs in CI, seconds.
const SECONDS_IN_CI: u32 = 30;

/// Arguments of `fuzz`.
#[derive(Debug, Args)]
pub(crate) struct FuzzArguments {
    /// Which target; each in its turn without it.
    target: Option<String>,
    /// How long each runs, seconds.
    #[arg(long, default_value_t = SECONDS_IN_CI)]
    seconds: u32,
}

/// Runs every target for as long as CI does.
///
/// # Errors
/// As [`fuzz`].
pub(crate) fn check() -> Result<()> {
    fuzz(&FuzzArguments { target: None, seconds: SECONDS_IN_CI })
}

/// Runs the targets.
///
/// # Errors
/// When one cannot be built, or an input makes it panic; that input is kept, and named by what is printed.
pub(crate) fn fuzz(arguments: &FuzzArguments) -> Result<()> {
    crate::system::ensure(&[crate::system::Need::Compiler])?;
    let manifest = root().join("shared/fuzz/Cargo.toml");
    let mut metadata = cargo()?;
    metadata.args(["metadata", "--format-version", "1", "--no-deps", "--locked", "--manifest-path"]);
    let all = targets_in(&output(metadata.arg(&manifest))?)?;
    let wanted: Vec<&String> =
        all.iter().filter(|name| arguments.target.as_ref().is_none_or(|wanted| wanted == *name)).collect();
    ensure!(!wanted.is_empty(), "no such target; there is {}", all.join(", "));
    // Where a target is named, build scripts are built without the flags.
    let machine = crate::setup::machine()?;
    let mut build = cargo()?;
    build.env("RUSTFLAGS", INSTRUMENTED);
    build.args(["build", "--release", "--quiet", "--locked", "--target", &machine, "--manifest-path"]);
    step("build the fuzz targets", "with libFuzzer; under a minute", || run(build.arg(&manifest)))?;
    let seeds = root().join("shared/tests/golden/v1");
    for name in wanted {
        let mut target = std::process::Command::new(target()?.join(&machine).join("release").join(name));
        let (found, faults) = (folder(name, "found")?, folder(name, "faults")?);
        target.arg(format!("-max_total_time={}", arguments.seconds)).arg("-print_final_stats=1");
        // One line for each input that reaches something new would bury everything else that CI prints.
        target.arg("-verbosity=0");
        target.arg(format!("-artifact_prefix={}/", faults.display())).arg(found).arg(&seeds);
        step(&format!("fuzz {name}"), &format!("{} s", arguments.seconds), || run(&mut target))?;
    }
    Ok(())
}

/// A folder of a target in the cache: what it has found goes on from run to run.
fn folder(name: &str, purpose: &str) -> Result<PathBuf> {
    let folder = crate::cache::root()?.join("fuzz").join(name).join(purpose);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}

/// The names of all programs of a package.
fn targets_in(metadata: &str) -> Result<Vec<String>> {
    let metadata: Value = serde_json::from_str(metadata).context("cargo metadata is not JSON")?;
    let targets = metadata["packages"][0]["targets"].as_array().context("cargo metadata has no targets")?;
    let programs = targets.iter().filter(|target| target["kind"][0] == "bin");
    Ok(programs.filter_map(|target| target["name"].as_str().map(String::from)).collect())
}
