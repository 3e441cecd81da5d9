//! A notice: a message beside the frames, of two bytes.

use crate::topics::TopicSet;

/// First byte of a notice: version 1, kind 1. A notice is [`KIND_NOTICE`] and one byte of [`Notice`].
pub const KIND_NOTICE: u8 = 0x11;

/// What the gateway says outside the race's own time; also its sign of life while there is no frame to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The source is there; there is just nothing new.
    Alive,
    /// There is no race yet.
    NoRace,
    /// The source (Kafka) cannot be reached; what was shown stays.
    SourceAway,
    /// The recording has been played to its end.
    Ended,
    /// The gateway is stopping; reconnect.
    Stopping,
    /// Frames before the next one, which is a key frame, are not sent: more came at once than can be watched, or this
    /// spectator fell behind. They are on the recording.
    Skipped,
    /// These topics cannot be read, the others are; said again every two seconds, also between frames.
    Unreadable(TopicSet),
}

/// Second byte of [`Notice::Unreadable`], with the topics' bits below.
const UNREADABLE: u8 = 0x40;

impl Notice {
    /// The message's bytes.
    pub fn encode(self) -> [u8; 2] {
        let what = match self {
            Self::Alive => 0,
            Self::NoRace => 1,
            Self::SourceAway => 2,
            Self::Ended => 3,
            Self::Stopping => 4,
            Self::Skipped => 5,
            Self::Unreadable(topics) => UNREADABLE | topics.bits(),
        };
        [KIND_NOTICE, what]
    }

    /// Reads a notice; `None` when the bytes are none, or one of a later version, which is to be skipped.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [KIND_NOTICE, 0] => Some(Self::Alive),
            [KIND_NOTICE, 1] => Some(Self::NoRace),
            [KIND_NOTICE, 2] => Some(Self::SourceAway),
            [KIND_NOTICE, 3] => Some(Self::Ended),
            [KIND_NOTICE, 4] => Some(Self::Stopping),
            [KIND_NOTICE, 5] => Some(Self::Skipped),
            [KIND_NOTICE, what @ 0x41..=0x7f] => Some(Self::Unreadable(TopicSet::from_bits(*what))),
            _ => None,
        }
    }
}
