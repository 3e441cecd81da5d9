//! All that is known of one car, by where it is known from; its row of the board is made of it.

use gridcast_shared::race::{Gap, TrackStatus};
use gridcast_shared::telemetry::CarData;
use gridcast_shared::topics::{TimingRecord, Update};

use super::clock::SILENT_MS;
use super::lap_ends::{LapEnd, LapEnds};
use super::lap_history::LapHistory;
use super::lap_record::{Lap, compound};
use super::mini_times::MiniTimes;
use super::passages::MARKS;
use super::pit_visits::PitVisits;
use super::progress::Progress;
use super::telemetry::{Fixes, Telemetry};
use super::told::{Change, Told};
use super::track::Track;
use super::tyres::Tyre;

/// One car.
#[derive(Clone, Debug, Default)]
pub(super) struct Car {
    pub(super) telemetry: Telemetry,
    pub(super) fixes: Fixes,
    pub(super) progress: Progress,
    pub(super) mini_times: MiniTimes,
    pub(super) ends: LapEnds,
    /// All laps, for the timeline; the race itself asks the newest ends.
    pub(super) history: LapHistory,
    pub(super) tyre: Tyre,
    pub(super) pits: PitVisits,
    pub(super) told: Told,
    /// Newest lap of which there is a record; 0 before the first.
    pub(super) recorded_lap: i32,
    /// When a record last told something that only a moving car does.
    pub(super) driven_ms: Option<i64>,
    /// When the timing last told anything of it.
    pub(super) timed_ms: Option<i64>,
    /// A record says that the car ended its race in this lap.
    pub(super) out_lap: Option<i32>,
    /// Timing point of the line at which the flag was taken.
    pub(super) finish: Option<i32>,
    /// Part of qualifying at whose end it was knocked out, from 1.
    pub(super) knocked_out: Option<u8>,
    /// Whether its place on the grid was told.
    pub(super) is_grid_told: bool,
}

/// What the record of a lap brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LapTaken {
    /// No later lap is recorded; the record may be a correction of it.
    pub(super) is_newest: bool,
    /// When the lap before ended.
    pub(super) before_ms: Option<i64>,
    /// When the car came into the pits, if nobody had told of that.
    pub(super) came_in_ms: Option<i64>,
}

impl Car {
    /// Takes the record of a lap, on a circuit of this length (0 while it is unknown).
    /// `usual_ms` is how long a visit to the pits usually takes.
    pub(super) fn take_lap(&mut self, lap: &Lap, length_m: f64, usual_ms: Option<i64>) -> LapTaken {
        let is_newest = self.recorded_lap < lap.number;
        self.history.take_lap(lap);
        if lap.is_out {
            if is_newest {
                self.out_lap = Some(lap.number);
                self.tyre.take_lap(lap.number, lap.compound, lap.tyre_age, None);
            }
            return LapTaken { is_newest, ..LapTaken::default() };
        }
        self.recorded_lap = self.recorded_lap.max(lap.number);
        // A lap whose record does not tell its end ended where the next began.
        if let (Some(start_ms), Some(before)) = (lap.start_ms, self.ends.of(lap.number - 1))
            && before.end_ms.is_none()
        {
            self.ends.add(LapEnd { end_ms: Some(start_ms), ..before });
            self.end_lap(before.lap, start_ms, length_m);
        }
        let before_ms = self.ends.of(lap.number - 1).and_then(|end| end.end_ms);
        self.ends.add(LapEnd { lap: lap.number, end_ms: lap.end_ms, position: lap.position });
        if let Some(end_ms) = lap.end_ms {
            self.end_lap(lap.number, end_ms, length_m);
            self.drove(end_ms);
        }
        self.out_lap = self.out_lap.filter(|&out| lap.number < out);
        // Behind the safety car a lap may begin and end in the pits.
        let visit = self.pits.take_out(lap, &self.tyre, usual_ms);
        let came_in_ms = self.pits.take_in(lap);
        if is_newest {
            self.tyre.take_lap(lap.number, lap.compound, lap.tyre_age, visit);
        }
        LapTaken { is_newest: self.recorded_lap == lap.number, before_ms, came_in_ms }
    }

    /// Takes a change of the timing. Where neither samples nor records tell when a lap ended, its count of laps does.
    /// `part` is that of qualifying, 0 elsewhere.
    pub(super) fn take_timing(&mut self, record: &TimingRecord, length_m: f64, part: u8) -> Change {
        let change = self.told.take(record);
        self.timed_ms = self.timed_ms.max(Some(record.date));
        self.history.take_timing(record);
        self.is_grid_told |= record.grid_position.value().is_some();
        if change.drives {
            self.drove(record.date);
        }
        match record.knocked_out {
            Update::Keep => {}
            Update::Gone | Update::Set(false) => self.knocked_out = None,
            Update::Set(true) => {
                self.knocked_out.get_or_insert(part.max(1));
            }
        }
        let laps = self.told.laps.map_or(self.laps_done(), i32::from);
        let named = record.compound.as_ref().value().map(|name| compound(Some(name)));
        self.tyre.take_timing(laps, named, record.tyre_life.value());
        let is_silent = SILENT_MS <= record.date - self.telemetry.seen_ms;
        if let Some(lap) = record.number_of_laps.value().map(i32::from)
            && is_silent
            && self.newest_lap() < lap
        {
            self.ends.add(LapEnd { lap, end_ms: Some(record.date), position: None });
            self.end_lap(lap, record.date, length_m);
        }
        change
    }

    /// Takes car data; under a red flag all stand.
    pub(super) fn take_car_data(&mut self, data: CarData, date_ms: i64, track: TrackStatus) {
        self.telemetry.take_car_data(data, date_ms);
        self.pits.stands.saw(date_ms, data.speed_kmh);
        if self.telemetry.is_standing() && track != TrackStatus::Red {
            self.pits.stands(date_ms);
        }
    }

    /// Number of the newest lap of which a time may be told, by the timing or by a record.
    pub(super) fn newest_timed(&self) -> i32 {
        self.told.laps.map_or(0, i32::from).max(self.recorded_lap)
    }

    /// Laps done: by the line passed, or by the newest record.
    pub(super) fn laps_done(&self) -> i32 {
        self.progress.passages.laps().max(self.newest_lap())
    }

    /// Newest lap whose end is told; 0 before the first.
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

    /// A record tells that the car drove then.
    pub(super) fn drove(&mut self, date_ms: i64) {
        self.driven_ms = self.driven_ms.max(Some(date_ms));
    }

    /// The timing point that comes next, once any was passed.
    pub(super) fn next_mark(&self) -> Option<i32> {
        self.progress.passages.newest().map(|newest| newest + 1)
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
            self.progress.advance(track, fix.point(), fix.date_ms, None, laps);
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

/// How far a car is behind the leader, and behind the car in the place ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Behind {
    pub(super) gap: Gap,
    pub(super) interval: Gap,
}

impl Behind {
    /// What the timing says goes before it.
    pub(super) fn unless_told(self, car: &Car) -> Self {
        let interval = match (car.told.interval, self.interval) {
            // Of a lapped car the timing says laps only; how far it is from its rival can still be read in time.
            (Some(Gap::Laps(_)), Gap::Millis(ms)) => Gap::Millis(ms),
            (told, measured) => told.unwrap_or(measured),
        };
        Self { gap: car.told.gap.unwrap_or(self.gap), interval }
    }
}
