//! What neither the compiler nor clippy sees: files without a purpose, files too long, work left over, and
//! facts about one machine.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::output;

/// Longest source file, lines.
const MAX_LINES: usize = 500;

/// Words that stand for work left over. Split, so that this file does not hold them.
const LEFT_OVER: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!(")];

/// Beginnings of paths, and parts of addresses, that are of one machine only.
const OF_ONE_MACHINE: &[&str] =
    &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("arti", "factory")];

/// Endings of the files that are read.
const SOURCES: &[&str] = &[
    "css", "html", "js", "json", "lock", "md", "mjs", "py", "rs", "sh", "sql", "toml", "ts", "xml", "yaml",
    "yml",
];

/// Of these, the endings of what is written by hand and read from top to bottom.
const WRITTEN: &[&str] = &["css", "html", "js", "mjs", "py", "rs", "sh", "sql", "ts", "yaml", "yml"];

/// Checks every file of the project, those not yet committed included.
///
/// # Errors
/// With every fault.
pub(crate) fn check() -> Result<()> {
    let mut list = Command::new("git");
    list.current_dir(crate::repository::root()).args([
        "ls-files",
        "--cached",
        "--others",
        "--exclude-standard",
        "-z",
    ]);
    let list = output(&mut list).context("tidy asks git for the files")?;
    let mut faults = Vec::new();
    let mut n_files = 0;
    for name in list.split('\0') {
        let path = crate::repository::root().join(name);
        let is_source =
            Path::new(name).extension().and_then(|e| e.to_str()).is_some_and(|e| SOURCES.contains(&e));
        // A file that is in the list and gone from the disk is a deletion not yet committed.
        if is_source && path.is_file() {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
            faults.extend(faults_of(name, &text).into_iter().map(|fault| format!("{name}: {fault}")));
            n_files += 1;
        }
    }
    ensure!(faults.is_empty(), "{} faults:\n  {}", faults.len(), faults.join("\n  "));
    println!("{n_files} files are tidy");
    Ok(())
}

fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    if ending == "rs" && !text.starts_with("//!") {
        faults.push("does not open with `//!` and its purpose".into());
    }
    if WRITTEN.contains(&ending) {
        let n_lines = text.lines().count();
        if MAX_LINES < n_lines {
            faults.push(format!("{n_lines} lines; above {MAX_LINES}, split by concept"));
        }
        for word in LEFT_OVER.iter().filter(|word| text.contains(**word)) {
            faults.push(format!("has a {word}: do it, or file it"));
        }
    }
    for part in OF_ONE_MACHINE.iter().filter(|part| text.contains(**part)) {
        faults.push(format!("names {part}, which is of one machine"));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{LEFT_OVER, MAX_LINES, OF_ONE_MACHINE, faults_of};

    #[test]
    fn each_fault_is_found_and_a_good_file_has_none() {
        assert!(faults_of("a.rs", "//! Good.\n").is_empty());
        assert_eq!(faults_of("a.rs", "fn main() {}\n").len(), 1);
        assert_eq!(faults_of("a.rs", &"//! Long.\n".repeat(MAX_LINES + 1)).len(), 1);
        assert_eq!(faults_of("a.sql", &"-- Long.\n".repeat(MAX_LINES + 1)).len(), 1);
        assert_eq!(faults_of("a.rs", &format!("//! {}\n", LEFT_OVER[0])).len(), 1);
        assert_eq!(faults_of("a.md", &format!("See {}x\n", OF_ONE_MACHINE[0])).len(), 1);
    }
}
