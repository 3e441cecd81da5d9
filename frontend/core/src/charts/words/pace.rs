//! What box plots say.

use gridcast_shared::mart::{LapFilter, PaceBox};

use crate::charts::data::laps::LapRow;
use crate::charts::data::pace_boxes::Grouping;
use crate::charts::data::series::Series;
use crate::charts::view_state::ViewState;
use crate::charts::words::figures::{counted, lap_time, listed, signed};
use crate::charts::words::{filter_name, tyre};

/// Columns of the table.
pub fn heads(of: Grouping) -> [&'static str; 8] {
    let who = match of {
        Grouping::Teams => "Team",
        Grouping::Drivers => "Driver",
    };
    [
        who,
        "Laps",
        "Median",
        "First quartile",
        "Third quartile",
        "Low whisker",
        "High whisker",
        "Laps beyond the axis",
    ]
}

/// "Ferrari: median 1:30.153, middle half 1:29.900 to 1:30.400, 96 laps".
pub fn row(name: &str, stats: &PaceBox) -> String {
    format!(
        "{name}: median {}, middle half {} to {}, {}",
        lap_time(stats.median),
        lap_time(stats.q1),
        lap_time(stats.q3),
        counted(usize::from(stats.n), "lap", "laps")
    )
}

/// "NOR, lap 12, 1:28.240, medium, 4 laps old"; `time` in ms.
pub fn lap(code: &str, row: &LapRow, time: f64) -> String {
    let words = format!("{code}, lap {}, {}, {}", row.lap, lap_time(time), tyre(row.compound));
    match row.tyre_life {
        Some(life) => format!("{words}, {} old", counted(usize::from(life), "lap", "laps")),
        None => words,
    }
}

/// "lap 12 1:28.240", of whom where that is not said before it; `time` in ms.
pub fn value(code: Option<&str>, lap: u16, time: f64) -> String {
    let who = code.map_or_else(String::new, |code| format!("{code} "));
    format!("{who}lap {lap} {}", lap_time(time))
}

/// What is counted and what the marks mean.
pub fn sentence(view: &ViewState, of: Grouping) -> String {
    let without = if view.laps == LapFilter::All { "" } else { ", without first, in- and out-laps" };
    let dots = match (view.points, of) {
        (true, Grouping::Teams) => "; dots: laps, hollow for the second car, +7: so many beyond the edge",
        (true, Grouping::Drivers) => "; dots: laps, +7: so many beyond the edge",
        (false, _) => "",
    };
    format!(
        "{}{without}. Box: the middle half; bar: median; whiskers: laps within 1.5 boxes{dots}.",
        filter_name(view.laps)
    )
}

/// The three fastest.
pub fn summary(boxes: &[PaceBox], all_series: &[Series]) -> String {
    let fastest = boxes.first().map_or(0.0, |b| b.median);
    let words: Vec<String> = boxes
        .iter()
        .zip(all_series)
        .take(3)
        .enumerate()
        .map(|(i, (b, one))| {
            let figure =
                if i == 0 { lap_time(b.median) } else { format!("{} s", signed(b.median - fastest, 2)) };
            format!("{} {figure}", one.name)
        })
        .collect();
    format!("Fastest by median: {}.", listed(&words))
}
