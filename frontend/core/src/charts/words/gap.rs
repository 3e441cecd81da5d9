//! What gaps say.

use gridcast_words::{charts as said, common};

use crate::charts::data::entrants::{Entrant, Entrants};
use crate::charts::data::laps::LapRows;
use crate::charts::words::figures::{listed, number};
use crate::charts::words::two;

/// What is counted and what the marks mean; `most` in seconds.
pub fn sentence(most: f64) -> String {
    said::gap(most)
}

/// A lap's gap, ms, in few words and in all; behind the leader, by code.
pub fn lap(code: &str, lap: u16, gap: u32, leader: Option<&str>) -> [String; 2] {
    if gap == 0 {
        return [said::gap_leads().to_owned(), said::gap_lap_leads(code, lap)];
    }
    let figure = number(f64::from(gap) / 1000.0, 1);
    let words = said::gap_lap_behind(code, lap, &figure, leader.unwrap_or(said::gap_the_leader()));
    [format!("+{figure}"), words]
}

/// How far behind a car is at the last lap seen: by seconds, or by laps where those of its own last lap are not known.
/// `None` for the leader, and where nobody knows.
pub fn behind(rows: &LapRows, entrant: &Entrant, driver: usize, last: u16) -> Option<String> {
    let own = rows.of(driver).iter().rfind(|row| row.lap <= last)?;
    if let Some(gap) = own.gap {
        return (0 < gap).then(|| number(f64::from(gap) / 1000.0, 1));
    }
    // A lap that is missing among others is no lap behind.
    let end = rows.of(driver).last().filter(|end| end.lap < last)?;
    let laps = entrant.result.and_then(|row| row.laps_behind).unwrap_or(rows.last_lap() - end.lap);
    (0 < laps).then(|| common::laps_count(laps))
}

/// Who led how many laps, and who is nearest at the end.
pub fn summary(entrants: &Entrants, rows: &LapRows) -> String {
    let leaders = rows.leaders();
    let mut led: Vec<(usize, usize)> = Vec::new();
    for leader in leaders.iter().flatten() {
        match led.iter_mut().find(|known| known.0 == *leader) {
            Some(known) => known.1 += 1,
            None => led.push((*leader, 1)),
        }
    }
    led.sort_by_key(|known| std::cmp::Reverse(known.1));
    let words: Vec<String> =
        led.iter().map(|&(driver, laps)| format!("{} {laps}", entrants.code(driver))).collect();
    let last = rows.last_lap();
    let second = (0..entrants.all.len())
        .filter_map(|driver| Some((rows.lap(driver, last)?.gap.filter(|&gap| 0 < gap)?, driver)))
        .min();
    let end = second.map_or_else(String::new, |(gap, driver)| {
        said::gap_nearest(last, entrants.code(driver), &number(f64::from(gap) / 1000.0, 1))
    });
    two(&said::gap_led(&listed(&words)), &end)
}
