//! What is read of a recording: its files.

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use crate::content::content_hash;

/// A chunk as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkFile {
    /// Frames, each with its length (u16, little-endian) before it.
    pub bytes: Bytes,
    /// What stands for its content, once it is closed and will never change.
    pub hash: Option<String>,
}

/// A JSON document, and what stands for its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// JSON.
    pub text: Bytes,
    /// Hash of the text.
    pub hash: String,
    /// The text compressed, once anybody has asked for that.
    gzip: Arc<OnceLock<Bytes>>,
}

impl Document {
    /// The document that says this.
    pub fn of(content: &impl Serialize) -> Self {
        let text = Bytes::from(serde_json::to_vec(content).unwrap_or_default());
        Self { hash: content_hash(&text), text, gzip: Arc::default() }
    }

    /// The text compressed by gzip; made once, whoever asks.
    pub fn gzip(&self) -> Bytes {
        let compressed = self.gzip.get_or_init(|| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            // Writing to memory cannot fail.
            encoder.write_all(&self.text).ok();
            encoder.finish().unwrap_or_default().into()
        });
        compressed.clone()
    }
}
