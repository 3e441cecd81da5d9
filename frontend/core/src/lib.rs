//! Everything of the frontend that needs no browser: time is an argument, output is plain data.
//!
//! [`live`] takes the stream's bytes and says what is to be seen now; the rest turns that into pictures and rows.
#![forbid(unsafe_code)]

pub mod address;
pub mod alerts;
pub mod awake;
pub mod board;
pub mod by_key;
pub mod championship;
pub mod change;
pub mod charts;
pub mod circuits;
pub mod clock;
pub mod colour_blind;
pub mod common_delay;
pub mod detail;
pub mod digest;
pub mod events;
pub mod files;
pub mod format;
pub mod frame_stats;
pub mod ghost;
pub mod history;
pub mod inspect;
pub mod labels;
pub mod lap_line;
pub mod lap_traces;
pub mod link;
pub mod lite;
pub mod live;
pub mod log;
pub mod map_notice;
pub mod maths;
pub mod moment_link;
pub mod motion;
pub mod oklch;
pub mod outlook;
pub mod page_clock;
pub mod panels;
pub mod pill;
pub mod plausibility;
pub mod projection;
pub mod race_control;
pub mod ring;
pub mod scene;
pub mod signs;
pub mod speed_trace;
pub mod stewards;
pub mod swipe;
pub mod theme;
pub mod time_bar;
pub mod timeline;
pub mod trend;
pub mod units;
pub mod watched;
pub mod wishes;
pub mod words;

#[cfg(test)]
mod testing;
