//! The feed's own topics.

use std::fmt;

/// A topic of the feed, as the feed calls it. In the order in which a snapshot's topics are applied: who and
/// what before what happens to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedTopic {
    /// Meeting, kind, scheduled start.
    SessionInfo,
    /// Who drives.
    DriverList,
    /// Inactive, Started, Aborted, Finished, Finalised, Ends.
    SessionStatus,
    /// Parts and status as a series.
    SessionData,
    /// What is left of the session's time.
    ExtrapolatedClock,
    /// The leader's lap and how many are scheduled.
    LapCount,
    /// The track's status.
    TrackStatus,
    /// Stints and tyres.
    TimingAppData,
    /// Laps, sectors, gaps, places.
    TimingData,
    /// Bests of the session.
    TimingStats,
    /// Race control's messages.
    RaceControlMessages,
    /// The weather.
    WeatherData,
    /// Clips of the teams' radio.
    TeamRadio,
    /// Speed, revolutions, gear, pedals: deflated.
    CarData,
    /// Where the cars are: deflated.
    Position,
    /// That the feed is alive.
    Heartbeat,
    /// The first three, said again.
    TopThree,
}

impl FeedTopic {
    /// All topics, in the order in which a snapshot is applied.
    pub const ALL: [Self; 17] = [
        Self::SessionInfo,
        Self::DriverList,
        Self::SessionStatus,
        Self::SessionData,
        Self::ExtrapolatedClock,
        Self::LapCount,
        Self::TrackStatus,
        Self::TimingAppData,
        Self::TimingData,
        Self::TimingStats,
        Self::RaceControlMessages,
        Self::WeatherData,
        Self::TeamRadio,
        Self::CarData,
        Self::Position,
        Self::Heartbeat,
        Self::TopThree,
    ];

    /// The feed's name: what one subscribes to, and the archive's file name before `.jsonStream`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SessionInfo => "SessionInfo",
            Self::DriverList => "DriverList",
            Self::SessionStatus => "SessionStatus",
            Self::SessionData => "SessionData",
            Self::ExtrapolatedClock => "ExtrapolatedClock",
            Self::LapCount => "LapCount",
            Self::TrackStatus => "TrackStatus",
            Self::TimingAppData => "TimingAppData",
            Self::TimingData => "TimingData",
            Self::TimingStats => "TimingStats",
            Self::RaceControlMessages => "RaceControlMessages",
            Self::WeatherData => "WeatherData",
            Self::TeamRadio => "TeamRadio",
            Self::CarData => "CarData.z",
            Self::Position => "Position.z",
            Self::Heartbeat => "Heartbeat",
            Self::TopThree => "TopThree",
        }
    }

    /// The topic of a name, if it is one that Gridcast reads.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// Whether its payload is base64 of raw deflate of JSON.
    pub fn is_deflated(self) -> bool {
        matches!(self, Self::CarData | Self::Position)
    }
}

impl fmt::Display for FeedTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
