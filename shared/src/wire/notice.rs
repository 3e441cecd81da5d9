//! A notice: a message beside the frames, of two bytes.

/// First byte of a notice: version 1, kind 1. A notice is [`KIND_NOTICE`] and one byte of [`Notice`].
pub const KIND_NOTICE: u8 = 0x11;

/// What the gateway says outside the race's own time; also its sign of life while there is no frame to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The source is there; there is just nothing new.
    Alive = 0,
    /// There is no race yet.
    NoRace = 1,
    /// The source (Kafka) cannot be reached; what was shown stays.
    SourceAway = 2,
    /// The recording has been played to its end.
    Ended = 3,
    /// The gateway is stopping; reconnect.
    Stopping = 4,
}

impl Notice {
    /// The message's bytes.
    pub fn encode(self) -> [u8; 2] {
        [KIND_NOTICE, self as u8]
    }

    /// Reads a notice; `None` when the bytes are none, or one of a later version, which is to be skipped.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [KIND_NOTICE, 0] => Some(Self::Alive),
            [KIND_NOTICE, 1] => Some(Self::NoRace),
            [KIND_NOTICE, 2] => Some(Self::SourceAway),
            [KIND_NOTICE, 3] => Some(Self::Ended),
            [KIND_NOTICE, 4] => Some(Self::Stopping),
            _ => None,
        }
    }
}
