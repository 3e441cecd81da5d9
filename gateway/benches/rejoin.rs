//! After a restart: all spectators come back within ten seconds, as pages do after a random pause, and each is
//! served when it has the current chunk's key frame.
//!
//! `cargo xtask bench rejoin [-- SPECTATORS]`. The gateway is a program of its own with the simulated race in its
//! middle, stopped in order and started anew on the same port; the spectators are this process.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;
#[path = "support/spectator.rs"]
mod spectator;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use futures_util::future::join_all;
use tokio::time::timeout;

use gateway::Process;
use spectator::{Message, Spectator};

const DEFAULT_SPECTATORS: usize = 10_000;
/// Both a limit of this process's open files and of the gateway's.
const MOST_SPECTATORS: usize = 19_000;
const RACE: [&str; 4] = ["--source", "demo", "--from", "5"];
/// Within this time all have come back.
const COMING: Duration = Duration::from_secs(10);
/// Pause before one that was refused tries again.
const AGAIN: Duration = Duration::from_secs(1);
const PATIENCE: Duration = Duration::from_mins(2);
/// Spectators that come in at once, before the restart.
const JOINING: usize = 50;

fn main() -> anyhow::Result<()> {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok());
    let n = wanted.unwrap_or(DEFAULT_SPECTATORS).clamp(1, MOST_SPECTATORS);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(n))
}

async fn measure(n: usize) -> anyhow::Result<()> {
    let gateway = Process::start(&RACE)?;
    let address = gateway.address;
    let mut watching = Vec::with_capacity(n);
    for start in (0..n).step_by(JOINING) {
        let joining = (start..n.min(start + JOINING)).map(|_| Spectator::join(address));
        for joined in join_all(joining).await {
            watching.push(tokio::spawn(joined?.watch()));
        }
    }
    eprintln!("{n} spectators watch; the gateway restarts");
    let began = Instant::now();
    tokio::task::spawn_blocking(move || gateway.stop()).await??;
    let stopped = began.elapsed();
    let mut told = 0;
    for spectator in watching {
        told += usize::from(spectator.await?.closed == Some(1012));
    }

    let again = Process::start_on(address.port(), &RACE)?;
    let began = Instant::now();
    let coming = (0..n).map(|i| {
        let pause = COMING.mul_f64(i as f64 / n as f64);
        tokio::spawn(async move {
            tokio::time::sleep(pause).await;
            timeout(PATIENCE, come_back(address)).await.ok().map(|refused| (began.elapsed(), refused))
        })
    });
    let (mut served, mut refused, mut kept) = (Vec::with_capacity(n), 0, Vec::with_capacity(n));
    for came in join_all(coming.collect::<Vec<_>>()).await {
        if let Some((at, (n_refused, spectator))) = came.context("a spectator's task is gone")? {
            served.push(at.as_secs_f64());
            refused += n_refused;
            kept.push(spectator);
        }
    }
    ensure!(!served.is_empty(), "nobody was served");
    served.sort_by(f64::total_cmp);
    println!("figure rejoin.spectators {n} spectators");
    println!("figure rejoin.told {told} of them by close code 1012");
    println!("figure rejoin.stop_s {:.2} s", stopped.as_secs_f64());
    println!("figure rejoin.served {} spectators", served.len());
    println!("figure rejoin.p99_served_s {:.2} s", served[(served.len() - 1) * 99 / 100]);
    println!("figure rejoin.last_served_s {:.2} s budget <= 30", served[served.len() - 1]);
    println!("figure rejoin.refused {refused} times");
    println!("figure rejoin.rss_mb {:.1} MB", again.memory_kb("VmRSS")? / 1024.0);
    Ok(())
}

/// Tries until it has the chunk's key frame; how often it was turned away before.
async fn come_back(address: SocketAddr) -> (usize, Spectator) {
    let mut refused = 0;
    loop {
        if let Ok(mut spectator) = Spectator::join(address).await {
            while let Some(message) = spectator.next().await {
                if matches!(message, Message::Frame((_, 0), _)) {
                    return (refused, spectator);
                }
            }
        }
        refused += 1;
        tokio::time::sleep(AGAIN).await;
    }
}
