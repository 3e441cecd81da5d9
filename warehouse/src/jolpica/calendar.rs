//! A season's calendar changes: rounds are renumbered, cancelled and put back. What was loaded of a race belongs to
//! the race, not to its number: it follows the race to its new number, and goes when the calendar no longer has it.
//!
//! A race is known by its name in its season, or where that was changed by its day, or by number and circuit.

use std::collections::{BTreeMap, BTreeSet};

use duckdb::Connection;

use super::rows::{Resource, Row};
use super::upsert::{Answer, Changes, upsert_within};
use crate::store::{FORMER, Result};

/// A race as a calendar has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Race {
    round: i32,
    name: String,
    day: String,
    circuit: String,
}

/// Puts a season's calendar into its table, and brings what is loaded of its rounds to the numbers that it gives them:
/// how many rounds moved or went, and what is another in the table. A short calendar moves nothing; one that gives
/// other numbers is not put either, and there is nothing to tell: what is loaded would stand at another race's number.
///
/// # Errors
/// When DuckDB fails; then what is loaded still belongs to the calendar that is there, at its numbers.
pub(super) fn put(connection: &Connection, season: u16, answer: &Answer) -> Result<Option<(usize, Changes)>> {
    let old = loaded(connection, season)?;
    let new: Vec<Race> = answer.rows.iter().filter_map(race_of).collect();
    let mut moves = moves(&old, &new);
    if new.is_empty() {
        moves.clear();
    } else if 0 < answer.missing() {
        let is_other = |race: &Race| moves.contains_key(&race.round);
        if moves.values().any(Option::is_some) || new.iter().any(is_other) {
            return Ok(None);
        }
        moves.clear();
    }
    away(connection, season, &moves)?;
    match finish(connection, season, &moves, answer) {
        Ok(changes) => Ok(Some((moves.len(), changes))),
        Err(error) => {
            bring_back(connection);
            Err(error)
        }
    }
}

/// Brings back to its numbers what was on its way to others when that broke off, in this process or in one that was
/// killed: no document has a number that no round has.
pub fn bring_back(connection: &Connection) {
    for table in tables() {
        let sql = format!("UPDATE {table} SET round = -1 - round WHERE round < 0");
        match connection.execute(&sql, []) {
            Ok(0) => {}
            Ok(rows) => tracing::warn!("{rows} rows of {table} are at their former rounds again"),
            Err(error) => tracing::error!("{table} has rows of rounds that are on their way: {error}"),
        }
    }
}

/// The first half: by way of numbers that no round has, since two rounds may change places.
fn away(connection: &Connection, season: u16, moves: &BTreeMap<i32, Option<i32>>) -> Result<()> {
    let transaction = connection.unchecked_transaction()?;
    for table in tables() {
        for round in moves.keys() {
            transaction.execute_batch(&format!(
                "UPDATE {table} SET round = {} WHERE season = {season} AND round = {round}",
                -1 - round
            ))?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// The second half: to the new numbers, or away, and the calendar that has them, both or neither: a calendar from
/// before would move them once more. What one before has left on its way has no race any more.
fn finish(
    connection: &Connection,
    season: u16,
    moves: &BTreeMap<i32, Option<i32>>,
    answer: &Answer,
) -> Result<Changes> {
    let transaction = connection.unchecked_transaction()?;
    if !moves.is_empty() {
        arrive(&transaction, season, moves)?;
    }
    let changes = upsert_within(&transaction, Resource::Events, season, None, answer)?;
    transaction.commit()?;
    Ok(changes)
}

fn arrive(transaction: &Connection, season: u16, moves: &BTreeMap<i32, Option<i32>>) -> Result<()> {
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
    use crate::jolpica::Key;
    use crate::store::Store;

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
    #[test]
    fn what_is_loaded_moves_once_however_often_a_load_breaks_off() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let connection = store.connection();
        let event = |round: i32, name: &str| Row {
            keys: vec![Key::Number(2021), Key::Number(round)],
            value: serde_json::json!({"raceName": name, "round": round.to_string()}),
        };
        let calendar = |rows: Vec<Row>| Answer { total: rows.len(), rows };
        put(connection, 2021, &calendar(vec![event(1, "A"), event(2, "B"), event(3, "C")])).unwrap();
        for (round, driver) in [(1, "ann"), (2, "bob"), (3, "cid")] {
            let sql = format!(
                "INSERT INTO stg_jolpica_results VALUES (2021, {round}, '{driver}', '1', '{{}}', now()::TIMESTAMP)"
            );
            connection.execute_batch(&sql).unwrap();
        }
        let winners = || -> String {
            let sql =
                "SELECT string_agg(round || ' ' || driver_id, ', ' ORDER BY round) FROM stg_jolpica_results";
            connection.query_row(sql, [], |row| row.get(0)).unwrap()
        };
        let without = [event(1, "B"), event(2, "C")];
        // It breaks off where the calendar is put.
        let mut odd = event(3, "D");
        odd.keys[1] = Key::Id("third".to_owned());
        let broken: Vec<Row> = without.iter().cloned().chain([odd]).collect();
        for _ in 0..2 {
            assert!(put(connection, 2021, &calendar(broken.clone())).is_err());
            assert_eq!(winners(), "1 ann, 2 bob, 3 cid");
        }
        // A program that is killed there leaves them on their way, for the next one.
        away(connection, 2021, &[(1, None), (2, Some(1)), (3, Some(2))].into()).unwrap();
        assert_eq!(winners(), "-4 cid, -3 bob, -2 ann");
        bring_back(connection);
        assert_eq!(winners(), "1 ann, 2 bob, 3 cid");
        let (moved, _) = put(connection, 2021, &calendar(without.to_vec())).unwrap().unwrap();
        assert_eq!((moved, winners().as_str()), (3, "1 bob, 2 cid"));
    }

    #[test]
    fn a_short_calendar_is_put_where_it_has_no_other_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let event = |round: i32, name: &str| Row {
            keys: vec![Key::Number(2021), Key::Number(round)],
            value: serde_json::json!({"raceName": name, "Circuit": {"circuitId": name}}),
        };
        let put = |rows: Vec<Row>, total| {
            put(store.connection(), 2021, &Answer { rows, total }).unwrap().map(|(_, changes)| changes.added)
        };
        assert_eq!(put(vec![event(1, "A")], 3), Some(1), "nothing is loaded yet");
        assert_eq!(put(vec![event(1, "A"), event(2, "B")], 3), Some(1));
        assert_eq!(put(vec![event(1, "B")], 3), None, "it has another number");
        assert_eq!(put(vec![event(2, "D")], 3), None, "it is another race");
        assert_eq!(put(vec![event(3, "C")], 3), Some(1), "the others did not come");
    }
}
