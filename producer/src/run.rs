//! Does what was asked for; tells one session after another: takes records from the source when they are due and
//! hands them to the publisher.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::bail;
use gridcast_producer::archive::default_folder;
use gridcast_producer::live::Live;
use gridcast_producer::live::options::ListenerOptions;
use gridcast_producer::live::token::{Token, TokenFrom};
use gridcast_producer::pacer::{Loop, Pacer, Speed, stamp_speed};
use gridcast_producer::replay::{FeedOptions, ReplayOptions};
use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_producer::{Source, SourceError, Timed};
use gridcast_shared::topics::Record;

use crate::cli::{ArchiveAt, Cli, Command, Hub, Kafka, Pace, Recording};
use crate::outcome::Outcome;
use crate::progress::{Progress, say};
use crate::publish::Publisher;
use crate::stop::Stop;
use crate::{fetch, record};

/// Most errors of lines that are told one by one.
const TOLD_ERRORS: u64 = 10;

/// Longest wait before acknowledgements are served again.
const SERVE_EVERY: Duration = Duration::from_millis(100);

/// How long the last records may take to be acknowledged. An interrupted run waits less.
const FLUSH: Duration = Duration::from_mins(1);
const FLUSH_INTERRUPTED: Duration = Duration::from_secs(5);

/// The variable that holds a subscriber's token.
const TOKEN: &str = "GRIDCAST_F1_TOKEN";

/// Does what was asked for.
///
/// # Errors
/// When the source or the broker cannot be had.
pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    // A second thread listens to the network while this one waits for the broker.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let stop = Stop::on_signal()?;
        match cli.command {
            Command::Fetch(arguments) => {
                tokio::task::spawn_blocking(move || fetch::fetch(&arguments, &stop)).await?
            }
            Command::Record(arguments) => {
                record::record(&arguments, listener_options(&arguments.hub)?, &stop).await
            }
            Command::Live { hub, archive, kafka } => {
                publish(
                    &Told::Live(hub, archive),
                    Pace { speed: Speed::Times(1.0), repeat: false },
                    &kafka,
                    &stop,
                )
                .await
            }
            Command::Replay { recording, archive, pace, kafka } => {
                publish(&Told::Recorded(recording, archive), pace, &kafka, &stop).await
            }
            Command::Simulate { seed, laps, pace, kafka } => {
                publish(&Told::Simulated { seed, laps }, pace, &kafka, &stop).await
            }
        }
    })
}

/// What is published.
enum Told {
    Live(Hub, ArchiveAt),
    Recorded(Recording, ArchiveAt),
    Simulated { seed: u64, laps: u8 },
}

async fn publish(told: &Told, pace: Pace, kafka: &Kafka, stop: &Stop) -> anyhow::Result<Outcome> {
    let stopped = || stop.is_raised();
    // The source first: a missing file is said before a broker is looked for.
    let mut source = open(told, 0)?;
    // Nothing else is to be done while a broker is looked for.
    let connected = tokio::task::block_in_place(|| Publisher::connect(kafka, &stopped));
    let mut publisher = match connected {
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
        while let Some(item) = next(&mut source, &mut publisher, stop).await {
            let Timed { mut at_ms, mut record } = match item {
                Ok(timed) => timed,
                Err(error) if error.is_fatal() => {
                    broken_off = Some(error.into());
                    break 'runs;
                }
                Err(error @ SourceError::Lacking { .. }) => {
                    say(&error.to_string());
                    continue;
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
            // The feed itself is as fast as it is.
            if !matches!(told, Told::Live(..)) {
                wait(&mut pacer, clock, at_ms, &mut publisher, stop).await;
            }
            if stopped() {
                break;
            }
            if let Err(error) = publisher.send(&record, &stopped) {
                broken_off = Some(error);
                break 'runs;
            }
            sent += 1;
            // The feed speaks without a pause in which they could be served.
            if matches!(told, Told::Live(..)) || sent.is_multiple_of(256) {
                publisher.serve();
            }
            progress.at(at_ms, lap_of(&record), sent);
        }
        if !pace.repeat || stopped() {
            break;
        }
        n_run += 1;
        // A made-up race has the clock's dates and an id of its own each time; a recording's must be moved on.
        if matches!(told, Told::Recorded(..)) {
            looped.next_run();
        }
        pacer.restart();
        source = open(told, n_run)?;
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
    Ok(if tally.failed() == 0 && malformed == 0 { Outcome::Done } else { Outcome::Incomplete })
}

/// Opens the session for the run of this number, from 0: a looped simulation shows another race each time.
fn open(told: &Told, n_run: u64) -> anyhow::Result<Source> {
    Ok(match told {
        Told::Live(hub, archive) => {
            let (archive_url, lists) = (archive.url.clone(), Some(default_folder()));
            let options = ListenerOptions { archive_url, lists, ..listener_options(hub)? };
            Source::Live(Box::new(Live::start(options)?))
        }
        Told::Recorded(recording, archive) => open_recording(recording, archive)?,
        Told::Simulated { seed, laps } => {
            let start_ms = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64;
            let options = SimulateOptions { seed: seed.wrapping_add(n_run), laps: *laps, start_ms };
            Source::Simulated(Box::new(Simulation::new(&options)))
        }
    })
}

fn open_recording(recording: &Recording, archive: &ArchiveAt) -> Result<Source, SourceError> {
    let Recording { path, tele, laps, session, from } = recording.clone();
    match (path, tele) {
        (_, Some(tele)) => {
            Source::of_records(ReplayOptions { tele, laps, session, from_lap: from, tells_before: false })
        }
        (path, None) => Source::open(&FeedOptions {
            path: path.unwrap_or_default(),
            from_lap: from,
            tells_before: false,
            archive_url: Some(archive.url.clone()),
        }),
    }
}

/// How to listen to a hub, with the token of the file or the environment.
fn listener_options(hub: &Hub) -> anyhow::Result<ListenerOptions> {
    let token = match (&hub.token_file, std::env::var(TOKEN)) {
        (Some(file), _) => TokenFrom::File(file.clone()),
        (None, Ok(text)) => match Token::parse(&text) {
            Ok(token) => TokenFrom::Given(token),
            Err(reason) => bail!("{TOKEN} {reason}"),
        },
        (None, Err(_)) => TokenFrom::Nowhere,
    };
    Ok(ListenerOptions { hub: hub.hub.clone(), token, ..ListenerOptions::default() })
}

/// The next of a source, serving acknowledgements meanwhile; none at its end, or when it is time to stop.
async fn next(
    source: &mut Source,
    publisher: &mut Publisher,
    stop: &Stop,
) -> Option<Result<Timed, SourceError>> {
    loop {
        if stop.is_raised() {
            return None;
        }
        tokio::select! {
            // A source that has something goes first: a recording always has.
            biased;
            item = source.next() => return item,
            () = stop.raised() => return None,
            () = tokio::time::sleep(SERVE_EVERY) => publisher.poll(Duration::ZERO),
        }
    }
}

/// Waits until a record is due, serving acknowledgements meanwhile.
async fn wait(pacer: &mut Pacer, clock: Instant, at_ms: i64, publisher: &mut Publisher, stop: &Stop) {
    loop {
        let wait = pacer.wait(clock.elapsed(), at_ms);
        if wait.is_zero() || stop.is_raised() {
            return;
        }
        publisher.poll(Duration::ZERO);
        tokio::select! {
            () = tokio::time::sleep(wait.min(SERVE_EVERY)) => {}
            () = stop.raised() => return,
        }
    }
}

fn lap_of(record: &Record) -> Option<f64> {
    match record {
        Record::Tele(tele) => tele.lap,
        Record::Lap(lap) => Some(lap.lap_number),
        _ => None,
    }
}
