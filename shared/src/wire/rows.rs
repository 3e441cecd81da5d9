//! A row of the board on the wire.

use super::minis::MiniOdds;
use super::number::{ChoiceOdds, IntOdds, near_ms, near_u8, place};
use super::range_coder::{Coder, Odds};
use crate::race::{CarStatus, CarTiming, Compound, Gap};

#[derive(Clone, Copy, Debug)]
pub(super) struct RowOdds {
    pub(super) places_changed: Odds,
    pub(super) place: IntOdds,
    gaps_changed: Odds,
    interval: GapOdds,
    gap: GapOdds,
    laps_changed: Odds,
    lap: IntOdds,
    sectors: [IntOdds; 3],
    sectors_current: ChoiceOdds,
    last_lap_changed: Odds,
    last_lap: IntOdds,
    best_lap_changed: Odds,
    best_lap: IntOdds,
    deleted: Odds,
    parts_changed: Odds,
    part_changed: [Odds; 3],
    part: IntOdds,
    minis_changed: Odds,
    minis: MiniOdds,
    rest_changed: Odds,
    grid: IntOdds,
    compound: ChoiceOdds,
    tyre_age: IntOdds,
    pit_stops: IntOdds,
    status: ChoiceOdds,
}

#[derive(Clone, Copy, Debug)]
struct GapOdds {
    changed: Odds,
    unit: ChoiceOdds,
    millis: IntOdds,
    laps: IntOdds,
}

impl GapOdds {
    const EVEN: Self =
        Self { changed: Odds::EVEN, unit: ChoiceOdds::EVEN, millis: IntOdds::EVEN, laps: IntOdds::EVEN };

    /// Codes a gap that was `base`; `guess` is what it is taken to be in ms.
    fn code<C: Coder>(&mut self, coder: &mut C, base: Gap, guess: u32, given: Gap) -> Gap {
        if !coder.bit(&mut self.changed, base != given) {
            return base;
        }
        let (unit, millis, laps) = match given {
            Gap::None => (0, 0, 0),
            Gap::Millis(millis) => (1, millis, 0),
            Gap::Laps(laps) => (2, 0, laps),
        };
        match self.unit.code(coder, 2, unit) {
            0 => Gap::None,
            1 => Gap::Millis(near_ms(&mut self.millis, coder, millis, guess)),
            _ => {
                let known = if let Gap::Laps(laps) = base { laps } else { 1 };
                Gap::Laps(near_u8(&mut self.laps, coder, laps, known))
            }
        }
    }
}

fn millis(gap: Gap) -> Option<u32> {
    if let Gap::Millis(millis) = gap { Some(millis) } else { None }
}

impl RowOdds {
    pub(super) const EVEN: Self = Self {
        places_changed: Odds::EVEN,
        place: IntOdds::EVEN,
        gaps_changed: Odds::EVEN,
        interval: GapOdds::EVEN,
        gap: GapOdds::EVEN,
        laps_changed: Odds::EVEN,
        lap: IntOdds::EVEN,
        sectors: [IntOdds::EVEN; 3],
        sectors_current: ChoiceOdds::EVEN,
        last_lap_changed: Odds::EVEN,
        last_lap: IntOdds::EVEN,
        best_lap_changed: Odds::EVEN,
        best_lap: IntOdds::EVEN,
        deleted: Odds::EVEN,
        parts_changed: Odds::EVEN,
        part_changed: [Odds::EVEN; 3],
        part: IntOdds::EVEN,
        minis_changed: Odds::EVEN,
        minis: MiniOdds::EVEN,
        rest_changed: Odds::EVEN,
        grid: IntOdds::EVEN,
        compound: ChoiceOdds::EVEN,
        tyre_age: IntOdds::EVEN,
        pit_stops: IntOdds::EVEN,
        status: ChoiceOdds::EVEN,
    };

    /// Codes a row that is taken to be like `base`; `ahead` is the row of the place ahead, already coded.
    pub(super) fn code<C: Coder>(
        &mut self,
        coder: &mut C,
        base: &CarTiming,
        ahead: &CarTiming,
        given: &CarTiming,
    ) -> CarTiming {
        let mut row = *base;
        if coder.bit(&mut self.gaps_changed, (base.gap, base.interval) != (given.gap, given.interval)) {
            let guess = millis(base.interval).unwrap_or(0);
            row.interval = self.interval.code(coder, base.interval, guess, given.interval);
            let guess = match millis(row.interval) {
                Some(interval) => millis(ahead.gap).unwrap_or(0).saturating_add(interval),
                None => millis(base.gap).unwrap_or(0),
            };
            row.gap = self.gap.code(coder, base.gap, guess, given.gap);
        }
        let laps = |row: &CarTiming| {
            let last = (row.last_lap_ms, row.last_lap_deleted);
            (row.lap, row.sectors_ms, row.sectors_current, last, row.best_lap_ms, row.best_by_part_ms)
        };
        if coder.bit(&mut self.laps_changed, laps(base) != laps(given)) {
            row.lap = near_u8(&mut self.lap, coder, given.lap, base.lap);
            for (i, sector) in row.sectors_ms.iter_mut().enumerate() {
                *sector = near_ms(&mut self.sectors[i], coder, given.sectors_ms[i], *sector);
            }
            row.sectors_current = self.sectors_current.code(coder, 2, given.sectors_current.min(3));
            if coder.bit(&mut self.last_lap_changed, base.last_lap_ms != given.last_lap_ms) {
                let guess = row.sectors_ms.iter().fold(0_u32, |sum, sector| sum.saturating_add(*sector));
                row.last_lap_ms = near_ms(&mut self.last_lap, coder, given.last_lap_ms, guess);
            }
            if coder.bit(&mut self.best_lap_changed, base.best_lap_ms != given.best_lap_ms) {
                row.best_lap_ms = near_ms(&mut self.best_lap, coder, given.best_lap_ms, row.last_lap_ms);
            }
            row.last_lap_deleted ^=
                coder.bit(&mut self.deleted, base.last_lap_deleted != given.last_lap_deleted);
            self.parts(coder, &mut row, given);
        }
        if coder.bit(&mut self.minis_changed, base.minis != given.minis) {
            row.minis = self.minis.code(coder, &base.minis, &given.minis);
        }
        let rest = |row: &CarTiming| (row.grid, row.compound, row.tyre_age, row.pit_stops, row.status);
        if coder.bit(&mut self.rest_changed, rest(base) != rest(given)) {
            row.grid = near_u8(&mut self.grid, coder, given.grid, base.grid);
            let compound = self.compound.code(coder, 3, place(&COMPOUNDS, given.compound));
            row.compound = COMPOUNDS[usize::from(compound).min(COMPOUNDS.len() - 1)];
            row.tyre_age = near_u8(&mut self.tyre_age, coder, given.tyre_age, base.tyre_age);
            row.pit_stops = near_u8(&mut self.pit_stops, coder, given.pit_stops, base.pit_stops);
            let status = self.status.code(coder, 3, place(&CAR_STATUSES, given.status));
            row.status = CAR_STATUSES[usize::from(status).min(CAR_STATUSES.len() - 1)];
        }
        row
    }

    fn parts<C: Coder>(&mut self, coder: &mut C, row: &mut CarTiming, given: &CarTiming) {
        if !coder.bit(&mut self.parts_changed, row.best_by_part_ms != given.best_by_part_ms) {
            return;
        }
        for part in 0..3 {
            let (known, given) = (&mut row.best_by_part_ms[part], given.best_by_part_ms[part]);
            if coder.bit(&mut self.part_changed[part], *known != given) {
                *known = near_ms(&mut self.part, coder, given, row.best_lap_ms);
            }
        }
    }
}

const COMPOUNDS: [Compound; 6] = [
    Compound::Unknown,
    Compound::Soft,
    Compound::Medium,
    Compound::Hard,
    Compound::Intermediate,
    Compound::Wet,
];

const CAR_STATUSES: [CarStatus; 7] = [
    CarStatus::Running,
    CarStatus::InPit,
    CarStatus::Stopped,
    CarStatus::Retired,
    CarStatus::NotStarted,
    CarStatus::Finished,
    CarStatus::KnockedOut,
];
