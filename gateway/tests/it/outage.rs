//! A real broker that stands still and goes on, and one that cannot be reached for a while.

use std::time::{SystemTime, UNIX_EPOCH};

use gridcast_kafka::node::{Node, Passage};

use crate::kafka::{FIELD, Topics, is_as_it_was, lap, samples};
use crate::proxied::ProxiedBroker;
use crate::support::{START_MS, Spectator, get, recorded_until, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_stands_still_for_three_minutes_begins_no_new_race_and_loses_nothing() {
    let Some(node) = Node::start(&[]) else { return };
    let topics = Topics::on(node.address(), "still");
    topics.create(&["tele", "laps"], 5).await;
    let gateway = topics.start().await;
    // What is told as it happens: each record is published when it is dated, the last of them now.
    let now_ms = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    let start_ms = now_ms - 280_000;
    let session = format!("t{start_ms}");
    topics.acknowledged(topics.send_cars(&FIELD, start_ms, 90, Some)).await;
    let laps = FIELD.map(|driver| {
        let end_ms = start_ms + 85_000;
        topics.send("laps", driver, &lap(driver, 1, end_ms), Some(end_ms))
    });
    topics.acknowledged(laps.into()).await;
    let has_laps = |text: &str| text.matches("\"lastLapMs\":80000").count() == FIELD.len();
    until(gateway.address, "/api/live", |answer| has_laps(&answer.text())).await;
    let mut spectator = Spectator::join(gateway.address).await;
    spectator.until_date(start_ms + 89_800).await;

    // Whoever publishes goes on meanwhile; its client keeps what the broker does not take.
    node.pause();
    let is_away = |text: &str| text.contains("the source cannot be reached");
    until(gateway.address, "/readyz", |answer| is_away(&answer.text())).await;
    let sent = topics.send_cars(&FIELD, start_ms + 90_000, 180, Some);
    node.resume();
    topics.acknowledged(sent).await;
    topics.acknowledged(topics.send_cars(&FIELD, start_ms + 270_000, 10, Some)).await;

    spectator.until_date(start_ms + 279_800).await;
    until(gateway.address, "/readyz", |answer| answer.status == 200).await;
    let n = 280 * 5 * FIELD.len();
    let mut recorded = recorded_until(gateway.address, &session, n).await;
    assert_eq!(recorded.len(), n);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), n, "each sample once");
    let live = get(gateway.address, "/api/live", &[]).await;
    assert_eq!(live.json()["session"]["id"], session.as_str());
    assert!(has_laps(&live.text()), "laps are as they were: {}", live.text());
    let text = get(gateway.address, "/metrics", &[]).await.text();
    for line in
        ["gridcast_sessions_total 1\n", "gridcast_queue_overflows_total 0\n", "gridcast_spectators 1\n"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_of_an_outage_is_recorded_once_and_nobody_is_let_go_for_it() {
    let Some(broker) = ProxiedBroker::start("outage") else { return };
    let (topics, proxy) = (&broker.topics, &broker.proxy);
    topics.create(&["tele", "timing", "laps"], 5).await;
    let gateway = broker.gateway().await;
    topics.publish_run(START_MS, 10).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 50))).await;
    let mut spectator = Spectator::join(gateway.address).await;
    spectator.until_date(START_MS + 9_800).await;
    // The other car's last may be in the frame after.
    spectator.until_samples(100).await;

    // A short one: who stayed is sent what it missed.
    proxy.set(Passage::Blackhole);
    spectator.until_notice().await;
    topics.publish_run(START_MS + 10_000, 20).await;
    proxy.set(Passage::Open);
    spectator.until_date(START_MS + 29_800).await;
    spectator.until_samples(300).await;

    // A long one: it goes on, with the current chunk where more came at once than can be watched.
    proxy.set(Passage::Blackhole);
    spectator.until_notice().await;
    let mut sent = Vec::new();
    for second in 30..1230 {
        sent.extend(topics.send_beside(&["VER", "NOR"], START_MS, second..second + 1));
        sent.extend(topics.send_cars(&["VER", "NOR"], START_MS + second * 1000, 1, |_| None));
    }
    topics.acknowledged(sent).await;
    proxy.set(Passage::Open);
    spectator.until_date(START_MS + 1_229_800).await;

    let session = format!("t{START_MS}");
    let mut recorded = recorded_until(gateway.address, &session, 12_300).await;
    assert_eq!(recorded.len(), 12_300);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), 12_300, "each sample once");
    assert_eq!(spectator.fetch_missed(gateway.address).await, 12_300, "and once on the page that stayed");
    assert_eq!(is_as_it_was(gateway.address, &session, START_MS).await, 16);
    let text = get(gateway.address, "/metrics", &[]).await.text();
    for line in
        ["gridcast_sessions_total 1\n", "gridcast_queue_overflows_total 0\n", "gridcast_spectators 1\n"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
}
