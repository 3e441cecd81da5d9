//! What the hub says, and when it came.

use std::time::{SystemTime, UNIX_EPOCH};

use gridcast_shared::session::TokenFault;

use super::protocol::Said;
use crate::SourceError;

/// What was heard.
#[derive(Debug)]
pub enum Heard {
    /// A message, as it came.
    Message(Received),
    /// What is missing at present, and why.
    Lacking(SourceError),
    /// Whether car data and positions come, where that has changed.
    Cars(Cars),
}

/// Whether car data and positions come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cars {
    /// They do.
    Come,
    /// They do not, perhaps for want of a token.
    Missing(Option<TokenFault>),
}

/// A message as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// When, UTC ms.
    pub arrived_ms: i64,
    /// What kind of message it is.
    pub said: Said,
    /// Its JSON.
    pub text: String,
}

/// UTC milliseconds.
pub(super) fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
