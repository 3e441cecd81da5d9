//! Race control and the weather.

use serde::{Deserialize, Serialize};

use crate::ids::{DriverCode, SessionId};

/// `f1_race_control`: a message, a change of the track's status, or a team's radio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct RaceControlRecord {
    /// The session's id.
    pub session: SessionId,
    /// UTC milliseconds.
    pub date: i64,
    /// The leader's lap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lap: Option<u8>,
    /// "Flag", "`SafetyCar`", "Drs", "`CarEvent`", "Other", as in the feed, and `TeamRadio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Of the whole track: `CLEAR`, `YELLOW`, `DOUBLE YELLOW`, `SAFETY CAR`, `VSC`, `VSC ENDING`, `RED`,
    /// `CHEQUERED`; of a sector: the same with `Sector`; of a car: `BLUE`, `BLACK AND WHITE`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flag: Option<String>,
    /// Marshal sector, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<u8>,
    /// Code of the driver it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<DriverCode>,
    /// The message, whole, of any length and letters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Address of a team radio's sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clip: Option<String>,
}

impl RaceControlRecord {
    /// A record that holds nothing but what it must.
    pub fn new(session: SessionId, date: i64) -> Self {
        Self {
            session,
            date,
            lap: None,
            category: None,
            flag: None,
            sector: None,
            driver: None,
            message: None,
            clip: None,
        }
    }
}

/// `f1_weather`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct WeatherRecord {
    /// The session's id.
    pub session: SessionId,
    /// UTC milliseconds.
    pub date: i64,
    /// Degrees Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub air_temp: Option<f64>,
    /// Degrees Celsius.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track_temp: Option<f64>,
    /// Percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub humidity: Option<f64>,
    /// Raining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rainfall: Option<bool>,
    /// m/s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind_speed: Option<f64>,
    /// Degrees from north, where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wind_direction: Option<f64>,
}

impl WeatherRecord {
    /// A record that holds nothing but what it must.
    pub fn new(session: SessionId, date: i64) -> Self {
        Self {
            session,
            date,
            air_temp: None,
            track_temp: None,
            humidity: None,
            rainfall: None,
            wind_speed: None,
            wind_direction: None,
        }
    }
}
