//! Box plots of the laps that count: the document's, or counted from the laps.

use gridcast_shared::mart::{LapFilter, PaceBox, Race};

use crate::charts::data::laps::LapRows;
use crate::charts::data::stats::BoxStats;
use crate::charts::documents::Documents;

/// Whose boxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grouping {
    /// A box a team.
    Teams,
    /// A box a driver.
    Drivers,
}

/// Boxes counted from the laps: for checks, and where there is no document of them. By median.
pub fn boxes(race: &Race, rows: &LapRows, of: Grouping, filter: LapFilter) -> Vec<PaceBox> {
    let times = |drivers: &mut dyn Iterator<Item = usize>| {
        drivers.flat_map(|driver| rows.times(driver, filter)).collect::<Vec<f64>>()
    };
    let count = match of {
        Grouping::Teams => race.teams.len(),
        Grouping::Drivers => race.drivers.len(),
    };
    let mut boxes: Vec<PaceBox> = (0..count.min(usize::from(u8::MAX)))
        .filter_map(|i| {
            let stats = BoxStats::of(&match of {
                Grouping::Teams => {
                    let of_team = |driver: &usize| race.drivers[*driver].team.map(usize::from) == Some(i);
                    times(&mut (0..race.drivers.len()).filter(of_team))
                }
                Grouping::Drivers => times(&mut std::iter::once(i)),
            })?;
            Some(PaceBox {
                of: i as u8,
                n: stats.n.min(usize::from(u16::MAX)) as u16,
                whisker_low: stats.whisker_low,
                q1: stats.q1,
                median: stats.median,
                q3: stats.q3,
                whisker_high: stats.whisker_high,
            })
        })
        .collect();
    boxes.sort_by(|a, b| a.median.total_cmp(&b.median));
    boxes
}

/// The document's boxes where there are any, else counted.
pub fn boxes_shown(
    documents: &Documents,
    race: &Race,
    rows: &LapRows,
    of: Grouping,
    filter: LapFilter,
) -> Vec<PaceBox> {
    let count = match of {
        Grouping::Teams => race.teams.len(),
        Grouping::Drivers => race.drivers.len(),
    };
    let Some(pace) = documents.pace else { return boxes(race, rows, of, filter) };
    let found = pace.filters.iter().find(|pace| pace.filter == filter);
    let given = found.map_or(&[][..], |pace| match of {
        Grouping::Teams => &pace.teams,
        Grouping::Drivers => &pace.drivers,
    });
    let sound = |given: &&PaceBox| {
        let parts = [given.whisker_low, given.q1, given.median, given.q3, given.whisker_high];
        usize::from(given.of) < count && parts.iter().all(|part| (0.0..1e9).contains(part))
    };
    let mut boxes: Vec<PaceBox> = given.iter().filter(sound).cloned().collect();
    boxes.sort_by(|a, b| a.median.total_cmp(&b.median));
    boxes
}
