//! `cargo xtask`: the developer's commands. Each installs what it needs, says why a long step is long, and
//! leaves nothing running.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool speaks on both")]

mod bench;
mod browsers;
mod bundle;
mod cache;
mod ci;
mod circles;
mod dependencies;
mod features;
mod files;
mod fuzz;
mod kafka;
mod modules;
mod process;
mod repository;
mod run;
mod screenshot;
mod setup;
mod site;
mod system;
mod tally;
mod test;
mod tidy;
mod walks;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Gridcast's developer commands.
///
/// To see a race: `cargo xtask run`, then open the address that it prints.
/// To know that everything works: `cargo xtask test`; what CI runs is `cargo xtask ci`.
///
/// Tools and build output are kept outside the clone, where another clone finds them: in `$GRIDCAST_CACHE`, else
/// `$XDG_CACHE_HOME/gridcast`, else `~/.cache/gridcast`. Remove that directory to begin anew.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", verbatim_doc_comment)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Install every tool that any of the commands needs.
    ///
    /// Not needed first: each command installs what it needs itself.
    Setup,
    /// Build the page and the gateway, start it, and say when the page answers.
    ///
    /// Without more words it shows a simulated race and its charts: no Kafka, no Java.
    ///
    ///   cargo xtask run --speed 10
    ///   cargo xtask run --session 2025/1/R --speed 10
    ///   cargo xtask run --source recording race.jsonl.zst
    ///   cargo xtask run --source kafka --kafka localhost:9092
    #[command(verbatim_doc_comment)]
    Run(run::RunArguments),
    /// Build the page and the release binaries.
    Build,
    /// Build the page alone, into dist/: release, wasm-opt, brotli and gzip beside each file.
    Site,
    /// Run one Apache Kafka node in the foreground, from Maven Central's jars.
    Kafka(kafka::KafkaArguments),
    /// Pass every test: native, with a real Kafka, in WASM, and in a real browser.
    Test(test::TestArguments),
    /// What CI runs: the tests, then form, lints, documentation, dependency rules and licences.
    Ci(ci::CiArguments),
    /// Feed the decoders what a fuzzer makes of the golden files.
    Fuzz(fuzz::FuzzArguments),
    /// Measure; prints a line a figure: `figure NAME.KEY VALUE UNIT [budget <= N]`.
    Bench(bench::BenchArguments),
    /// Take the pictures of the documentation into docs/pictures/.
    Screenshot(screenshot::ScreenshotArguments),
    /// Check the sources for what the compiler does not see.
    Tidy,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = process::stop_all_on_signal().and_then(|()| match arguments.command {
        Command::Setup => setup::everything(),
        Command::Run(arguments) => run::run(&arguments),
        Command::Build => run::build(),
        Command::Site => site::build().map(|_| ()),
        Command::Kafka(arguments) => kafka::foreground(&arguments),
        Command::Test(arguments) => test::test(&arguments),
        Command::Ci(arguments) => ci::ci(&arguments),
        Command::Fuzz(arguments) => fuzz::fuzz(&arguments),
        Command::Bench(arguments) => bench::bench(&arguments),
        Command::Screenshot(arguments) => screenshot::screenshot(&arguments),
        Command::Tidy => tidy::check().and_then(|()| circles::check()),
    });
    process::stop_all();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
