//! When what was published: how a run that is read anew is known to be the one that is recorded.
//!
//! A gateway that starts again reads the same records, with the same stamps of their publisher. A second run of the
//! same session has the same dates, and later stamps.

use std::collections::BTreeMap;

use gridcast_shared::units::{chunk_of, chunk_start};
use serde::{Deserialize, Serialize};

/// Stamps within this of those of their chunk are of the same run, ms. Two runs of one session are never told as close
/// together: they could not be told apart.
const NEAR_MS: i64 = 1_000;
/// What is published this much later than its dates would have it still goes on with the run, ms.
const LATE_MS: i64 = 60_000;
/// A run goes on after a gap in its dates of this length at most, ms.
const GAP_MS: i64 = 3_600_000;

/// A record by which a run is known: its source time, and when it was published, UTC ms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Source time.
    pub date_ms: i64,
    /// The publisher's clock.
    pub at_ms: i64,
}

/// By chunk: the first and the last stamp of its records.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Stamps(BTreeMap<u32, (i64, i64)>);

impl Stamps {
    /// Takes note of a record.
    pub fn saw(&mut self, record: Origin) {
        self.widen(chunk_of(record.date_ms), (record.at_ms, record.at_ms));
    }

    /// Takes what others were noted.
    pub fn take(&mut self, others: &mut Self) {
        for (chunk, stamps) in std::mem::take(&mut others.0) {
            self.widen(chunk, stamps);
        }
    }

    /// From when to when the run was told; none where nothing was.
    pub fn span(&self) -> Option<Span> {
        let (&first, _) = self.0.first_key_value()?;
        let (&last, _) = self.0.last_key_value()?;
        let stamps = self.0.values();
        let from = stamps.clone().map(|stamps| stamps.0).min()?;
        let to = stamps.map(|stamps| stamps.1).max()?;
        Some(Span { chunks: (first, last), stamps: (from, to) })
    }

    fn widen(&mut self, chunk: u32, (first, last): (i64, i64)) {
        let known = self.0.entry(chunk).or_insert((first, last));
        *known = (known.0.min(first), known.1.max(last));
    }

    /// Whether a record is of the run of these stamps, or goes on with it.
    pub fn are_of(&self, record: Origin) -> bool {
        let chunk = chunk_of(record.date_ms);
        let before = self.0.range(..=chunk).next_back().map(|(&chunk, &(_, last))| (chunk, last));
        let after = self.0.range(chunk..).next().map(|(&chunk, &(first, _))| (chunk, first));
        // How much later was published what is dated so much later.
        let goes_on = |dates_ms: i64, stamps_ms: i64| {
            dates_ms <= GAP_MS && (-NEAR_MS..=dates_ms.max(0) + LATE_MS).contains(&stamps_ms)
        };
        match (before, after) {
            (Some((one, last)), Some((other, first))) if one == other => {
                // Both bounds are of the record's own chunk.
                (first - NEAR_MS..=last + NEAR_MS).contains(&record.at_ms)
            }
            (Some((_, last)), Some((_, first))) => (last - NEAR_MS..=first + NEAR_MS).contains(&record.at_ms),
            (Some((chunk, last)), None) => {
                goes_on(record.date_ms - chunk_start(chunk + 1), record.at_ms - last)
            }
            (None, Some((chunk, first))) => {
                goes_on(chunk_start(chunk) - record.date_ms, first - record.at_ms)
            }
            (None, None) => false,
        }
    }
}

/// The first and the last of a run's chunks and stamps: enough to know it again by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    chunks: (u32, u32),
    stamps: (i64, i64),
}

impl Span {
    /// Whether a record is of the run.
    pub fn is_of(&self, record: Origin) -> bool {
        (self.chunks.0..=self.chunks.1).contains(&chunk_of(record.date_ms))
            && (self.stamps.0 - NEAR_MS..=self.stamps.1 + NEAR_MS).contains(&record.at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: i64 = 1_742_097_600_000;
    /// Published a year later, at ten times the pace.
    const AT: i64 = DATE + 365 * 86_400_000;

    fn stamps() -> Stamps {
        let mut stamps = Stamps::default();
        for i in 0..600 {
            stamps.saw(Origin { date_ms: DATE + i * 1000, at_ms: AT + i * 100 });
        }
        stamps
    }

    #[test]
    fn the_same_records_are_of_the_run_wherever_one_begins_to_read() {
        for i in [0, 1, 299, 599] {
            assert!(stamps().are_of(Origin { date_ms: DATE + i * 1000, at_ms: AT + i * 100 }), "{i}");
        }
    }

    #[test]
    fn the_same_dates_told_again_are_another_run() {
        for later_ms in [5_000, 60_000, 86_400_000] {
            assert!(!stamps().are_of(Origin { date_ms: DATE, at_ms: AT + later_ms }), "{later_ms}");
        }
    }

    #[test]
    fn what_follows_the_last_goes_on_with_the_run() {
        let end = |date_ms, at_ms| Origin { date_ms: DATE + 600_000 + date_ms, at_ms: AT + 60_000 + at_ms };
        assert!(stamps().are_of(end(100, 10)));
        assert!(stamps().are_of(end(300_000, 30_000)), "the gateway was away for a while");
        assert!(!stamps().are_of(end(300_000, 86_400_000)), "published the day after");
        assert!(!stamps().are_of(end(2 * GAP_MS, 2 * GAP_MS)), "the next session");
        assert!(!Stamps::default().are_of(end(0, 0)));
    }
}
