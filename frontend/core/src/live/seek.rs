//! A moment on its way, and what has to be fetched for it.

use super::reel::Reel;
use super::show::Show;

/// A moment that is to be shown.
#[derive(Debug)]
pub(super) struct Seek {
    /// Which, UTC ms.
    pub(super) at_ms: f64,
    /// Since when it is waited for, page ms.
    pub(super) since_ms: Option<f64>,
    /// What feeds it.
    pub(super) reel: Reel,
    /// What will be seen.
    pub(super) show: Show,
}

/// A chunk to be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of which run; give it back to [`super::Live::on_file`].
    pub run: u32,
    /// Its number.
    pub chunk: u32,
    /// Whether it will not grow any more.
    pub closed: bool,
}
