//! `/ws`: the handshake, after which the socket is the audience's.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use hyper_util::server::conn::auto::upgrade::downcast;
use tokio::net::TcpStream;

use super::App;
use super::problem::Problem;
use crate::audience::Newcomer;
use crate::websocket;

/// A spectator joins.
pub async fn join(State(app): State<App>, mut request: Request) -> Response {
    let upgrade = request.extensions_mut().remove::<OnUpgrade>();
    let Some((accept, upgrade)) = websocket::accept(request.headers()).zip(upgrade) else {
        let mut answer = Problem::new(
            StatusCode::UPGRADE_REQUIRED,
            "a WebSocket is wanted",
            "this is the stream: open it as a WebSocket, version 13",
        )
        .into_response();
        answer.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        return answer;
    };
    let Some(seat) = app.audience.seat() else {
        app.audience.shared().metrics.spectator_refused();
        return Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "full",
            "there are too many spectators; try again later",
        )
        .into_response();
    };
    tokio::spawn(async move {
        // A client that breaks off within the handshake was never a spectator.
        let Ok(upgraded) = upgrade.await else { return };
        if let Ok(parts) = downcast::<TokioIo<TcpStream>>(upgraded) {
            let stream = parts.io.into_inner();
            app.audience.join(Newcomer { stream, already: parts.read_buf, seat }).await;
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
