//! What both sides of a stream know between frames, and the walk over a frame's body after its ticks.

use super::DecodeError;
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
    date_odds: IntOdds,
}

impl Stream {
    pub(super) fn new() -> Self {
        Self {
            chunk: 0,
            next_index: 0,
            telemetry: Telemetry::new(),
            state: State::new(),
            date_odds: IntOdds::EVEN,
        }
    }

    /// Forgets everything: a key frame of `chunk` begins.
    pub(super) fn reset(&mut self, chunk: u32) {
        self.chunk = chunk;
        self.next_index = 0;
        self.telemetry.reset(chunk_start(chunk));
        self.state.reset();
        self.date_odds = IntOdds::EVEN;
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
