//! `run` and `build`: the gateway with the page, from sources to an answer in the browser.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::cache::{cargo, step, target};
use crate::process::{Output, Running, at_once, run as run_command, start_service};
use crate::system::Need;

/// Arguments of `run`.
#[derive(Debug, Args)]
pub(crate) struct RunArguments {
    /// Build the gateway optimised: minutes longer, for measuring and for a thousand spectators.
    #[arg(long)]
    release: bool,
    /// Port of the page on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Where the race comes from: demo (simulated), recording PATH, or kafka.
    #[arg(long, num_args = 1..=2, value_names = ["KIND", "PATH"])]
    source: Vec<String>,
    /// A past session of the official archive, SEASON/ROUND/SESSION such as 2025/1/R: fetched, played, and beside
    /// that brought into the charts.
    #[arg(long, conflicts_with = "source")]
    session: Option<String>,
    /// Pace of a session or of the simulated race; 1 is as it was.
    #[arg(long)]
    speed: Option<f64>,
    /// Anything else is the gateway's own; `cargo xtask run -- --help` lists it.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    gateway: Vec<String>,
}

/// How a program is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build.
    Dev,
    /// Optimised.
    Release,
}

/// Builds, starts the gateway and stays until it ends.
///
/// # Errors
/// When something cannot be built, or the gateway fails.
pub(crate) fn run(arguments: &RunArguments) -> Result<()> {
    let profile = if arguments.release { Profile::Release } else { Profile::Dev };
    // Once, for both: apt knows no other beside it.
    crate::system::ensure(Need::TO_RUN)?;
    let (site, gateway) = at_once(crate::site::build, || program("gridcast-gateway", profile))?;
    let marts = crate::cache::root()?.join("marts");
    let mut command = Command::new(gateway);
    command.current_dir(crate::repository::root()).arg("--site").arg(site);
    command.args(["--port", &arguments.port.to_string()]);
    if let [kind, path @ ..] = arguments.source.as_slice() {
        command.args(["--source", kind]);
        ensure!(path.is_empty() || kind == "recording", "only --source recording takes a path");
        if let [path] = path {
            command.args(["--recording", path]);
        }
    }
    if let Some(session) = &arguments.session {
        command.args(["--session", session]).env("GRIDCAST_SESSIONS", fetch(session, profile)?);
    }
    if let Some(speed) = arguments.speed {
        command.args(["--speed", &speed.to_string()]);
    }
    command.args(&arguments.gateway);
    if arguments.gateway.iter().any(|word| word == "--help" || word == "-h") {
        return run_command(&mut command);
    }
    let names_marts = std::env::var_os("GRIDCAST_MARTS").is_some()
        || arguments.gateway.iter().any(|word| word == "--marts" || word.starts_with("--marts="));
    let is_simulated = arguments.source.first().is_none_or(|kind| kind == "demo");
    if !names_marts {
        command.arg("--marts").arg(&marts);
    }
    let (mut gateway, url) = start_gateway(&mut command, Output::Shown)?;
    println!("\nGridcast is at {url}  (Ctrl-C stops it)\n");
    let made = match &arguments.session {
        _ if names_marts => Ok(()),
        Some(session) => session_marts(session, &marts, profile),
        // Of another source there are no charts here: its laps are in Kafka, or in files of its own.
        None if is_simulated => simulated_marts(&marts, profile),
        None => Ok(()),
    };
    if let Err(error) = made {
        // The live page needs none of it.
        println!("The pages of past races stay empty: {error:#}");
    }
    let status = gateway.wait()?;
    ensure!(status.success(), "the gateway failed ({status})");
    Ok(())
}

/// Fetches a session of the archive, with progress on the terminal; returns the folder of all that are fetched.
fn fetch(session: &str, profile: Profile) -> Result<PathBuf> {
    let folder = sessions()?;
    let mut command = Command::new(program("gridcast-producer", profile)?);
    command.args(["fetch", session, "--to"]).arg(&folder);
    step("fetch the session", "some 100 MB for a race, once", || run_command(&mut command))?;
    Ok(folder)
}

/// Where fetched sessions are kept.
fn sessions() -> Result<PathBuf> {
    Ok(crate::cache::root()?.join("sessions"))
}

/// Sees to it that there are marts of the simulated race.
fn simulated_marts(marts: &Path, profile: Profile) -> Result<()> {
    let bring = [&["import", "--simulated"][..]];
    marts_of("make marts of a simulated race", &bring, marts, profile)
}

/// Sees to it that there are marts of a session that was fetched.
fn session_marts(session: &str, marts: &Path, profile: Profile) -> Result<()> {
    // Without an answer of the API there are charts all the same, without its results.
    let backfill = ["backfill", session, "--retries", "1"];
    if let Err(error) = marts_of("make marts of the session", &[&backfill[..]], marts, profile) {
        println!("Without results and standings: {error:#}");
        let without = ["backfill", session, "--without-season-data"];
        return marts_of("make marts of the session", &[&without[..]], marts, profile);
    }
    Ok(())
}

/// Brings something into the warehouse, has the models built, and publishes.
fn marts_of(what: &str, bring: &[&[&str]], marts: &Path, profile: Profile) -> Result<()> {
    let warehouse = program("gridcast-warehouse", profile)?;
    let database = crate::cache::root()?.join("warehouse.duckdb");
    let sessions = sessions()?;
    let to = marts.to_string_lossy().into_owned();
    let asked = |arguments: &[&str]| {
        let mut command = Command::new(&warehouse);
        command.env("GRIDCAST_LOG", "warn").env("GRIDCAST_SESSIONS", &sessions);
        command.arg("--database").arg(&database).args(arguments);
        crate::process::output(&mut command)
    };
    step(what, "import, models, documents; some seconds the first time", || {
        for arguments in bring {
            asked(arguments)?;
        }
        // What is wrong with one session holds back no other: publishing knows which, and fails where it is all of them.
        if let Err(error) = asked(&["build", "--telemetry-laps", "all"]) {
            println!("Not all is as it should be, what is may be published: {error:#}");
        }
        asked(&["publish", "--to", &to]).map(drop)
    })
}

/// Builds the page and the release binaries.
///
/// # Errors
/// When something cannot be built.
pub(crate) fn build() -> Result<()> {
    let site = crate::site::build()?;
    let gateway = program("gridcast-gateway", Profile::Release)?;
    let producer = program("gridcast-producer", Profile::Release)?;
    let warehouse = program("gridcast-warehouse", Profile::Release)?;
    for made in [site, gateway, producer, warehouse] {
        println!("{}", made.display());
    }
    Ok(())
}

/// Builds one of our programs; returns where it is.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn program(package: &str, profile: Profile) -> Result<PathBuf> {
    crate::system::ensure(&[Need::Compiler, Need::OpenSsl])?;
    let mut build =
        if package == "gridcast-warehouse" { crate::setup::cargo_with_duckdb()? } else { cargo()? };
    build.args(["build", "--quiet", "--locked", "--package", package]);
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => {
            build.arg("--release");
            "release"
        }
    };
    step(
        &format!("build {package}"),
        &format!("{folder}; some minutes the first time, librdkafka included"),
        || run_command(&mut build),
    )?;
    Ok(target()?.join(folder).join(package))
}

/// Builds the server that stands in for the official service; returns where it is.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn stand_in() -> Result<PathBuf> {
    let mut build = cargo()?;
    build.args(["build", "--quiet", "--locked", "--package", "gridcast-producer"]);
    build.args(["--example", "stand-in", "--features", "stand-in"]);
    step("build the stand-in", "what stands in for the official service; a minute", || {
        run_command(&mut build)
    })?;
    Ok(target()?.join("debug/examples/stand-in"))
}

/// Starts a gateway, waits until its page answers, and returns its address.
///
/// # Errors
/// When it ends before, or the page does not answer.
pub(crate) fn start_gateway(command: &mut Command, to: Output<'_>) -> Result<(Running, String)> {
    let (gateway, url) = start_service(command, to, Duration::from_mins(1), address_in)?;
    ask_for_page(&url)?;
    Ok((gateway, url))
}

/// The address in the line by which the gateway says that it listens.
fn address_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("http://")?;
    let authority = rest.split(|c: char| c.is_whitespace() || c == '/').next()?;
    Some(format!("http://{authority}"))
}

/// Asks for the page, which is there as soon as the gateway listens.
fn ask_for_page(url: &str) -> Result<()> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).build().into();
    let page = agent.get(url).call().and_then(|mut answer| answer.body_mut().read_to_string());
    let page = page.with_context(|| format!("the page at {url} does not answer"))?;
    ensure!(page.contains("<html"), "what answers at {url} is no page");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn the_address_is_found_in_a_line_of_the_log() {
        let found = address_in("12:00:01 INFO listening on http://127.0.0.1:8080/ site=dist");
        assert_eq!(found.as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(address_in("connecting to kafka"), None);
    }
}
