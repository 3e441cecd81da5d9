//! One interface to every source: the next record, awaited.
//!
//! Recordings and the simulator answer at once, as fast as they are asked; whoever wants them at the pace of their
//! dates waits by [`crate::pacer`]. The live feed answers when it speaks.

use crate::replay::{FeedOptions, FeedReplay, LapStart, Recording, ReplayOptions, find_parts};
use crate::simulate::Simulation;
use crate::{SourceError, Timed};

/// A source of records.
#[derive(Debug)]
pub enum Source {
    /// A made-up race.
    Simulated(Box<Simulation>),
    /// A recording of our own records.
    Recorded(Box<Recording>),
    /// A recording of the feed, in any form.
    Replayed(Box<FeedReplay>),
    /// The feed itself.
    #[cfg(feature = "live")]
    Live(Box<crate::live::Live>),
}

/// Where what is watched begins in a source that was opened from a lap on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// At a moment of [`Timed::at_ms`].
    Moment(i64),
    /// With a lap of a recording of records.
    Lap(LapStart),
}

impl Begins {
    /// Whether a record is from there on.
    pub fn is_reached_by(self, timed: &Timed) -> bool {
        match self {
            Self::Moment(moment_ms) => moment_ms <= timed.at_ms,
            Self::Lap(start) => start.is_reached_by(&timed.record),
        }
    }
}

impl Source {
    /// Opens a recording, whatever its form: of the feed, or of our records with what lies beside them.
    ///
    /// # Errors
    /// When it cannot be opened or read, or nobody starts the lap that was asked for.
    pub fn open(options: &FeedOptions) -> Result<Self, SourceError> {
        let FeedOptions { path, from_lap, tells_before, .. } = options.clone();
        if !path.exists() {
            return Err(SourceError::NotFound { file: path, reason: "no such file or folder".to_owned() });
        }
        if let Some(replay) = FeedReplay::open(options)? {
            return Ok(Self::Replayed(Box::new(replay)));
        }
        let parts = find_parts(&path)?;
        Self::of_records(ReplayOptions { from_lap, tells_before, ..parts })
    }

    /// Opens a recording of our records.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub fn of_records(options: ReplayOptions) -> Result<Self, SourceError> {
        Recording::open(options).map(|recording| Self::Recorded(Box::new(recording)))
    }

    /// The next record, or what is wrong with the next line or part; none when the source is at its end. Nothing is
    /// lost when the wait is given up.
    #[cfg_attr(
        not(feature = "live"),
        expect(clippy::unused_async, reason = "the live feed alone is awaited")
    )]
    pub async fn next(&mut self) -> Option<Result<Timed, SourceError>> {
        match self {
            Self::Simulated(simulation) => simulation.next().map(Ok),
            Self::Recorded(recording) => recording.next(),
            Self::Replayed(replay) => replay.next(),
            #[cfg(feature = "live")]
            Self::Live(live) => live.next().await,
        }
    }

    /// Where what is watched begins; none when it is all.
    pub fn begins(&self) -> Option<Begins> {
        match self {
            Self::Recorded(recording) => recording.begins().map(Begins::Lap),
            Self::Replayed(replay) => replay.begins().map(Begins::Moment),
            Self::Simulated(_) => None,
            #[cfg(feature = "live")]
            Self::Live(_) => None,
        }
    }
}
