//! A real broker: `GRIDCAST_KAFKA=host:port`. Without one these say that they skip, unless
//! `GRIDCAST_REQUIRE_KAFKA=1`. Every test has topics of its own.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use gridcast_shared::topics::Topic;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::ClientConfig;
use rdkafka::producer::{DeliveryFuture, FutureProducer, FutureRecord};
use rdkafka::types::RDKafkaErrorCode;

use crate::support::{
    Answer, PATIENCE, START_MS, Spectator, TestGateway, each_recorded, get, listed, manifest, recorded_until,
    sample, start, until,
};

/// A broker, and topics of one test's own.
pub(crate) struct Topics {
    pub(crate) brokers: String,
    pub(crate) prefix: String,
    producer: FutureProducer,
}

impl Topics {
    /// `None` where there is no broker.
    pub(crate) fn new(name: &str) -> Option<Self> {
        let Ok(brokers) = std::env::var("GRIDCAST_KAFKA") else {
            assert!(std::env::var_os("GRIDCAST_REQUIRE_KAFKA").is_none(), "GRIDCAST_KAFKA is not set");
            eprintln!("skipped: GRIDCAST_KAFKA names no broker");
            return None;
        };
        Some(Self::on(brokers, name))
    }

    /// On another broker than the one that all tests share.
    pub(crate) fn on(brokers: String, name: &str) -> Self {
        let nanos = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
        let producer = ClientConfig::new()
            .set("bootstrap.servers", &brokers)
            .set("enable.idempotence", "true")
            .create()
            .unwrap();
        Self { brokers, prefix: format!("it-{name}-{nanos}_"), producer }
    }

    pub(crate) async fn create(&self, names: &[&str], partitions: i32) {
        let admin = self.admin();
        let names: Vec<String> = names.iter().map(|name| self.name(name)).collect();
        let topics = names.iter().map(|name| NewTopic::new(name, partitions, TopicReplication::Fixed(1)));
        for result in
            admin.create_topics(topics.collect::<Vec<_>>().iter(), &AdminOptions::new()).await.unwrap()
        {
            result.unwrap();
        }
    }

    /// Deletes topics, and waits until the broker knows that.
    pub(crate) async fn delete(&self, names: &[&str]) {
        let admin = self.admin();
        let names: Vec<String> = names.iter().map(|name| self.name(name)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        for result in admin.delete_topics(&names, &AdminOptions::new()).await.unwrap() {
            result.unwrap();
        }
        let deadline = Instant::now() + PATIENCE;
        let is_there = || {
            let metadata = admin.inner().fetch_metadata(None, PATIENCE).unwrap();
            metadata.topics().iter().any(|topic| names.contains(&topic.name()))
        };
        while is_there() {
            assert!(Instant::now() < deadline, "{names:?} are still there");
        }
    }

    fn admin(&self) -> AdminClient<DefaultClientContext> {
        ClientConfig::new().set("bootstrap.servers", &self.brokers).create().unwrap()
    }

    /// A topic's name.
    pub(crate) fn name(&self, topic: &str) -> String {
        format!("{}{topic}", self.prefix)
    }

    /// Publishes one value, acknowledged.
    pub(crate) async fn publish(&self, topic: &str, key: &str, value: &str) {
        let topic = self.name(topic);
        let record = FutureRecord::to(&topic).key(key).payload(value);
        self.producer.send(record, Duration::from_secs(30)).await.unwrap();
    }

    /// Hands a record to the producer, which waits for room where there is none.
    pub(crate) async fn hand_over(&self, topic: Topic, key: &str, value: &[u8]) {
        let topic = self.name(topic.default_name().trim_start_matches("f1_"));
        loop {
            let record = FutureRecord::to(&topic).key(key).payload(value);
            match self.producer.send_result(record) {
                Ok(_acknowledged_later) => return,
                Err((error, _)) if error.rdkafka_error_code() == Some(RDKafkaErrorCode::QueueFull) => {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
                Err((error, _)) => panic!("{error}"),
            }
        }
    }

    /// Publishes a made-up session: so many seconds of two cars from a date on.
    pub(crate) async fn publish_run(&self, start_ms: i64, seconds: i64) {
        self.publish_cars(&["VER", "NOR"], start_ms, seconds).await;
    }

    /// The same of these cars, as fast as it goes.
    pub(crate) async fn publish_cars(&self, drivers: &[&str], start_ms: i64, seconds: i64) {
        self.publish_stamped(drivers, start_ms, seconds, None).await;
    }

    /// The same as if published at this moment, UTC ms.
    pub(crate) async fn publish_stamped(
        &self,
        drivers: &[&str],
        start_ms: i64,
        seconds: i64,
        at_ms: Option<i64>,
    ) {
        self.acknowledged(self.send_cars(drivers, start_ms, seconds, |_| at_ms)).await;
    }

    /// Hands so many seconds of these cars to the client, under times of publication by their dates.
    pub(crate) fn send_cars(
        &self,
        drivers: &[&str],
        start_ms: i64,
        seconds: i64,
        at_ms: impl Fn(i64) -> Option<i64>,
    ) -> Vec<DeliveryFuture> {
        let mut sent = Vec::new();
        for i in 0..seconds * 5 {
            let date_ms = start_ms + i * 200;
            for driver in drivers {
                sent.push(self.send("tele", driver, &sample(date_ms, driver, i * 150), at_ms(date_ms)));
            }
        }
        sent
    }

    /// Hands what is told beside the samples of these seconds of a session to the client: of each car the timing each
    /// second, and the record of each lap of 80 s.
    pub(crate) fn send_beside(
        &self,
        drivers: &[&str],
        start_ms: i64,
        seconds: std::ops::Range<i64>,
    ) -> Vec<DeliveryFuture> {
        let mut sent = Vec::new();
        for (second, (place, driver)) in
            seconds.flat_map(|second| (1..).zip(drivers).map(move |car| (second, car)))
        {
            let (date_ms, laps) = (start_ms + second * 1000, second / 80);
            let timing = format!(
                r#"{{"Date":{date_ms},"Driver":"{driver}","Position":{place},"NumberOfLaps":{laps}}}"#
            );
            sent.push(self.send("timing", driver, &timing, None));
            if 0 < laps && second % 80 == 0 {
                sent.push(self.send("laps", driver, &lap(driver, laps, date_ms), None));
            }
        }
        sent
    }

    /// Hands one value to the client, under a time of publication if one is given.
    pub(crate) fn send(&self, topic: &str, key: &str, value: &str, at_ms: Option<i64>) -> DeliveryFuture {
        let topic = self.name(topic);
        let mut record = FutureRecord::to(&topic).key(key).payload(value);
        record.timestamp = at_ms;
        self.producer.send_result(record).unwrap()
    }

    /// Hands one value for a partition to the client.
    pub(crate) fn send_to(&self, topic: &str, partition: i32, value: &str) -> DeliveryFuture {
        let topic = self.name(topic);
        let record = FutureRecord::<str, str>::to(&topic).partition(partition).payload(value);
        self.producer.send_result(record).unwrap()
    }

    /// Waits until the broker has all of it.
    pub(crate) async fn acknowledged(&self, sent: Vec<DeliveryFuture>) {
        for one in sent {
            one.await.unwrap().unwrap();
        }
    }

    pub(crate) async fn start(&self) -> TestGateway {
        start(&["--source", "kafka", "--kafka", &self.brokers, "--topic-prefix", &self.prefix]).await
    }
}

/// The record of a lap of 80 s that ended then.
pub(crate) fn lap(driver: &str, number: i64, end_ms: i64) -> String {
    let start_ms = end_ms - 80_000;
    format!(r#"{{"Driver":"{driver}","LapNumber":{number}.0,"LapTime":80000,"LapStartDate":{start_ms}}}"#)
}

/// Whether a recording of laps of 80 s has each chunk, in each of which the race is as it was then: no lap is told that
/// was not driven yet, and all that were are told in the end.
pub(crate) async fn is_as_it_was(address: std::net::SocketAddr, session: &str, start_ms: i64) -> i64 {
    let numbers: Vec<u32> =
        manifest(address, session).await.chunks.iter().map(|(number, _)| *number).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "chunks are left out: {numbers:?}");
    let mut newest = 0;
    each_recorded(address, session, |state, frame| {
        let lap = i64::from(state.status.lap);
        let at_s = (frame.date_ms - start_ms) / 1000;
        // What is told of the next two seconds is as good as now.
        assert!(lap <= (at_s + 2) / 80 + 1, "lap {lap} is told {at_s} s after the start");
        newest = lap;
    })
    .await;
    newest
}

/// The counter of a driver's samples, as `/metrics` has it.
pub(crate) fn samples(driver: &str, n: usize) -> String {
    format!("gridcast_samples_total{{driver=\"{driver}\"}} {n}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_backlog_is_rebuilt_and_then_followed() {
    let Some(topics) = Topics::new("backlog") else { return };
    topics.create(&["tele", "laps"], 5).await;
    topics.publish_run(START_MS, 30).await;
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", |answer| answer.status == 200).await;
    let mut spectator = Spectator::join(gateway.address).await;
    while spectator.n_samples < 2 {
        assert!(spectator.next().await);
    }
    let before = spectator.n_samples;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 150))).await;
    topics.publish_run(START_MS + 30_000, 10).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 200))).await;
    while spectator.n_samples < before + 100 {
        assert!(spectator.next().await);
    }
    let live = get(gateway.address, "/api/live", &[]).await.json();
    assert_eq!(live["session"]["id"], format!("t{START_MS}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_of_the_same_dates_is_shown_as_new() {
    let Some(topics) = Topics::new("second") else { return };
    topics.create(&["tele", "session"], 4).await;
    topics.publish_run(START_MS, 100).await;
    let gateway = topics.start().await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("NOR", 500))).await;
    topics.publish_run(START_MS, 20).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("NOR", 100))).await;
    let record = format!(r#"{{"Session":"2025-01-race","StartDate":{START_MS},"Event":"Made up"}}"#);
    topics.publish("session", "2025-01-race", &record).await;
    let live =
        until(gateway.address, "/api/live", |answer| answer.json()["session"]["event"] == "Made up").await;
    // Each has a name of its own, and keeps it.
    let name = format!("t{START_MS}-run2");
    assert_eq!(live.json()["session"]["id"], name.as_str());
    let sessions = get(gateway.address, "/api/sessions/index.json", &[]).await;
    assert_eq!(listed(&sessions), [name, format!("t{START_MS}")]);
}

pub(crate) const FIELD: [&str; 10] = ["VER", "NOR", "PIA", "LEC", "HAM", "RUS", "ALO", "GAS", "SAI", "TSU"];

#[tokio::test(flavor = "multi_thread")]
async fn a_race_published_at_full_speed_is_one_race_and_nobody_is_let_go_for_it() {
    let Some(topics) = Topics::new("fast") else { return };
    topics.create(&["tele", "session", "timing", "laps"], 20).await;
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", |answer| answer.status == 200).await;
    let mut spectator = Spectator::join(gateway.address).await;
    let record = format!(r#"{{"Session":"2025-01-race","StartDate":{START_MS}}}"#);
    topics.publish("session", "2025-01-race", &record).await;
    let seconds = 1200;
    let mut sent = Vec::new();
    for second in 0..seconds {
        sent.extend(topics.send_beside(&FIELD, START_MS, second..second + 1));
        sent.extend(topics.send_cars(&FIELD, START_MS + second * 1000, 1, |_| None));
    }
    let n = (seconds * 5) as usize;
    let is_all = |text: &str| FIELD.iter().all(|driver| text.contains(&samples(driver, n)));
    let published = async {
        topics.acknowledged(sent).await;
        until(gateway.address, "/metrics", |answer| is_all(&answer.text())).await.text()
    };
    // The spectator reads meanwhile, or it would be one who does not.
    let watched = spectator.until_date(START_MS + seconds * 1000 - 200);
    let (text, ()) = tokio::join!(published, watched);
    assert!(text.contains("gridcast_sessions_total 1\n"), "{text}");
    assert!(text.contains("gridcast_queue_overflows_total 0\n"), "{text}");
    let mut recorded = recorded_until(gateway.address, "2025-01-race", n * FIELD.len()).await;
    assert_eq!(recorded.len(), n * FIELD.len());
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), n * FIELD.len(), "each sample once");
    assert_eq!(is_as_it_was(gateway.address, "2025-01-race", START_MS).await, seconds / 80);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_sessions_at_once_the_one_that_goes_on_is_shown_and_both_are_recorded() {
    let Some(topics) = Topics::new("beside") else { return };
    topics.create(&["tele", "session"], 4).await;
    let gateway = topics.start().await;
    let other_ms = START_MS + 7 * 86_400_000;
    for (id, start_ms) in [("first", START_MS), ("other", other_ms)] {
        let record = format!(r#"{{"Session":"{id}","StartDate":{start_ms}}}"#);
        topics.publish("session", id, &record).await;
    }
    let is_shown = |id: &'static str| move |answer: &Answer| answer.json()["session"]["id"] == id;
    topics.publish_run(START_MS, 10).await;
    until(gateway.address, "/api/live", is_shown("first")).await;
    // The first goes on before the other has begun and after it, with nothing between that would be a silence.
    let mut sent = topics.send_cars(&["VER", "NOR"], START_MS + 10_000, 1, |_| None);
    sent.extend(topics.send_cars(&["VER", "NOR"], other_ms, 10, |_| None));
    sent.extend(topics.send_cars(&["VER", "NOR"], START_MS + 11_000, 9, |_| None));
    topics.acknowledged(sent).await;
    let index = "/api/sessions/index.json";
    until(gateway.address, index, |answer| listed(answer) == ["other", "first"]).await;
    assert!(is_shown("first")(&get(gateway.address, "/api/live", &[]).await));
    // It falls silent while the other goes on, second by second, until that is shown; and the same the other way.
    let mut n = [20, 10];
    for (i, id, from_ms) in [(1, "other", other_ms), (0, "first", START_MS)] {
        let began = std::time::Instant::now();
        while !is_shown(id)(&get(gateway.address, "/api/live", &[]).await) {
            assert!(began.elapsed() < PATIENCE, "{id} is not shown");
            topics.publish_run(from_ms + n[i] * 1000, 1).await;
            n[i] += 1;
        }
    }
    for (id, seconds) in [("first", n[0]), ("other", n[1])] {
        let got = recorded_until(gateway.address, id, (seconds * 10) as usize).await;
        assert_eq!(got.len(), (seconds * 10) as usize, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_that_appear_later_are_read_from_their_beginning() {
    let Some(topics) = Topics::new("later") else { return };
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", |answer| answer.status == 200).await;
    topics.create(&["tele"], 3).await;
    topics.publish_run(START_MS, 10).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 50))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_records_are_counted_by_reason_and_survived() {
    let Some(topics) = Topics::new("bad") else { return };
    topics.create(&["tele", "laps"], 2).await;
    // The very first would begin a race, with whose dates nobody can reckon.
    topics.publish("tele", "VER", &sample(i64::MIN, "VER", 0)).await;
    topics.publish("laps", "VER", r#"{"Driver":"VER","LapNumber":1e10}"#).await;
    topics.publish_run(START_MS, 5).await;
    let future = sample(4_000_000_000_000, "VER", 0);
    let long = format!(r#"{{"Date":{START_MS},"Driver":"VER","Note":"{}"}}"#, "x".repeat(700_000));
    for value in [
        "no json at all",
        "",
        r#"{"Date":1,"Driver":"VER","X":"far"}"#,
        r#"{"Date":1742097601000,"X":1.0}"#,
        r#"{"Date":1742097601000,"Driver":"VER","X":NaN}"#,
        r#"{"Date":1742097601000,"Driver":"VER","Version":9}"#,
        &future,
        &long,
    ] {
        topics.publish("tele", "VER", value).await;
    }
    topics.publish_run(START_MS + 5000, 5).await;
    // A driver nobody knew is a new car.
    topics.publish("tele", "NEW", &sample(START_MS + 10_000, "NEW", 5)).await;
    for i in 0..40 {
        let driver = format!("C{i:02}");
        topics.publish("tele", &driver, &sample(START_MS + 10_200, &driver, 5)).await;
    }
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", |answer| answer.status == 200).await;
    let is_done = |text: &str| text.contains(&samples("NEW", 1)) && text.contains(&samples("C28", 1));
    let text = until(gateway.address, "/metrics", |answer| is_done(&answer.text())).await.text();
    assert!(text.contains(&samples("VER", 50)), "{text}");
    for (reason, n) in [
        ("not_json", 2),
        ("wrong_fields", 2),
        ("not_a_number", 1),
        ("unknown_version", 1),
        ("out_of_range", 2),
        ("from_the_future", 1),
        ("too_long", 1),
        ("too_many_cars", 11),
    ] {
        let line = format!("gridcast_rejects_total{{reason=\"{reason}\"}} {n}\n");
        assert!(text.contains(&line), "{line} in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_broker_it_starts_and_says_so() {
    let gateway = start(&["--source", "kafka", "--kafka", "127.0.0.1:1"]).await;
    let answer = get(gateway.address, "/readyz", &[]).await;
    assert_eq!(answer.status, 503);
    assert!(answer.json()["detail"].as_str().unwrap().starts_with("the source cannot be reached"));
    assert_eq!(get(gateway.address, "/healthz", &[]).await.status, 200);
    let mut spectator = Spectator::join(gateway.address).await;
    while spectator.notices.is_empty() {
        assert!(spectator.next().await);
    }
    assert_eq!(spectator.notices, [gridcast_shared::wire::Notice::SourceAway]);
}
