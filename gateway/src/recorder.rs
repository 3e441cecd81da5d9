//! The chunks of the sessions in memory: closed ones never change and are served as files, the open one grows.
//!
//! A whole race takes under 3 MB. When all recordings together pass [`BUDGET_BYTES`] the oldest session goes
//! first, then the oldest chunks of the one that is left.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::wire::Encoded;

/// Most bytes that recordings hold.
pub const BUDGET_BYTES: usize = 16 * 1024 * 1024;

/// All recordings. The hub writes, HTTP reads.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Oldest first; guards the recordings, held for a copy of a chunk at most.
    recordings: Mutex<Vec<Recording>>,
}

#[derive(Debug)]
struct Recording {
    id: SessionId,
    chunks: BTreeMap<u32, Chunk>,
    /// The chunk that still grows.
    open: Option<(u32, Vec<u8>)>,
    bytes: usize,
}

#[derive(Debug)]
struct Chunk {
    file: Bytes,
    whole: bool,
}

/// A chunk as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkFile {
    /// Frames, each with its length (u16, little-endian) before it.
    pub bytes: Bytes,
    /// Whether it is closed and began with its session's chunk, so that it will never change.
    pub whole: bool,
}

/// What there is of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Chunks that are closed, in order.
    pub closed: Vec<u32>,
    /// The one that grows.
    pub open: Option<u32>,
}

impl Recorder {
    /// A session begins; an earlier recording of the same name gives way.
    pub fn begin(&self, id: SessionId) {
        let mut recordings = self.lock();
        if let Some(last) = recordings.last_mut() {
            last.close();
        }
        recordings.retain(|recording| recording.id != id);
        recordings.push(Recording { id, chunks: BTreeMap::new(), open: None, bytes: 0 });
    }

    /// Adds a frame to the newest session.
    pub fn push(&self, frame: &Encoded) {
        let mut recordings = self.lock();
        if let Some(recording) = recordings.last_mut() {
            recording.push(frame);
        }
        let mut total: usize = recordings.iter().map(|recording| recording.bytes).sum();
        while BUDGET_BYTES < total && 1 < recordings.len() {
            total -= recordings.remove(0).bytes;
        }
        if let [recording] = recordings.as_mut_slice() {
            while BUDGET_BYTES < recording.bytes
                && let Some((_, chunk)) = recording.chunks.pop_first()
            {
                recording.bytes -= chunk.file.len();
            }
        }
    }

    /// Frames of the newest session's open chunk.
    pub fn open_chunk(&self) -> Vec<Bytes> {
        let recordings = self.lock();
        let open = recordings.last().and_then(|recording| recording.open.as_ref());
        open.map_or_else(Vec::new, |(_, file)| {
            gridcast_shared::wire::split_frames(file).map(Bytes::copy_from_slice).collect()
        })
    }

    /// A chunk of a session, if it is there.
    pub fn chunk(&self, id: &str, number: u32) -> Option<ChunkFile> {
        let recordings = self.lock();
        let recording = recordings.iter().find(|recording| recording.id.as_str() == id)?;
        if let Some((open, file)) = &recording.open
            && *open == number
        {
            return Some(ChunkFile { bytes: Bytes::copy_from_slice(file), whole: false });
        }
        let chunk = recording.chunks.get(&number)?;
        Some(ChunkFile { bytes: chunk.file.clone(), whole: chunk.whole })
    }

    /// What there is of a session.
    pub fn listing(&self, id: &str) -> Option<Listing> {
        let recordings = self.lock();
        let recording = recordings.iter().find(|recording| recording.id.as_str() == id)?;
        Some(Listing {
            closed: recording.chunks.keys().copied().collect(),
            open: recording.open.as_ref().map(|(number, _)| *number),
        })
    }

    /// The sessions there are, newest first.
    pub fn sessions(&self) -> Vec<SessionId> {
        self.lock().iter().rev().map(|recording| recording.id.clone()).collect()
    }

    /// What all recordings take.
    pub fn bytes(&self) -> usize {
        self.lock().iter().map(|recording| recording.bytes).sum()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Recording>> {
        self.recordings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recording {
    fn push(&mut self, frame: &Encoded) {
        if self.open.as_ref().is_some_and(|(number, _)| *number != frame.chunk) {
            self.close();
        }
        let Ok(length) = u16::try_from(frame.bytes.len()) else { return };
        let (_, file) = self.open.get_or_insert_with(|| (frame.chunk, Vec::with_capacity(4096)));
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&frame.bytes);
        self.bytes += 2 + frame.bytes.len();
    }

    fn close(&mut self) {
        let Some((number, mut file)) = self.open.take() else { return };
        file.shrink_to_fit();
        // Reading may have begun in the middle of the first chunk: it lacks what came before.
        let whole = !self.chunks.is_empty();
        if let Some(old) = self.chunks.insert(number, Chunk { file: file.into(), whole }) {
            self.bytes -= old.file.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(chunk: u32, index: u8, length: usize) -> Encoded {
        Encoded { chunk, index, bytes: vec![index; length] }
    }

    fn id(text: &str) -> SessionId {
        SessionId::parse(text).unwrap()
    }

    #[test]
    fn a_chunk_closes_when_the_next_begins_and_only_the_first_may_lack_something() {
        let recorder = Recorder::default();
        recorder.begin(id("a"));
        for (chunk, index) in [(7, 0), (7, 1), (8, 0), (9, 0)] {
            recorder.push(&frame(chunk, index, 3));
        }
        assert_eq!(recorder.listing("a"), Some(Listing { closed: vec![7, 8], open: Some(9) }));
        let first = recorder.chunk("a", 7).unwrap();
        assert_eq!((&first.bytes[..], first.whole), (&[3, 0, 0, 0, 0, 3, 0, 1, 1, 1][..], false));
        assert!(recorder.chunk("a", 8).unwrap().whole);
        assert!(!recorder.chunk("a", 9).unwrap().whole);
        assert_eq!(recorder.open_chunk(), [Bytes::from_static(&[0, 0, 0])]);
        assert_eq!(recorder.chunk("a", 10), None);
        assert_eq!(recorder.chunk("b", 7), None);
    }

    #[test]
    fn a_second_run_of_a_session_replaces_the_first() {
        let recorder = Recorder::default();
        recorder.begin(id("a"));
        recorder.push(&frame(7, 0, 3));
        recorder.begin(id("b"));
        recorder.begin(id("a"));
        assert_eq!(recorder.sessions(), [id("a"), id("b")]);
        assert_eq!(recorder.listing("a"), Some(Listing { closed: vec![], open: None }));
    }

    #[test]
    fn the_oldest_gives_way_when_memory_is_short() {
        let recorder = Recorder::default();
        recorder.begin(id("old"));
        recorder.push(&frame(1, 0, 60_000));
        recorder.begin(id("new"));
        for chunk in 0..400 {
            recorder.push(&frame(chunk, 0, 60_000));
        }
        assert_eq!(recorder.sessions(), [id("new")]);
        assert!(recorder.bytes() <= BUDGET_BYTES);
        assert_eq!(recorder.chunk("new", 0), None);
        assert!(recorder.chunk("new", 398).is_some());
    }
}
