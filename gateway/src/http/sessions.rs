//! `/api/sessions`: recordings as immutable files, and what there is of them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gridcast_shared::ids::SessionId;
use gridcast_shared::units::chunk_start;
use serde::Serialize;

use super::problem::Problem;
use super::{App, has_already};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SessionsJson {
    /// Newest first.
    sessions: Vec<SessionId>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChunksJson<'a> {
    session: &'a str,
    /// Closed chunks, in order; a chunk's number times 10 s is its source time.
    chunks: Vec<u32>,
    /// The one that grows.
    open: Option<u32>,
    /// UTC ms at which the first chunk begins.
    start_ms: Option<i64>,
}

/// The sessions that are recorded.
pub async fn all(State(app): State<App>) -> Response {
    no_cache(Json(SessionsJson { sessions: app.recorder.sessions() }))
}

/// The chunks of one.
pub async fn one(State(app): State<App>, Path(id): Path<String>) -> Response {
    let Some(listing) = app.recorder.listing(&id) else { return not_found() };
    let start_ms = listing.closed.first().copied().or(listing.open).map(chunk_start);
    no_cache(Json(ChunksJson { session: &id, chunks: listing.closed, open: listing.open, start_ms }))
}

/// A chunk as a file.
pub async fn chunk(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let number = file.strip_suffix(".bin").and_then(|number| number.parse().ok());
    let Some(chunk) = number.and_then(|number| app.recorder.chunk(&id, number)) else { return not_found() };
    if !chunk.whole {
        return (bin_headers("no-store"), chunk.bytes).into_response();
    }
    // What a chunk holds is told by its session and number alone, so its length is enough to tell two apart.
    let etag = format!("\"{id}-{file}-{}\"", chunk.bytes.len());
    let cache = bin_headers("public, max-age=31536000, immutable");
    if has_already(&headers, &etag) {
        return (StatusCode::NOT_MODIFIED, cache, [(header::ETAG, etag)]).into_response();
    }
    (cache, [(header::ETAG, etag)], chunk.bytes).into_response()
}

fn bin_headers(cache: &'static str) -> [(header::HeaderName, &'static str); 2] {
    [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, cache)]
}

fn no_cache(body: impl IntoResponse) -> Response {
    ([(header::CACHE_CONTROL, "no-cache")], body).into_response()
}

fn not_found() -> Response {
    Problem::new(StatusCode::NOT_FOUND, "not recorded", "there is no such session or chunk in memory")
        .into_response()
}
