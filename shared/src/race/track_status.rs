//! The state of the track as a whole.

/// What the track shows everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TrackStatus {
    /// Nothing is known.
    #[default]
    Unknown,
    /// Green.
    Clear,
    /// A yellow flag somewhere.
    Yellow,
    /// Double yellow somewhere.
    DoubleYellow,
    /// Safety car.
    SafetyCar,
    /// Virtual safety car.
    VirtualSafetyCar,
    /// Virtual safety car about to end.
    VirtualEnding,
    /// Stopped.
    Red,
    /// The leader has taken the chequered flag.
    Finished,
}

impl TrackStatus {
    /// Every status.
    pub(super) const ALL: [Self; 9] = [
        Self::Unknown,
        Self::Clear,
        Self::Yellow,
        Self::DoubleYellow,
        Self::SafetyCar,
        Self::VirtualSafetyCar,
        Self::VirtualEnding,
        Self::Red,
        Self::Finished,
    ];

    /// Its name in JSON documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Clear => "clear",
            Self::Yellow => "yellow",
            Self::DoubleYellow => "doubleYellow",
            Self::SafetyCar => "safetyCar",
            Self::VirtualSafetyCar => "virtualSafetyCar",
            Self::VirtualEnding => "virtualEnding",
            Self::Red => "red",
            Self::Finished => "finished",
        }
    }
}
