//! A real broker that stands still and goes on.

use gridcast_kafka::node::Passage;

use crate::kafka::samples;
use crate::proxied::ProxiedBroker;
use crate::support::{START_MS, Spectator, get, recorded_until, until};

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_of_an_outage_is_recorded_once_and_nobody_is_let_go_for_it() {
    let Some(broker) = ProxiedBroker::start("outage") else { return };
    let (topics, proxy) = (&broker.topics, &broker.proxy);
    topics.create(&["tele"], 5).await;
    let gateway = broker.gateway().await;
    topics.publish_run(START_MS, 10).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 50))).await;
    let mut spectator = Spectator::join(gateway.address).await;
    spectator.until_date(START_MS + 9_800).await;
    assert_eq!(spectator.n_samples, 100);

    // A short one: who stayed is sent what it missed.
    proxy.set(Passage::Blackhole);
    spectator.until_notice().await;
    topics.publish_run(START_MS + 10_000, 20).await;
    proxy.set(Passage::Open);
    spectator.until_date(START_MS + 29_800).await;
    assert_eq!(spectator.n_samples, 300, "each sample once");

    // A long one: it goes on, with the current chunk where more came at once than can be watched.
    proxy.set(Passage::Blackhole);
    spectator.until_notice().await;
    topics.publish_run(START_MS + 30_000, 1200).await;
    proxy.set(Passage::Open);
    spectator.until_date(START_MS + 1_229_800).await;

    let mut recorded = recorded_until(gateway.address, &format!("t{START_MS}"), 12_300).await;
    assert_eq!(recorded.len(), 12_300);
    recorded.sort_unstable();
    recorded.dedup();
    assert_eq!(recorded.len(), 12_300, "each sample once");
    let text = get(gateway.address, "/metrics", &[]).await.text();
    for line in
        ["gridcast_sessions_total 1\n", "gridcast_queue_overflows_total 0\n", "gridcast_spectators 1\n"]
    {
        assert!(text.contains(line), "{line} in {text}");
    }
}
