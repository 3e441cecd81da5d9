//! Where documents go: a folder or an object store, each file replaced as a whole and only when it is another.
//!
//! Beside a document lie its `.br` and `.gz`, written before it, so that who hears of the document's change finds
//! them. What the store has is compared, not remembered: a folder that was emptied is filled again.

use std::collections::BTreeMap;
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Documents that there are.
    pub documents: u64,
    /// Of which so many are new or another than before.
    pub changed: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Bytes of those that were compressed anew, by brotli.
    pub changed_brotli_bytes: u64,
    /// What is held back and why.
    pub held: Vec<String>,
}

/// An open target.
pub(super) struct Output {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
    published: Published,
    /// Documents so far, by name.
    documents: Documents,
    /// Those that were published from here the last time.
    before: Documents,
}

/// Documents that were published from here.
#[derive(Clone, Debug, Default)]
pub(super) struct Documents {
    /// Hash and bytes of each, by name.
    sums: BTreeMap<String, ([u8; 32], u64)>,
    /// What the index said of all of them.
    revision: Option<String>,
}

impl Output {
    /// Opens a folder, made where there is none, or the URL of an object store. `before` is what the last one
    /// published.
    pub(super) fn open(to: &str, before: Documents) -> Result<Self, PublishError> {
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
        let (published, documents) = (Published::default(), Documents::default());
        Ok(Self { store, prefix, runtime, published, documents, before })
    }

    /// Writes a document, if it is another than the one that is there.
    pub(super) fn put<T: Serialize>(&mut self, name: &str, document: &T) -> Result<(), PublishError> {
        let text = serde_json::to_vec(document)
            .map_err(|error| PublishError::Document { name: name.to_owned(), reason: error.to_string() })?;
        self.published.documents += 1;
        self.published.bytes += text.len() as u64;
        self.documents.sums.insert(name.to_owned(), (Sha256::digest(&text).into(), text.len() as u64));
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

    /// Leaves a document as it was published before, with those in the folder of its name; whether it was.
    pub(super) fn keep(&mut self, name: &str) -> bool {
        let folder = format!("{}/", name.trim_end_matches(".json"));
        let is_kept = |of: &&String| *of == name || of.starts_with(&folder);
        let kept: Documents = Documents {
            sums: self
                .before
                .sums
                .iter()
                .filter(|(of, _)| is_kept(of))
                .map(|(of, sum)| (of.clone(), *sum))
                .collect(),
            revision: None,
        };
        self.published.documents += kept.sums.len() as u64;
        self.published.bytes += kept.sums.values().map(|(_, bytes)| bytes).sum::<u64>();
        let is_known = kept.sums.contains_key(name);
        self.documents.sums.extend(kept.sums);
        is_known
    }

    /// A hash of all documents so far, whether they were written or there already, and of what else is said.
    pub(super) fn revision(&mut self, said: &[String]) -> String {
        let mut hash = Sha256::new();
        for (name, (sum, _)) in &self.documents.sums {
            hash.update(name);
            hash.update(sum);
        }
        for text in said {
            hash.update(text);
        }
        let hash = hash.finalize();
        let text = hash.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        self.documents.revision = Some(text.clone());
        text
    }

    /// The revision that was published from here the last time.
    pub(super) fn last_revision(&self) -> Option<&String> {
        self.before.revision.as_ref()
    }

    /// What is published now, for the next time.
    pub(super) fn into_documents(self) -> Documents {
        self.documents
    }

    /// What was written so far.
    pub(super) fn published(&self) -> Published {
        self.published.clone()
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
        let mut output = Output::open(marts.to_str().unwrap(), Documents::default()).unwrap();
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
        let error = Output::open("ftp://host/x", Documents::default()).err().unwrap().to_string();
        assert!(error.contains("ftp://host/x"), "{error}");
    }
}
