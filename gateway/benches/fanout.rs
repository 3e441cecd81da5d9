//! Fan-out: what spectators cost the gateway, on loopback, for a bounded time.
//!
//! `cargo xtask bench fanout [-- SPECTATORS]`. The gateway is a program of its own that plays the recording of the
//! 2025 Australian Grand Prix in batches of a second, as the live feed comes; without the recording it is the
//! simulated race. The spectators are this process, bare sockets.
//!
//! A frame's age is counted from its encoding, by the gateway's own log, to its coming; what was made and did not
//! come, for whatever reason, is lost. What one spectator alone costs, the race's own work, is taken off. The
//! reference is a thread that does nothing but send messages of the same lengths at the same times to as many
//! sockets, 5000 at most: what the kernel's TCP alone costs on this machine.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;
#[path = "support/spectator.rs"]
mod spectator;

use std::io::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use gateway::{Made, Process, cpu_of, now_us};
use spectator::{Spectator, ages_and_lost, percentile_ms, recording};

const DEFAULT_SPECTATORS: usize = 1000;
/// Both a limit of this process's open files and of the gateway's.
const MOST_SPECTATORS: usize = 19_000;
/// Sockets of the reference at most: both of their ends are this process's open files.
const MOST_BARE: usize = 5000;
const MEASURED: Duration = Duration::from_secs(30);
/// Until a frame that was made must have come.
const GRACE: Duration = Duration::from_secs(2);
/// Spectators that come in at once.
const JOINING: usize = 50;

fn main() -> anyhow::Result<()> {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok());
    let n = wanted.unwrap_or(DEFAULT_SPECTATORS).clamp(1, MOST_SPECTATORS);
    // A small stack of its own for this side, one core of the two.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(n))
}

async fn measure(n: usize) -> anyhow::Result<()> {
    let file = recording();
    let mut words = vec!["--from", "5", "--source"];
    if let Some(file) = &file {
        words.extend(["recording", file.to_str().context("a path in UTF-8")?, "--batch-s", "1"]);
    } else {
        eprintln!("without the recording the race is a simulated one");
        words.push("demo");
    }
    let gateway = Process::start(&words)?;
    // One spectator first, so that what all share is not counted as theirs.
    let mut watching = vec![tokio::spawn(Spectator::join(gateway.address).await?.watch())];
    tokio::time::sleep(GRACE).await;
    let (_, base) = cpu_over(&gateway, MEASURED).await?;
    let before_kb = gateway.memory_kb("VmRSS")?;

    let began = Instant::now();
    for start in (0..n).step_by(JOINING) {
        let joining = (start..n.min(start + JOINING)).map(|_| Spectator::join(gateway.address));
        for joined in futures_util::future::join_all(joining).await {
            watching.push(tokio::spawn(joined?.watch()));
        }
    }
    eprintln!("{n} spectators joined in {:.1} s", began.elapsed().as_secs_f64());
    // Let the chunks they were sent on joining go by.
    tokio::time::sleep(GRACE).await;
    let ((from_us, to_us), with_all) = cpu_over(&gateway, MEASURED).await?;
    let after_kb = gateway.memory_kb("VmRSS")?;
    tokio::time::sleep(GRACE).await;
    let mut made = gateway.made();
    made.retain(|frame| (from_us..to_us).contains(&frame.at_us));
    drop(gateway);

    let mut saw = Vec::new();
    for spectator in watching {
        saw.push(spectator.await.context("a spectator's task is gone")?);
    }
    let (ages, lost) = ages_and_lost(&made, &saw);
    ensure!(!ages.is_empty(), "no spectator saw a frame");
    let per_thousand = |pct: f64| pct / (n as f64 / 1000.0);
    let core_pct = per_thousand(with_all - base);
    let bare_pct = bare(n.min(MOST_BARE), &made).await?;
    let bytes: usize = made.iter().map(|frame| frame.bytes).sum();
    println!("figure fanout.spectators {n} spectators");
    println!("figure fanout.core_pct_per_1000 {core_pct:.2} % budget <= 1.2");
    println!("figure fanout.bare_core_pct_per_1000 {bare_pct:.2} %");
    println!("figure fanout.ratio_to_bare {:.2} x budget <= 1.15", core_pct / bare_pct);
    println!("figure fanout.race_core_pct {base:.2} %");
    println!("figure fanout.kb_per_spectator {:.1} KB budget <= 12", (after_kb - before_kb) / n as f64);
    println!("figure fanout.median_age_ms {:.1} ms", percentile_ms(&ages, 50));
    println!("figure fanout.p99_age_ms {:.1} ms budget <= 100", percentile_ms(&ages, 99));
    println!("figure fanout.lost {lost} frames budget <= 0");
    println!("figure fanout.frames_per_s {:.2} frames/s", made.len() as f64 / MEASURED.as_secs_f64());
    println!("figure fanout.bytes_per_s {:.0} B/s", bytes as f64 / MEASURED.as_secs_f64());
    Ok(())
}

/// The gateway's CPU over a time, percent of a core, and that time, UTC microseconds.
async fn cpu_over(gateway: &Process, time: Duration) -> anyhow::Result<((i64, i64), f64)> {
    let (from_us, before) = (now_us(), gateway.cpu()?);
    tokio::time::sleep(time).await;
    let (to_us, used) = (now_us(), gateway.cpu()?.saturating_sub(before));
    Ok(((from_us, to_us), used.as_secs_f64() / ((to_us - from_us) as f64 / 1e6) * 100.0))
}

/// What the bare sending of the same messages at the same times costs: percent of a core for a thousand of `n`
/// sockets.
async fn bare(n: usize, made: &[Made]) -> anyhow::Result<f64> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let mut sockets = Vec::with_capacity(n);
    for _ in 0..n {
        let client = TcpStream::connect(listener.local_addr()?);
        let (client, server) = tokio::join!(client, listener.accept());
        let server = server?.0.into_std()?;
        server.set_nodelay(true)?;
        sockets.push(server);
        let mut client = client?;
        tokio::spawn(async move {
            let mut buffer = [0; 8192];
            while client.read(&mut buffer).await.is_ok_and(|read| read != 0) {}
        });
    }
    let first_us = made.first().map_or(0, |frame| frame.at_us);
    let sends: Vec<_> = made
        .iter()
        .map(|frame| (Duration::from_micros((frame.at_us - first_us) as u64), framed(frame.bytes)))
        .collect();
    let sender = std::thread::spawn(move || {
        let begun = Instant::now();
        for (due, message) in sends {
            std::thread::sleep(due.saturating_sub(begun.elapsed()));
            for socket in &mut sockets {
                // A full socket would be a spectator that lags; here each is read at once.
                if let Err(error) = socket.write_all(&message) {
                    eprintln!("the reference lost a frame: {error}");
                }
            }
        }
        let thousands = sockets.len() as f64 / 1000.0;
        cpu_of("/proc/thread-self").map(|cpu| cpu.as_secs_f64() / MEASURED.as_secs_f64() * 100.0 / thousands)
    });
    tokio::task::spawn_blocking(move || sender.join())
        .await?
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Zeros as long as a frame and its WebSocket header.
fn framed(bytes: usize) -> Vec<u8> {
    vec![0; bytes + if bytes < 126 { 2 } else { 4 }]
}
