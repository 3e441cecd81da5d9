//! What telemetry says.

use gridcast_words::charts as said;

use crate::charts::data::lap_trace::{Channel, LapTrace};
use crate::charts::words::figures::{lap_time, number, signed};
use crate::format::{enumerated, speed_with_unit};
use crate::units::Units;

/// What is counted and what the marks mean.
pub fn sentence() -> &'static str {
    said::telemetry()
}

/// Name of the axis of corners.
pub fn turn() -> &'static str {
    said::telemetry_turn()
}

/// A channel's name and unit above its panel.
pub fn channel(channel: Channel) -> String {
    match channel {
        Channel::Speed => said::telemetry_speed(Units::chosen().speed.sign()),
        Channel::Throttle => said::telemetry_throttle().to_owned(),
        Channel::Brake => said::telemetry_brake().to_owned(),
        Channel::Gear => said::gear().to_owned(),
        Channel::Drs => "DRS".to_owned(),
    }
}

/// Above the panel of times.
pub fn behind(first: &str) -> String {
    said::telemetry_behind(first)
}

/// A distance on the axis.
pub fn metres(metres: f64) -> String {
    format!("{} m", number(metres, 0))
}

/// Columns of the table: the distance, then of every lap its own, and behind the first how far it is.
pub fn heads(traces: &[LapTrace]) -> Vec<String> {
    let unit = Units::chosen().speed.sign();
    let mut heads = vec![said::distance_metres().to_owned()];
    for (i, trace) in traces.iter().enumerate() {
        let name = trace.name();
        if 0 < i {
            heads.push(said::telemetry_head_behind(&name, &traces[0].name()));
        }
        heads.extend([
            said::telemetry_head_time(&name),
            said::telemetry_head_speed(&name, unit),
            said::telemetry_head_throttle(&name),
            said::telemetry_head_brake(&name),
            said::telemetry_head_gear(&name),
            said::telemetry_head_drs(&name),
        ]);
    }
    heads
}

/// A row of a lap in few words and in all; `behind` in ms where it is not the first lap.
pub fn sample(trace: &LapTrace, row: usize, behind: Option<f64>) -> [String; 2] {
    let lap = trace.lap;
    let speed = speed_with_unit(lap.speed[row].into());
    let behind = behind.map(|behind| signed(behind, 3));
    let pedals = match (lap.brake[row], lap.throttle[row].min(100)) {
        (0, throttle) => said::telemetry_open_throttle(throttle),
        (_, 0) => said::telemetry_braking().to_owned(),
        (_, throttle) => said::telemetry_braking_throttle(throttle),
    };
    let (metres, gear) = (trace.metres(row), lap.gear[row]);
    let mut words = vec![said::telemetry_sample(&trace.name(), metres, &speed, gear, &pedals)];
    if lap.drs[row] != 0 {
        words.push(said::telemetry_drs_open().to_owned());
    }
    words.extend(behind.as_ref().map(|behind| format!("{behind} s")));
    let value = behind.map_or_else(|| speed.clone(), |behind| format!("{speed} {behind}"));
    [value, enumerated(&words)]
}

/// Each lap's time, ms, and top speed.
pub fn summary<'t, 'a: 't>(laps: impl Iterator<Item = (&'t LapTrace<'a>, f64)>) -> String {
    let words: Vec<String> = laps
        .map(|(trace, time)| {
            let top = trace.lap.speed[..trace.rows].iter().max().copied().unwrap_or(0);
            said::telemetry_lap(&trace.name(), &lap_time(time), &speed_with_unit(top.into()))
        })
        .collect();
    said::telemetry_summary(&words.join("; "))
}
