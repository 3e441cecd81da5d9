//! The feed: what of the race is told, how it is stamped, and when it is delivered.

use std::collections::VecDeque;

use gridcast_shared::ids::DriverCode;
use gridcast_shared::topics::{Record, TeleRecord};

use super::car::Car;
use super::circuit::Circuit;
use super::random::Random;
use crate::Timed;

/// Grids of the two streams' stamps.
const CAR_GRID_MS: i64 = 40;
const POSITION_GRID_MS: i64 = 20;

/// Share of positions that are stamped far too early.
const EARLY: f64 = 0.22;

/// Car data is later than it says: its values are those of so long ago.
const CAR_DELAY_MS: i64 = 40;

/// How far back a car's way is remembered, for positions that are fresher or older than their stamp.
const KEPT: usize = 16;

/// A live feed of the race.
#[derive(Clone, Debug)]
pub(super) struct Feed {
    next_car_ms: i64,
    next_position_ms: i64,
    next_batch_ms: i64,
    /// Until when nothing is sampled: a hole in the feed.
    hole_until_ms: i64,
    pending: Vec<Record>,
    /// The newest states of all cars: time, then per car where it is and how fast.
    past: VecDeque<(i64, Vec<Snapshot>)>,
}

#[derive(Clone, Copy, Debug)]
struct Snapshot {
    along: f64,
    left: f64,
    speed_kmh: f64,
    gear: i64,
    rpm: f64,
    throttle: f64,
    brake: bool,
}

impl Feed {
    /// A feed that begins.
    pub(super) fn new(start_ms: i64, chance: &mut Random) -> Self {
        Self {
            next_car_ms: start_ms + 40,
            next_position_ms: start_ms + 120,
            next_batch_ms: start_ms + chance.between(250.0, 350.0) as i64,
            hole_until_ms: 0,
            pending: Vec::new(),
            past: VecDeque::new(),
        }
    }

    /// A record of another kind, delivered with the next batch.
    pub(super) fn tell(&mut self, record: Record) {
        self.pending.push(record);
    }

    /// Samples all cars when one of the streams is due.
    pub(super) fn sample(
        &mut self,
        now: i64,
        cars: &[Car],
        codes: &[DriverCode],
        circuit: &Circuit,
        zero_ms: i64,
        chance: &mut Random,
    ) {
        let snapshots = cars.iter().map(|car| {
            let (gear, rpm) = car.gear_and_rpm();
            Snapshot {
                along: car.along,
                left: car.left,
                speed_kmh: car.speed * 3.6,
                gear,
                rpm,
                throttle: car.throttle,
                brake: car.brake,
            }
        });
        let mut row =
            if KEPT <= self.past.len() { self.past.pop_front().unwrap_or_default().1 } else { Vec::new() };
        row.clear();
        row.extend(snapshots);
        self.past.push_back((now, row));
        if self.next_car_ms <= now {
            let stamp = now / CAR_GRID_MS * CAR_GRID_MS;
            self.next_car_ms = now + [200, 240, 240, 280, 320][(chance.share() * 5.0) as usize % 5];
            if self.hole_until_ms <= now {
                self.car_data(stamp, codes, circuit, zero_ms);
            }
        }
        if self.next_position_ms <= now {
            self.next_position_ms = now + [140, 200, 240, 240, 260, 340][(chance.share() * 6.0) as usize % 6];
            if chance.chance(0.0006) {
                self.hole_until_ms = now + chance.between(500.0, 1_200.0) as i64;
            }
            if self.hole_until_ms <= now {
                self.positions(now, codes, circuit, zero_ms, chance);
            }
        }
    }

    fn car_data(&mut self, stamp: i64, codes: &[DriverCode], circuit: &Circuit, zero_ms: i64) {
        let Some(row) = self.row(stamp - CAR_DELAY_MS) else { return };
        let length = circuit.length();
        let records: Vec<Record> = self.past[row]
            .1
            .iter()
            .zip(codes)
            .map(|(car, code)| {
                let mut record = TeleRecord::new(stamp, *code);
                record.session_time = Some(stamp - zero_ms);
                record.source = Some("car".to_owned());
                record.rpm = Some(car.rpm);
                record.speed = Some(car.speed_kmh.round());
                record.n_gear = Some(car.gear);
                record.throttle = Some(car.throttle.round());
                record.brake = Some(car.brake);
                record.drs = Some(0);
                record.lap = Some((car.along / length).floor().max(0.0) + 1.0);
                Record::Tele(record)
            })
            .collect();
        self.pending.extend(records);
    }

    /// Positions are those of `now`, and their stamp is wrong for all cars alike.
    fn positions(
        &mut self,
        now: i64,
        codes: &[DriverCode],
        circuit: &Circuit,
        zero_ms: i64,
        chance: &mut Random,
    ) {
        let wrong = if chance.chance(EARLY) { chance.between(50.0, 140.0) } else { 12.0 * chance.normal() };
        let stamp = (now as f64 - wrong) as i64 / POSITION_GRID_MS * POSITION_GRID_MS;
        let Some(row) = self.row(now) else { return };
        let length = circuit.length();
        let records: Vec<Record> = self.past[row]
            .1
            .iter()
            .zip(codes)
            .map(|(car, code)| {
                let [x, y, z] = circuit.place(car.along, car.left);
                let mut record = TeleRecord::new(stamp, *code);
                record.session_time = Some(stamp - zero_ms);
                record.source = Some("pos".to_owned());
                record.status = Some("OnTrack".to_owned());
                record.x = Some(x.round());
                record.y = Some(y.round());
                record.z = Some(z.round());
                record.lap = Some((car.along / length).floor().max(0.0) + 1.0);
                Record::Tele(record)
            })
            .collect();
        self.pending.extend(records);
    }

    /// The remembered state nearest before a moment.
    fn row(&self, at: i64) -> Option<usize> {
        self.past.iter().rposition(|(then, _)| *then <= at).or_else(|| (!self.past.is_empty()).then_some(0))
    }

    /// Delivers a batch when one is due, about each 0.3 s.
    pub(super) fn deliver(&mut self, now: i64, out: &mut VecDeque<Timed>, chance: &mut Random) {
        if self.next_batch_ms <= now {
            self.next_batch_ms = now + chance.between(240.0, 360.0) as i64;
            self.flush(now, out);
        }
    }

    /// Delivers what there is.
    pub(super) fn flush(&mut self, now: i64, out: &mut VecDeque<Timed>) {
        out.extend(self.pending.drain(..).map(|record| Timed { at_ms: now, record }));
    }
}
