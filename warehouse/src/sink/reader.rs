//! The sink's reading side: partitions assigned, records judged and handed on in chunks.
//!
//! A topic may be deleted and made anew at any time, and librdkafka then goes on at the old offset. So records are
//! handed on first, and only when their topics were seen to be the same after that is the writer told to commit
//! them. Otherwise it drops them, and reading begins anew behind what was committed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::mpsc::{SendError, SyncSender};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use gridcast_kafka::{Fault, Look, Stall, Verdict, Watch, Witness};
use gridcast_shared::topics::Topic;
use rdkafka::Offset;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::error::KafkaError;

use super::client::Client;
use super::polled::{Polled, find, take};
use super::position::{Partition, begin_at, is_faulty, witnesses};
use super::word::{BATCH_AGE, Until, Word};
use crate::batch::{BATCH_ROWS, Chunk, Offsets};
use crate::kafka::KafkaOptions;
use crate::progress::Progress;
use crate::stop::Stop;

/// Records of a chunk between reader and writer.
const CHUNK_ROWS: usize = 4096;
/// Longest wait for a record before the stop signal is looked at again.
const POLL: Duration = Duration::from_millis(100);
/// Between two looks at the topics.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Between two reports of librdkafka, which tell the partitions whose end was reached: in a catch-up, and later.
const CATCH_UP_REPORT_MS: &str = "200";
const REPORT_MS: &str = "2000";
/// How long a catch-up may wait for a broker that has gone.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long nothing may come of a partition in a catch-up, which goes on without it then: shorter by a look than what is
/// waited for anything.
const CATCH_UP_STALL: Duration = Duration::from_secs(20);

pub(super) struct Reader {
    client: Client,
    watch: Watch,
    stored: Offsets,
    partitions: Vec<Partition>,
    /// The first record of each topic of which none is sound yet.
    firsts: BTreeMap<Topic, Witness>,
    looked: Instant,
    /// Whether all that librdkafka had was taken at some moment since the last look.
    was_idle: bool,
    /// Whether it was not answered the last time whether the topics are the same.
    is_unanswered: bool,
    /// Whether topics have gone since the last look that was answered: what there is instead is not known yet.
    owes_look: bool,
    /// What cannot be read, as it was said last; or why nothing can.
    said: String,
    until: Until,
    chunk: Chunk,
    /// Records handed on since the writer was last told to commit, and when the first was.
    open: u64,
    opened: Instant,
    /// Records handed on in all.
    n_read: u64,
    /// Where the partition of the record before lies: most come in runs from one partition.
    place: usize,
}

impl Reader {
    pub(super) fn new(stored: Offsets, options: &KafkaOptions, until: Until) -> anyhow::Result<Self> {
        let mut config = options.consumer_config()?;
        config.set_log_level(RDKafkaLogLevel::Warning);
        let topics = Topic::ALL.map(|topic| (topic, options.topic_name(topic)));
        let watch = Watch::new(&config, topics.into()).context("wrong Kafka settings")?;
        let report_ms = if until == Until::End { CATCH_UP_REPORT_MS } else { REPORT_MS };
        config.set("statistics.interval.ms", report_ms);
        let client = Client::new(config)?;
        let now = Instant::now();
        Ok(Self {
            client,
            watch,
            stored,
            partitions: Vec::new(),
            firsts: BTreeMap::new(),
            looked: now,
            was_idle: false,
            is_unanswered: false,
            owes_look: false,
            said: String::new(),
            until,
            chunk: Chunk::default(),
            open: 0,
            opened: now,
            n_read: 0,
            place: 0,
        })
    }

    /// Whether there is anything to read.
    pub(super) fn has_partitions(&self) -> bool {
        !self.partitions.is_empty()
    }

    /// What cannot be read; empty when all can.
    pub(super) fn faults(&self) -> &str {
        &self.said
    }

    pub(super) fn pending_records(&self) -> u64 {
        let pending = |partition: &Partition| (partition.end - partition.read.next).max(0) as u64;
        self.partitions.iter().map(pending).sum()
    }

    /// Looks at the topics, and begins to read partitions that are new; the topics that are no longer what they were.
    pub(super) fn look(&mut self) -> anyhow::Result<BTreeSet<Topic>> {
        self.looked = Instant::now();
        let look = self.watch.look(&self.known_witnesses())?;
        let is_known = |topic: &Topic| self.partitions.iter().any(|partition| partition.topic == *topic);
        let deleted: BTreeSet<Topic> = look.absent.iter().copied().filter(is_known).collect();
        for topic in &deleted {
            tracing::warn!("{} was deleted", self.watch.name(*topic));
        }
        for topic in &look.remade {
            self.say_remade(*topic);
        }
        let gone = &deleted | &look.remade;
        if !gone.is_empty() {
            self.forget(&gone)?;
        }
        self.begin(&look)?;
        self.owes_look = false;
        let faults = self.find_faults(&look);
        self.say(&faults);
        self.client.renew_if_stuck(&self.partitions, self.looked)?;
        Ok(gone)
    }

    /// What cannot be read: what the look knows, and partitions that have records of which none comes.
    fn find_faults(&mut self, look: &Look) -> Vec<Fault> {
        // While there is always something to be taken, others may wait for their turn.
        let was_idle = std::mem::take(&mut self.was_idle);
        let heard = self.client.heard();
        let mut faults = look.faults.clone();
        for partition in &mut self.partitions {
            let is_same = |seen: &&gridcast_kafka::watch::Partition| {
                seen.topic == partition.topic && seen.number == partition.number
            };
            let end = look.partitions.iter().find(is_same).and_then(|seen| seen.end);
            let has_more =
                end.is_some_and(|end| partition.read.next < end && !heard.has_ended_at(partition, end));
            faults.extend(partition.looked_at(&look.faults, was_idle && has_more, self.looked));
        }
        faults
    }

    /// Of each topic a record that is known to be of it, from before this process if need be.
    fn known_witnesses(&self) -> BTreeMap<Topic, Witness> {
        let mut known: BTreeMap<Topic, (Option<i64>, Witness)> = BTreeMap::new();
        for topic in Topic::ALL {
            for ((name, number), reached) in &self.stored {
                let is_asked = name == self.watch.name(topic) && !is_faulty(&self.partitions, topic, *number);
                let Some(fingerprint) = reached.fingerprint.filter(|_| is_asked) else { continue };
                let witness = Witness { partition: *number, offset: reached.next - 1, fingerprint };
                let best = known.entry(topic).or_insert((reached.newest_ms, witness));
                if best.0 < reached.newest_ms {
                    *best = (reached.newest_ms, witness);
                }
            }
        }
        let mut all: BTreeMap<Topic, Witness> =
            known.into_iter().map(|(topic, (_, witness))| (topic, witness)).collect();
        all.extend(witnesses(&self.partitions, &Topic::ALL.into()));
        all
    }

    /// Says what cannot be read when that has changed.
    fn say(&mut self, faults: &[Fault]) {
        let summary = Fault::summary(faults, |topic| self.watch.name(topic));
        if summary != self.said {
            if summary.is_empty() {
                tracing::info!("everything can be read again");
            } else {
                tracing::warn!("cannot be read: {summary}");
            }
            self.said = summary;
        }
    }

    /// Lets go of topics and of all that is known of them.
    fn forget(&mut self, gone: &BTreeSet<Topic>) -> anyhow::Result<()> {
        for topic in gone {
            let name = self.watch.name(*topic).to_owned();
            self.stored.retain(|(of, _), _| *of != name);
            self.firsts.remove(topic);
            self.client.heard().forget(&name);
            let let_go: Vec<Partition> =
                self.partitions.extract_if(.., |partition| partition.topic == *topic).collect();
            self.client.end(&let_go)?;
        }
        Ok(())
    }

    /// Begins to read partitions that are new and whose leaders answer.
    fn begin(&mut self, look: &Look) -> anyhow::Result<()> {
        let is_new = |partition: &&gridcast_kafka::watch::Partition| {
            let is_known =
                |known: &Partition| (known.topic, known.number) == (partition.topic, partition.number);
            !self.partitions.iter().any(is_known)
        };
        let with_end = |partition: &gridcast_kafka::watch::Partition| {
            Some(((partition.topic, partition.number), partition.end?))
        };
        let (new, ends): (Vec<_>, Vec<_>) =
            look.partitions.iter().filter(is_new).filter_map(with_end).unzip();
        if new.is_empty() {
            return Ok(());
        }
        let beginnings = self.watch.offsets(&new, &|_, _| Offset::Beginning)?;
        let stall = match self.until {
            Until::End => Stall::after(CATCH_UP_STALL),
            Until::Stopped => Stall::default(),
        };
        let mut found = Vec::with_capacity(new.len());
        for (((topic, number), end), low) in new.into_iter().zip(ends).zip(beginnings) {
            let name = self.watch.name(topic);
            let low = low.with_context(|| format!("{name} {number} has no beginning"))?;
            let reached = self.stored.get(&(name.to_owned(), number)).copied();
            let read = begin_at(name, number, reached, (low, end), !look.remade.contains(&topic));
            let name = Arc::from(name);
            found.push(Partition::new(topic, name, number, read, end, stall));
        }
        self.client.begin(&found)?;
        self.partitions.extend(found);
        Ok(())
    }

    /// Reads until it is over; what was handed on and not committed then is not sound.
    pub(super) fn read(
        &mut self,
        stop: &Stop,
        progress: &mut Progress,
        writer: &SyncSender<Word>,
    ) -> anyhow::Result<()> {
        match self.read_until_over(stop, progress, writer) {
            // The writer says why it has gone.
            Ok(()) | Err(Halt::WriterGone) => Ok(()),
            Err(Halt::Failed(error)) => Err(error),
        }
    }

    fn read_until_over(
        &mut self,
        stop: &Stop,
        progress: &mut Progress,
        writer: &SyncSender<Word>,
    ) -> Result<(), Halt> {
        let mut heard = Instant::now();
        let mut is_done = self.has_read_all();
        loop {
            if is_done || stop.is_raised() {
                self.hand_on(progress, writer)?;
                // What is not settled when it is stopped is read again the next time.
                if self.settle(writer)? == Settled::All || stop.is_raised() {
                    return Ok(());
                }
                is_done = self.has_read_all();
            }
            let mut polled = self.poll(Duration::ZERO);
            // What is read is handed on before waiting for more: the wait of a poll is the longest that it lies.
            if polled == Polled::Nothing || CHUNK_ROWS <= self.chunk.len() {
                self.hand_on(progress, writer)?;
                self.was_idle |= polled == Polled::Nothing;
                let is_due = BATCH_ROWS as u64 <= self.open || BATCH_AGE <= self.opened.elapsed();
                if is_due {
                    self.settle(writer)?;
                }
                if LOOK_EVERY < self.looked.elapsed() {
                    self.look_again(writer)?;
                    is_done = self.has_read_all();
                }
            }
            if polled == Polled::Nothing {
                polled = self.poll(POLL);
            }
            match polled {
                Polled::Record { is_last } => {
                    heard = Instant::now();
                    is_done |= is_last && self.has_read_all();
                }
                Polled::Nothing if self.until == Until::End => {
                    is_done = self.is_at_end();
                    if !is_done && PATIENCE < heard.elapsed() {
                        let seconds = PATIENCE.as_secs();
                        let error = "nothing came from Kafka for";
                        return Err(anyhow!("{error} {seconds} s; what came before is in staging").into());
                    }
                }
                Polled::Nothing | Polled::Other => {}
            }
        }
    }

    /// Takes the next record into the open chunk.
    fn poll(&mut self, wait: Duration) -> Polled {
        match self.client.poll(wait) {
            None => Polled::Nothing,
            Some(Ok(message)) => {
                let Some(partition) = find(&message, &mut self.partitions, &mut self.place) else {
                    return Polled::Other;
                };
                let polled = take(&message, partition, &mut self.chunk);
                if partition.sound.last.is_none()
                    && let Some((_, witness)) = partition.read.witness(partition.number)
                {
                    self.firsts.entry(partition.topic).or_insert(witness);
                }
                polled
            }
            // It tells the number and not the topic; the reports tell both.
            Some(Err(KafkaError::PartitionEOF(_))) => Polled::Other,
            Some(Err(error)) => {
                tracing::debug!("Kafka: {error}");
                Polled::Other
            }
        }
    }

    fn hand_on(&mut self, progress: &mut Progress, writer: &SyncSender<Word>) -> Result<(), Halt> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        if self.open == 0 {
            self.opened = Instant::now();
        }
        let rows = self.chunk.len() as u64;
        self.open += rows;
        self.n_read += rows;
        progress.at(self.n_read);
        Ok(writer.send(Word::Records(std::mem::take(&mut self.chunk)))?)
    }

    /// Has what was handed on committed if its topics are still the same; else has it dropped, and begins anew
    /// behind what was committed.
    fn settle(&mut self, writer: &SyncSender<Word>) -> Result<Settled, Halt> {
        if self.open == 0 {
            return Ok(Settled::All);
        }
        let is_open = |partition: &&Partition| partition.is_open();
        let open: BTreeSet<Topic> = self.partitions.iter().filter(is_open).map(|open| open.topic).collect();
        let mut called = self.firsts.clone();
        called.retain(|topic, first| {
            open.contains(topic) && !is_faulty(&self.partitions, *topic, first.partition)
        });
        called.extend(witnesses(&self.partitions, &open));
        if open.iter().any(|topic| !called.contains_key(topic)) {
            // Nothing that can be asked for vouches for what was read of it: that is read again.
            self.drop_open(&BTreeSet::new(), writer)?;
            self.look_again(writer)?;
            return Ok(Settled::Dropped);
        }
        let verdict = self.watch.verify(&called);
        self.is_unanswered = verdict == Verdict::Unknown;
        match verdict {
            Verdict::Same => {
                for partition in &mut self.partitions {
                    partition.sound = partition.read;
                }
                self.firsts.clear();
                self.open = 0;
                writer.send(Word::Commit)?;
                Ok(Settled::All)
            }
            Verdict::Remade(remade) => {
                for topic in &remade {
                    self.say_remade(*topic);
                }
                self.forget(&remade)?;
                self.owes_look = true;
                self.drop_open(&remade, writer)?;
                self.look_again(writer)?;
                Ok(Settled::Dropped)
            }
            Verdict::Unknown => {
                self.opened = Instant::now();
                Ok(Settled::Later)
            }
        }
    }

    /// Has what was handed on dropped, as these topics have gone, and reads the others on where what is sound ends.
    fn drop_open(&mut self, gone: &BTreeSet<Topic>, writer: &SyncSender<Word>) -> Result<(), Halt> {
        self.open = 0;
        self.chunk = Chunk::default();
        writer.send(Word::Drop(self.names(gone)))?;
        Ok(self.rewind()?)
    }

    /// Reads on where what is sound ends.
    fn rewind(&mut self) -> anyhow::Result<()> {
        self.client.end(self.partitions.iter().filter(|partition| partition.is_open()))?;
        let open = self.partitions.iter_mut().filter(|partition| partition.is_open());
        let rewound = open.map(|partition| {
            partition.read = partition.sound;
            &*partition
        });
        self.client.begin(rewound)
    }

    /// Looks at the topics while reading. What was handed on is settled first, so that nothing of a topic that has
    /// gone is lost.
    fn look_again(&mut self, writer: &SyncSender<Word>) -> Result<(), Halt> {
        // What is not answered is not asked once more before it is known why.
        if !self.is_unanswered && self.settle(writer)? == Settled::Dropped {
            return Ok(());
        }
        match self.look() {
            Ok(gone) if gone.is_empty() => {}
            Ok(gone) => self.drop_open(&gone, writer)?,
            Err(error) => {
                let why = format!("{error:#}");
                if why != self.said {
                    tracing::warn!("cannot look at the topics: {why}");
                    self.said = why;
                }
            }
        }
        Ok(())
    }

    fn say_remade(&self, topic: Topic) {
        let name = self.watch.name(topic);
        tracing::warn!("{name} is a new topic of the same name: it is read from its beginning");
    }

    /// Names of topics in Kafka.
    pub(super) fn names(&self, topics: &BTreeSet<Topic>) -> Vec<String> {
        topics.iter().map(|topic| self.watch.name(*topic).to_owned()).collect()
    }

    /// Whether a catch-up is over: every offset that was there at the start has been read.
    fn has_read_all(&self) -> bool {
        self.until == Until::End && !self.owes_look && self.partitions.iter().all(Partition::is_read)
    }

    /// The same once nothing comes any more. The last offsets of a partition may hold no record (a transaction's
    /// marker, or compacted away): then its end has been reached all the same, and all that lay before it has come.
    fn is_at_end(&self) -> bool {
        !self.owes_look
            && self.client.heard().have_ended(self.partitions.iter().filter(|partition| !partition.is_read()))
    }
}

/// Why reading stops before its end.
enum Halt {
    WriterGone,
    Failed(anyhow::Error),
}

impl From<SendError<Word>> for Halt {
    fn from(_: SendError<Word>) -> Self {
        Self::WriterGone
    }
}

impl From<anyhow::Error> for Halt {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// How it stands with what was handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settled {
    /// All is committed.
    All,
    /// It was dropped, to be read again.
    Dropped,
    /// It is not known yet.
    Later,
}
