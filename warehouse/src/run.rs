//! All of it as one service: the sink always, season data on schedule, models when their inputs have changed,
//! documents after them.
//!
//! Three threads with a connection each: the sink, the season's loader, and the builder, which waits for word of
//! changes. One that fails for good stops the others, and the service ends saying which.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use chrono::Utc;
use clap::Args;
use duckdb::Connection;
use gridcast_shared::topics::Topic;

use crate::assets::{Assets, Kind};
use crate::jolpica::{self, ClientOptions, JolpicaOptions, Rounds};
use crate::kafka::KafkaOptions;
use crate::metrics::{Metrics, serve};
use crate::models::{BuildOptions, BuildReport, ProjectOptions, build};
use crate::publish::{PublishError, PublishOptions, Publisher, Since};
use crate::schedule::{Due, Schedule};
use crate::sink::{Until, sink};
use crate::stop::Stop;
use crate::store::{Store, staging_table};

/// The asset of season data.
pub const SEASON_ASSET: &str = "jolpica";
/// The asset of older rounds that are asked for again. It is another one: a round that came says nothing of a season
/// that did not.
pub const AGAIN_ASSET: &str = "jolpica_again";
/// The asset of the documents.
pub const MARTS_ASSET: &str = "marts";

/// Longest wait of the builder before the stop signal is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Options of the service.
#[derive(Clone, Debug, Args)]
pub struct RunOptions {
    /// Where from.
    #[command(flatten)]
    pub kafka: KafkaOptions,
    /// Where to.
    #[command(flatten)]
    pub publish: PublishOptions,
    /// Which models.
    #[command(flatten)]
    pub project: ProjectOptions,
    /// Build when nothing has changed for so long
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub quiet_s: u64,
    /// Build so long after a change, however much goes on
    #[arg(long, default_value_t = 60, value_name = "SECONDS")]
    pub at_latest_s: u64,
    /// When to load season data, a cron line in UTC
    #[arg(long, default_value = "0 0 */2 * *", value_name = "CRON")]
    pub season_schedule: String,
    /// The same from the Friday of a race to the day after it
    #[arg(long, default_value = "0 * * * *", value_name = "CRON")]
    pub weekend_schedule: String,
    /// When to ask again for an older round, one at a time, the one that was asked for the longest ago
    #[arg(long, default_value = "30 * * * *", value_name = "CRON")]
    pub again_schedule: String,
    /// Load no season data
    #[arg(long)]
    pub no_season: bool,
    /// Port of /metrics and /healthz; 0 takes a free one
    #[arg(long, env = "GRIDCAST_WAREHOUSE_METRICS_PORT", value_name = "PORT")]
    pub metrics_port: Option<u16>,
    /// Address of the same
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    pub metrics_address: IpAddr,
    /// The season's API.
    #[command(flatten)]
    pub api: ClientOptions,
}

/// Runs until stopped.
///
/// # Errors
/// When a part fails for good: the database, the settings, the port of the metrics.
pub fn run(store: &Store, options: &RunOptions, stop: &Stop) -> anyhow::Result<()> {
    let schedule =
        Schedule::new(&options.season_schedule, &options.weekend_schedule, &options.again_schedule)?;
    let assets = Assets::open(store.connect()?, store.path())?;
    // What is known so far, for `status`: the first build may be long in coming.
    save(&assets);
    let metrics = Metrics::new(assets.clone());
    if let Some(port) = options.metrics_port {
        let bound = serve(metrics.clone(), SocketAddr::new(options.metrics_address, port))?;
        tracing::info!("metrics are on http://{bound}/metrics");
    }
    // One word that something has changed is as good as many: what does not fit is not missed.
    let (changed, changes) = sync_channel::<()>(1);
    changed.try_send(()).ok();
    let (for_sink, for_season) = (store.connect()?, store.connect()?);
    std::thread::scope(|scope| {
        let sink_changed = changed.clone();
        let sink = scope.spawn({
            let (assets, metrics) = (assets.clone(), metrics.clone());
            move || {
                let _stopping = Stopping(stop);
                sink_thread(&for_sink, options, stop, &assets, &metrics, &sink_changed).context("the sink")
            }
        });
        let season = (!options.no_season).then(|| {
            let assets = assets.clone();
            scope.spawn(move || {
                let _stopping = Stopping(stop);
                season_thread(&for_season, options, &schedule, stop, &assets, &changed);
            })
        });
        let built = {
            let _stopping = Stopping(stop);
            builder(store.connection(), options, stop, &assets, &changes)
        };
        let panicked = |what: &str| anyhow!("{what} ended in a panic");
        let sunk = sink.join().unwrap_or_else(|_panic| Err(panicked("the sink")));
        if let Some(season) = season {
            season.join().map_err(|_panic| panicked("the season's loader"))?;
        }
        sunk.and(built.context("the builder"))
    })
}

/// Stops the others when a part ends, also by a panic.
struct Stopping<'a>(&'a Stop);

impl Drop for Stopping<'_> {
    fn drop(&mut self) {
        self.0.raise();
    }
}

fn sink_thread(
    connection: &Connection,
    options: &RunOptions,
    stop: &Stop,
    assets: &Assets,
    metrics: &Metrics,
    changed: &SyncSender<()>,
) -> anyhow::Result<()> {
    let count = connection.try_clone()?;
    let mut noted = Instant::now();
    note_topics(&count, assets);
    sink(connection, &options.kafka, Until::Stopped, stop, &mut |counts| {
        metrics.committed(counts);
        if Duration::from_secs(5) < noted.elapsed() {
            note_topics(&count, assets);
            noted = Instant::now();
        }
        changed.try_send(()).ok();
    })?;
    note_topics(&count, assets);
    Ok(())
}

/// Notes how many records each topic's table holds.
fn note_topics(connection: &Connection, assets: &Assets) {
    for topic in Topic::ALL {
        let table = staging_table(topic);
        let began = Instant::now();
        let rows =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
        let is_known = assets
            .all()
            .iter()
            .any(|asset| asset.asset == table && asset.rows == rows.as_ref().ok().copied());
        if !is_known {
            assets.ran(table, Kind::Topic, began, rows.map(Some).map_err(|error| error.to_string()));
        }
    }
}

fn season_thread(
    connection: &Connection,
    options: &RunOptions,
    schedule: &Schedule,
    stop: &Stop,
    assets: &Assets,
    changed: &SyncSender<()>,
) {
    let is_weekend = |at: chrono::DateTime<Utc>| {
        jolpica::is_race_weekend(connection, at.date_naive()).unwrap_or_else(|error| {
            tracing::warn!("cannot tell whether a race is near: {error}");
            false
        })
    };
    let load = |round| load_season(connection, options, round, stop, assets, changed);
    let mut due = Due::default();
    while !stop.is_raised() {
        // A database that has never had season data gets it at once; a load that failed does not wait for its day.
        if due.season || !assets.is_good(SEASON_ASSET) {
            load(Rounds::New);
        }
        if due.again && !stop.is_raised() {
            load(Rounds::Oldest);
        }
        let next = schedule.next(Utc::now(), &is_weekend);
        tracing::debug!("season data is looked at next at {next}");
        while let Ok(wait) = (next - Utc::now()).to_std() {
            // The clock may be set meanwhile: no wait is longer than a minute.
            if stop.wait(wait.min(Duration::from_mins(1))) {
                return;
            }
        }
        due = schedule.due(next, is_weekend(next));
    }
}

fn load_season(
    connection: &Connection,
    options: &RunOptions,
    round: Rounds,
    stop: &Stop,
    assets: &Assets,
    changed: &SyncSender<()>,
) {
    let began = Instant::now();
    let wanted = JolpicaOptions { season: None, round, client: options.api.clone() };
    let loaded = jolpica::load(connection, &wanted, stop);
    if stop.is_raised() {
        return;
    }
    // Also after a load that failed half-way: what came before the fault is there.
    changed.try_send(()).ok();
    let outcome = match loaded {
        Ok(loaded) if loaded.faults.is_empty() => Ok(Some(loaded.total().rows as i64)),
        Ok(loaded) => Err(loaded.faults.join("; ")),
        Err(error) => Err(format!("{error:#}")),
    };
    if let Err(fault) = &outcome {
        tracing::warn!("season data: {fault}");
    }
    assets.ran(season_asset(round), Kind::Season, began, outcome);
}

/// The asset that a load of these rounds is noted under.
pub fn season_asset(rounds: Rounds) -> &'static str {
    if rounds == Rounds::Oldest { AGAIN_ASSET } else { SEASON_ASSET }
}

/// Waits for word of changes until it has been quiet, builds, publishes; what could not be published is tried again.
fn builder(
    connection: &Connection,
    options: &RunOptions,
    stop: &Stop,
    assets: &Assets,
    changes: &Receiver<()>,
) -> anyhow::Result<()> {
    let quiet = Duration::from_secs(options.quiet_s);
    let at_latest = Duration::from_secs(options.at_latest_s);
    let mut publisher = Publisher::new(&options.publish);
    let mut since = Since::Everything;
    let mut again = None;
    while wait_for_changes(changes, stop, quiet, at_latest, again) {
        let is_published = build_and_publish(connection, options, stop, assets, &mut publisher, &mut since)?;
        again = if is_published { None } else { Some(at_latest) };
    }
    Ok(())
}

fn save(assets: &Assets) {
    if let Err(error) = assets.save() {
        tracing::warn!("cannot save the state of the assets: {error}");
    }
}

/// Whether there were changes, after `quiet` without one or `at_latest` after the first, or something is to be tried
/// `again` after that time; not when stopped.
fn wait_for_changes(
    changes: &Receiver<()>,
    stop: &Stop,
    quiet: Duration,
    at_latest: Duration,
    again: Option<Duration>,
) -> bool {
    let began = Instant::now();
    let mut first: Option<Instant> = None;
    let mut last = Instant::now();
    loop {
        if stop.is_raised() {
            return false;
        }
        if first.is_some_and(|first| at_latest <= first.elapsed() || quiet <= last.elapsed()) {
            return true;
        }
        if again.is_some_and(|again| again <= began.elapsed()) {
            return true;
        }
        match changes.recv_timeout(LOOK_EVERY.min(quiet.max(Duration::from_millis(1)))) {
            Ok(()) => {
                last = Instant::now();
                first.get_or_insert(last);
            }
            Err(RecvTimeoutError::Timeout) => {}
            // Both that could tell have gone: there is a stop, or season data is not wanted and the sink failed.
            Err(RecvTimeoutError::Disconnected) => {
                if first.is_none() || stop.wait(quiet) {
                    return false;
                }
                return true;
            }
        }
    }
}

/// Whether everything that may be another was published; else `since` still tells of it.
fn build_and_publish(
    connection: &Connection,
    options: &RunOptions,
    stop: &Stop,
    assets: &Assets,
    publisher: &mut Publisher,
    since: &mut Since,
) -> anyhow::Result<bool> {
    let report = build(
        connection,
        &BuildOptions { project: options.project.clone(), ..BuildOptions::default() },
        stop,
    )?;
    if stop.is_raised() {
        return Ok(false);
    }
    since.add(&report.changes);
    note_models(assets, &report);
    for wrong in report.wrongs() {
        tracing::error!("models: {wrong}");
    }
    let began = Instant::now();
    let published = publisher.publish(connection, since);
    let outcome = published.as_ref().map(|published| Some(published.documents as i64));
    // Noted and saved before it is said: who hears of it finds it in the state of the assets.
    assets.ran(MARTS_ASSET, Kind::Marts, began, outcome.map_err(ToString::to_string));
    if let Ok(published) = &published {
        assets.hold_back(&published.held);
    }
    save(assets);
    match published {
        Ok(published) => {
            *since = Since::Changes(BTreeMap::new());
            for held in &published.held {
                tracing::error!("{held}");
            }
            tracing::info!(
                "{} models in {:.1} s, {published}",
                report.models.len(),
                report.took.as_secs_f64()
            );
            Ok(true)
        }
        // A fault of the tables heals with what changes them; a target may heal by itself.
        Err(error) => {
            tracing::error!("publishing: {error}");
            Ok(matches!(error, PublishError::HeldBack { .. }))
        }
    }
}

/// Notes how each model of a build stands.
pub fn note_models(assets: &Assets, report: &BuildReport) {
    for model in &report.models {
        let failing = report.checks.iter().find(|check| check.of == model.name && check.is_failure());
        let outcome = match (&model.rows, failing) {
            (Err(error), _) => Err(error.clone()),
            (Ok(_), Some(check)) => Err(check.fault()),
            (Ok(rows), None) => Ok(Some(*rows as i64)),
        };
        assets.ran_for(&model.name, Kind::Model, model.took, outcome);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builder_waits_until_it_is_quiet_but_not_for_ever() {
        let stop = Stop::default();
        let (changed, changes) = sync_channel(1);
        changed.send(()).unwrap();
        assert!(wait_for_changes(&changes, &stop, Duration::from_millis(5), Duration::from_mins(1), None));
        changed.send(()).unwrap();
        // Never quiet: the limit decides.
        assert!(wait_for_changes(&changes, &stop, Duration::from_mins(1), Duration::ZERO, None));
        // Nothing new, and something to be tried again.
        let (soon, late) = (Duration::from_millis(5), Duration::from_mins(1));
        assert!(wait_for_changes(&changes, &stop, late, late, Some(soon)));
        drop(changed);
        assert!(!wait_for_changes(&changes, &stop, soon, late, None));
    }

    #[test]
    fn a_stop_ends_the_wait() {
        let stop = Stop::default();
        let (changed, changes) = sync_channel(1);
        changed.send(()).unwrap();
        stop.raise();
        assert!(!wait_for_changes(&changes, &stop, Duration::from_mins(1), Duration::from_mins(1), None));
    }
}
