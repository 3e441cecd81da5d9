//! A look at the topics, now and then again, by a client of its own: which partitions there are, which of them
//! cannot be read and why, and which topics were made anew.
//!
//! The leader of every partition is asked for its end, and of every topic one record is fetched: what cannot be
//! reached, and what one may not read, shows within one look.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::{Duration, Instant};

use gridcast_shared::topics::Topic;
use rdkafka::config::{ClientConfig, RDKafkaLogLevel};
use rdkafka::consumer::{BaseConsumer, Consumer, ConsumerContext};
use rdkafka::error::{KafkaError, KafkaResult, RDKafkaErrorCode};
use rdkafka::message::Message;
use rdkafka::metadata::Metadata;
use rdkafka::{ClientContext, Offset, TopicPartitionList};

use crate::recovery::RECOVERY;
use crate::witness::{Seen, Witness, fingerprint};

/// How long a broker may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a topic's record may take to come in a look, whose leaders have answered by then.
const FETCHED_WITHIN: Duration = Duration::from_secs(1);

/// How long the reason of an error may take to be told.
const EXPLAINED_WITHIN: Duration = Duration::from_millis(500);

/// What the client relies on: it fetches one record at a time.
const PROPERTIES: [(&str, &str); 11] = [
    ("group.id", "gridcast-watch"),
    ("enable.auto.commit", "false"),
    ("enable.auto.offset.store", "false"),
    ("enable.partition.eof", "true"),
    ("auto.offset.reset", "earliest"),
    ("allow.auto.create.topics", "false"),
    ("fetch.wait.max.ms", "10"),
    ("fetch.error.backoff.ms", "50"),
    ("fetch.message.max.bytes", "65536"),
    ("queued.min.messages", "1"),
    ("queued.max.messages.kbytes", "64"),
];

/// Looks at topics.
pub struct Watch {
    consumer: BaseConsumer<Listener>,
    topics: Vec<(Topic, String)>,
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch").field("topics", &self.topics).finish_non_exhaustive()
    }
}

/// What a look showed.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The partitions of the topics that are there and may be seen.
    pub partitions: Vec<Partition>,
    /// Topics that are not there.
    pub absent: BTreeSet<Topic>,
    /// Topics that are still those of their witnesses.
    pub same: BTreeSet<Topic>,
    /// Topics that are no longer those of their witnesses.
    pub remade: BTreeSet<Topic>,
    /// What cannot be read, a fault for each topic or partition.
    pub faults: Vec<Fault>,
}

/// A partition that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Its topic.
    pub topic: Topic,
    /// Its number.
    pub number: i32,
    /// The offset behind its last record, where its leader tells it.
    pub end: Option<i64>,
}

/// Something that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The topic.
    pub topic: Topic,
    /// Its partition; all of them without one.
    pub partition: Option<i32>,
    /// Why, for people.
    pub why: String,
}

/// Whether topics are still those that were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All of them.
    Same,
    /// These are not.
    Remade(BTreeSet<Topic>),
    /// No answer came.
    Unknown,
}

/// No broker answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreachable(pub String);

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}

impl Fault {
    /// Whether a partition is among what cannot be read.
    pub fn covers(&self, topic: Topic, partition: i32) -> bool {
        self.topic == topic && self.partition.is_none_or(|number| number == partition)
    }

    /// Faults in one line, one of each topic, by the topics' names in Kafka.
    pub fn summary<'a>(faults: &[Self], name: impl Fn(Topic) -> &'a str) -> String {
        let mut of_topics: BTreeMap<Topic, Vec<&Self>> = BTreeMap::new();
        for fault in faults {
            of_topics.entry(fault.topic).or_default().push(fault);
        }
        let lines = of_topics.into_iter().map(|(topic, faults)| {
            let whole = faults.iter().find(|fault| fault.partition.is_none());
            match (whole.or(faults.first()), faults.as_slice()) {
                (Some(Self { partition: Some(number), why, .. }), [_]) => {
                    format!("{} partition {number}: {why}", name(topic))
                }
                (Some(Self { partition: Some(_), why, .. }), all) => {
                    format!("{}, {} partitions: {why}", name(topic), all.len())
                }
                (fault, _) => format!("{}: {}", name(topic), fault.map_or("", |fault| &fault.why)),
            }
        });
        lines.collect::<Vec<_>>().join("; ")
    }
}

impl Watch {
    /// Sets up the client by the configuration of the reader's own. The broker need not be there.
    ///
    /// # Errors
    /// When librdkafka refuses a property.
    pub fn new(reader: &ClientConfig, topics: Vec<(Topic, String)>) -> KafkaResult<Self> {
        let mut config = reader.clone();
        for (key, value) in PROPERTIES.into_iter().chain(RECOVERY) {
            config.set(key, value);
        }
        config.remove("statistics.interval.ms");
        config.set_log_level(RDKafkaLogLevel::Warning);
        Ok(Self { consumer: config.create_with_context(Listener::default())?, topics })
    }

    /// A topic's name in Kafka.
    pub fn name(&self, topic: Topic) -> &str {
        self.topics.iter().find(|(of, _)| *of == topic).map_or("", |(_, name)| name)
    }

    /// Looks at all topics; those with a witness are told when they are no longer the same.
    ///
    /// # Errors
    /// When no broker answers, or none of those that lead partitions.
    pub fn look(&self, witnesses: &BTreeMap<Topic, Witness>) -> Result<Look, Unreachable> {
        self.serve();
        let mut look = Look::default();
        let mut leaders = Leaders::default();
        for (topic, name) in &self.topics {
            let metadata = self
                .consumer
                .fetch_metadata(Some(name), PATIENCE)
                .map_err(|error| Unreachable(self.explain(&error.to_string())))?;
            take_metadata(*topic, name, &metadata, &mut look, &mut leaders);
        }
        self.ask_leaders(&leaders, &mut look)?;
        for topic in self.topics.iter().map(|(topic, _)| *topic) {
            // One whose records do not come leaves the others their time.
            let deadline = Instant::now() + FETCHED_WITHIN;
            self.fetch_one(topic, witnesses.get(&topic), deadline, &mut look);
        }
        Ok(look)
    }

    /// Whether topics are still those of their witnesses, and nothing else: quick enough to be asked often.
    pub fn verify(&self, witnesses: &BTreeMap<Topic, Witness>) -> Verdict {
        self.serve();
        let deadline = Instant::now() + PATIENCE;
        let mut remade = BTreeSet::new();
        let mut is_known = true;
        for (topic, witness) in witnesses {
            match self.fetch(*topic, witness.partition, Offset::Offset(witness.offset), deadline) {
                Ok(Seen::Nothing) => is_known &= self.is_absent(*topic),
                Ok(seen) if witness.is_refuted(None, seen) => {
                    remade.insert(*topic);
                }
                // What may no longer be read was not read from another topic.
                Ok(_) | Err(_) => {}
            }
        }
        self.consumer.unassign().ok();
        match (remade.is_empty(), is_known) {
            (false, _) => Verdict::Remade(remade),
            (true, true) => Verdict::Same,
            (true, false) => Verdict::Unknown,
        }
    }

    /// Whether a topic is not there: then nothing can have been read of another one of its name.
    fn is_absent(&self, topic: Topic) -> bool {
        let mut look = Look::default();
        let metadata = self.consumer.fetch_metadata(Some(self.name(topic)), PATIENCE);
        metadata.is_ok_and(|metadata| {
            take_metadata(topic, self.name(topic), &metadata, &mut look, &mut Leaders::default());
            look.absent.contains(&topic)
        })
    }

    /// The first offsets at or after a time, by partition, or where a partition ends. For librdkafka the beginning
    /// and the end are times too.
    ///
    /// # Errors
    /// When a leader does not answer.
    pub fn offsets(
        &self,
        of: &[(Topic, i32)],
        time: &dyn Fn(Topic, i32) -> Offset,
    ) -> KafkaResult<Vec<Option<i64>>> {
        if of.is_empty() {
            return Ok(Vec::new());
        }
        let mut list = TopicPartitionList::with_capacity(of.len());
        for (topic, number) in of {
            list.add_partition_offset(self.name(*topic), *number, time(*topic, *number))?;
        }
        let told = self.consumer.offsets_for_times(list, PATIENCE)?;
        of.iter()
            .map(|(topic, number)| {
                let element = told.find_partition(self.name(*topic), *number);
                let element = element.ok_or(KafkaError::OffsetFetch(RDKafkaErrorCode::UnknownPartition))?;
                element.error()?;
                Ok(match element.offset() {
                    Offset::Offset(offset) => Some(offset),
                    _ => None,
                })
            })
            .collect()
    }

    /// Asks every leader for the ends of its partitions, all at once: several that do not answer take no longer than one.
    fn ask_leaders<'a>(&self, leaders: &'a Leaders, look: &mut Look) -> Result<(), Unreachable> {
        let told: Vec<_> = std::thread::scope(|scope| {
            let ask = |of: &'a [(Topic, i32)]| scope.spawn(move || self.offsets(of, &|_, _| Offset::End));
            let asked: Vec<_> = leaders.lead.values().map(|of| ask(of)).collect();
            asked.into_iter().map(ScopedJoinHandle::join).collect()
        });
        let mut silent = Vec::new();
        for ((id, of), ends) in leaders.lead.iter().zip(told) {
            match ends.unwrap_or(Err(KafkaError::OffsetFetch(RDKafkaErrorCode::Fail))) {
                Ok(ends) => {
                    for ((topic, number), end) in of.iter().zip(ends) {
                        let known =
                            look.partitions.iter_mut().find(|p| (p.topic, p.number) == (*topic, *number));
                        if let Some(partition) = known {
                            partition.end = end;
                        }
                    }
                }
                Err(error) => {
                    let at = leaders.addresses.get(id).map_or("an unknown address", String::as_str);
                    let why = self.explain(&format!("broker {id} at {at} does not answer: {error}"));
                    silent.push(why.clone());
                    look.faults.extend(of.iter().map(|(topic, number)| Fault {
                        topic: *topic,
                        partition: Some(*number),
                        why: why.clone(),
                    }));
                }
            }
        }
        match silent.first() {
            Some(why) if silent.len() == leaders.lead.len() => Err(Unreachable(why.clone())),
            _ => Ok(()),
        }
    }

    /// Fetches a topic's witness, or its first record where there is none.
    fn fetch_one(&self, topic: Topic, witness: Option<&Witness>, deadline: Instant, look: &mut Look) {
        let is_sound = |partition: &&Partition| {
            partition.topic == topic && !look.faults.iter().any(|fault| fault.covers(topic, partition.number))
        };
        let mut sound = look.partitions.iter().filter(is_sound).copied();
        let witnessed = witness.and_then(|witness| {
            let partition = sound.clone().find(|partition| partition.number == witness.partition)?;
            Some((witness, partition))
        });
        if witness.is_some() && witnessed.is_none() && sound.clone().next().is_some() {
            // The partition itself has gone, or cannot be read.
            let is_gone = |witness: &&Witness| {
                !look.partitions.iter().any(|p| p.topic == topic && p.number == witness.partition)
            };
            if witness.as_ref().is_some_and(is_gone) {
                look.remade.insert(topic);
            }
        }
        let (number, offset) = match (witnessed, sound.next()) {
            (Some((witness, _)), _) => (witness.partition, Offset::Offset(witness.offset)),
            (None, Some(partition)) => (partition.number, Offset::Beginning),
            (None, None) => return,
        };
        let seen = self.fetch(topic, number, offset, deadline);
        self.consumer.unassign().ok();
        match (seen, witnessed) {
            (Ok(seen), Some((witness, partition))) if witness.is_refuted(partition.end, seen) => {
                look.remade.insert(topic);
            }
            (Ok(Seen::Nothing), _) | (Ok(_), None) => {}
            (Ok(_), Some(_)) => {
                look.same.insert(topic);
            }
            (Err(code), _) => {
                look.faults.push(Fault { topic, partition: None, why: code.to_string() });
            }
        }
    }

    /// The first record of a partition from an offset on; the code by which it is refused.
    fn fetch(
        &self,
        topic: Topic,
        number: i32,
        from: Offset,
        deadline: Instant,
    ) -> Result<Seen, RDKafkaErrorCode> {
        let name = self.name(topic);
        let mut list = TopicPartitionList::with_capacity(1);
        if list.add_partition_offset(name, number, from).and_then(|()| self.consumer.assign(&list)).is_err() {
            return Ok(Seen::Nothing);
        }
        while Instant::now() < deadline {
            match self.consumer.poll(deadline.saturating_duration_since(Instant::now())) {
                None => break,
                Some(Ok(message)) if message.topic() == name && message.partition() == number => {
                    let published_ms = message.timestamp().to_millis();
                    let fingerprint = fingerprint(published_ms, message.payload());
                    return Ok(Seen::Record { offset: message.offset(), fingerprint });
                }
                Some(Err(KafkaError::PartitionEOF(of))) if of == number => return Ok(Seen::End),
                Some(Err(KafkaError::MessageConsumption(code))) if is_refusal(code) => return Err(code),
                Some(Ok(_) | Err(_)) => {}
            }
        }
        Ok(Seen::Nothing)
    }

    /// Takes what the client has to say, so that what is explained is new.
    fn serve(&self) {
        while self.consumer.poll(Duration::ZERO).is_some() {}
    }

    /// An error with what librdkafka said of connections meanwhile, which it may say a little later.
    fn explain(&self, error: &str) -> String {
        let take = || self.consumer.context().said.lock().unwrap_or_else(PoisonError::into_inner).take();
        let deadline = Instant::now() + EXPLAINED_WITHIN;
        let mut said = take();
        while said.is_none() && Instant::now() < deadline {
            // What it says goes to the listener.
            drop(self.consumer.poll(EXPLAINED_WITHIN / 10));
            said = take();
        }
        said.map_or_else(|| error.to_owned(), |said| format!("{error} ({said})"))
    }
}

/// Which broker leads what.
#[derive(Debug, Default)]
struct Leaders {
    lead: BTreeMap<i32, Vec<(Topic, i32)>>,
    addresses: BTreeMap<i32, String>,
}

fn take_metadata(topic: Topic, name: &str, metadata: &Metadata, look: &mut Look, leaders: &mut Leaders) {
    for broker in metadata.brokers() {
        leaders.addresses.insert(broker.id(), format!("{}:{}", broker.host(), broker.port()));
    }
    let Some(found) = metadata.topics().iter().find(|found| found.name() == name) else {
        look.absent.insert(topic);
        return;
    };
    match found.error().map(RDKafkaErrorCode::from) {
        None => {}
        Some(RDKafkaErrorCode::UnknownTopicOrPartition | RDKafkaErrorCode::UnknownTopic) => {
            look.absent.insert(topic);
            return;
        }
        Some(code) => {
            look.faults.push(Fault { topic, partition: None, why: code.to_string() });
            return;
        }
    }
    for partition in found.partitions() {
        let number = partition.id();
        look.partitions.push(Partition { topic, number, end: None });
        if partition.leader() < 0 {
            let why = partition.error().map_or(RDKafkaErrorCode::LeaderNotAvailable, RDKafkaErrorCode::from);
            look.faults.push(Fault { topic, partition: Some(number), why: why.to_string() });
        } else {
            leaders.lead.entry(partition.leader()).or_default().push((topic, number));
        }
    }
}

/// Whether a code says that a topic may not or cannot be read, and not that a connection failed or a topic is
/// just being made.
fn is_refusal(code: RDKafkaErrorCode) -> bool {
    matches!(
        code,
        RDKafkaErrorCode::TopicAuthorizationFailed
            | RDKafkaErrorCode::GroupAuthorizationFailed
            | RDKafkaErrorCode::ClusterAuthorizationFailed
            | RDKafkaErrorCode::KafkaStorageError
            | RDKafkaErrorCode::InvalidMessage
            | RDKafkaErrorCode::Unknown
    )
}

/// Keeps the last that librdkafka said of a failing connection.
#[derive(Debug, Default)]
struct Listener {
    said: Mutex<Option<String>>,
}

impl ClientContext for Listener {
    fn log(&self, _level: RDKafkaLogLevel, facility: &str, message: &str) {
        tracing::debug!(facility, "librdkafka: {message}");
    }

    fn error(&self, error: KafkaError, reason: &str) {
        tracing::debug!("Kafka: {error}: {reason}");
        if error.rdkafka_error_code() != Some(RDKafkaErrorCode::AllBrokersDown) {
            *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason.to_owned());
        }
    }
}

impl ConsumerContext for Listener {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_summed_up_by_topic() {
        let fault = |topic, partition, why: &str| Fault { topic, partition, why: why.to_owned() };
        let faults = [
            fault(Topic::Laps, None, "not authorised"),
            fault(Topic::Tele, Some(3), "broker 2 at b:9092 does not answer"),
            fault(Topic::Tele, Some(4), "broker 2 at b:9092 does not answer"),
            fault(Topic::Weather, Some(0), "no leader"),
        ];
        assert_eq!(
            Fault::summary(&faults, Topic::default_name),
            "f1_tele, 2 partitions: broker 2 at b:9092 does not answer; f1_laps: not authorised; \
             f1_weather partition 0: no leader"
        );
        assert!(faults[0].covers(Topic::Laps, 9) && !faults[1].covers(Topic::Tele, 4));
    }
}
