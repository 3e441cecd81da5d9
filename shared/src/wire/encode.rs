//! Encoding.

use crate::race::RaceState;
use crate::telemetry::Sample;

/// Encodes one session's stream. One encoder a session, never one a spectator.
#[derive(Debug, Default)]
pub struct Encoder {}

impl Encoder {
    /// An encoder that has sent nothing: its first frame is a key frame.
    pub fn new() -> Self {
        Self::default()
    }

    /// Encodes what happened up to `date_ms` and appends the frames, one buffer each: usually one, more when the
    /// samples span chunks or are too many for a frame (`MAX_TICKS`). A frame belongs to the chunk of its date; a
    /// chunk's first frame is a key frame. Samples need not be sorted; stragglers of a closed chunk go into the
    /// open one. With neither samples nor a changed state nothing is appended, except that a new chunk begins.
    pub fn encode(&mut self, date_ms: i64, samples: &mut Vec<Sample>, state: &RaceState, frames: &mut Vec<Encoded>) {
        let _ = (date_ms, samples, state, frames);
    }
}

/// A frame as bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Number of its chunk.
    pub chunk: u32,
    /// Its place in the chunk.
    pub index: u8,
    /// The message.
    pub bytes: Vec<u8>,
}
