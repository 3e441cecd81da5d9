//! A car's row of the board, from what is known of it.

use gridcast_shared::race::{CarStatus, CarTiming, Compound, MiniSector, MiniSectors};
use gridcast_shared::topics::{TimingRecord, Update};

use super::car::Car;
use super::lap_record::Lap;
use super::passages::MARKS;
use super::status::Moment;

/// A car whose samples end this long before a line is counted by laps and timing alone, ms.
const SILENT_MS: i64 = 10_000;

/// Writes status, lap, stops and tyres into a car's row.
pub(super) fn write(row: &mut CarTiming, car: &Car, status: CarStatus, moment: Moment) {
    let done = laps_done(car, moment);
    row.status = status;
    row.lap = lap(car, status, done, moment).clamp(0, 255) as u8;
    // A visit's stop shows before the record of the lap out does, with tyres of which nothing is known, unless the
    // timing tells of the pits and the tyres as they are.
    let is_fresh = car.pits.has_untold_stop() && car.told.in_pit.is_none() && car.finish.is_none();
    let is_fresh = is_fresh && car.told.pit_stops.is_none();
    let n_stops = car.pits.n_stops(car.told.pit_stops, moment.usual_stop_ms);
    row.pit_stops = n_stops.saturating_add(u8::from(is_fresh));
    if is_fresh {
        row.compound = Compound::Unknown;
        row.tyre_age = CarTiming::UNKNOWN_AGE;
    } else if car.tyre.is_known() {
        row.compound = car.tyre.compound();
        row.tyre_age = car.tyre.shown_age(done, car.out_lap.is_some());
    }
    if !car.told.has_minis {
        row.minis = car.mini_times.states(&moment.best_minis_ms);
    }
}

fn laps_done(car: &Car, moment: Moment) -> i32 {
    let by_telemetry = if moment.has_laps { 0 } else { car.telemetry.lap - 1 };
    match (car.finish, car.told.laps) {
        (Some(mark), _) => mark / MARKS,
        (None, Some(laps)) => i32::from(laps),
        (None, None) => car.laps_done().max(by_telemetry),
    }
}

fn lap(car: &Car, status: CarStatus, done: i32, moment: Moment) -> i32 {
    let line_ms = car.progress.passages.at(done * MARKS);
    let seen_ms = car.telemetry.seen_ms;
    let has_gone_on =
        line_ms.is_none_or(|line| seen_ms == 0 || line <= seen_ms || SILENT_MS <= line - seen_ms);
    let lap = match status {
        CarStatus::NotStarted => 0,
        CarStatus::Finished => done,
        CarStatus::Retired => car.out_lap.unwrap_or(done + 1),
        // The next lap begins with a sample beyond the line: none is made up after the last.
        _ if moment.has_begun || !moment.kind.is_race() => done + i32::from(done == 0 || has_gone_on),
        _ => 0,
    };
    // Nobody drives a lap that is not scheduled: the flag may be told late.
    match i32::from(moment.scheduled_laps) {
        scheduled if moment.kind.is_race() && scheduled != 0 => lap.min(scheduled),
        _ => lap,
    }
}

/// Writes the times of a lap that has ended; `before_ms` is when the lap before did.
pub(super) fn write_lap(row: &mut CarTiming, lap: &Lap, before_ms: Option<i64>) {
    let crossing = || u32::try_from(lap.end_ms? - before_ms?).ok().filter(|&ms| 0 < ms);
    row.last_lap_ms = lap.time_ms.or_else(crossing).unwrap_or(row.last_lap_ms);
    row.sectors_ms = lap.sectors_ms.unwrap_or(row.sectors_ms);
    row.sectors_current = 0;
}

/// Writes the times that the timing tells, but for the best lap; `ended_lap`: another lap is completed.
pub(super) fn write_timing(row: &mut CarTiming, record: &TimingRecord, ended_lap: bool) {
    if ended_lap {
        row.sectors_current = 0;
    }
    row.minis = match &record.segments {
        Update::Keep => row.minis,
        Update::Gone => <[MiniSectors; 3]>::default(),
        Update::Set(sectors) => {
            [0, 1, 2].map(|i| MiniSectors::new(sectors[i].iter().map(|&state| mini(state))))
        }
    };
    row.last_lap_ms = record.last_lap_time.after(Some(row.last_lap_ms)).unwrap_or(0);
    let sectors = [record.sector1_time, record.sector2_time, record.sector3_time];
    for (sector, time) in sectors.into_iter().enumerate() {
        match time {
            Update::Keep => {}
            Update::Gone => {
                row.sectors_ms[sector] = 0;
                row.sectors_current = row.sectors_current.min(sector as u8);
            }
            Update::Set(time) => {
                row.sectors_ms[sector] = time;
                row.sectors_current = sector as u8 + 1;
            }
        }
    }
}

/// A mini-sector's state by the feed's own number.
fn mini(state: u16) -> MiniSector {
    match state {
        0 => MiniSector::Ahead,
        2049 => MiniSector::Own,
        2051 => MiniSector::BestOfAll,
        2064 => MiniSector::Pit,
        _ => MiniSector::Driven,
    }
}
