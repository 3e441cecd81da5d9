//! What of the session that arrives never arrived: chunks that began or went by while the stream was cut, or that the
//! gateway said it skipped, since more came at once than can be watched, or since this page fell behind. They are fetched
//! as files, so that a page that was cut off, or stayed over an outage, has in the end what any other has.

/// Most chunks before the newest that are fetched, half an hour; what is older is fetched when the viewer goes there.
const MAX_MISSED: u32 = 180;

/// What is missing.
#[derive(Debug, Default)]
pub(super) struct Missed {
    /// Whether the stream was cut, or skipped something, since the last key frame.
    pub(super) is_cut: bool,
    /// Chunks that are to be fetched.
    chunks: Vec<u32>,
    /// Between these chunks some may have gone by; the list of all says which.
    between: Option<(u32, u32)>,
    /// Whether that list has not been asked for.
    pub(super) wants_list: bool,
}

impl Missed {
    /// A chunk begins after another; that one, if the rest of it was missed, or may have been.
    pub(super) fn begins(&mut self, before: Option<u32>, chunk: u32) -> Option<u32> {
        let torn = before.filter(|before| self.is_cut && *before < chunk);
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

    /// Takes note of the chunks that exist: those that went by, and that are lacked, are to be fetched.
    pub(super) fn list(&mut self, listed: &[u32], is_lacked: impl Fn(u32) -> bool) {
        let Some((first, last)) = self.between.take() else { return };
        let first = first.max(last.saturating_sub(MAX_MISSED));
        for chunk in listed.iter().filter(|chunk| (first..last).contains(chunk)) {
            if !self.chunks.contains(chunk) && is_lacked(*chunk) {
                self.chunks.push(*chunk);
            }
        }
    }
}
