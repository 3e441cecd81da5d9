//! What of the session that arrives never arrived: chunks that began or went by while the stream was cut, or that the
//! gateway passed over, since more came at once than can be watched, or since this page fell behind. They are fetched as
//! files, so that a page that was cut off, or stayed over an outage, has in the end what any other has.

use gridcast_shared::units::chunk_start;

/// Most chunks before the newest that are fetched, half an hour; what is older is fetched when the viewer goes there.
const MAX_MISSED: u32 = 180;

/// The end of a chunk may have been passed over when nothing came that is dated within so much before the next one, ms
/// of a session told as it happens: the live feed has a batch a second.
const HOLE_MS: f64 = 2_500.0;

/// What is missing.
#[derive(Debug, Default)]
pub(super) struct Missed {
    /// Whether the stream was cut since the last key frame.
    pub(super) is_cut: bool,
    /// Chunks that are to be fetched.
    chunks: Vec<u32>,
    /// Between these chunks some may have gone by; the list of all says which.
    between: Option<(u32, u32)>,
    /// Whether that list has not been asked for.
    pub(super) wants_list: bool,
}

impl Missed {
    /// A chunk begins after another, of which what arrived is dated up to `arrived_ms`; that one, if the rest of it was
    /// missed, or may have been. `rate` is the session's pace.
    pub(super) fn begins(
        &mut self,
        before: Option<u32>,
        chunk: u32,
        arrived_ms: Option<i64>,
        rate: f64,
    ) -> Option<u32> {
        let before = before.filter(|before| *before < chunk);
        let went_by = |before: &u32| before + 1 < chunk;
        let short_ms = arrived_ms.map_or(0, |arrived_ms| chunk_start(chunk) - arrived_ms) as f64;
        let ends_early = HOLE_MS * rate.max(1.0) < short_ms;
        let torn = before.filter(|before| self.is_cut || ends_early || went_by(before));
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
