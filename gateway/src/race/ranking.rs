//! Places and gaps where laps are ranked: practice, and qualifying by part.

use gridcast_shared::race::{CarTiming, Gap, RaceStatus};

use super::car::{Behind, Car};
use super::field::Field;

/// The lap by which a car is ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ranked {
    /// Part of qualifying, from 1; 0 in practice.
    part: u8,
    time_ms: u32,
}

/// Sorts cars by their best laps; those without one stay in their order, at the end. In qualifying, who has no time in
/// this part follows in the order of the part before, and who was knocked out stays behind who was not.
pub(super) fn sort(field: &Field, places: &mut [usize]) {
    if field.session.kind.has_parts() {
        places.sort_by_key(|&i| by_parts(&field.rows[i], &field.cars[i]));
    } else {
        places.sort_by_key(|&i| known(field.rows[i].best_lap_ms).unwrap_or(u32::MAX));
    }
}

/// Who was knocked out the later the better, then the best of the newest part first.
fn by_parts(row: &CarTiming, car: &Car) -> (u8, [u32; 3]) {
    let knocked_out = car.knocked_out.map_or(0, |part| 4_u8.saturating_sub(part));
    let mut bests = row.best_by_part_ms.map(|ms| known(ms).unwrap_or(u32::MAX));
    if bests == [u32::MAX; 3] {
        // Nobody has said which part it is.
        bests[0] = known(row.best_lap_ms).unwrap_or(u32::MAX);
    }
    bests.reverse();
    (knocked_out, bests)
}

/// Who was knocked out when the next part of qualifying began: who is beyond the cut-off of the part before, unless the
/// timing has said who is.
pub(super) fn knocked_out(field: &Field, before: RaceStatus, now: RaceStatus) -> Vec<usize> {
    let is_told = field.cars.iter().any(|car| car.knocked_out == Some(before.part));
    let n_on = match before.part {
        1 | 2 if before.part < now.part && !is_told => now.cut_off[usize::from(before.part) - 1],
        _ => 0,
    };
    let is_out =
        |&i: &usize| 0 < n_on && n_on < field.rows[i].position && field.cars[i].knocked_out.is_none();
    (0..field.cars.len()).filter(is_out).collect()
}

/// What each car's lap is slower than the fastest of its part, and than that of the car ahead.
pub(super) fn gaps(field: &Field, places: &[usize]) -> Vec<Behind> {
    let ranked: Vec<Option<Ranked>> = places.iter().map(|&i| ranked(field, i)).collect();
    let slower = |one: Option<Ranked>, other: Option<Ranked>| match (one, other) {
        (Some(one), Some(other)) if one.part == other.part => {
            one.time_ms.checked_sub(other.time_ms).map_or(Gap::None, Gap::Millis)
        }
        _ => Gap::None,
    };
    let behind = |(i, &one): (usize, &Option<Ranked>)| {
        let fastest = one.and_then(|one| fastest(field, one.part));
        let ahead = i.checked_sub(1).and_then(|ahead| ranked[ahead]);
        Behind {
            gap: if fastest == one { Gap::None } else { slower(one, fastest) },
            interval: slower(one, ahead),
        }
    };
    ranked.iter().enumerate().map(behind).collect()
}

/// The fastest of a part, whoever went on from it.
fn fastest(field: &Field, part: u8) -> Option<Ranked> {
    let time_ms = |row: &CarTiming| match usize::from(part).checked_sub(1) {
        Some(part) => known(row.best_by_part_ms[part]),
        None => known(row.best_lap_ms),
    };
    field.rows.iter().filter_map(time_ms).min().map(|time_ms| Ranked { part, time_ms })
}

fn ranked(field: &Field, car: usize) -> Option<Ranked> {
    let row = &field.rows[car];
    let by_part = (1..=3_u8)
        .rev()
        .find_map(|part| Some(Ranked { part, time_ms: known(row.best_by_part_ms[usize::from(part) - 1])? }));
    let best = || Some(Ranked { part: 0, time_ms: known(row.best_lap_ms)? });
    by_part.filter(|_| field.session.kind.has_parts()).or_else(best)
}

fn known(ms: u32) -> Option<u32> {
    Some(ms).filter(|&ms| 0 < ms)
}
