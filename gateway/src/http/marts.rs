//! `/api/marts`: the documents that the warehouse published into a folder, and word of it when they change.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;

use axum::extract::{Extension, Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use super::app::App;
use super::problem::Problem;
use super::server::Peer;
use super::socket;
use crate::connections::{Connection, Phase};

use folder::INDEX;
pub use folder::Marts;

mod cache;
mod folder;

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
    let state = (marts.changes(), app.pool.shared().stop.clone(), share);
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
        [season, round, "race", "result.json"] => format!("No race {season}, round {round}."),
        [season, round, session, "result.json"] => format!("No {session} {season}, round {round}."),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_documents() {
        for (name, is) in [
            ("index.json", true),
            ("2025/1/race/result.json", true),
            ("2025/1/sprint-qualifying/telemetry/NOR-43.json", true),
            ("2025/1/race/result.json.br", false),
            ("../secret.json", false),
            ("2025/../../secret.json", false),
            ("2025//race/result.json", false),
            ("/etc/passwd.json", false),
            (".hidden.json", false),
            ("a/b/c/d/e/f.json", false),
        ] {
            assert_eq!(is_document(name), is, "{name}");
        }
    }

    #[test]
    fn what_is_missing_is_said_in_words() {
        assert_eq!(what_is_missing("2025/31/race/result.json"), "No race 2025, round 31.");
        assert_eq!(what_is_missing("2025/1/fp2/result.json"), "No fp2 2025, round 1.");
        assert_eq!(what_is_missing("2025/1/race/pace.json"), "2025/1/race/pace.json has not been published.");
    }
}
