//! The page of an export: the built site, an HTML file at each address that it has, each knowing where its addresses
//! begin and which recording it plays.

use std::fs;
use std::path::Path;

use anyhow::{Context, ensure};
use gridcast_shared::mart::{SessionKey, WeekendSession};

use super::files::{Written, files_below, put};
use crate::page::exported;

/// Writes the page; with `key` that of the charts too.
pub(super) fn write(
    site: &Path,
    to: &Path,
    session: &str,
    key: Option<SessionKey>,
) -> anyhow::Result<Written> {
    ensure!(
        site.join("index.html").is_file(),
        "--site {}: no index.html in it; build the page first (cargo xtask site)",
        site.display()
    );
    let mut written = Written::default();
    for name in files_below(site)? {
        // What was compressed of a page is of one with another base; a folder's page is kept by no service worker.
        let is_left_out =
            name.to_str().is_some_and(|name| name.contains(".html") || name.starts_with("worker.js"));
        if !is_left_out {
            let bytes =
                fs::read(site.join(&name)).with_context(|| format!("cannot read {}", name.display()))?;
            put(&to.join(&name), &bytes, &mut written)?;
        }
    }
    let mut pages = vec![("index.html", String::new()), ("index.html", format!("replay/{session}/"))];
    pages.push(("index.html", "replay/".to_owned()));
    if let Some(key) = key {
        let SessionKey { season, round, session } = key;
        let of_race = (session == WeekendSession::Race).then(|| format!("race/{season}/{round}/"));
        let of_charts =
            [format!("race/{key}/"), "race/".to_owned(), "season/".to_owned(), format!("season/{season}/")];
        pages.extend(of_charts.into_iter().chain(of_race).map(|folder| ("race.html", folder)));
    }
    for (name, folder) in pages {
        let path = site.join(name);
        let html = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let depth = folder.matches('/').count();
        let page = exported(&html, depth, session)
            .with_context(|| format!("{} has no <base href=\"/\">: build the page anew", path.display()))?;
        put(&to.join(folder).join("index.html"), page.as_bytes(), &mut written)?;
    }
    Ok(written)
}
