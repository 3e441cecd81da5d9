//! What a set of tyres loses a lap: the slope of a straight line through the stint's laps that count, with its standard
//! error. Fuel makes cars faster by the lap and is not taken out of it.

use gridcast_shared::mart::LapFilter;

use crate::charts::data::laps::LapRows;
use crate::charts::data::stats::Fit;

/// A slope known no better than this says nothing, ms a lap.
const WORST_ERROR_MS: f64 = 300.0;

/// A stint's fit.
#[derive(Clone, Debug, PartialEq)]
pub struct StintFit {
    /// Index of the driver.
    pub driver: usize,
    /// From 1.
    pub stint: u8,
    /// First and last lap that count.
    pub laps: (u16, u16),
    /// As in the laps.
    pub compound: Option<String>,
    /// Time in ms by lap number.
    pub fit: Fit,
}

/// Fits of a driver's stints through the laps that count; stints with too few, or too scattered, have none.
pub fn fits(rows: &LapRows, driver: usize, filter: LapFilter) -> Vec<StintFit> {
    let own = rows.of(driver);
    own.chunk_by(|a, b| a.stint == b.stint)
        .filter_map(|stint| {
            let counted = stint.iter().filter(|row| row.counts_for(filter));
            let points: Vec<(f64, f64)> =
                counted.filter_map(|row| Some((f64::from(row.lap), f64::from(row.time?)))).collect();
            let (first, last) = (points.first()?.0 as u16, points.last()?.0 as u16);
            let fit = Fit::of(&points).filter(|fit| fit.slope_error <= WORST_ERROR_MS)?;
            Some(StintFit {
                driver,
                stint: stint.first()?.stint,
                laps: (first, last),
                compound: stint.iter().find_map(|row| row.compound).map(str::to_owned),
                fit,
            })
        })
        .collect()
}
