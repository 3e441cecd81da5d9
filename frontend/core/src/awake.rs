//! Whether the device's screen is to stay on: while a session runs and the page is seen.

use gridcast_shared::race::{RaceStatus, TrackStatus};
use gridcast_shared::session::SessionStatus;

use crate::pill::PillState;

/// What the screen stays on for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Whether a session runs at the moment shown.
    pub runs: bool,
    /// Whether somebody can see the page.
    pub seen: bool,
    /// Whether the viewer lets the screen sleep all the same.
    pub may_sleep: bool,
}

impl Watched {
    /// Whether the screen is to stay on.
    pub fn keeps_awake(self) -> bool {
        self.runs && self.seen && !self.may_sleep
    }
}

/// Whether a session runs: something comes or plays, and at the moment shown it has not ended.
pub fn runs(pill: PillState, status: &RaceStatus) -> bool {
    let is_over = status.track == TrackStatus::Finished
        || matches!(
            status.phase,
            Some(SessionStatus::Finished | SessionStatus::Finalised | SessionStatus::Ends)
        );
    match pill {
        PillState::Live
        | PillState::ByFiles
        | PillState::Simulated
        | PillState::Replay
        | PillState::Delayed
        | PillState::Behind
        | PillState::PositionsStopped
        | PillState::PositionsDoubtful
        | PillState::Incomplete => !is_over,
        PillState::Connecting
        | PillState::Paused
        | PillState::Stalled
        | PillState::NoRace
        | PillState::SourceAway
        | PillState::Ended
        | PillState::Reconnecting
        | PillState::Offline => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_screen_stays_on_until_the_flag() {
        let (mut state, _) = testing::race(2);
        assert!(runs(PillState::Live, &state.status));
        assert!(!runs(PillState::Paused, &state.status));
        assert!(!runs(PillState::Offline, &state.status));
        state.status.track = TrackStatus::Finished;
        assert!(!runs(PillState::Live, &state.status));
        state.status.track = TrackStatus::Clear;
        state.status.phase = Some(SessionStatus::Finished);
        assert!(!runs(PillState::Delayed, &state.status));
    }

    #[test]
    fn nobody_is_kept_awake_unseen_or_against_their_wish() {
        let watched = Watched { runs: true, seen: true, may_sleep: false };
        assert!(watched.keeps_awake());
        assert!(!Watched { seen: false, ..watched }.keeps_awake());
        assert!(!Watched { may_sleep: true, ..watched }.keeps_awake());
        assert!(!Watched { runs: false, ..watched }.keeps_awake());
    }
}
