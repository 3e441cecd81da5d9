//! `gridcast-gateway export`: a recording as a folder that any file server serves, at whatever path: the page, the
//! chunks, manifest and timeline, and the documents of its charts.
//!
//! The folder is made beside its place and renamed into it, so it is there whole or not at all. All in it has the names
//! that the gateway has for it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use clap::Args;
use gridcast_shared::ids::SessionId;
use gridcast_shared::recording::{Index, Manifest, SessionEntry, chunk_file};

use crate::content::content_hash;
use crate::recorder::store::{Found, MANIFEST, Store, TIMELINE};

use charts::Charts;
use files::{Written, put};

mod charts;
mod files;
mod site;

const EXAMPLES: &str = "\
Examples:
  Which recordings there are:
    gridcast-gateway export --recordings recordings
  The race of a recording gateway, with its charts, as a folder:
    gridcast-gateway export 2025-01-race --recordings recordings --marts marts --to public/2025-01
  To look at it:
    python3 -m http.server --directory public     # http://127.0.0.1:8000/2025-01/

The folder needs no program of ours, and no path of its own: copy it to any file server, below any address.
A gateway may go on recording meanwhile; what is exported is what has been closed by then.";

/// Writes a recording as a folder that any file server serves: page, chunks, timeline, charts.
#[derive(Clone, Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// The recording, such as 2025-01-race; without it those that there are are listed
    #[arg(value_name = "SESSION", requires = "to")]
    pub session: Option<String>,
    /// Folder to write; one that has an export is replaced
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Folder of the recordings: --recordings of the gateway
    #[arg(long, env = "GRIDCAST_RECORDINGS", value_name = "DIR", default_value = "recordings")]
    pub recordings: PathBuf,
    /// Folder of the built page
    #[arg(long, env = "GRIDCAST_SITE", value_name = "DIR", default_value = "dist")]
    pub site: PathBuf,
    /// Folder of the mart documents; without it there are no charts
    #[arg(long, env = "GRIDCAST_MARTS", value_name = "DIR")]
    pub marts: Option<PathBuf>,
}

/// Exports; `say` is told how it goes, a line at a time.
///
/// # Errors
/// When something that is needed is missing, by its name and how to get it, or cannot be written.
pub fn export(options: &Export, say: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let store = Store::reading(&options.recordings);
    let (Some(session), Some(to)) = (&options.session, &options.to) else {
        return list(&options.recordings, &store, say);
    };
    let found = find(&options.recordings, &store, session)?;
    for path in &found.torn {
        say(&format!("{} is torn and left out", path.display()));
    }
    ensure!(!found.chunks.is_empty() || found.open.is_some(), "the recording {session} has no chunk yet");
    let charts = options.marts.as_deref().map(|folder| Charts::find(folder, &found.session)).transpose()?;
    if charts.is_none() {
        say("no charts: --marts names no folder");
    }
    check_place(to)?;
    let part = to.with_added_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("cannot remove {}", part.display()))?;
    }
    let keys = charts.as_ref().map(Charts::key);
    let page = site::write(&options.site, &part, found.session.id.as_str(), keys)?;
    say(&format!("page: {page}"));
    say(&format!("recording: {}", write_recording(&store, &found, charts.is_some(), &part)?));
    if let Some(charts) = &charts {
        say(&format!("charts: {}", charts.write(&part)?));
    }
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("cannot replace {}", to.display()))?;
    }
    fs::rename(&part, to).with_context(|| format!("cannot write {}", to.display()))?;
    say(&format!("{session} is in {}: put it on any file server", to.display()));
    Ok(())
}

fn list(folder: &Path, store: &Store, say: &mut dyn FnMut(&str)) -> anyhow::Result<()> {
    let all = all(folder, store)?;
    ensure!(!all.is_empty(), "{} has no recordings", folder.display());
    for found in all.iter().rev() {
        let SessionEntry { id, season, name, .. } = &found.session;
        let of = season.map(|season| season.to_string()).into_iter().chain(name.clone());
        let numbers = || found.chunks.iter().map(|chunk| chunk.0).chain(found.open.map(|open| open.0));
        let minutes =
            numbers().max().zip(numbers().min()).map_or(0, |(last, first)| (last - first).div_ceil(6));
        say(&format!("{id}  {}  {minutes} minutes", of.collect::<Vec<_>>().join(" ")));
    }
    say("export one with --to DIR");
    Ok(())
}

fn all(folder: &Path, store: &Store) -> anyhow::Result<Vec<Found>> {
    let all = store.find_all();
    all.with_context(|| {
        format!("cannot read --recordings {}: start the gateway with it first", folder.display())
    })
}

fn find(folder: &Path, store: &Store, session: &str) -> anyhow::Result<Found> {
    let id = SessionId::parse(session).ok().filter(|id| folder.join(id.as_str()).is_dir());
    if let Some(id) = id {
        return store.find(&id).with_context(|| format!("cannot read the recording {id}"));
    }
    let all = all(folder, store)?;
    let there: Vec<&str> = all.iter().rev().map(|found| found.session.id.as_str()).take(20).collect();
    let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
    bail!("{} has no recording {session:?}; there are: {there}", folder.display());
}

/// Nothing but an export is replaced.
fn check_place(to: &Path) -> anyhow::Result<()> {
    let is_empty = match fs::read_dir(to) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => true,
        Err(error) => return Err(error).with_context(|| format!("cannot write to --to {}", to.display())),
    };
    let is_export = to.join("api/sessions/index.json").is_file() && to.join("index.html").is_file();
    ensure!(
        is_empty || is_export,
        "--to {}: there is something else in it; name another folder",
        to.display()
    );
    Ok(())
}

/// Writes the recording as one that has ended: its last chunk is closed. Without charts it names no round, so that
/// nothing leads to them.
fn write_recording(store: &Store, found: &Found, has_charts: bool, part: &Path) -> anyhow::Result<Written> {
    let id = &found.session.id;
    let folder = part.join("api/sessions").join(id.as_str());
    let mut written = Written::default();
    let mut chunks = Vec::new();
    let mut keep = |number: u32, hash: String, bytes: &[u8]| -> anyhow::Result<()> {
        put(&folder.join(chunk_file(number, &hash)), bytes, &mut written)?;
        chunks.push((number, hash));
        Ok(())
    };
    for (number, hash, _) in &found.chunks {
        keep(*number, hash.clone(), &store.read_chunk(id, *number, hash)?)?;
    }
    if let Some((number, _)) = found.open {
        let bytes = store.read_open(id, number)?;
        keep(number, content_hash(&bytes), &bytes)?;
    }
    let first = chunks.first().map_or(0, |chunk| gridcast_shared::units::chunk_start(chunk.0));
    let mut session = SessionEntry { start_ms: first, ..found.session.clone() };
    if !has_charts {
        (session.season, session.round) = (None, None);
    }
    let index = serde_json::to_vec(&Index { sessions: vec![session.clone()] })?;
    put(&part.join("api/sessions/index.json"), &index, &mut written)?;
    let timeline = serde_json::to_vec(&store.timeline(id).unwrap_or_default())?;
    put(&folder.join(TIMELINE), &timeline, &mut written)?;
    let manifest = serde_json::to_vec(&Manifest { session, chunks, open: None })?;
    put(&folder.join(MANIFEST), &manifest, &mut written)?;
    Ok(written)
}
