//! What has been loaded so far of a race and its season.

use gridcast_shared::mart::{
    Bests, LapTelemetry, Laps, LongRuns, Pace, PitStops, Qualifying, Race, Standings, Stints, Track,
};

/// What has been loaded so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Documents<'a> {
    /// The race; every chart of a race needs it.
    pub race: Option<&'a Race>,
    /// Its laps.
    pub laps: Option<&'a Laps>,
    /// Its stints; taken from the laps where missing.
    pub stints: Option<&'a Stints>,
    /// Its pit stops.
    pub pit_stops: Option<&'a PitStops>,
    /// Its box plots; counted from the laps where missing.
    pub pace: Option<&'a Pace>,
    /// Its best sectors and speeds.
    pub bests: Option<&'a Bests>,
    /// The parts of a qualifying.
    pub qualifying: Option<&'a Qualifying>,
    /// The long runs of a practice.
    pub long_runs: Option<&'a LongRuns>,
    /// The circuit.
    pub track: Option<&'a Track>,
    /// Telemetry of the laps that [`ViewState::compare`](super::view_state::ViewState::compare) names, in that order, as far as loaded.
    pub telemetry: &'a [&'a LapTelemetry],
    /// The season's standings.
    pub standings: Option<&'a Standings>,
}
