//! Recordings as files, by the names that HTTP has for them: a folder each, in it `{n}-{hash}.bin` (a closed chunk),
//! `{n}.bin` (the chunk that was open when the run fell silent), `manifest.json`, `timeline.json`, and of the gateway's
//! own `run.json` (when what was published).
//!
//! A file is written beside its place, brought to the disk, and renamed into it, so that whatever ends the gateway, a
//! file that has its name is whole. That is not taken for granted: a chunk is served only when it has the hash of its
//! name. The chunks that are there are the recording; a manifest only tells the same again.

use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::recording::{Manifest, SessionEntry, Timeline, chunk_file};
use gridcast_shared::units::{CHUNK_MS, chunk_start};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::stamps::{Span, Stamps};
use crate::content::content_hash;

/// Names of a recording's documents.
pub const MANIFEST: &str = "manifest.json";
/// What is marked in it.
pub const TIMELINE: &str = "timeline.json";
/// When what was published.
const STAMPS: &str = "run.json";
/// The recordings that were removed.
const GONE: &str = "gone.json";
/// Held by the one gateway that writes here.
const LOCK: &str = ".lock";
/// What is being written.
const TEMPORARY: &str = "tmp";

/// A folder of recordings.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    /// Locked for as long as this lives; none for a reader.
    _lock: Option<File>,
}

/// A recording that was found.
#[derive(Debug)]
pub struct Found {
    /// Which session, no longer growing.
    pub session: SessionEntry,
    /// Its closed chunks: number, hash, length.
    pub chunks: Vec<(u32, String, u32)>,
    /// The chunk that was open, and its length.
    pub open: Option<(u32, u32)>,
    /// When it was last added to.
    pub touched: SystemTime,
    /// Files that are not what their names say.
    pub torn: Vec<PathBuf>,
}

/// A recording that was removed: its name is not given again, and its run is not recorded anew when it is read again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Its name.
    pub id: SessionId,
    /// When its run was told, as far as that is known.
    pub span: Option<Span>,
}

/// Why a chunk cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Its content is not what its name says.
    #[error("{0} is torn: its content is not that of its name")]
    Torn(PathBuf),
    /// It is not there, or cannot be read.
    #[error("{0}: {1}")]
    Io(PathBuf, io::Error),
}

/// What a file in a recording's folder is.
enum Kind {
    Closed(u32, String),
    Open(u32),
    Temporary,
    Other,
}

impl Store {
    /// Opens a folder to write into, and makes it when it is missing.
    ///
    /// # Errors
    /// When that cannot be done, or another gateway writes there.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let lock = File::create(folder.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(ErrorKind::ResourceBusy, "another gateway records there"));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        Ok(Self { folder: folder.to_owned(), _lock: Some(lock) })
    }

    /// A folder to read, which a gateway may be writing to.
    pub fn reading(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), _lock: None }
    }

    /// The recordings there are, each with what is wrong with it; the one that was added to last comes last.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn find_all(&self) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let id = entry.file_name().to_str().and_then(|name| SessionId::parse(name).ok());
            if let Some(id) = id.filter(|_| entry.path().is_dir()) {
                found.push(self.find(&id)?);
            }
        }
        found.sort_by(|a, b| (a.touched, &a.session.id).cmp(&(b.touched, &b.session.id)));
        Ok(found)
    }

    /// One recording; each of its chunks is read.
    ///
    /// # Errors
    /// When its folder cannot be read.
    pub fn find(&self, id: &SessionId) -> io::Result<Found> {
        let folder = self.folder.join(id.as_str());
        let (mut chunks, mut opens, mut torn) = (Vec::<(u32, String, u32)>::new(), Vec::new(), Vec::new());
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            match kind(&path) {
                Kind::Closed(number, hash) => match self.read_chunk(id, number, &hash) {
                    Ok(bytes) => chunks.push((number, hash, bytes.len() as u32)),
                    Err(ReadError::Torn(path)) => torn.push(path),
                    // Its gateway has just removed it.
                    Err(ReadError::Io(_, error)) if error.kind() == ErrorKind::NotFound => {}
                    Err(ReadError::Io(_, error)) => return Err(error),
                },
                Kind::Open(number) => opens.push((number, fs::metadata(&path)?.len() as u32)),
                Kind::Temporary | Kind::Other => {}
            }
        }
        let told: Option<Manifest> = self.document(id, MANIFEST);
        // Of two contents for the same seconds, which only a fault could have left, the one that was told of counts.
        let is_told = |(number, hash, _): &(u32, String, u32)| {
            told.as_ref()
                .is_some_and(|told| told.chunks.iter().any(|chunk| chunk.0 == *number && chunk.1 == *hash))
        };
        chunks.sort_by_cached_key(|chunk| (chunk.0, !is_told(chunk), chunk.1.clone()));
        chunks.dedup_by_key(|chunk| chunk.0);
        let open = opens.into_iter().filter(|open| chunks.iter().all(|chunk| chunk.0 != open.0)).max();
        let newest = chunks.iter().map(|chunk| chunk.0).chain(open.map(|open| open.0)).max();
        let mut session = told.map_or_else(|| SessionEntry::unknown(id.clone()), |told| told.session);
        session.live = false;
        let end_ms = newest.map(|newest| chunk_start(newest) + CHUNK_MS);
        session.end_ms = session.end_ms.or(end_ms);
        let touched = fs::metadata(folder.join(MANIFEST)).or_else(|_| fs::metadata(&folder))?.modified()?;
        Ok(Found { session, chunks, open, touched, torn })
    }

    /// Takes away what is of no use: what was being written when a gateway was killed, and what is torn.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub fn sweep(&self, found: &Found) -> io::Result<()> {
        for path in &found.torn {
            fs::remove_file(path)?;
        }
        for entry in fs::read_dir(self.folder.join(found.session.id.as_str()))? {
            let path = entry?.path();
            if matches!(kind(&path), Kind::Temporary) {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// A closed chunk.
    ///
    /// # Errors
    /// When it is not there, or not what its name says.
    pub fn read_chunk(&self, id: &SessionId, number: u32, hash: &str) -> Result<Bytes, ReadError> {
        let path = self.path(id, &chunk_file(number, hash));
        match fs::read(&path) {
            Ok(bytes) if content_hash(&bytes) == hash => Ok(bytes.into()),
            Ok(_) => Err(ReadError::Torn(path)),
            Err(error) => Err(ReadError::Io(path, error)),
        }
    }

    /// The chunk that was open.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read_open(&self, id: &SessionId, number: u32) -> Result<Bytes, ReadError> {
        let path = self.path(id, &open_file(number));
        fs::read(&path).map(Bytes::from).map_err(|error| ReadError::Io(path, error))
    }

    /// What is marked in a recording; nothing where that is missing or torn.
    pub fn timeline(&self, id: &SessionId) -> Option<Timeline> {
        self.document(id, TIMELINE)
    }

    /// When the records of a recording were published.
    pub fn stamps(&self, id: &SessionId) -> Stamps {
        self.document(id, STAMPS).unwrap_or_default()
    }

    /// The recordings that were removed, oldest first.
    pub fn gone(&self) -> Vec<Gone> {
        read_json(&self.folder.join(GONE)).unwrap_or_default()
    }

    /// Writes a closed chunk.
    ///
    /// # Errors
    /// When that fails.
    pub fn write_chunk(&self, id: &SessionId, number: u32, hash: &str, bytes: &[u8]) -> io::Result<()> {
        self.write(id, &chunk_file(number, hash), bytes)
    }

    /// Writes the chunk that is open, in place of any that was.
    ///
    /// # Errors
    /// When that fails.
    pub fn write_open(&self, id: &SessionId, open: Option<(u32, &[u8])>) -> io::Result<()> {
        let kept = open.map(|(number, _)| open_file(number));
        if let (Some(name), Some((_, bytes))) = (&kept, open) {
            self.write(id, name, bytes)?;
        }
        for entry in fs::read_dir(self.folder.join(id.as_str()))? {
            let path = entry?.path();
            if matches!(kind(&path), Kind::Open(_))
                && path.file_name().and_then(|name| name.to_str()) != kept.as_deref()
            {
                fs::remove_file(&path)?;
            }
        }
        Ok(())
    }

    /// Writes a document.
    ///
    /// # Errors
    /// When that fails.
    pub fn write_document(&self, id: &SessionId, name: &str, text: &[u8]) -> io::Result<()> {
        self.write(id, name, text)
    }

    /// Writes when the records were published, and makes the folder when it is missing.
    ///
    /// # Errors
    /// When that fails.
    pub fn write_stamps(&self, id: &SessionId, stamps: &Stamps) -> io::Result<()> {
        fs::create_dir_all(self.folder.join(id.as_str()))?;
        self.write(id, STAMPS, &serde_json::to_vec(stamps)?)
    }

    /// Removes a chunk, if it is there.
    ///
    /// # Errors
    /// When that fails.
    pub fn remove_chunk(&self, id: &SessionId, number: u32, hash: &str) -> io::Result<()> {
        match fs::remove_file(self.path(id, &chunk_file(number, hash))) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Takes away the folder of a recording that came to nothing: its name is free again.
    ///
    /// # Errors
    /// When that fails.
    pub fn discard(&self, id: &SessionId) -> io::Result<()> {
        fs::remove_dir_all(self.folder.join(id.as_str()))
    }

    /// Removes a recording; `gone` are all that were removed, it among them.
    ///
    /// # Errors
    /// When that fails.
    pub fn remove(&self, id: &SessionId, gone: &[Gone]) -> io::Result<()> {
        write_whole(&self.folder.join(GONE), &serde_json::to_vec(gone)?)?;
        match fs::remove_dir_all(self.folder.join(id.as_str())) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    fn write(&self, id: &SessionId, name: &str, bytes: &[u8]) -> io::Result<()> {
        write_whole(&self.path(id, name), bytes)
    }

    fn path(&self, id: &SessionId, name: &str) -> PathBuf {
        self.folder.join(id.as_str()).join(name)
    }

    fn document<T: DeserializeOwned>(&self, id: &SessionId, name: &str) -> Option<T> {
        read_json(&self.path(id, name))
    }
}

/// Name of the open chunk's file.
fn open_file(number: u32) -> String {
    format!("{number}.bin")
}

/// Reads a document; one that is torn is said to be, and is none.
fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    let text = fs::read(path).ok()?;
    serde_json::from_slice(&text)
        .inspect_err(|error| tracing::warn!("{} is torn and is made anew: {error}", path.display()))
        .ok()
}

/// Writes a file so that its name never stands for a part of it.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_added_extension(TEMPORARY);
    let mut file = File::create(&temporary)?;
    file.write_all(bytes)?;
    file.sync_data()?;
    fs::rename(&temporary, path)
}

fn kind(path: &Path) -> Kind {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Kind::Other };
    match name.rsplit_once('.') {
        Some((_, TEMPORARY)) => Kind::Temporary,
        Some((stem, "bin")) => match stem.split_once('-') {
            Some((number, hash)) => match number.parse() {
                Ok(number) => Kind::Closed(number, hash.to_owned()),
                Err(_) => Kind::Other,
            },
            None => stem.parse().map_or(Kind::Other, Kind::Open),
        },
        _ => Kind::Other,
    }
}
