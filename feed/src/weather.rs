//! `f1_weather`.

use gridcast_shared::ids::SessionId;
use gridcast_shared::topics::WeatherRecord;
use serde_json::Value;

use crate::value::{flag, real};

/// The weather as it is known; `None` where nothing is.
pub(crate) fn record(known: &Value, session: SessionId, date: i64) -> Option<WeatherRecord> {
    let record = WeatherRecord {
        air_temp: real(known, "AirTemp"),
        track_temp: real(known, "TrackTemp"),
        humidity: real(known, "Humidity"),
        rainfall: flag(known, "Rainfall"),
        wind_speed: real(known, "WindSpeed"),
        wind_direction: real(known, "WindDirection"),
        ..WeatherRecord::new(session.clone(), date)
    };
    (record != WeatherRecord::new(session, date)).then_some(record)
}
