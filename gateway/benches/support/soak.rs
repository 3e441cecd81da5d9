//! A soak: spectators who watch, who come and go, who stall, and those who mean no good, at a gateway that is looked
//! at from outside all the while.

#![allow(dead_code, reason = "the bench and the test use their part each")]

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::gateway::{Process, now_us};
use crate::spectator::{Saw, Spectator, ages_and_lost};

/// Until a frame that was made must have come.
const GRACE: Duration = Duration::from_secs(2);

/// Who is there, and for how long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// Watch from beginning to end.
    pub(crate) steady: usize,
    /// Come, watch a while, go with or without a word, and come again.
    pub(crate) passing: usize,
    /// Stop reading until they are let go, and come again.
    pub(crate) stalling: usize,
    /// Send pings as fast as they can, and come again.
    pub(crate) flooding: usize,
    /// Send a request but for its end, and come again.
    pub(crate) half_sent: usize,
    /// Send what has no meaning, before the handshake or after it.
    pub(crate) garbage: usize,
    /// Before this nothing is measured.
    pub(crate) warm_up: Duration,
    /// All of it.
    pub(crate) time: Duration,
    /// Pause between two looks at the gateway.
    pub(crate) look: Duration,
}

impl Plan {
    /// So many in all, a third of whom do not behave.
    pub(crate) fn of(n: usize, time: Duration) -> Self {
        let share = |percent: usize| (n * percent / 100).max(1);
        Self {
            steady: share(65),
            passing: share(20),
            stalling: share(6),
            flooding: share(2),
            half_sent: share(5),
            garbage: share(2),
            warm_up: time / 4,
            time,
            look: (time / 100).max(Duration::from_millis(500)),
        }
    }
}

/// The gateway at a moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    pub(crate) at: Duration,
    pub(crate) rss_kb: f64,
    /// What the recording in memory has of that; it grows with the race, to a bound.
    pub(crate) recorded_kb: f64,
    pub(crate) descriptors: usize,
    pub(crate) tasks: f64,
    pub(crate) spectators: f64,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Report {
    /// Before anybody came.
    pub(crate) alone: Look,
    /// While they were there.
    pub(crate) looks: Vec<Look>,
    /// When all had gone.
    pub(crate) after: Look,
    /// Ages of frames at those who behave, sorted, microseconds.
    pub(crate) ages_us: Vec<i64>,
    /// Frames that did not come to one who behaves.
    pub(crate) lost: usize,
    /// Of those who behave.
    pub(crate) let_go: usize,
    /// `/metrics` at the end.
    pub(crate) metrics: String,
}

impl Report {
    /// The looks of the first part after the warm-up and of the last, a quarter of the time each.
    pub(crate) fn early_and_late(&self, plan: &Plan) -> (Vec<Look>, Vec<Look>) {
        let quarter = plan.time / 4;
        let within = |from: Duration| {
            let looks = self.looks.iter().filter(|look| from <= look.at && look.at < from + quarter);
            looks.copied().collect()
        };
        (within(plan.warm_up), within(plan.time.saturating_sub(quarter)))
    }

    /// How often spectators were disconnected for a reason.
    pub(crate) fn disconnects(&self, reason: &str) -> f64 {
        value(&self.metrics, &format!("gridcast_disconnects_total{{reason=\"{reason}\"}}")).unwrap_or(0.0)
    }
}

/// Carries out a plan.
pub(crate) async fn run(gateway: &Process, plan: Plan) -> anyhow::Result<Report> {
    let address = gateway.address;
    let began = Instant::now();
    let alone = look(gateway, began).await?;
    let stop = CancellationToken::new();
    let mut steady = JoinSet::new();
    for _ in 0..plan.steady {
        steady.spawn(Spectator::join(address).await?.watch_until(stop.clone()));
    }
    let mut others = JoinSet::new();
    for i in 0..plan.passing {
        others.spawn(until(stop.clone(), async move { pass_by(address, i).await }));
    }
    for _ in 0..plan.stalling {
        others.spawn(until(stop.clone(), async move { stall(address).await }));
    }
    for _ in 0..plan.flooding {
        others.spawn(until(stop.clone(), async move { flood(address).await }));
    }
    for _ in 0..plan.half_sent {
        others.spawn(until(stop.clone(), async move { send_half(address).await }));
    }
    for i in 0..plan.garbage {
        others.spawn(until(stop.clone(), async move { send_garbage(address, i).await }));
    }

    let (mut looks, mut from_us) = (Vec::new(), None);
    while began.elapsed() < plan.time {
        tokio::time::sleep(plan.look).await;
        looks.push(look(gateway, began).await?);
        if plan.warm_up <= began.elapsed() {
            from_us.get_or_insert_with(now_us);
        }
    }
    let from_us = from_us.context("the time is over before the warm-up")?;
    let until_us = now_us();
    tokio::time::sleep(GRACE).await;
    let made: Vec<_> =
        gateway.made().into_iter().filter(|frame| (from_us..until_us).contains(&frame.at_us)).collect();
    ensure!(!made.is_empty(), "no frame was made");
    stop.cancel();
    while others.join_next().await.is_some() {}
    let saw = gone(steady).await?;
    let (ages_us, lost) = ages_and_lost(&made, &saw);
    let let_go = saw.iter().filter(|saw| saw.closed.is_some()).count();
    let after = settled(gateway, began, &alone).await?;
    let metrics = metrics(address).await?;
    Ok(Report { alone, looks, after, ages_us, lost, let_go, metrics })
}

/// What those saw who watched.
async fn gone(mut steady: JoinSet<Saw>) -> anyhow::Result<Vec<Saw>> {
    let mut saw = Vec::new();
    while let Some(one) = steady.join_next().await {
        saw.push(one.context("a spectator's task is gone")?);
    }
    Ok(saw)
}

/// Waits until as few descriptors are open as before anybody came, for a while.
async fn settled(gateway: &Process, began: Instant, alone: &Look) -> anyhow::Result<Look> {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let now = look(gateway, began).await?;
        if (now.descriptors <= alone.descriptors && now.tasks <= alone.tasks) || patience < Instant::now() {
            return Ok(now);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Does something again and again until the stop.
async fn until(stop: CancellationToken, doing: impl Future<Output = ()>) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = doing => {}
    }
}

/// A time between one and so many seconds; different for each and each time, and the same in each run.
fn some_seconds(seed: usize, most: u64) -> Duration {
    let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Duration::from_secs(1) + Duration::from_millis((mixed >> 32) % (1000 * most.max(1)))
}

async fn pass_by(address: SocketAddr, seed: usize) {
    for round in 0.. {
        let stay = some_seconds(seed * 1000 + round, 20);
        if let Ok(mut spectator) = Spectator::join(address).await {
            let watching = async { while spectator.next().await.is_some() {} };
            tokio::time::timeout(stay, watching).await.ok();
            if round % 2 == 0 {
                // It says goodbye, and waits for the answer.
                spectator.say(&[0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE9]).await;
                while spectator.next().await.is_some() {}
            }
        }
        tokio::time::sleep(some_seconds(seed * 1000 + round + 1, 3)).await;
    }
}

async fn stall(address: SocketAddr) {
    loop {
        if let Ok(mut spectator) = Spectator::join_narrow(address).await {
            // It does not read; what it says now and then fails once it has been let go.
            while spectator.say(&[0x8A, 0x80, 0, 0, 0, 0]).await {
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn flood(address: SocketAddr) {
    let pings = [&[0x89, 0xFD, 0, 0, 0, 0][..], &[7; 125]].concat().repeat(100);
    loop {
        if let Ok(mut spectator) = Spectator::join(address).await {
            while spectator.say(&pings).await {}
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn send_half(address: SocketAddr) {
    loop {
        if let Ok(mut stream) = TcpStream::connect(address).await {
            stream.write_all(b"GET /api/live HTTP/1.1\r\nHost: gridcast.test\r\nX-Half:").await.ok();
            let mut unread = Vec::new();
            // It ends when the gateway has hung up.
            stream.read_to_end(&mut unread).await.ok();
        }
    }
}

async fn send_garbage(address: SocketAddr, seed: usize) {
    for round in 0.. {
        let garbage: Vec<u8> = (0..200_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 7) as u8).collect();
        if (seed + round).is_multiple_of(2) {
            if let Ok(mut spectator) = Spectator::join(address).await {
                spectator.say(&garbage).await;
                while spectator.next().await.is_some() {}
            }
        } else if let Ok(mut stream) = TcpStream::connect(address).await {
            stream.write_all(&garbage).await.ok();
            let mut unread = Vec::new();
            stream.read_to_end(&mut unread).await.ok();
        }
        tokio::time::sleep(some_seconds(seed + round, 1)).await;
    }
}

async fn look(gateway: &Process, began: Instant) -> anyhow::Result<Look> {
    let metrics = metrics(gateway.address).await?;
    let of = |name: &str| value(&metrics, name).with_context(|| format!("/metrics has no {name}"));
    Ok(Look {
        at: began.elapsed(),
        rss_kb: gateway.memory_kb("VmRSS")?,
        recorded_kb: of("gridcast_recorded_bytes")? / 1024.0,
        descriptors: gateway.descriptors()?,
        tasks: of("gridcast_tasks")?,
        spectators: of("gridcast_spectators")?,
    })
}

async fn metrics(address: SocketAddr) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = b"GET /metrics HTTP/1.1\r\nHost: gridcast.test\r\nConnection: close\r\n\r\n";
    stream.write_all(request).await?;
    let mut text = String::new();
    stream.read_to_string(&mut text).await?;
    Ok(text)
}

fn value(metrics: &str, name: &str) -> Option<f64> {
    metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
}
