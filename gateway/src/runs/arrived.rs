//! A record as a source gives it.

use gridcast_shared::topics::Record;

/// A record, and when it was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrived {
    /// UTC ms of the publisher's clock.
    pub at_ms: i64,
    /// The record.
    pub record: Record,
}
