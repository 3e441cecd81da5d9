//! What a broker can do to a gateway, with real brokers: topics that may not be read, topics made anew, a network
//! that is cut, a broker that restarts or advertises an address that leads nowhere.

use std::time::{Duration, Instant};

use gridcast_kafka::node::{self, Deed, Node, Passage, Proxy};
use gridcast_kafka::secured::{Secured, USER};
use gridcast_shared::topics::{Topic, TopicSet};
use gridcast_shared::wire::Notice;

use crate::kafka::{Topics, samples};
use crate::support::{Answer, START_MS, Spectator, TestGateway, get, start, until};

/// Within this it is said what is wrong.
const SAID_WITHIN: Duration = Duration::from_secs(10);
/// A session that is none of the first one's.
const NEXT_WEEK_MS: i64 = START_MS + 7 * 86_400_000;

fn is_ready(answer: &Answer) -> bool {
    answer.status == 200
}

/// Waits until the gateway says that it is not ready, with these words, in time.
async fn not_ready(gateway: &TestGateway, words: &[&str]) -> String {
    let began = Instant::now();
    let says =
        |answer: &Answer| answer.status == 503 && words.iter().all(|word| answer.text().contains(word));
    let answer = until(gateway.address, "/readyz", says).await;
    assert!(began.elapsed() < SAID_WITHIN, "{words:?} was said after {:?}", began.elapsed());
    answer.text()
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

    // It heals by itself.
    node::permit(&topics.brokers, &laps);
    node::permit(&topics.brokers, &weather);
    until(gateway.address, "/readyz", is_ready).await;

    // The same while all is followed.
    node::forbid(&topics.brokers, &tele, Deed::Read);
    not_ready(&gateway, &["not all can be read", &tele]).await;
    node::permit(&topics.brokers, &tele);
    until(gateway.address, "/readyz", is_ready).await;
    topics.publish_run(START_MS + 10_000, 10).await;
    has_samples(&gateway, 100).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_made_anew_are_read_from_their_beginning_however_long_they_have_grown() {
    let Some(topics) = Topics::new("anew") else { return };
    topics.create(&["tele", "laps"], 1).await;
    topics.publish_run(START_MS, 10).await;
    let gateway = topics.start().await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 50).await;
    topics.delete(&["tele"]).await;
    topics.create(&["tele"], 1).await;
    topics.publish_run(NEXT_WEEK_MS, 60).await;
    // All of the new topic, also what lies at offsets that were read in the one before. What was read of it until it
    // was noticed is read again.
    let records = |text: &str| {
        let (_, rest) = text.split_once("gridcast_records_total{topic=\"f1_tele\"} ")?;
        rest.lines().next()?.parse::<u64>().ok()
    };
    let has_all = |answer: &Answer| records(&answer.text()).is_some_and(|n| 100 + 600 <= n);
    until(gateway.address, "/metrics", has_all).await;
    let shows_new = |answer: &Answer| answer.json()["session"]["id"] == format!("t{NEXT_WEEK_MS}");
    until(gateway.address, "/api/live", shows_new).await;
    // Shorter, and with more partitions.
    topics.delete(&["tele"]).await;
    topics.create(&["tele"], 3).await;
    topics.publish_run(NEXT_WEEK_MS + 7 * 86_400_000, 5).await;
    has_samples(&gateway, 25).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_twice_when_the_network_is_cut_or_the_broker_restarts() {
    let Some(mut broker) = Node::prepare() else { return };
    let proxy = Proxy::start();
    let direct = format!("127.0.0.1:{}", node::free_ports(1));
    let (address, port) = (broker.address(), broker.port());
    proxy.to(&address);
    // Clients are sent to the proxy; the test publishes past it.
    let listeners = [
        ("listeners", format!("PLAINTEXT://{address},DIRECT://{direct},CONTROLLER://127.0.0.1:{}", port + 1)),
        ("advertised.listeners", format!("PLAINTEXT://{},DIRECT://{direct}", proxy.address())),
        (
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT".to_owned(),
        ),
    ];
    let properties = listeners.each_ref().map(|(key, value)| (*key, value.as_str()));
    broker.run(&properties);
    let topics = Topics::on(direct, "cut");
    topics.create(&["tele", "laps"], 3).await;
    topics.publish_run(START_MS, 10).await;
    let through = proxy.address().to_string();
    let gateway = start(&["--source", "kafka", "--kafka", &through, "--topic-prefix", &topics.prefix]).await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 50).await;
    for (i, passage) in (1..).zip([Passage::Closed, Passage::Blackhole]) {
        proxy.set(passage);
        not_ready(&gateway, &["the source cannot be reached"]).await;
        topics.publish_run(START_MS + i * 10_000, 10).await;
        proxy.set(Passage::Open);
        until(gateway.address, "/readyz", is_ready).await;
        has_samples(&gateway, 50 + 50 * i as usize).await;
    }
    broker.stop();
    not_ready(&gateway, &["the source cannot be reached"]).await;
    broker.run(&properties);
    topics.publish_run(START_MS + 30_000, 10).await;
    until(gateway.address, "/readyz", is_ready).await;
    has_samples(&gateway, 200).await;
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
