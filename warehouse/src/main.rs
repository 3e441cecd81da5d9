//! `gridcast-warehouse`: reads the command line, starts the log, and exits with a code and one line that tell why.

mod cli;

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use chrono::Utc;
use clap::Parser;
use gridcast_warehouse::assets::{self, Asset, Assets, Kind};
use gridcast_warehouse::batch::Counts;
use gridcast_warehouse::jolpica::Loaded;
use gridcast_warehouse::progress::{print, say};
use gridcast_warehouse::run::{MARTS_ASSET, season_asset};
use gridcast_warehouse::sink::Until;
use gridcast_warehouse::stop::Stop;
use gridcast_warehouse::store::{Store, StoreError};
use gridcast_warehouse::table::{self, Align};
use gridcast_warehouse::{backfill, import, jolpica, models, publish, run, sink};
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
    if let Command::Status(arguments) = &cli.command {
        return status(&cli.database, arguments.json);
    }
    // Before anything is opened: whoever sees the lock may ask for an orderly stop.
    let stop = Stop::on_signal()?;
    if let Command::Compile(options) = &cli.command {
        for (name, sql) in models::compile(options)? {
            print(&format!("-- {name}\n{}\n", sql.trim()));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let store = Store::open(&cli.database)?;
    jolpica::calendar::bring_back(store.connection());
    let assets = Assets::open(store.connect()?, store.path())?;
    let began = Instant::now();
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
        Command::Backfill(options) => {
            let done = backfill::backfill(store.connection(), &options, &stop)?;
            let Counts { kept, rejected } = done.counts;
            print(&format!(
                "{} sessions, {} done before, {} failed; {kept} records in staging, {rejected} rejected",
                done.sessions, done.were_done, done.failed
            ));
            if 0 < done.failed || !done.season_faults.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Jolpica(options) => {
            let loaded = jolpica::load(store.connection(), &options, &stop);
            let outcome = loaded.as_ref().map(|loaded| Some(loaded.total().rows as i64));
            let asset = season_asset(options.round);
            assets.ran(asset, Kind::Season, began, outcome.map_err(|error| format!("{error:#}")));
            let loaded = loaded?;
            print_loaded(&loaded);
            anyhow::ensure!(
                loaded.faults.is_empty(),
                "not all could be loaded: {}",
                loaded.faults.join("; ")
            );
        }
        Command::Build(options) => {
            let report = models::build(store.connection(), &options, &stop)?;
            run::note_models(&assets, &report);
            print(&report.to_table());
            if !report.is_good() {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Publish(options) => {
            let published = publish::publish(store.connection(), &options);
            let outcome = published.as_ref().map(|published| Some(published.documents as i64));
            assets.ran(MARTS_ASSET, Kind::Marts, began, outcome.map_err(ToString::to_string));
            let published = published?;
            assets.hold_back(&published.held);
            for held in &published.held {
                say(&held.to_string());
            }
            print(&format!("{published}, {:.1} s", began.elapsed().as_secs_f64()));
        }
        Command::Run(options) => run::run(&store, &options, &stop)?,
        Command::Compile(_) | Command::Status(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// The state of the assets: from the database, or while a service has it open, from the file that it keeps.
fn status(database: &Path, as_json: bool) -> anyhow::Result<ExitCode> {
    let assets: Vec<Asset> = if database.exists() {
        match Store::open(database) {
            Ok(store) => assets::read(store.connection())?.into_values().collect(),
            Err(in_use @ StoreError::InUse { .. }) => {
                let file = assets::status_path(database);
                let Ok(text) = std::fs::read(&file) else {
                    anyhow::bail!("{in_use}; no service has written {} either", file.display())
                };
                say(&format!("{in_use}; this is what was last noted in {}", file.display()));
                serde_json::from_slice(&text).with_context(|| format!("cannot read {}", file.display()))?
            }
            Err(error) => return Err(error.into()),
        }
    } else {
        anyhow::bail!("there is no {}", database.display());
    };
    if as_json {
        print(&serde_json::to_string_pretty(&assets)?);
    } else {
        print(&assets::to_table(&assets, Utc::now()));
    }
    Ok(ExitCode::SUCCESS)
}

fn print_loaded(loaded: &Loaded) {
    let rounds: Vec<String> = loaded.rounds.iter().map(ToString::to_string).collect();
    print(&format!("season {}, rounds {}", loaded.season, rounds.join(" ")));
    let columns = [("table", Align::Left)].into_iter();
    let columns = columns.chain(["rows", "new", "changed", "removed"].map(|number| (number, Align::Right)));
    let rows = loaded.changes.iter().map(|(resource, changes)| {
        let numbers = [changes.rows, changes.added, changes.changed, changes.removed].map(|n| n.to_string());
        let [rows, added, changed, removed] = numbers;
        [resource.table().to_owned(), rows, added, changed, removed]
    });
    print(&table::of(columns, rows));
}
