//! `fetch`: what the archive has, and bringing it here.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use gridcast_producer::SourceError;
use gridcast_producer::archive::client::{ClientOptions, Watch};
use gridcast_producer::archive::default_folder;
use gridcast_producer::archive::fetch::Archive;
use gridcast_producer::archive::index::Season;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Fetch;
use crate::outcome::Outcome;
use crate::progress::say;
use crate::stop::Stop;

/// Lists or fetches what is wanted. Blocks.
///
/// # Errors
/// When the archive cannot be reached, or has nothing of it.
pub(crate) fn fetch(arguments: &Fetch, stop: &Stop) -> anyhow::Result<Outcome> {
    let watch = Shown::new(stop.clone());
    let options = ClientOptions { base_url: arguments.archive.url.clone(), ..ClientOptions::default() };
    let archive = Archive::new(options, arguments.to.clone().unwrap_or_else(default_folder))?;
    let fetched = if arguments.list {
        list(&archive, arguments, &watch)
    } else {
        fetch_all(&archive, arguments, &watch)
    };
    watch.clear();
    match fetched {
        Err(SourceError::Stopped) => Ok(Outcome::Interrupted),
        fetched => Ok(fetched?),
    }
}

fn fetch_all(archive: &Archive, arguments: &Fetch, watch: &Shown) -> Result<Outcome, SourceError> {
    let sessions = archive.find(arguments.wanted, watch)?;
    let n_sessions = sessions.len();
    let mut outcome = Outcome::Done;
    for (place, session) in sessions.iter().enumerate() {
        let fetched = match archive.fetch(session, watch) {
            Ok(fetched) => fetched,
            // Of many, the others go on.
            Err(error) if 1 < n_sessions && !matches!(error, SourceError::Stopped) => {
                watch.say(&format!("{session}: {error}"));
                outcome = Outcome::Incomplete;
                continue;
            }
            Err(error) => return Err(error),
        };
        let (note, n_there) = (&fetched.note, fetched.n_there);
        let missing = match note.missing.as_slice() {
            [] => String::new(),
            missing => format!("; the archive lacks {}", missing.join(", ")),
        };
        watch.say(&format!(
            "{session} ({}), {} of {n_sessions}: {} topics, {n_there} were there, {:.1} MB fetched{missing}",
            note.event,
            place + 1,
            note.topics.len(),
            fetched.bytes as f64 / 1e6,
        ));
        print(&fetched.folder.display().to_string());
    }
    Ok(outcome)
}

fn list(archive: &Archive, arguments: &Fetch, watch: &Shown) -> Result<Outcome, SourceError> {
    let wanted = arguments.wanted;
    let season: Season = archive.season(wanted.season, watch)?;
    if wanted.round.is_some() {
        // Says what is wrong with what was asked for.
        archive.find(wanted, watch)?;
    }
    for round in season.rounds.iter().filter(|of| wanted.round.is_none_or(|round| of.number == round)) {
        print(&format!("{}/{}  {}", season.year, round.number, round.event));
        for session in &round.sessions {
            let address = format!("{}/{}/{}", season.year, round.number, session.name);
            let state = if session.path.is_some() { "" } else { "  nothing is kept of it" };
            print(&format!("    {address:<12} {}{state}", session.starts.replace('T', " ")));
        }
    }
    Ok(Outcome::Done)
}

/// A line of the answer; a closed pipe is nobody's problem.
fn print(line: &str) {
    drop(writeln!(std::io::stdout().lock(), "{line}"));
}

/// Shows how far a file is on a terminal, and says lines.
struct Shown {
    stop: Stop,
    bar: Option<ProgressBar>,
}

impl Shown {
    fn new(stop: Stop) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(0);
            let form = "{msg} [{bar:30}] {bytes}/{total_bytes} {bytes_per_sec}";
            if let Ok(style) = ProgressStyle::with_template(form) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar
        });
        Self { stop, bar }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Watch for Shown {
    fn is_stopped(&self) -> bool {
        self.stop.is_raised()
    }

    fn say(&self, line: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(line)),
            None => say(line),
        }
    }

    fn at(&self, file: &str, bytes: u64, of: Option<u64>) {
        if let Some(bar) = &self.bar {
            let name = PathBuf::from(file);
            bar.set_message(name.file_name().unwrap_or_default().to_string_lossy().into_owned());
            bar.set_length(of.unwrap_or(bytes));
            bar.set_position(bytes);
        }
    }
}
