//! What telemetry says.

use crate::charts::data::lap_trace::{Channel, LapTrace};
use crate::charts::words::figures::{lap_time, number, signed};

/// What is counted and what the marks mean.
pub const SENTENCE: &str = "By distance from the line. Time: seconds behind the first lap; above is behind. Dashes tell laps apart \
                            where colours may not.";

/// Name of the axis of corners.
pub const TURN: &str = "Turn";

/// A channel's name and unit above its panel.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Speed => "Speed, km/h",
        Channel::Throttle => "Throttle, %",
        Channel::Brake => "Brake",
        Channel::Gear => "Gear",
        Channel::Drs => "DRS",
    }
}

/// Above the panel of times.
pub fn behind(first: &str) -> String {
    format!("Time, s behind {first}")
}

/// A distance on the axis.
pub fn metres(metres: f64) -> String {
    format!("{} m", number(metres, 0))
}

/// Columns of the table: the distance, then of every lap its own, and behind the first how far it is.
pub fn heads(traces: &[LapTrace]) -> Vec<String> {
    let mut heads = vec!["Distance, m".to_owned()];
    for (i, trace) in traces.iter().enumerate() {
        let name = trace.name();
        if 0 < i {
            heads.push(format!("{name} behind {}, s", traces[0].name()));
        }
        heads.extend(
            ["time, s", "speed, km/h", "throttle, %", "brake", "gear", "DRS"]
                .map(|what| format!("{name} {what}")),
        );
    }
    heads
}

/// A row of a lap in few words and in all; `behind` in ms where it is not the first lap.
pub fn sample(trace: &LapTrace, row: usize, behind: Option<f64>) -> [String; 2] {
    let lap = trace.lap;
    let speed = lap.speed[row];
    let behind = behind.map(|behind| signed(behind, 3));
    let pedals = match (lap.brake[row], lap.throttle[row].min(100)) {
        (0, throttle) => format!("throttle {throttle} %"),
        (_, 0) => "braking".to_owned(),
        (_, throttle) => format!("braking, throttle {throttle} %"),
    };
    let drs = if lap.drs[row] == 0 { "" } else { ", DRS open" };
    let value = behind.as_ref().map_or_else(String::new, |behind| format!(" {behind}"));
    let words = format!(
        "{} at {} m: {speed} km/h, gear {}, {pedals}{drs}{}",
        trace.name(),
        number(trace.metres(row), 0),
        lap.gear[row],
        behind.map_or_else(String::new, |behind| format!(", {behind} s")),
    );
    [format!("{speed} km/h{value}"), words]
}

/// Each lap's time, ms, and top speed.
pub fn summary<'t, 'a: 't>(laps: impl Iterator<Item = (&'t LapTrace<'a>, f64)>) -> String {
    let words: Vec<String> = laps
        .map(|(trace, time)| {
            let top = trace.lap.speed[..trace.rows].iter().max().copied().unwrap_or(0);
            format!("{}: {}, up to {top} km/h", trace.name(), lap_time(time))
        })
        .collect();
    format!("{}.", words.join("; "))
}
