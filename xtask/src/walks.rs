//! The walks of ARCHITECTURE.md, which lead through the code: the files that they name are there, and none is too long.

use std::fs;

use anyhow::{Context, Result, ensure};

/// Most steps of a walk.
const MAX_STEPS: usize = 6;

/// Checks the walks.
///
/// # Errors
/// When a file that one names is not there, one has too many steps, or there are none.
pub(crate) fn check() -> Result<()> {
    let root = crate::repository::root();
    let file = root.join("ARCHITECTURE.md");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let (n_steps, faults) = faults_of(&text, |path| root.join(path).exists());
    ensure!(0 < n_steps, "ARCHITECTURE.md has no walks");
    ensure!(faults.is_empty(), "ARCHITECTURE.md:\n  {}", faults.join("\n  "));
    println!("{n_steps} steps lead to files that are there");
    Ok(())
}

/// How many steps there are, and what is wrong with them.
fn faults_of(text: &str, is_there: impl Fn(&str) -> bool) -> (usize, Vec<String>) {
    let walks = text.split("\n## ").find(|part| part.starts_with("Walks\n")).unwrap_or_default();
    let mut faults = Vec::new();
    let mut n_steps = 0;
    for line in walks.lines() {
        let Some((number, step)) = line.split_once(". ") else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        n_steps += 1;
        if MAX_STEPS < number {
            faults.push(format!("a walk has a step {number}: {step}"));
        }
        // What stands between backticks and has a folder is a path; what stands for any name is in capitals.
        let quoted = step.split('`').skip(1).step_by(2);
        let is_path = |quoted: &&str| {
            let is_pattern = ["NAME", "CODE", "LANGUAGE", "PART"].iter().any(|any| quoted.contains(any));
            quoted.contains('/') && !quoted.contains(' ') && !is_pattern
        };
        let missing = quoted.filter(is_path).filter(|path| !is_there(path));
        faults.extend(missing.map(|path| format!("{path} is not there")));
    }
    (n_steps, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# A\n\n## Walks\n\n1. `a/b.rs`: x, `c.rs`\n2. `a/NAME.rs`\n7. `d/e.rs`\n\n## B\n1. `f/g`\n";

    #[test]
    fn paths_that_are_not_there_and_long_walks_are_named() {
        let (n_steps, faults) = faults_of(TEXT, |path| path == "a/b.rs");
        assert_eq!(n_steps, 3);
        assert_eq!(faults, ["a walk has a step 7: `d/e.rs`", "d/e.rs is not there"]);
        assert_eq!(faults_of("no walks", |_| true), (0, Vec::new()));
    }
}
