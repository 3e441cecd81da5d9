//! The sheet beside the board in words.

use gridcast_shared::ids::DriverCode;
use gridcast_shared::race::Weather;
use gridcast_words::live;
use gridcast_words::number::plain;

use crate::format;
use crate::history::{Lap, Stint};
use crate::units::Units;
use crate::words::wind;
use gridcast_shared::weather_trend::Change;

/// Heads of the table of laps.
pub(crate) fn lap_heads() -> Vec<&'static str> {
    vec![
        live::detail_lap(),
        live::detail_time(),
        live::detail_place(),
        live::head_gap(),
        live::head_tyre(),
        live::detail_note(),
    ]
}

/// Heads of the table of the weather.
pub(crate) fn weather_heads() -> Vec<&'static str> {
    vec![
        live::detail_minutes_ago(),
        live::detail_air(),
        live::detail_track(),
        live::detail_humidity(),
        live::detail_wind(),
        live::detail_rain(),
    ]
}

/// Heads of the table of telemetry.
pub(crate) fn telemetry_heads() -> Vec<&'static str> {
    vec![
        live::head_driver(),
        Units::chosen().speed.sign(),
        live::detail_gear(),
        live::driver_throttle(),
        live::driver_brake(),
        live::detail_to_lap(),
        live::detail_lap(),
    ]
}

/// Heads of the drivers' championship.
pub(crate) fn driver_heads() -> Vec<&'static str> {
    championship_heads(live::head_driver())
}

/// Heads of the constructors' championship.
pub(crate) fn team_heads() -> Vec<&'static str> {
    championship_heads(live::detail_team())
}

fn championship_heads(who: &'static str) -> Vec<&'static str> {
    vec![who, live::detail_place(), live::detail_won(), live::detail_points(), live::detail_now()]
}

/// Points without needless decimals.
pub(crate) fn points(points: f64) -> String {
    let is_whole = |unit: f64| (points * unit).fract() == 0.0;
    plain(points, if is_whole(1.0) { 0 } else { 1 + usize::from(!is_whole(10.0)) })
}

/// Head of the gaps' column when they are to a driver: "To NOR".
pub fn gaps_to(code: DriverCode) -> String {
    live::gaps_to(code.as_str())
}

/// "Ideal lap 1:20.123, 0.214 s quicker than the best one".
pub(crate) fn ideal_lap(ideal_ms: Option<u32>, best_ms: u32) -> Option<String> {
    let ideal = ideal_ms?;
    let time = format::lap_time(ideal);
    Some(match best_ms.checked_sub(ideal).filter(|&ms| 0 < ms && 0 < best_ms) {
        Some(quicker) => live::detail_ideal_quicker(&time, &plain(f64::from(quicker) / 1000.0, 3)),
        None => live::detail_ideal(&time),
    })
}

/// "Tyres: intermediate, laps 1 to 34; hard, laps 35 to 44".
pub(crate) fn tyres(stints: &[Stint]) -> String {
    let set = |stint: &Stint| {
        let name = match format::tyre_word(stint.compound) {
            "" => live::detail_not_known(),
            name => name,
        };
        let [first, last] = stint.laps;
        if first == last {
            live::detail_set_lap(name, first)
        } else {
            live::detail_set_laps(name, first, last)
        }
    };
    live::detail_tyres(&stints.iter().map(set).collect::<Vec<_>>().join("; "))
}

/// "The stop in lap 34 cost 19.8 s".
pub(crate) fn stop(lap: u8, ms: u32) -> String {
    live::detail_stop(lap, &plain(f64::from(ms) / 1000.0, 1))
}

/// What is to be said of a lap.
pub(crate) fn lap_note(lap: &Lap, is_best: bool) -> String {
    let notes = [
        is_best.then(live::note_best),
        lap.is_deleted.then(live::row_deleted),
        lap.in_pit.then(live::note_pit),
    ];
    format::enumerated(&notes.into_iter().flatten().map(str::to_owned).collect::<Vec<_>>())
}

/// The weather now, and how it has changed.
pub(crate) fn weather(now: &Weather, change: Option<Change>) -> Vec<String> {
    let (air, track) = (format::temperature(now.air_dc.into()), format::temperature(now.track_dc.into()));
    let from = format::wind_word(now.wind_from_deg);
    let mut lines =
        vec![live::weather_now(rain(now.rain), &air, &track, now.humidity_pct, &wind(now.wind_dms), from)];
    if let Some(change) = change {
        let signed = |tenths: i32| {
            let unit = Units::chosen().temperature;
            let tenths = unit.of_tenths(tenths) - unit.of_tenths(0);
            format!("{}°", format::rate(f64::from(tenths) / 10.0))
        };
        let (air, track) = (signed(change.air_dc), signed(change.track_dc));
        lines.push(live::weather_change(change.over_ms / 60_000, &air, &track, change.humidity_pct));
    }
    lines
}

/// How much later than the lap behind: "+0.21".
pub(crate) fn delta(seconds: f64) -> String {
    let hundredths = (seconds * 100.0).round();
    let sign = if hundredths < 0.0 { "" } else { "+" };
    format!("{sign}{}", plain(hundredths / 100.0, 2))
}

/// "on".
pub(crate) fn brake(is_pressed: bool) -> &'static str {
    if is_pressed { live::brake_on() } else { "" }
}

/// "now", "5".
pub(crate) fn minutes_ago(minutes: i64) -> String {
    if minutes == 0 { live::minutes_now().to_owned() } else { minutes.to_string() }
}

/// "rain".
pub(crate) fn rain(rain: bool) -> &'static str {
    if rain { live::weather_rain() } else { live::weather_dry() }
}

/// "up 2", "down 1"; empty for none.
pub(crate) fn places_won(won: i8) -> String {
    match won {
        0 => String::new(),
        1.. => live::places_up(won.unsigned_abs()),
        _ => live::places_down(won.unsigned_abs()),
    }
}
