//! The first step of a connection: where to connect, and the cookie that leads to the same server again.

use std::io::Read;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::token::Token;
use crate::SourceError;

/// Longest answer that is read.
const MAX_BYTES: u64 = 64 * 1024;

/// What a connection needs.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Negotiated {
    /// Names the connection to come.
    pub(super) connection: String,
    /// `name=value; name=value`; empty when there are none.
    pub(super) cookies: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    connection_token: Option<String>,
    connection_id: Option<String>,
    error: Option<String>,
}

/// Asks for a connection. Blocks.
///
/// # Errors
/// When there is no answer, a refusal, or something else than an answer.
pub(super) fn negotiate(hub: &Url, token: Option<&Token>) -> Result<Negotiated, SourceError> {
    let mut url = hub.clone();
    url.set_path(&format!("{}/negotiate", hub.path().trim_end_matches('/')));
    url.set_query(Some("negotiateVersion=1"));
    let unexpected = |reason: String| SourceError::Unexpected { url: url.to_string(), reason };
    let unreachable = |reason: String| SourceError::Unreachable { url: url.to_string(), reason };
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .user_agent(concat!("gridcast/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut request = agent.post(url.as_str());
    if let Some(token) = token {
        request = request.header("Authorization", token.header());
    }
    let mut answer = request.send_empty().map_err(|error| unreachable(error.to_string()))?;
    let status = answer.status().as_u16();
    if status != 200 {
        let wait =
            answer.headers().get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
        return Err(SourceError::Refused {
            url: url.to_string(),
            status,
            wait: wait.map(Duration::from_secs),
        });
    }
    let cookies: Vec<String> = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| Some(value.to_str().ok()?.split(';').next()?.trim().to_owned()))
        .collect();
    let mut body = Vec::new();
    let read = answer.body_mut().as_reader().take(MAX_BYTES).read_to_end(&mut body);
    read.map_err(|error| unreachable(error.to_string()))?;
    if body.trim_ascii_start().starts_with(b"<") {
        return Err(unexpected("HTML, where JSON should be".to_owned()));
    }
    let answer: Answer = serde_json::from_slice(&body).map_err(|error| unexpected(error.to_string()))?;
    match (answer.error, answer.connection_token.or(answer.connection_id)) {
        (Some(error), _) => Err(unexpected(error)),
        (None, Some(connection)) => Ok(Negotiated { connection, cookies: cookies.join("; ") }),
        (None, None) => Err(unexpected("it names no connection".to_owned())),
    }
}
