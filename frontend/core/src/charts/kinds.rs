//! The charts, a file each: documents and choices in, a [`super::build::chart::Chart`] out.

pub mod best_laps;
pub mod bests;
pub mod contention;
pub mod dominance;
mod dot_table;
pub mod gap;
pub mod lap_chart;
pub mod lap_times;
pub mod long_runs;
mod outline;
pub mod pace;
pub mod parts;
pub mod pit_stops;
pub mod standings;
pub mod telemetry;
pub mod trace;
pub mod track_map;
pub mod tyres;
