//! The service worker of the live page: which files it keeps, and the name of their version.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files::{files_below, hash_of_files};
use crate::repository::root;

/// What stands in the source for the version and for the list of files.
const VERSION: &str = "'VERSION'";
const FILES: &str = "'FILES'";

/// Writes `worker.js`: it keeps what the live page names, what its style sheet names, and its words in every language.
///
/// # Errors
/// When a file cannot be read or written, or the source does not say where the list goes.
pub(super) fn write(dist: &Path) -> Result<()> {
    let page = fs::read_to_string(dist.join("index.html")).context("cannot read the live page")?;
    let source = root().join("public/worker.js");
    let code = fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    ensure!(code.contains(VERSION) && code.contains(FILES), "{} names no list", source.display());
    let mut names = Vec::new();
    for file in files_below(dist)? {
        let name = file.strip_prefix(dist)?.to_string_lossy().replace('\\', "/");
        if is_kept(&name, &page) {
            names.push(name);
        }
    }
    names.sort();
    let of = names.iter().map(String::as_str).chain(["index.html"]).map(|name| dist.join(name));
    let version = format!("'{:016x}'", hash_of_files(of)?);
    let list: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    fs::write(dist.join("worker.js"), code.replace(VERSION, &version).replace(FILES, &list.join(", ")))?;
    Ok(())
}

/// Whether the live page is not whole without this file.
fn is_kept(name: &str, page: &str) -> bool {
    let is_made_of = [".css", ".js", ".wasm", ".woff2", ".svg", ".webmanifest"];
    let is_named = page.contains(name) && is_made_of.iter().any(|ending| name.ends_with(ending));
    (is_named && name != "worker.js") || name == "simulated.svg" || name.starts_with("words/live-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_live_page_needs_is_kept_and_nothing_else() {
        let page = "<link href=\"./style-0123456789abcdef.css\"><script>register('worker.js')</script>\
                    <link href=\"icons/apple-180.png\">";
        for (name, kept) in [
            ("style-0123456789abcdef.css", true),
            ("style-0123456789abcdef.css.br", false),
            ("words/live-de-0123.txt", true),
            ("words/race-de-0123.txt", false),
            ("simulated.svg", true),
            ("worker.js", false),
            ("icons/apple-180.png", false),
            ("race.html", false),
            ("gridcast-race-0123456789abcdef.js", false),
        ] {
            assert_eq!(is_kept(name, page), kept, "{name}");
        }
    }
}
