//! Fetches sessions of the archive into a folder in which [`crate::replay`] finds them.
//!
//! The folder has the archive's own layout: below `2025/2025-03-16_Australian_Grand_Prix/2025-03-16_Race/` lies a
//! `TOPIC.jsonStream.zst` for each topic, packed with a checksum, and `gridcast.json`, which says what the folder
//! is and what the archive lacked. A file appears only when it is whole; what has come of it before lies in
//! `TOPIC.jsonStream.part` and is gone on with, if the archive still has the same version of it.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use gridcast_feed::FeedTopic;
use serde::{Deserialize, Serialize};

use super::client::{Client, ClientOptions, Watch, if_there};
use super::index::{Kept, Season, streams};
use super::wanted::{SessionName, Wanted};
use crate::SourceError;

/// The file that says what a folder is.
pub const NOTE: &str = "gridcast.json";

/// Bytes between two words of progress.
const CHUNK: usize = 64 * 1024;

/// How far a file is packed: the streams are text, and base64 of what is packed already.
const ZSTD_LEVEL: i32 = 3;

/// What a folder of a fetched session is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Note {
    /// Year.
    pub season: u16,
    /// From 1.
    pub round: u8,
    /// "R", "FP1".
    pub session: String,
    /// "Australian Grand Prix".
    pub event: String,
    /// Topics that are there, and how many bytes each has unpacked.
    pub topics: BTreeMap<String, u64>,
    /// Topics that the archive does not have of this session.
    #[serde(default)]
    pub missing: Vec<String>,
    /// Every topic is there or missing, the timing among those that are there if it is listed, and the session was
    /// over: nothing is left to ask for.
    #[serde(default)]
    pub is_complete: bool,
}

impl Note {
    /// The note of a folder; none when there is none that can be read.
    pub fn of(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(NOTE)).ok()?).ok()
    }
}

/// A fetched session.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// Where it is.
    pub folder: PathBuf,
    /// What it is.
    pub note: Note,
    /// Topics that were there already.
    pub n_there: usize,
    /// Bytes that came over the network.
    pub bytes: u64,
}

/// The archive, and the folder in which what is fetched of it is kept.
#[derive(Debug)]
pub struct Archive {
    client: Client,
    folder: PathBuf,
}

impl Archive {
    /// The archive at an address, kept in a folder.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(options: ClientOptions, folder: PathBuf) -> Result<Self, SourceError> {
        Ok(Self { client: Client::new(options)?, folder })
    }

    /// The archive's list of a season. When it cannot be had, the list that was fetched last.
    ///
    /// # Errors
    /// When it cannot be had, or is no such list.
    pub fn season(&self, year: u16, watch: &dyn Watch) -> Result<Season, SourceError> {
        let path = format!("{year}/Index.json");
        let kept = self.folder.join(&path);
        // With a list at hand nobody waits for an archive that is away.
        let asked =
            if kept.is_file() { self.client.list_once(&path) } else { self.client.list(&path, watch) };
        let not_kept = || SourceError::NotKept {
            wanted: year.to_string(),
            reason: "the archive has no list of this season".to_owned(),
        };
        let text = match asked.and_then(|text| text.ok_or_else(not_kept)) {
            Ok(text) => text,
            Err(SourceError::Stopped) => return Err(SourceError::Stopped),
            Err(error) => match fs::read(&kept) {
                Ok(text) => {
                    watch.say(&format!("{error}; going by the list that was fetched last"));
                    text
                }
                Err(_) => return Err(error),
            },
        };
        let url = self.client.url(&path)?.to_string();
        let season = Season::parse(&text).map_err(|reason| SourceError::Unexpected { url, reason })?;
        write_whole(&kept, &text)?;
        Ok(season)
    }

    /// The sessions that are wanted and kept.
    ///
    /// # Errors
    /// As [`Self::season`]; when nothing of it is kept.
    pub fn find(&self, wanted: Wanted, watch: &dyn Watch) -> Result<Vec<Kept>, SourceError> {
        let found = self.season(wanted.season, watch)?.find(wanted);
        found.map_err(|reason| SourceError::NotKept { wanted: wanted.to_string(), reason })
    }

    /// Where a session is kept once it is fetched.
    pub fn folder_of(&self, session: &Kept) -> PathBuf {
        self.folder.join(&session.path)
    }

    /// Fetches what is missing of a session; what is there is checked, and when it is all nobody is asked. A topic that
    /// the archive does not have is said and lived without; timing that it lists and does not give is asked for again
    /// the next time. Of a session that is still on all is: its files grow.
    ///
    /// # Errors
    /// When a topic cannot be had after retries, or not be written. What has come is kept.
    pub fn fetch(&self, session: &Kept, watch: &dyn Watch) -> Result<Fetched, SourceError> {
        let folder = self.folder_of(session);
        let known = Note::of(&folder).filter(|note| is_of(note, session));
        if let Some(note) = known.as_ref().filter(|note| note.is_complete && is_whole(note, &folder)) {
            return Ok(Fetched { n_there: note.topics.len(), note: note.clone(), folder, bytes: 0 });
        }
        fs::create_dir_all(&folder).map_err(writing(&folder))?;
        let path = format!("{}Index.json", session.path);
        let listed = match self.client.list(&path, watch)? {
            Some(text) => Some(streams(&text).map_err(|reason| SourceError::Unexpected {
                url: self.client.url(&path).map_or(path.clone(), |url| url.to_string()),
                reason,
            })?),
            // Some sessions have none: then every topic is asked for.
            None => None,
        };
        let mut fetched = Fetched {
            folder: folder.clone(),
            note: Note {
                season: session.season,
                round: session.round,
                session: session.name.to_string(),
                event: session.event.clone(),
                topics: known.map(|note| note.topics).unwrap_or_default(),
                missing: Vec::new(),
                is_complete: false,
            },
            n_there: 0,
            bytes: 0,
        };
        // What is there as long as nobody blocks us.
        let list = if listed.is_some() { path } else { format!("{}/Index.json", session.season) };
        let is_listed = |topic: FeedTopic| {
            listed.as_ref().is_none_or(|names| names.iter().any(|name| name == topic.name()))
        };
        for topic in FeedTopic::ALL {
            let file = folder.join(format!("{topic}.jsonStream.zst"));
            if let Some(bytes) = fetched.note.topics.remove(topic.name())
                && unpacked_bytes(&file) == Some(bytes)
            {
                fetched.n_there += 1;
                fetched.note.topics.insert(topic.name().to_owned(), bytes);
                continue;
            }
            let path = format!("{}{topic}.jsonStream", session.path);
            let bytes = if is_listed(topic) {
                self.stream(&path, &list, &file, &mut fetched.bytes, watch)?
            } else {
                None
            };
            match bytes {
                Some(bytes) => drop(fetched.note.topics.insert(topic.name().to_owned(), bytes)),
                None => fetched.note.missing.push(topic.name().to_owned()),
            }
            // After each topic: a fetch that is broken off need not check or fetch these again.
            write_note(&folder, &fetched.note)?;
        }
        if fetched.note.topics.is_empty() {
            return Err(SourceError::NotKept {
                wanted: session.to_string(),
                reason: "the archive lists it and has none of its topics".to_owned(),
            });
        }
        let timing = FeedTopic::TimingData;
        let lacks_timing =
            listed.is_some() && is_listed(timing) && !fetched.note.topics.contains_key(timing.name());
        let is_over = has_begun_long_ago(&session.starts) || has_ended(&folder);
        fetched.note.is_complete = is_over && !lacks_timing;
        if is_over {
            if lacks_timing {
                watch.say(&format!(
                    "{session} has {timing}, which the archive does not give: ask again later"
                ));
            }
            write_note(&folder, &fetched.note)?;
        } else {
            watch.say(&format!(
                "{session} is not over yet: what there is of it so far is here, ask again later"
            ));
            // The files can be played; as parts of a session they count for nothing.
            write_note(&folder, &Note { topics: BTreeMap::new(), ..fetched.note.clone() })?;
        }
        Ok(fetched)
    }

    /// Fetches one topic; returns how many bytes it has, or none when the archive does not have it. `list` is a list that
    /// it has.
    fn stream(
        &self,
        path: &str,
        list: &str,
        file: &Path,
        came: &mut u64,
        watch: &dyn Watch,
    ) -> Result<Option<u64>, SourceError> {
        let part = file.with_extension("part");
        let attempt = || match self.download(path, &part, came, watch) {
            Err(refused @ SourceError::Refused { status: 403, .. }) => {
                // Whoever blocks us refuses the list, too, which is there.
                if self.client.list_once(list)?.is_some() { Ok(None) } else { Err(refused) }
            }
            downloaded => if_there(downloaded),
        };
        if self.client.patiently(watch, attempt)?.is_none() {
            return Ok(None);
        }
        let bytes = pack(&part, file)?;
        for done in [part.clone(), version_file(&part)] {
            fs::remove_file(&done).map_err(writing(&done))?;
        }
        Ok(Some(bytes))
    }

    /// One attempt to bring the rest of a file into its part.
    fn download(
        &self,
        path: &str,
        part: &Path,
        came: &mut u64,
        watch: &dyn Watch,
    ) -> Result<(), SourceError> {
        let url = self.client.url(path)?.to_string();
        let have = fs::metadata(part).map_or(0, |of| of.len());
        let version = fs::read_to_string(version_file(part)).ok();
        let from = version.as_deref().filter(|_| 0 < have).map(|version| (have, version));
        let mut rest = match self.client.ask(path, from) {
            // All of it had come, and nobody had taken note of it; or it has become shorter.
            Err(SourceError::Refused { status: 416, .. }) if from.is_some() => self.client.ask(path, None)?,
            asked => asked?,
        };
        if rest.from != have && rest.from != 0 {
            return Err(SourceError::Unexpected {
                url,
                reason: format!("byte {} where {have} is next", rest.from),
            });
        }
        let mut out = OpenOptions::new().create(true).append(true).open(part).map_err(writing(part))?;
        out.set_len(rest.from).map_err(writing(part))?;
        // Without a version a part cannot be gone on with.
        write_whole(&version_file(part), rest.version.as_deref().unwrap_or_default().as_bytes())?;
        let mut body = rest.body.as_reader();
        let mut chunk = vec![0; CHUNK];
        let mut bytes = rest.from;
        loop {
            let n = match body.read(&mut chunk) {
                Ok(0) => break,
                Ok(n) => n,
                Err(error) => return Err(SourceError::Unreachable { url, reason: error.to_string() }),
            };
            out.write_all(chunk.get(..n).unwrap_or_default()).map_err(writing(part))?;
            bytes += n as u64;
            *came += n as u64;
            watch.at(path, bytes, rest.total);
            if watch.is_stopped() {
                return Err(SourceError::Stopped);
            }
        }
        if let Some(total) = rest.total
            && total != bytes
        {
            return Err(SourceError::Unreachable {
                url,
                reason: format!("it ended after {bytes} of {total} bytes"),
            });
        }
        if let Err(reason) = check_form(part) {
            // What is there is no part of the file.
            fs::remove_file(part).map_err(writing(part))?;
            return Err(SourceError::Unexpected { url, reason });
        }
        Ok(())
    }
}

fn is_of(note: &Note, session: &Kept) -> bool {
    note.season == session.season
        && note.round == session.round
        && note.session.parse::<SessionName>() == Ok(session.name)
}

/// Whether a session that began at a time by the clock at the track is over whatever its topics say: a day has passed,
/// wherever on Earth the track is.
fn has_begun_long_ago(starts: &str) -> bool {
    // Local clocks are up to 14 hours ahead of UTC, up to 12 behind it.
    let anywhere = jiff::SignedDuration::from_hours(24 + 14);
    let begun = starts.parse::<jiff::civil::DateTime>();
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).datetime();
    // Where no time is told nobody knows, and a session is not fetched anew for ever.
    begun.map_or(true, |begun| begun.checked_add(anywhere).is_ok_and(|over| over < now))
}

/// Whether a fetched session says that it has ended. Its topics come to an end some minutes later.
fn has_ended(folder: &Path) -> bool {
    let file = folder.join(format!("{}.jsonStream.zst", FeedTopic::SessionStatus));
    let text = File::open(file).and_then(zstd::decode_all).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    ["\"Finalised\"", "\"Ends\""].iter().any(|word| text.contains(word))
}

/// Whether every topic of a note is there, undamaged.
fn is_whole(note: &Note, folder: &Path) -> bool {
    let is_there = |(topic, bytes): (&String, &u64)| {
        FeedTopic::parse(topic).is_some()
            && unpacked_bytes(&folder.join(format!("{topic}.jsonStream.zst"))) == Some(*bytes)
    };
    !note.topics.is_empty() && note.topics.iter().all(is_there)
}

/// Where the version of a part is written.
fn version_file(part: &Path) -> PathBuf {
    part.with_extension("version")
}

/// Whether a stream begins as one does: a time, then JSON.
fn check_form(file: &Path) -> Result<(), String> {
    let open = File::open(file).map_err(|error| error.to_string())?;
    let mut first = Vec::new();
    BufReader::new(open).take(64).read_until(b'\n', &mut first).map_err(|error| error.to_string())?;
    let line = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    let is_time = line.len() < 12
        || line.iter().zip(b"00:00:00.000").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == form,
        });
    if line.trim_ascii_start().starts_with(b"<") {
        Err("HTML, where a topic's lines should be".to_owned())
    } else if is_time {
        Ok(())
    } else {
        Err(format!("a topic's line begins with its time, this with {:?}", String::from_utf8_lossy(line)))
    }
}

/// Packs a file, whole or not at all; returns how many bytes it has unpacked.
fn pack(from: &Path, to: &Path) -> Result<u64, SourceError> {
    let beside = to.with_extension("packing");
    let packed = || -> std::io::Result<u64> {
        let mut encoder = zstd::Encoder::new(BufWriter::new(File::create(&beside)?), ZSTD_LEVEL)?;
        encoder.include_checksum(true)?;
        let bytes = std::io::copy(&mut File::open(from)?, &mut encoder)?;
        let file = encoder.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all()?;
        fs::rename(&beside, to)?;
        Ok(bytes)
    };
    packed().map_err(writing(to))
}

/// How many bytes a packed file has unpacked; none when it is missing or damaged.
fn unpacked_bytes(file: &Path) -> Option<u64> {
    let mut decoder = zstd::Decoder::new(File::open(file).ok()?).ok()?;
    std::io::copy(&mut decoder, &mut std::io::sink()).ok()
}

fn write_note(folder: &Path, note: &Note) -> Result<(), SourceError> {
    let text = serde_json::to_vec_pretty(note).unwrap_or_default();
    write_whole(&folder.join(NOTE), &text)
}

/// Writes a small file, whole or not at all.
fn write_whole(file: &Path, bytes: &[u8]) -> Result<(), SourceError> {
    let beside = file.with_extension("new");
    let written = || {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&beside, bytes)?;
        fs::rename(&beside, file)
    };
    written().map_err(writing(file))
}

fn writing(file: &Path) -> impl Fn(std::io::Error) -> SourceError {
    let file = file.to_owned();
    move |source| SourceError::Write { file: file.clone(), source }
}
