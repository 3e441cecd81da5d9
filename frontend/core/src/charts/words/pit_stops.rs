//! What pit stops say.

use gridcast_shared::mart::{PeriodKind, PitStop};

use crate::charts::data::entrants::Entrants;
use crate::charts::words::figures::{counted, number};
use crate::charts::words::{period, tyre};

/// Columns of the table.
pub const HEADS: [&str; 9] =
    ["Driver", "Stop", "Lap", "Lost, s", "In the lane, s", "Official, s", "Off", "On", "Under"];

/// What is counted and what the marks mean; `cut_at` is the seconds at which bars end, where one does.
pub fn sentence(cut_at: Option<f64>) -> String {
    let longer = cut_at.map_or_else(String::new, |most| format!(" Cut: longer than {most} s."));
    format!(
        "Seconds lost by each stop: in- and out-lap against the driver's own green median on those tyres. Hatched: \
         behind a safety car or under a red flag. Dashed: only the time in the lane is known.{longer}"
    )
}

/// Beside a stop's bar.
pub fn lap(lap: u16) -> String {
    format!("lap {lap}")
}

/// The whole of a stop: "VER, lap 14: lost 19.5 s, 24.1 s in the lane, hard for medium".
pub fn stop(entrants: &Entrants, stop: &PitStop) -> String {
    let code = entrants.code(usize::from(stop.driver));
    let mut words = format!("{code}, lap {}", stop.lap);
    if let Some(lost) = stop.lost {
        words = format!("{words}: lost {} s", number(f64::from(lost) / 1000.0, 1));
    }
    if let Some(lane) = stop.lane {
        words = format!("{words}, {} s in the lane", number(f64::from(lane) / 1000.0, 1));
    }
    let tyre = |compound: &Option<String>| tyre(compound.as_deref());
    words = format!("{words}, {} for {}", tyre(&stop.compounds.1), tyre(&stop.compounds.0));
    match stop.under {
        Some(PeriodKind::Yellow) | None => words,
        Some(kind) => format!("{words}, {}", period(kind)[0].to_lowercase()),
    }
}

/// How many there were, and the cheapest.
pub fn summary(entrants: &Entrants, stops: &[&PitStop]) -> String {
    let green = stops.iter().filter(|stop| stop.under.is_none());
    let quickest = green.filter_map(|stop| Some((stop.lost?, stop))).min_by_key(|quickest| quickest.0);
    let quickest = quickest.map_or_else(String::new, |(lost, stop)| {
        format!(
            " Cheapest under green: {}, lap {}, {} s.",
            entrants.code(usize::from(stop.driver)),
            stop.lap,
            number(f64::from(lost) / 1000.0, 1)
        )
    });
    format!("{}.{quickest}", counted(stops.len(), "stop", "stops"))
}
