//! What the map of speed and gears says.

use crate::charts::data::lap_trace::LapTrace;
use crate::charts::view_state::MapMeasure;
use crate::charts::words::figures::{counted, number};
use crate::theme::Theme;

/// Columns of the table.
pub const HEADS: [&str; 3] = ["Distance, m", "Speed, km/h", "Gear"];

/// What is counted and what the marks mean; `turns` where they are numbered.
pub fn sentence(trace: &LapTrace, measure: MapMeasure, turns: bool, theme: Theme) -> String {
    let (what, marks) = match measure {
        MapMeasure::Speed => ("Speed", "figures: slowest in corners and fastest on straights, km/h"),
        MapMeasure::Gear => ("Gear", "figures: gears"),
    };
    let brightness = match theme {
        Theme::Dark => "lighter",
        Theme::Light => "darker",
    };
    let turns = if turns { "; pale: turns" } else { "" };
    format!(
        "{what} of {} along the track: the wider and {brightness}, the higher; {marks}{turns}.",
        trace.name()
    )
}

/// The measure at a row of the lap.
pub fn value(measure: MapMeasure, trace: &LapTrace, row: usize) -> String {
    match measure {
        MapMeasure::Speed => format!("{} km/h", trace.lap.speed[row]),
        MapMeasure::Gear => format!("gear {}", trace.lap.gear[row]),
    }
}

/// The whole of a place on the track.
pub fn sample(trace: &LapTrace, metres: f64, row: usize) -> String {
    let (speed, gear) = (trace.lap.speed[row], trace.lap.gear[row]);
    format!("{} at {} m: {speed} km/h, gear {gear}", trace.name(), number(metres, 0))
}

/// The upper end of the scale of colours.
pub fn highest(measure: MapMeasure, value: f64) -> String {
    let unit = match measure {
        MapMeasure::Speed => "km/h",
        MapMeasure::Gear => "gear",
    };
    format!("{} {unit}", number(value, 0))
}

/// The lap's least and greatest speed, and how many figures there are.
pub fn summary(trace: &LapTrace, figures: usize) -> String {
    let speeds = &trace.lap.speed[..trace.rows];
    let (least, top) = (speeds.iter().min().copied().unwrap_or(0), speeds.iter().max().copied().unwrap_or(0));
    format!("{}: {least} to {top} km/h, {}.", trace.name(), counted(figures, "figure", "figures"))
}
