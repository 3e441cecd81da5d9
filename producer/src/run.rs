//! Tells one race after another: takes records from the source when they are due and hands them to the publisher.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use gridcast_producer::pacer::{Loop, Pacer, stamp_speed};
use gridcast_producer::replay::{Recording, ReplayOptions};
use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_producer::{SourceError, Timed};
use gridcast_shared::topics::Record;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::{Cli, Race};
use crate::progress::{Progress, say};
use crate::publish::Publisher;

/// Most malformed lines that are told one by one.
const TOLD_ERRORS: u64 = 10;

/// Longest sleep before the stop signal is looked at again.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// How long the last records may take to be acknowledged. An interrupted run waits less.
const FLUSH: Duration = Duration::from_mins(1);
const FLUSH_INTERRUPTED: Duration = Duration::from_secs(5);

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every record was acknowledged.
    Published,
    /// A line was not understood, or a record was not acknowledged; said already.
    Incomplete,
    /// Somebody stopped it.
    Interrupted,
}

/// Publishes the race that was asked for.
///
/// # Errors
/// When the source or the broker cannot be had.
pub(crate) fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    let (pace, kafka) = cli.race.common();
    // The source first: a missing file is said before a broker is looked for.
    let mut source = open(&cli.race, 0)?;
    let stop = stop_flag()?;
    let stopped = || stop.load(Ordering::Relaxed);
    let mut publisher = match Publisher::connect(kafka, &stopped) {
        Err(_) if stopped() => return Ok(Outcome::Interrupted),
        connected => connected?,
    };

    let mut looped = Loop::new();
    let mut n_run = 0;
    let mut broken_off = None;
    let mut pacer = Pacer::new(pace.speed);
    let clock = Instant::now();
    let mut progress = Progress::new();
    let (mut sent, mut malformed) = (0_u64, 0_u64);
    'runs: loop {
        for item in source.by_ref() {
            let Timed { mut at_ms, mut record } = match item {
                Ok(timed) => timed,
                Err(error) if error.is_fatal() => {
                    broken_off = Some(error.into());
                    break 'runs;
                }
                Err(error) => {
                    malformed += 1;
                    if malformed <= TOLD_ERRORS {
                        say(&error.to_string());
                    }
                    continue;
                }
            };
            looped.apply(&mut at_ms, &mut record);
            stamp_speed(&mut record, pace.speed);
            wait(&mut pacer, clock, at_ms, &mut publisher, &stopped);
            if stopped() {
                break;
            }
            if let Err(error) = publisher.send(&record, &stopped) {
                broken_off = Some(error);
                break 'runs;
            }
            sent += 1;
            if sent.is_multiple_of(256) {
                publisher.poll(Duration::ZERO);
            }
            progress.at(at_ms, lap_of(&record), sent);
        }
        if !pace.repeat || stopped() {
            break;
        }
        n_run += 1;
        // A made-up race has the clock's dates and an id of its own each time; a recording's must be moved on.
        if matches!(cli.race, Race::Replay { .. }) {
            looped.next_run();
        }
        pacer.restart();
        source = open(&cli.race, n_run)?;
    }

    let flushed = publisher.flush(if stopped() { FLUSH_INTERRUPTED } else { FLUSH });
    let tally = publisher.tally();
    progress.end(tally.delivered(), tally.failed(), malformed);
    for line in tally.failures() {
        say(&line);
    }
    if let Some(error) = broken_off {
        return Err(error);
    }
    if stopped() {
        return Ok(Outcome::Interrupted);
    }
    flushed?;
    Ok(if tally.failed() == 0 && malformed == 0 { Outcome::Published } else { Outcome::Incomplete })
}

type Source = Box<dyn Iterator<Item = Result<Timed, SourceError>>>;

/// Opens the race for the run of this number, from 0: a looped simulation shows another race each time.
fn open(race: &Race, n_run: u64) -> anyhow::Result<Source> {
    Ok(match race {
        Race::Replay { tele, laps, session, from, .. } => Box::new(Recording::open(ReplayOptions {
            tele: tele.clone(),
            laps: laps.clone(),
            session: session.clone(),
            from_lap: *from,
            tells_before: false,
        })?),
        Race::Simulate { seed, laps, .. } => {
            let start_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
            let options = SimulateOptions { seed: seed.wrapping_add(n_run), laps: *laps, start_ms };
            Box::new(Simulation::new(&options).map(Ok))
        }
    })
}

/// Waits until a record is due, serving acknowledgements meanwhile.
fn wait(
    pacer: &mut Pacer,
    clock: Instant,
    at_ms: i64,
    publisher: &mut Publisher,
    stopped: &dyn Fn() -> bool,
) {
    loop {
        let wait = pacer.wait(clock.elapsed(), at_ms);
        if wait.is_zero() || stopped() {
            return;
        }
        publisher.poll(Duration::ZERO);
        std::thread::sleep(wait.min(LOOK_EVERY));
    }
}

fn lap_of(record: &Record) -> Option<f64> {
    match record {
        Record::Tele(tele) => tele.lap,
        Record::Lap(lap) => Some(lap.lap_number),
        _ => None,
    }
}

/// A flag that Ctrl-C or SIGTERM raises.
fn stop_flag() -> anyhow::Result<Arc<AtomicBool>> {
    let flag = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&flag);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let (interrupt, terminate) = {
        let _guard = runtime.enter();
        let of = |kind| signal(kind).context("cannot listen for signals");
        (of(SignalKind::interrupt())?, of(SignalKind::terminate())?)
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let (mut interrupt, mut terminate) = (interrupt, terminate);
        runtime.block_on(async {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        });
        raised.store(true, Ordering::Relaxed);
    })?;
    Ok(flag)
}
