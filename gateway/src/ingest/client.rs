//! The client: its properties, and what librdkafka tells beside records.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};

use gridcast_shared::topics::Topic;
use rdkafka::ClientContext;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, ConsumerContext};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};
use rdkafka::statistics::Statistics;

use super::lane::Lane;
use crate::config::KafkaConfig;

/// The consumer.
pub(super) type Client = BaseConsumer<Watcher>;

/// Properties that keep a whole race's catch-up fast and within 64 MB. At most 512 KB wait in each partition's
/// queue, so queues run dry unless they are refilled at once: a full one is looked at again after 1 ms, not
/// librdkafka's second, and a fetch of partitions that have nothing is not held back by the broker for long, as
/// the next fetch of those that have waits for it.
const PROPERTIES: [(&str, &str); 15] = [
    ("group.id", "gridcast-gateway"),
    ("client.id", "gridcast-gateway"),
    ("enable.auto.commit", "false"),
    ("enable.auto.offset.store", "false"),
    ("enable.partition.eof", "true"),
    ("auto.offset.reset", "earliest"),
    ("allow.auto.create.topics", "false"),
    ("fetch.wait.max.ms", "20"),
    ("fetch.message.max.bytes", "196608"),
    ("fetch.max.bytes", "8388608"),
    ("fetch.queue.backoff.ms", "1"),
    ("queued.min.messages", "4000"),
    ("queued.max.messages.kbytes", "512"),
    ("reconnect.backoff.max.ms", "1000"),
    ("statistics.interval.ms", "2000"),
];

/// Sets up a consumer.
pub(super) fn create(config: &KafkaConfig) -> KafkaResult<Client> {
    let mut client = ClientConfig::new();
    for (key, value) in PROPERTIES {
        client.set(key, value);
    }
    client.set("bootstrap.servers", &config.brokers);
    for (key, value) in &config.properties {
        client.set(key, value.expose());
    }
    client.set_log_level(RDKafkaLogLevel::Warning);
    client.create_with_context(Watcher::default())
}

/// Hears what librdkafka tells.
#[derive(Debug, Default)]
pub(super) struct Watcher {
    all_down: AtomicBool,
    /// Ends of partitions by topic and number, once each statistics interval; `None` when they were taken.
    ends: Mutex<Option<BTreeMap<(String, i32), i64>>>,
}

impl ClientContext for Watcher {
    fn log(&self, _level: RDKafkaLogLevel, facility: &str, message: &str) {
        // Outages are told once by the reader; librdkafka repeats them at every attempt.
        tracing::debug!(facility, "librdkafka: {message}");
    }

    fn error(&self, error: KafkaError, reason: &str) {
        tracing::debug!("Kafka: {error}: {reason}");
        if error.rdkafka_error_code() == Some(RDKafkaErrorCode::AllBrokersDown) {
            self.all_down.store(true, Ordering::Relaxed);
        }
    }

    fn stats(&self, statistics: Statistics) {
        let ends = statistics.topics.into_values().flat_map(|topic| {
            let name = topic.topic;
            topic
                .partitions
                .into_values()
                .map(move |partition| ((name.clone(), partition.partition), partition.hi_offset))
        });
        *self.ends.lock().unwrap_or_else(PoisonError::into_inner) = Some(ends.collect());
    }
}

impl ConsumerContext for Watcher {}

impl Watcher {
    /// Whether all brokers have gone since the last call.
    pub(super) fn take_all_down(&self) -> bool {
        self.all_down.swap(false, Ordering::Relaxed)
    }

    /// Records that are not read yet, by topic; nothing between two statistics.
    pub(super) fn take_lag(&self, lanes: &[Lane]) -> Vec<(Topic, i64)> {
        let Some(ends) = self.ends.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return Vec::new();
        };
        let mut lag = BTreeMap::new();
        for lane in lanes {
            if let Some(end) = ends.get(&lane.place()) {
                *lag.entry(lane.topic).or_insert(0) += lane.lag(*end);
            }
        }
        lag.into_iter().collect()
    }
}
