//! Which of two frames is the later: the source time stands still while something changes all the same, as when the
//! last lap is told after the last sample.

use gridcast_shared::wire::Frame;

/// A frame's date, and its place in its chunk; later ones are greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    /// Source time, UTC ms.
    pub(super) date_ms: i64,
    /// -1 before all frames of its date.
    index: i16,
}

impl Stamp {
    /// Of a frame.
    pub(super) fn of(frame: &Frame) -> Self {
        Self { date_ms: frame.date_ms, index: frame.index.into() }
    }

    /// The same date, when its chunk was cut anew: places in it say nothing any more.
    pub(super) fn cut_anew(self) -> Self {
        Self { index: -1, ..self }
    }

    /// Whether frames of its date may tell once more what was told.
    pub(super) fn is_cut_anew(self) -> bool {
        self.index < 0
    }
}
