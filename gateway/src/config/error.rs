//! Why a configuration is refused, in one line.

use std::path::PathBuf;

/// Why the configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {error}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is no TOML, or names something that does not exist.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: PathBuf,
        /// Where and why, in one line.
        error: String,
    },
    /// A value that does not do, alone or beside others.
    #[error("{0}")]
    Value(String),
}

/// Refuses a value.
pub(super) fn bad<T>(message: String) -> Result<T, ConfigError> {
    Err(ConfigError::Value(message))
}
