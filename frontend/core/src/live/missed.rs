//! What of the session that arrives never arrived: chunks that began or went by while the stream was cut. They are
//! fetched as files, so that a page that was cut off has in the end what any other has.
//!
//! [`Live`] also takes chunk files in the stream's place here.

use gridcast_shared::ids::SessionId;
use gridcast_shared::wire::split_frames;

use super::Live;

/// Most chunks before the newest that are fetched, ten minutes; what is older is fetched when the viewer goes there.
const MAX_MISSED: u32 = 60;

/// What is missing.
#[derive(Debug, Default)]
pub(super) struct Missed {
    /// Whether the stream was cut since the last key frame.
    is_cut: bool,
    /// Chunks that are to be fetched.
    chunks: Vec<u32>,
    /// Between these chunks some may have gone by; the list of all says which.
    between: Option<(u32, u32)>,
    /// Whether that list has not been asked for.
    wants_list: bool,
}

impl Missed {
    /// A chunk begins after another; that one, if the stream was cut in it.
    pub(super) fn begins(&mut self, before: Option<u32>, chunk: u32) -> Option<u32> {
        let before = before.filter(|before| *before < chunk);
        let torn = before.filter(|_| self.is_cut);
        self.is_cut = false;
        if let Some(torn) = torn {
            self.chunks.push(torn);
            let first = self.between.map_or(torn, |(first, _)| first.min(torn));
            self.between = Some((first, chunk));
            self.wants_list = true;
        }
        torn
    }

    /// The chunks that are to be fetched.
    pub(super) fn chunks(&self) -> &[u32] {
        &self.chunks
    }

    /// Whether a chunk was to be fetched; it is not any more.
    pub(super) fn take(&mut self, chunk: u32) -> bool {
        let before = self.chunks.len();
        self.chunks.retain(|missed| *missed != chunk);
        self.chunks.len() != before
    }
}

impl Live {
    /// The stream was cut: what follows may not join on to what came.
    pub fn on_cut(&mut self) {
        self.missed.is_cut = true;
    }

    /// A frame of the stream comes. Joined again by its key frame, it comes otherwise than what was before: not in a hole,
    /// and not by files.
    pub(super) fn on_stream(&mut self, frame: &[u8]) {
        if self.missed.is_cut && frame.get(1) == Some(&0) {
            self.clock.forget_batches();
        }
    }

    /// The session that arrives, and its newest chunk of which something has come.
    pub fn arriving(&self) -> Option<(&SessionId, u32)> {
        Some((&self.arriving.as_ref()?.id, self.chunk?))
    }

    /// Whether the session's chunks are to be listed, since some may have gone by; true once each time.
    pub fn wants_list(&mut self) -> bool {
        std::mem::take(&mut self.missed.wants_list)
    }

    /// Takes a chunk file in the stream's place: the chunk that arrives, or the next. Whether anything of it was new.
    pub fn on_stream_file(&mut self, file: &[u8], closed: bool, now_ms: f64) -> bool {
        let before_ms = self.last_news_ms;
        for frame in split_frames(file) {
            // What is broken ends the chunk; the next time it is whole, or the next chunk is.
            if self.on_frame(frame, now_ms).is_err() {
                break;
            }
        }
        self.missed.is_cut = !closed;
        self.last_news_ms != before_ms
    }

    /// Takes note of the chunks that exist: those that went by are to be fetched.
    pub(super) fn list_missed(&mut self, run: u32, listed: &[u32]) {
        let Some((first, last)) = self.missed.between.filter(|_| run == self.run) else { return };
        self.missed.between = None;
        let first = first.max(last.saturating_sub(MAX_MISSED));
        for chunk in listed.iter().filter(|chunk| (first..last).contains(chunk)) {
            if !self.missed.chunks.contains(chunk) && self.store.lacks((run, *chunk)) {
                self.missed.chunks.push(*chunk);
            }
        }
    }
}
