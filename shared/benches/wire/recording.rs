//! The recordings, cleaned.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gridcast_shared::clean::{Cleaner, Keep};
use gridcast_shared::ids::{CarIndex, DriverCode};
use gridcast_shared::telemetry::Sample;
use gridcast_shared::topics::{Record, TeleRecord, Topic};

/// A session's samples, sorted by date.
pub(crate) struct Recording {
    /// Both halves of each, the synthetic ones too.
    pub(crate) both: Vec<Sample>,
    /// Measured halves only.
    pub(crate) measured: Vec<Sample>,
}

/// A race as it was published: a record a car and date.
pub(crate) struct Race {
    pub(crate) samples: Recording,
    /// How long it took to make the measured ones out of records.
    pub(crate) clean_time: Duration,
    /// Size of the records as JSON, a line each.
    pub(crate) json_bytes: usize,
}

/// Where recordings are.
pub(crate) fn data(path: &str) -> PathBuf {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    std::env::var_os("GRIDCAST_DATA").map_or_else(beside, PathBuf::from).join(path)
}

impl Race {
    /// Reads the 2025 Australian Grand Prix; `None` when there is no recording.
    pub(crate) fn load() -> Option<Self> {
        let file = std::fs::File::open(data("tele/2025_australia_race.jsonl.zst")).ok()?;
        let mut decoder = zstd::Decoder::new(file).expect("a zstd file");
        decoder.window_log_max(27).expect("a window of 128 MB");
        let mut codes: Vec<DriverCode> = Vec::new();
        let mut records: Vec<(CarIndex, TeleRecord)> = Vec::new();
        let mut json_bytes = 0;
        for line in BufReader::new(decoder).lines() {
            let line = line.expect("UTF-8");
            json_bytes += line.len() + 1;
            let Ok(Record::Tele(record)) = Record::parse(Topic::Tele, line.as_bytes()) else { continue };
            let car = codes.iter().position(|code| *code == record.driver).unwrap_or_else(|| {
                codes.push(record.driver);
                codes.len() - 1
            });
            records.push((CarIndex(car as u8), record));
        }
        let start = Instant::now();
        let measured = clean(&records, Keep::Measured);
        let clean_time = start.elapsed();
        let samples = Recording { both: clean(&records, Keep::Both), measured };
        Some(Self { samples, clean_time, json_bytes })
    }
}

/// Cleans records that are sorted by date.
pub(crate) fn clean(records: &[(CarIndex, TeleRecord)], keep: Keep) -> Vec<Sample> {
    let mut cleaner = Cleaner::new(keep);
    let mut samples = Vec::with_capacity(records.len());
    for records in records.chunk_by(|a, b| a.1.date == b.1.date) {
        cleaner.clean(records, &mut samples, |_, _| {});
    }
    samples
}
