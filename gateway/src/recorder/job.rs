//! What has yet to be brought to the disk of a recording, taken out so that nobody waits while it is written.

use std::io;

use bytes::Bytes;
use gridcast_shared::ids::SessionId;

use super::document::Document;
use super::recording::{Recording, Unsaved};
use super::stamps::Stamps;
use super::store::{MANIFEST, Store, TIMELINE};

/// What is to be written of a recording.
pub(super) struct Job {
    pub(super) id: SessionId,
    unsaved: Unsaved,
    stamps: Stamps,
    chunks: Vec<(u32, String, Bytes)>,
    open: Option<(u32, Bytes)>,
    timeline: Option<Document>,
    manifest: Document,
}

impl Job {
    /// Takes it out.
    pub(super) fn of(recording: &mut Recording) -> Self {
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

    /// Stamps come first, so that a chunk is never there without; the manifest last, as it tells what is there.
    pub(super) fn write(&self, store: &Store) -> io::Result<()> {
        if self.unsaved.stamps {
            store.write_stamps(&self.id, &self.stamps)?;
        }
        for (number, hash, bytes) in &self.chunks {
            store.write_chunk(&self.id, *number, hash, bytes)?;
        }
        if self.unsaved.open {
            let open = self.open.as_ref().map(|(number, bytes)| (*number, &bytes[..]));
            store.write_open(&self.id, open)?;
        }
        if let Some(timeline) = &self.timeline {
            store.write_document(&self.id, TIMELINE, &timeline.text)?;
        }
        store.write_document(&self.id, MANIFEST, &self.manifest.text)
    }

    /// What was written is on disk; what could not be is written with the next pass.
    pub(super) fn is_written(&self, recording: &mut Recording, is_done: bool) {
        if is_done {
            self.chunks.iter().for_each(|(number, ..)| recording.saved(*number));
        } else {
            recording.unsaved.stamps |= self.unsaved.stamps;
            recording.unsaved.documents = true;
            recording.unsaved.open |= self.unsaved.open;
        }
    }
}
