//! No circle of files: within a crate, a file below never names one above. What two files need of each other is
//! a third one's, below both.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::cache::cargo;
use crate::modules::{Crate, Edge};
use crate::process::output;
use crate::repository::root;

/// Checks every crate of the workspace: libraries, programs, tests, benches and examples.
///
/// # Errors
/// With every circle, and by which names it closes.
pub(crate) fn check() -> Result<()> {
    let text = output(cargo()?.args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let (mut found, mut n_files) = (Vec::new(), 0);
    for target in roots_in(&metadata) {
        let it = Crate::read(Path::new(&target))?;
        n_files += it.files.len();
        found.extend(circles(it.files.len(), &it.edges()).iter().map(|circle| in_words(&it, circle)));
    }
    ensure!(found.is_empty(), "{} circles of files:\n  {}", found.len(), found.join("\n  "));
    println!("{n_files} files, no circle among them");
    Ok(())
}

/// The root files of all crates.
fn roots_in(metadata: &Value) -> Vec<String> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let targets = list(&metadata["packages"]).into_iter().flat_map(|package| list(&package["targets"]));
    targets.filter_map(|target| target["src_path"].as_str().map(String::from)).collect()
}

/// The shortest circle through each file that is in one, each circle once.
fn circles(n_files: usize, edges: &[Edge]) -> Vec<Vec<&Edge>> {
    let mut out: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        out.entry(edge.from).or_default().push(edge);
    }
    let mut seen = BTreeSet::new();
    let shortest = (0..n_files).filter_map(|file| shortest_way(file, &out));
    shortest
        .filter(|circle| seen.insert(circle.iter().map(|edge| edge.from).collect::<BTreeSet<_>>()))
        .collect()
}

/// The shortest way from a file back to itself.
fn shortest_way<'a>(file: usize, out: &BTreeMap<usize, Vec<&'a Edge>>) -> Option<Vec<&'a Edge>> {
    let mut came_by: BTreeMap<usize, &Edge> = BTreeMap::new();
    let mut next = VecDeque::from([file]);
    while !came_by.contains_key(&file) {
        for edge in out.get(&next.pop_front()?).into_iter().flatten() {
            came_by.entry(edge.to).or_insert_with(|| {
                next.push_back(edge.to);
                edge
            });
        }
    }
    let mut way = vec![came_by[&file]];
    while way[way.len() - 1].from != file {
        way.push(came_by[&way[way.len() - 1].from]);
    }
    way.reverse();
    Some(way)
}

/// A circle: who names whom by what, files as from the root of the clone.
fn in_words(it: &Crate, circle: &[&Edge]) -> String {
    let name = |file: usize| {
        let path = &it.files[file];
        path.strip_prefix(root()).unwrap_or(path).display().to_string()
    };
    let steps = circle.iter().map(|edge| format!("{} -> `{}`", name(edge.from), edge.by));
    format!("{} -> {}", steps.collect::<Vec<_>>().join(" -> "), name(circle[0].from))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{circles, in_words};
    use crate::cache::Scratch;
    use crate::modules::Crate;

    /// The circles of a crate of these files.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let scratch = Scratch::new(&format!("circles-{:?}", std::thread::current().id())).unwrap();
        let root = scratch.path().canonicalize().unwrap();
        for (name, text) in files {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let it = Crate::read(&root.join(files[0].0)).unwrap();
        assert_eq!(it.files.len(), files.len(), "all are read");
        let told = circles(it.files.len(), &it.edges())
            .iter()
            .map(|circle| in_words(&it, circle))
            .collect::<Vec<_>>();
        told.into_iter().map(|line| line.replace(&format!("{}/", root.display()), "")).collect()
    }

    const TWO: (&str, &str) = ("lib.rs", "mod a;\nmod b;");

    #[test]
    fn one_way_is_no_circle() {
        assert!(found(&[TWO, ("a.rs", "use crate::b::B;"), ("b.rs", "pub struct B;")]).is_empty());
    }

    #[test]
    fn two_files_that_name_each_other_are_one() {
        let circle =
            found(&[TWO, ("a.rs", "use crate::b::B;\nstruct A;"), ("b.rs", "pub struct B(super::a::A);")]);
        assert_eq!(circle, ["a.rs -> `crate::b::B` -> b.rs -> `super::a::A` -> a.rs"]);
    }

    #[test]
    fn a_circle_of_three_is_found_once() {
        let root = ("lib.rs", "mod a;\nmod b;\nmod c;");
        let files = [
            root,
            ("a.rs", "use crate::b;\nfn a() { b::f() }"),
            ("b.rs", "pub fn f() { crate::c::g() }"),
            ("c.rs", "use crate::{a::a, b as _};\npub fn g() { a() }"),
        ];
        // Two of them, b and c, are one as well.
        assert_eq!(found(&files).len(), 2);
    }

    #[test]
    fn a_parent_that_passes_on_what_is_below_is_none() {
        let parent = ("lib.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;");
        assert!(
            found(&[parent, ("a.rs", "pub struct A;"), ("b.rs", "use crate::A;\npub struct B(A);")])
                .is_empty()
        );
    }

    #[test]
    fn a_child_that_needs_its_parent_which_needs_it_is_one() {
        let parent = ("lib.rs", "mod a;\npub use a::A;\npub struct Error;\nfn f() -> A { a::make() }");
        let child = ("a.rs", "use super::Error;\npub struct A;\npub fn make() -> A { A }");
        assert_eq!(found(&[parent, child]), ["lib.rs -> `A` -> a.rs -> `super::Error` -> lib.rs"]);
        let apart = ("lib.rs", "mod a;\npub use a::A;\npub struct Error;");
        assert!(found(&[apart, child]).is_empty(), "a re-export alone names nothing");
    }

    #[test]
    fn what_a_glob_brings_and_a_macro_is_given_count() {
        let root = ("lib.rs", "mod a;\nmod all;");
        let files = [
            root,
            ("a.rs", "use crate::all::*;\npub struct A(Item);"),
            ("all.rs", "mod item;\npub use item::*;"),
            ("all/item.rs", "pub struct Item;\nfn f() { view! { <p>{crate::a::A}</p> } }"),
        ];
        let circle = found(&files);
        assert_eq!(circle.len(), 1, "{circle:?}");
        assert!(circle[0].contains("all/item.rs"), "{circle:?}");
    }

    #[test]
    fn tests_may_name_what_is_above() {
        let below = "pub struct B;\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}";
        assert!(found(&[TWO, ("a.rs", "use crate::b::B;\npub struct A;"), ("b.rs", below)]).is_empty());
    }

    #[test]
    fn a_file_elsewhere_is_read() {
        let root = ("benches/wire.rs", "#[path = \"wire/a.rs\"]\nmod a;\npub struct W;\nfn f() { a::f() }");
        let circle = found(&[root, ("benches/wire/a.rs", "use super::W;\npub fn f() {}")]);
        assert_eq!(circle.len(), 1);
    }
}
