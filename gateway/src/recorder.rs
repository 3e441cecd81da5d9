//! The recordings: closed chunks never change and are served as files, the open one grows.
//!
//! With a folder ([`Recorder::open`]) they are kept there ([`store`]): a thread of its own ([`Recorder::keep`]) brings what
//! has closed to the disk, so neither the hub nor who reads waits for it, and a gateway that starts again goes on with
//! them ([`stamps`]). Without one they are in memory alone. A whole race takes under 3 MB. When what is in memory passes
//! [`BUDGET_BYTES`], the recording goes first to which nothing has been added for longest, then the oldest chunks of
//! the one that is left.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::recording::{Index, Manifest, SessionEntry, Timeline};
use gridcast_shared::units::chunk_of;
use gridcast_shared::wire::Encoded;

pub use document::{ChunkFile, Document};
pub use recordings::{BUDGET_BYTES, Limits};
pub use stamps::{Origin, Stamps};

use job::Job;
use recording::{Recording, Storage, Unsaved};
use recordings::Recordings;
use store::{ReadError, Store};

mod document;
mod job;
mod recording;
mod recordings;
mod splice;
mod stamps;
pub mod store;
#[cfg(test)]
mod tests;

/// Passes of the disk's thread are this far apart.
const PASS: Duration = Duration::from_secs(1);
/// Bounds are looked at this often though nothing is written.
const LOOK: Duration = Duration::from_mins(1);

/// All recordings. The hub writes, HTTP reads.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Guards the recordings; held for a copy of a chunk at most.
    recordings: Mutex<Recordings>,
    /// Something has yet to be brought to the disk, or nothing more will come.
    changed: Condvar,
    store: Option<Store>,
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
            if is_whole && recording.is_empty() {
                // Killed before its first chunk had closed: the run, read again, has its name.
                store.discard(recording.id())?;
                continue;
            }
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
        if let Some(id) = origin.and_then(|origin| recordings.gone_of(origin)).cloned() {
            recordings.all.push(Recording::gone(id.clone()));
            return id;
        }
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
            recording.save_all();
        }
        self.changed.notify_all();
    }

    /// Nothing more will come.
    pub fn close(&self) {
        let mut recordings = self.lock();
        recordings.is_closed = true;
        for recording in recordings.all.iter_mut().filter(|recording| recording.is_fed) {
            recording.save_all();
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
        let (id, storage) = {
            let recordings = self.lock();
            let recording = recordings.find(id)?;
            (recording.id().clone(), recording.storage_of(number)?)
        };
        let hash = match storage {
            Storage::Memory(file) => return Some(file),
            Storage::Disk(hash) => hash,
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
        self.lock().find(id).filter(|recording| !recording.is_empty()).map(Recording::manifest)
    }

    /// What is marked in a run; may read a file.
    pub fn timeline(&self, id: &str) -> Option<Document> {
        let (id, known) = {
            let recordings = self.lock();
            let recording = recordings.find(id).filter(|recording| !recording.is_empty())?;
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

    /// Brings what has closed to the disk, in passes a second apart at least, and keeps what is there within bounds,
    /// until nothing more will come and all is written. What cannot be written stays in memory and is tried again with
    /// the next pass; that is said once, and again when it is over.
    ///
    /// # Errors
    /// When the last of it cannot be written: that is lost.
    pub fn keep(&self, limits: Limits) -> anyhow::Result<()> {
        let Some(store) = &self.store else { return Ok(()) };
        let mut is_failing = false;
        loop {
            let began = Instant::now();
            let (jobs, is_last) = self.wait_for_jobs();
            let mut written = Ok(());
            for job in jobs {
                let result = job.write(store);
                if let Some(recording) = self.lock().find_mut(&job.id) {
                    job.is_written(recording, result.is_ok());
                }
                written = written.and(result.map_err(|error| (job.id, error)));
            }
            let kept = if written.is_ok() { self.keep_within(store, limits) } else { Ok(()) };
            let fault = written.as_ref().err().or(kept.as_ref().err());
            match (fault, is_failing) {
                (Some((id, error)), false) => {
                    tracing::error!("{id} cannot be recorded on disk: {error}; it stays in memory");
                }
                (None, true) => tracing::info!("recordings are on disk again"),
                (Some(_), true) | (None, false) => {}
            }
            is_failing = fault.is_some();
            if is_last {
                return written.map_err(|(id, error)| {
                    anyhow::Error::new(error).context(format!("the end of {id} is not on disk"))
                });
            }
            std::thread::sleep(PASS.saturating_sub(began.elapsed()));
        }
    }

    /// Waits until there is something to write; what, and whether it is the last.
    fn wait_for_jobs(&self) -> (Vec<Job>, bool) {
        let has_nothing = |recordings: &mut Recordings| {
            !recordings.is_closed
                && recordings.all.iter().all(|recording| recording.unsaved == Unsaved::default())
        };
        let waited = self.changed.wait_timeout_while(self.lock(), LOOK, has_nothing);
        let (mut recordings, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let unsaved = recordings.all.iter_mut().filter(|recording| recording.unsaved != Unsaved::default());
        let jobs = unsaved.map(Job::of).collect();
        (jobs, recordings.is_closed)
    }

    /// Removes recordings that are too old or too many, and the oldest chunks of one that is too large alone.
    fn keep_within(&self, store: &Store, limits: Limits) -> Result<(), (SessionId, io::Error)> {
        let too_much = self.lock().too_much(limits);
        for (id, why) in too_much {
            let span = store.stamps(&id).span();
            let gone = {
                let mut recordings = self.lock();
                recordings.remove(&id, span);
                recordings.gone.clone()
            };
            tracing::info!("the recording {id} is removed: {why}");
            store.remove(&id, &gone).map_err(|error| (id, error))?;
        }
        loop {
            let oldest = self.lock().take_too_much(limits);
            let Some((id, (number, hash))) = oldest else { return Ok(()) };
            store.remove_chunk(&id, number, &hash).map_err(|error| (id, error))?;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Recordings> {
        self.recordings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
