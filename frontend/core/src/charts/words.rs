//! Every text of the charts, made of numbers and enums; the sentences themselves are `gridcast_words::charts`'.
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
use gridcast_words::charts as said;

use crate::charts::axis::span::Span;
use crate::charts::data::pace_input::PaceError;
use crate::charts::kind::ChartKind;
use crate::charts::missing::Missing;
use crate::charts::palette::compound_of;
use crate::format::tyre_word;

/// Name of an axis or a column of laps.
pub fn lap() -> &'static str {
    said::lap()
}

/// Name of the end of the lap axis where there is a grid.
pub fn grid() -> &'static str {
    said::grid()
}

/// A chart's heading.
pub fn title(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Tyres => said::title_tyres(),
        ChartKind::TeamPace => said::title_team_pace(),
        ChartKind::DriverPace => said::title_driver_pace(),
        ChartKind::LapChart => said::title_lap_chart(),
        ChartKind::Gap => said::title_gap(),
        ChartKind::Trace => said::title_trace(),
        ChartKind::LapTimes => said::title_lap_times(),
        ChartKind::Parts => said::title_parts(),
        ChartKind::BestLaps => said::title_best_laps(),
        ChartKind::LongRuns => said::title_long_runs(),
        ChartKind::Sectors => said::title_sectors(),
        ChartKind::SpeedTraps => said::title_speed_traps(),
        ChartKind::PitStops => said::title_pit_stops(),
        ChartKind::Telemetry => said::title_telemetry(),
        ChartKind::Dominance => said::title_dominance(),
        ChartKind::TrackMap => said::title_track_map(),
        ChartKind::DriverStandings => said::title_driver_standings(),
        ChartKind::ConstructorStandings => said::title_constructor_standings(),
        ChartKind::DriverContention => said::title_driver_contention(),
        ChartKind::ConstructorContention => said::title_constructor_contention(),
    }
}

/// Why there is nothing to see, or not all.
pub fn missing(missing: Missing) -> String {
    match missing {
        Missing::Race => said::missing_race(),
        Missing::Laps => said::missing_laps(),
        Missing::Gaps => said::missing_gaps(),
        Missing::TimesAtLine => said::missing_times_at_line(),
        Missing::LapTimes => said::missing_lap_times(),
        Missing::CountedLaps(filter) => return said::missing_counted_laps(filter_within(filter)),
        Missing::TrackStatus => said::missing_track_status(),
        Missing::SingleLaps => said::missing_single_laps(),
        Missing::LapsOfStints => said::missing_laps_of_stints(),
        Missing::Tyres => said::missing_tyres(),
        Missing::Bests => said::missing_bests(),
        Missing::Parts => said::missing_parts(),
        Missing::LongRuns => said::missing_long_runs(),
        Missing::Speeds => said::missing_speeds(),
        Missing::PitStops => said::missing_pit_stops(),
        Missing::AnyStop => said::missing_any_stop(),
        Missing::LapsToCompare => said::missing_laps_to_compare(),
        Missing::LapToShow => said::missing_lap_to_show(),
        Missing::Telemetry => said::missing_telemetry(),
        Missing::SomeTelemetry => said::missing_some_telemetry(),
        Missing::Outline => said::missing_outline(),
        Missing::Standings => said::missing_standings(),
        Missing::AnyStanding => said::missing_any_standing(),
        Missing::ChosenDriver => said::missing_chosen_driver(),
    }
    .to_owned()
}

/// Which laps a filter counts, within a sentence.
pub fn filter_within(filter: LapFilter) -> &'static str {
    match filter {
        LapFilter::All => said::filter_all_within(),
        LapFilter::Green => said::filter_green_within(),
        LapFilter::Dry => said::filter_dry_within(),
        LapFilter::Wet => said::filter_wet_within(),
    }
}

/// Which laps a filter counts: what the filter is called, and the beginning of a sentence.
pub fn filter_name(filter: LapFilter) -> &'static str {
    match filter {
        LapFilter::All => said::filter_all(),
        LapFilter::Green => said::filter_green(),
        LapFilter::Dry => said::filter_dry(),
        LapFilter::Wet => said::filter_wet(),
    }
}

/// What the key is called that shows all of an axis.
pub fn show_all(span: Span) -> &'static str {
    match span {
        Span::Laps(_) => said::filter_all(),
        Span::Metres(_) => said::whole_lap(),
    }
}

/// What laps were driven under: in full.
pub fn period(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::SafetyCar => said::period_safety_car(),
        PeriodKind::VirtualSafetyCar => said::period_virtual(),
        PeriodKind::RedFlag => said::period_red(),
        PeriodKind::Yellow => said::period_yellow(),
    }
}

/// The same in short.
pub fn period_short(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::SafetyCar => said::period_safety_car_short(),
        PeriodKind::VirtualSafetyCar => said::period_virtual_short(),
        PeriodKind::RedFlag => said::period_red_short(),
        PeriodKind::Yellow => said::period_yellow_short(),
    }
}

/// The same within a sentence.
pub fn period_within(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::SafetyCar => said::period_safety_car_within(),
        PeriodKind::VirtualSafetyCar => said::period_virtual_within(),
        PeriodKind::RedFlag => said::period_red_within(),
        PeriodKind::Yellow => said::period_yellow_within(),
    }
}

/// A compound as the documents write it: "medium"; the name of one that is not in use any more.
pub fn tyre(compound: Option<&str>) -> String {
    match compound_of(compound) {
        Compound::Unknown => {
            let other = compound.map(str::trim).filter(|name| !name.is_empty());
            other.map_or_else(|| said::tyre_unknown().to_owned(), str::to_lowercase)
        }
        known => tyre_word(known).to_owned(),
    }
}

/// A sentence and another after it, if there is one.
pub(crate) fn two(first: &str, second: &str) -> String {
    match (first, second) {
        (first, "") => first.to_owned(),
        ("", second) => second.to_owned(),
        (first, second) => said::two_sentences(first, second),
    }
}

/// What is wrong with a pace as it was typed.
pub fn pace_error(error: PaceError) -> &'static str {
    match error {
        PaceError::Unreadable => said::pace_unreadable(),
        PaceError::OutOfRange => said::pace_out_of_range(),
    }
}
