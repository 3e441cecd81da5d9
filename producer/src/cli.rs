//! The options, as people write them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use gridcast_producer::pacer::Speed;

const EXAMPLES: &str = "\
Examples:
  A recorded race at twenty times its pace:
    gridcast-producer replay --tele tele.jsonl.zst --laps laps.jsonl --speed 20
  The same from lap 30, over and over:
    gridcast-producer replay --tele tele.jsonl.zst --laps laps.jsonl --from 30 --loop
  A made-up race to a hosted broker; the password comes from GRIDCAST_KAFKA_PASSWORD:
    gridcast-producer simulate --seed 7 --brokers broker.example:9092 --security sasl_ssl \\
        --mechanism SCRAM-SHA-512 --username gridcast

Exit code: 0 all published, 1 something was not (it says what), 130 interrupted.";

/// Publishes a Formula 1 race to Kafka, as it would come live.
#[derive(Debug, Parser)]
#[command(name = "gridcast-producer", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// Which race.
    #[command(subcommand)]
    pub(crate) race: Race,
}

/// Which race.
#[derive(Debug, Subcommand)]
pub(crate) enum Race {
    /// A recorded race, at the pace of its own dates
    Replay {
        /// Records of `f1_tele`, JSON lines, plain or zstd
        #[arg(long, value_name = "FILE")]
        tele: PathBuf,
        /// Records of `f1_laps`, JSON lines, plain or zstd
        #[arg(long, value_name = "FILE")]
        laps: Option<PathBuf>,
        /// One record of `f1_session`, JSON: names, teams, circuit
        #[arg(long, value_name = "FILE")]
        session: Option<PathBuf>,
        /// Lap of the leader to begin with
        #[arg(long, value_name = "LAP")]
        from: Option<u16>,
        /// How it is told.
        #[command(flatten)]
        pace: Pace,
        /// Where to.
        #[command(flatten)]
        kafka: Kafka,
    },
    /// A made-up race on a made-up circuit, marked as simulated
    Simulate {
        /// The same seed makes the same race
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Laps
        #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u8).range(2..=100))]
        laps: u8,
        /// How it is told.
        #[command(flatten)]
        pace: Pace,
        /// Where to.
        #[command(flatten)]
        kafka: Kafka,
    },
}

/// How it is told.
#[derive(Clone, Debug, Args)]
pub(crate) struct Pace {
    /// So many times as fast as it was, or max
    #[arg(long, default_value = "1", value_name = "N")]
    pub(crate) speed: Speed,
    /// Begin anew at the end, each time as a session of its own
    #[arg(long = "loop")]
    pub(crate) repeat: bool,
}

/// Where to.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Kafka")]
pub(crate) struct Kafka {
    /// Brokers, `host:port,…`
    #[arg(long, env = "GRIDCAST_KAFKA", default_value = "localhost:9092")]
    pub(crate) brokers: String,
    /// What stands before tele, laps, session, … in the topics' names
    #[arg(long, env = "GRIDCAST_TOPIC_PREFIX", default_value = "f1_", value_name = "TEXT")]
    pub(crate) topic_prefix: String,
    /// plaintext, ssl, `sasl_plaintext` or `sasl_ssl`
    #[arg(long, env = "GRIDCAST_KAFKA_SECURITY", value_name = "PROTOCOL")]
    pub(crate) security: Option<String>,
    /// PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512
    #[arg(long, env = "GRIDCAST_KAFKA_MECHANISM", value_name = "NAME")]
    pub(crate) mechanism: Option<String>,
    /// User; the password is in `GRIDCAST_KAFKA_PASSWORD` or in a file
    #[arg(long, env = "GRIDCAST_KAFKA_USERNAME", value_name = "NAME")]
    pub(crate) username: Option<String>,
    /// File with the password
    #[arg(long, env = "GRIDCAST_KAFKA_PASSWORD_FILE", value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// Certificate authority, PEM
    #[arg(long, env = "GRIDCAST_KAFKA_CA", value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// Any property of librdkafka; may be repeated
    #[arg(long = "property", value_name = "KEY=VALUE")]
    pub(crate) properties: Vec<String>,
}

impl Race {
    /// How it is told, and where to.
    pub(crate) fn common(&self) -> (&Pace, &Kafka) {
        match self {
            Self::Replay { pace, kafka, .. } | Self::Simulate { pace, kafka, .. } => (pace, kafka),
        }
    }
}
