//! The moment of a message, and what it means for laps.

/// What laps need to know of the session and the moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// Date of the message, UTC ms.
    pub(crate) at_ms: i64,
    /// Date at which session times are 0, UTC ms.
    pub(crate) zero_ms: i64,
    /// Whether it is a race or a sprint.
    pub(crate) is_race: bool,
}
