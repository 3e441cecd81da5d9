//! What is marked in a race so far, as the document that pages read: the leader's laps, events, messages, and each
//! car's laps with places and gaps at the line.
//!
//! Made anew from what is known at the time, so a corrected or deleted lap changes it.

use std::collections::BTreeMap;

use gridcast_shared::ids::CarIndex;
use gridcast_shared::race::{Compound, Message, RaceEvent, RaceState};
use gridcast_shared::recording::{CarLaps, EventEntry, LapEntry, MessageEntry, Timeline};

use super::best_laps::BestLaps;
use super::board::Board;
use super::car::Car;
use super::lap_history::PastLap;

/// When the cars ended a lap, first to last.
type Ends = BTreeMap<i32, Vec<i64>>;

/// Goes up with whatever may change [`timeline`].
pub(super) fn version(board: &Board, cars: &[Car]) -> u32 {
    let n_laps: u32 = cars.iter().map(|car| car.history.version()).sum();
    n_laps + board.state().n_events + board.state().n_messages
}

/// The timeline as of now.
pub(super) fn timeline(board: &Board, cars: &[Car], best_laps: &BestLaps) -> Timeline {
    let state = board.state();
    let ends = if state.session.kind.is_race() { ends(cars) } else { Ends::new() };
    let drivers = cars.iter().zip(&state.session.drivers).enumerate();
    let driven = drivers.map(|(i, (car, driver))| {
        let deletion = |number| (best_laps.is_deleted(i, number), best_laps.deleted_ms(i, number));
        CarLaps { driver: driver.code, laps: laps(car, &ends, deletion) }
    });
    let mut cars: Vec<CarLaps> = driven.filter(|car| !car.laps.is_empty()).collect();
    // The order of the table depends on who was heard first.
    cars.sort_by_key(|car| car.driver);
    let mut timeline = Timeline {
        until_ms: 0,
        laps: leaders_laps(state.status.started_ms, &ends),
        events: board.events().iter().map(|event| event_entry(state, event)).collect(),
        messages: board.log().iter().map(|message| message_entry(state, message)).collect(),
        cars,
        // What was seen of these is written by who sees all frames.
        stops: Vec::new(),
        weather: Vec::new(),
    };
    timeline.until_ms = newest_ms(&timeline);
    timeline
}

/// An event with its drivers by their codes.
pub fn event_entry(state: &RaceState, event: &RaceEvent) -> EventEntry {
    let code = |car: Option<CarIndex>| state.session.drivers.get(car?.index()).map(|driver| driver.code);
    EventEntry {
        date_ms: event.date_ms,
        lap: Some(event.lap).filter(|&lap| lap != 0),
        kind: event.kind,
        driver: code(event.car),
        other: code(event.other),
        value: Some(event.value).filter(|&value| value != 0),
    }
}

/// A message with its driver by the code.
pub fn message_entry(state: &RaceState, message: &Message) -> MessageEntry {
    let driver = message.car.and_then(|car| state.session.drivers.get(car.index()));
    MessageEntry {
        date_ms: message.date_ms,
        lap: Some(message.lap).filter(|&lap| lap != 0),
        kind: message.kind,
        driver: driver.map(|driver| driver.code),
        text: message.text.clone(),
    }
}

fn ends(cars: &[Car]) -> Ends {
    let mut ends = Ends::new();
    for (number, end_ms, _) in cars.iter().flat_map(|car| car.history.ended()) {
        ends.entry(number).or_default().push(end_ms);
    }
    for ends in ends.values_mut() {
        ends.sort_unstable();
    }
    ends
}

/// Lap 1 begins with the race, any other with the first end of the one before.
fn leaders_laps(started_ms: i64, ends: &Ends) -> Vec<(u8, i64)> {
    let first = (started_ms != 0).then_some((1, started_ms));
    let others = ends.iter().filter_map(|(&lap, ends)| Some((u8::try_from(lap + 1).ok()?, *ends.first()?)));
    // Nobody begins the lap after the last.
    let n_others = ends.len().saturating_sub(1);
    first.into_iter().chain(others.take(n_others)).collect()
}

/// The laps of a car; of each it is asked whether it is deleted, and when that was said.
fn laps(car: &Car, ends: &Ends, deletion: impl Fn(i32) -> (bool, Option<i64>)) -> Vec<LapEntry> {
    let (mut stint, mut before) = (1, None);
    let laps = car.history.ended().filter_map(|(number, end_ms, lap)| {
        if before.is_some_and(|before| is_on_another_set(before, lap)) {
            stint += 1;
        }
        before = Some(lap);
        let ends = ends.get(&number).map_or(&[][..], Vec::as_slice);
        let rank = ends.partition_point(|&end| end < end_ms);
        let after = |other: Option<&i64>| other.and_then(|&other| u32::try_from(end_ms - other).ok());
        let (deleted, said_ms) = deletion(number);
        Some(LapEntry {
            lap: u8::try_from(number).ok()?,
            end_ms,
            time_ms: lap.time_ms,
            place: lap.position.or_else(|| u8::try_from(rank + 1).ok().filter(|_| !ends.is_empty())),
            gap_ms: after(ends.first()),
            interval_ms: after(rank.checked_sub(1).and_then(|ahead| ends.get(ahead))),
            ahead: None,
            ahead_ms: None,
            seen_ms: None,
            compound: Some(lap.compound).filter(|&compound| compound != Compound::Unknown),
            age: lap.tyre_age,
            stint,
            in_pit: lap.in_pit,
            out_pit: lap.out_pit,
            deleted,
            deleted_ms: said_ms.filter(|_| deleted),
        })
    });
    laps.collect()
}

/// Whether a lap out of the pits is on other tyres than the one before: another compound, or an age that does not go
/// on. Where no tyres are told a visit is a stop.
fn is_on_another_set(before: &PastLap, lap: &PastLap) -> bool {
    let goes_on = match (before.tyre_age, lap.tyre_age) {
        (Some(before), Some(age)) => before < age,
        _ => false,
    };
    let is_same = before.compound == lap.compound;
    lap.out_pit && !(is_same && goes_on)
}

/// The newest date in a timeline; 0 when there is none.
fn newest_ms(timeline: &Timeline) -> i64 {
    let events = timeline.events.iter().map(|event| event.date_ms);
    let messages = timeline.messages.iter().map(|message| message.date_ms);
    let laps = timeline.cars.iter().filter_map(|car| Some(car.laps.last()?.end_ms));
    events.chain(messages).chain(laps).max().unwrap_or(0)
}
