//! A made-up race.

use crate::Timed;

/// What race to make up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulateOptions {
    /// The same seed makes the same race, byte for byte.
    pub seed: u64,
    /// Laps of the race, 2 to 100.
    pub laps: u8,
    /// UTC milliseconds at which the stream begins.
    pub start_ms: i64,
}

impl Default for SimulateOptions {
    fn default() -> Self {
        Self { seed: 1, laps: 25, start_ms: 1_790_000_000_000 }
    }
}

/// A simulated race being told.
#[derive(Debug)]
pub struct Simulation {}

impl Simulation {
    /// Sets up a race.
    pub fn new(_options: SimulateOptions) -> Self {
        Self {}
    }
}

impl Iterator for Simulation {
    type Item = Timed;

    fn next(&mut self) -> Option<Timed> {
        None
    }
}
