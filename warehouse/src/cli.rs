//! The command line: what can be asked of the program.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use gridcast_warehouse::backfill::BackfillOptions;
use gridcast_warehouse::import::ImportOptions;
use gridcast_warehouse::jolpica::JolpicaOptions;
use gridcast_warehouse::kafka::KafkaOptions;
use gridcast_warehouse::models::BuildOptions;
use gridcast_warehouse::publish::PublishOptions;
use gridcast_warehouse::run::RunOptions;

const EXAMPLES: &str = "\
Examples:
  A recorded race into marts, without Kafka:
    gridcast-warehouse import --tele tele.jsonl.zst --laps laps.jsonl
    gridcast-warehouse jolpica --season 2025 --round 1
    gridcast-warehouse build; gridcast-warehouse publish --to marts
  A whole season from the official archive, with its results; again, it goes on where it was:
    gridcast-warehouse backfill 2024
    gridcast-warehouse build; gridcast-warehouse publish --to marts
  What a topic holds, once:
    gridcast-warehouse sink --until-end
  All of it as a service, to a hosted broker; the password comes from GRIDCAST_KAFKA_PASSWORD:
    gridcast-warehouse run --brokers broker.example:9092 --security sasl_ssl \\
        --mechanism SCRAM-SHA-512 --username gridcast --to marts --metrics-port 9464

Exit code: 0 done, 1 something failed (it says what), a failed test of the models included: whatever is not held back
by it can be published all the same.
Only one instance writes to a database; a second says so and stops.";

/// Keeps races and seasons in a DuckDB file, and publishes marts from it.
#[derive(Debug, Parser)]
#[command(name = "gridcast-warehouse", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    /// The DuckDB file; made where there is none
    #[arg(
        long,
        global = true,
        env = "GRIDCAST_WAREHOUSE",
        default_value = "warehouse.duckdb",
        value_name = "FILE"
    )]
    pub(crate) database: PathBuf,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read the topics from Kafka into staging, each record once
    Sink(SinkArguments),
    /// Read recording files, or a simulated race, into staging
    Import(ImportOptions),
    /// Fetch past sessions from the official archive into staging, and their season data
    Backfill(BackfillOptions),
    /// Load season data from the Jolpica API into staging
    Jolpica(JolpicaOptions),
    /// Run the models and then their tests; prints what each has and how long it took
    Build(BuildOptions),
    /// Print the SQL of the models
    Compile(BuildOptions),
    /// Write the documents of the marts
    Publish(PublishOptions),
    /// Do all of it as a service: the sink always, season data on schedule, models and documents after changes
    // Boxed, as it holds the options of most of the others.
    Run(Box<RunOptions>),
    /// Say how each table, model and document stands, also while a service runs
    Status(StatusArguments),
}

/// Arguments of `status`.
#[derive(Debug, Args)]
pub(crate) struct StatusArguments {
    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `sink`.
#[derive(Debug, Args)]
pub(crate) struct SinkArguments {
    /// Stop at the ends of the partitions as they are now, instead of following
    #[arg(long)]
    pub(crate) until_end: bool,
    /// Where from.
    #[command(flatten)]
    pub(crate) kafka: KafkaOptions,
}
