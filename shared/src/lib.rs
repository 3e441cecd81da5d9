//! Gridcast's vocabulary: what every other crate means by a driver, a sample, a lap, a gap and a frame.
//!
//! Nothing here does I/O, reads a clock or starts a thread, so everything is the same natively and in WASM.
//! [`topics`] is what Kafka carries, [`race`] what a spectator sees at one moment, [`wire`] how the latter and the
//! cars' [`telemetry`] travel to browsers, [`recording`] what there is of recorded sessions, [`mart`] what the charts
//! read after the race, [`address`] what an address says to pages and gateway.
#![forbid(unsafe_code)]

pub mod address;
pub mod behind;
pub mod clean;
pub mod delay_code;
pub mod few;
pub mod ids;
pub mod intervals;
pub mod lap_verdict;
pub mod mart;
pub mod panel;
pub mod pit_loss;
pub mod race;
pub mod recording;
pub mod session;
pub mod telemetry;
#[cfg(test)]
mod testing;
pub mod topics;
pub mod units;
pub mod weather_trend;
pub mod wire;
