//! `bench`: measurements, each a line `figure NAME.KEY VALUE UNIT [budget <= N]`.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use crate::browsers::{Browsers, Engine};
use crate::cache::{cargo, step};
use crate::process::run_with_lines;
use crate::run::{Profile, program};

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArguments {
    /// Which; all without it.
    name: Option<Bench>,
    /// Passed on to the bench, such as `motion -- --frames FILE.csv`.
    #[arg(last = true)]
    rest: Vec<String>,
}

/// A bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Bench {
    /// Bytes and time a sample of the wire format, over a whole race.
    Wire,
    /// Bytes a second of race state, by the feed's own timing of five sessions.
    Board,
    /// Truth and calm of the motion estimator, beside linear interpolation.
    Motion,
    /// The pit-rejoin ghost against every recorded stop of two races.
    Ghost,
    /// A whole race from a real broker to live state, beside a bare consumer.
    Catchup,
    /// A thousand spectators: CPU, memory, age of a frame.
    Fanout,
    /// Ten thousand spectators who come back within ten seconds of a restart.
    Rejoin,
    /// A whole race at ten times its pace, with spectators who misbehave: memory, tasks, descriptors.
    Soak,
    /// The live timing through producer, broker and gateway: age of a frame; a whole race cut fifty times.
    Live,
    /// Work a frame in Chromium, and frames a second with the CPU throttled.
    Frame,
    /// What the page holds after two hours of racing.
    Page,
    /// A click on the time bar to the right picture, and its bytes.
    Seek,
    /// Staging, models and marts of a race and of a season, beside DuckDB's own reader.
    Warehouse,
    /// Time to draw each chart after the race, to the first of them, longest task, bytes fetched.
    Charts,
    /// The page's size by file.
    Bundle,
}

impl Bench {
    fn name(self) -> &'static str {
        match self {
            Self::Wire => "wire",
            Self::Board => "board",
            Self::Motion => "motion",
            Self::Ghost => "ghost",
            Self::Catchup => "catchup",
            Self::Fanout => "fanout",
            Self::Rejoin => "rejoin",
            Self::Soak => "soak",
            Self::Live => "live",
            Self::Frame => "frame",
            Self::Page => "page",
            Self::Seek => "seek",
            Self::Warehouse => "warehouse",
            Self::Charts => "charts",
            Self::Bundle => "bundle",
        }
    }
}

/// Runs one bench, or all.
///
/// # Errors
/// When one cannot be run. A budget missed is in its figure's line and is no error: time depends on the machine.
pub(crate) fn bench(arguments: &BenchArguments) -> Result<()> {
    let wanted =
        Bench::value_variants().iter().filter(|bench| arguments.name.is_none_or(|name| name == **bench));
    let mut failed = Vec::new();
    for bench in wanted {
        let outcome = match bench {
            Bench::Wire => cargo_bench("gridcast-shared", "wire", None, &arguments.rest),
            Bench::Motion => cargo_bench("gridcast-core", "motion", None, &arguments.rest),
            Bench::Catchup => with_kafka("gridcast-gateway", "catchup", &arguments.rest),
            Bench::Board | Bench::Ghost | Bench::Fanout | Bench::Rejoin | Bench::Soak => {
                cargo_bench("gridcast-gateway", bench.name(), None, &arguments.rest)
            }
            Bench::Live => live(&arguments.rest),
            Bench::Frame => in_browser(
                "frame",
                "half a minute in Chromium, and half with its CPU throttled",
                &arguments.rest,
            ),
            Bench::Page => {
                in_browser("page", "two hours of races, thirty times faster than real", &arguments.rest)
            }
            Bench::Seek => in_browser("seek", "fifty laps, forty moments of them", &arguments.rest),
            Bench::Warehouse => with_kafka("gridcast-warehouse", "warehouse", &arguments.rest),
            Bench::Charts => charts(&arguments.rest),
            Bench::Bundle => crate::bundle::bench(),
        };
        if let Err(error) = outcome {
            println!("bench {}: {error:#}", bench.name());
            failed.push(bench.name());
        }
    }
    if failed.is_empty() { Ok(()) } else { bail!("could not measure {}", failed.join(", ")) }
}

fn with_kafka(package: &str, name: &str, rest: &[String]) -> Result<()> {
    let broker = crate::kafka::broker()?;
    cargo_bench(package, name, Some(&broker.address), rest)
}

fn cargo_bench(package: &str, name: &str, broker: Option<&str>, rest: &[String]) -> Result<()> {
    let mut bench =
        if package == "gridcast-warehouse" { crate::setup::cargo_with_duckdb()? } else { cargo()? };
    bench.args(["bench", "--quiet", "--locked", "--package", package, "--bench", name]);
    if let Some(address) = broker {
        bench.env("GRIDCAST_KAFKA", address);
    }
    bench.arg("--").args(rest);
    step(&format!("bench {name}"), "builds it first, optimised", || run_with_lines(&mut bench, print))
}

/// The whole way of the live timing; the producer is a program.
fn live(rest: &[String]) -> Result<()> {
    let broker = crate::kafka::broker()?;
    let mut bench = cargo()?;
    bench.args(["bench", "--quiet", "--locked", "--package", "gridcast-gateway", "--bench", "live", "--"]);
    bench.env("GRIDCAST_KAFKA", &broker.address);
    bench.env("GRIDCAST_PRODUCER_PROGRAM", program("gridcast-producer", Profile::Release)?);
    step("bench live", "a race of six minutes, and five of practice as they were", || {
        run_with_lines(bench.args(rest), print)
    })?;
    in_browser("live", "two minutes of practice as they were, to pixels", &[])
}

/// Runs a bench of e2e/bench that needs the gateway alone.
fn in_browser(name: &str, what: &str, rest: &[String]) -> Result<()> {
    let browser = Browsers::prepare(Profile::Release, &[Engine::Chromium])?;
    let mut playwright = browser.playwright(&["bench"]);
    playwright.arg(format!("{name}.spec.ts"));
    step(&format!("bench {name}"), what, || run_with_lines(playwright.args(rest), print))
}

fn charts(rest: &[String]) -> Result<()> {
    let browser = Browsers::prepare(Profile::Release, &[Engine::Chromium])?;
    let mut playwright = browser.playwright(&["bench"]);
    playwright.env("GRIDCAST_WAREHOUSE_PROGRAM", program("gridcast-warehouse", Profile::Dev)?);
    playwright.arg("charts.spec.ts");
    step("bench charts", "two simulated races through the warehouse, then a minute in Chromium", || {
        run_with_lines(playwright.args(rest), print)
    })
}

fn print(line: &str) {
    println!("{line}");
}
