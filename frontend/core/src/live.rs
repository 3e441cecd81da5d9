//! The live race as the page sees it: bytes in, one session clock, cars and race state at that clock's time out.

use std::sync::Arc;

use gridcast_shared::race::RaceState;
use gridcast_shared::wire::{DecodeError, Notice};

/// How a car's place on the map was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// There is no position to show.
    #[default]
    Absent,
    /// Between measured positions.
    Measured,
    /// Run on by speed beyond the newest position.
    Estimated,
    /// Standing at the last known place because nothing newer is known.
    Stale,
}

/// A car at the moment shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DrawnCar {
    /// East-west, track units (0.1 m).
    pub x: f64,
    /// North-south, track units (0.1 m).
    pub y: f64,
    /// Direction of travel, radians from +x towards +y; the last known while standing.
    pub heading: f64,
    /// km/h at the moment shown.
    pub speed_kmh: f64,
    /// Percent.
    pub throttle_pct: u8,
    /// 0 to 8.
    pub gear: u8,
    /// Pressed.
    pub brake: bool,
    /// Open.
    pub drs_open: bool,
    /// How its place was made.
    pub quality: Quality,
}

/// What a message was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// A frame, taken.
    Frame,
    /// A frame seen before, skipped.
    Repeated,
    /// The gateway's word.
    Notice(Notice),
    /// Of a kind or version unknown here, skipped.
    Unknown,
    /// Frames are missing or broken: fetch this chunk (`/api/sessions/{id}/{chunk}.bin`) and give it to
    /// [`Live::on_chunk`], or reconnect.
    Hole {
        /// The chunk that is incomplete here.
        chunk: u32,
    },
}

/// The live race.
#[derive(Debug, Default)]
pub struct Live {}

impl Live {
    /// Nothing received yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one WebSocket message that arrived at `now_ms` (any steady clock of the page, ms).
    ///
    /// # Errors
    /// When a frame's body is broken; the stream goes on with the next key frame.
    pub fn on_message(&mut self, bytes: &[u8], now_ms: f64) -> Result<Received, DecodeError> {
        let _ = (bytes, now_ms);
        Ok(Received::Unknown)
    }

    /// Takes a chunk file fetched to fill a hole or as history.
    ///
    /// # Errors
    /// When a frame in it is broken.
    pub fn on_chunk(&mut self, file: &[u8], now_ms: f64) -> Result<(), DecodeError> {
        let _ = (file, now_ms);
        Ok(())
    }

    /// Moves the clock and the cars on to `now_ms`; once a drawn frame.
    pub fn advance(&mut self, now_ms: f64) {
        let _ = now_ms;
    }

    /// Source time shown, UTC ms; `None` before the first frame.
    pub fn source_time_ms(&self) -> Option<f64> {
        None
    }

    /// The race state at the time shown; `None` before the first frame. A new `Arc` whenever it changed.
    pub fn state(&self) -> Option<&Arc<RaceState>> {
        None
    }

    /// The cars at the time shown, in the order of the session's drivers.
    pub fn cars(&self) -> &[DrawnCar] {
        &[]
    }

    /// How far the picture is behind the newest sample's source time as it would be now, seconds of source time:
    /// the playback lag, more while catching up.
    pub fn behind_s(&self) -> f64 {
        0.0
    }

    /// Page seconds since the last frame with samples came; infinite before the first.
    pub fn silent_s(&self, now_ms: f64) -> f64 {
        let _ = now_ms;
        f64::INFINITY
    }

    /// Samples (records with at least one half) decoded so far, by car, each once.
    pub fn n_samples(&self) -> &[u64] {
        &[]
    }
}
