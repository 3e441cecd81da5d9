//! Why there is nothing of a chart to see, or not all. [`super::words::missing`] says it.

use gridcast_shared::mart::LapFilter;

/// What is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The race has not been loaded.
    Race,
    /// Laps.
    Laps,
    /// Gaps in the laps.
    Gaps,
    /// Times at the line in the laps.
    TimesAtLine,
    /// Lap times in the range that is seen.
    LapTimes,
    /// Laps that a filter counts.
    CountedLaps(LapFilter),
    /// The track's status, without which no lap is known to be green.
    TrackStatus,
    /// Single laps beside the boxes.
    SingleLaps,
    /// Laps beside the stints.
    LapsOfStints,
    /// Stints.
    Tyres,
    /// Best sectors and highest speeds.
    Bests,
    /// Times in parts of a qualifying.
    Parts,
    /// Long runs.
    LongRuns,
    /// Speeds.
    Speeds,
    /// The document of pit stops.
    PitStops,
    /// Anybody who stopped.
    AnyStop,
    /// The viewer's choice of two laps.
    LapsToCompare,
    /// The viewer's choice of one lap.
    LapToShow,
    /// Telemetry of the chosen laps.
    Telemetry,
    /// Telemetry of some of the chosen laps.
    SomeTelemetry,
    /// The circuit's outline.
    Outline,
    /// The standings have not been loaded.
    Standings,
    /// Standings after any round.
    AnyStanding,
    /// The viewer's choice of a driver.
    ChosenDriver,
}
