//! `record`: the feed as it came, a line a message, `<UTC ms of its arrival> <message>`, packed, file after file.
//!
//! What was written a second ago is whole in the file whatever becomes of the process: each second the packer hands
//! over a whole block. A file is never gone on with; after a kill the next one begins. Each file begins with a
//! snapshot, so that it can be played alone. What is recorded is what the server says, and a token is nothing that
//! it says.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use gridcast_producer::live::heard::{Heard, Received};
use gridcast_producer::live::listener::Listener;
use gridcast_producer::live::options::ListenerOptions;
use gridcast_producer::live::protocol::Said;
use gridcast_producer::replay::RECEIVED;

use crate::cli;
use crate::outcome::Outcome;
use crate::progress::say;
use crate::stop::Stop;

/// Between two hand-overs of what was packed to the system.
const FLUSH_EVERY: Duration = Duration::from_secs(1);

/// Between two words of progress.
const SAY_EVERY: Duration = Duration::from_mins(1);

/// How far it is packed: little enough for any machine that listens.
const ZSTD_LEVEL: i32 = 6;

/// Records until it is stopped.
///
/// # Errors
/// When the folder cannot be written, or an option cannot be used.
pub(crate) async fn record(
    arguments: &cli::Record,
    options: ListenerOptions,
    stop: &Stop,
) -> anyhow::Result<Outcome> {
    std::fs::create_dir_all(&arguments.to)
        .with_context(|| format!("cannot make {}", arguments.to.display()))?;
    let mut listener = Listener::start(options)?;
    let mut recording = Recording::new(arguments.to.clone());
    let mut asked = None;
    let mut flush = tokio::time::interval(FLUSH_EVERY);
    let mut told = Instant::now();
    loop {
        tokio::select! {
            biased;
            () = stop.raised() => break,
            heard = listener.next() => match heard {
                Some(Heard::Message(received)) => {
                    let is_snapshot = received.said == Said::Snapshot;
                    if is_snapshot && recording.age().is_some_and(|age| arguments.rotate <= age) {
                        recording.finish()?;
                        asked = None;
                    }
                    recording.write(&received)?;
                }
                Some(Heard::Lacking(error)) => say(&error.to_string()),
                // It is said in words, too.
                Some(Heard::Cars(_)) => {}
                None => break,
            },
            _ = flush.tick() => {
                recording.flush()?;
                // Another file begins with the snapshot that is asked for.
                let is_due = recording.age().is_some_and(|age| arguments.rotate <= age);
                if is_due && asked.is_none_or(|asked: Instant| SAY_EVERY <= asked.elapsed()) {
                    asked = Some(Instant::now());
                    listener.subscribe_again();
                }
                if SAY_EVERY <= told.elapsed() {
                    told = Instant::now();
                    say(&recording.to_string());
                }
            }
        }
    }
    let said = recording.to_string();
    recording.finish()?;
    say(&said);
    Ok(Outcome::Done)
}

/// The files of a recording.
struct Recording {
    folder: PathBuf,
    open: Option<Open>,
    n_messages: u64,
    n_bytes: u64,
    n_files: u64,
}

struct Open {
    file: PathBuf,
    began: Instant,
    packer: zstd::Encoder<'static, BufWriter<File>>,
}

impl std::fmt::Display for Recording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { n_messages, n_bytes, n_files, .. } = self;
        let megabytes = *n_bytes as f64 / 1e6;
        write!(f, "{n_messages} messages, {megabytes:.1} MB unpacked, in {n_files} files")
    }
}

impl Recording {
    fn new(folder: PathBuf) -> Self {
        Self { folder, open: None, n_messages: 0, n_bytes: 0, n_files: 0 }
    }

    /// How long the present file has been written; none before the first message of it.
    fn age(&self) -> Option<Duration> {
        self.open.as_ref().map(|open| open.began.elapsed())
    }

    fn write(&mut self, received: &Received) -> anyhow::Result<()> {
        let open = match &mut self.open {
            Some(open) => open,
            none => {
                self.n_files += 1;
                none.insert(Open::new(&self.folder, received.arrived_ms)?)
            }
        };
        // Line breaks within JSON are only between its parts.
        let text = received.text.replace(['\n', '\r'], " ");
        let written = writeln!(open.packer, "{} {text}", received.arrived_ms);
        written.with_context(|| format!("cannot write {}", open.file.display()))?;
        self.n_messages += 1;
        self.n_bytes += text.len() as u64;
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        let Some(open) = &mut self.open else { return Ok(()) };
        open.packer.flush().with_context(|| format!("cannot write {}", open.file.display()))
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let finished =
            open.packer.finish().and_then(|mut file| file.flush().and_then(|()| file.get_ref().sync_all()));
        finished.with_context(|| format!("cannot write {}", open.file.display()))
    }
}

impl Open {
    /// Begins a file that is named by the time of its first message, and never one that there is.
    fn new(folder: &Path, arrived_ms: i64) -> anyhow::Result<Self> {
        let at = jiff::Timestamp::from_millisecond(arrived_ms).unwrap_or_default();
        let at = at.strftime("%Y%m%dT%H%M%S%3fZ");
        let file = folder.join(format!("{at}{RECEIVED}"));
        let writing = || format!("cannot write {}", file.display());
        let open = OpenOptions::new().write(true).create_new(true).open(&file).with_context(writing)?;
        let mut packer = zstd::Encoder::new(BufWriter::new(open), ZSTD_LEVEL).with_context(writing)?;
        packer.include_checksum(true).with_context(writing)?;
        Ok(Self { file, began: Instant::now(), packer })
    }
}
