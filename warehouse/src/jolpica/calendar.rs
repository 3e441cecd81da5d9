//! A season's calendar changes: rounds are renumbered, cancelled and put back. What was loaded of a race belongs to
//! the race, not to its number: it follows the race to its new number, and goes when the calendar no longer has it.
//!
//! A race is known by its name in its season, or where that was changed by its day, or by number and circuit.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;

use super::rows::{Resource, Row};
use crate::store::{FORMER, Result};

/// A race as a calendar has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Race {
    round: i32,
    name: String,
    day: String,
    circuit: String,
}

/// Brings what is loaded of a season's rounds to the numbers that a complete new calendar gives them; how many
/// rounds moved or went. An empty calendar changes nothing.
///
/// # Errors
/// When DuckDB fails; then nothing has changed.
pub(super) fn follow(connection: &Connection, season: u16, events: &[Row]) -> Result<usize> {
    if events.is_empty() {
        return Ok(0);
    }
    let old = loaded(connection, season)?;
    let new: Vec<Race> = events.iter().filter_map(race_of).collect();
    let moves = moves(&old, &new);
    if moves.is_empty() {
        return Ok(0);
    }
    // By way of numbers that no round has: two rounds may change places.
    let away = |round: &i32| -1 - round;
    let transaction = connection.unchecked_transaction()?;
    for table in tables() {
        for round in moves.keys() {
            transaction.execute_batch(&format!(
                "UPDATE {table} SET round = {} WHERE season = {season} AND round = {round}",
                away(round)
            ))?;
        }
    }
    transaction.commit()?;
    finish(connection, season, &moves)?;
    Ok(moves.len())
}

/// The second half: to the new numbers, or away. What a calendar before has left on its way has no race any more.
fn finish(connection: &Connection, season: u16, moves: &BTreeMap<i32, Option<i32>>) -> Result<()> {
    let transaction = connection.unchecked_transaction()?;
    for table in tables() {
        // When what is no longer so had been loaded is no news.
        let loaded = if table == FORMER { "" } else { ", loaded_at = now()::TIMESTAMP" };
        for (from, to) in moves {
            if let Some(to) = to {
                transaction.execute_batch(&format!(
                    "UPDATE {table} SET round = {to}{loaded} WHERE season = {season} AND round = {}",
                    -1 - from
                ))?;
            }
        }
        transaction.execute_batch(&format!("DELETE FROM {table} WHERE season = {season} AND round < 0"))?;
    }
    // They are asked for again under their new numbers.
    for round in moves.iter().flat_map(|(from, to)| [Some(*from), *to]).flatten() {
        transaction.execute_batch(&format!(
            "DELETE FROM meta_jolpica_rounds WHERE season = {season} AND round = {round}"
        ))?;
    }
    transaction.commit()?;
    Ok(())
}

/// The tables whose rows are of a round.
fn tables() -> impl Iterator<Item = &'static str> {
    Resource::OF_ROUND.into_iter().map(Resource::table).chain([FORMER])
}

fn loaded(connection: &Connection, season: u16) -> Result<Vec<Race>> {
    let sql =
        "SELECT round, coalesce(record_content->>'$.raceName', ''), coalesce(record_content->>'$.date', ''),
                   coalesce(record_content->>'$.Circuit.circuitId', '')
               FROM stg_jolpica_events WHERE season = ? ORDER BY round";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([i32::from(season)], |row| {
        Ok(Race { round: row.get(0)?, name: row.get(1)?, day: row.get(2)?, circuit: row.get(3)? })
    })?;
    Ok(rows.collect::<duckdb::Result<_>>()?)
}

fn race_of(event: &Row) -> Option<Race> {
    let text = |of: &serde_json::Value| of.as_str().unwrap_or_default().to_owned();
    Some(Race {
        round: i32::from(event.round()?),
        name: text(&event.value["raceName"]),
        day: text(&event.value["date"]),
        circuit: text(&event.value["Circuit"]["circuitId"]),
    })
}

/// Where the rounds of an old calendar are in a new one: their new number, or none when they are gone. Rounds that
/// keep their number are left out.
fn moves(old: &[Race], new: &[Race]) -> BTreeMap<i32, Option<i32>> {
    let mut found = BTreeMap::<i32, i32>::new();
    let mut taken = BTreeSet::new();
    let is_same: [fn(&Race, &Race) -> bool; 3] = [
        |old, new| !old.name.is_empty() && old.name == new.name,
        |old, new| !old.day.is_empty() && old.day == new.day,
        |old, new| old.round == new.round && old.circuit == new.circuit,
    ];
    for is_same in is_same {
        for race in old {
            if found.contains_key(&race.round) {
                continue;
            }
            if let Some(other) =
                new.iter().find(|other| !taken.contains(&other.round) && is_same(race, other))
            {
                taken.insert(other.round);
                found.insert(race.round, other.round);
            }
        }
    }
    let to = |race: &Race| (race.round, found.get(&race.round).copied());
    old.iter().map(to).filter(|(from, to)| *to != Some(*from)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_race_is_found_wherever_it_went() {
        let race = |round: i32, name: &str, day: &str| Race {
            round,
            name: name.to_owned(),
            day: day.to_owned(),
            circuit: name.to_lowercase(),
        };
        let old = [race(1, "A", "1"), race(2, "B", "2"), race(3, "C", "3"), race(4, "D", "4")];
        let check = |new: &[Race], expected: &[(i32, Option<i32>)]| {
            assert_eq!(moves(&old, new), expected.iter().copied().collect(), "{new:?}");
        };
        check(&old, &[]);
        // Cancelled: those behind it move up.
        check(
            &[race(1, "A", "1"), race(2, "C", "3"), race(3, "D", "4")],
            &[(2, None), (3, Some(2)), (4, Some(3))],
        );
        // Put off: two change places.
        check(
            &[race(1, "A", "1"), race(2, "C", "3"), race(3, "B", "5"), race(4, "D", "4")],
            &[(2, Some(3)), (3, Some(2))],
        );
        // Another name, or another day: the same race.
        check(&[race(1, "A", "1"), race(2, "B", "9"), race(3, "X", "3"), race(4, "D", "4")], &[]);
        // Another race in its place.
        check(&[race(1, "A", "1"), race(2, "B", "2"), race(3, "Y", "8"), race(4, "D", "4")], &[(3, None)]);
    }
}
