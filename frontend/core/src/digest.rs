//! How the race stands in a few sentences, to be read out: what the moment shown is, and nothing that is newer.
//!
//! No number of seconds is in it: who listens would hear them counted. What is close is said to be close.

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{CarStatus, RaceState, TrackStatus};
use gridcast_words::live;

use crate::board::{Board, BoardKind, Row};
use crate::format;
use crate::words::{Flag, kind_word};

/// Behind the leader so many are named.
const NAMED: usize = 2;

/// Most battles that are told.
const BATTLES: usize = 3;

/// Slower than this, seconds a lap, nobody comes nearer or falls back.
const RATE_S: f64 = 0.05;

/// Between two digests where laps are ranked, ms of source time.
const RANKED_MS: f64 = 300_000.0;

/// A step of the moment shown that is no playing but another moment, ms.
const LEAP_MS: f64 = 15_000.0;

/// How the race stands.
pub fn of(state: &RaceState, board: &Board, chosen: Option<CarIndex>) -> String {
    let mut told = vec![moment(state)];
    let flag = Flag::new(state).words();
    if !flag.is_empty() && state.status.track != TrackStatus::Clear {
        told.push(live::digest_word(&flag));
    }
    told.extend(order(board));
    if board.kind == BoardKind::Race {
        told.extend(battles(board));
    }
    told.extend(chosen.and_then(|car| own(state, board, car)));
    told.join(" ")
}

fn moment(state: &RaceState) -> String {
    match (state.status.lap, state.session.scheduled_laps) {
        (lap @ 1.., laps @ 1..) if state.session.kind.is_race() => live::digest_lap(lap, laps),
        _ => live::digest_word(kind_word(state.session.kind)),
    }
}

fn order(board: &Board) -> Option<String> {
    let first = board.rows.first()?.code;
    let others: Vec<String> = board.rows.iter().skip(1).take(NAMED).map(|row| row.code.to_string()).collect();
    Some(match (board.kind, others.is_empty()) {
        (_, true) => live::digest_leads(first.as_str()),
        (BoardKind::Race, _) => live::digest_order(first.as_str(), &format::listed(&others)),
        (BoardKind::Practice | BoardKind::Qualifying, _) => {
            live::digest_fastest(first.as_str(), &format::listed(&others))
        }
    })
}

fn battles(board: &Board) -> impl Iterator<Item = String> {
    let pairs = board.rows.iter().zip(board.rows.iter().skip(1));
    pairs
        .filter(|(_, behind)| behind.battle)
        .take(BATTLES)
        .map(|(ahead, behind)| live::digest_battle(behind.code.as_str(), ahead.code.as_str(), ahead.position))
}

/// The viewer's choice: where it is, and whether it comes nearer to the one ahead.
fn own(state: &RaceState, board: &Board, car: CarIndex) -> Option<String> {
    let code = state.session.drivers.get(car.index())?.code;
    if state.cars.get(car.index()).is_some_and(|timing| timing.status == CarStatus::Retired) {
        return Some(live::digest_own_out(code.as_str()));
    }
    let row = board.row(car).filter(|row| row.position != 0)?;
    let ahead: Option<&Row> = board.rows.iter().take_while(|other| other.car != car).last();
    Some(match (ahead, row.trend.rate_s) {
        (Some(ahead), Some(rate)) if rate < -RATE_S => {
            live::digest_own_closing(code.as_str(), row.position, ahead.code.as_str())
        }
        (Some(ahead), Some(rate)) if RATE_S < rate => {
            live::digest_own_losing(code.as_str(), row.position, ahead.code.as_str())
        }
        _ => live::digest_own(code.as_str(), row.position),
    })
}

/// When it is time for the next one: with each lap of the leader, and every few minutes where laps are ranked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Turn {
    /// The lap, and the moment, of the last look, and when something was told.
    last: Option<(u8, f64, f64)>,
}

impl Turn {
    /// Whether a digest is due at the moment shown, UTC ms. What is leapt over is not told.
    pub fn is_due(&mut self, state: &RaceState, source_ms: f64) -> bool {
        let lap = state.status.lap;
        let is_race = state.session.kind.is_race();
        let Some((last_lap, looked_ms, told_ms)) = self.last else {
            self.last = Some((lap, source_ms, source_ms));
            return false;
        };
        let leapt = !(0.0..LEAP_MS).contains(&(source_ms - looked_ms));
        let is_due = !leapt && if is_race { last_lap < lap } else { told_ms + RANKED_MS <= source_ms };
        let told_ms = if is_due || leapt { source_ms } else { told_ms };
        self.last = Some((lap, source_ms, told_ms));
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Beside;
    use crate::testing;
    use gridcast_shared::race::Gap;
    use gridcast_shared::session::SessionKind;
    use std::sync::Arc;

    fn race() -> RaceState {
        let (mut state, _) = testing::race(3);
        for (car, ms) in [(1, 412), (2, 14_250)] {
            state.cars[car].interval = Gap::Millis(ms);
        }
        state
    }

    fn told(state: &RaceState, chosen: Option<CarIndex>) -> String {
        of(state, &Board::new(state, &Beside::default()), chosen)
    }

    #[test]
    fn it_says_how_the_race_stands() {
        let mut state = race();
        let words = told(&state, Some(CarIndex(2)));
        assert!(words.starts_with("Lap 3 of 57. AAA leads, then BBB and CCC."), "{words}");
        assert!(words.ends_with("CCC is P3."), "{words}");
        state.status.track = TrackStatus::SafetyCar;
        assert!(told(&state, None).contains("Lap 3 of 57. Safety car. AAA leads"));
        Arc::make_mut(&mut state.session).kind = SessionKind::Practice;
        assert!(told(&state, None).starts_with("Practice. Safety car. AAA is fastest"));
    }

    #[test]
    fn it_never_counts_seconds() {
        // Laps, places and sectors are whole; the gaps of this race would show as 0.41 and 14.25.
        let words = told(&race(), Some(CarIndex(1)));
        assert!(!words.contains("0.4") && !words.contains("14"), "{words}");
        assert!(!words.contains(" s ") && !words.contains(" s."), "{words}");
    }

    #[test]
    fn it_comes_once_a_lap_and_not_after_a_leap() {
        let (mut state, mut turn) = (race(), Turn::default());
        let mut due = |lap: u8, ms: f64| {
            state.status.lap = lap;
            turn.is_due(&state, ms)
        };
        assert!(!due(3, 0.0), "the first look");
        assert!(!due(3, 1_000.0));
        assert!(due(4, 2_000.0));
        assert!(!due(4, 3_000.0));
        assert!(!due(9, 600_000.0), "leapt over");
        assert!(due(10, 601_000.0));
        assert!(!due(3, 0.0), "back in time");
        Arc::make_mut(&mut state.session).kind = SessionKind::Practice;
        let mut told = 0;
        for second in 1..=900 {
            told += u32::from(turn.is_due(&state, f64::from(second) * 1_000.0));
        }
        assert_eq!(told, 3, "every five minutes");
    }
}
