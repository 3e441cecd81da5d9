//! The folder that the warehouse publishes into.
//!
//! A document is read and hashed once for each time that it is published, from its compressed sibling where there
//! is one; nothing else is computed. The index is written last and has a revision, so that one file tells of all
//! changes.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use axum::http::{HeaderMap, HeaderValue};
use notify::event::{EventKind, ModifyKind, RenameMode};
use notify::{RecursiveMode, Watcher};
use tokio::sync::watch;

use super::cache::{Cache, Content};
use crate::http::document::{Document, Encoding, accepted};

/// The document that is written when any other has changed.
pub(super) const INDEX: &str = "index.json";

/// The published folder.
pub struct Marts {
    folder: PathBuf,
    cache: Cache,
    /// Goes up with every index.
    changes: watch::Sender<u64>,
    /// Ends with this.
    _watcher: notify::RecommendedWatcher,
}

impl std::fmt::Debug for Marts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marts").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Marts {
    /// Opens a folder, which is made when missing: the first documents may come later.
    ///
    /// # Errors
    /// When it cannot be made or watched.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let what = || format!("cannot watch the marts in {}", folder.display());
        std::fs::create_dir_all(folder).with_context(what)?;
        let folder = folder.canonicalize().with_context(what)?;
        let changes = watch::Sender::new(0);
        let sender = changes.clone();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| match event {
                Ok(event) if is_new_index(&event) => sender.send_modify(|version| *version += 1),
                Ok(_) => {}
                Err(error) => tracing::warn!("watching the marts: {error}"),
            })
            .with_context(what)?;
        watcher.watch(&folder, RecursiveMode::NonRecursive).with_context(what)?;
        Ok(Self { folder, cache: Cache::default(), changes, _watcher: watcher })
    }

    /// A document, in the best form that the client takes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) async fn read(&self, name: &str, headers: &HeaderMap) -> io::Result<Document> {
        let plain = self.folder.join(name);
        let accepts = accepted(headers);
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let extension = if encoding == Encoding::Brotli { "br" } else { "gz" };
            if accepts(encoding.name())
                && let Ok(content) = self.cache.read(&plain.with_added_extension(extension)).await
            {
                return Ok(document(content, Some(encoding)));
            }
        }
        Ok(document(self.cache.read(&plain).await?, None))
    }

    /// Tells when the index has been published anew.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }
}

fn document(content: Content, encoding: Option<Encoding>) -> Document {
    let Content { body, etag } = content;
    let mime = HeaderValue::from_static("application/json");
    Document { etag, body, encoding, mime, cache: "no-cache" }
}

/// Whether there is another index than before; it is replaced by renaming. Where both ends of a rename are known,
/// it is told as `To` and then once more as `Both`.
fn is_new_index(event: &notify::Event) -> bool {
    let is_content = matches!(
        event.kind,
        EventKind::Create(_)
            | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Name(RenameMode::To | RenameMode::Any))
    );
    is_content && event.paths.iter().any(|path| path.file_name().is_some_and(|name| name == INDEX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rename_is_one_new_index() {
        let check = |mode, paths: &[&str], expected| {
            let mut event = notify::Event::new(EventKind::Modify(ModifyKind::Name(mode)));
            event.paths = paths.iter().map(PathBuf::from).collect();
            assert_eq!(is_new_index(&event), expected, "{event:?}");
        };
        // As inotify tells them, one after another.
        check(RenameMode::From, &["marts/index.json#1"], false);
        check(RenameMode::To, &["marts/index.json"], true);
        check(RenameMode::Both, &["marts/index.json#1", "marts/index.json"], false);
        check(RenameMode::To, &["marts/index.json.br"], false);
        // Elsewhere the two ends are not told apart.
        check(RenameMode::Any, &["marts/index.json"], true);
    }
}
