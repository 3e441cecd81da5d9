//! A session as the page sees it: bytes in, one session clock, cars and race state at that clock's time out.
//!
//! This file takes what arrives, `cut` what arrives otherwise; `missed` knows what is missing of it; `hand` is what the
//! viewer does with time. `show` is what is seen, `car` one car of it; it is fed with frames as they come, or, wherever
//! the moment shown is not the live edge, by a `reel` from the `store` of all frames, never further than a moment needs.
//! `ledger` counts every sample once however often it is sent; `look_back` looks at the minutes before the moment shown.

mod car;
mod cut;
mod hand;
mod ledger;
mod look_back;
mod missed;
mod past;
mod reel;
mod seek;
mod show;
mod stamp;
mod store;

pub use car::DrawnCar;
pub use past::LookBack;
pub use seek::Wanted;

use std::sync::Arc;

use gridcast_shared::ids::{CarIndex, SessionId};
use gridcast_shared::race::RaceState;
use gridcast_shared::session::Session;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::units::chunk_of;
use gridcast_shared::wire::{DecodeError, Decoder, Frame, KIND_FRAME, KIND_NOTICE, Notice, split_frames};

use crate::by_key::ByKey;
use crate::clock::{Delay, Hand, SessionClock, Stream};
use crate::plausibility::Positions;
use crate::timeline::Timeline;
use ledger::{Ledger, Pass};
use missed::Missed;
use past::Past;
use reel::Reel;
use seek::Seek;
use show::Show;
use stamp::Stamp;
use store::Store;

/// A hidden page draws nothing: messages move the clock instead, this often, ms.
const IDLE_MS: f64 = 1_000.0;

/// Most frames held back behind a hole; a chunk of a live session has about ten. Beyond that the next key frame is
/// waited for.
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

/// The session.
///
/// When another one arrives, all that follows the live edge resets at once. When its time falls back to an earlier
/// chunk, the source has begun anew: that is another run, shown from its beginning, and the counts go on.
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
    missed: Missed,
    /// The session that arrives.
    arriving: Option<Arc<Session>>,
    /// The newest frame that arrived.
    arrived: Option<Stamp>,
    /// Page time of the last frame with anything new.
    last_news_ms: Option<f64>,
    /// Number of the run that arrives: what has been seen of another session, or of an earlier start, stays apart.
    run: u32,
    /// The sessions of the runs.
    sessions: ByKey<u32, SessionId>,
    /// The newest run of which the gateway has said which chunks there are.
    listed_run: Option<u32>,
    store: Store,
    clock: SessionClock,
    hand: Hand,
    delay: Delay,
    /// What feeds what is shown; `None` while frames are shown as they come.
    reel: Option<Reel>,
    /// A moment that is to be shown as soon as it is here.
    seek: Option<Seek>,
    /// Moments that were sought and are or were shown.
    n_sought: u32,
    show: Show,
    /// What is known of the time before the moment shown.
    past: Past,
    timeline: Timeline,
    /// Page time of the last step.
    advanced_ms: Option<f64>,
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
            Some(&KIND_NOTICE) => {
                let notice = Notice::decode(bytes);
                if notice == Some(Notice::Skipped) {
                    self.on_cut();
                }
                Ok(notice.map_or(Received::Unknown, Received::Notice))
            }
            Some(&KIND_FRAME) => {
                self.on_stream(bytes);
                self.on_frame(bytes, now_ms)
            }
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
            if complete_here || self.arriving.as_ref().is_some_and(|session| session.id != state.session.id) {
                continue;
            }
            if frame.index == 0 {
                pass = Pass::of(frame.chunk);
            }
            let state = Arc::clone(state);
            self.keep(frame.chunk, frame.index, bytes);
            self.arrive(&frame, &mut pass, &state, now_ms);
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

    /// Source time shown, UTC ms; `None` before the first frame.
    pub fn source_time_ms(&self) -> Option<f64> {
        self.clock.source_ms()
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
        self.clock.behind_ms() / 1000.0
    }

    /// The session's pace, source time over page time: 1 live, 20 for a replay at 20x.
    pub fn rate(&self) -> f64 {
        self.clock.rate()
    }

    /// The session's pace in percent of real time: as the session says, unless what comes plainly says otherwise.
    pub fn rate_pct(&self) -> u16 {
        (self.clock.shown_rate() * 100.0).round().clamp(1.0, f64::from(u16::MAX)) as u16
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
        self.last_news_ms.map_or(f64::INFINITY, |last| (now_ms - last) / 1000.0)
    }

    /// Samples (records with at least one half) that have been given to what is shown, by car: each once since the page
    /// came, or since the moment that was last sought.
    pub fn n_samples(&self) -> &[u64] {
        self.reel.as_ref().map_or_else(|| self.ledger.n_samples(), Reel::n_samples)
    }

    /// What has happened as far as it is known here; whoever shows of it asks for a moment.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
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
        let Some(state) = self.decoder.state().map(Arc::clone) else { return Ok(Received::Unknown) };
        let other_session = self.arriving.as_ref().is_some_and(|session| session.id != state.session.id);
        if other_session {
            self.ledger = Ledger::default();
        } else if self.frame.index == 0
            && let Some(before) = self.missed.begins(self.chunk, self.frame.chunk)
        {
            self.store.tear((self.run, before));
        }
        if other_session || self.chunk.is_some_and(|chunk| self.frame.chunk < chunk) {
            self.another_run();
        }
        if self.frame.index == 0 {
            self.held.clear();
            self.pass = Pass::of(self.frame.chunk);
        }
        self.chunk = Some(self.frame.chunk);
        self.keep(self.frame.chunk, self.frame.index, bytes);
        let (frame, mut pass) = (std::mem::take(&mut self.frame), std::mem::take(&mut self.pass));
        let new = self.arrive(&frame, &mut pass, &state, now_ms);
        (self.frame, self.pass) = (frame, pass);
        Ok(if new { Received::Frame } else { Received::Repeated })
    }

    /// Keeps a frame of the run that arrives. A gateway that was started again cuts the chunk that grows otherwise.
    fn keep(&mut self, chunk: u32, index: u8, bytes: &[u8]) {
        let is_newest = self.arrived.is_some_and(|newest| chunk_of(newest.date_ms) == chunk);
        if self.store.push((self.run, chunk), index, bytes, self.near()) && is_newest {
            self.arrived = self.arrived.map(Stamp::cut_anew);
            self.show.cut_anew();
        }
    }

    /// Takes a decoded frame that arrived; false when all of it was known.
    fn arrive(&mut self, frame: &Frame, pass: &mut Pass, state: &Arc<RaceState>, now_ms: f64) -> bool {
        self.ledger.grow(state.session.drivers.len());
        let counted = frame.samples.iter().filter(|sample| self.ledger.take(pass, sample)).count() != 0;
        let newer = self.arrived_ms().is_none_or(|newest| newest < frame.date_ms);
        let later = self.arrived < Some(Stamp::of(frame));
        if later {
            self.arrived = Some(Stamp::of(frame));
            self.clock.set_rate_pct(state.session.rate_pct);
            if self.sessions.get(self.run) != Some(&state.session.id) {
                self.sessions.insert(self.run, state.session.id.clone());
            }
            self.arriving = Some(Arc::clone(&state.session));
        }
        // What was missed and fetched later is not shown any more.
        let is_past = self.chunk.is_some_and(|chunk| frame.chunk < chunk);
        if !is_past && self.shows_as_it_comes() {
            self.show.take(frame, counted, state);
        }
        if newer {
            let newest = |of: fn(&Sample) -> bool| {
                let measured = frame.samples.iter().filter(|sample| of(&sample.only_measured()));
                measured.map(|sample| sample.date_ms).max()
            };
            let position_ms = newest(|sample| sample.position.is_some());
            let car_data_ms = newest(|sample| sample.car_data.is_some());
            let newest_ms = position_ms.max(car_data_ms).max(Some(frame.date_ms)).unwrap_or(frame.date_ms);
            self.clock.arrived(newest_ms as f64, now_ms);
            for (stream, date_ms) in [(Stream::Position, position_ms), (Stream::CarData, car_data_ms)] {
                if let Some(date_ms) = date_ms {
                    self.clock.stream_arrived(stream, date_ms as f64, now_ms);
                }
            }
            self.last_news_ms = Some(now_ms);
        }
        if self.advanced_ms.is_some_and(|advanced| advanced + IDLE_MS < now_ms) {
            self.advance(now_ms);
        }
        later || counted
    }

    /// Newest date of a frame that arrived, source time.
    fn arrived_ms(&self) -> Option<i64> {
        self.arrived.map(|newest| newest.date_ms)
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

#[cfg(test)]
mod tests;
