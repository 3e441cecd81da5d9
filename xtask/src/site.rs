//! The pages: trunk builds each app, the live one as `index.html` and the one after the race as `race.html`;
//! wasm-opt shrinks them (called by trunk, so that names and integrity hashes are of what is served), and every file
//! that compresses gets a brotli and a gzip sibling.
//!
//! Nothing is done when neither the sources nor dist/ have changed since.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cache::{cargo, step};
use crate::files::{files_below, hash_of_files};
use crate::process::run;
use crate::setup;

/// Leptos then forgets the types of views at run time instead of compiling each of them: 35 KB less (brotli) of the
/// page after the race, whose views are many and seldom made anew. The live page, which has room, keeps them.
const SMALLER_VIEWS: &str = "--cfg erase_components";

/// All that the pages are made of, from the root of the clone.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "frontend/Cargo.toml",
    "frontend/Trunk.toml",
    "frontend/core/Cargo.toml",
    "frontend/core/src",
    "frontend/index.html",
    "frontend/race/Cargo.toml",
    "frontend/race/index.html",
    "frontend/race/src",
    "frontend/race/style",
    "frontend/src",
    "frontend/style",
    "index.html",
    "public",
    "shared/Cargo.toml",
    "shared/src",
    "xtask/npm/compress.mjs",
    "xtask/npm/package-lock.json",
    "xtask/src/site.rs",
];

/// Where the app after the race is built, before it joins the live one in dist/.
const RACE_DIST: &str = "target/race-dist";

/// Builds the pages when needed; returns their folder.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn build() -> Result<PathBuf> {
    let dist = crate::repository::root().join("dist");
    let stamp = crate::repository::root().join("target/site.stamp");
    let sources = hash_of_files(SOURCES.iter().map(|source| crate::repository::root().join(source)))?;
    let is_made = |wanted: &str| fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    if dist.is_dir() && is_made(&format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?)) {
        return Ok(dist);
    }
    crate::system::ensure(crate::system::Need::TO_RUN)?;
    setup::wasm_target()?;
    let tools = [setup::trunk()?, setup::wasm_bindgen()?, setup::site_tools()?];
    step("build the live page", "release, WASM; about 3 minutes the first time", || {
        trunk(&tools, "frontend/index.html", &dist, "")
    })?;
    step("build the page after the race", "release, WASM; about 2 minutes", || {
        let race_dist = crate::repository::root().join(RACE_DIST);
        trunk(&tools, "frontend/race/index.html", &race_dist, SMALLER_VIEWS)?;
        join(&race_dist, &dist)
    })?;
    step("compress the pages", "brotli 11 and gzip 9 beside each file; some seconds", || {
        let script = crate::repository::root().join("xtask/npm/compress.mjs");
        run(Command::new("node").arg(script).arg(&dist))
    })?;
    fs::create_dir_all(crate::repository::root().join("target"))?;
    fs::write(&stamp, format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?))?;
    Ok(dist)
}

/// Builds the app of an HTML file into a folder of its own, with these flags of rustc.
fn trunk(tools: &[PathBuf], html: &str, dist: &Path, flags: &str) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(tools.iter().cloned().chain(std::env::split_paths(&path)))?;
    let mut trunk = Command::new("trunk");
    // The environment of cargo's own call, with trunk in place of cargo.
    trunk.current_dir(crate::repository::root()).envs(cargo()?.get_envs().filter_map(|(k, v)| Some((k, v?))));
    trunk.env("PATH", path).env("NO_COLOR", "true").env("RUSTFLAGS", flags);
    trunk.args(["build", "--release", "--cargo-profile", "wasm-release", "--offline"]);
    run(trunk.arg("--dist").arg(dist).arg(html))?;
    ensure!(dist.join("index.html").is_file(), "trunk made no {}/index.html", dist.display());
    Ok(())
}

/// Puts the app after the race beside the live one. All its files but the page have hashes in their names, so none
/// of them can stand in another's place.
fn join(race_dist: &Path, dist: &Path) -> Result<()> {
    for file in files_below(race_dist)? {
        let name = file.strip_prefix(race_dist)?;
        let name = if name == Path::new("index.html") { Path::new("race.html") } else { name };
        fs::copy(&file, dist.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}
