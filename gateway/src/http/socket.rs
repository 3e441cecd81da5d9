//! `/ws`: the upgrade to a spectator's session.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::App;
use super::problem::Problem;
use crate::session;

/// A spectator only ever sends pongs and a close frame: whatever is longer is not for us.
const LONGEST_MESSAGE: usize = 512;
/// Bytes of the socket's own read buffer; the library's default of 128 KB would cost 1.3 GB for 10,000.
const READ_BUFFER: usize = 512;

/// A spectator joins.
pub async fn join(State(app): State<App>, upgrade: WebSocketUpgrade) -> Response {
    let Ok(place) = Arc::clone(&app.places).try_acquire_owned() else {
        app.shared.metrics.spectator_refused();
        return Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "full",
            "there are too many spectators; try again later",
        )
        .into_response();
    };
    let tracker = app.sessions.clone();
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_message_size(LONGEST_MESSAGE)
        .max_frame_size(LONGEST_MESSAGE)
        .on_upgrade(move |socket| {
            tracker.track_future(async move {
                app.shared.metrics.spectator_joined();
                let left = session::run(socket, &app.shared).await;
                app.shared.metrics.spectator_left(left.name());
                drop(place);
            })
        })
}
