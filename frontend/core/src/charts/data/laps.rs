//! The laps document as rows: by driver and lap, with nothing that points outside.
//!
//! Documents come from the network: columns of unequal length are as long as the shortest, rows of drivers that the
//! race does not name are left out, and of two rows for one lap the first counts.

use gridcast_shared::mart::{LapFilter, Laps, Race};

/// What a lap that ended in the pits ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PitIn {
    /// A way through the lane.
    Through,
    /// A stop.
    Stop,
}

/// One lap of one driver. Units as in [`Laps`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LapRow<'a> {
    /// Index into [`Race::drivers`].
    pub driver: usize,
    /// From 1.
    pub lap: u16,
    /// Place at its end, from 1.
    pub position: Option<u8>,
    /// ms, above 0.
    pub time: Option<u32>,
    /// Sectors 1 to 3, ms.
    pub sectors: [Option<u32>; 3],
    /// When it ended, ms after the start.
    pub end: Option<u32>,
    /// Behind the leader, ms.
    pub gap: Option<u32>,
    /// Behind the car ahead, ms.
    pub interval: Option<u32>,
    /// As in [`Laps::compound`].
    pub compound: Option<&'a str>,
    /// Laps on the set at its end.
    pub tyre_life: Option<u16>,
    /// Whether the set was new.
    pub fresh: Option<bool>,
    /// From 1.
    pub stint: u8,
    /// How it ended in the pits, if it did.
    pub pit_in: Option<PitIn>,
    /// Began in the pits.
    pub pit_out: bool,
    /// Its time was deleted.
    pub deleted: bool,
    /// Bits of [`LapFilter`].
    pub counts: u8,
}

impl LapRow<'_> {
    /// Whether it ended in a stop.
    pub fn is_stop(&self) -> bool {
        self.pit_in == Some(PitIn::Stop)
    }

    /// Whether a statistic of this filter counts it.
    pub fn counts_for(&self, filter: LapFilter) -> bool {
        self.time.is_some() && self.counts & filter.bit() != 0
    }
}

/// All laps of a race.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LapRows<'a> {
    by_driver: Vec<Vec<LapRow<'a>>>,
    last_lap: u16,
}

impl<'a> LapRows<'a> {
    /// Of a race's document.
    pub fn new(race: &Race, laps: &'a Laps) -> Self {
        let mut by_driver: Vec<Vec<LapRow<'a>>> = vec![Vec::new(); race.drivers.len()];
        for i in 0..length(laps) {
            let driver = usize::from(laps.driver[i]);
            // Lap 0 would stand on the grid.
            let (Some(rows), 1..) = (by_driver.get_mut(driver), laps.lap[i]) else { continue };
            rows.push(LapRow {
                driver,
                lap: laps.lap[i],
                position: laps.position[i].filter(|&position| 0 < position),
                time: laps.time[i].filter(|&time| 0 < time),
                sectors: [laps.sector1[i], laps.sector2[i], laps.sector3[i]],
                end: laps.end[i],
                gap: laps.gap[i],
                interval: laps.interval[i],
                compound: laps.compound[i].as_deref(),
                tyre_life: laps.tyre_life[i],
                fresh: laps.fresh[i],
                stint: laps.stint[i],
                pit_in: match (laps.stop.get(i), laps.pit_in[i]) {
                    (Some(true), _) => Some(PitIn::Stop),
                    (_, true) => Some(PitIn::Through),
                    (_, false) => None,
                },
                pit_out: laps.pit_out[i],
                deleted: laps.deleted.get(i).copied().unwrap_or_default(),
                counts: laps.counts[i],
            });
        }
        for rows in &mut by_driver {
            rows.sort_by_key(|row| row.lap);
            rows.dedup_by_key(|row| row.lap);
        }
        let driven = by_driver.iter().filter_map(|rows| rows.last()).map(|row| row.lap).max();
        Self { by_driver, last_lap: driven.unwrap_or(0) }
    }

    /// Drivers that there may be laps of.
    pub fn drivers(&self) -> usize {
        self.by_driver.len()
    }

    /// A driver's laps, ascending; none for a driver that is not there.
    pub fn of(&self, driver: usize) -> &[LapRow<'a>] {
        self.by_driver.get(driver).map_or(&[], Vec::as_slice)
    }

    /// A driver's lap.
    pub fn lap(&self, driver: usize, lap: u16) -> Option<&LapRow<'a>> {
        let rows = self.of(driver);
        rows.binary_search_by_key(&lap, |row| row.lap).ok().map(|i| &rows[i])
    }

    /// The greatest lap number; 0 without laps.
    pub fn last_lap(&self) -> u16 {
        self.last_lap
    }

    /// Whether there is not one lap.
    pub fn is_empty(&self) -> bool {
        self.last_lap == 0
    }

    /// All laps, by driver.
    pub fn iter(&self) -> impl Iterator<Item = &LapRow<'a>> {
        self.by_driver.iter().flatten()
    }

    /// Times of the laps that count, ms.
    pub fn times(&self, driver: usize, filter: LapFilter) -> Vec<f64> {
        let counted = self.of(driver).iter().filter(|row| row.counts_for(filter));
        counted.filter_map(|row| row.time).map(f64::from).collect()
    }

    /// Who led at the end of each lap, by lap.
    pub fn leaders(&self) -> Vec<Option<usize>> {
        let mut leaders = vec![None; usize::from(self.last_lap()) + 1];
        for row in self.iter().filter(|row| row.gap == Some(0)) {
            leaders[usize::from(row.lap)].get_or_insert(row.driver);
        }
        leaders
    }
}

/// Rows that every column has; columns that only the table of raw laps shows are not asked.
fn length(laps: &Laps) -> usize {
    [
        laps.driver.len(),
        laps.lap.len(),
        laps.position.len(),
        laps.time.len(),
        laps.sector1.len(),
        laps.sector2.len(),
        laps.sector3.len(),
        laps.end.len(),
        laps.gap.len(),
        laps.interval.len(),
        laps.compound.len(),
        laps.tyre_life.len(),
        laps.fresh.len(),
        laps.stint.len(),
        laps.pit_in.len(),
        laps.pit_out.len(),
        laps.counts.len(),
    ]
    .into_iter()
    .min()
    .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::testing::sample;

    #[test]
    fn the_shortest_column_is_the_length() {
        let (race, mut laps) = sample();
        let whole = LapRows::new(&race, &laps).iter().count();
        laps.gap.truncate(7);
        assert_eq!(LapRows::new(&race, &laps).iter().count(), 7);
        assert!(7 < whole);
    }

    #[test]
    fn strangers_and_lap_nought_are_left_out_and_the_first_of_two_counts() {
        let (race, mut laps) = sample();
        laps.driver[0] = 200;
        laps.lap[1] = 0;
        laps.lap[3] = 3;
        let rows = LapRows::new(&race, &laps);
        assert_eq!(rows.of(0).iter().map(|row| row.lap).take(3).collect::<Vec<_>>(), [3, 5, 6]);
        assert_eq!(rows.lap(0, 3).unwrap().time, laps.time[2]);
        assert_eq!(rows.of(999), &[]);
    }
}
