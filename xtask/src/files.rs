//! Files below a folder, and hashes by which it is seen that they have changed.

use std::fs;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Hash of the files' names and contents, folders with all below; what is not there counts as nothing.
///
/// # Errors
/// When a file of the clone cannot be read, or one is elsewhere.
pub(crate) fn hash_of_files(paths: impl IntoIterator<Item = PathBuf>) -> Result<u64> {
    let mut parts = Vec::new();
    for path in paths {
        for file in files_below(&path)? {
            parts.push(file.strip_prefix(crate::repository::root())?.as_os_str().as_encoded_bytes().to_vec());
            parts.push(fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
        }
    }
    Ok(hash_of(parts.iter().map(Vec::as_slice)))
}

/// Hash of some byte strings and of where each ends. Only compared with what the same build of xtask made.
pub(crate) fn hash_of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

/// All files below a path, or the path itself, sorted; none when it is not there.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(path)
        .with_context(|| format!("cannot read {}", path.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    let below = entries.iter().map(|entry| files_below(entry)).collect::<Result<Vec<_>>>()?;
    Ok(below.concat())
}
