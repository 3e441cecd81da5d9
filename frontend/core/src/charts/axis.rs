//! Axes: from data to px and back, where an axis says a number, what can be zoomed.

pub mod scale;
pub mod span;
pub mod ticks;
