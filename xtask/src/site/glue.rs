//! A page's program and its glue, made small: the program by wasm-opt, then short names for what both call each other
//! by, and nothing in the glue that only people read. The names are 8 KB of a page (brotli): no packing makes the hashes
//! in them smaller.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::{files_below, hash_of};
use crate::process::{output, run};

/// What wasm-opt tells of the names it has changed: rows of imports and of exports, which end in the old and the new.
type Renamed = HashMap<String, Vec<Vec<String>>>;

/// What makes the program small.
const FLAGS: &[&str] =
    &["-Os", "--low-memory-unused", "--flatten", "--rereloop", "-Os", "--strip-debug", "--strip-producers"];

/// What wasm-opt calls the one module that everything is imported from.
const MODULE: &str = "\"a\"";

/// Shortens the one program of a built page and its glue, with wasm-opt and esbuild from `path`. Both are named anew by
/// what is in them, also in the page.
///
/// # Errors
/// When the page has not one of each, or a tool fails.
pub(super) fn shorten(dist: &Path, path: &OsStr) -> Result<()> {
    let files = files_below(dist)?;
    let programs: Vec<_> = files.iter().filter(|file| file.to_string_lossy().ends_with("_bg.wasm")).collect();
    let [program] = programs[..] else { bail!("{} programs in {}", programs.len(), dist.display()) };
    // Other scripts are for pages of others, and stay as they are.
    let glue = &PathBuf::from(program.to_string_lossy().replace("_bg.wasm", ".js"));
    let mut wasm_opt = Command::new("wasm-opt");
    wasm_opt.env("PATH", path).args(FLAGS).arg("--minify-imports-and-exports-and-modules");
    let renamed = output(wasm_opt.arg(program).arg("-o").arg(program))?;
    let renamed: Renamed = serde_json::from_str(&renamed).context("wasm-opt tells no names")?;
    fs::write(glue, with_names(&fs::read_to_string(glue)?, &renamed))?;
    let mut esbuild = Command::new("esbuild");
    esbuild.env("PATH", path).args(["--minify", "--format=esm", "--allow-overwrite", "--log-level=error"]);
    run(esbuild.arg(glue).arg(format!("--outfile={}", glue.display())))?;

    let old = glue.file_stem().and_then(OsStr::to_str).context("the glue has no name")?;
    let package = old.rsplit_once('-').map_or(old, |(package, _)| package);
    let new = format!("{package}-{:016x}", hash_of([fs::read(program)?.as_slice(), &fs::read(glue)?]));
    for (file, ending) in [(program, "_bg.wasm"), (glue, ".js")] {
        fs::rename(file, dist.join(format!("{new}{ending}")))?;
    }
    for file in [dist.join("index.html"), dist.join(format!("{new}.js"))] {
        fs::write(&file, fs::read_to_string(&file)?.replace(old, &new))?;
    }
    let page = dist.join("index.html");
    let told =
        with_fault(&fs::read_to_string(&page)?).context("the page begins its program by another call")?;
    Ok(fs::write(page, told)?)
}

/// The page with word of a program that could not begin, for `frontend/plain/begin.js`: `WebKit` tells nobody of a
/// module that awaits what fails.
fn with_fault(page: &str) -> Option<String> {
    const TELL: &str = ".catch(fault => { dispatchEvent(new Event('gridcast-unbegun')); throw fault; })";
    let call = page.find("await init(")?;
    let end = call + page.get(call..)?.find(");")? + 1;
    Some(format!("{}{TELL}{}", page.get(..end)?, page.get(end..)?))
}

/// The glue with the new names: of imports wherever they stand, of exports where they are read off the program.
fn with_names(glue: &str, renamed: &Renamed) -> String {
    let [imports, exports] = ["imports", "exports"].map(|kind| {
        let rows = renamed.get(kind).into_iter().flatten();
        rows.filter_map(|row| Some((row.iter().nth_back(1)?.as_str(), row.last()?.as_str())))
            .collect::<HashMap<_, _>>()
    });
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(start) = rest.find(is_of_name) {
        let (before, from) = rest.split_at(start);
        let (name, after) = from.split_at(from.find(|c| !is_of_name(c)).unwrap_or(from.len()));
        out += before;
        let names = if out.ends_with("wasm.") { &exports } else { &imports };
        out += names.get(name).copied().unwrap_or(name);
        rest = after;
    }
    out += rest;
    let module = renamed.get("imports").and_then(|rows| rows.first()?.first());
    module.map_or_else(|| out.clone(), |module| out.replace(&format!("\"{module}\""), MODULE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_changed_whole_and_where_they_are_meant() {
        let text =
            r#"{"imports": [["./p_bg.js", "__wbg_now_1f", "b"]], "exports": [["main", "c"], ["free", "d"]]}"#;
        let renamed = serde_json::from_str(text).unwrap();
        let glue = "x = { __wbg_now_1f: f, __wbg_now_1f2: g, free: h }; wasm.main(); main(wasm.free_2, wasm.free);\n\
            return { \"./p_bg.js\": x };";
        assert_eq!(
            with_names(glue, &renamed),
            "x = { b: f, __wbg_now_1f2: g, free: h }; wasm.c(); main(wasm.free_2, wasm.d);\nreturn { \"a\": x };"
        );
    }
    #[test]
    fn a_program_that_cannot_begin_is_told() {
        let page = "const wasm = await init({ module_or_path: './p_bg.wasm' });\nf(x);";
        let told = with_fault(page).unwrap();
        assert!(
            told.starts_with("const wasm = await init({ module_or_path: './p_bg.wasm' }).catch(fault =>"),
            "{told}"
        );
        assert!(told.ends_with("throw fault; });\nf(x);"), "{told}");
        assert_eq!(with_fault("import('./p.js');"), None);
    }
}
