//! A chart in the making, and what it is when it is done.

pub mod builder;
pub mod canvas;
pub mod caption;
pub mod chart;
pub mod table;
