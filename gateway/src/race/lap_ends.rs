//! When and in which place a car ended its newest laps, as their records tell.

use std::collections::VecDeque;

use super::lap_record::Lap;

/// No lap is as quick as this, ms.
const QUICKEST_LAP_MS: i64 = 40_000;
/// Records may come by so many before those of the laps before them.
const LAPS_AT_ONCE: i64 = 2;
/// Lap ends that are remembered.
const KEPT: usize = 4;

/// The end of a lap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LapEnd {
    pub(super) lap: i32,
    pub(super) end_ms: Option<i64>,
    pub(super) position: Option<u8>,
}

impl LapEnd {
    /// Whether the car can have come to a lap by then: nobody drives fifty in the time of one.
    pub(super) fn may_lead_to(&self, lap: &Lap, now_ms: i64) -> bool {
        let Some(since_ms) = self.end_ms else { return true };
        let by_ms = lap.end_ms.or(lap.start_ms).unwrap_or(now_ms);
        let more = (by_ms - since_ms).max(0) / QUICKEST_LAP_MS;
        i64::from(lap.number) <= i64::from(self.lap) + more + LAPS_AT_ONCE
    }
}

/// A car's newest lap ends, by lap.
#[derive(Clone, Debug, Default)]
pub(super) struct LapEnds(VecDeque<LapEnd>);

impl LapEnds {
    pub(super) fn newest(&self) -> Option<LapEnd> {
        self.0.back().copied()
    }

    pub(super) fn of(&self, lap: i32) -> Option<LapEnd> {
        self.0.iter().rev().find(|end| end.lap == lap).copied()
    }

    /// The newest that lies not after a date.
    pub(super) fn by(&self, date_ms: i64) -> Option<LapEnd> {
        self.0.iter().rev().find(|end| end.end_ms.is_some_and(|end| end <= date_ms)).copied()
    }

    /// Laps with the dates of their ends, oldest first.
    pub(super) fn dated(&self) -> impl Iterator<Item = (i32, i64)> {
        self.0.iter().filter_map(|end| Some((end.lap, end.end_ms?)))
    }

    /// Keeps a lap's end; a lap that is known already is only completed.
    pub(super) fn add(&mut self, end: LapEnd) {
        if let Some(known) = self.0.iter_mut().find(|known| known.lap == end.lap) {
            *known = LapEnd {
                lap: end.lap,
                end_ms: end.end_ms.or(known.end_ms),
                position: end.position.or(known.position),
            };
            return;
        }
        let place = self.0.iter().position(|known| end.lap < known.lap).unwrap_or(self.0.len());
        self.0.insert(place, end);
        if KEPT < self.0.len() {
            self.0.pop_front();
        }
    }
}
