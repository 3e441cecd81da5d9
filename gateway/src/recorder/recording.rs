//! One recording: its chunks, in memory or on disk, and what of it has yet to be brought to the disk.

use std::collections::BTreeMap;
use std::time::SystemTime;

use bytes::Bytes;
use gridcast_shared::ids::SessionId;
use gridcast_shared::recording::{Manifest, SessionEntry, Timeline};
use gridcast_shared::units::chunk_start;
use gridcast_shared::wire::Encoded;

use super::document::{ChunkFile, Document};
use super::splice;
use super::stamps::Stamps;
use super::store::Found;
use crate::content::content_hash;

/// Newest chunks that stay in memory though they are on disk: who joins or fills a hole asks for those.
const HOT_CHUNKS: usize = 32;

/// A recording.
#[derive(Debug)]
pub(super) struct Recording {
    /// Which session it is of; when it began is known from its chunks.
    pub(super) session: SessionEntry,
    chunks: BTreeMap<u32, Chunk>,
    /// Bytes of the chunks that are in memory.
    in_memory: usize,
    /// The chunk that still grows.
    open: Option<Open>,
    /// Frames of a chunk that is kept already: for spectators, and on no recording.
    unlisted: Option<(u32, Vec<u8>)>,
    /// What is marked in it; none where that is on disk only.
    pub(super) timeline: Option<Document>,
    /// What was marked before what could be read again.
    before: Timeline,
    pub(super) stamps: Stamps,
    /// Whether a run is being fed into it.
    pub(super) is_fed: bool,
    /// Whether it was removed before: then nothing is recorded of its run any more.
    is_gone: bool,
    /// Number of its last frame among all; 0 when none came since the start.
    pub(super) last_frame: u64,
    /// When it was last added to on disk.
    pub(super) touched: SystemTime,
    pub(super) unsaved: Unsaved,
}

/// What has yet to be brought to the disk, besides chunks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Unsaved {
    pub(super) stamps: bool,
    pub(super) documents: bool,
    /// The chunk that is open too: nothing more is expected soon.
    pub(super) open: bool,
}

#[derive(Debug)]
struct Chunk {
    hash: String,
    len: u32,
    /// None where it is on disk only.
    file: Option<Bytes>,
    is_on_disk: bool,
}

#[derive(Debug)]
enum Open {
    Growing(u32, Vec<u8>),
    /// As it was when its gateway ended.
    OnDisk(u32, u32),
}

/// Where a chunk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Memory(ChunkFile),
    /// A file of this hash; none for the chunk that was open.
    Disk(Option<String>),
}

impl Recording {
    /// One that begins.
    pub(super) fn new(id: SessionId) -> Self {
        Self {
            session: SessionEntry::unknown(id),
            chunks: BTreeMap::new(),
            in_memory: 0,
            open: None,
            unlisted: None,
            timeline: Some(Document::of(&Timeline::default())),
            before: Timeline::default(),
            stamps: Stamps::default(),
            is_fed: true,
            is_gone: false,
            last_frame: 0,
            touched: SystemTime::now(),
            unsaved: Unsaved { stamps: true, documents: true, open: false },
        }
    }

    /// One that is on disk.
    pub(super) fn found(found: Found) -> Self {
        let on_disk = |(number, hash, len)| (number, Chunk { hash, len, file: None, is_on_disk: true });
        Self {
            session: found.session,
            chunks: found.chunks.into_iter().map(on_disk).collect(),
            open: found.open.map(|(number, len)| Open::OnDisk(number, len)),
            timeline: None,
            is_fed: false,
            touched: found.touched,
            unsaved: Unsaved::default(),
            ..Self::new(SessionId::from_start(0))
        }
    }

    /// One that was removed and whose run is read again, for spectators alone.
    pub(super) fn gone(id: SessionId) -> Self {
        Self { is_gone: true, unsaved: Unsaved::default(), ..Self::new(id) }
    }

    /// Its run is read again from this chunk on. A chunk that was open is made anew, or, where it cannot be, closed
    /// as it is: `open` has its content.
    pub(super) fn resume(&mut self, from: u32, stamps: Stamps, kept: Option<Timeline>, open: Option<Bytes>) {
        match (self.open.take(), open) {
            (Some(Open::Growing(number, file)), _) => self.add(number, file.into()),
            (Some(Open::OnDisk(number, _)), Some(file)) if number < from => self.add(number, file),
            (Some(Open::OnDisk(..)) | None, _) => {}
        }
        let is_whole = self.chunks.first_key_value().is_none_or(|(&first, _)| from <= first);
        let kept = kept.filter(|_| !is_whole).unwrap_or_default();
        self.before = splice::before(kept, chunk_start(from));
        self.stamps = stamps;
        self.is_fed = true;
        self.unsaved = Unsaved { stamps: true, documents: true, open: true };
    }

    pub(super) fn id(&self) -> &SessionId {
        &self.session.id
    }

    /// Whether there is anything to be played.
    pub(super) fn is_empty(&self) -> bool {
        self.chunks.is_empty() && self.open.is_none()
    }

    pub(super) fn entry(&self) -> SessionEntry {
        let first = self.chunks.first_key_value().map(|(&number, _)| number);
        SessionEntry { start_ms: first.or(self.open_number()).map_or(0, chunk_start), ..self.session.clone() }
    }

    pub(super) fn manifest(&self) -> Manifest {
        let chunks = self.chunks.iter().map(|(&number, chunk)| (number, chunk.hash.clone()));
        Manifest { session: self.entry(), chunks: chunks.collect(), open: self.open_number() }
    }

    /// What is known of its session by now; what was known before stays where that is not told any more.
    pub(super) fn describe(&mut self, session: SessionEntry) {
        let known = std::mem::replace(&mut self.session, session);
        let now = &mut self.session;
        now.season = now.season.or(known.season);
        now.round = now.round.or(known.round);
        now.name = now.name.take().or(known.name);
        now.circuit = now.circuit.take().or(known.circuit);
        now.utc_offset_minutes = now.utc_offset_minutes.or(known.utc_offset_minutes);
        self.unsaved.documents = !self.is_gone;
        self.unsaved.open |= known.live && !now.live && !self.is_gone;
    }

    pub(super) fn mark(&mut self, timeline: Timeline) {
        self.timeline = Some(Document::of(&splice::join(&self.before, timeline)));
        self.unsaved.documents = !self.is_gone;
    }

    /// Whether a chunk is closed: nothing is added to it any more.
    pub(super) fn has_closed(&self, number: u32) -> bool {
        self.is_gone || self.chunks.contains_key(&number)
    }

    pub(super) fn newest_closed(&self) -> Option<u32> {
        self.chunks.last_key_value().map(|(&number, _)| number)
    }

    pub(super) fn push(&mut self, frame: &Encoded) {
        let Ok(length) = u16::try_from(frame.bytes.len()) else {
            tracing::error!("a frame of {} bytes is longer than a recording holds", frame.bytes.len());
            return;
        };
        let is_closed = self.has_closed(frame.chunk);
        if self.open_number().is_some_and(|number| number != frame.chunk) {
            self.close();
        }
        let file = if is_closed {
            let unlisted = self.unlisted.get_or_insert_with(|| (frame.chunk, Vec::new()));
            if unlisted.0 != frame.chunk {
                *unlisted = (frame.chunk, Vec::new());
            }
            &mut unlisted.1
        } else {
            self.unlisted = None;
            let open = self.open.get_or_insert_with(|| Open::Growing(frame.chunk, Vec::with_capacity(4096)));
            let Open::Growing(_, file) = open else { return };
            file
        };
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(&frame.bytes);
    }

    /// What spectators who join are sent: the chunk that grows.
    pub(super) fn growing(&self) -> &[u8] {
        match (&self.unlisted, &self.open) {
            (Some((_, file)), _) | (None, Some(Open::Growing(_, file))) => file,
            (None, Some(Open::OnDisk(..)) | None) => &[],
        }
    }

    fn open_number(&self) -> Option<u32> {
        self.open.as_ref().map(|(Open::Growing(number, _) | Open::OnDisk(number, _))| *number)
    }

    fn close(&mut self) {
        if let Some(Open::Growing(number, mut file)) = self.open.take() {
            file.shrink_to_fit();
            self.add(number, file.into());
            self.unsaved.documents = true;
            self.unsaved.stamps = true;
        }
    }

    fn add(&mut self, number: u32, file: Bytes) {
        let (hash, len) = (content_hash(&file), file.len() as u32);
        self.in_memory += file.len();
        self.chunks.insert(number, Chunk { hash, len, file: Some(file), is_on_disk: false });
    }

    /// Where a chunk is, if it is anywhere.
    pub(super) fn storage_of(&self, number: u32) -> Option<Storage> {
        match &self.open {
            Some(Open::Growing(open, file)) if *open == number => {
                return Some(Storage::Memory(ChunkFile { bytes: Bytes::copy_from_slice(file), hash: None }));
            }
            Some(Open::OnDisk(open, _)) if *open == number => return Some(Storage::Disk(None)),
            Some(_) | None => {}
        }
        let chunk = self.chunks.get(&number)?;
        let hash = Some(chunk.hash.clone());
        Some(match &chunk.file {
            Some(file) => Storage::Memory(ChunkFile { bytes: file.clone(), hash }),
            None => Storage::Disk(hash),
        })
    }

    /// Chunks that are not on disk yet.
    pub(super) fn unsaved_chunks(&self) -> Vec<(u32, String, Bytes)> {
        let unsaved = self.chunks.iter().filter(|(_, chunk)| !chunk.is_on_disk);
        unsaved
            .filter_map(|(&number, chunk)| Some((number, chunk.hash.clone(), chunk.file.clone()?)))
            .collect()
    }

    /// The chunk that is open, as far as it has come.
    pub(super) fn open_file(&self) -> Option<(u32, Bytes)> {
        match &self.open {
            Some(Open::Growing(number, file)) => Some((*number, Bytes::copy_from_slice(file))),
            Some(Open::OnDisk(..)) | None => None,
        }
    }

    /// A chunk is on disk now; all but the newest then leave the memory.
    pub(super) fn saved(&mut self, number: u32) {
        if let Some(chunk) = self.chunks.get_mut(&number) {
            chunk.is_on_disk = true;
        }
        self.touched = SystemTime::now();
        let cold = self.chunks.values_mut().rev().skip(HOT_CHUNKS).filter(|chunk| chunk.is_on_disk);
        for file in cold.map_while(|chunk| chunk.file.take()) {
            self.in_memory -= file.len();
        }
    }

    /// A chunk is not there after all.
    pub(super) fn lost(&mut self, number: u32) {
        self.take(number);
        self.unsaved.documents = true;
    }

    fn take(&mut self, number: u32) -> Option<Chunk> {
        let chunk = self.chunks.remove(&number)?;
        self.in_memory -= chunk.file.as_ref().map_or(0, Bytes::len);
        Some(chunk)
    }

    /// Takes the oldest chunk out, unless it is the only one.
    pub(super) fn take_oldest(&mut self) -> Option<(u32, String)> {
        if self.chunks.len() < 2 {
            return None;
        }
        self.unsaved.documents = true;
        let (&number, _) = self.chunks.first_key_value()?;
        self.take(number).map(|chunk| (number, chunk.hash))
    }

    /// Takes the oldest chunk out that is in memory alone; whether there was one.
    pub(super) fn forget_oldest(&mut self) -> bool {
        let oldest = self.chunks.iter().find(|(_, chunk)| !chunk.is_on_disk).map(|(&number, _)| number);
        oldest.and_then(|number| self.take(number)).is_some()
    }

    /// All of it has yet to be brought to the disk.
    pub(super) fn save_all(&mut self) {
        let is_kept = !self.is_gone;
        self.unsaved = Unsaved { stamps: is_kept, documents: is_kept, open: is_kept };
    }

    /// Bytes that it takes in memory.
    pub(super) fn memory_bytes(&self) -> usize {
        self.in_memory + self.growing().len()
    }

    /// Bytes of its chunks that are on disk.
    pub(super) fn disk_bytes(&self) -> u64 {
        let closed = self.chunks.values().filter(|chunk| chunk.is_on_disk).map(|chunk| u64::from(chunk.len));
        let open = match self.open {
            Some(Open::OnDisk(_, len)) => u64::from(len),
            Some(Open::Growing(..)) | None => 0,
        };
        closed.sum::<u64>() + open
    }
}
