//! Lap records: times, the line, tyres and stops, and laps that never ended.

use gridcast_shared::race::{Compound, EventKind, TrackStatus};
use gridcast_shared::topics::LapRecord;

use super::car::{LapEnd, Tyre};
use super::passages::MARKS;
use super::{LAST_DATE_MS, Race};

/// Standing this long in the pit lane is a stop, ms.
pub(super) const STOP_MS: i64 = 1_500;

impl Race {
    pub(super) fn take_lap(&mut self, index: usize, record: &LapRecord) {
        let Some(number) = lap_number(record) else { return };
        self.set_team(index, record);
        if number == 1
            && let Some(start) = record.lap_start_date.filter(|&date| is_date(date))
            && (self.state.status.started_ms == 0 || self.started_seen_ms == self.state.status.started_ms)
        {
            self.state.status.started_ms = start;
        }
        let is_newest = self.cars[index].ends.back().is_none_or(|end| end.lap < number);
        let is_out = record.lap_time.is_none()
            && record.sector3_time.is_none()
            && record.sector3_session_time.is_none()
            && record.position.is_none();
        if is_out {
            if is_newest {
                self.cars[index].out_lap = Some(number);
                self.take_tyre(index, record, number);
            }
            return;
        }
        let end_ms = end_of(record);
        let position = record.position.filter(|p| (1.0..=255.0).contains(p)).map(|p| p as u8);
        self.end_lap_before(index, record, number);
        let car = &mut self.cars[index];
        let before = car.ends.iter().find(|end| end.lap == number - 1).and_then(|end| end.end_ms);
        car.add_end(LapEnd { lap: number, end_ms, position });
        if let Some(end_ms) = end_ms {
            self.pass_line(index, number, end_ms);
        }
        let car = &mut self.cars[index];
        if car.out_lap.is_some_and(|out| out <= number) {
            car.out_lap = None;
        }
        if is_newest {
            self.take_times(index, record, before, end_ms);
        }
        self.take_best(index, record, number, end_ms);
        self.take_stop(index, record, number);
        if is_newest {
            self.take_tyre(index, record, number);
            self.take_track_status(index, record);
        }
        self.note_good_lap(index, record, number, end_ms);
    }

    /// A lap whose record does not tell its end ended where the next began.
    fn end_lap_before(&mut self, index: usize, record: &LapRecord, number: i32) {
        let Some(start) = record.lap_start_date.filter(|&date| is_date(date)) else { return };
        let Some(before) = self.cars[index].end_of(number - 1) else { return };
        if before.end_ms.is_none() {
            self.cars[index].add_end(LapEnd { end_ms: Some(start), ..before });
            self.pass_line(index, number - 1, start);
        }
    }

    fn pass_line(&mut self, index: usize, lap: i32, end_ms: i64) {
        let length_m = self.track.as_ref().map_or(0.0, super::track::Track::length_m);
        let car = &mut self.cars[index];
        if car.finish.is_some_and(|finish| finish < lap * MARKS) {
            car.finish = None;
        }
        let moved = car.passages.line(lap, end_ms);
        if let Some(motion) = car.motion.as_mut() {
            motion.progress_m += f64::from(moved) / f64::from(MARKS) * length_m;
        }
    }

    fn take_times(&mut self, index: usize, record: &LapRecord, before: Option<i64>, end_ms: Option<i64>) {
        let row = &mut self.state.cars[index];
        let crossing = || Some(end_ms? - before?).filter(|&ms| 0 < ms);
        if let Some(time) = time_ms(record.lap_time.or_else(crossing)) {
            row.last_lap_ms = time;
        }
        let sectors = [record.sector1_time, record.sector2_time, record.sector3_time];
        if sectors.iter().any(Option::is_some) {
            row.sectors_ms = sectors.map(|sector| time_ms(sector).unwrap_or(0));
        }
        row.sectors_current = 0;
    }

    /// Only timed laps count; of equal times the one set first holds.
    fn take_best(&mut self, index: usize, record: &LapRecord, number: i32, end_ms: Option<i64>) {
        let Some(time) = time_ms(record.lap_time).filter(|&ms| 0 < ms) else { return };
        let row = &mut self.state.cars[index];
        if row.best_lap_ms == 0 || time < row.best_lap_ms {
            row.best_lap_ms = time;
            self.cars[index].best_end_ms = end_ms.unwrap_or(self.now_ms);
            let was = self.state.status.fastest.map(|car| self.state.cars[car.index()].best_lap_ms);
            let had = self.state.status.fastest.is_some_and(|car| car.index() != index);
            self.settle_fastest();
            let is_mine = self.state.status.fastest.is_some_and(|car| car.index() == index);
            if 1 < number && is_mine && (!had || was != Some(time)) {
                self.push_event(EventKind::FastestLap, Some(index), None, time, String::new());
            }
        }
    }

    pub(super) fn settle_fastest(&mut self) {
        let timed = (0..self.cars.len()).filter(|&i| self.state.cars[i].best_lap_ms != 0);
        let best = timed.min_by_key(|&i| {
            let code = self.state.session.drivers[i].code;
            (self.state.cars[i].best_lap_ms, self.cars[i].best_end_ms, code)
        });
        self.state.status.fastest = best.map(|i| gridcast_shared::ids::CarIndex(i as u8));
    }

    /// A stop is a visit in which the car stood or got other tyres; driving through behind a safety car is none.
    /// The record of the lap out decides, since it has the tyres.
    fn take_stop(&mut self, index: usize, record: &LapRecord, number: i32) {
        let zero = session_zero(record);
        if let (Some(zero), Some(in_time)) = (zero, record.pit_in_time.filter(|&t| is_date(t))) {
            let known = self.cars[index].pit_in.is_some_and(|(lap, _)| lap == number);
            self.cars[index].pit_in = Some((number, zero + in_time));
            let seen =
                self.cars[index].visit.is_some_and(|visit| (visit.in_ms - zero - in_time).abs() < 30_000);
            if !known && !seen {
                self.push_event(EventKind::PitIn, Some(index), None, 0, String::new());
            }
        }
        let (Some(zero), Some(out_time)) = (zero, record.pit_out_time.filter(|&t| is_date(t))) else {
            return;
        };
        let car = &mut self.cars[index];
        let was_in = car.pit_in.is_some_and(|(lap, _)| lap == number - 1);
        if number <= car.out_of_pits_lap || (!was_in && number <= 1) {
            return;
        }
        car.out_of_pits_lap = number;
        let age = record.tyre_life.map_or(0, |age| age as i32);
        let compound = compound(record.compound.as_deref());
        let has_others = if car.tyre.is_known && car.tyre.at_lap < number {
            let changed = compound != Compound::Unknown
                && car.tyre.compound != Compound::Unknown
                && compound != car.tyre.compound;
            changed || (record.tyre_life.is_some() && age < car.tyre.age + number - car.tyre.at_lap)
        } else {
            record.tyre_life.is_some() && age <= 3 && age < number
        };
        let visit =
            car.visit.filter(|visit| visit.out_ms.is_some_and(|out| (out - zero - out_time).abs() < 30_000));
        let stood = visit.is_some_and(|visit| STOP_MS <= visit.stood_ms);
        if visit.is_some() {
            car.visit = None;
        }
        if has_others || (stood && self.state.status.track != TrackStatus::Red) {
            car.stops = car.stops.saturating_add(1);
        }
    }

    /// A record's tyre holds at the end of its lap; an UNKNOWN does not undo what an earlier record of the same
    /// set said.
    fn take_tyre(&mut self, index: usize, record: &LapRecord, number: i32) {
        let car = &mut self.cars[index];
        let told = compound(record.compound.as_deref());
        let age = record.tyre_life.filter(|age| (0.0..=255.0).contains(age)).map(|age| age as i32);
        let goes_on = car.tyre.age + number - car.tyre.at_lap;
        let is_same_set = car.tyre.is_known && age.is_none_or(|age| age == goes_on);
        let compound = if told == Compound::Unknown && is_same_set { car.tyre.compound } else { told };
        car.tyre = Tyre { compound, age: age.unwrap_or(goes_on), at_lap: number, is_known: true };
    }

    fn set_team(&mut self, index: usize, record: &LapRecord) {
        if let Some(team) = record.team.as_deref()
            && self.state.session.drivers[index].team.is_empty()
        {
            self.edit_session(|session| team.clone_into(&mut session.drivers[index].team));
        }
    }
}

/// A tyre's name as a compound; names of before 2019 go to the nearest of today's.
pub(super) fn compound(name: Option<&str>) -> Compound {
    match name.unwrap_or_default() {
        "SOFT" | "SUPERSOFT" | "ULTRASOFT" | "HYPERSOFT" => Compound::Soft,
        "MEDIUM" => Compound::Medium,
        "HARD" | "SUPERHARD" => Compound::Hard,
        "INTERMEDIATE" => Compound::Intermediate,
        "WET" => Compound::Wet,
        _ => Compound::Unknown,
    }
}

fn lap_number(record: &LapRecord) -> Option<i32> {
    (1.0..=250.0).contains(&record.lap_number).then_some(record.lap_number as i32)
}

/// Whether a date or a session time is one that can be reckoned with.
pub(super) fn is_date(ms: i64) -> bool {
    (0..LAST_DATE_MS).contains(&ms)
}

/// UTC at session time 0.
pub(super) fn session_zero(record: &LapRecord) -> Option<i64> {
    let (date, time) = (record.lap_start_date?, record.lap_start_time?);
    (is_date(date) && is_date(time)).then(|| date - time)
}

fn end_of(record: &LapRecord) -> Option<i64> {
    let by_sector = || Some(session_zero(record)? + record.sector3_session_time.filter(|&t| is_date(t))?);
    let by_time =
        || Some(record.lap_start_date.filter(|&d| is_date(d))? + record.lap_time.filter(|&t| is_date(t))?);
    by_sector().or_else(by_time).filter(|&date| is_date(date))
}

fn time_ms(time: Option<i64>) -> Option<u32> {
    u32::try_from(time?).ok()
}
