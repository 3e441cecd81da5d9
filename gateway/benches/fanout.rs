//! Fan-out: what spectators cost the gateway, on loopback, for a bounded time.
//!
//! `cargo xtask bench fanout [-- SPECTATORS]`. The gateway is a program of its own with the simulated race at five
//! frames a second; the spectators are this process, bare sockets that read frames and check their numbers.
//! A frame's age is taken from the moment when the first of all spectators had it, so it leaves out that one's own
//! way, and counts what the fan-out adds. The reference is a thread that does nothing but `send` as many bytes as
//! often to as many sockets, 5000 at most: what the kernel's TCP alone costs on this machine.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "figures are what a bench prints")]

#[path = "support/gateway.rs"]
mod gateway;

use std::collections::HashMap;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DEFAULT_SPECTATORS: usize = 1000;
const MOST_SPECTATORS: usize = 20_000;
/// Sockets of the reference at most: both of their ends are this process's open files.
const MOST_BARE: usize = 5000;
const MEASURED: Duration = Duration::from_secs(15);
/// Spectators that come in at once.
const JOINING: usize = 50;

/// Clock ticks a second in `/proc/PID/stat`: 100 on every Linux that Rust runs on.
const TICKS_PER_SECOND: f64 = 100.0;

/// Which frame: chunk and index.
type FrameId = (u32, u8);

fn main() -> anyhow::Result<()> {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok());
    let n = wanted.unwrap_or(DEFAULT_SPECTATORS).clamp(1, MOST_SPECTATORS);
    // A small stack of its own for this side, one core of the two.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(n))
}

async fn measure(n: usize) -> anyhow::Result<()> {
    let gateway = gateway::Process::start(&["--source", "demo"])?;
    // One spectator first, so that what all share is not counted as theirs.
    let warm = Spectator::join(gateway.address).await?;
    let running = Arc::new(AtomicBool::new(false));
    let mut watching = vec![tokio::spawn(warm.watch(Arc::clone(&running)))];
    tokio::time::sleep(Duration::from_secs(2)).await;
    let before_kb = gateway.memory_kb("VmRSS")?;

    let began = Instant::now();
    for start in (0..n).step_by(JOINING) {
        let joining = (start..n.min(start + JOINING)).map(|_| Spectator::join(gateway.address));
        for joined in futures_util::future::join_all(joining).await {
            watching.push(tokio::spawn(joined?.watch(Arc::clone(&running))));
        }
    }
    eprintln!("{n} spectators joined in {:.1} s", began.elapsed().as_secs_f64());

    // Let the chunks they were sent on joining go by.
    tokio::time::sleep(Duration::from_secs(2)).await;
    running.store(true, Ordering::Relaxed);
    let cpu_before = cpu_s(gateway.id)?;
    let began = Instant::now();
    tokio::time::sleep(MEASURED).await;
    let elapsed = began.elapsed().as_secs_f64();
    let cpu = cpu_s(gateway.id)? - cpu_before;
    running.store(false, Ordering::Relaxed);
    let after_kb = gateway.memory_kb("VmRSS")?;
    drop(gateway);

    let mut first: HashMap<FrameId, Instant> = HashMap::new();
    let mut seen = Vec::new();
    let (mut lost, mut bytes) = (0, 0);
    for spectator in watching {
        let saw = spectator.await.context("a spectator's task is gone")?;
        lost += saw.lost;
        bytes += saw.bytes;
        for (frame, at) in saw.frames {
            first.entry(frame).and_modify(|earliest| *earliest = at.min(*earliest)).or_insert(at);
            seen.push((frame, at));
        }
    }
    ensure!(!seen.is_empty(), "no spectator saw a frame");
    let mut ages: Vec<f64> =
        seen.iter().map(|(frame, at)| at.duration_since(first[frame]).as_secs_f64() * 1000.0).collect();
    ages.sort_by(f64::total_cmp);
    let thousands = n as f64 / 1000.0;
    println!("figure fanout.spectators {n} spectators");
    let core_pct = cpu / elapsed * 100.0 / thousands;
    let frames_per_s = seen.len() as f64 / elapsed / (n + 1) as f64;
    let bytes_per_s = bytes as f64 / elapsed / (n + 1) as f64;
    let frame_bytes = (bytes_per_s / frames_per_s) as usize;
    let bare_pct = bare(n.min(MOST_BARE), frames_per_s, frame_bytes).await?;
    println!("figure fanout.core_pct_per_1000 {core_pct:.2} % budget <= 1.5");
    println!("figure fanout.bare_core_pct_per_1000 {bare_pct:.2} %");
    println!("figure fanout.ratio_to_bare {:.2} x", core_pct / bare_pct);
    println!("figure fanout.kb_per_spectator {:.1} KB budget <= 12", (after_kb - before_kb) / n as f64);
    println!("figure fanout.p99_age_ms {:.1} ms budget <= 100", ages[(ages.len() - 1) * 99 / 100]);
    println!("figure fanout.lost {lost} frames budget <= 0");
    println!("figure fanout.frames_per_s {frames_per_s:.2} frames/s");
    println!("figure fanout.bytes_per_s {bytes_per_s:.0} B/s");
    Ok(())
}

/// What the bare sending of the same costs: percent of a core for a thousand of `n` sockets.
async fn bare(n: usize, frames_per_s: f64, frame_bytes: usize) -> anyhow::Result<f64> {
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
    let sender = std::thread::spawn(move || {
        let frame = vec![0; frame_bytes];
        let begun = Instant::now();
        for round in 1.. {
            for socket in &mut sockets {
                // A full socket would be a spectator that lags; here each is read at once.
                if let Err(error) = socket.write_all(&frame) {
                    eprintln!("the reference lost a frame: {error}");
                }
            }
            let due = Duration::from_secs_f64(f64::from(round) / frames_per_s);
            if MEASURED <= due {
                break;
            }
            std::thread::sleep(due.saturating_sub(begun.elapsed()));
        }
        let thousands = sockets.len() as f64 / 1000.0;
        cpu_s("thread-self").map(|cpu| cpu / begun.elapsed().as_secs_f64() * 100.0 / thousands)
    });
    tokio::task::spawn_blocking(move || sender.join())
        .await?
        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What one spectator saw while it counted.
#[derive(Default)]
struct Saw {
    frames: Vec<(FrameId, Instant)>,
    lost: u64,
    bytes: u64,
}

/// One connection, past its handshake.
struct Spectator {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Spectator {
    async fn join(address: SocketAddr) -> anyhow::Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        let request = format!(
            "GET /ws HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: Z3JpZGNhc3QgZmFuIG91dA==\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut buffer = Vec::with_capacity(8192);
        loop {
            ensure!(stream.read_buf(&mut buffer).await? != 0, "the gateway hung up");
            if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
                ensure!(head.starts_with("HTTP/1.1 101"), "no WebSocket: {head}");
                buffer.drain(..end + 4);
                return Ok(Self { stream, buffer });
            }
        }
    }

    /// Reads until the gateway is gone; counts while `running`.
    async fn watch(mut self, running: Arc<AtomicBool>) -> Saw {
        let mut saw = Saw::default();
        let mut last: Option<FrameId> = None;
        loop {
            while let Some((opcode, payload, length)) = message(&self.buffer) {
                let counts = running.load(Ordering::Relaxed);
                if opcode == 9 {
                    let mut pong = vec![0x8A, 0x80 | payload.len() as u8, 0, 0, 0, 0];
                    pong.extend_from_slice(payload);
                    if self.stream.write_all(&pong).await.is_err() {
                        return saw;
                    }
                } else if let Some(frame) = frame_id(payload, last) {
                    let follows = last.is_none_or(|(chunk, index)| {
                        frame == (chunk, index.wrapping_add(1)) || (chunk < frame.0 && frame.1 == 0)
                    });
                    if counts {
                        saw.lost += u64::from(!follows);
                        saw.bytes += length as u64;
                        saw.frames.push((frame, Instant::now()));
                    }
                    last = Some(frame);
                }
                self.buffer.drain(..length);
            }
            match self.stream.read_buf(&mut self.buffer).await {
                Ok(0) | Err(_) => return saw,
                Ok(_) => {}
            }
        }
    }
}

/// The first whole WebSocket message of a buffer: opcode, payload, length with its head. Servers do not mask.
fn message(buffer: &[u8]) -> Option<(u8, &[u8], usize)> {
    let (opcode, short) = (buffer.first()? & 0x0F, usize::from(buffer.get(1)? & 0x7F));
    let (head, length) = match short {
        126 => (4, usize::from(u16::from_be_bytes(buffer.get(2..4)?.try_into().ok()?))),
        127 => (10, usize::try_from(u64::from_be_bytes(buffer.get(2..10)?.try_into().ok()?)).ok()?),
        _ => (2, short),
    };
    Some((opcode, buffer.get(head..head + length)?, head + length))
}

/// Which frame a message is; `None` for notices, and for deltas before the first key frame.
fn frame_id(payload: &[u8], last: Option<FrameId>) -> Option<FrameId> {
    match payload {
        [gridcast_shared::wire::KIND_FRAME, 0, a, b, c, d, ..] => {
            Some((u32::from_le_bytes([*a, *b, *c, *d]), 0))
        }
        [gridcast_shared::wire::KIND_FRAME, index, ..] => Some((last?.0, *index)),
        _ => None,
    }
}

/// CPU time that a process or a thread has used, seconds.
fn cpu_s(process: impl std::fmt::Display) -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The second field is the name in brackets and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(')').context("stat has a name")?.1.split_whitespace().collect();
    ensure!(13 < fields.len(), "stat is too short: {stat}");
    Ok((fields[11].parse::<f64>()? + fields[12].parse::<f64>()?) / TICKS_PER_SECOND)
}
