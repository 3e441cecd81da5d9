//! Race control's words by which a lap's time is deleted or counts again.

use gridcast_shared::lap_verdict::{LapName, LapVerdict};

/// A lap deleted or reinstated.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Deletion {
    /// What is said.
    pub(super) verdict: LapVerdict,
    /// The words.
    pub(super) words: String,
}

impl Deletion {
    /// Reads a message.
    pub(super) fn read(words: &str) -> Option<Self> {
        Some(Self { verdict: LapVerdict::read(words)?, words: words.to_owned() })
    }

    /// The lap's time, ms, where the words have it.
    pub(super) fn time_ms(&self) -> Option<i64> {
        match self.verdict.lap {
            LapName::Time(time_ms) | LapName::Both(_, time_ms) => Some(time_ms.into()),
            LapName::Number(_) => None,
        }
    }

    /// The lap's number where that alone names it.
    pub(super) fn number(&self) -> Option<u32> {
        match self.verdict.lap {
            LapName::Number(number) => Some(number.into()),
            LapName::Time(_) | LapName::Both(..) => None,
        }
    }
}
