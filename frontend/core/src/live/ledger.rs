//! Counts every sample once, however often a chunk is sent: on joining again, to fill a hole, as history.
//!
//! A chunk is sent whole, from its key frame, so each sending is a pass that names all its samples again. A
//! sample is known by its date, its car and its halves; two such (907 real pairs, where a lap ends) are two, so
//! a chunk's samples are a multiset and a pass adds only what exceeds it. Frames are not what is compared: a
//! gateway that was started again cuts the same samples into other frames.

use gridcast_shared::telemetry::Sample;
use gridcast_shared::units::{MAX_CARS, chunk_start};

use crate::by_key::ByKey;

/// Most chunks remembered, five and a half hours; at 5 KB each a race takes 3 MB.
const MAX_CHUNKS: usize = 2_000;

/// What has been taken of every chunk.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    chunks: ByKey<u32, Multiset>,
    n_samples: Vec<u64>,
}

/// One sending of a chunk, from its key frame on.
#[derive(Debug, Default)]
pub(super) struct Pass {
    chunk: u32,
    sent: Multiset,
}

/// Keys in order.
#[derive(Debug, Default)]
struct Multiset(Vec<u32>);

impl Ledger {
    /// Makes room for this many cars.
    pub(super) fn grow(&mut self, n_cars: usize) {
        if self.n_samples.len() < n_cars {
            self.n_samples.resize(n_cars.min(MAX_CARS), 0);
        }
    }

    /// Takes a sample of a pass; false when it was taken before.
    pub(super) fn take(&mut self, pass: &mut Pass, sample: &Sample) -> bool {
        let key = key(pass.chunk, sample);
        pass.sent.insert(key);
        let taken = self.chunks.or_default(pass.chunk);
        if pass.sent.count(key) <= taken.count(key) {
            return false;
        }
        taken.insert(key);
        self.grow(sample.car.index() + 1);
        if let Some(n) = self.n_samples.get_mut(sample.car.index()) {
            *n += u64::from(!sample.present().is_empty());
        }
        if let [(first, _), rest @ ..] = self.chunks.all()
            && MAX_CHUNKS <= rest.len()
        {
            self.chunks.remove(*first);
        }
        true
    }

    /// Samples taken so far, by car.
    pub(super) fn n_samples(&self) -> &[u64] {
        &self.n_samples
    }
}

impl Pass {
    /// A sending that begins.
    pub(super) fn of(chunk: u32) -> Self {
        Self { chunk, sent: Multiset::default() }
    }
}

impl Multiset {
    fn insert(&mut self, key: u32) {
        let at = self.0.partition_point(|&other| other <= key);
        self.0.insert(at, key);
    }

    fn count(&self, key: u32) -> usize {
        self.0.partition_point(|&other| other <= key) - self.0.partition_point(|&other| other < key)
    }
}

/// 25 bits of time within the chunk (stragglers reach back four hours), 5 of car, 2 of halves.
fn key(chunk: u32, sample: &Sample) -> u32 {
    const REACH_MS: i64 = (1 << 24) - 1;
    let within = (sample.date_ms - chunk_start(chunk)).clamp(-REACH_MS, REACH_MS) + REACH_MS;
    let halves = sample.present();
    let (car_data, position) = (u32::from(halves.car_data), u32::from(halves.position));
    (within as u32) << 7 | u32::from(sample.car.0 & 31) << 2 | car_data << 1 | position
}
