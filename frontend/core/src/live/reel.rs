//! Reads the stored frames on from a chunk and hands them to what is shown, up to a moment and not further.

use std::sync::Arc;

use gridcast_shared::race::RaceState;
use gridcast_shared::units::MAX_CARS;
use gridcast_shared::wire::{Decoder, Frame};

use super::show::Show;
use super::stamp::Stamp;
use super::store::{Key, Store};

/// What is shown needs so much beyond its moment, ms: a batch of the feed, and what the cars' motion looks ahead.
pub(super) const AHEAD_MS: f64 = 1_500.0;

/// Where batches come more seldom it needs the next one all the same, if it begins within this, ms.
const NEXT_MS: f64 = 4_500.0;

/// So much of a moment's future must be there, ms.
const NEEDED_MS: f64 = 300.0;

/// How far a reel came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reached {
    /// As far as it was to.
    Moment,
    /// A chunk is not here.
    Missing(u32),
    /// The end of all there is.
    End,
}

/// A place in the stored frames.
#[derive(Debug)]
pub(super) struct Reel {
    pub(super) run: u32,
    chunk: u32,
    /// Index of the next frame in the chunk.
    next: usize,
    edition: u32,
    decoder: Decoder,
    frame: Frame,
    /// A decoded frame whose time has not come.
    pending: Option<(Frame, Arc<RaceState>)>,
    /// The newest frame handed over.
    fed: Option<Stamp>,
    n_samples: Vec<u64>,
}

impl Reel {
    /// Begins with a chunk.
    pub(super) fn new((run, chunk): Key) -> Self {
        Self {
            run,
            chunk,
            next: 0,
            edition: 0,
            decoder: Decoder::new(),
            frame: Frame::default(),
            pending: None,
            fed: None,
            n_samples: Vec::new(),
        }
    }

    /// Goes on in a chunk after what has been handed over by others up to a frame.
    pub(super) fn going_on(key: Key, fed: Option<Stamp>, n_samples: &[u64]) -> Self {
        Self { fed, n_samples: n_samples.to_vec(), ..Self::new(key) }
    }

    /// Hands over what belongs to a moment, UTC ms.
    pub(super) fn feed(&mut self, store: &Store, moment_ms: f64, show: &mut Show) -> Reached {
        loop {
            if self.pending.is_none()
                && let Some(reached) = self.decode(store)
            {
                return reached;
            }
            let Some((frame, _)) = &self.pending else { continue };
            let date_ms = frame.date_ms as f64;
            let short = self.fed.is_none_or(|fed| (fed.date_ms as f64) < moment_ms + NEEDED_MS);
            if moment_ms + if short { NEXT_MS } else { AHEAD_MS } < date_ms {
                return Reached::Moment;
            }
            if let Some((frame, state)) = self.pending.take() {
                let fed = self.fed.replace(Stamp::of(&frame));
                // Samples of this date were counted as the chunk was cut before.
                if !fed.is_some_and(|fed| fed.is_cut_anew() && frame.date_ms <= fed.date_ms) {
                    self.count(&frame, &state);
                }
                show.take(&frame, true, &state);
                self.frame = frame;
            }
        }
    }

    /// Beyond this nothing is there yet, UTC ms.
    pub(super) fn end_ms(&self) -> Option<f64> {
        let newest = self.pending.as_ref().map(|(frame, _)| Stamp::of(frame)).or(self.fed);
        newest.map(|newest| newest.date_ms as f64)
    }

    /// Whether all has been handed over, and its time has come.
    pub(super) fn is_at_end(&self, shown_ms: f64) -> bool {
        self.pending.is_none() && self.fed.is_some_and(|fed| fed.date_ms as f64 <= shown_ms + 1.0)
    }

    /// The chunk that it reads.
    pub(super) fn chunk(&self) -> u32 {
        self.chunk
    }

    /// Samples handed over since it began, by car.
    pub(super) fn n_samples(&self) -> &[u64] {
        &self.n_samples
    }

    /// Decodes the next frame into `pending`; says where that ended when there is none.
    fn decode(&mut self, store: &Store) -> Option<Reached> {
        let key = (self.run, self.chunk);
        let Some(chunk) = store.chunk(key) else { return Some(Reached::Missing(self.chunk)) };
        if self.next == 0 {
            self.edition = chunk.edition;
        } else if self.edition != chunk.edition {
            (self.next, self.edition) = (0, chunk.edition);
            self.fed = self.fed.map(Stamp::cut_anew);
        }
        let Some(bytes) = chunk.frames.get(self.next) else {
            if !chunk.closed {
                let lacks = store.lacks(key);
                return Some(if lacks { Reached::Missing(self.chunk) } else { Reached::End });
            }
            let Some(after) = store.after(key) else { return Some(Reached::End) };
            (self.chunk, self.next) = (after, 0);
            return None;
        };
        self.next += 1;
        // A broken frame ends its chunk; the next key frame goes on.
        if self.decoder.decode(bytes, &mut self.frame).is_err() {
            return None;
        }
        let known = Some(Stamp::of(&self.frame)) <= self.fed;
        if !known && let Some(state) = self.decoder.state() {
            self.pending = Some((std::mem::take(&mut self.frame), Arc::clone(state)));
        }
        None
    }

    fn count(&mut self, frame: &Frame, state: &RaceState) {
        let n_cars = state.session.drivers.len().max(self.n_samples.len()).min(MAX_CARS);
        self.n_samples.resize(n_cars, 0);
        for sample in &frame.samples {
            if let Some(n) = self.n_samples.get_mut(sample.car.index()) {
                *n += u64::from(!sample.present().is_empty());
            }
        }
    }
}
