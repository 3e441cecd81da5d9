//! Where the sources are: the clone that this was built from.

use std::path::{Path, PathBuf};

/// The root of the clone.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
