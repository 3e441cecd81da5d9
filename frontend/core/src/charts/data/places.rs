//! Everybody's place at the end of every lap, and how places changed hands.

use gridcast_shared::mart::{Outcome, ResultRow};

use crate::charts::data::entrants::Entrants;
use crate::charts::data::laps::LapRows;

/// A driver's places through the race.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceHistory {
    /// Lap and place; lap 0 is the grid. Laps ascend, some may be missing.
    pub points: Vec<(u16, u16)>,
}

impl PlaceHistory {
    /// The lap of a driver's own that a leader's lap falls on: a lapped car, or one out, has none of that number.
    pub fn own_lap(&self, lap: u16) -> Option<u16> {
        self.points.iter().rev().map(|point| point.0).find(|&own| own <= lap)
    }
}

/// Places on the grid: those from the pit lane stand behind the others in order of the result; none of whom nobody
/// tells.
fn grid(entrants: &Entrants) -> Vec<Option<u16>> {
    let known = |i: usize| entrants.all[i].result.and_then(|row| row.grid);
    let mut order: Vec<(bool, u8, usize)> =
        (0..entrants.all.len()).filter_map(|i| known(i).map(|place| (place == 0, place, i))).collect();
    order.sort_unstable();
    let mut places = vec![None; entrants.all.len()];
    for (place, (.., i)) in (1..).zip(order) {
        places[i] = Some(place);
    }
    places
}

/// Every driver's places.
pub fn histories(entrants: &Entrants, rows: &LapRows) -> Vec<PlaceHistory> {
    grid(entrants)
        .into_iter()
        .enumerate()
        .map(|(driver, start)| {
            let laps = rows.of(driver).iter();
            let laps = laps.filter_map(|row| Some((row.lap, u16::from(row.position?))));
            PlaceHistory { points: start.map(|start| (0, start)).into_iter().chain(laps).collect() }
        })
        .collect()
}

/// How a place went from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// On the track.
    Overtake,
    /// The loser was in the pits, in or out.
    PitStop,
    /// The loser drove no farther.
    Retirement,
}

/// A place that changed hands in a lap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceChange {
    /// Who has it now.
    pub winner: usize,
    /// Who had it.
    pub loser: usize,
    /// How.
    pub cause: Cause,
}

/// Who came past whom in a lap, by winner, then loser. Cars in the pits win nothing.
pub fn changes(rows: &LapRows, entrants: &Entrants, lap: u16) -> Vec<PlaceChange> {
    let Some(before) = lap.checked_sub(1) else { return Vec::new() };
    let was = |driver: usize| rows.lap(driver, before)?.position;
    let lapped = |driver: usize| {
        let row = rows.lap(driver, lap)?;
        Some((was(driver)?, row.position?, row.pit_in.is_some() || row.pit_out))
    };
    let all = || 0..rows.drivers().min(entrants.all.len());
    let here: Vec<_> = all().filter_map(|driver| Some((driver, lapped(driver)?))).collect();
    let is_gone = |driver: &usize| rows.lap(*driver, lap).is_none() && entrants.all[*driver].is_out();
    let gone: Vec<_> = all().filter(is_gone).filter_map(|driver| Some((driver, was(driver)?))).collect();
    let mut changes = Vec::new();
    for &(winner, (from, to, stops)) in &here {
        if stops {
            continue;
        }
        for &(loser, (ahead, behind, stopped)) in &here {
            if ahead < from && to < behind {
                changes.push(PlaceChange {
                    winner,
                    loser,
                    cause: if stopped { Cause::PitStop } else { Cause::Overtake },
                });
            }
        }
        let out = gone.iter().filter(|(_, ahead)| *ahead < from);
        changes.extend(out.map(|&(loser, _)| PlaceChange { winner, loser, cause: Cause::Retirement }));
    }
    changes
}

/// Whether places were lost after the flag, to a penalty or by a disqualification. Who moved up behind has none lost.
pub fn has_lost(row: &ResultRow, place: Option<u8>) -> bool {
    match (row.position, place) {
        (Some(at_flag), Some(place)) => at_flag < place,
        (Some(_), None) => row.outcome == Outcome::Disqualified,
        (None, _) => false,
    }
}
