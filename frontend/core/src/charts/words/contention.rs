//! What can still be reached in a championship, in words.

use gridcast_shared::mart::Standings;
use gridcast_words::charts as said;

use crate::charts::data::contention::{Championship, Contention};
use crate::charts::words::figures::{listed, points};
use crate::format::ordinal;

/// Columns of the table.
pub fn heads() -> [&'static str; 5] {
    [said::reach_name(), said::reach_points(), said::reach_most(), said::reach_best(), said::reach_worst()]
}

/// The widest that [`places`] says.
pub fn widest_places() -> String {
    said::reach_places(&ordinal(10), &ordinal(20))
}

/// What is counted and what the marks mean.
pub fn sentence(standings: &Standings, title: Championship) -> String {
    said::reach_drivers(&assumptions(standings, title))
}

/// The assumptions, for those who read the figures.
pub fn assumptions(standings: &Standings, title: Championship) -> String {
    let has_fastest_lap = (2019..2025).contains(&standings.season);
    let (races, sprints) =
        (said::races_left(standings.races_left), said::sprints_left(standings.sprints_left));
    match (title, has_fastest_lap) {
        (Championship::Drivers, false) => said::reach_assumed_drivers(&races, &sprints),
        (Championship::Drivers, true) => said::reach_assumed_drivers_fastest(&races, &sprints),
        (Championship::Constructors, false) => said::reach_assumed_teams(&races, &sprints),
        (Championship::Constructors, true) => said::reach_assumed_teams_fastest(&races, &sprints),
    }
}

/// The places that are possible: "1st to 4th".
pub fn places(contention: &Contention) -> String {
    let (best, worst) = (ordinal(contention.best as u32), ordinal(contention.worst as u32));
    if contention.best == contention.worst { best } else { said::reach_places(&best, &worst) }
}

/// "NOR: 60 points, 93 at most, 1st to 2nd".
pub fn row(name: &str, contention: &Contention) -> String {
    said::reach_row(name, &points(contention.points), &points(contention.most), &places(contention))
}

/// Who can still win.
pub fn summary(able: &[String]) -> String {
    said::reach_open(&listed(able))
}
