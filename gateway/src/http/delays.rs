//! `/api/delays/{code}`: the TV delay that devices have in common, word of its changes, and a picture of the code.
//!
//! Nothing of it is secret, and a page of another site cannot set one: a browser asks before it sends a PUT there, and
//! is not answered that it may.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Extension, Path as UrlPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use gridcast_shared::address::{Address, Query};
use gridcast_shared::delay_code::DelayCode;
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use tokio::sync::watch;

use super::app::App;
use super::client::{forwarded_for, is_trusted, site};
use super::problem::Problem;
use super::server::Peer;
use super::socket;
use crate::connections::{Connection, Phase};
use crate::delays::{NotSet, Set, Told};

/// Nothing of a delay is to be kept anywhere: it may change at any moment.
const FRESH: (HeaderName, HeaderValue) = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// Size of one square of the picture, pixels.
const SQUARE_PX: u32 = 4;

/// What the delay is: `{"tenths":350,"by":"k3x-7"}`.
pub async fn one(State(app): State<App>, UrlPath(code): UrlPath<String>) -> Response {
    match follow(&app, &code) {
        Ok(told) => ([FRESH], axum::Json(told.borrow().clone())).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// Sets it: `PUT ?tenths=350&by=k3x-7`. The mark is told to all that follow, so that a device knows its own word. With
/// `If-None-Match: *` only where there is no such code.
pub async fn set(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    UrlPath(code): UrlPath<String>,
    request: Request,
) -> Response {
    let Some(code) = DelayCode::parse(&code) else { return no_code().into_response() };
    let asked = Query::new(request.uri().query().unwrap_or_default());
    let tenths = asked.get("tenths").and_then(|text| text.parse().ok());
    let told = tenths.and_then(|tenths| Told::new(tenths, &asked.get("by").unwrap_or_default()));
    let Some(told) = told else {
        let detail = "tenths=… is a delay of 0 to 3000 tenths of a second, by=… a mark of up to 24 letters and figures";
        return Problem::new(StatusCode::BAD_REQUEST, "no delay", detail).into_response();
    };
    let told_for = || forwarded_for(request.headers(), &app.trusted_proxies);
    let client = is_trusted(peer.0, &app.trusted_proxies).then(told_for).flatten().unwrap_or(peer.0);
    let how = if request.headers().contains_key(header::IF_NONE_MATCH) { Set::New } else { Set::Always };
    match app.delays.set((code, told), how, client, Instant::now()) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(NotSet::Exists) => {
            Problem::new(StatusCode::PRECONDITION_FAILED, "there is one", "there is such a code")
                .into_response()
        }
        Err(NotSet::Full) => {
            let detail = "there are as many codes as there may be; try again later";
            Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many codes", detail).into_response()
        }
    }
}

/// Server-sent events: one of the name `delay` with what [`one`] answers, at once and with each change.
pub async fn changes(
    State(app): State<App>,
    Extension(connection): Extension<Arc<Connection>>,
    Extension(peer): Extension<Peer>,
    UrlPath(code): UrlPath<String>,
    headers: HeaderMap,
) -> Response {
    let mut told = match follow(&app, &code) {
        Ok(told) => told,
        Err(problem) => return problem.into_response(),
    };
    let share = match socket::share(&app, &connection, peer, &headers) {
        Ok(share) => share,
        Err(problem) => return problem.into_response(),
    };
    connection.is_at(Phase::Streaming);
    told.mark_changed();
    let state = (told, app.pool.shared().stop.clone(), share);
    let events = stream::unfold(state, |(mut told, stop, share)| async move {
        tokio::select! {
            () = stop.cancelled() => None,
            changed = told.changed() => {
                changed.ok()?;
                let data = serde_json::to_string(&*told.borrow_and_update()).ok()?;
                Some((Ok::<_, Infallible>(Event::default().event("delay").data(data)), (told, stop, share)))
            }
        }
    });
    ([FRESH], Sse::new(events).keep_alive(KeepAlive::default())).into_response()
}

/// A picture (SVG) of the live page's address with the code, and with the delay of `?delay=35.0`, for another device's
/// camera.
pub async fn qr(State(app): State<App>, UrlPath(code): UrlPath<String>, request: Request) -> Response {
    let Some(code) = DelayCode::parse(&code) else { return no_code().into_response() };
    let delay = Query::new(request.uri().query().unwrap_or_default()).delay();
    let said = Address { delay, sync: Some(code), ..Address::default() };
    let drawn = site(request.headers(), app.base.as_str())
        .and_then(|site| QrCode::with_error_correction_level(format!("{site}?{said}"), EcLevel::M).ok());
    let Some(drawn) = drawn else {
        let detail = "the address of this page cannot be told, or is too long";
        return Problem::new(StatusCode::BAD_REQUEST, "no picture", detail).into_response();
    };
    // Black on white with the wide margin that the norm wants, whatever the theme: cameras expect it.
    let svg = drawn.render::<svg::Color<'_>>().module_dimensions(SQUARE_PX, SQUARE_PX).build();
    ([FRESH, (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"))], svg).into_response()
}

fn follow(app: &App, code: &str) -> Result<watch::Receiver<Told>, Problem> {
    DelayCode::parse(code).and_then(|code| app.delays.follow(code)).ok_or_else(no_code)
}

fn no_code() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "no such code", "no device has given such a code")
}
