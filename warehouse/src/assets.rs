//! The state of each asset: when it last ran, how long that took, what it holds, and what went wrong.
//!
//! Kept in `meta_assets`, and, since a database in use cannot be opened by another process, in a JSON file beside
//! it that `status` reads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use duckdb::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::publish::Held;
use crate::store::{Result, beside};
use crate::table::{self, Align};

/// What kind of thing an asset is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A topic's staging table.
    Topic,
    /// Season data.
    Season,
    /// A model.
    Model,
    /// The documents.
    Marts,
    /// The documents of a season or of a session, which are held back.
    HeldBack,
}

impl Kind {
    /// A word for tables and labels.
    pub fn word(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Season => "season",
            Self::Model => "model",
            Self::Marts => "marts",
            Self::HeldBack => "held_back",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "topic" => Self::Topic,
            "season" => Self::Season,
            "model" => Self::Model,
            "held_back" => Self::HeldBack,
            _ => Self::Marts,
        }
    }
}

/// The state of an asset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asset {
    /// Its name.
    pub asset: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// When it last ran, well or not.
    pub last_run: DateTime<Utc>,
    /// When it last ran well.
    pub last_success: Option<DateTime<Utc>>,
    /// How long the last run took.
    pub duration_ms: i64,
    /// Rows or documents that it holds; none where nobody counts.
    pub rows: Option<i64>,
    /// Why the last run went wrong.
    pub last_error: Option<String>,
}

impl Asset {
    /// Since when it is as it is: the age of its last good run.
    pub fn freshness(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        self.last_success.map(|at| now - at)
    }
}

/// All of them, shared by the threads of a service.
#[derive(Clone, Debug)]
pub struct Assets(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    connection: Connection,
    file: PathBuf,
    assets: BTreeMap<String, Asset>,
}

impl Assets {
    /// Reads what is known; `connection` is theirs alone from now on.
    ///
    /// # Errors
    /// When DuckDB fails.
    pub fn open(connection: Connection, database: &Path) -> Result<Self> {
        let assets = read(&connection)?;
        let file = status_path(database);
        Ok(Self(Arc::new(Mutex::new(Inner { connection, file, assets }))))
    }

    /// Notes that an asset ran, since `began`.
    pub fn ran(
        &self,
        asset: &str,
        kind: Kind,
        began: Instant,
        outcome: std::result::Result<Option<i64>, String>,
    ) {
        self.ran_for(asset, kind, began.elapsed(), outcome);
    }

    /// The same, with the time that it took.
    pub fn ran_for(
        &self,
        asset: &str,
        kind: Kind,
        took: Duration,
        outcome: std::result::Result<Option<i64>, String>,
    ) {
        let now = Utc::now();
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = inner.assets.get(asset);
        let (rows, last_error, last_success) = match outcome {
            Ok(rows) => (rows, None, Some(now)),
            Err(error) => (
                before.and_then(|before| before.rows),
                Some(error),
                before.and_then(|before| before.last_success),
            ),
        };
        let state = Asset {
            asset: asset.to_owned(),
            kind,
            last_run: now,
            last_success,
            duration_ms: took.as_millis() as i64,
            rows,
            last_error,
        };
        if let Err(error) = write(&inner.connection, &state) {
            tracing::error!("cannot note the state of {asset}: {error}");
        }
        inner.assets.insert(asset.to_owned(), state);
    }

    /// Notes what is held back and why, in place of what was before.
    pub fn hold_back(&self, held: &[Held]) {
        {
            let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            inner.assets.retain(|_, asset| asset.kind != Kind::HeldBack);
            let sql = "DELETE FROM meta_assets WHERE kind = ?";
            if let Err(error) = inner.connection.execute(sql, [Kind::HeldBack.word()]) {
                tracing::error!("cannot forget what was held back: {error}");
            }
        }
        for Held { key, reason } in held {
            self.ran(key, Kind::HeldBack, Instant::now(), Err(format!("is held back: {reason}")));
        }
    }

    /// All of them, by name.
    pub fn all(&self) -> Vec<Asset> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).assets.values().cloned().collect()
    }

    /// Whether an asset has run, the last time well.
    pub fn is_good(&self, asset: &str) -> bool {
        let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.assets.get(asset).is_some_and(|asset| asset.last_error.is_none())
    }

    /// Writes the file that `status` reads while the database is in use.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> std::io::Result<()> {
        let (file, assets) = {
            let inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            (inner.file.clone(), inner.assets.values().cloned().collect::<Vec<_>>())
        };
        let new = file.with_extension("json.new");
        std::fs::write(&new, serde_json::to_vec(&assets)?)?;
        std::fs::rename(new, file)
    }
}

/// The file beside a database that holds the state of its assets.
pub fn status_path(database: &Path) -> PathBuf {
    beside(database, "status.json")
}

/// The state of all assets, from the database.
///
/// # Errors
/// When DuckDB fails.
pub fn read(connection: &Connection) -> Result<BTreeMap<String, Asset>> {
    let mut statement = connection.prepare(
        "SELECT asset, kind, epoch_us(last_run), epoch_us(last_success), duration_ms, n_rows, last_error
         FROM meta_assets",
    )?;
    let rows = statement.query_map([], |row| {
        let kind: String = row.get(1)?;
        let at = |micros: Option<i64>| micros.and_then(DateTime::from_timestamp_micros);
        Ok(Asset {
            asset: row.get(0)?,
            kind: Kind::of(&kind),
            last_run: at(row.get(2)?).unwrap_or_default(),
            last_success: at(row.get(3)?),
            duration_ms: row.get(4)?,
            rows: row.get(5)?,
            last_error: row.get(6)?,
        })
    })?;
    let mut assets = BTreeMap::new();
    for asset in rows {
        let asset = asset?;
        assets.insert(asset.asset.clone(), asset);
    }
    Ok(assets)
}

fn write(connection: &Connection, asset: &Asset) -> Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO meta_assets
             (asset, kind, last_run, last_success, duration_ms, n_rows, last_error)
         VALUES (?, ?, make_timestamp(?), make_timestamp(?), ?, ?, ?)",
        params![
            asset.asset,
            asset.kind.word(),
            asset.last_run.timestamp_micros(),
            asset.last_success.map(|at| at.timestamp_micros()),
            asset.duration_ms,
            asset.rows,
            asset.last_error
        ],
    )?;
    Ok(())
}

/// A table for people.
pub fn to_table(assets: &[Asset], now: DateTime<Utc>) -> String {
    let columns = [
        ("asset", Align::Left),
        ("kind", Align::Left),
        ("last run", Align::Left),
        ("ms", Align::Right),
        ("rows", Align::Right),
        ("fresh", Align::Right),
        ("last error", Align::Left),
    ];
    let rows = assets.iter().map(|asset| {
        [
            asset.asset.clone(),
            asset.kind.word().to_owned(),
            asset.last_run.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            asset.duration_ms.to_string(),
            asset.rows.map_or_else(String::new, |rows| rows.to_string()),
            asset.freshness(now).map_or("never".to_owned(), age),
            asset.last_error.clone().unwrap_or_default(),
        ]
    });
    table::of(columns, rows)
}

fn age(age: TimeDelta) -> String {
    let seconds = age.num_seconds().max(0);
    match seconds {
        0..120 => format!("{seconds} s"),
        120..7200 => format!("{} min", seconds / 60),
        7200..172_800 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn what_is_held_back_is_named_until_it_heals() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let assets = Assets::open(store.connect().unwrap(), store.path()).unwrap();
        let (key, reason) = ("2025/1/race".to_owned(), "place 2 stands twice".to_owned());
        assets.hold_back(&[Held { key, reason }]);
        let table = to_table(&assets.all(), Utc::now());
        assert!(
            table.contains("2025/1/race") && table.ends_with("is held back: place 2 stands twice"),
            "{table}"
        );
        assert_eq!(read(store.connection()).unwrap()["2025/1/race"].kind, Kind::HeldBack);
        assets.hold_back(&[]);
        assert!(assets.all().is_empty() && read(store.connection()).unwrap().is_empty());
    }

    #[test]
    fn a_run_that_fails_keeps_what_was_good_before() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let assets = Assets::open(store.connect().unwrap(), store.path()).unwrap();
        assets.ran("laps", Kind::Model, Instant::now(), Ok(Some(927)));
        assets.ran("laps", Kind::Model, Instant::now(), Err("no".to_owned()));
        assets.save().unwrap();
        let again = read(store.connection()).unwrap();
        let laps = &again["laps"];
        assert_eq!((laps.rows, laps.last_error.as_deref()), (Some(927), Some("no")));
        assert!(laps.last_success.is_some_and(|at| at <= laps.last_run));
        assert!(!assets.is_good("laps") && !assets.is_good("never"));
        let text = std::fs::read_to_string(status_path(store.path())).unwrap();
        let saved: Vec<Asset> = serde_json::from_str(&text).unwrap();
        assert_eq!(saved[0].rows, Some(927));
        let table = to_table(&saved, Utc::now() + TimeDelta::hours(3));
        assert!(table.contains("laps") && table.contains("3 h") && table.ends_with("no"), "{table}");
    }
}
