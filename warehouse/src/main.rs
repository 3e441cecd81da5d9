//! `gridcast-warehouse`: reads the command line, starts the log, and exits with a code and one line that tell why.

mod cli;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;
use gridcast_warehouse::jolpica::Loaded;
use gridcast_warehouse::progress::{print, say};
use gridcast_warehouse::sink::Until;
use gridcast_warehouse::stop::Stop;
use gridcast_warehouse::store::Store;
use gridcast_warehouse::{import, jolpica, sink};
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = EnvFilter::try_from_env("GRIDCAST_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    log.with_target(false).with_ansi(std::io::stderr().is_terminal()).init();
    match start(cli) {
        Ok(code) => code,
        Err(error) => {
            say(&format!("gridcast-warehouse: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn start(cli: Cli) -> anyhow::Result<ExitCode> {
    // Before anything is opened: whoever sees the lock may ask for an orderly stop.
    let stop = Stop::on_signal()?;
    let store = Store::open(&cli.database)?;
    match cli.command {
        Command::Sink(arguments) => {
            let until = if arguments.until_end { Until::End } else { Until::Stopped };
            let counts = sink::sink(store.connection(), &arguments.kafka, until, &stop, &mut |_| {})?;
            print(&format!("{} records in staging, {} rejected", counts.kept, counts.rejected));
        }
        Command::Import(options) => {
            let counts = import::import(store.connection(), &options, &stop)?;
            print(&format!("{} records in staging, {} rejected", counts.kept, counts.rejected));
        }
        Command::Jolpica(options) => {
            let loaded = jolpica::load(store.connection(), &options, &stop)?;
            print_loaded(&loaded);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_loaded(loaded: &Loaded) {
    let rounds: Vec<String> = loaded.rounds.iter().map(ToString::to_string).collect();
    print(&format!("season {}, rounds {}", loaded.season, rounds.join(" ")));
    print(&format!("{:<34} {:>7} {:>7} {:>8} {:>8}", "table", "rows", "new", "changed", "removed"));
    for (resource, changes) in &loaded.changes {
        print(&format!(
            "{:<34} {:>7} {:>7} {:>8} {:>8}",
            resource.table(),
            changes.rows,
            changes.added,
            changes.changed,
            changes.removed
        ));
    }
}
