//! The DuckDB file: opened by one process at a time, with its schema brought up to date.
//!
//! The lock is a file beside the database, so that a second instance can say who holds it; DuckDB's own lock
//! stands behind it. Threads of one process share the database by [`Store::connect`].

mod error;
mod schema;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use duckdb::{Config, Connection};

pub use error::{Result, StoreError};
pub use schema::{FORMER, SCHEMA_VERSION, STAGING_TABLES, staging_table};

/// The oldest `DuckDB` that can read our files.
const STORAGE_VERSION: &str = "v1.4.0";

/// The open database.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    // Unlocked when dropped, after the connection.
    _lock: File,
}

impl Store {
    /// Opens the database, makes it where there is none, and brings its schema up to date.
    ///
    /// # Errors
    /// When another process has it, it is of a newer build, or it cannot be opened.
    pub fn open(path: &Path) -> Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|source| StoreError::File { path: folder.to_owned(), source })?;
        }
        let lock = lock(path)?;
        let connection = open_database(path)?;
        schema::migrate(&connection, path)?;
        Ok(Self { connection, path: path.to_owned(), _lock: lock })
    }

    /// The connection of this thread.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Another connection to the same database, for another thread.
    ///
    /// # Errors
    /// When DuckDB refuses.
    pub fn connect(&self) -> Result<Connection> {
        Ok(self.connection.try_clone()?)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Where the lock of a database is.
pub fn lock_path(database: &Path) -> PathBuf {
    beside(database, "lock")
}

/// The path of a file that lies beside a database and is named after it.
pub fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut name = database.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    database.with_file_name(name)
}

fn lock(database: &Path) -> Result<File> {
    let path = lock_path(database);
    let failed = |source| StoreError::File { path: path.clone(), source };
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {
            // The process id is for people; a full disk must not forbid opening.
            let written = file
                .set_len(0)
                .and_then(|()| file.rewind())
                .and_then(|()| write!(file, "{}", std::process::id()));
            if let Err(error) = written {
                tracing::debug!("cannot write {}: {error}", path.display());
            }
            Ok(file)
        }
        Err(TryLockError::WouldBlock) => {
            let mut owner = String::new();
            file.read_to_string(&mut owner).map_err(failed)?;
            Err(StoreError::InUse { path: database.to_owned(), owner })
        }
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

fn open_database(path: &Path) -> Result<Connection> {
    // Staging is packed by zstd, which files readable by DuckDB before 1.2 do not have.
    let config = Config::default()
        .custom_user_agent("gridcast-warehouse")?
        .with("storage_compatibility_version", STORAGE_VERSION)?;
    let connection = match Connection::open_with_flags(path, config) {
        Ok(connection) => connection,
        Err(error) => {
            return Err(match StoreError::from(error) {
                // DuckDB's own lock, by a program that does not know of ours.
                StoreError::Database(error) if error.to_string().contains("Could not set lock on file") => {
                    let text = error.to_string();
                    let owner = text.split_once("(PID ").and_then(|(_, rest)| rest.split(')').next());
                    StoreError::InUse { path: path.to_owned(), owner: owner.unwrap_or("unknown").to_owned() }
                }
                StoreError::Database(error) => StoreError::Unreadable {
                    path: path.to_owned(),
                    version: duckdb_version(),
                    reason: error.to_string(),
                },
                other => other,
            });
        }
    };
    // Order by rowid is not asked for anywhere, and keeping it costs memory while tables are made.
    connection.execute_batch("SET preserve_insertion_order = false; SET TimeZone = 'UTC'")?;
    Ok(connection)
}

/// Version of the DuckDB that this build is linked to, such as `v1.5.6`.
pub fn duckdb_version() -> String {
    Connection::open_in_memory().and_then(|connection| connection.version()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_instance_is_told_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.duckdb");
        let store = Store::open(&path).unwrap();
        let error = Store::open(&path).unwrap_err().to_string();
        assert!(error.contains(&format!("in use by process {}", std::process::id())), "{error}");
        drop(store);
        Store::open(&path).unwrap();
    }

    #[test]
    fn a_database_of_a_newer_build_is_refused_and_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.duckdb");
        let store = Store::open(&path).unwrap();
        store.connection().execute("UPDATE meta_schema SET version = 99", []).unwrap();
        drop(store);
        let error = Store::open(&path).unwrap_err().to_string();
        assert!(error.contains("schema version 99") && error.contains("newer build"), "{error}");
    }

    #[test]
    fn a_file_that_is_no_database_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.duckdb");
        std::fs::write(&path, "nothing like a database, and longer than a header".repeat(500)).unwrap();
        let error = Store::open(&path).unwrap_err();
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
    }

    #[test]
    fn a_database_of_an_older_build_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.duckdb");
        let store = Store::open(&path).unwrap();
        let older = "ALTER TABLE stg_offsets DROP COLUMN fingerprint; ALTER TABLE stg_offsets DROP COLUMN newest_ms; DROP TABLE meta_jolpica_rounds; DROP TABLE stg_jolpica_former; DROP TABLE meta_files; UPDATE meta_schema SET version = 1;
                     INSERT INTO stg_offsets VALUES ('t', 0, 7)";
        store.connection().execute_batch(older).unwrap();
        drop(store);
        let store = Store::open(&path).unwrap();
        let (next, newest): (i64, i64) = store
            .connection()
            .query_row("SELECT next_offset, newest_ms FROM stg_offsets", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!((next, newest), (7, 253_402_300_799_000), "no record is newer");
    }

    #[test]
    fn an_open_store_opened_again_keeps_its_rows() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w.duckdb");
        let store = Store::open(&path).unwrap();
        store.connection().execute("INSERT INTO stg_offsets VALUES ('t', 0, 7, NULL, NULL)", []).unwrap();
        drop(store);
        let store = Store::open(&path).unwrap();
        let next: i64 = store
            .connection()
            .query_row("SELECT next_offset FROM stg_offsets", [], |row| row.get(0))
            .unwrap();
        assert_eq!(next, 7);
    }
}
