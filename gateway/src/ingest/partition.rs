//! One partition: its queue, its head, and whether its end has been reached.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use gridcast_kafka::{Fault, Stall};
use gridcast_shared::topics::{Record, Topic};
use rdkafka::consumer::base_consumer::PartitionQueue;
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Message};

use super::client::{Client, Watcher};
use super::discovery::{Found, Newest};
use super::merge::{Headed, Patience};
use super::progress::{Progress, Unconfirmed};
use crate::reject::{IMPOSSIBLE, Reject};
use crate::runs::Arrived;
use crate::telemetry::Metrics;

/// Of one that stands for so long nothing more is expected when the backlog is read.
const GIVEN_UP_AFTER: Duration = Duration::from_secs(20);

/// A partition being read.
pub(super) struct Partition {
    pub(super) topic: Topic,
    name: String,
    pub(super) number: i32,
    queue: PartitionQueue<Watcher>,
    /// Set by the client when the queue has something again.
    nonempty: Arc<AtomicBool>,
    /// What came before the queue was split off, as offset, time and bytes.
    early: VecDeque<(i64, Option<i64>, Vec<u8>)>,
    head: Option<Arrived>,
    progress: Progress,
    /// Nothing is known to come: it is not waited for.
    pub(super) at_end: bool,
    reached_end: bool,
    drained: Drained,
    patience: Patience,
    /// Why it cannot be read, by its queue or by discovery.
    fault: Option<String>,
    stall: Stall,
    /// How long it had stood at the last look, where nothing else is wrong with it.
    stood: Option<Duration>,
}

/// Whether a partition's end was reached, and nothing has come since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drained {
    No,
    Yes,
    /// This was its end when that was looked at first.
    To(i64),
}

/// A partition's queue, and what the client sets when it has something again.
type Queue = (PartitionQueue<Watcher>, Arc<AtomicBool>);

impl Partition {
    /// Splits a partition off the client's common queue. `read_before` was read of one of the same name. `None` when
    /// the client no longer has it.
    pub(super) fn split(client: &Arc<Client>, found: Found, read_before: Unconfirmed) -> Option<Self> {
        let (queue, nonempty) = queue_of(client, &found.name, found.number)?;
        Some(Self {
            topic: found.topic,
            name: found.name,
            number: found.number,
            queue,
            nonempty,
            early: VecDeque::new(),
            head: None,
            progress: Progress::new(found.from.unwrap_or(0), read_before),
            at_end: false,
            reached_end: false,
            drained: Drained::No,
            patience: Patience::default(),
            fault: None,
            stall: Stall::default(),
            stood: None,
        })
    }

    /// Goes on with another client, which has been assigned this partition from where it is. False when that client
    /// does not have it.
    pub(super) fn go_on_with(&mut self, client: &Arc<Client>) -> bool {
        let Some((queue, nonempty)) = queue_of(client, &self.name, self.number) else { return false };
        (self.queue, self.nonempty) = (queue, nonempty);
        self.early.clear();
        (self.stall, self.stood, self.drained) = (Stall::default(), None, Drained::No);
        true
    }

    /// Its name in Kafka, and the offset that is read next.
    pub(super) fn place(&self) -> (&str, i64) {
        (&self.name, self.progress.next_offset)
    }

    /// How long its records have not come though its leader answers, if so.
    pub(super) fn stood(&self) -> Option<Duration> {
        self.stood
    }

    /// Whether nothing is expected of it: it cannot be read, and not only for a moment.
    fn is_given_up(&self) -> bool {
        self.fault.is_some() && self.stood.is_none_or(|stood| GIVEN_UP_AFTER <= stood)
    }

    /// Whether it is this partition.
    pub(super) fn is(&self, name: &str, number: i32) -> bool {
        self.number == number && self.name == name
    }

    /// How many records lie before its end.
    pub(super) fn lag(&self, end: i64) -> i64 {
        (end - self.progress.next_offset).max(0)
    }

    /// Keeps a message that came through the common queue.
    pub(super) fn early(&mut self, message: &BorrowedMessage<'_>) {
        let at_ms = message.timestamp().to_millis();
        self.early.push_back((message.offset(), at_ms, message.payload().unwrap_or_default().to_vec()));
    }

    /// Whether the merge must wait for it: it has no head, and may get one that is earlier than all others.
    pub(super) fn must_wait(&self) -> bool {
        self.head.is_none() && !self.at_end && self.fault.is_none()
    }

    /// Whether the merge waits for it still; its patience is bounded.
    pub(super) fn is_waited_for(&mut self, caught_up: bool, behind_ms: i64, now: Instant) -> bool {
        let waits = self.must_wait() && self.patience.waits(caught_up, behind_ms, now);
        if self.must_wait() && !waits {
            self.at_end = true;
            self.patience.ended(|| now);
        }
        waits
    }

    /// Whether all that was there at the start has been read, or cannot be.
    pub(super) fn has_been_read(&self) -> bool {
        (self.reached_end || self.is_given_up()) && self.head.is_none()
    }

    /// Whether it cannot be read.
    pub(super) fn has_fault(&self) -> bool {
        self.fault.is_some()
    }

    /// Why it cannot be read.
    pub(super) fn fault(&self) -> Option<Fault> {
        let why = self.fault.clone()?;
        Some(Fault { topic: self.topic, partition: Some(self.number), why })
    }

    /// Takes in what a look showed: faults, and the partition's end.
    pub(super) fn looked_at(&mut self, faults: &[Fault], end: Option<i64>, now: Instant) {
        let found = faults.iter().find(|fault| fault.covers(self.topic, self.number));
        self.fault = found.map(|fault| fault.why.clone());
        let next = self.progress.next_offset;
        // The last offsets of a partition may hold no record.
        if let (Drained::Yes, Some(end)) = (self.drained, end) {
            self.drained = Drained::To(end);
        }
        let has_more = |end: i64| match self.drained {
            Drained::No => next < end,
            Drained::Yes => false,
            Drained::To(drained) => drained < end,
        };
        let stalled = self.stall.looked(next, self.head.is_none() && end.is_some_and(has_more), now);
        self.stood = self.stall.stood_for(now).filter(|_| self.fault.is_none());
        if self.fault.is_none() {
            self.fault = stalled.map(str::to_owned);
        }
    }

    /// The last record that was read.
    pub(super) fn newest(&self) -> Option<Newest> {
        let (at_ms, witness) = self.progress.witness(self.number)?;
        Some(Newest { topic: self.topic, at_ms, witness })
    }

    /// What was read up to this offset is of the topic that is there.
    pub(super) fn confirmed(&mut self, offset: i64) {
        self.progress.confirmed(offset);
    }

    /// What need not go on again when a partition of the same name is read.
    pub(super) fn into_unconfirmed(self) -> Unconfirmed {
        self.progress.into_unconfirmed(self.head.is_none())
    }

    /// When its head was published.
    pub(super) fn head_at_ms(&self) -> Option<i64> {
        self.head.as_ref().map(|head| head.at_ms)
    }

    /// A record came; refused ones are no heads.
    fn took(&mut self, head: Option<Arrived>) {
        self.head = head;
        self.at_end = false;
        self.drained = Drained::No;
        self.fault = None;
        self.patience.ended(Instant::now);
    }

    /// Takes its head.
    pub(super) fn take_head(&mut self) -> Option<Arrived> {
        self.head.take()
    }

    /// Reads on until it has a head or its queue is empty. Refused records are counted and passed over.
    pub(super) fn fill(&mut self, metrics: &Metrics) {
        while self.head.is_none() {
            if let Some((offset, at_ms, bytes)) = self.early.pop_front() {
                if self.progress.took(offset, at_ms, Some(&bytes)) {
                    let head = parse(self.topic, at_ms.unwrap_or(0), &bytes, metrics);
                    self.took(head);
                }
                continue;
            }
            // Cleared before the look, so that what comes after the look sets it again.
            if !self.nonempty.swap(false, Ordering::AcqRel) {
                return;
            }
            let polled = match self.queue.poll(Duration::ZERO) {
                None => return,
                Some(Ok(message)) => {
                    let at_ms = message.timestamp().to_millis();
                    let value = message.payload();
                    let is_new = self.progress.took(message.offset(), at_ms, value);
                    Ok(is_new
                        .then(|| parse(self.topic, at_ms.unwrap_or(0), value.unwrap_or_default(), metrics)))
                }
                Some(Err(error)) => Err(error),
            };
            self.nonempty.store(true, Ordering::Release);
            match polled {
                Ok(None) => {}
                Ok(Some(head)) => self.took(head),
                Err(KafkaError::PartitionEOF(_)) => {
                    self.at_end = true;
                    self.reached_end = true;
                    self.drained = Drained::Yes;
                    self.fault = None;
                    self.patience = Patience::default();
                }
                Err(error) => {
                    tracing::debug!(topic = %self.name, partition = self.number, "Kafka: {error}");
                    if let KafkaError::MessageConsumption(code) = error {
                        self.fault = Some(code.to_string());
                    }
                }
            }
        }
    }
}

fn queue_of(client: &Arc<Client>, name: &str, number: i32) -> Option<Queue> {
    let mut queue = client.split_partition_queue(name, number)?;
    let nonempty = Arc::new(AtomicBool::new(true));
    let (flag, reader) = (Arc::clone(&nonempty), std::thread::current());
    queue.set_nonempty_callback(move || {
        flag.store(true, Ordering::Release);
        reader.unpark();
    });
    Some((queue, nonempty))
}

impl Headed for Partition {
    fn key(&self) -> Option<(i64, i64)> {
        let head = self.head.as_ref()?;
        let date_ms = match &head.record {
            Record::Tele(r) => r.date,
            Record::Timing(r) => r.date,
            Record::RaceControl(r) => r.date,
            Record::Weather(r) => r.date,
            // A session's record goes before what it is about; a lap after what it ended with.
            Record::Session(_) => i64::MIN,
            Record::Lap(_) => i64::MAX,
        };
        Some((head.at_ms, date_ms))
    }
}

fn parse(topic: Topic, at_ms: i64, bytes: &[u8], metrics: &Metrics) -> Option<Arrived> {
    if bytes.is_empty() && topic == Topic::Session {
        // A compacted topic's way of saying that a key is gone.
        return None;
    }
    match Record::parse(topic, bytes) {
        Ok(record) if record.is_reckonable() => Some(Arrived { at_ms, record }),
        Ok(_) => {
            metrics.record_rejected(Reject::OutOfRange, topic, &IMPOSSIBLE);
            None
        }
        Err(error) => {
            metrics.record_rejected(Reject::from(&error), topic, &error);
            None
        }
    }
}
