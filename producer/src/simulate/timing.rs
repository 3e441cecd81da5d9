//! Timing: who passed which timing point when, and the lap and timing records that come of it.

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::{LapRecord, TimingRecord, Update};

use super::car::{Car, TyreSet};

/// Timing points a lap; the line is the last. Sectors end at a third and two thirds of them.
pub(super) const POINTS: i64 = 24;

/// The passages of one timing point of one lap.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    cars: u8,
    first_ms: i64,
    last_ms: i64,
}

/// All timing points of the race, by number since the start.
#[derive(Clone, Debug, Default)]
pub(super) struct Timing {
    points: Vec<Point>,
}

/// What a passage means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// Place there, from 1.
    pub(super) position: u8,
    /// Behind the first.
    pub(super) gap_ms: u32,
    /// Behind the one before.
    pub(super) interval_ms: u32,
    /// Whole laps behind the leader.
    pub(super) laps_down: u8,
}

impl Timing {
    /// A car passes a timing point, numbered from the start; point `n * POINTS` ends lap `n`.
    pub(super) fn pass(&mut self, point: i64, at_ms: i64) -> Passage {
        let i = usize::try_from(point).unwrap_or(0);
        if self.points.len() <= i {
            self.points.resize(i + 1, Point::default());
        }
        let laps_down = (self.points.len() - 1 - i) as i64 / POINTS;
        let here = &mut self.points[i];
        if here.cars == 0 {
            (here.first_ms, here.last_ms) = (at_ms, at_ms);
        }
        here.cars += 1;
        let passage = Passage {
            position: here.cars,
            gap_ms: (at_ms - here.first_ms).max(0) as u32,
            interval_ms: (at_ms - here.last_ms).max(0) as u32,
            laps_down: laps_down as u8,
        };
        here.last_ms = here.last_ms.max(at_ms);
        passage
    }
}

/// A car's lap in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct LapClock {
    /// When the lap began.
    pub(super) began_ms: i64,
    /// When its sectors ended.
    sectors: [Option<i64>; 3],
    speeds: [Option<f64>; 4],
    /// When the car came into the pits, and on which set: the lap is told of that one.
    pub(super) pit_in: Option<(i64, TyreSet)>,
    pub(super) pit_out_ms: Option<i64>,
    pub(super) best_ms: Option<i64>,
    /// Statuses of the track in this lap, a bit a digit.
    statuses: u16,
}

impl LapClock {
    /// A clock whose lap begins at a moment.
    pub(super) fn starting_at(began_ms: i64) -> Self {
        Self { began_ms, ..Self::default() }
    }

    /// The track's status is this digit.
    pub(super) fn status(&mut self, digit: u8) {
        self.statuses |= 1 << digit;
    }

    /// Notes the speed trap of a timing point.
    pub(super) fn trap(&mut self, point: i64, speed_kmh: f64) {
        let trap = match point.rem_euclid(POINTS) {
            6 => 0,
            13 => 1,
            0 => 2,
            22 => 3,
            _ => return,
        };
        self.speeds[trap] = Some(speed_kmh.round());
    }

    /// A sector, 0 to 2, ends.
    pub(super) fn sector(&mut self, sector: usize, at_ms: i64) {
        self.sectors[sector] = Some(at_ms);
    }

    /// The time of a sector that has ended, ms.
    pub(super) fn sector_ms(&self, sector: usize) -> Option<i64> {
        let before = if sector == 0 { Some(self.began_ms) } else { self.sectors[sector - 1] };
        Some(self.sectors[sector]? - before?)
    }

    /// The lap ends here: its record, and the clock is set for the next.
    pub(super) fn end(
        &mut self,
        car: &Car,
        code: DriverCode,
        lap: u8,
        position: Option<u8>,
        at_ms: i64,
        zero_ms: i64,
    ) -> LapRecord {
        let mut record = self.record(car, code, lap, zero_ms);
        let time = at_ms - self.began_ms;
        record.lap_time = Some(time);
        record.position = position.map(f64::from);
        self.best_ms = Some(self.best_ms.map_or(time, |best| best.min(time)));
        let pit_in = self.pit_in;
        *self = Self { began_ms: at_ms, best_ms: self.best_ms, ..Self::default() };
        // Who crosses the line in the pit lane leaves it in the next lap.
        debug_assert!(pit_in.is_none_or(|(pit_in_ms, _)| pit_in_ms <= at_ms), "nobody comes in later");
        record
    }

    /// The record of a lap that the car does not finish, or the beginning of one that it does.
    pub(super) fn record(&self, car: &Car, code: DriverCode, lap: u8, zero_ms: i64) -> LapRecord {
        let session = |at: Option<i64>| at.map(|at| at - zero_ms);
        let set = self.pit_in.map_or(car.set, |(_, set)| set);
        let mut record = LapRecord::new(code, f64::from(lap));
        record.stint = Some(f64::from(set.stint));
        record.pit_in_time = session(self.pit_in.map(|(at_ms, _)| at_ms));
        record.pit_out_time = session(self.pit_out_ms);
        [record.sector1_time, record.sector2_time, record.sector3_time] =
            [0, 1, 2].map(|i| self.sector_ms(i));
        [record.sector1_session_time, record.sector2_session_time, record.sector3_session_time] =
            self.sectors.map(session);
        [record.speed_i1, record.speed_i2, record.speed_fl, record.speed_st] = self.speeds;
        record.compound = Some(set.tyre.name().to_owned());
        record.tyre_life = Some(f64::from(set.laps) + 1.0);
        record.fresh_tyre = Some(set.fresh);
        record.team = Some(car.entry.team.to_owned());
        record.lap_start_time = Some(self.began_ms - zero_ms);
        record.lap_start_date = Some(self.began_ms);
        record.track_status = Some(
            (1..=7)
                .filter(|digit| self.statuses & (1 << digit) != 0)
                .map(|digit| digit.to_string())
                .collect(),
        );
        record
    }
}

/// A timing record of a passage.
pub(super) fn timing_record(code: DriverCode, at_ms: i64, passage: Passage) -> TimingRecord {
    let mut record = TimingRecord::new(code, at_ms);
    record.position = Update::Set(passage.position);
    if passage.laps_down == 0 {
        record.gap_to_leader = Update::set_or_keep((1 < passage.position).then_some(passage.gap_ms));
    } else {
        record.laps_to_leader = Update::Set(passage.laps_down);
    }
    record.interval = Update::set_or_keep((1 < passage.position).then_some(passage.interval_ms));
    record
}
