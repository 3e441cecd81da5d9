//! Sources inside the gateway: the simulator and recordings, played at the pace of their own dates.

use std::sync::mpsc::SyncSender;
use std::time::Instant;

use anyhow::Context;
use gridcast_producer::pacer::{Loop, Pacer, Speed, stamp_speed};
use gridcast_producer::replay::{Recording, find_parts};
use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_producer::{SourceError, Timed};
use gridcast_shared::topics::Record;
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::config::{Play, Source};
use crate::hub::{Input, SourceState};
use crate::runs::Arrived;
use crate::telemetry::{Metrics, wall_ms};

/// Most records that go to the hub at once.
const BATCH: usize = 512;

/// An opened source.
pub type Records = Box<dyn Iterator<Item = Result<Timed, SourceError>> + Send>;

/// Opens an embedded source, so that what is wrong with it shows before anything is served.
///
/// # Errors
/// When its files cannot be read.
///
/// # Panics
/// Never for [`Source::Demo`] and [`Source::Recording`], the only ones it is for.
pub fn open(source: &Source) -> anyhow::Result<Option<(Records, Play)>> {
    Ok(match source {
        Source::Demo { seed, play } => {
            let mut options =
                SimulateOptions { seed: *seed, start_ms: wall_ms(), ..SimulateOptions::default() };
            if let Some(lap) = play.from_lap {
                // The race began so long ago that this lap is being driven now.
                options.start_ms -= before_lap_ms(&options, lap);
            }
            Some((Box::new(Simulation::new(&options).map(Ok)), *play))
        }
        Source::Recording { tele, laps, session, play } => {
            let mut options = find_parts(tele).context("the recording cannot be found")?;
            options.laps = laps.clone().or(options.laps);
            options.session = session.clone().or(options.session);
            options.from_lap = play.from_lap.map(u16::from);
            let recording = Recording::open(options).context("the recording cannot be played")?;
            Some((Box::new(recording), *play))
        }
        Source::Kafka(_) => None,
    })
}

/// How long after its beginning the leader of a simulated race starts a lap; 0 when nobody ever does.
fn before_lap_ms(options: &SimulateOptions, lap: u8) -> i64 {
    let starts = |timed: &Timed| match &timed.record {
        Record::Tele(tele) => tele.lap.is_some_and(|of| f64::from(lap) <= of),
        _ => false,
    };
    Simulation::new(options).find(starts).map_or(0, |timed| timed.at_ms - options.start_ms)
}

/// Plays a source into the hub until its end or a stop, again and again where that was asked for.
///
/// # Errors
/// When the source breaks off.
pub fn play(
    source: &Source,
    mut records: Records,
    play: Play,
    hub: &SyncSender<Input>,
    metrics: &Metrics,
    stop: &CancellationToken,
    runtime: &Handle,
) -> anyhow::Result<()> {
    let speed = Speed::Times(play.speed);
    let rate_pct = (play.speed * 100.0).round().clamp(1.0, 60_000.0) as u16;
    let mut looped = Loop::new();
    loop {
        // What a demo that begins in mid-race has behind it is a backlog: told at once.
        let is_midway =
            matches!(source, Source::Demo { .. }) && play.from_lap.is_some() && looped.shift_ms() == 0;
        let mut backlog_until_ms = is_midway.then(wall_ms);
        let state = if is_midway { SourceState::Backlog } else { SourceState::Following };
        hub.send(Input::Source(state)).ok();
        let mut player =
            Player { pacer: Pacer::new(speed), began: Instant::now(), batch: Vec::new(), hub, stop, runtime };
        let mut told = false;
        for timed in records {
            let mut timed = match timed {
                Ok(timed) => timed,
                Err(error) if error.is_fatal() => return Err(error).context("the recording broke off"),
                Err(error) => {
                    metrics.record_rejected("malformed_line", "recording", &error);
                    continue;
                }
            };
            looped.apply(&mut timed.at_ms, &mut timed.record);
            stamp_speed(&mut timed.record, speed);
            metrics.records_read(timed.record.topic(), 1);
            if backlog_until_ms.is_some_and(|until_ms| until_ms <= timed.at_ms) {
                backlog_until_ms = None;
                player.flush();
                hub.send(Input::Source(SourceState::Following)).ok();
            }
            if backlog_until_ms.is_none() {
                player.wait_for(timed.at_ms);
            }
            if player.stop.is_cancelled() {
                return Ok(());
            }
            player.give(timed);
            if !told {
                told = true;
                player.flush();
                hub.send(Input::Rate(rate_pct)).ok();
            }
        }
        player.flush();
        if !play.repeat {
            break;
        }
        looped.next_run();
        match open(source)? {
            Some((again, _)) => records = again,
            None => break,
        }
    }
    hub.send(Input::Source(SourceState::Ended)).ok();
    // The hub runs as long as its sources hold their ends of the channel.
    runtime.block_on(stop.cancelled());
    Ok(())
}

/// Gives records to the hub, in batches.
struct Player<'a> {
    pacer: Pacer,
    began: Instant,
    batch: Vec<Arrived>,
    hub: &'a SyncSender<Input>,
    stop: &'a CancellationToken,
    runtime: &'a Handle,
}

impl Player<'_> {
    /// Waits until a record is due or it is time to stop; what is before it does not wait with it.
    fn wait_for(&mut self, at_ms: i64) {
        let wait = self.pacer.wait(self.began.elapsed(), at_ms);
        if !wait.is_zero() {
            self.flush();
            let stopped = async { tokio::time::timeout(wait, self.stop.cancelled()).await.ok() };
            // Which of both it was is read from the token.
            self.runtime.block_on(stopped);
        }
    }

    fn give(&mut self, timed: Timed) {
        self.batch.push(Arrived { at_ms: wall_ms(), record: timed.record });
        if BATCH <= self.batch.len() {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.batch.is_empty() {
            // A hub that is gone has said why; the stop that follows ends this thread.
            self.hub.send(Input::Records(std::mem::take(&mut self.batch))).ok();
        }
    }
}
