//! The pages: trunk builds each app, the live one as `index.html` and the one after the race as `race.html`;
//! their programs, glue and style sheets are made small, each under a name that has the hash of what is in it, and every
//! file that compresses gets a brotli and a gzip sibling.
//!
//! Nothing is done when neither the sources nor dist/ have changed since.

mod glue;
mod sheets;
mod worker;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use gridcast_words::spoken;

use crate::cache::{cargo, step};
use crate::files::{files_below, hash_of_files};
use crate::process::{at_once, run};
use crate::repository::root;
use crate::setup;

/// Flags of rustc, the same for both apps so that what they stand on is compiled once. With these Leptos forgets the
/// types of views at run time instead of compiling each of them: 35 KB less (brotli) of the page after the race.
/// Views are seldom made anew; what changes many times a second is text within them.
const FLAGS: &str = "--cfg erase_components";

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
    "frontend/plain",
    "frontend/race/Cargo.toml",
    "frontend/race/index.html",
    "frontend/race/src",
    "frontend/fluent/Cargo.toml",
    "frontend/fluent/src",
    "frontend/viewer/Cargo.toml",
    "frontend/viewer/src",
    "frontend/words/Cargo.toml",
    "frontend/words/build.rs",
    "frontend/words/ftl",
    "frontend/words/src",
    "frontend/src",
    "frontend/streams",
    "frontend/style",
    "index.html",
    "public",
    "shared/Cargo.toml",
    "shared/src",
    "xtask/npm/compress.mjs",
    "xtask/npm/package-lock.json",
    "xtask/src/site",
    "xtask/src/site.rs",
];

/// A page's program and how trunk makes a page of it.
struct App {
    package: &'static str,
    html: &'static str,
    /// Where it is built, from the root of the clone.
    dist: &'static str,
}

const LIVE: App = App { package: "gridcast-frontend", html: "frontend/index.html", dist: "dist" };

/// The app after the race; from its own folder it joins the live one.
const RACE: App =
    App { package: "gridcast-race", html: "frontend/race/index.html", dist: "target/race-dist" };

/// Builds the pages when needed; returns their folder.
///
/// Much of it keeps one core busy, such as linking a whole program at once and wasm-opt, so the tools are installed
/// while the programs are compiled, and both apps are bundled at once.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn build() -> Result<PathBuf> {
    let dist = root().join(LIVE.dist);
    let stamp = root().join("target/site.stamp");
    let sources = hash_of_files(SOURCES.iter().map(|source| root().join(source)))?;
    let is_made = |wanted: &str| fs::read_to_string(&stamp).is_ok_and(|found| found == wanted);
    if dist.is_dir() && is_made(&format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?)) {
        return Ok(dist);
    }
    crate::system::ensure(crate::system::Need::TO_RUN)?;
    setup::wasm_target()?;
    let install = || Ok([setup::trunk()?, setup::wasm_bindgen()?, setup::site_tools()?]);
    let (tools, ()) = at_once(install, || {
        let why = "release, WASM; about 3 minutes the first time, other steps beside it";
        step("compile the pages", why, compile)
    })?;
    step("bundle the pages", "glue, wasm-opt, esbuild, hashed names; under a minute", || {
        at_once(|| bundle(&tools, &LIVE), || bundle(&tools, &RACE))
    })?;
    join(&root().join(RACE.dist), &dist)?;
    words(&dist)?;
    plain(&dist)?;
    worker::write(&dist)?;
    step("compress the pages", "brotli 11 and gzip 9 beside each file; some seconds", || {
        run(Command::new("node").arg(root().join("xtask/npm/compress.mjs")).arg(&dist))
    })?;
    fs::create_dir_all(root().join("target"))?;
    fs::write(&stamp, format!("{sources:016x} {:016x}", hash_of_files([dist.clone()])?))?;
    Ok(dist)
}

/// Compiles both apps as trunk will want them, which then finds that done.
fn compile() -> Result<()> {
    let mut build = cargo()?;
    build.env("RUSTFLAGS", FLAGS);
    build.args(["build", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"]);
    run(build.args(["--profile", "wasm-release", "--package", LIVE.package, "--package", RACE.package]))
}

/// Makes an app's page, in its folder.
fn bundle(tools: &[PathBuf], app: &App) -> Result<()> {
    let dist = root().join(app.dist);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(tools.iter().cloned().chain(std::env::split_paths(&path)))?;
    let mut trunk = Command::new("trunk");
    // The environment of cargo's own call, with trunk in place of cargo.
    trunk.current_dir(root()).envs(cargo()?.get_envs().filter_map(|(k, v)| Some((k, v?))));
    trunk.env("PATH", &path).env("NO_COLOR", "true").env("RUSTFLAGS", FLAGS);
    trunk.args(["build", "--release", "--cargo-profile", "wasm-release", "--offline"]);
    run(trunk.arg("--dist").arg(&dist).arg(app.html))?;
    ensure!(dist.join("index.html").is_file(), "trunk made no {}/index.html", dist.display());
    glue::shorten(&dist, &path)?;
    ensure_runs(tools, app)?;
    sheets::gather(&dist, &path)
}

/// What browsers from the versions on that the README names know of WebAssembly beyond its first version, as wasm-opt calls
/// it: the youngest are references, in Chrome from 96, Firefox from 79, Safari from 15 on.
const KNOWN: &[&str] = &[
    "bulk-memory",
    "bulk-memory-opt",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// Sees to it that an app's program needs nothing that the browsers do not know for which it is meant.
fn ensure_runs(tools: &[PathBuf], app: &App) -> Result<()> {
    let optimiser = tools.iter().map(|folder| folder.join("wasm-opt")).find(|file| file.is_file());
    let optimiser = optimiser.context("wasm-opt is in no folder of tools")?;
    fs::create_dir_all(root().join("target"))?;
    let is_program = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "wasm");
    for file in files_below(&root().join(app.dist))?.into_iter().filter(is_program) {
        // What a program says that it needs would be believed, so that is taken out first.
        let bare = root().join("target").join(format!("{}.bare.wasm", app.package));
        run(Command::new(&optimiser)
            .arg(&file)
            .args(["--quiet", "--strip-target-features", "-o"])
            .arg(&bare))?;
        let mut check = Command::new(&optimiser);
        check.arg(&bare).args(["--quiet", "--mvp-features"]);
        check.args(KNOWN.iter().map(|feature| format!("--enable-{feature}")));
        run(&mut check).with_context(|| format!("{} needs a younger browser", file.display()))?;
        fs::remove_file(bare)?;
    }
    Ok(())
}

/// Writes the words of every language but English, which is in the programs: a file a page, each named by its content;
/// and those of the builder of embeds.
fn words(dist: &Path) -> Result<()> {
    let folder = dist.join("words");
    fs::create_dir_all(&folder)?;
    for (name, content) in spoken::files().chain(spoken::files_of_builder()) {
        fs::write(folder.join(name), content).with_context(|| format!("cannot write words/{name}"))?;
    }
    Ok(())
}

/// Writes what stands in a page's place where its program cannot run, with its sentences in all languages.
fn plain(dist: &Path) -> Result<()> {
    let program = fs::read_to_string(root().join("frontend/plain/plain.js"))?;
    let place = "{words}";
    ensure!(program.contains(place), "frontend/plain/plain.js has no place for its words");
    let program = program.replacen(place, gridcast_words::spoken::PLAIN, 1);
    fs::write(dist.join("words/plain.js"), program).context("cannot write words/plain.js")
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
