//! Brings recordings to the disk, and keeps what is there within its bounds.
//!
//! What has closed is written in passes, a second apart at least: while a backlog is read a pass takes many chunks.
//! What cannot be written stays in memory and is tried again with the next pass; that is said once, and again when it
//! is over.

use std::io;
use std::sync::PoisonError;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use gridcast_shared::ids::SessionId;

use super::recording::{Recording, Unsaved};
use super::stamps::Stamps;
use super::store::{MANIFEST, Store, TIMELINE};
use super::{Document, Recorder};

/// Passes are this far apart.
const PASS: Duration = Duration::from_secs(1);
/// Bounds are looked at this often though nothing is written.
const LOOK: Duration = Duration::from_mins(1);

/// What recordings may take on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all chunks; the recordings to which nothing was added for longest go first.
    pub max_bytes: u64,
    /// A recording to which nothing was added for longer goes.
    pub max_age: Option<Duration>,
}

/// What is to be written of a recording.
struct Job {
    id: SessionId,
    unsaved: Unsaved,
    stamps: Stamps,
    chunks: Vec<(u32, String, Bytes)>,
    open: Option<(u32, Bytes)>,
    timeline: Option<Document>,
    manifest: Document,
}

/// Writes until nothing more will come and all is on disk.
pub fn keep(recorder: &Recorder, limits: Limits) {
    let Some(store) = &recorder.store else { return };
    let mut is_failing = false;
    loop {
        let began = Instant::now();
        let (jobs, is_last) = recorder.wait_for_jobs();
        let mut outcome = Ok(());
        for job in jobs {
            let result = write(store, &job);
            recorder.wrote(&job, result.is_ok());
            outcome = outcome.and(result.map_err(|error| (job.id, error)));
        }
        let outcome = outcome.and_then(|()| recorder.keep_within(store, limits));
        match (&outcome, is_failing) {
            (Err((id, error)), false) => {
                tracing::error!("{id} cannot be recorded on disk: {error}; it stays in memory")
            }
            (Ok(()), true) => tracing::info!("recordings are on disk again"),
            (Err(_), true) | (Ok(()), false) => {}
        }
        is_failing = outcome.is_err();
        if is_last {
            return;
        }
        std::thread::sleep(PASS.saturating_sub(began.elapsed()));
    }
}

/// Stamps come first, so that a chunk is never there without; the manifest last, as it tells what is there.
fn write(store: &Store, job: &Job) -> io::Result<()> {
    if job.unsaved.stamps {
        store.write_stamps(&job.id, &job.stamps)?;
    }
    for (number, hash, bytes) in &job.chunks {
        store.write_chunk(&job.id, *number, hash, bytes)?;
    }
    if job.unsaved.open {
        let open = job.open.as_ref().map(|(number, bytes)| (*number, &bytes[..]));
        store.write_open(&job.id, open)?;
    }
    if let Some(timeline) = &job.timeline {
        store.write_document(&job.id, TIMELINE, &timeline.text)?;
    }
    store.write_document(&job.id, MANIFEST, &job.manifest.text)
}

impl Job {
    fn of(recording: &mut Recording) -> Self {
        let unsaved = std::mem::take(&mut recording.unsaved);
        let open = recording.open_file().filter(|_| unsaved.open);
        let mut manifest = recording.manifest();
        if recording.is_fed {
            // What grows is not on disk, but for a moment of it.
            manifest.open = open.as_ref().map(|(number, _)| *number);
        }
        Self {
            id: recording.id().clone(),
            unsaved,
            stamps: recording.stamps.clone(),
            chunks: recording.unsaved_chunks(),
            open,
            timeline: recording.timeline.clone(),
            manifest: Document::of(&manifest),
        }
    }
}

impl Recorder {
    /// Waits until there is something to write; what, and whether it is the last.
    fn wait_for_jobs(&self) -> (Vec<Job>, bool) {
        let recordings = self.lock();
        let has_nothing = |recordings: &mut super::Recordings| {
            !recordings.is_closed
                && recordings.all.iter().all(|recording| recording.unsaved == Unsaved::default())
        };
        let waited = self.changed.wait_timeout_while(recordings, LOOK, has_nothing);
        let (mut recordings, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let unsaved = recordings.all.iter_mut().filter(|recording| recording.unsaved != Unsaved::default());
        let jobs = unsaved.map(Job::of).collect();
        (jobs, recordings.is_closed)
    }

    /// What was written is on disk; what could not be is written with the next pass.
    fn wrote(&self, job: &Job, is_done: bool) {
        let mut recordings = self.lock();
        let Some(recording) = recordings.find_mut(&job.id) else { return };
        if is_done {
            job.chunks.iter().for_each(|(number, ..)| recording.saved(*number));
        } else {
            recording.unsaved.stamps |= job.unsaved.stamps;
            recording.unsaved.documents = true;
            recording.unsaved.open |= job.unsaved.open;
        }
    }

    /// Removes recordings that are too old or too many, and the oldest chunks of one that is too large alone.
    fn keep_within(&self, store: &Store, limits: Limits) -> Result<(), (SessionId, io::Error)> {
        for (id, why) in self.too_much(limits) {
            let gone = {
                let mut recordings = self.lock();
                recordings.remove(&id);
                recordings.gone.clone()
            };
            tracing::info!("the recording {id} is removed: {why}");
            store.remove(&id, &gone).map_err(|error| (id, error))?;
        }
        loop {
            let oldest = {
                let mut recordings = self.lock();
                let total: u64 = recordings.all.iter().map(Recording::disk_bytes).sum();
                if total <= limits.max_bytes {
                    return Ok(());
                }
                let largest = recordings.all.iter_mut().max_by_key(|recording| recording.disk_bytes());
                largest.and_then(|largest| Some((largest.id().clone(), largest.take_oldest()?)))
            };
            let Some((id, (number, hash))) = oldest else { return Ok(()) };
            store.remove_chunk(&id, number, &hash).map_err(|error| (id, error))?;
        }
    }

    /// Recordings that are to go, and why; what is being fed stays.
    fn too_much(&self, limits: Limits) -> Vec<(SessionId, &'static str)> {
        let now = SystemTime::now();
        let recordings = self.lock();
        let mut total: u64 = recordings.all.iter().map(Recording::disk_bytes).sum();
        let mut idle: Vec<&Recording> = recordings.all.iter().filter(|recording| !recording.is_fed).collect();
        idle.sort_by_key(|recording| recording.touched);
        let mut gone = Vec::new();
        for recording in idle {
            let age = now.duration_since(recording.touched).unwrap_or_default();
            let why = if limits.max_age.is_some_and(|max| max < age) {
                "it is older than --recordings-max-age"
            } else if limits.max_bytes < total {
                "all together are larger than --recordings-max-bytes"
            } else {
                continue;
            };
            total -= recording.disk_bytes();
            gone.push((recording.id().clone(), why));
        }
        gone
    }
}
