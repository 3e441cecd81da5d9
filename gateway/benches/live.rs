//! The live timing: from a server on loopback that stands in for the official one through the producer, a real broker
//! and the gateway to a spectator; and a whole race at twenty times its pace with the connection cut fifty times.
//!
//! `cargo xtask bench live`; needs `GRIDCAST_KAFKA`, the producer as `GRIDCAST_PRODUCER_PROGRAM`, and recordings. A
//! frame's age is counted from when the server had sent the first message that holds its newest sample, by that
//! sample's own stamp, to when a spectator has decoded it. `-- latency` or `-- race` measures one of both alone.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use futures_util::StreamExt;
use gridcast_producer::pacer::Speed;
use gridcast_producer::replay::{FeedOptions, FeedReplay};
use gridcast_producer::stand_in::{HubFault, Script, StandIn, newest_ms};
use gridcast_shared::topics::{Record, Topic};
use gridcast_shared::wire::{Decoder, Frame};
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::message::Message as _;
use rdkafka::{Offset, TopicPartitionList};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::gateway::{Process, cpu_of, now_us};

const PARTITIONS: i32 = 20;
const PATIENCE: Duration = Duration::from_mins(1);
const RACE_SPEED: f64 = 20.0;
const CUTS: usize = 50;

fn main() -> anyhow::Result<()> {
    let variables = [std::env::var("GRIDCAST_KAFKA"), std::env::var("GRIDCAST_PRODUCER_PROGRAM")];
    let [Ok(brokers), Ok(producer)] = variables else {
        eprintln!("live skipped: it needs a broker and the producer; cargo xtask bench live has both");
        return Ok(());
    };
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    if !data.is_dir() {
        eprintln!("live skipped: no recordings at {}", data.display());
        return Ok(());
    }
    let only = std::env::args().find(|word| word == "latency" || word == "race");
    if only.as_deref() != Some("race") {
        latency(&brokers, &producer, &data.join("live/2023_monaco_fp2_signalr_wire.txt.zst"))?;
    }
    if only.as_deref() != Some("latency") {
        race(&brokers, &producer, &data.join("static/2018_azerbaijan_race"))?;
    }
    Ok(())
}

/// The producer as a program, listening to a server; killed when dropped.
struct Producer(Child);

impl Producer {
    fn start(program: &str, server: &StandIn, brokers: &str, prefix: &str) -> anyhow::Result<Self> {
        let mut command = Command::new(program);
        command.args(["live", "--hub", &server.hub_url(), "--brokers", brokers, "--topic-prefix", prefix]);
        Ok(Self(command.stderr(Stdio::null()).spawn().context("cannot start the producer")?))
    }

    fn memory_mb(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").parse::<f64>()? / 1024.0)
    }

    fn cpu(&self) -> anyhow::Result<Duration> {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.0.id()))?;
        // A thread may end between the two looks.
        Ok(tasks.flatten().filter_map(|task| cpu_of(&task.path().to_string_lossy()).ok()).sum())
    }
}

impl Drop for Producer {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn latency(brokers: &str, producer: &str, recording: &Path) -> anyhow::Result<()> {
    let script = Script::open(recording);
    let newest: Vec<Option<i64>> = script.steps.iter().map(newest_ms).collect();
    let last_ms = newest.iter().flatten().max().copied().context("no samples")?;
    let prefix = format!("live_{}_", std::process::id());
    let server = StandIn::start(BTreeMap::new(), script, Speed::Times(1.0));
    let gateway = Process::start(&["--source", "kafka", "--kafka", brokers, "--topic-prefix", &prefix])?;
    let _producer = Producer::start(producer, &server, brokers, &prefix)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let seen = runtime.block_on(watch(&gateway, last_ms - 2000))?;

    // By the newest sample of each message that was sent.
    let mut sent: BTreeMap<i64, i64> = BTreeMap::new();
    for (step, at_us) in server.sent_at() {
        if let Some(newest) = newest.get(step).copied().flatten() {
            sent.entry(newest).or_insert(at_us);
        }
    }
    let age = |(newest, at_us): &(i64, i64)| sent.range(newest..).next().map(|(_, sent_us)| at_us - sent_us);
    // The first frames are of the snapshot and of a circuit that is not known yet.
    let mut ages: Vec<i64> = seen.iter().skip(20).filter_map(age).filter(|age| 0 <= *age).collect();
    ages.sort_unstable();
    ensure!(100 < ages.len(), "only {} frames", ages.len());
    let at =
        |percent: usize| ages.get((ages.len() - 1) * percent / 100).map_or(0.0, |us| *us as f64 / 1000.0);
    println!("figure live.frames {} frames", ages.len());
    println!("figure live.server_to_frame_p50 {:.0} ms", at(50));
    println!("figure live.server_to_frame_p99 {:.0} ms", at(99));
    Ok(())
}

/// The date of the newest sample in a frame, and when it was decoded (UTC us), until a date has come.
async fn watch(gateway: &Process, last_ms: i64) -> anyhow::Result<Vec<(i64, i64)>> {
    let (mut socket, _) = connect_async(format!("ws://{}/ws", gateway.address)).await?;
    let (mut decoder, mut frame, mut seen) = (Decoder::new(), Frame::default(), Vec::new());
    let mut newest_ms = 0;
    while newest_ms < last_ms {
        let message = tokio::time::timeout(PATIENCE, socket.next()).await.context("nothing comes")?;
        let Some(Ok(message)) = message else { bail!("the gateway hung up") };
        let Message::Binary(bytes) = message else { continue };
        if decoder.decode(&bytes, &mut frame).is_err() {
            continue;
        }
        let newest = frame.samples.iter().map(|sample| sample.date_ms).max().unwrap_or(0);
        if newest_ms < newest {
            newest_ms = newest;
            seen.push((newest, now_us()));
        }
    }
    Ok(seen)
}

fn race(brokers: &str, producer: &str, folder: &Path) -> anyhow::Result<()> {
    let script = Script::of_folder(folder);
    let n_steps = script.steps.len();
    let expected = laps_of(folder)?;
    let server = StandIn::start(BTreeMap::new(), script, Speed::Times(RACE_SPEED));
    for n in 1..=CUTS {
        server.misbehave(n * n * 7919 % (n_steps - 100), HubFault::Cut { away: n % 20 });
    }
    let prefix = format!("live_race_{}_", std::process::id());
    let running = Producer::start(producer, &server, brokers, &prefix)?;
    let began = Instant::now();
    let mut memory = Vec::new();
    let mut sent = 0;
    let mut moved = Instant::now();
    while sent < n_steps {
        std::thread::sleep(Duration::from_secs(5));
        let now = server.position();
        if sent < now {
            (sent, moved) = (now, Instant::now());
        }
        ensure!(moved.elapsed() < PATIENCE, "the server stands at step {sent} of {n_steps}");
        memory.push(running.memory_mb()?);
    }
    let (seconds, cpu) = (began.elapsed().as_secs_f64(), running.cpu()?.as_secs_f64());
    // The last laps are on their way.
    let deadline = Instant::now() + PATIENCE;
    let mut found = BTreeSet::new();
    while found != expected && Instant::now() < deadline {
        found = published_laps(brokers, &prefix)?;
    }
    let quarter = |of: usize| memory.get(memory.len() * of / 4).copied().unwrap_or_default();
    println!("figure live.race_seconds {seconds:.0} s");
    println!("figure live.race_connections {} connections", server.n_subscriptions());
    println!("figure live.race_laps_told {} laps", expected.len());
    println!("figure live.race_laps_published {} laps", found.len());
    println!("figure live.race_laps_lost {} laps budget <= 0", expected.difference(&found).count());
    println!("figure live.race_cpu_percent {:.1} %", cpu / seconds * 100.0);
    println!("figure live.race_memory_quarter_mb {:.1} MB", quarter(1));
    println!("figure live.race_memory_end_mb {:.1} MB", memory.last().copied().unwrap_or_default());
    Ok(())
}

type Laps = BTreeSet<(String, u32)>;

fn lap_of(record: &Record) -> Option<(String, u32)> {
    let Record::Lap(lap) = record else { return None };
    Some((lap.driver.to_string(), lap.lap_number as u32))
}

/// The laps that a recording has when it is told without a hub.
fn laps_of(folder: &Path) -> anyhow::Result<Laps> {
    let options = FeedOptions { path: folder.to_owned(), ..FeedOptions::default() };
    let replay = FeedReplay::open(&options)?.context("no recording")?;
    Ok(replay.flatten().filter_map(|timed| lap_of(&timed.record)).collect())
}

/// The laps that lie in the topic.
fn published_laps(brokers: &str, prefix: &str) -> anyhow::Result<Laps> {
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("group.id", "unused")
        .set("enable.auto.commit", "false")
        .create()?;
    let topic = format!("{prefix}laps");
    let mut partitions = TopicPartitionList::new();
    for partition in 0..PARTITIONS {
        partitions.add_partition_offset(&topic, partition, Offset::Beginning)?;
    }
    consumer.assign(&partitions)?;
    let mut laps = Laps::new();
    while let Some(message) = consumer.poll(Duration::from_secs(3)) {
        let message = message?;
        let record = Record::parse(Topic::Laps, message.payload().unwrap_or_default())?;
        laps.extend(lap_of(&record));
    }
    Ok(laps)
}
