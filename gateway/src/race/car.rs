//! What is known of one car beyond its row of the board.

use std::collections::VecDeque;

use gridcast_shared::race::{Compound, Gap};

use super::motion::Motion;
use super::passages::Passages;

/// Positions that are remembered for learning the circuit: two laps and more at four to eight a second.
const KEPT_FIXES: usize = 2_400;

/// Lap ends that are remembered.
const KEPT_ENDS: usize = 4;

/// A measured position, track units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fix {
    pub(super) date_ms: i64,
    pub(super) x: i32,
    pub(super) y: i32,
}

/// The end of a lap as its record tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LapEnd {
    pub(super) lap: i32,
    pub(super) end_ms: Option<i64>,
    pub(super) position: Option<u8>,
}

/// A visit to the pit lane as seen from positions.
#[expect(clippy::struct_field_names, reason = "the unit is no common postfix to drop")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Visit {
    pub(super) in_ms: i64,
    pub(super) out_ms: Option<i64>,
    pub(super) stood_ms: i64,
}

/// The newest values of `f1_timing`, which win over what is worked out here.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) position: Option<(u8, i64)>,
    pub(super) gap: Option<Gap>,
    pub(super) interval: Option<Gap>,
    pub(super) laps: Option<u8>,
    pub(super) in_pit: Option<bool>,
    pub(super) stopped: bool,
    pub(super) retired: bool,
    pub(super) pit_stops: Option<u8>,
}

/// The tyre as the newest record of the stint says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tyre {
    pub(super) compound: Compound,
    /// Laps done by the end of `at_lap`.
    pub(super) age: i32,
    pub(super) at_lap: i32,
    pub(super) is_known: bool,
}

/// One car.
#[derive(Clone, Debug, Default)]
pub(super) struct Car {
    pub(super) fixes: VecDeque<Fix>,
    pub(super) motion: Option<Motion>,
    pub(super) passages: Passages,
    pub(super) ends: VecDeque<LapEnd>,
    pub(super) speed_kmh: u16,
    /// Newest sample of any kind.
    pub(super) seen_ms: i64,
    /// Time spent still while the others raced, ms.
    pub(super) idle_ms: i64,
    pub(super) has_moved: bool,
    pub(super) has_position: bool,
    /// Where it stood before the start.
    pub(super) stand: Option<Fix>,
    pub(super) last_fix: Option<Fix>,
    pub(super) tele_lap: i32,
    /// A lap number that the telemetry shows, and since when.
    pub(super) tele_lap_since: (i32, i64),
    pub(super) tyre: Tyre,
    pub(super) stops: u8,
    /// Newest lap whose record told of leaving the pits: each visit is judged once.
    pub(super) out_of_pits_lap: i32,
    pub(super) visit: Option<Visit>,
    /// Date of the newest `PitInTime` and lap of it.
    pub(super) pit_in: Option<(i32, i64)>,
    /// A record says that the car ended its race in this lap.
    pub(super) out_lap: Option<i32>,
    /// Timing point of the line at which the flag was taken.
    pub(super) finish: Option<i32>,
    pub(super) told: Told,
    pub(super) grid_told: bool,
    pub(super) best_end_ms: i64,
}

impl Car {
    pub(super) fn remember(&mut self, fix: Fix) {
        if self.fixes.len() == KEPT_FIXES {
            self.fixes.pop_front();
        }
        self.fixes.push_back(fix);
    }

    /// Laps done: by the line passed, or by the newest record.
    pub(super) fn laps_done(&self) -> i32 {
        self.passages.laps().max(self.ends.back().map_or(0, |end| end.lap))
    }

    pub(super) fn end_of(&self, lap: i32) -> Option<LapEnd> {
        self.ends.iter().rev().find(|end| end.lap == lap).copied()
    }

    /// Keeps a lap's end; a lap that is known already is only completed.
    pub(super) fn add_end(&mut self, end: LapEnd) {
        if let Some(known) = self.ends.iter_mut().find(|known| known.lap == end.lap) {
            *known = LapEnd {
                lap: end.lap,
                end_ms: end.end_ms.or(known.end_ms),
                position: end.position.or(known.position),
            };
            return;
        }
        let place = self.ends.iter().position(|known| end.lap < known.lap).unwrap_or(self.ends.len());
        self.ends.insert(place, end);
        if KEPT_ENDS < self.ends.len() {
            self.ends.pop_front();
        }
    }

    /// Whether it is seen in the pit lane.
    pub(super) fn is_in_lane(&self) -> bool {
        self.visit.is_some_and(|visit| visit.out_ms.is_none())
    }
}
