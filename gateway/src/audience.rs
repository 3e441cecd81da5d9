//! All spectators, in a few rows. A row is a task that passes by each of its spectators with every frame.
//!
//! One pass is a loop of writes of the same bytes: no task, timer, channel or copy a spectator, so what is left of
//! the cost is the kernel's. A row a core; nobody is ever waited for.

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
use crate::fanout::{Fanout, View};
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

/// Who has joined and waits for a row to notice; whoever is next waits with the handshake done.
const JOINING: usize = 64;

/// Most rows.
const MOST_ROWS: usize = 16;

/// What all rows share.
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
    /// Its place among as many as there may be.
    pub seat: Seat,
}

/// A spectator's place; free again when this is dropped.
#[derive(Debug)]
pub struct Seat {
    /// Of the spectators.
    _permit: OwnedSemaphorePermit,
    /// Of the connections, which this one stays until it is closed.
    _connection: Arc<Connection>,
    /// Of those of one client, where a proxy speaks for it.
    _share: Option<Share>,
}

/// All spectators.
#[derive(Debug)]
pub struct Audience {
    shared: Shared,
    /// A permit a spectator.
    seats: Arc<Semaphore>,
    rows: Vec<mpsc::Sender<Newcomer>>,
    next: AtomicUsize,
    /// The rows and the farewells, so that a stop can wait for them.
    tasks: TaskTracker,
}

impl Audience {
    /// Starts the rows, which end with `shared.stop`.
    pub fn start(shared: Shared) -> Self {
        let tasks = TaskTracker::new();
        let n_rows = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_ROWS);
        let rows = (0..n_rows).map(|_| {
            let (sender, newcomers) = mpsc::channel(JOINING);
            let row = Row { shared: shared.clone(), tasks: tasks.clone(), seated: Vec::new() };
            tasks.spawn(row.serve(newcomers));
            sender
        });
        let (rows, seats) = (rows.collect(), Arc::new(Semaphore::new(shared.limits.max)));
        Self { shared, seats, rows, next: AtomicUsize::new(0), tasks }
    }

    /// A seat for a connection, if there is one left.
    pub fn seat(&self, connection: Arc<Connection>, share: Option<Share>) -> Option<Seat> {
        let permit = Arc::clone(&self.seats).try_acquire_owned().ok()?;
        connection.watches();
        Some(Seat { _permit: permit, _connection: connection, _share: share })
    }

    /// Waits until everybody has been told that the gateway stops.
    pub async fn ended(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// What all rows share.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Seats a newcomer. Returns at once unless very many come at the same time.
    pub async fn join(&self, newcomer: Newcomer) {
        let row = self.next.fetch_add(1, Ordering::Relaxed) % self.rows.len();
        // A row that is gone has stopped with the gateway.
        self.rows[row].send(newcomer).await.ok();
    }
}

struct Row {
    shared: Shared,
    tasks: TaskTracker,
    seated: Vec<Seated>,
}

struct Seated {
    spectator: Spectator<TcpStream>,
    seat: Seat,
}

impl Row {
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
                    Some(newcomer) => self.seat(newcomer),
                    None => break,
                },
                _ = round.tick() => self.pass().await,
            }
        }
        let metrics = &self.shared.metrics;
        let farewells =
            self.seated.drain(..).map(|seated| farewell(seated, Left::Stopping, Arc::clone(metrics)));
        join_all(farewells).await;
    }

    fn seat(&mut self, newcomer: Newcomer) {
        let Newcomer { stream, already, seat } = newcomer;
        if let Err(error) = SockRef::from(&stream).set_send_buffer_size(SEND_BUFFER) {
            tracing::debug!("SO_SNDBUF: {error}");
        }
        let (now, view, mut sent) = (Instant::now(), self.shared.fanout.view(), Sent::default());
        let mut seated = Seated { spectator: Spectator::new(stream, view.join(), now), seat };
        self.shared.metrics.spectator_joined();
        let stays = seated
            .spectator
            .hear(&already, now)
            .and_then(|()| seated.spectator.pass(&view, &self.shared.limits, now, &mut sent));
        self.count(sent);
        match stays {
            Ok(()) => self.seated.push(seated),
            Err(left) => self.let_go(seated, left),
        }
    }

    async fn pass(&mut self) {
        let (now, view) = (Instant::now(), self.shared.fanout.view());
        let mut from = 0;
        while from < self.seated.len() {
            from = self.pass_some(from, &view, now);
            tokio::task::yield_now().await;
        }
    }

    /// Passes some, from one on; who is next.
    fn pass_some(&mut self, from: usize, view: &View, now: Instant) -> usize {
        let mut sent = Sent::default();
        let (mut i, mut n) = (from, 0);
        while i < self.seated.len() && n < TURN {
            n += 1;
            match self.seated[i].spectator.pass(view, &self.shared.limits, now, &mut sent) {
                Ok(()) => i += 1,
                Err(left) => {
                    let seated = self.seated.swap_remove(i);
                    self.let_go(seated, left);
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

    fn let_go(&self, seated: Seated, left: Left) {
        self.tasks.spawn(farewell(seated, left, Arc::clone(&self.shared.metrics)));
    }
}

/// Lets a spectator go. Its seat is free before it is counted as gone: who sees room by the count finds it.
async fn farewell(seated: Seated, left: Left, metrics: Arc<Metrics>) {
    let Seated { spectator, seat } = seated;
    let (stream, rest) = spectator.into_parts();
    if let Some(close) = left.close_frame() {
        // Whatever goes wrong with last words, the connection ends.
        drop(tokio::time::timeout(FAREWELL, last_words(stream, left, &rest, &close)).await);
    }
    drop(seat);
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
