//! `/healthz` (the process answers), `/readyz` (and has a race to show), `/metrics`.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::app::App;
use super::problem::Problem;
use crate::hub::{Snapshot, SourceState};

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether this gateway should be sent spectators: 503 with the reason while it should not.
pub async fn readyz(State(app): State<App>) -> Response {
    let shared = app.pool.shared();
    let why = if shared.stop.is_cancelled() {
        Some("the gateway is stopping".to_owned())
    } else {
        why_not_ready(&app.live.borrow(), &shared.metrics.source_trouble())
    };
    match why {
        None => "ready\n".into_response(),
        Some(why) => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not ready", &why).into_response(),
    }
}

/// Why a gateway with this race, and this trouble with its source, has nothing to show; `None` when it has.
fn why_not_ready(live: &Snapshot, trouble: &str) -> Option<String> {
    let because =
        |what: &str| if trouble.is_empty() { what.to_owned() } else { format!("{what}: {trouble}") };
    match live.source {
        SourceState::Away => Some(because("the source cannot be reached")),
        SourceState::Backlog => Some(because("the backlog is being read")),
        SourceState::Incomplete(_) => Some(because("not all can be read")),
        SourceState::Following if live.is_silent => {
            Some("nothing has come for a minute, in the middle of a session".to_owned())
        }
        SourceState::Following | SourceState::Ended => None,
    }
}

/// All counters, in Prometheus' text form.
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, TYPE)], app.pool.shared().metrics.render())
}

#[cfg(test)]
mod tests {
    use gridcast_shared::topics::{Topic, TopicSet};

    use super::*;
    use crate::hub::nothing_yet;

    #[test]
    fn it_is_ready_when_all_is_read_and_something_comes() {
        let laps: TopicSet = [Topic::Laps].into_iter().collect();
        for (source, is_silent, says) in [
            (SourceState::Away, false, Some("the source cannot be reached: no route")),
            (SourceState::Backlog, false, Some("the backlog is being read: no route")),
            (SourceState::Incomplete(laps), false, Some("not all can be read: no route")),
            (SourceState::Following, false, None),
            (SourceState::Following, true, Some("nothing has come for a minute, in the middle of a session")),
            (SourceState::Ended, true, None),
        ] {
            let live = Snapshot { source, is_silent, ..(*nothing_yet()).clone() };
            assert_eq!(why_not_ready(&live, "no route").as_deref(), says, "{source:?}");
        }
    }
}
