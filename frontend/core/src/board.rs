//! The leaderboard as rows of words: what stands in each cell, at a few hertz.

use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::intervals::LapIntervals;
use gridcast_shared::race::{CarStatus, CarTiming, Compound, Gap, MiniSectors, RaceState};
use gridcast_shared::session::SessionKind;
use gridcast_words::live;

use crate::change;
use crate::format;
use crate::ghost::Ghost;
use crate::scene::cars::{BATTLE_MS, fights_ahead};
use crate::stewards::Docket;
use crate::trend::Trend;
use crate::words;
use gridcast_shared::behind::{behind_leader, between};

/// Under this an interval is written stronger, ms.
const CLOSE_MS: u32 = 2500;

/// What a board is made of beside the race state.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Who is catching whom.
    pub intervals: Option<&'a LapIntervals>,
    /// What the stewards have said.
    pub docket: Option<&'a Docket>,
    /// Where the chosen car would come out of the pits.
    pub ghost: Option<&'a Ghost>,
    /// To whom the gaps are instead of to the leader.
    pub gaps_to: Option<CarIndex>,
    /// The moment, UTC ms: changes of place shortly before it are explained.
    pub now_ms: i64,
}

/// The board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Which columns there are.
    pub kind: BoardKind,
    /// Whose gaps these are when they are not to the leader: the code.
    pub gaps_to: Option<DriverCode>,
    /// The last of those who go on from this part of qualifying.
    pub cut: Option<CarIndex>,
    /// Who takes part, in race order.
    pub rows: Vec<Row>,
    /// Who does not any more.
    pub out: Vec<Out>,
}

/// What is ranked, and so which columns a board has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardKind {
    /// Who is ahead on the road.
    #[default]
    Race,
    /// Best laps.
    Practice,
    /// Best laps by part.
    Qualifying,
}

impl BoardKind {
    /// The board of a kind of session.
    pub fn of(kind: SessionKind) -> Self {
        match kind {
            SessionKind::Race | SessionKind::Sprint => Self::Race,
            SessionKind::Qualifying | SessionKind::SprintQualifying => Self::Qualifying,
            SessionKind::Practice => Self::Practice,
        }
    }

    /// Its name in the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Race => "race",
            Self::Practice => "practice",
            Self::Qualifying => "qualifying",
        }
    }
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which car.
    pub car: CarIndex,
    /// Its code.
    pub code: DriverCode,
    /// Driver's full name; empty when unknown.
    pub name: String,
    /// Place, from 1; 0 when unknown.
    pub position: u8,
    /// Places won from the grid; negative when lost, 0 also when unknown.
    pub won: i8,
    /// Whether a battle with the row above goes on.
    pub battle: bool,
    /// Behind the car ahead; the leader's is empty.
    pub interval: String,
    /// The same as it is known; none for the leader.
    pub behind: Gap,
    /// How strongly it is written.
    pub closeness: Closeness,
    /// How the interval develops.
    pub trend: Trend,
    /// Behind the leader; "leader" for the leader.
    pub gap: String,
    /// Last lap.
    pub last: String,
    /// Whether its time was deleted.
    pub last_deleted: bool,
    /// What the last lap was.
    pub last_mark: LapMark,
    /// Best lap.
    pub best: String,
    /// What the best lap is.
    pub best_mark: LapMark,
    /// Best lap of each part of qualifying.
    pub parts: [String; 3],
    /// Laps driven, where that is a column.
    pub laps: String,
    /// Mini-sectors of the lap being driven, by sector.
    pub minis: [MiniSectors; 3],
    /// Sector times.
    pub sectors: [String; 3],
    /// How many of the sectors are of the lap being driven.
    pub sectors_current: u8,
    /// Tyre.
    pub compound: Compound,
    /// Laps on it; empty when the tyre is not known.
    pub tyre_age: String,
    /// The same as a number, where it is known.
    pub tyre_laps: Option<u8>,
    /// Stops.
    pub pit_stops: u8,
    /// Whether anything more can come of it.
    pub end: End,
    /// A word in the interval's place for a car that does not simply drive.
    pub word: &'static str,
    /// What the stewards have said of it: as short as it fits, and whole. Empty when nothing stands.
    pub stewards: [String; 2],
    /// Why it has just changed places: a sign, and what that means. Empty when it has not.
    pub change: [String; 2],
    /// Who would come out of the pits behind this car; empty for nobody.
    pub rejoin: String,
}

/// Whether a car's session is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// It goes on.
    #[default]
    None,
    /// It has taken the chequered flag.
    Finished,
    /// It is out of qualifying.
    KnockedOut,
}

/// A car that is out.
#[derive(Clone, Debug, PartialEq)]
pub struct Out {
    /// Which car.
    pub car: CarIndex,
    /// Its code.
    pub code: DriverCode,
    /// "out, lap 33", "did not start".
    pub words: String,
}

/// How close a car is to the one ahead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closeness {
    /// 2.5 s or more.
    #[default]
    Open,
    /// Under 2.5 s.
    Close,
    /// Under a second.
    Battle,
}

/// What a lap was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LapMark {
    /// Nothing special.
    #[default]
    None,
    /// The driver's own best.
    Own,
    /// The best of all.
    BestOfAll,
}

impl Board {
    /// The board of a race state.
    pub fn new(state: &RaceState, beside: &Beside<'_>) -> Self {
        let kind = BoardKind::of(state.session.kind);
        let cut = cut_off(state);
        let behind = behind_leader(state);
        let gaps_to = beside.gaps_to.filter(|_| kind == BoardKind::Race);
        let gaps_to_code = gaps_to.and_then(|car| Some(state.session.drivers.get(car.index())?.code));
        let mut board = Self { kind, gaps_to: gaps_to_code, ..Self::default() };
        let mut ahead: Option<CarIndex> = None;
        for car in state.order() {
            let (timing, Some(driver)) = (&state.cars[car.index()], state.session.drivers.get(car.index()))
            else {
                continue;
            };
            if timing.status.is_out() {
                let words = out_words(timing);
                board.out.push(Out { car, code: driver.code, words });
                continue;
            }
            let fastest = state.status.fastest == Some(car);
            let known = timing.position != 0 && timing.grid != 0;
            board.rows.push(Row {
                car,
                code: driver.code,
                name: driver.name.clone(),
                position: timing.position,
                won: if kind == BoardKind::Race && known {
                    timing.grid as i8 - timing.position as i8
                } else {
                    0
                },
                battle: ahead.is_some_and(|ahead| fights_ahead(state, car, ahead)),
                interval: match kind {
                    _ if timing.position == 1 => String::new(),
                    BoardKind::Race => format::interval(timing.interval),
                    BoardKind::Practice | BoardKind::Qualifying => format::slower(timing.interval),
                },
                behind: if timing.position == 1 { Gap::None } else { timing.interval },
                closeness: if kind == BoardKind::Race { closeness(timing) } else { Closeness::Open },
                trend: if kind == BoardKind::Race {
                    Trend::new(beside.intervals.map_or(&[], |seen| seen.of(car)), state.status.track)
                } else {
                    Trend::default()
                },
                gap: match kind {
                    BoardKind::Race if gaps_to.is_some() => gaps_to.map_or_else(String::new, |to| {
                        format::difference(between(&behind, car, to), to == car)
                    }),
                    BoardKind::Race if timing.position == 1 => live::row_leader().to_owned(),
                    _ if timing.position == 1 => String::new(),
                    BoardKind::Race => format::gap(timing.gap),
                    BoardKind::Practice | BoardKind::Qualifying => format::slower(timing.gap),
                },
                last: format::lap_time(timing.last_lap_ms),
                last_deleted: timing.last_lap_deleted,
                last_mark: lap_mark(timing.last_lap_ms, timing.best_lap_ms, fastest),
                best: format::lap_time(ranked_ms(kind, timing)),
                best_mark: if fastest { LapMark::BestOfAll } else { LapMark::None },
                parts: timing.best_by_part_ms.map(format::lap_time),
                laps: match timing.lap {
                    0 => String::new(),
                    lap => (lap - 1).to_string(),
                },
                minis: timing.minis,
                sectors: timing.sectors_ms.map(format::sector_time),
                sectors_current: timing.sectors_current,
                compound: timing.compound,
                tyre_age: tyre_age(timing),
                tyre_laps: Some(timing.tyre_age).filter(|&age| age != CarTiming::UNKNOWN_AGE),
                pit_stops: timing.pit_stops,
                stewards: stewards_words(beside.docket, driver.code),
                change: change::said(state, beside.now_ms, car),
                rejoin: match beside.ghost {
                    Some(ghost) if ghost.ahead.is_some_and(|(ahead, _)| ahead == car) => {
                        words::ghost::mark(state, ghost)
                    }
                    _ => String::new(),
                },
                end: match timing.status {
                    CarStatus::Finished => End::Finished,
                    CarStatus::KnockedOut => End::KnockedOut,
                    CarStatus::Running
                    | CarStatus::InPit
                    | CarStatus::Stopped
                    | CarStatus::Retired
                    | CarStatus::NotStarted => End::None,
                },
                word: match timing.status {
                    CarStatus::InPit => live::row_in_pit(),
                    CarStatus::Stopped => live::row_stopped(),
                    CarStatus::KnockedOut => live::row_out(),
                    CarStatus::Running | CarStatus::Finished | CarStatus::Retired | CarStatus::NotStarted => {
                        ""
                    }
                },
            });
            if cut == Some(timing.position) {
                board.cut = Some(car);
            }
            ahead = Some(car);
        }
        board
    }

    /// The row of a car.
    pub fn row(&self, car: CarIndex) -> Option<&Row> {
        self.rows.iter().find(|row| row.car == car)
    }

    /// The car `steps` rows below (above when negative) the chosen one; the first or last row without a choice.
    pub fn step(&self, chosen: Option<CarIndex>, steps: isize) -> Option<CarIndex> {
        let last = self.rows.len().checked_sub(1)?;
        let row = match chosen.and_then(|car| self.rows.iter().position(|row| row.car == car)) {
            Some(row) => row.saturating_add_signed(steps).min(last),
            None if steps < 0 => last,
            None => 0,
        };
        Some(self.rows[row].car)
    }
}

/// The gravest of what stands, short, and all of it whole.
fn stewards_words(docket: Option<&Docket>, code: DriverCode) -> [String; 2] {
    let standing = docket.map(|docket| docket.of_car(code)).unwrap_or_default();
    let short = standing.first().map(|standing| words::stewards::chip(standing.word));
    let whole: Vec<String> = standing.into_iter().map(words::stewards::whole).collect();
    [short.unwrap_or_default(), whole.join("; ")]
}

/// The lap that a car is ranked by, where laps are: in qualifying that of the last part in which it has one.
fn ranked_ms(kind: BoardKind, timing: &CarTiming) -> u32 {
    let of_part = || timing.best_by_part_ms.into_iter().rev().find(|&ms| 0 < ms);
    match kind {
        BoardKind::Race | BoardKind::Practice => timing.best_lap_ms,
        BoardKind::Qualifying => of_part().unwrap_or(timing.best_lap_ms),
    }
}

/// The place of the last car that goes on from this part of qualifying.
fn cut_off(state: &RaceState) -> Option<u8> {
    let part = usize::from(state.status.part).checked_sub(1)?;
    let cut = state.status.cut_off.get(part).copied().filter(|&cut| 0 < cut)?;
    state.session.kind.has_parts().then_some(cut)
}

fn closeness(timing: &CarTiming) -> Closeness {
    match timing.interval {
        Gap::Millis(ms) if ms < BATTLE_MS => Closeness::Battle,
        Gap::Millis(ms) if ms < CLOSE_MS => Closeness::Close,
        _ => Closeness::Open,
    }
}

fn lap_mark(last_ms: u32, best_ms: u32, fastest: bool) -> LapMark {
    match last_ms {
        0 => LapMark::None,
        _ if last_ms != best_ms => LapMark::None,
        _ if fastest => LapMark::BestOfAll,
        _ => LapMark::Own,
    }
}

fn tyre_age(timing: &CarTiming) -> String {
    match timing.tyre_age {
        0 if timing.compound == Compound::Unknown => String::new(),
        CarTiming::UNKNOWN_AGE => "\u{2013}".to_owned(),
        age => age.to_string(),
    }
}

fn out_words(timing: &CarTiming) -> String {
    match timing.status {
        CarStatus::NotStarted => live::out_not_started().to_owned(),
        _ if timing.lap == 0 => live::out_out().to_owned(),
        _ => live::out_lap(timing.lap),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use std::sync::Arc;

    fn board(state: &RaceState) -> Board {
        Board::new(state, &Beside::default())
    }

    #[test]
    fn rows_follow_the_order_and_those_out_stand_apart() {
        let (mut state, _) = testing::race(4);
        state.cars[0].position = 3;
        state.cars[2].position = 1;
        state.cars[2].grid = 3;
        state.cars[1].status = CarStatus::Retired;
        state.cars[3].status = CarStatus::NotStarted;
        let board = board(&state);
        let rows: Vec<(&str, i8)> = board.rows.iter().map(|row| (row.code.as_str(), row.won)).collect();
        assert_eq!(rows, [("CCC", 2), ("AAA", -2)]);
        let out: Vec<(&str, &str)> = board.out.iter().map(|out| (out.code.as_str(), &*out.words)).collect();
        assert_eq!(out, [("BBB", "out, lap 3"), ("DDD", "did not start")]);
    }

    #[test]
    fn laps_are_marked() {
        let (mut state, _) = testing::race(3);
        for car in &mut state.cars {
            (car.last_lap_ms, car.best_lap_ms) = (90_000, 90_000);
        }
        state.cars[2].last_lap_ms = 91_000;
        state.status.fastest = Some(CarIndex(1));
        let marks: Vec<LapMark> = board(&state).rows.iter().map(|row| row.last_mark).collect();
        assert_eq!(marks, [LapMark::Own, LapMark::BestOfAll, LapMark::None]);
    }

    #[test]
    fn battles_and_words() {
        let (mut state, _) = testing::race(3);
        state.cars[1].interval = Gap::Millis(470);
        state.cars[2].interval = Gap::Millis(2000);
        state.cars[2].status = CarStatus::InPit;
        let board = board(&state);
        assert_eq!(board.rows[0].gap, "leader");
        assert_eq!(board.rows[1].interval, "+0.47");
        assert!(board.rows[1].battle && !board.rows[2].battle);
        assert_eq!((board.rows[1].closeness, board.rows[2].closeness), (Closeness::Battle, Closeness::Close));
        assert_eq!(board.rows[2].word, "in pit");
    }

    #[test]
    fn where_laps_are_ranked_nobody_leads_or_fights_and_the_cut_is_marked() {
        let (mut state, _) = testing::race(4);
        Arc::make_mut(&mut state.session).kind = SessionKind::Qualifying;
        (state.status.part, state.status.cut_off) = (2, [3, 2]);
        (state.cars[1].gap, state.cars[1].interval) = (Gap::Millis(1_047), Gap::Millis(47));
        state.cars[1].best_by_part_ms = [81_000, 80_047, 0];
        state.cars[1].last_lap_deleted = true;
        state.cars[3].status = CarStatus::KnockedOut;
        let board = board(&state);
        assert_eq!(board.kind, BoardKind::Qualifying);
        assert_eq!(board.rows[0].gap, "");
        assert_eq!((&*board.rows[1].gap, &*board.rows[1].interval), ("+1.047", "+0.047"));
        assert!(board.rows.iter().all(|row| !row.battle && row.won == 0 && row.closeness == Closeness::Open));
        assert_eq!(board.cut, Some(CarIndex(1)));
        assert_eq!(board.rows[1].parts, ["1:21.000", "1:20.047", ""]);
        assert!(board.rows[1].last_deleted && board.rows[3].end == End::KnockedOut);
        assert_eq!((board.rows[3].word, board.out.len()), ("out", 0), "who is knocked out keeps the place");
        assert_eq!(board.rows[2].laps, "2");
    }

    #[test]
    fn gaps_may_be_to_a_chosen_driver() {
        let (state, _) = testing::race(3);
        let beside = Beside { gaps_to: Some(CarIndex(1)), ..Beside::default() };
        let board = Board::new(&state, &beside);
        assert_eq!(board.gaps_to.map(|code| code.to_string()).as_deref(), Some("BBB"));
        let gaps: Vec<&str> = board.rows.iter().map(|row| &*row.gap).collect();
        assert_eq!(gaps, ["\u{2212}5.0", "\u{2013}", "+5.0"]);
    }

    #[test]
    fn penalties_and_the_ghost_stand_at_their_rows() {
        let (state, _) = testing::race(8);
        let said = [testing::message("5 SECOND TIME PENALTY FOR CAR 2 (BBB) - SPEEDING IN THE PIT LANE")];
        let docket = Docket::of(said.iter());
        let ghost = Ghost::of(&state, &gridcast_shared::pit_loss::Losses::default(), CarIndex(0));
        let beside = Beside { docket: Some(&docket), ghost: ghost.as_ref(), ..Beside::default() };
        let board = Board::new(&state, &beside);
        assert_eq!(board.rows[1].stewards, ["+5s", "5 s time penalty, speeding in the pit lane"]);
        assert_eq!(board.rows[0].stewards, ["", ""]);
        let marks: Vec<&str> = board.rows.iter().map(|row| &*row.rejoin).collect();
        assert_eq!(marks, ["", "", "", "", "AAA 5th", "", "", ""]);
    }

    #[test]
    fn a_choice_steps_through_the_rows() {
        let (state, _) = testing::race(3);
        let board = board(&state);
        assert_eq!(board.step(None, 1), Some(CarIndex(0)));
        assert_eq!(board.step(Some(CarIndex(0)), 1), Some(CarIndex(1)));
        assert_eq!(board.step(Some(CarIndex(0)), -1), Some(CarIndex(0)));
        assert_eq!(board.step(Some(CarIndex(2)), 5), Some(CarIndex(2)));
        assert_eq!(Board::default().step(None, 1), None);
    }
}
