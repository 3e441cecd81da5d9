//! When a frame is cut: once a batch of the feed has come whole.
//!
//! A feed delivers in batches, the live one about one a second. What a batch brings is known with its last record,
//! so a frame follows the batch: cutting it into several costs every spectator a message each and tells nothing
//! sooner. Where a batch ends only the pause after it tells. No sample waits longer than the interval between
//! frames, so a feed that never pauses has its frames at that pace, and one with four batches a second has four.

use std::time::{Duration, Instant};

/// A pause of this length ends a batch. Records of one batch come through many partitions, a little apart.
const QUIET: Duration = Duration::from_millis(60);

/// While batches come, what is no sample (a lap, a sector, a message) goes with the next of them.
const NEXT_BATCH: Duration = Duration::from_millis(1100);

/// Without a sample for this long no batch is waited for.
const NO_BATCHES: Duration = Duration::from_millis(2500);

/// When the next frame is to be cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cadence {
    /// Shortest time between frames, and the longest that a sample waits when none was cut of late.
    interval: Duration,
    /// When the last frame was cut.
    cut: Option<Instant>,
    /// The first and the newest sample since.
    samples: Option<(Instant, Instant)>,
    /// The first since of what is no sample.
    other: Option<Instant>,
    /// The newest sample of all.
    newest: Option<Instant>,
}

impl Cadence {
    /// Frames at least so far apart.
    pub(super) fn new(interval: Duration) -> Self {
        Self { interval, cut: None, samples: None, other: None, newest: None }
    }

    /// Samples came.
    pub(super) fn samples_came(&mut self, now: Instant) {
        let (first, _) = self.samples.unwrap_or((now, now));
        self.samples = Some((first, now));
        self.newest = Some(now);
    }

    /// Something else came.
    pub(super) fn other_came(&mut self, now: Instant) {
        self.other.get_or_insert(now);
    }

    /// A frame was cut with everything that had come, if anything had.
    pub(super) fn was_cut(&mut self, now: Instant) {
        if self.samples.take().is_some() | self.other.take().is_some() {
            self.cut = Some(now);
        }
    }

    /// When the next frame is to be cut; `None` while there is nothing to tell.
    pub(super) fn due(&self) -> Option<Instant> {
        let of_samples = self.samples.map(|(first, last)| (last + QUIET).min(first + self.interval));
        let of_other = self.other.map(|other| {
            let batches = self.newest.is_some_and(|newest| other < newest + NO_BATCHES);
            other + if batches { NEXT_BATCH } else { self.interval }
        });
        let due = [of_samples, of_other].into_iter().flatten().min()?;
        Some(self.cut.map_or(due, |cut| due.max(cut + self.interval)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: Duration = Duration::from_millis(200);

    /// A thing that comes, so many milliseconds after the beginning.
    #[derive(Clone, Copy)]
    enum Came {
        Samples(u64),
        Other(u64),
    }

    /// When frames are cut, ms after the beginning.
    fn cuts(came: &[Came]) -> Vec<u64> {
        let (start, mut cadence, mut cuts) = (Instant::now(), Cadence::new(INTERVAL), Vec::new());
        let at = |ms| start + Duration::from_millis(ms);
        let mut cut_before = |cadence: &mut Cadence, until: Option<Instant>| {
            while let Some(due) = cadence.due().filter(|due| until.is_none_or(|until| *due <= until)) {
                cuts.push(due.duration_since(start).as_millis() as u64);
                cadence.was_cut(due);
            }
        };
        for came in came {
            let (Came::Samples(ms) | Came::Other(ms)) = *came;
            cut_before(&mut cadence, Some(at(ms)));
            match came {
                Came::Samples(_) => cadence.samples_came(at(ms)),
                Came::Other(_) => cadence.other_came(at(ms)),
            }
        }
        cut_before(&mut cadence, None);
        cuts
    }

    /// Batches of ten arrivals, two milliseconds apart.
    fn batches(each_ms: u64, n: u64) -> Vec<Came> {
        (0..n).flat_map(|i| (0..10).map(move |j| Came::Samples(i * each_ms + j * 2))).collect()
    }

    #[test]
    fn a_frame_follows_each_batch() {
        assert_eq!(cuts(&batches(1000, 4)), [78, 1078, 2078, 3078]);
        assert_eq!(cuts(&batches(250, 4)), [78, 328, 578, 828]);
    }

    #[test]
    fn batches_closer_than_the_interval_share_a_frame() {
        let cuts = cuts(&batches(100, 20));
        assert!(cuts.windows(2).all(|pair| 200 <= pair[1] - pair[0]), "{cuts:?}");
        assert!(cuts.len() <= 11, "{cuts:?}");
    }

    #[test]
    fn a_feed_without_pauses_has_frames_at_the_interval() {
        let steady: Vec<_> = (0..100).map(|i| Came::Samples(i * 20)).collect();
        assert_eq!(cuts(&steady), [200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000]);
    }

    #[test]
    fn no_sample_waits_longer_than_the_interval() {
        for step in [1, 7, 30, 59, 61, 150, 333] {
            let samples: Vec<_> = (0..50).map(|i| Came::Samples(i * step)).collect();
            let cuts = cuts(&samples);
            for i in 0..50 {
                let cut = cuts.iter().find(|cut| i * step <= **cut).unwrap();
                assert!(cut - i * step <= 200, "{step} ms apart: {i} waits {}", cut - i * step);
            }
        }
    }

    #[test]
    fn what_is_no_sample_goes_with_the_next_batch() {
        let mut came = batches(1000, 2);
        came.insert(10, Came::Other(500));
        assert_eq!(cuts(&came), [78, 1078]);
        came.push(Came::Other(1500));
        assert_eq!(cuts(&came), [78, 1078, 2600], "it waits for one that does not come");
    }

    #[test]
    fn without_batches_what_is_no_sample_is_told_at_the_interval() {
        assert_eq!(cuts(&[Came::Other(0), Came::Other(30), Came::Other(500)]), [200, 700]);
        let mut came = batches(1000, 1);
        came.push(Came::Other(4000));
        assert_eq!(cuts(&came), [78, 4200]);
    }
}
