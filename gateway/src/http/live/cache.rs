//! The JSON of the present state, rendered at most once a sequence, whoever asks.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::json::LiveJson;
use crate::content::content_hash;
use crate::hub::Snapshot;

/// The newest document, and the sequence it is of.
#[derive(Debug, Default)]
pub struct LiveCache {
    /// Guards the text; held while it is rendered, so that a crowd renders it once.
    newest: Mutex<Option<(u64, Rendered)>>,
}

/// A document as it is sent.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// JSON.
    pub text: Bytes,
    /// The `ETag` of this text, with its quotes: the same on every gateway that has the same to tell.
    pub etag: String,
}

impl LiveCache {
    /// The document of a snapshot.
    pub fn render(&self, snapshot: &Snapshot) -> Rendered {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sequence, rendered)) = &*newest
            && *sequence == snapshot.sequence
        {
            return rendered.clone();
        }
        let text = Bytes::from(serde_json::to_vec(&LiveJson::from(snapshot)).unwrap_or_default());
        let rendered = Rendered { etag: format!("\"{}\"", content_hash(&text)), text };
        *newest = Some((snapshot.sequence, rendered.clone()));
        rendered
    }
}

#[cfg(test)]
mod tests {
    use gridcast_shared::intervals::LapIntervals;

    use super::*;
    use crate::hub::SourceState;
    use crate::race::Log;

    fn snapshot(sequence: u64, date_ms: i64) -> Snapshot {
        Snapshot {
            sequence,
            race: None,
            intervals: LapIntervals::default(),
            log: Log::default(),
            date_ms,
            source: SourceState::Following,
            is_silent: false,
        }
    }

    #[test]
    fn a_sequence_is_rendered_once() {
        let cache = LiveCache::default();
        let first = cache.render(&snapshot(1, 895));
        assert_eq!(first.text.as_ptr(), cache.render(&snapshot(1, 895)).text.as_ptr());
        assert_ne!(first.text.as_ptr(), cache.render(&snapshot(2, 895)).text.as_ptr());
    }

    #[test]
    fn the_etag_is_of_the_content_not_of_a_count() {
        let etag = |sequence, date_ms| LiveCache::default().render(&snapshot(sequence, date_ms)).etag;
        assert_eq!(etag(7, 895), etag(12, 895), "the same race, after a restart or on another gateway");
        assert_ne!(etag(7, 895), etag(7, 896), "another race at the same count");
    }
}
