//! Decoding.

use std::sync::Arc;

use super::{DecodeError, Frame};
use crate::race::RaceState;

/// Decodes one stream. Total: any bytes give a frame or an error.
#[derive(Debug, Default)]
pub struct Decoder {
    state: Option<Arc<RaceState>>,
}

impl Decoder {
    /// A decoder that waits for a key frame.
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes one frame into `frame`, whose buffers are reused.
    ///
    /// # Errors
    /// See [`DecodeError`]; whatever the error, the next key frame is decoded.
    pub fn decode(&mut self, bytes: &[u8], frame: &mut Frame) -> Result<(), DecodeError> {
        let _ = (bytes, frame);
        Err(DecodeError::TooShort(0))
    }

    /// The race state after the newest frame; `None` before the first key frame. A new `Arc` whenever it changed.
    pub fn state(&self) -> Option<&Arc<RaceState>> {
        self.state.as_ref()
    }
}
