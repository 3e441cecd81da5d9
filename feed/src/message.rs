//! One message of the feed, and why something is none.

use serde_json::Value;

use crate::topic::FeedTopic;

/// When a message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// UTC milliseconds since 1970.
    Utc(i64),
    /// Milliseconds since the archive's zero, which no file states; [`crate::ZeroFinder`] finds it.
    Offset(i64),
}

/// Whether a message is a topic as a whole or what changed of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All that there is to know of the topic: replaces what was known.
    Snapshot,
    /// What changed.
    Update,
}

/// A message of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its topic.
    pub topic: FeedTopic,
    /// When it was sent.
    pub at: At,
    /// Whole or change.
    pub part: Part,
    /// What it says; base64 text for a topic that is deflated.
    pub payload: Value,
}

impl Message {
    /// The message dated in UTC, with `zero_ms` as the archive's zero.
    #[must_use]
    pub fn dated(self, zero_ms: i64) -> Self {
        match self.at {
            At::Utc(_) => self,
            At::Offset(offset) => Self { at: At::Utc(zero_ms.saturating_add(offset)), ..self },
        }
    }
}

/// Why a line is no message, or a message cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Longer than [`crate::forms::MAX_LINE_BYTES`].
    #[error("line of {0} bytes is too long")]
    TooLong(usize),
    /// The line has not the form that it should have.
    #[error("not a line of this form: {0:?}")]
    NotThisForm(String),
    /// The form is right and the payload is no JSON.
    #[error("payload is not JSON: {0}")]
    NotJson(serde_json::Error),
    /// It says no time, or one that cannot be read.
    #[error("no time that can be read: {0:?}")]
    BadTime(String),
    /// A topic that Gridcast does not read.
    #[error("topic {0:?} is not read")]
    UnknownTopic(String),
    /// A deflated topic that is no base64.
    #[error("not base64: {0}")]
    NotBase64(base64::DecodeError),
    /// A deflated topic that does not inflate.
    #[error("does not inflate: {0}")]
    NotDeflated(String),
    /// A deflated topic that inflates beyond all bounds.
    #[error("inflates to more than {0} bytes")]
    InflatesTooFar(usize),
    /// JSON of another shape than the topic has.
    #[error("not the shape of {0}")]
    WrongShape(FeedTopic),
    /// Dated from the archive's zero, and the zero is not known.
    #[error("the archive's zero is not known")]
    Undated,
    /// Deleted or set in a list so far beyond its end that it cannot be meant.
    #[error("too large for what the topic holds")]
    TooMany,
}

impl Refusal {
    /// A short stable word for counters.
    pub fn reason(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "too_long",
            Self::NotThisForm(_) => "not_this_form",
            Self::NotJson(_) => "not_json",
            Self::BadTime(_) => "bad_time",
            Self::UnknownTopic(_) => "unknown_topic",
            Self::NotBase64(_) => "not_base64",
            Self::NotDeflated(_) => "not_deflated",
            Self::InflatesTooFar(_) => "inflates_too_far",
            Self::WrongShape(_) => "wrong_shape",
            Self::Undated => "undated",
            Self::TooMany => "too_many",
        }
    }
}
