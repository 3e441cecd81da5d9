//! The publisher: topics made where they are missing, an idempotent producer, every acknowledgement counted.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use gridcast_kafka::RECOVERY;
use gridcast_shared::topics::{Record, Topic};
use rdkafka::ClientConfig;
use rdkafka::ClientContext;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::RDKafkaLogLevel;
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};
use rdkafka::message::{DeliveryResult, Message};
use rdkafka::metadata::Metadata;
use rdkafka::producer::{BaseProducer, BaseRecord, Producer, ProducerContext};

use crate::cli::Kafka;
use crate::progress::say;

/// Partitions of a topic: 22 cars share them by hash of the driver's code.
const PARTITIONS: i32 = 20;

/// How long a broker may take to answer before it counts as unreachable.
const REACH: Duration = Duration::from_secs(10);

/// How long a broker that answers may take to make topics: one that has just started has much else to do.
const MADE_WITHIN: Duration = Duration::from_mins(1);

/// How long one question to a broker waits, so that what goes wrong meanwhile is told soon.
const REACH_STEP: Duration = Duration::from_secs(2);

/// How long an address that leads nowhere may take to be mended when this starts.
const MENDED_WITHIN: Duration = Duration::from_mins(5);

/// An outage of the broker shorter than this loses nothing: records are kept for so long.
const OUTAGE: Duration = Duration::from_mins(30);

/// How long the reason of an error may take to be told.
const EXPLAINED_WITHIN: Duration = Duration::from_millis(500);

/// Records that wait for this long without any being acknowledged are told of.
const SILENCE: Duration = Duration::from_secs(6);

/// Longest wait for the last acknowledgements before it is told that none comes.
const FLUSH_STEP: Duration = Duration::from_secs(1);

/// Between two lines about a failing connection, or about a topic that refuses records again.
const TELL_EVERY: Duration = Duration::from_secs(10);

/// Between two tries to make a topic that could not be made.
const MAKE_EVERY: Duration = Duration::from_secs(10);

/// The name that a topic has behind a prefix: `f1_tele` with the default prefix `f1_`.
pub(crate) fn topic_name(prefix: &str, topic: Topic) -> String {
    format!("{prefix}{}", topic.default_name().trim_start_matches("f1_"))
}

/// What became of the records that were handed over.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    delivered: AtomicU64,
    failed: AtomicU64,
    /// Of each topic the records given up.
    failures: Mutex<BTreeMap<String, Failure>>,
    /// Whether a topic refuses records.
    is_any_refused: AtomicBool,
    /// When a failing connection was told last.
    told: Mutex<Option<Instant>>,
}

/// The records of a topic that were given up.
#[derive(Debug)]
struct Failure {
    n: u64,
    /// Why the first was.
    why: KafkaError,
    /// When that was said last.
    said: Instant,
    /// Whether the last that became of a record of it was this.
    is_refused: bool,
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

    /// A line for each topic of which records were given up.
    pub(crate) fn failures(&self) -> Vec<String> {
        let failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures
            .iter()
            .map(|(topic, Failure { n, why, .. })| format!("{topic}: {n} records were given up: {why}"))
            .collect()
    }

    /// A record was acknowledged; where its topic had refused some it does so no more.
    fn deliver(&self, topic: &str) {
        self.delivered.fetch_add(1, Ordering::Relaxed);
        if !self.is_any_refused.load(Ordering::Relaxed) {
            return;
        }
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(failure) = failures.get_mut(topic).filter(|failure| failure.is_refused) {
            failure.is_refused = false;
            say(&format!("{topic} can be published to again"));
        }
        let is_any_refused = failures.values().any(|failure| failure.is_refused);
        self.is_any_refused.store(is_any_refused, Ordering::Relaxed);
    }

    fn fail(&self, topic: &str, error: &KafkaError) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let say_so = || say(&format!("cannot publish to {topic}: {error}; the rest goes on"));
        if let Some(failure) = failures.get_mut(topic) {
            failure.n += 1;
            // One of its partitions may refuse what others take, which is not said with each record.
            if !failure.is_refused && TELL_EVERY <= failure.said.elapsed() {
                say_so();
                (failure.said, failure.is_refused) = (Instant::now(), true);
            }
        } else {
            say_so();
            let failure = Failure { n: 1, why: error.clone(), said: Instant::now(), is_refused: true };
            failures.insert(topic.to_owned(), failure);
        }
        let is_any_refused = failures.values().any(|failure| failure.is_refused);
        self.is_any_refused.store(is_any_refused, Ordering::Relaxed);
    }

    /// Tells of a failing connection, at a limited rate.
    fn tell(&self, line: &str) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|told| TELL_EVERY <= told.elapsed()) {
            *told = Some(Instant::now());
            say(line);
        }
    }
}

#[derive(Clone, Debug)]
struct Counting(Arc<Tally>);

impl ClientContext for Counting {
    fn log(&self, _level: RDKafkaLogLevel, _facility: &str, _message: &str) {
        // What matters comes as an error too.
    }

    fn error(&self, error: KafkaError, reason: &str) {
        self.0.tell(&format!("Kafka: {error}: {reason}"));
    }
}

impl ProducerContext for Counting {
    type DeliveryOpaque = ();

    fn delivery(&self, result: &DeliveryResult<'_>, (): ()) {
        match result {
            Ok(message) => self.0.deliver(message.topic()),
            Err((error, message)) => self.0.fail(message.topic(), error),
        }
    }
}

/// Publishes records.
pub(crate) struct Publisher {
    producer: BaseProducer<Counting>,
    tally: Arc<Tally>,
    names: [(Topic, String); 6],
    config: ClientConfig,
    /// Topics that could not be made, and when that was tried last.
    unmade: Vec<(Topic, String)>,
    tried: Instant,
    value: Vec<u8>,
    /// When the last record was acknowledged or given up, and how many had been.
    answered: (Instant, u64),
}

impl Publisher {
    /// Connects, and makes the topics that are missing; one that cannot be made is named, and tried again. `stopped` ends
    /// the wait for a broker.
    ///
    /// # Errors
    /// When the settings are wrong or no broker answers.
    pub(crate) fn connect(kafka: &Kafka, stopped: &dyn Fn() -> bool) -> anyhow::Result<Self> {
        let config = client_config(kafka)?;
        let tally = Arc::new(Tally::default());
        let producer: BaseProducer<Counting> =
            config.create_with_context(Counting(Arc::clone(&tally))).context("wrong Kafka settings")?;
        let names = Topic::ALL.map(|topic| (topic, topic_name(&kafka.topic_prefix, topic)));
        let metadata =
            reach(&producer, stopped).with_context(|| format!("cannot reach Kafka at {}", kafka.brokers))?;
        let is_missing =
            |name: &str| !metadata.topics().iter().any(|t| t.name() == name && t.error().is_none());
        let missing: Vec<(Topic, String)> =
            names.iter().filter(|(_, name)| is_missing(name)).cloned().collect();
        let unmade = make_topics(&config, &missing, MADE_WITHIN)?;
        for (_, name, why) in &unmade {
            say(&format!("cannot make the topic {name}: {why}; the rest goes on"));
        }
        let unmade = unmade.into_iter().map(|(topic, name, _)| (topic, name)).collect();
        let (tried, value) = (Instant::now(), Vec::with_capacity(1024));
        Ok(Self { producer, tally, names, config, unmade, tried, value, answered: (tried, 0) })
    }

    /// Makes topics that could not be made, if they can be now; they are tried again every ten seconds.
    fn make_unmade(&mut self) {
        if self.unmade.is_empty() || self.tried.elapsed() < MAKE_EVERY {
            return;
        }
        // Everything else waits meanwhile.
        let tried = tokio::task::block_in_place(|| make_topics(&self.config, &self.unmade, REACH_STEP));
        self.tried = Instant::now();
        // Why not was said.
        let Ok(still) = tried else { return };
        self.unmade.retain(|(of, name)| {
            let is_unmade = still.iter().any(|(topic, ..)| topic == of);
            if !is_unmade {
                say(&format!("the topic {name} is there now"));
            }
            is_unmade
        });
    }

    /// Hands a record over, stamped with the wall clock, by which readers put partitions in order. Waits while the
    /// queue to the broker is full; `stopped` ends the wait. A record that its topic refuses is counted as given up.
    ///
    /// # Errors
    /// When the client can publish nothing any more.
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
                    listen(&self.producer, &self.tally, &mut self.answered);
                    next = back;
                }
                Err((error @ KafkaError::MessageProduction(RDKafkaErrorCode::Fatal), _)) => {
                    return Err(error).with_context(|| format!("cannot publish to {name}"));
                }
                Err((error, _)) => {
                    self.tally.fail(name, &error);
                    return Ok(());
                }
            }
        }
    }

    /// Serves acknowledgements for at most `wait`.
    pub(crate) fn poll(&mut self, wait: Duration) {
        self.make_unmade();
        self.producer.poll(wait);
        listen(&self.producer, &self.tally, &mut self.answered);
    }

    /// Serves all acknowledgements that have come: until then the client keeps the records.
    pub(crate) fn serve(&mut self) {
        let mut waiting = self.producer.in_flight_count();
        loop {
            self.poll(Duration::ZERO);
            let left = self.producer.in_flight_count();
            if waiting <= left {
                return;
            }
            waiting = left;
        }
    }

    /// Waits until every record is acknowledged or given up.
    ///
    /// # Errors
    /// When records are still unacknowledged at the deadline.
    pub(crate) fn flush(&mut self, deadline: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let left = deadline.saturating_sub(began.elapsed());
            match self.producer.flush(left.min(FLUSH_STEP)) {
                Err(_) if FLUSH_STEP < left => listen(&self.producer, &self.tally, &mut self.answered),
                flushed => {
                    return flushed.with_context(|| {
                        format!(
                            "{} records were not acknowledged within {} s",
                            self.producer.in_flight_count(),
                            deadline.as_secs()
                        )
                    });
                }
            }
        }
    }

    /// What became of the records.
    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }
}

/// Asks a broker which topics there are. Where none has ever answered the wait ends soon; a cluster that has told its
/// id and then cannot be reached at the address that it told is waited for.
fn reach(producer: &BaseProducer<Counting>, stopped: &dyn Fn() -> bool) -> KafkaResult<Metadata> {
    let began = Instant::now();
    loop {
        let error = match producer.client().fetch_metadata(None, REACH_STEP) {
            Ok(metadata) => return Ok(metadata),
            Err(error) => error,
        };
        // Why is told by the listener, a little later.
        producer.poll(EXPLAINED_WITHIN);
        let is_known = producer.client().fetch_cluster_id(Duration::ZERO).is_some();
        if stopped() || if is_known { MENDED_WITHIN } else { REACH } <= began.elapsed() {
            return Err(error);
        }
    }
}

/// Tells when records wait and the broker acknowledges none.
fn listen(producer: &BaseProducer<Counting>, tally: &Tally, answered: &mut (Instant, u64)) {
    let n_answered = tally.delivered() + tally.failed();
    if answered.1 != n_answered || producer.in_flight_count() == 0 {
        *answered = (Instant::now(), n_answered);
    } else if SILENCE <= answered.0.elapsed() {
        let (waiting, seconds) = (producer.in_flight_count(), answered.0.elapsed().as_secs());
        tally.tell(&format!("{waiting} records wait, none was acknowledged for {seconds} s"));
    }
}

/// Makes topics within so long; those that cannot be made, and why.
fn make_topics(
    config: &ClientConfig,
    missing: &[(Topic, String)],
    within: Duration,
) -> anyhow::Result<Vec<(Topic, String, RDKafkaErrorCode)>> {
    if missing.is_empty() {
        return Ok(Vec::new());
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
    let options = AdminOptions::new().operation_timeout(Some(within)).request_timeout(Some(within));
    let made = runtime.block_on(admin.create_topics(&topics, &options)).context("cannot make the topics")?;
    let unmade = made.into_iter().filter_map(Result::err).filter_map(|(name, code)| {
        let topic = missing.iter().find(|(_, known)| *known == name)?.0;
        (code != RDKafkaErrorCode::TopicAlreadyExists).then_some((topic, name, code))
    });
    Ok(unmade.collect())
}

fn client_config(kafka: &Kafka) -> anyhow::Result<ClientConfig> {
    let mut config = ClientConfig::new();
    config
        .set("bootstrap.servers", &kafka.brokers)
        .set("client.id", "gridcast-producer")
        .set("enable.idempotence", "true")
        .set("compression.codec", "zstd")
        .set("linger.ms", "5")
        // A session has some hundred records a second; beyond this many that wait, what is told is waited with.
        .set("queue.buffering.max.messages", "400000")
        .set("message.timeout.ms", OUTAGE.as_millis().to_string());
    for (key, value) in RECOVERY {
        config.set(key, value);
    }
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
