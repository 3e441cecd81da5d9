//! Tests of the race state.
