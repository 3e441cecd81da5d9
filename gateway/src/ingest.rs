//! Kafka: all partitions of the topics, read by this process alone, merged into the order in which their records
//! were published. The only file, with those below it, that names rdkafka.
//!
//! Partitions are assigned, not subscribed to: no group, no commits, so that every gateway is complete and any
//! number of them can run. The backlog is read first, then the topics are followed; topics and partitions that
//! appear later are taken in, and topics that are made anew are read from their beginning. librdkafka resumes after
//! most outages by itself, else a new client goes on; offsets guard against repetition. What cannot be read is said and holds up nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use gridcast_kafka::{Fault, Renewal, Watch};
use gridcast_shared::topics::{Topic, TopicSet};
use rdkafka::consumer::Consumer;
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::config::KafkaConfig;
use crate::hub::{Input, SourceState};
use crate::runs::Arrived;
use crate::telemetry::{Metrics, wall_ms};

use client::Client;
use discovery::{Found, Gone, News, Witnesses, Word};
use partition::Partition;
use progress::Unconfirmed;

mod client;
mod discovery;
mod merge;
mod partition;
mod progress;

/// Most records that go to the hub at once.
const BATCH: usize = 1024;
/// Longest sleep when no queue wakes the thread: a stop and the merge's patience are looked at this often.
const NAP: Duration = Duration::from_millis(20);

/// A consumer that has not begun.
pub struct Ingest {
    config: KafkaConfig,
    client: Arc<Client>,
    watch: Watch,
    metrics: Arc<Metrics>,
}

impl std::fmt::Debug for Ingest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ingest").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Ingest {
    /// Sets up the clients. The broker need not be there.
    ///
    /// # Errors
    /// When librdkafka refuses a property.
    pub fn new(config: &KafkaConfig, metrics: Arc<Metrics>) -> anyhow::Result<Self> {
        let configuration = client::configuration(config);
        let client = client::create(&configuration).context("the Kafka client cannot be set up")?;
        let watch = Watch::new(&configuration, config.topics.clone());
        let watch = watch.context("the Kafka client cannot be set up")?;
        Ok(Self { config: config.clone(), client: Arc::new(client), watch, metrics })
    }

    /// Reads until the token is cancelled.
    ///
    /// # Errors
    /// When the client itself breaks down; brokers that go away do not end it.
    pub fn run(
        self,
        hub: &SyncSender<Input>,
        stop: &CancellationToken,
        runtime: Handle,
    ) -> anyhow::Result<()> {
        // Without a buffer, so that nothing is looked at again before the last word was heard.
        let (words, heard) = sync_channel(0);
        let witnesses = Witnesses::default();
        let since = self.config.since;
        discovery::start(self.watch, since, witnesses.clone(), words, stop.clone(), runtime)?;
        let mut reader = Reader {
            config: self.config,
            client: self.client,
            metrics: self.metrics,
            hub,
            stop,
            heard,
            witnesses,
            partitions: Vec::new(),
            read_before: BTreeMap::new(),
            faults: Vec::new(),
            batch: Vec::new(),
            state: SourceState::Away,
            renewal: Renewal::default(),
            caught_up: false,
            read: [0; 6],
        };
        while !stop.is_cancelled() {
            reader.listen()?;
            reader.serve_client();
            let moved = reader.merge();
            reader.flush();
            reader.judge();
            if !moved {
                std::thread::park_timeout(NAP);
            }
        }
        Ok(())
    }
}

/// The thread that polls.
struct Reader<'a> {
    config: KafkaConfig,
    client: Arc<Client>,
    metrics: Arc<Metrics>,
    hub: &'a SyncSender<Input>,
    stop: &'a CancellationToken,
    heard: Receiver<Word>,
    witnesses: Witnesses,
    partitions: Vec<Partition>,
    /// Of partitions that were let go: what need not go on again when there is one of the same name.
    read_before: BTreeMap<(Topic, i32), Unconfirmed>,
    /// Of whole topics, by the last look.
    faults: Vec<Fault>,
    batch: Vec<Arrived>,
    state: SourceState,
    /// When the client is made anew.
    renewal: Renewal,
    caught_up: bool,
    /// Records since the counters were last told, by topic.
    read: [u64; 6],
}

impl Reader<'_> {
    /// Takes in what discovery has found.
    fn listen(&mut self) -> anyhow::Result<()> {
        match self.heard.try_recv() {
            Ok(Word::Away(why)) => self.away(&why),
            Ok(Word::Here(news)) => {
                self.take_news(news)?;
                self.here();
            }
            // It ends with everything else, and never by itself.
            Err(TryRecvError::Disconnected) if !self.stop.is_cancelled() => {
                bail!("topics are no longer looked at")
            }
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
        }
        if self.client.context().take_all_down() && self.state != SourceState::Away {
            self.away("all brokers are down");
        }
        Ok(())
    }

    fn away(&mut self, why: &str) {
        self.metrics.source_away(why);
        if self.state != SourceState::Away {
            self.tell(SourceState::Away);
        }
    }

    fn here(&mut self) {
        if self.state != SourceState::Away {
            return;
        }
        self.metrics.source_back();
        // After an outage every partition may have more: none is known to be at its end.
        for partition in &mut self.partitions {
            partition.at_end = false;
        }
        self.state = SourceState::Backlog;
        self.judge();
        if self.state == SourceState::Backlog {
            self.tell(SourceState::Backlog);
        }
    }

    fn tell(&mut self, state: SourceState) {
        self.flush();
        self.state = state;
        self.hub.send(Input::Source(state)).ok();
    }

    fn take_news(&mut self, news: News) -> anyhow::Result<()> {
        for (topic, why) in news.gone {
            self.forget(topic, why)?;
        }
        self.assign(news.found)?;
        let (mut lag, now) = (BTreeMap::new(), Instant::now());
        for partition in &mut self.partitions {
            let end = news.ends.get(&(partition.topic, partition.number)).copied();
            partition.looked_at(&news.faults, end, now);
            if let Some(offset) = news.confirmed.get(&(partition.topic, partition.number)) {
                partition.confirmed(*offset);
            }
            *lag.entry(partition.topic).or_insert(0) += end.map_or(0, |end| partition.lag(end));
        }
        for (topic, records) in lag {
            self.metrics.lag(topic, records);
        }
        self.faults = news.faults.into_iter().filter(|fault| fault.partition.is_none()).collect();
        if self.renewal.is_due(self.partitions.iter().filter_map(Partition::stood), now) {
            self.renew_client()?;
        }
        Ok(())
    }

    /// Leaders answer and their records do not come: a client that knows of nothing before goes on where each partition
    /// is.
    fn renew_client(&mut self) -> anyhow::Result<()> {
        tracing::warn!("records do not come though they are there: they are asked for anew");
        let client = client::create(&client::configuration(&self.config));
        let client = Arc::new(client.context("the Kafka client cannot be set up")?);
        let mut list = TopicPartitionList::with_capacity(self.partitions.len());
        for partition in &self.partitions {
            let (name, next) = partition.place();
            list.add_partition_offset(name, partition.number, Offset::Offset(next))
                .context("assign partitions")?;
        }
        client.incremental_assign(&list).context("assign partitions")?;
        for partition in &mut self.partitions {
            if !partition.go_on_with(&client) {
                tracing::error!(
                    partition = partition.number,
                    "a new client does not have what it was assigned"
                );
            }
        }
        self.client = client;
        Ok(())
    }

    /// Lets go of a topic's partitions.
    fn forget(&mut self, topic: Topic, why: Gone) -> anyhow::Result<()> {
        let name = self.config.name(topic);
        let why = match why {
            Gone::Deleted => "the topic was deleted",
            Gone::Remade => "the topic was made anew: it is read from its beginning",
        };
        self.metrics.topic_gone(topic, name, why);
        self.witnesses.forget(topic);
        let mut list = TopicPartitionList::new();
        for partition in self.partitions.extract_if(.., |partition| partition.topic == topic) {
            list.add_partition(name, partition.number);
            self.read_before.insert((topic, partition.number), partition.into_unconfirmed());
        }
        self.client.incremental_unassign(&list).context("let go of partitions")
    }

    fn assign(&mut self, found: Vec<Found>) -> anyhow::Result<()> {
        if found.is_empty() {
            return Ok(());
        }
        let mut list = TopicPartitionList::new();
        for partition in &found {
            let offset = partition.from.map_or(Offset::Beginning, Offset::Offset);
            list.add_partition_offset(&partition.name, partition.number, offset)
                .context("assign partitions")?;
        }
        self.client.incremental_assign(&list).context("assign partitions")?;
        for partition in found {
            tracing::debug!(topic = %partition.name, partition = partition.number, "partition assigned");
            let read_before =
                self.read_before.remove(&(partition.topic, partition.number)).unwrap_or_default();
            self.partitions.extend(Partition::split(&self.client, partition, read_before));
        }
        Ok(())
    }

    /// Serves the client's own events: errors, and messages that came before their partition was split off.
    fn serve_client(&mut self) {
        while let Some(event) = self.client.poll(Duration::ZERO) {
            match event {
                Ok(message) => {
                    let (name, number) = (message.topic(), message.partition());
                    let known = self.partitions.iter_mut().find(|partition| partition.is(name, number));
                    if let Some(partition) = known {
                        partition.early(&message);
                    }
                }
                Err(error) => tracing::debug!("Kafka: {error}"),
            }
        }
    }

    /// Merges what is there; whether anything moved.
    fn merge(&mut self) -> bool {
        let mut moved = false;
        loop {
            for partition in &mut self.partitions {
                partition.fill(&self.metrics);
            }
            let Some(mut next) = self.next_partition() else { return moved };
            // The same one's next record is often the next of all: only its head changes between two looks.
            while let Some(arrived) = self.partitions[next].take_head() {
                self.read[self.partitions[next].topic as usize] += 1;
                self.batch.push(arrived);
                moved = true;
                if BATCH <= self.batch.len() {
                    self.flush();
                }
                self.partitions[next].fill(&self.metrics);
                if self.partitions[next].must_wait() {
                    break;
                }
                match merge::earliest(&self.partitions) {
                    Some(earliest) => next = earliest,
                    None => break,
                }
            }
        }
    }

    /// The partition whose head is next, unless another must be waited for.
    fn next_partition(&mut self) -> Option<usize> {
        let next = merge::earliest(&self.partitions)?;
        let mut is_blocked = false;
        if self.partitions.iter().any(Partition::must_wait) {
            let behind_ms = wall_ms() - self.partitions[next].head_at_ms().unwrap_or_default();
            let now = Instant::now();
            for partition in &mut self.partitions {
                is_blocked |= partition.is_waited_for(self.caught_up, behind_ms, now);
            }
        }
        (!is_blocked).then_some(next)
    }

    fn flush(&mut self) {
        for (topic, n) in Topic::ALL.into_iter().zip(&mut self.read) {
            if 0 < *n {
                self.metrics.records_read(topic, std::mem::take(n));
            }
        }
        if !self.batch.is_empty() {
            self.witnesses.tell(self.partitions.iter().filter_map(Partition::newest).collect());
            let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
            self.hub.send(Input::Records(batch)).ok();
        }
    }

    /// Tells the state when it has changed. The backlog is read once every partition has been read to its end or
    /// cannot be read.
    fn judge(&mut self) {
        if self.state == SourceState::Away {
            return;
        }
        let faulty = self.partitions.iter().filter(|partition| partition.has_fault()).map(|of| of.topic);
        let unreadable: TopicSet = self.faults.iter().map(|fault| fault.topic).chain(faulty).collect();
        self.metrics.source_unreadable(unreadable, || {
            let of_partitions = self.partitions.iter().filter_map(Partition::fault);
            let faults: Vec<Fault> = self.faults.iter().cloned().chain(of_partitions).collect();
            Fault::summary(&faults, |topic| self.config.name(topic))
        });
        self.caught_up |= self.partitions.iter().all(Partition::has_been_read);
        let state = match (self.caught_up, unreadable.is_empty()) {
            (false, _) => SourceState::Backlog,
            (true, true) => SourceState::Following,
            (true, false) => SourceState::Incomplete(unreadable),
        };
        if state != self.state {
            self.tell(state);
        }
    }
}
