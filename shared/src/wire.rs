//! The wire: one binary format for the live stream, the replay files and the catch-up. docs/wire-format.md has
//! each byte.
//!
//! The stream is chunks of ten seconds of source time. A chunk begins with a key frame (index 0), which resets
//! all state; delta frames follow. A frame carries ticks of telemetry and the race state as of its date. Every
//! WebSocket message is one frame; in a chunk file each frame has its length (u16, little-endian) before it.

mod decode;
mod encode;
mod error;
mod events;
pub mod fuzz;
mod number;
mod range_coder;
mod rows;
mod session;
mod state;
mod stream;
mod telemetry;
mod text;

pub use decode::Decoder;
pub use encode::{Encoded, Encoder};
pub use error::DecodeError;

use crate::telemetry::Sample;

/// First byte of a chunk's frame: version 1 (high nibble), kind 0.
pub const KIND_FRAME: u8 = 0x10;

/// First byte of a notice: version 1, kind 1. A notice is [`KIND_NOTICE`] and one byte of [`Notice`].
pub const KIND_NOTICE: u8 = 0x11;

/// Most ticks in a frame.
pub const MAX_TICKS: usize = 63;

/// A decoded frame; what it says of the race state is in [`Decoder::state`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Number of its chunk: source time div 10 s.
    pub chunk: u32,
    /// Its place in the chunk; 0 is the key frame.
    pub index: u8,
    /// Source time of the race state after this frame.
    pub date_ms: i64,
    /// The samples, grouped by date in the order in which they were encoded; dates may fall back a little.
    pub samples: Vec<Sample>,
    /// Whether the race state changed with this frame.
    pub state_changed: bool,
}

/// What the gateway says outside the race's own time; also its sign of life while there is no frame to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The source is there; there is just nothing new.
    Alive = 0,
    /// There is no race yet.
    NoRace = 1,
    /// The source (Kafka) cannot be reached; what was shown stays.
    SourceAway = 2,
    /// The recording has been played to its end.
    Ended = 3,
    /// The gateway is stopping; reconnect.
    Stopping = 4,
}

impl Notice {
    /// The message's bytes.
    pub fn encode(self) -> [u8; 2] {
        [KIND_NOTICE, self as u8]
    }

    /// Reads a notice; `None` when the bytes are none, or one of a later version, which is to be skipped.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [KIND_NOTICE, 0] => Some(Self::Alive),
            [KIND_NOTICE, 1] => Some(Self::NoRace),
            [KIND_NOTICE, 2] => Some(Self::SourceAway),
            [KIND_NOTICE, 3] => Some(Self::Ended),
            [KIND_NOTICE, 4] => Some(Self::Stopping),
            _ => None,
        }
    }
}

/// Splits a chunk file (or several, joined) into its frames.
///
/// The iterator ends at the first incomplete frame; `rest` of the last item would be shorter than its length.
pub fn split_frames(mut file: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = file.split_first_chunk::<2>()?;
        let (frame, rest) = rest.split_at_checked(u16::from_le_bytes(*length).into())?;
        file = rest;
        Some(frame)
    })
}
