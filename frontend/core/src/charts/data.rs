//! Documents as charts need them: cleaned of what points outside, counted, compared. Nothing here is drawn.

pub mod championship;
pub mod contention;
pub mod corners;
pub mod entrants;
pub mod lap_trace;
pub mod laps;
pub mod pace_boxes;
pub mod pace_input;
pub mod places;
pub mod reference_pace;
pub mod series;
pub mod stats;
pub mod stint_fit;
pub mod stints;
