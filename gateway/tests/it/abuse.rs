//! Those who say far more than they have to: they pay for it, and nobody else.

use crate::raw::{Raw, frame};
use crate::support::{PATIENCE, Spectator, get, recording, start, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_pings_costs_its_sender_and_nobody_else() {
    let file = recording(60);
    let gateway = start(&["--source", "recording", file.to_str().unwrap(), "--speed", "4"]).await;
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
    for spectator in watching {
        let spectator = spectator.await.unwrap();
        assert_eq!(spectator.digest(), watching_digest(&gateway).await);
        // Whoever is silenced for long is brought up with the current chunk, and misses what went before it.
        let follows = |pair: &[(u32, u8)]| match pair {
            [(a, i), (b, j)] if a == b => *j == i + 1,
            [(a, _), (b, j)] => *b == a + 1 && *j == 0,
            _ => false,
        };
        assert!(spectator.frames.windows(2).all(follows), "{:?}", spectator.frames);
    }
}

async fn watching_digest(gateway: &crate::support::TestGateway) -> u64 {
    let live = get(gateway.address, "/api/live", &[]).await.json();
    u64::from_str_radix(live["digest"].as_str().unwrap(), 16).unwrap()
}
