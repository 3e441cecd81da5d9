//! `/healthz` (the process answers), `/readyz` (and has a race to show), `/metrics`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::problem::Problem;
use crate::hub::SourceState;

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether this gateway should be sent spectators: 503 with the reason while it should not.
pub async fn readyz(State(app): State<App>) -> Response {
    let not_ready =
        |why: &str| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not ready", why).into_response();
    if app.audience.shared().stop.is_cancelled() {
        return not_ready("the gateway is stopping");
    }
    let live = Arc::clone(&app.live.borrow());
    let trouble = app.audience.shared().metrics.source_trouble();
    let because = |what: &str| {
        not_ready(&if trouble.is_empty() { what.to_owned() } else { format!("{what}: {trouble}") })
    };
    match live.source {
        SourceState::Away => because("the source cannot be reached"),
        SourceState::Backlog => not_ready("the backlog is being read"),
        SourceState::Incomplete(_) => because("not all can be read"),
        SourceState::Following if live.is_silent => {
            not_ready("nothing has come for a minute, in the middle of a session")
        }
        SourceState::Following | SourceState::Ended => "ready\n".into_response(),
    }
}

/// All counters, in Prometheus' text form.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, TYPE)], app.audience.shared().metrics.render())
}
