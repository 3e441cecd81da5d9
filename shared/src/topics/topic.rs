//! The topics by what they carry, and sets of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The topics, by what they carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// `f1_tele`: samples.
    Tele,
    /// `f1_laps`: laps as they end.
    Laps,
    /// `f1_session`: what the session is.
    Session,
    /// `f1_timing`: what changes within a lap.
    Timing,
    /// `f1_race_control`: messages and flags.
    RaceControl,
    /// `f1_weather`: weather.
    Weather,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 6] =
        [Self::Tele, Self::Laps, Self::Session, Self::Timing, Self::RaceControl, Self::Weather];

    /// The default name in Kafka.
    pub fn default_name(self) -> &'static str {
        match self {
            Self::Tele => "f1_tele",
            Self::Laps => "f1_laps",
            Self::Session => "f1_session",
            Self::Timing => "f1_timing",
            Self::RaceControl => "f1_race_control",
            Self::Weather => "f1_weather",
        }
    }
}

/// Some of the topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TopicSet(u8);

impl TopicSet {
    /// The set of these bits, the lowest for the first of [`Topic::ALL`]; other bits are passed over.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x3f)
    }

    /// The bits of [`TopicSet::from_bits`].
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether a topic is among them.
    pub fn contains(self, topic: Topic) -> bool {
        self.0 >> topic as u8 & 1 == 1
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The topics, in the order of [`Topic::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Topic> {
        Topic::ALL.into_iter().filter(move |topic| self.contains(*topic))
    }
}

impl FromIterator<Topic> for TopicSet {
    fn from_iter<I: IntoIterator<Item = Topic>>(topics: I) -> Self {
        Self(topics.into_iter().fold(0, |bits, topic| bits | 1 << topic as u8))
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.default_name())
    }
}
