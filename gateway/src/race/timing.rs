//! `f1_timing`: what it says wins over what is worked out here.

use gridcast_shared::race::{EventKind, Gap};
use gridcast_shared::topics::TimingRecord;

use super::Race;
use super::car::Tyre;
use super::laps::{compound, is_date};

impl Race {
    pub(super) fn take_timing(&mut self, index: usize, record: &TimingRecord) {
        if !is_date(record.date) {
            return;
        }
        if self.now_ms < record.date {
            self.reach(record.date);
        }
        self.take_told(index, record);
        let row = &mut self.state.cars[index];
        if let Some(time) = record.last_lap_time {
            row.last_lap_ms = time;
        }
        for (i, sector) in [record.sector1_time, record.sector2_time, record.sector3_time].iter().enumerate()
        {
            if let Some(time) = *sector {
                row.sectors_ms[i] = time;
                row.sectors_current = i as u8 + 1;
            }
        }
        if let Some(time) = record.best_lap_time.filter(|&time| time != row.best_lap_ms && 0 < time) {
            row.best_lap_ms = time;
            self.cars[index].best_end_ms = record.date;
            let had = self.state.status.fastest;
            self.settle_fastest();
            let now = self.state.status.fastest;
            if now.is_some_and(|car| car.index() == index) && (had == now || had.is_some()) {
                self.push_event(EventKind::FastestLap, Some(index), None, time, String::new());
            }
        }
    }

    fn take_told(&mut self, index: usize, record: &TimingRecord) {
        let came_in = record.in_pit == Some(true) && self.cars[index].told.in_pit == Some(false);
        let is_started = self.state.status.started_ms != 0;
        let car = &mut self.cars[index];
        let told = &mut car.told;
        if let Some(position) = record.position.filter(|&p| p != 0) {
            told.position = Some((position, record.date));
        }
        if let Some(grid) = record.grid_position {
            self.state.cars[index].grid = grid;
            car.grid_told = true;
        }
        let gap = |millis: Option<u32>, laps: Option<u8>| laps.map(Gap::Laps).or(millis.map(Gap::Millis));
        told.gap = gap(record.gap_to_leader, record.laps_to_leader).or(told.gap);
        told.interval = gap(record.interval, record.laps_to_ahead).or(told.interval);
        told.in_pit = record.in_pit.or(told.in_pit);
        told.stopped = record.stopped.unwrap_or(told.stopped);
        told.retired = record.retired.unwrap_or(told.retired);
        told.pit_stops = record.pit_stops.or(told.pit_stops);
        if let Some(laps) = record.number_of_laps {
            if told.laps.is_some_and(|before| before < laps) {
                self.state.cars[index].sectors_current = 0;
            }
            told.laps = Some(laps);
        }
        let laps = told.laps.map_or(car.laps_done(), i32::from);
        if record.compound.is_some() || record.tyre_life.is_some() {
            let before = car.tyre;
            car.tyre = Tyre {
                compound: record.compound.as_deref().map_or(before.compound, |name| compound(Some(name))),
                age: record.tyre_life.map_or(before.age + laps - before.at_lap, i32::from),
                at_lap: laps,
                is_known: true,
            };
        }
        if came_in && is_started {
            self.push_event(EventKind::PitIn, Some(index), None, 0, String::new());
        }
    }
}
