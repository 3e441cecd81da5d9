//! What a frame in another page can show alone: a panel of the live page, or a chart. Their names in addresses.

use crate::session::SessionKind;

/// What is shown alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Panel {
    /// Of the live page.
    Live(LivePanel),
    /// Of the pages after a session.
    Chart(ChartKind),
}

impl Panel {
    /// By its name in addresses.
    pub fn by_id(id: &str) -> Option<Self> {
        LivePanel::by_id(id).map(Self::Live).or_else(|| ChartKind::by_id(id).map(Self::Chart))
    }

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Live(panel) => panel.id(),
            Self::Chart(kind) => kind.id(),
        }
    }
}

/// The panels of the live page that can stand alone; a phone shows one at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LivePanel {
    /// The leaderboard.
    #[default]
    Board,
    /// The track map.
    Map,
    /// What just happened.
    Events,
}

impl LivePanel {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Board, Self::Map, Self::Events];

    /// Its name in addresses and in the style sheet.
    pub fn id(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Map => "map",
            Self::Events => "events",
        }
    }

    /// By its name in addresses.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|panel| panel.id() == id)
    }
}

/// Every chart there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Stints of every driver.
    Tyres,
    /// Position by lap.
    LapChart,
    /// Box plots by team.
    TeamPace,
    /// Seconds behind the leader by lap.
    Gap,
    /// Seconds ahead of a reference pace.
    Trace,
    /// Lap times by lap.
    LapTimes,
    /// Box plots by driver.
    DriverPace,
    /// What stops cost.
    PitStops,
    /// Best times in the parts of a qualifying, with what was needed to go on.
    Parts,
    /// Best laps, sector by sector against the quickest.
    BestLaps,
    /// Laps in a row at one pace.
    LongRuns,
    /// Best sectors and the ideal lap.
    Sectors,
    /// Highest speeds.
    SpeedTraps,
    /// Laps of telemetry by distance.
    Telemetry,
    /// Who is fastest where.
    Dominance,
    /// Speed or gear on the outline.
    TrackMap,
    /// The drivers' championship round by round.
    DriverStandings,
    /// The constructors'.
    ConstructorStandings,
    /// What drivers could still reach.
    DriverContention,
    /// What constructors could.
    ConstructorContention,
}

/// A page of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartPage {
    /// Of a race or a sprint.
    Race,
    /// Of a qualifying, for the race or the sprint.
    Qualifying,
    /// Of a practice.
    Practice,
    /// Of a season.
    Season,
}

impl ChartPage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Race, Self::Qualifying, Self::Practice, Self::Season];

    /// The page of a session of this kind.
    pub fn of(kind: SessionKind) -> Self {
        match kind {
            SessionKind::Race | SessionKind::Sprint => Self::Race,
            SessionKind::Qualifying | SessionKind::SprintQualifying => Self::Qualifying,
            SessionKind::Practice => Self::Practice,
        }
    }

    /// Its charts, in its order.
    pub fn charts(self) -> &'static [ChartKind] {
        match self {
            Self::Race => &[
                ChartKind::Tyres,
                ChartKind::LapChart,
                ChartKind::TeamPace,
                ChartKind::Gap,
                ChartKind::Trace,
                ChartKind::LapTimes,
                ChartKind::DriverPace,
                ChartKind::PitStops,
                ChartKind::Sectors,
                ChartKind::SpeedTraps,
                ChartKind::Telemetry,
                ChartKind::Dominance,
                ChartKind::TrackMap,
            ],
            Self::Qualifying => &[
                ChartKind::Parts,
                ChartKind::BestLaps,
                ChartKind::Sectors,
                ChartKind::Telemetry,
                ChartKind::Dominance,
                ChartKind::TrackMap,
                ChartKind::SpeedTraps,
                ChartKind::LapTimes,
            ],
            Self::Practice => &[
                ChartKind::BestLaps,
                ChartKind::LongRuns,
                ChartKind::Sectors,
                ChartKind::LapTimes,
                ChartKind::Tyres,
                ChartKind::Telemetry,
                ChartKind::Dominance,
                ChartKind::TrackMap,
                ChartKind::SpeedTraps,
            ],
            Self::Season => &[
                ChartKind::DriverStandings,
                ChartKind::ConstructorStandings,
                ChartKind::DriverContention,
                ChartKind::ConstructorContention,
            ],
        }
    }

    /// Whether a chart stands on it.
    pub fn has(self, kind: ChartKind) -> bool {
        self.charts().contains(&kind)
    }
}

impl ChartKind {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Tyres,
        Self::LapChart,
        Self::TeamPace,
        Self::Gap,
        Self::Trace,
        Self::LapTimes,
        Self::DriverPace,
        Self::PitStops,
        Self::Parts,
        Self::BestLaps,
        Self::LongRuns,
        Self::Sectors,
        Self::SpeedTraps,
        Self::Telemetry,
        Self::Dominance,
        Self::TrackMap,
        Self::DriverStandings,
        Self::ConstructorStandings,
        Self::DriverContention,
        Self::ConstructorContention,
    ];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tyres => "tyres",
            Self::LapChart => "lap-chart",
            Self::TeamPace => "team-pace",
            Self::Gap => "gap",
            Self::Trace => "trace",
            Self::LapTimes => "lap-times",
            Self::DriverPace => "driver-pace",
            Self::PitStops => "pit-stops",
            Self::Parts => "parts",
            Self::BestLaps => "best-laps",
            Self::LongRuns => "long-runs",
            Self::Sectors => "sectors",
            Self::SpeedTraps => "speed-traps",
            Self::Telemetry => "telemetry",
            Self::Dominance => "dominance",
            Self::TrackMap => "track-map",
            Self::DriverStandings => "driver-standings",
            Self::ConstructorStandings => "constructor-standings",
            Self::DriverContention => "driver-reach",
            Self::ConstructorContention => "constructor-reach",
        }
    }

    /// By its name in addresses.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chart_stands_on_a_page_and_once_on_each() {
        for kind in ChartKind::ALL {
            assert!(ChartPage::ALL.iter().any(|page| page.has(kind)), "{kind:?}");
            for page in ChartPage::ALL {
                assert!(page.charts().iter().filter(|one| **one == kind).count() <= 1, "{page:?} {kind:?}");
            }
        }
    }

    #[test]
    fn a_name_is_of_one_panel() {
        for kind in ChartKind::ALL {
            assert_eq!(Panel::by_id(kind.id()), Some(Panel::Chart(kind)));
        }
        for panel in LivePanel::ALL {
            assert_eq!(Panel::by_id(panel.id()), Some(Panel::Live(panel)));
        }
        assert_eq!(Panel::by_id("Map"), None);
    }
}
