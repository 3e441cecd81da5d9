//! What both sides of a stream know between frames, and the walk over a frame's body after its ticks.

use super::error::DecodeError;
use super::frame::MAX_TICKS;
use super::number::{IntOdds, MAX_INT};
use super::range_coder::Coder;
use super::state::State;
use super::telemetry::Telemetry;
use crate::race::RaceState;
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

    /// Codes the part of a body after its ticks: the frame's date and the race state. Returns the date, and
    /// whether the state changed.
    pub(super) fn after_ticks<C: Coder>(
        &mut self,
        coder: &mut C,
        date_ms: i64,
        state: &RaceState,
    ) -> Result<(i64, bool), DecodeError> {
        let last_tick = self.telemetry.date_ms();
        let step = date_ms.saturating_sub(last_tick).clamp(-MAX_INT, MAX_INT);
        let date_ms = last_tick + self.date_odds.code(coder, step);
        let changed = self.state.code(coder, date_ms, state)?;
        self.next_index += 1;
        Ok((date_ms, changed))
    }
}
