//! Those who say far more than they have to: they pay for it, and nobody else.

use crate::raw::{Raw, frame};
use crate::support::{PATIENCE, Spectator, get, recording, start, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_pings_costs_its_sender_and_nobody_else() {
    let file = recording(100);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "10"]).await;
    let mut watching = Vec::new();
    for _ in 0..20 {
        let mut spectator = Spectator::join(gateway.address).await;
        watching.push(tokio::spawn(async move {
            spectator.until_ended().await;
            spectator
        }));
    }
    let mut flooding = Vec::new();
    for _ in 0..4 {
        let mut raw = Raw::join(gateway.address, &[]).await;
        flooding.push(tokio::spawn(async move {
            // Sixteen kilobytes a write; it ends when the gateway has hung up.
            let pings = frame(0x89, &[7; 125]).repeat(125);
            while raw.say(&pings).await {}
        }));
    }
    for flooder in flooding {
        tokio::time::timeout(PATIENCE, flooder).await.expect("a flooder is let go").unwrap();
    }
    until(gateway.address, "/metrics", |answer| answer.text().contains("reason=\"flooding\"} 4\n")).await;
    let mut samples = Vec::new();
    for spectator in watching {
        let spectator = spectator.await.unwrap();
        assert_eq!(spectator.digest(), watching_digest(&gateway).await);
        samples.push(spectator.n_samples);
    }
    // Whoever was silenced for a while is brought up with the current chunk, and has missed what went before it.
    assert!(samples.iter().all(|n| *n == samples[0]), "{samples:?}");
    let metrics = get(gateway.address, "/metrics", &[]).await.text();
    assert!(metrics.contains("gridcast_queue_overflows_total 0\n"), "{metrics}");
}

async fn watching_digest(gateway: &crate::support::TestGateway) -> u64 {
    let live = get(gateway.address, "/api/live", &[]).await.json();
    u64::from_str_radix(live["digest"].as_str().unwrap(), 16).unwrap()
}
