//! From marts to documents: `gridcast_shared::mart` in JSON, under
//! `{season}/{round}/{session}/` and `{season}/`.
//!
//! What a document says is decided by the models: the views `pub_*` have the documents' fields as columns, and
//! their rows are read into the document's own types, so that what does not fit is found here and not in a page.

mod documents;
mod error;
mod output;

use clap::Args;
use duckdb::Connection;

pub use error::PublishError;
pub use output::Published;

/// Where documents go.
#[derive(Clone, Debug, Args)]
pub struct PublishOptions {
    /// Folder, or URL of an object store, that the documents go to
    #[arg(long, env = "GRIDCAST_MARTS", default_value = "marts", value_name = "FOLDER|URL")]
    pub to: String,
}

/// Publishes every document of every season, round and session; the index last, so that it names only what is there.
///
/// # Errors
/// When the marts do not fit the documents, or a file cannot be written. Documents before it are published.
pub fn publish(connection: &Connection, options: &PublishOptions) -> Result<Published, PublishError> {
    let mut output = output::Output::open(&options.to)?;
    documents::write_all(connection, &mut output)?;
    Ok(output.published())
}
