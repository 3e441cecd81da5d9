//! What pit stops say.

use gridcast_shared::mart::{PeriodKind, PitStop};
use gridcast_words::charts as said;

use crate::charts::data::entrants::Entrants;
use crate::charts::words::figures::number;
use crate::charts::words::{period_within, two, tyre};
use crate::format::enumerated;

/// Columns of the table.
pub fn heads() -> [&'static str; 9] {
    [
        said::driver(),
        said::pit_stops_stop(),
        said::lap(),
        said::pit_stops_lost(),
        said::pit_stops_lane(),
        said::pit_stops_official(),
        said::pit_stops_off(),
        said::pit_stops_on(),
        said::pit_stops_under(),
    ]
}

/// What is counted and what the marks mean; `cut_at` is the seconds at which bars end, where one does.
pub fn sentence(cut_at: Option<f64>) -> String {
    let cut = cut_at.map_or_else(String::new, |most| said::pit_stops_cut(&number(most, 0)));
    two(said::pit_stops(), &cut)
}

/// Beside a stop's bar.
pub fn lap(lap: u16) -> String {
    said::pit_stops_lap(lap)
}

/// The whole of a stop: "VER, lap 14: lost 19.5 s, 24.1 s in the lane, hard for medium".
pub fn stop(entrants: &Entrants, stop: &PitStop) -> String {
    let code = entrants.code(usize::from(stop.driver));
    let seconds = |ms: f64| number(ms / 1000.0, 1);
    let mut words = vec![match stop.lost {
        Some(lost) => said::pit_stops_of_lap_lost(code, stop.lap, &seconds(f64::from(lost))),
        None => said::pit_stops_of_lap(code, stop.lap),
    }];
    words.extend(stop.lane.map(|lane| said::pit_stops_in_lane(&seconds(f64::from(lane)))));
    let tyre = |compound: &Option<String>| tyre(compound.as_deref());
    words.push(said::pit_stops_change(&tyre(&stop.compounds.1), &tyre(&stop.compounds.0)));
    words.extend(match stop.under {
        Some(PeriodKind::Yellow) | None => None,
        Some(kind) => Some(period_within(kind).to_owned()),
    });
    enumerated(&words)
}

/// How many there were, and the cheapest.
pub fn summary(entrants: &Entrants, stops: &[&PitStop]) -> String {
    let green = stops.iter().filter(|stop| stop.under.is_none());
    let quickest = green.filter_map(|stop| Some((stop.lost?, stop))).min_by_key(|quickest| quickest.0);
    let cheapest = quickest.map_or_else(String::new, |(lost, stop)| {
        let seconds = number(f64::from(lost) / 1000.0, 1);
        said::pit_stops_cheapest(entrants.code(usize::from(stop.driver)), stop.lap, &seconds)
    });
    two(&said::pit_stops_count(stops.len()), &cheapest)
}
