//! Options as people write them: one set of names for flags, environment (`GRIDCAST_…`) and the TOML file.
//!
//! Each layer is laid over the one below it: serde reads the file over [`Options::default`], clap updates that with
//! the environment and the flags. A new option is a field, its default, and its check in [`Config`](super::Config).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{ArgAction, ArgMatches, Args, FromArgMatches, Parser, ValueEnum};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::ConfigError;
use super::secret::Secret;

/// Port of an address that has none.
pub(super) const DEFAULT_PORT: u16 = 8080;

const EXAMPLES: &str = "\
Examples:
  A simulated race, nothing else needed:
    gridcast-gateway --site dist
  A past race from the official archive, fetched once:
    gridcast-gateway --site dist --session 2025/1/R
  A recorded race at twenty times its pace, from lap 10, over and over:
    gridcast-gateway --source recording race.jsonl.zst --laps laps.jsonl --speed 20 --from 10 --loop
  A broker on this machine:
    gridcast-gateway --source kafka --kafka localhost:9092
  A hosted broker; the password comes from GRIDCAST_KAFKA_PASSWORD:
    gridcast-gateway --source kafka --kafka broker.example:9092 --kafka-security sasl_ssl \\
        --kafka-mechanism SCRAM-SHA-512 --kafka-username gridcast
  Behind a proxy on another machine, at most 50 connections of one client, metrics on a port of their own:
    gridcast-gateway --site dist --listen 0.0.0.0 --trusted-proxies 10.0.0.0/8 \\
        --max-connections-per-address 50 --metrics-listen 127.0.0.1:9464
  Only one's own page and one other site may show it:
    gridcast-gateway --site dist --ws-origins self,https://fans.example --api-origins self,https://fans.example \\
        --panel-frame-ancestors self,https://fans.example --page-frame-ancestors self
  At https://fans.example/f1/, behind a proxy:
    gridcast-gateway --site dist --base-path /f1
  Recordings that outlast the gateway, at most 50 GB and a year old:
    gridcast-gateway --site dist --recordings recordings --recordings-max-bytes 50GB --recordings-max-age 365d
  The same from a file, and what it comes to:
    gridcast-gateway --config gateway.toml --print-config

A flag goes before its environment variable, that before the file, that before the default.
docs/operations.md tells what to watch once it runs.
gridcast-gateway export --help tells how a recording becomes a folder that any file server serves.";

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

/// Every option.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Address to listen on, with or without a port [default: 127.0.0.1]
    #[arg(long, env = "GRIDCAST_LISTEN", value_name = "ADDRESS")]
    pub listen: String,
    /// Port; 0 takes a free one [default: 8080]
    #[arg(long, env = "GRIDCAST_PORT")]
    pub port: Option<u16>,
    /// Folder of the built page
    #[arg(long, env = "GRIDCAST_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Folder of the mart documents that the warehouse publishes; made when missing
    #[arg(long, env = "GRIDCAST_MARTS", value_name = "DIR")]
    pub marts: Option<PathBuf>,
    /// Path below which everything is served, such as /f1; a proxy may take it off or leave it [default: /]
    #[arg(long, env = "GRIDCAST_BASE_PATH", value_name = "PATH")]
    pub base_path: String,
    /// Folder in which recordings are kept, each in files of the names that HTTP has for them; made when missing.
    /// Without it they are in memory, and gone with the gateway
    #[arg(long, env = "GRIDCAST_RECORDINGS", value_name = "DIR")]
    pub recordings: Option<PathBuf>,
    /// Most that recordings take on disk, such as 500MB or 20GB; the ones that are oldest go first [default: 2GB]
    #[arg(long, env = "GRIDCAST_RECORDINGS_MAX_BYTES", value_name = "SIZE")]
    pub recordings_max_bytes: String,
    /// Longest that a recording is kept after it was last added to, such as 90d; without it for ever
    #[arg(long, env = "GRIDCAST_RECORDINGS_MAX_AGE", value_name = "TIME")]
    pub recordings_max_age: Option<String>,
    /// File in which circuits that were driven are kept, so that the next race there has its outline at once
    #[arg(long, env = "GRIDCAST_CIRCUITS", value_name = "FILE")]
    pub circuits: Option<PathBuf>,
    /// Where the race comes from: demo, `recording FILE` or kafka [default: demo]
    #[arg(long, env = "GRIDCAST_SOURCE", value_name = "SOURCE", num_args = 1..=2)]
    #[serde(serialize_with = "write_source", deserialize_with = "read_source")]
    pub source: Vec<String>,
    /// A past session of the official archive, SEASON/ROUND/SESSION such as 2025/1/R, fetched before it is played
    #[arg(long, env = "GRIDCAST_SESSION", value_name = "SESSION")]
    pub session: Option<String>,
    /// Folder in which fetched sessions are kept, by default gridcast/sessions in the user's cache
    #[arg(long, env = "GRIDCAST_SESSIONS", value_name = "DIR")]
    pub sessions: Option<PathBuf>,
    /// Where the archive is, by default that of the official live timing
    #[arg(long, env = "GRIDCAST_ARCHIVE", value_name = "URL")]
    pub archive: String,
    /// A recording: `f1_tele` records as JSON lines, or the feed in any recorded form; file or folder
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
    pub speed: f64,
    /// Begin the recording or the demo anew at its end
    #[arg(long = "loop", env = "GRIDCAST_LOOP", action = ArgAction::Set, num_args = 0..=1, default_missing_value = "true")]
    #[serde(rename = "loop")]
    pub repeat: bool,
    /// Lap at which a recording or the demo begins
    #[arg(long, env = "GRIDCAST_FROM", value_name = "LAP")]
    pub from: Option<u8>,
    /// Deliver records in batches of this many seconds of the race, as the live feed does (1), instead of each at
    /// its own date [default: 0]
    #[arg(long, env = "GRIDCAST_BATCH_S", value_name = "S")]
    pub batch_s: f64,
    /// Seed of the demo's race [default: 1]
    #[arg(long, env = "GRIDCAST_SEED")]
    pub seed: u64,
    /// Most frames a second; one follows each batch of the feed [default: 5]
    #[arg(long, env = "GRIDCAST_FRAMES_PER_SECOND", value_name = "N")]
    pub frames_per_second: u8,
    /// Seconds that an orderly stop may take [default: 10]
    #[arg(long, env = "GRIDCAST_SHUTDOWN_S", value_name = "S")]
    pub shutdown_s: u64,
    /// Form of the log, which goes to stderr [default: text]
    #[arg(long, env = "GRIDCAST_LOG_FORMAT", value_name = "FORM")]
    pub log_format: LogFormat,
    /// What a spectator may cost.
    #[command(flatten)]
    pub spectators: SpectatorOptions,
    /// Requests and connections.
    #[command(flatten)]
    pub http: HttpOptions,
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
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[command(next_help_heading = "Spectators")]
#[serde(deny_unknown_fields, default)]
pub struct SpectatorOptions {
    /// Most spectators at a time [default: 20000]
    #[arg(long, env = "GRIDCAST_MAX_SPECTATORS", value_name = "N")]
    pub max_spectators: usize,
    /// Frames that may wait for a slow one [default: 64]
    #[arg(long, env = "GRIDCAST_QUEUE_FRAMES", value_name = "N")]
    pub queue_frames: usize,
    /// Seconds between pings [default: 20]
    #[arg(long, env = "GRIDCAST_PING_S", value_name = "S")]
    pub ping_s: u64,
    /// Seconds without a sign of life before one is disconnected [default: 60]
    #[arg(long, env = "GRIDCAST_IDLE_S", value_name = "S")]
    pub idle_s: u64,
    /// Seconds that a write may be stuck [default: 20]
    #[arg(long, env = "GRIDCAST_WRITE_S", value_name = "S")]
    pub write_s: u64,
}

/// Requests and connections; `[http]` in the file.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[command(next_help_heading = "HTTP")]
#[serde(deny_unknown_fields, default)]
pub struct HttpOptions {
    /// Most connections at a time, spectators among them; never more than the system's open files allow;
    /// without it 1024 above the spectators
    #[arg(long, env = "GRIDCAST_MAX_CONNECTIONS", value_name = "N")]
    pub max_connections: Option<usize>,
    /// Most connections of one address, or of one IPv6 network of 64 bits; 0 for no limit. Behind a proxy set
    /// --trusted-proxies too, or all clients have its address [default: 0]
    #[arg(long, env = "GRIDCAST_MAX_CONNECTIONS_PER_ADDRESS", value_name = "N")]
    pub max_connections_per_address: usize,
    /// Proxies, as addresses or networks, whose Forwarded or X-Forwarded-For tells the client's address
    #[arg(long, env = "GRIDCAST_TRUSTED_PROXIES", value_name = "LIST", value_delimiter = ',')]
    pub trusted_proxies: Vec<String>,
    /// Seconds within which a new connection must have sent its first request [default: 10]
    #[arg(long, env = "GRIDCAST_REQUEST_S", value_name = "S")]
    pub request_s: u64,
    /// Seconds that a connection may be silent between requests [default: 60]
    #[arg(long, env = "GRIDCAST_KEEP_ALIVE_S", value_name = "S")]
    pub keep_alive_s: u64,
    /// Seconds within which an answer must have been taken [default: 120]
    #[arg(long, env = "GRIDCAST_ANSWER_S", value_name = "S")]
    pub answer_s: u64,
    /// Sites that may frame a panel of the live page (?panel=map): *, self, or origins such as
    /// <https://fans.example> [default: *]
    #[arg(long, env = "GRIDCAST_PANEL_FRAME_ANCESTORS", value_name = "LIST", value_delimiter = ',')]
    pub panel_frame_ancestors: Vec<String>,
    /// Sites that may frame a chart (?panel=gap); without it those that may frame a panel
    #[arg(long, env = "GRIDCAST_CHART_FRAME_ANCESTORS", value_name = "LIST", value_delimiter = ',')]
    pub chart_frame_ancestors: Option<Vec<String>>,
    /// Sites that may frame a whole page [default: *]
    #[arg(long, env = "GRIDCAST_PAGE_FRAME_ANCESTORS", value_name = "LIST", value_delimiter = ',')]
    pub page_frame_ancestors: Vec<String>,
    /// Sites whose scripts may read /api; null is a sandboxed frame, our own within another site's too [default: *]
    #[arg(long, env = "GRIDCAST_API_ORIGINS", value_name = "LIST", value_delimiter = ',')]
    pub api_origins: Vec<String>,
    /// Sites whose pages may open the stream /ws, null as above; programs that are no browser always may [default: *]
    #[arg(long, env = "GRIDCAST_WS_ORIGINS", value_name = "LIST", value_delimiter = ',')]
    pub ws_origins: Vec<String>,
    /// Address on which /metrics is answered, and nowhere else; without it beside the page
    #[arg(long, env = "GRIDCAST_METRICS_LISTEN", value_name = "ADDRESS")]
    pub metrics_listen: Option<String>,
}

/// The broker; `[kafka]` in the file.
#[derive(Clone, Debug, Args, Serialize, Deserialize)]
#[command(next_help_heading = "Kafka")]
#[serde(deny_unknown_fields, default)]
pub struct KafkaOptions {
    /// Brokers, `host:port,…` [default: localhost:9092]
    #[arg(long = "kafka", alias = "kafka-brokers", env = "GRIDCAST_KAFKA", value_name = "BROKERS")]
    pub brokers: String,
    /// What stands before tele, laps, session, … in the topics' names [default: f1_]
    #[arg(long = "topic-prefix", env = "GRIDCAST_TOPIC_PREFIX", value_name = "TEXT")]
    pub topic_prefix: String,
    /// Read from this moment instead of the earliest record: 2025-03-16T04:00:00Z, or 90m, 2h, 1d ago
    #[arg(long = "since", env = "GRIDCAST_SINCE", value_name = "TIME")]
    pub since: String,
    /// plaintext, ssl, `sasl_plaintext` or `sasl_ssl` [default: plaintext]
    #[arg(long = "kafka-security", env = "GRIDCAST_KAFKA_SECURITY", value_name = "PROTOCOL")]
    pub security: String,
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
    pub properties: BTreeMap<String, Secret>,
    /// Names of single topics in the file: `[kafka.topics]`, keys tele, laps, session, ….
    #[arg(skip)]
    pub topics: BTreeMap<String, String>,
}

impl Cli {
    /// Lays the flags and the environment over the file, if one is named, and that over the defaults. `matches` are
    /// those of [`command_for_update`](clap::CommandFactory::command_for_update), which requires nothing.
    ///
    /// # Errors
    /// When the file cannot be read, or says something unknown.
    pub fn over_file(mut matches: ArgMatches) -> Result<Self, ConfigError> {
        let file = matches.get_one::<PathBuf>("config").cloned();
        let options = file.as_deref().map_or_else(|| Ok(Options::default()), Options::from_file)?;
        let mut cli = Self { config: file, print_config: false, options };
        cli.update_from_arg_matches_mut(&mut matches)
            .map_err(|error| ConfigError::Value(error.to_string()))?;
        Ok(cli)
    }
}

impl Options {
    fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Unreadable { path: path.to_owned(), error })?;
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(1, |span| 1 + text.bytes().take(span.start).filter(|&b| b == b'\n').count());
            ConfigError::File {
                path: path.to_owned(),
                error: format!("line {line}: {}", error.message().trim()),
            }
        })
    }

    /// The options as a file that says the same, secrets hidden.
    pub fn to_toml(&self) -> String {
        let mut told = self.clone();
        // What a flag says in two words or in pairs has names of its own in a file.
        if let [_, file] = self.source.as_slice() {
            told.recording = Some(file.into());
        }
        let pairs = self.kafka.property.iter().filter_map(|pair| pair.split_once('='));
        told.kafka.properties.extend(pairs.map(|(key, value)| (key.to_owned(), Secret::new(value))));
        toml::to_string(&told).unwrap_or_default()
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1".to_owned(),
            port: None,
            site: None,
            marts: None,
            base_path: "/".to_owned(),
            recordings: None,
            recordings_max_bytes: "2GB".to_owned(),
            recordings_max_age: None,
            circuits: None,
            source: vec!["demo".to_owned()],
            session: None,
            sessions: None,
            archive: gridcast_producer::archive::client::DEFAULT_BASE_URL.to_owned(),
            recording: None,
            laps: None,
            session_file: None,
            speed: 1.0,
            repeat: false,
            from: None,
            batch_s: 0.0,
            seed: 1,
            frames_per_second: 5,
            shutdown_s: 10,
            log_format: LogFormat::default(),
            spectators: SpectatorOptions::default(),
            http: HttpOptions::default(),
            kafka: KafkaOptions::default(),
        }
    }
}

impl Default for SpectatorOptions {
    fn default() -> Self {
        Self { max_spectators: 20_000, queue_frames: 64, ping_s: 20, idle_s: 60, write_s: 20 }
    }
}

impl Default for HttpOptions {
    fn default() -> Self {
        let any = || vec!["*".to_owned()];
        Self {
            max_connections: None,
            max_connections_per_address: 0,
            trusted_proxies: Vec::new(),
            request_s: 10,
            keep_alive_s: 60,
            answer_s: 120,
            panel_frame_ancestors: any(),
            chart_frame_ancestors: None,
            page_frame_ancestors: any(),
            api_origins: any(),
            ws_origins: any(),
            metrics_listen: None,
        }
    }
}

impl Default for KafkaOptions {
    fn default() -> Self {
        Self {
            brokers: "localhost:9092".to_owned(),
            topic_prefix: "f1_".to_owned(),
            since: "earliest".to_owned(),
            security: "plaintext".to_owned(),
            mechanism: None,
            username: None,
            password_file: None,
            password: None,
            ca: None,
            property: Vec::new(),
            properties: BTreeMap::new(),
            topics: BTreeMap::new(),
        }
    }
}

fn read_source<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    String::deserialize(deserializer).map(|word| vec![word])
}

fn write_source<S: Serializer>(source: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(source.first().map_or("", String::as_str))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn help_tells_the_defaults_that_are() {
        let defaults = toml::Table::try_from(Options::default()).unwrap();
        let value = |name: &str| {
            let sections =
                ["spectators", "http", "kafka"].map(|section| defaults[section].as_table().unwrap());
            let found = [&defaults].into_iter().chain(sections).find_map(|table| table.get(name));
            // A list of one is told as that one.
            let quoted = |value: &toml::Value| value.to_string().trim_matches(['[', ']', '"']).to_owned();
            found.map(|value| quoted(value).trim_end_matches(".0").to_owned())
        };
        let mut n = 0;
        for argument in Cli::command_for_update().get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            if let Some((_, told)) = help.split_once("[default: ") {
                let is = value(argument.get_id().as_str());
                // A port is by default none: the one that an address without a port gets.
                let is = is.or_else(|| Some(DEFAULT_PORT.to_string()));
                assert_eq!(Some(told.trim_end_matches(']')), is.as_deref(), "{}", argument.get_id());
                n += 1;
            }
        }
        assert!(12 <= n, "{n} defaults are told");
    }
}
