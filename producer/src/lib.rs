//! Sources of races: a recording ([`replay`]) and a simulator ([`simulate`]), paced by [`pacer`].
//!
//! A source is an iterator of [`Timed`] records in the order in which a live feed would have told them. It knows
//! no clock, no thread and no Kafka: the gateway embeds it as it is, and the binary (feature `kafka`) publishes it.
#![forbid(unsafe_code)]

pub mod pacer;
pub mod replay;
pub mod simulate;

use std::path::PathBuf;

use gridcast_shared::topics::Record;

/// A record, and when it goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    /// Source time (UTC ms) at which the record becomes known. Never falls within one run of a source; a sample's
    /// own `Date` may be earlier, since a feed delivers in batches.
    pub at_ms: i64,
    /// The record.
    pub record: Record,
}

/// Why a source cannot go on, or what is wrong with one of its lines.
///
/// [`SourceError::is_fatal`] parts the two: after a malformed line the source goes on with the next.
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
        source: gridcast_shared::topics::RecordError,
    },
    /// There is no recording at a path, or not the lap that was asked for.
    #[error("{}: {reason}", file.display())]
    NotFound {
        /// Where it was looked for.
        file: PathBuf,
        /// What is missing.
        reason: String,
    },
}

impl SourceError {
    /// Whether the source ends with this error. A malformed line does not end it.
    pub fn is_fatal(&self) -> bool {
        !matches!(self, Self::Malformed { .. })
    }
}
