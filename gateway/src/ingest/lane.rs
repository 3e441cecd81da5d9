//! One partition: its queue, its head, and whether its end has been reached.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use gridcast_shared::topics::{Record, Topic};
use rdkafka::consumer::base_consumer::PartitionQueue;
use rdkafka::error::KafkaError;
use rdkafka::message::{BorrowedMessage, Message};

use super::client::{Client, Watcher};
use super::discovery::Found;
use super::merge::Headed;
use crate::reject::Reject;
use crate::runs::Arrived;
use crate::telemetry::Metrics;

/// A partition being read.
pub(super) struct Lane {
    pub(super) topic: Topic,
    name: String,
    number: i32,
    queue: PartitionQueue<Watcher>,
    /// Set by the client when the queue has something again.
    nonempty: Arc<AtomicBool>,
    /// What came before the queue was split off, as offset and bytes.
    early: VecDeque<(i64, i64, Vec<u8>)>,
    head: Option<Arrived>,
    progress: Progress,
    /// Nothing is known to come: it is not waited for.
    pub(super) at_end: bool,
    reached_end: bool,
}

/// How far a partition has been read.
#[derive(Clone, Copy, Debug)]
struct Progress {
    next_offset: i64,
    newest_at_ms: i64,
}

impl Progress {
    /// Takes note of a message; `false` when it was read before. Offsets that fall with a newer time are those of
    /// a topic that was made anew.
    fn took(&mut self, offset: i64, at_ms: i64) -> bool {
        if offset < self.next_offset && at_ms <= self.newest_at_ms {
            return false;
        }
        *self = Self { next_offset: offset + 1, newest_at_ms: at_ms };
        true
    }
}

impl Lane {
    /// Splits a partition off the client's common queue. `None` when the client no longer has it.
    pub(super) fn split(client: &Arc<Client>, found: Found) -> Option<Self> {
        let mut queue = client.split_partition_queue(&found.name, found.number)?;
        let nonempty = Arc::new(AtomicBool::new(true));
        let (flag, reader) = (Arc::clone(&nonempty), std::thread::current());
        queue.set_nonempty_callback(move || {
            flag.store(true, Ordering::Release);
            reader.unpark();
        });
        Some(Self {
            topic: found.topic,
            name: found.name,
            number: found.number,
            queue,
            nonempty,
            early: VecDeque::new(),
            head: None,
            progress: Progress { next_offset: found.from.unwrap_or(0), newest_at_ms: i64::MIN },
            at_end: false,
            reached_end: false,
        })
    }

    /// Whether it is this partition.
    pub(super) fn is(&self, name: &str, number: i32) -> bool {
        self.number == number && self.name == name
    }

    /// Its topic's name and its number.
    pub(super) fn place(&self) -> (String, i32) {
        (self.name.clone(), self.number)
    }

    /// How many records lie before its end.
    pub(super) fn lag(&self, end: i64) -> i64 {
        (end - self.progress.next_offset).max(0)
    }

    /// Keeps a message that came through the common queue.
    pub(super) fn early(&mut self, message: &BorrowedMessage<'_>) {
        let at_ms = message.timestamp().to_millis().unwrap_or(0);
        self.early.push_back((message.offset(), at_ms, message.payload().unwrap_or_default().to_vec()));
    }

    /// Whether the merge must wait for it: it has no head, and may get one that is earlier than all others.
    pub(super) fn must_wait(&self) -> bool {
        self.head.is_none() && !self.at_end
    }

    /// Whether all that was there at the start has been read.
    pub(super) fn has_been_read(&self) -> bool {
        self.reached_end && self.head.is_none()
    }

    /// When its head was published.
    pub(super) fn head_at_ms(&self) -> Option<i64> {
        self.head.as_ref().map(|head| head.at_ms)
    }

    /// Takes its head.
    pub(super) fn take_head(&mut self) -> Option<Arrived> {
        self.head.take()
    }

    /// Reads on until it has a head or its queue is empty. Refused records are counted and passed over.
    pub(super) fn fill(&mut self, metrics: &Metrics) {
        while self.head.is_none() {
            if let Some((offset, at_ms, bytes)) = self.early.pop_front() {
                if self.progress.took(offset, at_ms) {
                    self.at_end = false;
                    self.head = parse(self.topic, at_ms, &bytes, metrics);
                }
                continue;
            }
            // Cleared before the look, so that what comes after the look sets it again.
            if !self.nonempty.swap(false, Ordering::AcqRel) {
                return;
            }
            match self.queue.poll(Duration::ZERO) {
                None => return,
                Some(Ok(message)) => {
                    self.nonempty.store(true, Ordering::Release);
                    let (offset, at_ms) = (message.offset(), message.timestamp().to_millis().unwrap_or(0));
                    if self.progress.took(offset, at_ms) {
                        self.at_end = false;
                        self.head = parse(self.topic, at_ms, message.payload().unwrap_or_default(), metrics);
                    }
                }
                Some(Err(error)) => {
                    self.nonempty.store(true, Ordering::Release);
                    if let KafkaError::PartitionEOF(_) = error {
                        self.at_end = true;
                        self.reached_end = true;
                    } else {
                        tracing::debug!(topic = %self.name, partition = self.number, "Kafka: {error}");
                    }
                }
            }
        }
    }
}

impl Headed for Lane {
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
        Ok(record) => Some(Arrived { at_ms, record }),
        Err(error) => {
            metrics.record_rejected(Reject::from(&error), topic, &error);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_is_read_once_unless_its_topic_was_made_anew() {
        let mut progress = Progress { next_offset: 0, newest_at_ms: i64::MIN };
        assert!(progress.took(0, 100) && progress.took(1, 100) && progress.took(5, 101));
        assert!(!progress.took(5, 101) && !progress.took(0, 100));
        assert!(progress.took(0, 102) && progress.took(1, 102));
    }
}
