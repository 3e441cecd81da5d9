//! Every optional feature compiles: none, each alone, and all.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::cache::{Scratch, cargo};
use crate::process::{output, run};

/// Checks every package of ours that has features.
///
/// DuckDB's C++, which the feature `bundled` compiles for a quarter of an hour, is left out: the build script of its
/// bindings is not run, and what it would have made of them is put in its place. So all Rust is checked, and that the
/// C++ compiles is not.
///
/// # Errors
/// When one does not compile.
pub(crate) fn check() -> Result<()> {
    let machine = crate::setup::machine()?;
    let mut metadata = cargo()?;
    metadata.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &machine]);
    let text = output(&mut metadata)?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let bindings = Scratch::new("bindings")?;
    fs::copy(bindings_in(&metadata)?, bindings.path().join("bindgen.rs"))
        .context("cannot copy DuckDB's bindings")?;
    let in_place =
        format!("target.{machine}.duckdb.rustc-env.OUT_DIR='{}'", bindings.path().canonicalize()?.display());
    for (package, features) in sets_in(&metadata) {
        println!("{package}: {}", if features.is_empty() { "no feature" } else { &features });
        let mut check = crate::setup::cargo_with_duckdb()?;
        check.args(["check", "--quiet", "--locked", "--package", &package, "--all-targets"]);
        check.args(["--no-default-features", "--features", &features]);
        if features.contains("bundled") {
            check.args(["--config", &in_place]);
        }
        run(&mut check)?;
    }
    Ok(())
}

/// The bindings to DuckDB that its crate brings along for the C++ that it brings along.
fn bindings_in(metadata: &Value) -> Result<PathBuf> {
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let package = packages.iter().find(|package| package["name"] == "libduckdb-sys");
    let manifest = package.and_then(|package| package["manifest_path"].as_str());
    let manifest = manifest.context("no crate libduckdb-sys in the graph")?;
    Ok(PathBuf::from(manifest).with_file_name("src").join("bindgen_bundled_version.rs"))
}

/// Packages of ours and the sets of features to check them with.
fn sets_in(metadata: &Value) -> Vec<(String, String)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let members = list(&metadata["workspace_members"]);
    let packages = list(&metadata["packages"]).into_iter().filter(|package| members.contains(&package["id"]));
    let sets = packages.flat_map(|package| {
        let features = package["features"].as_object().cloned().unwrap_or_default();
        let names: Vec<String> = features.keys().filter(|name| *name != "default").cloned().collect();
        let mut sets = if names.is_empty() { vec![] } else { vec![String::new()] };
        sets.extend(names.iter().cloned());
        if 1 < names.len() {
            sets.push(names.join(","));
        }
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        sets.into_iter().map(move |set| (name.clone(), set))
    });
    sets.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::sets_in;

    #[test]
    fn none_each_and_all_of_a_member_are_checked() {
        let package = |name: &str, features| json!({"id": name, "name": name, "features": features});
        let metadata = json!({"workspace_members": ["ours", "plain"], "packages": [
            package("ours", json!({"default": ["a"], "a": [], "b": []})),
            package("plain", json!({})),
            package("theirs", json!({"c": []})),
        ]});
        let sets = sets_in(&metadata);
        let sets: Vec<_> = sets.iter().map(|(name, set)| (name.as_str(), set.as_str())).collect();
        assert_eq!(sets, [("ours", ""), ("ours", "a"), ("ours", "b"), ("ours", "a,b")]);
    }
}
