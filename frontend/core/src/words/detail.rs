//! The sheet beside the board in words.

use gridcast_shared::ids::DriverCode;
use gridcast_shared::race::Weather;

use crate::format;
use crate::history::{Lap, Stint};
use crate::weather::Change;

pub(crate) const LAPS: &str = "Laps, newest first";
pub(crate) const LAP_HEADS: [&str; 6] = ["Lap", "Time", "Place", "Gap", "Tyre", "Note"];
pub(crate) const WEATHER: &str = "Weather";
pub(crate) const NO_WEATHER: &str = "Nobody tells the weather of this session.";
pub(crate) const LAST_HOUR: &str = "The last hour";
pub(crate) const WEATHER_HEADS: [&str; 6] = ["Minutes ago", "Air", "Track", "Humidity", "Wind", "Rain"];
pub(crate) const TELEMETRY: &str = "Telemetry";
pub(crate) const NOW: &str = "Now";
pub(crate) const TELEMETRY_HEADS: [&str; 7] =
    ["Driver", "km/h", "Gear", "Throttle", "Brake", "To lap, s", "Lap"];
pub(crate) const CHAMPIONSHIP: &str = "Championship";
pub(crate) const IF_IT_ENDED_NOW: &str = "If the race ended as it stands now.";
pub(crate) const NO_STANDINGS: &str =
    "How the season stood before this race is not known here, or this session gives no points.";
pub(crate) const DRIVERS: &str = "Drivers";
pub(crate) const CONSTRUCTORS: &str = "Constructors";
pub(crate) const DRIVER_HEADS: [&str; 5] = ["Driver", "Place", "Won", "Points", "Now"];
pub(crate) const TEAM_HEADS: [&str; 5] = ["Team", "Place", "Won", "Points", "Now"];

/// Head of the gaps' column when they are to a driver: "To NOR".
pub fn gaps_to(code: DriverCode) -> String {
    format!("To {}", code.as_str())
}

/// "Ideal lap 1:20.123, 0.214 s quicker than the best one".
pub(crate) fn ideal_lap(ideal_ms: Option<u32>, best_ms: u32) -> Option<String> {
    let ideal = ideal_ms?;
    let time = format::lap_time(ideal);
    Some(match best_ms.checked_sub(ideal).filter(|&ms| 0 < ms && 0 < best_ms) {
        Some(quicker) => {
            format!("Ideal lap {time}, {}.{:03} s quicker than the best one", quicker / 1000, quicker % 1000)
        }
        None => format!("Ideal lap {time}"),
    })
}

/// "Tyres: intermediate, laps 1 to 34; hard, laps 35 to 44".
pub(crate) fn tyres(stints: &[Stint]) -> String {
    let set = |stint: &Stint| {
        let name = match format::tyre_word(stint.compound) {
            "" => "not known",
            name => name,
        };
        let [first, last] = stint.laps;
        if first == last { format!("{name}, lap {first}") } else { format!("{name}, laps {first} to {last}") }
    };
    format!("Tyres: {}", stints.iter().map(set).collect::<Vec<_>>().join("; "))
}

/// "The stop in lap 34 cost 19.8 s".
pub(crate) fn stop(lap: u8, ms: u32) -> String {
    format!(
        "The stop in lap {lap} cost {} s",
        format::tenths(i32::try_from((ms + 50) / 100).unwrap_or(i32::MAX))
    )
}

/// What is to be said of a lap.
pub(crate) fn lap_note(lap: &Lap, is_best: bool) -> String {
    let mut notes = Vec::new();
    if is_best {
        notes.push("best");
    }
    if lap.is_deleted {
        notes.push("deleted");
    }
    if lap.in_pit {
        notes.push("pit");
    }
    notes.join(", ")
}

/// The weather now, and how it has changed.
pub(crate) fn weather(now: &Weather, change: Option<Change>) -> Vec<String> {
    let (air, track) = (format::tenths(now.air_dc.into()), format::tenths(now.track_dc.into()));
    let (wind, from) = (format::tenths(now.wind_dms.into()), format::wind_word(now.wind_from_deg));
    let (sky, humidity) = (rain(now.rain), now.humidity_pct);
    let mut lines = vec![format!(
        "Now: {sky}, air {air}°, track {track}°, humidity {humidity}%, wind {wind} m/s from the {from}."
    )];
    if let Some(change) = change {
        let signed = |tenths: i32| format::rate(f64::from(tenths) / 10.0);
        lines.push(format!(
            "In the last {} minutes: air {}°, track {}°, humidity {} points.",
            change.over_ms / 60_000,
            signed(change.air_dc),
            signed(change.track_dc),
            change.humidity_pct
        ));
    }
    lines
}

/// How much later than the lap behind: "+0.21".
pub(crate) fn delta(seconds: f64) -> String {
    let hundredths = (seconds * 100.0).round() as i32;
    let sign = if hundredths < 0 { "\u{2212}" } else { "+" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// "on".
pub(crate) fn brake(is_pressed: bool) -> &'static str {
    if is_pressed { "on" } else { "" }
}

/// "now", "5".
pub(crate) fn minutes_ago(minutes: i64) -> String {
    if minutes == 0 { "now".to_owned() } else { minutes.to_string() }
}

/// "rain".
pub(crate) fn rain(rain: bool) -> &'static str {
    if rain { "rain" } else { "dry" }
}

/// "up 2", "down 1"; empty for none.
pub(crate) fn places_won(won: i8) -> String {
    match won {
        0 => String::new(),
        1.. => format!("up {won}"),
        _ => format!("down {}", won.unsigned_abs()),
    }
}
