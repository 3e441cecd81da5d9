//! A frame: its bytes within a chunk file, its bounds, and what is read from it.

use crate::telemetry::Sample;

/// First byte of a chunk's frame: version 1 (high nibble), kind 0.
pub const KIND_FRAME: u8 = 0x10;

/// Most ticks in a frame.
pub const MAX_TICKS: usize = 63;

/// A decoded frame; what it says of the race state is in [`Decoder::state`](super::Decoder::state).
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
