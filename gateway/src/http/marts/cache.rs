//! Documents in memory, each read and hashed once for as long as its file stays the same, however many ask.
//!
//! Publishing replaces files, so a file's inode, length and time tell whether it is another one. They are looked at
//! for each request: that is right also where the system tells nobody of changes, and costs a call.

use std::collections::HashMap;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

/// Most bytes that are kept; a season's documents without telemetry are a tenth of that.
const MOST_BYTES: u64 = 16 << 20;

/// A file's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) body: Bytes,
    /// With its quotes.
    pub(super) etag: String,
}

/// The files that were asked for of late.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// Guards the entries; held for a look-up, never across an await.
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    entries: HashMap<PathBuf, Entry>,
    /// Goes up with every look-up.
    looks: u64,
}

#[derive(Clone, Debug)]
struct Entry {
    stamp: Stamp,
    /// The look-up that was the last to want it.
    wanted: u64,
    /// Read by the first who asks, while the others wait for that.
    content: Arc<OnceCell<Content>>,
}

/// What differs when a file is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
}

impl Cache {
    /// A file's content.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) async fn read(&self, path: &Path) -> io::Result<Content> {
        let of_file = tokio::fs::metadata(path).await?;
        let modified = (of_file.mtime(), of_file.mtime_nsec());
        let stamp = Stamp { inode: of_file.ino(), bytes: of_file.len(), modified };
        let content = self.entry(path, stamp);
        let path = path.to_owned();
        let read =
            || async { tokio::task::spawn_blocking(move || read(&path)).await.map_err(io::Error::other)? };
        content.get_or_try_init(read).await.cloned()
    }

    fn entry(&self, path: &Path, stamp: Stamp) -> Arc<OnceCell<Content>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.looks += 1;
        let wanted = state.looks;
        let new = || Entry { stamp, wanted, content: Arc::default() };
        let entry = state.entries.entry(path.to_owned()).or_insert_with(new);
        if entry.stamp == stamp {
            entry.wanted = wanted;
        } else {
            *entry = new();
        }
        let content = Arc::clone(&entry.content);
        state.shrink();
        content
    }
}

impl State {
    /// Forgets what was wanted longest ago until the rest is small enough.
    fn shrink(&mut self) {
        while MOST_BYTES < self.entries.values().map(|entry| entry.stamp.bytes).sum() {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.wanted);
            let Some(oldest) = oldest.map(|(path, _)| path.clone()) else { return };
            self.entries.remove(&oldest);
        }
    }
}

fn read(path: &Path) -> io::Result<Content> {
    let body = Bytes::from(std::fs::read(path)?);
    let hash = BASE64.encode(Sha256::digest(&body));
    Ok(Content { etag: format!("\"{}\"", hash.get(..16).unwrap_or_default()), body })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gridcast-cache-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn publish(path: &Path, text: &str) {
        let new = path.with_extension("new");
        std::fs::write(&new, text).unwrap();
        std::fs::rename(new, path).unwrap();
    }

    #[tokio::test]
    async fn a_file_is_read_once_until_it_is_another() {
        let (cache, path) = (Cache::default(), folder("once").join("a.json"));
        publish(&path, "one");
        let readers = (0..50).map(|_| cache.read(&path));
        let all = futures_util::future::join_all(readers).await;
        let first = all[0].as_ref().unwrap();
        for content in &all {
            assert_eq!(content.as_ref().unwrap().body.as_ptr(), first.body.as_ptr(), "the same memory");
        }
        publish(&path, "two");
        let second = cache.read(&path).await.unwrap();
        assert_eq!(&second.body[..], b"two", "as long as the one before, but another");
        assert_ne!(second.etag, first.etag);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(cache.read(&path).await.unwrap_err().kind(), io::ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn what_was_wanted_longest_ago_is_forgotten() {
        let (cache, folder) = (Cache::default(), folder("bound"));
        let big = "x".repeat((MOST_BYTES / 3) as usize);
        for name in ["a", "b", "c", "a", "d"] {
            let path = folder.join(name);
            if !path.exists() {
                std::fs::write(&path, &big).unwrap();
            }
            cache.read(&path).await.unwrap();
        }
        let state = cache.state.lock().unwrap();
        let mut kept: Vec<_> = state.entries.keys().filter_map(|path| path.file_name()?.to_str()).collect();
        kept.sort_unstable();
        assert_eq!(kept, ["a", "c", "d"]);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
