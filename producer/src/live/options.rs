//! How the live timing is reached.

use std::time::Duration;

use std::path::PathBuf;

use super::token::TokenFrom;
use crate::archive::client::DEFAULT_BASE_URL;

/// Where the live timing is unless told otherwise.
pub const DEFAULT_HUB: &str = "wss://livetiming.formula1.com/signalrcore";

/// How the live timing is reached.
#[derive(Clone, Debug)]
pub struct ListenerOptions {
    /// The hub: `wss://` or `ws://`, for a server of your own.
    pub hub: String,
    /// A subscriber's token.
    pub token: TokenFrom,
    /// The archive, which the teams' radio lies in and whose list of a season numbers its rounds.
    pub archive_url: String,
    /// Where such lists are kept; without it nobody is asked for them.
    pub lists: Option<PathBuf>,
    /// A connection that says nothing for this long, not even a ping, is given up. The server pings each 15 s.
    pub silence: Duration,
    /// Without car data and positions for this long, while other topics come, they are said to be missing.
    pub missed_after: Duration,
    /// The first wait after an outage; each further one is twice as long.
    pub first_wait: Duration,
    /// The longest of them.
    pub longest_wait: Duration,
    /// The first wait after a refusal; each further one is twice as long.
    pub first_refused_wait: Duration,
    /// The longest of them.
    pub longest_refused_wait: Duration,
    /// A connection that has lasted for this long worked: after it waits are short again, and what goes wrong is named
    /// anew.
    pub works_after: Duration,
    /// A token that was refused is tried again after this long: the service may have been wrong.
    pub refused_token_again: Duration,
}

impl Default for ListenerOptions {
    fn default() -> Self {
        Self {
            hub: DEFAULT_HUB.to_owned(),
            token: TokenFrom::Nowhere,
            archive_url: DEFAULT_BASE_URL.to_owned(),
            lists: None,
            silence: Duration::from_secs(40),
            missed_after: Duration::from_secs(10),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            first_refused_wait: Duration::from_secs(15),
            longest_refused_wait: Duration::from_mins(10),
            works_after: Duration::from_mins(1),
            refused_token_again: Duration::from_hours(1),
        }
    }
}
