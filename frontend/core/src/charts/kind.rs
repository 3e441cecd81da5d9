//! Every chart there is: its name in addresses, the pages that it stands on, the documents that it is made of.

use gridcast_shared::session::SessionKind;

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

/// A document that a chart of a race is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// See [`gridcast_shared::mart::Laps`].
    Laps,
    /// See [`gridcast_shared::mart::Stints`].
    Stints,
    /// See [`gridcast_shared::mart::PitStops`].
    PitStops,
    /// See [`gridcast_shared::mart::Pace`].
    Pace,
    /// See [`gridcast_shared::mart::Bests`].
    Bests,
    /// See [`gridcast_shared::mart::Qualifying`].
    Qualifying,
    /// See [`gridcast_shared::mart::LongRuns`].
    LongRuns,
    /// See [`gridcast_shared::mart::Track`].
    Track,
    /// See [`gridcast_shared::mart::LapTelemetry`]: of the compared laps.
    Telemetry,
}

/// A key that only some charts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartKey {
    /// Whether every lap is a dot.
    Dots,
    /// What the race trace measures against.
    Reference,
    /// What the map shows.
    MapMeasure,
    /// What standings show.
    Progress,
}

/// What a chart of a race needs beside the race itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// One of these must be there.
    pub one_of: &'static [Input],
    /// It is better with these, and waits for them.
    pub also: &'static [Input],
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

    /// Its own keys, before those that every chart has.
    pub fn keys(self) -> &'static [ChartKey] {
        match self {
            Self::TeamPace | Self::DriverPace => &[ChartKey::Dots],
            Self::Trace => &[ChartKey::Reference],
            Self::TrackMap => &[ChartKey::MapMeasure],
            Self::DriverStandings | Self::ConstructorStandings => &[ChartKey::Progress],
            Self::Tyres
            | Self::LapChart
            | Self::Gap
            | Self::LapTimes
            | Self::PitStops
            | Self::Parts
            | Self::BestLaps
            | Self::LongRuns
            | Self::Sectors
            | Self::SpeedTraps
            | Self::Telemetry
            | Self::Dominance
            | Self::DriverContention
            | Self::ConstructorContention => &[],
        }
    }

    /// What it needs of a race; a season's charts need the standings alone.
    pub fn inputs(self) -> Inputs {
        let (one_of, also): (&[Input], &[Input]) = match self {
            Self::Tyres => (&[Input::Stints, Input::Laps], &[]),
            Self::TeamPace | Self::DriverPace => (&[Input::Laps, Input::Pace], &[]),
            Self::LapChart | Self::Gap | Self::Trace | Self::BestLaps => (&[Input::Laps], &[]),
            Self::Parts => (&[Input::Qualifying], &[]),
            Self::LongRuns => (&[Input::LongRuns], &[]),
            Self::LapTimes => (&[Input::Laps], &[Input::Stints]),
            Self::Sectors | Self::SpeedTraps => (&[Input::Bests], &[]),
            Self::PitStops => (&[Input::PitStops], &[]),
            Self::Telemetry => (&[Input::Telemetry], &[Input::Laps]),
            Self::Dominance | Self::TrackMap => (&[Input::Telemetry], &[Input::Track]),
            Self::DriverStandings
            | Self::ConstructorStandings
            | Self::DriverContention
            | Self::ConstructorContention => (&[], &[]),
        };
        Inputs { one_of, also }
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
}
