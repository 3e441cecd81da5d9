//! The broker's side of the configuration: names, security, and properties handed to librdkafka as they are.

use std::collections::BTreeMap;

use gridcast_shared::topics::Topic;

use super::error::{ConfigError, bad};
use super::options::KafkaOptions;
use super::secret::Secret;
use super::time;

/// How to reach and read Kafka, checked.
#[derive(Clone, Debug)]
pub struct KafkaConfig {
    /// `host:port,…`.
    pub brokers: String,
    /// Each topic's name, in the order of [`Topic::ALL`].
    pub topics: Vec<(Topic, String)>,
    /// Where reading begins.
    pub since: Since,
    /// Properties for librdkafka, security included; values hidden when printed.
    pub properties: BTreeMap<String, Secret>,
}

/// Where reading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// At the earliest record that is kept.
    Earliest,
    /// At the first record published at or after this moment, UTC ms.
    At(i64),
    /// At the first record published in this many milliseconds before now.
    Ago(i64),
}

/// Properties that the gateway sets itself: what they would break stands in `ingest`.
const RESERVED: [&str; 5] = [
    "bootstrap.servers",
    "enable.auto.commit",
    "enable.auto.offset.store",
    "enable.partition.eof",
    "auto.offset.reset",
];

impl KafkaConfig {
    /// Checks the broker's options.
    ///
    /// # Errors
    /// The first value that does not do.
    pub fn from_options(options: &KafkaOptions) -> Result<Self, ConfigError> {
        let brokers = options.brokers.clone();
        if brokers.split(',').any(|broker| broker.trim().is_empty()) {
            return bad(format!("--kafka must be host:port[,host:port…], got {brokers:?}"));
        }
        Ok(Self {
            brokers,
            topics: topics(options)?,
            since: parse_since(&options.since)?,
            properties: properties(options)?,
        })
    }

    /// A topic's name.
    pub fn name(&self, topic: Topic) -> &str {
        self.topics.iter().find(|(t, _)| *t == topic).map_or("", |(_, name)| name)
    }
}

fn topics(options: &KafkaOptions) -> Result<Vec<(Topic, String)>, ConfigError> {
    let prefix = &options.topic_prefix;
    let mut named = options.topics.clone();
    let topics: Vec<(Topic, String)> = Topic::ALL
        .into_iter()
        .map(|topic| {
            let word = topic.default_name().trim_start_matches("f1_");
            (topic, named.remove(word).unwrap_or_else(|| format!("{prefix}{word}")))
        })
        .collect();
    if let Some((unknown, _)) = named.pop_first() {
        return bad(format!(
            "[kafka.topics] {unknown}: must be tele, laps, session, timing, race_control or weather"
        ));
    }
    for (i, (_, name)) in topics.iter().enumerate() {
        let fits = (1..=249).contains(&name.len())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if !fits {
            return bad(format!("{name:?} is no name of a Kafka topic"));
        }
        if topics[..i].iter().any(|(_, other)| other == name) {
            return bad(format!("two topics are named {name:?}"));
        }
    }
    Ok(topics)
}

fn properties(options: &KafkaOptions) -> Result<BTreeMap<String, Secret>, ConfigError> {
    let mut properties = options.properties.clone();
    for pair in &options.property {
        let Some((key, value)) = pair.split_once('=') else {
            return bad(format!("--kafka-property must be KEY=VALUE, got {pair:?}"));
        };
        if key.contains("password") {
            return bad(format!(
                "--kafka-property {key}: a secret belongs in GRIDCAST_KAFKA_PASSWORD or a file"
            ));
        }
        properties.insert(key.to_owned(), Secret::new(value));
    }
    if let Some(key) = RESERVED.iter().find(|key| properties.contains_key(**key)) {
        return bad(format!("the Kafka property {key} is the gateway's own"));
    }
    let security = options.security.to_ascii_lowercase();
    if !matches!(security.as_str(), "plaintext" | "ssl" | "sasl_plaintext" | "sasl_ssl") {
        return bad(format!(
            "--kafka-security must be plaintext, ssl, sasl_plaintext or sasl_ssl, got {security:?}"
        ));
    }
    let password = password(options)?;
    if security.starts_with("sasl") {
        let (Some(user), Some(password)) = (&options.username, password) else {
            return bad(format!(
                "--kafka-security {security} needs --kafka-username and GRIDCAST_KAFKA_PASSWORD"
            ));
        };
        let mechanism = options.mechanism.as_deref().unwrap_or("SCRAM-SHA-512");
        properties.insert("sasl.mechanism".to_owned(), Secret::new(mechanism));
        properties.insert("sasl.username".to_owned(), Secret::new(user.as_str()));
        properties.insert("sasl.password".to_owned(), password);
    } else if options.username.is_some() || options.mechanism.is_some() {
        return bad(format!(
            "--kafka-username and --kafka-mechanism need sasl, but --kafka-security is {security}"
        ));
    }
    if let Some(ca) = &options.ca {
        if !ca.is_file() {
            return bad(format!("--kafka-ca {}: no such file", ca.display()));
        }
        properties.insert("ssl.ca.location".to_owned(), Secret::new(ca.display().to_string()));
    }
    properties.entry("security.protocol".to_owned()).or_insert_with(|| Secret::new(security));
    Ok(properties)
}

fn password(options: &KafkaOptions) -> Result<Option<Secret>, ConfigError> {
    let Some(path) = options.password_file.as_ref().filter(|_| options.password.is_none()) else {
        return Ok(options.password.clone());
    };
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError::Unreadable { path: path.clone(), error })?;
    Ok(Some(Secret::new(text.trim_end_matches(['\r', '\n']))))
}

fn parse_since(text: &str) -> Result<Since, ConfigError> {
    if text == "earliest" {
        return Ok(Since::Earliest);
    }
    if let Some(ms) = time::parse_ago(text) {
        return Ok(Since::Ago(ms));
    }
    match time::parse_utc(text) {
        Some(ms) => Ok(Since::At(ms)),
        None => {
            bad(format!("--since must be earliest, 2025-03-16T04:00:00Z, or 90m, 2h, 1d ago, got {text:?}"))
        }
    }
}
