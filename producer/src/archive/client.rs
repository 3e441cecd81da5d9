//! The archive over HTTP: one request at a time and not too many, with patience for its bad moments.

use std::io::Read;
use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use ureq::{Agent, Body};
use url::Url;

use crate::{Retry, SourceError};

/// Where the archive is unless told otherwise.
pub const DEFAULT_BASE_URL: &str = gridcast_feed::ARCHIVE_URL;

/// Between the beginnings of two requests.
const APART: Duration = Duration::from_millis(250);

/// Longest single wait before a retry, whatever the server asks for.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Longest list: a season's has some 60 KB.
const MAX_LIST_BYTES: u64 = 8 * 1024 * 1024;

/// How the archive is reached.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// Where it is; a mirror or a server of your own with the same layout.
    pub base_url: String,
    /// Attempts after the first one that fails.
    pub retries: usize,
    /// Wait before the first retry; each further one is twice as long.
    pub first_wait: Duration,
}

impl Default for ClientOptions {
    fn default() -> Self {
        Self { base_url: DEFAULT_BASE_URL.to_owned(), retries: 6, first_wait: Duration::from_secs(1) }
    }
}

/// What goes on besides the answer: waits are told, and end when somebody stops.
pub trait Watch {
    /// Whether it is time to stop.
    fn is_stopped(&self) -> bool;
    /// A line for people.
    fn say(&self, line: &str);
    /// So many bytes of a file are there; `of` where it is known.
    fn at(&self, file: &str, bytes: u64, of: Option<u64>);
}

/// Asks the archive.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    base: Url,
    options: ClientOptions,
    last: std::cell::Cell<Option<Instant>>,
}

/// The rest of a file, from the byte that was asked for.
#[derive(Debug)]
pub struct Rest {
    /// The first byte that comes; 0 when the server begins anew.
    pub from: u64,
    /// Bytes of the whole file, where it is told.
    pub total: Option<u64>,
    /// What tells this version of the file from another: its `ETag`, or the time of its last change.
    pub version: Option<String>,
    /// What comes.
    pub body: Body,
}

impl Client {
    /// A client of the archive at a base URL.
    ///
    /// # Errors
    /// When the URL is none.
    pub fn new(options: ClientOptions) -> Result<Self, SourceError> {
        let wrong = |reason: &str| SourceError::Option(format!("--archive {}: {reason}", options.base_url));
        let with_slash = format!("{}/", options.base_url.trim_end_matches('/'));
        let base = Url::parse(&with_slash).map_err(|error| wrong(&error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(wrong("must be http or https"));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(20)))
            .timeout_recv_response(Some(Duration::from_secs(30)))
            .timeout_recv_body(Some(Duration::from_mins(10)))
            .user_agent(concat!("gridcast/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(Self { agent: config.into(), base, options, last: std::cell::Cell::new(None) })
    }

    /// The whole of a small file below the base; none when there is no such file.
    ///
    /// # Errors
    /// When it cannot be had, after retries where they help.
    pub fn list(&self, path: &str, watch: &dyn Watch) -> Result<Option<Vec<u8>>, SourceError> {
        self.patiently(watch, || self.list_once(path))
    }

    /// The same, in one attempt.
    ///
    /// # Errors
    /// When it cannot be had.
    pub fn list_once(&self, path: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let Some(mut rest) = if_there(self.ask(path, None))? else { return Ok(None) };
        let mut bytes = Vec::new();
        let url = self.url(path)?.to_string();
        rest.body
            .as_reader()
            .take(MAX_LIST_BYTES)
            .read_to_end(&mut bytes)
            .map_err(|error| SourceError::Unreachable { url: url.clone(), reason: error.to_string() })?;
        if bytes.trim_ascii_start().starts_with(b"<") {
            let reason = "HTML, where JSON should be: is the address right, or does a proxy stand between?";
            return Err(SourceError::Unexpected { url, reason: reason.to_owned() });
        }
        Ok(Some(bytes))
    }

    /// Does something that asks, again where that helps.
    ///
    /// # Errors
    /// The last of its errors.
    pub fn patiently<T>(
        &self,
        watch: &dyn Watch,
        mut attempt: impl FnMut() -> Result<T, SourceError>,
    ) -> Result<T, SourceError> {
        let mut waits = ExponentialBuilder::default()
            .with_min_delay(self.options.first_wait)
            .with_max_delay(LONGEST_WAIT)
            .with_max_times(self.options.retries)
            .with_jitter()
            .build();
        loop {
            if watch.is_stopped() {
                return Err(SourceError::Stopped);
            }
            let error = match attempt() {
                Ok(done) => return Ok(done),
                Err(error) => error,
            };
            let wait = match error.retry() {
                Retry::Useless => None,
                Retry::Soon | Retry::Later => waits.next(),
            };
            let Some(wait) = wait else { return Err(error) };
            let wait = error.asked_wait().map_or(wait, |asked| asked.min(LONGEST_WAIT));
            watch.say(&format!("{error}; again in {:.1} s", wait.as_secs_f64()));
            pause(wait, watch);
        }
    }

    /// A file below the base from a byte on, if it still is the version that is named. One attempt.
    ///
    /// # Errors
    /// When the server does not answer, or refuses: [`if_there`] tells what that may mean.
    pub fn ask(&self, path: &str, from: Option<(u64, &str)>) -> Result<Rest, SourceError> {
        let url = self.url(path)?;
        if let Some(last) = self.last.replace(Some(Instant::now())) {
            std::thread::sleep(APART.saturating_sub(last.elapsed()));
            self.last.set(Some(Instant::now()));
        }
        // Packed, a part could not be asked for, nor a length be checked.
        let mut request = self.agent.get(url.as_str()).header("Accept-Encoding", "identity");
        if let Some((byte, version)) = from {
            request = request.header("Range", format!("bytes={byte}-")).header("If-Range", version);
        }
        let answer = request
            .call()
            .map_err(|error| SourceError::Unreachable { url: url.to_string(), reason: error.to_string() })?;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        let status = answer.status().as_u16();
        if !matches!(status, 200 | 206) {
            let wait =
                header("retry-after").and_then(|value| value.trim().parse().ok()).map(Duration::from_secs);
            return Err(SourceError::Refused { url: url.to_string(), status, wait });
        }
        let length = header("content-length").and_then(|value| value.parse::<u64>().ok());
        let range = header("content-range").and_then(range_of);
        let (from, total) = match (status, range) {
            (206, Some((from, total))) => (from, Some(total)),
            _ => (0, length),
        };
        let version = header("etag").or_else(|| header("last-modified")).map(str::to_owned);
        Ok(Rest { from, total, version, body: answer.into_body() })
    }

    /// The address of a file below the base.
    ///
    /// # Errors
    /// When a path makes no address.
    pub fn url(&self, path: &str) -> Result<Url, SourceError> {
        self.base.join(path).map_err(|error| SourceError::Unexpected {
            url: self.base.to_string(),
            reason: format!("the path {path:?} makes no address: {error}"),
        })
    }
}

/// What was asked for; none when there is no such file. The archive's store answers 403 for what it does not have, which
/// is what somebody who blocks us answers, too.
///
/// # Errors
/// Any other than that.
pub fn if_there<T>(asked: Result<T, SourceError>) -> Result<Option<T>, SourceError> {
    match asked {
        Err(SourceError::Refused { status: 403 | 404, .. }) => Ok(None),
        asked => asked.map(Some),
    }
}

/// Sleeps, unless somebody stops.
fn pause(wait: Duration, watch: &dyn Watch) {
    let until = Instant::now() + wait;
    while !watch.is_stopped() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        std::thread::sleep(left.min(Duration::from_millis(100)));
    }
}

/// The first byte and the whole length of `bytes 200-999/1000`.
fn range_of(text: &str) -> Option<(u64, u64)> {
    let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
    let (from, _) = range.split_once('-')?;
    Some((from.parse().ok()?, total.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        assert_eq!(range_of("bytes 200-999/1000"), Some((200, 1000)));
        for bad in ["bytes */1000", "200-999/1000", "bytes 1-2", ""] {
            assert_eq!(range_of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_base_url_that_is_none_is_named_and_paths_are_below_it() {
        let client = |base_url: &str| {
            Client::new(ClientOptions { base_url: base_url.to_owned(), ..ClientOptions::default() })
        };
        assert!(client("nowhere").unwrap_err().to_string().contains("--archive nowhere"));
        assert!(client("file:///x").unwrap_err().to_string().contains("must be http"));
        let url = client("http://host/static").unwrap().url("2025/São_Paulo/Index.json").unwrap();
        assert_eq!(url.as_str(), "http://host/static/2025/S%C3%A3o_Paulo/Index.json");
    }
}
