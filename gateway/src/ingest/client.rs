//! The client: its properties, and what librdkafka tells beside records.

use std::sync::atomic::{AtomicBool, Ordering};

use gridcast_kafka::RECOVERY;
use rdkafka::ClientContext;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, ConsumerContext};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};

use crate::config::KafkaConfig;

/// The consumer.
pub(super) type Client = BaseConsumer<Watcher>;

/// Properties that keep a whole race's catch-up fast and within 64 MB. At most 512 KB wait in each partition's
/// queue, so queues run dry unless they are refilled at once: a full one is looked at again after 1 ms, not
/// librdkafka's second, and a fetch of partitions that have nothing is not held back by the broker for long, as
/// the next fetch of those that have waits for it.
const PROPERTIES: [(&str, &str); 13] = [
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
];

/// The configuration of a consumer.
pub(super) fn configuration(config: &KafkaConfig) -> ClientConfig {
    let mut client = ClientConfig::new();
    for (key, value) in PROPERTIES.into_iter().chain(RECOVERY) {
        client.set(key, value);
    }
    client.set("bootstrap.servers", &config.brokers);
    for (key, value) in &config.properties {
        client.set(key, value.expose());
    }
    client.set_log_level(RDKafkaLogLevel::Warning);
    client
}

/// Sets up a consumer.
pub(super) fn create(configuration: &ClientConfig) -> KafkaResult<Client> {
    configuration.create_with_context(Watcher::default())
}

/// Hears what librdkafka tells beside records.
#[derive(Debug, Default)]
pub(super) struct Watcher {
    all_down: AtomicBool,
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
}

impl ConsumerContext for Watcher {}

impl Watcher {
    /// Whether all brokers have gone since the last call.
    pub(super) fn take_all_down(&self) -> bool {
        self.all_down.swap(false, Ordering::Relaxed)
    }
}
