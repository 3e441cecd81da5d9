//! What best laps compared say.

use crate::charts::data::laps::LapRow;
use crate::charts::words::figures::lap_time;
use crate::charts::words::tyre;

/// Columns, as they are drawn.
pub const COLUMNS: [&str; 4] = ["Sector 1", "Sector 2", "Sector 3", "Lap"];

/// Columns of the table.
pub const HEADS: [&str; 8] =
    ["Driver", "Best lap", "Sector 1, s", "Sector 2, s", "Sector 3, s", "Gap, s", "Lap", "Tyres"];

/// What the marks mean.
pub const SENTENCE: &str = "What every driver's best lap lost to the quickest, in seconds, sector by sector. Left of it: gained. Diamond: \
                            best of all; hollow: a team's second car.";

/// "VER, sector 1: 0.123 s slower than the quickest lap, lap 12 on soft tyres".
pub fn lost(code: &str, column: usize, lost: f64, lap: &LapRow) -> String {
    let head = COLUMNS.get(column).copied().unwrap_or_default().to_lowercase();
    let than = match lost {
        lost if 0.0 < lost => format!("{:.3} s slower than the quickest lap", lost / 1000.0),
        lost if lost < 0.0 => format!("{:.3} s quicker than the quickest lap", -lost / 1000.0),
        _ => "as the quickest lap".to_owned(),
    };
    format!("{code}, {head}: {than}, lap {}, {}", lap.lap, tyre(lap.compound))
}

/// Who was quickest, and by how much.
pub fn summary(first_two: &[(&str, u32)]) -> String {
    match first_two {
        [(code, time), (second, other), ..] => format!(
            "Quickest: {code}, {}, {:.3} s before {second}.",
            lap_time(f64::from(*time)),
            f64::from(other.saturating_sub(*time)) / 1000.0
        ),
        [(code, time)] => format!("Quickest: {code}, {}.", lap_time(f64::from(*time))),
        [] => String::new(),
    }
}
