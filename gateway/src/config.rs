//! What the gateway is told: flags before environment before file before defaults, checked once.
//!
//! [`Options`] is the form in which people write it, the same for flags, environment and TOML; [`Config`] is
//! the checked form that the rest of the gateway is built from. No other file reads flags or the environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use gridcast_producer::archive::wanted::Wanted;

pub use base_path::BasePath;
pub use error::ConfigError;
pub use http::{Http, Sites};
pub use options::{HttpOptions, KafkaOptions, LogFormat, Options, SpectatorOptions};
pub use origins::Origins;
pub use secret::Secret;

use crate::recorder::Limits;
use error::bad;
use value::{parse_bytes, parse_listen, seconds};

mod base_path;
mod error;
pub mod http;
pub mod kafka;
pub mod options;
pub mod origins;
mod secret;
mod time;
mod value;

pub use kafka::{KafkaConfig, Since};

/// Everything the gateway needs to know, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Folder of the built page; without one only the API is served.
    pub site: Option<PathBuf>,
    /// Path below which everything is served.
    pub base_path: BasePath,
    /// Folder of the mart documents; without one there are none.
    pub marts: Option<PathBuf>,
    /// Where recordings are kept; without it they are in memory alone.
    pub recordings: Option<Recordings>,
    /// File of the circuits that were driven; without one they are kept in memory.
    pub circuits: Option<PathBuf>,
    /// Where the race comes from.
    pub source: Source,
    /// Pace of frames.
    pub frame_interval: Duration,
    /// What a spectator may cost.
    pub spectators: Spectators,
    /// What requests and connections may cost, and who may make them.
    pub http: Http,
    /// How long an orderly stop may take.
    pub shutdown: Duration,
}

/// Where recordings are kept, and how much of them.
#[derive(Clone, Debug)]
pub struct Recordings {
    /// The folder.
    pub folder: PathBuf,
    /// Its bounds.
    pub limits: Limits,
}

/// Where the race comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// From within the gateway.
    Embedded(Embedded),
    /// From Kafka.
    Kafka(KafkaConfig),
}

/// A race that the gateway plays by itself.
#[derive(Clone, Debug)]
pub struct Embedded {
    /// Which.
    pub race: EmbeddedRace,
    /// How it is played.
    pub play: Play,
}

/// Which race the gateway plays by itself.
#[derive(Clone, Debug)]
pub enum EmbeddedRace {
    /// The simulator's.
    Simulated {
        /// The same seed gives the same race.
        seed: u64,
    },
    /// A recorded one.
    Recorded {
        /// `f1_tele` records, JSON lines, plain or zstd; or any recording of the feed, file or folder.
        path: PathBuf,
        /// The `f1_laps` records.
        laps: Option<PathBuf>,
        /// An `f1_session` record.
        session: Option<PathBuf>,
    },
    /// One that the official archive keeps.
    Archived(Archived),
}

/// A session of the official archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Which: one.
    pub session: Wanted,
    /// Where the archive is.
    pub base_url: String,
    /// Where what is fetched is kept.
    pub folder: PathBuf,
}

/// How an embedded source is played.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// Pace, 1 = as it was.
    pub speed: f64,
    /// Begins anew at its end.
    pub repeat: bool,
    /// First lap that is shown.
    pub from_lap: Option<u8>,
    /// Source time that a delivery spans, ms; 0 when each record comes at its own date.
    pub batch_ms: i64,
}

/// What a spectator may cost.
#[derive(Clone, Copy, Debug)]
pub struct Spectators {
    /// Most at a time; the next is answered 503.
    pub max: usize,
    /// Frames that may wait for one before its queue is emptied and the current chunk sent anew.
    pub queue_frames: usize,
    /// One that overflows again within this time is disconnected.
    pub forgive: Duration,
    /// Pause between pings.
    pub ping: Duration,
    /// One that has not been heard for this long is disconnected.
    pub idle: Duration,
    /// A write that takes longer ends the connection.
    pub write: Duration,
}

impl Config {
    /// Checks options.
    ///
    /// # Errors
    /// The first value that does not do, by the name under which it is written.
    pub fn from_options(options: &Options) -> Result<Self, ConfigError> {
        let site = options.site.clone();
        if let Some(site) = &site
            && !site.join("index.html").is_file()
        {
            return bad(format!("--site {}: no index.html in it; build the page first", site.display()));
        }
        let frames = options.frames_per_second;
        if !(1..=25).contains(&frames) {
            return bad(format!("--frames-per-second must be 1 to 25, got {frames}"));
        }
        let spectators = spectators(&options.spectators)?;
        Ok(Self {
            listen: parse_listen("listen", &options.listen, options.port)?,
            site,
            base_path: BasePath::parse(&options.base_path)?,
            marts: options.marts.clone(),
            recordings: recordings(options)?,
            circuits: options.circuits.clone(),
            source: source(options)?,
            frame_interval: Duration::from_secs(1) / u32::from(frames),
            http: Http::from_options(&options.http, spectators.max)?,
            spectators,
            shutdown: seconds("shutdown-s", options.shutdown_s, 1, 300)?,
        })
    }
}

fn recordings(options: &Options) -> Result<Option<Recordings>, ConfigError> {
    let max_bytes = parse_bytes("recordings-max-bytes", &options.recordings_max_bytes)?;
    let max_age = match options.recordings_max_age.as_deref() {
        Some(text) => match time::parse_ago(text) {
            Some(ms) => Some(Duration::from_millis(ms as u64)),
            None => {
                return bad(format!("--recordings-max-age must be a time such as 90d or 12h, got {text:?}"));
            }
        },
        None => None,
    };
    let limits = Limits { max_bytes, max_age };
    Ok(options.recordings.clone().map(|folder| Recordings { folder, limits }))
}

fn source(options: &Options) -> Result<Source, ConfigError> {
    let mut words = options.source.iter().map(String::as_str);
    let (kind, path) = (words.next().unwrap_or_default(), words.next());
    if let Some(word) = path
        && kind != "recording"
    {
        return bad(format!("--source {kind} takes no second word, got {word:?}"));
    }
    if let Some(session) = &options.session {
        let race = EmbeddedRace::Archived(archived(options, session, kind)?);
        return Ok(Source::Embedded(Embedded { race, play: play(options)? }));
    }
    let race = match kind {
        "demo" => EmbeddedRace::Simulated { seed: options.seed },
        "recording" => recorded(options, path)?,
        "kafka" => return Ok(Source::Kafka(KafkaConfig::from_options(&options.kafka)?)),
        other => return bad(format!("--source must be demo, recording or kafka, got {other:?}")),
    };
    Ok(Source::Embedded(Embedded { race, play: play(options)? }))
}

fn archived(options: &Options, session: &str, source: &str) -> Result<Archived, ConfigError> {
    if source != "demo" {
        return bad(format!("--session is a source of its own, it goes with no --source, got {source:?}"));
    }
    let session = match session.parse::<Wanted>() {
        Ok(wanted) if wanted.is_one() => wanted,
        Ok(_) => return bad(format!("--session must be one, such as 2025/1/R, got {session:?}")),
        Err(error) => return bad(format!("--session: {error}")),
    };
    let folder = options.sessions.clone().unwrap_or_else(gridcast_producer::archive::default_folder);
    Ok(Archived { session, base_url: options.archive.clone(), folder })
}

fn recorded(options: &Options, path: Option<&str>) -> Result<EmbeddedRace, ConfigError> {
    let Some(path) = path.map(PathBuf::from).or_else(|| options.recording.clone()) else {
        return bad("--source recording needs a file: --source recording race.jsonl.zst".to_owned());
    };
    let (laps, session) = (options.laps.clone(), options.session_file.clone());
    if let Some(file) =
        [Some(&path), laps.as_ref(), session.as_ref()].into_iter().flatten().find(|f| !f.exists())
    {
        return bad(format!("{}: no such file", file.display()));
    }
    Ok(EmbeddedRace::Recorded { path, laps, session })
}

fn play(options: &Options) -> Result<Play, ConfigError> {
    let speed = options.speed;
    if !(0.1..=600.0).contains(&speed) {
        return bad(format!("--speed must be 0.1 to 600, got {speed}"));
    }
    let batch = options.batch_s;
    if !(0.0..=10.0).contains(&batch) {
        return bad(format!("--batch-s must be 0 to 10, got {batch}"));
    }
    let batch_ms = (batch * 1000.0) as i64;
    Ok(Play { speed, repeat: options.repeat, from_lap: options.from, batch_ms })
}

fn spectators(options: &SpectatorOptions) -> Result<Spectators, ConfigError> {
    let queue_frames = options.queue_frames;
    if !(8..=4096).contains(&queue_frames) {
        return bad(format!("--queue-frames must be 8 to 4096, got {queue_frames}"));
    }
    let checked = Spectators {
        max: options.max_spectators,
        queue_frames,
        forgive: Duration::from_mins(1),
        ping: seconds("ping-s", options.ping_s, 1, 600)?,
        idle: seconds("idle-s", options.idle_s, 2, 3600)?,
        write: seconds("write-s", options.write_s, 1, 600)?,
    };
    if checked.idle < checked.ping * 2 {
        return bad(format!(
            "--idle-s must be at least twice --ping-s, got {} and {}",
            checked.idle.as_secs(),
            checked.ping.as_secs()
        ));
    }
    Ok(checked)
}
