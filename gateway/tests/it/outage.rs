//! A real broker that stands still and goes on: a proxy before it holds everything back.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::kafka::{Topics, samples};
use crate::support::{START_MS, Spectator, get, recorded_until, start, until};

/// Passes a broker on under an address of its own, unless it stands still.
struct Proxy {
    address: SocketAddr,
    stands_still: watch::Sender<bool>,
}

impl Proxy {
    async fn start(broker: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let broker: SocketAddr = broker.parse().expect("the tests' broker is an address");
        let (stands_still, gate) = watch::channel(false);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (client_reads, client_writes) = client.into_split();
                let (broker_reads, broker_writes) = TcpStream::connect(broker).await.unwrap().into_split();
                tokio::spawn(pass_requests(client_reads, broker_writes, gate.clone()));
                tokio::spawn(pass_answers(broker_reads, client_writes, gate.clone(), broker, address));
            }
        });
        Self { address, stands_still }
    }

    fn stand_still(&self, still: bool) {
        self.stands_still.send(still).unwrap();
    }
}

/// Waits while nothing passes; `false` when nothing ever will.
async fn passes(gate: &mut watch::Receiver<bool>) -> bool {
    gate.wait_for(|still| !still).await.is_ok()
}

async fn pass_requests(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut gate: watch::Receiver<bool>) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(n @ 1..) = from.read(&mut bytes).await {
        if !passes(&mut gate).await || to.write_all(&bytes[..n]).await.is_err() {
            return;
        }
    }
}

/// Answers tell clients where the broker is; these tell them where the proxy is, so that they stay behind it.
async fn pass_answers(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut gate: watch::Receiver<bool>,
    broker: SocketAddr,
    proxy: SocketAddr,
) {
    // A host is followed by its port, four bytes; both addresses have the same host.
    let named = |address: SocketAddr| {
        let mut name = address.ip().to_string().into_bytes();
        name.extend(i32::from(address.port()).to_be_bytes());
        name
    };
    let (broker, proxy) = (named(broker), named(proxy));
    while let Ok(length) = from.read_u32().await {
        let mut answer = vec![0; length as usize];
        if from.read_exact(&mut answer).await.is_err() || !passes(&mut gate).await {
            return;
        }
        while let Some(at) = answer.windows(broker.len()).position(|window| window == broker) {
            answer[at..at + proxy.len()].copy_from_slice(&proxy);
        }
        if to.write_u32(length).await.is_err() || to.write_all(&answer).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_sample_of_an_outage_is_recorded_once_and_nobody_is_let_go_for_it() {
    let Some(topics) = Topics::new("outage") else { return };
    topics.create(&["tele"], 5).await;
    let proxy = Proxy::start(&topics.brokers).await;
    let broker = proxy.address.to_string();
    let gateway = start(&["--source", "kafka", "--kafka", &broker, "--topic-prefix", &topics.prefix]).await;
    topics.publish_run(START_MS, 10).await;
    until(gateway.address, "/metrics", |answer| answer.text().contains(&samples("VER", 50))).await;
    let mut spectator = Spectator::join(gateway.address).await;
    spectator.until_date(START_MS + 9_800).await;
    assert_eq!(spectator.n_samples, 100);

    // A short one: who stayed is sent what it missed.
    proxy.stand_still(true);
    spectator.until_notice().await;
    topics.publish_run(START_MS + 10_000, 20).await;
    proxy.stand_still(false);
    spectator.until_date(START_MS + 29_800).await;
    assert_eq!(spectator.n_samples, 300, "each sample once");

    // A long one: it goes on, with the current chunk where more came at once than can be watched.
    proxy.stand_still(true);
    spectator.until_notice().await;
    topics.publish_run(START_MS + 30_000, 1200).await;
    proxy.stand_still(false);
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
