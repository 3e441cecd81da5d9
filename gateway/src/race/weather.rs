//! `f1_weather` in the state's quanta.

use gridcast_shared::race::Weather;
use gridcast_shared::topics::WeatherRecord;

/// A weather record as the state has it; what is missing is 0.
pub(super) fn weather(record: &WeatherRecord) -> Weather {
    let tenths = |value: Option<f64>| (value.unwrap_or(0.0) * 10.0).round();
    Weather {
        air_dc: tenths(record.air_temp) as i16,
        track_dc: tenths(record.track_temp) as i16,
        humidity_pct: record.humidity.unwrap_or(0.0).round().clamp(0.0, 100.0) as u8,
        wind_dms: tenths(record.wind_speed) as u16,
        wind_from_deg: record.wind_direction.unwrap_or(0.0).round().rem_euclid(360.0) as u16,
        rain: record.rainfall.unwrap_or(false),
    }
}
