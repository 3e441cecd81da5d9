//! What standings say round by round.

use gridcast_shared::mart::Standings;
use gridcast_words::charts as said;

use crate::charts::data::championship::standings_of;
use crate::charts::data::contention::{Championship, points_now};
use crate::charts::view_state::Progress;
use crate::charts::words::figures::{listed, points};
use crate::format::ordinal;

/// Name of the axis.
pub fn round_axis() -> &'static str {
    said::standings_round()
}

/// What is counted and what the marks mean.
pub fn sentence(progress: Progress) -> &'static str {
    match progress {
        Progress::Points => said::standings_points(),
        Progress::Position => said::standings_places(),
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
            let words = said::standings_points_after(name, round, &figure);
            [figure, words]
        }
        Progress::Position => {
            let place = ordinal(value.clamp(0.0, 255.0) as u32);
            [said::place_short(value), said::standings_place_after(name, round, &place)]
        }
    }
}

/// Columns of the table.
pub fn heads(standings: &Standings, title: Championship) -> Vec<String> {
    let who = match title {
        Championship::Drivers => said::driver(),
        Championship::Constructors => said::standings_constructor(),
    };
    let rounds = standings.rounds.iter().map(|&round| said::standings_head(round));
    [who, said::team()].into_iter().map(str::to_owned).chain(rounds).collect()
}

/// Points with the place: "45.5 (P1)".
pub fn cell(points: &str, place: Option<u8>) -> String {
    place.map_or_else(|| points.to_owned(), |place| said::standings_cell(points, &said::place_short(place)))
}

/// The first three.
pub fn summary(standings: &Standings, title: Championship) -> String {
    let words: Vec<String> = standings_of(standings, title)
        .iter()
        .take(3)
        .map(|standing| format!("{} {}", standing.name, points(points_now(standing))))
        .collect();
    said::standings_summary(standings.rounds.len(), &listed(&words))
}
