//! What box plots say.

use gridcast_shared::mart::{LapFilter, PaceBox};
use gridcast_words::{charts as said, common};

use crate::charts::data::laps::LapRow;
use crate::charts::data::pace_boxes::Grouping;
use crate::charts::data::series::Series;
use crate::charts::view_state::ViewState;
use crate::charts::words::figures::{lap_time, listed, signed};
use crate::charts::words::{filter_name, two, tyre};

/// Columns of the table.
pub fn heads(of: Grouping) -> [&'static str; 8] {
    let who = match of {
        Grouping::Teams => said::team(),
        Grouping::Drivers => said::driver(),
    };
    [
        who,
        said::laps(),
        said::pace_median(),
        said::pace_first_quartile(),
        said::pace_third_quartile(),
        said::pace_low_whisker(),
        said::pace_high_whisker(),
        said::pace_beyond(),
    ]
}

/// "Ferrari: median 1:30.153, middle half 1:29.900 to 1:30.400, 96 laps".
pub fn row(name: &str, stats: &PaceBox) -> String {
    let [median, low, high] = [stats.median, stats.q1, stats.q3].map(lap_time);
    said::pace_row(name, &median, &low, &high, &common::laps_count(stats.n))
}

/// "NOR, lap 12, 1:28.240, medium, 4 laps old"; `time` in ms.
pub fn lap(code: &str, row: &LapRow, time: f64) -> String {
    let (time, tyre) = (lap_time(time), tyre(row.compound));
    match row.tyre_life {
        Some(life) => said::pace_lap_old(code, row.lap, &time, &tyre, &said::laps_old(life)),
        None => said::pace_lap(code, row.lap, &time, &tyre),
    }
}

/// "lap 12 1:28.240", of whom where that is not said before it; `time` in ms.
pub fn value(code: Option<&str>, lap: u16, time: f64) -> String {
    let time = lap_time(time);
    match code {
        Some(code) => said::pace_value_of(code, lap, &time),
        None => said::pace_value(lap, &time),
    }
}

/// What is counted and what the marks mean.
pub fn sentence(view: &ViewState, of: Grouping) -> String {
    let filter = filter_name(view.laps);
    let boxes = if view.laps == LapFilter::All { said::pace_all(filter) } else { said::pace(filter) };
    let dots = match (view.points, of) {
        (true, Grouping::Teams) => said::pace_dots_of_teams(),
        (true, Grouping::Drivers) => said::pace_dots(),
        (false, _) => "",
    };
    two(&boxes, dots)
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
            if i == 0 {
                said::pace_first(&one.name, &lap_time(b.median))
            } else {
                said::pace_behind(&one.name, &signed(b.median - fastest, 2))
            }
        })
        .collect();
    said::pace_fastest(&listed(&words))
}
