//! `gridcast-producer`: brings sessions to Kafka, live or from the archive, recordings or the simulator. Arguments
//! in, exit code out.

mod cli;
mod fetch;
mod outcome;
mod progress;
mod publish;
mod record;
mod run;
mod stop;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match run::run(cli) {
        Ok(outcome::Outcome::Done) => ExitCode::SUCCESS,
        Ok(outcome::Outcome::Incomplete) => ExitCode::FAILURE,
        Ok(outcome::Outcome::Interrupted) => ExitCode::from(130),
        Err(error) => {
            progress::say(&format!("gridcast-producer: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
