//! From Kafka into staging, each record once.
//!
//! Partitions are assigned, not shared by a group, and begin where `stg_offsets` says; offsets go into the
//! transaction of their rows. A process killed anywhere begins again behind its last whole batch.
//!
//! One thread reads and judges, another writes: chunks go between them through a short bounded channel, and a
//! reader that is too fast waits. A batch is committed once its topics were seen to be the same after it was read.

use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use duckdb::Connection;

use crate::batch::{Batch, Counts, forget_offsets, read_offsets};
use crate::kafka::KafkaOptions;
use crate::progress::Progress;
use crate::stop::Stop;
use reader::Reader;
use word::Word;

pub use word::Until;

mod client;
mod listener;
mod polled;
mod position;
mod reader;
mod word;

/// Words that may wait for the writer; then the reader waits.
const WORDS: usize = 16;
/// Between two tries to reach Kafka at the start.
const TRY_EVERY: Duration = Duration::from_secs(1);
/// How long a catch-up tries to: a broker that has just started may be slow to answer.
const REACHED_WITHIN: Duration = Duration::from_secs(10);

/// Reads until the end or until stopped; `committed` hears of every batch.
///
/// # Errors
/// When the settings are wrong or the database fails; in a catch-up also when no broker answers, or when a topic
/// cannot be read: what can is in staging then.
pub fn sink(
    connection: &Connection,
    options: &KafkaOptions,
    until: Until,
    stop: &Stop,
    committed: &mut dyn FnMut(Counts),
) -> anyhow::Result<Counts> {
    let mut reader = Reader::new(read_offsets(connection)?, options, until)?;
    let (mut said, began) = (String::new(), Instant::now());
    let gone = loop {
        match reader.look() {
            Ok(gone) => break gone,
            Err(error) if until == Until::End && REACHED_WITHIN <= began.elapsed() => {
                return Err(error).with_context(|| format!("cannot reach Kafka at {}", options.brokers));
            }
            Err(error) => {
                let why = format!("{error:#}");
                if why != said {
                    tracing::warn!(brokers = options.brokers, "cannot reach Kafka, trying again: {why}");
                    said = why;
                }
                if stop.wait(TRY_EVERY) {
                    if until == Until::End {
                        bail!("stopped before Kafka could be reached");
                    }
                    tracing::info!("stopped before Kafka could be reached");
                    return Ok(Counts::default());
                }
            }
        }
    };
    for name in reader.names(&gone) {
        forget_offsets(connection, &name)?;
    }
    if until == Until::End && !reader.has_partitions() {
        if !reader.faults().is_empty() {
            bail!("cannot be read: {}", reader.faults());
        }
        bail!("none of the topics {}tele, {0}laps, … is there", options.topic_prefix);
    }
    let mut progress = match until {
        Until::End => Progress::new(Some(reader.pending_records())),
        Until::Stopped => Progress::silent(),
    };
    let (sender, words) = sync_channel(WORDS);
    let (read, written) = std::thread::scope(|scope| {
        let (reader, progress) = (&mut reader, &mut progress);
        // The sender goes with the reader's end, which ends the writer.
        let reading = scope.spawn(move || reader.read(stop, progress, &sender));
        let written = write(connection, &words, committed);
        // A reader that waits for a writer that failed wakes.
        drop(words);
        let read = reading.join().unwrap_or_else(|_panic| Err(anyhow!("the reader ended in a panic")));
        (read, written)
    });
    let seconds = progress.end();
    // A reader that found nobody to write for is no error of its own.
    let counts = written?;
    read?;
    tracing::info!(
        "{} records in staging, {} rejected, {seconds:.1} s{}",
        counts.kept,
        counts.rejected,
        if stop.is_raised() { ", stopped" } else { "" }
    );
    if until == Until::End && !reader.faults().is_empty() {
        bail!("what can be read is in staging; cannot be read: {}", reader.faults());
    }
    Ok(counts)
}

/// Writes records in batches until there are no more. What was not said to be sound by then is dropped.
fn write(
    connection: &Connection,
    words: &Receiver<Word>,
    committed: &mut dyn FnMut(Counts),
) -> anyhow::Result<Counts> {
    let mut total = Counts::default();
    let mut open: Option<Batch<'_>> = None;
    while let Ok(word) = words.recv() {
        match word {
            Word::Records(chunk) => {
                let batch = match &mut open {
                    Some(batch) => batch,
                    empty => empty.insert(Batch::begin(connection)?),
                };
                batch.add_chunk(&chunk)?;
                tracing::debug!("{} rows in flight", batch.counts().all());
            }
            Word::Commit => {
                if let Some(batch) = open.take() {
                    let counts = batch.commit()?;
                    tracing::debug!("{} rows committed", counts.all());
                    total.add(counts);
                    committed(counts);
                }
            }
            Word::Drop(topics) => {
                drop(open.take());
                for topic in topics {
                    forget_offsets(connection, &topic)?;
                }
            }
        }
    }
    Ok(total)
}
