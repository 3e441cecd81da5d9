//! What best laps compared say.

use gridcast_words::charts as said;

use crate::charts::data::laps::LapRow;
use crate::charts::words::figures::{lap_time, number};
use crate::charts::words::tyre;

/// Columns, as they are drawn.
pub fn columns() -> [String; 4] {
    [said::sector("1"), said::sector("2"), said::sector("3"), said::lap().to_owned()]
}

/// Columns of the table.
pub fn heads() -> [String; 8] {
    [
        said::driver().to_owned(),
        said::best_lap().to_owned(),
        said::sector_seconds("1"),
        said::sector_seconds("2"),
        said::sector_seconds("3"),
        said::best_laps_gap().to_owned(),
        said::lap().to_owned(),
        said::best_laps_tyres().to_owned(),
    ]
}

/// What the marks mean.
pub fn sentence() -> &'static str {
    said::best_laps()
}

/// "VER, sector 1: 0.123 s slower than the quickest lap, lap 12, soft"; of a column, what was lost in ms.
pub fn lost(code: &str, column: usize, lost: f64, lap: &LapRow) -> String {
    let sector = (column < 3).then(|| said::sector_within(&(column + 1).to_string()));
    let what = sector.as_deref().unwrap_or(said::lap_within());
    let (seconds, tyre) = (number(lost.abs() / 1000.0, 3), tyre(lap.compound));
    match lost {
        lost if 0.0 < lost => said::best_laps_slower(code, what, &seconds, lap.lap, &tyre),
        lost if lost < 0.0 => said::best_laps_quicker(code, what, &seconds, lap.lap, &tyre),
        _ => said::best_laps_equal(code, what, lap.lap, &tyre),
    }
}

/// Who was quickest, and by how much.
pub fn summary(first_two: &[(&str, u32)]) -> String {
    match first_two {
        [(code, time), (second, other), ..] => {
            let seconds = number(f64::from(other.saturating_sub(*time)) / 1000.0, 3);
            said::best_laps_first_two(code, &lap_time(f64::from(*time)), &seconds, second)
        }
        [(code, time)] => said::best_laps_first(code, &lap_time(f64::from(*time))),
        [] => String::new(),
    }
}
