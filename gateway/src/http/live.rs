//! `/api/live`: the present state of the race as JSON, for other people's programs; `/api/live/messages`: all that was said.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::etag::has_already;

pub use cache::{LiveCache, Rendered};
use json::MessagesJson;

mod cache;
mod json;

/// All that was said in the present race.
pub async fn messages(State(app): State<App>) -> Response {
    let snapshot = Arc::clone(&app.live.borrow());
    ([(header::CACHE_CONTROL, "no-cache")], Json(MessagesJson::from(&*snapshot))).into_response()
}

/// The present race.
pub async fn live(State(app): State<App>, headers: HeaderMap) -> Response {
    let snapshot = Arc::clone(&app.live.borrow());
    let Rendered { text, etag } = app.live_cache.render(&snapshot);
    let is_known = has_already(&headers, &etag);
    let common = [(header::CACHE_CONTROL, "no-cache".to_owned()), (header::ETAG, etag)];
    if is_known {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(header::CONTENT_TYPE, "application/json")], text).into_response()
}
