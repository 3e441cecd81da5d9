//! What the pages are made of.

pub mod chart_keys;
pub mod controls;
pub mod framed;
pub mod header;
pub mod laps;
pub mod popover;
pub mod race_list;
pub mod result;
pub mod schedule;
pub mod season_charts;
pub mod season_page;
pub mod session_page;
pub mod share;
pub mod signs;
pub mod standings;
pub mod timed_result;
pub mod tyre_legend;
pub mod weekend;
