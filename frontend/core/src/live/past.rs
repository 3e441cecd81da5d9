//! What is known of the minutes before the moment shown, and who looks at them.

use super::reel::Reel;
use super::show::Show;
use crate::timeline::Timeline;

/// How far the look back is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookBack {
    /// There is none.
    None,
    /// It goes on, or waits for chunks.
    Looking,
    /// It has come to the moment shown with this call.
    Done,
}

/// What is known of the time before the moment shown.
#[derive(Debug)]
pub(super) enum Past {
    /// It is to be looked at once the moment has been stayed at since then, page ms.
    Due { since_ms: Option<f64> },
    /// It is being looked at.
    Looking(Box<Eyes>),
    /// It was looked at.
    Seen,
}

/// Who looks.
#[derive(Debug)]
pub(super) struct Eyes {
    pub(super) reel: Reel,
    pub(super) show: Show,
    /// What is written down of it is known anyway.
    pub(super) timeline: Timeline,
    /// What is looked at next, UTC ms.
    pub(super) at_ms: f64,
}

impl Default for Past {
    fn default() -> Self {
        Self::Due { since_ms: None }
    }
}
