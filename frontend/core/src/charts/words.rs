//! Every text of the charts, made of numbers and enums: what another language replaces is here and below.
//!
//! A file a chart for what only that chart says. Nothing is decided by what a text says.

pub mod best_laps;
pub mod bests;
pub mod contention;
pub mod dominance;
pub mod figures;
pub mod gap;
pub mod lap_chart;
pub mod lap_times;
pub mod long_runs;
pub mod pace;
pub mod parts;
pub mod penalties;
pub mod pit_stops;
pub mod standings;
pub mod telemetry;
pub mod trace;
pub mod track_map;
pub mod tyres;

use gridcast_shared::mart::{LapFilter, PeriodKind};
use gridcast_shared::race::Compound;

use crate::charts::axis::span::Span;
use crate::charts::data::pace_input::PaceError;
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::palette::compound_of;
use crate::format::tyre_word;

/// Name of an axis or a column of laps.
pub const LAP: &str = "Lap";

/// Name of the end of the lap axis where there is a grid.
pub const GRID: &str = "Grid";

/// A chart's heading.
pub fn title(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Tyres => "Tyres",
        ChartKind::TeamPace => "Team pace",
        ChartKind::DriverPace => "Driver pace",
        ChartKind::LapChart => "Lap chart",
        ChartKind::Gap => "Gap to the leader",
        ChartKind::Trace => "Race trace",
        ChartKind::LapTimes => "Lap times",
        ChartKind::Parts => "Parts of qualifying",
        ChartKind::BestLaps => "Best laps compared",
        ChartKind::LongRuns => "Long runs",
        ChartKind::Sectors => "Sector bests",
        ChartKind::SpeedTraps => "Speed traps",
        ChartKind::PitStops => "Pit stops",
        ChartKind::Telemetry => "Telemetry",
        ChartKind::Dominance => "Track dominance",
        ChartKind::TrackMap => "Speed and gears on the track",
        ChartKind::DriverStandings => "Drivers' championship",
        ChartKind::ConstructorStandings => "Constructors' championship",
        ChartKind::DriverContention => "What drivers can still reach",
        ChartKind::ConstructorContention => "What constructors can still reach",
    }
}

/// Why there is nothing to see, or not all.
pub fn missing(missing: Missing) -> String {
    match missing {
        Missing::Race => "The race has not been loaded.",
        Missing::Laps => "There are no laps of this session.",
        Missing::Gaps => "There are no gaps of this session.",
        Missing::TimesAtLine => "There are no times at the line of this session.",
        Missing::LapTimes => "There are no lap times here.",
        Missing::CountedLaps(filter) => {
            return format!("There are no laps that count: {}.", filter_name(filter).to_lowercase());
        }
        Missing::TrackStatus => {
            "Nobody tells the track's status of this session, so no lap is known to be green: choose all laps."
        }
        Missing::SingleLaps => "Single laps have not been loaded.",
        Missing::LapsOfStints => "Laps have not been loaded; these are the stints alone.",
        Missing::Tyres => "There are no tyres of this session.",
        Missing::Bests => "There are no best sectors and speeds of this session.",
        Missing::Parts => "There are no times of the parts of this session.",
        Missing::LongRuns => "Nobody drove five laps in a row at one pace.",
        Missing::Speeds => "There are no speeds of this session.",
        Missing::PitStops => "There are no pit stops of this session.",
        Missing::AnyStop => "Nobody stopped.",
        Missing::LapsToCompare => "Choose two to four laps to compare.",
        Missing::LapToShow => "Choose a lap to see it on the track.",
        Missing::Telemetry => "There is no telemetry of these laps.",
        Missing::SomeTelemetry => "Not all of these laps have telemetry.",
        Missing::Outline => "The outline of this circuit is not known.",
        Missing::Standings => "The standings have not been loaded.",
        Missing::AnyStanding => "There are no standings yet.",
        Missing::ChosenDriver => "Choose a driver to see stints and what the tyres lose.",
    }
    .to_owned()
}

/// Which laps a filter counts: what the filter is called, and the beginning of a sentence.
pub fn filter_name(filter: LapFilter) -> &'static str {
    match filter {
        LapFilter::All => "All laps",
        LapFilter::Green => "Green-flag laps",
        LapFilter::Dry => "Green-flag laps on slicks",
        LapFilter::Wet => "Green-flag laps on rain tyres",
    }
}

/// What the key is called that shows all of an axis.
pub fn show_all(span: Span) -> &'static str {
    match span {
        Span::Laps(_) => "All laps",
        Span::Metres(_) => "Whole lap",
    }
}

/// What laps were driven under: in full, and in short.
pub fn period(kind: PeriodKind) -> [&'static str; 2] {
    match kind {
        PeriodKind::SafetyCar => ["Safety car", "SC"],
        PeriodKind::VirtualSafetyCar => ["Virtual SC", "VSC"],
        PeriodKind::RedFlag => ["Red flag", "Red"],
        PeriodKind::Yellow => ["Yellow", "Y"],
    }
}

/// A compound as the documents write it: "medium"; the name of one that is not in use any more.
pub fn tyre(compound: Option<&str>) -> String {
    match compound_of(compound) {
        Compound::Unknown => {
            let other = compound.map(str::trim).filter(|name| !name.is_empty());
            other.map_or_else(|| "unknown".to_owned(), str::to_lowercase)
        }
        known => tyre_word(known).to_owned(),
    }
}

/// What is wrong with a pace as it was typed.
pub fn pace_error(error: PaceError) -> &'static str {
    match error {
        PaceError::Unreadable => "Not a lap time: write 1:28.5 or 88.5.",
        PaceError::OutOfRange => "A lap takes from 30 seconds to 10 minutes.",
    }
}
