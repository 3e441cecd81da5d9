//! Encoding.

use std::ops::Range;

use super::frame::{KIND_FRAME, MAX_TICKS};
use super::range_coder::RangeEncoder;
use super::sections::{self, Section};
use super::stream::Stream;
use super::telemetry::Tick;
use crate::race::RaceState;
use crate::telemetry::Sample;
use crate::units::{MAX_CARS, chunk_of, chunk_start};

/// Encodes one session's stream. One encoder a session, never one a spectator.
#[derive(Debug)]
pub struct Encoder {
    stream: Stream,
    tick: Box<Tick>,
    order: Vec<SortKey>,
}

/// Where a sample goes: ticks are runs of keys that differ in the car only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SortKey {
    chunk: u32,
    date_ms: i64,
    /// How many samples of the same car and date go before: a lap's end and the next one's start share a date.
    occurrence: u32,
    /// The halves measured and present, a bit each.
    kind: u8,
    car: u8,
    index: usize,
}

impl SortKey {
    fn tick(self) -> (u32, i64, u32, u8) {
        (self.chunk, self.date_ms, self.occurrence, self.kind)
    }
}

impl Default for Encoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Encoder {
    /// An encoder that has sent nothing: its first frame is a key frame.
    pub fn new() -> Self {
        Self { stream: Stream::new(), tick: Box::new(Tick::EMPTY), order: Vec::new() }
    }

    /// Encodes what happened up to `date_ms` and appends the frames, one buffer each: usually one, more when the
    /// samples span chunks or are too many for a frame ([`MAX_TICKS`]). With neither samples nor a changed state
    /// nothing is appended, except that a new chunk begins.
    ///
    /// A frame belongs to the chunk of its date, and a chunk's first frame is a key frame. Samples need not be
    /// sorted; `samples` is left empty. Stragglers of a closed chunk go into the open one, samples later than
    /// `date_ms`'s chunk into that, and time never goes back to a closed chunk. Samples of no car
    /// (`MAX_CARS` or above) or with neither half are left out. Each frame of a call carries `state`; one of an
    /// earlier chunk is dated to that chunk's last millisecond.
    ///
    /// Should a chunk come to 256 frames, it begins again: a key frame of the same number follows.
    pub fn encode(
        &mut self,
        date_ms: i64,
        samples: &mut Vec<Sample>,
        state: &RaceState,
        frames: &mut Vec<Encoded>,
    ) {
        let open = if self.stream.next_index == 0 { 0 } else { self.stream.chunk };
        let last_chunk = chunk_of(date_ms).max(open);
        self.sort(samples, open, last_chunk);

        let mut next = 0;
        while next < self.order.len() {
            let chunk = self.order[next].chunk;
            let end = self.frame_end(next);
            self.frame(chunk, date_ms, samples, next..end, state, frames);
            next = end;
        }
        if self.is_due(last_chunk, state) {
            self.frame(last_chunk, date_ms, samples, next..next, state, frames);
        }
        samples.clear();
    }

    /// Whether a frame without samples has something to say.
    fn is_due(&self, chunk: u32, state: &RaceState) -> bool {
        self.stream.next_index == 0
            || chunk != self.stream.chunk
            || self.stream.state.differs(state)
            || self.stream.state.has_news(state)
    }

    /// Puts the samples in the order in which they are coded.
    fn sort(&mut self, samples: &[Sample], open: u32, last_chunk: u32) {
        self.order.clear();
        self.order.extend(samples.iter().enumerate().filter_map(|(index, sample)| {
            let present = sample.present();
            let sendable = sample.car.index() < MAX_CARS && !present.is_empty();
            sendable.then(|| SortKey {
                chunk: chunk_of(sample.date_ms).clamp(open.min(last_chunk), last_chunk),
                date_ms: sample.date_ms,
                occurrence: 0,
                kind: u8::from(sample.measured.car_data && present.car_data) << 3
                    | u8::from(sample.measured.position && present.position) << 2
                    | u8::from(present.car_data) << 1
                    | u8::from(present.position),
                car: sample.car.0,
                index,
            })
        }));
        let same_car = |key: &SortKey| (key.chunk, key.date_ms, key.car);
        self.order.sort_unstable_by_key(|key| (same_car(key), key.index));
        for i in 1..self.order.len() {
            if same_car(&self.order[i - 1]) == same_car(&self.order[i]) {
                self.order[i].occurrence = self.order[i - 1].occurrence + 1;
            }
        }
        self.order.sort_unstable();
    }

    /// Where the frame ends that begins with sample `start`: after [`MAX_TICKS`] ticks or with its chunk.
    fn frame_end(&self, start: usize) -> usize {
        let rest = &self.order[start..];
        rest.chunk_by(|a, b| a.tick() == b.tick())
            .take_while(|tick| tick[0].chunk == rest[0].chunk)
            .take(MAX_TICKS)
            .fold(start, |end, tick| end + tick.len())
    }

    fn frame(
        &mut self,
        chunk: u32,
        date_ms: i64,
        samples: &[Sample],
        places: Range<usize>,
        state: &RaceState,
        frames: &mut Vec<Encoded>,
    ) {
        let stream = &mut self.stream;
        if chunk != stream.chunk || stream.next_index > u16::from(u8::MAX) || stream.next_index == 0 {
            stream.reset(chunk);
        }
        let index = stream.next_index as u8;
        let mut bytes = vec![KIND_FRAME, index];
        if index == 0 {
            bytes.extend_from_slice(&chunk.to_le_bytes());
        }
        let places = &self.order[places];
        let ticks = || places.chunk_by(|a, b| a.tick() == b.tick());
        let mut telemetry = Vec::new();
        let mut coder = RangeEncoder::new(&mut telemetry);
        stream.n_ticks(&mut coder, ticks().count());
        for places in ticks() {
            self.tick.cars = 0;
            for place in places {
                let sample = &samples[place.index];
                let car = sample.car.index();
                self.tick.date_ms = sample.date_ms;
                self.tick.sent = sample.present();
                self.tick.measured = sample.measured & sample.present();
                self.tick.cars |= 1 << car;
                self.tick.car_data[car] = sample.car_data.unwrap_or_default();
                self.tick.position[car] = sample.position.unwrap_or_default();
            }
            stream.telemetry.tick(&mut coder, &mut self.tick);
        }
        let date_ms = date_ms.min(chunk_start(chunk) + crate::units::CHUNK_MS - 1);
        let date_ms = stream.date(&mut coder, date_ms);
        coder.finish();

        let mut parts: Vec<(Section, Vec<u8>)> = vec![(Section::Telemetry, telemetry)];
        if stream.state.differs(state) {
            let mut race = Vec::new();
            let mut coder = RangeEncoder::new(&mut race);
            let coded = stream.state.race(&mut coder, date_ms, state);
            debug_assert!(coded.is_ok(), "an encoder codes what it was given: {coded:?}");
            coder.finish();
            parts.push((Section::Race, race));
        }
        if stream.state.has_news(state) {
            let mut messages = Vec::new();
            let mut coder = RangeEncoder::new(&mut messages);
            stream.state.messages(&mut coder, date_ms, state);
            coder.finish();
            parts.push((Section::Messages, messages));
        }
        stream.next_index += 1;
        sections::write(&mut bytes, &parts);
        frames.push(Encoded { chunk, index, bytes });
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
