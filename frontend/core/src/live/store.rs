//! The frames of the sessions as bytes, by chunk: what came through the socket and what was fetched as files. Any moment
//! is decoded anew from here.

use gridcast_shared::wire::split_frames;

use crate::by_key::ByKey;

/// Most bytes that are kept; a whole race has under 3 MB. What is farthest from the moment shown goes first.
const MAX_BYTES: usize = 5 * 1024 * 1024;

/// A chunk of a run: which of the sessions that this page has seen, and the chunk's number.
pub(super) type Key = (u32, u32);

/// The frames.
#[derive(Debug, Default)]
pub(super) struct Store {
    chunks: ByKey<Key, Chunk>,
    /// Chunks that exist, here or as files.
    known: ByKey<Key, ()>,
    bytes: usize,
}

/// A chunk's frames from its key frame on, as far as they are here.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    /// The frames, each whole.
    pub(super) frames: Vec<Box<[u8]>>,
    /// Whether nothing is to come any more.
    pub(super) closed: bool,
    /// Raised when frames that were here became others: whoever reads begins the chunk anew.
    pub(super) edition: u32,
    /// Whether frames were missed.
    torn: bool,
}

impl Store {
    /// Adds a frame that came through the socket; whether by it the chunk was cut into other frames than before.
    pub(super) fn push(&mut self, key: Key, index: u8, frame: &[u8], near: Key) -> bool {
        if index == 0 && self.chunks.get(key).is_none() {
            // The chunk before has come to its end, if it was whole.
            let before = self.chunks.before_mut(key);
            if let Some((_, chunk)) = before.filter(|(before, _)| before.0 == key.0) {
                chunk.closed |= !chunk.torn;
            }
        }
        self.known.insert(key, ());
        let chunk = self.chunks.or_default(key);
        let index = usize::from(index);
        let edition = chunk.edition;
        match chunk.frames.get(index) {
            Some(known) if **known == *frame => return false,
            Some(_) => {
                for gone in chunk.frames.drain(index..) {
                    self.bytes -= gone.len();
                }
                (chunk.edition, chunk.closed) = (chunk.edition + 1, false);
            }
            None => {}
        }
        if index == chunk.frames.len() && !chunk.closed {
            chunk.frames.push(frame.into());
            self.bytes += frame.len();
        } else {
            chunk.torn = true;
        }
        let is_cut_anew = edition != chunk.edition;
        self.keep_within(near);
        is_cut_anew
    }

    /// Adds a chunk file; `closed` says whether it will not grow any more.
    pub(super) fn insert(&mut self, key: Key, file: &[u8], closed: bool, near: Key) {
        self.known.insert(key, ());
        let chunk = self.chunks.or_default(key);
        let frames: Vec<Box<[u8]>> = split_frames(file).map(Into::into).collect();
        let alike = chunk.frames.iter().zip(&frames).all(|(own, other)| own == other);
        if !alike || chunk.frames.len() < frames.len() {
            self.bytes += frames.iter().map(|frame| frame.len()).sum::<usize>();
            self.bytes -= chunk.frames.iter().map(|frame| frame.len()).sum::<usize>();
            chunk.edition += u32::from(!alike);
            chunk.frames = frames;
        }
        (chunk.closed, chunk.torn) = (chunk.closed || closed, false);
        self.keep_within(near);
    }

    /// Says that frames of a chunk were missed.
    pub(super) fn tear(&mut self, key: Key) {
        self.chunks.or_default(key).torn = true;
    }

    /// Says that a chunk cannot be had: what is here of it is all there is.
    pub(super) fn give_up(&mut self, key: Key) {
        let chunk = self.chunks.or_default(key);
        (chunk.closed, chunk.torn) = (true, false);
    }

    /// Says which chunks of a run exist.
    pub(super) fn know(&mut self, run: u32, chunks: impl IntoIterator<Item = u32>) {
        for chunk in chunks {
            self.known.insert((run, chunk), ());
        }
    }

    /// A chunk, if something of it is here.
    pub(super) fn chunk(&self, key: Key) -> Option<&Chunk> {
        self.chunks.get(key)
    }

    /// The chunk that exists next after one of a run.
    pub(super) fn after(&self, (run, chunk): Key) -> Option<u32> {
        let from = (run, chunk.checked_add(1)?);
        self.known.between(from, (run, u32::MAX)).first().map(|known| known.0.1)
    }

    /// The last chunk that exists at or before one; else the first of its run.
    pub(super) fn at(&self, (run, chunk): Key) -> Option<u32> {
        let before = self.known.between((run, 0), (run, chunk)).last();
        before.or_else(|| self.known.between((run, 0), (run, u32::MAX)).first()).map(|known| known.0.1)
    }

    /// The first and the last chunk of a run.
    pub(super) fn ends(&self, run: u32) -> Option<(u32, u32)> {
        let all = self.known.between((run, 0), (run, u32::MAX));
        Some((all.first()?.0.1, all.last()?.0.1))
    }

    /// Whether a chunk has to be fetched to be read to its end.
    pub(super) fn lacks(&self, key: Key) -> bool {
        match self.chunks.get(key) {
            None => true,
            Some(chunk) => !chunk.closed && (self.after(key).is_some() || chunk.frames.is_empty()),
        }
    }

    fn keep_within(&mut self, near: Key) {
        while MAX_BYTES < self.bytes {
            let ends = [self.chunks.all().first(), self.chunks.all().last()];
            let far = |key: &Key| (key.0.abs_diff(near.0), key.1.abs_diff(near.1));
            let farthest = ends.into_iter().flatten().map(|(key, _)| *key).max_by_key(far);
            let Some(gone) = farthest.and_then(|key| self.chunks.remove(key)) else { return };
            self.bytes -= gone.frames.iter().map(|frame| frame.len()).sum::<usize>();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEAR: Key = (0, 7);

    fn file(frames: &[&[u8]]) -> Vec<u8> {
        frames.iter().flat_map(|frame| [&(frame.len() as u16).to_le_bytes()[..], frame].concat()).collect()
    }

    #[test]
    fn a_chunk_is_whole_when_the_next_begins_unless_something_was_missed() {
        let mut store = Store::default();
        for (chunk, index) in [(7, 0), (7, 1), (8, 0), (8, 2), (9, 0)] {
            store.push((0, chunk), index, &[index], NEAR);
        }
        assert_eq!([7, 8, 9].map(|chunk| store.lacks((0, chunk))), [false, true, false]);
        store.insert((0, 8), &file(&[&[0], &[1], &[2]]), true, NEAR);
        assert_eq!((store.lacks((0, 8)), store.chunk((0, 8)).unwrap().frames.len()), (false, 3));
        assert_eq!(store.chunk((0, 8)).unwrap().edition, 0, "what was read of it stays true");
        store.push((0, 8), 0, &[9], NEAR);
        assert_eq!(store.chunk((0, 8)).unwrap().edition, 1, "cut anew");
    }

    #[test]
    fn runs_are_kept_apart_and_moments_between_chunks_are_of_the_one_before() {
        let mut store = Store::default();
        store.know(0, [3, 4, 9]);
        store.know(1, [1]);
        assert_eq!((store.at((0, 7)), store.at((0, 1)), store.at((2, 7))), (Some(4), Some(3), None));
        assert_eq!((store.after((0, 4)), store.after((0, 9)), store.ends(0)), (Some(9), None, Some((3, 9))));
        assert!(store.lacks((0, 4)));
        store.give_up((0, 4));
        assert!(!store.lacks((0, 4)));
    }

    #[test]
    fn what_is_farthest_away_gives_way() {
        let mut store = Store::default();
        let frame = vec![1; 60_000];
        for chunk in 0..200 {
            store.insert((0, chunk), &file(&[&frame]), true, (0, 199));
        }
        assert!(store.bytes <= MAX_BYTES && store.chunk((0, 0)).is_none() && store.chunk((0, 199)).is_some());
        assert!(store.lacks((0, 0)), "it can be fetched again");
        store.insert((0, 0), &file(&[&frame]), true, (0, 0));
        assert!(store.chunk((0, 0)).is_some() && store.chunk((0, 199)).is_none());
    }
}
