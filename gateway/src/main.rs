//! The gateway's program: reads the command line, starts the log, says where it listens, and exits with a code
//! and one line that tell why.

use std::io::IsTerminal;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, CommandFactory, FromArgMatches};
use gridcast_gateway::Gateway;
use gridcast_gateway::config::options::Cli;
use gridcast_gateway::config::{Config, LogFormat, Secret};
use gridcast_gateway::export::{self, Export};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let export = Export::augment_args(clap::Command::new("export"));
    let matches = Cli::command_for_update().subcommand(export).get_matches();
    let outcome = match matches.subcommand_matches("export") {
        Some(matches) => write_export(matches),
        None => start(matches),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("gridcast-gateway: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn write_export(matches: &clap::ArgMatches) -> anyhow::Result<()> {
    let options = Export::from_arg_matches(matches)?;
    export::export(&options, &mut |line| say(&mut std::io::stdout(), line))
}

fn start(matches: clap::ArgMatches) -> anyhow::Result<()> {
    let Cli { mut options, print_config, .. } = Cli::over_file(matches)?;
    if let Ok(password) = std::env::var("GRIDCAST_KAFKA_PASSWORD") {
        options.kafka.password = Some(Secret::new(password));
    }
    let config = Config::from_options(&options)?;
    if print_config {
        say(&mut std::io::stdout(), options.to_toml().trim_end());
        return Ok(());
    }
    let filter = EnvFilter::try_from_env("GRIDCAST_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match options.log_format {
        LogFormat::Text => log.with_target(false).with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => log.json().init(),
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
    let result = runtime.block_on(serve(config));
    // Whatever did not stop within the deadline is not waited for.
    runtime.shutdown_background();
    result
}

async fn serve(config: Config) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let gateway = Gateway::build(config, stop.clone()).await?;
    say(&mut std::io::stdout(), &format!("Gridcast is on http://{}", gateway.address()?));
    tokio::spawn(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
        stop.cancel();
    });
    gateway.run().await
}

/// A line for people; nobody may be left to read it.
fn say(to: &mut dyn std::io::Write, line: &str) {
    writeln!(to, "{line}").and_then(|()| to.flush()).ok();
}
