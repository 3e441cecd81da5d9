//! Rows of season data into their table: new ones in, changed ones replaced, those that are gone removed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Utc;
use duckdb::types::Value;
use duckdb::{Connection, appender_params_from_iter, params};

use super::rows::{Key, Resource, Row};
use crate::store::{FORMER, Result};

/// The rows of all pages of an answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Those that came.
    pub rows: Vec<Row>,
    /// How many the API said that there are.
    pub total: usize,
}

impl Answer {
    /// How many came, each counted once: a row comes twice where the data shifts between two pages, and another one
    /// then came on neither.
    pub fn came(&self) -> usize {
        self.rows.iter().map(|row| row.keys.as_slice()).collect::<BTreeSet<_>>().len()
    }

    /// How many did not come.
    pub fn missing(&self) -> usize {
        self.total.saturating_sub(self.came())
    }
}

/// What an upsert did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Rows of the answer.
    pub rows: usize,
    /// Keys that were not there.
    pub added: usize,
    /// Keys whose content is another.
    pub changed: usize,
    /// Keys that a complete answer no longer has.
    pub removed: usize,
}

impl Changes {
    /// Adds those of another.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.added += other.added;
        self.changed += other.changed;
        self.removed += other.removed;
    }

    /// Whether anything is another than before.
    pub fn is_any(self) -> bool {
        0 < self.added + self.changed + self.removed
    }
}

/// Puts an answer into its table, in one transaction. Only a complete one removes what it no longer has; no rows
/// remove nothing: an answer may be empty because the API does not know yet.
///
/// # Errors
/// When DuckDB fails.
pub fn upsert(
    connection: &Connection,
    resource: Resource,
    season: u16,
    round: Option<u16>,
    answer: &Answer,
) -> Result<Changes> {
    let transaction = connection.unchecked_transaction()?;
    let changes = upsert_within(&transaction, resource, season, round, answer)?;
    transaction.commit()?;
    Ok(changes)
}

/// The same within a transaction that goes on.
///
/// # Errors
/// When DuckDB fails.
pub(super) fn upsert_within(
    transaction: &Connection,
    resource: Resource,
    season: u16,
    round: Option<u16>,
    answer: &Answer,
) -> Result<Changes> {
    let rows = &answer.rows;
    if rows.is_empty() {
        return Ok(Changes::default());
    }
    let (table, keys) = (resource.table(), resource.key_columns());
    let distinct: BTreeMap<&[Key], String> =
        rows.iter().map(|row| (row.keys.as_slice(), row.value.to_string())).collect();
    transaction.execute_batch(&format!(
        "CREATE OR REPLACE TEMP TABLE incoming AS SELECT * EXCLUDE (loaded_at) FROM {table} LIMIT 0"
    ))?;
    let mut appender = transaction.appender_to_catalog_and_db("incoming", "temp", "main")?;
    for (keys, content) in &distinct {
        let keys = keys.iter().map(|key| match key {
            Key::Number(number) => Value::Int(*number),
            Key::Id(id) => Value::Text(id.clone()),
        });
        appender.append_row(appender_params_from_iter(keys.chain([Value::Text(content.clone())])))?;
    }
    appender.flush()?;
    drop(appender);
    let same_key = keys.iter().map(|key| format!("t.{key} = i.{key}")).collect::<Vec<_>>().join(" AND ");
    let mut changes = Changes { rows: distinct.len(), ..Changes::default() };
    let now = Utc::now().format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    let keep = |rows: &str| -> Result<()> {
        if let Some(whose) = resource.kept_for() {
            let sql = format!(
                "INSERT INTO {FORMER}
                 SELECT '{}', t.season, t.round, t.{whose}, t.record_content, t.loaded_at, CAST(? AS TIMESTAMP)
                 FROM {table} t {rows}",
                table.trim_start_matches("stg_jolpica_")
            );
            transaction.execute(&sql, params![now])?;
        }
        Ok(())
    };
    // Circuits belong to no season: one that a season no longer visits stays.
    if keys[0] == "season" && answer.missing() == 0 {
        let round = round.map_or(String::new(), |round| format!(" AND t.round = {round}"));
        let gone = format!(
            "WHERE t.season = {season}{round} AND NOT EXISTS (SELECT 1 FROM temp.incoming i WHERE {same_key})"
        );
        keep(&gone)?;
        changes.removed = transaction.execute(&format!("DELETE FROM {table} t {gone}"), [])?;
    }
    let is_other =
        format!("{same_key} AND CAST(t.record_content AS VARCHAR) <> CAST(i.record_content AS VARCHAR)");
    keep(&format!("JOIN temp.incoming i ON {is_other}"))?;
    changes.changed = transaction.execute(
        &format!(
            "UPDATE {table} t SET record_content = i.record_content, loaded_at = CAST(? AS TIMESTAMP)
             FROM temp.incoming i WHERE {is_other}"
        ),
        params![now],
    )?;
    changes.added = transaction.execute(
        &format!(
            "INSERT INTO {table} SELECT i.*, CAST(? AS TIMESTAMP) FROM temp.incoming i
             WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {same_key})"
        ),
        params![now],
    )?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::store::Store;

    fn standing(driver: &str, points: &str) -> Row {
        Row {
            keys: vec![Key::Number(2023), Key::Number(4), Key::Id(driver.to_owned())],
            value: json!({"points": points}),
        }
    }

    #[test]
    fn only_what_changed_is_touched() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let put = |rows: &[Row]| {
            let answer = Answer { rows: rows.to_vec(), total: rows.len() };
            upsert(store.connection(), Resource::DriverStandings, 2023, Some(4), &answer).unwrap()
        };
        let both = [standing("norris", "1.5"), standing("piastri", "2")];
        assert_eq!(put(&both), Changes { rows: 2, added: 2, ..Changes::default() });
        let loaded_at = |driver: &str| -> i64 {
            let sql = "SELECT epoch_us(loaded_at) FROM stg_jolpica_driver_standings WHERE driver_id = ?";
            store.connection().query_row(sql, [driver], |row| row.get(0)).unwrap()
        };
        let before = loaded_at("piastri");
        assert!(!put(&both).is_any());
        let changed = [standing("norris", "3"), standing("piastri", "2"), standing("norris", "4")];
        assert_eq!(put(&changed), Changes { rows: 2, changed: 1, ..Changes::default() });
        assert_eq!(loaded_at("piastri"), before);
        assert!(before < loaded_at("norris"));
        assert_eq!(put(&[]), Changes::default());
        assert_eq!(put(&[standing("piastri", "2")]), Changes { rows: 1, removed: 1, ..Changes::default() });
    }

    #[test]
    fn what_another_answer_replaces_or_takes_away_is_kept_with_its_dates() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let put = |rows: &[Row]| {
            let answer = Answer { rows: rows.to_vec(), total: rows.len() };
            upsert(store.connection(), Resource::DriverStandings, 2023, Some(4), &answer).unwrap()
        };
        for points in ["1", "2", "2", "3"] {
            put(&[standing("norris", points), standing("piastri", "9")]);
        }
        put(&[standing("norris", "3")]);
        let sql = format!(
            "SELECT string_agg(resource || ' ' || id || ' ' || (record_content->>'$.points'), ', ' ORDER BY replaced_at),
                bool_and(loaded_at < replaced_at)
             FROM {FORMER} WHERE season = 2023 AND round = 4"
        );
        let kept: (String, bool) =
            store.connection().query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let expected = "driver_standings norris 1, driver_standings norris 2, driver_standings piastri 9";
        assert_eq!(kept, (expected.to_owned(), true));
    }

    #[test]
    fn a_short_answer_removes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let put = |rows: &[Row], total| {
            let answer = Answer { rows: rows.to_vec(), total };
            upsert(store.connection(), Resource::DriverStandings, 2023, Some(4), &answer).unwrap()
        };
        put(&[standing("norris", "1"), standing("piastri", "2")], 2);
        // The pages slid while they were read: one came twice, so another came on neither.
        let slid = put(&[standing("norris", "1"), standing("norris", "1")], 2);
        assert_eq!(slid, Changes { rows: 1, ..Changes::default() });
        let short = put(&[standing("piastri", "3")], 2);
        assert_eq!(short, Changes { rows: 1, changed: 1, ..Changes::default() });
        assert_eq!(put(&[standing("piastri", "3")], 1).removed, 1);
    }

    #[test]
    fn another_round_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let mut later = standing("norris", "9");
        later.keys[1] = Key::Number(5);
        let put = |round: u16, row: Row| {
            let answer = Answer { rows: vec![row], total: 1 };
            upsert(store.connection(), Resource::DriverStandings, 2023, Some(round), &answer).unwrap()
        };
        put(4, standing("norris", "1"));
        put(5, later);
        let n: i64 = store
            .connection()
            .query_row("SELECT count(*) FROM stg_jolpica_driver_standings", [], |row| row.get(0))
            .unwrap();
        assert_eq!(n, 2);
    }
}
