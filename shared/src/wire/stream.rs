//! What both sides of a stream know between frames, and the telemetry section's beginning and end.

use super::frame::MAX_TICKS;
use super::number::{IntOdds, MAX_INT};
use super::range_coder::Coder;
use super::state::State;
use super::telemetry::Telemetry;
use crate::units::chunk_start;

/// Everything that a frame's meaning depends on.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) chunk: u32,
    /// Index that the next frame of the chunk has; 0 before the first key frame.
    pub(super) next_index: u16,
    pub(super) telemetry: Telemetry,
    pub(super) state: State,
    n_ticks_odds: IntOdds,
    date_odds: IntOdds,
}

impl Stream {
    pub(super) fn new() -> Self {
        Self {
            chunk: 0,
            next_index: 0,
            telemetry: Telemetry::new(),
            state: State::new(),
            n_ticks_odds: IntOdds::EVEN,
            date_odds: IntOdds::EVEN,
        }
    }

    /// Forgets everything: a key frame of `chunk` begins.
    pub(super) fn reset(&mut self, chunk: u32) {
        self.chunk = chunk;
        self.next_index = 0;
        self.telemetry.reset(chunk_start(chunk));
        self.state.reset();
        self.n_ticks_odds = IntOdds::EVEN;
        self.date_odds = IntOdds::EVEN;
    }

    /// Codes how many ticks a body begins with.
    pub(super) fn n_ticks<C: Coder>(&mut self, coder: &mut C, given: usize) -> usize {
        self.n_ticks_odds.near(coder, given as i64, 0, 0..=MAX_TICKS as i64) as usize
    }

    /// Codes the frame's date, which follows the ticks.
    pub(super) fn date<C: Coder>(&mut self, coder: &mut C, date_ms: i64) -> i64 {
        let last_tick = self.telemetry.date_ms();
        let step = date_ms.saturating_sub(last_tick).clamp(-MAX_INT, MAX_INT);
        last_tick + self.date_odds.code(coder, step)
    }
}
