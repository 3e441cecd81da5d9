//! What best sectors and highest speeds say.

use gridcast_shared::mart::{SectorBests, SpeedTraps};

use crate::charts::data::entrants::Entrants;
use crate::charts::words::figures::{lap_time, listed};

/// Columns of the sectors, as they are drawn.
pub const SECTORS: [&str; 5] = ["Sector 1", "Sector 2", "Sector 3", "Ideal lap", "Best lap"];

/// Columns of the sectors' table.
pub const SECTOR_HEADS: [&str; 10] = [
    "Driver",
    "Sector 1",
    "Lap of it",
    "Sector 2",
    "Lap of it",
    "Sector 3",
    "Lap of it",
    "Ideal lap",
    "Best lap",
    "Lap of it",
];

/// What the sectors' marks mean.
pub const SECTORS_SENTENCE: &str = "Every driver's best three sectors, the lap they would make, and the best lap really driven. Diamond: \
                                    best of all; hollow: a team's second car.";

/// Columns of the speeds, as they are drawn.
pub const SPEEDS: [&str; 4] = ["Speed trap", "Finish line", "First split", "Second split"];

/// Columns of the speeds' table.
pub const SPEED_HEADS: [&str; 9] = [
    "Driver",
    "Speed trap, km/h",
    "Lap of it",
    "Finish line, km/h",
    "Lap of it",
    "First split, km/h",
    "Lap of it",
    "Second split, km/h",
    "Lap of it",
];

/// What the speeds' marks mean.
pub const SPEEDS_SENTENCE: &str =
    "Every driver's highest speeds, km/h. Diamond: best of all; hollow: a team's second car.";

/// A time under its column's head, with its lap if it is of one: "NOR, sector 1: 26.123, lap 43".
pub fn time(code: &str, head: &str, time: u32, lap: Option<u16>) -> String {
    let lap = lap.map_or_else(String::new, |lap| format!(", lap {lap}"));
    format!("{code}, {}: {}{lap}", head.to_lowercase(), lap_time(f64::from(time)))
}

/// A speed under its column's head: "NOR, speed trap: 331 km/h, lap 12".
pub fn speed(code: &str, head: &str, (speed, lap): (u16, u16)) -> String {
    format!("{code}, {}: {speed} km/h, lap {lap}", head.to_lowercase())
}

/// Who was best in each sector, and whose ideal lap is.
pub fn sectors_summary(rows: &[SectorBests], entrants: &Entrants) -> String {
    let best = |i: usize| rows.iter().filter_map(|row| Some((row.sectors[i]?, row.driver))).min();
    let mut words: Vec<String> = (0..3)
        .filter_map(|i| {
            let ((time, _), driver) = best(i)?;
            Some(format!(
                "sector {} {} {}",
                i + 1,
                entrants.code(usize::from(driver)),
                lap_time(f64::from(time))
            ))
        })
        .collect();
    if let Some((ideal, row)) =
        rows.iter().filter_map(|row| Some((row.ideal?, row))).min_by_key(|best| best.0)
    {
        words.push(format!(
            "ideal lap {} {}",
            entrants.code(usize::from(row.driver)),
            lap_time(f64::from(ideal))
        ));
    }
    format!("Best of all: {}.", listed(&words))
}

/// Who was fastest through the speed trap.
pub fn speeds_summary(rows: &[SpeedTraps], entrants: &Entrants) -> String {
    let fastest = rows.iter().filter_map(|row| Some((row.st?, row.driver))).max();
    fastest.map_or_else(String::new, |((speed, lap), driver)| {
        format!(
            "Fastest through the speed trap: {}, {speed} km/h, lap {lap}.",
            entrants.code(usize::from(driver))
        )
    })
}
