//! The charts of a race and a season, without a browser: documents and the viewer's choices in, draw commands, places
//! to point at, a table and words out.
//!
//! [`chart`] lays any chart out; the page draws [`scene::Chart::commands`] and, above them, [`cursor::commands`].
//! Documents come from the network: whatever they hold, a chart says what is missing and shows the rest.

pub mod caption;
pub mod cast;
pub mod cursor;
pub mod decimate;
pub mod figures;
pub mod geometry;
pub mod grip;
pub mod hit;
pub mod inks;
pub mod link;
pub mod rows;
pub mod scale;
pub mod scene;
mod sheet;
pub mod spread;
pub mod stats;
pub mod table;
pub mod ticks;
pub mod view;

pub mod bests;
pub mod compare;
mod dot_table;
pub mod gap;
pub mod lap_chart;
pub mod lap_times;
pub mod pace;
pub mod penalties;
pub mod pit_stops;
pub mod reach;
pub mod standings;
pub mod telemetry;
pub mod trace;
pub mod track_map;
pub mod tyres;

#[cfg(test)]
mod robustness;
#[cfg(test)]
mod testing;

use gridcast_shared::mart::{Bests, LapTelemetry, Laps, Pace, PitStops, Race, Standings, Stints, Track};

use crate::theme::Theme;
use reach::Title;
use scene::Chart;
use view::View;

/// Width of a text in CSS px, by font size in CSS px and font weight.
pub type Measure<'a> = &'a dyn Fn(&str, f32, u16) -> f32;

/// What a chart is drawn on.
#[derive(Clone, Copy)]
pub struct Canvas<'a> {
    /// CSS px.
    pub width: f64,
    /// CSS px.
    pub height: f64,
    /// Its ground.
    pub theme: Theme,
    /// A table with the same rows stands to the left: rows need no names of their own.
    pub beside_table: bool,
    /// Its numbers are for a file, which holds all that there are.
    pub for_file: bool,
    /// How wide texts are.
    pub measure: Measure<'a>,
}

impl std::fmt::Debug for Canvas<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Canvas")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("theme", &self.theme)
            .finish_non_exhaustive()
    }
}

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
    /// The circuit.
    pub track: Option<&'a Track>,
    /// Telemetry of the laps that [`View::compare`] names, in that order, as far as loaded.
    pub telemetry: &'a [&'a LapTelemetry],
    /// The season's standings.
    pub standings: Option<&'a Standings>,
}

/// Every chart there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Stints of every driver.
    Tyres,
    /// Box plots by team.
    TeamPace,
    /// Box plots by driver.
    DriverPace,
    /// Position by lap.
    LapChart,
    /// Seconds behind the leader by lap.
    Gap,
    /// Seconds ahead of a reference pace.
    Trace,
    /// Lap times by lap.
    LapTimes,
    /// Best sectors and the ideal lap.
    Sectors,
    /// Highest speeds.
    SpeedTraps,
    /// What stops cost.
    PitStops,
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
    DriverReach,
    /// What constructors could.
    ConstructorReach,
}

impl ChartKind {
    /// All of them, in the page's order.
    pub const ALL: [Self; 17] = [
        Self::Tyres,
        Self::TeamPace,
        Self::DriverPace,
        Self::LapChart,
        Self::Gap,
        Self::Trace,
        Self::LapTimes,
        Self::Sectors,
        Self::SpeedTraps,
        Self::PitStops,
        Self::Telemetry,
        Self::Dominance,
        Self::TrackMap,
        Self::DriverStandings,
        Self::ConstructorStandings,
        Self::DriverReach,
        Self::ConstructorReach,
    ];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tyres => "tyres",
            Self::TeamPace => "team-pace",
            Self::DriverPace => "driver-pace",
            Self::LapChart => "lap-chart",
            Self::Gap => "gap",
            Self::Trace => "trace",
            Self::LapTimes => "lap-times",
            Self::Sectors => "sectors",
            Self::SpeedTraps => "speed-traps",
            Self::PitStops => "pit-stops",
            Self::Telemetry => "telemetry",
            Self::Dominance => "dominance",
            Self::TrackMap => "track-map",
            Self::DriverStandings => "driver-standings",
            Self::ConstructorStandings => "constructor-standings",
            Self::DriverReach => "driver-reach",
            Self::ConstructorReach => "constructor-reach",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Tyres => "Tyres",
            Self::TeamPace => "Team pace",
            Self::DriverPace => "Driver pace",
            Self::LapChart => "Lap chart",
            Self::Gap => "Gap to the leader",
            Self::Trace => "Race trace",
            Self::LapTimes => "Lap times",
            Self::Sectors => "Sector bests",
            Self::SpeedTraps => "Speed traps",
            Self::PitStops => "Pit stops",
            Self::Telemetry => "Telemetry",
            Self::Dominance => "Track dominance",
            Self::TrackMap => "Speed and gears on the track",
            Self::DriverStandings => "Drivers' championship",
            Self::ConstructorStandings => "Constructors' championship",
            Self::DriverReach => "What drivers can still reach",
            Self::ConstructorReach => "What constructors can still reach",
        }
    }

    /// By its name in addresses.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Height at which it reads well on a canvas of this width, CSS px.
    pub fn height(self, documents: &Documents, width: f64) -> f64 {
        let drivers = documents.race.map_or(0, |race| race.drivers.len());
        let teams = documents.race.map_or(0, |race| race.teams.len());
        let narrow = width < sheet::NARROW;
        match self {
            Self::Tyres => tyres::height(drivers, if narrow { 20.0 } else { 27.0 }),
            Self::TeamPace => pace::height(teams, if narrow { 33.0 } else { 37.0 }),
            Self::DriverPace => pace::height(drivers, if narrow { 26.0 } else { 30.0 }),
            Self::LapChart => 70.0 + 18.0 * drivers.max(10) as f64,
            Self::Gap | Self::Trace | Self::LapTimes if narrow => 300.0,
            Self::Gap | Self::Trace | Self::LapTimes => 340.0,
            Self::Sectors | Self::SpeedTraps => bests::height(drivers, if narrow { 34.0 } else { 27.0 }),
            Self::PitStops => {
                let stops = documents.pit_stops.map_or(0, |stops| stops.stops.len().min(2000));
                pit_stops::height(stops, 20.0)
            }
            Self::Telemetry => 620.0,
            Self::Dominance | Self::TrackMap => (width * 0.66).clamp(280.0, 480.0),
            Self::DriverStandings => 420.0,
            Self::ConstructorStandings => 320.0,
            Self::DriverReach => standings::height(documents.standings.map_or(0, |s| s.drivers.len()), 22.0),
            Self::ConstructorReach => {
                standings::height(documents.standings.map_or(0, |s| s.constructors.len()), 26.0)
            }
        }
    }
}

/// Lays a chart out.
pub fn chart(kind: ChartKind, documents: &Documents, view: &View, canvas: &Canvas) -> Chart {
    match kind {
        ChartKind::Tyres => tyres::chart(documents, view, canvas),
        ChartKind::TeamPace => pace::chart(documents, pace::Of::Teams, view, canvas),
        ChartKind::DriverPace => pace::chart(documents, pace::Of::Drivers, view, canvas),
        ChartKind::LapChart => lap_chart::chart(documents, view, canvas),
        ChartKind::Gap => gap::chart(documents, view, canvas),
        ChartKind::Trace => trace::chart(documents, view, canvas),
        ChartKind::LapTimes => lap_times::chart(documents, view, canvas),
        ChartKind::Sectors => bests::sectors(documents, view, canvas),
        ChartKind::SpeedTraps => bests::speed_traps(documents, view, canvas),
        ChartKind::PitStops => pit_stops::chart(documents, view, canvas),
        ChartKind::Telemetry => telemetry::chart(documents, view, canvas),
        ChartKind::Dominance => track_map::dominance(documents, view, canvas),
        ChartKind::TrackMap => track_map::map(documents, view, canvas),
        ChartKind::DriverStandings => standings::progress(documents, Title::Drivers, view, canvas),
        ChartKind::ConstructorStandings => standings::progress(documents, Title::Constructors, view, canvas),
        ChartKind::DriverReach => standings::what_is_left(documents, Title::Drivers, view, canvas),
        ChartKind::ConstructorReach => standings::what_is_left(documents, Title::Constructors, view, canvas),
    }
}
