//! What others may know of the race, made once a frame.

use std::sync::Arc;

use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::RaceState;
use gridcast_shared::topics::TopicSet;

use crate::race::Log;

/// What is known of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// It has not been reached, or no longer can be.
    Away,
    /// What was published before the gateway started is being read.
    Backlog,
    /// All is read; what is published comes at once.
    Following,
    /// The same, but for these topics, which cannot be read.
    Incomplete(TopicSet),
    /// There is nothing more to come.
    Ended,
}

/// The race at a moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Goes up whenever anything else here changes.
    pub sequence: u64,
    /// The race, once there is one.
    pub race: Option<Arc<RaceState>>,
    /// Who is catching whom in it.
    pub intervals: LapIntervals,
    /// All that was said in it.
    pub log: Log,
    /// Source time of the newest record, UTC ms.
    pub date_ms: i64,
    /// The source.
    pub source: SourceState,
    /// Nothing has come for a minute, in the middle of a session.
    pub is_silent: bool,
}

/// What others see before the first frame.
pub fn nothing_yet() -> Arc<Snapshot> {
    Arc::new(Snapshot {
        sequence: 0,
        race: None,
        intervals: LapIntervals::default(),
        log: Log::default(),
        date_ms: 0,
        source: SourceState::Away,
        is_silent: false,
    })
}
