//! The wire: one binary format for the live stream, the replay files and the catch-up. docs/wire-format.md has
//! each byte.
//!
//! The stream is chunks of ten seconds of source time. A chunk begins with a key frame (index 0), which resets
//! all state; delta frames follow. A frame carries ticks of telemetry and the race state as of its date, in sections. Every
//! WebSocket message is one frame; in a chunk file each frame has its length (u16, little-endian) before it.

mod car;
mod decode;
mod encode;
mod error;
mod events;
mod frame;
pub mod fuzz;
mod messages;
mod minis;
mod notice;
mod number;
mod plane;
mod range_coder;
mod rows;
mod scalar;
mod sections;
mod session;
mod state;
mod status;
mod stream;
mod telemetry;
mod text;

pub use decode::Decoder;
pub use encode::{Encoded, Encoder};
pub use error::DecodeError;
pub use frame::{Frame, KIND_FRAME, MAX_TICKS, split_frames};
pub use notice::{KIND_NOTICE, Notice};
