//! What charts are drawn with: commands in CSS px, y downwards, and the geometry that they need.

pub mod command;
pub mod decimate;
pub mod geometry;
pub mod spread;
pub mod style;
