//! `/api/marts`: the documents that the warehouse published into a folder, and word of those that change.
//!
//! A document is read when it is asked for, from its compressed sibling where there is one; nothing is kept in
//! memory and nothing is computed.

use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use futures_util::stream;
use notify::event::{EventKind, ModifyKind, RenameMode};
use notify::{RecursiveMode, Watcher};
use sha2::{Digest, Sha256};
use tokio::sync::broadcast::{self, error::RecvError};

use super::App;
use super::document::{Document, Encoding, accepted};
use super::problem::Problem;

/// Changes that may wait for a page; one that missed some is told that anything may have changed.
const CHANGES: usize = 64;

/// The document whose change stands for any.
const INDEX: &str = "index.json";

/// The published folder.
pub struct Marts {
    folder: PathBuf,
    changes: broadcast::Sender<String>,
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
        let (changes, _) = broadcast::channel(CHANGES);
        let (sender, root) = (changes.clone(), folder.clone());
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| match event {
                Ok(event) if tells_of_content(event.kind) => {
                    for document in event.paths.iter().filter_map(|path| document_name(&root, path)) {
                        // Nobody listens: nobody needs to know.
                        sender.send(document).ok();
                    }
                }
                Ok(_) => {}
                Err(error) => tracing::warn!("watching the marts: {error}"),
            })
            .with_context(what)?;
        watcher.watch(&folder, RecursiveMode::Recursive).with_context(what)?;
        Ok(Self { folder, changes, _watcher: watcher })
    }

    async fn read(&self, name: &str, headers: &HeaderMap) -> io::Result<Document> {
        let plain = self.folder.join(name);
        let accepts = accepted(headers);
        for encoding in [Encoding::Brotli, Encoding::Gzip] {
            let extension = if encoding == Encoding::Brotli { "br" } else { "gz" };
            if accepts(encoding.name())
                && let Ok(body) = tokio::fs::read(format!("{}.{extension}", plain.display())).await
            {
                return Ok(document(body.into(), Some(encoding)));
            }
        }
        Ok(document(tokio::fs::read(plain).await?.into(), None))
    }
}

fn document(body: Bytes, encoding: Option<Encoding>) -> Document {
    let hash = BASE64.encode(Sha256::digest(&body));
    Document {
        etag: format!("\"{}\"", hash.get(..16).unwrap_or_default()),
        body,
        encoding,
        mime: "application/json",
        cache: "no-cache",
    }
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

/// Server-sent events: the name of each document that has changed since the page came.
pub async fn changes(State(app): State<App>) -> Response {
    let Some(marts) = &app.marts else {
        return missing("no marts are served: start with --marts DIR");
    };
    let state = (marts.changes.subscribe(), app.shared.stop.clone());
    let events = stream::unfold(state, |(mut changes, stop)| async move {
        let name = tokio::select! {
            () = stop.cancelled() => return None,
            change = changes.recv() => match change {
                Ok(name) => name,
                Err(RecvError::Lagged(_)) => INDEX.to_owned(),
                Err(RecvError::Closed) => return None,
            },
        };
        Some((Ok::<_, Infallible>(Event::default().event("changed").data(name)), (changes, stop)))
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

/// The name of a document by its file.
fn document_name(root: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = file.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/")).filter(|name| is_document(name))
}

/// Whether a file has other content than before; documents are replaced by renaming.
fn tells_of_content(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::Create(_)
            | EventKind::Remove(_)
            | EventKind::Modify(
                ModifyKind::Data(_) | ModifyKind::Name(RenameMode::To | RenameMode::Both | RenameMode::Any)
            )
    )
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
    fn what_is_missing_is_said_in_words() {
        assert_eq!(what_is_missing("2025/31/race.json"), "No race 2025, round 31.");
        assert_eq!(what_is_missing("2025/1/pace.json"), "2025/1/pace.json has not been published.");
    }
}
