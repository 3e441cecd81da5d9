//! Why documents cannot be published.

/// Why documents cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The target cannot be opened.
    #[error("cannot publish to {to}: {reason}")]
    Target {
        /// Folder or URL.
        to: String,
        /// Why.
        reason: String,
    },
    /// A file cannot be read or written.
    #[error("{name}: {source}")]
    Store {
        /// Its name.
        name: String,
        /// Why.
        source: object_store::Error,
    },
    /// What the models say does not fit the document.
    #[error("{name}: {reason}")]
    Document {
        /// The document's name.
        name: String,
        /// What does not fit.
        reason: String,
    },
    /// The models found what makes every document wrong.
    #[error("everything is held back: {reason}")]
    HeldBack {
        /// What they found.
        reason: String,
    },
    /// The marts cannot be read.
    #[error("DuckDB: {0}")]
    Database(#[from] duckdb::Error),
}
