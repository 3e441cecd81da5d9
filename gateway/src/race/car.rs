//! All that is known of one car, by where it is known from; its row of the board is made of it.

use super::lap_ends::LapEnds;
use super::passages::MARKS;
use super::pit_visits::PitVisits;
use super::progress::Progress;
use super::telemetry::{Fixes, Telemetry};
use super::told::Told;
use super::track::Track;
use super::tyres::Tyre;

/// One car.
#[derive(Clone, Debug, Default)]
pub(super) struct Car {
    pub(super) telemetry: Telemetry,
    pub(super) fixes: Fixes,
    pub(super) progress: Progress,
    pub(super) ends: LapEnds,
    pub(super) tyre: Tyre,
    pub(super) pits: PitVisits,
    pub(super) told: Told,
    /// A record says that the car ended its race in this lap.
    pub(super) out_lap: Option<i32>,
    /// Timing point of the line at which the flag was taken.
    pub(super) finish: Option<i32>,
    /// Whether its place on the grid was told.
    pub(super) is_grid_told: bool,
}

impl Car {
    /// Laps done: by the line passed, or by the newest record.
    pub(super) fn laps_done(&self) -> i32 {
        self.progress.passages.laps().max(self.newest_lap())
    }

    /// Newest lap whose end is recorded; 0 before the first.
    pub(super) fn newest_lap(&self) -> i32 {
        self.ends.newest().map_or(0, |end| end.lap)
    }

    /// Laps done where a first position is to be counted from: by record, else by the telemetry's own number.
    pub(super) fn laps_before(&self) -> Option<i32> {
        let by_telemetry = (0 < self.telemetry.lap).then_some(self.telemetry.lap - 1);
        self.ends.newest().map(|end| end.lap).or(by_telemetry)
    }

    /// Whether the car has ever driven, by its samples or its records.
    pub(super) fn has_driven(&self) -> bool {
        self.telemetry.has_moved || self.ends.newest().is_some()
    }

    /// Whether it is in the pit lane: as told, else as seen.
    pub(super) fn is_in_pit(&self) -> bool {
        self.told.in_pit.unwrap_or(self.pits.is_in_lane())
    }

    /// The record's word on the line at a lap's end; a car that drives on beyond its finish had not finished.
    pub(super) fn end_lap(&mut self, lap: i32, end_ms: i64, length_m: f64) {
        if self.finish.is_some_and(|finish| finish < lap * MARKS) {
            self.finish = None;
        }
        self.progress.end_lap(lap, end_ms, length_m);
    }

    /// The flag was taken at this timing point; what comes after is no race.
    pub(super) fn finish_at(&mut self, mark: i32) {
        self.finish = Some(mark);
        self.progress.passages.end_at(mark);
    }

    /// Measures all that is remembered anew, along another line.
    pub(super) fn measure_along(&mut self, track: &Track) {
        let before = std::mem::take(&mut self.progress);
        for fix in self.fixes.iter() {
            let laps = self.ends.by(fix.date_ms).map(|end| end.lap);
            self.progress.advance(track, fix.point(), fix.date_ms, laps);
        }
        for (lap, end_ms) in self.ends.dated() {
            self.progress.end_lap(lap, end_ms, track.length_m());
        }
        if self.progress.passages.newest() < before.passages.newest() {
            self.progress.passages = before.passages;
        }
        if let Some(mark) = self.finish {
            self.progress.passages.end_at(mark);
        }
    }
}
