//! How a command ended.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All was done: every record was acknowledged, every session fetched.
    Done,
    /// A line was not understood, a record was not acknowledged, or a session not fetched; said already.
    Incomplete,
    /// Somebody stopped it.
    Interrupted,
}
