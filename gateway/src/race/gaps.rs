//! Gaps and intervals, from passages of the same timing points as the order, so that they cannot contradict it.
//! `f1_timing`'s win.

use gridcast_shared::race::Gap;

use super::car::{Behind, Car};
use super::field::Field;
use super::passages::MARKS;
use super::ranking;

/// The gaps of cars in order of their places, front first.
pub(super) fn gaps(field: &Field, places: &[usize]) -> Vec<Behind> {
    if !field.is_race() {
        let ranked = ranking::gaps(field, places);
        return places.iter().zip(ranked).map(|(&car, found)| found.unless_told(&field.cars[car])).collect();
    }
    let leader = places.first().copied();
    let mut ahead = None;
    let mut gaps = Vec::with_capacity(places.len());
    for &car in places {
        let mut found = Behind::default();
        let is_out = field.rows[car].status.is_out();
        if let Some(leader) = leader.filter(|&leader| leader != car && !is_out) {
            found = measured(field, leader, ahead, car).unless_told(&field.cars[car]);
        }
        gaps.push(found);
        ahead = Some(car);
    }
    gaps
}

fn measured(field: &Field, leader: usize, ahead: Option<usize>, car: usize) -> Behind {
    let behind = |other: usize| behind(&field.cars[other], &field.cars[car]);
    let gap = match behind(leader) {
        Some((laps, _)) if 0 < laps => Gap::Laps(laps),
        Some((_, Some(millis))) => Gap::Millis(millis),
        _ => Gap::None,
    };
    let interval = match ahead.and_then(behind) {
        Some((_, Some(millis))) => Gap::Millis(millis),
        Some((laps, None)) if 0 < laps => Gap::Laps(laps),
        _ => Gap::None,
    };
    Behind { gap, interval }
}

/// How far `car` is behind `other`: whole laps, and ms at the car's newest timing point while it is remembered.
fn behind(other: &Car, car: &Car) -> Option<(u8, Option<u32>)> {
    let (other, car) = (&other.progress.passages, &car.progress.passages);
    let mark = car.newest()?;
    let now = car.at(mark)?;
    let newest = other.newest()?;
    let mut laps = ((newest - mark) / MARKS).max(0);
    while 0 < laps && other.at(mark + laps * MARKS).is_some_and(|time| now < time) {
        laps -= 1;
    }
    // A car that has not reached the mark is behind it after all, for the moment.
    let millis = match other.at(mark) {
        Some(time) => u32::try_from((now - time).max(0)).ok(),
        None if newest < mark => Some(0),
        None => None,
    };
    Some((laps.min(255) as u8, millis))
}
