//! Why a database cannot be used.

use std::path::PathBuf;

/// Why the store cannot be used, by what one can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has it open: another instance, or dbt, or whatever else reads DuckDB's files.
    #[error("{path} is in use by process {owner}: one process at a time has it open", path = path.display())]
    InUse {
        /// The database.
        path: PathBuf,
        /// Its process id, or what was in the lock file.
        owner: String,
    },
    /// Made by a newer build.
    #[error("{path} has schema version {found}, this build knows versions up to {known}: use a newer build", path = path.display())]
    Newer {
        /// The database.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The newest that this build knows.
        known: i64,
    },
    /// A database file that this DuckDB cannot read.
    #[error("{path} is no database that DuckDB {version} can open: {reason}", path = path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Of the DuckDB that this build is linked to.
        version: String,
        /// DuckDB's own words.
        reason: String,
    },
    /// No space left.
    #[error(
        "the disk is full; nothing of the last batch was kept, and the next start goes on after the batch before: {0}"
    )]
    DiskFull(String),
    /// A file beside the database cannot be made.
    #[error("cannot use {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Anything else that DuckDB says.
    #[error("DuckDB: {0}")]
    Database(duckdb::Error),
}

impl From<duckdb::Error> for StoreError {
    fn from(error: duckdb::Error) -> Self {
        let text = error.to_string();
        if text.contains("No space left on device") || text.contains("Could not write all bytes") {
            Self::DiskFull(text)
        } else {
            Self::Database(error)
        }
    }
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;
