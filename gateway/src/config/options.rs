//! Options as people write them: one set of names for flags, environment (`GRIDCAST_…`) and the TOML file.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, ValueEnum};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ConfigError;

pub(super) const DEFAULT_LISTEN: &str = "127.0.0.1";
pub(super) const DEFAULT_PORT: u16 = 8080;
pub(super) const DEFAULT_SOURCE: &str = "demo";
pub(super) const DEFAULT_SEED: u64 = 1;
pub(super) const DEFAULT_FRAMES_PER_SECOND: u8 = 5;
pub(super) const DEFAULT_SHUTDOWN_S: u64 = 10;

const EXAMPLES: &str = "\
Examples:
  A simulated race, nothing else needed:
    gridcast-gateway --site dist
  A recorded race at twenty times its pace, from lap 10, over and over:
    gridcast-gateway --source recording race.jsonl.zst --laps laps.jsonl --speed 20 --from 10 --loop
  A broker on this machine:
    gridcast-gateway --source kafka --kafka localhost:9092
  A hosted broker; the password comes from GRIDCAST_KAFKA_PASSWORD:
    gridcast-gateway --source kafka --kafka broker.example:9092 --kafka-security sasl_ssl \\
        --kafka-mechanism SCRAM-SHA-512 --kafka-username gridcast
  The same from a file, and what it comes to:
    gridcast-gateway --config gateway.toml --print-config

A flag goes before its environment variable, that before the file, that before the default.
docs/operations.md tells what to watch once it runs.";

/// Serves a live Formula 1 race to browsers.
#[derive(Debug, Parser)]
#[command(name = "gridcast-gateway", version, after_help = EXAMPLES)]
pub struct Cli {
    /// TOML file with any of the options below
    #[arg(long, env = "GRIDCAST_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Print the configuration as it comes out, without secrets, and exit
    #[arg(long)]
    pub print_config: bool,
    /// The options.
    #[command(flatten)]
    pub options: Options,
}

/// Every option, absent where nobody has said anything.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Address to listen on, with or without a port [default: 127.0.0.1]
    #[arg(long, env = "GRIDCAST_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,
    /// Port; 0 takes a free one [default: 8080]
    #[arg(long, env = "GRIDCAST_PORT")]
    pub port: Option<u16>,
    /// Folder of the built page
    #[arg(long, env = "GRIDCAST_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Folder of the mart documents that the warehouse publishes; made when missing
    #[arg(long, env = "GRIDCAST_MARTS", value_name = "DIR")]
    pub marts: Option<PathBuf>,
    /// Where the race comes from: demo, `recording FILE` or kafka [default: demo]
    #[arg(long, env = "GRIDCAST_SOURCE", value_name = "SOURCE", num_args = 1..=2)]
    #[serde(serialize_with = "write_source", deserialize_with = "read_source")]
    pub source: Option<Vec<String>>,
    /// Recording of `f1_tele` records, JSON lines, plain or zstd
    #[arg(long, env = "GRIDCAST_RECORDING", value_name = "FILE")]
    pub recording: Option<PathBuf>,
    /// Recording of `f1_laps` records
    #[arg(long, env = "GRIDCAST_LAPS", value_name = "FILE")]
    pub laps: Option<PathBuf>,
    /// An `f1_session` record as a JSON file, for a recording
    #[arg(long, env = "GRIDCAST_SESSION_FILE", value_name = "FILE")]
    pub session_file: Option<PathBuf>,
    /// Pace of a recording or of the demo [default: 1]
    #[arg(long, env = "GRIDCAST_SPEED", value_name = "N")]
    pub speed: Option<f64>,
    /// Begin the recording or the demo anew at its end
    #[arg(long = "loop", env = "GRIDCAST_LOOP", num_args = 0..=1, default_missing_value = "true")]
    #[serde(rename = "loop")]
    pub repeat: Option<bool>,
    /// Lap at which a recording or the demo begins
    #[arg(long, env = "GRIDCAST_FROM", value_name = "LAP")]
    pub from: Option<u8>,
    /// Seed of the demo's race [default: 1]
    #[arg(long, env = "GRIDCAST_SEED")]
    pub seed: Option<u64>,
    /// Frames a second [default: 5]
    #[arg(long, env = "GRIDCAST_FRAMES_PER_SECOND", value_name = "N")]
    pub frames_per_second: Option<u8>,
    /// Seconds that an orderly stop may take [default: 10]
    #[arg(long, env = "GRIDCAST_SHUTDOWN_S", value_name = "S")]
    pub shutdown_s: Option<u64>,
    /// Form of the log, which goes to stderr [default: text]
    #[arg(long, env = "GRIDCAST_LOG_FORMAT", value_name = "FORM")]
    pub log_format: Option<LogFormat>,
    /// What a spectator may cost.
    #[command(flatten)]
    pub spectators: SpectatorOptions,
    /// The broker.
    #[command(flatten)]
    pub kafka: KafkaOptions,
}

/// Form of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// What a spectator may cost; `[spectators]` in the file.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
#[command(next_help_heading = "Spectators")]
#[serde(deny_unknown_fields, default)]
pub struct SpectatorOptions {
    /// Most spectators at a time [default: 20000]
    #[arg(long, env = "GRIDCAST_MAX_SPECTATORS", value_name = "N")]
    pub max_spectators: Option<usize>,
    /// Frames that may wait for a slow one [default: 64]
    #[arg(long, env = "GRIDCAST_QUEUE_FRAMES", value_name = "N")]
    pub queue_frames: Option<usize>,
    /// Seconds between pings [default: 20]
    #[arg(long, env = "GRIDCAST_PING_S", value_name = "S")]
    pub ping_s: Option<u64>,
    /// Seconds without a sign of life before one is disconnected [default: 60]
    #[arg(long, env = "GRIDCAST_IDLE_S", value_name = "S")]
    pub idle_s: Option<u64>,
    /// Seconds that a write may be stuck [default: 20]
    #[arg(long, env = "GRIDCAST_WRITE_S", value_name = "S")]
    pub write_s: Option<u64>,
}

/// The broker; `[kafka]` in the file.
#[derive(Clone, Debug, Default, Args, Serialize, Deserialize)]
#[command(next_help_heading = "Kafka")]
#[serde(deny_unknown_fields, default)]
pub struct KafkaOptions {
    /// Brokers, `host:port,…` [default: localhost:9092]
    #[arg(long = "kafka", alias = "kafka-brokers", env = "GRIDCAST_KAFKA", value_name = "BROKERS")]
    pub brokers: Option<String>,
    /// What stands before tele, laps, session, … in the topics' names [default: f1_]
    #[arg(long = "topic-prefix", env = "GRIDCAST_TOPIC_PREFIX", value_name = "TEXT")]
    pub topic_prefix: Option<String>,
    /// Read from this moment instead of the earliest record: 2025-03-16T04:00:00Z, or 90m, 2h, 1d ago
    #[arg(long = "since", env = "GRIDCAST_SINCE", value_name = "TIME")]
    pub since: Option<String>,
    /// plaintext, ssl, `sasl_plaintext` or `sasl_ssl` [default: plaintext]
    #[arg(long = "kafka-security", env = "GRIDCAST_KAFKA_SECURITY", value_name = "PROTOCOL")]
    pub security: Option<String>,
    /// PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
    #[arg(long = "kafka-mechanism", env = "GRIDCAST_KAFKA_MECHANISM", value_name = "NAME")]
    pub mechanism: Option<String>,
    /// User; the password is in `GRIDCAST_KAFKA_PASSWORD` or in a file
    #[arg(long = "kafka-username", env = "GRIDCAST_KAFKA_USERNAME", value_name = "NAME")]
    pub username: Option<String>,
    /// File with the password
    #[arg(long = "kafka-password-file", env = "GRIDCAST_KAFKA_PASSWORD_FILE", value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// The password: from the environment or the file, never from a flag, which every user of the machine sees.
    #[arg(skip)]
    pub password: Option<Secret>,
    /// Certificate authority, PEM
    #[arg(long = "kafka-ca", env = "GRIDCAST_KAFKA_CA", value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Any property of librdkafka, KEY=VALUE; may be repeated
    #[arg(long = "kafka-property", value_name = "KEY=VALUE")]
    #[serde(skip)]
    pub property: Vec<String>,
    /// The same in the file: `[kafka.properties]`.
    #[arg(skip)]
    pub properties: std::collections::BTreeMap<String, Secret>,
    /// Names of single topics in the file: `[kafka.topics]`, keys tele, laps, session, ….
    #[arg(skip)]
    pub topics: std::collections::BTreeMap<String, String>,
}

/// Text that is never printed.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for who must have it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("(hidden)")
    }
}

impl Options {
    /// Reads the file, if one is named, under the flags and the environment.
    ///
    /// # Errors
    /// When the file cannot be read, or says something unknown.
    pub fn over_file(self, file: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(path) = file else { return Ok(self) };
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
        let lower = toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| 1 + text.bytes().take(span.start).filter(|&b| b == b'\n').count());
            ConfigError::File {
                path: path.to_owned(),
                error: format!("line {line}: {}", error.message().trim()),
            }
        })?;
        Ok(self.or(lower))
    }

    /// With the defaults in place, for [`Options::to_toml`].
    #[must_use]
    pub fn filled(&self) -> Self {
        let mut filled = self.clone().or(Self {
            listen: Some(DEFAULT_LISTEN.to_owned()),
            port: None,
            source: Some(vec![DEFAULT_SOURCE.to_owned()]),
            speed: Some(1.0),
            repeat: Some(false),
            seed: Some(DEFAULT_SEED),
            frames_per_second: Some(DEFAULT_FRAMES_PER_SECOND),
            shutdown_s: Some(DEFAULT_SHUTDOWN_S),
            log_format: Some(LogFormat::default()),
            ..Self::default()
        });
        filled.spectators = filled.spectators.filled();
        filled
    }

    /// The options as a file that says the same, secrets hidden.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    fn or(self, lower: Self) -> Self {
        Self {
            listen: self.listen.or(lower.listen),
            port: self.port.or(lower.port),
            site: self.site.or(lower.site),
            marts: self.marts.or(lower.marts),
            source: self.source.or(lower.source),
            recording: self.recording.or(lower.recording),
            laps: self.laps.or(lower.laps),
            session_file: self.session_file.or(lower.session_file),
            speed: self.speed.or(lower.speed),
            repeat: self.repeat.or(lower.repeat),
            from: self.from.or(lower.from),
            seed: self.seed.or(lower.seed),
            frames_per_second: self.frames_per_second.or(lower.frames_per_second),
            shutdown_s: self.shutdown_s.or(lower.shutdown_s),
            log_format: self.log_format.or(lower.log_format),
            spectators: self.spectators.or(&lower.spectators),
            kafka: self.kafka.or(lower.kafka),
        }
    }
}

impl SpectatorOptions {
    /// With the defaults in place.
    pub(super) fn filled(&self) -> Self {
        self.clone().or(&Self {
            max_spectators: Some(20_000),
            queue_frames: Some(64),
            ping_s: Some(20),
            idle_s: Some(60),
            write_s: Some(20),
        })
    }

    fn or(self, lower: &Self) -> Self {
        Self {
            max_spectators: self.max_spectators.or(lower.max_spectators),
            queue_frames: self.queue_frames.or(lower.queue_frames),
            ping_s: self.ping_s.or(lower.ping_s),
            idle_s: self.idle_s.or(lower.idle_s),
            write_s: self.write_s.or(lower.write_s),
        }
    }
}

impl KafkaOptions {
    fn or(self, lower: Self) -> Self {
        let mut properties = lower.properties;
        properties.extend(self.properties);
        let mut topics = lower.topics;
        topics.extend(self.topics);
        Self {
            brokers: self.brokers.or(lower.brokers),
            topic_prefix: self.topic_prefix.or(lower.topic_prefix),
            since: self.since.or(lower.since),
            security: self.security.or(lower.security),
            mechanism: self.mechanism.or(lower.mechanism),
            username: self.username.or(lower.username),
            password_file: self.password_file.or(lower.password_file),
            password: self.password.or(lower.password),
            ca: self.ca.or(lower.ca),
            property: self.property,
            properties,
            topics,
        }
    }
}

fn read_source<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    String::deserialize(deserializer).map(|word| Some(vec![word]))
}

#[expect(clippy::ref_option, reason = "the signature that serde calls")]
fn write_source<S: Serializer>(source: &Option<Vec<String>>, serializer: S) -> Result<S::Ok, S::Error> {
    match source.as_ref().and_then(|words| words.first()) {
        Some(kind) => serializer.serialize_some(kind),
        None => serializer.serialize_none(),
    }
}
