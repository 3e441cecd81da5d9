//! A race and a season through the warehouse: staging, models, documents, beside `DuckDB`'s own `read_json`.
//!
//! `cargo xtask bench warehouse`; needs the recording of the 2025 Australian Grand Prix, and `GRIDCAST_KAFKA` for
//! what goes through Kafka. The season is 24 copies of the race, 14 days apart, each a round of its calendar.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use duckdb::Connection;
use gridcast_warehouse::import::{ImportOptions, import};
use gridcast_warehouse::models::{BuildOptions, ProjectOptions, build};
use gridcast_warehouse::publish::{PublishOptions, Publisher, Since, publish};
use gridcast_warehouse::stop::Stop;
use gridcast_warehouse::store::Store;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};

const PARTITIONS: i32 = 20;
const ROUNDS: usize = 3;
const RACES: i64 = 24;
/// Between two copies of the race.
const FORTNIGHT_MS: i64 = 14 * 86_400_000;
const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> anyhow::Result<()> {
    let data = std::env::var_os("GRIDCAST_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data"), PathBuf::from);
    let tele = data.join("tele/2025_australia_race.jsonl.zst");
    let laps = data.join("laps/2025_australia_race.jsonl");
    if !tele.is_file() || !laps.is_file() {
        eprintln!("warehouse skipped: no recording at {}", tele.display());
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let plain = folder.path().join("tele.jsonl");
    unpack(&tele, &plain)?;

    let began = processor_s()?;
    let reference = best(ROUNDS, || read_json(&folder.path().join("reference.duckdb"), &[&plain, &laps]))?;
    let reference_processor = (processor_s()? - began) / ROUNDS as f64;
    println!("figure warehouse.read_json_s {reference:.2} s");
    println!("figure warehouse.read_json_processor_s {reference_processor:.2} s");
    match std::env::var("GRIDCAST_KAFKA") {
        Ok(brokers) => {
            let prefix = format!("warehouse_{}_", std::process::id());
            let records = fill_topics(&brokers, &prefix, &[("tele", &plain), ("laps", &laps)])?;
            let began = processor_s()?;
            let race = best(ROUNDS, || sink_race(&brokers, &prefix, &folder.path().join("sink.duckdb")))?;
            let processor = (processor_s()? - began) / ROUNDS as f64;
            println!("figure warehouse.sink_processor_s {processor:.2} s");
            let ratio = processor / reference_processor;
            println!("figure warehouse.sink_processor_ratio_to_read_json {ratio:.2} x budget <= 2");
            println!("figure warehouse.sink_race_s {race:.2} s budget <= 10");
            println!("figure warehouse.sink_records_per_s {:.0} records/s", records as f64 / race);
            println!("figure warehouse.sink_ratio_to_read_json {:.2} x budget <= 3", race / reference);
        }
        Err(_) => eprintln!("the sink is skipped: GRIDCAST_KAFKA names no broker"),
    }

    let options = ImportOptions { tele: vec![plain], laps: vec![laps], ..ImportOptions::default() };
    let database = folder.path().join("race.duckdb");
    let store = Store::open(&database)?;
    let began = Instant::now();
    import(store.connection(), &options, &Stop::default())?;
    println!("figure warehouse.import_race_s {:.2} s", began.elapsed().as_secs_f64());
    let race = best(ROUNDS, || build_all(&store))?;
    println!("figure warehouse.build_race_s {race:.2} s budget <= 3");
    let marts = folder.path().join("marts");
    let publish_s = best(ROUNDS, || {
        if marts.exists() {
            std::fs::remove_dir_all(&marts)?;
        }
        let began = Instant::now();
        publish(store.connection(), &PublishOptions { to: marts.display().to_string() })?;
        Ok(began.elapsed().as_secs_f64())
    })?;
    println!("figure warehouse.publish_s {publish_s:.2} s budget <= 2");
    sizes(&marts)?;
    store.connection().execute_batch("CHECKPOINT")?;
    println!("figure warehouse.db_mb {:.1} MB", std::fs::metadata(&database)?.len() as f64 / 1e6);

    every_lap(&store, folder.path(), race)?;

    put_events(store.connection())?;
    build_all(&store)?;
    let alone = one_more_lap(&store, &folder.path().join("alone"), 1, 58)?;
    println!("figure warehouse.one_more_lap_of_1_race_s {alone:.2} s budget <= 2");
    copy_race(store.connection())?;
    let season = build_all(&store)?;
    println!("figure warehouse.build_season_s {season:.1} s budget <= 60");
    println!("figure warehouse.build_season_ratio {:.1} x budget <= 24", season / race);
    let beside = one_more_lap(&store, &folder.path().join("beside"), RACES, 58 + ROUNDS as i64)?;
    println!("figure warehouse.one_more_lap_of_{RACES}_races_s {beside:.2} s budget <= 2");
    println!("figure warehouse.one_more_lap_ratio {:.2} x budget <= 1.5", beside / alone);
    Ok(())
}

/// The telemetry of every lap of the race: what it takes to make and to publish, and how much it is.
fn every_lap(store: &Store, folder: &Path, without: f64) -> anyhow::Result<()> {
    let project = ProjectOptions { telemetry_laps: vec!["all".to_owned()], ..ProjectOptions::default() };
    let options = BuildOptions { full_refresh: true, project, ..BuildOptions::default() };
    let report = build(store.connection(), &options, &Stop::default())?;
    ensure!(report.is_good(), "{}", report.to_table());
    let more = report.took.as_secs_f64() - without;
    println!("figure warehouse.every_lap_build_more_s {more:.2} s");
    let to = folder.join("every_lap");
    let began = Instant::now();
    let published = publish(store.connection(), &PublishOptions { to: to.display().to_string() })?;
    println!("figure warehouse.every_lap_publish_s {:.2} s", began.elapsed().as_secs_f64());
    println!("figure warehouse.every_lap_documents {}", published.documents);
    let megabytes = published.changed_brotli_bytes as f64 / 1e6;
    println!("figure warehouse.every_lap_brotli_mb {megabytes:.2} MB");
    Ok(())
}

/// From one more lap of the last of some races, with its telemetry, to the documents; the best of some laps, the first
/// of which is `first`. The copies of a race have the laps that it had been given before.
fn one_more_lap(store: &Store, marts: &Path, races: i64, first: i64) -> anyhow::Result<f64> {
    let mut publisher = Publisher::new(&PublishOptions { to: marts.display().to_string() });
    publisher.publish(store.connection(), &Since::Everything)?;
    let mut lap = first - 1;
    best(ROUNDS, || {
        lap += 1;
        put_lap(store.connection(), lap, (races - 1) * FORTNIGHT_MS)?;
        let began = Instant::now();
        let report = build(store.connection(), &BuildOptions::default(), &Stop::default())?;
        ensure!(report.is_good(), "{}", report.to_table());
        let built = began.elapsed();
        let published = publisher.publish(store.connection(), &Since::Changes(report.changes.clone()))?;
        ensure!(0 < published.changed, "the lap is in no document");
        let (models, tests, took) = (report.models.len(), report.checks.len(), began.elapsed());
        eprintln!("lap {lap}: {models} models and {tests} tests in {built:.2?}, documents after {took:.2?}");
        Ok(took.as_secs_f64())
    })
}

/// One more lap of Norris, and its samples, four a second; the race is `shift_ms` after the recorded one.
fn put_lap(connection: &Connection, lap: i64, shift_ms: i64) -> anyhow::Result<()> {
    let zero = 1_742_094_442_619 + shift_ms;
    let start = 10_386_847 + (lap - 58) * 85_000;
    connection.execute_batch(&format!(
        "INSERT INTO stg_laps VALUES ('{{\"CreateTime\":1}}', json_object('Driver', 'NOR', 'LapNumber', {lap},
             'LapTime', 85000, 'Compound', 'INTERMEDIATE', 'TyreLife', {lap} - 44, 'FreshTyre', true,
             'Team', 'McLaren', 'LapStartTime', {start}, 'LapStartDate', {zero} + {start}, 'TrackStatus', '1',
             'Position', 1));
         INSERT INTO stg_telemetry
         SELECT '{{\"CreateTime\":1}}', json_object('Driver', 'NOR', 'Date', {zero} + {start} + i * 250,
             'SessionTime', {start} + i * 250, 'Lap', {lap}, 'Speed', 220, 'nGear', 7, 'Throttle', 100,
             'Brake', false, 'DRS', 0, 'X', 1000 + i, 'Y', 1000 + i, 'Z', 1)
         FROM range(340) t(i)"
    ))?;
    Ok(())
}

/// The season's calendar: each copy of the race is a round of it.
fn put_events(connection: &Connection) -> anyhow::Result<()> {
    connection.execute_batch(&format!(
        "INSERT INTO stg_jolpica_events
         SELECT 2025, i + 1, json_object('season', '2025', 'round', CAST(i + 1 AS VARCHAR), 'raceName', 'Race ' || i,
             'date', strftime(DATE '2025-03-16' + INTERVAL (14 * i) DAY, '%Y-%m-%d'), 'time', '04:00:00Z',
             'Circuit', json_object('circuitId', 'ring', 'circuitName', 'Ring')), now()::TIMESTAMP
         FROM range({RACES}) t(i)"
    ))?;
    Ok(())
}

/// Processor time of this process and of the children that it has waited for, s.
fn processor_s() -> anyhow::Result<f64> {
    let text = std::fs::read_to_string("/proc/self/stat")?;
    // Behind the name, which may hold spaces: utime, stime, cutime and cstime are the 14th to 17th field.
    let fields = text.rsplit(") ").next().context("no fields in /proc/self/stat")?;
    let ticks = fields.split(' ').skip(11).take(4).map(str::parse::<f64>);
    let sum: f64 = ticks.collect::<Result<Vec<_>, _>>()?.iter().sum();
    // Linux counts in hundredths whatever the machine.
    Ok(sum / 100.0)
}

/// The best of some measurements, in seconds.
fn best(rounds: usize, mut measure: impl FnMut() -> anyhow::Result<f64>) -> anyhow::Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..rounds {
        best = best.min(measure()?);
    }
    Ok(best)
}

fn unpack(packed: &Path, plain: &Path) -> anyhow::Result<()> {
    let mut decoder = zstd::Decoder::new(std::fs::File::open(packed)?)?;
    decoder.window_log_max(27)?;
    std::io::copy(&mut decoder, &mut std::fs::File::create(plain)?)?;
    Ok(())
}

/// `DuckDB`'s own reader of the same records, into tables of a file.
fn read_json(database: &Path, files: &[&PathBuf]) -> anyhow::Result<f64> {
    remove(database)?;
    let connection = Connection::open(database)?;
    let began = Instant::now();
    for (i, file) in files.iter().enumerate() {
        let sql = format!(
            "CREATE TABLE t{i} AS SELECT * FROM read_json('{}', format = 'newline_delimited')",
            file.display()
        );
        connection.execute_batch(&sql)?;
    }
    Ok(began.elapsed().as_secs_f64())
}

fn remove(database: &Path) -> anyhow::Result<()> {
    for file in [database.to_owned(), gridcast_warehouse::store::beside(database, "wal")] {
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    Ok(())
}

/// The program, from its start to its end.
fn sink_race(brokers: &str, prefix: &str, database: &Path) -> anyhow::Result<f64> {
    remove(database)?;
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_gridcast-warehouse"))
        .arg("--database")
        .arg(database)
        .args(["sink", "--until-end", "--brokers", brokers, "--topic-prefix", prefix])
        .output()?;
    ensure!(output.status.success(), "the sink failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(began.elapsed().as_secs_f64())
}

/// Publishes files into topics of their own; returns how many records that were.
fn fill_topics(brokers: &str, prefix: &str, files: &[(&str, &PathBuf)]) -> anyhow::Result<usize> {
    let mut config = ClientConfig::new();
    config.set("bootstrap.servers", brokers).set("compression.codec", "zstd");
    config.set("linger.ms", "20").set("queue.buffering.max.messages", "1000000");
    let admin: AdminClient<DefaultClientContext> = config.create()?;
    let names: Vec<String> = files.iter().map(|(topic, _)| format!("{prefix}{topic}")).collect();
    let topics = names.iter().map(|name| NewTopic::new(name, PARTITIONS, TopicReplication::Fixed(-1)));
    let topics: Vec<NewTopic<'_>> = topics.collect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    for made in runtime.block_on(admin.create_topics(&topics, &AdminOptions::new()))? {
        made.map_err(|(topic, code)| anyhow::anyhow!("cannot make {topic}: {code}"))?;
    }
    let producer: BaseProducer = config.create()?;
    let mut n = 0;
    for (name, (_, file)) in names.iter().zip(files) {
        for line in BufReader::new(std::fs::File::open(file)?).lines() {
            let line = line?;
            let key = line.split_once("\"Driver\":\"").and_then(|(_, rest)| rest.split('"').next());
            let key = key.context("a record without Driver")?;
            let mut next = BaseRecord::to(name).key(key).payload(line.as_bytes());
            while let Err((error, back)) = producer.send(next) {
                let is_full = matches!(error, KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull));
                ensure!(is_full, "cannot publish: {error}");
                producer.poll(Duration::from_millis(20));
                next = back;
            }
            n += 1;
        }
    }
    producer.flush(PATIENCE).context("not all was acknowledged")?;
    Ok(n)
}

/// All models anew, and their tests.
fn build_all(store: &Store) -> anyhow::Result<f64> {
    let options = BuildOptions { full_refresh: true, ..BuildOptions::default() };
    let report = build(store.connection(), &options, &Stop::default())?;
    ensure!(report.is_good(), "{}", report.to_table());
    Ok(report.took.as_secs_f64())
}

/// Size of each document, and of all of a race's page without telemetry.
fn sizes(marts: &Path) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut page = 0.0;
    for entry in std::fs::read_dir(marts)?.flatten().filter(|entry| entry.path().is_dir()) {
        for round in std::fs::read_dir(entry.path())?.flatten().filter(|round| round.path().is_dir()) {
            for name in ["result", "laps", "stints", "pit_stops", "pace", "bests", "track"] {
                let file = round.path().join(format!("race/{name}.json"));
                let raw = std::fs::metadata(&file)?.len() as f64 / 1024.0;
                let packed = std::fs::metadata(file.with_extension("json.br"))?.len() as f64 / 1024.0;
                writeln!(out, "figure warehouse.{name}_raw_kb {raw:.1} KB")?;
                writeln!(out, "figure warehouse.{name}_brotli_kb {packed:.1} KB")?;
                page += packed;
            }
        }
    }
    writeln!(out, "figure warehouse.race_docs_brotli_kb {page:.1} KB budget <= 150")?;
    Ok(())
}

/// Copies the race's records until there is a season of it: dates moved on, offsets behind those before.
fn copy_race(connection: &Connection) -> anyhow::Result<()> {
    for (table, date) in [("stg_laps", "LapStartDate"), ("stg_telemetry", "Date")] {
        connection.execute_batch(&format!("CREATE TEMP TABLE one AS SELECT * FROM {table}"))?;
        for copy in 1..RACES {
            let shift = copy * FORTNIGHT_MS;
            connection.execute_batch(&format!(
                "INSERT INTO {table}
                 SELECT json_merge_patch(record_metadata, json_object('offset',
                            CAST(record_metadata->>'$.offset' AS BIGINT) + {copy} * 1000000)),
                        CASE WHEN record_content->>'$.{date}' IS NULL THEN record_content
                             ELSE json_merge_patch(record_content, json_object('{date}',
                                 CAST(record_content->>'$.{date}' AS BIGINT) + {shift})) END
                 FROM one"
            ))?;
        }
        connection.execute_batch("DROP TABLE one")?;
    }
    Ok(())
}
