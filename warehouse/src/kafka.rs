//! How to reach Kafka: the same flags and environment as the producer's, and the topics' names behind a prefix.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use gridcast_kafka::RECOVERY;
use gridcast_shared::topics::Topic;
use rdkafka::ClientConfig;

/// Kafka's options.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Kafka")]
pub struct KafkaOptions {
    /// Brokers, `host:port,…`
    #[arg(long, env = "GRIDCAST_KAFKA", default_value = "localhost:9092")]
    pub brokers: String,
    /// What stands before tele, laps, session, … in the topics' names
    #[arg(long, env = "GRIDCAST_TOPIC_PREFIX", default_value = "f1_", value_name = "TEXT")]
    pub topic_prefix: String,
    /// plaintext, ssl, `sasl_plaintext` or `sasl_ssl`
    #[arg(long, env = "GRIDCAST_KAFKA_SECURITY", value_name = "PROTOCOL")]
    pub security: Option<String>,
    /// PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
    #[arg(long, env = "GRIDCAST_KAFKA_MECHANISM", value_name = "NAME")]
    pub mechanism: Option<String>,
    /// User; the password is in `GRIDCAST_KAFKA_PASSWORD` or in a file
    #[arg(long, env = "GRIDCAST_KAFKA_USERNAME", value_name = "NAME")]
    pub username: Option<String>,
    /// File with the password
    #[arg(long, env = "GRIDCAST_KAFKA_PASSWORD_FILE", value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Certificate authority, PEM
    #[arg(long, env = "GRIDCAST_KAFKA_CA", value_name = "FILE")]
    pub ca: Option<PathBuf>,
    /// Any property of librdkafka; may be repeated
    #[arg(long = "property", value_name = "KEY=VALUE")]
    pub properties: Vec<String>,
}

/// What the sink relies on. Nothing is committed to Kafka: offsets live in the database.
const PROPERTIES: [(&str, &str); 12] = [
    ("group.id", "gridcast-warehouse"),
    ("client.id", "gridcast-warehouse"),
    ("enable.auto.commit", "false"),
    ("enable.auto.offset.store", "false"),
    ("enable.partition.eof", "true"),
    ("auto.offset.reset", "earliest"),
    ("allow.auto.create.topics", "false"),
    ("fetch.wait.max.ms", "50"),
    ("fetch.message.max.bytes", "1048576"),
    ("fetch.max.bytes", "16777216"),
    // A full queue is looked at again at once, not after librdkafka's second.
    ("fetch.queue.backoff.ms", "5"),
    ("queued.max.messages.kbytes", "65536"),
];

impl KafkaOptions {
    /// A topic's name.
    pub fn topic_name(&self, topic: Topic) -> String {
        format!("{}{}", self.topic_prefix, topic.default_name().trim_start_matches("f1_"))
    }

    /// librdkafka's configuration of a consumer.
    ///
    /// # Errors
    /// When the password's file cannot be read or a property has no `=`.
    pub fn consumer_config(&self) -> anyhow::Result<ClientConfig> {
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", &self.brokers);
        for (key, value) in PROPERTIES.into_iter().chain(RECOVERY) {
            config.set(key, value);
        }
        let settings = [
            ("security.protocol", &self.security),
            ("sasl.mechanism", &self.mechanism),
            ("sasl.username", &self.username),
        ];
        for (key, value) in settings {
            if let Some(value) = value {
                config.set(key, value);
            }
        }
        if let Some(ca) = &self.ca {
            config.set("ssl.ca.location", ca.to_string_lossy());
        }
        if let Some(file) = &self.password_file {
            let password = std::fs::read_to_string(file)
                .with_context(|| format!("cannot read the password file {}", file.display()))?;
            config.set("sasl.password", password.trim_end());
        } else if let Ok(password) = std::env::var("GRIDCAST_KAFKA_PASSWORD") {
            config.set("sasl.password", password);
        }
        for property in &self.properties {
            let Some((key, value)) = property.split_once('=') else {
                bail!("--property must be KEY=VALUE, got {property:?}");
            };
            config.set(key, value);
        }
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        kafka: KafkaOptions,
    }

    #[test]
    fn names_follow_the_prefix_and_properties_go_last() {
        let cli = Cli::parse_from(["x", "--topic-prefix", "it_", "--property", "fetch.wait.max.ms=7"]);
        assert_eq!(cli.kafka.topic_name(Topic::RaceControl), "it_race_control");
        let config = cli.kafka.consumer_config().unwrap();
        assert_eq!(config.get("fetch.wait.max.ms"), Some("7"));
        assert_eq!(config.get("enable.auto.commit"), Some("false"));
        let cli = Cli::parse_from(["x", "--property", "nothing"]);
        assert!(cli.kafka.consumer_config().unwrap_err().to_string().contains("KEY=VALUE"));
    }
}
