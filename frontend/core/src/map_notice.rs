//! What the map says of itself when it is not the whole truth: nothing comes, positions are missing or cannot be right,
//! the outline is not known yet.

use gridcast_shared::session::Session;
use gridcast_words::live;

use crate::format::enumerated;
use crate::pill::PillState;
use crate::plausibility::{Doubt, Positions};

/// What is to be said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum MapNotice {
    /// Nothing.
    #[default]
    None,
    /// Nothing at all comes.
    Silent {
        /// For how long, seconds.
        for_s: f64,
    },
    /// The connection is lost.
    Lost,
    /// No position has ever come.
    NoPositions,
    /// Positions have stopped; the rest goes on.
    Stopped {
        /// For how long, seconds of source time.
        for_s: f64,
    },
    /// Positions of some cars cannot be right.
    Doubtful {
        /// Why.
        doubt: Doubt,
        /// Which, a bit each.
        cars: u32,
    },
    /// Cars drive, and nobody knows the circuit yet.
    NoOutline,
}

impl MapNotice {
    /// The first that holds, worst first.
    pub fn of(pill: PillState, silent_s: f64, positions: Positions, has_outline: bool) -> Self {
        match pill {
            PillState::Stalled | PillState::SourceAway if silent_s.is_finite() => {
                return Self::Silent { for_s: silent_s };
            }
            PillState::Reconnecting | PillState::Offline => return Self::Lost,
            _ => {}
        }
        match positions {
            Positions::Never => Self::NoPositions,
            Positions::Stopped { for_s } => Self::Stopped { for_s },
            Positions::Doubtful { doubt, cars } => Self::Doubtful { doubt, cars },
            Positions::Plausible if has_outline => Self::None,
            Positions::Plausible => Self::NoOutline,
        }
    }

    /// The notice in a sentence; empty for none.
    pub fn words(&self, session: &Session) -> String {
        match *self {
            Self::None => String::new(),
            Self::Silent { for_s } => live::map_silent(for_s),
            Self::Lost => live::map_lost().to_owned(),
            Self::NoPositions => live::map_no_positions().to_owned(),
            Self::Stopped { for_s } => live::map_stopped(for_s),
            Self::Doubtful { doubt, cars } => {
                let who = named(cars, session);
                match doubt {
                    Doubt::Repeated => live::map_repeated(&who),
                    Doubt::Standing => live::map_standing(&who),
                    Doubt::Swapped => live::map_swapped(&who),
                }
            }
            Self::NoOutline => live::map_no_outline().to_owned(),
        }
    }
}

/// The cars by code, four at most.
fn named(cars: u32, session: &Session) -> String {
    let codes = session.drivers.iter().enumerate().filter(|(i, _)| *i < 32 && cars & (1 << i) != 0);
    let codes: Vec<String> = codes.map(|(_, driver)| driver.code.to_string()).collect();
    match codes.len() {
        0..=4 => enumerated(&codes),
        n => live::cars_count(n),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn the_map_says_what_is_wrong_worst_first() {
        let (state, _) = testing::race(6);
        let doubtful = |doubt, cars| Positions::Doubtful { doubt, cars };
        let (live, ok) = (PillState::Live, Positions::Plausible);
        let cases = [
            (live, 0.2, ok, true, ""),
            (live, 0.2, ok, false, "No outline yet: cars draw the track as they go"),
            (live, 0.2, Positions::Never, false, "No positions come; order, gaps and laps go on"),
            (
                PillState::PositionsStopped,
                0.2,
                Positions::Stopped { for_s: 14.2 },
                true,
                "Positions stopped 14 s ago; speeds and board go on",
            ),
            (
                PillState::PositionsDoubtful,
                0.2,
                doubtful(Doubt::Swapped, 0b101),
                true,
                "Positions swapped (AAA, CCC); the board goes on",
            ),
            (
                PillState::PositionsDoubtful,
                0.2,
                doubtful(Doubt::Repeated, 0b11_1111),
                true,
                "Positions repeat themselves (6 cars); speeds and board go on",
            ),
            (
                PillState::Stalled,
                9.4,
                Positions::Stopped { for_s: 14.2 },
                true,
                "Positions stopped, no data for 9 s",
            ),
            (PillState::Offline, 9.4, ok, true, "Positions stopped, what was last seen stays"),
        ];
        for (pill, silent_s, positions, has_outline, words) in cases {
            let notice = MapNotice::of(pill, silent_s, positions, has_outline);
            assert_eq!(notice.words(&state.session), words);
        }
    }
}
