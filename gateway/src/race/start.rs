//! The start: when the race began, and the grid where nobody tells it.

use gridcast_shared::topics::{TimingRecord, Update};

use super::field::Field;
use super::lap_record::Lap;
use super::plane::distance;
use super::telemetry::Fix;

/// The field races when half of it goes faster than this, km/h.
const RACING_KMH: u16 = 60;

/// The grid is read from where cars stood, this long after they were seen to go, ms.
const GRID_AFTER_MS: i64 = 4_000;

/// A car that still stands within this of its point then is not on the grid but in the pit lane, metres.
const STILL_M: f64 = 5.0;

/// The start.
#[derive(Clone, Debug, Default)]
pub(super) struct Start {
    /// When the field was first seen to race.
    seen_ms: Option<i64>,
    /// When lap 1 began, by its record or by the timing of it.
    recorded_ms: Option<i64>,
    /// When the timing first showed a race.
    timed_ms: Option<i64>,
    is_grid_settled: bool,
}

impl Start {
    /// When the race began, UTC ms; 0 until it has.
    pub(super) fn started_ms(&self, is_race: bool) -> i64 {
        let seen = [self.seen_ms, self.timed_ms].into_iter().flatten().min();
        self.recorded_ms.or(seen.filter(|_| is_race)).unwrap_or(0)
    }

    /// When the race began, UTC ms, once lap 1 has told it.
    pub(super) fn recorded_ms(&self) -> Option<i64> {
        self.recorded_ms
    }

    /// The field is seen to race.
    pub(super) fn field_races(&mut self, now_ms: i64) {
        self.seen_ms.get_or_insert(now_ms);
    }

    /// The first record of lap 1 tells when it began.
    pub(super) fn take_lap(&mut self, lap: &Lap) {
        if lap.number == 1 {
            self.recorded_ms = self.recorded_ms.or(lap.start_ms);
        }
    }

    /// The timing shows a race once a lap is completed or anybody has a gap. Lap 1 itself tells when it began.
    pub(super) fn take_timing(&mut self, record: &TimingRecord) {
        let laps = record.number_of_laps.value().unwrap_or(0);
        let gaps = [record.gap_to_leader, record.interval];
        let has_gap = gaps.into_iter().filter_map(Update::value).any(|gap| 0 < gap);
        if 0 < laps || has_gap {
            self.timed_ms.get_or_insert(record.date);
        }
        if let Some(time) = record.last_lap_time.value().filter(|_| laps == 1) {
            self.recorded_ms.get_or_insert(record.date - i64::from(time));
        }
    }

    /// The grid once, when it is due: the cars in order, from where they stood before they went, along the
    /// direction in which they went off. A car that still stands seconds later starts from the pit lane and, like
    /// one without a position, comes last.
    pub(super) fn grid(&mut self, field: &Field) -> Option<Vec<usize>> {
        let is_due = self.seen_ms.is_some_and(|seen| GRID_AFTER_MS <= field.now_ms - seen);
        if self.is_grid_settled || !is_due || !field.is_race() {
            return None;
        }
        self.is_grid_settled = true;
        let is_told = field.cars.iter().any(|car| car.is_grid_told);
        let has_begun_before = field.cars.iter().any(|car| 1 < car.telemetry.lap);
        if is_told || has_begun_before { None } else { grid(field) }
    }
}

/// Whether the field races: half of those still in it go fast. A red flag or a safety car's queue in the pit lane
/// stops everybody and so nobody.
pub(super) fn is_racing(field: &Field, still_in: &[usize]) -> bool {
    let is_fast = |i: usize| field.cars[i].telemetry.is_faster_than(RACING_KMH, field.now_ms);
    let n_fast = still_in.iter().filter(|&&i| is_fast(i)).count();
    2 <= n_fast && still_in.len() <= 2 * n_fast
}

fn grid(field: &Field) -> Option<Vec<usize>> {
    let stood = |i: usize| -> Option<(Fix, Fix)> {
        let telemetry = &field.cars[i].telemetry;
        Some((telemetry.stand?, telemetry.last_fix?))
    };
    let mut way = [0.0, 0.0];
    let mut on_grid = Vec::new();
    for i in 0..field.cars.len() {
        let Some((from, to)) = stood(i).map(|(from, to)| (from.point(), to.point())) else { continue };
        if STILL_M < distance(from, to) {
            way[0] += to[0] - from[0];
            way[1] += to[1] - from[1];
            on_grid.push((i, from));
        }
    }
    if on_grid.len() < 2 {
        return None;
    }
    let code = |i: usize| field.session.drivers[i].code;
    let ahead = |at: [f64; 2]| at[0] * way[0] + at[1] * way[1];
    on_grid.sort_by(|a, b| ahead(b.1).total_cmp(&ahead(a.1)).then(code(a.0).cmp(&code(b.0))));
    let mut grid: Vec<usize> = on_grid.into_iter().map(|(i, _)| i).collect();
    let mut rest: Vec<usize> = (0..field.cars.len()).filter(|i| !grid.contains(i)).collect();
    rest.sort_by_key(|&i| (field.cars[i].telemetry.last_fix.is_some(), code(i)));
    grid.append(&mut rest);
    Some(grid)
}
