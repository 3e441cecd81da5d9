//! `gridcast-producer`: publishes a recording or a simulated race to Kafka. Arguments in, exit code out.

mod cli;
mod progress;
mod publish;
mod run;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match run::run(&cli) {
        Ok(run::Outcome::Published) => ExitCode::SUCCESS,
        Ok(run::Outcome::Incomplete) => ExitCode::FAILURE,
        Ok(run::Outcome::Interrupted) => ExitCode::from(130),
        Err(error) => {
            progress::say(&format!("gridcast-producer: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
