//! Tests of the race state.

mod circuit;
mod flag;
mod laps;
mod pits;
mod recording;
mod scene;
mod silence;
mod small;
mod swap;
mod timeline;
mod traps;
