//! The API over HTTP: one page at a time, within its rate limit, with patience for its bad moments.

use std::cell::Cell;
use std::num::NonZeroU32;
use std::rc::Rc;
use std::time::Duration;

use backon::{BlockingRetryable, ExponentialBuilder};
use clap::Args;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde_json::Value;
use ureq::Agent;

use crate::stop::Stop;

/// Where the API is unless told otherwise.
pub const DEFAULT_BASE_URL: &str = "https://api.jolpi.ca/ergast/f1";

/// Longest single wait before a retry, whatever the API asks for.
const LONGEST_WAIT: Duration = Duration::from_mins(10);

/// How the API is reached.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "API")]
pub struct ClientOptions {
    /// Where the API is; a mirror or a server of your own with the same paths
    #[arg(long, env = "GRIDCAST_JOLPICA_URL", default_value = DEFAULT_BASE_URL, value_name = "URL")]
    pub base_url: String,
    /// Most requests in a second
    #[arg(long, default_value = "4", value_name = "N")]
    pub requests_per_second: NonZeroU32,
    /// Most requests in an hour
    #[arg(long, default_value = "500", value_name = "N")]
    pub requests_per_hour: NonZeroU32,
    /// Rows asked for at a time; the API gives 100 at most
    #[arg(long, default_value_t = 100, value_name = "N", hide = true)]
    pub page_rows: u32,
    /// Attempts after the first one that fails
    #[arg(long, default_value_t = 6, value_name = "N")]
    pub retries: usize,
    /// Wait before the first retry, ms; each further wait is twice as long
    #[arg(long, default_value_t = 1000, value_name = "MS", hide = true)]
    pub retry_first_ms: u64,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self {
            base_url: DEFAULT_BASE_URL.to_owned(),
            requests_per_second: NonZeroU32::MIN.saturating_add(3),
            requests_per_hour: NonZeroU32::MIN.saturating_add(499),
            page_rows: 100,
            retries: 6,
            retry_first_ms: 1000,
        }
    }
}

/// Why season data cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum JolpicaError {
    /// No answer.
    #[error("no answer from {url}: {source}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// Why.
        source: Box<ureq::Error>,
    },
    /// An answer of another kind than 200.
    #[error("{url} answers {status}{}", wait.map_or(String::new(), |wait| format!(", try again in {} s", wait.as_secs())))]
    Status {
        /// What was asked for.
        url: String,
        /// HTTP status.
        status: u16,
        /// The wait that the answer asks for.
        wait: Option<Duration>,
    },
    /// A page for people.
    #[error("{url} answers HTML, not JSON: is --base-url right, or does a proxy stand between?")]
    Html {
        /// What was asked for.
        url: String,
    },
    /// Something that is no JSON.
    #[error("{url} answers what is no JSON: {reason}")]
    NotJson {
        /// What was asked for.
        url: String,
        /// Where and why.
        reason: String,
    },
    /// JSON of another form than the API's.
    #[error("{url} answers JSON of an unknown form: {reason}")]
    WrongForm {
        /// What was asked for.
        url: String,
        /// What is missing.
        reason: String,
    },
    /// Stopped while waiting.
    #[error("stopped")]
    Stopped,
}

impl JolpicaError {
    /// Whether the same request may go well a moment later.
    fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::Status { status, .. } => *status == 429 || 500 <= *status,
            _ => false,
        }
    }

    /// Whether it is the answer that is wrong, and not the way to the API: others may be right.
    pub(super) fn is_of_one_answer(&self) -> bool {
        match self {
            Self::Html { .. } | Self::NotJson { .. } | Self::WrongForm { .. } => true,
            Self::Status { status, .. } => !self.is_passing() && *status != 401 && *status != 403,
            Self::Unreachable { .. } | Self::Stopped => false,
        }
    }

    fn asked_wait(&self) -> Option<Duration> {
        match self {
            Self::Status { wait, .. } => *wait,
            _ => None,
        }
    }
}

/// One page of an answer.
#[derive(Clone, Debug)]
pub struct Page {
    /// What was asked for.
    pub url: String,
    /// `MRData`.
    pub data: Value,
    /// Rows a page.
    pub limit: u32,
    /// Rows before this page.
    pub offset: u32,
    /// Rows of all pages.
    pub total: u32,
}

/// The API's client.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    options: ClientOptions,
    limits: [DefaultDirectRateLimiter; 2],
    stop: Stop,
}

impl Client {
    /// Sets it up; asks for nothing yet.
    ///
    /// # Errors
    /// When the base URL is none.
    pub fn new(options: &ClientOptions, stop: Stop) -> anyhow::Result<Self> {
        let url = url::Url::parse(&options.base_url)
            .map_err(|error| anyhow::anyhow!("--base-url {:?}: {error}", options.base_url))?;
        anyhow::ensure!(matches!(url.scheme(), "http" | "https"), "--base-url {url}: must be http or https");
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)))
            .user_agent(concat!("gridcast-warehouse/", env!("CARGO_PKG_VERSION")))
            .build();
        let limits =
            [Quota::per_second(options.requests_per_second), Quota::per_hour(options.requests_per_hour)];
        Ok(Self {
            agent: config.into(),
            options: options.clone(),
            limits: limits.map(RateLimiter::direct),
            stop,
        })
    }

    /// One page of what is at a path such as `2025/1/results`.
    ///
    /// # Errors
    /// When it cannot be had, after retries where they may help.
    pub fn page(&self, path: &str, offset: u32) -> Result<Page, JolpicaError> {
        let base = self.options.base_url.trim_end_matches('/');
        let url = format!("{base}/{path}.json?limit={}&offset={offset}", self.options.page_rows);
        let waits = ExponentialBuilder::default()
            .with_min_delay(Duration::from_millis(self.options.retry_first_ms))
            .with_max_delay(Duration::from_mins(2))
            .with_max_times(self.options.retries)
            .with_jitter();
        // What the answer asked for goes before what we would wait.
        let asked = Rc::new(Cell::new(None));
        let (stop, to_wait) = (self.stop.clone(), Rc::clone(&asked));
        (|| self.attempt(&url))
            .retry(waits)
            .sleep(move |wait| {
                stop.wait(to_wait.take().map_or(wait, |asked: Duration| asked.min(LONGEST_WAIT)));
            })
            .when(|error: &JolpicaError| error.is_passing() && !self.stop.is_raised())
            .notify(|error, wait| {
                asked.set(error.asked_wait());
                tracing::warn!("{error}; again in {:.1} s", error.asked_wait().unwrap_or(wait).as_secs_f64());
            })
            .call()
    }

    fn attempt(&self, url: &str) -> Result<Page, JolpicaError> {
        self.wait_for_turn()?;
        tracing::debug!(url, "asking");
        let unreachable =
            |source: ureq::Error| JolpicaError::Unreachable { url: url.to_owned(), source: Box::new(source) };
        let mut answer =
            self.agent.get(url).header("Accept", "application/json").call().map_err(unreachable)?;
        let status = answer.status().as_u16();
        if status != 200 {
            let wait =
                answer.headers().get("retry-after").and_then(|value| value.to_str().ok()).and_then(wait_of);
            return Err(JolpicaError::Status { url: url.to_owned(), status, wait });
        }
        let body = answer.body_mut().read_to_string().map_err(unreachable)?;
        page_of(url, &body)
    }

    /// Waits until both limits allow another request.
    fn wait_for_turn(&self) -> Result<(), JolpicaError> {
        for limit in &self.limits {
            while let Err(not_yet) = limit.check() {
                let wait = not_yet.wait_time_from(DefaultClock::default().now());
                if Duration::from_secs(5) < wait {
                    tracing::info!("the API's hourly limit is used up; going on in {} s", wait.as_secs());
                }
                if self.stop.wait(wait) {
                    return Err(JolpicaError::Stopped);
                }
            }
        }
        Ok(())
    }
}

/// The wait of a `Retry-After`: seconds, or a date.
fn wait_of(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = chrono::DateTime::parse_from_rfc2822(value.trim()).ok()?;
    (at.to_utc() - chrono::Utc::now()).to_std().ok()
}

fn page_of(url: &str, body: &str) -> Result<Page, JolpicaError> {
    if body.trim_start().starts_with('<') {
        return Err(JolpicaError::Html { url: url.to_owned() });
    }
    let mut answer: Value = serde_json::from_str(body)
        .map_err(|error| JolpicaError::NotJson { url: url.to_owned(), reason: error.to_string() })?;
    let data = answer["MRData"].take();
    let number = |name: &str| {
        let value = &data[name];
        let number = value.as_u64().or_else(|| value.as_str()?.parse().ok());
        number.and_then(|number| u32::try_from(number).ok()).ok_or_else(|| JolpicaError::WrongForm {
            url: url.to_owned(),
            reason: format!("MRData.{name} is {value}, not a number"),
        })
    };
    let (limit, offset, total) = (number("limit")?, number("offset")?, number("total")?);
    Ok(Page { url: url.to_owned(), limit, offset, total, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_seconds_or_a_date() {
        assert_eq!(wait_of(" 7 "), Some(Duration::from_secs(7)));
        let past = wait_of("Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(past, None);
        let soon = (chrono::Utc::now() + chrono::TimeDelta::seconds(90)).to_rfc2822();
        assert!(wait_of(&soon).is_some_and(|wait| (80..=90).contains(&wait.as_secs())));
        assert_eq!(wait_of("soon"), None);
    }

    #[test]
    fn what_is_no_page_says_what_it_is() {
        let error = |body: &str| page_of("http://api/x", body).unwrap_err().to_string();
        assert!(error("\n<!DOCTYPE html>").contains("answers HTML"));
        assert!(error("{").contains("no JSON: EOF"));
        assert!(error("{}").contains("MRData.limit is null"));
        let page = page_of("u", r#"{"MRData":{"limit":"30","offset":"0","total":20}}"#).unwrap();
        assert_eq!((page.limit, page.offset, page.total), (30, 0, 20));
    }

    #[test]
    fn a_base_url_that_is_none_is_named() {
        let options = ClientOptions { base_url: "nowhere".to_owned(), ..ClientOptions::default() };
        assert!(Client::new(&options, Stop::default()).unwrap_err().to_string().contains("nowhere"));
        let options = ClientOptions { base_url: "file:///x".to_owned(), ..ClientOptions::default() };
        assert!(Client::new(&options, Stop::default()).unwrap_err().to_string().contains("must be http"));
    }
}
