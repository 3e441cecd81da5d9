//! Tests of the race state.

mod recording;
mod traps;
