//! Sources of sessions behind one interface, [`Source`]: the live feed (`live`), a recording of it or of our own
//! records ([`replay`]), what the official archive keeps (`archive`), a simulator ([`simulate`]).
//!
//! A source gives [`Timed`] records in the order in which the feed told them, or would have. It knows no Kafka: the
//! gateway and the warehouse embed it as it is, and the binary (feature `kafka`) publishes it, paced by [`pacer`].
#![forbid(unsafe_code)]

#[cfg(feature = "archive")]
pub mod archive;
mod error;
#[cfg(feature = "live")]
pub mod live;
pub mod pacer;
pub mod replay;
pub mod simulate;
mod source;
#[cfg(feature = "stand-in")]
pub mod stand_in;

pub use error::{Retry, SourceError};
use gridcast_shared::topics::Record;
pub use source::{Begins, Source};

/// A record, and when it goes out.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    /// Source time (UTC ms) at which the record becomes known. Never falls within one run of a source; a sample's
    /// own `Date` may be earlier, since a feed delivers in batches.
    pub at_ms: i64,
    /// The record.
    pub record: Record,
}
