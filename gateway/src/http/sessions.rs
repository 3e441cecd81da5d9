//! `/api/sessions`: recordings, by the names that the same files have in a folder of an export.
//!
//! `index.json` lists them, `{id}/manifest.json` says what one is made of, `{id}/timeline.json` what is marked in it; each
//! has an `ETag` of its content. A closed chunk has two addresses. `{n}-{hash}.bin` is of one content for ever, on
//! whatever gateway. `{n}.bin` is the chunk as this gateway has it: another may have cut its frames elsewhere, so it is
//! asked for anew each time, with an `ETag` of the content.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::document::{self, Encoding, accepted};
use super::etag::has_already;
use super::problem::Problem;
use crate::recorder::Document;
use crate::recorder::store::{MANIFEST, TIMELINE};

/// The recordings there are.
pub async fn index(State(app): State<App>, headers: HeaderMap) -> Response {
    json(Document::of(&app.recorder.index()), &headers)
}

/// What belongs to one.
pub async fn one(
    State(app): State<App>,
    Path((id, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    // What is not in memory is read from the disk.
    let answer = move || {
        let document = match file.as_str() {
            MANIFEST => app.recorder.manifest(&id).map(|manifest| Document::of(&manifest)),
            TIMELINE => app.recorder.timeline(&id),
            _ => return chunk(&app, &id, &file, &headers),
        };
        document.map_or_else(not_found, |document| json(document, &headers))
    };
    tokio::task::spawn_blocking(answer).await.unwrap_or_else(|_| not_found())
}

fn json(document: Document, headers: &HeaderMap) -> Response {
    let encoding = accepted(headers)("gzip").then_some(Encoding::Gzip);
    let body = if encoding.is_some() { document.gzip() } else { document.text };
    let etag = format!("\"{}\"", document.hash);
    let mime = HeaderValue::from_static("application/json");
    document::Document { body, encoding, etag, mime, cache: "no-cache" }.answer(headers)
}

/// A chunk as a file.
fn chunk(app: &App, id: &str, file: &str, headers: &HeaderMap) -> Response {
    let Some((number, wanted)) = parse(file) else { return not_found() };
    let Some(chunk) = app.recorder.chunk(id, number) else { return not_found() };
    if wanted.is_some_and(|wanted| chunk.hash.as_deref() != Some(wanted)) {
        // The same seconds in other bytes, from another gateway: they have an address of their own.
        let location = format!("{number}.bin");
        let headers = [(header::LOCATION, location.as_str()), (header::CACHE_CONTROL, "no-store")];
        return (StatusCode::TEMPORARY_REDIRECT, headers).into_response();
    }
    let Some(hash) = chunk.hash else {
        return (bin_headers("no-store"), chunk.bytes).into_response();
    };
    let etag = format!("\"{hash}\"");
    let cache =
        bin_headers(if wanted.is_some() { "public, max-age=31536000, immutable" } else { "no-cache" });
    if has_already(headers, &etag) {
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

fn not_found() -> Response {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not recorded",
        "there is no such recording, or nothing of this name in it",
    )
    .into_response()
}
