//! What the sink's reader tells its writer, and when.

use std::time::Duration;

use crate::batch::Chunk;

/// Oldest that a record of an open batch may get.
pub(super) const BATCH_AGE: Duration = Duration::from_secs(1);
/// When the sink ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// At the ends of the partitions as they are at the start.
    End,
    /// Never.
    Stopped,
}

/// What the reader tells the writer.
pub(super) enum Word {
    /// Records of the open batch.
    Records(Chunk),
    /// The open batch is sound.
    Commit,
    /// The open batch is not: these topics have gone, and how far they had been read means nothing any more.
    Drop(Vec<String>),
}
