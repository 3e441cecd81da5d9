//! The dependency rules of ARCHITECTURE.md: who may know whom, and what may never get where.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::cache::cargo;
use crate::process::output;

/// Whom of ours each of ours may depend on.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("gridcast-shared", &[]),
    ("gridcast-fluent", &[]),
    ("wasm-streams", &[]),
    ("gridcast-words", &["gridcast-fluent"]),
    ("gridcast-core", &["gridcast-shared", "gridcast-words"]),
    ("gridcast-viewer", &["gridcast-core", "gridcast-shared", "gridcast-words"]),
    ("gridcast-frontend", &["gridcast-core", "gridcast-shared", "gridcast-viewer", "gridcast-words"]),
    ("gridcast-race", &["gridcast-core", "gridcast-shared", "gridcast-viewer", "gridcast-words"]),
    ("gridcast-feed", &["gridcast-shared"]),
    ("gridcast-kafka", &["gridcast-shared"]),
    ("gridcast-producer", &["gridcast-feed", "gridcast-kafka", "gridcast-shared"]),
    ("gridcast-gateway", &["gridcast-kafka", "gridcast-producer", "gridcast-shared"]),
    ("gridcast-warehouse", &["gridcast-kafka", "gridcast-producer", "gridcast-shared"]),
    ("xtask", &["gridcast-words"]),
];

/// The same, for tests and benches alone.
const TESTS_MAY_KNOW: &[(&str, &str)] = &[
    ("gridcast-core", "gridcast-producer"),
    ("gridcast-gateway", "gridcast-core"),
    // Its own library once more, with the server that stands in for the official service.
    ("gridcast-producer", "gridcast-producer"),
];

/// What a package must not bring in, at any depth.
const NEVER: &[(&str, Target, &[&str])] = &[
    ("gridcast-shared", Target::Host, &["rdkafka", "tokio", "web-sys"]),
    ("gridcast-feed", Target::Host, &["rdkafka", "tokio", "web-sys"]),
    ("gridcast-core", Target::Host, &["rdkafka", "tokio", "web-sys"]),
    ("gridcast-frontend", Target::Wasm, &["rdkafka", "tokio", "duckdb", "plotters", "fluent-syntax"]),
    ("gridcast-race", Target::Wasm, &["rdkafka", "tokio", "duckdb", "fluent-syntax"]),
    ("gridcast-gateway", Target::Host, &["duckdb", "web-sys"]),
    ("gridcast-producer", Target::Host, &["duckdb", "axum"]),
    ("gridcast-warehouse", Target::Host, &["web-sys"]),
];

#[derive(Clone, Copy, Debug)]
enum Target {
    Host,
    Wasm,
}

/// Checks all rules.
///
/// # Errors
/// With every breach.
pub(crate) fn check() -> Result<()> {
    let text = output(cargo()?.args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let mut breaches = breaches_within(&metadata);
    for &(package, target, never) in NEVER {
        let mut tree = cargo()?;
        tree.args(["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        tree.args(["--package", package]);
        if let Target::Wasm = target {
            tree.args(["--target", "wasm32-unknown-unknown"]);
        }
        let tree = output(&mut tree)?;
        let found: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        let brought = never.iter().filter(|name| found.contains(**name));
        breaches.extend(brought.map(|name| format!("{package} brings in {name}")));
    }
    let mut features = cargo()?;
    features.args(["tree", "--locked", "--package", "gridcast-gateway", "--edges", "features,normal"]);
    if output(&mut features)?.contains("gridcast-producer feature \"kafka\"") {
        breaches.push("gridcast-gateway takes gridcast-producer with its feature `kafka`".into());
    }
    ensure!(breaches.is_empty(), "{}", breaches.join("; "));
    println!("who knows whom is as ARCHITECTURE.md has it");
    Ok(())
}

/// Edges between packages of ours that no rule allows.
fn breaches_within(metadata: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    let mut breaches = Vec::new();
    for package in &packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, known)) = MAY_KNOW.iter().find(|(who, _)| *who == name) else {
            breaches.push(format!("{name} has no rule in xtask/src/dependencies.rs"));
            continue;
        };
        for dependency in list(&package["dependencies"]) {
            let whom = dependency["name"].as_str().unwrap_or_default();
            let in_tests = dependency["kind"] == "dev" && TESTS_MAY_KNOW.contains(&(name, whom));
            if names.contains(whom) && whom != name && !known.contains(&whom) && !in_tests {
                breaches.push(format!("{name} must not know {whom}"));
            }
        }
    }
    breaches
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::breaches_within;

    #[test]
    fn an_edge_against_the_rules_is_found() {
        let package = |name: &str, whom: &str, kind: Option<&str>| json!({"name": name, "dependencies": [{"name": whom, "kind": kind}]});
        let metadata = json!({"packages": [
            package("gridcast-shared", "gridcast-core", None),
            package("gridcast-core", "gridcast-shared", None),
            package("gridcast-gateway", "gridcast-core", Some("dev")),
            package("gridcast-new", "serde", None),
        ]});
        assert_eq!(
            breaches_within(&metadata),
            [
                "gridcast-shared must not know gridcast-core",
                "gridcast-new has no rule in xtask/src/dependencies.rs"
            ]
        );
    }
}
