//! What can still be reached in a championship, in words.

use gridcast_shared::mart::Standings;

use crate::charts::data::contention::{Championship, Contention};
use crate::charts::words::figures::{counted, listed, points};
use crate::format::ordinal;

/// Columns of the table.
pub const HEADS: [&str; 5] = ["Name", "Points", "At most", "Best place", "Worst place"];

/// The widest that [`places`] says.
pub const WIDEST_PLACES: &str = "1st to 20th";

/// What is counted and what the marks mean.
pub fn sentence(standings: &Standings, title: Championship) -> String {
    format!(
        "Points now, and dashed what is left; whoever's bar does not reach the line cannot win the title. {}",
        assumptions(standings, title)
    )
}

/// The assumptions, for those who read the figures.
pub fn assumptions(standings: &Standings, title: Championship) -> String {
    let lap = if (2019..2025).contains(&standings.season) { ", 1 for its fastest lap" } else { "" };
    let (race, sprint) = match title {
        Championship::Drivers => ("25 for a win", 8),
        Championship::Constructors => ("43 for first and second", 15),
    };
    format!(
        "At most {race}{lap}, {sprint} in a sprint; {} and {} are left. Best place: the others score nothing more. Equal \
         points count as reached.",
        counted(usize::from(standings.races_left), "race", "races"),
        counted(usize::from(standings.sprints_left), "sprint", "sprints"),
    )
}

/// The places that are possible: "1st to 4th".
pub fn places(contention: &Contention) -> String {
    let (best, worst) = (ordinal(contention.best as u32), ordinal(contention.worst as u32));
    if contention.best == contention.worst { best } else { format!("{best} to {worst}") }
}

/// "NOR: 60 points, 93 at most, 1st to 2nd".
pub fn row(name: &str, contention: &Contention) -> String {
    format!(
        "{name}: {} points, {} at most, {}",
        points(contention.points),
        points(contention.most),
        places(contention)
    )
}

/// Who can still win.
pub fn summary(able: &[String]) -> String {
    format!("The title is still open to {}.", listed(able))
}
