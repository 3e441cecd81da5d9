//! What standings say round by round.

use gridcast_shared::mart::Standings;

use crate::charts::data::championship::standings_of;
use crate::charts::data::contention::{Championship, points_now};
use crate::charts::view_state::Progress;
use crate::charts::words::figures::{counted, listed, points};
use crate::format::ordinal;

/// Name of the axis.
pub const ROUND: &str = "Round";

/// What is counted and what the marks mean.
pub fn sentence(progress: Progress) -> &'static str {
    match progress {
        Progress::Points => "Points after each round. Dashes: the lower placed of a team.",
        Progress::Position => "Places after each round. Dashes: the lower placed of a team.",
    }
}

/// At a line's end.
pub fn end(name: &str, progress: Progress, value: f64) -> String {
    match progress {
        Progress::Points => format!("{name}\u{2002}{}", points(value)),
        Progress::Position => format!("{value:.0} {name}"),
    }
}

/// Points or place after a round in few words and in all.
pub fn round(name: &str, progress: Progress, (round, value): (u8, f64)) -> [String; 2] {
    match progress {
        Progress::Points => {
            let figure = points(value);
            let words = format!("{name} after round {round}: {figure} points");
            [figure, words]
        }
        Progress::Position => {
            let place = ordinal(value.clamp(0.0, 255.0) as u32);
            [format!("P{value:.0}"), format!("{name} after round {round}: {place}")]
        }
    }
}

/// Columns of the table.
pub fn heads(standings: &Standings, title: Championship) -> Vec<String> {
    let who = match title {
        Championship::Drivers => "Driver",
        Championship::Constructors => "Constructor",
    };
    let rounds = standings.rounds.iter().map(|round| format!("Round {round}"));
    [who, "Team"].into_iter().map(str::to_owned).chain(rounds).collect()
}

/// Points with the place: "45.5 (P1)".
pub fn cell(points: &str, place: Option<u8>) -> String {
    place.map_or_else(|| points.to_owned(), |place| format!("{points} (P{place})"))
}

/// The first three.
pub fn summary(standings: &Standings, title: Championship) -> String {
    let words: Vec<String> = standings_of(standings, title)
        .iter()
        .take(3)
        .map(|standing| format!("{} {}", standing.name, points(points_now(standing))))
        .collect();
    let rounds = counted(standings.rounds.len(), "round", "rounds");
    format!("After {rounds}: {}.", listed(&words))
}
