//! A session of the official archive, fetched before it is played.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use gridcast_producer::archive::client::{ClientOptions, Watch};
use gridcast_producer::archive::fetch::Archive;

use crate::config::Archived;

/// Between two words of progress.
const SAY_EVERY: Duration = Duration::from_secs(5);

/// Fetches what is missing of a session; returns its folder. Blocks.
///
/// # Errors
/// When it cannot be had.
pub(super) fn fetched(archived: &Archived) -> anyhow::Result<PathBuf> {
    let watch = Logged { told: std::cell::Cell::new(Instant::now()) };
    let options = ClientOptions { base_url: archived.base_url.clone(), ..ClientOptions::default() };
    let of_session = || format!("cannot fetch the session {}", archived.session);
    let archive = Archive::new(options, archived.folder.clone())?;
    let sessions = archive.find(archived.session, &watch).with_context(of_session)?;
    let session = sessions.first().with_context(of_session)?;
    let fetched = archive.fetch(session, &watch).with_context(of_session)?;
    let missing = fetched.note.missing.join(" ");
    tracing::info!(%session, event = fetched.note.event, bytes = fetched.bytes, missing, "session fetched");
    Ok(fetched.folder)
}

/// Tells the log how it goes on.
struct Logged {
    told: std::cell::Cell<Instant>,
}

impl Watch for Logged {
    /// The signals' own effect is to end the process: nothing is served yet.
    fn is_stopped(&self) -> bool {
        false
    }

    fn say(&self, line: &str) {
        tracing::warn!("{line}");
    }

    fn at(&self, file: &str, bytes: u64, of: Option<u64>) {
        if SAY_EVERY <= self.told.get().elapsed() {
            self.told.set(Instant::now());
            tracing::info!(file, bytes, of, "fetching");
        }
    }
}
