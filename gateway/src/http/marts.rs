//! `/api/marts`: the documents that the warehouse published into a folder, and word of it when they change.
//!
//! A document is read and hashed once for each time that it is published, from its compressed sibling where there
//! is one; nothing else is computed. The index is written last and has a revision, so that one file tells of all
//! changes.

use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use axum::extract::{Extension, Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use notify::event::{EventKind, ModifyKind, RenameMode};
use notify::{RecursiveMode, Watcher};
use tokio::sync::watch;

use super::document::{Document, Encoding, accepted};
use super::problem::Problem;
use super::server::Peer;
use super::{App, socket};
use crate::connections::{Connection, Phase};

use cache::{Cache, Content};

mod cache;

/// The document that is written when any other has changed.
const INDEX: &str = "index.json";

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

    async fn read(&self, name: &str, headers: &HeaderMap) -> io::Result<Document> {
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
}

fn document(content: Content, encoding: Option<Encoding>) -> Document {
    let Content { body, etag } = content;
    let mime = HeaderValue::from_static("application/json");
    Document { etag, body, encoding, mime, cache: "no-cache" }
}

/// A document.
pub async fn one(State(app): State<App>, UrlPath(name): UrlPath<String>, headers: HeaderMap) -> Response {
    let Some(marts) = &app.marts else {
        return missing("no marts are served: start with --marts DIR");
    };
    if !is_document(&name) {
        return missing("no document has such a name");
    }
    match marts.read(&name, &headers).await {
        Ok(document) => document.answer(&headers),
        Err(error) if error.kind() == io::ErrorKind::NotFound => missing(what_is_missing(&name)),
        Err(error) => {
            tracing::warn!("cannot read the mart {name}: {error}");
            Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "cannot be read",
                "the document is there but unreadable",
            )
            .into_response()
        }
    }
}

/// Server-sent events: one of the name `changed` each time that the index has been published anew.
pub async fn changes(
    State(app): State<App>,
    Extension(connection): Extension<Arc<Connection>>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    let Some(marts) = &app.marts else {
        return missing("no marts are served: start with --marts DIR");
    };
    let share = match socket::share(&app, &connection, peer, &headers) {
        Ok(share) => share,
        Err(problem) => return problem.into_response(),
    };
    connection.is_at(Phase::Streaming);
    let state = (marts.changes.subscribe(), app.audience.shared().stop.clone(), share);
    let events = stream::unfold(state, |(mut changes, stop, share)| async move {
        tokio::select! {
            () = stop.cancelled() => None,
            changed = changes.changed() => {
                changed.ok()?;
                Some((Ok::<_, Infallible>(Event::default().event("changed").data(INDEX)), (changes, stop, share)))
            }
        }
    });
    ([(header::CACHE_CONTROL, "no-store")], Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

fn missing(detail: impl Into<String>) -> Response {
    Problem::new(StatusCode::NOT_FOUND, "no such document", detail).into_response()
}

/// "No race 2025, round 31.", or the document's name where its folder is there.
fn what_is_missing(name: &str) -> String {
    match name.split('/').collect::<Vec<_>>()[..] {
        [season, round, "race.json"] => format!("No race {season}, round {round}."),
        [season, "schedule.json" | "standings.json"] => format!("No season {season}."),
        _ => format!("{name} has not been published."),
    }
}

/// Whether a path may be one of a document: plain names in at most four folders, so it stays in the folder.
fn is_document(name: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    name.strip_suffix(".json")
        .is_some_and(|stem| stem.split('/').count() <= 5 && stem.split('/').all(is_name))
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
    fn only_plain_names_are_documents() {
        for (name, is) in [
            ("index.json", true),
            ("2025/1/race.json", true),
            ("2025/1/telemetry/NOR-43.json", true),
            ("2025/1/race.json.br", false),
            ("../secret.json", false),
            ("2025/../../secret.json", false),
            ("2025//race.json", false),
            ("/etc/passwd.json", false),
            (".hidden.json", false),
            ("a/b/c/d/e/f.json", false),
        ] {
            assert_eq!(is_document(name), is, "{name}");
        }
    }

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

    #[test]
    fn what_is_missing_is_said_in_words() {
        assert_eq!(what_is_missing("2025/31/race.json"), "No race 2025, round 31.");
        assert_eq!(what_is_missing("2025/1/pace.json"), "2025/1/pace.json has not been published.");
    }
}
