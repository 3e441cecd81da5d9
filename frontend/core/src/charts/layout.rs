//! Lays any chart out, and says how high it wants to be.

use crate::charts::build::canvas::{Canvas, NARROW};
use crate::charts::build::chart::Chart;
use crate::charts::data::contention::Championship;
use crate::charts::data::pace_boxes::Grouping;
use crate::charts::documents::Documents;
use crate::charts::kind::ChartKind;
use crate::charts::kinds::{
    best_laps, bests, contention, dominance, gap, lap_chart, lap_times, long_runs, pace, parts, pit_stops,
    standings, telemetry, trace, track_map, tyres,
};
use crate::charts::view_state::ViewState;

/// Lays a chart out.
pub fn chart(kind: ChartKind, documents: &Documents, view: &ViewState, canvas: &Canvas) -> Chart {
    match kind {
        ChartKind::Tyres => tyres::chart(documents, view, canvas),
        ChartKind::TeamPace => pace::chart(documents, Grouping::Teams, view, canvas),
        ChartKind::DriverPace => pace::chart(documents, Grouping::Drivers, view, canvas),
        ChartKind::LapChart => lap_chart::chart(documents, view, canvas),
        ChartKind::Gap => gap::chart(documents, view, canvas),
        ChartKind::Trace => trace::chart(documents, view, canvas),
        ChartKind::LapTimes => lap_times::chart(documents, view, canvas),
        ChartKind::Parts => parts::chart(documents, view, canvas),
        ChartKind::BestLaps => best_laps::chart(documents, view, canvas),
        ChartKind::LongRuns => long_runs::chart(documents, view, canvas),
        ChartKind::Sectors => bests::sectors(documents, view, canvas),
        ChartKind::SpeedTraps => bests::speed_traps(documents, view, canvas),
        ChartKind::PitStops => pit_stops::chart(documents, view, canvas),
        ChartKind::Telemetry => telemetry::chart(documents, view, canvas),
        ChartKind::Dominance => dominance::chart(documents, view, canvas),
        ChartKind::TrackMap => track_map::chart(documents, view, canvas),
        ChartKind::DriverStandings => standings::progress(documents, Championship::Drivers, view, canvas),
        ChartKind::ConstructorStandings => {
            standings::progress(documents, Championship::Constructors, view, canvas)
        }
        ChartKind::DriverContention => contention::chart(documents, Championship::Drivers, view, canvas),
        ChartKind::ConstructorContention => {
            contention::chart(documents, Championship::Constructors, view, canvas)
        }
    }
}

/// Height at which a chart reads well on a canvas of this width, CSS px.
pub fn height(kind: ChartKind, documents: &Documents, width: f64) -> f64 {
    let drivers = documents.race.map_or(0, |race| race.drivers.len());
    let teams = documents.race.map_or(0, |race| race.teams.len());
    let narrow = width < NARROW;
    match kind {
        ChartKind::Tyres => tyres::height(drivers, if narrow { 20.0 } else { 27.0 }),
        ChartKind::TeamPace => pace::height(teams, if narrow { 33.0 } else { 37.0 }),
        ChartKind::DriverPace => pace::height(drivers, if narrow { 26.0 } else { 30.0 }),
        ChartKind::LapChart => 70.0 + 18.0 * drivers.max(10) as f64,
        ChartKind::Gap | ChartKind::Trace | ChartKind::LapTimes if narrow => 300.0,
        ChartKind::Gap | ChartKind::Trace | ChartKind::LapTimes => 340.0,
        ChartKind::LongRuns => {
            let runs = documents.long_runs.map_or(0, |runs| runs.runs.len().min(2000));
            bests::height(runs, if narrow { 34.0 } else { 27.0 })
        }
        ChartKind::Parts | ChartKind::BestLaps | ChartKind::Sectors | ChartKind::SpeedTraps => {
            bests::height(drivers, if narrow { 34.0 } else { 27.0 })
        }
        ChartKind::PitStops => {
            let stops = documents.pit_stops.map_or(0, |stops| stops.stops.len().min(2000));
            pit_stops::height(stops, 20.0)
        }
        ChartKind::Telemetry => 620.0,
        ChartKind::Dominance | ChartKind::TrackMap => (width * 0.66).clamp(280.0, 480.0),
        ChartKind::DriverStandings => 420.0,
        ChartKind::ConstructorStandings => 320.0,
        ChartKind::DriverContention => {
            contention::height(documents.standings.map_or(0, |standings| standings.drivers.len()), 22.0)
        }
        ChartKind::ConstructorContention => {
            contention::height(documents.standings.map_or(0, |standings| standings.constructors.len()), 26.0)
        }
    }
}
