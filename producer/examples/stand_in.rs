//! The server that stands in for the official service, as a program: for journeys in a browser, and to try the live
//! timing without it.
//!
//! It tells on its first lines where it is, and then obeys what it is told on its standard input, a word a line:
//! `freeze` and `thaw` positions, `cut` the connection, `revoke` the token; `sent` prints when each message with
//! samples had been sent, as `<stamp of its newest sample> <UTC ms, to the microsecond>`, and `.` at the end.

#![expect(clippy::print_stdout, reason = "it answers on its standard output")]

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::PathBuf;

use clap::Parser;
use gridcast_producer::archive::wanted::Wanted;
use gridcast_producer::pacer::Speed;
use gridcast_producer::stand_in::{HubFault, Script, StandIn, Tokens, archive_of, newest_ms};

/// A server on loopback that has the official archive's layout and speaks the live timing's protocol.
#[derive(Debug, Parser)]
struct Options {
    /// What the live timing tells: a folder of the archive, or a file of `SignalR`'s text
    #[arg(long, value_name = "PATH")]
    live: Option<PathBuf>,
    /// How fast
    #[arg(long, default_value = "1", value_name = "N")]
    speed: Speed,
    /// The token that brings car data and positions; without it everybody has them
    #[arg(long, value_name = "TEXT")]
    token: Option<String>,
    /// A session that the archive keeps, with its folder: 2024/10/Q=FOLDER
    #[arg(long, value_name = "SESSION=FOLDER")]
    archive: Option<String>,
}

fn main() -> Result<(), String> {
    let options = Options::parse();
    let files = match options.archive.as_deref().map(|kept| kept.split_once('=').ok_or(kept)) {
        Some(Ok((session, folder))) => {
            let wanted: Wanted = session.parse().map_err(|error| format!("--archive {session}: {error}"))?;
            archive_of(wanted, folder.as_ref())
        }
        Some(Err(kept)) => return Err(format!("--archive {kept}: no SESSION=FOLDER")),
        None => BTreeMap::new(),
    };
    let script = options.live.as_deref().map(Script::open).unwrap_or_default();
    let server = StandIn::start(files, script, options.speed);
    if let Some(good) = options.token {
        server.ask_for(Tokens { good, until_step: usize::MAX });
    }
    println!("archive {}", server.archive_url());
    println!("hub {}", server.hub_url());
    for word in std::io::stdin().lock().lines() {
        match word.map_err(|error| error.to_string())?.as_str() {
            "freeze" => server.misbehave_soon(HubFault::FreezePositions),
            "thaw" => server.misbehave_soon(HubFault::ThawPositions),
            "cut" => server.misbehave_soon(HubFault::Cut { away: 0 }),
            "revoke" => server.revoke(),
            "sent" => tell_sent(&server),
            other => return Err(format!("{other}: no such word")),
        }
    }
    Ok(())
}

fn tell_sent(server: &StandIn) {
    let script = server.script();
    for (step, at_us) in server.sent_at() {
        if let Some(newest) = script.steps.get(step).and_then(newest_ms) {
            println!("{newest} {:.3}", at_us as f64 / 1000.0);
        }
    }
    println!(".");
}
