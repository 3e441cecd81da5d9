//! The chunks of the runs in memory: closed ones never change and are served as files, the open one grows.
//!
//! A whole race takes under 3 MB. When all recordings together pass [`BUDGET_BYTES`] the one goes first to which
//! nothing has been added for longest, then the oldest chunks of the one that is left.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::wire::Encoded;

use crate::content::content_hash;

/// Most bytes that recordings hold.
pub const BUDGET_BYTES: usize = 16 * 1024 * 1024;

/// All recordings. The hub writes, HTTP reads.
#[derive(Debug, Default)]
pub struct Recorder {
    /// Guards the recordings; held for a copy of a chunk at most.
    recordings: Mutex<Recordings>,
}

#[derive(Debug, Default)]
struct Recordings {
    /// In the order in which they began.
    all: Vec<Recording>,
    /// Frames so far.
    n_frames: u64,
}

#[derive(Debug)]
struct Recording {
    id: SessionId,
    chunks: BTreeMap<u32, Chunk>,
    /// The chunk that still grows.
    open: Option<(u32, Vec<u8>)>,
    bytes: usize,
    /// Number of its last frame among all.
    last_frame: u64,
}

#[derive(Debug)]
struct Chunk {
    file: Bytes,
    hash: String,
}

/// A chunk as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkFile {
    /// Frames, each with its length (u16, little-endian) before it.
    pub bytes: Bytes,
    /// What stands for its content, once it is closed and will never change.
    pub hash: Option<String>,
}

/// What there is of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Chunks that are closed, in order, each with its hash.
    pub closed: Vec<(u32, String)>,
    /// The one that grows.
    pub open: Option<u32>,
}

impl Recorder {
    /// A run begins; an earlier recording of the same name gives way.
    pub fn begin(&self, id: SessionId) {
        let mut recordings = self.lock();
        recordings.all.retain(|recording| recording.id != id);
        let last_frame = recordings.n_frames;
        recordings.all.push(Recording { id, chunks: BTreeMap::new(), open: None, bytes: 0, last_frame });
    }

    /// Adds a frame to a run's recording, if there still is one.
    pub fn push(&self, id: &SessionId, frame: &Encoded) {
        let mut recordings = self.lock();
        recordings.n_frames += 1;
        let n_frames = recordings.n_frames;
        if let Some(recording) = recordings.all.iter_mut().find(|recording| recording.id == *id) {
            recording.last_frame = n_frames;
            recording.push(frame);
        }
        recordings.keep_budget();
    }

    /// Frames of a run's open chunk.
    pub fn open_chunk(&self, id: &SessionId) -> Vec<Bytes> {
        let recordings = self.lock();
        let open = recordings.find(id.as_str()).and_then(|recording| recording.open.as_ref());
        open.map_or_else(Vec::new, |(_, file)| {
            gridcast_shared::wire::split_frames(file).map(Bytes::copy_from_slice).collect()
        })
    }

    /// A chunk of a run, if it is there.
    pub fn chunk(&self, id: &str, number: u32) -> Option<ChunkFile> {
        let recordings = self.lock();
        let recording = recordings.find(id)?;
        if let Some((open, file)) = &recording.open
            && *open == number
        {
            return Some(ChunkFile { bytes: Bytes::copy_from_slice(file), hash: None });
        }
        let chunk = recording.chunks.get(&number)?;
        Some(ChunkFile { bytes: chunk.file.clone(), hash: Some(chunk.hash.clone()) })
    }

    /// What there is of a run.
    pub fn listing(&self, id: &str) -> Option<Listing> {
        let recordings = self.lock();
        let recording = recordings.find(id)?;
        Some(Listing {
            closed: recording.chunks.iter().map(|(number, chunk)| (*number, chunk.hash.clone())).collect(),
            open: recording.open.as_ref().map(|(number, _)| *number),
        })
    }

    /// The runs there are, the last to begin first.
    pub fn sessions(&self) -> Vec<SessionId> {
        self.lock().all.iter().rev().map(|recording| recording.id.clone()).collect()
    }

    /// What all recordings take.
    pub fn bytes(&self) -> usize {
        self.lock().bytes()
    }

    fn lock(&self) -> MutexGuard<'_, Recordings> {
        self.recordings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recordings {
    fn find(&self, id: &str) -> Option<&Recording> {
        self.all.iter().find(|recording| recording.id.as_str() == id)
    }

    fn bytes(&self) -> usize {
        self.all.iter().map(|recording| recording.bytes).sum()
    }

    fn keep_budget(&mut self) {
        while BUDGET_BYTES < self.bytes() && 1 < self.all.len() {
            let oldest = self.all.iter().map(|recording| recording.last_frame).min();
            self.all.retain(|recording| Some(recording.last_frame) != oldest);
        }
        if let [recording] = self.all.as_mut_slice() {
            while BUDGET_BYTES < recording.bytes
                && let Some((_, chunk)) = recording.chunks.pop_first()
            {
                recording.bytes -= chunk.file.len();
            }
        }
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
        let hash = content_hash(&file);
        if let Some(old) = self.chunks.insert(number, Chunk { file: file.into(), hash }) {
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

    fn closed(recorder: &Recorder, id: &str) -> Vec<u32> {
        recorder.listing(id).unwrap().closed.into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn a_chunk_closes_when_the_next_begins_and_then_has_the_hash_of_its_content() {
        let recorder = Recorder::default();
        let a = id("a");
        recorder.begin(a.clone());
        for (chunk, index) in [(7, 0), (7, 1), (8, 0), (9, 0)] {
            recorder.push(&a, &frame(chunk, index, 3));
        }
        assert_eq!((closed(&recorder, "a"), recorder.listing("a").unwrap().open), (vec![7, 8], Some(9)));
        let first = recorder.chunk("a", 7).unwrap();
        assert_eq!(&first.bytes[..], &[3, 0, 0, 0, 0, 3, 0, 1, 1, 1]);
        assert_eq!(first.hash, Some(content_hash(&first.bytes)));
        assert_ne!(first.hash, recorder.chunk("a", 8).unwrap().hash);
        assert_eq!(recorder.chunk("a", 9).unwrap().hash, None);
        assert_eq!(recorder.open_chunk(&a), [Bytes::from_static(&[0, 0, 0])]);
        assert_eq!(recorder.chunk("a", 10), None);
        assert_eq!(recorder.chunk("b", 7), None);
    }

    #[test]
    fn runs_are_recorded_side_by_side() {
        let recorder = Recorder::default();
        let (a, b) = (id("a"), id("b"));
        recorder.begin(a.clone());
        recorder.push(&a, &frame(7, 0, 3));
        recorder.begin(b.clone());
        recorder.push(&b, &frame(50, 0, 3));
        recorder.push(&a, &frame(8, 0, 3));
        assert_eq!(recorder.sessions(), [b, a]);
        assert_eq!((closed(&recorder, "a"), closed(&recorder, "b")), (vec![7], vec![]));
    }

    #[test]
    fn what_was_added_to_least_lately_gives_way_when_memory_is_short() {
        let recorder = Recorder::default();
        let (first, other) = (id("first"), id("other"));
        recorder.begin(first.clone());
        recorder.begin(other.clone());
        recorder.push(&other, &frame(1, 0, 60_000));
        for chunk in 0..400 {
            recorder.push(&first, &frame(chunk, 0, 60_000));
        }
        assert_eq!(recorder.sessions(), [first]);
        assert!(recorder.bytes() <= BUDGET_BYTES);
        assert_eq!(recorder.chunk("first", 0), None);
        assert!(recorder.chunk("first", 398).is_some());
    }
}
