//! All spectators, in a few shards. A shard is a task that passes by each of its spectators with every frame.
//!
//! One pass is a loop of writes of the same bytes: no task, timer, channel or copy a spectator, so what is left of
//! the cost is the kernel's. A shard a core; nobody is ever waited for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::join_all;
use gridcast_shared::wire::Notice;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Spectators;
use crate::connections::{Connection, Share};
use crate::fanout::{Fanout, LogView};
use crate::spectator::{Left, Sent, Spectator};
use crate::telemetry::Metrics;
use crate::websocket;

/// Longest wait for the last words to go out.
const FAREWELL: Duration = Duration::from_millis(500);

/// Most that is read of a spectator while waiting for its last words, bytes.
const FAREWELL_BYTES: usize = 4096;

/// What the system keeps for a spectator that does not read, bytes; it doubles that for its own use. More would
/// only be sent late: the queue is here, where it can be emptied.
const SEND_BUFFER: usize = 16 * 1024;

/// A pass without a frame, for pings, for what could not be written, and for who has gone.
const ROUND: Duration = Duration::from_secs(1);

/// Spectators that are passed before others on the same thread have their turn.
const TURN: usize = 128;

/// Who has joined and waits for a shard to notice; whoever is next waits with the handshake done.
const JOINING: usize = 64;

/// Most shards.
const MOST_SHARDS: usize = 16;

/// What all shards share.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The frames.
    pub fanout: Arc<Fanout>,
    /// The counters.
    pub metrics: Arc<Metrics>,
    /// The limits.
    pub limits: Spectators,
    /// Ends all connections.
    pub stop: CancellationToken,
}

/// Who has just joined.
#[derive(Debug)]
pub struct Newcomer {
    /// The socket, past the handshake.
    pub stream: TcpStream,
    /// What came through it already.
    pub already: Bytes,
    /// Its permit, of as many as there may be.
    pub permit: Permit,
}

/// What lets a spectator be one; free again when this is dropped.
#[derive(Debug)]
pub struct Permit {
    /// Of the spectators.
    _spectator: OwnedSemaphorePermit,
    /// Of the connections, which this one stays until it is closed.
    _connection: Arc<Connection>,
    /// Of those of one client, where a proxy speaks for it.
    _share: Option<Share>,
}

/// All spectators.
#[derive(Debug)]
pub struct Pool {
    shared: Shared,
    permits: Arc<Semaphore>,
    shards: Vec<mpsc::Sender<Newcomer>>,
    next: AtomicUsize,
    /// The shards and the farewells, so that a stop can wait for them.
    tasks: TaskTracker,
}

impl Pool {
    /// Starts the shards, which end with `shared.stop`.
    pub fn start(shared: Shared) -> Self {
        let tasks = TaskTracker::new();
        let n_shards = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_SHARDS);
        let shards = (0..n_shards).map(|_| {
            let (sender, newcomers) = mpsc::channel(JOINING);
            let shard = Shard { shared: shared.clone(), tasks: tasks.clone(), members: Vec::new() };
            tasks.spawn(shard.serve(newcomers));
            sender
        });
        let (shards, permits) = (shards.collect(), Arc::new(Semaphore::new(shared.limits.max)));
        Self { shared, permits, shards, next: AtomicUsize::new(0), tasks }
    }

    /// A permit for a connection, if there is one left.
    pub fn permit(&self, connection: Arc<Connection>, share: Option<Share>) -> Option<Permit> {
        let spectator = Arc::clone(&self.permits).try_acquire_owned().ok()?;
        connection.watches();
        Some(Permit { _spectator: spectator, _connection: connection, _share: share })
    }

    /// Waits until everybody has been told that the gateway stops.
    pub async fn ended(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// What all shards share.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Takes a newcomer in. Returns at once unless very many come at the same time.
    pub async fn join(&self, newcomer: Newcomer) {
        let shard = self.next.fetch_add(1, Ordering::Relaxed) % self.shards.len();
        // A shard that is gone has stopped with the gateway.
        self.shards[shard].send(newcomer).await.ok();
    }
}

struct Shard {
    shared: Shared,
    tasks: TaskTracker,
    members: Vec<Member>,
}

struct Member {
    spectator: Spectator<TcpStream>,
    permit: Permit,
}

impl Shard {
    async fn serve(mut self, mut newcomers: mpsc::Receiver<Newcomer>) {
        let mut changes = self.shared.fanout.changes();
        let mut round = tokio::time::interval(ROUND);
        round.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let stop = self.shared.stop.clone();
        loop {
            tokio::select! {
                // In order of urgency.
                biased;
                () = stop.cancelled() => break,
                changed = changes.changed() => {
                    if changed.is_err() {
                        break;
                    }
                    self.pass().await;
                }
                newcomer = newcomers.recv() => match newcomer {
                    Some(newcomer) => self.add(newcomer),
                    None => break,
                },
                _ = round.tick() => self.pass().await,
            }
        }
        let metrics = &self.shared.metrics;
        let farewells =
            self.members.drain(..).map(|member| farewell(member, Left::Stopping, Arc::clone(metrics)));
        join_all(farewells).await;
    }

    fn add(&mut self, newcomer: Newcomer) {
        let Newcomer { stream, already, permit } = newcomer;
        if let Err(error) = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER) {
            tracing::debug!("SO_SNDBUF: {error}");
        }
        let (now, view, mut sent) = (Instant::now(), self.shared.fanout.view(), Sent::default());
        let mut member = Member { spectator: Spectator::new(stream, view.join(), now), permit };
        self.shared.metrics.spectator_joined();
        let stays = member
            .spectator
            .hear(&already, now)
            .and_then(|()| member.spectator.pass(&view, &self.shared.limits, now, &mut sent));
        self.count(sent);
        match stays {
            Ok(()) => self.members.push(member),
            Err(left) => self.let_go(member, left),
        }
    }

    async fn pass(&mut self) {
        let (now, view) = (Instant::now(), self.shared.fanout.view());
        let mut from = 0;
        while from < self.members.len() {
            from = self.pass_some(from, &view, now);
            tokio::task::yield_now().await;
        }
    }

    /// Passes some, from one on; who is next.
    fn pass_some(&mut self, from: usize, view: &LogView, now: Instant) -> usize {
        let mut sent = Sent::default();
        let (mut i, mut n) = (from, 0);
        while i < self.members.len() && n < TURN {
            n += 1;
            match self.members[i].spectator.pass(view, &self.shared.limits, now, &mut sent) {
                Ok(()) => i += 1,
                Err(left) => {
                    let member = self.members.swap_remove(i);
                    self.let_go(member, left);
                }
            }
        }
        self.count(sent);
        i
    }

    fn count(&self, sent: Sent) {
        self.shared.metrics.frames_sent(sent.frames, sent.bytes);
        for _ in 0..sent.overflows {
            self.shared.metrics.queue_overflowed();
        }
    }

    fn let_go(&self, member: Member, left: Left) {
        self.tasks.spawn(farewell(member, left, Arc::clone(&self.shared.metrics)));
    }
}

/// Lets a spectator go. Its permit is free before it is counted as gone: who sees room by the count finds it.
async fn farewell(member: Member, left: Left, metrics: Arc<Metrics>) {
    let Member { spectator, permit } = member;
    let (stream, rest) = spectator.into_parts();
    if let Some(close) = left.close_frame() {
        // Whatever goes wrong with last words, the connection ends.
        drop(tokio::time::timeout(FAREWELL, last_words(stream, left, &rest, &close)).await);
    }
    drop(permit);
    metrics.spectator_left(left.name());
}

/// Tells a spectator why it is let go, once the message that was begun is whole, and waits a little for the
/// answer, which says that this has arrived.
async fn last_words(mut stream: TcpStream, left: Left, rest: &[u8], close: &[u8]) -> std::io::Result<()> {
    stream.write_all(rest).await?;
    if left == Left::Stopping {
        stream.write_all(&websocket::binary(&Notice::Stopping.encode())).await?;
    }
    stream.write_all(close).await?;
    stream.shutdown().await?;
    // What is closed with something unread is reset, and the last words may be lost. A flood is not read for ever.
    let (mut answer, mut n_read) = ([0; 256], 0);
    while n_read < FAREWELL_BYTES {
        match stream.read(&mut answer).await? {
            0 => break,
            n => n_read += n,
        }
    }
    Ok(())
}
