//! The tools that no package of the system has: installed into the cache, each once, each in the version that
//! the project's own files name.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::cache::{cargo, step, tool};
use crate::process::{output, run};
use crate::system::{Need, ensure};

/// Bundler of the page.
const TRUNK: &str = "0.21.14";
/// Checks licences, bans and sources of dependencies.
const CARGO_DENY: &str = "0.20.2";

/// Installs all tools.
///
/// # Errors
/// When one cannot be had; the message names what would help.
pub(crate) fn everything() -> Result<()> {
    ensure(Need::TO_RUN)?;
    ensure(&[Need::Java, Need::Maven, Need::Python, Need::Zstd])?;
    ensure(&[Need::Chromium, Need::Chromedriver, Need::Firefox, Need::WebKit, Need::Display])?;
    wasm_target()?;
    trunk()?;
    wasm_bindgen()?;
    site_tools()?;
    e2e_packages()?;
    crate::kafka::jars()?;
    cargo_deny()?;
    duckdb()?;
    python()?;
    println!("All tools are there, in {}.", crate::cache::root()?.display());
    Ok(())
}

/// Sees to it that rustc has the WASM target.
///
/// # Errors
/// When rustup is missing or cannot fetch it.
pub(crate) fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot =
        output(Command::new("rustc").current_dir(crate::repository::root()).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).join("lib").is_dir() {
        return Ok(());
    }
    step("rustup target add", "the standard library for WASM, 20 MB", || {
        run(Command::new("rustup").current_dir(crate::repository::root()).args(["target", "add", TARGET]))
            .context("with a Rust of the system instead of rustup's, install its package of that target")
    })
}

/// The target of this machine, such as `x86_64-unknown-linux-gnu`.
///
/// # Errors
/// When there is no rustc, or it names none.
pub(crate) fn machine() -> Result<String> {
    let text = output(Command::new("rustc").current_dir(crate::repository::root()).arg("-vV"))?;
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(String::from).context("rustc names no host")
}

/// Folder with `trunk`.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn trunk() -> Result<PathBuf> {
    let why = "bundles the page; built from source once, two minutes and more";
    let root = tool(&format!("trunk-{TRUNK}"), why, |folder| {
        let mut install = cargo_install(folder)?;
        install.args(["--locked", "--no-default-features", &format!("trunk@{TRUNK}")]);
        run(&mut install)
    })?;
    Ok(root.join("bin"))
}

/// Folder with `wasm-bindgen` and `wasm-bindgen-test-runner`, of the version in Cargo.lock: they read what the
/// macro of the same version wrote.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    let why = "makes the page's glue; built from source once, about a minute";
    let root = tool(&format!("wasm-bindgen-{version}"), why, |folder| {
        let mut install = cargo_install(folder)?;
        // Its features are ways to reach a driver on another machine.
        run(install.args(["--no-default-features", &format!("wasm-bindgen-cli@{version}")]))
    })?;
    Ok(root.join("bin"))
}

/// Folder with `cargo-deny`.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn cargo_deny() -> Result<PathBuf> {
    let why = "checks licences and sources of dependencies; built from source once, about 5 minutes";
    let root = tool(&format!("cargo-deny-{CARGO_DENY}"), why, |folder| {
        run(cargo_install(folder)?.args(["--locked", &format!("cargo-deny@{CARGO_DENY}")]))
    })?;
    Ok(root.join("bin"))
}

/// Folder with `libduckdb.so`, of the version of the crate in Cargo.lock. Elsewhere than on 64-bit Linux, and for
/// those who would rather build it, the warehouse has its feature `bundled`.
///
/// # Errors
/// When npm cannot fetch it, or there is none for this machine.
pub(crate) fn duckdb() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("DUCKDB_LIB_DIR") {
        return Ok(named.into());
    }
    ensure(&[Need::Node])?;
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        other => other,
    };
    let version =
        duckdb_version(&locked_version("duckdb")?).context("the crate duckdb names no version of DuckDB")?;
    let why = "DuckDB's library, 24 MB from npm; some seconds, where compiling it takes a quarter of an hour";
    let root = tool(&format!("duckdb-{version}"), why, |folder| {
        let package = format!("@duckdb/node-bindings-linux-{machine}@{version}-r.1");
        let mut npm = Command::new("npm");
        npm.current_dir(folder).args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]);
        run(npm.args(["--no-save", "--prefix", "."]).arg(&package))?;
        let made = folder.join(format!("node_modules/@duckdb/node-bindings-linux-{machine}/libduckdb.so"));
        fs::create_dir(folder.join("lib"))?;
        fs::rename(made, folder.join("lib/libduckdb.so")).context("npm's package holds no libduckdb.so")?;
        crate::cache::remove(&folder.join("node_modules"))
    })?;
    Ok(root.join("lib"))
}

/// Cargo for what includes the warehouse: it links to DuckDB.
///
/// # Errors
/// As [`duckdb`].
pub(crate) fn cargo_with_duckdb() -> Result<Command> {
    let mut command = cargo()?;
    command.env("DUCKDB_LIB_DIR", duckdb()?);
    Ok(command)
}

/// The Python that has the packages of warehouse/requirements.lock.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn python() -> Result<PathBuf> {
    ensure(&[Need::Python, Need::PythonVenv])?;
    let lock = crate::repository::root().join("warehouse/requirements.lock");
    let hash = crate::files::hash_of([fs::read(&lock)?.as_slice()]);
    // Programs of a virtual environment know where they lie, so it is made in its place instead of moved there.
    let folder = crate::cache::root()?.join("tools").join(format!("python-{hash:016x}"));
    let (python, whole) = (folder.join("bin/python"), folder.join("whole"));
    if !whole.is_file() {
        step("install Python packages", "dbt, Dagster, sqlfluff and pytest; 2 minutes", || {
            crate::cache::remove(&folder)?;
            run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
            let mut pip = Command::new(&python);
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"]);
            run(pip.arg(&lock))?;
            Ok(fs::write(&whole, "")?)
        })?;
    }
    Ok(python)
}

/// DuckDB's version in that of its crate: 1.10506.1 is of 1.5.6.
fn duckdb_version(of_crate: &str) -> Option<String> {
    let number: u32 = of_crate.split('.').nth(1)?.parse().ok()?;
    (10_000 <= number).then(|| format!("{}.{}.{}", number / 10_000, number / 100 % 100, number % 100))
}

/// `cargo install`, made for a short build instead of a fast program.
fn cargo_install(folder: &Path) -> Result<Command> {
    let mut command = cargo()?;
    command.args(["install", "--quiet", "--no-track", "--root"]).arg(folder);
    command.env("CARGO_TARGET_DIR", folder.join("build"));
    command
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
    Ok(command)
}

/// Folder with `wasm-opt` and `esbuild`.
///
/// # Errors
/// When npm cannot fetch it.
pub(crate) fn site_tools() -> Result<PathBuf> {
    let modules = npm_packages(
        &crate::repository::root().join("xtask/npm"),
        "site",
        "wasm-opt and esbuild, which halve the page",
    )?;
    Ok(modules.join(".bin"))
}

/// Sees to it that e2e/ has its packages: a link to the copy in the cache.
///
/// # Errors
/// When npm cannot fetch them.
pub(crate) fn e2e_packages() -> Result<()> {
    let folder = crate::repository::root().join("e2e");
    let modules = npm_packages(&folder, "e2e", "Playwright, which drives the browser")?;
    let link = folder.join("node_modules");
    if fs::read_link(&link).is_ok_and(|target| target == modules) {
        return Ok(());
    }
    crate::cache::remove(&link)?;
    std::os::unix::fs::symlink(&modules, &link).context("cannot link e2e/node_modules")
}

/// The `node_modules` of a folder's lock file, in the cache under the hash of that file.
fn npm_packages(folder: &Path, name: &str, why: &str) -> Result<PathBuf> {
    ensure(&[Need::Node])?;
    let lock = fs::read(folder.join("package-lock.json"))?;
    let hash = crate::files::hash_of([lock.as_slice()]);
    let root = tool(&format!("npm-{name}-{hash:016x}"), &format!("{why}; npm ci, some seconds"), |made| {
        for file in ["package.json", "package-lock.json"] {
            fs::copy(folder.join(file), made.join(file))?;
        }
        let mut npm = Command::new("npm");
        run(npm.current_dir(made).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]))
    })?;
    Ok(root.join("node_modules"))
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(crate::repository::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1).and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(String::from).with_context(|| format!("{package} is not in Cargo.lock"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_version_of_duckdb_is_in_that_of_its_crate() {
        assert_eq!(super::duckdb_version("1.10506.1").as_deref(), Some("1.5.6"));
        assert_eq!(super::duckdb_version("1.20000.0").as_deref(), Some("2.0.0"));
        assert_eq!(super::duckdb_version("0.1"), None);
    }
}
