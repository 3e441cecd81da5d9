//! From Kafka into staging, each record once.
//!
//! Partitions are assigned, not shared by a group, and begin where `stg_offsets` says; offsets go into the
//! transaction of their rows. A process killed anywhere begins again behind its last whole batch.
//!
//! One thread reads and judges, another writes: chunks go between them through a short bounded channel, and a
//! reader that is too fast waits.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, bail};
use duckdb::Connection;
use gridcast_shared::topics::Topic;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::metadata::MetadataPartition;
use rdkafka::statistics::Statistics;
use rdkafka::{ClientContext, Message, Offset, TopicPartitionList};

use crate::batch::{BATCH_ROWS, Batch, Chunk, Counts, Offsets, Origin, Reached, read_offsets};
use crate::kafka::KafkaOptions;
use crate::progress::Progress;
use crate::stop::Stop;

/// Oldest that a record of an open batch may get.
const BATCH_AGE: Duration = Duration::from_secs(1);
/// Records of a chunk between reader and writer.
const CHUNK_ROWS: usize = 4096;
/// Chunks that may wait for the writer; then the reader waits.
const CHUNKS: usize = 16;
/// Longest wait for a record before the stop signal is looked at again.
const POLL: Duration = Duration::from_millis(100);
/// Between two looks for new topics and partitions.
const DISCOVER_EVERY: Duration = Duration::from_secs(10);
/// How long a broker may take to answer.
const REACH: Duration = Duration::from_secs(10);
/// Between two reports of librdkafka in a catch-up, which tell the partitions whose end was reached.
const REPORT_EVERY_MS: &str = "200";
/// How long a catch-up may wait for a broker that has gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// When the sink ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// At the ends of the partitions as they are at the start.
    End,
    /// Never.
    Stopped,
}

/// Reads until the end or until stopped; `committed` hears of every batch.
///
/// # Errors
/// When the settings are wrong or the database fails; in a catch-up also when no broker answers.
pub fn sink(
    connection: &Connection,
    options: &KafkaOptions,
    until: Until,
    stop: &Stop,
    committed: &mut dyn FnMut(Counts),
) -> anyhow::Result<Counts> {
    let mut reader = Reader::new(read_offsets(connection)?, options, until)?;
    while let Err(error) = reader.discover() {
        if until == Until::End {
            return Err(error).with_context(|| format!("cannot reach Kafka at {}", options.brokers));
        }
        tracing::warn!(brokers = options.brokers, "cannot reach Kafka, trying again: {error:#}");
        if stop.wait(Duration::from_secs(2)) {
            return Ok(Counts::default());
        }
    }
    if until == Until::End && reader.partitions.is_empty() {
        bail!("none of the topics {}tele, {0}laps, … is there", options.topic_prefix);
    }
    let mut progress = match until {
        Until::End => Progress::new(Some(reader.pending_records())),
        Until::Stopped => Progress::silent(),
    };
    let (sender, chunks) = sync_channel(CHUNKS);
    let (read, written) = std::thread::scope(|scope| {
        let (reader, progress) = (&mut reader, &mut progress);
        // The sender goes with the reader's end, which ends the writer.
        let reading = scope.spawn(move || reader.read(until, stop, progress, &sender));
        let written = write(connection, &chunks, committed);
        // A reader that waits for a writer that failed wakes.
        drop(chunks);
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
    Ok(counts)
}

/// A partition that is read.
#[derive(Debug)]
struct Partition {
    topic: Topic,
    name: Arc<str>,
    number: i32,
    /// The next offset to read.
    next: i64,
    /// Its end when it was found.
    end: i64,
}

impl Partition {
    fn is_read(&self) -> bool {
        self.end <= self.next
    }
}

struct Reader {
    consumer: BaseConsumer<Listener>,
    names: Vec<(Topic, Arc<str>)>,
    stored: Offsets,
    partitions: Vec<Partition>,
    discovered: Instant,
}

impl Reader {
    fn new(stored: Offsets, options: &KafkaOptions, until: Until) -> anyhow::Result<Self> {
        let mut config = options.consumer_config()?;
        config.set_log_level(RDKafkaLogLevel::Warning);
        if until == Until::End {
            config.set("statistics.interval.ms", REPORT_EVERY_MS);
        }
        let consumer = config.create_with_context(Listener::default()).context("wrong Kafka settings")?;
        Ok(Self {
            consumer,
            names: Topic::ALL.map(|topic| (topic, Arc::from(options.topic_name(topic)))).into(),
            stored,
            partitions: Vec::new(),
            discovered: Instant::now(),
        })
    }

    /// Looks for topics and partitions, and begins to read those that are new.
    fn discover(&mut self) -> anyhow::Result<()> {
        self.discovered = Instant::now();
        let metadata = self.consumer.fetch_metadata(None, REACH)?;
        let mut new = Vec::new();
        for (topic, name) in &self.names {
            let of_name =
                metadata.topics().iter().filter(|known| known.name() == &**name && known.error().is_none());
            for number in of_name.flat_map(|known| known.partitions().iter().map(MetadataPartition::id)) {
                if self.partitions.iter().any(|known| known.name == *name && known.number == number) {
                    continue;
                }
                new.push((*topic, name.clone(), number));
            }
        }
        if new.is_empty() {
            return Ok(());
        }
        let beginnings = self.edges(&new, &|_| Offset::Beginning)?;
        let ends = self.edges(&new, &|_| Offset::End)?;
        // Of a partition that nothing is known of, the beginning once more.
        let newer = self.edges(&new, &|reached| {
            reached
                .and_then(|reached| reached.newest_ms)
                .map_or(Offset::Beginning, |at| Offset::Offset(at + 1))
        })?;
        let mut list = TopicPartitionList::with_capacity(new.len());
        let mut found = Vec::with_capacity(new.len());
        for ((((topic, name, number), low), end), newer) in
            new.into_iter().zip(beginnings).zip(ends).zip(newer)
        {
            let (Some(low), Some(end)) = (low, end) else { bail!("{name} {number}: no beginning or no end") };
            let there = There { low, end, newer };
            let next = begin_at(&name, number, self.reached(&name, number), there);
            list.add_partition_offset(&name, number, Offset::Offset(next))?;
            found.push(Partition { topic, name, number, next, end });
        }
        self.consumer.incremental_assign(&list).context("cannot assign partitions")?;
        self.partitions.extend(found);
        Ok(())
    }

    /// How far a partition had been read before.
    fn reached(&self, name: &str, number: i32) -> Option<Reached> {
        self.stored.get(&(name.to_owned(), number)).copied()
    }

    /// The first offsets at or after some time, none where there is no such record. Asked of each broker at once
    /// instead of one partition after another: for librdkafka the beginning and the end are times too.
    fn edges(
        &self,
        of: &[(Topic, Arc<str>, i32)],
        time: &dyn Fn(Option<Reached>) -> Offset,
    ) -> anyhow::Result<Vec<Option<i64>>> {
        let mut list = TopicPartitionList::with_capacity(of.len());
        for (_, name, number) in of {
            list.add_partition_offset(name, *number, time(self.reached(name, *number)))?;
        }
        let told = self.consumer.offsets_for_times(list, REACH)?;
        let offset_of = |name: &str, number: i32| {
            let element = told.find_partition(name, number).context("no answer")?;
            element.error()?;
            match element.offset() {
                Offset::Offset(offset) => Ok(Some(offset)),
                Offset::End => Ok(None),
                other => Err(anyhow!("offset {other:?}")),
            }
        };
        of.iter()
            .map(|(_, name, number)| {
                offset_of(name, *number).with_context(|| {
                    format!("{name} {number}: which offset is at {:?}", time(self.reached(name, *number)))
                })
            })
            .collect()
    }

    fn pending_records(&self) -> u64 {
        self.partitions.iter().map(|partition| (partition.end - partition.next).max(0) as u64).sum()
    }

    fn read(
        &mut self,
        until: Until,
        stop: &Stop,
        progress: &mut Progress,
        writer: &SyncSender<Chunk>,
    ) -> anyhow::Result<()> {
        let mut chunk = Chunk::default();
        let mut n_read = 0;
        let mut heard = Instant::now();
        let mut is_done = until == Until::End && self.has_read_all();
        // Where the message before lay: most come in runs from one partition.
        let mut place = 0;
        loop {
            let is_over = is_done || stop.is_raised();
            // What is read is handed on before waiting for more: the wait of a poll is the longest that it lies.
            let message = if is_over { None } else { self.consumer.poll(Duration::ZERO) };
            let is_idle = message.is_none();
            if !chunk.is_empty() && (is_idle || CHUNK_ROWS <= chunk.len()) {
                n_read += chunk.len() as u64;
                progress.at(n_read);
                if writer.send(std::mem::take(&mut chunk)).is_err() {
                    // The writer has failed, and says why.
                    return Ok(());
                }
            }
            if is_over {
                return Ok(());
            }
            let message = if is_idle { self.consumer.poll(POLL) } else { message };
            let Some(message) = message else {
                is_done = until == Until::End && self.is_at_end();
                if !is_done && until == Until::End && PATIENCE < heard.elapsed() {
                    bail!(
                        "nothing came from Kafka for {} s; what came before is in staging",
                        PATIENCE.as_secs()
                    );
                }
                if until == Until::Stopped && DISCOVER_EVERY < self.discovered.elapsed() {
                    self.look_for_more();
                }
                continue;
            };
            let message = match message {
                Ok(message) => message,
                // It tells the number and not the topic; the reports tell both.
                Err(KafkaError::PartitionEOF(_)) => continue,
                Err(error) => {
                    tracing::warn!("Kafka: {error}");
                    continue;
                }
            };
            heard = Instant::now();
            let (name, number) = (message.topic(), message.partition());
            let is_same = |partition: &Partition| partition.number == number && &*partition.name == name;
            if !self.partitions.get(place).is_some_and(is_same) {
                let Some(found) = self.partitions.iter().position(is_same) else { continue };
                place = found;
            }
            let partition = &mut self.partitions[place];
            if message.offset() < partition.next {
                // A client that reconnects may hand out again what it had fetched.
                continue;
            }
            let origin = Origin {
                topic: name,
                partition: number,
                offset: message.offset(),
                key: message.key(),
                create_time: message.timestamp().to_millis(),
            };
            chunk.push(partition.topic, &partition.name, origin, message.payload());
            partition.next = message.offset() + 1;
            if partition.end == partition.next {
                is_done = until == Until::End && self.has_read_all();
            }
        }
    }

    fn look_for_more(&mut self) {
        if let Err(error) = self.discover() {
            tracing::warn!("cannot look for new topics: {error:#}");
        }
    }

    /// Whether every offset that was there at the start has been read.
    fn has_read_all(&self) -> bool {
        self.partitions.iter().all(Partition::is_read)
    }

    /// The same once nothing comes any more. The last offsets of a partition may hold no record (a transaction's
    /// marker, or compacted away): then its end has been reached all the same, and all that lay before it has come.
    fn is_at_end(&self) -> bool {
        self.consumer.context().have_ended(self.partitions.iter().filter(|partition| !partition.is_read()))
    }
}

/// Writes chunks in batches until there are no more; a batch is as large as a row group, or a second old.
fn write(
    connection: &Connection,
    chunks: &Receiver<Chunk>,
    committed: &mut dyn FnMut(Counts),
) -> anyhow::Result<Counts> {
    let mut total = Counts::default();
    let mut open: Option<(Batch<'_>, Instant)> = None;
    loop {
        let wait = open.as_ref().map_or(BATCH_AGE, |(_, began)| BATCH_AGE.saturating_sub(began.elapsed()));
        let received = chunks.recv_timeout(wait);
        if let Ok(chunk) = &received {
            let (batch, _) = match &mut open {
                Some(open) => open,
                empty => empty.insert((Batch::begin(connection)?, Instant::now())),
            };
            batch.add_chunk(chunk)?;
        }
        let is_over = matches!(received, Err(RecvTimeoutError::Disconnected));
        let is_full = open.as_ref().is_some_and(|(batch, began)| {
            BATCH_ROWS as u64 <= batch.counts().all() || BATCH_AGE <= began.elapsed()
        });
        if (is_full || is_over)
            && let Some((batch, _)) = open.take()
        {
            let counts = batch.commit()?;
            total.add(counts);
            committed(counts);
        }
        if is_over {
            return Ok(total);
        }
    }
}

/// What there is of a partition.
#[derive(Clone, Copy, Debug)]
struct There {
    /// Its first offset.
    low: i64,
    /// The one behind its last.
    end: i64,
    /// Its first record that is newer than all that were read.
    newer: Option<i64>,
}

/// Where to begin in a partition.
fn begin_at(name: &str, number: i32, reached: Option<Reached>, there: There) -> i64 {
    let There { low, end, newer } = there;
    let Some(Reached { next, newest_ms }) = reached else { return low };
    if next < low {
        tracing::error!("{name} {number}: {} records were deleted before they were read", low - next);
        return low;
    }
    // What was read is still there unless its first record is newer than all of it. Later ones may well be, as the
    // clocks of producers differ.
    let begins_newer = newest_ms.is_some() && low < next && newer == Some(low);
    if end < next || begins_newer {
        let why = if begins_newer { "begins with newer records than" } else { "ends before" };
        tracing::warn!(
            "{name} {number} was read up to {next} and now {why} that: a new topic of the same name, \
             read from its beginning"
        );
        return low;
    }
    next
}

/// Keeps what librdkafka tells of ends. Its own log goes to debug: outages are told by the reader.
#[derive(Debug, Default)]
struct Listener {
    /// Topics and numbers of partitions whose end has been reached.
    ended: Mutex<BTreeSet<(String, i32)>>,
}

impl Listener {
    fn have_ended<'a>(&self, mut partitions: impl Iterator<Item = &'a Partition>) -> bool {
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        partitions.all(|partition| ended.contains(&(partition.name.to_string(), partition.number)))
    }
}

impl ClientContext for Listener {
    fn log(&self, _level: RDKafkaLogLevel, facility: &str, message: &str) {
        tracing::debug!(facility, "librdkafka: {message}");
    }

    fn error(&self, error: KafkaError, reason: &str) {
        tracing::debug!("Kafka: {error}: {reason}");
    }

    fn stats(&self, statistics: Statistics) {
        let mut ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in statistics.topics.into_values() {
            // Below zero stands for an end that has not been reached.
            let reached = topic.partitions.into_values().filter(|partition| 0 <= partition.eof_offset);
            ended.extend(reached.map(|partition| (topic.topic.clone(), partition.partition)));
        }
    }
}

impl ConsumerContext for Listener {
    fn commit_callback(&self, _result: KafkaResult<()>, _offsets: &TopicPartitionList) {}
}

#[cfg(test)]
mod tests {
    use rdkafka::statistics;

    use super::*;

    #[test]
    fn reading_goes_on_where_it_ended_if_that_is_still_there() {
        let check = |next, (low, end), newer, expected| {
            let reached = Some(Reached { next, newest_ms: Some(1) });
            assert_eq!(begin_at("t", 0, reached, There { low, end, newer }), expected);
        };
        assert_eq!(begin_at("t", 0, None, There { low: 5, end: 9, newer: Some(5) }), 5);
        check(7, (5, 9), None, 7);
        check(7, (5, 9), Some(7), 7);
        check(3, (5, 9), Some(5), 5);
        // All that was read has been deleted since; what follows is new and of the same topic.
        check(5, (5, 9), Some(5), 5);
        // A record that came late, with an earlier date than others, leaves some that were read among the newer.
        check(7, (5, 9), Some(6), 7);
        // Other topics of the same name: shorter, and as long or longer.
        check(12, (0, 9), Some(0), 0);
        check(7, (0, 7), Some(0), 0);
        check(7, (0, 9), Some(0), 0);
        // Where no record had a date.
        let reached = Some(Reached { next: 7, newest_ms: None });
        assert_eq!(begin_at("t", 0, reached, There { low: 0, end: 9, newer: Some(0) }), 7);
    }

    #[test]
    fn an_end_is_that_of_a_topic_and_a_number() {
        let listener = Listener::default();
        let unread = [("tele", 0), ("laps", 1)].map(|(name, number)| Partition {
            topic: Topic::Tele,
            name: name.into(),
            number,
            next: 3,
            end: 4,
        });
        let tell = |name: &str, ends: [i64; 2]| {
            let partitions = (0..).zip(ends).map(|(number, eof_offset)| {
                (number, statistics::Partition { partition: number, eof_offset, ..Default::default() })
            });
            let topic = statistics::Topic {
                topic: name.to_owned(),
                partitions: partitions.collect(),
                ..Default::default()
            };
            let topics = [(name.to_owned(), topic)].into();
            listener.stats(Statistics { topics, ..Default::default() });
            listener.have_ended(unread.iter())
        };
        assert!(!tell("laps", [4, -1001]));
        assert!(!tell("laps", [4, 4]), "the end of laps 0 is none of tele 0");
        assert!(tell("tele", [4, -1001]));
        assert!(listener.have_ended([].iter()));
    }
}
