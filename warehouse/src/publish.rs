//! From marts to documents: `gridcast_shared::mart` in JSON, under
//! `{season}/{round}/{session}/` and `{season}/`.
//!
//! What a document says is decided by the models: the views `pub_*` have the documents' fields as columns, and
//! their rows are read into the document's own types, so that what does not fit is found here and not in a page.

mod all;
mod documents;
mod error;
mod output;
mod since;

use clap::Args;
use duckdb::Connection;

pub use error::PublishError;
pub use output::{Held, Published};
pub use since::Since;

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
/// When everything is held back, the index does not fit, or a file cannot be written. Documents before it are
/// published.
pub fn publish(connection: &Connection, options: &PublishOptions) -> Result<Published, PublishError> {
    Publisher::new(options).publish(connection, &Since::Everything)
}

/// Publishes again and again to one target, and remembers what it has published there.
#[derive(Debug)]
pub struct Publisher {
    options: PublishOptions,
    documents: output::Documents,
}

impl Publisher {
    /// To a target that is not looked at yet.
    pub fn new(options: &PublishOptions) -> Self {
        Self { options: options.clone(), documents: output::Documents::default() }
    }

    /// Publishes the documents that may be others, and the index.
    ///
    /// # Errors
    /// As [`publish`]. The next time must be told of what was to be published this time.
    pub fn publish(&mut self, connection: &Connection, since: &Since) -> Result<Published, PublishError> {
        let mut output = output::Output::open(&self.options.to, self.documents.clone())?;
        let held = all::write_all(connection, since, &mut output)?;
        let published = Published { held, ..output.published() };
        self.documents = output.into_documents();
        Ok(published)
    }
}
