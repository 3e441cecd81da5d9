//! Files of an export: written with their folders, found below a folder, counted.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// How much of something was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Written {
    files: usize,
    bytes: u64,
}

impl Written {
    fn add(&mut self, bytes: usize) {
        self.files += 1;
        self.bytes += bytes as u64;
    }
}

impl std::fmt::Display for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} files, {:.1} MB", self.files, self.bytes as f64 / 1e6)
    }
}

/// Writes a file, with the folders that it is in.
pub(super) fn put(path: &Path, bytes: &[u8], written: &mut Written) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    written.add(bytes.len());
    Ok(())
}

/// The files below a folder, by their paths in it, in order.
pub(super) fn files_below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inner) = folders.pop() {
        let entries = fs::read_dir(folder.join(&inner));
        for entry in entries.with_context(|| format!("cannot read {}", folder.join(&inner).display()))? {
            let entry = entry?;
            let path = inner.join(entry.file_name());
            if entry.path().is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    Ok(files)
}
