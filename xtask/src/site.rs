//! The page: trunk builds it, wasm-opt shrinks it (called by trunk, so that names and integrity hashes are of
//! what is served), and every file that compresses gets a brotli and a gzip sibling.
//!
//! Nothing is done when neither the sources nor dist/ have changed since.

use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cache::{cargo, step};
use crate::process::run;
use crate::setup;

/// All that the page is made of, from the root of the clone.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "frontend/Cargo.toml",
    "frontend/Trunk.toml",
    "frontend/core/Cargo.toml",
    "frontend/core/src",
    "frontend/index.html",
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

/// Builds the page when needed; returns its folder.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn build() -> Result<PathBuf> {
    let dist = crate::root().join("dist");
    let stamp = crate::root().join("target/site.stamp");
    let sources = hash_of_files(SOURCES.iter().map(|source| crate::root().join(source)))?;
    let is_made = |wanted: &str| fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    if dist.is_dir() && is_made(&format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?)) {
        return Ok(dist);
    }
    crate::system::ensure(crate::system::Need::TO_RUN)?;
    setup::wasm_target()?;
    let tools = [setup::trunk()?, setup::wasm_bindgen()?, setup::site_tools()?];
    step("build the page", "release, WASM; about 3 minutes the first time", || trunk(&tools))?;
    step("compress the page", "brotli 11 and gzip 9 beside each file; some seconds", || {
        let script = crate::root().join("xtask/npm/compress.mjs");
        run(Command::new("node").arg(script).arg(&dist))
    })?;
    fs::create_dir_all(crate::root().join("target"))?;
    fs::write(&stamp, format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?))?;
    Ok(dist)
}

fn trunk(tools: &[PathBuf]) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(tools.iter().cloned().chain(std::env::split_paths(&path)))?;
    let mut trunk = Command::new("trunk");
    // The environment of cargo's own call, with trunk in place of cargo.
    trunk.current_dir(crate::root()).envs(cargo()?.get_envs().filter_map(|(k, v)| Some((k, v?))));
    trunk.env("PATH", path).env("NO_COLOR", "true");
    run(trunk.args(["build", "--release", "--cargo-profile", "wasm-release", "--offline"]))?;
    ensure!(crate::root().join("dist/index.html").is_file(), "trunk made no dist/index.html");
    Ok(())
}

/// Hash of the files' names and contents, folders with all below; what is not there counts as nothing.
fn hash_of_files(paths: impl IntoIterator<Item = PathBuf>) -> Result<u64> {
    let mut parts = Vec::new();
    for path in paths {
        for file in files_below(&path)? {
            parts.push(file.strip_prefix(crate::root())?.as_os_str().as_encoded_bytes().to_vec());
            parts.push(fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
        }
    }
    Ok(hash_of(parts.iter().map(Vec::as_slice)))
}

/// Hash of some byte strings and of where each ends. Only compared with what the same build of xtask made.
pub(crate) fn hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

/// All files below a path, or the path itself, sorted; none when it is not there.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    let below = entries.iter().map(|entry| files_below(entry)).collect::<Result<Vec<_>>>()?;
    Ok(below.concat())
}
