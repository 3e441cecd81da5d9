//! From files, or from the simulator, into staging without Kafka.
//!
//! A file is a topic of one partition, -1: its name is made of the topic's, the file's and a hash of its first
//! line, a record's offset is its line from 0. Imported again, a file adds only the lines that are new; a last
//! line without an end that is no record yet is left for then. A file whose lines were corrected, or
//! became fewer, is read again whole: the models take the newest record of each lap and instant. What a file no longer
//! has stays in staging.

mod lines;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use duckdb::{Connection, OptionalExt};
use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_producer::{SourceError, Timed};
use gridcast_shared::topics::{Record, Topic};
use sha2::{Digest, Sha256};

use crate::batch::{BATCH_ROWS, Batch, Counts, Offsets, Origin, Reached, read_offsets};
use crate::progress::Progress;
use crate::stop::Stop;
use lines::Lines;

/// Partition of what does not come from Kafka.
pub const NO_PARTITION: i32 = -1;

/// Most lines that are not understood and are told one by one.
const TOLD_ERRORS: u64 = 10;

/// What to import.
#[derive(Clone, Debug, Default, Args)]
pub struct ImportOptions {
    /// Records of `f1_tele`, JSON lines, plain or zstd; may be repeated, as all of these
    #[arg(long, value_name = "FILE")]
    pub tele: Vec<PathBuf>,
    /// Records of `f1_laps`
    #[arg(long, value_name = "FILE")]
    pub laps: Vec<PathBuf>,
    /// Records of `f1_session`
    #[arg(long, value_name = "FILE")]
    pub session: Vec<PathBuf>,
    /// Records of `f1_timing`
    #[arg(long, value_name = "FILE")]
    pub timing: Vec<PathBuf>,
    /// Records of `f1_race_control`
    #[arg(long, value_name = "FILE")]
    pub race_control: Vec<PathBuf>,
    /// Records of `f1_weather`
    #[arg(long, value_name = "FILE")]
    pub weather: Vec<PathBuf>,
    /// A made-up race, marked as simulated
    #[arg(long)]
    pub simulated: bool,
    /// Of the made-up race: the same seed makes the same
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Of the made-up race
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u8).range(2..=100), value_name = "LAPS")]
    pub simulated_laps: u8,
}

impl ImportOptions {
    fn files(&self) -> Vec<(Topic, &PathBuf)> {
        // The session first: it says what the rest belongs to.
        [
            (Topic::Session, &self.session),
            (Topic::Laps, &self.laps),
            (Topic::Timing, &self.timing),
            (Topic::RaceControl, &self.race_control),
            (Topic::Weather, &self.weather),
            (Topic::Tele, &self.tele),
        ]
        .into_iter()
        .flat_map(|(topic, files)| files.iter().map(move |file| (topic, file)))
        .collect()
    }
}

/// Imports everything that was asked for.
///
/// # Errors
/// When nothing was, a file cannot be read (what came before is kept), or the database fails.
pub fn import(connection: &Connection, options: &ImportOptions, stop: &Stop) -> anyhow::Result<Counts> {
    let files = options.files();
    if files.is_empty() && !options.simulated {
        bail!("nothing to import: name files by --tele, --laps, --session, …, or ask for --simulated");
    }
    let mut into =
        Import { connection, stored: read_offsets(connection)?, batch: None, counts: Counts::default() };
    let mut progress = Progress::new(None);
    let mut imported = Ok(());
    for (topic, file) in files {
        imported = into.file(topic, file, stop, &mut progress);
        if imported.is_err() {
            break;
        }
    }
    if options.simulated && imported.is_ok() {
        imported = into.simulation(options, stop, &mut progress);
    }
    into.commit()?;
    let seconds = progress.end();
    imported?;
    let Counts { kept, rejected } = into.counts;
    tracing::info!("{kept} records in staging, {rejected} rejected, {seconds:.1} s");
    Ok(into.counts)
}

/// Imports the records of a session, as topics of one partition each that have its name; of what is there already
/// nothing comes twice.
///
/// # Errors
/// When the source breaks off (what came before is kept), or the database fails.
pub fn import_session(
    connection: &Connection,
    name: &str,
    records: impl Iterator<Item = Result<Timed, SourceError>>,
    stop: &Stop,
) -> anyhow::Result<Counts> {
    let mut into =
        Import { connection, stored: read_offsets(connection)?, batch: None, counts: Counts::default() };
    let mut progress = Progress::new(None);
    let imported = into.records(name, records, stop, &mut progress);
    into.commit()?;
    progress.end();
    imported?;
    Ok(into.counts)
}

struct Import<'c> {
    connection: &'c Connection,
    stored: Offsets,
    batch: Option<Batch<'c>>,
    counts: Counts,
}

impl Import<'_> {
    fn add(&mut self, topic: Topic, origin: Origin<'_>, value: &[u8]) -> anyhow::Result<()> {
        let batch = match &mut self.batch {
            Some(batch) => batch,
            empty => empty.insert(Batch::begin(self.connection)?),
        };
        batch.add(topic, origin, Some(value))?;
        if BATCH_ROWS as u64 <= batch.counts().all() {
            self.commit()?;
        }
        Ok(())
    }

    fn commit(&mut self) -> anyhow::Result<()> {
        if let Some(batch) = self.batch.take() {
            self.counts.add(batch.commit()?);
        }
        Ok(())
    }

    fn records_so_far(&self) -> u64 {
        self.counts.all() + self.batch.as_ref().map_or(0, |batch| batch.counts().all())
    }

    fn file(
        &mut self,
        topic: Topic,
        path: &Path,
        stop: &Stop,
        progress: &mut Progress,
    ) -> anyhow::Result<()> {
        if self.lines_of(topic, path, false, stop, progress)? == Ended::Corrected {
            tracing::warn!("{} is another than when it was read: it is read again", path.display());
            self.lines_of(topic, path, true, stop, progress)?;
        }
        Ok(())
    }

    /// Reads a file's lines from where it was left, or anew. A file whose lines up to there are others than they were,
    /// or fewer, is not read on.
    fn lines_of(
        &mut self,
        topic: Topic,
        path: &Path,
        anew: bool,
        stop: &Stop,
        progress: &mut Progress,
    ) -> anyhow::Result<Ended> {
        let mut lines = Lines::open(path)?;
        let mut known: Option<Known> = None;
        let mut line: i64 = 0;
        let mut hash = Sha256::new();
        while !stop.is_raised() {
            let text = match lines.next() {
                Ok(Some(text)) => text,
                Ok(None) => break,
                Err(error) => {
                    return Err(error)
                        .with_context(|| format!("cannot read {} after line {line}", path.display()));
                }
            };
            if known.is_none() {
                let name = name_of(topic, path, text.bytes);
                known = Some(if anew { Known { name, next: 0, sum: None } } else { self.known(name)? });
            }
            let Some(Known { name, next, sum }) = &known else { break };
            let offset = line;
            let is_new = *next <= offset && !text.bytes.is_empty();
            let record = is_new.then(|| Record::parse(topic, text.bytes));
            if matches!(record, Some(Err(_))) && !text.is_whole {
                tracing::warn!(
                    "{} line {} is half-written: left for the next import",
                    path.display(),
                    line + 1
                );
                break;
            }
            line += 1;
            hash.update(text.bytes);
            hash.update(b"\n");
            if line == *next && sum.as_ref().is_some_and(|sum| *sum != text_of(&hash)) {
                return Ok(Ended::Corrected);
            }
            let Some(record) = record else { continue };
            let key = record.as_ref().ok().map(|record| record.key().as_bytes());
            let origin = Origin { topic: name, partition: NO_PARTITION, offset, key, create_time: None };
            self.add(topic, origin, text.bytes)?;
            progress.at(self.records_so_far());
        }
        if let Some(Known { name, next, .. }) = known {
            if line < next && !stop.is_raised() {
                return Ok(Ended::Corrected);
            }
            if next <= line {
                // With the rows: a sum without them would pass them over for ever.
                self.commit()?;
                let sql = "INSERT OR REPLACE INTO meta_files VALUES (?, ?, ?)";
                self.connection.execute(sql, duckdb::params![name, line, text_of(&hash)])?;
            }
            // The same file may be named again, packed perhaps: its lines are there by then.
            let read = Reached { next: next.max(line), newest_ms: None, fingerprint: None };
            self.stored.insert((name, NO_PARTITION), read);
        }
        Ok(Ended::Read)
    }

    /// How far a file was read, and what its lines were.
    fn known(&self, name: String) -> anyhow::Result<Known> {
        let next = self.stored.get(&(name.clone(), NO_PARTITION)).map_or(0, |read| read.next);
        let sql = "SELECT lines, sum FROM meta_files WHERE topic = ?";
        let read: Option<(i64, String)> =
            self.connection.query_row(sql, [&name], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        // Offsets end behind the last record, lines behind the last line; of what was left in the midst of a file
        // there is no sum.
        Ok(match read {
            Some((lines, sum)) if next <= lines => Known { name, next: lines, sum: Some(sum) },
            _ => Known { name, next, sum: None },
        })
    }

    fn simulation(
        &mut self,
        options: &ImportOptions,
        stop: &Stop,
        progress: &mut Progress,
    ) -> anyhow::Result<()> {
        let race = SimulateOptions {
            seed: options.seed,
            laps: options.simulated_laps,
            ..SimulateOptions::default()
        };
        let name = format!("simulated-{}-{}", race.seed, race.laps);
        self.records(&name, Simulation::new(&race).map(Ok), stop, progress)
    }

    /// Imports the records of a source that gives the same ones each time, as topics of one partition each that have
    /// its name: those that are there are passed over.
    fn records(
        &mut self,
        name: &str,
        records: impl Iterator<Item = Result<Timed, SourceError>>,
        stop: &Stop,
        progress: &mut Progress,
    ) -> anyhow::Result<()> {
        let names = Topic::ALL.map(|topic| format!("{topic}/{name}"));
        let mut offsets = [0_i64; Topic::ALL.len()];
        let mut value = Vec::with_capacity(1024);
        let mut n_refused = 0_u64;
        for timed in records {
            if stop.is_raised() {
                break;
            }
            let timed = match timed {
                Ok(timed) => timed,
                Err(error) if error.is_fatal() => return Err(error.into()),
                Err(error) => {
                    n_refused += 1;
                    if n_refused <= TOLD_ERRORS {
                        tracing::warn!("{error}");
                    }
                    continue;
                }
            };
            let topic = timed.record.topic();
            let (name, offset) = (&names[topic as usize], &mut offsets[topic as usize]);
            let is_new =
                self.stored.get(&(name.clone(), NO_PARTITION)).is_none_or(|read| read.next <= *offset);
            if is_new {
                value.clear();
                timed.record.write_json(&mut value);
                let key = Some(timed.record.key().as_bytes());
                let create_time = Some(timed.at_ms);
                let origin =
                    Origin { topic: name, partition: NO_PARTITION, offset: *offset, key, create_time };
                self.add(topic, origin, &value)?;
                progress.at(self.records_so_far());
            }
            *offset += 1;
        }
        if TOLD_ERRORS < n_refused {
            tracing::warn!("{n_refused} lines of {name} were not understood");
        }
        Ok(())
    }
}

/// What is known of a file from before.
struct Known {
    /// Of its topic.
    name: String,
    /// Lines that have been read.
    next: i64,
    /// Hash of those lines.
    sum: Option<String>,
}

/// How the reading of a file ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// At its end, or where it is not whole yet.
    Read,
    /// Its lines are others than those that were read.
    Corrected,
}

fn text_of(hash: &Sha256) -> String {
    format!("{:x}", hash.clone().finalize())
}

/// `f1_laps/race.jsonl@0123456789ab`: the same for a file however far it is written, and however it is packed.
fn name_of(topic: Topic, path: &Path, first_line: &[u8]) -> String {
    let hash = Sha256::digest(first_line);
    let short = hash.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!("{topic}/{}@{short:012x}", name.trim_end_matches(".zst"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    fn lap(driver: &str, lap: u32) -> String {
        format!("{{\"Driver\":\"{driver}\",\"LapNumber\":{lap}}}\n")
    }

    fn count(store: &Store, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        store.connection().query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_file_imported_again_adds_only_what_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let file = folder.path().join("laps.jsonl");
        let options = ImportOptions { laps: vec![file.clone()], ..ImportOptions::default() };
        let run = |store: &Store| import(store.connection(), &options, &Stop::default()).unwrap();
        // The third line is still being written.
        std::fs::write(&file, lap("PIA", 1) + "oops\n" + "{\"Driver\":\"NO").unwrap();
        assert_eq!(run(&store), Counts { kept: 1, rejected: 1 });
        assert_eq!(run(&store), Counts::default());
        std::fs::write(&file, lap("PIA", 1) + "oops\n" + &lap("NOR", 1) + lap("NOR", 2).trim_end()).unwrap();
        assert_eq!(run(&store), Counts { kept: 2, rejected: 0 });
        assert_eq!(run(&store), Counts::default());
        // Packed, it is the same file, and named twice in one command it is still one.
        let packed = folder.path().join("laps.jsonl.zst");
        std::fs::write(&packed, zstd::encode_all(std::fs::read(&file).unwrap().as_slice(), 1).unwrap())
            .unwrap();
        let options = ImportOptions { laps: vec![packed.clone()], ..ImportOptions::default() };
        assert_eq!(import(store.connection(), &options, &Stop::default()).unwrap(), Counts::default());
        assert_eq!((count(&store, "stg_laps"), count(&store, "stg_rejected")), (3, 1));
        let other = Store::open(&folder.path().join("other.duckdb")).unwrap();
        let options = ImportOptions { laps: vec![file, packed], ..ImportOptions::default() };
        let counts = import(other.connection(), &options, &Stop::default()).unwrap();
        assert_eq!(counts, Counts { kept: 3, rejected: 1 });
    }

    #[test]
    fn a_corrected_file_under_an_old_name_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let file = folder.path().join("laps.jsonl");
        let options = ImportOptions { laps: vec![file.clone()], ..ImportOptions::default() };
        let run = || import(store.connection(), &options, &Stop::default()).unwrap();
        let lines = [lap("PIA", 1), lap("PIA", 2), lap("PIA", 3)];
        std::fs::write(&file, lines.concat()).unwrap();
        assert_eq!(run(), Counts { kept: 3, rejected: 0 });
        let corrected = lines.concat().replace("\"LapNumber\":2", "\"LapNumber\":2,\"LapTime\":90001");
        std::fs::write(&file, &corrected).unwrap();
        assert_eq!(run(), Counts { kept: 3, rejected: 0 });
        assert_eq!(run(), Counts::default());
        let newest = "SELECT CAST(record_content->>'$.LapTime' AS BIGINT) FROM stg_laps
                      WHERE (record_content->>'$.LapNumber') = '2' ORDER BY rowid DESC LIMIT 1";
        let time: i64 = store.connection().query_row(newest, [], |row| row.get(0)).unwrap();
        assert_eq!(time, 90_001);
        // It grows on as corrected.
        std::fs::write(&file, corrected + &lap("PIA", 4)).unwrap();
        assert_eq!(run(), Counts { kept: 1, rejected: 0 });
    }

    #[test]
    fn a_corrected_file_that_became_shorter_is_read_and_grows_on() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let file = folder.path().join("laps.jsonl");
        // Named twice, it is one file all the same.
        let options = ImportOptions { laps: vec![file.clone(), file.clone()], ..ImportOptions::default() };
        let run = |laps: &[u32]| {
            let lines = laps.iter().map(|number| lap("PIA", *number)).collect::<String>();
            std::fs::write(&file, lines).unwrap();
            import(store.connection(), &options, &Stop::default()).unwrap().kept
        };
        assert_eq!(run(&[1, 2, 2, 3, 4]), 5);
        // A lap that stood twice is taken away, and so is the last.
        assert_eq!(run(&[1, 2, 3]), 3);
        assert_eq!(run(&[1, 2, 3]), 0);
        assert_eq!(run(&[1, 2, 3, 5, 6, 7]), 3);
        // Nothing is another but that its end is missing.
        assert_eq!(run(&[1, 2, 3]), 3);
    }

    #[test]
    fn a_packed_file_that_is_broken_off_keeps_what_was_whole() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let text: String =
            (1..2000).map(|n| lap(["VER", "NOR", "PIA"][n as usize % 3], n * 7919 % 256)).collect();
        let packed = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let whole: Vec<u8> = {
            // Two frames: the first is whole, of the second only a part is there.
            let mut bytes = packed.clone();
            bytes.extend_from_slice(&packed[..packed.len() / 2]);
            bytes
        };
        let file = folder.path().join("laps.jsonl.zst");
        std::fs::write(&file, whole).unwrap();
        let options = ImportOptions { laps: vec![file], ..ImportOptions::default() };
        let error = import(store.connection(), &options, &Stop::default()).unwrap_err();
        assert!(format!("{error:#}").contains("after line"), "{error:#}");
        assert!(1999 <= count(&store, "stg_laps"));
    }

    #[test]
    fn nothing_to_import_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("w.duckdb")).unwrap();
        let error = import(store.connection(), &ImportOptions::default(), &Stop::default()).unwrap_err();
        assert!(error.to_string().contains("--simulated"));
        let options = ImportOptions { tele: vec!["nowhere.jsonl".into()], ..ImportOptions::default() };
        let error = import(store.connection(), &options, &Stop::default()).unwrap_err();
        assert!(error.to_string().contains("cannot open nowhere.jsonl"));
    }
}
