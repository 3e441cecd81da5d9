//! The signs of the page: what a flag and an event look like, told apart without colour.

use gridcast_shared::race::TrackStatus;

/// A flag's look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlagLook {
    /// No block.
    #[default]
    None,
    /// An outline with a dot.
    Clear,
    /// 45 degrees.
    Yellow,
    /// 45 degrees, denser.
    DoubleYellow,
    /// -45 degrees, wide.
    SafetyCar,
    /// -45 degrees, thin.
    Virtual,
    /// Solid.
    Red,
    /// Level bars.
    Blue,
    /// Chequered.
    Finish,
}

impl FlagLook {
    /// The look's name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Clear => "clear",
            Self::Yellow => "yellow",
            Self::DoubleYellow => "double-yellow",
            Self::SafetyCar => "safety-car",
            Self::Virtual => "virtual",
            Self::Red => "red",
            Self::Blue => "blue",
            Self::Finish => "finish",
        }
    }

    /// The look of a track status.
    pub fn of(status: TrackStatus) -> Self {
        match status {
            TrackStatus::Unknown => Self::None,
            TrackStatus::Clear => Self::Clear,
            TrackStatus::Yellow => Self::Yellow,
            TrackStatus::DoubleYellow => Self::DoubleYellow,
            TrackStatus::SafetyCar => Self::SafetyCar,
            TrackStatus::VirtualSafetyCar | TrackStatus::VirtualEnding => Self::Virtual,
            TrackStatus::Red => Self::Red,
            TrackStatus::Finished => Self::Finish,
        }
    }
}

/// A line's sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventSign {
    /// A flag.
    Flag(FlagLook),
    /// Diamond: fastest lap.
    Diamond,
    /// Triangle: a pass.
    Triangle,
    /// P: into the pits.
    Pit,
    /// Cross: out.
    Cross,
    /// Dash: words of race control.
    Dash,
    /// Waves: a team's radio.
    Radio,
}
