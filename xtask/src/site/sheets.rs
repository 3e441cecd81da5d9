//! One style sheet a page: the files stand beside their panels, a browser asks once.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::run;

/// How trunk begins the link to a sheet in the page.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

/// The end of a sheet, by which the page knows that all of it came (frontend/plain/begin.js).
const END: &str = ":root{--whole:1}\n";

/// Puts the sheets that a built page links to into one, in their order, without what only people read (by esbuild from
/// `path`); its name has the hash of what is in it.
///
/// # Errors
/// When the page links to no sheet or to one that is not there, or it cannot be made smaller.
pub(super) fn gather(dist: &Path, path: &OsStr) -> Result<()> {
    let name = gathered(dist)?;
    let sheet = dist.join(name);
    let mut esbuild = Command::new("esbuild");
    esbuild.env("PATH", path).args(["--minify", "--allow-overwrite", "--log-level=error"]);
    run(esbuild.arg(&sheet).arg(format!("--outfile={}", sheet.display())))
}

/// The same as they are; the new sheet's name.
fn gathered(dist: &Path) -> Result<String> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
    let names = names(&html);
    ensure!(!names.is_empty(), "{} links to no style sheet", page.display());
    let mut all = String::new();
    for name in &names {
        let sheet = dist.join(name);
        all += &fs::read_to_string(&sheet).with_context(|| format!("cannot read {}", sheet.display()))?;
        fs::remove_file(sheet)?;
    }
    all += END;
    let name = format!("style-{:016x}.css", crate::files::hash_of([all.as_bytes()]));
    fs::write(dist.join(&name), all)?;
    fs::write(&page, relinked(&html, &name))?;
    Ok(name)
}

/// The sheets of a page, in its order.
fn names(html: &str) -> Vec<&str> {
    html.split(LINK).skip(1).filter_map(|rest| rest.split_once('"')).map(|(name, _)| name).collect()
}

/// The page with one link in the place of the first, and none in the places of the others.
fn relinked(html: &str, name: &str) -> String {
    let mut parts = html.split(LINK);
    let mut relinked = parts.next().unwrap_or_default().to_owned();
    for (i, part) in parts.enumerate() {
        let after = part.split_once('>').map_or("", |(_, after)| after);
        if i == 0 {
            relinked += LINK;
            relinked += name;
            relinked += "\"/>";
        }
        // Nothing but space stands between the links.
        relinked += if i == 0 { after } else { after.trim_start() };
    }
    relinked
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n<link rel=\"icon\" href=\"icon.svg\">\n\
        <link rel=\"stylesheet\" href=\"./base-1.css\" data-integrity=\"none\"/>\n\
        <link rel=\"stylesheet\" href=\"./page-2.css\" data-integrity=\"none\"/>\n<title>x</title></head>";

    #[test]
    fn a_page_has_one_sheet_in_the_order_of_its_links() {
        let dist = std::env::temp_dir().join(format!("gridcast-sheets-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), PAGE).unwrap();
        fs::write(dist.join("base-1.css"), "a{}").unwrap();
        fs::write(dist.join("page-2.css"), "b{}").unwrap();
        gathered(&dist).unwrap();
        let html = fs::read_to_string(dist.join("index.html")).unwrap();
        let found = names(&html);
        assert_eq!(found.len(), 1, "{html}");
        assert_eq!(fs::read_to_string(dist.join(found[0])).unwrap(), format!("a{{}}b{{}}{END}"));
        assert!(!dist.join("base-1.css").exists() && !dist.join("page-2.css").exists());
        assert!(html.contains("icon.svg") && html.contains("<title>x</title></head>"), "{html}");
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn a_page_without_sheets_is_an_error() {
        let dist = std::env::temp_dir().join(format!("gridcast-no-sheets-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        fs::write(dist.join("index.html"), "<head></head>").unwrap();
        assert!(gathered(&dist).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
