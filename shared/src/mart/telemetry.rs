//! The documents of what cars measured: the circuit as they drew it, and laps by distance.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::{Race, VERSION};

/// `{season}/{round}/{session}/track.json`: the circuit as drawn, 0.1 m.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Track {
    /// [`VERSION`].
    pub version: u32,
    /// Closed line in driving direction from the start line, a point every ten metres.
    pub outline: Vec<[i32; 2]>,
    /// Metres a lap.
    pub length_m: f64,
    /// From turn 1; empty when nobody tells.
    pub corners: Vec<[i32; 2]>,
}

/// `{season}/{round}/{session}/telemetry.json`: of which laps there is telemetry. Columns of equal length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TelemetryIndex {
    /// [`VERSION`].
    pub version: u32,
    /// Who.
    pub driver: Vec<u8>,
    /// Number.
    pub lap: Vec<u16>,
}

/// `{season}/{round}/{session}/telemetry/{code}-{lap}.json`: one lap by distance. Columns of equal length; row `i` is at
/// `i * step_m` metres from the line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LapTelemetry {
    /// [`VERSION`].
    pub version: u32,
    /// "NOR".
    pub code: String,
    /// Number.
    pub lap: u16,
    /// The moment of `time` 0, ms after [`Race::start_ms`]; below 0 where lap 1 is told of from before the lights.
    pub start: Option<i32>,
    /// Metres between rows.
    pub step_m: f64,
    /// ms since `start`.
    pub time: Vec<u32>,
    /// km/h.
    pub speed: Vec<u16>,
    /// Percent.
    pub throttle: Vec<u8>,
    /// Pressed: 1, else 0.
    pub brake: Vec<u8>,
    /// 0 to 8.
    pub gear: Vec<u8>,
    /// Open: 1, else 0.
    pub drs: Vec<u8>,
    /// 0.1 m.
    pub x: Vec<i32>,
    /// 0.1 m.
    pub y: Vec<i32>,
}
