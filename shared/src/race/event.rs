//! What happened, and what was said.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::track_status::TrackStatus;
use crate::ids::CarIndex;

/// Longest text of a [`Message`], bytes of UTF-8. What race control says is never a fifth of it; whoever publishes
/// says a longer one in parts.
pub const MAX_MESSAGE_BYTES: usize = 2048;

/// Something that happened; its words the page makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RaceEvent {
    /// When, source time.
    pub date_ms: i64,
    /// The leader's lap then, from 1; 0 when unknown.
    pub lap: u8,
    /// What.
    pub kind: EventKind,
    /// Whom it is about.
    pub car: Option<CarIndex>,
    /// The other car of a pass.
    pub other: Option<CarIndex>,
    /// A lap time in ms (fastest lap), a place (pass, out, finish), two places (pit out), or 0.
    pub value: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The track's status changed to this.
    Track(TrackStatus),
    /// `car` passed `other` on the track and is now in place `value`.
    Pass,
    /// `car` drove the fastest lap of the race, `value` ms.
    FastestLap,
    /// `car` came into the pits.
    PitIn,
    /// `car` is out, from place `value`; 0 when unknown.
    Out,
    /// `car` took the chequered flag in place `value`.
    Finish,
    /// `car` is out of the pits again: `value` is the place in which it came in times 256, plus the one that it has now.
    PitOut,
}

impl EventKind {
    /// Its name in JSON documents; a status of the track has that status's.
    pub fn word(self) -> &'static str {
        match self {
            Self::Track(status) => status.word(),
            Self::Pass => "pass",
            Self::FastestLap => "fastestLap",
            Self::PitIn => "pitIn",
            Self::Out => "out",
            Self::Finish => "finish",
            Self::PitOut => "pitOut",
        }
    }

    /// What has this name in JSON documents.
    pub fn of_word(word: &str) -> Option<Self> {
        let others = [Self::Pass, Self::FastestLap, Self::PitIn, Self::Out, Self::Finish, Self::PitOut];
        TrackStatus::ALL.map(Self::Track).into_iter().chain(others).find(|kind| kind.word() == word)
    }
}

impl Serialize for EventKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for EventKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::of_word(&word).ok_or_else(|| D::Error::custom(format_args!("no event is called {word:?}")))
    }
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When, source time.
    pub date_ms: i64,
    /// The leader's lap then, from 1; 0 when unknown.
    pub lap: u8,
    /// Who.
    pub kind: MessageKind,
    /// Whom it is about.
    pub car: Option<CarIndex>,
    /// Race control's words, or the address of a radio's sound: any letters but NUL, at most [`MAX_MESSAGE_BYTES`].
    pub text: String,
}

/// Who said it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MessageKind {
    /// Race control.
    #[default]
    RaceControl,
    /// A driver and the team.
    TeamRadio,
}
