//! Pointer, keys and fingers on a chart that is done.

pub mod cursor;
pub mod hit;
pub mod pinch;
