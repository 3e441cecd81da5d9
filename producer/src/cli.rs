//! The options, as people write them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use gridcast_producer::archive::client::DEFAULT_BASE_URL;
use gridcast_producer::archive::wanted::Wanted;
use gridcast_producer::live::options::DEFAULT_HUB;
use gridcast_producer::pacer::Speed;

const EXAMPLES: &str = "\
Examples:
  A past race, fetched from the official archive once and then told at twenty times its pace:
    gridcast-producer replay --speed 20 $(gridcast-producer fetch 2025/1/R)
  What the archive has of a season, or of one weekend:
    gridcast-producer fetch --list 2025
    gridcast-producer fetch --list 2025/1
  The official live timing, as it happens; with a subscriber's token car data and positions, too:
    gridcast-producer live --token-file token.txt
  The same kept as it comes, and told again from lap 30, over and over:
    gridcast-producer record --to recordings
    gridcast-producer replay recordings --from 30 --loop
  A recording of records of f1_tele and f1_laps:
    gridcast-producer replay --tele tele.jsonl.zst --laps laps.jsonl --speed 20
  A made-up race to a hosted broker; the password comes from GRIDCAST_KAFKA_PASSWORD:
    gridcast-producer simulate --seed 7 --brokers broker.example:9092 --security sasl_ssl \\
        --mechanism SCRAM-SHA-512 --username gridcast

Exit code: 0 all done, 1 something was not (it says what), 130 interrupted.";

/// Brings Formula 1 sessions to Kafka: live, from the official archive, from recordings, or made up.
#[derive(Debug, Parser)]
#[command(name = "gridcast-producer", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Fetch past sessions from the official archive; prints the folder of each, which replay plays
    Fetch(Fetch),
    /// Publish the official live timing as it happens, until it is stopped
    Live {
        /// What to listen to.
        #[command(flatten)]
        hub: Hub,
        /// Where the archive is.
        #[command(flatten)]
        archive: ArchiveAt,
        /// Where to.
        #[command(flatten)]
        kafka: Kafka,
    },
    /// Keep the official live timing as it comes, with the time of each arrival, for replay
    Record(Record),
    /// Publish a recorded session, at the pace of its own dates
    Replay {
        /// Which.
        #[command(flatten)]
        recording: Recording,
        /// Where the archive is.
        #[command(flatten)]
        archive: ArchiveAt,
        /// How it is told.
        #[command(flatten)]
        pace: Pace,
        /// Where to.
        #[command(flatten)]
        kafka: Kafka,
    },
    /// Publish a made-up race on a made-up circuit, marked as simulated
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

/// What is fetched.
#[derive(Clone, Debug, Args)]
pub(crate) struct Fetch {
    /// SEASON[/ROUND[/SESSION]], such as 2025, 2025/1 or 2025/1/R. A season is a year from 2018 on; a round counts
    /// the races that were held; a session is FP1, FP2, FP3, SQ, S, Q or R
    #[arg(value_name = "SESSIONS")]
    pub(crate) wanted: Wanted,
    /// Say what there is, fetch nothing
    #[arg(long)]
    pub(crate) list: bool,
    /// Folder in which sessions are kept [default: gridcast/sessions in the user's cache]
    #[arg(long, env = "GRIDCAST_SESSIONS", value_name = "DIR")]
    pub(crate) to: Option<PathBuf>,
    /// Where the archive is.
    #[command(flatten)]
    pub(crate) archive: ArchiveAt,
}

/// Where the archive is.
#[derive(Clone, Debug, Args)]
pub(crate) struct ArchiveAt {
    /// The archive, in which the teams' radio lies as well; a mirror or a server of your own with the same layout
    #[arg(long = "archive", env = "GRIDCAST_ARCHIVE", default_value = DEFAULT_BASE_URL, value_name = "URL")]
    pub(crate) url: String,
}

/// What is listened to.
#[derive(Clone, Debug, Args)]
pub(crate) struct Hub {
    /// The hub of the live timing; a server of your own that speaks the same
    #[arg(long, env = "GRIDCAST_HUB", default_value = DEFAULT_HUB, value_name = "URL")]
    pub(crate) hub: String,
    /// File with a subscriber's token, read again for each connection. Without one, nor one in `GRIDCAST_F1_TOKEN`,
    /// car data and positions may be missing; the timing is there
    #[arg(long, env = "GRIDCAST_F1_TOKEN_FILE", value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
}

/// What is kept of the feed.
#[derive(Clone, Debug, Args)]
pub(crate) struct Record {
    /// Folder of the files, one after another: 20250316T040000Z.received.zst
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Begin another file after so many minutes, such as 60 or 0.5
    #[arg(long, default_value = "60", value_parser = minutes, value_name = "MIN")]
    pub(crate) rotate: Duration,
    /// What to listen to.
    #[command(flatten)]
    pub(crate) hub: Hub,
}

/// Minutes as a time.
fn minutes(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map(|minutes: f64| minutes * 60.0).ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|time| (Duration::from_secs(1)..=Duration::from_hours(24)).contains(time))
        .ok_or_else(|| "must be minutes, a second at least and a day at most".to_owned())
}

/// Which recording.
#[derive(Clone, Debug, Args)]
pub(crate) struct Recording {
    /// A folder that fetch or record made, or a file of any recorded form: FastF1's text, SignalR's, topic lines,
    /// records of `f1_tele`; plain or zstd
    #[arg(value_name = "PATH", required_unless_present = "tele")]
    pub(crate) path: Option<PathBuf>,
    /// Records of `f1_tele`, JSON lines, plain or zstd
    #[arg(long, value_name = "FILE", conflicts_with = "path")]
    pub(crate) tele: Option<PathBuf>,
    /// Records of `f1_laps`, JSON lines, plain or zstd
    #[arg(long, value_name = "FILE", requires = "tele")]
    pub(crate) laps: Option<PathBuf>,
    /// One record of `f1_session`, JSON: names, teams, circuit
    #[arg(long, value_name = "FILE", requires = "tele")]
    pub(crate) session: Option<PathBuf>,
    /// Lap of the leader to begin with
    #[arg(long, value_name = "LAP")]
    pub(crate) from: Option<u16>,
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
