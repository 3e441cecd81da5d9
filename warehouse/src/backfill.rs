//! Past sessions of the official archive into staging, and the season data that belongs to them.
//!
//! Sessions are fetched one after another and read by the state machine of the feed, so that what the warehouse holds
//! of them is what a live session would have left. A session that is done is noted in the database, and is passed
//! over the next time; one that was broken off goes on where it was.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::bail;
use clap::Args;
use duckdb::{Connection, OptionalExt};
use gridcast_producer::SourceError;
use gridcast_producer::archive::client::{ClientOptions as ArchiveOptions, DEFAULT_BASE_URL, Watch};
use gridcast_producer::archive::default_folder;
use gridcast_producer::archive::fetch::Archive;
use gridcast_producer::archive::index::Kept;
use gridcast_producer::archive::wanted::Wanted;
use gridcast_producer::replay::{FeedOptions, FeedReplay};

use crate::batch::Counts;
use crate::import::{NO_PARTITION, import_session};
use crate::jolpica::{self, ClientOptions, JolpicaOptions, Rounds};
use crate::stop::Stop;

/// Between two words about a file that is being fetched.
const SAY_EVERY: Duration = Duration::from_secs(5);

/// What to bring in.
#[derive(Clone, Debug, Args)]
pub struct BackfillOptions {
    /// SEASON[/ROUND[/SESSION]], such as 2024, 2024/1 or 2024/1/R. A season is a year from 2018 on; a round counts
    /// the races that were held; a session is FP1, FP2, FP3, SQ, S, Q or R
    #[arg(value_name = "SESSIONS")]
    pub wanted: Wanted,
    /// Folder in which fetched sessions are kept [default: gridcast/sessions in the user's cache]
    #[arg(long, env = "GRIDCAST_SESSIONS", value_name = "DIR")]
    pub sessions: Option<PathBuf>,
    /// Where the archive is; a mirror or a server of your own with the same layout
    #[arg(long, env = "GRIDCAST_ARCHIVE", default_value = DEFAULT_BASE_URL, value_name = "URL")]
    pub archive: String,
    /// Leave out results, standings, laps and stops from the API
    #[arg(long)]
    pub without_season_data: bool,
    /// How the API is reached.
    #[command(flatten)]
    pub client: ClientOptions,
}

/// What a backfill did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backfilled {
    /// Sessions that were wanted and kept.
    pub sessions: usize,
    /// Of these, those that were done before.
    pub were_done: usize,
    /// Of these, those that could not be had; said already.
    pub failed: usize,
    /// Records that are new in staging.
    pub counts: Counts,
    /// What of the season data could not be loaded and why; said already.
    pub season_faults: Vec<String>,
}

/// Brings in what is wanted. A session or an answer of the season data that cannot be had costs only itself.
///
/// # Errors
/// When the archive's list or the season data cannot be had, or the database fails.
pub fn backfill(
    connection: &Connection,
    options: &BackfillOptions,
    stop: &Stop,
) -> anyhow::Result<Backfilled> {
    let watch = Told { stop, told: std::cell::Cell::new(Instant::now()) };
    let archive_options = ArchiveOptions { base_url: options.archive.clone(), ..ArchiveOptions::default() };
    let archive = Archive::new(archive_options, options.sessions.clone().unwrap_or_else(default_folder))?;
    let sessions = archive.find(options.wanted, &watch)?;
    let mut done = Backfilled { sessions: sessions.len(), ..Backfilled::default() };
    for (place, session) in sessions.iter().enumerate() {
        let number = place + 1;
        let of = sessions.len();
        if is_done(connection, session)? {
            done.were_done += 1;
            continue;
        }
        match bring(connection, &archive, session, stop, &watch) {
            Ok(counts) if stop.is_raised() => {
                done.counts.add(counts);
                return Ok(done);
            }
            Ok(counts) => {
                done.counts.add(counts);
                note_done(connection, session, counts)?;
                tracing::info!("{session} ({}), {number} of {of}: {} records", session.event, counts.kept);
            }
            Err(error) => match error.downcast_ref::<SourceError>() {
                Some(SourceError::Stopped) => return Ok(done),
                Some(_) => {
                    done.failed += 1;
                    tracing::error!("{session} ({}), {number} of {of}: {error:#}", session.event);
                }
                None => return Err(error),
            },
        }
    }
    if !options.without_season_data && !stop.is_raised() {
        let round = options.wanted.round.map_or(Rounds::New, Rounds::One);
        let season =
            JolpicaOptions { season: Some(options.wanted.season), round, client: options.client.clone() };
        done.season_faults = jolpica::load(connection, &season, stop)?.faults;
        for fault in &done.season_faults {
            tracing::error!("season data: {fault}");
        }
    }
    Ok(done)
}

fn bring(
    connection: &Connection,
    archive: &Archive,
    session: &Kept,
    stop: &Stop,
    watch: &Told<'_>,
) -> anyhow::Result<Counts> {
    let fetched = archive.fetch(session, watch)?;
    if !fetched.note.is_complete {
        // Half of it could not be told from the whole afterwards.
        let reason =
            "it is not over yet, or its timing is not given, and is brought in once it is whole".to_owned();
        return Err(SourceError::NotKept { wanted: session.to_string(), reason }.into());
    }
    if !fetched.note.missing.is_empty() {
        tracing::info!("{session}: the archive lacks {}", fetched.note.missing.join(", "));
    }
    let options = FeedOptions { path: fetched.folder.clone(), ..FeedOptions::default() };
    let Some(replay) = FeedReplay::open(&options)? else {
        bail!("{} holds no session", fetched.folder.display());
    };
    import_session(connection, name_of(session), replay, stop)
}

/// What a session is called among the names of staging: by where it lies in the archive, which is its own for ever. A
/// round's number may be another event's once a race was cancelled.
fn name_of(session: &Kept) -> &str {
    session.path.trim_end_matches('/')
}

/// The name of the row of offsets that says that a session is done.
fn done_name(session: &Kept) -> String {
    format!("done/{}", name_of(session))
}

fn is_done(connection: &Connection, session: &Kept) -> duckdb::Result<bool> {
    let sql = "SELECT 1 FROM stg_offsets WHERE topic = ? AND partition = ?";
    let found = connection.query_row(sql, duckdb::params![done_name(session), NO_PARTITION], |_| Ok(()));
    Ok(found.optional()?.is_some())
}

fn note_done(connection: &Connection, session: &Kept, counts: Counts) -> duckdb::Result<()> {
    let sql = "INSERT OR REPLACE INTO stg_offsets (topic, partition, next_offset) VALUES (?, ?, ?)";
    let values = duckdb::params![done_name(session), NO_PARTITION, counts.kept as i64];
    connection.execute(sql, values).map(drop)
}

/// Tells how a fetch goes on.
struct Told<'a> {
    stop: &'a Stop,
    told: std::cell::Cell<Instant>,
}

impl Watch for Told<'_> {
    fn is_stopped(&self) -> bool {
        self.stop.is_raised()
    }

    fn say(&self, line: &str) {
        tracing::warn!("{line}");
    }

    fn at(&self, file: &str, bytes: u64, of: Option<u64>) {
        let every = if std::io::stderr().is_terminal() { SAY_EVERY / 5 } else { SAY_EVERY };
        if every <= self.told.get().elapsed() {
            self.told.set(Instant::now());
            let of = of.map_or(String::new(), |of| format!(" of {:.1}", of as f64 / 1e6));
            tracing::info!("{file}: {:.1}{of} MB", bytes as f64 / 1e6);
        }
    }
}
