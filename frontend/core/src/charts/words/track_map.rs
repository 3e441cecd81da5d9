//! What the map of speed and gears says.

use gridcast_words::charts as said;

use crate::charts::data::lap_trace::LapTrace;
use crate::charts::view_state::MapMeasure;
use crate::format::{speed, speed_with_unit};
use crate::theme::Theme;
use crate::units::Units;

/// Columns of the table.
pub fn heads() -> [String; 3] {
    let unit = Units::chosen().speed.sign();
    [said::distance_metres().to_owned(), said::telemetry_speed(unit), said::gear().to_owned()]
}

/// What is counted and what the marks mean; `turns` where they are numbered.
pub fn sentence(trace: &LapTrace, measure: MapMeasure, turns: bool, theme: Theme) -> String {
    let (name, unit) = (trace.name(), Units::chosen().speed.sign());
    let sentence = match (measure, theme) {
        (MapMeasure::Speed, Theme::Dark) => said::track_map_speed_dark(&name, unit),
        (MapMeasure::Speed, Theme::Light) => said::track_map_speed_light(&name, unit),
        (MapMeasure::Gear, Theme::Dark) => said::track_map_gear_dark(&name),
        (MapMeasure::Gear, Theme::Light) => said::track_map_gear_light(&name),
    };
    if turns { said::track_map_turns(&sentence) } else { said::track_map_plain(&sentence) }
}

/// The measure at a row of the lap.
pub fn value(measure: MapMeasure, trace: &LapTrace, row: usize) -> String {
    match measure {
        MapMeasure::Speed => speed_with_unit(trace.lap.speed[row].into()),
        MapMeasure::Gear => said::track_map_gear(trace.lap.gear[row]),
    }
}

/// The measure beside the track.
pub fn figure(measure: MapMeasure, trace: &LapTrace, row: usize) -> String {
    match measure {
        MapMeasure::Speed => speed(trace.lap.speed[row].into()),
        MapMeasure::Gear => trace.lap.gear[row].to_string(),
    }
}

/// The whole of a place on the track.
pub fn sample(trace: &LapTrace, metres: f64, row: usize) -> String {
    let speed = speed_with_unit(trace.lap.speed[row].into());
    said::track_map_sample(&trace.name(), metres, &speed, trace.lap.gear[row])
}

/// The lower end of the scale of colours.
pub fn lowest(measure: MapMeasure, value: f64) -> String {
    match measure {
        MapMeasure::Speed => speed(value),
        MapMeasure::Gear => format!("{value:.0}"),
    }
}

/// The upper end of the scale of colours.
pub fn highest(measure: MapMeasure, value: f64) -> String {
    match measure {
        MapMeasure::Speed => speed_with_unit(value),
        MapMeasure::Gear => said::track_map_gear(value),
    }
}

/// The lap's least and greatest speed, and how many figures there are.
pub fn summary(trace: &LapTrace, figures: usize) -> String {
    let speeds = &trace.lap.speed[..trace.rows];
    let (least, top) = (speeds.iter().min().copied().unwrap_or(0), speeds.iter().max().copied().unwrap_or(0));
    said::track_map_summary(figures, &trace.name(), &speed(least.into()), &speed_with_unit(top.into()))
}
