//! What librdkafka tells beside records: which partitions' ends have been reached.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rdkafka::ClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::consumer::ConsumerContext;
use rdkafka::error::KafkaError;
use rdkafka::statistics::Statistics;

use super::position::Partition;

/// Keeps what librdkafka tells of ends. Its own log goes to debug: outages are told by the reader.
#[derive(Debug, Default)]
pub(super) struct Listener {
    /// Of partitions whose end has been reached, by topic and number, the offset at which it was.
    ended: Mutex<BTreeMap<(String, i32), i64>>,
}

impl Listener {
    fn ended(&self) -> MutexGuard<'_, BTreeMap<(String, i32), i64>> {
        self.ended.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the end of each of these has been reached.
    pub(super) fn have_ended<'a>(&self, mut partitions: impl Iterator<Item = &'a Partition>) -> bool {
        let ended = self.ended();
        partitions.all(|partition| ended.contains_key(&(partition.name.to_string(), partition.number)))
    }

    /// Whether the end of a partition has been reached at this offset or behind it.
    pub(super) fn has_ended_at(&self, partition: &Partition, end: i64) -> bool {
        let key = (partition.name.to_string(), partition.number);
        self.ended().get(&key).is_some_and(|reached| end <= *reached)
    }

    /// A topic has gone, and its ends with it.
    pub(super) fn forget(&self, topic: &str) {
        self.ended().retain(|(name, _), _| name != topic);
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
        let mut ended = self.ended();
        for topic in statistics.topics.into_values() {
            // Below zero stands for an end that has not been reached.
            let reached = topic.partitions.into_values().filter(|partition| 0 <= partition.eof_offset);
            ended.extend(
                reached.map(|partition| ((topic.topic.clone(), partition.partition), partition.eof_offset)),
            );
        }
    }
}

impl ConsumerContext for Listener {}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use gridcast_shared::topics::Topic;
    use rdkafka::statistics;

    use super::super::position::Position;
    use super::*;

    #[test]
    fn an_end_is_that_of_a_topic_and_a_number() {
        let listener = Listener::default();
        let unread = [("tele", 0), ("laps", 1)].map(|(name, number)| {
            let read = Position { next: 3, last: None };
            let name = Arc::from(name);
            Partition::new(Topic::Tele, name, number, read, 4, gridcast_kafka::Stall::default())
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
        listener.forget("tele");
        assert!(!listener.have_ended(unread.iter()));
    }
}
