//! Why models cannot be run.

use std::path::PathBuf;

/// Why models cannot be run at all. A model that fails is in the report instead.
#[derive(Debug, thiserror::Error)]
pub enum ModelsError {
    /// A file of the project cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of the project says what is not understood, in its YAML or in its Jinja.
    #[error("{path}: {reason}")]
    Project {
        /// Path within the project.
        path: String,
        /// What, and in which line.
        reason: String,
    },
    /// Something that the selection names is not there.
    #[error("--select {0}: no such model or folder")]
    Selection(String),
    /// Models that read each other.
    #[error("models read each other: {0}")]
    Cycle(String),
    /// What was noted of the last build cannot be read or written.
    #[error("DuckDB: {0}")]
    Database(#[from] duckdb::Error),
}
