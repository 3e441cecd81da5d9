//! The pages' sizes, by file: as it is, in gzip and in brotli.

use std::fs;
use std::path::Path;

use anyhow::Result;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};

use crate::files::files_below;
use crate::site::build;

/// Endings of what a browser fetches to show a page; it fetches those that the page's HTML names.
const FETCHED: &[&str] = &["css", "html", "js", "wasm", "woff2"];

/// Prints a line a file, then the figures. KB are 1,000 bytes.
///
/// # Errors
/// When the page cannot be built or read.
pub(crate) fn bench() -> Result<()> {
    let dist = build()?;
    let [live_html, race_html] =
        ["index.html", "race.html"].map(|name| fs::read_to_string(dist.join(name)).unwrap_or_default());
    let (mut live, mut wasm, mut race) = (0.0, 0.0, 0.0);
    // Of each page and language but English, which is in the programs: the file of its words.
    let mut words: Vec<(String, f64)> = Vec::new();
    let mut table = Table::new();
    table.load_preset(NOTHING).set_header(["file (KB)", "raw", "gzip", "brotli"]);
    for file in files_below(&dist)? {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if matches!(ending, "br" | "gz") {
            continue;
        }
        let raw = kilobytes(&file)?;
        // A file without a sibling did not get smaller and is sent as it is.
        let packed =
            |packing: &str| kilobytes(&file.with_extension(format!("{ending}.{packing}"))).unwrap_or(raw);
        let (gzip, brotli) = (packed("gz"), packed("br"));
        let path = file.strip_prefix(&dist)?.display().to_string();
        table.add_row([vec![path], [raw, gzip, brotli].map(|size| format!("{size:.1}")).to_vec()].concat());
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_of = |page: &str, html: &str| name == page || (ending != "html" && html.contains(name));
        if file.parent().is_some_and(|folder| folder.ends_with("words")) {
            let page_and_language = name.rsplit_once('-').map_or(name, |parts| parts.0);
            words.push((page_and_language.to_owned(), brotli));
        }
        if !FETCHED.contains(&ending) {
            continue;
        }
        if is_of("index.html", &live_html) {
            live += brotli;
            wasm += if ending == "wasm" { brotli } else { 0.0 };
        }
        if is_of("race.html", &race_html) {
            race += brotli;
        }
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    println!("{table}");
    println!("figure bundle.live_brotli_kb {live:.1} KB budget <= 300");
    println!("figure bundle.wasm_brotli_kb {wasm:.1} KB");
    println!("figure bundle.race_app_brotli_kb {race:.1} KB");
    for (name, own) in words {
        match name.split_once('-') {
            Some(("live", language)) => {
                println!("figure bundle.live_{language}_brotli_kb {:.1} KB budget <= 300", live + own);
            }
            Some((_, language)) => {
                println!("figure bundle.race_app_{language}_brotli_kb {:.1} KB", race + own);
            }
            None => {}
        }
    }
    Ok(())
}

fn kilobytes(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64 / 1000.0)
}
