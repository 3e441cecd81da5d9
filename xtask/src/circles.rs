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

/// Files that are still in a circle. None is to join them, and who is out of it is taken off the list.
const STILL: &[&str] = &[
    "gateway/src/http.rs",
    "gateway/src/http/document.rs",
    "gateway/src/http/health.rs",
    "gateway/src/http/live.rs",
    "gateway/src/http/marts.rs",
    "gateway/src/http/sessions.rs",
    "gateway/src/http/site.rs",
    "gateway/src/http/socket.rs",
    "gateway/src/ingest/client.rs",
    "gateway/src/ingest/discovery.rs",
    "gateway/src/ingest/lane.rs",
];

/// Checks every crate of the workspace: libraries, programs, tests, benches and examples.
///
/// # Errors
/// With every circle that is not known, and by which names it closes; with every known file that is in none any more.
pub(crate) fn check() -> Result<()> {
    let (found, n_files) = all()?;
    let faults = [new_in(&found, STILL), gone_from(&found, STILL)].concat();
    ensure!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
    println!("{n_files} files, {} of them still in circles", STILL.len());
    Ok(())
}

/// The same while one works, when a list that is too long is no hindrance yet.
///
/// # Errors
/// With every circle that is not known.
pub(crate) fn check_new() -> Result<()> {
    let (found, n_files) = all()?;
    let new = new_in(&found, STILL);
    ensure!(new.is_empty(), "{} circles of files:\n  {}", new.len(), new.join("\n  "));
    println!("{n_files} files, no new circle among them");
    for line in gone_from(&found, STILL) {
        println!("  {line}");
    }
    Ok(())
}

/// All circles, and how many files were read.
fn all() -> Result<(Vec<Circle>, usize)> {
    let text = output(cargo()?.args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let (mut found, mut n_files) = (Vec::new(), 0);
    for target in roots_in(&metadata) {
        let it = Crate::read(Path::new(&target))?;
        n_files += it.files.len();
        found.extend(circles(it.files.len(), &it.edges()).iter().map(|circle| Circle::of(&it, circle)));
    }
    Ok((found, n_files))
}

/// Circles with a file that is not on a list, in words.
fn new_in(found: &[Circle], still: &[&str]) -> Vec<String> {
    let is_known = |circle: &&Circle| circle.files.iter().all(|file| still.contains(&file.as_str()));
    found.iter().filter(|circle| !is_known(circle)).map(|circle| circle.words.clone()).collect()
}

/// Files of a list that are in no circle, in words.
fn gone_from(found: &[Circle], still: &[&str]) -> Vec<String> {
    let is_in_one = |file: &str| found.iter().any(|circle| circle.files.iter().any(|other| other == file));
    let gone = still.iter().filter(|file| !is_in_one(file));
    gone.map(|file| format!("{file} is in no circle any more: take it off the list in xtask/src/circles.rs"))
        .collect()
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

/// A circle of files.
#[derive(Debug)]
struct Circle {
    /// From the root of the clone.
    files: Vec<String>,
    /// It in words: who names whom by what.
    words: String,
}

impl Circle {
    fn of(it: &Crate, edges: &[&Edge]) -> Self {
        let name = |file: usize| {
            let path = &it.files[file];
            path.strip_prefix(root()).unwrap_or(path).display().to_string()
        };
        let files: Vec<String> = edges.iter().map(|edge| name(edge.from)).collect();
        let steps = edges.iter().map(|edge| format!("{} -> `{}`", name(edge.from), edge.by));
        let words = format!("{} -> {}", steps.collect::<Vec<_>>().join(" -> "), files[0]);
        Self { files, words }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Circle, circles, gone_from, new_in};
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
            .map(|circle| Circle::of(&it, circle).words)
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

    #[test]
    fn a_list_of_known_ones_only_shrinks() {
        let circle =
            |files: [&str; 2]| Circle { files: files.map(String::from).to_vec(), words: files.join(" ") };
        let found = [circle(["a.rs", "b.rs"]), circle(["b.rs", "c.rs"])];
        assert_eq!(new_in(&found, &["a.rs", "b.rs"]), ["b.rs c.rs"]);
        let all = ["a.rs", "b.rs", "c.rs"];
        assert!(new_in(&found, &all).is_empty() && gone_from(&found, &all).is_empty());
        let gone = gone_from(&found[..1], &all);
        assert!(gone.len() == 1 && gone[0].starts_with("c.rs is in no circle"), "{gone:?}");
    }
}
