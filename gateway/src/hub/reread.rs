//! A run that is recorded already and is read again, after a restart: which of its samples are on the recording.
//!
//! Frames are cut by the clock, so a chunk that is made again has other bytes than the one that is kept, and a late
//! sample may have gone into another chunk. What is kept counts. Its chunks are looked into as the run comes to them;
//! what of a closed chunk's time is on none of them goes into the next chunk that is recorded, and what is on one goes
//! into no other. So each sample is recorded once.

use std::collections::BTreeMap;

use gridcast_shared::ids::{DriverCode, SessionId};
use gridcast_shared::session::Driver;
use gridcast_shared::telemetry::Sample;
use gridcast_shared::units::chunk_start;
use gridcast_shared::wire::{Decoder, Frame, split_frames};

use crate::recorder::Recorder;

/// A sample is read again within this of its place on the recording, ms.
const LATEST_MS: i64 = 600_000;
/// Chunks after the last that is kept in which samples of it may still come.
const CHUNKS_AFTER: u32 = 60;

/// What is known of a recording whose run is read again.
#[derive(Debug)]
pub(super) struct Reread {
    id: SessionId,
    /// Samples of the chunks that were looked into which have not been read again: how many of a date and driver.
    kept: BTreeMap<(i64, DriverCode), u8>,
    /// The next chunk to be looked into, once any was.
    next: Option<u32>,
    /// The last chunk that is kept.
    last: u32,
    /// Samples of closed chunks' time that are on none of those looked into.
    carried: Vec<Sample>,
}

impl Reread {
    /// A recording whose last closed chunk is this.
    pub(super) fn new(id: SessionId, last: u32) -> Self {
        Self { id, kept: BTreeMap::new(), next: None, last, carried: Vec::new() }
    }

    /// Whether nothing that is read in this chunk can be on the recording.
    pub(super) fn is_over(&self, number: u32) -> bool {
        self.last.saturating_add(CHUNKS_AFTER) < number && self.carried.is_empty()
    }

    /// Comes to a chunk; whether it is closed, so that nothing more is recorded in it. If it is not, what is left in
    /// `samples` is what is to be recorded.
    pub(super) fn come_to(
        &mut self,
        number: u32,
        samples: &mut Vec<Sample>,
        drivers: &[Driver],
        recorder: &Recorder,
    ) -> bool {
        // A late sample went into the chunk after its own.
        let through = number.saturating_add(1);
        for chunk in self.next.unwrap_or(number.saturating_sub(1))..=through {
            if let Some(file) = recorder.closed_chunk(&self.id, chunk) {
                self.look_into(&file);
            }
        }
        self.next = Some(self.next.unwrap_or(0).max(through.saturating_add(1)));
        self.kept = self.kept.split_off(&(chunk_start(number) - LATEST_MS, DriverCode::FIRST));
        let kept = &mut self.kept;
        let mut is_new = |sample: &Sample| {
            let Some(driver) = drivers.get(sample.car.index()) else { return true };
            let Some(n) = kept.get_mut(&(sample.date_ms, driver.code)) else { return true };
            *n -= 1;
            if *n == 0 {
                kept.remove(&(sample.date_ms, driver.code));
            }
            false
        };
        self.carried.retain(&mut is_new);
        if recorder.has_closed(&self.id, number) {
            self.carried.extend(samples.iter().filter(|sample| is_new(sample)));
            return true;
        }
        samples.retain(is_new);
        samples.append(&mut self.carried);
        false
    }

    fn look_into(&mut self, file: &[u8]) {
        let (mut decoder, mut frame) = (Decoder::new(), Frame::default());
        for bytes in split_frames(file) {
            if decoder.decode(bytes, &mut frame).is_err() {
                continue;
            }
            let drivers = decoder.state().map_or(&[][..], |state| &state.session.drivers);
            for sample in &frame.samples {
                if let Some(driver) = drivers.get(sample.car.index()) {
                    let n = self.kept.entry((sample.date_ms, driver.code)).or_insert(0);
                    *n = n.saturating_add(1);
                }
            }
        }
    }
}
