//! Everything that is answered over HTTP: the site, the socket, the JSON of the race, recordings, marts, health, metrics.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::{Semaphore, watch};
use tokio_util::task::TaskTracker;

use crate::hub::Snapshot;
use crate::recorder::Recorder;
use crate::session;

use live::LiveCache;
use marts::Marts;
use problem::Problem;
use site::Site;

pub mod document;
pub mod health;
pub mod live;
pub mod marts;
pub mod problem;
pub mod sessions;
pub mod site;
pub mod socket;

/// What the answers are made from.
#[derive(Clone, Debug)]
pub struct App {
    /// What sessions share.
    pub shared: session::Shared,
    /// The recordings.
    pub recorder: Arc<Recorder>,
    /// The present state.
    pub live: watch::Receiver<Arc<Snapshot>>,
    /// Its JSON, rendered once a sequence.
    pub live_cache: Arc<LiveCache>,
    /// The page; `None` when only the API is served.
    pub site: Option<Arc<Site>>,
    /// What the warehouse published, if there is such a folder.
    pub marts: Option<Arc<Marts>>,
    /// A permit a spectator.
    pub places: Arc<Semaphore>,
    /// The sessions, so that a stop can wait for them.
    pub sessions: TaskTracker,
}

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/ws", get(socket::join))
        .route("/api/live", get(live::live))
        .route("/api/sessions", get(sessions::all))
        .route("/api/sessions/{id}", get(sessions::one))
        .route("/api/sessions/{id}/{file}", get(sessions::chunk))
        .route("/api/marts/changes", get(marts::changes))
        .route("/api/marts/{*name}", get(marts::one))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(page)
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(from_fn(common_headers))
        .with_state(app)
}

async fn page(State(app): State<App>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Problem::method_not_allowed().into_response();
    }
    let path = request.uri().path();
    let answer = app.site.as_ref().and_then(|site| site.answer(path, request.headers()));
    answer.unwrap_or_else(|| {
        let what =
            if app.site.is_none() && path == "/" { "no page is served: start with --site DIR" } else { path };
        Problem::new(StatusCode::NOT_FOUND, "there is nothing here", what).into_response()
    })
}

/// Headers that every answer carries. The API may be read from any origin; nothing here has a login.
async fn common_headers(request: Request, next: Next) -> Response {
    const COMMON: [(HeaderName, HeaderValue); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static("camera=(), microphone=(), geolocation=()"),
        ),
    ];
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in COMMON {
        headers.insert(name, value);
    }
    if is_api {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    }
    response
}

/// Whether the client has this version already.
pub(crate) fn has_already(headers: &axum::http::HeaderMap, etag: &str) -> bool {
    let Some(known) = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    known.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}
