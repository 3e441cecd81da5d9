//! The recordings: closed chunks never change and are served as files, the open one grows.
//!
//! With a folder ([`Recorder::open`]) they are kept there ([`store`]): a thread of its own ([`keeper`]) brings what has
//! closed to the disk, so neither the hub nor who reads waits for it, and a gateway that starts again goes on with
//! them ([`stamps`]). Without one they are in memory alone. A whole race takes under 3 MB. When what is in memory passes
//! [`BUDGET_BYTES`], the recording goes first to which nothing has been added for longest, then the oldest chunks of
//! the one that is left.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::recording::{Index, Manifest, SessionEntry, Timeline};
use gridcast_shared::units::chunk_of;
use gridcast_shared::wire::Encoded;
use serde::Serialize;

use crate::content::content_hash;

pub use keeper::{Limits, keep};
use recording::{Place, Recording};
pub use stamps::{Origin, Stamps};
use store::{ReadError, Store};

mod keeper;
mod recording;
mod splice;
mod stamps;
pub mod store;
#[cfg(test)]
mod tests;

/// Most bytes of recordings that are held in memory.
pub const BUDGET_BYTES: usize = 16 * 1024 * 1024;

/// Most names of recordings that are gone and will not be given again.
const MOST_GONE: usize = 4_096;

/// All recordings. The hub writes, HTTP reads.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Guards the recordings; held for a copy of a chunk at most.
    recordings: Mutex<Recordings>,
    /// Something has yet to be brought to the disk, or nothing more will come.
    changed: Condvar,
    store: Option<Store>,
}

#[derive(Debug, Default)]
struct Recordings {
    /// In the order in which they began.
    all: Vec<Recording>,
    /// Names that were given and are not among them any more.
    gone: Vec<SessionId>,
    /// Frames so far.
    n_frames: u64,
    /// Nothing more will come.
    is_closed: bool,
}

/// A chunk as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkFile {
    /// Frames, each with its length (u16, little-endian) before it.
    pub bytes: Bytes,
    /// What stands for its content, once it is closed and will never change.
    pub hash: Option<String>,
}

/// A JSON document, and what stands for its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// JSON.
    pub text: Bytes,
    /// Hash of the text.
    pub hash: String,
}

impl Document {
    /// The document that says this.
    pub fn of(content: &impl Serialize) -> Self {
        let text = Bytes::from(serde_json::to_vec(content).unwrap_or_default());
        Self { hash: content_hash(&text), text }
    }
}

impl Recorder {
    /// The recordings of a folder, to go on with. What is torn is said and taken away.
    ///
    /// # Errors
    /// When the folder cannot be read or written, or another gateway writes there.
    pub fn open(store: Store) -> io::Result<Self> {
        let mut recordings = Recordings { gone: store.gone(), ..Recordings::default() };
        for found in store.find_all()? {
            for path in &found.torn {
                tracing::warn!("{} is torn: it is not served, and removed", path.display());
            }
            store.sweep(&found)?;
            let is_whole = found.torn.is_empty();
            let mut recording = Recording::found(found);
            recording.unsaved.documents = !is_whole;
            recordings.all.push(recording);
        }
        Ok(Self { recordings: Mutex::new(recordings), changed: Condvar::new(), store: Some(store) })
    }

    /// A run begins, or is read again: the name by which it is recorded. `name` is its session's; a second run has
    /// one of its own.
    pub fn begin(&self, name: &SessionId, origin: Option<Origin>) -> SessionId {
        if let Some(id) = self.resume(origin) {
            return id;
        }
        let mut recordings = self.lock();
        let id = recordings.free_name(name);
        let last_frame = recordings.n_frames;
        let mut recording = Recording::new(id.clone());
        recording.last_frame = last_frame;
        recordings.all.push(recording);
        self.changed.notify_all();
        id
    }

    /// The recording that a run's first record is of, if it is kept.
    fn resume(&self, origin: Option<Origin>) -> Option<SessionId> {
        let (store, origin) = (self.store.as_ref()?, origin?);
        let kept: Vec<SessionId> = {
            let recordings = self.lock();
            let idle = recordings.all.iter().filter(|recording| !recording.is_fed);
            idle.map(|recording| recording.id().clone()).collect()
        };
        let (id, stamps) = kept
            .into_iter()
            .map(|id| (store.stamps(&id), id))
            .find_map(|(stamps, id)| stamps.are_of(origin).then_some((id, stamps)))?;
        let timeline = store.timeline(&id);
        let open = self.manifest(id.as_str()).and_then(|manifest| store.read_open(&id, manifest.open?).ok());
        let mut recordings = self.lock();
        let place = recordings.all.iter().position(|recording| *recording.id() == id)?;
        // It goes on, so it is the last to have begun.
        let mut recording = recordings.all.remove(place);
        recording.resume(chunk_of(origin.date_ms), stamps, timeline, open);
        recording.last_frame = recordings.n_frames;
        recordings.all.push(recording);
        self.changed.notify_all();
        Some(id)
    }

    /// A run is fed no longer.
    pub fn end(&self, id: &SessionId) {
        if let Some(recording) = self.lock().find_mut(id) {
            recording.is_fed = false;
            recording.session.live = false;
            recording.unsaved.documents = true;
            recording.unsaved.open = true;
        }
        self.changed.notify_all();
    }

    /// Nothing more will come.
    pub fn close(&self) {
        let mut recordings = self.lock();
        recordings.is_closed = true;
        for recording in recordings.all.iter_mut().filter(|recording| recording.is_fed) {
            recording.unsaved = recording::Unsaved { stamps: true, documents: true, open: true };
        }
        self.changed.notify_all();
    }

    /// What is known of a run's session; when it began is known from its chunks.
    pub fn describe(&self, session: SessionEntry) {
        if let Some(recording) = self.lock().find_mut(&session.id.clone()) {
            recording.describe(session);
        }
    }

    /// What is marked in a run.
    pub fn mark(&self, id: &SessionId, timeline: Timeline) {
        if let Some(recording) = self.lock().find_mut(id) {
            recording.mark(timeline);
        }
    }

    /// When records of a run were published; they are taken out.
    pub fn stamp(&self, id: &SessionId, stamps: &mut Stamps) {
        if let Some(recording) = self.lock().find_mut(id) {
            recording.stamps.take(stamps);
        }
    }

    /// Whether a chunk of a run is closed: what is added to it is sent to spectators and not recorded.
    pub fn has_closed(&self, id: &SessionId, number: u32) -> bool {
        self.lock().find(id.as_str()).is_some_and(|recording| recording.has_closed(number))
    }

    /// A run's newest closed chunk, if it has any.
    pub fn newest_closed(&self, id: &SessionId) -> Option<u32> {
        self.lock().find(id.as_str())?.newest_closed()
    }

    /// A closed chunk's content, from wherever it is. What is torn is said, and is no chunk any more.
    pub fn closed_chunk(&self, id: &SessionId, number: u32) -> Option<Bytes> {
        if self.has_closed(id, number) {
            self.chunk(id.as_str(), number).map(|file| file.bytes)
        } else {
            None
        }
    }

    /// Adds a frame to a run's recording, if there still is one.
    pub fn push(&self, id: &SessionId, frame: &Encoded) {
        let mut recordings = self.lock();
        recordings.n_frames += 1;
        let n_frames = recordings.n_frames;
        let mut has_news = false;
        if let Some(recording) = recordings.find_mut(id) {
            recording.last_frame = n_frames;
            recording.push(frame);
            has_news = recording.unsaved.documents;
        }
        recordings.keep_budget(self.store.is_some());
        if has_news && self.store.is_some() {
            self.changed.notify_all();
        }
    }

    /// Frames of the chunk in which a run is.
    pub fn open_chunk(&self, id: &SessionId) -> Vec<Bytes> {
        let recordings = self.lock();
        let growing = recordings.find(id.as_str()).map_or(&[][..], Recording::growing);
        gridcast_shared::wire::split_frames(growing).map(Bytes::copy_from_slice).collect()
    }

    /// A chunk of a run, if it is there; may read a file.
    pub fn chunk(&self, id: &str, number: u32) -> Option<ChunkFile> {
        let (id, place) = {
            let recordings = self.lock();
            let recording = recordings.find(id)?;
            (recording.id().clone(), recording.place(number)?)
        };
        let hash = match place {
            Place::Memory(file) => return Some(file),
            Place::Disk(hash) => hash,
        };
        let store = self.store.as_ref()?;
        let read = match &hash {
            Some(hash) => store.read_chunk(&id, number, hash),
            None => store.read_open(&id, number),
        };
        match read {
            Ok(bytes) => Some(ChunkFile { bytes, hash }),
            Err(error) => {
                tracing::error!("a chunk of {id} is lost: {error}");
                if let (ReadError::Torn(_), Some(hash)) = (&error, &hash) {
                    store.remove_chunk(&id, number, hash).ok();
                }
                if let Some(recording) = self.lock().find_mut(&id) {
                    recording.lost(number);
                }
                None
            }
        }
    }

    /// What a run's recording is made of.
    pub fn manifest(&self, id: &str) -> Option<Manifest> {
        self.lock().find(id).map(Recording::manifest)
    }

    /// What is marked in a run; may read a file.
    pub fn timeline(&self, id: &str) -> Option<Document> {
        let (id, known) = {
            let recordings = self.lock();
            let recording = recordings.find(id)?;
            (recording.id().clone(), recording.timeline.clone())
        };
        let on_disk = || self.store.as_ref()?.timeline(&id);
        known.or_else(|| Some(Document::of(&on_disk().unwrap_or_default())))
    }

    /// The recordings there are, the last to begin first.
    pub fn index(&self) -> Index {
        let recordings = self.lock();
        let there = recordings.all.iter().rev().filter(|recording| !recording.is_empty());
        Index { sessions: there.map(Recording::entry).collect() }
    }

    /// What all recordings take in memory.
    pub fn bytes(&self) -> usize {
        self.lock().bytes()
    }

    fn lock(&self) -> MutexGuard<'_, Recordings> {
        self.recordings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recordings {
    fn find(&self, id: &str) -> Option<&Recording> {
        self.all.iter().find(|recording| recording.id().as_str() == id)
    }

    fn find_mut(&mut self, id: &SessionId) -> Option<&mut Recording> {
        self.all.iter_mut().find(|recording| recording.id() == id)
    }

    fn bytes(&self) -> usize {
        self.all.iter().map(Recording::memory_bytes).sum()
    }

    /// A name that no recording has or had.
    fn free_name(&self, name: &SessionId) -> SessionId {
        let is_taken = |id: &SessionId| self.find(id.as_str()).is_some() || self.gone.contains(id);
        let numbered = (2..).map(|n| numbered(name, n));
        std::iter::once(name.clone()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_else(|| name.clone())
    }

    /// Takes a recording out; its name is not given again.
    fn remove(&mut self, id: &SessionId) {
        self.all.retain(|recording| recording.id() != id);
        if self.gone.len() == MOST_GONE {
            self.gone.remove(0);
        }
        self.gone.push(id.clone());
    }

    /// Keeps what is in memory within its bounds. What is on disk leaves the memory by itself, so there only chunks go
    /// that the disk does not take.
    fn keep_budget(&mut self, has_store: bool) {
        while BUDGET_BYTES < self.bytes() {
            let in_memory = self.all.iter().filter(|recording| 0 < recording.memory_bytes());
            let oldest =
                in_memory.min_by_key(|recording| recording.last_frame).map(|oldest| oldest.id().clone());
            let is_alone = self.all.iter().filter(|recording| 0 < recording.memory_bytes()).count() == 1;
            let Some(oldest) = oldest else { return };
            if !has_store && !is_alone {
                self.remove(&oldest);
            } else if !self.all.iter_mut().any(Recording::forget_oldest) {
                return;
            }
        }
    }
}

/// The name of a session's second, third, … run; as long as a name may be.
fn numbered(name: &SessionId, n: u32) -> SessionId {
    let suffix = format!("-run{n}");
    let base: String = name.as_str().chars().take(40 - suffix.len()).collect();
    SessionId::parse(&(base + &suffix)).unwrap_or_else(|_| name.clone())
}
