//! What is told of moments to which the samples have not come yet: laps, timing, messages and weather.
//!
//! Samples wait until their dates are complete, and in a burst, as after an outage, minutes of them at once. What is
//! told beside them waits with them, so that each frame carries the race as it was then.

use std::collections::BTreeMap;

use gridcast_shared::topics::Record;

/// What is dated no more than this after the race's time is told at once, ms.
const AHEAD_MS: i64 = 2_000;

/// Most records that wait: of an hour of what is told of twenty cars.
const MOST: usize = 100_000;

/// Records that wait for the race's time, by date.
#[derive(Debug, Default)]
pub(super) struct Later {
    by_date: BTreeMap<i64, Vec<Record>>,
    n_records: usize,
}

impl Later {
    /// Keeps a record of a date if the race, whose time is `now_ms`, has not come there; else gives it back.
    pub(super) fn keep(&mut self, date_ms: i64, record: Record, now_ms: i64) -> Option<Record> {
        if !Self::would_keep(date_ms, now_ms) {
            return Some(record);
        }
        self.by_date.entry(date_ms).or_default().push(record);
        self.n_records += 1;
        None
    }

    /// Whether there is no room for a record of a date, which would have to wait.
    pub(super) fn has_no_room(&self, date_ms: i64, now_ms: i64) -> bool {
        MOST <= self.n_records && Self::would_keep(date_ms, now_ms)
    }

    fn would_keep(date_ms: i64, now_ms: i64) -> bool {
        now_ms.saturating_add(AHEAD_MS) < date_ms
    }

    /// The oldest date and its records, if the race comes to `until_ms`.
    pub(super) fn pop(&mut self, until_ms: i64) -> Option<(i64, Vec<Record>)> {
        let oldest = self.by_date.first_entry().filter(|oldest| *oldest.key() <= until_ms)?;
        let (date_ms, records) = oldest.remove_entry();
        self.n_records -= records.len();
        Some((date_ms, records))
    }

    /// From the oldest date to the newest up to `until_ms`, ms.
    pub(super) fn span_ms(&self, until_ms: i64) -> i64 {
        let mut dates = self.by_date.range(..=until_ms).map(|(date_ms, _)| *date_ms);
        let oldest = dates.next().unwrap_or(0);
        dates.next_back().map_or(0, |newest| newest.saturating_sub(oldest))
    }
}

/// The moment of which a record tells, UTC ms, where it says so.
pub(super) fn date_of(record: &Record) -> Option<i64> {
    match record {
        Record::Tele(record) => Some(record.date),
        Record::Timing(record) => Some(record.date),
        Record::Lap(record) => record.end_date_ms(),
        Record::RaceControl(record) => Some(record.date),
        Record::Weather(record) => Some(record.date),
        Record::Session(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::ids::DriverCode;
    use gridcast_shared::topics::TimingRecord;

    use super::*;

    #[test]
    fn what_lies_ahead_waits_and_comes_in_the_order_of_dates() {
        let timing =
            |date| Record::Timing(Box::new(TimingRecord::new(DriverCode::parse("VER").unwrap(), date)));
        let mut later = Later::default();
        assert_eq!(later.keep(3_000, timing(3_000), 1_000), Some(timing(3_000)), "as good as now");
        for date_ms in [9_000, 4_000, 9_000] {
            assert_eq!(later.keep(date_ms, timing(date_ms), 1_000), None);
        }
        assert_eq!((later.span_ms(i64::MAX), later.span_ms(8_999), later.pop(3_999)), (5_000, 0, None));
        assert_eq!(later.pop(4_000), Some((4_000, vec![timing(4_000)])));
        assert_eq!(
            (later.span_ms(i64::MAX), later.pop(i64::MAX)),
            (0, Some((9_000, vec![timing(9_000); 2])))
        );
        assert_eq!((later.pop(i64::MAX), later.n_records), (None, 0));
    }
}
