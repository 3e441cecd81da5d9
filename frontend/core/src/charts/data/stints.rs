//! Stints: counted from the laps where there is no document of them.

use gridcast_shared::mart::Stint;

use crate::charts::data::laps::LapRows;

/// Stints as the laps tell them, where there is no document of them.
pub fn stints_of(rows: &LapRows) -> Vec<Stint> {
    let mut stints: Vec<Stint> = Vec::new();
    for row in rows.iter() {
        let driver = row.driver as u8;
        match stints.last_mut() {
            Some(stint) if stint.driver == driver && stint.stint == row.stint => {
                stint.last_lap = row.lap;
                stint.compound = stint.compound.take().or_else(|| row.compound.map(str::to_owned));
            }
            _ => stints.push(Stint {
                driver,
                stint: row.stint,
                first_lap: row.lap,
                last_lap: row.lap,
                compound: row.compound.map(str::to_owned),
                fresh: row.fresh,
                age_at_start: row.tyre_life.map(|life| life.saturating_sub(1)),
            }),
        }
    }
    stints
}

/// Laps of a stint.
pub fn length(stint: &Stint) -> usize {
    usize::from(stint.last_lap - stint.first_lap) + 1
}

/// Whether the set had been used before.
pub fn used(stint: &Stint) -> bool {
    stint.fresh == Some(false) || stint.age_at_start.is_some_and(|age| 0 < age)
}
