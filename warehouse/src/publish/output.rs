//! Where documents go: a folder or an object store, each file replaced as a whole and only when it is another.
//!
//! Beside a document lie its `.br` and `.gz`, written before it, so that who hears of the document's change finds
//! them. What the store has is compared, not remembered: a folder that was emptied is filled again.

use std::io::Write;
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tokio::runtime::Runtime;
use url::Url;

use super::error::PublishError;

/// Brotli's quality: nearly the smallest, at a tenth of the time of the smallest.
const BROTLI_QUALITY: i32 = 9;
const BROTLI_WINDOW: i32 = 22;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Documents that there are.
    pub documents: u64,
    /// Of which so many are new or another than before.
    pub changed: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Bytes of those that were compressed anew, by brotli.
    pub changed_brotli_bytes: u64,
}

/// An open target.
pub(super) struct Output {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
    published: Published,
    /// Of all names and contents so far.
    hash: Sha256,
}

impl Output {
    /// Opens a folder, made where there is none, or the URL of an object store.
    pub(super) fn open(to: &str) -> Result<Self, PublishError> {
        let failed = |reason: String| PublishError::Target { to: to.to_owned(), reason };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| failed(error.to_string()))?;
        let (store, prefix): (Arc<dyn ObjectStore>, Path) = match Url::parse(to) {
            // A path on Windows has a scheme of one letter.
            Ok(url) if 1 < url.scheme().len() => {
                let variables = std::env::vars().map(|(name, value)| (name.to_lowercase(), value));
                let opened = object_store::parse_url_opts(&url, variables);
                let (store, prefix) = opened.map_err(|error| failed(error.to_string()))?;
                (store.into(), prefix)
            }
            _ => {
                std::fs::create_dir_all(to).map_err(|error| failed(error.to_string()))?;
                let store = object_store::local::LocalFileSystem::new_with_prefix(to)
                    .map_err(|error| failed(error.to_string()))?;
                (Arc::new(store), Path::default())
            }
        };
        Ok(Self { store, prefix, runtime, published: Published::default(), hash: Sha256::new() })
    }

    /// Writes a document, if it is another than the one that is there.
    pub(super) fn put<T: Serialize>(&mut self, name: &str, document: &T) -> Result<(), PublishError> {
        let text = serde_json::to_vec(document)
            .map_err(|error| PublishError::Document { name: name.to_owned(), reason: error.to_string() })?;
        self.published.documents += 1;
        self.published.bytes += text.len() as u64;
        self.hash.update(name);
        self.hash.update(Sha256::digest(&text));
        if self.read(name)?.is_some_and(|there| there == text) {
            return Ok(());
        }
        let failed = |error: std::io::Error| PublishError::Document {
            name: name.to_owned(),
            reason: error.to_string(),
        };
        let packed = brotli_of(&text).map_err(failed)?;
        self.published.changed_brotli_bytes += packed.len() as u64;
        self.write(&format!("{name}.br"), packed)?;
        self.write(&format!("{name}.gz"), gzip_of(&text).map_err(failed)?)?;
        self.write(name, text)?;
        self.published.changed += 1;
        Ok(())
    }

    /// What there is under a name.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, PublishError> {
        let path = self.path(name);
        let read = self.runtime.block_on(async { self.store.get(&path).await?.bytes().await });
        match read {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(source) => Err(PublishError::Store { name: name.to_owned(), source }),
        }
    }

    /// A hash of all documents so far, whether they were written or there already.
    pub(super) fn revision(&self) -> String {
        let hash = self.hash.clone().finalize();
        hash.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// What was written so far.
    pub(super) fn published(&self) -> Published {
        self.published
    }

    fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), PublishError> {
        let path = self.path(name);
        let put = self.store.put(&path, PutPayload::from(bytes));
        self.runtime
            .block_on(put)
            .map(drop)
            .map_err(|source| PublishError::Store { name: name.to_owned(), source })
    }

    fn path(&self, name: &str) -> Path {
        name.split('/').fold(self.prefix.clone(), Path::join)
    }
}

fn brotli_of(text: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut packed = Vec::with_capacity(text.len() / 4);
    let params = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW,
        size_hint: text.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &text[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip_of(text: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(text.len() / 3), Compression::best());
    encoder.write_all(text)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_document_is_written_once_and_again_when_it_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let marts = folder.path().join("deep/marts");
        let mut output = Output::open(marts.to_str().unwrap()).unwrap();
        output.put("2025/1/telemetry/NOR-44.json", &[1, 2, 3]).unwrap();
        let file = marts.join("2025/1/telemetry/NOR-44.json");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[1,2,3]");
        let written = std::fs::metadata(&file).unwrap().modified().unwrap();
        output.put("2025/1/telemetry/NOR-44.json", &[1, 2, 3]).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().modified().unwrap(), written);
        output.put("2025/1/telemetry/NOR-44.json", &[4]).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "[4]");
        let published = output.published();
        assert_eq!((published.documents, published.changed), (3, 2));

        let mut plain = Vec::new();
        let packed = std::fs::read(file.with_extension("json.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut plain).unwrap();
        assert_eq!(plain, b"[4]");
        let packed = std::fs::read(file.with_extension("json.gz")).unwrap();
        let mut plain = String::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_string(&mut plain).unwrap();
        assert_eq!(plain, "[4]");
        // Nothing half-written stays behind.
        assert_eq!(std::fs::read_dir(file.parent().unwrap()).unwrap().count(), 3);
    }

    #[test]
    fn a_target_that_is_none_is_named() {
        let error = Output::open("ftp://host/x").err().unwrap().to_string();
        assert!(error.contains("ftp://host/x"), "{error}");
    }
}
