//! Kafka: all partitions of the topics, read by this process alone, merged into the order in which their records
//! were published. The only file, with those below it, that names rdkafka.
//!
//! Partitions are assigned, not subscribed to: no group, no commits, so that every gateway is complete and any
//! number of them can run. The backlog is read first, then the topics are followed; topics and partitions that
//! appear later are taken in. librdkafka resumes after an outage by itself, and offsets guard against repetition.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use anyhow::Context;
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
use discovery::{Found, Word};
use lane::Lane;
use merge::Patience;

mod client;
mod discovery;
mod lane;
mod merge;

/// Most records that go to the hub at once.
const BATCH: usize = 1024;
/// Longest sleep when no queue wakes the thread: a stop and the merge's patience are looked at this often.
const NAP: Duration = Duration::from_millis(20);

/// A consumer that has not begun.
pub struct Ingest {
    config: KafkaConfig,
    client: Arc<Client>,
    metrics: Arc<Metrics>,
}

impl std::fmt::Debug for Ingest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ingest").field("config", &self.config).finish_non_exhaustive()
    }
}

impl Ingest {
    /// Sets up the client. The broker need not be there.
    ///
    /// # Errors
    /// When librdkafka refuses a property.
    pub fn new(config: &KafkaConfig, metrics: Arc<Metrics>) -> anyhow::Result<Self> {
        let client = client::create(config).context("the Kafka client cannot be set up")?;
        Ok(Self { config: config.clone(), client: Arc::new(client), metrics })
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
        let (words, heard) = sync_channel(1);
        discovery::start(&self.config, Arc::clone(&self.client), words, stop.clone(), runtime)?;
        let mut reader = Reader {
            client: self.client,
            metrics: self.metrics,
            hub,
            heard,
            lanes: Vec::new(),
            patience: Patience::default(),
            batch: Vec::new(),
            state: SourceState::Away,
            caught_up: false,
            read: [0; 6],
        };
        while !stop.is_cancelled() {
            reader.listen()?;
            reader.serve_client();
            let moved = reader.merge();
            reader.flush();
            reader.look_for_end();
            if !moved {
                std::thread::park_timeout(NAP);
            }
        }
        Ok(())
    }
}

/// The thread that polls.
struct Reader<'a> {
    client: Arc<Client>,
    metrics: Arc<Metrics>,
    hub: &'a SyncSender<Input>,
    heard: Receiver<Word>,
    lanes: Vec<Lane>,
    patience: Patience,
    batch: Vec<Arrived>,
    state: SourceState,
    caught_up: bool,
    /// Records since the counters were last told, by topic.
    read: [u64; 6],
}

impl Reader<'_> {
    /// Takes in what discovery has found.
    fn listen(&mut self) -> anyhow::Result<()> {
        match self.heard.try_recv() {
            Ok(Word::Away(why)) => self.away(&why),
            Ok(Word::Here(found)) => {
                self.assign(found)?;
                self.here();
            }
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
        }
        if self.client.context().take_all_down() {
            self.away("all brokers are down");
        }
        Ok(())
    }

    fn away(&mut self, why: &str) {
        if self.state != SourceState::Away {
            self.metrics.source_away(why);
            self.tell(SourceState::Away);
        } else if !self.caught_up && self.lanes.is_empty() {
            self.metrics.source_unreached(why);
        }
    }

    fn here(&mut self) {
        if self.state != SourceState::Away {
            return;
        }
        // After an outage every partition may have more: none is known to be at its end.
        for lane in &mut self.lanes {
            lane.at_end = false;
        }
        let state = if self.caught_up { SourceState::Following } else { SourceState::Backlog };
        self.tell(state);
    }

    fn tell(&mut self, state: SourceState) {
        self.flush();
        self.state = state;
        self.hub.send(Input::Source(state)).ok();
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
            self.lanes.extend(Lane::split(&self.client, partition));
        }
        Ok(())
    }

    /// Serves the client's own events: errors, statistics, and messages that came before their lane was split.
    fn serve_client(&mut self) {
        while let Some(event) = self.client.poll(Duration::ZERO) {
            match event {
                Ok(message) => {
                    let (name, number) = (message.topic(), message.partition());
                    if let Some(lane) = self.lanes.iter_mut().find(|lane| lane.is(name, number)) {
                        lane.early(&message);
                    }
                }
                Err(error) => tracing::debug!("Kafka: {error}"),
            }
        }
        for (topic, lag) in self.client.context().take_lag(&self.lanes) {
            self.metrics.lag(topic, lag);
        }
    }

    /// Merges what is there; whether anything moved.
    fn merge(&mut self) -> bool {
        let mut moved = false;
        loop {
            for lane in &mut self.lanes {
                lane.fill(&self.metrics);
            }
            let Some(mut next) = self.next_lane() else { return moved };
            // The same lane's next record is often the next of all: only its head changes between two looks.
            while let Some(arrived) = self.lanes[next].take_head() {
                self.read[self.lanes[next].topic as usize] += 1;
                self.batch.push(arrived);
                moved = true;
                if BATCH <= self.batch.len() {
                    self.flush();
                }
                self.lanes[next].fill(&self.metrics);
                if self.lanes[next].must_wait() {
                    break;
                }
                match merge::earliest(&self.lanes) {
                    Some(lane) => next = lane,
                    None => break,
                }
            }
        }
    }

    /// The lane whose head is next, unless another must be waited for.
    fn next_lane(&mut self) -> Option<usize> {
        let next = merge::earliest(&self.lanes)?;
        let is_blocked = self.lanes.iter().any(Lane::must_wait);
        let behind_ms = wall_ms() - self.lanes[next].head_at_ms().unwrap_or_default();
        if is_blocked && self.patience.waits(self.caught_up, behind_ms, Instant::now()) {
            return None;
        }
        if is_blocked {
            for lane in self.lanes.iter_mut().filter(|lane| lane.must_wait()) {
                lane.at_end = true;
            }
        }
        self.patience.reset();
        Some(next)
    }

    fn flush(&mut self) {
        for (topic, n) in gridcast_shared::topics::Topic::ALL.into_iter().zip(&mut self.read) {
            if 0 < *n {
                self.metrics.records_read(topic, std::mem::take(n));
            }
        }
        if !self.batch.is_empty() {
            let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH));
            self.hub.send(Input::Records(batch)).ok();
        }
    }

    /// The backlog is read once every partition has been read to its end.
    fn look_for_end(&mut self) {
        let is_read = self.state == SourceState::Backlog && self.lanes.iter().all(Lane::has_been_read);
        if is_read {
            self.caught_up = true;
            self.tell(SourceState::Following);
        }
    }
}
