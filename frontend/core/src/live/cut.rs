//! A stream that is cut and joined again, and chunk files in its place.

use gridcast_shared::ids::SessionId;
use gridcast_shared::wire::split_frames;

use super::Live;

impl Live {
    /// The stream was cut, or skips something: what follows may not join on to what came.
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
}
