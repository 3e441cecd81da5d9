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
use gridcast_shared::units::{chunk_of, chunk_start};
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
        // A late sample went into the chunk after its own. What comes first may have waited for the run's name, and be
        // of several chunks.
        let through = number.saturating_add(1);
        let begins = || {
            let oldest_ms = samples.iter().map(|sample| sample.date_ms).min().unwrap_or(i64::MAX);
            chunk_of(oldest_ms.max(chunk_start(number) - LATEST_MS)).min(number).saturating_sub(1)
        };
        for chunk in self.next.unwrap_or_else(begins)..=through {
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gridcast_shared::ids::CarIndex;
    use gridcast_shared::race::RaceState;
    use gridcast_shared::session::Session;
    use gridcast_shared::telemetry::{Halves, Position};
    use gridcast_shared::wire::Encoder;

    use super::*;

    const FIRST: u32 = 174_209_760;

    #[test]
    fn samples_that_waited_for_the_runs_name_are_found_on_all_their_chunks() {
        let id = SessionId::parse("a").unwrap();
        let mut session = Session::unknown(id.clone());
        let driver = Driver {
            number: 1,
            code: DriverCode::parse("VER").unwrap(),
            name: String::new(),
            team: String::new(),
            colour: None,
        };
        session.drivers.push(driver);
        let state = Arc::new(RaceState::new(Arc::new(session)));
        let position = Position { x: 10, y: 20, z: 0 };
        let all: Vec<Sample> = (0..30)
            .map(|second| Sample {
                date_ms: chunk_start(FIRST) + second * 1000,
                car: CarIndex(0),
                measured: Halves { car_data: false, position: true },
                position: Some(position),
                car_data: None,
            })
            .collect();

        let (recorder, mut encoder, mut frames) = (Recorder::default(), Encoder::new(), Vec::new());
        recorder.begin(&id, None);
        for samples in all.chunks(10) {
            let date_ms = samples[9].date_ms;
            encoder.encode(date_ms, &mut samples.to_vec(), &state, &mut frames);
        }
        encoder.encode(chunk_start(FIRST + 3), &mut Vec::new(), &state, &mut frames);
        for frame in frames.drain(..) {
            recorder.push(&id, &frame);
        }
        assert_eq!(recorder.newest_closed(&id), Some(FIRST + 2));

        let mut reread = Reread::new(id, FIRST + 2);
        let mut samples = all;
        assert!(reread.come_to(FIRST + 2, &mut samples, &state.session.drivers, &recorder));
        samples.clear();
        assert!(!reread.come_to(FIRST + 3, &mut samples, &state.session.drivers, &recorder));
        assert_eq!(samples, [], "all of them are on the recording");
    }
}
