//! What the map says of itself when it is not the whole truth: nothing comes, positions are missing or cannot be right,
//! the outline is not known yet.

use gridcast_shared::race::{Missing, RaceState};
use gridcast_shared::session::{Session, TokenFault};
use gridcast_shared::topics::{Topic, TopicSet};
use gridcast_words::live;

use crate::format::enumerated;
use crate::pill::{PillState, topic_names};
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
    /// The source gives no samples of cars.
    NoCars {
        /// Why, where it is for want of a subscriber's token.
        token: Option<TokenFault>,
    },
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
    /// The source does not give all of the rest.
    Lacking {
        /// What it has nothing to say to.
        topics: TopicSet,
    },
}

impl MapNotice {
    /// The first that holds, worst first.
    pub fn of(pill: PillState, silent_s: f64, positions: Positions, state: &RaceState) -> Self {
        let Missing { topics, token } = state.status.missing;
        match pill {
            PillState::Stalled | PillState::SourceAway if silent_s.is_finite() => {
                return Self::Silent { for_s: silent_s };
            }
            PillState::Reconnecting | PillState::Offline => return Self::Lost,
            _ => {}
        }
        match positions {
            Positions::Never { .. } | Positions::Stopped { .. } if topics.contains(Topic::Tele) => {
                Self::NoCars { token }
            }
            Positions::Never { .. } => Self::NoPositions,
            Positions::Stopped { for_s } => Self::Stopped { for_s },
            Positions::Doubtful { doubt, cars } => Self::Doubtful { doubt, cars },
            Positions::Plausible if state.session.circuit.outline.is_empty() => Self::NoOutline,
            Positions::Plausible if topics.is_empty() => Self::None,
            Positions::Plausible => Self::Lacking { topics },
        }
    }

    /// The notice in a sentence; empty for none.
    pub fn words(&self, session: &Session) -> String {
        match *self {
            Self::None => String::new(),
            Self::Silent { for_s } => live::map_silent(for_s),
            Self::Lost => live::map_lost().to_owned(),
            Self::NoPositions => live::map_no_positions().to_owned(),
            Self::NoCars { token } => match token {
                None => live::map_no_cars(),
                Some(TokenFault::Absent) => live::map_no_token(),
                Some(TokenFault::Refused) => live::map_token_refused(),
                Some(TokenFault::Ended) => live::map_token_ended(),
            }
            .to_owned(),
            Self::Stopped { for_s } => live::map_stopped(for_s),
            Self::Doubtful { doubt, cars } => {
                let who = named(cars, session);
                match doubt {
                    Doubt::Repeated => live::map_repeated(&who),
                    Doubt::Leaping => live::map_leaping(&who),
                    Doubt::Standing => live::map_standing(&who),
                    Doubt::Swapped => live::map_swapped(&who),
                }
            }
            Self::NoOutline => live::map_no_outline().to_owned(),
            Self::Lacking { topics } => live::map_lacking(&topic_names(topics)),
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
    use std::sync::Arc;

    use super::*;
    use crate::testing;

    #[test]
    fn the_map_says_what_is_wrong_worst_first() {
        let (known, _) = testing::race(6);
        let mut unknown = known.clone();
        Arc::make_mut(&mut unknown.session).circuit.outline.clear();
        let lacking = |topics: &[Topic], token| {
            let mut state = known.clone();
            state.status.missing = Missing { topics: topics.iter().copied().collect(), token };
            state
        };
        let no_cars = |token| lacking(&[Topic::Tele], token);
        let doubtful = |doubt, cars| Positions::Doubtful { doubt, cars };
        let stopped = Positions::Stopped { for_s: 14.2 };
        let never = Positions::Never { with_car_data: false };
        let (live, ok) = (PillState::Live, Positions::Plausible);
        let cases = [
            (live, 0.2, ok, &known, ""),
            (live, 0.2, ok, &unknown, "No outline yet: cars draw the track as they go"),
            (live, 0.2, never, &unknown, "No positions come; order, gaps and laps go on"),
            (
                PillState::PositionsStopped,
                0.2,
                stopped,
                &known,
                "Positions stopped 14 s ago; speeds and board go on",
            ),
            (
                live,
                0.2,
                stopped,
                &no_cars(Some(TokenFault::Ended)),
                "No car data and no positions: the source's token ran out; order, gaps and laps go on",
            ),
            (
                live,
                0.2,
                never,
                &no_cars(Some(TokenFault::Absent)),
                "No car data and no positions: the source has no subscriber's token; order, gaps and laps go on",
            ),
            (
                live,
                0.2,
                never,
                &no_cars(None),
                "The source gives no car data and no positions; order, gaps and laps go on",
            ),
            // Samples that come are believed before what was said of them.
            (
                live,
                0.2,
                ok,
                &lacking(&[Topic::Timing, Topic::Laps], None),
                "The source does not give: laps, timing",
            ),
            (
                PillState::PositionsDoubtful,
                0.2,
                doubtful(Doubt::Swapped, 0b101),
                &known,
                "Positions swapped (AAA, CCC); the board goes on",
            ),
            (
                PillState::PositionsDoubtful,
                0.2,
                doubtful(Doubt::Repeated, 0b11_1111),
                &known,
                "Positions repeat themselves (6 cars); speeds and board go on",
            ),
            (PillState::Stalled, 9.4, stopped, &known, "Positions stopped, no data for 9 s"),
            (PillState::Offline, 9.4, ok, &known, "Positions stopped, what was last seen stays"),
        ];
        for (pill, silent_s, positions, state, words) in cases {
            let notice = MapNotice::of(pill, silent_s, positions, state);
            assert_eq!(notice.words(&state.session), words);
        }
    }
}
