//! Where documents go: a folder or an object store, each file replaced as a whole and only when it is another.
//!
//! Beside a document lie its `.br` and `.gz`, written before it, so that who hears of the document's change finds
//! them. What the store has is compared, not remembered: a folder that was emptied is filled again. What is published
//! no more is removed last.

use std::collections::{BTreeMap, BTreeSet};
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
    /// Documents that no longer are, such as those of a round that has another number now.
    pub removed: u64,
    /// What is held back and why.
    pub held: Vec<Held>,
}

/// A session or a season that is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its folder: `2025/1/race`, `1958`.
    pub key: String,
    /// Why, in words.
    pub reason: String,
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is held back: {}", self.key, self.reason)
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {} documents changed", self.changed, self.documents)?;
        if 0 < self.removed { write!(f, ", {} removed", self.removed) } else { Ok(()) }
    }
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
    /// Those that are left as they are, known from here or not, with what lies in the folder of their name.
    kept: BTreeSet<String>,
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
                    .map_err(|error| failed(error.to_string()))?
                    .with_automatic_cleanup(true);
                (Arc::new(store), Path::default())
            }
        };
        let (published, documents) = (Published::default(), Documents::default());
        Ok(Self { store, prefix, runtime, published, documents, before, kept: BTreeSet::new() })
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
        let kept = self.before.sums.iter().filter(|(of, _)| is_with(of, name));
        let kept: BTreeMap<String, ([u8; 32], u64)> = kept.map(|(of, sum)| (of.clone(), *sum)).collect();
        self.published.documents += kept.len() as u64;
        self.published.bytes += kept.values().map(|(_, bytes)| bytes).sum::<u64>();
        let is_known = kept.contains_key(name);
        self.documents.sums.extend(kept);
        self.kept.insert(name.to_owned());
        is_known
    }

    /// Removes documents that are published no more, once the index no longer names them: those that were published
    /// from here before, and if `has_others` whatever of our layout there is in the target.
    pub(super) fn remove_gone(&mut self, has_others: bool) -> Result<(), PublishError> {
        let there: Vec<String> =
            if has_others { self.listed()? } else { self.before.sums.keys().cloned().collect() };
        let is_published = |name: &String| {
            self.documents.sums.contains_key(name) || self.kept.iter().any(|kept| is_with(name, kept))
        };
        let gone: BTreeSet<String> = there.into_iter().filter(|name| !is_published(name)).collect();
        for name in gone {
            // Itself first: it is there as long as it is named.
            for file in [name.clone(), format!("{name}.br"), format!("{name}.gz")] {
                self.remove(&file)?;
            }
            self.published.removed += 1;
        }
        Ok(())
    }

    /// Names of the documents in the target, those of seasons and below.
    fn listed(&self) -> Result<Vec<String>, PublishError> {
        let mut folders = vec![self.prefix.clone()];
        let mut names = Vec::new();
        while let Some(folder) = folders.pop() {
            let list = self.runtime.block_on(self.store.list_with_delimiter(Some(&folder)));
            let list = list.map_err(|source| PublishError::Store { name: folder.to_string(), source })?;
            let name_of = |path: &Path| {
                let parts = path.prefix_match(&self.prefix)?;
                Some(parts.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/"))
            };
            let is_of_season =
                |path: &Path| name_of(path).is_some_and(|name| name.split('/').next().is_some_and(is_season));
            folders.extend(list.common_prefixes.into_iter().filter(is_of_season));
            let files = list.objects.into_iter().filter_map(|object| name_of(&object.location));
            names.extend(files.filter_map(|file| document_of(&file)));
        }
        Ok(names)
    }

    fn remove(&self, name: &str) -> Result<(), PublishError> {
        match self.runtime.block_on(self.store.delete(&self.path(name))) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(PublishError::Store { name: name.to_owned(), source }),
        }
    }

    /// A hash of all documents so far, whether they were written or there already, and of what is held back.
    pub(super) fn revision(&mut self, held: &[Held]) -> String {
        let mut hash = Sha256::new();
        for (name, (sum, _)) in &self.documents.sums {
            hash.update(name);
            hash.update(sum);
        }
        for held in held {
            hash.update(held.to_string());
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

/// Whether a document is another, or lies in the folder of its name as single laps do in that of `telemetry.json`.
fn is_with(name: &str, other: &str) -> bool {
    let folder = other.trim_end_matches(".json");
    name == other || name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether a folder is one of ours: four digits.
fn is_season(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The document that a file is, plain or packed; none where it is none of a season or round.
fn document_of(file: &str) -> Option<String> {
    let name = file.strip_suffix(".br").or_else(|| file.strip_suffix(".gz")).unwrap_or(file);
    let (season, rest) = name.split_once('/')?;
    let is_of_round = rest.split_once('/').is_some_and(|(round, _)| round.parse::<u8>().is_ok());
    let is_of_season = ["schedule.json", "standings.json"].contains(&rest);
    (is_season(season) && name.strip_suffix(".json").is_some() && (is_of_round || is_of_season))
        .then(|| name.to_owned())
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
    fn what_is_published_no_more_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().to_str().unwrap();
        let mut output = Output::open(to, Documents::default()).unwrap();
        let telemetry =
            ["2/race/telemetry.json", "2/race/telemetry/NOR-44.json"].map(|name| format!("2025/{name}"));
        for name in ["2025/2/race/laps.json", "2025/3/race/laps.json", "2025/standings.json", "index.json"] {
            output.put(name, &[1]).unwrap();
        }
        for name in &telemetry {
            output.put(name, &[2]).unwrap();
        }
        let foreign = ["notes/2025.json", "2025/notes.json", "2025/2/race/laps.csv"];
        for name in foreign {
            let file = folder.path().join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, "mine").unwrap();
        }
        let is_there = |name: &str| folder.path().join(name).exists();
        // By what was published from here: the round has another number.
        let mut next = Output::open(to, output.into_documents()).unwrap();
        next.put("2025/3/race/laps.json", &[1]).unwrap();
        next.put("2025/standings.json", &[1]).unwrap();
        next.put("index.json", &[3]).unwrap();
        assert!(next.keep(&telemetry[0]), "it was published from here");
        next.remove_gone(false).unwrap();
        assert_eq!(next.published().removed, 1);
        assert!(!is_there("2025/2/race/laps.json") && !is_there("2025/2/race/laps.json.br"));
        assert!(telemetry.iter().all(|name| is_there(name)) && is_there("2025/3/race/laps.json.gz"));
        // By what there is, for who knows nothing of it; what is held back is left.
        let mut other = Output::open(to, Documents::default()).unwrap();
        other.put("index.json", &[4]).unwrap();
        assert!(!other.keep(&telemetry[0]));
        other.remove_gone(true).unwrap();
        assert_eq!(other.published().removed, 2);
        assert!(!is_there("2025/3") && !is_there("2025/standings.json"));
        assert!(telemetry.iter().all(|name| is_there(name)) && is_there("index.json"));
        assert!(foreign.iter().all(|name| is_there(name)));
    }

    #[test]
    fn a_target_that_is_none_is_named() {
        let error = Output::open("ftp://host/x", Documents::default()).err().unwrap().to_string();
        assert!(error.contains("ftp://host/x"), "{error}");
    }
}
