//! Decoding.

use std::sync::Arc;

use super::error::DecodeError;
use super::frame::{Frame, KIND_FRAME};
use super::range_coder::RangeDecoder;
use super::sections::{self, Section};
use super::state::nothing;
use super::stream::Stream;
use super::telemetry::Tick;
use crate::ids::CarIndex;
use crate::race::RaceState;
use crate::telemetry::Sample;

/// Decodes one stream. Total: any bytes give a frame or an error.
#[derive(Debug)]
pub struct Decoder {
    stream: Stream,
    tick: Box<Tick>,
    /// What the walk is given in place of a state to encode.
    nothing: RaceState,
    state: Option<Arc<RaceState>>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder that waits for a key frame.
    pub fn new() -> Self {
        Self { stream: Stream::new(), tick: Box::new(Tick::EMPTY), nothing: nothing(), state: None }
    }

    /// Decodes one frame into `frame`, whose buffers are reused.
    ///
    /// Bytes cut short cannot be told from whole ones, they give a plausible frame: whoever calls has whole
    /// messages (WebSocket) or lengths (files).
    ///
    /// # Errors
    /// See [`DecodeError`]; whatever the error, the next key frame is decoded.
    pub fn decode(&mut self, bytes: &[u8], frame: &mut Frame) -> Result<(), DecodeError> {
        let body = self.open(bytes)?;
        frame.chunk = self.stream.chunk;
        frame.index = self.stream.next_index as u8;
        frame.samples.clear();
        match self.sections(body, frame) {
            Ok(changed) => {
                self.stream.next_index += 1;
                frame.state_changed = (changed || frame.index == 0) && self.show_state();
                Ok(())
            }
            Err(error) => {
                self.stream.next_index = 0;
                Err(error)
            }
        }
    }

    /// Decodes the sections that are known. Returns whether the state changed.
    fn sections(&mut self, mut body: &[u8], frame: &mut Frame) -> Result<bool, DecodeError> {
        let mut changed = false;
        let mut is_first = true;
        while let Some((section, bytes)) = sections::next(&mut body)? {
            if is_first != (section == Section::Telemetry) {
                return Err(DecodeError::Body("order of sections"));
            }
            is_first = false;
            let mut coder = RangeDecoder::new(bytes);
            match section {
                Section::Telemetry => self.telemetry(&mut coder, frame),
                Section::Race => {
                    changed |= self.stream.state.race(&mut coder, frame.date_ms, &self.nothing)?;
                }
                Section::Messages => {
                    self.stream.state.messages(&mut coder, frame.date_ms, &self.nothing);
                    changed = true;
                }
            }
        }
        if is_first { Err(DecodeError::Body("no telemetry section")) } else { Ok(changed) }
    }

    fn telemetry(&mut self, coder: &mut RangeDecoder, frame: &mut Frame) {
        let n_ticks = self.stream.n_ticks(coder, 0);
        for _ in 0..n_ticks {
            self.stream.telemetry.tick(coder, &mut self.tick);
            push_samples(&self.tick, &mut frame.samples);
        }
        frame.date_ms = self.stream.date(coder, 0);
    }

    /// The race state after the newest frame; `None` before the first key frame. A new `Arc` whenever it changed;
    /// its session is the same `Arc` for as long as it says the same.
    pub fn state(&self) -> Option<&Arc<RaceState>> {
        self.state.as_ref()
    }

    /// Reads a frame's head and gets ready for its body, which it returns.
    fn open<'a>(&mut self, bytes: &'a [u8]) -> Result<&'a [u8], DecodeError> {
        let too_short = DecodeError::TooShort(bytes.len());
        let (&kind, rest) = bytes.split_first().ok_or(too_short)?;
        if kind != KIND_FRAME {
            return Err(DecodeError::Kind(kind));
        }
        let (&index, rest) = rest.split_first().ok_or(too_short)?;
        if index == 0 {
            let (chunk, body) = rest.split_first_chunk().ok_or(too_short)?;
            self.stream.reset(u32::from_le_bytes(*chunk));
            return Ok(body);
        }
        match self.stream.next_index {
            0 => Err(DecodeError::NoKeyFrame { index }),
            due if u16::from(index) < due => Err(DecodeError::Repeated { index }),
            due if u16::from(index) > due => Err(DecodeError::Gap { expected: due as u8, found: index }),
            _ => Ok(rest),
        }
    }

    /// Makes what the stream knows the state that is shown. Returns whether that changed it.
    fn show_state(&mut self) -> bool {
        let known = &mut self.stream.state.known;
        if let Some(shown) = &self.state {
            if *shown.session == *known.session {
                known.session = Arc::clone(&shown.session);
            }
            if **shown == *known {
                return false;
            }
        }
        self.state = Some(Arc::new(known.clone()));
        true
    }
}

fn push_samples(tick: &Tick, samples: &mut Vec<Sample>) {
    if tick.sent.is_empty() {
        return;
    }
    let mut left = tick.cars;
    while left != 0 {
        let car = left.trailing_zeros() as usize;
        left &= left - 1;
        samples.push(Sample {
            date_ms: tick.date_ms,
            car: CarIndex(car as u8),
            measured: tick.measured & tick.sent,
            car_data: tick.sent.car_data.then_some(tick.car_data[car]),
            position: tick.sent.position.then_some(tick.position[car]),
        });
    }
}
