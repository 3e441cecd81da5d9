//! The publisher: topics made where they are missing, an idempotent producer, every acknowledgement counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use gridcast_shared::topics::{Record, Topic};
use rdkafka::ClientConfig;
use rdkafka::ClientContext;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::message::DeliveryResult;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer, ProducerContext};

use crate::cli::Kafka;

/// Partitions of a topic: 22 cars share them by hash of the driver's code.
const PARTITIONS: i32 = 20;

/// How long a broker may take to answer before it counts as unreachable.
const REACH: Duration = Duration::from_secs(10);

/// The name that a topic has behind a prefix: `f1_tele` with the default prefix `f1_`.
pub(crate) fn topic_name(prefix: &str, topic: Topic) -> String {
    format!("{prefix}{}", topic.default_name().trim_start_matches("f1_"))
}

/// What became of the records that were handed over.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    delivered: AtomicU64,
    failed: AtomicU64,
    first_failure: Mutex<Option<KafkaError>>,
}

impl Tally {
    /// Acknowledged by the broker.
    pub(crate) fn delivered(&self) -> u64 {
        self.delivered.load(Ordering::Relaxed)
    }

    /// Given up.
    pub(crate) fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Why the first one was given up.
    pub(crate) fn first_failure(&self) -> Option<KafkaError> {
        self.first_failure.lock().ok()?.clone()
    }
}

#[derive(Clone, Debug)]
struct Counting(Arc<Tally>);

impl ClientContext for Counting {}

impl ProducerContext for Counting {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        match result {
            Ok(_) => {
                self.0.delivered.fetch_add(1, Ordering::Relaxed);
            }
            Err((error, _)) => {
                self.0.failed.fetch_add(1, Ordering::Relaxed);
                if let Ok(mut first) = self.0.first_failure.lock() {
                    first.get_or_insert_with(|| error.clone());
                }
            }
        }
    }
}

/// Publishes records.
pub(crate) struct Publisher {
    producer: BaseProducer<Counting>,
    tally: Arc<Tally>,
    names: [(Topic, String); 6],
    value: Vec<u8>,
}

impl Publisher {
    /// Connects, and makes the topics that are missing.
    ///
    /// # Errors
    /// When the settings are wrong, no broker answers, or a topic cannot be made.
    pub(crate) fn connect(kafka: &Kafka) -> anyhow::Result<Self> {
        let config = client_config(kafka)?;
        let tally = Arc::new(Tally::default());
        let producer: BaseProducer<Counting> =
            config.create_with_context(Counting(Arc::clone(&tally))).context("wrong Kafka settings")?;
        let names = Topic::ALL.map(|topic| (topic, topic_name(&kafka.topic_prefix, topic)));
        let metadata = producer
            .client()
            .fetch_metadata(None, REACH)
            .with_context(|| format!("cannot reach Kafka at {}", kafka.brokers))?;
        let missing: Vec<&(Topic, String)> = names
            .iter()
            .filter(|(_, name)| !metadata.topics().iter().any(|t| t.name() == name && t.error().is_none()))
            .collect();
        make_topics(&config, &missing)?;
        Ok(Self { producer, tally, names, value: Vec::with_capacity(1024) })
    }

    /// Hands a record over, stamped with the wall clock, by which readers put partitions in order. Waits while the
    /// queue to the broker is full; `stopped` ends the wait.
    ///
    /// # Errors
    /// When the record is refused for another reason than a full queue.
    pub(crate) fn send(&mut self, record: &Record, stopped: &dyn Fn() -> bool) -> anyhow::Result<()> {
        self.value.clear();
        record.write_json(&mut self.value);
        let topic = record.topic();
        let name = self.names.iter().find(|(of, _)| *of == topic).map_or("", |(_, name)| name);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64);
        let mut next = BaseRecord::to(name).key(record.key()).payload(self.value.as_slice()).timestamp(now);
        loop {
            match self.producer.send(next) {
                Ok(()) => return Ok(()),
                Err((KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull), back)) => {
                    if stopped() {
                        return Ok(());
                    }
                    self.producer.poll(Duration::from_millis(50));
                    next = back;
                }
                Err((error, _)) => return Err(error).with_context(|| format!("cannot publish to {name}")),
            }
        }
    }

    /// Serves acknowledgements for at most `wait`.
    pub(crate) fn poll(&self, wait: Duration) {
        self.producer.poll(wait);
    }

    /// Waits until every record is acknowledged or given up.
    ///
    /// # Errors
    /// When records are still unacknowledged at the deadline.
    pub(crate) fn flush(&self, deadline: Duration) -> anyhow::Result<()> {
        self.producer.flush(deadline).with_context(|| {
            format!(
                "{} records were not acknowledged within {} s",
                self.producer.in_flight_count(),
                deadline.as_secs()
            )
        })
    }

    /// What became of the records.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }
}

fn make_topics(config: &ClientConfig, missing: &[&(Topic, String)]) -> anyhow::Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let admin: AdminClient<DefaultClientContext> = config.create().context("wrong Kafka settings")?;
    let topics = missing.iter().map(|(topic, name)| {
        let new = NewTopic::new(name, PARTITIONS, TopicReplication::Fixed(-1));
        match topic {
            Topic::Session => new.set("cleanup.policy", "compact"),
            _ => new,
        }
    });
    let topics: Vec<NewTopic<'_>> = topics.collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let options = AdminOptions::new().operation_timeout(Some(REACH)).request_timeout(Some(REACH));
    let made = runtime.block_on(admin.create_topics(&topics, &options)).context("cannot make the topics")?;
    for result in made {
        match result {
            Ok(_) | Err((_, RDKafkaErrorCode::TopicAlreadyExists)) => {}
            Err((name, code)) => bail!("cannot make the topic {name}: {code}"),
        }
    }
    Ok(())
}

fn client_config(kafka: &Kafka) -> anyhow::Result<ClientConfig> {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", &kafka.brokers)
        .set("client.id", "gridcast-producer")
        .set("enable.idempotence", "true")
        .set("compression.codec", "zstd")
        .set("linger.ms", "5")
        .set("queue.buffering.max.messages", "200000")
        // An outage of the broker shorter than this loses nothing.
        .set("message.timeout.ms", "300000");
    let settings = [
        ("security.protocol", &kafka.security),
        ("sasl.mechanism", &kafka.mechanism),
        ("sasl.username", &kafka.username),
    ];
    for (key, value) in settings {
        if let Some(value) = value {
            config.set(key, value);
        }
    }
    if let Some(ca) = &kafka.ca {
        config.set("ssl.ca.location", ca.to_string_lossy());
    }
    if let Some(file) = &kafka.password_file {
        let password = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read the password file {}", file.display()))?;
        config.set("sasl.password", password.trim_end());
    } else if let Ok(password) = std::env::var("GRIDCAST_KAFKA_PASSWORD") {
        config.set("sasl.password", password);
    }
    for property in &kafka.properties {
        let Some((key, value)) = property.split_once('=') else {
            bail!("--property must be KEY=VALUE, got {property:?}");
        };
        config.set(key, value);
    }
    Ok(config)
}
