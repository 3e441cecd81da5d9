//! Sessions inside the gateway: the simulator's, recorded ones and those of the official archive, played at the pace
//! of their own dates.

use std::sync::mpsc::SyncSender;
use std::time::Instant;

use anyhow::Context;
use gridcast_producer::pacer::{Loop, Pacer, Speed, stamp_speed};
use gridcast_producer::replay::{FeedOptions, ReplayOptions, find_parts};
use gridcast_producer::simulate::{SimulateOptions, Simulation};
use gridcast_producer::{Begins, Source, Timed};
use gridcast_shared::topics::{Record, Topic};
use tokio::runtime::Handle;
use tokio_util::sync::CancellationToken;

use crate::config::{Embedded, EmbeddedRace};
use crate::hub::{Input, SourceState};
use crate::reject::{IMPOSSIBLE, Reject};
use crate::runs::Arrived;
use crate::telemetry::{Metrics, wall_ms};

mod archive;

/// Most records that go to the hub at once.
const BATCH: usize = 512;

/// A race that was opened and can be played.
pub struct Player {
    embedded: Embedded,
    race: Opened,
}

/// What playing needs.
#[derive(Clone, Copy, Debug)]
pub struct Stage<'a> {
    /// Who takes the records.
    pub hub: &'a SyncSender<Input>,
    /// The counters.
    pub metrics: &'a Metrics,
    /// Ends the play.
    pub stop: &'a CancellationToken,
    /// Whose timers wait.
    pub runtime: &'a Handle,
}

impl std::fmt::Debug for Player {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Player").field("embedded", &self.embedded).finish_non_exhaustive()
    }
}

struct Opened {
    source: Source,
    /// What is before this is told at once, as a backlog.
    live_from: Option<Begins>,
}

/// Which time a race is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Run {
    /// The first may begin in the middle of what is behind it.
    First,
    /// Again, what is behind is passed over.
    Again,
}

impl Player {
    /// Opens a race, so that what is wrong with it shows before anything is served.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub fn open(embedded: &Embedded) -> anyhow::Result<Self> {
        Ok(Self { race: open(embedded, Run::First)?, embedded: embedded.clone() })
    }

    /// Plays the race into the hub until its end or a stop, again and again where that was asked for.
    ///
    /// # Errors
    /// When the race breaks off.
    pub fn play(self, stage: &Stage<'_>) -> anyhow::Result<()> {
        let Self { embedded, mut race } = self;
        let speed = embedded.play.speed;
        let rate_pct = (speed * 100.0).round().clamp(1.0, 60_000.0) as u16;
        stage.hub.send(Input::Rate(rate_pct)).ok();
        let mut looped = Loop::new();
        loop {
            let mut paced = Paced::new(Speed::Times(speed), embedded.play.batch_ms, stage);
            paced.play(race, &mut looped)?;
            if stage.stop.is_cancelled() {
                return Ok(());
            }
            if !embedded.play.repeat {
                break;
            }
            looped.next_run();
            race = open(&embedded, Run::Again)?;
        }
        stage.hub.send(Input::Source(SourceState::Ended)).ok();
        // The hub runs as long as its sources hold their ends of the channel.
        stage.runtime.block_on(stage.stop.cancelled());
        Ok(())
    }
}

fn open(embedded: &Embedded, run: Run) -> anyhow::Result<Opened> {
    let from_lap = embedded.play.from_lap;
    Ok(match &embedded.race {
        EmbeddedRace::Simulated { seed } => {
            let now_ms = wall_ms();
            let mut options = SimulateOptions { seed: *seed, start_ms: now_ms, ..SimulateOptions::default() };
            if let Some(lap) = from_lap {
                // The race began so long ago that this lap is being driven now.
                options.start_ms -= before_lap_ms(&options, lap);
            }
            Opened {
                source: Source::Simulated(Box::new(Simulation::new(&options))),
                live_from: from_lap.filter(|_| run == Run::First).map(|_| Begins::Moment(now_ms)),
            }
        }
        EmbeddedRace::Recorded { path, laps, session } => {
            // The circuit, tyres and stops are learned from the laps before.
            let (from_lap, tells_before) = (from_lap.map(u16::from), run == Run::First);
            let source = if laps.is_none() && session.is_none() {
                let path = path.clone();
                Source::open(&FeedOptions { path, from_lap, tells_before, archive_url: None })
            } else {
                find_parts(path).and_then(|parts| {
                    Source::of_records(ReplayOptions {
                        laps: laps.clone().or(parts.laps),
                        session: session.clone().or(parts.session),
                        from_lap,
                        tells_before,
                        tele: parts.tele,
                    })
                })
            };
            let source = source.context("the recording cannot be played")?;
            Opened { live_from: source.begins().filter(|_| run == Run::First), source }
        }
        EmbeddedRace::Archived(archived) => {
            let path = archive::fetched(archived)?;
            let source = Source::open(&FeedOptions {
                path,
                from_lap: from_lap.map(u16::from),
                tells_before: run == Run::First,
                archive_url: Some(archived.base_url.clone()),
            });
            let source = source.context("what was fetched cannot be played")?;
            Opened { live_from: source.begins().filter(|_| run == Run::First), source }
        }
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

/// Gives records to the hub when they are due, in batches.
struct Paced<'a> {
    speed: Speed,
    pacer: Pacer,
    began: Instant,
    /// Source time that a delivery spans, ms; 0 when each record comes at its own date.
    batch_ms: i64,
    batch: Vec<Arrived>,
    stage: &'a Stage<'a>,
}

impl<'a> Paced<'a> {
    fn new(speed: Speed, batch_ms: i64, stage: &'a Stage<'a>) -> Self {
        let (pacer, began) = (Pacer::new(speed), Instant::now());
        Self { speed, pacer, began, batch_ms, batch: Vec::new(), stage }
    }

    /// Plays a race once, to its end or a stop.
    fn play(&mut self, race: Opened, looped: &mut Loop) -> anyhow::Result<()> {
        let Opened { mut source, mut live_from } = race;
        self.state(if live_from.is_some() { SourceState::Backlog } else { SourceState::Following });
        while let Some(timed) = self.stage.runtime.block_on(source.next()) {
            let mut timed = match timed {
                Ok(timed) => timed,
                Err(error) if error.is_fatal() => return Err(error).context("the recording broke off"),
                Err(error) => {
                    self.stage.metrics.record_rejected(Reject::MalformedLine, Topic::Tele, &error);
                    continue;
                }
            };
            if !timed.record.is_reckonable() {
                self.stage.metrics.record_rejected(Reject::OutOfRange, timed.record.topic(), &IMPOSSIBLE);
                continue;
            }
            let is_reached = live_from.is_some_and(|from| from.is_reached_by(&timed));
            looped.apply(&mut timed.at_ms, &mut timed.record);
            stamp_speed(&mut timed.record, self.speed);
            self.stage.metrics.records_read(timed.record.topic(), 1);
            if is_reached {
                live_from = None;
                self.state(SourceState::Following);
            }
            if live_from.is_none() {
                self.wait_for(timed.at_ms);
            }
            if self.stage.stop.is_cancelled() {
                break;
            }
            self.batch.push(Arrived { at_ms: wall_ms(), record: timed.record });
            if BATCH <= self.batch.len() {
                self.flush();
            }
        }
        self.flush();
        Ok(())
    }

    fn state(&mut self, state: SourceState) {
        self.flush();
        self.stage.hub.send(Input::Source(state)).ok();
    }

    /// Waits until a record is due or it is time to stop; what is before it does not wait with it.
    fn wait_for(&mut self, at_ms: i64) {
        // A batch is delivered when the last of it can have happened.
        let at_ms = if self.batch_ms == 0 { at_ms } else { (at_ms / self.batch_ms + 1) * self.batch_ms };
        let wait = self.pacer.wait(self.began.elapsed(), at_ms);
        if !wait.is_zero() {
            self.flush();
            let stopped = async { tokio::time::timeout(wait, self.stage.stop.cancelled()).await.ok() };
            // Which of both it was is read from the token.
            self.stage.runtime.block_on(stopped);
        }
    }

    fn flush(&mut self) {
        if !self.batch.is_empty() {
            // A hub that is gone has said why; the stop that follows ends this thread.
            self.stage.hub.send(Input::Records(std::mem::take(&mut self.batch))).ok();
        }
    }
}
