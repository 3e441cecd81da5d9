//! `/api/sessions`: recordings, and what there is of them.
//!
//! A closed chunk has two addresses. `{n}-{hash}.bin` is of one content for ever, on whatever gateway. `{n}.bin` is the
//! chunk as this gateway has it: another may have cut its frames elsewhere, so it is asked for anew each time, with an
//! `ETag` of the content.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use gridcast_shared::ids::SessionId;
use gridcast_shared::units::chunk_start;
use serde::Serialize;

use super::app::App;
use super::etag::has_already;
use super::problem::Problem;

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
    /// Their files, each of a content that never changes.
    files: Vec<String>,
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
    let files = listing.closed.iter().map(|(number, hash)| format!("{number}-{hash}.bin")).collect();
    let chunks: Vec<u32> = listing.closed.into_iter().map(|(number, _)| number).collect();
    let start_ms = chunks.first().copied().or(listing.open).map(chunk_start);
    no_cache(Json(ChunksJson { session: &id, chunks, files, open: listing.open, start_ms }))
}

/// A chunk as a file.
pub async fn chunk(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some((number, wanted)) = parse(&file) else { return not_found() };
    let Some(chunk) = app.recorder.chunk(&id, number) else { return not_found() };
    if wanted.is_some_and(|wanted| chunk.hash.as_deref() != Some(wanted)) {
        // The same seconds in other bytes, from another gateway: they have an address of their own.
        let location = format!("/api/sessions/{id}/{number}.bin");
        let headers = [(header::LOCATION, location.as_str()), (header::CACHE_CONTROL, "no-store")];
        return (StatusCode::TEMPORARY_REDIRECT, headers).into_response();
    }
    let Some(hash) = chunk.hash else {
        return (bin_headers("no-store"), chunk.bytes).into_response();
    };
    let etag = format!("\"{hash}\"");
    let cache =
        bin_headers(if wanted.is_some() { "public, max-age=31536000, immutable" } else { "no-cache" });
    if has_already(&headers, &etag) {
        return (StatusCode::NOT_MODIFIED, cache, [(header::ETAG, etag)]).into_response();
    }
    (cache, [(header::ETAG, etag)], chunk.bytes).into_response()
}

/// A chunk's number, and the hash of its content where the name has one.
fn parse(file: &str) -> Option<(u32, Option<&str>)> {
    let name = file.strip_suffix(".bin")?;
    let (number, hash) = name.split_once('-').map_or((name, None), |(number, hash)| (number, Some(hash)));
    Some((number.parse().ok()?, hash))
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
