//! `/ws`: the handshake, after which the socket is the pool's.

use std::sync::Arc;

use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::app::App;
use super::client::{forwarded_for, is_trusted};
use super::problem::Problem;
use super::server::Peer;
use crate::connections::{Connection, Share};
use crate::pool::Newcomer;
use crate::websocket::{self, Refused};

/// A spectator joins.
pub async fn join(
    State(app): State<App>,
    Extension(connection): Extension<Arc<Connection>>,
    Extension(peer): Extension<Peer>,
    mut request: Request,
) -> Response {
    let is_http_11 = request.version() == Version::HTTP_11;
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let accept = match websocket::accept(request.headers()) {
        Ok(accept) => accept,
        Err(refused) => return no_handshake(refused),
    };
    let Some(upgrade) = upgrade.filter(|_| is_http_11) else {
        return no_handshake(Refused::NoWebSocket);
    };
    if !comes_from_an_allowed_site(&app, request.headers()) {
        let detail = "pages of this site may not open the stream";
        return Problem::new(StatusCode::FORBIDDEN, "not from this site", detail).into_response();
    }
    let share = match share(&app, &connection, peer, request.headers()) {
        Ok(share) => share,
        Err(problem) => return problem.into_response(),
    };
    let Some(permit) = app.pool.permit(connection, share) else {
        app.pool.shared().metrics.spectator_refused();
        let detail = "there are too many spectators; try again later";
        return Problem::new(StatusCode::SERVICE_UNAVAILABLE, "full", detail).into_response();
    };
    tokio::spawn(async move {
        // A client that breaks off within the handshake was never a spectator.
        let Ok(upgraded) = upgrade.await else { return };
        if let Ok(parts) = upgraded.downcast::<TokioIo<TcpStream>>() {
            let stream = parts.io.into_inner();
            app.pool.join(Newcomer { stream, already: parts.read_buf, permit }).await;
        } else {
            tracing::error!("a socket that is no TCP stream cannot be served");
        }
    });
    let mut answer = StatusCode::SWITCHING_PROTOCOLS.into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    answer
}

fn no_handshake(refused: Refused) -> Response {
    let status = match refused {
        Refused::NoWebSocket => StatusCode::UPGRADE_REQUIRED,
        Refused::BadKey => StatusCode::BAD_REQUEST,
    };
    let mut answer = Problem::new(status, "a WebSocket is wanted", refused.to_string()).into_response();
    answer.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    answer.headers_mut().insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    answer
}

/// A browser says of which site a page is that opens a socket; whoever says nothing is no browser.
fn comes_from_an_allowed_site(app: &App, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    origin.to_str().is_ok_and(|origin| app.sites.ws.allow(origin, host))
}

/// The share of the client's address, which a trusted proxy tells; a direct connection has its own already.
pub(super) fn share(
    app: &App,
    connection: &Connection,
    peer: Peer,
    headers: &HeaderMap,
) -> Result<Option<Share>, Problem> {
    if !is_trusted(peer.0, &app.trusted_proxies) {
        return Ok(None);
    }
    let Some(address) = forwarded_for(headers, &app.trusted_proxies) else { return Ok(None) };
    connection.all().share(address).map(Some).map_err(|_counted| {
        let detail = "your address has as many connections as it may; try again later";
        Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many connections", detail)
    })
}
