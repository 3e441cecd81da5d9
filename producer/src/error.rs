//! Why a source cannot go on, what it lacks, and whether trying again helps.

use std::path::PathBuf;
use std::time::Duration;

use gridcast_shared::topics::RecordError;

/// Why a source cannot go on, or what is wrong with one of its lines or topics.
///
/// [`SourceError::is_fatal`] parts the two: after a malformed line, or a topic that is missing, the source goes on.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A file cannot be opened.
    #[error("cannot open {}: {source}", file.display())]
    Open {
        /// Which.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be read on, for example because its compression is broken off.
    #[error("cannot read {} after line {line}: {source}", file.display())]
    Read {
        /// Which.
        file: PathBuf,
        /// The last whole line, from 1; 0 when there was none.
        line: u64,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be written.
    #[error("cannot write {}: {source}", file.display())]
    Write {
        /// Which.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is no record.
    #[error("{} line {line}, {field}: {source}", file.display())]
    Malformed {
        /// Which file.
        file: PathBuf,
        /// Which line, from 1.
        line: u64,
        /// The column, or the field where it is known: "column 17", "field Date".
        field: String,
        /// What is wrong.
        source: RecordError,
    },
    /// A line of a recording of the feed is no message.
    #[error("{} line {line}: {refusal}", file.display())]
    NotUnderstood {
        /// Which file.
        file: PathBuf,
        /// Which line, from 1.
        line: u64,
        /// What is wrong.
        refusal: gridcast_feed::Refusal,
    },
    /// There is no recording at a path, or not the lap that was asked for.
    #[error("{}: {reason}", file.display())]
    NotFound {
        /// Where it was looked for.
        file: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The archive keeps no such session.
    #[error("{wanted}: {reason}")]
    NotKept {
        /// What was asked for, "2025/1/R".
        wanted: String,
        /// What is missing.
        reason: String,
    },
    /// A server gives no answer, or breaks off in the middle of one.
    #[error("no answer from {url}: {reason}")]
    Unreachable {
        /// What was asked for.
        url: String,
        /// Why.
        reason: String,
    },
    /// A server answers with another status than it should.
    #[error("{url} answers {status}{}", wait.map_or(String::new(), |wait| format!(", try again in {} s", wait.as_secs())))]
    Refused {
        /// What was asked for.
        url: String,
        /// HTTP status.
        status: u16,
        /// The wait that the answer asks for.
        wait: Option<Duration>,
    },
    /// A server answers with something else than what was asked for, such as a page for people.
    #[error("{url} answers what it should not: {reason}")]
    Unexpected {
        /// What was asked for.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An option has a value that cannot be used.
    #[error("{0}")]
    Option(String),
    /// A part of the data is missing; the rest goes on without it.
    #[error("{what}: {reason}")]
    Lacking {
        /// What is missing, in words: "car data and positions".
        what: String,
        /// Why, and what would help.
        reason: String,
    },
    /// The process was asked to stop.
    #[error("stopped")]
    Stopped,
}

/// Whether trying again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Soon.
    Soon,
    /// Only after a while: somebody refuses because he is asked too often, or does not know us.
    Later,
    /// No: something must be changed first.
    Useless,
}

impl SourceError {
    /// Whether the source ends with this error. A malformed line or a missing part does not end it.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::Malformed { .. } | Self::NotUnderstood { .. } | Self::Lacking { .. } => false,
            Self::Open { .. }
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::NotFound { .. }
            | Self::NotKept { .. }
            | Self::Unreachable { .. }
            | Self::Refused { .. }
            | Self::Unexpected { .. }
            | Self::Option(_)
            | Self::Stopped => true,
        }
    }

    /// Whether trying again helps.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Unreachable { .. } | Self::Refused { status: 408 | 500..=599, .. } => Retry::Soon,
            // Behind a page for people is a proxy, or a service in maintenance.
            Self::Refused { status: 401 | 403 | 429, .. } | Self::Unexpected { .. } => Retry::Later,
            Self::Refused { .. }
            | Self::Open { .. }
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::Malformed { .. }
            | Self::NotUnderstood { .. }
            | Self::NotFound { .. }
            | Self::NotKept { .. }
            | Self::Option(_)
            | Self::Lacking { .. }
            | Self::Stopped => Retry::Useless,
        }
    }

    /// The wait that a server has asked for.
    pub fn asked_wait(&self) -> Option<Duration> {
        match self {
            Self::Refused { wait, .. } => *wait,
            _ => None,
        }
    }
}
