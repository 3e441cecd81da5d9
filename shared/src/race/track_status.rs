//! The state of the track as a whole.

/// What the track shows everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
