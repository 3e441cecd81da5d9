//! The charts of a race and a season, without a browser: documents and the viewer's choices in, draw commands, places
//! to point at, a table and words out.
//!
//! [`chart`] lays any chart out; the page draws [`scene::Chart::commands`] and, above them, [`cursor::commands`].
//! Documents come from the network: whatever they hold, a chart says what is missing and shows the rest.

pub mod cast;
pub mod cursor;
pub mod decimate;
pub mod figures;
pub mod geometry;
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

pub mod gap;
pub mod lap_chart;
pub mod pace;
pub mod tyres;

#[cfg(test)]
mod testing;

use gridcast_shared::mart::{Bests, LapTelemetry, Laps, Pace, PitStops, Race, Standings, Stints, Track};

use crate::theme::Theme;
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
}

impl ChartKind {
    /// All of them, in the page's order.
    pub const ALL: [Self; 5] = [Self::Tyres, Self::TeamPace, Self::DriverPace, Self::LapChart, Self::Gap];

    /// Its name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tyres => "tyres",
            Self::TeamPace => "team-pace",
            Self::DriverPace => "driver-pace",
            Self::LapChart => "lap-chart",
            Self::Gap => "gap",
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
            Self::Gap => {
                if narrow {
                    300.0
                } else {
                    340.0
                }
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
    }
}
