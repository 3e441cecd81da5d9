//! When each lap of a recording becomes known.
//!
//! A lap goes out when it has ended: at the date that its record tells ([`LapRecord::end_date_ms`]), else where
//! the same driver's next lap starts. A lap that has neither is a driver's last, broken off: it ends with the
//! driver's telemetry, which is known once that has been silent for [`SILENCE_MS`] while others went on, or the
//! file is at its end.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::LapRecord;

/// How long a driver's telemetry must be silent before the lap that it broke off in counts as ended.
/// The longest step of the Australian race, for all cars at once, is 1.3 s.
pub(super) const SILENCE_MS: i64 = 10_000;

/// Laps that have not gone out, by when they will.
#[derive(Debug)]
pub(super) struct LapEnds {
    laps: Vec<Option<LapRecord>>,
    /// Laps whose end is known: earliest first, of equals the one that stands first in the file.
    timed: BinaryHeap<Reverse<(i64, usize)>>,
    /// The last lap of each driver whose lap has no end, with that driver's newest telemetry.
    broken_off: BTreeMap<DriverCode, BrokenOff>,
}

#[derive(Debug)]
struct BrokenOff {
    laps: Vec<usize>,
    last_seen_ms: Option<i64>,
}

impl LapEnds {
    pub(super) fn new(laps: Vec<LapRecord>) -> Self {
        let mut starts: BTreeMap<DriverCode, Vec<(f64, i64)>> = BTreeMap::new();
        for lap in &laps {
            if let Some(start) = lap.lap_start_date {
                starts.entry(lap.driver).or_default().push((lap.lap_number, start));
            }
        }
        let next_start = |lap: &LapRecord| {
            let later = starts.get(&lap.driver)?.iter().filter(|(number, _)| lap.lap_number < *number);
            later.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, start)| *start)
        };
        let zero = laps.iter().find_map(LapRecord::session_zero_ms);
        let mut timed = BinaryHeap::new();
        let mut broken_off: BTreeMap<DriverCode, BrokenOff> = BTreeMap::new();
        for (index, lap) in laps.iter().enumerate() {
            match end_date_ms(lap, zero).or_else(|| next_start(lap)) {
                Some(end) => timed.push(Reverse((end, index))),
                None => broken_off
                    .entry(lap.driver)
                    .or_insert_with(|| BrokenOff { laps: Vec::new(), last_seen_ms: None })
                    .laps
                    .push(index),
            }
        }
        Self { laps: laps.into_iter().map(Some).collect(), timed, broken_off }
    }

    /// Takes note that a driver's telemetry goes on.
    pub(super) fn saw(&mut self, driver: DriverCode, date_ms: i64) {
        if let Some(lap) = self.broken_off.get_mut(&driver) {
            lap.last_seen_ms = Some(date_ms);
        }
    }

    /// The next lap that is known by `now_ms`, and since when.
    pub(super) fn pop_due(&mut self, now_ms: i64) -> Option<(i64, LapRecord)> {
        self.bury_silent(now_ms);
        let Reverse((end, index)) = *self.timed.peek()?;
        if now_ms < end {
            return None;
        }
        self.timed.pop();
        self.laps[index].take().map(|lap| (end, lap))
    }

    /// The next lap once there is no more telemetry; `last_ms` is when that ended.
    pub(super) fn pop_rest(&mut self, last_ms: i64) -> Option<(i64, LapRecord)> {
        while let Some((_, lap)) = self.broken_off.pop_first() {
            let end = lap.last_seen_ms.unwrap_or(last_ms);
            self.timed.extend(lap.laps.into_iter().map(|index| Reverse((end, index))));
        }
        self.pop_due(i64::MAX)
    }

    /// Gives an end to laps whose driver has been silent.
    fn bury_silent(&mut self, now_ms: i64) {
        if self.broken_off.is_empty() {
            return;
        }
        let timed = &mut self.timed;
        self.broken_off.retain(|_, lap| {
            let Some(end) = lap.last_seen_ms.map(|last| last + SILENCE_MS).filter(|end| *end <= now_ms)
            else {
                return true;
            };
            timed.extend(lap.laps.drain(..).map(|index| Reverse((end, index))));
            false
        });
    }
}

/// The end that the record tells; `zero` is the recording's session zero, for records without a start.
fn end_date_ms(lap: &LapRecord, zero: Option<i64>) -> Option<i64> {
    lap.end_date_ms().or_else(|| Some(zero? + lap.sector3_session_time?))
}
