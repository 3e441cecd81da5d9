//! Where tools and build output are kept: outside the clone, so that a second clone finds them.
//!
//! A tool's folder carries its version and appears whole or not at all: it is made under another name and
//! renamed, so an interrupted install leaves nothing that looks installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

/// The cache's root.
///
/// # Errors
/// When neither `GRIDCAST_CACHE`, `XDG_CACHE_HOME` nor `HOME` is set.
pub(crate) fn root() -> Result<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("GRIDCAST_CACHE")
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("gridcast")))
        .or_else(|| Some(variable("HOME")?.join(".cache/gridcast")))
        .context("no place for the cache: set GRIDCAST_CACHE")
}

/// Cargo's target directory for all that xtask builds.
///
/// # Errors
/// As [`root`].
pub(crate) fn target() -> Result<PathBuf> {
    Ok(root()?.join("target"))
}

/// `cargo`, run at the root of the clone, with its output in the cache.
///
/// # Errors
/// As [`root`].
pub(crate) fn cargo() -> Result<Command> {
    let mut command = Command::new("cargo");
    command.current_dir(crate::repository::root()).env("CARGO_TARGET_DIR", target()?);
    // Set by the `cargo` that runs us; a nested cargo would take them for its own.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    Ok(command)
}

/// A scratch folder that goes when dropped; one left by a process that was killed goes when the next is made.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder in the cache, named after what it is for and this process.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(crate) fn new(purpose: &str) -> Result<Self> {
        let folder = root()?.join("scratch");
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let owner = name.rsplit_once('-').and_then(|(_, owner)| owner.parse().ok());
            if owner.is_some_and(|owner| !crate::process::is_running(owner)) {
                remove(&entry.path())?;
            }
        }
        let path = folder.join(format!("{purpose}-{}", std::process::id()));
        remove(&path)?;
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed now is removed when the next is made.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// The folder `tools/NAME`, made by `install` when it is not there.
///
/// `install` is given an empty folder to fill. `why` says what the step is for and how long it takes.
///
/// # Errors
/// When `install` fails.
pub(crate) fn tool(name: &str, why: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let folder = root()?.join("tools").join(name);
    if folder.is_dir() {
        return Ok(folder);
    }
    let scratch = Scratch::new(name)?;
    step(&format!("install {name}"), why, || install(scratch.path()))?;
    fs::create_dir_all(folder.parent().unwrap_or(&folder))?;
    match fs::rename(scratch.path(), &folder) {
        // Another process was faster; its copy is as good.
        Err(_) if folder.is_dir() => Ok(folder),
        renamed => renamed.map(|()| folder).context("cannot move the tool into the cache"),
    }
}

/// Does a long step between a line that says why and one that says how long it took.
///
/// # Errors
/// Those of `work`, with the step's name.
pub(crate) fn step<T>(name: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}: {why}");
    let begun = Instant::now();
    let done = work().with_context(|| format!("cannot {name}"))?;
    println!("    {name}: {:.1} s", begun.elapsed().as_secs_f64());
    Ok(done)
}

/// Removes a folder or file; one that is not there is no error.
///
/// # Errors
/// When it is there and stays.
pub(crate) fn remove(path: &Path) -> Result<()> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(_) => Ok(()),
    };
    removed.with_context(|| format!("cannot remove {}", path.display()))
}
