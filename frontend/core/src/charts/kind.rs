//! What each chart has of its own, and the documents that it is made of. Which charts there are, and on which pages,
//! says [`gridcast_shared::panel`], for addresses name them.

pub use gridcast_shared::panel::{ChartKind, ChartPage};

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

/// A chart's own keys, before those that every chart has.
pub fn keys(kind: ChartKind) -> &'static [ChartKey] {
    match kind {
        ChartKind::TeamPace | ChartKind::DriverPace => &[ChartKey::Dots],
        ChartKind::Trace => &[ChartKey::Reference],
        ChartKind::TrackMap => &[ChartKey::MapMeasure],
        ChartKind::DriverStandings | ChartKind::ConstructorStandings => &[ChartKey::Progress],
        ChartKind::Tyres
        | ChartKind::LapChart
        | ChartKind::Gap
        | ChartKind::LapTimes
        | ChartKind::PitStops
        | ChartKind::Parts
        | ChartKind::BestLaps
        | ChartKind::LongRuns
        | ChartKind::Sectors
        | ChartKind::SpeedTraps
        | ChartKind::Telemetry
        | ChartKind::Dominance
        | ChartKind::DriverContention
        | ChartKind::ConstructorContention => &[],
    }
}

/// What a chart needs of a race; a season's charts need the standings alone.
pub fn inputs(kind: ChartKind) -> Inputs {
    let (one_of, also): (&[Input], &[Input]) = match kind {
        ChartKind::Tyres => (&[Input::Stints, Input::Laps], &[]),
        ChartKind::TeamPace | ChartKind::DriverPace => (&[Input::Laps, Input::Pace], &[]),
        ChartKind::LapChart | ChartKind::Gap | ChartKind::Trace | ChartKind::BestLaps => {
            (&[Input::Laps], &[])
        }
        ChartKind::Parts => (&[Input::Qualifying], &[]),
        ChartKind::LongRuns => (&[Input::LongRuns], &[]),
        ChartKind::LapTimes => (&[Input::Laps], &[Input::Stints]),
        ChartKind::Sectors | ChartKind::SpeedTraps => (&[Input::Bests], &[]),
        ChartKind::PitStops => (&[Input::PitStops], &[]),
        ChartKind::Telemetry => (&[Input::Telemetry], &[Input::Laps]),
        ChartKind::Dominance | ChartKind::TrackMap => (&[Input::Telemetry], &[Input::Track]),
        ChartKind::DriverStandings
        | ChartKind::ConstructorStandings
        | ChartKind::DriverContention
        | ChartKind::ConstructorContention => (&[], &[]),
    };
    Inputs { one_of, also }
}
