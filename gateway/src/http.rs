//! Everything that is answered over HTTP: the site, the socket, the JSON of the race, recordings, marts, delays, health,
//! metrics.

use axum::Router;
use axum::body::HttpBody;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use gridcast_shared::address::Query;

use crate::config::{BasePath, Sites};

use app::App;
use problem::Problem;

pub mod app;
pub mod client;
pub mod delays;
pub mod document;
pub mod etag;
pub mod health;
pub mod live;
pub mod marts;
pub mod oembed;
pub mod problem;
pub mod server;
pub mod sessions;
pub mod site;
pub mod socket;

/// Longest path and query of a request, bytes.
const LONGEST_ADDRESS: usize = 2048;

/// Largest body of a request; nothing here reads one.
const LARGEST_BODY: u64 = 16 * 1024;

/// All routes, `/metrics` among them unless that has a listener of its own.
pub fn router(app: App, with_metrics: bool) -> Router {
    let router = Router::new()
        .route("/ws", get(socket::join))
        .route("/api/live", get(live::live))
        .route("/api/live/messages", get(live::messages))
        .route("/api/sessions/index.json", get(sessions::index))
        .route("/api/sessions/{id}/{file}", get(sessions::one))
        .route("/api/delays/{code}", get(delays::one).put(delays::set))
        .route("/api/delays/{code}/changes", get(delays::changes))
        .route("/api/delays/{code}/qr.svg", get(delays::qr))
        .route("/api/marts/changes", get(marts::changes))
        .route("/api/marts/{*name}", get(marts::one))
        .route("/oembed", get(oembed::oembed))
        .route("/embed/choices.json", get(oembed::choices))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz));
    let router = if with_metrics { router.route("/metrics", get(health::metrics)) } else { router };
    completed(router.fallback(page), app)
}

/// The same below a path. What is asked for without that has passed a proxy that takes it off.
pub fn below(base: &BasePath, router: Router) -> Router {
    if base.is_root() {
        return router;
    }
    let base = base.clone();
    let strip = move |mut request: Request, next: Next| {
        let uri = request.uri();
        let query = uri.query().map_or_else(String::new, |query| format!("?{query}"));
        let stripped = format!("{}{query}", base.strip(uri.path())).parse();
        if let Ok(stripped) = stripped {
            *request.uri_mut() = stripped;
        }
        next.run(request)
    };
    Router::new().fallback_service(router).layer(from_fn(strip))
}

/// What the listener for operators alone answers.
pub fn operators_router(app: App) -> Router {
    let router = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(|request: Request| async move { nothing_here(request.uri().path()) });
    completed(router, app)
}

fn completed(router: Router<App>, app: App) -> Router {
    router
        .method_not_allowed_fallback(|| async { Problem::method_not_allowed() })
        .layer(from_fn_with_state(app.clone(), common))
        .with_state(app)
}

async fn page(State(app): State<App>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Problem::method_not_allowed().into_response();
    }
    let path = request.uri().path();
    let alone = oembed::alone(path, Query::new(request.uri().query().unwrap_or_default()));
    let discovery = oembed::discovery(&app, request.uri(), request.headers());
    let answer = app.site.as_ref().and_then(|site| site.answer(path, alone, discovery, request.headers()));
    answer.unwrap_or_else(|| {
        nothing_here(if app.site.is_none() && path == "/" {
            "no page is served: start with --site DIR"
        } else {
            path
        })
    })
}

fn nothing_here(detail: &str) -> Response {
    Problem::new(StatusCode::NOT_FOUND, "there is nothing here", detail).into_response()
}

/// What all requests must be, and headers that every answer carries. Nothing here has a login, so which sites may
/// read the API is a matter of whom one wants to serve.
async fn common(State(app): State<App>, request: Request, next: Next) -> Response {
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
    let asking = request.headers().clone();
    let mut response = match refused(&request) {
        Some(problem) => {
            // What comes after a head that is wrong is not understood either.
            ([(header::CONNECTION, "close")], problem).into_response()
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in COMMON {
        headers.insert(name, value);
    }
    if is_api {
        allow_origin(&app.sites, &asking, headers);
    }
    response
}

/// Why a request cannot be answered whatever it asks for.
fn refused(request: &Request) -> Option<Problem> {
    let problem = |status, title, detail: &str| Some(Problem::new(status, title, detail));
    // RFC 9112, 3.2.
    let least = usize::from(request.version() == Version::HTTP_11);
    if !(least..=1).contains(&request.headers().get_all(header::HOST).iter().count()) {
        return problem(StatusCode::BAD_REQUEST, "no host", "a request has one Host header");
    }
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if LONGEST_ADDRESS < address.len() {
        return problem(StatusCode::URI_TOO_LONG, "address too long", "no address here is as long");
    }
    if request.body().size_hint().upper().is_none_or(|size| LARGEST_BODY < size) {
        return problem(StatusCode::PAYLOAD_TOO_LARGE, "body too large", "nothing here takes a body");
    }
    None
}

/// Lets scripts of the sites that may read the API.
fn allow_origin(sites: &Sites, asking: &HeaderMap, headers: &mut HeaderMap) {
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    if sites.api.is_any() {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let host = asking.get(header::HOST).and_then(|host| host.to_str().ok());
    if let Some(origin) = asking.get(header::ORIGIN)
        && origin.to_str().is_ok_and(|text| sites.api.allow(text, host))
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
}
