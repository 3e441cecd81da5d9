//! What the parts of a qualifying say.

use gridcast_shared::mart::{PartTime, QualifyingPart};

use crate::charts::words::figures::{lap_time, listed, signed};

/// The parts, as they are drawn.
pub const PARTS: [&str; 3] = ["Q1", "Q2", "Q3"];

/// Columns of the table.
pub const HEADS: [&str; 7] =
    ["Driver", "Q1", "To the cut-off, s", "Q2", "To the cut-off, s", "Q3", "To the cut-off, s"];

/// What the marks mean.
pub const SENTENCE: &str = "Every driver's best lap in each part. The broken line is the slowest time that was enough to go on. Diamond: best \
                            of the part; hollow: a team's second car.";

/// "NOR, Q1: 1:12.386, 0.123 behind the best, 0.456 before the cut-off".
pub fn time(code: &str, part: usize, time: &PartTime) -> String {
    let part = PARTS.get(part).copied().unwrap_or_default();
    let lap = time.lap.map_or_else(String::new, |lap| format!(", lap {lap}"));
    let behind = match time.gap {
        0 => String::new(),
        gap => format!(", {} s behind the best", seconds(f64::from(gap))),
    };
    let cut = match time.to_cut_off {
        None => String::new(),
        Some(0) => ", the cut-off".to_owned(),
        Some(late) if 0 < late => format!(", {} s too slow to go on", seconds(f64::from(late))),
        Some(early) => format!(", {} s within the cut-off", seconds(-f64::from(early))),
    };
    format!("{code}, {part}: {}{lap}{behind}{cut}", lap_time(f64::from(time.time)))
}

/// `+0.123` for who was too slow.
pub fn to_cut_off(ms: i32) -> String {
    signed(f64::from(ms), 3)
}

/// What was needed to go on.
pub fn summary(parts: &[QualifyingPart]) -> String {
    let needed: Vec<String> = parts
        .iter()
        .filter_map(|part| {
            let name = PARTS.get(usize::from(part.part).checked_sub(1)?)?;
            Some(format!("{} in {name}", lap_time(f64::from(part.cut_off?))))
        })
        .collect();
    if needed.is_empty() { String::new() } else { format!("Needed to go on: {}.", listed(&needed)) }
}

fn seconds(ms: f64) -> String {
    format!("{:.3}", ms / 1000.0)
}
