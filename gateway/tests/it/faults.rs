//! What a broker can do to a gateway, with real brokers: topics that may not be read, topics made anew, a network
//! that is cut, a broker that restarts or advertises an address that leads nowhere.

use std::time::{Duration, Instant};

use gridcast_kafka::node::{self, Deed, Node, Passage};
use gridcast_kafka::secured::{Secured, USER};
use gridcast_shared::topics::{Topic, TopicSet};
use gridcast_shared::wire::Notice;

use crate::kafka::{Topics, samples};
use crate::proxied::ProxiedBroker;
use crate::support::{
    Answer, PATIENCE, START_MS, Spectator, TestGateway, get, listed, recorded, sample, start, until,
};

fn is_ready(answer: &Answer) -> bool {
    answer.status == 200
}

/// Waits until the gateway says that it is not ready, with these words, and prints how long that took: ten seconds are
/// promised, of a machine that has nothing else to do.
async fn not_ready(gateway: &TestGateway, words: &[&str]) -> String {
    let began = Instant::now();
    let says =
        |answer: &Answer| answer.status == 503 && words.iter().all(|word| answer.text().contains(word));
    let answer = until(gateway.address, "/readyz", says).await;
    eprintln!("{words:?}: said after {:.1} s", began.elapsed().as_secs_f64());
    answer.text()
}

/// A counter of `f1_tele`.
fn count(answer: &Answer, counter: &str) -> i64 {
    let text = answer.text();
    let line = format!("gridcast_{counter}_total{{topic=\"f1_tele\"}} ");
    let value = text.split_once(&line).and_then(|(_, rest)| rest.lines().next());
    value.map_or(0, |value| value.parse().unwrap())
}

/// Dates of all samples on all recordings from a date on, in order, once there are so many.
async fn recorded_since(gateway: &TestGateway, from_ms: i64, n: usize) -> Vec<i64> {
    let began = Instant::now();
    loop {
        let mut dates = Vec::new();
        let sessions = get(gateway.address, "/api/sessions/index.json", &[]).await;
        for session in listed(&sessions) {
            let samples = recorded(gateway.address, &session).await;
            dates.extend(
                samples.into_iter().map(|(date_ms, _)| date_ms).filter(|date_ms| from_ms <= *date_ms),
            );
        }
        if n <= dates.len() {
            dates.sort_unstable();
            return dates;
        }
        assert!(began.elapsed() < PATIENCE, "{} of {n} samples are recorded", dates.len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn has_samples(gateway: &TestGateway, n: usize) {
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", n))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_that_may_not_be_read_is_named_and_holds_up_nothing() {
    let Some(topics) = Topics::new("refused") else { return };
    topics.create(&["tele", "laps", "weather"], 2).await;
    topics.publish_run(START_MS, 10).await;
    let (tele, laps, weather) = (topics.name("tele"), topics.name("laps"), topics.name("weather"));
    node::forbid(&topics.brokers, &laps, Deed::Read);
    node::forbid(&topics.brokers, &weather, Deed::Describe);
    let gateway = topics.start().await;
    not_ready(&gateway, &["not all can be read", &laps, &weather, "uthorization failed"]).await;
    has_samples(&gateway, 50).await;
    let live = get(gateway.address, "/api/live", &[]).await.json();
    assert_eq!((&live["source"], live["cars"].as_array().unwrap().len()), (&"incomplete".into(), 2));
    let metrics = get(gateway.address, "/metrics", &[]).await.text();
    assert!(metrics.contains("gridcast_unreadable{topic=\"f1_laps\"} 1\n"), "{metrics}");
    let mut spectator = Spectator::join(gateway.address).await;
    let unreadable: TopicSet = [Topic::Laps, Topic::Weather].into_iter().collect();
    while !spectator.notices.contains(&Notice::Unreadable(unreadable)) {
        assert!(spectator.next().await);
    }

    // It heals by itself. Whoever hears nothing for a minute is not ready, so something is published before.
    node::permit(&topics.brokers, &laps);
    node::permit(&topics.brokers, &weather);
    topics.publish_run(START_MS + 10_000, 10).await;
    until(gateway.address, "/readyz", is_ready).await;

    // The same while all is followed.
    node::forbid(&topics.brokers, &tele, Deed::Read);
    not_ready(&gateway, &["not all can be read", &tele]).await;
    node::permit(&topics.brokers, &tele);
    topics.publish_run(START_MS + 20_000, 10).await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 150).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partition_whose_disk_is_gone_is_named_and_holds_up_nothing() {
    // A node of two disks that looks at them often.
    let Some(mut node) = Node::prepare() else { return };
    let [one, disk, away] = ["one", "two", "away"].map(|name| node.folder().join(name));
    let log_dirs = format!("{},{}", one.display(), disk.display());
    let disks = [("log.dirs", log_dirs.as_str()), ("log.flush.offset.checkpoint.interval.ms", "200")];
    node.run(&disks);
    let topics = Topics::on(node.address(), "disk");
    topics.create(&["tele"], 2).await;
    let cars = [("VER", 0), ("NOR", 1)];
    let publish = |car: (&'static str, i32), from: i64| {
        let values = (from..from + 50).map(move |i| sample(START_MS + i * 200, car.0, i));
        values.map(|value| topics.send_to("tele", car.1, &value)).collect::<Vec<_>>()
    };
    for car in cars {
        topics.acknowledged(publish(car, 0)).await;
    }
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", is_ready).await;
    // Each disk has one of the partitions.
    let is_lost =
        |(_, partition): &(_, i32)| disk.join(format!("{}-{partition}", topics.name("tele"))).is_dir();
    let (lost, kept): (Vec<_>, Vec<_>) = cars.into_iter().partition(is_lost);
    let (lost, kept) = (lost[0], kept[0]);
    std::fs::rename(&disk, &away).unwrap();
    let named = format!("{} partition {}", topics.name("tele"), lost.1);
    not_ready(&gateway, &["not all can be read", &named]).await;
    topics.acknowledged(publish(kept, 50)).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples(kept.0, 100))).await;

    // It heals with the disk.
    node.stop();
    std::fs::remove_dir_all(&disk).ok();
    std::fs::rename(&away, &disk).unwrap();
    node.run(&disks);
    topics.acknowledged(publish(lost, 50)).await;
    until(gateway.address, "/readyz", is_ready).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples(lost.0, 100))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_made_anew_are_read_from_their_beginning_however_long_they_have_grown() {
    let Some(topics) = Topics::new("anew") else { return };
    topics.create(&["tele", "laps"], 1).await;
    topics.publish_run(START_MS, 10).await;
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 50).await;
    let mut n_records = 100;
    // Longer, so that reading goes on at the old offset; longer still, and in other partitions; and shorter.
    for (week, (partitions, seconds)) in (1..).zip([(1, 60), (2, 300), (3, 5)]) {
        topics.delete(&["tele"]).await;
        topics.create(&["tele"], partitions).await;
        let start_ms = START_MS + week * 7 * 86_400_000;
        topics.publish_run(start_ms, seconds).await;
        until(gateway.address, "/metrics", |answer| count(answer, "topics_gone") == week).await;
        // Each partition is read in order: when these have come, all before them have.
        topics.publish_run(start_ms + seconds * 1000, 1).await;
        n_records += (seconds + 1) * 10;
        until(gateway.address, "/metrics", |answer| n_records <= count(answer, "records")).await;
        let published = (0..(seconds + 1) * 10).map(|i| start_ms + i / 2 * 200).collect::<Vec<_>>();
        let dates = recorded_since(&gateway, start_ms, published.len()).await;
        assert_eq!(dates, published, "week {week}: each sample once");
        let metrics = get(gateway.address, "/metrics", &[]).await;
        assert_eq!((count(&metrics, "records"), count(&metrics, "topics_gone")), (n_records, week));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_twice_when_the_network_is_cut_or_the_broker_restarts() {
    let Some(mut broker) = ProxiedBroker::start("cut") else { return };
    broker.topics.create(&["tele", "laps"], 3).await;
    broker.topics.publish_run(START_MS, 10).await;
    let gateway = broker.gateway().await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 50).await;
    let mut spectator = Spectator::join(gateway.address).await;
    let stays = tokio::spawn(async move { spectator.until_samples(400).await });
    for (i, passage) in (1..).zip([Passage::Closed, Passage::Blackhole]) {
        broker.proxy.set(passage);
        not_ready(&gateway, &["the source cannot be reached"]).await;
        broker.topics.publish_run(START_MS + i * 10_000, 10).await;
        broker.proxy.set(Passage::Open);
        until(gateway.address, "/readyz", is_ready).await;
        has_samples(&gateway, 50 + 50 * i as usize).await;
    }
    broker.stop();
    not_ready(&gateway, &["the source cannot be reached"]).await;
    broker.run();
    broker.topics.publish_run(START_MS + 30_000, 10).await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 200).await;
    stays.await.unwrap();
    let published = (0..400).map(|i| START_MS + i / 2 * 200).collect::<Vec<_>>();
    assert_eq!(recorded_since(&gateway, START_MS, published.len()).await, published, "each sample once");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_leads_nowhere_is_named_and_heals_when_it_is_mended() {
    let wrong = [("advertised.listeners", "PLAINTEXT://nowhere.invalid:9092")];
    let Some(mut broker) = Node::start(&wrong) else { return };
    let address = broker.address();
    let gateway = start(&["--source", "kafka", "--kafka", &address]).await;
    not_ready(&gateway, &["the source cannot be reached", "nowhere.invalid:9092"]).await;
    broker.stop();
    broker.run(&[]);
    until(gateway.address, "/readyz", is_ready).await;
    let mut topics = Topics::on(address, "mended");
    topics.prefix = "f1_".to_owned();
    topics.create(&["tele"], 3).await;
    topics.publish_run(START_MS, 10).await;
    has_samples(&gateway, 50).await;
    // The same while it is followed.
    broker.stop();
    broker.run(&wrong);
    not_ready(&gateway, &["nowhere.invalid:9092"]).await;
    broker.stop();
    broker.run(&[]);
    topics.publish_run(START_MS + 10_000, 10).await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sasl_and_tls_are_spoken_and_a_wrong_password_is_said() {
    let Some(secured) = Secured::start() else { return };
    let topics = Topics::on(secured.node.address(), "secured");
    topics.create(&["tele"], 2).await;
    topics.publish_run(START_MS, 10).await;
    let words = ["--source", "kafka", "--topic-prefix", &topics.prefix, "--kafka"];
    let ca = secured.ca.display().to_string();
    let over_tls = [&secured.tls, "--kafka-security", "ssl", "--kafka-ca", &ca];
    let gateway = start(&[&words[..], &over_tls].concat()).await;
    has_samples(&gateway, 50).await;

    let sasl = [&secured.sasl, "--kafka-security", "sasl_plaintext", "--kafka-mechanism", "PLAIN"];
    let password_file = secured.password_file.display().to_string();
    let user = ["--kafka-username", USER, "--kafka-password-file", &password_file];
    let gateway = start(&[&words[..], &sasl, &user].concat()).await;
    has_samples(&gateway, 50).await;

    std::fs::write(&password_file, "another").unwrap();
    let gateway = start(&[&words[..], &sasl, &user].concat()).await;
    not_ready(&gateway, &["the source cannot be reached", "uthentication failed"]).await;
}
