//! The live race as the page sees it: bytes in, one session clock, cars and race state at that clock's time out.
//!
//! This file decodes, and knows what is missing; `show` is what happens below the decoder, `car` one car of it;
//! `ledger` counts every sample once however often it is sent.

mod car;
mod ledger;
mod show;

pub use car::DrawnCar;

use std::sync::Arc;

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::wire::{DecodeError, Decoder, Frame, KIND_FRAME, KIND_NOTICE, Notice, split_frames};

use crate::plausibility::Positions;
use ledger::{Ledger, Pass};
use show::Show;

/// Most frames held back behind a hole; a chunk has 50. Beyond that the next key frame is waited for.
const MAX_HELD: usize = 256;

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
    /// [`Live::on_chunk`], or reconnect. Said for every frame that is held back, so fetch only once. The next key
    /// frame lets the race go on by itself; the chunk then only completes the counts.
    Hole {
        /// The chunk that is incomplete here.
        chunk: u32,
    },
}

/// The live race.
///
/// When the session changes, everything resets at once. When its time falls back to an earlier chunk, the source
/// has begun anew: clock, cars and race state do too, and the counts go on, each sample still once.
#[derive(Debug, Default)]
pub struct Live {
    decoder: Decoder,
    /// Buffer for the frame being decoded.
    frame: Frame,
    /// Chunk of the newest live frame.
    chunk: Option<u32>,
    pass: Pass,
    /// Frames that came after a hole, undecoded, in order.
    held: Vec<Vec<u8>>,
    ledger: Ledger,
    show: Show,
}

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
        match bytes.first() {
            Some(&KIND_NOTICE) => Ok(Notice::decode(bytes).map_or(Received::Unknown, Received::Notice)),
            Some(&KIND_FRAME) => self.on_frame(bytes, now_ms),
            _ => Ok(Received::Unknown),
        }
    }

    /// Takes a chunk file fetched to fill a hole or as history: what was taken before is not taken again. A file
    /// of another session is skipped.
    ///
    /// # Errors
    /// When a frame in it is broken; what could be decoded has been taken.
    pub fn on_chunk(&mut self, file: &[u8], now_ms: f64) -> Result<(), DecodeError> {
        let mut decoder = Decoder::new();
        let mut frame = Frame::default();
        let mut pass = Pass::default();
        let mut result = Ok(());
        for bytes in split_frames(file) {
            if let Err(error) = decoder.decode(bytes, &mut frame) {
                result = result.and(Err(error));
                continue;
            }
            let Some(state) = decoder.state() else { continue };
            let complete_here = self.chunk == Some(frame.chunk) && self.held.is_empty();
            if complete_here || self.session().is_some_and(|session| session.id != state.session.id) {
                continue;
            }
            if frame.index == 0 {
                pass = Pass::of(frame.chunk);
            }
            take(&mut self.ledger, &mut self.show, &mut pass, &frame, state, now_ms);
        }
        // A file that reaches beyond the hole takes the live decoder's place.
        if !self.held.is_empty() && self.chunk == Some(frame.chunk) && decoder.state().is_some() {
            (self.decoder, self.pass) = (decoder, pass);
            for bytes in std::mem::take(&mut self.held) {
                result = result.and(self.on_frame(&bytes, now_ms).map(drop));
            }
        }
        result
    }

    /// Moves the clock and the cars on to `now_ms`; once a drawn frame.
    pub fn advance(&mut self, now_ms: f64) {
        self.show.advance(now_ms);
    }

    /// Source time shown, UTC ms; `None` before the first frame.
    pub fn source_time_ms(&self) -> Option<f64> {
        self.show.clock.source_ms()
    }

    /// The race state at the time shown; `None` before the first frame. A new `Arc` whenever it changed.
    pub fn state(&self) -> Option<&Arc<RaceState>> {
        self.show.state()
    }

    /// The cars at the time shown, in the order of the session's drivers.
    pub fn cars(&self) -> &[DrawnCar] {
        self.show.cars()
    }

    /// How far the picture is behind the newest sample's source time as it would be now, seconds of source time:
    /// the playback lag, more while catching up.
    pub fn behind_s(&self) -> f64 {
        self.show.clock.behind_ms() / 1000.0
    }

    /// The session's pace, source time over page time: 1 live, 20 for a replay at 20x.
    pub fn rate(&self) -> f64 {
        self.show.clock.rate()
    }

    /// The session's pace in percent of real time: as the session says, unless what comes plainly says otherwise.
    pub fn rate_pct(&self) -> u16 {
        (self.show.clock.shown_rate() * 100.0).round().clamp(1.0, f64::from(u16::MAX)) as u16
    }

    /// What is to be said of the positions: whether they come, and can be believed.
    pub fn positions(&self) -> Positions {
        self.show.positions()
    }

    /// Where each car has driven in its last lap or so, up to the moment shown, track units, oldest first.
    pub fn trails(&self) -> impl Iterator<Item = impl Iterator<Item = [f64; 2]>> {
        self.show.trails()
    }

    /// Where a car was so long before the moment shown, track units; within its last lap or so.
    pub fn where_was(&self, car: CarIndex, ago_s: f64) -> Option<[f64; 2]> {
        self.show.where_was(car.index(), ago_s)
    }

    /// Page seconds since anything new came; infinite before the first.
    pub fn silent_s(&self, now_ms: f64) -> f64 {
        self.show.last_news_ms.map_or(f64::INFINITY, |last| (now_ms - last) / 1000.0)
    }

    /// Samples (records with at least one half) decoded so far, by car, each once.
    pub fn n_samples(&self) -> &[u64] {
        self.ledger.n_samples()
    }

    fn session(&self) -> Option<&Arc<Session>> {
        self.show.session.as_ref()
    }

    fn on_frame(&mut self, bytes: &[u8], now_ms: f64) -> Result<Received, DecodeError> {
        match self.decoder.decode(bytes, &mut self.frame) {
            Ok(()) => {}
            Err(DecodeError::Kind(_)) => return Ok(Received::Unknown),
            Err(DecodeError::Repeated { .. }) => return Ok(Received::Repeated),
            Err(DecodeError::Gap { .. } | DecodeError::NoKeyFrame { .. }) => return Ok(self.hold(bytes)),
            Err(error) => {
                if let [_, 0, a, b, c, d, ..] = *bytes {
                    self.held.clear();
                    self.chunk = Some(u32::from_le_bytes([a, b, c, d]));
                }
                return Err(error);
            }
        }
        let Some(state) = self.decoder.state() else { return Ok(Received::Unknown) };
        let other_session = self.show.session.as_ref().is_some_and(|session| session.id != state.session.id);
        if other_session {
            self.ledger = Ledger::default();
        }
        if other_session || self.chunk.is_some_and(|chunk| self.frame.chunk < chunk) {
            self.show = Show::default();
        }
        if self.frame.index == 0 {
            self.held.clear();
            self.pass = Pass::of(self.frame.chunk);
        }
        self.chunk = Some(self.frame.chunk);
        let new = take(&mut self.ledger, &mut self.show, &mut self.pass, &self.frame, state, now_ms);
        Ok(if new { Received::Frame } else { Received::Repeated })
    }

    /// Keeps a frame that cannot be decoded before the hole ahead of it is filled.
    fn hold(&mut self, bytes: &[u8]) -> Received {
        let Some(chunk) = self.chunk else { return Received::Unknown };
        if self.held.len() < MAX_HELD {
            self.held.push(bytes.to_vec());
        }
        Received::Hole { chunk }
    }
}

/// Takes a decoded frame; false when all of it was known.
fn take(
    ledger: &mut Ledger,
    show: &mut Show,
    pass: &mut Pass,
    frame: &Frame,
    state: &Arc<RaceState>,
    now_ms: f64,
) -> bool {
    ledger.grow(state.session.drivers.len());
    let n_new = frame.samples.iter().filter(|sample| ledger.take(pass, sample)).count();
    show.take(frame, 0 < n_new, state, now_ms)
}

#[cfg(test)]
mod tests;
