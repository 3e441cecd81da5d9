//! With a real broker: each record once, whatever happens to the sink.

use std::io::BufRead;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::producer::{BaseProducer, BaseRecord, Producer};
use rdkafka::util::Timeout;

use crate::{Place, recording, text_of, unique};

const WAIT: Duration = Duration::from_mins(1);

pub(crate) fn broker() -> Option<String> {
    let Ok(brokers) = std::env::var("GRIDCAST_KAFKA") else {
        assert!(std::env::var_os("GRIDCAST_REQUIRE_KAFKA").is_none(), "GRIDCAST_KAFKA is not set");
        eprintln!("skipped: GRIDCAST_KAFKA names no broker");
        return None;
    };
    Some(brokers)
}

/// Topics of a test, and a way to fill them.
pub(crate) struct Topics {
    brokers: String,
    prefix: String,
    producer: BaseProducer,
}

impl Topics {
    pub(crate) fn new(brokers: &str, name: &str, partitions: i32) -> Self {
        Self::on(brokers, &format!("{}_", unique(name)), partitions)
    }

    /// Topics whose names begin so.
    pub(crate) fn on(brokers: &str, prefix: &str, partitions: i32) -> Self {
        let (brokers, prefix) = (brokers.to_owned(), prefix.to_owned());
        let names = Self::names(&prefix);
        let topics = names.each_ref().map(|name| NewTopic::new(name, partitions, TopicReplication::Fixed(1)));
        let (admin, runtime) = Self::admin(&brokers);
        let made = runtime.block_on(admin.create_topics(&topics, &AdminOptions::new())).unwrap();
        assert!(made.iter().all(Result::is_ok), "{made:?}");
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", &brokers).set("compression.codec", "zstd");
        config.set("linger.ms", "20").set("queue.buffering.max.messages", "1000000");
        Self { brokers, prefix, producer: config.create().unwrap() }
    }

    fn names(prefix: &str) -> [String; 2] {
        ["tele", "laps"].map(|topic| format!("{prefix}{topic}"))
    }

    fn admin(brokers: &str) -> (AdminClient<DefaultClientContext>, tokio::runtime::Runtime) {
        let admin = ClientConfig::new().set("bootstrap.servers", brokers).create().unwrap();
        (admin, tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap())
    }

    pub(crate) fn send(&self, topic: &str, key: &str, value: Option<&[u8]>) {
        self.send_at(topic, key, value, None);
    }

    /// Sends under a time of the test's own, UTC ms.
    pub(crate) fn send_at(&self, topic: &str, key: &str, value: Option<&[u8]>, at_ms: Option<i64>) {
        let name = self.name(topic);
        let mut next = BaseRecord::<str, [u8]>::to(&name).key(key);
        next.timestamp = at_ms;
        if let Some(value) = value {
            next = next.payload(value);
        }
        while let Err((error, back)) = self.producer.send(next) {
            let is_full = matches!(error, KafkaError::MessageProduction(RDKafkaErrorCode::QueueFull));
            assert!(is_full, "{error}");
            self.producer.poll(Duration::from_millis(20));
            next = back;
        }
    }

    /// Sends to a partition of its own.
    pub(crate) fn send_to(&self, topic: &str, partition: i32, value: &str) {
        let name = self.name(topic);
        let record = BaseRecord::<str, [u8]>::to(&name).partition(partition).payload(value.as_bytes());
        self.producer.send(record).map_err(|(error, _)| error).unwrap();
    }

    /// Until everything has arrived, however much that is, or the client gives it up.
    pub(crate) fn flush(&self) {
        self.producer.flush(Timeout::Never).unwrap();
    }

    /// Sends in a transaction, whose marker takes the offset behind the last record.
    fn send_together(&self, topic: &str, values: &[String]) {
        let name = self.name(topic);
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", &self.brokers).set("transactional.id", &name);
        let producer: BaseProducer = config.create().unwrap();
        producer.init_transactions(WAIT).unwrap();
        producer.begin_transaction().unwrap();
        for value in values {
            producer.send(BaseRecord::<str, [u8]>::to(&name).payload(value.as_bytes())).unwrap();
        }
        producer.commit_transaction(WAIT).unwrap();
    }

    /// Deletes the topics and makes others of the same names.
    pub(crate) fn replace(self, partitions: i32) -> Self {
        let names = Self::names(&self.prefix);
        let (admin, runtime) = Self::admin(&self.brokers);
        let names = names.each_ref().map(String::as_str);
        let gone = runtime.block_on(admin.delete_topics(&names, &AdminOptions::new())).unwrap();
        assert!(gone.iter().all(Result::is_ok), "{gone:?}");
        // The controller has deleted them, and the broker takes records for them until it has heard of it.
        let is_there = || {
            let metadata = admin.inner().fetch_metadata(None, WAIT).unwrap();
            metadata.topics().iter().any(|topic| names.contains(&topic.name()))
        };
        let deadline = Instant::now() + WAIT;
        while is_there() {
            assert!(Instant::now() < deadline, "{names:?} are still there");
        }
        Self::on(&self.brokers, &self.prefix, partitions)
    }

    pub(crate) fn brokers(&self) -> &str {
        &self.brokers
    }

    pub(crate) fn prefix(&self) -> &str {
        &self.prefix
    }

    /// A topic's name.
    pub(crate) fn name(&self, topic: &str) -> String {
        format!("{}{topic}", self.prefix)
    }

    pub(crate) fn args(&self) -> [&str; 5] {
        ["sink", "--brokers", &self.brokers, "--topic-prefix", &self.prefix]
    }

    /// The sink up to the ends of the topics.
    pub(crate) fn catch_up(&self, place: &Place) -> String {
        place.run(&[self.args().as_slice(), &["--until-end"]].concat())
    }
}

/// A record that no other number's is; no driver has driven more than some hundred laps, so its lap time tells it.
pub(crate) fn lap(driver: &str, number: u32) -> String {
    format!(r#"{{"Driver":"{driver}","LapNumber":{},"LapTime":{number}}}"#, number % 256)
}

#[test]
fn a_sink_goes_on_where_it_ended_and_keeps_aside_what_is_no_record() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "goes-on", 3);
    let place = Place::new();
    topics.send("laps", "PIA", Some(lap("PIA", 1).as_bytes()));
    topics.send("laps", "PIA", Some(b"\xff\xfe"));
    topics.send("laps", "PIA", Some(br#"{"Driver":"PIA"}"#));
    // A tombstone is no record and no fault.
    topics.send("laps", "PIA", None);
    topics.flush();
    assert_eq!(topics.catch_up(&place).trim(), "1 records in staging, 2 rejected");
    assert_eq!(topics.catch_up(&place).trim(), "0 records in staging, 0 rejected");
    topics.send("laps", "PIA", Some(lap("PIA", 2).as_bytes()));
    topics.flush();
    assert_eq!(topics.catch_up(&place).trim(), "1 records in staging, 0 rejected");
    let metadata = "SELECT record_metadata->>'$.offset', record_metadata->>'$.key',
                    1500000000000 < CAST(record_metadata->>'$.CreateTime' AS BIGINT),
                    record_content->>'$.LapNumber' FROM stg_laps ORDER BY 1";
    assert_eq!(place.rows(metadata), ["0 PIA true 1", "4 PIA true 2"]);
    let rejected = "SELECT reason, hex(raw) FROM stg_rejected ORDER BY \"offset\"";
    assert_eq!(place.rows(rejected), ["not_json FFFE", "wrong_fields 7B22447269766572223A22504941227D"]);
}

#[test]
fn a_topic_that_ends_in_a_marker_does_not_end_another() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "marker", 1);
    topics.send_together("laps", &[lap("PIA", 1)]);
    for second in 0..3 {
        let samples = (0..60_i64).map(|i| {
            let date = 1_742_097_600_000 + second * 1000 + i * 16;
            format!(r#"{{"Date":{date},"Driver":"PIA","Speed":270.0,"X":1.0,"Y":2.0,"Z":3.0}}"#)
        });
        topics.send_together("tele", &samples.collect::<Vec<_>>());
    }
    // The client takes one of the three at a time and pauses after it, so that for seconds nothing comes while the
    // end of the other topic is known. It pauses by how much waits in its queue, where its reports wait too while the
    // topics are looked at, so that fewer would let it pause for ever.
    let words = ["--until-end", "--property", "fetch.message.max.bytes=8000", "--property"];
    let slow =
        [&words[..], &["queued.min.messages=30", "--property", "fetch.queue.backoff.ms=4000"]].concat();
    let place = Place::new();
    let said = place.run(&[topics.args().as_slice(), &slow].concat());
    assert_eq!(said.trim(), "181 records in staging, 0 rejected");
    assert_eq!(place.number("SELECT count(*) FROM stg_telemetry"), 180);
    assert_eq!(topics.catch_up(&place).trim(), "0 records in staging, 0 rejected");
}

/// A sink that follows, its log piped.
pub(crate) fn follow(topics: &Topics, place: &Place) -> Child {
    place.warehouse().args(topics.args()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Tells a program to stop in order.
pub(crate) fn terminate(child: &Child) {
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
}

#[test]
fn a_sink_that_follows_stops_when_told_and_has_what_came() {
    let Some(brokers) = broker() else { return };
    let topics = Topics::new(&brokers, "follows", 3);
    let place = Place::new();
    for number in 1..=100 {
        topics.send("laps", "NOR", Some(lap("NOR", number).as_bytes()));
    }
    topics.flush();
    let mut child = follow(&topics, &place);
    // The lock's file is there once the database is open; a second instance is told so.
    let deadline = Instant::now() + WAIT;
    let lock = place.path("w.duckdb.lock");
    while std::fs::read_to_string(&lock).unwrap_or_default() != child.id().to_string() {
        assert!(Instant::now() < deadline, "the sink did not open its database");
        std::thread::yield_now();
    }
    let second = place.warehouse().args(topics.args()).output().unwrap();
    assert!(!second.status.success());
    assert!(text_of(&second).contains(&format!("in use by process {}", child.id())), "{}", text_of(&second));
    // SIGTERM ends it in order.
    terminate(&child);
    assert!(child.wait().unwrap().success());
    let lines: Vec<String> =
        std::io::BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap).collect();
    assert!(lines.iter().any(|line| line.contains("stopped")), "{lines:?}");
    topics.catch_up(&place);
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 100);
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn a_whole_race_is_in_staging_once_after_twenty_kills() {
    let Some(brokers) = broker() else { return };
    let (Some(tele), Some(laps)) =
        (recording("tele/2025_australia_race.jsonl.zst"), recording("laps/2025_australia_race.jsonl"))
    else {
        return;
    };
    let topics = Topics::new(&brokers, "kills", 20);
    let mut n_sent = 0;
    for (topic, file) in [("laps", laps), ("tele", tele)] {
        let bytes = std::fs::read(&file).unwrap();
        let text: Box<dyn BufRead> = if file.extension().is_some_and(|ending| ending == "zst") {
            let mut decoder = zstd::Decoder::with_buffer(bytes.as_slice()).unwrap();
            decoder.window_log_max(27).unwrap();
            Box::new(std::io::BufReader::new(decoder))
        } else {
            Box::new(std::io::Cursor::new(bytes))
        };
        for line in text.lines() {
            let line = line.unwrap();
            let (_, rest) = line.split_once("\"Driver\":\"").unwrap();
            topics.send(topic, rest.split('"').next().unwrap(), Some(line.as_bytes()));
            n_sent += 1;
        }
    }
    topics.flush();
    assert_eq!(n_sent, 927 + 751_872);

    let mut place = Place::new();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut n_kills, mut n_in_flight) = (0, 0);
    while n_kills < 20 {
        // Some chunks into a run, the sink is killed while it says that rows are in flight. A batch has thirty.
        let mut more = random.below(40);
        let mut child = place
            .warehouse()
            .args(topics.args())
            .arg("--until-end")
            .env("GRIDCAST_LOG", "debug")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = std::io::BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
        let is_due = |line: String| {
            let is_in_flight = line.contains("rows in flight");
            let is_due = is_in_flight && more == 0;
            more -= u64::from(is_in_flight && !is_due);
            is_due
        };
        if !log.by_ref().any(is_due) {
            // It has read all there is: from the beginning again.
            assert!(child.wait().unwrap().success());
            place = Place::new();
            continue;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it still said before it went: a commit may have come between.
        let last =
            log.filter(|line| line.contains("rows in flight") || line.contains("rows committed")).last();
        n_in_flight += usize::from(last.is_none_or(|line| line.contains("rows in flight")));
        n_kills += 1;
    }
    assert!(10 <= n_in_flight, "only {n_in_flight} of {n_kills} kills hit rows in flight");
    topics.catch_up(&place);
    assert_eq!(place.number("SELECT count(*) FROM stg_laps"), 927);
    assert_eq!(place.number("SELECT count(*) FROM stg_telemetry"), 751_872);
    assert_eq!(place.number("SELECT count(*) FROM stg_rejected"), 0);
    for table in ["stg_laps", "stg_telemetry"] {
        let sql = format!("SELECT count(*) - count(DISTINCT record_metadata) FROM {table}");
        assert_eq!(place.number(&sql), 0, "{table}");
    }
    assert_eq!(place.number("SELECT sum(next_offset) FROM stg_offsets"), 927 + 751_872);
}
