//! Catch-up: a whole race from a real broker to live state, beside a bare consumer of the same topics.
//!
//! `cargo xtask bench catchup`; needs `GRIDCAST_KAFKA` and the recording of the 2025 Australian Grand Prix. The
//! race is published once into topics of its own. The gateway is measured as a program, from its start to
//! `/readyz`; the reference is an rdkafka consumer in this process that reads every record and looks at none.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use gridcast_producer::replay::{Recording, find_parts};
use gridcast_shared::topics::{Record, Topic};
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::{Offset, TopicPartitionList};

const PARTITIONS: i32 = 20;
const ROUNDS: usize = 3;
const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> anyhow::Result<()> {
    let Ok(brokers) = std::env::var("GRIDCAST_KAFKA") else {
        eprintln!("catchup skipped: GRIDCAST_KAFKA names no broker; cargo xtask bench catchup starts one");
        return Ok(());
    };
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let tele = data.join("tele/2025_australia_race.jsonl.zst");
    if !tele.is_file() {
        eprintln!("catchup skipped: no recording at {}", tele.display());
        return Ok(());
    }
    let prefix = format!("catchup_{}_", std::process::id());
    let records = publish(&brokers, &prefix, &tele)?;

    let mut bare = f64::INFINITY;
    let mut race = f64::INFINITY;
    let mut memory_kb: f64 = 0.0;
    for _ in 0..ROUNDS {
        bare = bare.min(read_bare(&brokers, &prefix, records)?);
        let began = Instant::now();
        let gateway =
            gateway::Process::start(&["--source", "kafka", "--kafka", &brokers, "--topic-prefix", &prefix])?;
        while status(gateway.address, "/readyz")? != 200 {
            ensure!(began.elapsed() < PATIENCE, "the gateway was not ready within {} s", PATIENCE.as_secs());
            std::thread::sleep(Duration::from_millis(5));
        }
        race = race.min(began.elapsed().as_secs_f64());
        memory_kb = memory_kb.max(gateway.memory_kb("VmHWM")?);
    }
    println!("figure catchup.records {records} records");
    println!("figure catchup.race_s {race:.2} s budget <= 3");
    println!("figure catchup.bare_s {bare:.2} s");
    println!("figure catchup.ratio_to_bare {:.2} x", race / bare);
    println!("figure catchup.records_per_s {:.0} records/s", records as f64 / race);
    println!("figure catchup.peak_memory_mb {:.1} MB budget <= 64", memory_kb / 1024.0);
    Ok(())
}

fn name(prefix: &str, topic: Topic) -> String {
    format!("{prefix}{}", topic.default_name().trim_start_matches("f1_"))
}

/// Publishes the race into topics of its own; returns how many records that were.
fn publish(brokers: &str, prefix: &str, tele: &Path) -> anyhow::Result<usize> {
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", brokers).set("compression.codec", "zstd");
    config.set("linger.ms", "20").set("queue.buffering.max.messages", "1000000");
    let admin: AdminClient<DefaultClientContext> = config.create()?;
    let (tele_name, laps_name) = (name(prefix, Topic::Tele), name(prefix, Topic::Laps));
    let topics = [&tele_name, &laps_name].map(|n| NewTopic::new(n, PARTITIONS, TopicReplication::Fixed(-1)));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    for made in runtime.block_on(admin.create_topics(&topics, &AdminOptions::new()))? {
        made.map_err(|(topic, code)| anyhow::anyhow!("cannot make {topic}: {code}"))?;
    }
    let producer: BaseProducer = config.create()?;
    let mut value = Vec::new();
    let mut n = 0;
    for timed in Recording::open(find_parts(tele)?)? {
        let record: Record = timed?.record;
        value.clear();
        record.write_json(&mut value);
        let topic = if record.topic() == Topic::Laps { &laps_name } else { &tele_name };
        let mut next = BaseRecord::<str, [u8]>::to(topic).key(record.key()).payload(&value);
        while let Err((error, back)) = producer.send(next) {
            ensure!(
                matches!(error, KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull)),
                "cannot publish: {error}"
            );
            producer.poll(Duration::from_millis(20));
            next = back;
        }
        n += 1;
    }
    producer.flush(PATIENCE).context("not all was acknowledged")?;
    Ok(n)
}

/// Seconds that rdkafka alone takes from its start to the last record.
fn read_bare(brokers: &str, prefix: &str, records: usize) -> anyhow::Result<f64> {
    let began = Instant::now();
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("group.id", "unused")
        .set("enable.auto.commit", "false")
        .create()?;
    let mut partitions = TopicPartitionList::new();
    for topic in [Topic::Tele, Topic::Laps] {
        for partition in 0..PARTITIONS {
            partitions.add_partition_offset(&name(prefix, topic), partition, Offset::Beginning)?;
        }
    }
    consumer.assign(&partitions)?;
    let mut n = 0;
    while n < records {
        match consumer.poll(PATIENCE) {
            Some(message) => {
                message?;
                n += 1;
            }
            None => anyhow::bail!("{n} of {records} records came within {} s", PATIENCE.as_secs()),
        }
    }
    Ok(began.elapsed().as_secs_f64())
}

/// The status code of a GET.
fn status(address: SocketAddr, path: &str) -> anyhow::Result<u16> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let code = answer.split(' ').nth(1).context("no answer")?;
    code.parse().with_context(|| format!("no status code: {code:?}"))
}
